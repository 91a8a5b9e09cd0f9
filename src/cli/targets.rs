//! Published figures: those of a file, or those of the program.

use std::fs;
use std::path::Path;

use super::failure::Failure;
use crate::experiment::validation::{Causes, Fault, Target, read_causes, read_targets};
use crate::link::metrics;
use crate::scenario::schema::Model;
use crate::scenario::{MISSES, Scenario, TARGETS};

/// Name of the targets that are part of the program.
const BUILT_IN_TARGETS: &str = "evidence/targets.csv";
/// Name of the causes that are part of the program.
const BUILT_IN_MISSES: &str = "evidence/misses.csv";

/// Share of the residents from which a world is the whole country.
const WHOLE: f64 = 0.95;

/// Every published figure of a file, or of the program.
pub(super) fn read(path: Option<&Path>) -> Result<Vec<Target>, Failure> {
    let (name, text) = match path {
        None => (BUILT_IN_TARGETS.to_owned(), TARGETS.to_owned()),
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|error| {
                Failure::misuse(format!("cannot read `{}`: {error}", path.display()))
                    .help("name a file of targets with --targets")
            })?;
            (path.display().to_string(), text)
        }
    };
    read_targets(&name, &text, &metrics()).map_err(|faults| wrong("targets", &faults))
}

/// Refuses to hold a world of some areas against the figures of the program, which are of the whole
/// country.
pub(super) fn fit_for(given: Option<&Path>, scenario: &Scenario<Model>) -> Result<(), Failure> {
    let model = scenario
        .at_start()
        .map_err(|error| Failure::failed(error.to_string()))?;
    let simulated = model
        .areas
        .iter()
        .filter(|(_, area)| *area.need_share > 0.0);
    let simulated: Vec<&str> = simulated.map(|(name, _)| name.as_str()).collect();
    let residents: f64 = model
        .areas
        .values()
        .map(|area| *area.population_share)
        .sum();
    if given.is_some() || residents > WHOLE {
        return Ok(());
    }
    Err(Failure::misuse(format!(
        "`{}` simulates {} with {:.1} % of the residents of England and Wales, and the published \
         figures of the program are of the whole country",
        scenario.name(),
        simulated.join(", "),
        residents * 100.0
    ))
    .help("give figures of the area with --targets FILE; evidence/README.md explains every column"))
}

/// Why targets are missed, as far as that is known: of those that are part of the program, and
/// of no others.
pub(super) fn causes(targets: Option<&Path>) -> Result<Causes, Failure> {
    if targets.is_some() {
        return Ok(Causes::default());
    }
    let targets = read(None)?;
    read_causes(BUILT_IN_MISSES, MISSES, &targets).map_err(|faults| wrong("causes", &faults))
}

pub(super) fn wrong(what: &str, faults: &[Fault]) -> Failure {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    Failure::misuse(format!("the {what} are wrong\n{}", lines.join("\n")))
        .help("evidence/README.md explains every column")
}

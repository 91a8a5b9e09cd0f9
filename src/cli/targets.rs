//! Published figures: those of a file, or those of the program.

use std::fs;
use std::path::Path;

use super::failure::Failure;
use crate::experiment::validation::{Causes, Fault, Target, read_causes, read_targets};
use crate::link::metrics;
use crate::scenario::{MISSES, TARGETS};

/// Name of the targets that are part of the program.
const BUILT_IN_TARGETS: &str = "evidence/targets.csv";
/// Name of the causes that are part of the program.
const BUILT_IN_MISSES: &str = "evidence/misses.csv";

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

/// Why targets are missed, as far as that is known: of those that are part of the program, and
/// of no others.
pub(super) fn causes(targets: Option<&Path>) -> Result<Causes, Failure> {
    if targets.is_some() {
        return Ok(Causes::default());
    }
    let targets = read(None)?;
    read_causes(BUILT_IN_MISSES, MISSES, &targets).map_err(|faults| wrong("causes", &faults))
}

fn wrong(what: &str, faults: &[Fault]) -> Failure {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    Failure::misuse(format!("the {what} are wrong\n{}", lines.join("\n")))
        .help("evidence/README.md explains every column")
}

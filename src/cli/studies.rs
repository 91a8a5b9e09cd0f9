//! The part of `validate` that re-runs source studies: their arms, after the scenario itself.

use std::sync::atomic::AtomicBool;

use super::failure::Failure;
use super::options::OutputArgs;
use super::scenarios;
use super::session::{self, Simulated};
use crate::experiment::validation::{Rerun, SourceStudy, arms, read_studies, reruns};
use crate::experiment::{Plan, Results, Study};
use crate::link::{Linked, StudyOptions, metrics};
use crate::output::{Folder, Verification, write_table};
use crate::scenario::STUDIES;

/// Name of the studies that are part of the program.
const BUILT_IN: &str = "evidence/studies.csv";
/// The arms differ from the start of observation, and are followed for so long.
const WINDOW: [(&str, &str); 2] = [
    ("settings.policy_from", "2023-04-01"),
    ("settings.horizon", "\"4y\""),
];
/// Folder of the records, within that of the validation.
const FOLDER: &str = "studies";

/// The studies that are part of the program.
///
/// # Errors
/// When a line of the file is wrong.
fn built_in() -> Result<Vec<SourceStudy>, Failure> {
    read_studies(BUILT_IN, STUDIES, &metrics()).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Failure::misuse(format!(
            "the source studies are wrong\n{}",
            lines.join("\n")
        ))
    })
}

/// Repeats every source study in the world of `scenario`, writes `verification.csv` into
/// `folder`, and gives what came out; nothing where no replicate was finished.
///
/// # Errors
/// When a scenario is wrong, the folder cannot be used, or the run fails.
pub(super) fn rerun(
    scenario: &str,
    (options, seed): (&StudyOptions, u64),
    plan: &Plan,
    folder: &Folder,
    output: &OutputArgs,
    stop: &AtomicBool,
) -> anyhow::Result<Vec<Rerun>> {
    let studies = built_in()?;
    // An arm is an overlay of its own, or one more in the bundle of a scenario that is one too.
    let bundled = scenarios::one(scenario, options)?.is_overlay();
    let spec = |arm: &&str| match bundled {
        true => format!("{scenario}+{arm}"),
        false => (*arm).to_owned(),
    };
    let mut specs = vec![scenario.to_owned()];
    specs.extend(arms(&studies).iter().map(spec));
    let mut options = options.clone();
    let window = WINDOW.map(|(key, value)| (key.to_owned(), value.to_owned()));
    options.set.splice(0..0, window);
    let loaded = scenarios::load(&specs, &options)?;
    let simulator = Linked::new(&loaded, seed, false).map_err(Failure::from)?;
    let study = Study::new(&simulator, seed);
    let output = OutputArgs {
        out: Some(folder.path().join(FOLDER)),
        ..output.clone()
    };
    let Simulated { store, outcome, .. } = session::simulate(
        &study,
        plan,
        &output,
        folder.path().join(FOLDER),
        stop,
        None,
    )?;
    if outcome.finished.is_empty() {
        return Ok(Vec::new());
    }
    let results = Results::new(&study, &store, outcome.finished);
    write_table(
        &folder.files()?,
        &Verification { studies: &studies },
        &results,
    )?;
    Ok(reruns(&studies, &results).map_err(Failure::from)?)
}

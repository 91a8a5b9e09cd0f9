//! `manifest.json` of a calibration.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::experiment::ScenarioInfo;
use crate::experiment::files::write_whole;
use crate::output::manifest::{MANIFEST, host};
use crate::output::table::ExportError;
use crate::scenario::edition;

/// How a calibration came about.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The command as it was typed.
    pub command: &'a [String],
    /// The scenario before the fit.
    pub scenario: &'a ScenarioInfo,
    /// Seed of the simulations and of the search.
    pub seed: u64,
    /// Replicates that judged the best fit.
    pub replicates: u32,
    /// Threads it ran on.
    pub threads: usize,
    /// Time of this call.
    pub wall: Duration,
    /// Targets that the scenario cannot answer, and why.
    pub silent: Vec<String>,
    /// Runs in all, and those of this call.
    pub runs: (usize, usize),
}

/// Writes the manifest into `folder`; `hashes` are those of its files.
///
/// # Errors
/// When the file cannot be written.
pub fn write_fit_manifest(
    folder: &Path,
    facts: &Facts<'_>,
    hashes: BTreeMap<String, String>,
) -> Result<(), ExportError> {
    let files = hashes.into_iter();
    let files: BTreeMap<String, Value> = files
        .map(|(name, hash)| (name, json!({ "sha256": hash })))
        .collect();
    let scenario = facts.scenario;
    let manifest = json!({
        "program": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "scenario_format": edition::FORMAT,
        "evidence": edition::EVIDENCE_EDITION,
        "command": facts.command,
        "seed": facts.seed,
        "replicates": facts.replicates,
        "evaluations": facts.runs.0,
        "scenarios": [{
            "name": scenario.name,
            "title": scenario.title,
            "role": "fitted",
            "hash": scenario.hash,
            "resolved": scenario.resolved,
        }],
        "files": files,
        "run": {
            "wall_s": facts.wall.as_secs_f64(),
            "evaluations": facts.runs.1,
            "threads": facts.threads,
            "host": host(),
        },
    });
    write_whole(&folder.join(MANIFEST), |out| {
        serde_json::to_writer_pretty(&mut *out, &manifest)?;
        out.write_all(b"\n")?;
        Ok::<_, ExportError>(())
    })?;
    Ok(())
}

//! Scenarios as the command line names them.

use super::failure::Failure;
use super::streams::note;
use crate::link::{self, StudyOptions};
use crate::scenario::schema::Model;
use crate::scenario::{Library, Scenario};

/// Reads the scenarios that `specs` name (a file, a built-in name, or a bundle
/// `A.toml+B.toml`; the first is the baseline), and says what an analyst should hear of them.
///
/// # Errors
/// When a scenario is missing or wrong.
pub(super) fn load(
    specs: &[String],
    options: &StudyOptions,
) -> Result<Vec<Scenario<Model>>, Failure> {
    once(options)?;
    let loaded = link::load(&Library::built_in(), specs, options)?;
    for scenario in &loaded {
        for warning in scenario.warnings() {
            note(&format!("warning: in {}, {warning}", scenario.name()));
        }
    }
    Ok(loaded)
}

/// Reads one scenario; it says nothing.
///
/// # Errors
/// When it is missing or wrong.
pub(super) fn one(spec: &str, options: &StudyOptions) -> Result<Scenario<Model>, Failure> {
    once(options)?;
    Scenario::load(spec, &options.overrides())
        .map_err(|diagnostics| Failure::diagnostics(diagnostics.to_string()))
}

/// Whether no key is set twice.
///
/// # Errors
/// When one is.
fn once(options: &StudyOptions) -> Result<(), Failure> {
    options.twice().map_or(Ok(()), |key| {
        let message = format!("`{key}` is set twice on the command line");
        Err(Failure::misuse(message)
            .help("--horizon, --warm-up and --population-scale are short for --set; leave one out"))
    })
}

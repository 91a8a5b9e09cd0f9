//! The smallest scale at which no pool that a policy acts on is lost.

use super::assembly::{assemble, load};
use super::error::LinkError;
use super::options::StudyOptions;
use crate::scenario::Library;

/// Scales that are tried, in turn.
const SCALES: [f64; 6] = [0.01, 0.02, 0.04, 0.1, 0.25, 1.0];

/// The smallest of a few scales at which every pool whose places the policies change still has
/// places wherever it has any at full size. `specs` name the baseline and the policies.
///
/// # Errors
/// When a scenario is missing or wrong.
pub fn smallest_scale(
    library: &Library,
    specs: &[String],
    options: &StudyOptions,
) -> Result<f64, LinkError> {
    for scale in SCALES {
        let options = StudyOptions {
            population_scale: Some(scale),
            ..options.clone()
        };
        let study = assemble(&load(library, specs, &options)?, 0)?;
        if !(1..specs.len()).any(|policy| study.loses_a_pool(policy)) {
            return Ok(scale);
        }
    }
    Ok(1.0)
}

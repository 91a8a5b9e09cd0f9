//! The seam between the command line and the model: scenario files in, a simulator out.

use crate::experiment::Simulator;
use crate::observe::Metric;

/// What the command line says about the scenarios themselves, beside their files.
#[derive(Clone, Debug, PartialEq)]
pub struct StudyOptions {
    /// Master seed.
    pub seed: u64,
    /// Warm-up as it was typed, a duration such as `10y`.
    pub warm_up: Option<String>,
    /// Length of the policy period as it was typed, a duration such as `10y`.
    pub horizon: Option<String>,
    /// Simulated people for each person in the population.
    pub population_scale: Option<f64>,
    /// Key and value of each `--set`, in their order.
    pub set: Vec<(String, String)>,
}

/// Reads the scenarios that `specs` name (a file, a built-in name, or a bundle
/// `A.toml+B.toml`; the first is the baseline) and makes their simulator.
///
/// # Errors
/// When a scenario is missing or wrong.
pub fn build(specs: &[String], options: &StudyOptions) -> anyhow::Result<Box<dyn Simulator>> {
    anyhow::bail!("model not linked: {specs:?} with seed {}", options.seed)
}

/// The list of metrics of every study.
///
/// # Errors
/// None once the model is linked.
pub fn metrics() -> anyhow::Result<Vec<Metric>> {
    anyhow::bail!("model not linked")
}

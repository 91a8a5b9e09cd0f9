//! What can be wrong between texts and a simulator.

use crate::observe::ExtraError;
use crate::pathway::PlanError;
use crate::scenario::uncertainty::PosteriorError;
use crate::scenario::{Diagnostics, Mismatch, Unsettable};

/// Why scenarios make no simulator.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// Texts are missing or wrong: one entry a scenario.
    #[error("{}", joined(.0))]
    Texts(Vec<Diagnostics>),
    /// The values of a scenario make no world.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A policy cannot be compared with the baseline.
    #[error(
        "`{policy}` cannot be compared with `{baseline}`: their areas, calendar or scale differ"
    )]
    Incomparable {
        /// Name of the policy.
        policy: String,
        /// Name of the baseline.
        baseline: String,
    },
    /// A policy counts money or health by another measure than the baseline.
    #[error(
        "`{policy}` cannot be compared with `{baseline}`: `{key}` is {here} in the one and {there} in \
         the other, so that the difference would be one of measure; set it for both, as with --set"
    )]
    OtherMeasure {
        /// Name of the policy.
        policy: String,
        /// Name of the baseline.
        baseline: String,
        /// The value that differs.
        key: &'static str,
        /// What it is in the policy.
        here: String,
        /// What it is in the baseline.
        there: String,
    },
    /// What was asked of the results is not observed.
    #[error(transparent)]
    Extra(#[from] ExtraError),
    /// The rows that parameters are drawn from are wrong.
    #[error(transparent)]
    Posterior(#[from] PosteriorError),
    /// A drawn or fitted value cannot be set.
    #[error(transparent)]
    Unsettable(#[from] Unsettable),
    /// The types of the model disagree with its schema: a fault of the program.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
    /// A target or a parameter of a fit is wrong.
    #[error("{0}")]
    Fit(String),
    /// The scenario answers none of the targets that it should be fitted to.
    #[error("the scenario answers none of the calibration targets")]
    Unanswered,
}

/// All messages, each once: a fault of the baseline shows in everything that extends it.
fn joined(faults: &[Diagnostics]) -> String {
    let mut texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
    texts.dedup();
    texts.join("\n\n")
}

/// An error and its causes in one line, none of them twice.
pub fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.ends_with(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text
}

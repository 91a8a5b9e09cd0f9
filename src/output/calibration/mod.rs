//! What a calibration leaves in its folder, apart from the overlay with the fitted values.

mod manifest;
mod report;
mod tables;

pub use manifest::{Facts, write_fit_manifest};
pub use report::report_page;
pub use tables::{fit_table, posterior_table};

use crate::experiment::calibration::Fit;
use crate::experiment::validation::Target;

/// Names of the files of a calibration.
pub const FITTED: &str = "fitted.toml";
/// Targets before and after.
pub const FIT: &str = "fit.csv";
/// Draws for uncertainty analysis.
pub const POSTERIOR_DRAWS: &str = "posterior.csv";
/// The report.
pub const REPORT: &str = "report.md";
/// What the kept runs belong to.
pub const RUNS_OF: &str = "evaluations.sha256";

/// A parameter in words; a fitted parameter of the same place has its numbers.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its name.
    pub name: String,
    /// Why it was fitted.
    pub why: String,
    /// Its value before and after.
    pub values: (String, String),
    /// Its range before the fit.
    pub range: (String, String),
    /// Its 95% interval after the fit.
    pub interval: (String, String),
}

/// A fit with everything that its files say about it.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// The numbers.
    pub fit: &'a Fit,
    /// The parameters in words, in the order of the fit.
    pub parameters: &'a [Told],
    /// The targets, of which those of the fit are some.
    pub targets: &'a [Target],
    /// How it came about.
    pub facts: &'a Facts<'a>,
}

impl Account<'_> {
    /// The target of this name.
    fn target(&self, id: &str) -> Option<&Target> {
        self.targets.iter().find(|target| target.id == id)
    }
}

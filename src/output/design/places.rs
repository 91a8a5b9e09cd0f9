//! The capacity that meets a target.

use std::io::Write;

use super::sheet::Sheet;
use crate::experiment::keep::Keep;
use crate::experiment::{At, Crossing, Student, Summary};
use crate::observe::Metric;
use crate::output::table::ExportError;

/// Name of the file.
pub const PLACES: &str = "places.csv";

/// What a search for a capacity found.
#[derive(Clone, Debug)]
pub struct Places {
    /// The scenario.
    pub scenario: String,
    /// The parameter, and its unit.
    pub parameter: (String, String),
    /// Its value now, as it is written.
    pub now: String,
    /// The metric.
    pub metric: Metric,
    /// What it should be at most, or at least.
    pub target: f64,
    /// Whether the target is an upper one.
    pub is_at_most: bool,
    /// Every value that was tried, with the metric by replicate.
    pub curve: Vec<At>,
    /// Where the mean of the metric meets the target.
    pub crossing: Crossing,
    /// Whether values are whole numbers.
    pub is_whole: bool,
    /// Master seed.
    pub seed: u64,
}

impl Places {
    /// The last value that meets the target, rounded to the side that does: the smallest where more
    /// of it helps, the largest where less does. None if there is no single one.
    pub fn answer(&self) -> Option<f64> {
        let [at] = self.crossing.at[..] else {
            return None;
        };
        Some(match (self.is_whole, self.more_helps()) {
            (false, _) => at,
            (true, true) => at.ceil(),
            (true, false) => at.floor(),
        })
    }

    /// Whether values above the answer meet the target, and not those below.
    pub fn more_helps(&self) -> bool {
        self.curve.last().is_some_and(|at| self.is_met(at))
    }

    /// On which side of the answer the target is met, in words.
    pub fn side(&self) -> &'static str {
        match self.more_helps() {
            true => "at least",
            false => "at most",
        }
    }

    /// Whether every value that was tried meets the target.
    pub fn is_met_everywhere(&self) -> bool {
        self.curve.iter().all(|at| self.is_met(at))
    }

    /// Whether the mean at a value meets the target.
    pub fn is_met(&self, at: &At) -> bool {
        let mean = Summary::of(&at.1, &mut Student::default()).mean;
        match self.is_at_most {
            true => mean <= self.target,
            false => mean >= self.target,
        }
    }

    /// Writes the file and gives its SHA-256.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, keep: &dyn Keep) -> Result<String, ExportError> {
        self.sheet().write(keep, PLACES)
    }

    /// Writes the rows as JSON.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn json(&self, out: &mut dyn Write) -> Result<(), ExportError> {
        self.sheet().json(out)
    }

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            "scenario",
            "parameter",
            "unit",
            "value",
            "metric",
            "metric_unit",
            "replicates",
            "mean",
            "ci_low",
            "ci_high",
            "target",
            "met",
            "side",
            "answer",
            "answer_ci_low",
            "answer_ci_high",
        ]);
        let mut student = Student::default();
        let number = |value: Option<f64>| value.unwrap_or(f64::NAN);
        for at in &self.curve {
            let summary = Summary::of(&at.1, &mut student);
            sheet.row(vec![
                self.scenario.as_str().into(),
                self.parameter.0.as_str().into(),
                self.parameter.1.as_str().into(),
                at.0.into(),
                self.metric.name.into(),
                self.metric.unit.into(),
                summary.replicates.into(),
                summary.mean.into(),
                summary.ci_low.into(),
                summary.ci_high.into(),
                self.target.into(),
                if self.is_met(at) { "yes" } else { "no" }.into(),
                self.answer().map_or("", |_| self.side()).into(),
                number(self.answer()).into(),
                number(self.crossing.low).into(),
                number(self.crossing.high).into(),
            ]);
        }
        sheet
    }
}

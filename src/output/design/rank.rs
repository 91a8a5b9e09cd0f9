//! Which of several policies is best.

use std::io::Write;

use super::sheet::Sheet;
use crate::experiment::Paired;
use crate::experiment::keep::Keep;
use crate::observe::Metric;
use crate::output::table::ExportError;

/// Name of the file.
pub const RANK: &str = "rank.csv";

/// How one policy came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// Its name.
    pub name: String,
    /// Against the baseline, over the replicates that it has; the baseline against itself.
    pub paired: Paired,
    /// The look after which it was left behind, by replicates; none if it never was.
    pub dropped_after: Option<usize>,
    /// The option that it cannot be told from: the same in every replicate.
    pub equal_to: Option<String>,
}

/// The ranking.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// The name of the baseline.
    pub baseline: String,
    /// What is ranked by.
    pub metric: Metric,
    /// Everyone, the best first.
    pub ranked: Vec<Ranked>,
    /// Chance of being right.
    pub confidence: f64,
    /// Leads smaller than this do not matter.
    pub indifference: f64,
    /// Whether one was left at the end.
    pub is_decided: bool,
    /// Master seed.
    pub seed: u64,
}

impl Ranking {
    /// Writes the file and gives its SHA-256.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, keep: &dyn Keep) -> Result<String, ExportError> {
        self.sheet().write(keep, RANK)
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
            "place",
            "scenario",
            "baseline",
            "metric",
            "unit",
            "replicates",
            "mean",
            "difference",
            "ci_low",
            "ci_high",
            "status",
            "dropped_after",
            "equal_to",
            "confidence",
            "indifference",
        ]);
        for (place, one) in self.ranked.iter().enumerate() {
            let paired = &one.paired;
            sheet.row(vec![
                (place + 1).into(),
                one.name.as_str().into(),
                self.baseline.as_str().into(),
                self.metric.name.into(),
                self.metric.unit.into(),
                paired.replicates.into(),
                paired.policy_mean.into(),
                paired.difference.into(),
                paired.ci_low.into(),
                paired.ci_high.into(),
                self.status(one).into(),
                one.dropped_after
                    .map_or(f64::NAN, |after| after as f64)
                    .into(),
                one.equal_to.as_deref().unwrap_or("").into(),
                self.confidence.into(),
                self.indifference.into(),
            ]);
        }
        sheet
    }

    /// Whether nothing tells any of them from the others.
    pub fn are_all_equal(&self) -> bool {
        self.ranked.iter().skip(1).all(|one| one.equal_to.is_some())
    }

    /// What became of one of them, in a word.
    pub fn status(&self, one: &Ranked) -> &'static str {
        match (one.dropped_after, &one.equal_to, self.is_decided) {
            (Some(_), _, _) => "behind",
            (None, Some(_), _) => "equal",
            (None, None, true) => "best",
            (None, None, false) => "undecided",
        }
    }
}

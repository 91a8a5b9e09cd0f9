//! Hit or miss: simulated values against published ones.

use super::period::{Months, Period};
use super::role::Role;
use super::targets::{Question, Target};
use crate::experiment::statistics::Summary;
use crate::experiment::store::StoreError;
use crate::experiment::student::Student;
use crate::experiment::{Results, Section};
use crate::observe::Layout;

/// Start of the names of the targets that show a change of the law as a natural experiment.
const NATURAL_EXPERIMENT: &str = "SDS40-";

/// One target with what the model says.
#[derive(Clone, Debug)]
pub struct Finding<'a> {
    /// The target.
    pub target: &'a Target,
    /// What it asked.
    pub question: &'a Question,
    /// The simulated value over replicates.
    pub simulated: Summary,
}

impl Finding<'_> {
    /// Whether the mean of the replicates is within the band, its ends included. No value
    /// is no hit.
    pub fn is_hit(&self) -> bool {
        let band = self.question.band_low..=self.question.band_high;
        band.contains(&self.simulated.mean)
    }

    /// How far the mean of the replicates lies above (or, if negative, below) the band; nil
    /// within it.
    pub fn beyond(&self) -> f64 {
        let (mean, question) = (self.simulated.mean, self.question);
        (mean - question.band_high).max(0.0) + (mean - question.band_low).min(0.0)
    }

    /// The size of [`Finding::beyond`] in per cent of what was published.
    pub fn beyond_percent(&self) -> f64 {
        100.0 * self.beyond().abs() / self.question.value.abs()
    }

    /// The verdict as it is written in files: of what is not judged, where it lies.
    pub fn verdict(&self) -> &'static str {
        let judged = self.target.role.is_judged();
        match (judged, self.is_hit()) {
            (true, true) => "hit",
            (true, false) => "miss",
            _ if self.question.band_low.is_nan() => "no band",
            (false, true) => "within",
            (false, false) => "outside",
        }
    }
}

/// Hits of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Targets that were hit.
    pub hits: usize,
    /// Targets that were judged.
    pub of: usize,
}

/// All findings, sorted by what they are worth.
#[derive(Clone, Debug, Default)]
pub struct Report<'a> {
    /// What the baseline may be fitted to.
    pub calibration: Vec<Finding<'a>>,
    /// What tests it, the natural experiment apart.
    pub held_out: Vec<Finding<'a>>,
    /// Before and after a change of the law, held out.
    pub natural_experiment: Vec<Finding<'a>>,
    /// What its inputs set: shown, never counted.
    pub by_construction: Vec<Finding<'a>>,
    /// What was classed as not comparable before its metric existed: shown, never counted.
    pub comparable_now: Vec<Finding<'a>>,
}

impl<'a> Report<'a> {
    /// Sorts `findings`.
    pub fn new(findings: Vec<Finding<'a>>) -> Self {
        let mut report = Self::default();
        for finding in findings {
            let list = match finding.target.role {
                Role::Calibration => &mut report.calibration,
                Role::HeldOut if finding.target.id.starts_with(NATURAL_EXPERIMENT) => {
                    &mut report.natural_experiment
                }
                Role::HeldOut => &mut report.held_out,
                Role::NotComparable => &mut report.comparable_now,
                _ => &mut report.by_construction,
            };
            list.push(finding);
        }
        report
    }

    /// The targets that are judged and were missed, in the order of the tables.
    pub fn misses(&self) -> impl Iterator<Item = &Finding<'a>> {
        let judged = [&self.calibration, &self.held_out, &self.natural_experiment];
        let all = judged.into_iter().flatten();
        all.filter(|finding| !finding.is_hit())
    }

    /// Whether no calibration target was missed: what the exit code says.
    pub fn is_met(&self) -> bool {
        let Tally { hits, of } = Tally::of(&self.calibration);
        hits == of
    }
}

impl Tally {
    /// Counts the hits among `findings`.
    pub fn of(findings: &[Finding<'_>]) -> Self {
        Self {
            hits: findings.iter().filter(|finding| finding.is_hit()).count(),
            of: findings.len(),
        }
    }
}

/// What the first scenario of `results` says to each of `targets`, in their order. Targets
/// without a question, and those that were not tabulated, are left out.
///
/// # Errors
/// When a record cannot be read.
pub fn findings<'a>(
    targets: &'a [Target],
    results: &Results<'_>,
) -> Result<Vec<Finding<'a>>, StoreError> {
    let layout = results.study().layout();
    let mut student = Student::default();
    let mut found = Vec::new();
    for target in targets {
        let Some(question) = &target.question else {
            continue;
        };
        let Some(columns) = Columns::of(question, layout) else {
            continue;
        };
        let simulated = Summary::of(&values(columns, results)?, &mut student);
        found.push(Finding {
            target,
            question,
            simulated,
        });
    }
    Ok(found)
}

/// Where the values of a question are: one column, or those before and after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    before: Option<usize>,
    after: usize,
}

impl Columns {
    /// Looks a question up; none if it was not tabulated.
    pub fn of(question: &Question, layout: &Layout) -> Option<Self> {
        let column = |months: Months| column(question, &months.name(), layout);
        Some(match question.period {
            Period::Over(months) => Self {
                before: None,
                after: column(months)?,
            },
            Period::Change(before, after) => Self {
                before: Some(column(before)?),
                after: column(after)?,
            },
        })
    }

    /// The answer in one record's values.
    pub fn value(self, values: &[f64]) -> f64 {
        let before = self.before.map_or(0.0, |before| values[before]);
        values[self.after] - before
    }
}

fn column(question: &Question, period: &str, layout: &Layout) -> Option<usize> {
    layout.cells.iter().position(|cell| {
        layout.metrics[usize::from(cell.metric)].name == question.metric
            && layout.strata[usize::from(cell.stratum)] == question.stratum
            && layout.periods[usize::from(cell.period)] == period
    })
}

/// The value of each replicate.
fn values(
    Columns { before, after }: Columns,
    results: &Results<'_>,
) -> Result<Vec<f64>, StoreError> {
    let mut values = results.column(Section::Values, 0, after)?;
    if let Some(before) = before {
        let earlier = results.column(Section::Values, 0, before)?;
        for (value, earlier) in values.iter_mut().zip(earlier) {
            *value -= earlier;
        }
    }
    Ok(values)
}

//! Hit, miss or undecided: simulated values against published ones.

use super::role::Role;
use super::standing::{Verdict, more_replicates};
use super::tally::Tally;
use super::targets::{Question, RELEASE_POINT, Target};
use crate::experiment::statistics::Summary;
use crate::experiment::store::StoreError;
use crate::experiment::student::Student;
use crate::experiment::{Results, Section};
use crate::observe::Layout;

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
    /// Hit, miss or undecided; none without a band. Whether it counts depends on the target's use.
    pub fn verdict(&self) -> Option<Verdict> {
        Verdict::of(
            &self.simulated,
            self.question.band_low,
            self.question.band_high,
        )
    }

    /// About how many replicates more would decide it, where it is undecided and a number can be told.
    pub fn more_replicates(&self) -> Option<usize> {
        more_replicates(
            &self.simulated,
            self.question.band_low,
            self.question.band_high,
        )
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

    /// How many tolerances of its band the mean of the replicates is above (or, if negative, below) the
    /// published value; `NaN` without a value or a band.
    pub fn standardised_error(&self) -> f64 {
        (self.simulated.mean - self.question.value) / self.question.tolerance()
    }

    /// The verdict as it is written in files: of what is not judged, where it lies.
    pub fn word(&self) -> &'static str {
        let judged = self.target.role.is_judged();
        match (judged, self.verdict()) {
            (true, Some(verdict)) => verdict.name(),
            (_, None) => "no band",
            (false, Some(Verdict::Hit)) => "within",
            (false, Some(Verdict::Miss)) => "outside",
            (false, Some(Verdict::Undecided)) => Verdict::Undecided.name(),
        }
    }
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
                Role::HeldOut if finding.target.id.starts_with(RELEASE_POINT) => {
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

    /// The targets that are judged and came out so, in the order of the tables.
    pub fn judged(&self, verdict: Verdict) -> impl Iterator<Item = &Finding<'a>> {
        let all = self.classes().into_iter().flat_map(|(_, list)| list);
        all.filter(move |finding| finding.verdict() == Some(verdict))
    }

    /// What is counted: each class with its name.
    pub fn classes(&self) -> [(&'static str, &[Finding<'a>]); 3] {
        [
            ("calibration", &self.calibration),
            ("held out", &self.held_out),
            ("natural experiment, held out", &self.natural_experiment),
        ]
    }

    /// Whether every calibration target was hit: what the exit code says. One that is undecided was not.
    pub fn is_met(&self) -> bool {
        let tally = Tally::of(&self.calibration);
        tally.hits == tally.of_all()
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
        let simulated = Summary::of(&values(&columns, results)?, &mut student);
        found.push(Finding {
            target,
            question,
            simulated,
        });
    }
    Ok(found)
}

/// Where the values of a question are: columns, and what each is multiplied by before they are added up.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns(Vec<(usize, f64)>);

impl Columns {
    /// Looks a question up; none if it was not tabulated.
    pub fn of(question: &Question, layout: &Layout) -> Option<Self> {
        let terms = question.period.terms().into_iter();
        terms
            .map(|(months, share)| Some((column(question, &months.name(), layout)?, share)))
            .collect::<Option<Vec<_>>>()
            .map(Columns)
    }

    /// The answer in one record's values.
    pub fn value(&self, values: &[f64]) -> f64 {
        let terms = self.0.iter();
        terms.map(|&(column, share)| share * values[column]).sum()
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
fn values(columns: &Columns, results: &Results<'_>) -> Result<Vec<f64>, StoreError> {
    let mut values = Vec::new();
    for &(column, share) in &columns.0 {
        let term = results.column(Section::Values, 0, column)?;
        values.resize(term.len(), 0.0);
        for (value, term) in values.iter_mut().zip(term) {
            *value += share * term;
        }
    }
    Ok(values)
}

//! When there are enough replicates.
//!
//! Replicates are added in batches of a fixed size until the 95% interval of every named
//! metric is narrow enough. Looks happen only at the ends of batches and depend on nothing
//! but the values, so the number of replicates is the same on any number of threads.

use std::str::FromStr;

use super::Paired;
use super::record_file::Section;
use super::results::Results;
use super::statistics::Summary;
use super::store::StoreError;
use super::student::Student;
use crate::observe::{Better, Layout};

/// Replicates added before each further look.
pub const BATCH: u32 = 10;

/// How narrow an interval must be: its half width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// At most this share of the mean.
    Relative(f64),
    /// At most this much, in the metric's unit.
    Absolute(f64),
}

/// A precision as it is asked for: `recalls=5%` or `recalls=20`.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Name of the metric.
    pub metric: String,
    /// How narrow its interval must be.
    pub target: Target,
}

/// Why a precision cannot be asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrecisionError {
    /// Not of the form `METRIC=5%` or `METRIC=ABS`.
    #[error("`{0}` is not of the form METRIC=5% or METRIC=NUMBER, with a number above zero")]
    Form(String),
    /// There is no such metric, or it has no total over everyone and all years.
    #[error("there is no metric `{name}`{}", suggestion(closest))]
    Unknown {
        /// The name that was asked for.
        name: String,
        /// The nearest name there is.
        closest: Option<String>,
    },
}

impl FromStr for Request {
    type Err = PrecisionError;

    fn from_str(text: &str) -> Result<Self, PrecisionError> {
        let form = || PrecisionError::Form(text.to_owned());
        let (metric, width) = text.split_once('=').ok_or_else(form)?;
        let (digits, share) = match width.trim().strip_suffix('%') {
            Some(digits) => (digits, true),
            None => (width, false),
        };
        let number: f64 = digits.trim().parse().map_err(|_| form())?;
        if !(number.is_finite() && number > 0.0) || metric.trim().is_empty() {
            return Err(form());
        }
        Ok(Self {
            metric: metric.trim().to_owned(),
            target: match share {
                true => Target::Relative(number / 100.0),
                false => Target::Absolute(number),
            },
        })
    }
}

/// A request tied to the column that it is about: everyone, all years.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    request: Request,
    column: usize,
    better: Better,
}

impl Goal {
    /// Finds the column of `request` in `layout`.
    ///
    /// # Errors
    /// [`PrecisionError::Unknown`] when there is none.
    pub fn new(request: Request, layout: &Layout) -> Result<Self, PrecisionError> {
        let total = layout.cells.iter().enumerate().find_map(|(column, cell)| {
            let metric = layout.metrics.get(usize::from(cell.metric))?;
            let is_total = cell.stratum == 0 && cell.period == 0;
            (is_total && metric.name == request.metric).then_some((column, metric.better))
        });
        match total {
            Some((column, better)) => Ok(Self {
                request,
                column,
                better,
            }),
            None => Err(PrecisionError::Unknown {
                closest: closest(&request.metric, layout),
                name: request.metric,
            }),
        }
    }

    /// Looks at the replicates so far. With one scenario the interval is that of its mean.
    /// With several it is that of each policy's paired difference, and a share is one of
    /// the baseline's mean, since a difference may well be nothing.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn look(&self, results: &Results<'_>) -> Result<Verdict, StoreError> {
        let mut student = Student::default();
        let baseline = results.column(Section::Values, 0, self.column)?;
        let summary = Summary::of(&baseline, &mut student);
        let mut widest = summary.half_width();
        for policy in 1..results.study().scenarios().len() {
            let values = results.column(Section::Values, policy, self.column)?;
            let paired = Paired::of(&baseline, &values, self.better, &mut student);
            let width = paired.half_width();
            // NaN, an interval that there is not yet, must win.
            if policy == 1 || width.is_nan() || width > widest {
                widest = width;
            }
            if widest.is_nan() {
                break;
            }
        }
        let allowed = match self.request.target {
            Target::Relative(share) => share * summary.mean.abs(),
            Target::Absolute(width) => width,
        };
        Ok(Verdict {
            metric: self.request.metric.clone(),
            half_width: widest,
            allowed,
        })
    }
}

/// Replicates until every goal is met, or `max_replicates`.
#[derive(Clone, Debug, PartialEq)]
pub struct Precision {
    /// What must be met.
    pub goals: Vec<Goal>,
    /// Where to stop in any case.
    pub max_replicates: u32,
}

/// What a look at one goal saw.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Name of the metric.
    pub metric: String,
    /// Half the width of the widest interval; `NaN` where there is none yet.
    pub half_width: f64,
    /// The half width that was asked for.
    pub allowed: f64,
}

impl Verdict {
    /// Whether the interval is narrow enough.
    pub fn is_met(&self) -> bool {
        self.half_width <= self.allowed
    }
}

fn closest(name: &str, layout: &Layout) -> Option<String> {
    let names = layout.metrics.iter().map(|metric| metric.name);
    let scored = names.map(|other| (strsim::jaro_winkler(name, other), other));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 > 0.8).then(|| best.1.to_owned())
}

fn suggestion(closest: &Option<String>) -> String {
    match closest {
        Some(name) => format!("; did you mean `{name}`?"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_a_share_or_a_width() {
        let share: Request = "recalls=5%".parse().unwrap();
        assert_eq!(share.metric, "recalls");
        assert_eq!(share.target, Target::Relative(0.05));
        let width: Request = "recalls = 12.5".parse().unwrap();
        assert_eq!(width.target, Target::Absolute(12.5));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "recalls",
            "recalls=",
            "=5%",
            "recalls=0",
            "recalls=-1%",
            "a=nan",
            "a=inf",
        ] {
            assert!(text.parse::<Request>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_interval_that_is_not_there_is_not_narrow() {
        let verdict = Verdict {
            metric: String::new(),
            half_width: f64::NAN,
            allowed: 1.0,
        };
        assert!(!verdict.is_met());
    }
}

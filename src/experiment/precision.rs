//! When there are enough replicates.
//!
//! Replicates are added in batches of a fixed size until the 95% interval of every named
//! metric is narrow enough. Looks happen only at the ends of batches and depend on nothing
//! but the values, so the number of replicates is the same on any number of threads.

use std::fmt;
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
    /// A share of a level that says nothing.
    #[error(
        "a share of `{0}` says nothing, for only its differences mean something; write {0}=NUMBER, in its unit"
    )]
    NoLevel(String),
}

/// As it is written on the command line.
impl fmt::Display for Request {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.target {
            Target::Relative(share) => write!(out, "{}={}%", self.metric, 100.0 * share),
            Target::Absolute(width) => write!(out, "{}={width}", self.metric),
        }
    }
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
            (is_total && metric.name == request.metric).then_some((column, metric))
        });
        match total {
            Some((_, metric))
                if metric.differences_only && matches!(request.target, Target::Relative(_)) =>
            {
                Err(PrecisionError::NoLevel(request.metric))
            }
            Some((column, metric)) => Ok(Self {
                request,
                column,
                better: metric.better,
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
        let mut largest = summary.mean.abs();
        for policy in 1..results.study().scenarios().len() {
            let values = results.column(Section::Values, policy, self.column)?;
            let paired = Paired::of(&baseline, &values, self.better, &mut student);
            let width = paired.half_width();
            largest = match policy {
                1 => paired.difference.abs(),
                _ => largest.max(paired.difference.abs()),
            };
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
            seen: Seen::of(largest, widest),
            half_width: widest,
            allowed,
            replicates: results.replicates().len() as u32,
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

/// What there is to be precise about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Values that differ.
    Something,
    /// 0 in every replicate, or no difference in any: what is rare may not have been seen yet.
    Nothing,
    /// Fewer than two replicates have a value at all.
    NoValue,
}

impl Seen {
    fn of(largest: f64, width: f64) -> Seen {
        if width.is_nan() || largest.is_nan() {
            Seen::NoValue
        } else if largest == 0.0 && width == 0.0 {
            Seen::Nothing
        } else {
            Seen::Something
        }
    }
}

/// What a look at one goal saw.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Name of the metric.
    pub metric: String,
    /// Whether there is anything to be precise about.
    pub seen: Seen,
    /// Half the width of the widest interval; `NaN` where there is none yet.
    pub half_width: f64,
    /// The half width that was asked for.
    pub allowed: f64,
    /// Replicates that were looked at.
    pub replicates: u32,
}

impl Verdict {
    /// Whether the interval is narrow enough. One of a metric that is 0 everywhere says nothing,
    /// and is not.
    pub fn is_met(&self) -> bool {
        self.seen == Seen::Something && self.half_width <= self.allowed
    }

    /// About how many replicates would be enough, if they vary as those so far: the width of an
    /// interval falls with the root of their number. None where that cannot be told.
    pub fn needed(&self) -> Option<u32> {
        let ratio = self.half_width / self.allowed;
        let needed = libm::ceil(f64::from(self.replicates) * ratio * ratio);
        let told = self.seen == Seen::Something && needed.is_finite() && self.allowed > 0.0;
        told.then(|| (needed.min(f64::from(u32::MAX)) as u32).max(self.replicates))
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (metric, width, allowed) = (&self.metric, self.half_width, self.allowed);
        write!(f, "precision of {metric}: ")?;
        match (self.seen, self.is_met()) {
            (Seen::NoValue, _) => {
                f.write_str("NOT reached: fewer than two replicates have a value of it")
            }
            (Seen::Nothing, _) => {
                f.write_str("NOT reached: it is 0 in every replicate, which says nothing yet")
            }
            (_, true) => write!(f, "+-{width:.4} of +-{allowed:.4} reached"),
            (_, false) => {
                write!(f, "+-{width:.4} of +-{allowed:.4} NOT reached")?;
                match self.needed() {
                    Some(needed) => write!(f, "; about {needed} replicates would reach it"),
                    None => Ok(()),
                }
            }
        }
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

    fn verdict(seen: Seen, half_width: f64, allowed: f64) -> Verdict {
        Verdict {
            metric: "recalls".to_owned(),
            seen,
            half_width,
            allowed,
            replicates: 20,
        }
    }

    /// Protects: an interval that there is not, or around nothing, is not narrow, and no NaN is
    /// printed for it.
    #[test]
    fn an_interval_that_is_not_there_is_not_narrow() {
        let absent = verdict(Seen::NoValue, f64::NAN, 1.0);
        let nothing = verdict(Seen::Nothing, 0.0, 0.0);
        for one in [absent, nothing] {
            assert!(!one.is_met());
            assert_eq!(one.needed(), None);
            let text = one.to_string();
            assert!(
                text.contains("NOT reached") && !text.contains("NaN"),
                "{text}"
            );
        }
    }

    /// Protects: the look ahead. Half the width needs four times the replicates.
    #[test]
    fn the_replicates_that_are_needed_are_told() {
        let wide = verdict(Seen::Something, 10.0, 5.0);
        assert_eq!(wide.needed(), Some(80));
        assert_eq!(
            wide.to_string(),
            "precision of recalls: +-10.0000 of +-5.0000 NOT reached; about 80 replicates would \
             reach it"
        );
        let met = verdict(Seen::Something, 4.0, 5.0);
        assert!(met.is_met());
        assert_eq!(met.needed(), Some(20));
    }
}

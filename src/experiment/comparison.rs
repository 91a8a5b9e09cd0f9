//! A policy against the baseline, replicate by replicate.
//!
//! Replicate r of both met the same luck, so their difference varies far less than either:
//! the interval is that of the paired differences, never of two separate means.

use super::statistics::{half_width, mean, variance};
use super::student::Student;
use crate::observe::Better;

/// Differences smaller than this share of the values are rounding, not variation.
const ROUNDING: f64 = 1e-12;

/// One quantity under a policy and under the baseline. `NaN` where there is no value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paired {
    /// Replicates in which both have a value.
    pub replicates: usize,
    /// Mean under the baseline.
    pub baseline_mean: f64,
    /// Mean under the policy.
    pub policy_mean: f64,
    /// Mean of policy minus baseline.
    pub difference: f64,
    /// Lower end of the paired 95% t interval of the difference.
    pub ci_low: f64,
    /// Upper end.
    pub ci_high: f64,
    /// Difference over the size of the baseline's mean; none when that is zero.
    pub relative_change: f64,
    /// Share of replicates in which the policy is strictly better; none for a metric of
    /// which neither direction is good.
    pub share_better: f64,
    /// (var A + var B) / var(A - B): how many times fewer replicates pairing needs than
    /// independent runs; none when the difference never varies.
    pub variance_reduction: f64,
}

impl Paired {
    /// Compares two lists of the same length, in replicate order. A pair of which either
    /// is `NaN` is left out.
    pub fn of(baseline: &[f64], policy: &[f64], better: Better, student: &mut Student) -> Self {
        let both = |&(a, b): &(f64, f64)| !a.is_nan() && !b.is_nan();
        let pairs = baseline.iter().copied().zip(policy.iter().copied());
        let (a, b): (Vec<f64>, Vec<f64>) = pairs.filter(both).unzip();
        let differences: Vec<f64> = a.iter().zip(&b).map(|(a, b)| b - a).collect();
        let n = differences.len();
        let (baseline_mean, difference) = (mean(&a), mean(&differences));
        let spread = variance(&differences);
        let half = half_width(n, spread.sqrt() / (n as f64).sqrt(), student);
        let reduction = (variance(&a) + variance(&b)) / spread;
        Self {
            replicates: n,
            baseline_mean,
            policy_mean: mean(&b),
            difference,
            ci_low: difference - half,
            ci_high: difference + half,
            relative_change: or_none(baseline_mean != 0.0, difference / baseline_mean.abs()),
            share_better: share_better(&differences, better),
            variance_reduction: or_none(varies(&differences, &a), reduction),
        }
    }

    /// Whether the interval leaves zero out: the sign of the difference is beyond the error
    /// of a finite number of replicates. A difference of exactly zero never is.
    pub fn is_clear(&self) -> bool {
        self.ci_low > 0.0 || self.ci_high < 0.0
    }

    /// Half the width of the interval; `NaN` with fewer than two pairs.
    pub fn half_width(&self) -> f64 {
        (self.ci_high - self.ci_low) / 2.0
    }
}

fn or_none(there: bool, value: f64) -> f64 {
    if there { value } else { f64::NAN }
}

fn share_better(differences: &[f64], better: Better) -> f64 {
    let count = match better {
        Better::Neither => return f64::NAN,
        Better::Higher => differences.iter().filter(|&&d| d > 0.0).count(),
        Better::Lower => differences.iter().filter(|&&d| d < 0.0).count(),
    };
    or_none(
        !differences.is_empty(),
        count as f64 / differences.len() as f64,
    )
}

/// Whether the differences vary by more than the rounding of the values they come from.
fn varies(differences: &[f64], values: &[f64]) -> bool {
    let low = differences.iter().copied().fold(f64::INFINITY, f64::min);
    let high = differences
        .iter()
        .copied()
        .fold(f64::NEG_INFINITY, f64::max);
    let size = values.iter().fold(0.0, |size: f64, v| size.max(v.abs()));
    high - low > ROUNDING * size
}

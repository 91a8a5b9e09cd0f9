//! What replicates say together: means, percentiles and intervals.
//!
//! `NaN` stands for "no value" on the way in (no denominator in that replicate, which is
//! then left out) and on the way out (too few replicates for this statistic). Sums run in
//! replicate order, so that they are the same on any number of threads.

use super::student::Student;

/// One quantity over replicates. Intervals are 95% t intervals of the mean: the error of
/// simulating a finite number of replicates, and no other uncertainty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Replicates with a value.
    pub replicates: usize,
    /// Arithmetic mean.
    pub mean: f64,
    /// Standard deviation over replicates (divisor n - 1).
    pub sd: f64,
    /// Standard error of the mean.
    pub se: f64,
    /// Lower end of the interval.
    pub ci_low: f64,
    /// Upper end of the interval.
    pub ci_high: f64,
    /// Percentiles 5, 25, 50, 75 and 95.
    pub percentiles: [f64; 5],
}

impl Summary {
    /// Summarises the values that are there.
    pub fn of(values: &[f64], student: &mut Student) -> Self {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
        // Moments before sorting: their sums run in replicate order.
        let n = sorted.len();
        let mean = mean(&sorted);
        let sd = variance(&sorted).sqrt();
        let se = sd / (n as f64).sqrt();
        let half = half_width(n, se, student);
        sorted.sort_by(f64::total_cmp);
        Self {
            replicates: n,
            mean,
            sd,
            se,
            ci_low: mean - half,
            ci_high: mean + half,
            percentiles: [0.05, 0.25, 0.5, 0.75, 0.95].map(|p| percentile(&sorted, p)),
        }
    }

    /// Half the width of the interval; `NaN` with fewer than two values.
    pub fn half_width(&self) -> f64 {
        (self.ci_high - self.ci_low) / 2.0
    }
}

/// Arithmetic mean; `NaN` of nothing.
pub fn mean(values: &[f64]) -> f64 {
    if values.is_empty() {
        return f64::NAN;
    }
    values.iter().sum::<f64>() / values.len() as f64
}

/// Sample variance (divisor n - 1); `NaN` with fewer than two values.
pub fn variance(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return f64::NAN;
    }
    let mean = mean(values);
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    squares / (values.len() - 1) as f64
}

/// The `p` quantile of ascending values, by linear interpolation between order statistics
/// (type 7 of Hyndman and Fan, the default of R, NumPy and Excel's `PERCENTILE.INC`);
/// `NaN` of nothing.
///
/// ```
/// use throughcare::experiment::percentile;
/// assert_eq!(percentile(&[1.0, 2.0, 4.0, 8.0], 0.75), 5.0);
/// ```
pub fn percentile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = p * last as f64;
    let below = (place.floor() as usize).min(last);
    let above = (below + 1).min(last);
    sorted[below] + (sorted[above] - sorted[below]) * (place - below as f64)
}

/// Half the width of the 95% interval of a mean of `n` values with standard error `se`.
pub(super) fn half_width(n: usize, se: f64, student: &mut Student) -> f64 {
    if n < 2 {
        return f64::NAN;
    }
    student.quantile_95(n - 1) * se
}

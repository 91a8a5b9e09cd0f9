//! Student's t distribution: what turns a standard error into an interval.
//!
//! Own code, because the crates that offer it switch on a feature that would change the
//! draws of the simulation. Accurate to about twelve digits; only `libm` functions, so
//! that every platform prints the same interval.

use crate::engine::incomplete_beta;

/// Quantiles for 95% intervals, each computed once.
#[derive(Clone, Debug, Default)]
pub struct Student {
    known: Vec<f64>,
}

impl Student {
    /// The 0.975 quantile with `df` degrees of freedom (at least one).
    pub fn quantile_95(&mut self, df: usize) -> f64 {
        if self.known.len() <= df {
            self.known.resize(df + 1, f64::NAN);
        }
        if self.known[df].is_nan() {
            self.known[df] = student_t(0.975, df as f64);
        }
        self.known[df]
    }
}

/// The `p` quantile of Student's t with `df` degrees of freedom, for `p` in (0, 1) and
/// positive `df`; `NaN` outside.
///
/// ```
/// use throughcare::experiment::student_t;
/// assert!((student_t(0.975, 9.0) - 2.262157).abs() < 1e-6);
/// ```
pub fn student_t(p: f64, df: f64) -> f64 {
    if !(p > 0.0 && p < 1.0 && df > 0.0) {
        return f64::NAN;
    }
    if p < 0.5 {
        return -student_t(1.0 - p, df);
    }
    // Bisection of the tail until no float lies between: slow and sure, and done once a
    // number of replicates.
    let tail = 1.0 - p;
    let (mut low, mut high) = (0.0, 1.0);
    while upper_tail(high, df) > tail && high < f64::MAX / 4.0 {
        (low, high) = (high, high * 2.0);
    }
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return middle;
        }
        if upper_tail(middle, df) > tail {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// Probability that t exceeds `t` (not negative).
fn upper_tail(t: f64, df: f64) -> f64 {
    let square = t * t;
    let x = df / (df + square);
    // Not 1 - x, which loses the digits that matter with many degrees of freedom.
    let y = square / (df + square);
    incomplete_beta(df / 2.0, 0.5, x, y) / 2.0
}

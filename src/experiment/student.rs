//! Student's t distribution: what turns a standard error into an interval.
//!
//! Own code, because the crates that offer it switch on a feature that would change the
//! draws of the simulation. Accurate to about twelve digits; only `libm` functions, so
//! that every platform prints the same interval.

use libm::{exp, lgamma, log};

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

/// The regularised incomplete beta function at `x`, with `y` = 1 - `x`.
fn incomplete_beta(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 || y <= 0.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    let scale = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(y));
    // The fraction converges fast on this side of the mean, and by symmetry on the other.
    if x < (a + 1.0) / (a + b + 2.0) {
        scale * beta_fraction(a, b, x) / a
    } else {
        1.0 - scale * beta_fraction(b, a, y) / b
    }
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..10_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            change = c * d;
            fraction *= change;
        }
        if (change - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction
}

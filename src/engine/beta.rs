//! The beta distribution, written out so that it gives the same bits on every platform.

use libm::{exp, lgamma, log};

/// The regularised incomplete beta function at `x`, with `y` = 1 - `x` given apart, so that no
/// digits are lost where `x` is near one. About twelve digits.
pub fn incomplete_beta(a: f64, b: f64, x: f64, y: f64) -> f64 {
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

/// The quantile at `p` in (0, 1) of the beta distribution with shapes above 0. Bisection: slow
/// and sure, for things drawn once.
pub fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return middle;
        }
        if incomplete_beta(a, b, middle, 1.0 - middle) < p {
            low = middle;
        } else {
            high = middle;
        }
        // Beyond this many digits the distribution function itself is not known.
        if high - low < 1e-14 * high {
            return middle;
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_known_distributions() {
        for p in [0.001, 0.025, 0.3, 0.5, 0.9, 0.999] {
            // Uniform, and the largest and the smallest of three uniforms.
            let cases = [
                (beta_quantile(1.0, 1.0, p), p),
                (beta_quantile(3.0, 1.0, p), libm::cbrt(p)),
                (beta_quantile(1.0, 3.0, p), 1.0 - libm::cbrt(1.0 - p)),
                // The arcsine law.
                (
                    beta_quantile(0.5, 0.5, p),
                    libm::pow(libm::sin(std::f64::consts::FRAC_PI_2 * p), 2.0),
                ),
            ];
            for (found, expected) in cases {
                assert!((found / expected - 1.0).abs() < 1e-10, "{p}: {found}");
            }
        }
    }
}

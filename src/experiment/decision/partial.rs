//! What it would be worth to know one parameter: by regression (Strong, Oakley and Brennan 2014).
//!
//! The net benefit that is expected once the parameter is known is a smooth function of it. It is
//! fitted to the draws by a polynomial; what is gained by choosing with that function rather than
//! once for all is the expected value of partial perfect information. The degree is the one that
//! foretells draws best that it has not seen, so that a parameter that tells nothing is worth
//! nothing.

use super::choice::{expected, largest};
use crate::engine::Key;
use crate::experiment::linear::Cholesky;
use crate::experiment::statistics::{mean, percentile};

/// Largest degree.
const DEGREES: usize = 4;
/// Times the draws are drawn again for an interval.
const RESAMPLES: u32 = 200;
/// How much smaller the error of a higher degree must be.
const GAIN: f64 = 0.98;

/// What one parameter is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Partial {
    /// Expected value of knowing it.
    pub value: f64,
    /// Ends of its 95% interval, for these draws.
    pub interval: [f64; 2],
}

/// The value of knowing the parameter whose values by draw are `parameter`. `options` hold net
/// benefits by draw.
pub fn partial_information(options: &[Vec<f64>], parameter: &[f64], key: Key) -> Partial {
    let x = standardised(parameter);
    // Only differences from the first option tell which to choose.
    let gains: Vec<Vec<f64>> = options
        .iter()
        .map(|option| option.iter().zip(&options[0]).map(|(o, b)| o - b).collect())
        .collect();
    let degrees: Vec<usize> = gains.iter().map(|gain| degree(&x, gain)).collect();
    let all: Vec<usize> = (0..x.len()).collect();
    let best = value(&x, &gains, &degrees, &all);
    let mut again: Vec<f64> = (0..RESAMPLES)
        .map(|resample| {
            let unit = |i: usize| key.draw(0, resample, i as u32).unit() * x.len() as f64;
            let rows: Vec<usize> = all.iter().map(|&i| unit(i) as usize).collect();
            value(&x, &gains, &degrees, &rows)
        })
        .collect();
    again.sort_by(f64::total_cmp);
    Partial {
        value: best,
        interval: [0.025, 0.975].map(|p| percentile(&again, p)),
    }
}

fn value(x: &[f64], gains: &[Vec<f64>], degrees: &[usize], rows: &[usize]) -> f64 {
    let fitted: Vec<Vec<f64>> = gains
        .iter()
        .zip(degrees)
        .map(|(gain, &degree)| {
            let (x, y): (Vec<f64>, Vec<f64>) = rows.iter().map(|&r| (x[r], gain[r])).unzip();
            let polynomial = Polynomial::fit(&x, &y, degree);
            x.iter().map(|&x| polynomial.at(x)).collect()
        })
        .collect();
    let best_of = |row: usize| largest(fitted.iter().map(|f| f[row]));
    let best: Vec<f64> = (0..rows.len()).map(best_of).collect();
    (mean(&best) - largest(expected(&fitted).into_iter())).max(0.0)
}

/// Values about their mean, in standard deviations, so that powers stay near one.
fn standardised(values: &[f64]) -> Vec<f64> {
    let middle = mean(values);
    let squares: f64 = values.iter().map(|v| (v - middle) * (v - middle)).sum();
    let sd = (squares / values.len().max(1) as f64).sqrt();
    let scale = if sd > 0.0 { 1.0 / sd } else { 0.0 };
    values.iter().map(|v| (v - middle) * scale).collect()
}

/// The degree with the least error of prediction, each draw foretold by all the others.
fn degree(x: &[f64], y: &[f64]) -> usize {
    let most = DEGREES.min(x.len() / 10);
    let mut best = (0, prediction_error(x, y, 0));
    for degree in 1..=most {
        let error = prediction_error(x, y, degree);
        if error < best.1 * GAIN {
            best = (degree, error);
        }
    }
    best.0
}

fn prediction_error(x: &[f64], y: &[f64], degree: usize) -> f64 {
    let polynomial = Polynomial::fit(x, y, degree);
    let errors = x.iter().zip(y).map(|(&x, y)| {
        let error = (y - polynomial.at(x)) / (1.0 - polynomial.leverage(x));
        error * error
    });
    errors.sum()
}

/// A polynomial fitted by least squares.
struct Polynomial {
    coefficients: Vec<f64>,
    normal: Option<Cholesky>,
}

impl Polynomial {
    fn fit(x: &[f64], y: &[f64], degree: usize) -> Self {
        let size = degree + 1;
        let mut matrix = vec![0.0; size * size];
        let mut right = vec![0.0; size];
        for (&x, y) in x.iter().zip(y) {
            let powers = powers(x, size);
            for (i, p) in powers.iter().enumerate() {
                right[i] += p * y;
                for (j, q) in powers.iter().enumerate() {
                    matrix[i * size + j] += p * q;
                }
            }
        }
        let normal = Cholesky::of(&matrix, size);
        let coefficients = match &normal {
            Some(cholesky) => cholesky.solve(&right),
            // Too few different values for the degree: the mean.
            None => vec![mean(y)],
        };
        Self {
            coefficients,
            normal,
        }
    }

    fn at(&self, x: f64) -> f64 {
        let falling = self.coefficients.iter().rev();
        falling.fold(0.0, |value, coefficient| value * x + coefficient)
    }

    /// How much of a fitted value is the draw itself.
    fn leverage(&self, x: f64) -> f64 {
        let powers = powers(x, self.coefficients.len());
        let Some(normal) = &self.normal else {
            return 0.0;
        };
        let solved = normal.solve(&powers);
        powers.iter().zip(solved).map(|(p, s)| p * s).sum()
    }
}

fn powers(x: f64, count: usize) -> Vec<f64> {
    let mut power = 1.0;
    (0..count)
        .map(|_| {
            let now = power;
            power *= x;
            now
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draws(n: u32, purpose: u32) -> Vec<f64> {
        let key = Key::root(8, 0);
        (0..n).map(|i| key.draw(purpose, 0, i).normal()).collect()
    }

    /// Protects: a net benefit that is linear in two normal parameters: knowing one of them is worth the
    /// unit normal loss integral with its share of the standard deviation.
    #[test]
    fn one_of_two_normals_is_worth_what_its_closed_form_says() {
        let n = 4_000;
        let (a, b, none) = (draws(n, 0), draws(n, 1), draws(n, 2));
        let gain = |(a, b): (&f64, &f64)| 100.0 + 300.0 * a + 400.0 * b;
        let options = [vec![0.0; n as usize], a.iter().zip(&b).map(gain).collect()];
        let truth = |sd: f64| {
            let z: f64 = 100.0 / sd;
            let density = libm::exp(-z * z / 2.0) / (2.0 * std::f64::consts::PI).sqrt();
            sd * (density - z * libm::erfc(z / std::f64::consts::SQRT_2) / 2.0)
        };
        for (parameter, sd) in [(&a, 300.0), (&b, 400.0)] {
            let found = partial_information(&options, parameter, Key::root(1, 0));
            let off = (found.value - truth(sd)).abs();
            assert!(off < 12.0, "{found:?} {}", truth(sd));
            let [low, high] = found.interval;
            assert!(low < truth(sd) && truth(sd) < high, "{found:?}");
        }
        let nothing = partial_information(&options, &none, Key::root(1, 0));
        assert_eq!(nothing.value, 0.0);
    }

    /// Protects: a choice that turns at both ends of a parameter is not linear in it.
    #[test]
    fn a_bent_net_benefit_is_followed() {
        let n = 2_000;
        let x = draws(n, 0);
        let options = [
            vec![0.0; n as usize],
            x.iter().map(|x| x * x - 1.0).collect(),
        ];
        let best: f64 = x.iter().map(|x| (x * x - 1.0).max(0.0)).sum::<f64>() / f64::from(n);
        let mean: f64 = x.iter().map(|x| x * x - 1.0).sum::<f64>() / f64::from(n);
        let found = partial_information(&options, &x, Key::root(1, 0));
        assert!(
            (found.value - (best - mean.max(0.0))).abs() < 1e-6,
            "{found:?}"
        );
    }

    /// Protects: a parameter that does not vary is worth nothing.
    #[test]
    fn a_parameter_that_does_not_vary_is_worth_nothing() {
        let options = [vec![0.0; 50], draws(50, 0)];
        assert_eq!(
            partial_information(&options, &[3.0; 50], Key::root(1, 0)).value,
            0.0
        );
    }
}

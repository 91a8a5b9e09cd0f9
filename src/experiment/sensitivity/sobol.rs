//! Sobol indices: what share of a result's variance each input makes.
//!
//! Two samples A and B of all inputs, and for every input the sample that is A but for that
//! input, which is B's. The first-order index (what is saved if the input were known) and the
//! total index (what is left if all others were known) come from differences of these runs by
//! the estimators of Jansen (1999), which Saltelli and others (2010) found the steadiest for both.
//! Their intervals come from drawing the rows again with replacement.

use crate::engine::Key;
use crate::experiment::statistics::percentile;

/// Purposes of the draws.
const ORDER: u32 = 0;
const WITHIN: u32 = 1;
const ROWS: u32 = 2;
/// How often rows are drawn again for an interval.
const RESAMPLES: u32 = 1_000;

/// Two samples of all inputs, as uniforms.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples {
    rows: usize,
    a: Vec<Vec<f64>>,
    b: Vec<Vec<f64>>,
}

impl Samples {
    /// Samples of so many rows. Each input of each sample has one value in each of `rows` slices of
    /// equal width, in an order of its own.
    pub fn new(key: Key, rows: usize, inputs: usize) -> Self {
        let column = |input: usize, sample: u64| -> Vec<f64> {
            let key = key.child(input as u64).child(sample);
            let mut order: Vec<usize> = (0..rows).collect();
            order.sort_by_key(|&row| (key.draw(ORDER, 0, row as u32).0, row));
            let mut values = vec![0.0; rows];
            for (slice, &row) in order.iter().enumerate() {
                let within = key.draw(WITHIN, 0, row as u32).unit();
                values[row] = (slice as f64 + within) / rows as f64;
            }
            values
        };
        let sample = |s| (0..inputs).map(|input| column(input, s)).collect();
        Self {
            rows,
            a: sample(0),
            b: sample(1),
        }
    }

    /// Rows of a sample.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many inputs there are.
    pub fn inputs(&self) -> usize {
        self.a.len()
    }

    /// All runs in their order: row by row A, B, and A with each input of B in turn.
    pub fn runs(&self) -> Vec<Vec<f64>> {
        let mut runs = Vec::with_capacity(self.rows * (self.inputs() + 2));
        for row in 0..self.rows {
            let of = |sample: &[Vec<f64>]| -> Vec<f64> { sample.iter().map(|c| c[row]).collect() };
            let (a, b) = (of(&self.a), of(&self.b));
            let mixed = (0..self.inputs()).map(|input| {
                let mut mixed = a.clone();
                mixed[input] = b[input];
                mixed
            });
            let mixed: Vec<_> = mixed.collect();
            runs.extend([a, b]);
            runs.extend(mixed);
        }
        runs
    }
}

/// The indices of one input, each with its 95% interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Index {
    /// Share of the variance that goes if the input is known.
    pub first: f64,
    /// Interval of the first.
    pub first_interval: [f64; 2],
    /// Share of the variance that is left if all other inputs are known.
    pub total: f64,
    /// Interval of the total.
    pub total_interval: [f64; 2],
}

/// The indices of every input, of results in the order of [`Samples::runs`]. A row that lacks
/// a value is left out; all are `NaN` where the result does not vary.
pub fn indices(inputs: usize, results: &[f64], key: Key) -> Vec<Index> {
    let rows: Vec<&[f64]> = results
        .chunks_exact(inputs + 2)
        .filter(|row| row.iter().all(|v| v.is_finite()))
        .collect();
    let best = estimates(inputs, &rows);
    let again = (0..RESAMPLES).map(|resample| {
        let rng = |i: usize| key.draw(ROWS, resample, i as u32).unit();
        let pick = |i: usize| rows[((rng(i) * rows.len() as f64) as usize).min(rows.len() - 1)];
        let drawn: Vec<&[f64]> = (0..rows.len()).map(pick).collect();
        estimates(inputs, &drawn)
    });
    let again: Vec<Vec<[f64; 2]>> = if rows.len() > 1 {
        again.collect()
    } else {
        Vec::new()
    };
    let interval = |input: usize, which: usize| {
        let mut values: Vec<f64> = again.iter().map(|one| one[input][which]).collect();
        values.retain(|v| v.is_finite());
        values.sort_by(f64::total_cmp);
        [0.025, 0.975].map(|p| percentile(&values, p))
    };
    let all = best.iter().enumerate();
    all.map(|(input, &[first, total])| Index {
        first,
        first_interval: interval(input, 0),
        total,
        total_interval: interval(input, 1),
    })
    .collect()
}

/// First-order and total index of every input.
fn estimates(inputs: usize, rows: &[&[f64]]) -> Vec<[f64; 2]> {
    let n = rows.len() as f64;
    let of_both = || rows.iter().flat_map(|row| &row[..2]);
    let mean = of_both().sum::<f64>() / (2.0 * n);
    let squares: f64 = of_both().map(|v| (v - mean) * (v - mean)).sum();
    let variance = squares / (2.0 * n - 1.0);
    let half_square = |from: usize, input: usize| {
        let squares = rows.iter().map(|row| {
            let d = row[from] - row[2 + input];
            d * d
        });
        squares.sum::<f64>() / (2.0 * n)
    };
    (0..inputs)
        .map(|input| {
            [
                1.0 - half_square(1, input) / variance,
                half_square(0, input) / variance,
            ]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    fn of(rows: usize, inputs: usize, f: impl Fn(&[f64]) -> f64) -> Vec<Index> {
        let samples = Samples::new(Key::root(3, 0), rows, inputs);
        let results: Vec<f64> = samples.runs().iter().map(|u| f(u)).collect();
        indices(inputs, &results, Key::root(4, 0))
    }

    /// Protects: the function of Ishigami and Homma with a = 7 and b = 0.1, whose indices are known in
    /// closed form.
    #[test]
    fn the_indices_of_ishigami_are_those_of_its_closed_form() {
        let (a, b) = (7.0, 0.1);
        let found = of(16_384, 3, |u| {
            let [x, y, z] = [0, 1, 2].map(|i| PI * (2.0 * u[i] - 1.0));
            let (sx, sy) = (libm::sin(x), libm::sin(y));
            sx + a * sy * sy + b * z * z * z * z * sx
        });
        let p4 = PI * PI * PI * PI;
        let one = 0.5 * (1.0 + b * p4 / 5.0) * (1.0 + b * p4 / 5.0);
        let two = a * a / 8.0;
        let both = b * b * p4 * p4 * (1.0 / 18.0 - 1.0 / 50.0);
        let all = one + two + both;
        let truth = [
            (one / all, (one + both) / all),
            (two / all, two / all),
            (0.0, both / all),
        ];
        // As they are printed everywhere.
        assert!((truth[0].0 - 0.3139).abs() < 1e-4 && (truth[0].1 - 0.5576).abs() < 1e-4);
        for (index, (first, total)) in found.iter().zip(truth) {
            assert!((index.first - first).abs() < 0.02, "{index:?} {first}");
            assert!((index.total - total).abs() < 0.02, "{index:?} {total}");
        }
    }

    /// Protects: the g-function of Sobol with the coefficients 0, 1, 4.5, 9, 99, 99, 99, 99, the example of
    /// Saltelli and Sobol.
    #[test]
    fn the_indices_of_the_g_function_are_those_of_its_closed_form() {
        let a = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
        let found = of(8_192, 8, |u| {
            let factors = u.iter().zip(a);
            factors
                .map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a))
                .product()
        });
        let part = a.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
        let all: f64 = part.iter().map(|p| 1.0 + p).product::<f64>() - 1.0;
        for (index, p) in found.iter().zip(part) {
            let total = p * (1.0 + all) / (1.0 + p) / all;
            assert!((index.first - p / all).abs() < 0.02, "{index:?}");
            assert!((index.total - total).abs() < 0.02, "{index:?}");
        }
        assert!((part[0] / all - 0.716).abs() < 1e-3, "as it is printed");
    }

    /// Protects: in twenty small samples the interval holds the truth nearly always.
    #[test]
    fn intervals_hold_the_truth() {
        let held = (0..40).filter(|&case| {
            let samples = Samples::new(Key::root(10, case), 64, 2);
            let runs = samples.runs();
            let results: Vec<f64> = runs.iter().map(|u| 2.0 * u[0] + u[1]).collect();
            let found = indices(2, &results, Key::root(11, case));
            let [low, high] = found[0].total_interval;
            (low..=high).contains(&0.8)
        });
        assert!(held.count() >= 34);
    }

    /// Protects: a result that does not vary has no indices.
    #[test]
    fn a_result_that_does_not_vary_has_no_indices() {
        assert!(of(8, 2, |_| 1.0).iter().all(|index| index.first.is_nan()));
        let lacking = indices(1, &[f64::NAN, 1.0, 2.0], Key::root(1, 0));
        assert!(lacking[0].total.is_nan());
    }
}

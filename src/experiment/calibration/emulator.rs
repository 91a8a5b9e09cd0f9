//! What every target would be at a point, learnt from the runs there are.
//!
//! For each target a regression on the positions of the parameters and their squares, around a
//! centre near which runs count most. Each replicate has a level of its own, because the luck of
//! a replicate is the same at every point; the level of a target is the mean of theirs. How large a
//! coefficient may be is learnt from the runs as well, each by itself (Tipping's relevance
//! vector): most parameters do nothing to most targets, and slopes made of noise would look
//! like knowledge.
//!
//! Values are in tolerances above the published figure, so that nil is a perfect match.

use std::collections::BTreeMap;

use crate::experiment::linear::Cholesky;

/// Distance, in standard deviations of the ranges, at which a run counts for 0.61 of one at the
/// centre.
const REACH: f64 = 1.0;
/// Prior standard deviation of a slope, in tolerances for each standard deviation of a range,
/// before it is learnt.
const SLOPE: f64 = 2.0;
/// The same for the coefficient of a square.
const BEND: f64 = 0.5;
/// Rounds of learning how large coefficients are.
const ROUNDS: usize = 15;
/// Least variance of a coefficient and of noise: nothing is known for certain.
const LEAST: f64 = 1e-8;

/// One run as the emulator sees it.
#[derive(Clone, Debug)]
pub struct Sample<'a> {
    /// Positions of the parameters.
    pub position: &'a [f64],
    /// Whose luck.
    pub replicate: u32,
    /// Every target in tolerances above its published value; `NaN` for none.
    pub misses: Vec<f64>,
}

/// A target at a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// Its mean over all luck, in tolerances above the published value.
    pub mean: f64,
    /// Variance of that mean: coefficients, and a finite number of replicates.
    pub variance: f64,
}

/// Regressions of every target.
#[derive(Clone, Debug)]
pub struct Emulator {
    centre: Vec<f64>,
    responses: Vec<Response>,
}

/// The regression of one target; features are steps from the centre, then their squares.
#[derive(Clone, Debug)]
struct Response {
    level: f64,
    level_variance: f64,
    middle: Vec<f64>,
    coefficients: Vec<f64>,
    variances: Vec<f64>,
    /// Variance of one run around the level of its replicate, and of levels of replicates.
    noise: f64,
    luck: f64,
}

impl Emulator {
    /// Learns from `samples`, those near `centre` above all. A target without any value is left
    /// at its published figure with no certainty.
    pub fn fit(samples: &[Sample<'_>], targets: usize, centre: &[f64]) -> Self {
        let responses = (0..targets)
            .map(|target| {
                let seen = samples.iter().filter(|one| one.misses[target].is_finite());
                let rows: Vec<Row> = seen.map(|one| Row::new(one, target, centre)).collect();
                Response::fit(&rows, 2 * centre.len())
            })
            .collect();
        Self {
            centre: centre.to_vec(),
            responses,
        }
    }

    /// Every target at a point.
    pub fn predict(&self, position: &[f64]) -> Vec<Prediction> {
        let features = features(position, &self.centre);
        let all = self.responses.iter();
        all.map(|one| one.predict(&features)).collect()
    }

    /// How fast every target rises with every parameter at a point, target by target.
    pub fn slopes(&self, position: &[f64]) -> Vec<Vec<f64>> {
        let size = self.centre.len();
        let slope = |one: &Response, at: usize| {
            let step = position[at] - self.centre[at];
            one.coefficients[at] + 2.0 * step * one.coefficients[size + at]
        };
        let all = self.responses.iter();
        all.map(|one| (0..size).map(|at| slope(one, at)).collect())
            .collect()
    }

    /// Variance of a single run around the mean over all luck, by target.
    pub fn scatter(&self) -> Vec<f64> {
        let all = self.responses.iter();
        all.map(|one| one.noise + one.luck).collect()
    }
}

fn features(position: &[f64], centre: &[f64]) -> Vec<f64> {
    let steps = position.iter().zip(centre).map(|(at, c)| at - c);
    let squares = steps.clone().map(|step| step * step);
    steps.chain(squares).collect()
}

struct Row {
    weight: f64,
    replicate: u32,
    features: Vec<f64>,
    value: f64,
}

impl Row {
    fn new(sample: &Sample<'_>, target: usize, centre: &[f64]) -> Self {
        let features = features(sample.position, centre);
        let squares = &features[centre.len()..];
        let distance = squares.iter().sum::<f64>() / centre.len() as f64;
        Self {
            weight: libm::exp(-0.5 * distance / (REACH * REACH)),
            replicate: sample.replicate,
            features,
            value: sample.misses[target],
        }
    }
}

/// Weighted means of the rows of one replicate.
#[derive(Clone, Default)]
struct Mean {
    weight: f64,
    features: Vec<f64>,
    value: f64,
}

impl Mean {
    fn of<'a>(rows: impl Iterator<Item = &'a Row>, size: usize) -> Self {
        let mut mean = Mean {
            features: vec![0.0; size],
            ..Mean::default()
        };
        for row in rows {
            mean.weight += row.weight;
            mean.value += row.weight * row.value;
            for (sum, feature) in mean.features.iter_mut().zip(&row.features) {
                *sum += row.weight * feature;
            }
        }
        if mean.weight > 0.0 {
            mean.value /= mean.weight;
            mean.features.iter_mut().for_each(|f| *f /= mean.weight);
        }
        mean
    }
}

impl Response {
    fn fit(rows: &[Row], size: usize) -> Self {
        let mut by_replicate: BTreeMap<u32, Vec<&Row>> = BTreeMap::new();
        for row in rows {
            by_replicate.entry(row.replicate).or_default().push(row);
        }
        let groups: Vec<(Mean, Vec<&Row>)> = by_replicate
            .into_values()
            .map(|rows| (Mean::of(rows.iter().copied(), size), rows))
            .collect();
        let moments = Moments::within(&groups, size);
        let Learnt {
            coefficients,
            variances,
            noise,
        } = moments.learn(groups.len());
        let all = Mean::of(rows.iter(), size);
        let levels: Vec<(f64, f64)> = groups
            .iter()
            .map(|(mean, _)| {
                let explained = dot(&coefficients, &difference(&mean.features, &all.features));
                (mean.weight, mean.value - explained)
            })
            .collect();
        let (level_variance, luck) = level_variance(&levels, all.value, noise);
        Self {
            level: all.value,
            level_variance,
            middle: all.features,
            coefficients,
            variances,
            noise,
            luck,
        }
    }

    fn predict(&self, features: &[f64]) -> Prediction {
        let mut prediction = Prediction {
            mean: self.level,
            variance: self.level_variance,
        };
        for (at, feature) in features.iter().enumerate() {
            let step = feature - self.middle[at];
            prediction.mean += self.coefficients[at] * step;
            prediction.variance += self.variances[at] * step * step;
        }
        prediction
    }
}

/// Variance of the level of a target, and of the luck of a replicate.
fn level_variance(levels: &[(f64, f64)], mean: f64, noise: f64) -> (f64, f64) {
    let weight: f64 = levels.iter().map(|(weight, _)| weight).sum();
    if weight <= 0.0 {
        return (f64::MAX.sqrt(), 0.0);
    }
    if levels.len() < 2 {
        return (noise / weight, 0.0);
    }
    let squares = levels.iter().map(|(weight, level)| {
        let miss = level - mean;
        weight * miss * miss
    });
    let count = levels.len() as f64;
    let between = squares.sum::<f64>() / weight * count / (count - 1.0);
    let concentration: f64 = levels
        .iter()
        .map(|(w, _)| (w / weight) * (w / weight))
        .sum();
    let from_noise = noise * count / weight;
    (between * concentration, (between - from_noise).max(0.0))
}

/// Sums of squares and products within replicates.
struct Moments {
    size: usize,
    features: Vec<f64>,
    products: Vec<f64>,
    value: f64,
    weight: f64,
    /// Runs that say something beyond the level of their replicate.
    rows: f64,
}

struct Learnt {
    coefficients: Vec<f64>,
    variances: Vec<f64>,
    noise: f64,
}

impl Moments {
    fn within(groups: &[(Mean, Vec<&Row>)], size: usize) -> Self {
        let mut moments = Moments {
            size,
            features: vec![0.0; size * size],
            products: vec![0.0; size],
            value: 0.0,
            weight: 0.0,
            rows: 0.0,
        };
        for (mean, rows) in groups {
            for row in rows {
                moments.add(row, mean);
            }
        }
        for row in 0..size {
            for column in row + 1..size {
                moments.features[row * size + column] = moments.features[column * size + row];
            }
        }
        moments
    }

    fn add(&mut self, row: &Row, mean: &Mean) {
        let value = row.value - mean.value;
        let features = difference(&row.features, &mean.features);
        for (a, feature) in features.iter().enumerate() {
            let weighted = row.weight * feature;
            self.products[a] += weighted * value;
            for (b, other) in features[..=a].iter().enumerate() {
                self.features[a * self.size + b] += weighted * other;
            }
        }
        self.value += row.weight * value * value;
        self.weight += row.weight;
        self.rows += 1.0;
    }

    /// Coefficients with their variances, and the noise around them.
    fn learn(&self, replicates: usize) -> Learnt {
        let half = self.size / 2;
        let first = |at: usize| {
            if at < half {
                SLOPE * SLOPE
            } else {
                BEND * BEND
            }
        };
        let mut sizes: Vec<f64> = (0..self.size).map(first).collect();
        let mut learnt = Learnt {
            coefficients: vec![0.0; self.size],
            variances: sizes.clone(),
            noise: 1.0,
        };
        // Each replicate takes one run to tell its level.
        let free = self.weight * (1.0 - replicates as f64 / self.rows.max(1.0));
        if free <= 0.0 {
            return learnt;
        }
        learnt.noise = (self.value / free / 2.0).max(LEAST);
        for _ in 0..ROUNDS {
            if !self.round(&mut learnt, &mut sizes, free) {
                break;
            }
        }
        learnt
    }

    /// One round of expectation and maximisation; false when nothing can be solved.
    fn round(&self, learnt: &mut Learnt, sizes: &mut [f64], free: f64) -> bool {
        let size = self.size;
        let mut precision: Vec<f64> = self.features.iter().map(|f| f / learnt.noise).collect();
        for (at, variance) in sizes.iter().enumerate() {
            precision[at * size + at] += 1.0 / variance;
        }
        let Some(cholesky) = Cholesky::of(&precision, size) else {
            return false;
        };
        let right: Vec<f64> = self.products.iter().map(|p| p / learnt.noise).collect();
        learnt.coefficients = cholesky.solve(&right);
        learnt.variances = cholesky.inverse_diagonal();
        let mut determined = 0.0;
        for (at, before) in sizes.iter_mut().enumerate() {
            let (b, variance) = (learnt.coefficients[at], learnt.variances[at]);
            determined += 1.0 - variance / *before;
            *before = (b * b + variance).max(LEAST);
        }
        let left = self.unexplained(&learnt.coefficients).max(0.0);
        learnt.noise = (left / (free - determined).max(free / 10.0)).max(LEAST);
        true
    }

    fn unexplained(&self, coefficients: &[f64]) -> f64 {
        let explained: f64 = (0..self.size)
            .map(|row| {
                let line = &self.features[row * self.size..(row + 1) * self.size];
                coefficients[row] * (2.0 * self.products[row] - dot(line, coefficients))
            })
            .sum();
        self.value - explained
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Key;
    use crate::experiment::calibration::design::fill;

    /// Slopes, a bend, levels of replicates and noise are told apart.
    #[test]
    fn what_was_put_in_is_found() {
        let points = fill(Key::root(3, 0), 120, &[-1.0; 4], &[1.0; 4]);
        let luck = [0.8, -0.5, -0.3, 0.4, -0.4, 0.0];
        let mut samples = Vec::new();
        for (at, position) in points.iter().enumerate() {
            let noise = 0.3 * Key::root(4, 0).draw(0, at as u32, 0).normal();
            let [a, b, ..] = position[..] else { panic!() };
            let value = 1.5 + 2.0 * a - b + 0.6 * a * a + luck[at % 6] + noise;
            samples.push(Sample {
                position,
                replicate: (at % 6) as u32,
                misses: vec![value, f64::NAN],
            });
        }
        let emulator = Emulator::fit(&samples, 2, &[0.0; 4]);
        let slopes = &emulator.slopes(&[0.0; 4])[0];
        for (slope, truth) in slopes.iter().zip([2.0, -1.0, 0.0, 0.0]) {
            assert!((slope - truth).abs() < 0.15, "{slopes:?}");
        }
        let at = |z: [f64; 4]| emulator.predict(&z)[0];
        let Prediction { mean, variance } = at([0.0; 4]);
        assert!((mean - 1.5).abs() < 3.0 * variance.sqrt(), "{mean}");
        assert!(variance.sqrt() > 0.1, "luck of six replicates: {variance}");
        assert!((at([1.0, 0.0, 0.0, 0.0]).mean - mean - 2.6).abs() < 0.3);
        let scatter = emulator.scatter()[0];
        assert!((0.2..0.6).contains(&scatter), "{scatter}");
        // Nothing is known of a target that was never seen.
        assert!(emulator.predict(&[0.0; 4])[1].variance > 1e6);
    }
}

//! The best point of an emulator in a box: Levenberg's and Marquardt's least squares.

use super::emulator::Emulator;
use crate::experiment::linear::Cholesky;

/// Most steps.
const STEPS: usize = 60;
/// A step that gains less than this is the last.
const ENOUGH: f64 = 1e-9;

/// How badly a point fits: the squares of all misses, in tolerances, and of the distance of
/// every parameter from the middle of its range, in its standard deviations. What has no value
/// (`NaN`) counts for nothing.
pub fn loss(misses: &[f64], position: &[f64]) -> f64 {
    misfit(misses) + squares(position)
}

/// The part of the loss that is about targets.
pub fn misfit(misses: &[f64]) -> f64 {
    let known = misses.iter().filter(|miss| miss.is_finite());
    known.map(|miss| miss * miss).sum()
}

fn squares(position: &[f64]) -> f64 {
    position.iter().map(|at| at * at).sum()
}

/// The loss that the emulator expects at a point.
pub fn expected(emulator: &Emulator, position: &[f64]) -> f64 {
    let predictions = emulator.predict(position);
    let misses: f64 = predictions.iter().map(|one| one.mean * one.mean).sum();
    misses + squares(position)
}

/// The point of least expected loss in the box from `low` to `high`, from `start` on.
pub fn best(emulator: &Emulator, start: &[f64], (low, high): (&[f64], &[f64])) -> Vec<f64> {
    let mut at = start.to_vec();
    let mut now = expected(emulator, &at);
    let mut damping = 1e-3;
    for _ in 0..STEPS {
        let Some(next) = step(emulator, &at, (low, high), damping) else {
            break;
        };
        let then = expected(emulator, &next);
        if then < now {
            let gain = now - then;
            (at, now) = (next, then);
            damping = (damping / 5.0_f64).max(1e-9);
            if gain < ENOUGH {
                break;
            }
        } else {
            damping *= 5.0;
            if damping > 1e9 {
                break;
            }
        }
    }
    at
}

/// One damped step, held in the box: what lies at an edge and wants to leave stays there.
fn step(
    emulator: &Emulator,
    at: &[f64],
    (low, high): (&[f64], &[f64]),
    damping: f64,
) -> Option<Vec<f64>> {
    let size = at.len();
    let slopes = emulator.slopes(at);
    let predictions = emulator.predict(at);
    let mut down: Vec<f64> = at.iter().map(|z| -z).collect();
    for (slopes, prediction) in slopes.iter().zip(&predictions) {
        for (down, slope) in down.iter_mut().zip(slopes) {
            *down -= slope * prediction.mean;
        }
    }
    let held = |i: usize| (at[i] <= low[i] && down[i] < 0.0) || (at[i] >= high[i] && down[i] > 0.0);
    let free: Vec<usize> = (0..size).filter(|&i| !held(i)).collect();
    let count = free.len();
    let mut matrix = vec![0.0; count * count];
    for (row, &i) in free.iter().enumerate() {
        for (column, &j) in free.iter().enumerate() {
            let both = slopes.iter().map(|slopes| slopes[i] * slopes[j]);
            matrix[row * count + column] = both.sum();
        }
        matrix[row * count + row] += 1.0 + damping * (1.0 + matrix[row * count + row]);
    }
    let right: Vec<f64> = free.iter().map(|&i| down[i]).collect();
    let moves = Cholesky::of(&matrix, count)?.solve(&right);
    let mut next = at.to_vec();
    for (&i, step) in free.iter().zip(moves) {
        next[i] = (at[i] + step).clamp(low[i], high[i]);
    }
    Some(next)
}

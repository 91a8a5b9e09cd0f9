//! Points as likely as the emulator, the bands and the ranges make them: a random walk.

use super::emulator::Emulator;
use super::space::EDGE;
use crate::engine::Key;
use crate::experiment::linear::Cholesky;

/// Steps for each parameter, and their limits.
const STEPS: (usize, usize, usize) = (4_000, 20_000, 120_000);
/// Share of the steps that only find the way.
const LOST: f64 = 0.2;
/// Points that are kept.
const KEPT: usize = 2_000;
/// Steps between looks at how many are taken, while the way is found.
const LOOK: usize = 100;
/// Share of steps that should be taken.
const TAKEN: f64 = 0.25;

/// Points of a walk, in its order.
pub fn walk(emulator: &Emulator, start: &[f64], key: Key) -> Vec<Vec<f64>> {
    let size = start.len();
    let steps = (STEPS.0 * size).clamp(STEPS.1, STEPS.2);
    let lost = (steps as f64 * LOST) as usize;
    let every = ((steps - lost) / KEPT).max(1);
    let shape = shape(emulator, start);
    let mut reach = 2.38 / (size as f64).sqrt();
    let (mut at, mut likely) = (start.to_vec(), log_density(emulator, start));
    let (mut points, mut taken) = (Vec::with_capacity(KEPT), 0);
    for step in 0..steps {
        let luck = |matter: u32, part: usize| key.draw(matter, step as u32, part as u32);
        let normal = (0..size).map(|part| luck(0, part).normal()).collect();
        let normal = match &shape {
            Some(shape) => shape.back(normal),
            None => normal,
        };
        let moved = at.iter().zip(normal);
        let next: Vec<f64> = moved.map(|(at, n)| reflected(at + reach * n)).collect();
        let then = log_density(emulator, &next);
        if libm::log(1.0 - luck(1, 0).unit()) < then - likely {
            (at, likely) = (next, then);
            taken += 1;
        }
        if step < lost && (step + 1) % LOOK == 0 {
            let share = f64::from(taken) / LOOK as f64;
            reach *= libm::exp(share - TAKEN);
            taken = 0;
        }
        if step >= lost && (step - lost).is_multiple_of(every) {
            points.push(at.clone());
        }
    }
    points
}

/// How likely a point is: every target within its band and the doubt of the emulator, every
/// parameter as its range has it.
fn log_density(emulator: &Emulator, position: &[f64]) -> f64 {
    let misses = emulator.predict(position).into_iter().map(|one| {
        let variance = 1.0 + one.variance;
        one.mean * one.mean / variance + libm::log(variance)
    });
    let beforehand: f64 = position.iter().map(|at| at * at).sum();
    -0.5 * (misses.sum::<f64>() + beforehand)
}

/// The precision of the points around `at`, taken apart.
fn shape(emulator: &Emulator, at: &[f64]) -> Option<Cholesky> {
    let size = at.len();
    let mut precision = vec![0.0; size * size];
    for (slopes, one) in emulator.slopes(at).iter().zip(emulator.predict(at)) {
        for (i, a) in slopes.iter().enumerate() {
            for (j, b) in slopes.iter().enumerate() {
                precision[i * size + j] += a * b / (1.0 + one.variance);
            }
        }
    }
    for i in 0..size {
        precision[i * size + i] += 1.0;
    }
    Cholesky::of(&precision, size)
}

/// What leaves the range comes back from its end, so that no step is more likely than the one
/// back.
fn reflected(at: f64) -> f64 {
    let width = 2.0 * EDGE;
    let along = libm::fmod(at + EDGE, 2.0 * width);
    let along = if along < 0.0 {
        along + 2.0 * width
    } else {
        along
    };
    if along <= width {
        along - EDGE
    } else {
        2.0 * width - along - EDGE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reflection_stays_within() {
        for (from, to) in [
            (0.3, 0.3),
            (EDGE + 0.1, EDGE - 0.1),
            (-EDGE - 0.2, 0.2 - EDGE),
            (5.0 * EDGE + 0.1, EDGE - 0.1),
        ] {
            assert!((reflected(from) - to).abs() < 1e-12, "{from}");
        }
    }

    /// Without any target the walk gives the ranges back.
    #[test]
    fn without_targets_the_range_remains() {
        let emulator = Emulator::fit(&[], 0, &[0.0, 0.0]);
        let points = walk(&emulator, &[0.0, 0.0], Key::root(1, 0));
        let mean = points.iter().map(|p| p[0]).sum::<f64>() / points.len() as f64;
        let square = points.iter().map(|p| p[1] * p[1]).sum::<f64>() / points.len() as f64;
        assert!(mean.abs() < 0.15, "{mean}");
        // A standard normal cut at its 95% interval.
        assert!((square - 0.76).abs() < 0.15, "{square}");
    }
}

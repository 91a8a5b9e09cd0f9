//! Points that the targets and the ranges leave possible: history matching.
//!
//! A walk on the emulator gives points; they are simulated, which tests the emulator where it
//! matters, and then teaches it. After a few such waves the last points are simulated too, and a
//! point that misses two targets by more than bands and luck explain is replaced by another.

use super::chain::walk;
use super::emulator::Emulator;
use super::ledger::Ledger;
use super::objective::Halt;
use super::step::{best, loss};
use crate::engine::Key;

/// Most waves that teach the emulator.
const WAVES: u32 = 3;
/// Share of the allowance after which no such wave begins.
const SHARE: f64 = 0.8;
/// Most rounds in which implausible points are replaced.
const ROUNDS: u32 = 4;
/// Standard deviations beyond which a miss is implausible.
const IMPLAUSIBLE: f64 = 3.0;
/// Half-width of the box in which a better fit is looked for.
const BOX: f64 = 1.0;

/// How an emulator did at points it had not seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// Targets of all new runs.
    pub predictions: usize,
    /// Share of them within the 95% interval that was predicted.
    pub within: f64,
}

/// What the targets leave.
#[derive(Clone, Debug)]
pub struct Posterior {
    /// Positions of the best point.
    pub best: Vec<f64>,
    /// Many points of the last walk.
    pub cloud: Vec<Vec<f64>>,
    /// Those that are handed out, equally likely.
    pub draws: Vec<Vec<f64>>,
    /// How many of the draws were simulated and found plausible, of how many tried.
    pub plausible: (usize, usize),
    /// How each emulator did.
    pub checks: Vec<Check>,
    /// The last emulator.
    pub emulator: Emulator,
}

/// Gives `count` points as likely as they are, from the best fit `start` on, which is improved
/// on the way where that is possible.
///
/// # Errors
/// When someone stops it or a run fails.
pub fn posterior(
    ledger: &mut Ledger<'_>,
    start: Vec<f64>,
    seed: u64,
    (count, replicates): (usize, u32),
) -> Result<Posterior, Halt> {
    let key = |wave: u32| Key::root(seed, u32::MAX - wave);
    let mut centre = start;
    let mut checks = Vec::new();
    for wave in 0..WAVES {
        if !ledger.can_afford(2 * count + replicates as usize, SHARE) {
            break;
        }
        let emulator = learn(ledger, &centre);
        let points = spaced(&walk(&emulator, &centre, key(wave)), count, 0);
        let stage = format!("posterior, wave {}", wave + 1);
        checks.push(simulate(ledger, &emulator, &points, replicates, &stage)?.0);
        centre = improved(ledger, centre, replicates)?;
    }
    let emulator = learn(ledger, &centre);
    let cloud = walk(&emulator, &centre, key(WAVES));
    let mut posterior = Posterior {
        best: centre,
        draws: Vec::new(),
        plausible: (0, 0),
        checks,
        emulator,
        cloud,
    };
    posterior.draw(ledger, count, replicates)?;
    Ok(posterior)
}

impl Posterior {
    /// Takes draws from the cloud, simulates them as far as the allowance goes, and replaces the
    /// implausible.
    fn draw(&mut self, ledger: &mut Ledger<'_>, count: usize, replicates: u32) -> Result<(), Halt> {
        for round in 0..ROUNDS {
            let missing = count - self.draws.len();
            if missing == 0 || !ledger.can_afford(missing, 1.0) {
                break;
            }
            let points = spaced(&self.cloud, missing, round as usize);
            let stage = format!("draws, round {}", round + 1);
            let (check, plausible) = simulate(ledger, &self.emulator, &points, replicates, &stage)?;
            self.checks.push(check);
            self.plausible.1 += points.len();
            let kept = points.into_iter().zip(plausible).filter(|one| one.1);
            self.draws.extend(kept.map(|one| one.0));
        }
        self.plausible.0 = self.draws.len();
        let missing = count - self.draws.len();
        self.draws
            .extend(spaced(&self.cloud, missing, ROUNDS as usize));
        Ok(())
    }
}

fn learn(ledger: &Ledger<'_>, centre: &[f64]) -> Emulator {
    Emulator::fit(&ledger.samples(), ledger.aims().len(), centre)
}

/// Runs every point once, the replicates in turn; how the emulator did, and which points are
/// plausible.
fn simulate(
    ledger: &mut Ledger<'_>,
    emulator: &Emulator,
    points: &[Vec<f64>],
    replicates: u32,
    stage: &str,
) -> Result<(Check, Vec<bool>), Halt> {
    let turns = (0..replicates).cycle();
    let wanted: Vec<(Vec<f64>, u32)> = points.iter().cloned().zip(turns).collect();
    ledger.run(stage, &wanted)?;
    let scatter = emulator.scatter();
    let (mut predictions, mut within) = (0, 0);
    let mut plausible = Vec::new();
    for (position, replicate) in &wanted {
        let outcome = ledger.outcome(position, *replicate).unwrap_or_default();
        let misses = ledger.misses_of(outcome);
        let predicted = emulator.predict(position);
        let mut beyond = 0;
        for ((miss, one), scatter) in misses.iter().zip(predicted).zip(&scatter) {
            if !miss.is_finite() {
                continue;
            }
            let surprise = (miss - one.mean).abs() / (one.variance + scatter).sqrt();
            predictions += 1;
            within += usize::from(surprise <= 1.96);
            let implausibility = miss.abs() / (1.0 + scatter).sqrt();
            beyond += usize::from(implausibility > IMPLAUSIBLE);
        }
        // One miss of many is luck.
        plausible.push(beyond < 2);
    }
    let within = within as f64 / predictions.max(1) as f64;
    Ok((
        Check {
            predictions,
            within,
        },
        plausible,
    ))
}

/// The best point near `centre` by all that is known now, if simulation agrees that it is better.
fn improved(ledger: &mut Ledger<'_>, centre: Vec<f64>, replicates: u32) -> Result<Vec<f64>, Halt> {
    let emulator = learn(ledger, &centre);
    let (low, high) = ledger.space().around(&centre, BOX);
    let next = best(&emulator, &centre, (&low, &high));
    let both = [&centre, &next];
    let wanted: Vec<(Vec<f64>, u32)> = both
        .into_iter()
        .flat_map(|position| (0..replicates).map(|replicate| (position.clone(), replicate)))
        .collect();
    ledger.run("posterior, best fit", &wanted)?;
    let loss = |position: &[f64]| loss(&ledger.misses(position, replicates), position);
    let is_better = loss(&next) < loss(&centre);
    Ok(if is_better { next } else { centre })
}

/// `count` points of a walk at even distances; another `turn` gives others.
fn spaced(points: &[Vec<f64>], count: usize, turn: usize) -> Vec<Vec<f64>> {
    let every = points.len() as f64 / count.max(1) as f64;
    let offset = turn as f64 / (ROUNDS + 1) as f64;
    let at = |n: usize| ((n as f64 + offset) * every) as usize;
    let last = points.len().saturating_sub(1);
    (0..count)
        .map(|n| points[at(n).min(last)].clone())
        .collect()
}

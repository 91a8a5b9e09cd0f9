//! The best fit: waves of points in a trust region, an emulator of all runs so far, a step.
//!
//! A wave fills the box around the present best. Each of its points is one run, the replicates in
//! turn, so that slopes come from many points and levels from many replicates. The best point of
//! the emulator in the box is then simulated with the same luck as the present best, and takes its
//! place if it is better. A step that was promised and did not come makes the box smaller, the
//! next wave larger, and the comparison finer.

use super::design::fill;
use super::emulator::Emulator;
use super::ledger::Ledger;
use super::objective::Halt;
use super::step::{best, expected, loss};
use crate::engine::Key;

/// Share of the allowance that the search may use.
const SHARE: f64 = 0.5;
/// Points of the first wave, and of later ones, for each parameter.
const FIRST: f64 = 3.0;
const LATER: f64 = 1.5;
/// Fewest points of a wave.
const LEAST: usize = 8;
/// Half-width of the first box, in standard deviations of the ranges, the largest and the
/// smallest.
const RADIUS: (f64, f64, f64) = (1.0, 2.0, 0.1);
/// Fewest replicates that judge a step.
const JUDGES: u32 = 4;
/// A step that promises less than this, and less than this share of the loss, is none.
const SETTLED: (f64, f64) = (0.5, 0.01);
/// Steps in turn that promise nothing before the search ends.
const PATIENCE: u32 = 2;

/// One wave as the report tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wave {
    /// Points simulated.
    pub points: usize,
    /// Half-width of the box.
    pub radius: f64,
    /// Replicates that judged the step.
    pub replicates: u32,
    /// Loss of the best point before.
    pub loss: f64,
    /// Loss that the emulator expected of the step.
    pub expected: f64,
    /// Loss that was simulated.
    pub found: f64,
}

impl Wave {
    /// Whether the step was taken.
    pub fn is_better(&self) -> bool {
        self.found < self.loss
    }
}

/// Where the search ended.
#[derive(Clone, Debug)]
pub struct Found {
    /// Positions of the best point.
    pub best: Vec<f64>,
    /// What happened.
    pub waves: Vec<Wave>,
    /// Whether it came to rest; otherwise the allowance was used up.
    pub settled: bool,
}

/// What a search remembers between waves.
struct State {
    centre: Vec<f64>,
    radius: f64,
    judges: u32,
    most: u32,
    /// Factor on the points of the next wave.
    effort: f64,
    /// Runs of waves so far: whose turn it is.
    turn: u32,
    quiet: u32,
}

/// Searches from the present values on, with at most `replicates` for each comparison.
///
/// # Errors
/// When someone stops it or a run fails.
pub fn search(ledger: &mut Ledger<'_>, seed: u64, replicates: u32) -> Result<Found, Halt> {
    let mut state = State {
        centre: ledger.space().start(),
        radius: RADIUS.0,
        judges: JUDGES.max(replicates / 4).min(replicates),
        most: replicates,
        effort: 1.0,
        turn: 0,
        quiet: 0,
    };
    let mut waves: Vec<Wave> = Vec::new();
    let settled = loop {
        let per = if waves.is_empty() { FIRST } else { LATER };
        let points = (per * state.effort * ledger.space().size() as f64) as usize;
        let points = points.max(LEAST);
        if !ledger.can_afford(points + 2 * state.judges as usize, SHARE) {
            break false;
        }
        let number = waves.len() as u32;
        let wave = state.wave(ledger, Key::root(seed, number), points, number + 1)?;
        ledger
            .follow()
            .say(&line(number + 1, &wave, ledger.count().0));
        waves.push(wave);
        if state.quiet >= PATIENCE || state.radius < RADIUS.2 {
            break true;
        }
    };
    Ok(Found {
        best: state.centre,
        waves,
        settled,
    })
}

impl State {
    fn wave(
        &mut self,
        ledger: &mut Ledger<'_>,
        key: Key,
        points: usize,
        number: u32,
    ) -> Result<Wave, Halt> {
        let (low, high) = ledger.space().around(&self.centre, self.radius);
        let judged = |position: &[f64]| -> Vec<(Vec<f64>, u32)> {
            (0..self.judges).map(|r| (position.to_vec(), r)).collect()
        };
        let mut wanted = judged(&self.centre);
        for (position, turn) in fill(key, points, &low, &high).into_iter().zip(self.turn..) {
            wanted.push((position, turn % self.judges));
        }
        ledger.run(&format!("search, wave {number}"), &wanted)?;
        let emulator = Emulator::fit(&ledger.samples(), ledger.aims().len(), &self.centre);
        let next = best(&emulator, &self.centre, (&low, &high));
        ledger.run(&format!("search, step {number}"), &judged(&next))?;
        let simulated = |position: &[f64]| loss(&ledger.misses(position, self.judges), position);
        let gain = expected(&emulator, &self.centre) - expected(&emulator, &next);
        let wave = Wave {
            points,
            radius: self.radius,
            replicates: self.judges,
            loss: simulated(&self.centre),
            expected: simulated(&self.centre) - gain,
            found: simulated(&next),
        };
        self.turn += points as u32;
        self.learn(&wave, next);
        Ok(wave)
    }

    /// Moves or stays, and sets the next wave.
    fn learn(&mut self, wave: &Wave, next: Vec<f64>) {
        let (promised, came) = (wave.loss - wave.expected, wave.loss - wave.found);
        let is_fine = self.judges == self.most;
        let nothing = promised < SETTLED.0.max(SETTLED.1 * wave.loss);
        self.quiet = if is_fine && nothing {
            self.quiet + 1
        } else {
            0
        };
        if wave.is_better() {
            self.centre = next;
            self.effort = 1.0;
            if came > promised / 2.0 {
                self.radius = (self.radius * 1.5).min(RADIUS.1);
            }
        } else {
            self.radius *= 0.6;
            self.effort = (self.effort * 1.5).min(4.0);
        }
        // Large steps need no fine comparison.
        if came < wave.loss / 4.0 {
            self.judges = (self.judges * 2).min(self.most);
        }
    }
}

fn line(number: u32, wave: &Wave, runs: usize) -> String {
    let kept = if wave.is_better() {
        "taken"
    } else {
        "not taken"
    };
    format!(
        "wave {number}: loss {:.1}, step to {:.1} ({:.1} expected) {kept}; {} replicates, \
         {runs} runs so far",
        wave.loss, wave.found, wave.expected, wave.replicates
    )
}

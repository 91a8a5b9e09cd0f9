//! Runs: made in parallel, each once, kept as they finish.
//!
//! What is asked for is kept in the order in which it was asked for, whichever thread was
//! first; so nothing that is learnt from the ledger depends on threads, nor on whether a run was
//! made now or found in the journal.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::aim::Aim;
use super::emulator::Sample;
use super::journal::{Journal, Line};
use super::objective::{Follow, Halt, Objective};
use super::space::Space;
use crate::experiment::Threads;

/// How much may be simulated.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Allowance {
    /// Runs in all, those of an earlier call included.
    pub runs: Option<usize>,
    /// Time from now.
    pub time: Option<Duration>,
}

/// One run.
#[derive(Clone, Debug)]
struct Run {
    position: Vec<f64>,
    values: Vec<f64>,
    replicate: u32,
    outcome: Vec<f64>,
}

/// A run by its parameters, bit by bit, and its replicate.
type Name = (Vec<u64>, u32);

/// All runs of a calibration.
pub struct Ledger<'a> {
    objective: &'a dyn Objective,
    space: &'a Space,
    aims: &'a [Aim],
    follow: &'a dyn Follow,
    stop: &'a AtomicBool,
    threads: Threads,
    journal: Option<Mutex<Journal>>,
    earlier: BTreeMap<Name, Vec<f64>>,
    index: BTreeMap<Name, usize>,
    runs: Vec<Run>,
    allowance: Allowance,
    began: Instant,
    made: usize,
}

impl<'a> Ledger<'a> {
    /// An empty ledger on this number of threads (0 for all cores).
    pub fn new(
        objective: &'a dyn Objective,
        (space, aims): (&'a Space, &'a [Aim]),
        (follow, stop): (&'a dyn Follow, &'a AtomicBool),
        allowance: Allowance,
        threads: usize,
    ) -> Self {
        Self {
            objective,
            space,
            aims,
            follow,
            stop,
            threads: Threads::new(threads),
            journal: None,
            earlier: BTreeMap::new(),
            index: BTreeMap::new(),
            runs: Vec::new(),
            allowance,
            began: Instant::now(),
            made: 0,
        }
    }

    /// The same with a journal, and the runs that were found in it.
    #[must_use]
    pub fn with_journal(mut self, journal: Journal, found: Vec<Line>) -> Self {
        self.journal = Some(Mutex::new(journal));
        for (replicate, values, outcome) in found {
            self.earlier.insert(name(&values, replicate), outcome);
        }
        self
    }

    /// The parameters.
    pub fn space(&self) -> &'a Space {
        self.space
    }

    /// The targets.
    pub fn aims(&self) -> &'a [Aim] {
        self.aims
    }

    /// The listener to progress.
    pub fn follow(&self) -> &'a dyn Follow {
        self.follow
    }

    /// How many runs there are, and how many of them were made now.
    pub fn count(&self) -> (usize, usize) {
        (self.runs.len(), self.made)
    }

    /// Threads it runs on.
    pub fn threads(&self) -> usize {
        self.threads.count()
    }

    /// Time since the ledger was opened.
    pub fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// Whether `more` runs fit into a share of the allowance.
    pub fn can_afford(&self, more: usize, share: f64) -> bool {
        let runs = self
            .allowance
            .runs
            .is_none_or(|all| self.runs.len() + more <= (all as f64 * share) as usize);
        let time = self.allowance.time.is_none_or(|all| {
            let each = match self.made {
                0 => 0.0,
                made => self.began.elapsed().as_secs_f64() / made as f64,
            };
            let then = self.began.elapsed().as_secs_f64() + each * more as f64;
            then <= all.as_secs_f64() * share
        });
        runs && time
    }

    /// Makes these runs, or finds them: points by position, each with a replicate. `stage` is
    /// for the listener.
    ///
    /// # Errors
    /// When someone stops it, a run fails, or cannot be kept. Finished runs are in the journal.
    pub fn run(&mut self, stage: &str, wanted: &[(Vec<f64>, u32)]) -> Result<(), Halt> {
        let mut asked: Vec<(Name, Vec<f64>, u32)> = Vec::new();
        for (position, replicate) in wanted {
            let values = self.space.values(position);
            let name = name(&values, *replicate);
            let twice = asked.iter().any(|(other, ..)| *other == name);
            if !twice && !self.index.contains_key(&name) {
                asked.push((name, values, *replicate));
            }
        }
        let new = asked
            .iter()
            .filter(|one| !self.earlier.contains_key(&one.0));
        let new: Vec<&(Name, Vec<f64>, u32)> = new.collect();
        self.follow.batch(stage, new.len());
        let made: Result<Vec<Vec<f64>>, Halt> = self
            .threads
            .try_map(&new, |(_, values, replicate)| self.make(values, *replicate));
        self.made += new.len();
        let mut made = made?.into_iter();
        let fresh: Vec<Name> = new.iter().map(|one| one.0.clone()).collect();
        self.earlier.extend(fresh.into_iter().zip(&mut made));
        for (name, values, replicate) in asked {
            let outcome = self.earlier.get(&name).cloned().unwrap_or_default();
            self.index.insert(name, self.runs.len());
            self.runs.push(Run {
                position: self.space.positions(&values),
                values,
                replicate,
                outcome,
            });
        }
        Ok(())
    }

    /// One run, kept.
    fn make(&self, values: &[f64], replicate: u32) -> Result<Vec<f64>, Halt> {
        let goes_on = || !self.stop.load(Ordering::Relaxed);
        if !goes_on() {
            return Err(Halt::Interrupted);
        }
        // A broken invariant at an odd point must not take the other runs with it.
        let run = catch_unwind(AssertUnwindSafe(|| {
            self.objective.simulate(values, replicate, &goes_on)
        }));
        let outcome = match run {
            Ok(outcome) => outcome?,
            Err(_) => {
                let message = format!("the model broke a rule of its own at {values:?}");
                return Err(Halt::Failed(message));
            }
        };
        if let Some(journal) = &self.journal {
            let line = (replicate, values.to_vec(), outcome.clone());
            let mut journal = journal.lock().unwrap_or_else(PoisonError::into_inner);
            journal.add(&line)?;
        }
        self.follow.run();
        Ok(outcome)
    }

    /// The mean of every target over the first `replicates` at a point, all of which were run:
    /// in the unit of the target; `NaN` where no replicate has a value.
    pub fn means(&self, position: &[f64], replicates: u32) -> Vec<f64> {
        let each = self.outcomes(position, replicates);
        let mean = |target: usize| {
            let known: Vec<f64> = each
                .iter()
                .map(|outcome| outcome[target])
                .filter(|value| !value.is_nan())
                .collect();
            crate::experiment::mean(&known)
        };
        (0..self.aims.len()).map(mean).collect()
    }

    /// What each of the first `replicates` gave at a point, if it was run.
    pub fn outcomes(&self, position: &[f64], replicates: u32) -> Vec<&[f64]> {
        let values = self.space.values(position);
        (0..replicates)
            .filter_map(|replicate| self.index.get(&name(&values, replicate)))
            .map(|&at| self.runs[at].outcome.as_slice())
            .collect()
    }

    /// [`means`](Self::means) in tolerances above the published values.
    pub fn misses(&self, position: &[f64], replicates: u32) -> Vec<f64> {
        let means = self.means(position, replicates);
        let pairs = self.aims.iter().zip(means);
        pairs.map(|(aim, mean)| aim.miss(mean)).collect()
    }

    /// All runs for the emulator.
    pub fn samples(&self) -> Vec<Sample<'_>> {
        let all = self.runs.iter();
        all.map(|run| Sample {
            position: &run.position,
            replicate: run.replicate,
            misses: self.misses_of(&run.outcome),
        })
        .collect()
    }

    /// One run in tolerances above the published values.
    pub fn misses_of(&self, outcome: &[f64]) -> Vec<f64> {
        let pairs = self.aims.iter().zip(outcome);
        pairs.map(|(aim, &value)| aim.miss(value)).collect()
    }

    /// The outcome of a run that was made; none otherwise.
    pub fn outcome(&self, position: &[f64], replicate: u32) -> Option<&[f64]> {
        let name = name(&self.space.values(position), replicate);
        self.index
            .get(&name)
            .map(|&at| self.runs[at].outcome.as_slice())
    }

    /// Puts the journal into the order in which runs were asked for.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn close(&mut self) -> Result<(), Halt> {
        if let Some(journal) = &self.journal {
            let all = self.runs.iter();
            let lines: Vec<Line> = all
                .map(|run| (run.replicate, run.values.clone(), run.outcome.clone()))
                .collect();
            let mut journal = journal.lock().unwrap_or_else(PoisonError::into_inner);
            journal.rewrite(&lines)?;
        }
        Ok(())
    }
}

fn name(values: &[f64], replicate: u32) -> Name {
    let bits = values.iter().map(|value| value.to_bits()).collect();
    (bits, replicate)
}

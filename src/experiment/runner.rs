//! Runs replicates: in parallel, kept as they finish, stopped and resumed.
//!
//! Threads take the next replicate in turn, so that what is finished when someone presses
//! Ctrl-C is nearly a prefix. Nothing is shared but that counter: no result depends on
//! which thread ran what, or when.

use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::precision::{BATCH, Precision, Verdict};
use super::results::Results;
use super::shard::Shard;
use super::simulator::Interrupted;
use super::store::{Store, StoreError};
use super::study::Study;
use super::threads::Threads;

/// How many replicates to run, and on what.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Replicates, or the first batch of them when a precision is asked for.
    pub replicates: u32,
    /// Which of them are made here.
    pub shard: Shard,
    /// Threads; zero stands for all cores.
    pub threads: usize,
    /// When to go on after the first batch.
    pub precision: Option<Precision>,
}

/// What happened.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Finished replicates, ascending, those of an earlier run included.
    pub finished: Vec<u32>,
    /// How many of those were simulated now.
    pub simulated: usize,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
    /// Events executed now, over all scenarios.
    pub events: u64,
    /// Time it took, for who has a clock to say; nothing by itself.
    pub wall: Duration,
    /// Threads it ran on.
    pub threads: usize,
    /// The last look at each goal; empty without any.
    pub verdicts: Vec<Verdict>,
}

/// Why a run failed. What was finished is kept.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// A replicate could not be kept or read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The model broke one of its own rules.
    #[error("replicate {replicate} failed: {message}")]
    Model {
        /// The replicate.
        replicate: u32,
        /// The broken rule.
        message: String,
    },
}

/// Hears what happens while it happens; says nothing back.
pub trait Watch: Sync {
    /// So many replicates are wanted, of which some are there already. Called again when
    /// a precision asks for more.
    fn planned(&self, _wanted: u32, _finished: u32) {}
    /// So many more events were executed.
    fn events(&self, _count: u64) {}
    /// A look at the precision that was asked for, after a batch that was not enough.
    fn looked(&self, _verdicts: &[Verdict], _at_most: u32) {}
    /// One more replicate is finished and kept.
    fn finished(&self, _replicate: u32) {}
}

/// Watches nothing.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Watch for Silent {}

/// Runs the replicates of `plan` that are not `already` in `store`. When `stop` becomes
/// true, running replicates are dropped and the outcome says what is finished.
///
/// # Errors
/// When a replicate fails or cannot be kept; replicates that finished before are kept.
pub fn conduct(
    study: &Study<'_>,
    store: &Store,
    plan: &Plan,
    already: &BTreeSet<u32>,
    watch: &dyn Watch,
    stop: &AtomicBool,
) -> Result<Outcome, RunError> {
    let threads = Threads::new(plan.threads);
    let events = AtomicU64::new(0);
    let mut wanted = plan.replicates;
    let mut finished = already.clone();
    let mut simulated = 0;
    let mut undecided = false;
    let verdicts = loop {
        let there = finished.range(..wanted).filter(|&&r| plan.shard.has(r));
        watch.planned(plan.shard.count(wanted), there.count() as u32);
        let batch = Batch {
            study,
            store,
            wanted,
            shard: plan.shard,
            already: &finished,
            watch,
            stop,
            events: &events,
            next: AtomicU64::new(0),
            failed: AtomicBool::new(false),
            failure: Mutex::new(None),
        };
        let done = batch.run(threads)?;
        simulated += done.len();
        finished.extend(done);
        // One shard alone cannot say how narrow an interval over all of them is.
        let precision = plan.precision.as_ref().filter(|_| plan.shard.is_whole());
        let Some(precision) = precision else {
            break Vec::new();
        };
        if stop.load(Ordering::Relaxed) {
            // Whether these were enough was never looked at.
            undecided = true;
            break Vec::new();
        }
        let verdicts = look(precision, study, store, wanted)?;
        if verdicts.iter().all(Verdict::is_met) || wanted >= precision.max_replicates {
            break verdicts;
        }
        watch.looked(&verdicts, precision.max_replicates);
        wanted = wanted.saturating_add(BATCH).min(precision.max_replicates);
    };
    let finished = finished.into_iter().take_while(|&r| r < wanted);
    let finished: Vec<u32> = finished.filter(|&r| plan.shard.has(r)).collect();
    Ok(Outcome {
        interrupted: undecided || finished.len() < plan.shard.count(wanted) as usize,
        finished,
        simulated,
        events: events.into_inner(),
        wall: Duration::ZERO,
        threads: threads.count(),
        verdicts,
    })
}

/// Looks at every goal with the first `count` replicates.
fn look(
    precision: &Precision,
    study: &Study<'_>,
    store: &Store,
    count: u32,
) -> Result<Vec<Verdict>, StoreError> {
    let results = Results::new(study, store, (0..count).collect());
    precision
        .goals
        .iter()
        .map(|goal| goal.look(&results))
        .collect()
}

/// Replicates that threads take one after another: those of a shard among the first `wanted`, but
/// those that are there.
struct Batch<'a> {
    study: &'a Study<'a>,
    store: &'a Store,
    wanted: u32,
    shard: Shard,
    already: &'a BTreeSet<u32>,
    watch: &'a dyn Watch,
    stop: &'a AtomicBool,
    events: &'a AtomicU64,
    next: AtomicU64,
    failed: AtomicBool,
    failure: Mutex<Option<RunError>>,
}

impl Batch<'_> {
    /// Runs until nothing is left, someone stops it, or one fails; gives the finished ones.
    fn run(self, threads: Threads) -> Result<Vec<u32>, RunError> {
        let done = threads.each(self.wanted as usize, || self.work()).concat();
        let failure = self.failure.into_inner();
        match failure.unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(error),
            None => Ok(done),
        }
    }

    /// What one thread does.
    fn work(&self) -> Vec<u32> {
        let mut done = Vec::new();
        while self.goes_on() {
            let Some(replicate) = self.take() else { break };
            match self.replicate(replicate) {
                Ok(true) => done.push(replicate),
                Ok(false) => break,
                Err(error) => {
                    self.fail(error);
                    break;
                }
            }
        }
        done
    }

    /// The next replicate that is to be made. None is remembered: a thread counts on.
    fn take(&self) -> Option<u32> {
        loop {
            let turn = self.next.fetch_add(1, Ordering::Relaxed);
            let replicate = u32::try_from(self.shard.replicate(turn)).ok();
            let replicate = replicate.filter(|&r| r < self.wanted)?;
            if !self.already.contains(&replicate) {
                return Some(replicate);
            }
        }
    }

    /// Runs and keeps one replicate; false when it was dropped.
    fn replicate(&self, replicate: u32) -> Result<bool, RunError> {
        let beat = |events| {
            self.watch.events(events);
            self.goes_on()
        };
        let simulator = self.study.simulator();
        // A broken invariant in one replicate must not take the finished ones with it.
        // Nothing of the replicate is looked at afterwards.
        let run = catch_unwind(AssertUnwindSafe(|| simulator.replicate(replicate, &beat)));
        let records = match run {
            Ok(Ok(records)) => records,
            Ok(Err(Interrupted)) => {
                return match simulator.fault() {
                    None => Ok(false),
                    Some(message) => Err(RunError::Model { replicate, message }),
                };
            }
            Err(panic) => {
                return Err(RunError::Model {
                    replicate,
                    message: message(&*panic),
                });
            }
        };
        self.store.save(replicate, &records)?;
        let events = records.iter().map(|record| record.events).sum();
        self.events.fetch_add(events, Ordering::Relaxed);
        self.watch.finished(replicate);
        Ok(true)
    }

    fn goes_on(&self) -> bool {
        !self.stop.load(Ordering::Relaxed) && !self.failed.load(Ordering::Relaxed)
    }

    /// Keeps the first failure and lets the other threads drop what they are doing.
    fn fail(&self, error: RunError) {
        self.failed.store(true, Ordering::Relaxed);
        let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        failure.get_or_insert(error);
    }
}

/// What a panic said.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "the model stopped without a message".to_owned())
}

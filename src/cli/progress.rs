//! Progress on standard error: a bar on a terminal, rare plain lines elsewhere.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressStyle};

use super::streams::note;
use crate::experiment::{Verdict, Watch};

/// No colours, and well within 80 columns.
const TEMPLATE: &str = "{bar:24} {pos}/{len} replicates  {msg}";
/// Time between redraws of the bar.
const TICK: Duration = Duration::from_millis(250);
/// Time between plain lines.
const RARELY: Duration = Duration::from_secs(30);

/// Shows a run while it happens.
pub(super) struct Progress {
    shown: Shown,
    started: Instant,
    events: AtomicU64,
    wanted: AtomicU32,
    before: AtomicU32,
    finished: AtomicU32,
    looked: AtomicBool,
}

enum Shown {
    Bar(ProgressBar),
    Lines(Mutex<Instant>),
    Nothing,
}

impl Progress {
    /// Chooses how to show progress; `hidden` shows none.
    pub(super) fn new(hidden: bool) -> Self {
        let shown = match (hidden, std::io::stderr().is_terminal()) {
            (true, _) => Shown::Nothing,
            (false, true) => Shown::Bar(bar()),
            (false, false) => Shown::Lines(Mutex::new(Instant::now())),
        };
        Self {
            shown,
            started: Instant::now(),
            events: AtomicU64::new(0),
            wanted: AtomicU32::new(0),
            before: AtomicU32::new(0),
            finished: AtomicU32::new(0),
            looked: AtomicBool::new(false),
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
    }

    /// Rate, and time left once a replicate tells how long one takes.
    fn pace(&self) -> String {
        let events = self.events.load(Ordering::Relaxed) as f64;
        let seconds = self.started.elapsed().as_secs_f64().max(1e-3);
        let rate = format!("{:.2}M events/s", events / seconds / 1e6);
        let new = self.finished.load(Ordering::Relaxed);
        let done = self.before.load(Ordering::Relaxed) + new;
        let missing = self.wanted.load(Ordering::Relaxed).saturating_sub(done);
        if new == 0 {
            return rate;
        }
        let left = HumanDuration(self.started.elapsed() / new * missing);
        format!("{rate}, {left} left")
    }

    /// One plain line, when the last is long enough ago.
    fn line(&self, last: &Mutex<Instant>) {
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.elapsed() < RARELY {
            return;
        }
        *last = Instant::now();
        let wanted = self.wanted.load(Ordering::Relaxed);
        let new = self.finished.load(Ordering::Relaxed);
        let done = self.before.load(Ordering::Relaxed) + new;
        note(&format!("{done} of {wanted} replicates, {}", self.pace()));
    }
}

impl Watch for Progress {
    fn planned(&self, wanted: u32, finished: u32) {
        let new = self.finished.load(Ordering::Relaxed);
        self.wanted.store(wanted, Ordering::Relaxed);
        self.before
            .store(finished.saturating_sub(new), Ordering::Relaxed);
        if let Shown::Bar(bar) = &self.shown {
            bar.set_length(u64::from(wanted));
            bar.set_position(u64::from(finished));
            bar.enable_steady_tick(TICK);
        }
    }

    fn events(&self, count: u64) {
        self.events.fetch_add(count, Ordering::Relaxed);
        match &self.shown {
            Shown::Bar(bar) => bar.set_message(self.pace()),
            Shown::Lines(last) => self.line(last),
            Shown::Nothing => {}
        }
    }

    fn looked(&self, verdicts: &[Verdict], at_most: u32) {
        let done = self.wanted.load(Ordering::Relaxed);
        // Once is enough: the look ahead hardly changes from batch to batch.
        if matches!(self.shown, Shown::Nothing) || self.looked.swap(true, Ordering::Relaxed) {
            return;
        }
        for verdict in verdicts.iter().filter(|one| !one.is_met()) {
            note(&format!("after {done} replicates, {verdict}"));
        }
        let needed = verdicts.iter().filter_map(Verdict::needed).max();
        if needed.is_some_and(|needed| needed > at_most) {
            note(&format!(
                "warning: it ends at {at_most}; --max-replicates allows more"
            ));
        }
    }

    fn finished(&self, _replicate: u32) {
        self.finished.fetch_add(1, Ordering::Relaxed);
        match &self.shown {
            Shown::Bar(bar) => bar.inc(1),
            Shown::Lines(last) => self.line(last),
            Shown::Nothing => {}
        }
    }
}

fn bar() -> ProgressBar {
    let plain = ProgressStyle::default_bar();
    let style = ProgressStyle::with_template(TEMPLATE).unwrap_or(plain);
    ProgressBar::new(0).with_style(style.progress_chars("=> "))
}

//! What a person wants to know once the table is read: how it was made, and how fast.

use std::path::Path;

use super::replicates;
use crate::experiment::{Outcome, Study};

/// Lines about the run and its files; they belong on standard error.
pub fn footer(study: &Study<'_>, outcome: &Outcome, folder: &Path) -> Vec<String> {
    let done = outcome.finished.len();
    let mut lines = vec![format!("{}, seed {}", replicates(done), study.seed())];
    lines.extend(study.simulator().notes());
    lines.extend(outcome.verdicts.iter().map(ToString::to_string));
    if outcome.events > 0 {
        lines.push(speed(outcome));
    }
    lines.push(format!("files: {}", folder.display()));
    lines
}

/// How fast the replicates of this call were simulated.
fn speed(outcome: &Outcome) -> String {
    let seconds = outcome.wall.as_secs_f64();
    let events = outcome.events as f64;
    let rate = events / seconds.max(f64::MIN_POSITIVE);
    // The time of all threads: what one of them needs for an event.
    let nanoseconds = 1e9 * seconds * outcome.threads as f64 / events;
    let threads = match outcome.threads {
        1 => "1 thread".to_owned(),
        count => format!("{count} threads"),
    };
    format!(
        "{} events in {seconds:.1} s on {threads}: {} events/s, {nanoseconds:.0} ns/event \
         a thread",
        large(events),
        large(rate),
    )
}

/// A large number in words.
fn large(number: f64) -> String {
    match number {
        n if n >= 1e9 => format!("{:.2} billion", n / 1e9),
        n if n >= 1e6 => format!("{:.2} million", n / 1e6),
        n => format!("{n:.0}"),
    }
}

//! What a pool measures of itself, in whole ticks, so that it is exact.

use super::time::{TICKS_PER_DAY, Tick};

/// Integrals and counts of a pool since its statistics were last reset.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PoolStats {
    /// Place-days held.
    pub held_days: f64,
    /// Days waited by everyone who queued, whether served, withdrawn or still there.
    pub waiting_days: f64,
    /// Place-days there were.
    pub capacity_days: f64,
    /// Days during which no place was free.
    pub full_days: f64,
    /// Places given, at once or from the queue.
    pub granted: u64,
    /// Requests that joined the queue.
    pub queued: u64,
    /// Those who withdrew from the queue.
    pub reneged: u64,
    /// Days waited by those served from the queue, from joining it to their place.
    pub wait_days_total: f64,
}

/// Integrals in place-ticks up to `last`, and counts.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    last: Tick,
    held: u64,
    waiting: u64,
    capacity: u64,
    full: u64,
    pub(super) waited: u64,
    pub(super) granted: u64,
    pub(super) queued: u64,
    pub(super) reneged: u64,
}

impl Tally {
    /// Nothing yet, from `now` on.
    pub(super) fn from(now: Tick) -> Tally {
        Tally {
            last: now,
            ..Tally::default()
        }
    }

    /// Adds the time since the last call, during which these numbers stood.
    #[inline]
    pub(super) fn accrue(&mut self, now: Tick, held: u32, waiting: u32, capacity: u32) {
        debug_assert!(now >= self.last, "a pool used before its last use");
        let ticks = u64::from(now.0.saturating_sub(self.last.0));
        self.last = now;
        self.held += ticks * u64::from(held);
        self.waiting += ticks * u64::from(waiting);
        self.capacity += ticks * u64::from(capacity);
        self.full += if held >= capacity { ticks } else { 0 };
    }

    /// The same in days.
    pub(super) fn stats(&self) -> PoolStats {
        let days = |ticks: u64| ticks as f64 / f64::from(TICKS_PER_DAY);
        PoolStats {
            held_days: days(self.held),
            waiting_days: days(self.waiting),
            capacity_days: days(self.capacity),
            full_days: days(self.full),
            granted: self.granted,
            queued: self.queued,
            reneged: self.reneged,
            wait_days_total: days(self.waited),
        }
    }
}

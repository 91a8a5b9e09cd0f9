//! Work shared among threads, without a word about what it is.
//!
//! One thread is the caller's own, so that a machine without threads does the same work.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, Builder, ScopedJoinHandle};

/// How many threads work is shared among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threads(usize);

impl Threads {
    /// Threads at most: more than any machine has cores.
    pub const MOST: usize = 1_024;

    /// So many threads; zero stands for one a core.
    pub fn new(count: usize) -> Self {
        let count = match count {
            0 => thread::available_parallelism().map_or(1, usize::from),
            some => some,
        };
        Self(count.clamp(1, Self::MOST))
    }

    /// How many there are.
    pub fn count(self) -> usize {
        self.0
    }

    /// Calls `work` once on each of as many threads as `items` keep busy, and gives what they
    /// gave, in no order. Where the system starts fewer threads, those do all of the work.
    ///
    /// # Panics
    /// When `work` does.
    pub(super) fn each<T: Send>(self, items: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
        let helpers = self.0.min(items).saturating_sub(1);
        thread::scope(|scope| {
            let started =
                (0..helpers).map_while(|_| Builder::new().spawn_scoped(scope, &work).ok());
            let started: Vec<ScopedJoinHandle<'_, T>> = started.collect();
            let mut all = vec![work()];
            for helper in started {
                match helper.join() {
                    Ok(given) => all.push(given),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            all
        })
    }

    /// What `make` makes of each item, in the order of the items. After an error no further item
    /// is begun.
    ///
    /// # Errors
    /// The error of the first item, in their order, that had one.
    pub(crate) fn try_map<I: Sync, T: Send, E: Send>(
        self,
        items: &[I],
        make: impl Fn(&I) -> Result<T, E> + Sync,
    ) -> Result<Vec<T>, E> {
        let (next, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
        let work = || {
            let mut made = Vec::new();
            while !failed.load(Ordering::Relaxed) {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(at) else { break };
                let result = make(item);
                failed.fetch_or(result.is_err(), Ordering::Relaxed);
                made.push((at, result));
            }
            made
        };
        let made = self.each(items.len(), work);
        let mut made: Vec<(usize, Result<T, E>)> = made.into_iter().flatten().collect();
        made.sort_by_key(|(at, _)| *at);
        made.into_iter().map(|(_, result)| result).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_stands_in_the_order_of_what_was_asked() {
        let items: Vec<u32> = (0..100).collect();
        for count in [1, 3, 200] {
            let made = Threads::new(count).try_map(&items, |&item| Ok::<_, ()>(2 * item));
            assert_eq!(made.unwrap(), (0..200).step_by(2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_is_begun_after_an_error() {
        let begun = AtomicUsize::new(0);
        let make = |item: &usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            if *item == 3 { Err(*item) } else { Ok(()) }
        };
        let items: Vec<usize> = (0..1_000).collect();
        assert_eq!(Threads::new(1).try_map(&items, make), Err(3));
        assert_eq!(begun.into_inner(), 4);
    }

    #[test]
    fn nobody_gets_a_hundred_thousand_threads() {
        assert_eq!(Threads::new(100_000).count(), Threads::MOST);
        assert!(Threads::new(0).count() >= 1);
        let busy = Threads::new(100).each(2, || ());
        assert_eq!(busy.len(), 2);
    }
}

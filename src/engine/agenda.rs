//! The list of future events: what it promises, its plain implementation, and the helpers
//! that go with it. The fast implementation is [`DayBuckets`](super::DayBuckets).
//!
//! An entry is a tick, a class, a tie-break and a row; entries come out in that order.
//! Nothing is ever removed: an entry that was superseded is recognised by the row's own date
//! when it comes out, and skipped. (Two entries of a row under the same tick do no harm if
//! executing the first changes the row's date: the second is then superseded too.) Since ties
//! break by a keyed hash and never by the order of insertion, one implementation can replace
//! another without changing a result.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::time::{TICKS_PER_DAY, Tick};

/// Where an entity lies in its slice; below 2^28.
pub type Row = u32;

const ROW_BITS: u32 = 28;
const TIE_BITS: u32 = 16;
const CLASS_BITS: u32 = 4;

/// The future events of one simulation.
pub trait Agenda: Clone {
    /// An empty agenda for the ticks before `horizon`.
    fn new(horizon: Tick) -> Self;

    /// Adds an entry. One at or after the horizon is dropped. `at` must not precede the last
    /// entry popped (checked in debug builds); `class` is below 16, smaller first; of `tie`
    /// (see [`tie`]) the lowest 16 bits count.
    fn push(&mut self, at: Tick, class: u8, tie: u32, row: Row);

    /// Takes the earliest entry before `limit`, if there is one.
    fn pop_before(&mut self, limit: Tick) -> Option<(Tick, Row)>;

    /// The row of the entry about `k` places after the next, if it is known without work:
    /// a hint for [`prefetch`](super::prefetch), and nothing else.
    fn ahead(&self, k: usize) -> Option<Row>;

    /// Entries waiting, superseded ones included.
    fn len(&self) -> usize;

    /// Whether no entry is waiting.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes allocated.
    fn bytes(&self) -> usize;
}

/// An entry but for its day, in one integer whose order is the order of events:
/// tick in the day (16 bits), class (4), tie-break (16), row (28).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Entry(pub(super) u64);

impl Entry {
    #[inline]
    pub(super) fn new(at: Tick, class: u8, tie: u32, row: Row) -> Entry {
        debug_assert!(class < 1 << CLASS_BITS, "class {class} is out of range");
        debug_assert!(row < 1 << ROW_BITS, "row {row} is out of range");
        let tick = u64::from(at.0 % TICKS_PER_DAY);
        let tie = u64::from(tie) & ((1 << TIE_BITS) - 1);
        let order = ((tick << CLASS_BITS | u64::from(class)) << TIE_BITS) | tie;
        Entry(order << ROW_BITS | u64::from(row))
    }

    #[inline]
    pub(super) fn row(self) -> Row {
        (self.0 & ((1 << ROW_BITS) - 1)) as Row
    }

    /// The tick within the day.
    #[inline]
    pub(super) fn tick_in_day(self) -> u32 {
        (self.0 >> (ROW_BITS + TIE_BITS + CLASS_BITS)) as u32
    }

    #[inline]
    pub(super) fn tick(self, day: u32) -> Tick {
        Tick(day * TICKS_PER_DAY + self.tick_in_day())
    }
}

/// A binary heap: the reference that [`DayBuckets`](super::DayBuckets) is tested against.
/// Each operation costs the logarithm of the number of entries, and a cache miss a level.
#[derive(Clone)]
pub struct HeapAgenda {
    horizon: Tick,
    last: Tick,
    heap: BinaryHeap<Reverse<(u32, Entry)>>,
}

impl Agenda for HeapAgenda {
    fn new(horizon: Tick) -> Self {
        HeapAgenda {
            horizon,
            last: Tick::START,
            heap: BinaryHeap::new(),
        }
    }

    fn push(&mut self, at: Tick, class: u8, tie: u32, row: Row) {
        debug_assert!(at >= self.last, "an entry before the present");
        if at < self.horizon {
            self.heap
                .push(Reverse((at.day(), Entry::new(at, class, tie, row))));
        }
    }

    fn pop_before(&mut self, limit: Tick) -> Option<(Tick, Row)> {
        let &Reverse((day, entry)) = self.heap.peek()?;
        let at = entry.tick(day);
        if at >= limit {
            return None;
        }
        self.heap.pop();
        self.last = at;
        Some((at, entry.row()))
    }

    fn ahead(&self, _k: usize) -> Option<Row> {
        None
    }

    fn len(&self) -> usize {
        self.heap.len()
    }

    fn bytes(&self) -> usize {
        self.heap.capacity() * size_of::<Reverse<(u32, Entry)>>()
    }
}

/// The tie-break of an entity at a tick: 16 bits hashed from both, so that of two entities
/// that meet at many ticks neither always goes first.
#[inline]
pub fn tie(key: u64, at: Tick) -> u32 {
    let x = key ^ u64::from(at.0).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (x >> 48) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_tick_then_class_then_tie_then_row() {
        let mut agenda = HeapAgenda::new(Tick::from_days(10));
        agenda.push(Tick(70_000), 0, 0, 1);
        agenda.push(Tick(5), 2, 0, 2);
        agenda.push(Tick(5), 1, 9, 3);
        agenda.push(Tick(5), 1, 8, 5);
        agenda.push(Tick(5), 1, 8, 4);
        let order: Vec<Row> = std::iter::from_fn(|| agenda.pop_before(Tick::NEVER))
            .map(|e| e.1)
            .collect();
        assert_eq!(order, [4, 5, 3, 2, 1]);
    }

    #[test]
    fn an_entry_keeps_what_it_was_given() {
        let at = Tick(3 * TICKS_PER_DAY + 65_535);
        let entry = Entry::new(at, 15, 0xFFFF_FFFF, (1 << 28) - 1);
        assert_eq!(entry.row(), (1 << 28) - 1);
        assert_eq!(entry.tick(3), at);
    }

    #[test]
    fn ties_favour_nobody() {
        let first = (0..4000)
            .filter(|&t| tie(1, Tick(t)) < tie(2, Tick(t)))
            .count();
        assert!((1880..2120).contains(&first), "{first} of 4000");
        assert!((0..4000).all(|t| tie(7, Tick(t)) < 1 << 16));
    }
}

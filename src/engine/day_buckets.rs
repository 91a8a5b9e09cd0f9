//! The fast agenda: one bucket a day, held in small chunks from one pool.
//!
//! A push appends to its day's last chunk. When a day opens, its entries are put in order by
//! one counting pass on the leading bits of their tick (about one entry a bin) and an
//! insertion pass, and its chunks go back to the pool. What is scheduled for the open day
//! itself goes to a small heap that is merged with the ordered run. A push and a pop cost a
//! constant number of operations while a day's ticks are spread; that all entries of a day
//! share one tick costs a comparison sort.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::agenda::{Agenda, Entry, Row};
use super::memory::prefetch;
use super::time::{TICKS_PER_DAY, Tick};

/// Entries in a chunk: with its link two cache lines.
const CHUNK: usize = 15;
const NO_CHUNK: u32 = u32::MAX;
/// No day is open yet.
const NOT_STARTED: u32 = u32::MAX;
/// A bin with more entries than this is sorted by comparison.
const CROWDED: u32 = 32;

#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Chunk {
    entries: [Entry; CHUNK],
    next: u32,
}

/// The last chunk of a day and how full it is; the chunks linked behind it are full.
#[derive(Clone, Copy)]
struct Bucket {
    chunk: u32,
    filled: u32,
}

const EMPTY: Bucket = Bucket {
    chunk: NO_CHUNK,
    filled: CHUNK as u32,
};

/// An [`Agenda`] of pooled day buckets.
#[derive(Clone)]
pub struct DayBuckets {
    horizon: Tick,
    open_day: u32,
    /// The open day's entries in order, and the next of them.
    run: Vec<Entry>,
    next: usize,
    /// What was scheduled for the open day after it opened.
    late: BinaryHeap<Reverse<Entry>>,
    buckets: Vec<Bucket>,
    chunks: Vec<Chunk>,
    free: u32,
    /// The chunk of the day after the open one that is fetched ahead.
    scout: u32,
    waiting: usize,
    bins: Vec<u32>,
}

impl Agenda for DayBuckets {
    fn new(horizon: Tick) -> Self {
        DayBuckets {
            horizon,
            open_day: NOT_STARTED,
            run: Vec::new(),
            next: 0,
            late: BinaryHeap::new(),
            buckets: vec![EMPTY; horizon.0.div_ceil(TICKS_PER_DAY) as usize],
            chunks: Vec::new(),
            free: NO_CHUNK,
            scout: NO_CHUNK,
            waiting: 0,
            bins: Vec::new(),
        }
    }

    #[inline]
    fn push(&mut self, at: Tick, class: u8, tie: u32, row: Row) {
        if at >= self.horizon {
            return;
        }
        let entry = Entry::new(at, class, tie, row);
        self.waiting += 1;
        if at.day() == self.open_day {
            self.late.push(Reverse(entry));
            return;
        }
        debug_assert!(
            self.open_day == NOT_STARTED || at.day() > self.open_day,
            "an entry before the present"
        );
        let day = at.day() as usize;
        if self.buckets[day].filled as usize == CHUNK {
            self.add_chunk(day);
        }
        let bucket = &mut self.buckets[day];
        self.chunks[bucket.chunk as usize].entries[bucket.filled as usize] = entry;
        bucket.filled += 1;
    }

    #[inline]
    fn pop_before(&mut self, limit: Tick) -> Option<(Tick, Row)> {
        loop {
            if let Some(entry) = self.peek() {
                let at = entry.tick(self.open_day);
                if at >= limit {
                    return None;
                }
                self.advance();
                return Some((at, entry.row()));
            }
            if !self.open_next_day(limit) {
                return None;
            }
        }
    }

    #[inline]
    fn ahead(&self, k: usize) -> Option<Row> {
        self.run.get(self.next + k).map(|entry| entry.row())
    }

    fn len(&self) -> usize {
        self.waiting
    }

    fn bytes(&self) -> usize {
        self.chunks.capacity() * size_of::<Chunk>()
            + self.buckets.capacity() * size_of::<Bucket>()
            + (self.run.capacity() + self.late.capacity()) * size_of::<Entry>()
            + self.bins.capacity() * size_of::<u32>()
    }
}

impl DayBuckets {
    /// The earliest entry of the open day.
    #[inline]
    fn peek(&self) -> Option<Entry> {
        let ordered = self.run.get(self.next).copied();
        match (ordered, self.late.peek()) {
            (Some(a), Some(&Reverse(b))) => Some(a.min(b)),
            (None, Some(&Reverse(b))) => Some(b),
            (ordered, None) => ordered,
        }
    }

    /// Passes the entry that [`DayBuckets::peek`] showed.
    #[inline]
    fn advance(&mut self) {
        self.waiting -= 1;
        let ordered = self.run.get(self.next).copied();
        match (ordered, self.late.peek()) {
            (Some(a), Some(&Reverse(b))) if b < a => drop(self.late.pop()),
            (None, _) => drop(self.late.pop()),
            _ => {
                self.next += 1;
                if self.next.is_multiple_of(8) {
                    self.fetch_ahead();
                }
            }
        }
    }

    /// Has one more chunk of the next day fetched. A day's chunks are a chain that lies
    /// anywhere in memory: to follow it only when the day opens would be to wait for each.
    #[inline]
    fn fetch_ahead(&mut self) {
        if let Some(chunk) = self.chunks.get(self.scout as usize) {
            self.scout = chunk.next;
            prefetch(&self.chunks, self.scout as usize);
        }
    }

    #[cold]
    #[inline(never)]
    fn add_chunk(&mut self, day: usize) {
        let chunk = if self.free == NO_CHUNK {
            self.chunks.push(Chunk {
                entries: [Entry::default(); CHUNK],
                next: NO_CHUNK,
            });
            (self.chunks.len() - 1) as u32
        } else {
            let chunk = self.free;
            self.free = self.chunks[chunk as usize].next;
            chunk
        };
        self.chunks[chunk as usize].next = self.buckets[day].chunk;
        self.buckets[day] = Bucket { chunk, filled: 0 };
    }

    /// Opens the next day that has entries and starts before `limit`; false if none does.
    #[inline(never)]
    fn open_next_day(&mut self, limit: Tick) -> bool {
        let mut day = if self.open_day == NOT_STARTED {
            0
        } else {
            self.open_day + 1
        };
        loop {
            if day as usize >= self.buckets.len() || Tick::from_days(day) >= limit {
                return false;
            }
            self.open_day = day;
            if self.buckets[day as usize].chunk != NO_CHUNK {
                break;
            }
            day += 1;
        }
        let bucket = std::mem::replace(&mut self.buckets[day as usize], EMPTY);
        self.order(bucket);
        self.release(bucket.chunk);
        self.scout = self
            .buckets
            .get(day as usize + 1)
            .map_or(NO_CHUNK, |next| next.chunk);
        prefetch(&self.chunks, self.scout as usize);
        true
    }

    /// Puts a day's entries in order into the run.
    fn order(&mut self, bucket: Bucket) {
        let count = filled_parts(&self.chunks, bucket)
            .map(<[Entry]>::len)
            .sum::<usize>();
        self.next = 0;
        self.run.clear();
        if count <= 2 * CHUNK {
            self.run
                .extend(filled_parts(&self.chunks, bucket).flatten());
            insertion_sort(&mut self.run);
            return;
        }
        if self.scatter(bucket, count) > CROWDED {
            self.run.sort_unstable();
        } else {
            insertion_sort(&mut self.run);
        }
    }

    /// The counting pass: entries into the run by the leading bits of their tick, in any
    /// order within a bin. The size of the fullest bin.
    fn scatter(&mut self, bucket: Bucket, count: usize) -> u32 {
        let bits = count.ilog2().min(TICKS_PER_DAY.ilog2());
        let shift = TICKS_PER_DAY.ilog2() - bits;
        let bin = |entry: &Entry| (entry.tick_in_day() >> shift) as usize;
        self.bins.clear();
        self.bins.resize(1 << bits, 0);
        for entry in filled_parts(&self.chunks, bucket).flatten() {
            self.bins[bin(entry)] += 1;
        }
        let (mut start, mut fullest) = (0, 0);
        for slot in &mut self.bins {
            fullest = fullest.max(*slot);
            start += std::mem::replace(slot, start);
        }
        self.run.resize(count, Entry::default());
        for entry in filled_parts(&self.chunks, bucket).flatten() {
            let place = &mut self.bins[bin(entry)];
            self.run[*place as usize] = *entry;
            *place += 1;
        }
        fullest
    }

    /// Gives a day's chunks back to the pool.
    fn release(&mut self, mut chunk: u32) {
        while chunk != NO_CHUNK {
            let next = std::mem::replace(&mut self.chunks[chunk as usize].next, self.free);
            self.free = chunk;
            chunk = next;
        }
    }
}

/// The filled parts of a day's chunks.
fn filled_parts(chunks: &[Chunk], bucket: Bucket) -> impl Iterator<Item = &[Entry]> {
    let mut rest = bucket;
    std::iter::from_fn(move || {
        let chunk = chunks.get(rest.chunk as usize)?;
        let part = &chunk.entries[..rest.filled as usize];
        rest = Bucket {
            chunk: chunk.next,
            filled: CHUNK as u32,
        };
        Some(part)
    })
}

fn insertion_sort(entries: &mut [Entry]) {
    for i in 1..entries.len() {
        let entry = entries[i];
        let mut j = i;
        while j > 0 && entries[j - 1] > entry {
            entries[j] = entries[j - 1];
            j -= 1;
        }
        entries[j] = entry;
    }
}

#[cfg(test)]
mod tests {
    use super::super::agenda::HeapAgenda;
    use super::*;
    use proptest::prelude::*;

    /// One step: pushes at offsets from the present, then pops up to a limit.
    type Step = (Vec<(u32, u8, u32, Row)>, u32, usize);

    /// What an agenda gives out under a script of interleaved pushes and limited pops.
    fn play<A: Agenda>(script: &[Step]) -> Vec<Option<(Tick, Row)>> {
        let mut agenda = A::new(Tick(40 * TICKS_PER_DAY + 11));
        let mut now = Tick::START;
        let mut out = Vec::new();
        for (pushes, ahead, pops) in script {
            for &(offset, class, tie, row) in pushes {
                agenda.push(Tick(now.0.saturating_add(offset)), class, tie, row);
            }
            let limit = Tick(now.0.saturating_add(*ahead));
            for _ in 0..*pops {
                let popped = agenda.pop_before(limit);
                out.push(popped);
                match popped {
                    Some((at, _)) => now = at,
                    None => {
                        now = limit;
                        break;
                    }
                }
            }
            out.push(Some((Tick(agenda.len() as u32), 0)));
        }
        out.extend(std::iter::from_fn(|| agenda.pop_before(Tick::NEVER)).map(Some));
        assert!(agenda.is_empty());
        out
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let offset = prop_oneof![
            3 => 0..TICKS_PER_DAY,
            3 => 0..30 * TICKS_PER_DAY,
            1 => 0..3_u32,
            1 => Just(u32::MAX)
        ];
        let push = (offset, 0..16_u8, 0..4_u32, 0..1000_u32);
        let limit = prop_oneof![0..TICKS_PER_DAY, 0..20 * TICKS_PER_DAY];
        prop::collection::vec(
            (prop::collection::vec(push, 0..120), limit, 0..150_usize),
            1..12,
        )
    }

    proptest! {
        #[test]
        fn pops_what_the_heap_pops(script in steps()) {
            prop_assert_eq!(play::<DayBuckets>(&script), play::<HeapAgenda>(&script));
        }

        #[test]
        fn a_crowded_day_comes_out_in_order(ticks in prop::collection::vec(0..4_u32, 40..400)) {
            let pushes = (0..).zip(&ticks).map(|(row, &t)| (t * 20_000, 0, row % 3, row)).collect();
            let script = [(pushes, 0, 0)];
            prop_assert_eq!(play::<DayBuckets>(&script), play::<HeapAgenda>(&script));
        }
    }

    #[test]
    fn chunks_are_used_again() {
        let mut agenda = DayBuckets::new(Tick::from_days(1000));
        for row in 0..1000 {
            agenda.push(Tick::from_days(row % 10), 0, row, row);
        }
        let chunks = agenda.chunks.len();
        for _ in 0..50_000 {
            if let Some((at, row)) = agenda.pop_before(Tick::NEVER) {
                agenda.push(Tick(at.0 + 10 * TICKS_PER_DAY), 0, row, row);
            }
        }
        assert!(
            agenda.chunks.len() <= 2 * chunks,
            "{} chunks",
            agenda.chunks.len()
        );
        assert_eq!(agenda.len(), 1000);
    }

    #[test]
    fn what_lies_at_the_horizon_or_beyond_is_dropped() {
        let mut agenda = DayBuckets::new(Tick(100));
        agenda.push(Tick(100), 0, 0, 1);
        agenda.push(Tick::NEVER, 0, 0, 1);
        agenda.push(Tick(99), 0, 0, 2);
        assert_eq!(agenda.len(), 1);
        assert_eq!(agenda.pop_before(Tick(99)), None);
        assert_eq!(agenda.pop_before(Tick(100)), Some((Tick(99), 2)));
    }
}

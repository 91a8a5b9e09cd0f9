//! What the hand-tuned loops share: the least agenda and the least waiting line that the
//! workload needs, without classes, tie-breaks, limits or statistics that it does not use.

use std::collections::VecDeque;

use throughcare::engine::prefetch;

/// Ticks in a day.
pub const DAY: u32 = 1 << 16;
/// No date.
pub const NEVER: u32 = u32::MAX;

/// The tick `days` after `now`, or [`NEVER`] if that is at or after `end`.
#[inline(always)]
pub fn after(now: u32, days: f64, end: u32) -> u32 {
    let at = f64::from(now) + days * f64::from(DAY);
    if at < f64::from(end) {
        at as u32
    } else {
        NEVER
    }
}

/// Entries in a chunk.
const CHUNK: usize = 15;

#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Chunk {
    entries: [u64; CHUNK],
    next: u32,
}

/// Day buckets of `tick << 32 | row`, without any merging: what is scheduled for the open day
/// is inserted into its ordered run.
pub struct Buckets {
    run: Vec<u64>,
    next: usize,
    day: usize,
    /// Last chunk and how full it is.
    buckets: Vec<(u32, u32)>,
    chunks: Vec<Chunk>,
    free: u32,
    /// The chunk of the next day that is fetched ahead.
    scout: u32,
    bins: Vec<u32>,
}

impl Buckets {
    pub fn new(days: u32) -> Buckets {
        Buckets {
            run: Vec::new(),
            next: 0,
            day: usize::MAX,
            buckets: vec![(NEVER, CHUNK as u32); days as usize],
            chunks: Vec::new(),
            free: NEVER,
            scout: NEVER,
            bins: Vec::new(),
        }
    }

    pub fn bytes(&self) -> usize {
        self.chunks.capacity() * size_of::<Chunk>() + (self.run.capacity() + self.buckets.len()) * 8
    }

    #[inline(always)]
    pub fn push(&mut self, tick: u32, row: u32) {
        let entry = u64::from(tick) << 32 | u64::from(row);
        let day = (tick / DAY) as usize;
        if day == self.day {
            let place = self.next + self.run[self.next..].partition_point(|&other| other < entry);
            self.run.insert(place, entry);
            return;
        }
        if self.buckets[day].1 == CHUNK as u32 {
            self.add_chunk(day);
        }
        let (chunk, filled) = &mut self.buckets[day];
        self.chunks[*chunk as usize].entries[*filled as usize] = entry;
        *filled += 1;
    }

    #[inline(always)]
    pub fn pop(&mut self) -> Option<(u32, u32)> {
        while self.next == self.run.len() {
            self.day = self.day.wrapping_add(1);
            if self.day == self.buckets.len() {
                return None;
            }
            self.open();
        }
        let entry = self.run[self.next];
        self.next += 1;
        if self.next.is_multiple_of(8)
            && let Some(chunk) = self.chunks.get(self.scout as usize)
        {
            self.scout = chunk.next;
            prefetch(&self.chunks, self.scout as usize);
        }
        Some(((entry >> 32) as u32, entry as u32))
    }

    #[inline(always)]
    pub fn ahead(&self, k: usize) -> Option<usize> {
        self.run
            .get(self.next + k)
            .map(|&entry| entry as u32 as usize)
    }

    #[cold]
    #[inline(never)]
    fn add_chunk(&mut self, day: usize) {
        let chunk = if self.free == NEVER {
            self.chunks.push(Chunk {
                entries: [0; CHUNK],
                next: NEVER,
            });
            (self.chunks.len() - 1) as u32
        } else {
            let next = self.chunks[self.free as usize].next;
            std::mem::replace(&mut self.free, next)
        };
        self.chunks[chunk as usize].next = self.buckets[day].0;
        self.buckets[day] = (chunk, 0);
    }

    /// Puts the day's entries in order: by their leading bits, then by insertion.
    #[inline(never)]
    fn open(&mut self) {
        let bucket = std::mem::replace(&mut self.buckets[self.day], (NEVER, CHUNK as u32));
        let count = each(&self.chunks, bucket, |_| {});
        let bits = (count | 8).ilog2().min(16);
        let bin = |entry: u64| (entry >> (48 - bits)) as usize & ((1 << bits) - 1);
        self.bins.clear();
        self.bins.resize(1 << bits, 0);
        each(&self.chunks, bucket, |entry| self.bins[bin(entry)] += 1);
        let mut start = 0;
        for slot in &mut self.bins {
            start += std::mem::replace(slot, start);
        }
        self.run.resize(count, 0);
        each(&self.chunks, bucket, |entry| {
            let place = &mut self.bins[bin(entry)];
            self.run[*place as usize] = entry;
            *place += 1;
        });
        for i in 1..count {
            let entry = self.run[i];
            let mut j = i;
            while j > 0 && self.run[j - 1] > entry {
                self.run[j] = self.run[j - 1];
                j -= 1;
            }
            self.run[j] = entry;
        }
        self.next = 0;
        self.scout = self.buckets.get(self.day + 1).map_or(NEVER, |next| next.0);
        prefetch(&self.chunks, self.scout as usize);
        let mut chunk = bucket.0;
        while chunk != NEVER {
            let next = std::mem::replace(&mut self.chunks[chunk as usize].next, self.free);
            self.free = chunk;
            chunk = next;
        }
    }
}

/// Calls `f` for each entry of a bucket; the number of entries.
#[inline(always)]
fn each(chunks: &[Chunk], (mut chunk, mut filled): (u32, u32), mut f: impl FnMut(u64)) -> usize {
    let mut count = 0;
    while chunk != NEVER {
        let part = &chunks[chunk as usize];
        part.entries[..filled as usize]
            .iter()
            .for_each(|&entry| f(entry));
        count += filled as usize;
        (chunk, filled) = (part.next, CHUNK as u32);
    }
    count
}

/// Places and those waiting for one, each with the tick they came: who left shows another tick.
pub struct Line {
    pub capacity: u32,
    pub held: u32,
    pub ring: VecDeque<(u32, u32)>,
    /// Ticks waited by those served, and places given.
    pub waited: u64,
    pub granted: u64,
}

impl Line {
    pub fn new(capacity: u32) -> Line {
        Line {
            capacity,
            held: 0,
            ring: VecDeque::new(),
            waited: 0,
            granted: 0,
        }
    }

    /// A place, if one is free; else a place in line.
    #[inline(always)]
    pub fn ask(&mut self, row: u32, now: u32) -> bool {
        let granted = self.held < self.capacity;
        if granted {
            self.held += 1;
            self.granted += 1;
        } else {
            self.ring.push_back((row, now));
        }
        granted
    }

    /// The next in line if a place is free; it is theirs when [`Line::give`] says so.
    #[inline(always)]
    pub fn next(&mut self) -> Option<(u32, u32)> {
        if self.held < self.capacity {
            self.ring.pop_front()
        } else {
            None
        }
    }

    #[inline(always)]
    pub fn give(&mut self, since: u32, now: u32) {
        self.held += 1;
        self.granted += 1;
        self.waited += u64::from(now - since);
    }

    pub fn mean_wait(&self) -> f64 {
        self.waited as f64 / f64::from(DAY) / self.granted.max(1) as f64
    }

    pub fn bytes(&self) -> usize {
        self.ring.capacity() * 8
    }
}

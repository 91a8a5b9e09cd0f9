//! A pool of places with waiting lines: up to eight priority classes, first come first
//! served within a class, and reneging.
//!
//! A line is a ring of rows; a ticket is a place in it. Who withdraws is marked, and skipped
//! when the line comes to them, so every operation takes constant time on average. The
//! integrals that the statistics need are kept in whole ticks, so they are exact.

use std::collections::VecDeque;

use super::agenda::Row;
use super::time::{TICKS_PER_DAY, Tick};

const CLASSES: usize = 8;
/// Marks a place in line whose owner withdrew.
const GONE: Row = Row::MAX;
const SEQUENCE_BITS: u32 = 28;
const SEQUENCE: u32 = (1 << SEQUENCE_BITS) - 1;

/// A place in a waiting line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(pub u32);

impl Ticket {
    /// No ticket.
    pub const NONE: Ticket = Ticket(u32::MAX);

    fn new(class: u8, sequence: u32) -> Ticket {
        Ticket(u32::from(class) << SEQUENCE_BITS | (sequence & SEQUENCE))
    }

    fn class(self) -> usize {
        (self.0 >> SEQUENCE_BITS) as usize
    }
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// A place is held from now on.
    Granted,
    /// The row stands in line with this ticket.
    Queued(Ticket),
}

/// Someone from the line for whom a place is now held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// Who.
    pub row: Row,
    /// The ticket they had, no longer good.
    pub ticket: Ticket,
    /// When they joined the line.
    pub since: Tick,
    /// The class they waited in.
    pub class: u8,
}

/// Integrals and counts of a pool since its statistics were last reset.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PoolStats {
    /// Place-days held.
    pub held_days: f64,
    /// Days waited by everyone in line, whether served, withdrawn or still there.
    pub waiting_days: f64,
    /// Place-days there were.
    pub capacity_days: f64,
    /// Days during which no place was free.
    pub full_days: f64,
    /// Places given, at once or from the line.
    pub granted: u64,
    /// Requests that joined a line.
    pub queued: u64,
    /// Those who withdrew from a line.
    pub reneged: u64,
    /// Days waited by those served from a line, from joining it to their place.
    pub wait_days_total: f64,
}

#[derive(Clone, Copy)]
struct Waiter {
    row: Row,
    since: Tick,
}

/// A line; its front, if any, is someone still waiting.
#[derive(Clone, Default)]
struct Line {
    ring: VecDeque<Waiter>,
    /// The sequence number of the front.
    front: u32,
    waiting: u32,
}

impl Line {
    fn join(&mut self, row: Row, now: Tick) -> u32 {
        self.ring.push_back(Waiter { row, since: now });
        self.waiting += 1;
        self.front.wrapping_add(self.ring.len() as u32 - 1)
    }

    fn leave(&mut self, sequence: u32) -> bool {
        let place = sequence.wrapping_sub(self.front) & SEQUENCE;
        match self.ring.get_mut(place as usize) {
            Some(waiter) if waiter.row != GONE => waiter.row = GONE,
            _ => return false,
        }
        self.waiting -= 1;
        self.skip_gone();
        true
    }

    fn take_front(&mut self) -> Option<(Waiter, u32)> {
        let waiter = self.ring.pop_front()?;
        let sequence = self.front;
        self.front = self.front.wrapping_add(1);
        self.waiting -= 1;
        self.skip_gone();
        Some((waiter, sequence))
    }

    fn skip_gone(&mut self) {
        while self.ring.front().is_some_and(|waiter| waiter.row == GONE) {
            self.ring.pop_front();
            self.front = self.front.wrapping_add(1);
        }
    }
}

/// Integrals in place-ticks up to `last`, and counts.
#[derive(Clone, Copy, Default)]
struct Tally {
    last: Tick,
    held: u64,
    waiting: u64,
    capacity: u64,
    full: u64,
    waited: u64,
    granted: u64,
    queued: u64,
    reneged: u64,
}

/// A pool of places with waiting lines.
#[derive(Clone)]
pub struct Pool {
    capacity: u32,
    held: u32,
    waiting: u32,
    lines: [Line; CLASSES],
    tally: Tally,
}

impl Pool {
    /// An empty pool.
    pub fn new(capacity: u32) -> Pool {
        Pool {
            capacity,
            held: 0,
            waiting: 0,
            lines: Default::default(),
            tally: Tally::default(),
        }
    }

    /// Places there are.
    pub fn capacity(&self) -> u32 {
        self.capacity
    }

    /// Places held.
    pub fn held(&self) -> u32 {
        self.held
    }

    /// Places free; 0 while more are held than there are.
    #[inline]
    pub fn free(&self) -> u32 {
        self.capacity.saturating_sub(self.held)
    }

    /// How many wait, in all classes.
    pub fn waiting(&self) -> u32 {
        self.waiting
    }

    /// How many wait in one class.
    pub fn waiting_in(&self, class: u8) -> u32 {
        self.lines[usize::from(class)].waiting
    }

    /// Asks for a place: granted only if one is free and nobody waits in any class; else the
    /// row joins the line of its class (below 8, 0 is served first).
    #[inline]
    pub fn request(&mut self, row: Row, class: u8, now: Tick) -> Request {
        if self.try_take(now) {
            return Request::Granted;
        }
        let sequence = self.lines[usize::from(class)].join(row, now);
        self.waiting += 1;
        self.tally.queued += 1;
        Request::Queued(Ticket::new(class, sequence))
    }

    /// Takes a place if one is free and nobody waits; never joins a line.
    #[inline]
    pub fn try_take(&mut self, now: Tick) -> bool {
        let granted = self.free() > 0 && self.waiting == 0;
        self.accrue(now);
        if granted {
            self.hold();
        }
        granted
    }

    /// Takes a place, above capacity if need be.
    pub fn force_take(&mut self, now: Tick) {
        self.accrue(now);
        self.hold();
    }

    /// Leaves the line. False if the ticket is no longer good.
    #[inline]
    pub fn withdraw(&mut self, ticket: Ticket, now: Tick) -> bool {
        let Some(line) = self.lines.get_mut(ticket.class()) else {
            return false;
        };
        if !line.leave(ticket.0 & SEQUENCE) {
            return false;
        }
        self.accrue(now);
        self.waiting -= 1;
        self.tally.reneged += 1;
        self.check();
        true
    }

    /// Gives a held place back.
    #[inline]
    pub fn give_back(&mut self, now: Tick) {
        debug_assert!(self.held > 0, "a place given back that nobody held");
        self.accrue(now);
        self.held = self.held.saturating_sub(1);
    }

    /// If a place is free, takes the first of the line and holds the place for them. To be
    /// called until `None` after [`Pool::give_back`] and [`Pool::set_capacity`].
    #[inline]
    pub fn serve_next(&mut self, now: Tick) -> Option<Served> {
        if self.waiting == 0 || self.free() == 0 {
            return None;
        }
        let class = self.lines.iter().position(|line| line.waiting > 0)?;
        let (waiter, sequence) = self.lines[class].take_front()?;
        self.accrue(now);
        self.waiting -= 1;
        self.hold();
        self.tally.waited += u64::from(now.0.saturating_sub(waiter.since.0));
        self.check();
        let class = class as u8;
        let ticket = Ticket::new(class, sequence);
        Some(Served {
            row: waiter.row,
            ticket,
            since: waiter.since,
            class,
        })
    }

    /// Takes the first of the line of a class without a place here: they got one elsewhere.
    pub fn divert(&mut self, class: u8, now: Tick) -> Option<Served> {
        let (waiter, sequence) = self.lines[usize::from(class)].take_front()?;
        self.accrue(now);
        self.waiting -= 1;
        self.tally.reneged += 1;
        self.check();
        Some(Served {
            row: waiter.row,
            ticket: Ticket::new(class, sequence),
            since: waiter.since,
            class,
        })
    }

    /// Changes the number of places. Those held above it stay until given back.
    pub fn set_capacity(&mut self, capacity: u32, now: Tick) {
        self.accrue(now);
        self.capacity = capacity;
    }

    /// The row about `k` places behind the front of the line served first: a hint for
    /// [`prefetch`](super::prefetch), and nothing else.
    #[inline]
    pub fn peek_ahead(&self, k: usize) -> Option<Row> {
        let line = self.lines.iter().find(|line| line.waiting > 0)?;
        line.ring.get(k).map(|waiter| waiter.row)
    }

    /// Integrals and counts up to `now`.
    pub fn stats(&self, now: Tick) -> PoolStats {
        let mut upto = self.tally;
        upto.accrue(now, self.held, self.waiting, self.capacity);
        let days = |ticks: u64| ticks as f64 / f64::from(TICKS_PER_DAY);
        PoolStats {
            held_days: days(upto.held),
            waiting_days: days(upto.waiting),
            capacity_days: days(upto.capacity),
            full_days: days(upto.full),
            granted: upto.granted,
            queued: upto.queued,
            reneged: upto.reneged,
            wait_days_total: days(upto.waited),
        }
    }

    /// Bytes allocated for the lines.
    pub fn bytes(&self) -> usize {
        let places: usize = self.lines.iter().map(|line| line.ring.capacity()).sum();
        places * size_of::<Waiter>()
    }

    /// Starts the statistics afresh. Someone in line still counts their whole wait when served.
    pub fn reset_stats(&mut self, now: Tick) {
        self.tally = Tally {
            last: now,
            ..Tally::default()
        };
    }

    #[inline]
    fn accrue(&mut self, now: Tick) {
        self.tally
            .accrue(now, self.held, self.waiting, self.capacity);
    }

    #[inline]
    fn hold(&mut self) {
        self.held += 1;
        self.tally.granted += 1;
    }

    /// The balance that every operation keeps.
    #[inline]
    fn check(&self) {
        debug_assert_eq!(
            self.waiting,
            self.lines.iter().map(|line| line.waiting).sum::<u32>(),
            "those waiting are those in the lines"
        );
    }
}

impl Tally {
    #[inline]
    fn accrue(&mut self, now: Tick, held: u32, waiting: u32, capacity: u32) {
        debug_assert!(now >= self.last, "a pool used before its last use");
        let ticks = u64::from(now.0.saturating_sub(self.last.0));
        self.last = now;
        self.held += ticks * u64::from(held);
        self.waiting += ticks * u64::from(waiting);
        self.capacity += ticks * u64::from(capacity);
        self.full += if held >= capacity { ticks } else { 0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn queued(request: Request) -> Ticket {
        match request {
            Request::Queued(ticket) => ticket,
            Request::Granted => panic!("granted, not queued"),
        }
    }

    #[test]
    fn classes_come_before_order_of_arrival() {
        let mut pool = Pool::new(1);
        assert_eq!(pool.request(1, 3, Tick(0)), Request::Granted);
        for (row, class) in [(2, 1), (3, 0), (4, 1), (5, 0)] {
            queued(pool.request(row, class, Tick(row)));
        }
        let mut order = Vec::new();
        while pool.held() > 0 {
            pool.give_back(Tick(10));
            order.extend(pool.serve_next(Tick(10)).map(|served| served.row));
        }
        assert_eq!(order, [3, 5, 2, 4]);
    }

    #[test]
    fn nobody_overtakes_the_line() {
        let mut pool = Pool::new(1);
        pool.force_take(Tick(0));
        queued(pool.request(1, 7, Tick(0)));
        pool.give_back(Tick(1));
        // A place is free, and still the line comes first.
        assert!(!pool.try_take(Tick(1)));
        let late = queued(pool.request(2, 0, Tick(1)));
        assert!(pool.withdraw(late, Tick(1)));
        assert_eq!(
            pool.serve_next(Tick(1)).map(|s| (s.row, s.class)),
            Some((1, 7))
        );
        assert_eq!(pool.serve_next(Tick(1)), None);
    }

    #[test]
    fn those_who_left_are_skipped_and_their_tickets_are_void() {
        let mut pool = Pool::new(0);
        let tickets: Vec<Ticket> = (0..5)
            .map(|row| queued(pool.request(row, 2, Tick(row))))
            .collect();
        for i in [1, 0, 3] {
            assert!(pool.withdraw(tickets[i], Tick(9)));
            assert!(!pool.withdraw(tickets[i], Tick(9)));
        }
        assert_eq!((pool.waiting(), pool.waiting_in(2)), (2, 2));
        pool.set_capacity(5, Tick(9));
        let served = pool.serve_next(Tick(9)).expect("somebody waits");
        assert_eq!(
            (served.row, served.ticket, served.since),
            (2, tickets[2], Tick(2))
        );
        assert!(!pool.withdraw(tickets[2], Tick(9)));
        assert_eq!(pool.serve_next(Tick(9)).map(|s| s.row), Some(4));
        assert_eq!(pool.serve_next(Tick(9)), None);
        assert!(!pool.withdraw(Ticket::NONE, Tick(9)));
    }

    #[test]
    fn who_is_diverted_leaves_the_line_and_no_place_is_held() {
        let mut pool = Pool::new(0);
        for (row, class) in [(1, 0), (2, 1), (3, 1)] {
            queued(pool.request(row, class, Tick(0)));
        }
        assert_eq!(pool.divert(1, Tick(4)).map(|s| s.row), Some(2));
        assert_eq!((pool.held(), pool.waiting(), pool.waiting_in(1)), (0, 2, 1));
        assert_eq!(pool.divert(5, Tick(4)), None);
    }

    #[test]
    fn a_smaller_capacity_takes_nobody_out() {
        let mut pool = Pool::new(2);
        assert!(pool.try_take(Tick(0)) && pool.try_take(Tick(0)));
        pool.set_capacity(1, Tick(0));
        assert_eq!((pool.held(), pool.free()), (2, 0));
        pool.give_back(Tick(0));
        assert!(!pool.try_take(Tick(0)));
        pool.force_take(Tick(0));
        assert_eq!(pool.held(), 2);
    }

    #[test]
    fn integrals_are_exact() {
        let mut pool = Pool::new(1);
        let day = Tick::from_days;
        pool.request(1, 0, day(1));
        let ticket = queued(pool.request(2, 0, day(2)));
        queued(pool.request(3, 0, day(2)));
        pool.withdraw(ticket, day(3));
        pool.give_back(day(5));
        pool.serve_next(day(5));
        let stats = pool.stats(day(10));
        let expected = PoolStats {
            held_days: 9.0,
            waiting_days: 4.0,
            capacity_days: 10.0,
            full_days: 9.0,
            granted: 2,
            queued: 2,
            reneged: 1,
            wait_days_total: 3.0,
        };
        assert_eq!(stats, expected);
        pool.reset_stats(day(10));
        assert_eq!(pool.stats(day(10)), PoolStats::default());
    }

    #[test]
    fn tickets_survive_the_turn_of_their_numbers() {
        let mut pool = Pool::new(0);
        pool.lines[7].front = u32::MAX - 1;
        let tickets: Vec<Ticket> = (0..4)
            .map(|row| queued(pool.request(row, 7, Tick(0))))
            .collect();
        assert!(!tickets.contains(&Ticket::NONE));
        assert!(pool.withdraw(tickets[2], Tick(0)));
        pool.set_capacity(4, Tick(0));
        let served: Vec<(Row, Ticket)> = std::iter::from_fn(|| pool.serve_next(Tick(0)))
            .map(|s| (s.row, s.ticket))
            .collect();
        assert_eq!(served, [(0, tickets[0]), (1, tickets[1]), (3, tickets[3])]);
    }

    proptest! {
        /// A pool against the plainest of lines: a sorted list that is searched.
        #[test]
        fn behaves_as_a_sorted_list(steps in prop::collection::vec((0..6_u8, 0..8_u8, 0..40_usize), 1..300)) {
            let mut pool = Pool::new(3);
            let mut list: Vec<(u8, u32, Ticket)> = Vec::new();
            let mut held = 0;
            for (now, (what, class, pick)) in (0_u32..).zip(steps) {
                let at = Tick(now);
                match what {
                    0..=2 => match pool.request(now, class, at) {
                        Request::Granted => { prop_assert!(held < 3 && list.is_empty()); held += 1 }
                        Request::Queued(ticket) => { list.push((class, now, ticket)); list.sort_by_key(|w| (w.0, w.1)) }
                    },
                    3 if !list.is_empty() => {
                        let (_, _, ticket) = list.remove(pick % list.len());
                        prop_assert!(pool.withdraw(ticket, at));
                    }
                    4 if held > 0 => { pool.give_back(at); held -= 1 }
                    _ => {}
                }
                while let Some(served) = pool.serve_next(at) {
                    prop_assert_eq!((served.class, served.row, served.ticket), list.remove(0));
                    held += 1;
                }
                prop_assert_eq!((pool.held(), pool.waiting() as usize), (held, list.len()));
                prop_assert!(held == 3 || list.is_empty());
            }
        }
    }
}

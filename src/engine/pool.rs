//! A pool of places with a queue: up to eight priority classes, first come first served within a
//! class, and giving up (reneging).
//!
//! Every operation takes constant time on average, however many wait or give up.

use super::agenda::Row;
use super::queue::{Queue, Ticket, Waiter};
use super::tally::{PoolStats, Tally};
use super::time::Tick;

const CLASSES: usize = 8;

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// A place is held from now on.
    Granted,
    /// The row waits with this ticket.
    Queued(Ticket),
}

/// Someone from the queue for whom a place is now held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// Who.
    pub row: Row,
    /// The ticket they had, no longer good.
    pub ticket: Ticket,
    /// When they joined the queue.
    pub since: Tick,
    /// The class they waited in.
    pub class: u8,
}

/// A pool of places with a queue.
///
/// ```
/// use throughcare::engine::{Pool, Request, Tick};
///
/// let day = Tick::from_days;
/// let mut pool = Pool::new(1);
/// assert_eq!(pool.request(7, 0, day(0)), Request::Granted);
/// let Request::Queued(impatient) = pool.request(8, 0, day(1)) else { panic!() };
/// let Request::Queued(_) = pool.request(9, 0, day(2)) else { panic!() };
/// assert!(pool.withdraw(impatient, day(4)));
///
/// // A place that comes back goes to the first who still waits, when the caller asks.
/// pool.give_back(day(5));
/// let served = pool.serve_next(day(5)).unwrap();
/// assert_eq!((served.row, served.since), (9, day(2)));
/// assert_eq!(pool.stats(day(10)).wait_days_total, 3.0);
/// ```
#[derive(Clone)]
pub struct Pool {
    capacity: u32,
    held: u32,
    waiting: u32,
    queues: [Queue; CLASSES],
    tally: Tally,
}

impl Pool {
    /// The priority class that is served after all others; 0 is served first.
    pub const LAST_CLASS: u8 = CLASSES as u8 - 1;

    /// An empty pool.
    pub fn new(capacity: u32) -> Pool {
        Pool {
            capacity,
            held: 0,
            waiting: 0,
            queues: Default::default(),
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
        self.queues[usize::from(class)].waiting
    }

    /// Asks for a place: granted only if one is free and nobody waits in any class; else the
    /// row joins the queue of its class (below 8, 0 is served first).
    #[inline]
    pub fn request(&mut self, row: Row, class: u8, now: Tick) -> Request {
        if self.try_take(now) {
            return Request::Granted;
        }
        let sequence = self.queues[usize::from(class)].join(row, now);
        self.waiting += 1;
        self.tally.queued += 1;
        Request::Queued(Ticket::new(class, sequence))
    }

    /// Takes a place if one is free and nobody waits; never joins the queue.
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

    /// Leaves the queue. False if the ticket is no longer good.
    #[inline]
    pub fn withdraw(&mut self, ticket: Ticket, now: Tick) -> bool {
        let Some(queue) = self.queues.get_mut(ticket.class()) else {
            return false;
        };
        if !queue.leave(ticket) {
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

    /// If a place is free, takes the first of the queue and holds the place for them. To be
    /// called until `None` after [`Pool::give_back`] and [`Pool::set_capacity`].
    #[inline]
    pub fn serve_next(&mut self, now: Tick) -> Option<Served> {
        if self.waiting == 0 || self.free() == 0 {
            return None;
        }
        let class = self.queues.iter().position(|queue| queue.waiting > 0)?;
        let (waiter, sequence) = self.queues[class].take_front()?;
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

    /// Takes the first of the queue of a class without a place here: they got one elsewhere.
    pub fn divert(&mut self, class: u8, now: Tick) -> Option<Served> {
        let (waiter, sequence) = self.queues[usize::from(class)].take_front()?;
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

    /// The row about `k` places behind the front of the queue served first: a hint for
    /// [`prefetch`](super::prefetch), and nothing else.
    #[inline]
    pub fn peek_ahead(&self, k: usize) -> Option<Row> {
        let queue = self.queues.iter().find(|queue| queue.waiting > 0)?;
        queue.ring.get(k).map(|waiter| waiter.row)
    }

    /// Integrals and counts up to `now`.
    pub fn stats(&self, now: Tick) -> PoolStats {
        let mut upto = self.tally;
        upto.accrue(now, self.held, self.waiting, self.capacity);
        upto.stats()
    }

    /// Bytes allocated for the queue.
    pub fn bytes(&self) -> usize {
        let places: usize = self.queues.iter().map(|queue| queue.ring.capacity()).sum();
        places * size_of::<Waiter>()
    }

    /// Starts the statistics afresh. Someone who waits still counts their whole wait when served.
    pub fn reset_stats(&mut self, now: Tick) {
        self.tally = Tally::from(now);
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
            self.queues.iter().map(|queue| queue.waiting).sum::<u32>(),
            "those waiting are those in the queues"
        );
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
    fn nobody_overtakes_the_queue() {
        let mut pool = Pool::new(1);
        pool.force_take(Tick(0));
        queued(pool.request(1, 7, Tick(0)));
        pool.give_back(Tick(1));
        // A place is free, and still the queue comes first.
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
    fn whoever_is_diverted_leaves_the_queue_and_no_place_is_held() {
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
        pool.queues[7].front = u32::MAX - 1;
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
        /// A pool against the plainest of queues: a sorted list that is searched.
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

//! The queue of one priority class: a ring of rows, and tickets that are places in it. A row
//! that withdraws is marked, and skipped when its turn comes.

use std::collections::VecDeque;

use super::agenda::Row;
use super::time::Tick;

/// Marks a place in the queue whose owner withdrew.
const GONE: Row = Row::MAX;
const SEQUENCE_BITS: u32 = 28;
const SEQUENCE: u32 = (1 << SEQUENCE_BITS) - 1;

/// A place in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(pub u32);

impl Ticket {
    /// No ticket.
    pub const NONE: Ticket = Ticket(u32::MAX);

    pub(super) fn new(class: u8, sequence: u32) -> Ticket {
        Ticket(u32::from(class) << SEQUENCE_BITS | (sequence & SEQUENCE))
    }

    pub(super) fn class(self) -> usize {
        (self.0 >> SEQUENCE_BITS) as usize
    }
}

#[derive(Clone, Copy)]
pub(super) struct Waiter {
    pub(super) row: Row,
    pub(super) since: Tick,
}

/// The queue of one class; its front, if any, is someone still waiting.
#[derive(Clone, Default)]
pub(super) struct Queue {
    pub(super) ring: VecDeque<Waiter>,
    /// The sequence number of the front.
    pub(super) front: u32,
    pub(super) waiting: u32,
}

impl Queue {
    /// Puts a row at the end; its sequence number.
    #[inline]
    pub(super) fn join(&mut self, row: Row, now: Tick) -> u32 {
        self.ring.push_back(Waiter { row, since: now });
        self.waiting += 1;
        self.front.wrapping_add(self.ring.len() as u32 - 1)
    }

    /// Takes the holder of a ticket out; false if the ticket is no longer good.
    #[inline]
    pub(super) fn leave(&mut self, ticket: Ticket) -> bool {
        let place = ticket.0.wrapping_sub(self.front) & SEQUENCE;
        match self.ring.get_mut(place as usize) {
            Some(waiter) if waiter.row != GONE => waiter.row = GONE,
            _ => return false,
        }
        self.waiting -= 1;
        self.skip_gone();
        true
    }

    /// Takes the first out, with the sequence number they had.
    #[inline]
    pub(super) fn take_front(&mut self) -> Option<(Waiter, u32)> {
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

//! Community and suspended sentence orders: their dates, failing to comply, breach, and the
//! activation of a suspended sentence, which the court owes unless it would be unjust.

use crate::engine::{Draw, Tick};
use crate::observe::Count;
use crate::pathway::court::cases::band;
use crate::pathway::court::requirements::is_reviewed;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, Order, flag, slot};
use crate::pathway::values::plan::with_odds;
use crate::pathway::world::World;

/// Draws of one hearing, apart.
const IN_PART: u32 = 1;
const RESENTENCED: u32 = 2;
const TO_SUSPENDED: u32 = 3;
/// Sets the draws of a sentence on breach apart from those of a sentence on conviction.
const ON_BREACH: u16 = 0x8000;

impl World<'_> {
    /// An order begins, with requirements as in [`crate::pathway::court::requirements::required`]; a new one
    /// takes the place of an old one, but a suspended sentence outlives a community order.
    pub(in crate::pathway) fn start_order(
        &mut self,
        id: Id,
        order: Order,
        suspended_days: f64,
        set: u8,
    ) {
        let now = self.now;
        let p = &self.people[id];
        let outlives = p.order == Order::Suspended && order == Order::Community;
        let (kind, term) = if outlives {
            (Order::Suspended, f64::from(p.suspended))
        } else {
            (order, suspended_days)
        };
        let least = if outlives { p.order_end } else { now };
        self.end_order(id);
        let o = &self.model(id).orders;
        let p = self.person(id);
        p.orders = p.orders.wrapping_add(1);
        let episode = p.orders;
        let median = if order == Order::Suspended {
            *o.suspended_length
        } else {
            *o.community_length
        };
        let median = if set != 0 {
            median.max(*o.drr.length)
        } else {
            median
        };
        let days = self
            .draw(id, Purpose::OrderLength, episode)
            .lognormal(median, *o.length_spread);
        let longest = *o.longest;
        let p = self.person(id);
        p.order = kind;
        p.suspended = term as f32;
        p.order_end = now.plus_days(days.min(longest)).max(least);
        p.failures = 0;
        self.count(
            if order == Order::Suspended {
                Count::SuspendedOrders
            } else {
                Count::CommunityOrders
            },
            id,
        );
        self.follow_up_order(id);
        if set != 0 {
            self.start_requirements(id, set);
        }
        self.next_order_date(id);
    }

    /// The next date of an order: a review of the requirements, or the end. A breach hearing
    /// that is fixed stands.
    pub(in crate::pathway::court) fn next_order_date(&mut self, id: Id) {
        let now = self.now;
        let every = *self.model(id).orders.drr.review_every;
        let p = self.person(id);
        if p.is(flag::BREACH) {
            return;
        }
        let mut at = p.order_end;
        if is_reviewed(p) {
            at = at.min(now.plus_days(every.max(7.0)));
        }
        let at = self.completion_date(id).map_or(at, |done| at.min(done));
        let least = Tick(now.0 + 1);
        self.person(id).clocks.set_timer(slot::ORDER, at.max(least));
    }

    /// A date of an order is due: breach hearing, end, or review. A breach may end in a number of days
    /// of custody.
    pub(in crate::pathway) fn order_due(&mut self, id: Id) -> Option<f64> {
        let p = &self.people[id];
        if p.is(flag::BREACH) {
            return self.breach_hearing(id);
        }
        if self.now >= p.order_end {
            self.end_order(id);
        } else if !self.complete_order(id) {
            self.review_requirements(id);
            self.next_order_date(id);
        }
        None
    }

    /// An order ends, by its date, by custody, or by another sentence.
    pub(in crate::pathway) fn end_order(&mut self, id: Id) {
        self.end_requirements(id);
        let p = self.person(id);
        p.order = Order::None;
        p.suspended = 0.0;
        p.set(flag::BREACH | flag::ORDER_DONE, false);
        p.clocks.clear_timer(slot::ORDER);
    }

    /// A failure to comply: after the warnings, enforcement.
    pub(in crate::pathway) fn failed_to_comply(&mut self, id: Id) {
        let now = self.now;
        let breach = &self.model(id).orders.breach;
        let p = self.person(id);
        if p.is(flag::BREACH) {
            return;
        }
        p.failures = p.failures.saturating_add(1);
        if f64::from(p.failures) <= *breach.warnings {
            return;
        }
        p.set(flag::BREACH, true);
        let episode = p.contacts;
        let days = self
            .draw(id, Purpose::BreachHearing, episode)
            .lognormal(*breach.to_court, *breach.to_court_spread);
        self.person(id)
            .clocks
            .set_timer(slot::ORDER, now.plus_days(days));
    }

    /// The days of a suspended sentence that are activated, in full or in part; none where
    /// that would be unjust, and then the order is made longer.
    pub(in crate::pathway::court) fn activation(&mut self, id: Id, draw: Draw) -> f64 {
        let o = &self.model(id).orders;
        let term = f64::from(self.people[id].suspended);
        if draw.chance(self.on_breach(id, *o.breach.activated)) {
            self.count(Count::Activated, id);
            let part = draw.split(IN_PART).chance(*o.activation.in_part);
            return term * if part { *o.activation.part } else { 1.0 };
        }
        self.count(Count::ActivationUnjust, id);
        self.extend_order(id, *o.activation.extended);
        0.0
    }

    fn extend_order(&mut self, id: Id, days: f64) {
        let p = self.person(id);
        p.order_end = p.order_end.plus_days(days);
    }

    fn breach_hearing(&mut self, id: Id) -> Option<f64> {
        self.count(Count::Breaches, id);
        let p = self.person(id);
        p.set(flag::BREACH, false);
        p.failures = 0;
        let (episode, order) = (p.contacts, p.order);
        let draw = self.draw(id, Purpose::BreachOutcome, episode);
        if self.people[id].custody == Custody::None {
            let days = if order == Order::Suspended {
                self.activation(id, draw)
            } else {
                self.revocation(id, draw)
            };
            if days > 0.0 {
                self.count(Count::Revoked, id);
                self.end_order(id);
                self.person(id).band = band(days);
                return Some(days);
            }
            if order == Order::Community && self.resentence(id, draw, episode) {
                return None;
            }
        }
        if self.now >= self.people[id].order_end {
            self.end_order(id);
        } else {
            self.next_order_date(id);
        }
        None
    }

    /// The chance that a breach ends in custody, `base` for a man.
    fn on_breach(&self, id: Id, base: f64) -> f64 {
        if self.people[id].is(flag::FEMALE) {
            with_odds(base, *self.model(id).orders.breach.female_odds)
        } else {
            base
        }
    }

    /// Days of custody on the revocation of a community order; none where it goes on.
    fn revocation(&self, id: Id, draw: Draw) -> f64 {
        let breach = &self.model(id).orders.breach;
        if draw.chance(self.on_breach(id, *breach.revoked_to_custody)) {
            *breach.sentence
        } else {
            0.0
        }
    }

    /// A community order is revoked and the offence sentenced again; or else it is amended.
    fn resentence(&mut self, id: Id, draw: Draw, episode: u16) -> bool {
        let o = &self.model(id).orders;
        if !draw.split(RESENTENCED).chance(*o.breach.resentenced) {
            self.count(Count::Amended, id);
            self.extend_order(id, *o.breach.extended);
            return false;
        }
        self.count(Count::Resentenced, id);
        let set = self.requirements_that_fit(id, episode | ON_BREACH);
        if draw
            .split(TO_SUSPENDED)
            .chance(*o.breach.resentenced_to_suspended)
        {
            self.start_order(id, Order::Suspended, *o.breach.sentence, set);
        } else {
            self.start_order(id, Order::Community, 0.0, set);
        }
        true
    }
}

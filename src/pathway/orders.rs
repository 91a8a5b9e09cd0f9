//! Community and suspended sentence orders, the drug rehabilitation requirement, and breach.

use super::person::{Custody, Id, Order, Requirement, Source, flag, slot};
use super::purpose::Purpose;
use super::world::World;
use crate::engine::Tick;
use crate::observe::Count;

/// Record linkage looks for treatment within three weeks of the requirement.
const SOON_DAYS: f64 = 21.0;
/// Cohort of people who start a court order.
pub(super) const ORDER_COHORT: u8 = 2;

impl World<'_> {
    /// An order begins; a new one takes the place of an old one.
    pub(super) fn start_order(
        &mut self,
        id: Id,
        order: Order,
        suspended_days: f64,
        with_drr: bool,
    ) {
        let now = self.now;
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
        let median = if with_drr {
            median.max(*o.drr.length)
        } else {
            median
        };
        let days = self
            .draw(id, Purpose::OrderLength, episode)
            .lognormal(median, *o.length_spread);
        let p = self.person(id);
        p.order = order;
        p.suspended = suspended_days as f32;
        p.order_end = now.plus_days(days.min(1096.0));
        p.failures = 0;
        self.count(
            if order == Order::Suspended {
                Count::SuspendedOrders
            } else {
                Count::CommunityOrders
            },
            id,
        );
        self.follow_up(id, ORDER_COHORT);
        if with_drr {
            self.start_requirement(id, episode);
        }
        self.next_order_date(id);
    }

    fn start_requirement(&mut self, id: Id, episode: u16) {
        let now = self.now;
        self.count(Count::DrrStarts, id);
        let median = *self.model(id).orders.drr.first_appointment;
        let wait = self
            .draw(id, Purpose::FirstAppointment, episode)
            .lognormal(median, 0.6);
        let treated = self.people[id as usize].in_community_treatment();
        let p = self.person(id);
        p.requirement = Requirement::Imposed;
        p.requirement_at = now;
        p.set(flag::DRR_WINDOW, true);
        if treated {
            self.requirement_treated(id);
        } else if !self.people[id as usize].in_custody() {
            self.book(id, Source::Requirement, wait);
        }
    }

    /// Treatment began, or was there already, under a requirement.
    pub(super) fn requirement_treated(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        if p.requirement != Requirement::Imposed {
            return;
        }
        p.requirement = Requirement::Started;
        p.set(flag::MANDATED, true);
        let (since, soon) = (
            p.requirement_at,
            now.days_since(p.requirement_at) <= SOON_DAYS,
        );
        let strata = p.strata();
        self.seen.count_at(Count::DrrTreated, strata, since);
        if soon {
            self.seen.count_at(Count::DrrTreatedSoon, strata, since);
        }
    }

    /// The next date of an order: a review of the requirement, or the end.
    fn next_order_date(&mut self, id: Id) {
        let now = self.now;
        let every = *self.model(id).orders.drr.review_every;
        let p = self.person(id);
        let mut at = p.order_end;
        if p.requirement != Requirement::None {
            at = at.min(now.plus_days(every.max(7.0)));
        }
        p.clocks.set_timer(slot::ORDER, at.max(Tick(now.0 + 1)));
    }

    /// A date of an order is due: breach hearing, end, or review.
    pub(super) fn order_date(&mut self, id: Id) -> bool {
        let p = &self.people[id as usize];
        if p.is(flag::BREACH) {
            self.breach_hearing(id);
        } else if self.now >= p.order_end {
            self.end_order(id);
        } else {
            self.review(id);
        }
        true
    }

    /// A review hearing sends a person with a requirement who is not in treatment back to it.
    fn review(&mut self, id: Id) {
        let p = &self.people[id as usize];
        let out = p.treatment == super::person::Treatment::None && !p.in_custody();
        if out {
            let median = *self.model(id).orders.drr.first_appointment;
            self.book(id, Source::Requirement, median);
        }
        self.next_order_date(id);
    }

    /// An order ends, by its date, by custody, or by another sentence.
    pub(super) fn end_order(&mut self, id: Id) {
        let p = self.person(id);
        p.order = Order::None;
        p.requirement = Requirement::None;
        p.suspended = 0.0;
        p.set(flag::BREACH | flag::MANDATED | flag::DRR_WINDOW, false);
        p.clocks.clear_timer(slot::ORDER);
    }

    /// A failure to comply: after the warnings, enforcement.
    pub(super) fn failed_to_comply(&mut self, id: Id) {
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
            .lognormal(*breach.to_court, 0.6);
        self.person(id)
            .clocks
            .set_timer(slot::ORDER, now.plus_days(days));
    }

    fn breach_hearing(&mut self, id: Id) {
        let m = self.model(id);
        let breach = &m.orders.breach;
        self.count(Count::Breaches, id);
        let p = self.person(id);
        p.set(flag::BREACH, false);
        p.failures = 0;
        let (episode, order, suspended) = (p.contacts, p.order, f64::from(p.suspended));
        let chance = if order == Order::Suspended {
            *breach.activated
        } else {
            *breach.revoked_to_custody
        };
        let to_custody = self
            .draw(id, Purpose::BreachOutcome, episode)
            .chance(chance);
        if to_custody && self.people[id as usize].custody == Custody::None {
            self.count(Count::Revoked, id);
            let days = if order == Order::Suspended {
                suspended
            } else {
                *breach.sentence
            };
            self.end_order(id);
            self.person(id).band = super::court::band(days);
            self.serve(id, days);
        } else if self.now >= self.people[id as usize].order_end {
            self.end_order(id);
        } else {
            self.next_order_date(id);
        }
    }
}

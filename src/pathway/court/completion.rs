//! Supervision under an order that ends when its requirements and the sentence plan are complete: a
//! community order is over then, a suspended sentence goes on without supervision.

use crate::engine::{Date, Tick};
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Order, Requirement, flag};
use crate::pathway::values::plan::in_force;
use crate::pathway::world::World;

/// Sets the draw of completion apart from that of the length.
const COMPLETES: u32 = 1;

impl World<'_> {
    /// The day on which all that an order asks is done, if that is before its end; none while a
    /// treatment requirement goes on, whose reviews ask again.
    pub(in crate::pathway::court) fn completion_date(&self, id: Id) -> Option<Tick> {
        let o = &self.model(id).orders;
        let rule = in_force(&o.completion, self.plan.law_date(self.now))?;
        let p = &self.people[id];
        let asked = p.requirement != Requirement::None || p.is(flag::MHTR);
        let draw = self.draw(id, Purpose::OrderLength, p.orders);
        if asked || p.is(flag::ORDER_DONE) || !draw.split(COMPLETES).chance(*rule.share) {
            return None;
        }
        let median = if p.order == Order::Suspended {
            *o.suspended_length
        } else {
            *o.community_length
        };
        let days = draw.lognormal(median, *o.length_spread).min(*o.longest);
        // An order that was made longer is complete later by as much.
        let before_end = days * (1.0 - *rule.after);
        let left = p.order_end.days_since(self.now) - before_end;
        Some(self.now.plus_days(left.max(0.0)))
    }

    /// Ends the supervision of an order on which all is done, and says whether it did.
    pub(in crate::pathway::court) fn complete_order(&mut self, id: Id) -> bool {
        let done = self.completion_date(id);
        if done.is_none_or(|date| date > self.now) {
            return false;
        }
        if self.people[id].order == Order::Suspended {
            self.person(id).set(flag::ORDER_DONE, true);
            self.next_order_date(id);
        } else {
            self.end_order(id);
        }
        true
    }

    /// New law of supervision under orders is applied to those that run, on its first day.
    pub(in crate::pathway) fn adopt_order_law(&mut self, today: Date, yesterday: Date) {
        let begun = |date| in_force(&self.national().orders.completion, date).map(|r| *r.from);
        if begun(today) == begun(yesterday) {
            return;
        }
        for id in 0..self.people.len() as Id {
            if self.is_present(id) && self.people[id].order != Order::None {
                self.next_order_date(id);
                self.touch(id);
            }
        }
    }
}

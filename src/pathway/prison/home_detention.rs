//! Home detention curfew: who gets it, and the address it needs. What happens on it is in
//! `supervision::curfew`.

use crate::engine::Tick;
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, flag};
use crate::pathway::values::plan::in_force;
use crate::pathway::world::World;
use crate::strata::{Housing, Offence};

impl World<'_> {
    /// The date of home detention curfew, if the person is eligible and it is granted; whether
    /// there is an address is asked on the day.
    pub(in crate::pathway::prison) fn curfew_date(&self, id: Id, ordinary: Tick) -> Option<Tick> {
        let date = self.plan.law_date(self.now);
        let rule = in_force(&self.national().prison.hdc, date)?;
        let p = &self.people[id];
        let days = f64::from(p.sentence);
        let eligible = p.custody == Custody::Sentenced
            && days <= *rule.longest_sentence
            && days >= *rule.shortest_sentence
            && p.offence != Offence::Violence
            && self
                .draw(id, Purpose::HdcGranted, p.receptions)
                .chance(*rule.granted);
        if !eligible {
            return None;
        }
        let least = self.before_end(p, (1.0 - *rule.least_share) * days);
        let early = self
            .now
            .plus_days((ordinary.days_since(self.now) - *rule.up_to).max(0.1));
        let at = early.max(least);
        (at < ordinary).then_some(at)
    }

    /// The day of the curfew: with an address it begins, and lasts to the ordinary date, which is
    /// given; without one the ordinary date stands.
    pub(in crate::pathway) fn curfew_granted(&mut self, id: Id) -> Option<Tick> {
        self.unindex(id);
        let ordinary = self.ordinary_date(id);
        self.person(id).set(flag::CURFEW, false);
        if self.people[id].housing == Housing::Homeless {
            self.count(Count::HdcRefused, id);
            self.leave_on(id, ordinary);
            return None;
        }
        Some(ordinary)
    }
}

//! Home detention curfew: who gets it, the address it needs, and its own recall, which lasts
//! to the ordinary release date.

use crate::engine::Tick;
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Housing, Id, Person, flag, offence, slot};
use crate::pathway::release::gate::Exit;
use crate::pathway::values::plan::{Local, in_force};
use crate::pathway::world::World;

/// Breaches of a running curfew, per day.
#[inline]
pub(in crate::pathway) fn violation_rate(p: &Person, m: &Local) -> f64 {
    if p.on_curfew() {
        *m.curfew.violations
    } else {
        0.0
    }
}

impl Person {
    /// Whether a home detention curfew is running, at liberty.
    #[inline]
    pub fn on_curfew(&self) -> bool {
        self.is(flag::CURFEW) && self.custody == Custody::None && !self.is(flag::AT_LARGE)
    }
}

impl World<'_> {
    /// The date of home detention curfew, if the person is eligible and it is granted; whether
    /// there is an address is asked on the day.
    pub(in crate::pathway) fn curfew_date(&self, id: Id, ordinary: Tick) -> Option<Tick> {
        let date = self.plan.law_date(self.now);
        let rule = in_force(&self.national().prison.hdc, date)?;
        let p = &self.people[id as usize];
        let days = f64::from(p.sentence);
        let eligible = p.custody == Custody::Sentenced
            && days <= *rule.longest_sentence
            && days >= *rule.shortest_sentence
            && p.offence != offence::VIOLENCE
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

    /// The day of the curfew: without an address the ordinary date stands.
    pub(in crate::pathway) fn curfew_due(&mut self, id: Id) {
        self.unindex(id);
        let ordinary = self.ordinary_date(id);
        self.person(id).set(flag::CURFEW, false);
        if self.people[id as usize].housing == Housing::Homeless {
            self.count(Count::HdcRefused, id);
            self.leave_on(id, ordinary);
            return;
        }
        self.release(id, Exit::Curfew);
        let p = self.person(id);
        p.set(flag::CURFEW, true);
        p.clocks.set_timer(slot::CUSTODY, ordinary);
    }

    /// A breach of the curfew, if that is what the lost contact was; then recall follows.
    pub(in crate::pathway) fn curfew_violated(&mut self, id: Id, all: f64) -> bool {
        let p = &self.people[id as usize];
        let share = violation_rate(p, self.model(id)) / all.max(1e-12);
        if !self
            .draw(id, Purpose::CurfewViolation, p.contacts)
            .chance(share)
        {
            return false;
        }
        self.recall_from_curfew(id);
        true
    }

    /// The address is lost while on curfew.
    pub(in crate::pathway) fn curfew_address_lost(&mut self, id: Id) {
        let episode = self.people[id as usize].armed[slot::HOUSING];
        let chance = *self.national().curfew.no_address;
        if self
            .draw(id, Purpose::RecallResidence, episode)
            .chance(chance)
        {
            self.recall_from_curfew(id);
        }
    }

    /// Recalled from curfew: back to custody until the ordinary date.
    pub(in crate::pathway) fn recall_from_curfew(&mut self, id: Id) {
        if !self.people[id as usize].on_curfew() {
            return;
        }
        self.count(Count::HdcRecalls, id);
        self.sought(id);
    }

    /// The ordinary date is reached at liberty: the curfew is over, the licence goes on.
    pub(in crate::pathway) fn curfew_over(&mut self, id: Id) {
        self.person(id).set(flag::CURFEW, false);
    }
}

//! What happens on home detention curfew: breaches, the address lost, and its own recall, which
//! lasts to the ordinary release date. Who gets it is in `prison::home_detention`.

use crate::engine::Tick;
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, Person, flag, slot};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;

/// Breaches of a running curfew, per day.
#[inline]
pub(in crate::pathway::supervision) fn violation_rate(p: &Person, m: &Local) -> f64 {
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
    /// The curfew begins, and lasts to the ordinary date of release.
    pub(in crate::pathway) fn start_curfew(&mut self, id: Id, ordinary: Tick) {
        let p = self.person(id);
        p.set(flag::CURFEW, true);
        p.clocks.set_timer(slot::CUSTODY, ordinary);
    }

    /// A breach of the curfew, if that is what the lost contact was; then recall follows.
    pub(in crate::pathway::supervision) fn recall_for_violation(
        &mut self,
        id: Id,
        all: f64,
    ) -> bool {
        let p = &self.people[id];
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
    pub(in crate::pathway::supervision) fn curfew_address_lost(&mut self, id: Id, episode: u16) {
        let chance = *self.national().curfew.no_address;
        if self
            .draw(id, Purpose::RecallResidence, episode)
            .chance(chance)
        {
            self.recall_from_curfew(id);
        }
    }

    /// Recalled from curfew: back to custody until the ordinary date.
    pub(in crate::pathway::supervision) fn recall_from_curfew(&mut self, id: Id) {
        if !self.people[id].on_curfew() {
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

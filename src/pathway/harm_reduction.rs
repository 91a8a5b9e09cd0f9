//! The low-threshold service: in touch without an appointment, an assessment or an end to reach.

use super::person::{Id, Person, Treatment, Use, flag, slot};
use super::plan::Local;
use super::purpose::Purpose;
use super::world::World;
use crate::observe::Count;

/// Rates at which an untreated person at liberty comes to the service and loses touch with it.
#[inline]
pub(super) fn rates(p: &Person, m: &Local) -> (f64, f64) {
    let h = &m.harm_reduction;
    if p.is(flag::IN_TOUCH) {
        (0.0, *h.leaves)
    } else if *h.places > 0.0 && p.treatment == Treatment::None && p.use_ == Use::Dependent {
        (*h.reach, 0.0)
    } else {
        (0.0, 0.0)
    }
}

impl World<'_> {
    /// Somebody comes to the service: in touch if there is room.
    pub(super) fn reached(&mut self, id: Id) -> bool {
        let now = self.now;
        let area = self.people[id as usize].area as usize;
        if !self.aftercare[area].low_threshold.try_take(now) {
            return false;
        }
        self.person(id).set(flag::IN_TOUCH, true);
        self.count(Count::LowThresholdStarts, id);
        let kit = *self.model(id).harm_reduction.naloxone;
        let p = &self.people[id as usize];
        let episode = p.armed[slot::TREATMENT];
        if p.uses_opiates() && self.draw(id, Purpose::LowThresholdKit, episode).chance(kit) {
            self.hand_naloxone(id);
        }
        true
    }

    /// Out of touch: by itself, in structured treatment, in custody, or dead.
    pub(super) fn lose_touch(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        if p.is(flag::IN_TOUCH) {
            p.set(flag::IN_TOUCH, false);
            let area = p.area as usize;
            self.aftercare[area].low_threshold.give_back(now);
        }
    }
}

//! The low-threshold service: in touch without an appointment, an assessment or an end to reach.
//! Workers with more people than they should have lose touch with them sooner.

use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, Treatment, flag, slot};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::pathway::world::moves::Move;
use crate::pathway::world::services::under_load;
use crate::strata::{Staff, Use};

/// What the heaviest load multiplies losing touch by.
fn heaviest(m: &Local) -> f64 {
    let w = &m.harm_reduction.workers;
    let load = *w.limit / w.recommended.max(1e-9);
    1.0 / under_load(load, *m.harm_reduction.leaves_exponent)
}

/// Rates at which an untreated person at liberty comes to the service and loses touch with it; losing
/// touch runs at its highest and is thinned by load.
#[inline]
pub(in crate::pathway) fn rates(p: &Person, m: &Local) -> (f64, f64) {
    let h = &m.harm_reduction;
    if p.is(flag::IN_TOUCH) {
        (0.0, *h.leaves * heaviest(m))
    } else if *h.workers.posts > 0.0 && p.treatment == Treatment::None && p.use_ == Use::Dependent {
        (*h.reach, 0.0)
    } else {
        (0.0, 0.0)
    }
}

impl World<'_> {
    /// Somebody comes to the service: in touch if there is room.
    pub(in crate::pathway) fn come_in_touch(&mut self, id: Id) -> bool {
        if !self.hold_service(id, flag::IN_TOUCH) {
            return false;
        }
        self.count(Count::LowThresholdStarts, id);
        let kit = *self.model(id).harm_reduction.naloxone;
        let p = &self.people[id];
        let episode = p.armed[slot::TREATMENT];
        if p.uses_opiates() && self.draw(id, Purpose::LowThresholdKit, episode).chance(kit) {
            self.send(id, Move::Naloxone);
        }
        true
    }

    /// Touch is lost by itself, if the load of the day lets it.
    pub(in crate::pathway::community) fn lose_touch_under_load(&mut self, id: Id) -> bool {
        let m = self.model(id);
        let h = &m.harm_reduction;
        let area = self.people[id].home();
        let load = if *m.loops.caseload {
            self.areas[area].services[Staff::LowThreshold].load(&h.workers)
        } else {
            1.0
        };
        let thinned = 1.0 / under_load(load, *h.leaves_exponent) / heaviest(m);
        let lost = self.accepts(id, slot::TREATMENT, thinned.min(1.0));
        if lost {
            self.lose_touch(id);
        }
        lost
    }

    /// Out of touch: by itself, or in structured treatment.
    pub(in crate::pathway::community) fn lose_touch(&mut self, id: Id) {
        self.give_back_service(id, flag::IN_TOUCH);
    }
}

//! Violence in prison: who assaults somebody, how crowding raises it, and what follows for them.
//! A wing lowers the rate by what trials of wings measured.

use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, Place, flag, slot};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::scenario::schema::Model;
use crate::strata::Use;

/// Least factor that is divided by.
const LEAST: f64 = 1e-6;

/// Rate of assaults by a prisoner in the most crowded prison; candidates are thinned by the crowding
/// of the day. Nobody assaults while locked up for having done so.
pub(in crate::pathway::prison) fn rate(p: &Person, m: &Local) -> f64 {
    if p.place != Place::Prison || p.is(flag::LOCKED_UP) {
        return 0.0;
    }
    let v = &m.violence;
    let mean = 1.0 + *v.using_reference * (*v.using - 1.0);
    let own = if uses_unprescribed(p) { *v.using } else { 1.0 };
    let wing = if p.is(flag::ISFL) {
        m.site(p).wing_violence
    } else {
        1.0
    };
    *v.rate * own / mean.max(LEAST) * wing * with_crowding(m, 1.0)
}

/// Rate at which being locked up after an assault ends.
pub(in crate::pathway::prison) fn rate_of_end(p: &Person, m: &Local) -> f64 {
    if p.is(flag::LOCKED_UP) {
        1.0 / m.violence.locked_up.max(LEAST)
    } else {
        0.0
    }
}

/// Dependent on drugs that nobody prescribes, so that they are bought, and owed for, inside.
fn uses_unprescribed(p: &Person) -> bool {
    p.use_ == Use::Dependent && p.has_drug_need() && !p.is(flag::CLINICAL)
}

/// What a share of prisoners in crowded cells multiplies the rate by.
fn with_crowding(m: &Model, crowded: f64) -> f64 {
    if !*m.loops.full_estate {
        return 1.0;
    }
    (1.0 + *m.violence.crowding * (crowded - *m.regime.crowded_reference)).max(0.0)
}

impl World<'_> {
    /// A candidate for an assault: whoever commits it is locked up for most of the day for a
    /// while, is a mentor no longer, and may lose the bed on a wing.
    pub(in crate::pathway::prison) fn assault(&mut self, id: Id) -> bool {
        let m = self.national();
        let crowded = self.prison.pressure[self.people[id].sex()].crowded();
        let most = with_crowding(m, 1.0);
        let accepted = with_crowding(m, crowded) / most.max(LEAST);
        if !self.accepts(id, slot::CONTACT, accepted) {
            return false;
        }
        self.count(Count::Assaults, id);
        let on_wing = self.people[id].is(flag::ISFL);
        if on_wing {
            self.count(Count::IsflAssaults, id);
        }
        let removal = *m.violence.removal;
        let draw = self.draw(id, Purpose::Assault, self.people[id].armed[slot::CONTACT]);
        self.person(id).set(flag::LOCKED_UP, true);
        self.stop_mentoring(id);
        if on_wing && draw.chance(removal) {
            self.remove_from_wing(id);
        }
        true
    }

    /// Back to the ordinary day.
    pub(in crate::pathway::prison) fn unlock(&mut self, id: Id) -> bool {
        self.person(id).set(flag::LOCKED_UP, false);
        true
    }

    /// What being locked up leaves of contact with treatment.
    pub(in crate::pathway::prison) fn contact_locked_up(&self, id: Id) -> f64 {
        if self.people[id].is(flag::LOCKED_UP) {
            *self.national().violence.contact
        } else {
            1.0
        }
    }
}

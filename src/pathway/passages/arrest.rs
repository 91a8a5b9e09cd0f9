//! From a detected offence to what the police make of it.

use crate::observe::Count;
use crate::pathway::person::{Id, flag};
use crate::pathway::world::World;

impl World<'_> {
    /// A detected offence: diversion on the street, or an arrest. Whoever is unlawfully at large
    /// is found by it, and the new offence is dealt with inside.
    pub(in crate::pathway) fn offence_detected(&mut self, id: Id) -> bool {
        let offence = self.commit_offence(id);
        if self.divert_on_street(id, offence) {
            return true;
        }
        self.count_offence(Count::Arrests, id, offence.kind);
        if self.people[id].is(flag::AT_LARGE) {
            self.return_to_custody(id);
        }
        self.refer_from_police(id, offence.kind);
        self.deliver();
        if self.decide_on_charge(id, offence) {
            self.charge(id, offence, self.now);
        }
        true
    }

    /// A date of a diversion: an assessment, a session, or the charge after a breach.
    pub(in crate::pathway) fn diversion_date(&mut self, id: Id) -> bool {
        if let Some((offence, committed)) = self.diversion_due(id) {
            self.charge(id, offence, committed);
        }
        true
    }
}

//! From a charge to a case at court, on bail or on remand.

use crate::engine::Tick;
use crate::observe::Count;
use crate::pathway::person::{Custody, Id, Supervision, flag};
use crate::pathway::police::diversion::Detected;
use crate::pathway::world::World;

impl World<'_> {
    /// A charge for an offence of `committed`; what was diverted before is dealt with in the
    /// same case, and a charge on licence may mean recall.
    pub(in crate::pathway) fn charge(&mut self, id: Id, offence: Detected, committed: Tick) {
        self.break_diversion(id);
        self.count_offence(Count::Charges, id, offence.kind);
        if self.people[id].supervision == Supervision::Licence {
            self.charged_on_licence(id);
        }
        let Some(remanded) = self.open_case(id, offence, committed) else {
            return;
        };
        if remanded && self.people[id].is(flag::AT_LARGE) {
            // Recalled for the charge: back on the recall, with the case pending.
            self.return_to_custody(id);
        }
        if remanded && !self.people[id].in_custody() {
            self.count(Count::RemandReceptions, id);
            self.receive(id, Custody::Remand);
        }
        self.set_hearing(id, remanded);
    }
}

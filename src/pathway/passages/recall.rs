//! Contact lost, recall, and the way back into custody.

use crate::pathway::person::{Custody, Exit, Id, Supervision};
use crate::pathway::world::World;

impl World<'_> {
    /// The contact channel. At liberty: contact with supervision is lost. In prison: a
    /// substance-free wing, or an application to be a mentor.
    pub(in crate::pathway) fn contact_due(&mut self, id: Id) -> bool {
        if self.people[id].in_custody() {
            self.contact_inside(id)
        } else {
            self.contact_lost(id)
        }
    }

    /// Back in custody, by arrest or surrender, unless the sentence is over.
    pub(in crate::pathway::passages) fn return_to_custody(&mut self, id: Id) {
        if let Some(days) = self.days_of_return(id) {
            self.receive(id, Custody::Recalled);
            self.hold_for(id, days);
        }
    }

    /// The end of licence or of post-sentence supervision. Nobody is held on a recall beyond the
    /// end of the sentence.
    pub(in crate::pathway) fn supervision_date(&mut self, id: Id) -> bool {
        let p = &self.people[id];
        match (p.supervision, p.custody) {
            (Supervision::Licence, Custody::Recalled) => self.release(id, Exit::Recall),
            (Supervision::Licence, _) => self.licence_ends(id),
            _ => self.post_sentence_over(id),
        }
        true
    }
}

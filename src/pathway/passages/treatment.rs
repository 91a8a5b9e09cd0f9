//! Use and treatment, inside and outside: who is asked, and what a change of use leads to.

use crate::pathway::health::deaths::Overdose;
use crate::pathway::health::substance_use::Changed;
use crate::pathway::person::{Cause, Id, Source, Supervision};
use crate::pathway::world::World;
use crate::pathway::world::moves::Move;

impl World<'_> {
    /// The treatment channel: dropout, giving up a wait, asking for help.
    pub(in crate::pathway) fn treatment_due(&mut self, id: Id) -> bool {
        if self.people[id].in_custody() {
            self.treatment_channel_inside(id)
        } else {
            self.treatment_channel(id)
        }
    }

    /// An appointment or assessment.
    pub(in crate::pathway) fn appointment_due(&mut self, id: Id) -> bool {
        if self.people[id].in_custody() {
            self.assessed_inside(id);
        } else {
            self.appointment(id);
        }
        true
    }

    /// The planned end of treatment. Whoever finishes a programme in prison free of use may become
    /// a mentor.
    pub(in crate::pathway) fn treatment_end_due(&mut self, id: Id) -> bool {
        if self.people[id].in_custody() {
            self.programme_ends(id);
            self.deliver();
            self.apply_after_programme(id);
        } else {
            self.treatment_completed(id);
        }
        true
    }

    /// A contact of the schedule after release; in prison, the end of vetting or of mentoring.
    pub(in crate::pathway) fn scheduled_contact_due(&mut self, id: Id) -> bool {
        if self.people[id].in_custody() {
            self.mentor_date(id)
        } else {
            self.scheduled_contact(id)
        }
    }

    /// The use channel.
    pub(in crate::pathway) fn use_due(&mut self, id: Id) -> bool {
        let changed = self.change_use(id);
        if changed == Changed::Relapsed {
            self.after_relapse(id);
        }
        changed != Changed::Nothing
    }

    /// What a relapse may cost: a supported place, the post of a mentor, or liberty.
    pub(in crate::pathway::passages) fn after_relapse(&mut self, id: Id) {
        self.exclude_for_relapse(id);
        let p = &self.people[id];
        if p.in_custody() {
            self.stop_mentoring(id);
        } else if p.supervision == Supervision::Licence {
            self.send(id, Move::Lapsed);
        }
    }

    /// An overdose: fatal, or survived and perhaps a way into treatment.
    pub(in crate::pathway) fn overdose_due(&mut self, id: Id) -> bool {
        match self.overdose(id) {
            Overdose::Fatal => self.die(id, Cause::Overdose),
            Overdose::Referred => {
                self.refer(id, Source::Own);
                true
            }
            Overdose::Survived => true,
        }
    }
}

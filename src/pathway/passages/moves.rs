//! Delivers what stages sent back up to the stages through which the way on leads.

use crate::pathway::person::Id;
use crate::pathway::world::World;
use crate::pathway::world::moves::Move;

impl World<'_> {
    /// Delivers what was sent, in the order in which it was sent, and what that sends.
    #[inline]
    pub(in crate::pathway) fn deliver(&mut self) {
        while let Some((id, to)) = self.moves.pop_front() {
            if self.is_present(id) {
                self.lead(id, to);
            }
        }
    }

    fn lead(&mut self, id: Id, to: Move) {
        match to {
            Move::Appointment(source, wait) => self.book(id, source, wait),
            Move::Brought(source) => self.refer_at_once(id, source),
            Move::Resumes => self.resume_treatment(id),
            Move::AppointmentKept => self.requirement_engaged(id),
            Move::TreatmentBegan => self.requirement_treated(id),
            Move::AppointmentMissed | Move::FailedToComply => self.failed_to_comply(id),
            Move::Uses(use_) => self.set_use(id, use_),
            Move::Lapsed => self.lapsed(id),
            Move::HomeLost(change) => self.residence_lost(id, change),
            Move::Naloxone => self.hand_naloxone(id),
        }
    }
}

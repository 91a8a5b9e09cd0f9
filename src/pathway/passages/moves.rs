//! What a stage sends back up, because the way on leads through another stage.

use crate::pathway::person::{Id, Source};
use crate::pathway::world::World;
use crate::strata::Use;

/// Where the way of a person leads on to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::pathway) enum Move {
    /// An appointment with a treatment service, a number of days away: from police custody, court or
    /// prison.
    Appointment(Source, f64),
    /// Brought to a treatment service the same day.
    Brought(Source),
    /// Treatment goes on after custody as it was before.
    Resumes,
    /// An appointment under a requirement was kept.
    AppointmentKept,
    /// An appointment under a requirement was missed.
    AppointmentMissed,
    /// Community treatment began.
    TreatmentBegan,
    /// What treatment does to use.
    Uses(Use),
    /// A lapse on licence.
    Lapsed,
    /// A home is lost on licence: by which change of housing.
    HomeLost(u16),
    /// Contact is lost on an order, and followed up.
    FailedToComply,
    /// A kit of naloxone is handed over.
    Naloxone,
}

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

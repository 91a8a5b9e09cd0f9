//! What a stage sends back up, because the way on leads through another stage. The passages deliver it.

use crate::pathway::person::Source;
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

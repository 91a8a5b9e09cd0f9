//! Contact in prison treatment: what load, locked-up time, a full estate, the site, the wing and
//! mentors leave of the contact that was planned, and what follows for dropout and for the dose.

use crate::pathway::person::{Id, Person};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::strata::Staff;

/// Least contact that dropout reckons with.
const LEAST: f64 = 1e-3;

/// Dropout per day at the worst contact; candidates are thinned by the contact of the day.
pub(in crate::pathway::prison) fn dropout_rate(p: &Person, m: &Local) -> f64 {
    let site = m.site(p);
    *m.custody_treatment.dropout * site.worst / (p.motivation_factor() * site.engagement_of(p))
}

impl World<'_> {
    /// Contact against what full contact would be, where the person is.
    pub(in crate::pathway::prison) fn contact_intensity(&self, id: Id) -> f64 {
        let m = self.model(id);
        let site = m.site(&self.people[id]);
        let load = if *m.loops.caseload {
            let load = self.prison.services[Staff::Psychosocial]
                .load(&self.national().custody_treatment.workers);
            (load / site.workers * self.with_peers(*m.peers.load)).max(1.0)
        } else {
            1.0
        };
        site.unlocked * self.contact_under_pressure(id) / load
    }

    /// The share of candidates for dropout that the contact of the day lets go.
    pub(in crate::pathway::prison) fn dropout_accepted(&self, id: Id) -> f64 {
        let m = self.model(id);
        let thin = 1.0 / self.contact_intensity(id).max(LEAST);
        let factor = libm::pow(thin, *m.custody_treatment.dropout_exponent);
        factor * self.with_peers(*m.peers.dropout) / m.site(&self.people[id]).worst
    }

    /// Whether a programme of this number of days had the sessions that make it delivered.
    pub(in crate::pathway::prison) fn is_delivered(&self, id: Id, days: f64) -> bool {
        let t = &self.national().custody_treatment;
        let sessions = days * self.contact_intensity(id).min(1.0) / t.session_every.max(LEAST);
        sessions >= *t.sessions_delivered
    }
}

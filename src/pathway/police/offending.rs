//! Offending as a hazard, and the arrest that a detected offence leads to.

use crate::engine::Tick;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, Supervision, flag};
use crate::pathway::police::diversion::{self, Detected};
use crate::pathway::values::plan::{Local, causal};
use crate::pathway::world::World;
use crate::strata::{ByOffence, Offence, Substance};

/// What crack, or its absence, multiplies offending by, so that the mean of the group stays.
#[inline]
fn crack(p: &Person, m: &Local) -> f64 {
    let (factor, share) = (*m.offending.crack, *m.population.crack[p.substance]);
    let others = 1.0 / (1.0 + share * (factor - 1.0));
    if p.is(flag::CRACK) {
        factor * others
    } else {
        others
    }
}

/// Arrests per day: nil in custody and for those who never offend.
pub(in crate::pathway) fn rate(p: &Person, m: &Local, now: Tick) -> f64 {
    if p.frailty <= 0.0 || p.in_custody() {
        return 0.0;
    }
    let o = &m.offending;
    let mut rate = *o.arrest_rate[p.substance]
        * f64::from(p.frailty)
        * m.offending_at(p.age(now))
        * causal(*o.housing[p.housing], *m.housing.causal_share);
    if p.is(flag::FEMALE) {
        rate *= *o.female;
    }
    if p.has_need() {
        rate *= crack(p, m);
        rate *= causal(*o.use_association[p.use_], *o.causal_share);
        if p.in_community_treatment() {
            rate *= causal(*o.treatment_association, *o.causal_share);
        }
    }
    if p.is(flag::MHTR_BEGUN) {
        rate *= m.orders.mhtr.effect(*m.orders.mhtr.offending);
    }
    if p.supervision != Supervision::None || p.is_supervised_on_order() {
        rate *= *o.supervised;
    }
    if !p.diverted_at.is_never() {
        rate *= diversion::effect(p, m, now);
    }
    rate
}

/// Offences for each arrest of this person.
#[inline]
pub(in crate::pathway) fn offences_per_arrest(p: &Person, m: &Local) -> f64 {
    *m.offending.offences_per_arrest[p.substance]
}

/// What people like this one are arrested for.
pub(in crate::pathway) fn offence_weights(p: &Person, m: &Local) -> ByOffence<f64> {
    let o = &m.offending;
    let mix = if p.substance == Substance::None {
        &o.mix_none
    } else if p.uses_opiates() || p.is(flag::CRACK) {
        &o.mix_opiate
    } else {
        &o.mix_other_need
    };
    let female = p.is(flag::FEMALE);
    ByOffence::from_fn(|kind| {
        let women = if female { *o.mix_female[kind] } else { 1.0 };
        *mix[kind] * women
    })
}

impl World<'_> {
    /// A detected offence: what it is, and how severe.
    pub(in crate::pathway) fn commit_offence(&mut self, id: Id) -> Detected {
        let p = self.person(id);
        p.arrests = p.arrests.wrapping_add(1);
        let episode = p.arrests;
        let weights = offence_weights(&self.people[id], self.model(id));
        let weights = Offence::ALL.map(|kind| weights[kind]);
        let kind = self.draw(id, Purpose::OffenceType, episode);
        let kind = Offence::ALL[kind.index(&weights)];
        let severity = (self.draw(id, Purpose::Severity, episode).unit() * 256.0) as u8;
        self.note_offence(id, kind);
        self.offended_since_open(id);
        Detected { kind, severity }
    }
}

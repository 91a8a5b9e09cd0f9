//! Probation: officers with caseloads that nobody is turned away from, so that load thins
//! contact, raises lost contact, and delays nothing.

use crate::pathway::person::{Id, Person, Supervision, flag};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::pathway::world::area::Area;
use crate::strata::{Staff, Tier};

/// Attention that the cases of an area ask for over what its officers in post can give at the
/// recommended caseload.
pub(in crate::pathway) fn load(area: &Area, m: &Local) -> f64 {
    let b = &m.probation;
    let asked: f64 = area
        .cases
        .iter()
        .map(|(tier, &cases)| f64::from(cases) * *b.attention[tier])
        .sum();
    let officers = area.services[Staff::Probation].team();
    let given = officers.can_do(*b.workers.recommended);
    if given > 0.0 { asked / given } else { f64::MAX }
}

/// How thin contact is spread for a case of `tier`: 1 is as intended.
fn thinness(area: &Area, m: &Local, tier: Tier) -> f64 {
    let load = if *m.loops.caseload {
        load(area, m).max(1.0)
    } else {
        1.0
    };
    load / m.probation.attention[tier].max(1e-3)
}

/// Whether a person is supervised in the community.
fn is_case(p: &Person) -> bool {
    let supervised = p.supervision != Supervision::None || p.is_supervised_on_order();
    supervised && !p.in_custody() && !p.is(flag::AT_LARGE) && !p.is(flag::WEIGHTLESS)
}

impl World<'_> {
    /// Keeps the caseload of an area in line with the state of a person.
    #[inline]
    pub(in crate::pathway) fn keep_caseload(&mut self, id: Id) {
        let p = &mut self.people[id];
        let case = is_case(p);
        if case != p.is(flag::ON_CASELOAD) {
            p.set(flag::ON_CASELOAD, case);
            let cases = &mut self.areas[p.home()].cases[p.tier];
            *cases = if case { *cases + 1 } else { *cases - 1 };
        }
    }

    /// Takes somebody who leaves for good off the caseload.
    pub(in crate::pathway) fn close_case(&mut self, id: Id) {
        let p = &mut self.people[id];
        if p.is(flag::ON_CASELOAD) {
            p.set(flag::ON_CASELOAD, false);
            self.areas[p.home()].cases[p.tier] -= 1;
        }
    }

    /// How much thin attention multiplies lost contact by, over its cap: the chance that a
    /// candidate is accepted.
    pub(in crate::pathway::supervision) fn thinned_contact(&self, id: Id) -> f64 {
        let m = self.model(id);
        let p = &self.people[id];
        let thin = thinness(&self.areas[p.home()], m, p.tier);
        let cap = cap(m);
        libm::pow(thin, *m.probation.lost_contact_exponent).min(cap) / cap
    }

    /// Share of scheduled contacts that are delivered to a person.
    pub(in crate::pathway) fn delivered(&self, id: Id) -> f64 {
        let m = self.model(id);
        let p = &self.people[id];
        let thin = thinness(&self.areas[p.home()], m, p.tier);
        let exponent = *m.probation.delivered_exponent;
        if thin <= 1.0 && exponent >= 0.0 {
            return 1.0;
        }
        libm::pow(thin, -exponent).min(1.0)
    }
}

/// The cap of the effect of load on lost contact: what the channel runs at.
#[inline]
pub(in crate::pathway) fn cap(m: &Local) -> f64 {
    m.probation.lost_contact_cap.max(1.0)
}

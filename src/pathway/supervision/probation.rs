//! Probation: officers of two grades whose cases ask for points of their week. Nobody is turned away,
//! so that load thins contact, raises lost contact, and delays nothing.

use crate::pathway::person::flag::{self, Flags};
use crate::pathway::person::{Custody, Id, Person, Supervision};
use crate::pathway::values::plan::Local;
use crate::pathway::values::provision::Total;
use crate::pathway::world::World;
use crate::scenario::schema::Probation;
use crate::strata::{ByTier, Case, Staff, Tier};

/// The two grades.
const GRADES: [Staff; 2] = [Staff::Probation, Staff::ServiceOfficers];

/// What says of a person that, and as what, they are a case.
const CASE: Flags = flag::CASE_ON_ORDER | flag::CASE_ON_LICENCE;

/// Share of the cases of a tier that a grade holds.
fn share_held(of: Staff, tier: Tier, b: &Probation) -> f64 {
    let by_service_officers = *b.held_by_service_officers[tier];
    if of == Staff::ServiceOfficers {
        by_service_officers
    } else {
        1.0 - by_service_officers
    }
}

/// How the kind of a case is noted.
fn noted(case: Option<Case>) -> Flags {
    match case {
        None => 0,
        Some(Case::Order) => flag::CASE_ON_ORDER,
        Some(Case::Licence) => flag::CASE_ON_LICENCE,
        Some(Case::Custody) => CASE,
    }
}

/// What probation has somebody on its books for, if for anything.
fn case_of(p: &Person) -> Option<Case> {
    if p.is(flag::AT_LARGE) || p.is(flag::WEIGHTLESS) {
        return None;
    }
    match p.custody {
        Custody::Sentenced | Custody::Recalled => Some(Case::Custody),
        Custody::Remand | Custody::Committed => None,
        Custody::None if p.supervision != Supervision::None => Some(Case::Licence),
        Custody::None => p.is_supervised_on_order().then_some(Case::Order),
    }
}

impl Person {
    /// What probation counts them as a case for.
    pub(in crate::pathway) fn on_caseload(&self) -> Option<Case> {
        let is = self.flags & CASE;
        Case::ALL.into_iter().find(|&case| noted(Some(case)) == is)
    }

    fn set_case(&mut self, case: Option<Case>) {
        self.flags = (self.flags & !CASE) | noted(case);
    }
}

impl World<'_> {
    /// Keeps the caseload of an area in line with the state of a person.
    #[inline]
    pub(in crate::pathway) fn keep_caseload(&mut self, id: Id) {
        let p = &mut self.people[id];
        let case = case_of(p);
        if noted(case) != p.flags & CASE {
            let (before, area, tier) = (p.on_caseload(), p.home(), p.tier);
            p.set_case(case);
            let cases = &mut self.areas[area].cases;
            if let Some(before) = before {
                cases[before][tier] -= 1;
            }
            if let Some(case) = case {
                cases[case][tier] += 1;
            }
        }
    }

    /// Takes somebody who leaves for good off the caseload.
    pub(in crate::pathway) fn close_case(&mut self, id: Id) {
        let p = &mut self.people[id];
        if let Some(case) = p.on_caseload() {
            let (area, tier) = (p.home(), p.tier);
            p.set_case(None);
            self.areas[area].cases[case][tier] -= 1;
        }
    }

    /// Sum over the cases that a grade holds in an area of what `each` says of one. Those that are people in
    /// no other part of the model are of high risk.
    fn over_cases(&self, of: Staff, area: usize, each: impl Fn(Case, Tier) -> f64) -> f64 {
        let b = &self.epoch.areas[area].probation;
        let standing = |total| self.epoch.has(area, total) * self.plan.scale;
        let of_tier = |kind, tier, people: u32| {
            let standing = match (tier, kind) {
                (Tier::High, Case::Licence) => standing(Total::StandingLicences),
                (Tier::High, Case::Custody) => standing(Total::StandingCustody),
                _ => 0.0,
            };
            (f64::from(people) + standing) * share_held(of, tier, b) * each(kind, tier)
        };
        let of_kind = |(kind, tiers): (Case, &ByTier<u32>)| -> f64 {
            let tiers = tiers.iter();
            tiers
                .map(|(tier, &people)| of_tier(kind, tier, people))
                .sum()
        };
        self.areas[area].cases.iter().map(of_kind).sum()
    }

    /// Cases that the officers of a grade hold in an area.
    pub(in crate::pathway) fn probation_cases(&self, of: Staff, area: usize) -> u32 {
        libm::round(self.over_cases(of, area, |_, _| 1.0)) as u32
    }

    /// Points that the cases of a grade ask for over what its officers in post have.
    pub(in crate::pathway) fn probation_load(&self, of: Staff, area: usize) -> f64 {
        let m = &self.epoch.areas[area];
        let b = &m.probation;
        let asked = self.over_cases(of, area, |kind, tier| {
            *b.points[kind][tier] * *b.attention[tier]
        });
        let team = self.areas[area].services[of].team();
        let given = team.can_do(*m.workers(of).recommended);
        if given > 0.0 {
            asked / given
        } else if asked > 0.0 {
            f64::MAX
        } else {
            0.0
        }
    }

    /// How thin contact is spread for a person: 1 is as intended.
    fn thinness(&self, id: Id) -> f64 {
        let p = &self.people[id];
        let (m, area) = (self.model(id), p.home());
        let b = &m.probation;
        let attention = b.attention[p.tier].max(1e-3);
        if !*m.loops.caseload {
            return 1.0 / attention;
        }
        let strain = |of: Staff| {
            let held = share_held(of, p.tier, b);
            if held <= 0.0 {
                return 0.0;
            }
            held * (self.probation_load(of, area) / b.unstrained.max(1e-3)).max(1.0)
        };
        GRADES.map(strain).iter().sum::<f64>() / attention
    }

    /// How much thin attention multiplies lost contact by, over its cap: the chance that a
    /// candidate is accepted.
    pub(in crate::pathway::supervision) fn thinned_contact(&self, id: Id) -> f64 {
        let m = self.model(id);
        let cap = cap(m);
        libm::pow(self.thinness(id), *m.probation.lost_contact_exponent).min(cap) / cap
    }

    /// Share of scheduled contacts that are delivered to a person.
    pub(in crate::pathway) fn delivered(&self, id: Id) -> f64 {
        let thin = self.thinness(id);
        let exponent = *self.model(id).probation.delivered_exponent;
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

//! Probation: officers with caseloads that nobody is turned away from, so that load thins
//! contact, raises lost contact, and delays nothing.

use crate::engine::{Key, Tick};
use crate::pathway::person::{Id, Person, Supervision, flag};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::pathway::world::services::Team;
use crate::strata::{ByTier, Tier};

/// Officers of one area and their cases.
#[derive(Clone)]
pub(in crate::pathway) struct Caseload {
    team: Team,
    /// Cases by tier of risk.
    pub cases: ByTier<u32>,
}

impl Caseload {
    /// The officers of an area that has so many `posts`.
    pub fn new(m: &Local, posts: f64, scale: f64, key: Key) -> Caseload {
        Caseload {
            team: Team::new(&m.probation.workers, posts, scale, key),
            cases: ByTier::default(),
        }
    }

    /// Takes new posts and terms of work.
    pub fn set_workers(&mut self, m: &Local, posts: f64, now: Tick) {
        self.team.set_workers(&m.probation.workers, posts, now);
    }

    /// The officers.
    pub fn team(&self) -> &Team {
        &self.team
    }

    /// An officer leaves or starts, if that is what happens at `now`.
    pub fn step(&mut self, m: &Local, now: Tick) -> bool {
        let load = self.load(m);
        self.team.step(load, now)
    }

    /// Attention asked for over what the officers in post can give at the recommended caseload.
    pub fn load(&self, m: &Local) -> f64 {
        let b = &m.probation;
        let asked: f64 = self
            .cases
            .iter()
            .map(|(tier, &cases)| f64::from(cases) * *b.attention[tier])
            .sum();
        let given = self.team.can_do(*b.workers.recommended);
        if given > 0.0 { asked / given } else { f64::MAX }
    }

    /// How thin contact is spread for a case of `tier`: 1 is as intended.
    fn thinness(&self, m: &Local, tier: Tier) -> f64 {
        let load = if *m.loops.caseload {
            self.load(m).max(1.0)
        } else {
            1.0
        };
        load / m.probation.attention[tier].max(1e-3)
    }
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
            let cases = &mut self.areas[p.home()].probation.cases[p.tier];
            *cases = if case { *cases + 1 } else { *cases - 1 };
        }
    }

    /// Takes somebody who leaves for good off the caseload.
    pub(in crate::pathway) fn close_case(&mut self, id: Id) {
        let p = &mut self.people[id];
        if p.is(flag::ON_CASELOAD) {
            p.set(flag::ON_CASELOAD, false);
            self.areas[p.home()].probation.cases[p.tier] -= 1;
        }
    }

    /// How much thin attention multiplies lost contact by, over its cap: the chance that a
    /// candidate is accepted.
    pub(in crate::pathway::supervision) fn thinned_contact(&self, id: Id) -> f64 {
        let m = self.model(id);
        let p = &self.people[id];
        let thin = self.areas[p.home()].probation.thinness(m, p.tier);
        let cap = cap(m);
        libm::pow(thin, *m.probation.lost_contact_exponent).min(cap) / cap
    }

    /// Share of scheduled contacts that are delivered to a person.
    pub(in crate::pathway) fn delivered(&self, id: Id) -> f64 {
        let m = self.model(id);
        let p = &self.people[id];
        let thin = self.areas[p.home()].probation.thinness(m, p.tier);
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

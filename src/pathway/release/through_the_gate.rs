//! Support through the gate: workers who begin with people up to twelve weeks before release,
//! meet them, and stay with them for months. RECONNECT and local schemes are two services that
//! work alike, with workers and values of their own; a person has a worker of one at most.

use crate::engine::{Draw, Tick};
use crate::observe::Count;
use crate::pathway::person::flag::Flags;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, Person, flag, slot};
use crate::pathway::release::preparation::days_before;
use crate::pathway::values::plan::{Local, with_odds};
use crate::pathway::world::World;
use crate::pathway::world::services::Team;
use crate::scenario::schema::{GateScheme, Model};
use crate::strata::{Staff, indexed, levels};

/// A propensity to offend above the mean counts as high risk when a score is judged.
const HIGH: f32 = 1.0;

/// The standard normal distribution function.
fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// How far apart the scores of high and low risk lie, in standard deviations, for an area
/// under the curve: the root of a monotone function, by bisection.
fn separation(auc: f64) -> f64 {
    let (mut low, mut high) = (0.0, 8.0);
    for _ in 0..40 {
        let mid = 0.5 * (low + high);
        if normal_cdf(mid * std::f64::consts::FRAC_1_SQRT_2) < auc {
            low = mid
        } else {
            high = mid
        }
    }
    low
}

/// Rank of a person's score among people of whom a `share` is at high risk, 0 to 1. `by_risk` says what
/// ranks high: 1 is high risk, 0 nothing but chance, -1 low risk.
fn rank(high: bool, share: f64, auc: f64, by_risk: f64, draw: Draw) -> f64 {
    let apart = by_risk * separation(auc.clamp(0.5, 0.999));
    let score = draw.normal() + if high { apart } else { 0.0 };
    (1.0 - share) * normal_cdf(score) + share * normal_cdf(score - apart)
}

levels!(
    /// Who gives support through the gate, in the order in which they are asked on the same day: a
    /// local scheme knows its people and its services, and RECONNECT is for those whom nobody else has.
    Scheme {
        /// Local schemes.
        Local ("local") "local schemes through the gate",
        /// RECONNECT.
        Reconnect ("reconnect") "RECONNECT",
    }
);

indexed!(
    /// A value for each scheme.
    pub(in crate::pathway) ByScheme by Scheme
);

/// The flags of people who have a worker of any scheme.
const HELD: Flags = flag::RECONNECT | flag::LOCAL_SCHEME;

impl Scheme {
    /// Its values.
    #[inline]
    pub fn values(self, m: &Model) -> &GateScheme {
        match self {
            Scheme::Local => &m.through_the_gate.local,
            Scheme::Reconnect => &m.through_the_gate.reconnect,
        }
    }

    /// Its workers.
    #[inline]
    pub const fn staff(self) -> Staff {
        match self {
            Scheme::Local => Staff::LocalScheme,
            Scheme::Reconnect => Staff::Reconnect,
        }
    }

    /// Of people who have a worker of it.
    const fn holds(self) -> Flags {
        match self {
            Scheme::Local => flag::LOCAL_SCHEME,
            Scheme::Reconnect => flag::RECONNECT,
        }
    }

    /// Of people to whom it was offered, or was not to be, this custody.
    const fn asked(self) -> Flags {
        match self {
            Scheme::Local => flag::LOCAL_SCHEME_ASKED,
            Scheme::Reconnect => flag::RECONNECT_ASKED,
        }
    }

    /// What counts its starts, and those whom it had no room for.
    const fn counts(self) -> [Count; 2] {
        match self {
            Scheme::Local => [Count::LocalSchemeStarts, Count::LocalSchemeTurnedAway],
            Scheme::Reconnect => [Count::ReconnectStarts, Count::ReconnectTurnedAway],
        }
    }
}

impl Person {
    /// Whether the person has a worker through the gate, of either scheme.
    #[inline]
    pub fn is_supported(&self) -> bool {
        self.flags & HELD != 0
    }

    /// The scheme whose worker the person has.
    #[inline]
    fn scheme(&self) -> Option<Scheme> {
        if !self.is_supported() {
            None
        } else if self.is(flag::LOCAL_SCHEME) {
            Some(Scheme::Local)
        } else {
            Some(Scheme::Reconnect)
        }
    }

    /// The values of that scheme.
    #[inline]
    pub fn gate_scheme<'m>(&self, m: &'m Model) -> Option<&'m GateScheme> {
        self.scheme().map(|scheme| scheme.values(m))
    }

    /// A factor of that scheme; one for people who have no worker.
    #[inline]
    pub fn gate_factor(&self, m: &Model, of: impl Fn(&GateScheme) -> f64) -> f64 {
        self.gate_scheme(m).map_or(1.0, of)
    }
}

/// How many people the workers of one scheme in one area can still meet today, and the part of one
/// that is carried over.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::pathway) struct Escorts(f64);

impl Escorts {
    /// A new day: on a working day as many people can be met as the workers in post can meet.
    pub fn new_day(&mut self, scheme: Scheme, team: &Team, m: &Model, works: bool) {
        let part = self.0 - libm::floor(self.0);
        let today = team.can_do(*scheme.values(m).escorts);
        self.0 = if works { part + today } else { part };
    }

    /// Meets somebody, if anybody is free to.
    fn take(&mut self) -> bool {
        let free = self.0 >= 1.0;
        if free {
            self.0 -= 1.0;
        }
        free
    }
}

/// When support by a scheme is to begin for a person in custody, if that is still to come.
pub(in crate::pathway) fn begins(p: &Person, m: &Local, scheme: Scheme) -> Option<Tick> {
    let g = scheme.values(m);
    let open = *g.workers.posts > 0.0 && p.has_need() && !p.is(scheme.asked()) && !p.is_supported();
    if open {
        before_release(p, *g.start_before)
    } else {
        None
    }
}

/// When support through the gate ends for a person at liberty.
pub(in crate::pathway) fn support_ends(p: &Person, m: &Local) -> Tick {
    p.released
        .plus_days(p.gate_scheme(m).map_or(0.0, |scheme| *scheme.after))
}

/// So many days before the known date of release of a person who serves a sentence.
pub(in crate::pathway::release) fn before_release(p: &Person, days: f64) -> Option<Tick> {
    let due = p.clocks.due(slot::CUSTODY);
    let serves = matches!(p.custody, Custody::Sentenced | Custody::Recalled);
    (serves && !due.is_never()).then(|| days_before(due, days))
}

impl World<'_> {
    /// Support is offered, taken up, and begun if a worker has room.
    pub(in crate::pathway::release) fn ask_gate(&mut self, id: Id, scheme: Scheme) {
        self.person(id).set(scheme.asked(), true);
        if !self.gate_is_offered(id, scheme) || !self.gate_is_accepted(id, scheme) {
            return;
        }
        let [starts, turned_away] = scheme.counts();
        if !self.hold_service(id, scheme.holds()) {
            self.count(turned_away, id);
            return;
        }
        let g = scheme.values(self.model(id));
        let episode = self.people[id].receptions;
        let peer = self
            .draw(id, Purpose::GatePeer, episode)
            .split(scheme as u32)
            .chance(*g.peers);
        let p = self.person(id);
        p.set(flag::PEER, peer);
        self.count(Count::GateStarts, id);
        self.count(starts, id);
    }

    fn gate_is_offered(&self, id: Id, scheme: Scheme) -> bool {
        let g = scheme.values(self.model(id));
        let p = &self.people[id];
        let episode = p.receptions;
        if !self
            .draw(id, Purpose::GateEligible, episode)
            .split(scheme as u32)
            .chance(*g.eligible[p.tier])
        {
            return false;
        }
        let draw = self.draw(id, Purpose::GateScore, episode);
        let frailty = p.propensity / self.plan.ageing.offending.on_first_day(p.born);
        let (high, share) = (frailty > HIGH, *self.model(id).through_the_gate.high_share);
        *g.targeted >= 1.0 || rank(high, share, *g.auc, *g.by_risk, draw) > 1.0 - *g.targeted
    }

    /// Whether a person wants support: who says no to one scheme says no to another that is as
    /// well accepted.
    fn gate_is_accepted(&self, id: Id, scheme: Scheme) -> bool {
        let m = self.model(id);
        let p = &self.people[id];
        let accepts = *scheme.values(m).accepts * p.engagement(m);
        self.draw(id, Purpose::GateAccepts, p.receptions)
            .chance(accepts.min(1.0))
    }

    /// A worker meets a supported person at the gate, if one is free today; true if so.
    pub(in crate::pathway::release) fn escort(&mut self, id: Id) -> bool {
        match self.people[id].scheme() {
            Some(scheme) => {
                let area = self.people[id].home();
                self.areas[area].escorts[scheme].take()
            }
            None => false,
        }
    }

    /// Whether a supported person who is met at the gate is brought to a service the same day.
    pub(in crate::pathway::release) fn is_brought(&self, id: Id) -> bool {
        let p = &self.people[id];
        p.gate_scheme(self.model(id)).is_some_and(|scheme| {
            self.draw(id, Purpose::GateSameDay, p.releases)
                .chance(with_odds(*scheme.same_day, *scheme.partnership))
        })
    }

    /// Support ends, if it is time.
    pub(in crate::pathway) fn step_gate(&mut self, id: Id) {
        let p = &self.people[id];
        if p.is_supported() && support_ends(p, self.model(id)) <= self.now {
            self.give_back_service(id, HELD);
        }
    }
}

/// Odds of keeping an appointment or contact that support multiplies, given its own factor.
#[inline]
pub(in crate::pathway) fn odds(p: &Person, m: &Model, of: impl Fn(&GateScheme) -> f64) -> f64 {
    let peer = p.is(flag::PEER);
    p.gate_factor(m, |g| of(g) * if peer { *g.peer } else { 1.0 })
}

/// A chance with the odds that support multiplies it by.
#[inline]
pub(in crate::pathway) fn supported_chance(
    p: &Person,
    m: &Model,
    chance: f64,
    of: impl Fn(&GateScheme) -> f64,
) -> f64 {
    if p.is_supported() {
        with_odds(chance, p.gate_factor(m, of))
    } else {
        chance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half the pairs are ordered rightly by a score that knows nothing, and more by a better one.
    #[test]
    fn separation_gives_back_the_area_under_the_curve() {
        for auc in [0.5, 0.6, 0.75, 0.9] {
            let back = normal_cdf(separation(auc) * std::f64::consts::FRAC_1_SQRT_2);
            assert!((back - auc).abs() < 1e-6, "{auc}: {back}");
        }
    }

    /// Ranks are uniform over the mix of risks, so that a share offered is the share reached;
    /// a rule that prefers high risk reaches more of it, and one that prefers low risk less.
    #[test]
    fn a_share_offered_is_a_share_reached() {
        const SHARE: f64 = 0.6;
        let key = crate::engine::Key::root(1, 0);
        let n = 20_000;
        for (by_risk, low, high) in [(1.0, 0.70, 0.80), (0.0, 0.57, 0.63), (-1.0, 0.35, 0.50)] {
            let is_high = |i: u32| f64::from(i % 10) < 10.0 * SHARE;
            let offered: Vec<u32> = (0..n)
                .filter(|&i| rank(is_high(i), SHARE, 0.7, by_risk, key.draw(1, i, 0)) > 0.7)
                .collect();
            let share = offered.len() as f64 / f64::from(n);
            assert!((share - 0.3).abs() < 0.015, "{by_risk}: {share} of all");
            let of_high =
                offered.iter().filter(|&&i| is_high(i)).count() as f64 / offered.len() as f64;
            assert!(
                (low..high).contains(&of_high),
                "{by_risk}: {of_high} of high risk"
            );
        }
    }
}

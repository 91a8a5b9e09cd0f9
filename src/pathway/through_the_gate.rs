//! Support through the gate: workers who begin with people up to twelve weeks before release,
//! meet them, and stay with them for months. RECONNECT and local schemes.

use super::person::{Custody, Id, Person, flag, slot};
use super::plan::{Local, with_odds};
use super::preparation::days_before;
use super::purpose::Purpose;
use super::services::Service;
use super::world::World;
use crate::engine::{Draw, Key, Tick};
use crate::observe::Count;

/// A propensity to offend above the mean counts as high risk when a score is judged.
const HIGH: f32 = 1.0;
/// Share of people in custody with such a propensity, against which a score is ranked.
const HIGH_SHARE: f64 = 0.6;

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

/// Rank of a person's score among people like those in custody, 0 to 1. `by_risk` says what
/// ranks high: 1 is high risk, 0 nothing but chance, -1 low risk.
fn rank(high: bool, auc: f64, by_risk: f64, draw: Draw) -> f64 {
    let apart = by_risk * separation(auc.clamp(0.5, 0.999));
    let score = draw.normal() + if high { apart } else { 0.0 };
    (1.0 - HIGH_SHARE) * normal_cdf(score) + HIGH_SHARE * normal_cdf(score - apart)
}

/// Workers of one area, and how many people they can still meet today.
#[derive(Clone)]
pub(super) struct Gate {
    /// Workers and their caseload.
    pub service: Service,
    /// Escorts of the day, and the part of one that is carried over.
    escorts: f64,
}

impl Gate {
    /// The workers of an area that has `share` of them.
    pub fn new(m: &Local, share: f64, scale: f64, key: Key) -> Gate {
        Gate {
            service: Service::new(&m.through_the_gate.workers, share, scale, false, key),
            escorts: 0.0,
        }
    }

    /// A new day: on a working day as many people can be met as the workers in post can meet.
    pub fn new_day(&mut self, m: &Local, works: bool) {
        let part = self.escorts - libm::floor(self.escorts);
        let today = self.service.team().can_do(*m.through_the_gate.escorts);
        self.escorts = if works { part + today } else { part };
    }

    /// Meets somebody, if anybody is free to.
    fn escort(&mut self) -> bool {
        let free = self.escorts >= 1.0;
        if free {
            self.escorts -= 1.0;
        }
        free
    }
}

/// When support is to begin for a person in custody, if that is still to come.
pub(super) fn begins(p: &Person, m: &Local) -> Option<Tick> {
    let g = &m.through_the_gate;
    let open = *g.workers.posts > 0.0 && p.has_need() && !p.is(flag::GATE_ASKED);
    if open {
        before_release(p, *g.start_before)
    } else {
        None
    }
}

/// So many days before the known date of release of a person who serves a sentence.
pub(super) fn before_release(p: &Person, days: f64) -> Option<Tick> {
    let due = p.clocks.due(slot::CUSTODY);
    let serves = matches!(p.custody, Custody::Sentenced | Custody::Recalled);
    (serves && !due.is_never()).then(|| days_before(due, days))
}

impl World<'_> {
    /// Support is offered, taken up, and begun if a worker has room.
    pub(super) fn ask_gate(&mut self, id: Id) {
        self.person(id).set(flag::GATE_ASKED, true);
        if !self.gate_is_offered(id) {
            return;
        }
        let m = self.model(id);
        let p = &self.people[id as usize];
        let episode = p.receptions;
        let accepts = *m.through_the_gate.accepts * p.engagement(m);
        if !self
            .draw(id, Purpose::GateAccepts, episode)
            .chance(accepts.min(1.0))
        {
            return;
        }
        let area = p.area as usize;
        if !self.aftercare[area].gate.service.pool.try_take(self.now) {
            self.count(Count::GateTurnedAway, id);
            return;
        }
        let peer = self
            .draw(id, Purpose::GatePeer, episode)
            .chance(*m.through_the_gate.peers);
        let p = self.person(id);
        p.set(flag::GATE, true);
        p.set(flag::PEER, peer);
        self.count(Count::GateStarts, id);
    }

    fn gate_is_offered(&self, id: Id) -> bool {
        let m = self.model(id);
        let g = &m.through_the_gate;
        let p = &self.people[id as usize];
        let episode = p.receptions;
        if !self
            .draw(id, Purpose::GateEligible, episode)
            .chance(**g.eligible.get(p.tier as usize))
        {
            return false;
        }
        let draw = self.draw(id, Purpose::GateScore, episode);
        *g.targeted >= 1.0 || rank(p.frailty > HIGH, *g.auc, *g.by_risk, draw) > 1.0 - *g.targeted
    }

    /// Whether a worker meets a supported person at the gate today.
    pub(super) fn escorted(&mut self, id: Id) -> bool {
        let p = &self.people[id as usize];
        p.is(flag::GATE) && {
            let area = p.area as usize;
            self.aftercare[area].gate.escort()
        }
    }

    /// Support ends: by its date, by custody, or by death.
    pub(super) fn end_gate(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        if p.is(flag::GATE) {
            p.set(flag::GATE | flag::PEER, false);
            let area = p.area as usize;
            self.aftercare[area].gate.service.pool.give_back(now);
        }
    }
}

/// Odds of keeping an appointment or contact that support multiplies, given its own factor.
#[inline]
pub(super) fn odds(p: &Person, m: &Local, supported: f64) -> f64 {
    let own = if p.is(flag::GATE) { supported } else { 1.0 };
    own * if p.is(flag::PEER) {
        *m.through_the_gate.peer
    } else {
        1.0
    }
}

/// A chance with the odds that support multiplies it by.
#[inline]
pub(super) fn supported_chance(p: &Person, chance: f64, factor: f64) -> f64 {
    if p.is(flag::GATE) {
        with_odds(chance, factor)
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
        let key = Key::root(1, 0);
        let n = 20_000;
        for (by_risk, low, high) in [(1.0, 0.70, 0.80), (0.0, 0.57, 0.63), (-1.0, 0.35, 0.50)] {
            let is_high = |i: u32| f64::from(i % 10) < 10.0 * HIGH_SHARE;
            let offered: Vec<u32> = (0..n)
                .filter(|&i| rank(is_high(i), 0.7, by_risk, key.draw(1, i, 0)) > 0.7)
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

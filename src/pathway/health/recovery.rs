//! Recovery capital, from 0 to 1: it rises with time in treatment, a stable home, peers, family,
//! income and activity, falls with custody, homelessness and use, and scales relapse and engagement.
//!
//! It moves once a month. While it is switched off nothing moves and every factor is
//! exactly one, so results are those of a model without it.

use crate::engine::Tick;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, Treatment, flag};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::scenario::schema::Recovery;
use crate::strata::{Housing, Use};

/// Bands in which it acts, so that a small step does not set clocks again.
const BANDS: usize = 10;
/// Days between steps.
const MONTH: f64 = 30.4375;
/// Whole of the scale on which a person's capital is kept.
const WHOLE: f64 = u16::MAX as f64;

/// Factors by band.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    active: bool,
    relapse: [f64; BANDS],
    engagement: [f64; BANDS],
}

impl Effects {
    /// The factors of a scenario: one at the reference, and one throughout where it is off.
    pub fn new(r: &Recovery) -> Effects {
        let by_band = |full: f64| {
            std::array::from_fn(|band| {
                let capital = (band as f64 + 0.5) / BANDS as f64;
                if *r.active {
                    libm::pow(full.max(1e-3), capital - *r.reference)
                } else {
                    1.0
                }
            })
        };
        Effects {
            active: *r.active,
            relapse: by_band(*r.relapse),
            engagement: by_band(*r.engagement),
        }
    }

    /// Factor on the rate of relapse.
    #[inline]
    pub fn relapse(&self, p: &Person) -> f64 {
        self.relapse[p.capital_band()]
    }

    /// Factor on odds and rates of engagement.
    #[inline]
    pub fn engagement(&self, p: &Person) -> f64 {
        self.engagement[p.capital_band()]
    }
}

/// A share as a person's capital.
pub(in crate::pathway) fn capital(share: f64) -> u16 {
    libm::round(share.clamp(0.0, 1.0) * WHOLE) as u16
}

impl Person {
    /// Recovery capital, 0 to 1.
    #[inline]
    pub fn recovery_capital(&self) -> f64 {
        f64::from(self.capital) / WHOLE
    }

    /// The band of recovery capital.
    #[inline]
    fn capital_band(&self) -> usize {
        usize::from(self.capital) * BANDS / (usize::from(u16::MAX) + 1)
    }

    /// What engagement is multiplied by: motivation, and recovery capital where it acts.
    #[inline]
    pub fn engagement(&self, m: &Local) -> f64 {
        self.motivation_factor() * m.effects_of_capital().engagement(self)
    }

    /// The tick at which month `n` of life begins.
    fn month(&self, n: f64) -> Tick {
        Tick::START.plus_days((f64::from(self.born) + n * MONTH).max(0.0))
    }

    /// Months of life so far, with their part.
    fn months(&self, now: Tick) -> f64 {
        (now.days_since(Tick::START) - f64::from(self.born)) / MONTH
    }
}

/// When capital moves next; never while it is switched off.
#[inline]
pub(in crate::pathway) fn next_step(p: &Person, m: &Local, now: Tick) -> Tick {
    if !m.effects_of_capital().active || !p.has_need() {
        return Tick::NEVER;
    }
    let mut n = libm::floor(p.months(now));
    while p.month(n) <= now {
        n += 1.0;
    }
    p.month(n)
}

/// What a person can rely on apart from services.
#[derive(Clone, Copy)]
struct Reached {
    family: bool,
    income: bool,
    activity: bool,
    /// How far peer mentors reach in prison.
    mentors: f64,
}

/// Rise (of what is missing) and fall (of what is there) a day in the present state.
fn flows(p: &Person, r: &Recovery, reached: Reached) -> (f64, f64) {
    let when = |condition: bool, rate: f64| if condition { rate } else { 0.0 };
    let inside = p.in_custody();
    let treated = p.treatment == Treatment::Treated || p.is(flag::CLINICAL);
    let home = p.housing == Housing::Settled || p.is(flag::SUPPORTED);
    let homeless = p.housing == Housing::Homeless;
    let rise = when(treated, *r.treatment)
        + when(p.is(flag::PEER), *r.peers)
        + when(inside && treated, *r.peers_inside * reached.mentors)
        + when(reached.family, *r.family)
        + when(reached.income && !inside, *r.income)
        + when(reached.activity && !inside, *r.activity)
        + when(inside, *r.custody_gain)
        + when(home && !inside, *r.housing);
    let fall = when(inside, *r.custody)
        + when(homeless && !inside, *r.homeless)
        + when(p.use_ == Use::Dependent, *r.dependent);
    (rise, fall)
}

impl World<'_> {
    /// A month of rise and fall, if one ends now.
    pub(in crate::pathway) fn step_recovery(&mut self, id: Id) {
        let now = self.now;
        let m = self.model(id);
        let p = &self.people[id];
        if !m.effects_of_capital().active
            || !p.has_need()
            || p.month(libm::round(p.months(now))) != now
        {
            return;
        }
        let (lot, r) = (self.draw(id, Purpose::Activity, 0), &m.recovery);
        let reached = Reached {
            family: lot.split(1).chance(*r.family_reach),
            income: lot.split(2).chance(*r.income_reach),
            activity: lot.chance(*r.activity_reach),
            mentors: self.peer_reach(),
        };
        let p = self.person(id);
        let (rise, fall) = flows(p, &m.recovery, reached);
        // The exact course under constant rates: towards rise / (rise + fall).
        let speed = rise + fall;
        if speed > 0.0 {
            let aim = rise / speed;
            let left = libm::exp(-speed * MONTH);
            p.capital = capital(aim + (p.recovery_capital() - aim) * left);
        }
    }

    /// What a relapse costs.
    pub(in crate::pathway) fn lose_capital(&mut self, id: Id, share: f64) {
        if self.model(id).effects_of_capital().active {
            let p = self.person(id);
            p.capital = capital(p.recovery_capital() * (1.0 - share));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shares survive the whole numbers in which they are kept.
    #[test]
    fn the_scale_keeps_shares() {
        for share in [0.0, 0.25, 0.5, 1.0] {
            assert!((f64::from(capital(share)) / WHOLE - share).abs() < 1e-4);
        }
    }
}

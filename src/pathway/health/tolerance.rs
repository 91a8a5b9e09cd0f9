//! Opioid tolerance: how much of it is lost, by the days since the last use and the days of use since
//! then. It goes in custody and in abstinence, is kept by maintenance, and comes back with use. What
//! the weeks after release are dangerous by comes out of it: who uses again, and how soon.
//!
//! Between two changes the share lost runs towards an aim, halving what is left of the way in a half-life.
//! Hazards follow it in steps, each with its mean, so that their integral is right at the end of each.

use crate::engine::Tick;
use crate::pathway::person::{Id, Person, flag};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::scenario::schema::Mortality;
use crate::strata::Use;

/// Ends of the steps, days after the last change of use or of custody: after a release those of the windows
/// in which overdoses are counted, so that one step serves both.
const STEPS: [f64; 4] = [4.0, 14.0, 28.0, 84.0];
/// A distance from the aim that is too short to follow.
const NEAR: f64 = 0.02;
/// The whole of tolerance, as a person's row keeps it.
const WHOLE: f64 = u8::MAX as f64;

/// What is left of the way to the aim: the mean of each step, nil after the last.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::pathway) struct Course {
    half_life: f64,
    steps: [f64; STEPS.len()],
}

impl Course {
    /// The course with this half-life, days.
    fn new(half_life: f64) -> Course {
        let half_life = half_life.max(1e-3);
        let left = |days: f64| libm::exp2(-days / half_life);
        let mut from = 0.0;
        let steps = STEPS.map(|until| {
            let mean =
                (left(from) - left(until)) * half_life / (std::f64::consts::LN_2 * (until - from));
            from = until;
            mean
        });
        Course { half_life, steps }
    }

    /// What is left after this number of days.
    fn left(&self, days: f64) -> f64 {
        libm::exp2(-days.max(0.0) / self.half_life)
    }

    /// The mean of what is left over the step in which this number of days is.
    fn in_step(&self, days: f64) -> f64 {
        let step = STEPS.iter().position(|&until| days < until);
        step.map_or(0.0, |step| self.steps[step])
    }
}

/// How tolerance goes and comes back.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::pathway) struct Courses {
    goes: Course,
    returns: Course,
}

impl Courses {
    /// The courses under these values.
    pub fn new(d: &Mortality) -> Courses {
        Courses {
            goes: Course::new(*d.tolerance_half_life),
            returns: Course::new(*d.tolerance_returns),
        }
    }

    /// The course from a share lost towards an aim.
    fn towards(&self, aim: f64, from: f64) -> &Course {
        if aim < from {
            &self.returns
        } else {
            &self.goes
        }
    }
}

/// What the share lost runs towards: nought with use or a dose that holds, all without; those who use
/// inside use less, and keep some.
fn aim(p: &Person, m: &Local) -> f64 {
    let inside = p.in_custody();
    match p.use_ {
        Use::Dependent if inside => 1.0 - *m.mortality.tolerance_kept,
        Use::Reduced if inside && !p.is(flag::CLINICAL | flag::MAINTAINED) => 1.0,
        Use::Dependent | Use::Reduced => 0.0,
        Use::Abstinent | Use::Recovered => 1.0,
    }
}

/// Since when it runs: the last change of use or of custody.
fn since(p: &Person) -> Tick {
    if p.in_custody() {
        p.received.max(p.use_since)
    } else if p.released.is_never() {
        p.use_since
    } else {
        p.released.max(p.use_since)
    }
}

/// Whether a share lost is as good as where it runs to.
fn is_near(aim: f64, from: f64) -> bool {
    (from - aim).abs() <= NEAR
}

/// The share of tolerance that is lost now.
pub(in crate::pathway) fn lost(p: &Person, m: &Local, now: Tick) -> f64 {
    let (aim, from) = (aim(p, m), p.tolerance_then());
    let course = m.factors_of_death().tolerance.towards(aim, from);
    aim + (from - aim) * course.left(now.days_since(since(p)))
}

/// What it makes of overdoses now.
pub(in crate::pathway) fn factor(p: &Person, m: &Local, now: Tick) -> f64 {
    let (aim, from) = (aim(p, m), p.tolerance_then());
    let lost = if is_near(aim, from) {
        aim
    } else {
        let course = m.factors_of_death().tolerance.towards(aim, from);
        aim + (from - aim) * course.in_step(now.days_since(since(p)))
    };
    1.0 + (*m.mortality.untolerant - 1.0) * lost
}

/// When the present step ends.
pub(in crate::pathway) fn step_ends(p: &Person, m: &Local, now: Tick) -> Tick {
    let since = since(p);
    let days = now.days_since(since);
    match STEPS.iter().find(|&&until| days < until) {
        Some(&until) if !is_near(aim(p, m), p.tolerance_then()) => since.plus_days(until),
        _ => Tick::NEVER,
    }
}

impl Person {
    /// The share that was lost at the last change.
    #[inline]
    fn tolerance_then(&self) -> f64 {
        f64::from(self.tolerance_lost) / WHOLE
    }
}

impl World<'_> {
    /// Takes down how much is lost, before use or custody changes.
    pub(in crate::pathway) fn note_tolerance(&mut self, id: Id) {
        let p = &self.people[id];
        if p.uses_opiates() {
            let lost = lost(p, self.model(id), self.now);
            self.person(id).tolerance_lost = libm::round(lost * WHOLE) as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Key;
    use crate::pathway::person::Custody;
    use crate::pathway::population::newcomer::blank;
    use crate::scenario::Scenario;
    use crate::scenario::schema::Model;
    use crate::strata::Substance;

    fn local() -> Local {
        let scenario = Scenario::<Model>::load("baseline.toml", &[]).expect("the baseline is good");
        let model: Model = scenario.at_start().expect("it is complete");
        Local::new(model.clone(), &model)
    }

    fn inside(days: f64, use_: Use) -> Person {
        let mut p = blank(Key::root(1, 1), 0, Substance::Opiate, -9000.0);
        p.custody = Custody::Sentenced;
        p.received = Tick::START.plus_days(1000.0 - days);
        p.use_since = p.received;
        p.use_ = use_;
        p
    }

    /// Protects: a night inside costs little tolerance, a year all of it, and use or maintenance keep some.
    #[test]
    fn tolerance_goes_with_the_days_without_use() {
        let (m, now) = (local(), Tick::from_days(1000));
        let lost = |days, use_| lost(&inside(days, use_), &m, now);
        assert!(lost(1.0, Use::Abstinent) < 0.15);
        assert!(lost(365.0, Use::Abstinent) > 0.99);
        assert!(lost(30.0, Use::Abstinent) > lost(7.0, Use::Abstinent));
        assert!(lost(365.0, Use::Dependent) < lost(365.0, Use::Abstinent));
        let mut dosed = inside(365.0, Use::Reduced);
        dosed.set(flag::CLINICAL | flag::MAINTAINED, true);
        assert!(super::lost(&dosed, &m, now) < 0.01);
    }

    /// Protects: outside it comes back with use, step by step, and goes on being lost without.
    #[test]
    fn tolerance_comes_back_with_use() {
        let m = local();
        let mut p = blank(Key::root(1, 1), 0, Substance::Opiate, -9000.0);
        p.released = Tick::from_days(1000);
        p.tolerance_lost = u8::MAX;
        p.use_ = Use::Dependent;
        p.use_since = p.released;
        let on = |p: &Person, day: f64| factor(p, &m, p.use_since.plus_days(day));
        let course = [1.0, 10.0, 20.0, 40.0, 100.0].map(|day| on(&p, day));
        assert!(
            course.windows(2).all(|pair| pair[0] > pair[1]),
            "{course:?}"
        );
        assert_eq!(course[4], 1.0);
        p.use_ = Use::Abstinent;
        assert_eq!(on(&p, 1.0), *m.mortality.untolerant);
        // Half a year later a relapse is as dangerous as one at the gate.
        p.use_since = p.released.plus_days(180.0);
        p.tolerance_lost = u8::MAX;
        p.use_ = Use::Dependent;
        assert_eq!(on(&p, 1.0), course[0]);
    }

    /// Protects: a step has the mean of the course over it.
    #[test]
    fn a_step_is_the_mean_of_its_days() {
        let course = Course::new(6.0);
        let days = 10_000;
        let mean = (0..days)
            .map(|i| course.left(4.0 + 10.0 * (f64::from(i) + 0.5) / f64::from(days)))
            .sum::<f64>()
            / f64::from(days);
        assert!((course.in_step(9.0) - mean).abs() < 1e-6);
        assert_eq!(course.in_step(84.0), 0.0);
    }
}

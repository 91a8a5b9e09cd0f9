//! A clock of its own for hazards that rise or fall alike for everybody as time goes on.
//!
//! Where a hazard is a constant of the entity times a factor of the calendar, it is a constant
//! hazard in *operational time*: the integral of the factor. Then nobody's clock has to be set
//! when the factor moves; a date is found by going from operational time back to ticks. The factor
//! stands still for steps of 32 days, so that both ways are exact and cost a few operations.

use super::time::{TICKS_PER_DAY, Tick};

/// A step is 2^21 ticks, 32 days.
const STEP_BITS: u32 = 21;
const STEP: u32 = 1 << STEP_BITS;
/// A factor of one, in the whole numbers in which factors are kept.
const ONE: f64 = (1_u64 << Pace::BITS) as f64;
/// The largest factor, and the inverse of the least.
const MOST: f64 = 1024.0;
/// How many stretches of operational time are told apart at most.
const STRETCHES: i64 = 4096;

/// How a hazard's own time goes on. Moments are in ticks, with parts of them.
pub trait OwnTime {
    /// The own time of a moment.
    fn own(&self, at: f64) -> f64;

    /// The moment of an own time.
    fn moment(&self, own: f64) -> f64;
}

/// The time of a hazard that the calendar leaves alone: ticks themselves.
#[derive(Clone, Copy, Debug)]
pub struct Even;

impl OwnTime for Even {
    #[inline]
    fn own(&self, at: f64) -> f64 {
        at
    }

    #[inline]
    fn moment(&self, own: f64) -> f64 {
        own
    }
}

/// The factor of one step, and the operational time at its beginning, both in units of 2^-20.
#[derive(Clone, Copy, Debug)]
struct Step {
    factor: i64,
    begun: i64,
}

/// A factor of the calendar that is common to all, and its operational time.
///
/// ```
/// use throughcare::engine::{OwnTime, Pace, Tick};
///
/// // A factor that is 1 at the start and doubles every 320 days.
/// let pace = Pace::growing(2.0, 320.0, Tick::from_days(3650));
/// assert!((pace.factor(Tick::from_days(336)) - 2.07).abs() < 0.01);
/// // There and back again.
/// let at = f64::from(Tick::from_days(1000).0);
/// assert!((pace.moment(pace.own(at)) - at).abs() < 1e-3);
/// ```
#[derive(Clone, Debug)]
pub struct Pace {
    steps: Vec<Step>,
    /// The step in which each stretch of operational time begins. Stretches are alike, and as long as
    /// the shortest step unless that makes too many of them, so that few hold more than one beginning.
    stretches: Vec<u16>,
    /// Stretches in a unit of operational time.
    in_a_unit: f64,
}

impl Pace {
    /// Operational time is counted in units of this power of a half of a tick.
    pub const BITS: u32 = 20;

    /// A factor that is 1 at the start, and grows (or falls) `times` in every `days`, up to `end`;
    /// after it the factor stays. It is kept between 1/1024 and 1024.
    pub fn growing(times: f64, days: f64, end: Tick) -> Pace {
        let in_a_step = libm::log(times.max(f64::MIN_POSITIVE)) * f64::from(STEP)
            / (days * f64::from(TICKS_PER_DAY));
        let mut begun = 0;
        let steps = (0..=end.0 >> STEP_BITS).map(|step| {
            // The middle of a step stands for it.
            let factor = libm::exp(in_a_step * (f64::from(step) + 0.5));
            let factor = libm::round(factor.clamp(1.0 / MOST, MOST) * ONE) as i64;
            let this = Step { factor, begun };
            begun += factor << STEP_BITS;
            this
        });
        let steps: Vec<Step> = steps.collect();
        let shortest = steps.iter().map(|s| s.factor << STEP_BITS).min();
        let length = shortest.unwrap_or(1).max(begun / STRETCHES + 1);
        let mut last = 0;
        let stretches = (0..=begun / length).map(|stretch| {
            while steps
                .get(last + 1)
                .is_some_and(|next| next.begun <= stretch * length)
            {
                last += 1;
            }
            last as u16
        });
        Pace {
            stretches: stretches.collect(),
            in_a_unit: 1.0 / length as f64,
            steps,
        }
    }

    /// A factor that is always 1.
    pub fn even() -> Pace {
        Pace::growing(1.0, 1.0, Tick::START)
    }

    /// The step in which a moment lies, and where it begins in ticks.
    #[inline]
    fn step(&self, step: usize) -> (Step, usize) {
        let step = step.min(self.steps.len() - 1);
        (self.steps[step], step << STEP_BITS)
    }

    /// The factor at a moment.
    pub fn factor(&self, at: Tick) -> f64 {
        self.step((at.0 >> STEP_BITS) as usize).0.factor as f64 / ONE
    }

    /// The operational time of a moment in whole units of 2^-20 ticks.
    #[inline]
    pub fn units(&self, at: Tick) -> i64 {
        let (step, from) = self.step((at.0 >> STEP_BITS) as usize);
        step.begun + step.factor * (i64::from(at.0) - from as i64)
    }
}

impl OwnTime for Pace {
    #[inline]
    fn own(&self, at: f64) -> f64 {
        let (step, from) = self.step((at * (1.0 / f64::from(STEP))) as usize);
        (step.begun as f64 + step.factor as f64 * (at - from as f64)) * (1.0 / ONE)
    }

    #[inline]
    fn moment(&self, own: f64) -> f64 {
        let units = own * ONE;
        let stretch = ((units * self.in_a_unit) as usize).min(self.stretches.len() - 1);
        // The step is this one or the next; rounding may have led one too far.
        let begun = |step: usize| self.steps[step].begun as f64 <= units;
        let mut step = usize::from(self.stretches[stretch]);
        while step > 0 && !begun(step) {
            step -= 1;
        }
        while step + 1 < self.steps.len() && begun(step + 1) {
            step += 1;
        }
        let (step, from) = self.step(step);
        from as f64 + (units - step.begun as f64) / step.factor as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: Tick = Tick::from_days(7305);

    /// Operational time is the integral of the factor, and goes there and back.
    #[test]
    fn own_time_is_the_integral_of_the_factor() {
        for times in [0.5, 1.0, 2.1] {
            let pace = Pace::growing(times, 3652.5, END);
            let k = libm::log(times) / 3652.5;
            for days in [0.0, 1.0, 31.99, 32.0, 1000.5, 7000.0] {
                let at = Tick::START.plus_days(days);
                let own = pace.own(f64::from(at.0));
                let exact = if k == 0.0 {
                    days
                } else {
                    libm::expm1(k * days) / k
                };
                let own_days = own / f64::from(TICKS_PER_DAY);
                assert!(
                    (own_days - exact).abs() < 0.05 + 1e-5 * exact,
                    "{own_days} {exact}"
                );
                assert!((pace.moment(own) - f64::from(at.0)).abs() < 1e-3);
                assert!((pace.units(at) as f64 / ONE - own).abs() < 1e-3);
            }
        }
    }

    /// Protects: the way back is that of a search through all steps, at every beginning of one and
    /// either side of it.
    #[test]
    fn every_step_is_found() {
        for times in [1.0 / 900.0, 0.4, 1.0, 2.1, 900.0] {
            let pace = Pace::growing(times, 3652.5, END);
            let begun = pace.steps.iter().map(|s| s.begun as f64);
            let more = begun.clone().map(|b| b * 1.5 + 0.3);
            for units in begun
                .flat_map(|b| [b.next_down(), b, b.next_up()])
                .chain(more)
            {
                let after = pace.steps.partition_point(|s| s.begun as f64 <= units);
                let (step, from) = pace.step(after.saturating_sub(1));
                let searched = from as f64 + (units - step.begun as f64) / step.factor as f64;
                assert_eq!(pace.moment(units / ONE), searched);
            }
        }
    }

    /// Beyond the end the factor stays, and moments have an order still.
    #[test]
    fn it_goes_on_beyond_the_end() {
        let pace = Pace::growing(0.3, 3652.5, END);
        let far = [1e10, 1e12, 1e15].map(|at| pace.own(at));
        assert!(far.is_sorted());
        assert!((pace.moment(far[1]) / 1e12 - 1.0).abs() < 1e-9);
    }

    /// An even pace is time itself.
    #[test]
    fn an_even_pace_is_time_itself() {
        let pace = Pace::even();
        for at in [0.0, 7.0, 1e9, 1e12] {
            assert_eq!(pace.own(at), at);
            assert_eq!(pace.moment(at), Even.moment(at));
        }
        assert_eq!(pace.units(Tick(12_345)), 12_345 << Pace::BITS);
    }
}

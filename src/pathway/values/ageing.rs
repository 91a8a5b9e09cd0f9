//! Age: what it makes of offending and of death.
//!
//! A factor of so much for each ten years of age is one of the person on the calendar's first day
//! times one of the calendar that is common to all. The hazards of offending and of death run in
//! the operational time of the second, so that nobody's clocks are set on a birthday.

use crate::engine::{Pace, Tick};
use crate::scenario::schema::Model;
use crate::scenario::units::DAYS_PER_YEAR;

/// As far below one as the largest multiplier is above it.
const LEAST: f64 = 0.01;

/// The factor of age on a hazard.
#[derive(Clone, Debug)]
pub(in crate::pathway) struct Aged {
    per_decade: f64,
    /// The age at which it is one.
    reference: f64,
    /// What the calendar makes of it, for everybody.
    pub pace: Pace,
}

impl Aged {
    /// `per_decade` for every ten years beyond `reference`, in whole years: people who are 30 are
    /// thirty and a half in the mean.
    fn new(per_decade: f64, reference: f64, end: Tick) -> Aged {
        let per_decade = per_decade.max(LEAST);
        Aged {
            per_decade,
            reference: reference + 0.5,
            pace: Pace::growing(per_decade, 10.0 * DAYS_PER_YEAR, end),
        }
    }

    /// The factor on the first day of somebody born so many days after it (mostly before).
    pub fn on_first_day(&self, born: f32) -> f32 {
        let age = -f64::from(born) / DAYS_PER_YEAR;
        libm::pow(self.per_decade, (age - self.reference) / 10.0) as f32
    }
}

/// What age makes of hazards, of everybody at all times.
#[derive(Clone, Debug)]
pub(in crate::pathway) struct Ageing {
    /// Of offending.
    pub offending: Aged,
    /// Of death from other causes than overdose.
    pub death: Aged,
}

impl Ageing {
    /// As a scenario has it, until `end`.
    pub fn new(model: &Model, end: Tick) -> Ageing {
        let (offending, death) = (&model.offending, &model.mortality);
        Ageing {
            offending: Aged::new(*offending.per_decade_of_age, 30.0, end),
            death: Aged::new(*death.per_decade_of_age, 40.0, end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: the person's factor times the calendar's is the factor of their age on that day.
    #[test]
    fn two_factors_make_the_factor_of_age() {
        for per_decade in [0.92, 2.1] {
            let aged = Aged::new(per_decade, 30.0, Tick::from_days(7305));
            for (born, day) in [(-7000.0, 16), (-20_000.0, 3664), (400.0, 7024)] {
                let age = (f64::from(day) - f64::from(born)) / DAYS_PER_YEAR;
                let expected = libm::pow(per_decade, (age - 30.5) / 10.0);
                let factor = aged.pace.factor(Tick::from_days(day));
                let found = f64::from(aged.on_first_day(born)) * factor;
                assert!((found / expected - 1.0).abs() < 1e-4, "{found} {expected}");
            }
        }
    }
}

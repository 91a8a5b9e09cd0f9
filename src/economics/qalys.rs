//! Health lost: states of health against the norm, and the years that a death takes.
//!
//! A person who recovers and leaves the model counts as the norm and so loses nothing, which is what
//! a person who is not there loses.

use super::{DAYS_PER_YEAR, daily};
use crate::observe::{Count, Level, Tariff};
use crate::scenario::schema::Costs;

/// What a stream of one a year for `years` is worth at its start.
pub fn annuity(years: f64, rate: f64) -> f64 {
    let force = libm::log(1.0 + rate);
    if force == 0.0 {
        years
    } else {
        (1.0 - libm::exp(-force * years)) / force
    }
}

pub(super) fn tariff(c: &Costs) -> Tariff {
    let q = &c.qalys;
    let lost = |utility: f64| daily(*q.norm - utility);
    let death = |days: f64| *q.later * annuity(days / DAYS_PER_YEAR, *c.discount_health);
    Tariff {
        events: vec![(Count::OtherDeaths, death(*q.life_after_other))],
        days: vec![
            (Level::Injecting, lost(*q.injecting)),
            (Level::DependentUntreated, lost(*q.dependent)),
            (Level::TreatedDependent, lost(*q.treated_dependent)),
            (Level::TreatedStable, lost(*q.treated_stable)),
            (Level::ReducedUntreated, lost(*q.reduced)),
            (Level::AbstinentUntreated, lost(*q.abstinent)),
            (Level::Custody, lost(*q.custody)),
        ],
        expected: vec![(Level::OverdoseHazard, death(*q.life_after_overdose))],
        ..Tariff::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Thirty years at 1.5 %: (1 - 1.015^-30) / ln 1.015.
    #[test]
    fn years_to_come_are_worth_less() {
        let value = annuity(30.0, 0.015);
        let power = libm::pow(1.015, -30.0);
        assert!((value - (1.0 - power) / libm::log(1.015)).abs() < 1e-9);
        assert!((value - 24.196).abs() < 0.001, "{value}");
        assert_eq!(annuity(30.0, 0.0), 30.0);
        assert_eq!(annuity(0.0, 0.015), 0.0);
    }
}

//! Health lost: states of health against the norm, and the years that a death takes; and what of health
//! comes after the period.
//!
//! A person who recovers and leaves the model counts as the norm and so loses nothing, which is what
//! a person who is not there loses.

use super::{DAYS_PER_YEAR, Month, daily};
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

/// Of the years that deaths take, those after the end of the period.
pub(super) fn after_deaths(now: &Month<'_>) -> Tariff {
    let c = &now.national.costs;
    let (q, rate) = (&c.qalys, *c.discount_health);
    let after = |days: f64| {
        let years = days / DAYS_PER_YEAR;
        *q.later * (annuity(years, rate) - annuity(years.min(now.left), rate))
    };
    Tariff {
        events: vec![(Count::OtherDeaths, after(*q.life_after_other))],
        expected: vec![(Level::OverdoseHazard, after(*q.life_after_overdose))],
        ..Tariff::default()
    }
}

/// Years of life in full health that a lead in health which fades is worth: of `gain` now, and each
/// year later the share `kept` of it, over `years` at the discount rate of health.
fn fading(gain: f64, kept: f64, years: f64, rate: f64) -> f64 {
    match kept {
        0.0 => 0.0,
        kept => gain * annuity(years, (1.0 + rate) / kept - 1.0),
    }
}

/// What recovery gives after the end of the period, against being dependent: of people who are
/// abstinent or recovered in its last month, and of those who had recovered and left the model within it.
pub(super) fn after_recovery(now: &Month<'_>) -> Tariff {
    let c = &now.national.costs;
    let (q, rate) = (&c.qalys, *c.discount_health);
    let years = *q.life_after_overdose / DAYS_PER_YEAR;
    let lead = |utility: f64, kept: f64| fading(utility - *q.dependent, kept, years, rate);
    let (abstinent, recovered) = (
        lead(*q.abstinent, *q.kept_abstinent),
        lead(*q.norm, *q.kept_recovered),
    );
    // A mean over the last month is days over its days.
    let days = now.last.into_iter().flat_map(|days| {
        [
            (Level::AbstinentUntreated, abstinent / days),
            (Level::Recovered, recovered / days),
        ]
    });
    let faded = libm::pow(*q.kept_recovered, now.left);
    Tariff {
        events: vec![(Count::LeftRecovered, recovered * faded)],
        days: days.collect(),
        ..Tariff::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::schema::Model;

    /// Of ten people recovered for good, with a lead of 0.21 a year over 10 years at no discount,
    /// 21 years of life in full health; where half relapse in each year, 0.21 x (1 - 2^-10) / ln 2 each.
    #[test]
    fn a_lead_in_health_fades() {
        assert!((fading(0.21, 1.0, 10.0, 0.0) - 2.1).abs() < 1e-9);
        let halved = 0.21 * (1.0 - libm::pow(2.0, -10.0)) / libm::log(2.0);
        assert!((fading(0.21, 0.5, 10.0, 0.0) - halved).abs() < 1e-9);
        assert_eq!(fading(0.21, 0.0, 10.0, 0.0), 0.0);
    }

    /// A death four years before the end of the period takes of its 32 years 28 after it, at 1.5 % a
    /// year from the death, of the utility of these years; and after the end nothing comes within it.
    #[test]
    fn of_the_years_that_a_death_takes_some_come_after_the_period() {
        let model = Scenario::<Model>::load("baseline", &[]).unwrap();
        let model = model.at_start().unwrap();
        let q = &model.costs.qalys;
        let month = |left, last| Month {
            national: &model,
            before: &model,
            values: Vec::new(),
            areas: &[],
            need: 1.0,
            left,
            last,
        };
        let years = *q.life_after_overdose / DAYS_PER_YEAR;
        let tariff = after_deaths(&month(4.0, None));
        let by_hand = (libm::pow(1.015, -4.0) - libm::pow(1.015, -years)) / libm::log(1.015);
        assert!((tariff.expected[0].1 - *q.later * by_hand).abs() < 1e-9);
        let whole = super::tariff(&model.costs).expected[0].1;
        assert!((after_deaths(&month(0.0, None)).expected[0].1 - whole).abs() < 1e-9);
        // Recovery is read off people in the last month, and off who had left by then.
        assert!(after_recovery(&month(4.0, None)).days.is_empty());
        let last = after_recovery(&month(1.0 / 24.0, Some(31.0)));
        let (level, price) = last.days[1];
        let lead = *q.norm - *q.dependent;
        let by_hand = fading(lead, *q.kept_recovered, years, *model.costs.discount_health);
        assert_eq!(level, Level::Recovered);
        assert!((price * 31.0 - by_hand).abs() < 1e-9);
    }

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

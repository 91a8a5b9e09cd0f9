//! Small worlds with known counts, tabulated.

use super::*;
use crate::engine::Calendar;
use crate::observe::account::Account;
use crate::observe::quantities::{Count, Level};
use crate::observe::strata::Strata;
use crate::strata::{Sex, Substance};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// January to June 2024, two areas.
fn months() -> Vec<Date> {
    (1..=7)
        .filter_map(|month| Date::new(2024, month, 1))
        .collect()
}

fn tabulation() -> Tabulation {
    let areas = ["here".to_owned(), "there".to_owned()];
    Tabulation::new(&areas, &months(), 0, 1.0, true)
}

fn span(name: &str, from: &str, to: &str) -> Extra {
    let span = Span {
        name: name.to_owned(),
        from: date(from),
        to: date(to),
    };
    Extra {
        spans: vec![span],
        ..Extra::default()
    }
}

fn both() -> Group {
    let members = vec!["area=here".to_owned(), "area=there".to_owned()];
    Group {
        name: "area=here+there".to_owned(),
        members,
    }
}

/// One arrest here in January, and in March three there of which two lead to a charge.
fn seen() -> Observer {
    let calendar = Calendar::new(date("2024-01-01"));
    let ticks: Vec<_> = months().iter().map(|&d| calendar.tick_of(d)).collect();
    let mut seen = Observer::new(2, ticks.clone());
    seen.turn_month(ticks[0]);
    seen.count(
        Count::Receptions,
        Strata::new(0, Sex::Male, Substance::Opiate),
    );
    seen.turn_month(ticks[2]);
    for need in [true, true, false] {
        seen.count(
            Count::Screened,
            Strata::new(1, Sex::Male, Substance::Opiate),
        );
        if need {
            seen.count(
                Count::Identified,
                Strata::new(1, Sex::Male, Substance::Opiate),
            );
        }
    }
    seen.count(
        Count::Screened,
        Strata::new(0, Sex::Male, Substance::Opiate),
    );
    seen.turn_month(ticks[6]);
    seen
}

fn value(t: &Tabulation, metric: &str, stratum: &str, period: &str) -> f64 {
    value_in(&seen(), t, metric, stratum, period)
}

fn value_in(seen: &Observer, t: &Tabulation, metric: &str, stratum: &str, period: &str) -> f64 {
    let l = t.layout();
    let at = l.cells.iter().position(|c| {
        l.metrics[usize::from(c.metric)].name == metric
            && l.strata[usize::from(c.stratum)] == stratum
            && l.periods[usize::from(c.period)] == period
    });
    t.record(seen, &Prices::default()).values[at.unwrap()]
}

#[test]
fn a_quarter_holds_its_own_months_as_a_yearly_rate() {
    let t = tabulation()
        .with(&span("2024-Q1", "2024-01-01", "2024-04-01"))
        .unwrap();
    let a_year = DAYS_PER_YEAR / 91.0;
    assert!((value(&t, "custodial_receptions", "all", "2024-Q1") - a_year).abs() < 1e-9);
    let t = tabulation()
        .with(&span("2024-Q2", "2024-04-01", "2024-07-01"))
        .unwrap();
    assert_eq!(value(&t, "custodial_receptions", "all", "2024-Q2"), 0.0);
}

/// Protects: the end of a month is that of real people, whatever came before in the month; of several months
/// it is the mean of their ends.
#[test]
fn the_ends_of_months_are_read_and_not_their_means() {
    let calendar = Calendar::new(date("2024-01-01"));
    let ticks: Vec<_> = months().iter().map(|&d| calendar.tick_of(d)).collect();
    let mut seen = Observer::new(2, ticks.clone());
    let strata = Strata::new(0, Sex::Male, Substance::Opiate);
    for (month, by) in [3, 1, -2, 0, 0, 4].into_iter().enumerate() {
        seen.turn_month(ticks[month]);
        seen.shift(Level::Prison, strata, by, ticks[month].plus_days(25.0));
    }
    seen.turn_month(ticks[6]);
    let areas = ["here".to_owned(), "there".to_owned()];
    let half = Tabulation::new(&areas, &months(), 0, 0.5, true);
    let of = |from, to| {
        let t = half.clone().with(&span("p", from, to)).unwrap();
        value_in(&seen, &t, "prison_population_month_end", "all", "p")
    };
    assert_eq!(of("2024-01-01", "2024-02-01"), 6.0);
    assert_eq!(of("2024-06-01", "2024-07-01"), 12.0);
    assert_eq!(of("2024-01-01", "2024-04-01"), (6.0 + 8.0 + 4.0) / 3.0);
}

#[test]
fn the_share_of_a_group_is_not_the_mean_of_shares() {
    let extra = Extra {
        groups: vec![both()],
        ..Extra::default()
    };
    let t = tabulation().with(&extra).unwrap();
    assert_eq!(value(&t, "need_identified", "area=here+there", "all"), 50.0);
    assert_eq!(value(&t, "need_identified", "area=here", "all"), 0.0);
}

#[test]
fn what_is_not_observed_is_refused() {
    for (from, to) in [
        ("2023-04-01", "2024-04-01"),
        ("2024-06-01", "2024-08-01"),
        ("2024-02-15", "2024-03-01"),
        ("2024-03-01", "2024-03-01"),
    ] {
        let refused = tabulation().with(&span("p", from, to)).unwrap_err();
        assert_eq!(refused, ExtraError::NotObserved("p".into()), "{from} {to}");
    }
    let group = Group {
        members: vec!["area=elsewhere".into()],
        ..both()
    };
    let extra = Extra {
        groups: vec![group],
        ..Extra::default()
    };
    let refused = tabulation().with(&extra).unwrap_err();
    assert_eq!(refused, ExtraError::NoStratum("area=elsewhere".into()));
}

#[test]
fn asking_for_more_moves_nothing_that_was_there() {
    let plain = tabulation();
    let more = tabulation()
        .with(&span("2024-Q1", "2024-01-01", "2024-04-01"))
        .unwrap();
    let value = |t| value(t, "need_identified", "sex=male", "all");
    assert_eq!(value(&plain), value(&more));
    let again = tabulation()
        .with(&span("2024-25 (part)", "2024-04-01", "2024-07-01"))
        .unwrap();
    assert_eq!(again.layout().periods, plain.layout().periods);
}

#[test]
fn headline_series_are_given_by_stratum_and_the_others_when_asked() {
    let t = tabulation();
    let strata = |t: &Tabulation, metric: &str| {
        let l = t.layout();
        let is = |&&(m, _): &&(u16, u16)| l.metrics[usize::from(m)].name == metric;
        l.series.iter().filter(is).count()
    };
    assert_eq!(strata(&t, "need_identified"), 1);
    let everyone_areas_sexes_substances = 1 + 2 + 2 + 5;
    assert_eq!(
        strata(&t, "custodial_receptions"),
        everyone_areas_sexes_substances
    );
    assert_eq!(strata(&t, "recalls"), everyone_areas_sexes_substances + 10);
    let extra = Extra {
        all_series: true,
        ..Extra::default()
    };
    let all = tabulation().with(&extra).unwrap();
    assert_eq!(
        strata(&all, "need_identified"),
        everyone_areas_sexes_substances
    );
    let months = all.layout().months.len();
    let series = all.layout().series.len();
    assert_eq!(
        all.record(&seen(), &Prices::default()).series.len(),
        series * months
    );
}

/// Protects: years are financial years from April to March, and one that is not whole says so: a
/// yearly figure of nine months is not read as one of twelve.
#[test]
fn periods_are_financial_years() {
    let names = |first: &str, months: u32| {
        let from = date(first);
        let months: Vec<Date> = (0..=months).map(|m| from.plus_months(m as i32)).collect();
        let areas = ["here".to_owned()];
        let t = Tabulation::new(&areas, &months, 0, 1.0, false);
        t.layout().periods.join(", ")
    };
    assert_eq!(names("2027-04-01", 24), "all, 2027-28, 2028-29");
    assert_eq!(names("2027-04-01", 15), "all, 2027-28, 2028-29 (part)");
    assert_eq!(names("2099-01-01", 3), "all, 2098-99 (part)");
    assert_eq!(names("2099-04-01", 12), "all, 2099-00");
}

/// Protects: pounds spent in a period are told next to the rate: a set-up of a million in one
/// month is a million spent, although it is twelve million a year while it lasts.
#[test]
fn pounds_spent_are_not_a_rate() {
    let t = tabulation()
        .with(&span("January", "2024-01-01", "2024-02-01"))
        .unwrap();
    let mut prices = Prices {
        months: vec![Default::default(); 6],
        ..Prices::default()
    };
    prices.months[0][Account::Programme as usize].once = 1e6;
    let record = t.record(&seen(), &prices);
    let value = |metric: &str| {
        let l = t.layout();
        let at = l.cells.iter().position(|c| {
            l.metrics[usize::from(c.metric)].name == metric
                && c.stratum == 0
                && l.periods[usize::from(c.period)] == "January"
        });
        record.values[at.unwrap()]
    };
    assert!((value("spent_programme") - 1e6).abs() < 1e-3);
    assert!((value("cost_programme") / (1e6 * DAYS_PER_YEAR / 31.0) - 1.0).abs() < 1e-9);
}

//! Whenever a policy begins, it comes out the same alone, from the first day on, as branched from the
//! baseline's history: in the warm-up, on its last day, while the world is observed, on leap days, and
//! on the last day of all.

use std::collections::BTreeMap;

use crate::support::small::quick;
use crate::support::{Finished, load, overlay, run, study};
use throughcare::engine::Date;
use throughcare::observe::{Layout, Record};
use throughcare::pathway::{Plan, Study};
use throughcare::scenario::schema::Model;
use throughcare::scenario::units::Kind;
use throughcare::scenario::{Amount, Parameter, Scenario};

/// The small world in which one waits for a place: eight years of warm-up, observed from 2027.
const LINE: &[(&str, &str)] = &[
    ("settings.warm_up", "4y"),
    ("settings.observe_from", "2027-04-01"),
    ("settings.policy_from", "2028-04-01"),
    ("settings.horizon", "2y"),
];

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// Twice as many places from a date.
fn more_places(date: Date) -> Scenario<Model> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for world in ["line", "nothing-else"] {
        let file = format!("{world}.toml");
        std::fs::copy(format!("tests/worlds/{file}"), folder.path().join(&file)).expect("a copy");
    }
    let text = format!(
        "extends = \"line.toml\"\npolicy.from = {date}\n\
         [community_treatment.other]\nposts = {{ times = 2 }}\nrecruitment = \"1d\"\n\
         [programme.more]\nset_up = 1000000\neach_year = 365250\n"
    );
    let path = folder.path().join("more.toml");
    std::fs::write(&path, text).expect("a file");
    load(&path.display().to_string(), LINE)
}

/// A policy by itself, with the periods of a comparison.
fn alone(policy: &Scenario<Model>) -> Study {
    let plan = Plan::compile(policy).unwrap_or_else(|error| panic!("{error}"));
    Study::new(vec![plan], &[None], crate::support::SEED, false)
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

/// The two are the same in everything but metrics that follow the people of the baseline, which have
/// no level of their own.
fn assert_same(layout: &Layout, a: &Record, b: &Record, what: &str) {
    let months = layout.months.len();
    let own = |metric: u16| !layout.metrics[usize::from(metric)].differences_only;
    let other = (0..a.series.len())
        .filter(|n| own(layout.series[n / months].0))
        .find(|&n| a.series[n].to_bits() != b.series[n].to_bits());
    let named = other.map(|n| {
        let (metric, stratum) = layout.series[n / months];
        let metric = layout.metrics[usize::from(metric)].name;
        let stratum = &layout.strata[usize::from(stratum)];
        let month = &layout.months[n % months];
        (metric, stratum, month, a.series[n], b.series[n])
    });
    assert_eq!(named, None, "series, {what}");
    let values = |of: &Record| -> Vec<u64> {
        let all = of.values.iter().zip(&layout.cells);
        let all = all.filter(|(_, cell)| own(cell.metric));
        all.map(|(value, _)| value.to_bits()).collect()
    };
    assert_eq!(values(a), values(b), "values, {what}");
    assert_eq!(bits(&a.flows), bits(&b.flows), "flows, {what}");
}

/// Runs a policy both ways; whether it differs from the baseline at all.
fn same_both_ways(base: &Scenario<Model>, policy: &Scenario<Model>, what: &str) -> bool {
    let (one, both): (Finished, Finished) =
        (run(&alone(policy), 1), run(&study(&[base, policy]), 1));
    assert_same(&one.layout, &one.records[0][0], &both.records[0][1], what);
    bits(&both.records[0][0].series) != bits(&both.records[0][1].series)
}

fn line_on(date: Date) {
    let base = load("tests/worlds/line.toml", LINE);
    let differs = same_both_ways(&base, &more_places(date), &format!("from {date}"));
    assert!(differs, "from {date} nothing comes of it");
}

/// Protects: the edges of the time that is simulated.
#[test]
fn a_policy_is_the_same_alone_and_compared_at_every_edge() {
    for date in [
        "2023-04-02",
        "2026-01-01",
        "2027-03-31",
        "2027-04-01",
        "2027-04-02",
        "2028-02-29",
        "2028-03-31",
        "2028-04-01",
        "2029-11-15",
        "2030-03-30",
    ] {
        line_on(day(date));
    }
}

/// Protects: the same for fifty dates drawn over the whole time, of which a handful are run each time.
#[test]
fn a_policy_is_the_same_alone_and_compared_on_some_dates() {
    dates().into_iter().step_by(10).for_each(line_on);
}

/// The long form: `cargo test --release --test pathway fifty -- --ignored`.
#[test]
#[ignore = "fifty dates take a minute or more"]
fn a_policy_is_the_same_alone_and_compared_on_fifty_dates() {
    dates().into_iter().for_each(line_on);
}

/// Fifty dates from the first day to the last but one.
fn dates() -> Vec<Date> {
    let (first, last) = (day("2023-04-03"), day("2030-03-30"));
    let days = last.days_since(first) as u64;
    let mut state = 20_270_401_u64;
    let next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        first.plus_days(((state >> 33) % days) as i64)
    };
    std::iter::repeat_with(next).take(50).collect()
}

/// Protects: the same in the whole pathway, with a ramp, a rule and an end, in the warm-up and after it.
#[test]
fn the_whole_pathway_is_the_same_alone_and_compared() {
    let set = quick(&[]);
    let base = crate::support::baseline(&set);
    let rule = "[[prison.release_point]]\nfrom = 2027-06-15\nshare = 0.33\nexcluded_share = 0.5\n\
        excluded_violence_from = \"4y\"\nexempt_violence = 0.1\nup_to = \"100y\"\n";
    for (date, rule) in [("2026-06-10", ""), ("2026-12-24", rule)] {
        let text = format!(
            "[policy]\nfrom = {date}\n[community_treatment.opiate]\n\
             posts = {{ times = 1.5, over = \"9mo\", shape = \"front-loaded\", until = 2027-10-05 }}\n\
             [release]\nappointment = {{ plus = \"3pp\" }}\n[mortality]\npotency = 1.3\n{rule}"
        );
        let policy = overlay("dated", &text, &set);
        assert!(same_both_ways(&base, &policy, date), "{date}");
    }
}

/// Protects: a change is on its day and not before, in the warm-up as after it.
#[test]
fn values_change_on_their_day() {
    let policy = more_places(day("2025-03-10"));
    let plan = Plan::compile(&policy).expect("it can be run");
    let posts = |date: &str| {
        let epoch = plan.at(plan.calendar.tick_of(day(date)));
        *epoch.national.community_treatment.other.posts
    };
    let found: BTreeMap<&str, f64> = ["2023-04-03", "2025-03-09", "2025-03-10", "2027-04-01"]
        .map(|date| (date, posts(date)))
        .into();
    let expected = BTreeMap::from([
        ("2023-04-03", 10.0),
        ("2025-03-09", 10.0),
        ("2025-03-10", 20.0),
        ("2027-04-01", 20.0),
    ]);
    assert_eq!(found, expected);
}

/// Protects: a policy of which nothing falls in the time that is simulated is refused, with the dates.
#[test]
fn a_policy_that_cannot_act_is_refused() {
    let refused = |date: &str| {
        Plan::compile(&more_places(day(date)))
            .expect_err(date)
            .to_string()
    };
    let late = refused("2040-01-01");
    assert!(
        late.contains("begins on 2040-01-01") && late.contains("2030-04-01"),
        "{late}"
    );
    assert!(refused("2030-04-01").contains("nothing of the policy"));
    assert!(refused("1900-01-01").contains("before the first day"));
}

/// Protects: a window is as long as it says, to the day: months by the calendar, days by the day.
#[test]
fn a_window_is_as_long_as_it_says() {
    let end = |horizon: &str| {
        let mut set = LINE.to_vec();
        set.retain(|(key, _)| *key != "settings.horizon");
        set.push(("settings.horizon", horizon));
        let plan = Plan::compile(&load("tests/worlds/line.toml", &set)).expect("it can be run");
        plan.calendar.date_of(plan.end).to_string()
    };
    for (horizon, last) in [
        ("1y", "2029-04-01"),
        ("18mo", "2029-10-01"),
        ("365d", "2029-04-01"),
        ("366d", "2029-04-02"),
        ("30d", "2028-05-01"),
        ("28d", "2028-04-29"),
        ("61d", "2028-06-01"),
        ("60d", "2028-05-31"),
        ("52w", "2029-03-31"),
    ] {
        assert_eq!(end(horizon), last, "{horizon}");
    }
}

/// Protects: a length that is drawn has a fraction of a day, and whatever ends after it ends on the date
/// that was set: debug builds stop where something of a person is out of line.
#[test]
fn lengths_with_a_fraction_of_a_day_end_on_their_date() {
    const LONGER: f64 = 1.01373;
    let longer = |one: &Parameter| {
        let figure = one.base.as_ref().filter(|_| one.kind == Kind::Duration)?;
        let Amount::Number(days) = figure.canonical else {
            return None;
        };
        let is_row = one.path.contains('[') || one.path.starts_with("settings.");
        let value = (days * LONGER).min(one.limits.most);
        (!is_row && one.area.is_none()).then(|| (one.path.clone(), format!("{value:.6}d")))
    };
    let lengths: Vec<_> = crate::support::baseline(&[])
        .parameters()
        .iter()
        .filter_map(longer)
        .collect();
    assert!(lengths.len() > 100, "{}", lengths.len());
    let mut set = quick(&[]);
    set.extend(
        lengths
            .iter()
            .map(|(path, value)| (path.as_str(), value.as_str())),
    );
    let world = crate::support::baseline(&set);
    let finished = run(&study(&[&world]), 1);
    assert!(finished.records[0][0].events > 0);
}

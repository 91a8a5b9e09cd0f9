//! The balances, in worlds nobody would run: people in are people present and people out, places
//! taken and free are places, lines hold only who waits, nobody is in two places, and the dead
//! hold nothing. Debug builds check part of this at every event; the rest is checked here at
//! random times.

use crate::support::small::quick;
use crate::support::{baseline, overlay, run, study};
use proptest::prelude::*;
use throughcare::engine::Tick;
use throughcare::observe::{Count, Level};
use throughcare::pathway::{Study, World};

/// Runs a world to each of the ticks in turn and audits it there.
fn audited<'s>(study: &'s Study, replicate: u32, stops: &[Tick]) -> World<'s> {
    let mut world = study.world(replicate);
    for &stop in stops {
        assert!(world.run_until(stop, &mut |_| true));
        world.audit().unwrap_or_else(|wrong| panic!("{wrong}"));
    }
    world
}

/// Ticks at these shares of the whole time, in order.
fn stops(study: &Study, shares: &[f64]) -> Vec<Tick> {
    let end = study.plans()[0].end;
    let mut stops: Vec<Tick> = shares
        .iter()
        .map(|s| Tick((f64::from(end.0) * s) as u32))
        .collect();
    stops.sort_unstable();
    stops
}

/// One capacity that is one thing at first, another from the policy date, and back after.
fn there_and_back(key: &str, first: u32, then: u32) -> String {
    format!(
        "{key} = {{ value = {first}, phases = [{{ from = 2027-04-01, value = {then} }}, \
         {{ from = 2027-10-01, value = {first} }}] }}\n"
    )
}

/// From nothing at all to more than anybody needs.
fn capacity(plenty: u32) -> impl Strategy<Value = u32> {
    prop_oneof![Just(0), Just(plenty / 20), Just(plenty / 4), Just(plenty)]
}

fn on_or_off() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["on", "off"])
}

fn rate(most: f64) -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 0.0..most]
}

/// The text of an overlay from the start that pulls at everything that can bind or kill.
fn worlds() -> impl Strategy<Value = String> {
    let loops = (
        on_or_off(),
        on_or_off(),
        on_or_off(),
        on_or_off(),
        on_or_off(),
    );
    let places = (
        capacity(300_000),
        capacity(300_000),
        capacity(20_000),
        capacity(40_000),
    );
    let posts = (
        capacity(2_000),
        capacity(8_000),
        capacity(8_000),
        capacity(8_000),
    );
    let rates = (rate(0.4), rate(3.0), rate(20.0), rate(12.0), 0.0..1.0_f64);
    (loops, places, posts, rates).prop_map(|(l, p, w, r)| {
        let loops = format!(
            "[loops]\nfull_estate = \"{}\"\ncaseload = \"{}\"\nwait_to_recall = \"{}\"\n\
             recall_fills_prison = \"{}\"\nshared_treatment = \"{}\"\n",
            l.0, l.1, l.2, l.3, l.4
        );
        let prison = format!(
            "[prison]\n{}{}transfers = \"{}/y\"\n[[prison.early_release]]\nfrom = 2026-10-01\n\
             up_to = \"70d\"\nabove = 0.9\nnotice = \"5d\"\nreach = 1\n\
             excluded_from = \"100y\"\nexcluded_violence_from = \"4y\"\nleast_served = \"14d\"\n",
            there_and_back("places.male", p.0, p.1),
            there_and_back("places.female", p.2, p.2 / 2),
            r.3
        );
        let services = format!(
            "[custody_treatment]\nclinical_places = {}\n[custody_treatment.workers]\n{}\
             [community_treatment.opiate]\n{}[community_treatment.other]\n{}",
            p.3,
            there_and_back("posts", w.0, w.0 / 3),
            there_and_back("posts", w.1, w.2),
            there_and_back("posts", w.3, w.1),
        );
        let people = format!(
            "[mortality]\nother_at_40 = \"{}/y\"\noverdose.opiate = \"{}/y\"\nfatal_share = {}\n\
             [offending]\narrest_rate.opiate = \"{}/y\"\narrest_rate.alcohol = \"{}/y\"\n",
            r.0, r.1, r.4, r.2, r.2
        );
        format!("[policy]\nfrom = \"start\"\n{loops}{prison}{services}{people}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Protects: every balance, at random times, in random worlds, with every event checked.
    #[test]
    fn the_balance_holds_at_any_time_in_any_world(
        text in worlds(),
        replicate in 0..1000_u32,
        shares in prop::collection::vec(0.0..1.0_f64, 4),
    ) {
        let set = quick(&[("settings.population_scale", "0.0015")]);
        let world = overlay("random", &text, &set);
        let study = study(&[&world]);
        let end = study.plans()[0].end;
        let mut times = stops(&study, &shares);
        times.push(end);
        audited(&study, replicate, &times);
    }
}

/// Protects: closing the books. Who entered, less who left and who died, is how many more people
/// there are; and what is counted as an event is what the table of flows shows.
#[test]
fn people_in_less_people_out_are_people_present() {
    let world = baseline(&quick(&[
        ("mortality.potency", "5"),
        ("mortality.other_at_40", "0.02/y"),
    ]));
    let study = study(&[&world]);
    let plan = &study.plans()[0];
    let before = audited(&study, 0, &[plan.observe_from])
        .seen()
        .standing(Level::People);
    let mut world = audited(&study, 0, &[plan.observe_from, plan.end]);
    world.finish();
    let seen = world.seen();
    let all = 0..seen.months().len() - 1;
    let total = |what| seen.total(what, 0, all.clone()) as i64;
    let died = total(Count::OverdoseDeaths) + total(Count::OtherDeaths);
    let (entered, left) = (total(Count::Entered), total(Count::Left));
    assert!(entered > 0 && left > 0 && died > 0);
    assert_eq!(seen.standing(Level::People) - before, entered - left - died);
    let stages = 0..throughcare::observe::STAGES.len();
    let stage = |name| {
        throughcare::observe::STAGES
            .iter()
            .position(|&s| s == name)
            .unwrap()
    };
    let flowed = |from, to| seen.flowed(from, to, all.clone()) as i64;
    let outside = stage("outside");
    assert_eq!(
        stages.clone().map(|s| flowed(outside, s)).sum::<i64>(),
        entered
    );
    assert_eq!(
        stages.clone().map(|s| flowed(s, outside)).sum::<i64>(),
        left
    );
    assert_eq!(stages.map(|s| flowed(s, stage("dead"))).sum::<i64>(), died);
}

/// Protects: everybody is in one state of justice at a time, so that the person-days of the states
/// are all the days lived, for everyone and for every stratum of persons.
#[test]
fn person_days_by_state_are_all_days_lived() {
    let set = quick(&[
        ("prison.places.male", "60000"),
        ("prison.places.female", "3000"),
        // The last day on which somebody is on post-sentence supervision.
        ("settings.law", "frozen:2026-05-07"),
    ]);
    let study = study(&[&baseline(&set)]);
    let finished = run(&study, 2);
    let states: Vec<&str> = throughcare::observe::STAGES
        .iter()
        .filter(|&&state| !matches!(state, "outside" | "dead"))
        .copied()
        .collect();
    for stratum in ["all", "sex=female", "substance=opiate", "area=london"] {
        let values = |metric: &str| finished.values_in(0, metric, stratum);
        let all = values("person_days");
        let mut sums = vec![0.0; all.len()];
        for state in &states {
            let days = values(&format!("person_days_{state}"));
            if stratum == "all" {
                assert!(days.iter().all(|&d| d > 0.0), "{state}: {days:?}");
            }
            for (sum, day) in sums.iter_mut().zip(days) {
                *sum += day;
            }
        }
        for ((sum, all), people) in sums.iter().zip(&all).zip(values("people")) {
            assert!((sum / all - 1.0).abs() < 1e-12, "{stratum}: {sum} {all}");
            assert!((people * 365.25 / all - 1.0).abs() < 1e-12, "{stratum}");
        }
    }
}

/// Protects: a capacity that goes to nothing and comes back. Nobody is thrown out, everybody who
/// comes waits, and the line is served when places return.
#[test]
fn an_estate_that_closes_and_opens_again_serves_its_line() {
    let text = format!(
        "[policy]\nfrom = \"start\"\n[prison]\n{}{}",
        there_and_back("places.male", 200_000, 0),
        there_and_back("places.female", 20_000, 0)
    );
    let world = overlay("closed", &text, &quick(&[]));
    let study = study(&[&world]);
    let plan = &study.plans()[0];
    let on = |date: &str| plan.calendar.tick_of(date.parse().unwrap());
    let waiting = |world: &World<'_>| world.seen().standing(Level::Cells);
    let mut times = vec![on("2027-03-31")];
    let open = audited(&study, 0, &times);
    assert_eq!(waiting(&open), 0);
    let held = open.pools()[0].1.held();
    times.push(on("2027-04-08"));
    let closed = audited(&study, 0, &times);
    let (name, men) = &closed.pools()[0];
    assert_eq!(men.capacity(), 0, "{name}");
    assert!(men.held() * 2 > held, "nobody is thrown out");
    assert!(waiting(&closed) > 0);
    times.push(on("2027-09-30"));
    assert!(waiting(&audited(&study, 0, &times)) > waiting(&closed));
    times.push(on("2027-10-02"));
    assert_eq!(waiting(&audited(&study, 0, &times)), 0);
}

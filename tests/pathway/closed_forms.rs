//! Scenario files that switch on one mechanism and nothing else, held to what theory says of it:
//! queues, competing risks, a two-state chain, and Little's law. The whole program stands between
//! the file and the figure. A mean must lie within four standard errors over replicates, and the
//! standard error must be small enough for that to mean something.

use crate::support::{Finished, load, run, study};
use rayon::prelude::*;
use throughcare::engine::{PoolStats, Tick};
use throughcare::experiment::{Student, Summary};
use throughcare::observe::{Count, Level};
use throughcare::pathway::{Study, World};

const REPLICATES: u32 = 24;
const YEAR: f64 = 365.25;

/// A world of the folder `tests/worlds`.
fn world(name: &str) -> Study {
    study(&[&load(&format!("tests/worlds/{name}.toml"), &[])])
}

/// Something measured once a replicate, from the end of the warm-up to the end.
fn measured<T: Send>(study: &Study, measure: impl Fn(&mut World<'_>) -> T + Sync) -> Vec<T> {
    let one = |r| {
        let mut world = study.world(r);
        assert!(world.run_until(study.plans()[0].observe_from, &mut |_| true));
        measure(&mut world)
    };
    (0..REPLICATES).into_par_iter().map(one).collect()
}

/// What happened in a pool between now and the end.
fn pool_until_end(study: &Study, world: &mut World<'_>, name: &str) -> PoolStats {
    let plan = &study.plans()[0];
    let pool = |world: &World<'_>, now: Tick| {
        let found = world.pools().into_iter().find(|(other, _)| other == name);
        found.expect("there is such a pool").1.stats(now)
    };
    let before = pool(world, plan.observe_from);
    assert!(world.run_until(plan.end, &mut |_| true));
    let after = pool(world, plan.end);
    PoolStats {
        held_days: after.held_days - before.held_days,
        waiting_days: after.waiting_days - before.waiting_days,
        capacity_days: after.capacity_days - before.capacity_days,
        full_days: after.full_days - before.full_days,
        granted: after.granted - before.granted,
        queued: after.queued - before.queued,
        reneged: after.reneged - before.reneged,
        wait_days_total: after.wait_days_total - before.wait_days_total,
    }
}

/// Fails unless the mean is the expected one within four standard errors, which are at most
/// `precision` of it.
fn assert_mean(what: &str, values: &[f64], expected: f64, precision: f64) {
    let summary = Summary::of(values, &mut Student::default());
    println!(
        "{what}: {:.4} (se {:.4}), in theory {expected:.4}",
        summary.mean, summary.se
    );
    assert!(
        summary.se <= precision * expected,
        "{what} says too little: {summary:?}"
    );
    let off = (summary.mean - expected).abs();
    assert!(
        off <= 4.0 * summary.se,
        "{what}: {expected} in theory, {summary:?}"
    );
}

/// The birth-death chain of a line with a finite source: `people` ask at `asks` each, `places` of
/// them stay for a mean of 1/`leaves`, the others wait and give up at `gives_up`. Rates a year.
struct Chain {
    people: usize,
    places: usize,
    asks: f64,
    gives_up: f64,
    /// Long-run share of time with so many in place or in line.
    share: Vec<f64>,
}

impl Chain {
    fn new(people: usize, places: usize, asks: f64, leaves: f64, gives_up: f64) -> Chain {
        let mut share = vec![1.0];
        for n in 0..people {
            let up = (people - n) as f64 * asks;
            let served = (n + 1).min(places) as f64 * leaves;
            let down = served + (n + 1).saturating_sub(places) as f64 * gives_up;
            share.push(share[n] * up / down);
        }
        let all: f64 = share.iter().sum();
        share.iter_mut().for_each(|s| *s /= all);
        Chain {
            people,
            places,
            asks,
            gives_up,
            share,
        }
    }

    fn mean(&self, of: impl Fn(usize) -> f64) -> f64 {
        self.share.iter().enumerate().map(|(n, s)| of(n) * s).sum()
    }

    fn held(&self) -> f64 {
        self.mean(|n| n.min(self.places) as f64)
    }

    fn waiting(&self) -> f64 {
        self.mean(|n| n.saturating_sub(self.places) as f64)
    }

    fn requests(&self) -> f64 {
        self.mean(|n| (self.people - n) as f64 * self.asks)
    }

    fn queued(&self) -> f64 {
        let meets_a_line = |n: usize| {
            if n >= self.places {
                (self.people - n) as f64
            } else {
                0.0
            }
        };
        self.mean(|n| meets_a_line(n) * self.asks)
    }
}

/// Holds a world of one service to its chain.
fn assert_chain(name: &str, chain: &Chain) {
    let study = world(name);
    let plan = &study.plans()[0];
    let years = plan.end.days_since(plan.observe_from) / YEAR;
    let service = "other services, north_east";
    let pools = measured(&study, |world| pool_until_end(&study, world, service));
    let all = |of: fn(&PoolStats) -> f64| pools.iter().map(of).collect::<Vec<f64>>();
    let a_year = |of: fn(&PoolStats) -> f64| {
        let values = pools.iter().map(|p| of(p) / years);
        values.collect::<Vec<f64>>()
    };
    let days = years * YEAR;
    let per_day = |v: Vec<f64>| v.into_iter().map(|v| v / days).collect::<Vec<f64>>();
    assert_mean(
        "places held",
        &per_day(all(|p| p.held_days)),
        chain.held(),
        0.01,
    );
    assert_mean(
        "people in line",
        &per_day(all(|p| p.waiting_days)),
        chain.waiting(),
        0.05,
    );
    let served = chain.requests() - chain.gives_up * chain.waiting();
    assert_mean(
        "places given a year",
        &a_year(|p| p.granted as f64),
        served,
        0.01,
    );
    assert_mean(
        "requests that wait a year",
        &a_year(|p| p.queued as f64),
        chain.queued(),
        0.03,
    );
    if chain.gives_up > 0.0 {
        let gives_up = chain.gives_up * chain.waiting();
        assert_mean(
            "given up a year",
            &a_year(|p| p.reneged as f64),
            gives_up,
            0.05,
        );
    } else {
        let wait = chain.waiting() / chain.requests() * YEAR;
        let waits: Vec<f64> = pools
            .iter()
            .map(|p| p.wait_days_total / p.granted as f64)
            .collect();
        assert_mean("days waited (Little)", &waits, wait, 0.05);
    }
    let stays: Vec<f64> = pools
        .iter()
        .map(|p| p.held_days / p.granted as f64)
        .collect();
    assert_mean("days stayed (Little)", &stays, YEAR / 6.0, 0.01);
}

/// Protects: places, the line and its order of service, by the exact chain of Erlang's delay
/// system with a finite source.
#[test]
fn a_line_without_impatience_is_that_of_erlang() {
    assert_chain("line", &Chain::new(60, 10, 1.3, 6.0, 0.0));
}

/// Protects: giving up the line, by the exact chain of Erlang A with a finite source.
#[test]
fn a_line_that_people_give_up_is_that_of_erlang_a() {
    assert_chain("impatient", &Chain::new(60, 10, 2.5, 6.0, 5.0));
}

/// Protects: lognormal stays, and the switch that gives everybody a place. In M/G/infinity the mean
/// held is the rate times the mean stay, and how many are there at a time is Poisson.
#[test]
fn with_a_place_for_everybody_the_number_treated_is_poisson() {
    let study = world("no-line");
    let plan = &study.plans()[0];
    let samples = measured(&study, |world| {
        let each = |world: &mut World<'_>, year: u32| {
            let at = plan.observe_from.plus_days(f64::from(year) * YEAR);
            assert!(world.run_until(at, &mut |_| true));
            world.seen().standing(Level::Treated) as f64
        };
        (1..10).map(|year| each(world, year)).collect::<Vec<f64>>()
    });
    let means: Vec<f64> = samples
        .iter()
        .map(|s| throughcare::experiment::mean(s))
        .collect();
    let expected = 300.0 / YEAR * 182.0 * libm::exp(0.7 * 0.7 / 2.0);
    assert_mean("people treated", &means, expected, 0.01);
    let all: Vec<f64> = samples.concat();
    let dispersion = throughcare::experiment::variance(&all) / throughcare::experiment::mean(&all);
    let error = (2.0 / (all.len() - 1) as f64).sqrt();
    assert!(
        (dispersion - 1.0).abs() < 4.0 * error,
        "variance over mean {dispersion}"
    );
}

/// Protects: competing risks. Of the ends of treatment, so many are dropouts, completions and
/// deaths as their hazards say; of overdoses so many are fatal, with naloxone; of deaths so many
/// are overdoses; and the integral of the hazard has the mean of the count.
#[test]
fn competing_risks_share_as_their_hazards() {
    let study = world("competing");
    let finished = run(&study, REPLICATES);
    let fatal = 0.4 * (1.0 - 0.5 * 0.8);
    let (overdose, other) = (0.5 * fatal / YEAR, 0.08 / YEAR);
    let (early, late, dies) = (1.2 / YEAR, 0.5 / YEAR, overdose + other);
    let survives = |rate: f64, days: f64| libm::exp(-(rate + dies) * days);
    let leaves = |rate: f64, days: f64| rate / (rate + dies) * (1.0 - survives(rate, days));
    let completes = survives(early, 84.0) * survives(late, 280.0);
    let drops = leaves(early, 84.0) + survives(early, 84.0) * leaves(late, 280.0);
    let share = |metric: &str| finished.values(0, metric);
    assert_mean(
        "% completed",
        &share("treatment_completed"),
        100.0 * completes,
        0.01,
    );
    assert_mean(
        "% dropped out",
        &share("treatment_dropped_out"),
        100.0 * drops,
        0.01,
    );
    assert!(
        share("treatment_ended_by_custody")
            .iter()
            .all(|&v| v == 0.0),
        "nobody is in custody"
    );
    let ratio = |a: &str, b: &str| {
        let (a, b) = (share(a), share(b));
        a.iter()
            .zip(b)
            .map(|(a, b)| a / (a + b))
            .collect::<Vec<f64>>()
    };
    let fatal_share = ratio("overdose_deaths", "overdoses_nonfatal");
    assert_mean("overdoses that are fatal", &fatal_share, fatal, 0.02);
    let of_deaths = ratio("other_deaths", "overdose_deaths");
    assert_mean("deaths of other causes", &of_deaths, other / dies, 0.02);
    same_mean(&finished, "expected_overdose_deaths", "overdose_deaths");
}

/// Fails if the means of two metrics differ by more than four standard errors of the difference.
fn same_mean(finished: &Finished, a: &str, b: &str) {
    let (a, b) = (finished.values(0, a), finished.values(0, b));
    let difference: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a - b).collect();
    let summary = Summary::of(&difference, &mut Student::default());
    assert!(summary.mean.abs() <= 4.0 * summary.se, "{summary:?}");
    assert!(
        summary.se < 0.02 * throughcare::experiment::mean(&a),
        "{summary:?}"
    );
}

/// Protects: the channel of use. The share dependent is that of a chain of two states.
#[test]
fn relapse_and_abstinence_balance() {
    let study = world("relapse");
    let finished = run(&study, REPLICATES);
    let (days, people) = (
        finished.values(0, "dependent_days"),
        finished.values(0, "people"),
    );
    let share: Vec<f64> = days.iter().zip(people).map(|(d, p)| d / YEAR / p).collect();
    assert_mean("share dependent", &share, 1.7 / (0.8 + 1.7), 0.01);
}

/// Protects: two ledgers of the same thing. In the full model, person-days of who is in a place or
/// in its line, as counted from people's states, are the place-days and line-days of the pools.
#[test]
fn people_counted_by_state_are_those_counted_by_place() {
    let tight = [
        ("settings.population_scale", "0.002"),
        ("settings.horizon", "9mo"),
        ("prison.long_term.male", "62000"),
        ("custody_treatment.workers.posts", "20"),
    ];
    let study = study(&[&crate::support::baseline(&crate::support::small::quick(
        &tight,
    ))]);
    let plan = &study.plans()[0];
    let mut world = study.world(0);
    assert!(world.run_until(plan.observe_from, &mut |_| true));
    let names: Vec<String> = world.pools().into_iter().map(|(name, _)| name).collect();
    let mut copies: Vec<(String, PoolStats)> = Vec::new();
    for name in names {
        let mut copy = world.clone();
        let stats = pool_until_end(&study, &mut copy, &name);
        copies.push((name, stats));
    }
    assert!(world.run_until(plan.end, &mut |_| true));
    world.finish();
    let seen = world.seen();
    let all = 0..seen.months().len() - 1;
    let days = |level| seen.person_days(level, 0, all.clone());
    let sum = |prefix: &str, of: fn(&PoolStats) -> f64| {
        let pools = copies.iter().filter(|(name, _)| name.contains(prefix));
        pools.map(|(_, stats)| of(stats)).sum::<f64>()
    };
    let pairs = [
        (
            "treated",
            days(Level::Treated),
            sum("service", |p| p.held_days),
        ),
        (
            "in cells",
            days(Level::Cells),
            sum("prison places", |p| p.waiting_days),
        ),
        (
            "in custody",
            days(Level::Custody),
            sum("prison places", |p| p.held_days + p.waiting_days),
        ),
        (
            "waiting inside",
            days(Level::PrisonWaiting),
            sum("psychosocial", |p| p.waiting_days),
        ),
    ];
    for (what, people, places) in pairs {
        assert!(people > 0.0, "{what}");
        assert!(
            (people - places).abs() <= 1e-9 * people,
            "{what}: {people} people, {places} places"
        );
    }
    let starts = seen.total(Count::TreatmentStarts, 0, all.clone());
    let granted = copies.iter().filter(|(name, _)| name.contains("service"));
    assert_eq!(starts, granted.map(|(_, p)| p.granted as f64).sum::<f64>());
}

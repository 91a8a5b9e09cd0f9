//! Queues with known answers: Erlang's C and A, an infinite number of places, Little's law.

use throughcare::engine::Draw;

use crate::queueing::{Queue, Run, simulate};
use crate::statistics::{assert_mean, mean_and_error};

fn replicates(queue: &Queue, warm_up: u32, days: u32, count: u32) -> Vec<Run> {
    (0..count)
        .map(|seed| simulate(queue, warm_up, days, seed))
        .collect()
}

fn per_run(runs: &[Run], f: impl Fn(&Run) -> f64) -> Vec<f64> {
    runs.iter().map(f).collect()
}

/// Erlang's C: the probability of waiting with `places` and a load of `load` erlangs.
fn erlang_c(places: u32, load: f64) -> f64 {
    let blocked = (1..=places).fold(1.0, |b, n| load * b / (f64::from(n) + load * b));
    let utilisation = load / f64::from(places);
    blocked / (1.0 - utilisation * (1.0 - blocked))
}

/// The reference workload W1: 8 servers, 90% busy. A day here is ten of its units of time, so
/// that a million customers fit into the range of ticks.
#[test]
fn waits_in_a_simple_queue_are_erlangs() {
    let queue = Queue {
        places: 8,
        arrivals: 72.0,
        service: |draw| 0.1 * draw.exp(),
        patience: None,
        classes: 1,
    };
    let runs = replicates(&queue, 100, 3500, 20);
    let waiting = erlang_c(8, 7.2);
    assert!((waiting - 0.701_532_99).abs() < 1e-8, "the formula itself");
    let delayed = per_run(&runs, |r| r.delayed as f64 / r.arrived as f64);
    assert_mean("share who wait", &delayed, waiting);
    let wait = per_run(&runs, |r| {
        10.0 * r.stats.wait_days_total / r.stats.granted as f64
    });
    assert_mean("mean wait", &wait, waiting / (8.0 - 7.2));
    let busy = per_run(&runs, |r| r.stats.held_days / r.stats.capacity_days);
    assert_mean("utilisation", &busy, 0.9);
    let full = per_run(&runs, |r| 8.0 * r.stats.full_days / r.stats.capacity_days);
    assert_mean("share of time full", &full, waiting);
}

/// Erlang's A from its birth-death chain: share full, mean number in line.
fn erlang_a(places: u32, arrivals: f64, service: f64, giving_up: f64) -> (f64, f64) {
    let (mut weight, mut total, mut full, mut line) = (1.0, 1.0, 0.0, 0.0);
    for n in 1..2000 {
        let served = f64::from(n.min(places)) * service;
        let excess = f64::from(n - n.min(places));
        weight *= arrivals / (served + excess * giving_up);
        total += weight;
        line += excess * weight;
        full += if n >= places { weight } else { 0.0 };
    }
    (full / total, line / total)
}

/// Overloaded, so that only giving up keeps the line finite.
#[test]
fn impatience_in_a_queue_is_erlangs() {
    let queue = Queue {
        places: 10,
        arrivals: 12.0,
        service: |draw| draw.exp(),
        patience: Some(2.0),
        classes: 1,
    };
    let runs = replicates(&queue, 100, 4000, 20);
    let (full, line) = erlang_a(10, 12.0, 1.0, 0.5);
    let delayed = per_run(&runs, |r| r.delayed as f64 / r.arrived as f64);
    assert_mean("share who wait", &delayed, full);
    assert_mean(
        "mean line",
        &per_run(&runs, |r| r.stats.waiting_days / 4000.0),
        line,
    );
    let gave_up = per_run(&runs, |r| r.stats.reneged as f64 / 4000.0);
    assert_mean("those who give up a day", &gave_up, 0.5 * line);
}

/// With a place for everyone the number in service is Poisson, whatever the service is but
/// for its mean.
#[test]
fn with_places_for_all_only_the_mean_service_matters() {
    type Service = (&'static str, fn(Draw) -> f64);
    let services: [Service; 4] = [
        ("constant", |_| 5.0),
        ("exponential", |draw| 5.0 * draw.exp()),
        ("lognormal", |draw| {
            draw.lognormal(5.0 * libm::exp(-0.5), 1.0)
        }),
        ("gamma", |draw| draw.gamma(3.0, 5.0)),
    ];
    for (name, service) in services {
        let queue = Queue {
            places: 1_000,
            arrivals: 8.0,
            service,
            patience: None,
            classes: 1,
        };
        let runs = replicates(&queue, 200, 2000, 20);
        assert_mean(name, &per_run(&runs, |r| r.stats.held_days / 2000.0), 40.0);
        let variance = |r: &Run| {
            let (_, error) = mean_and_error(&r.held);
            error * error * r.held.len() as f64
        };
        assert_mean(name, &per_run(&runs, variance), 40.0 - bias(&runs));
    }
}

/// By how much the variance within a run falls short: the variance of the run's own mean.
fn bias(runs: &[Run]) -> f64 {
    let means = per_run(runs, |r| mean_and_error(&r.held).0);
    let (_, error) = mean_and_error(&means);
    error * error * means.len() as f64
}

/// Little's law holds on every path, with priorities and impatience: what the pool integrates
/// over time is what its customers waited, to the last tick.
#[test]
fn littles_law_is_exact() {
    let queue = Queue {
        places: 5,
        arrivals: 9.0,
        service: |draw| draw.lognormal(0.5, 0.8),
        patience: Some(3.0),
        classes: 8,
    };
    let run = simulate(&queue, 0, 2000, 1);
    assert!(run.stats.reneged > 100 && run.stats.queued > 1000);
    assert_eq!(run.stats.wait_days_total, run.served_waits);
    assert_eq!(run.stats.waiting_days, run.served_waits + run.other_waits);
}

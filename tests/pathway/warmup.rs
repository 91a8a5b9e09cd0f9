//! The warm-up: what the model starts from is forgotten, and what results stand on has settled by
//! the end of it. Everything runs under the law and the values of one day.
//!
//! How many people there are drifts by assumption, over decades, in the baseline: its warm-up
//! cannot and should not end that. So the first test makes lives in the model short, and holds
//! every headline metric; the second takes the baseline as it is, and holds what does not count
//! people.

use crate::support::{Finished, baseline, run, study};
use throughcare::observe::metrics;

const REPLICATES: u32 = 10;
/// Standard errors of a difference that chance may make up. The errors rest on few replicates, and
/// there are many metrics.
const ERRORS: f64 = 5.0;

/// The baseline under the law of one day, counted for two years after a warm-up.
fn after(warm_up: &str, more: &[(&str, &str)], check: impl FnOnce(&Finished)) {
    let mut set = vec![
        ("settings.law", "frozen:2023-03-31"),
        ("settings.population_scale", "0.01"),
        ("settings.policy_from", "2023-04-01"),
        ("settings.horizon", "2y"),
        ("settings.warm_up", warm_up),
    ];
    set.extend(more);
    check(&run(&study(&[&baseline(&set)]), REPLICATES));
}

/// What moved between two warm-ups beyond chance, as lines.
fn moved(short: &Finished, long: &Finished, names: &[&str]) -> Vec<String> {
    let mut moved = Vec::new();
    for name in names {
        let (a, b) = (short.summary(0, name), long.summary(0, name));
        let error = (a.se * a.se + b.se * b.se).sqrt();
        let line = format!(
            "{name}: {:.3}, then {:.3} (error {error:.3})",
            a.mean, b.mean
        );
        println!("{line}");
        if (b.mean - a.mean).abs() > ERRORS * error {
            moved.push(line);
        }
    }
    moved
}

/// Protects: nothing piles up. With careers of a year, fifteen years of warm-up and thirty
/// give the same headline metrics: no line, workforce, count or clock remembers the first day.
#[test]
fn what_the_model_starts_from_is_forgotten() {
    let short_lives = [
        ("population.career.opiate", "1y"),
        ("population.career.non_opiate", "1y"),
        ("population.career.non_opiate_alcohol", "1y"),
        ("population.career.alcohol", "1y"),
        ("population.career.none", "1y"),
        ("population.entrants.opiate", "120000"),
        ("population.entrants.none", "600000"),
    ];
    let headline: Vec<&str> = metrics()
        .iter()
        .filter(|d| d.metric.headline)
        .map(|d| d.metric.name)
        .collect();
    assert!(headline.len() >= 10);
    after("15y", &short_lives, |short| {
        after("30y", &short_lives, |long| {
            let moved = moved(short, long, &headline);
            assert!(moved.is_empty(), "\n{}", moved.join("\n"));
        });
    });
}

/// Protects: the baseline's own warm-up. What is a share, a mean or a time, and not a number of
/// people, has settled by its end: doubling it changes nothing beyond chance. Waits at court have not:
/// the backlog of the Crown Court grows as long as more cases come than it hears, and is fitted with
/// this warm-up (docs/limits.md).
#[test]
fn what_does_not_count_people_has_settled() {
    let names = [
        "cases_failed",
        "mean_custodial_sentence",
        "need_identified",
        "prison_treatment_completed",
        "released_homeless",
        "leavers_with_appointment",
        "contacts_days_0_14",
        "continuity_21_days",
        "recalls_fixed_term",
        "recall_days_to_return",
        "reoffending_12_months",
    ];
    after("5y", &[], |short| {
        after("10y", &[], |long| {
            let moved = moved(short, long, &names);
            assert!(moved.is_empty(), "\n{}", moved.join("\n"));
        });
    });
}

//! The country by its 43 police force areas is the country by its ten regions.

use crate::support::{Finished, load, run, study};
use throughcare::observe::metrics;

/// A difference of a headline metric up to this share of it may pass: rates and schemes of single
/// forces are not those of their regions, and shares are rounded.
const MOST: f64 = 0.02;
/// Assessors at court are few in a force, and an assessment waits three weeks at most: more small pools
/// lose some of them, the more the smaller the scale (8 % of DRR starts at one in 25, 3 % at one in 3).
const POOLED: (&str, f64) = ("drr_starts", 0.10);
/// Standard errors that chance may add to it.
const ERRORS: f64 = 3.5;

/// A country at a small scale for two years.
fn country(name: &str) -> Finished {
    let set = [
        ("settings.population_scale", "0.03"),
        ("settings.observe_from", "2026-10-01"),
        ("settings.warm_up", "2y"),
        ("settings.horizon", "2y"),
    ];
    run(&study(&[&load(name, &set)]), 8)
}

/// Protects: what is divided among forces adds up again, need, staff, prisoners and arrests alike.
#[test]
fn all_forces_together_are_the_country() {
    let (regions, forces) = (country("baseline"), country("areas/all"));
    let mut apart = Vec::new();
    for metric in metrics().iter().map(|d| &d.metric).filter(|m| m.headline) {
        let (a, b) = (
            regions.summary(0, metric.name),
            forces.summary(0, metric.name),
        );
        let error = (a.se * a.se + b.se * b.se).sqrt() / a.mean.abs();
        let difference = (b.mean - a.mean) / a.mean;
        let line = format!(
            "{}: {:+.1} % (error {:.1} %)",
            metric.name,
            100.0 * difference,
            100.0 * error
        );
        println!("{line}");
        let most = if metric.name == POOLED.0 {
            POOLED.1
        } else {
            MOST
        };
        if difference.abs() > most + ERRORS * error {
            apart.push(line);
        }
    }
    assert!(apart.is_empty(), "\n{}", apart.join("\n"));
}

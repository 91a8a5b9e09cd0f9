//! Fewer people for each real one: what is reported of the whole country stays the same but for
//! noise. Lines are not free of scale (half the places make more than half the wait), so waits
//! themselves are printed and not held; `examples/scale_bias.rs` holds the default scale against
//! one person for one.

use crate::support::{Finished, baseline, run, study};
use throughcare::observe::metrics;

/// A bias of a headline metric up to this share of it may pass.
const MOST: f64 = 0.02;
/// Standard errors that chance may add to it.
const ERRORS: f64 = 3.5;
/// A metric known less well than this says nothing.
const NOISE: f64 = 0.06;

/// Metrics beside the headline ones that rest on few people at once: what a shift or an area has
/// room for must not shrink with the rounding of small numbers.
const HELD: [&str; 2] = ["police_worker_met", "police_need_found"];

/// The baseline at a scale, for two years.
fn at(scale: &str, replicates: u32, check: impl FnOnce(&Finished)) {
    let set = [
        ("settings.population_scale", scale),
        ("settings.observe_from", "2026-10-01"),
        ("settings.warm_up", "2y"),
        ("settings.horizon", "2y"),
    ];
    check(&run(&study(&[&baseline(&set)]), replicates));
}

/// Headline metrics whose bias from one scale to the other is beyond [`MOST`] and chance; prints
/// all of them.
fn biased(small: &Finished, large: &Finished) -> Vec<String> {
    let mut biased = Vec::new();
    for metric in metrics().iter().map(|d| &d.metric) {
        let (a, b) = (small.summary(0, metric.name), large.summary(0, metric.name));
        let bias = (a.mean - b.mean) / b.mean;
        let error = (a.se * a.se + b.se * b.se).sqrt() / b.mean.abs();
        let line = format!(
            "{}: {:+.1} % (error {:.1} %)",
            metric.name,
            100.0 * bias,
            100.0 * error
        );
        println!("{line}");
        if metric.headline || HELD.contains(&metric.name) {
            assert!(error < NOISE, "too few replicates: {line}");
            if bias.abs() > MOST + ERRORS * error {
                biased.push(line);
            }
        }
    }
    biased
}

/// Protects: capacities, stocks and rates shrink together, and results are grossed up by as much.
#[test]
fn headline_metrics_do_not_depend_on_the_scale() {
    at("0.02", 8, |small| {
        at("0.08", 4, |large| {
            let biased = biased(small, large);
            assert!(biased.is_empty(), "\n{}", biased.join("\n"));
        });
    });
}

//! The net under every change of structure: one small national world with every loop and every
//! mechanism that is off by default switched on, hashed metric by metric.
//!
//! Moving, renaming and regrouping leave these lines alone. A change of the model renews them
//! (`INSTA_UPDATE=always cargo test --test pathway golden`) in a commit that says what moved and why.

use sha2::{Digest, Sha256};
use throughcare::observe::{Layout, Record};

use crate::support::{Finished, differing_from_start, run, study};

/// England and Wales in small, from the history before SDS40 to a policy year, with what the
/// baseline leaves off.
const WORLD: [(&str, &str); 7] = [
    ("settings.population_scale", "0.008"),
    ("settings.observe_from", "2023-04-01"),
    ("settings.policy_from", "2027-04-01"),
    ("settings.warm_up", "1y"),
    ("settings.horizon", "1y"),
    ("orders.drr.up_tariff", "0.1"),
    ("recovery.active", "on"),
];

/// A scenario whose loops all run: sittings are limited and the estate is short of places.
const EVERYTHING: &str = "[listing]\ncases_per_week = { magistrates = 9000, crown = 900 }\n\
    [prison]\nplaces.male = 76000\n";

/// A short hash of values, to the bit; "no denominator" has one pattern.
fn hash(values: impl Iterator<Item = f64>) -> String {
    let mut sha = Sha256::new();
    for value in values {
        let value = if value.is_nan() { f64::NAN } else { value };
        sha.update(value.to_bits().to_le_bytes());
    }
    sha.finalize()[..6]
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

/// All values of the metric with number `metric`, in every stratum and period.
fn of_metric<'r>(
    layout: &'r Layout,
    record: &'r Record,
    metric: usize,
) -> impl Iterator<Item = f64> + 'r {
    let cells = layout.cells.iter().zip(&record.values);
    cells
        .filter(move |(cell, _)| usize::from(cell.metric) == metric)
        .map(|(_, &value)| value)
}

fn lines(finished: &Finished) -> String {
    let (layout, record) = (&finished.layout, &finished.records[0][0]);
    let mut lines: Vec<String> = layout
        .metrics
        .iter()
        .enumerate()
        .map(|(i, metric)| format!("{} {}", metric.name, hash(of_metric(layout, record, i))))
        .collect();
    lines.push(format!("[series] {}", hash(record.series.iter().copied())));
    lines.push(format!("[flows] {}", hash(record.flows.iter().copied())));
    lines.push(format!("[events] {}", record.events));
    lines.join("\n")
}

/// Protects: a change of structure changes no result, of any metric, to the last bit.
#[test]
fn golden_results_of_a_national_world_stay_as_they_are() {
    let world = differing_from_start(EVERYTHING, &WORLD);
    let finished = run(&study(&[&world]), 1);
    insta::assert_snapshot!("national_world", lines(&finished));
}

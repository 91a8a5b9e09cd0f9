//! The tables of `run` and `compare` with drawn parameters: two intervals, never one.

use comfy_table::CellAlignment::{Left, Right};

use super::decision::decision;
use super::figures::{Style, per_cent};
use super::grid::{Column, Grid};
use super::{headline, label, replicates, wrap};
use crate::experiment::decision::Decision;
use crate::experiment::{Components, Leaning, Nested, Results, StoreError};
use crate::observe::{Better, Metric};

/// Width of the column of metrics.
const METRIC: u16 = 22;
/// Parameters that are named for each metric.
const NAMED: usize = 3;
/// With a noise level above this hardly any parameter could be told.
const TOO_NOISY: f64 = 0.5;

const COLUMNS: [Column; 6] = [
    ("Metric", METRIC, Left),
    ("Estimate", 10, Right),
    ("Simulation error", 12, Right),
    ("Parameters", 12, Right),
    ("of which par.", 8, Right),
    ("better in", 7, Right),
];

/// The headline metrics: of a single scenario themselves, of policies their differences from
/// the baseline.
///
/// # Errors
/// When a record cannot be read.
pub fn uncertainty(results: &Results<'_>, design: &Nested) -> Result<String, StoreError> {
    let study = results.study();
    let scenarios = study.scenarios();
    let mut text = String::new();
    let shown = match scenarios.len() {
        1 => 0..1,
        count => 1..count,
    };
    for index in shown {
        let one = &scenarios[index];
        let title = match index {
            0 => format!("{}: {}", one.name, one.title),
            _ => format!(
                "{} against {}, differences: {}",
                one.name, scenarios[0].name, one.title
            ),
        };
        text += &wrap(&title);
        text += &block(results, index)?;
        text += &leanings(results, index)?;
        text.push('\n');
    }
    if let Some(found) = Decision::of(results)? {
        text += &decision(&found);
        text.push('\n');
    }
    text += &wrap(&format!(
        "{} draws of {} parameters ({}), {} in all, seed {}. Simulation error: 95% interval of \
         the mean over these draws, the error of a finite number of replicates. Parameters: \
         95% of the draws, with the share of luck in them taken away. The two are apart: \
         neither holds the other. Of which par.: share of parameters in the variance of one \
         replicate. Better in: share of draws.",
        design.draws,
        design.parameters.len(),
        design.origin,
        replicates(results.replicates().len()),
        study.seed(),
    ));
    Ok(text)
}

fn block(results: &Results<'_>, scenario: usize) -> Result<String, StoreError> {
    let mut grid = Grid::new(&COLUMNS);
    for (column, metric) in headline(results.study().layout()) {
        let (values, draws) = results.draws_of(scenario, column)?;
        let better = match scenario {
            0 => Better::Neither,
            _ => metric.better,
        };
        grid.row(row(
            metric,
            &Components::of(&values, &draws, better),
            scenario > 0,
        ));
    }
    Ok(grid.text())
}

fn row(metric: &Metric, over: &Components, is_difference: bool) -> [String; 6] {
    let width = over.half_width();
    let reach = [
        over.parameter_low,
        over.parameter_high,
        over.mc_low,
        over.mc_high,
    ];
    let largest = reach
        .into_iter()
        .fold(over.mean.abs(), |a, b| a.max(b.abs()));
    let style = Style::new(largest, width);
    let show = |value: f64| match is_difference {
        true => style.show_signed(value),
        false => style.show(value),
    };
    // Two lines: both ends of a wide interval do not fit one.
    let interval = |low: f64, high: f64| match low.is_nan() {
        true => "-".to_owned(),
        false => format!("{} to\n{}", show(low), show(high)),
    };
    let share = |value: f64| match value.is_nan() {
        true => String::new(),
        false => per_cent(value).trim_start_matches('+').to_owned(),
    };
    [
        label(metric, METRIC),
        show(over.mean),
        interval(over.mc_low, over.mc_high),
        interval(over.parameter_low, over.parameter_high),
        share(over.share_parameter),
        share(over.probability_better),
    ]
}

/// What each headline metric leans on, as far as the draws can tell.
fn leanings(results: &Results<'_>, scenario: usize) -> Result<String, StoreError> {
    let mut text = String::new();
    let mut level = None;
    for (column, metric) in headline(results.study().layout()) {
        let Some(leaning) = Leaning::of(results, scenario, column)? else {
            continue;
        };
        level = Some((leaning.noise_level, leaning.draws));
        let clear = leaning.parameters.iter();
        let clear = clear.filter(|(_, r)| leaning.is_beyond_noise(*r));
        let named: Vec<String> = clear
            .take(NAMED)
            .map(|(name, r)| format!("{name} {r:+.2}"))
            .collect();
        if !named.is_empty() {
            let metric = metric.name.replace('_', " ");
            text += &wrap(&format!("{metric} leans on {}", named.join(", ")));
        }
    }
    if let Some((level, draws)) = level.filter(|(level, _)| *level > TOO_NOISY) {
        text += &wrap(&format!(
            "{draws} draws are too few to say which parameters these lean on: by chance alone \
             one of them reaches a rank correlation of {level:.2}. `throughcare sensitivity` moves \
             them one by one."
        ));
    }
    Ok(text)
}

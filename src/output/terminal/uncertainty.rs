//! How sure a result is, where parameters were drawn: the interval that holds everything first,
//! then its two parts, and what the result leans on.

use comfy_table::CellAlignment::{Left, Right};

use super::decision::decision;
use super::figures::Style;
use super::grid::{Column, Grid};
use super::{headline, wrap};
use crate::experiment::decision::Decision;
use crate::experiment::{Components, FEWEST_DRAWS, Leaning, Nested, Results, StoreError};
use crate::observe::{Better, Metric};

/// Width of the column of metrics.
const METRIC: u16 = 31;
/// Parameters that are named for each metric.
const NAMED: usize = 3;

const COLUMNS: [Column; 6] = [
    ("How sure", METRIC, Left),
    ("estimate", 10, Right),
    ("± in all", 9, Right),
    ("± luck", 9, Right),
    ("± param.", 9, Right),
    ("better", 7, Right),
];

/// The headline metrics: of a single scenario themselves, of policies their differences from
/// the baseline.
///
/// # Errors
/// When a record cannot be read.
pub fn uncertainty(results: &Results<'_>, design: &Nested) -> Result<String, StoreError> {
    let scenarios = results.study().scenarios();
    let mut text = String::new();
    let shown = match scenarios.len() {
        1 => 0..1,
        count => 1..count,
    };
    for index in shown {
        let name = &scenarios[index].name;
        text += &wrap(&match index {
            0 => format!("{name}: how sure"),
            _ => format!(
                "{name} against {}: how sure the differences are",
                scenarios[0].name
            ),
        });
        text += &block(results, index, design)?;
        text += &leanings(results, index)?;
        text.push('\n');
    }
    if let Some(found) = Decision::of(results)? {
        text += &decision(&found);
        text.push('\n');
    }
    text += &wrap(
        "± in all: half the 95% interval that holds luck and parameters. ± luck: half that of the \
         mean over these draws, the error of a finite number of replicates. ± param.: half the \
         range of 95% of the draws, luck taken out; \"lost\" where luck hides it. better: chance of \
         the good side of zero, luck taken out; at least (≥) or at most (≤) so much where luck hides \
         what parameters do.",
    );
    Ok(text)
}

fn block(results: &Results<'_>, scenario: usize, design: &Nested) -> Result<String, StoreError> {
    let mut grid = Grid::new(&COLUMNS);
    let mut wanted: Option<u32> = None;
    let mut lost = 0;
    for (column, metric) in headline(results.study().layout()) {
        let (values, draws) = results.draws_of(scenario, column)?;
        let better = match scenario {
            0 => Better::Neither,
            _ => metric.better,
        };
        let over = Components::of(&values, &draws, better);
        if scenario == 0 && metric.differences_only {
            continue;
        }
        if let Some(more) = over.replicates_wanted {
            lost += 1;
            wanted = wanted.max(Some(more).filter(|&more| more < u32::MAX));
        }
        grid.row(row(metric, &over, scenario > 0));
    }
    let mut text = grid.text();
    if lost > 0 {
        let more = wanted.map_or(String::new(), |wanted| {
            let (each, all) = (
                wanted.max(design.replicates),
                wanted.saturating_mul(design.draws),
            );
            format!(
                " With --replicates {each} ({all} in all) parameters would show that move one of \
                 them by a quarter."
            )
        });
        text += &wrap(&format!(
            "Lost in luck: of {lost} of these lines luck hides what parameters do, so ± in all is at \
             most so much.{more}"
        ));
    }
    Ok(text)
}

fn row(metric: &Metric, over: &Components, is_difference: bool) -> [String; 6] {
    let parameters = (over.parameter_high - over.parameter_low) / 2.0;
    let total = over.total_half_width();
    let largest = over.mean.abs() + if total.is_nan() { 0.0 } else { total };
    let style = Style::new(largest, total);
    let estimate = match is_difference {
        true => style.show_signed(over.mean),
        false => style.show(over.mean),
    };
    let parameters = match over.is_lost_in_luck() {
        true => "lost".to_owned(),
        false => style.show(parameters),
    };
    let better = match over.probability_better {
        p if p.is_nan() => String::new(),
        p if over.is_lost_in_luck() && p >= 0.5 => format!("≥{:.0}%", (100.0 * p).floor()),
        p if over.is_lost_in_luck() => format!("≤{:.0}%", (100.0 * p).ceil()),
        p if p > 0.99 => ">99%".to_owned(),
        p if p < 0.01 => "<1%".to_owned(),
        p => format!("{:.0}%", 100.0 * p),
    };
    [
        metric.label(),
        estimate,
        style.show(total),
        style.show(over.half_width()),
        parameters,
        better,
    ]
}

/// What each headline metric leans on, as far as the draws can tell.
fn leanings(results: &Results<'_>, scenario: usize) -> Result<String, StoreError> {
    let mut text = String::new();
    let mut fewest = None;
    for (column, metric) in headline(results.study().layout()) {
        let Some(leaning) = Leaning::of(results, scenario, column)? else {
            continue;
        };
        fewest = Some(leaning.draws);
        let clear = leaning.parameters.iter();
        let clear = clear.filter(|(_, r)| leaning.is_beyond_noise(*r));
        let named: Vec<String> = clear
            .take(NAMED)
            .map(|(name, r)| format!("{name} {r:+.2}"))
            .collect();
        if !named.is_empty() {
            text += &wrap(&format!("{} leans on {}", metric.title, named.join(", ")));
        }
    }
    if let Some(draws) = fewest.filter(|&draws| draws < FEWEST_DRAWS) {
        text += &wrap(&format!(
            "{draws} draws are too few to say which parameters these lean on: with \
             --uncertainty {FEWEST_DRAWS} or more the largest can be told from chance, and \
             `throughcare sensitivity` moves them one by one."
        ));
    }
    Ok(text)
}

//! What a difference leans on, the largest first, at most forty lines.

use super::figures::Style;
use super::sweep::columns;
use super::wrap;
use crate::experiment::sensitivity::Swing;
use crate::output::design::{Pass, Sensitivity, Tornado};

/// Parameters that are named for the first metric, and for each of the others.
const NAMED: [usize; 2] = [10, 3];
/// Lines that all policies together have at most.
const LINES: usize = 40;

/// The largest swings of every policy in the metrics `shown`.
pub fn sensitivity(found: &Sensitivity, shown: &[usize]) -> String {
    let mut text = String::new();
    let policies = found.scenarios.len().saturating_sub(1).max(1);
    let mut room = (LINES / policies).max(6);
    for policy in 1..found.scenarios.len() {
        room = (LINES / policies).max(6).min(room + LINES);
        for (place, &column) in shown.iter().enumerate() {
            let named = NAMED[usize::from(place > 0)];
            let Some(tornado) = found.tornado(policy, column).filter(|_| room > 4) else {
                continue;
            };
            if tornado.swings.iter().all(|one| one.swing.difference == 0.0) {
                let metric = found.metrics[column].title;
                text += &wrap(&format!("{metric}: moved by none of them"));
                continue;
            }
            let rows = table(found, tornado, named.min(room.saturating_sub(3)));
            room = room.saturating_sub(rows.len() + 2);
            text += &heading(found, tornado);
            text += &columns(&rows);
        }
    }
    let indices = match found.rows {
        0 => String::new(),
        rows => format!(" Sobol: total index over {rows} rows."),
    };
    let screened = |(place, pass): (usize, &Pass)| match place {
        0 => format!("screened in {} pairs of runs", pass.pairs),
        _ => format!(", the strongest {} again in {}", pass.moved, pass.pairs),
    };
    let screened: String = found.passes.iter().enumerate().map(screened).collect();
    text += &wrap(&format!(
        "{} uncertain parameters, {screened}; each above moved alone over its 95% range, {} replicates \
         under the same luck, seed {}. *: the 95% interval of the swing leaves zero out.{indices}",
        found.inputs.len(),
        found.replicates,
        found.seed,
    ));
    text
}

fn heading(found: &Sensitivity, tornado: &Tornado) -> String {
    let metric = &found.metrics[tornado.column];
    let best = tornado.swings.first().map_or(f64::NAN, |one| one.best);
    wrap(&format!(
        "{} against {}: {} ({}), {} at best estimates",
        found.scenarios[tornado.policy],
        found.scenarios[0],
        metric.title,
        metric.unit,
        Style::new(best, 0.0).show_signed(best),
    ))
}

fn table(found: &Sensitivity, tornado: &Tornado, named: usize) -> Vec<Vec<String>> {
    let has_indices = !tornado.indices.is_empty();
    let mut header = vec!["parameter", "at low", "at high", "swing", "turns at"];
    if has_indices {
        header.push("Sobol");
    }
    let mut rows = vec![header.into_iter().map(str::to_owned).collect()];
    for one in tornado.swings.iter().take(named) {
        let largest = one.ends[0].abs().max(one.ends[1].abs());
        let half = one.swing.half_width();
        let style = Style::new(largest.max(half), half);
        let mark = if one.swing.is_clear() { "*" } else { " " };
        let parameter = &found.parameters[one.input];
        let mut row = vec![
            parameter.name.clone(),
            style.show_signed(one.ends[0]),
            style.show_signed(one.ends[1]),
            format!(
                "{} ±{}{mark}",
                style.show_signed(one.swing.difference),
                style.show(half)
            ),
            turn(one, &parameter.unit),
        ];
        if has_indices {
            row.push(index(tornado, Some(one.input)));
        }
        rows.push(row);
    }
    if has_indices {
        let mut row = vec![String::new(); 5];
        row[0] = "(luck)".to_owned();
        row.push(index(tornado, None));
        rows.push(row);
    }
    rows
}

/// The value at which the difference turns, if it does.
fn turn(one: &Swing, unit: &str) -> String {
    match one.turn.at.first() {
        Some(&value) => format!("{} {unit}", Style::new(value, 0.0).show(value))
            .trim()
            .to_owned(),
        None => String::new(),
    }
}

fn index(tornado: &Tornado, input: Option<usize>) -> String {
    let found = tornado.indices.iter().find(|(of, _)| *of == input);
    match found {
        Some((_, index)) if index.total.is_finite() => format!("{:.2}", index.total),
        Some(_) => "-".to_owned(),
        None => String::new(),
    }
}

//! The tables of designs: one line a value, at most forty lines.

use super::figures::Style;
use super::{WIDTH, wrap};
use crate::experiment::{Crossing, Paired};
use crate::output::design::Sweep;
use crate::output::number;

/// Lines that a table has at most.
const LINES: usize = 40;
/// Characters that a name keeps at least.
const NARROWEST: usize = 24;
/// Lines for what stands around the values.
const AROUND: usize = 8;

/// The differences at every value, and where they turn; `shown` are columns of metrics.
pub fn sweep(sweep: &Sweep, shown: &[usize]) -> String {
    let mut text = String::new();
    let policies = 1..sweep.scenarios().len();
    let room = (LINES / policies.len().max(1))
        .saturating_sub(AROUND)
        .max(3);
    for policy in policies {
        let against = format!(
            "{} against {}, by {}",
            sweep.scenarios()[policy],
            sweep.scenarios()[0],
            axes(sweep)
        );
        text += &wrap(&against);
        match sweep.grid().axes() {
            [_] => line_a_value(&mut text, sweep, policy, shown, room),
            _ => heat(&mut text, sweep, policy, shown, room),
        }
    }
    let half = match sweep.grid().axes() {
        [_] => " with half the 95% interval",
        // A table of two keys has no room for intervals: they are in the file.
        _ => "",
    };
    text += &wrap(&format!(
        "Differences from the baseline{half}, over {} replicates under the \
         same luck, seed {}; *: the 95% interval leaves zero out. It is the error of a finite number of \
         replicates, not the uncertainty of parameters.",
        sweep.replicates(),
        sweep.seed()
    ));
    text
}

fn axes(sweep: &Sweep) -> String {
    let axes = sweep.grid().axes().iter();
    let named = axes.map(|axis| match axis.unit.as_str() {
        "" => axis.name.clone(),
        unit => format!("{} ({unit})", axis.name),
    });
    named.collect::<Vec<_>>().join(" and ")
}

fn line_a_value(text: &mut String, sweep: &Sweep, policy: usize, shown: &[usize], room: usize) {
    let axis = &sweep.grid().axes()[0];
    let effects: Vec<Vec<Paired>> = shown.iter().map(|&c| sweep.effects(policy, c)).collect();
    let mut rows = vec![header("", shown.iter().map(|&c| sweep.metrics()[c].title))];
    for (place, value) in axis.values.iter().enumerate() {
        let mut row = vec![number::format(*value)];
        row.extend(effects.iter().map(|of| cell(&of[place], of)));
        rows.push(row);
    }
    let left_out = thin(&mut rows, room);
    *text += &columns(&rows);
    *text += &left_out.map_or(String::new(), |words| wrap(&words));
    for (&column, effects) in shown.iter().zip(&effects) {
        let metric = &sweep.metrics()[column];
        if let Some(crossing) = sweep.turn(policy, column)
            && effects.iter().any(|e| e.difference != 0.0)
        {
            *text += &wrap(&turning(metric.title, crossing, &axis.values, &axis.unit));
        }
    }
}

/// Where a difference turns, in a sentence.
fn turning(metric: &str, crossing: &Crossing, values: &[f64], unit: &str) -> String {
    let say = |value: f64| format!("{}{unit}", Style::new(value, 0.0).show(value));
    let end = |value: Option<f64>, word: &str, edge: Option<&f64>| match value {
        Some(value) => say(value),
        None => format!("{word} {}", say(edge.copied().unwrap_or(f64::NAN))),
    };
    let name = metric;
    match (crossing.at.as_slice(), crossing.may_cross) {
        ([], false) => format!("{name}: the sign is the same at all of these values"),
        ([], true) => format!("{name}: no turn among these values, but one is within the error"),
        ([one], _) => format!(
            "{name}: turns at {} ({} to {})",
            say(*one),
            end(crossing.low, "below", values.first()),
            end(crossing.high, "above", values.last()),
        ),
        (many, _) => {
            let all: Vec<String> = many.iter().map(|&value| say(value)).collect();
            format!("{name}: crosses nought at {}", all.join(", "))
        }
    }
}

/// A metric a block: the first key down, the second across.
fn heat(text: &mut String, sweep: &Sweep, policy: usize, shown: &[usize], room: usize) {
    let [down, across] = sweep.grid().axes() else {
        return;
    };
    let block = down.values.len() + 2;
    let blocks = (room / block).max(1);
    for &column in shown.iter().take(blocks) {
        let effects = sweep.effects(policy, column);
        let heads = across.values.iter().map(|value| number::format(*value));
        let mut rows = vec![header(sweep.metrics()[column].title, heads)];
        for (place, value) in down.values.iter().enumerate() {
            let from = place * across.values.len();
            let line = &effects[from..from + across.values.len()];
            let mut row = vec![number::format(*value)];
            row.extend(line.iter().map(|one| short(one, &effects)));
            rows.push(row);
        }
        let left_out = thin(&mut rows, LINES - AROUND);
        *text += &columns(&rows);
        *text += &left_out.map_or(String::new(), |words| wrap(&words));
        let fit = fitting(&rows);
        if fit < across.values.len() {
            *text += &wrap(&format!(
                "{fit} of {} columns fit; sweep.csv has all.",
                across.values.len()
            ));
        }
    }
    if shown.len() > blocks {
        *text += &wrap(&format!(
            "{} further metrics: --metrics, or sweep.csv",
            shown.len() - blocks
        ));
    }
}

fn header(first: &str, names: impl Iterator<Item = impl AsRef<str>>) -> Vec<String> {
    let mut row = vec![first.replace('_', " ")];
    row.extend(names.map(|name| name.as_ref().replace('_', " ")));
    row
}

/// A difference with half its interval, in digits that suit all of its column.
fn cell(one: &Paired, all: &[Paired]) -> String {
    let style = style(all);
    let mark = if one.is_clear() { "*" } else { " " };
    let half = style.show(one.half_width());
    format!("{} ±{half}{mark}", style.show_signed(one.difference))
}

fn short(one: &Paired, all: &[Paired]) -> String {
    let mark = if one.is_clear() { "*" } else { " " };
    format!("{}{mark}", style(all).show_signed(one.difference))
}

fn style(all: &[Paired]) -> Style {
    let largest = all
        .iter()
        .map(|one| one.difference.abs() + one.half_width().max(0.0));
    let halves = all
        .iter()
        .map(Paired::half_width)
        .filter(|half| *half > 0.0);
    let narrowest = halves.fold(f64::INFINITY, f64::min);
    Style::new(largest.fold(0.0, f64::max), narrowest)
}

/// Rows in columns of one width each, the numbers to the right; as many columns as fit. Where the
/// first is wide, its texts are shortened rather than columns left out.
pub(super) fn columns(rows: &[Vec<String>]) -> String {
    let widths = widths(rows);
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (field, &width)) in row.iter().zip(&widths).enumerate() {
            match column {
                0 => line += &format!("{:<width$}", shortened(field, width)),
                _ => line += &format!("  {field:>width$}"),
            }
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

/// How many columns fit behind the first.
fn fitting(rows: &[Vec<String>]) -> usize {
    widths(rows).len().saturating_sub(1)
}

/// The widths of the columns that fit.
fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let all = rows.iter().filter_map(|row| row.get(column));
        all.map(|field| field.chars().count()).max().unwrap_or(0)
    };
    let numbers: usize = (1..count).map(|column| width(column) + 2).sum();
    let first = width(0).min(WIDTH.saturating_sub(numbers).max(NARROWEST));
    let mut used = first;
    let fitting = (1..count).take_while(|&column| {
        used += width(column) + 2;
        used <= WIDTH
    });
    std::iter::once(first).chain(fitting.map(width)).collect()
}

/// A text in at most so many characters: of a key its end is kept, which says what it is, of
/// words their beginning.
fn shortened(text: &str, width: usize) -> String {
    let length = text.chars().count();
    if length <= width {
        return text.to_owned();
    }
    let kept = width.saturating_sub(1);
    match text.contains('.') && !text.contains(' ') {
        true => format!("…{}", text.chars().skip(length - kept).collect::<String>()),
        false => format!("{}…", text.chars().take(kept).collect::<String>()),
    }
}

/// Leaves out rows evenly until `room` are left, never the first (the header), the lowest value or
/// the highest; what it says of it.
fn thin(rows: &mut Vec<Vec<String>>, room: usize) -> Option<String> {
    let body = rows.len().saturating_sub(1);
    let step = body.div_ceil(room.max(1)).max(1);
    if step == 1 {
        return None;
    }
    let mut place = 0;
    rows.retain(|_| {
        let is_kept = place == 0 || place == body || (place - 1) % step == 0;
        place += 1;
        is_kept
    });
    Some(format!(
        "{} of {body} values are shown; sweep.csv has all.",
        rows.len() - 1
    ))
}

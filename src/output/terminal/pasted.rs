//! A sheet to be pasted or read by a program: Markdown for a brief, CSV and JSON with the numbers
//! as they are.

use std::fmt::Write;

use serde::Serialize;

use super::figures::{Style, both, per_cent};
use crate::output::number;
use crate::output::sheet::{Change, Line, Sheet};

/// As a Markdown table: one line a metric, two columns a policy.
pub fn markdown(sheet: &Sheet) -> String {
    let mut text = String::new();
    let level = if sheet.is_comparison() {
        "baseline"
    } else {
        "mean"
    };
    let mut head = format!("| | {level} |");
    let mut rule = "|---|---:|".to_owned();
    for (name, _) in &sheet.policies {
        let _ = write!(head, " {} | change |", escaped(name));
        rule += "---:|---:|";
    }
    let _ = writeln!(text, "{head}\n{rule}");
    for block in &sheet.blocks {
        let empty = " |".repeat(1 + 2 * sheet.policies.len());
        let _ = writeln!(text, "| **{}** |{empty}", escaped(&block.title));
        for line in &block.lines {
            let _ = writeln!(text, "{}", row(line));
        }
    }
    for warning in &sheet.warnings {
        let _ = write!(text, "\n*Warning: {}*\n", escaped(warning));
    }
    let _ = write!(text, "\n{}\n", escaped(&sheet.note));
    text
}

fn row(line: &Line) -> String {
    let half = |h: f64| if h.is_nan() { 0.0 } else { h };
    let widest = line
        .changes
        .iter()
        .map(|c| half(c.half))
        .fold(0.0, f64::max);
    let level = line.level.map_or(String::new(), |level| {
        let half = if line.changes.is_empty() {
            level.half
        } else {
            widest
        };
        Style::new(level.mean, half).show(level.mean)
    });
    let mut text = format!("| {} | {level} |", escaped(&line.label));
    for change in &line.changes {
        let style = Style::new(change.difference.abs() + half(change.half), change.half);
        let interval = match change.half.is_nan() {
            true => String::new(),
            false => format!(" ± {}", style.show(change.half)),
        };
        let difference = match change.and {
            Some(and) => both(change, and),
            None => style.show_signed(change.difference) + &interval,
        };
        let _ = write!(text, " {difference} | {} |", per_cent(change.relative));
    }
    text
}

/// Without what Markdown takes for its own.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('*', "\\*")
}

/// One figure of a sheet, for a program.
#[derive(Serialize)]
struct Figure<'s> {
    theme: &'s str,
    metric: &'s str,
    title: &'s str,
    unit: &'s str,
    stratum: &'s str,
    period: &'s str,
    policy: &'s str,
    baseline: Option<f64>,
    difference: Option<f64>,
    half_width: Option<f64>,
    relative_change: Option<f64>,
    probability_better: Option<f64>,
    /// Whether luck hides what parameters do: then the chance is at least, below one half at most,
    /// so much.
    lost_in_luck: bool,
}

/// Every figure of a sheet: a line's level alone where there is no policy.
fn figures(sheet: &Sheet) -> Vec<Figure<'_>> {
    let mut all = Vec::new();
    for block in &sheet.blocks {
        for line in &block.lines {
            let one = |policy, change: Option<&Change>| Figure {
                theme: &block.title,
                metric: line.metric,
                title: &line.label,
                unit: line.unit,
                stratum: &line.stratum,
                period: &line.period,
                policy,
                baseline: line.level.and_then(|level| number::rounded(level.mean)),
                difference: change.and_then(|c| number::rounded(c.difference)),
                half_width: match change {
                    Some(change) => number::rounded(change.half),
                    None => line.level.and_then(|level| number::rounded(level.half)),
                },
                relative_change: change.and_then(|c| number::rounded(c.relative)),
                probability_better: change.and_then(|c| number::rounded(c.better)),
                lost_in_luck: change.is_some_and(|c| c.wanted.is_some()),
            };
            match line.changes.is_empty() {
                true => all.push(one("", None)),
                false => {
                    let policies = sheet.policies.iter().zip(&line.changes);
                    all.extend(policies.map(|((name, _), change)| one(name, Some(change))));
                }
            }
        }
    }
    all
}

/// As CSV, one row a metric and policy.
///
/// # Errors
/// When it cannot be written, which memory does not refuse.
pub fn comma_separated(sheet: &Sheet) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for figure in figures(sheet) {
        writer.serialize(figure)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// As a JSON list, one object a metric and policy.
///
/// # Errors
/// When it cannot be written, which memory does not refuse.
pub fn json(sheet: &Sheet) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(&figures(sheet))? + "\n")
}

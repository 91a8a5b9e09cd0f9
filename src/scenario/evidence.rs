//! Whether every figure says where it comes from.
//!
//! A source is an id of the evidence table or one of [`WORDS`]. A figure without one is not
//! an error of the scenario, since it can be simulated; it is a gap that `check` shows.

use std::collections::BTreeSet;

use super::builtin::EVIDENCE;
use super::diagnostic::nearest;
use super::parameter::{Figure, Parameter};
use super::units::Kind;

/// Sources other than rows of the evidence table. What is assumed or calibrated has a range.
pub const WORDS: [&str; 4] = ["assumption", "calibrated", "law", "definition"];

/// A figure whose origin is not stated as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Path of the parameter.
    pub path: String,
    /// File it is written in.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is missing or wrong.
    pub message: String,
    /// Whether it names a source that there is none of.
    pub is_unknown: bool,
}

/// Ids of the evidence table.
pub fn evidence_ids() -> BTreeSet<String> {
    let mut table = csv::Reader::from_reader(EVIDENCE.as_bytes());
    let ids = table
        .records()
        .filter_map(|row| row.ok()?.get(0).map(str::to_owned));
    ids.collect()
}

/// Everything about the origin of these parameters that is missing or wrong.
pub fn check_sources(parameters: &[Parameter]) -> Vec<Problem> {
    let ids = evidence_ids();
    let mut problems = Vec::new();
    for parameter in parameters {
        let base = parameter.base.as_ref();
        let phases = parameter.phases.iter().map(|phase| &phase.to);
        for figure in base.into_iter().chain(phases) {
            if let Some(message) = message(parameter.kind, figure, base, &ids) {
                let (file, line) = (figure.file.clone(), figure.line);
                problems.push(Problem {
                    path: parameter.path.clone(),
                    file,
                    line,
                    is_unknown: figure.source.as_ref().is_some_and(|of| !is_known(of, &ids)),
                    message,
                });
            }
        }
    }
    problems.dedup();
    problems
}

fn message(
    kind: Kind,
    figure: &Figure,
    base: Option<&Figure>,
    ids: &BTreeSet<String>,
) -> Option<String> {
    let Some(source) = &figure.source else {
        // A switch is a choice of the analyst, not a figure; a date may be one.
        return kind.is_numeric().then(|| "no source".to_owned());
    };
    let ranged_word = match source.as_str() {
        "assumption" => Some("an assumption"),
        "calibrated" => Some("a calibrated value"),
        _ => None,
    };
    if let Some(word) = ranged_word {
        // The phases of one table share its range.
        let ranged = base.filter(|base| base.source_place == figure.source_place);
        let has_range = |one: &Figure| one.low.is_some() && one.high.is_some();
        let covered = has_range(figure) || ranged.is_some_and(has_range);
        let gap = format!("{word} without low and high");
        return (kind.is_numeric() && !covered).then_some(gap);
    }
    if is_known(source, ids) {
        return None;
    }
    let known = WORDS.into_iter().chain(ids.iter().map(String::as_str));
    let hint = nearest(source, known).map(|id| format!("; did you mean {id}?"));
    Some(format!(
        "unknown source {source:?}{}",
        hint.unwrap_or_default()
    ))
}

/// Whether a source is a row of the evidence table or one of the words that stand for none.
fn is_known(source: &str, ids: &BTreeSet<String>) -> bool {
    WORDS.contains(&source) || ids.contains(source)
}

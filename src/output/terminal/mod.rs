//! Tables for people: the headline metrics on a terminal, and pasted into a brief.
//!
//! Every line fits 80 columns whatever the terminal, nothing is coloured, and numbers carry
//! the digits that their intervals support.

mod budget;
mod comparison;
mod decision;
mod figures;
mod footer;
mod grid;
mod lives;
mod metrics;
mod places;
mod rank;
mod sensitivity;
mod summary;
mod sweep;
mod uncertainty;
mod validation;
mod verification;
mod warm_up;

pub use budget::budget;
pub use comparison::comparison;
pub use footer::footer;
pub use lives::lives;
pub use metrics::metrics;
pub use places::places;
pub use rank::rank;
pub use sensitivity::sensitivity;
pub use summary::summary;
pub use sweep::sweep;
pub use uncertainty::uncertainty;
pub use validation::validation;
pub use verification::verification;
pub use warm_up::warm_up;

use super::table::headline;
use crate::observe::Metric;

/// Columns of a terminal that every table fits.
pub const WIDTH: usize = 80;

/// A metric's name as words, with its unit, for a column of `room`.
fn label(metric: &Metric, room: u16) -> String {
    let words = metric.name.replace('_', " ");
    match metric.unit {
        "" => words,
        unit => format!("{words} {}", breakable(&format!("({unit})"), '/', room)),
    }
}

/// A long text in two lines or more, broken behind `mark` rather than anywhere.
fn breakable(text: &str, mark: char, room: u16) -> String {
    match text
        .get(..usize::from(room))
        .and_then(|start| start.rfind(mark))
    {
        Some(at) if text.len() > usize::from(room) => {
            let (first, rest) = text.split_at(at + mark.len_utf8());
            format!("{first}\n{}", breakable(rest, mark, room))
        }
        _ => text.to_owned(),
    }
}

/// How many replicates, in words.
fn replicates(count: usize) -> String {
    match count {
        1 => "1 replicate".to_owned(),
        _ => format!("{count} replicates"),
    }
}

/// Breaks `text` into lines of at most [`WIDTH`] columns.
fn wrap(text: &str) -> String {
    let mut lines = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > WIDTH {
            lines.push('\n');
            used = 0;
        } else if used > 0 {
            lines.push(' ');
            used += 1;
        }
        lines.push_str(word);
        used += length;
    }
    lines.push('\n');
    lines
}

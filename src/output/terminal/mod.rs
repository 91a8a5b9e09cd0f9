//! Tables for people: on a terminal, and pasted into a brief.
//!
//! Results are one [`Sheet`](super::Sheet), shown as wide as the terminal (`table`) or as text to
//! be pasted or read by a program (`pasted`). Other tables fit 80 columns whatever the terminal.
//! Numbers carry the digits that their intervals support.

mod budget;
mod decision;
mod figures;
mod footer;
mod grid;
mod lives;
mod metrics;
mod pasted;
mod places;
mod rank;
mod sensitivity;
mod sweep;
mod table;
mod uncertainty;
mod validation;
mod verification;
mod warm_up;

pub use budget::budget;
pub use footer::footer;
pub use lives::lives;
pub use metrics::metrics;
pub use pasted::{comma_separated, json, markdown};
pub use places::places;
pub use rank::rank;
pub use sensitivity::sensitivity;
pub use sweep::sweep;
pub use table::{Look, table};
pub use uncertainty::uncertainty;
pub use validation::validation;
pub use verification::verification;
pub use warm_up::warm_up;

use unicode_width::UnicodeWidthStr;

use super::table::headline;

/// Columns of a terminal that every table fits.
pub const WIDTH: usize = 80;

/// How many replicates, in words.
fn replicates(count: usize) -> String {
    match count {
        1 => "1 replicate".to_owned(),
        _ => format!("{count} replicates"),
    }
}

/// Breaks `text` into lines of at most [`WIDTH`] columns.
fn wrap(text: &str) -> String {
    wrap_to(text, WIDTH)
}

/// Breaks `text` into lines of at most `width` columns, or of one word.
fn wrap_to(text: &str, width: usize) -> String {
    let mut lines = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.width();
        if used > 0 && used + 1 + length > width {
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

//! How far a missed target is from its band, and why: in words, for the page and the terminal.

use super::number;
use crate::experiment::validation::{Causes, Finding};

/// What is said of a miss without a known cause.
const UNKNOWN: &str = "The cause is not known.";

/// The size of a miss: `1,250 above its band, 2.1 % of what was published`.
pub(super) fn size(finding: &Finding<'_>) -> String {
    let beyond = finding.beyond();
    if beyond.is_nan() {
        return "no value".to_owned();
    }
    let side = if beyond > 0.0 { "above" } else { "below" };
    let digits = match beyond.abs() {
        size if size >= 100.0 => beyond.abs().round(),
        size => (size * 100.0).round() / 100.0,
    };
    format!(
        "{} {side} its band, {} % of what was published",
        number::format(digits),
        number::format((finding.beyond_percent() * 10.0).round() / 10.0)
    )
}

/// The cause of a miss, as far as it is known.
pub(super) fn cause<'c>(finding: &Finding<'_>, causes: &'c Causes) -> &'c str {
    causes.of(&finding.target.id).unwrap_or(UNKNOWN)
}

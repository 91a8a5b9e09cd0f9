//! How far a missed target is from its band, which end of it an undecided one straddles, and why: in
//! words, for the page and the terminal.

use super::number;
use crate::experiment::validation::{Causes, Finding};

/// What is said of a miss without a known cause.
const UNKNOWN: &str = "The cause is not known.";

/// Which end of its band the interval straddles, and what would decide it: `35,320 to 38,910 straddles
/// the upper end, 38,400; about 12 more replicates would decide it`.
pub(super) fn doubt(finding: &Finding<'_>) -> String {
    let (over, question) = (&finding.simulated, finding.question);
    if over.replicates < 2 {
        return "one replicate has no interval: it takes two or more".to_owned();
    }
    let ends = match (
        over.ci_low < question.band_low,
        over.ci_high > question.band_high,
    ) {
        (true, true) => "both ends".to_owned(),
        (true, false) => format!("the lower end, {}", number::format(question.band_low)),
        _ => format!("the upper end, {}", number::format(question.band_high)),
    };
    let (low, high) = (short(over.ci_low), short(over.ci_high));
    let what_decides = match finding.more_replicates() {
        Some(1) => "about 1 more replicate would decide it".to_owned(),
        Some(more) => format!("about {more} more replicates would decide it"),
        None => "no number of replicates that anybody would run decides it".to_owned(),
    };
    format!("{low} to {high} straddles {ends}; {what_decides}")
}

/// A number with the digits that it deserves in a sentence.
pub(super) fn short(value: f64) -> String {
    number::format(match value.abs() {
        size if size >= 100.0 => value.round(),
        _ => (value * 100.0).round() / 100.0,
    })
}

/// The size of a miss: `1,250 above its band, 2.1 % of what was published`.
pub(super) fn size(finding: &Finding<'_>) -> String {
    let beyond = finding.beyond();
    if beyond.is_nan() {
        return "no value".to_owned();
    }
    let side = if beyond > 0.0 { "above" } else { "below" };
    format!(
        "{} {side} its band, {} % of what was published",
        short(beyond.abs()),
        number::format((finding.beyond_percent() * 10.0).round() / 10.0)
    )
}

/// The cause of a miss, as far as it is known.
pub(super) fn cause<'c>(finding: &Finding<'_>, causes: &'c Causes) -> &'c str {
    causes.of(&finding.target.id).unwrap_or(UNKNOWN)
}

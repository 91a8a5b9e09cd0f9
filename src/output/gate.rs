//! What became of a target since the list of the gate was renewed, in words.

use super::misses::short;
use crate::experiment::validation::{Turn, Turned};

/// `lost: 27: recalls, 2024: 44,525 (43,625 to 45,424) is miss, its band is 33,816 to 41,330; ...`: value,
/// band, and what it was.
pub fn gate_line(one: &Turned<'_, '_>) -> String {
    let word = match one.turn {
        Turn::Lost => "lost",
        Turn::Gone => "gone",
        Turn::Weaker => "weaker",
        Turn::Gained => "gained",
        Turn::New => "new",
    };
    let was = one.was.map_or(String::new(), |held| {
        let (verdict, error) = (held.verdict.name(), short(held.error));
        format!("; it was `{verdict}` (standardised error {error})")
    });
    let Some(finding) = one.is else {
        return format!("{word}: {}: it is not judged any more{was}", one.id);
    };
    let (over, question) = (&finding.simulated, finding.question);
    let [mean, low, high, band_low, band_high, error] = [
        over.mean,
        over.ci_low,
        over.ci_high,
        question.band_low,
        question.band_high,
        finding.standardised_error(),
    ]
    .map(short);
    format!(
        "{word}: {}: {}, {}: {mean} ({low} to {high}), band {band_low} to {band_high}: `{}` (standardised error \
         {error}){was}",
        one.id,
        question.series().unwrap_or_else(|| question.metric.clone()),
        finding.target.period,
        finding.word(),
    )
}

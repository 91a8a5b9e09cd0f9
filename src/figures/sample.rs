//! What the tests of this room share: results with a comparison in them.

use super::dossier::Dossier;
use super::row::{Row, Said};

const COLUMNS: [&str; 7] = [
    "policy",
    "metric",
    "stratum",
    "period",
    "difference",
    "ci_low",
    "ci_high",
];

/// Puts a row of `comparison.csv` about everybody into results: a policy changes a metric in a period by a
/// difference between two ends.
pub(super) fn change(
    dossier: &mut Dossier,
    [policy, metric, period]: [&str; 3],
    difference: f64,
    [low, high]: [f64; 2],
) {
    let fields = [
        Said::Text(policy),
        Said::Text(metric),
        Said::Text("all"),
        Said::Text(period),
        Said::Number(difference),
        Said::Number(low),
        Said::Number(high),
    ];
    let row = Row {
        columns: &COLUMNS,
        fields: &fields,
    };
    dossier.take("comparison.csv", row);
}

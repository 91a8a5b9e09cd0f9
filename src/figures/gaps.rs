//! How far apart areas are, before and after a policy.

use super::content::{Entry, Table};
use super::dossier::Dossier;
use super::gap::Gap;

/// Metrics of which the gap is told.
const TOLD: [&str; 4] = [
    "continuity_21_days",
    "reoffending_12_months",
    "released_homeless",
    "treatment_wait_over_21_days",
];

/// The gaps under a policy; nothing where none are told.
pub(super) fn table(dossier: &Dossier, policy: &str) -> Option<Table> {
    let told = |gap: &&Gap| gap.policy == policy && TOLD.contains(&gap.metric.as_str());
    let found: Vec<&Gap> = dossier.gaps.iter().filter(told).collect();
    if found.is_empty() {
        return None;
    }
    let rows = found.iter().map(|gap| {
        let title = dossier.facts.title(&gap.metric);
        let [highest, lowest] = [&gap.highest, &gap.lowest].map(|of| ends(dossier, of));
        let (what, verb) = match gap.measure.as_str() {
            "ratio" => (title, "over"),
            _ => (format!("{title}, points"), "less"),
        };
        vec![
            Entry::Text(what),
            Entry::Text(format!("{highest} {verb} {lowest}")),
            gap.entry(
                gap.before,
                ["baseline_mean", "baseline_ci_low", "baseline_ci_high"],
                false,
            ),
            gap.entry(
                gap.after,
                ["policy_mean", "policy_ci_low", "policy_ci_high"],
                false,
            ),
            gap.entry(gap.change, ["difference", "ci_low", "ci_high"], true),
        ]
    });
    Some(Table {
        caption: format!(
            "{policy}: the fifth of areas with the most against the fifth with the least, before and after"
        ),
        head: [
            "Metric",
            "Areas",
            "Baseline (95% interval)",
            "With the policy",
            "Change",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.collect(),
    })
}

/// The areas of one end in words: their names, or how many there are.
fn ends(dossier: &Dossier, names: &str) -> String {
    let names: Vec<&str> = names.split('+').collect();
    match names.len() {
        1..=2 => {
            let words =
                |name: &&str| super::headline::stratum_words(dossier, &format!("area={name}"));
            names.iter().map(words).collect::<Vec<_>>().join(" and ")
        }
        count => format!("{count} areas"),
    }
}

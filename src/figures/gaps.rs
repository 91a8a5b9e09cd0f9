//! How far apart areas are, before and after a policy: rows of `gaps.csv`.

use super::content::{Entry, Origin, Shown, Table};
use super::dossier::Dossier;
use super::number::Style;
use super::row::Row;

/// The file.
const FILE: &str = "gaps.csv";
/// Metrics of which the gap is told.
const TOLD: [&str; 4] = [
    "continuity_21_days",
    "reoffending_12_months",
    "released_homeless",
    "treatment_wait_over_21_days",
];

/// A gap under the baseline and a policy: a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    policy: String,
    metric: String,
    measure: String,
    highest: String,
    lowest: String,
    before: [f64; 3],
    after: [f64; 3],
    change: [f64; 3],
}

impl Gap {
    /// Reads a row.
    pub(super) fn read(row: Row<'_>) -> Self {
        let text = |column| row.text(column).to_owned();
        let three = |columns: [&str; 3]| columns.map(|column| row.number(column));
        Self {
            policy: text("policy"),
            metric: text("metric"),
            measure: text("measure"),
            highest: text("highest"),
            lowest: text("lowest"),
            before: three(["baseline_mean", "baseline_ci_low", "baseline_ci_high"]),
            after: three(["policy_mean", "policy_ci_low", "policy_ci_high"]),
            change: three(["difference", "ci_low", "ci_high"]),
        }
    }

    fn entry(&self, values: [f64; 3], columns: [&'static str; 3], signed: bool) -> Entry {
        let half = (values[2] - values[1]) / 2.0;
        let style = Style::new("", self.before[0].max(self.after[0]), half);
        let origin = |column| Origin {
            file: FILE,
            key: vec![
                self.policy.clone(),
                self.metric.clone(),
                self.measure.clone(),
            ],
            column,
            times: 1.0,
        };
        let shown = |value: f64, column| match signed {
            true => Shown::signed(value, style, origin(column)),
            false => Shown::plain(value, style, origin(column)),
        };
        let [value, low, high] = values;
        match value.is_finite() {
            false => Entry::None,
            true => Entry::Interval([
                shown(value, columns[0]),
                shown(low, columns[1]),
                shown(high, columns[2]),
            ]),
        }
    }
}

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

//! A row of `gaps.csv`.

use super::content::{Entry, Origin, Shown};
use super::number::Style;
use super::row::Row;

/// The file.
const FILE: &str = "gaps.csv";
/// A gap under the baseline and a policy: a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    pub(super) policy: String,
    pub(super) metric: String,
    pub(super) measure: String,
    pub(super) highest: String,
    pub(super) lowest: String,
    pub(super) before: [f64; 3],
    pub(super) after: [f64; 3],
    pub(super) change: [f64; 3],
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

    /// Three columns of it as they are shown.
    pub(super) fn entry(
        &self,
        values: [f64; 3],
        columns: [&'static str; 3],
        signed: bool,
    ) -> Entry {
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

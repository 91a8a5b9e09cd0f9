//! `gaps.csv`: how far apart areas are, before and after each policy.

use super::sheet::{Source, gaps, has_areas, is_fair};
use super::table::{ExportError, Field, RowSink, Table, has_policies};
use crate::experiment::Results;

/// The file.
pub const GAPS: &str = "gaps.csv";

/// The table of gaps between areas.
#[derive(Clone, Copy, Debug)]
pub struct Gaps;

impl Table for Gaps {
    fn file(&self) -> &'static str {
        GAPS
    }

    fn columns(&self) -> &'static [&'static str] {
        &[
            "policy",
            "baseline",
            "metric",
            "unit",
            "measure",
            "highest",
            "lowest",
            "replicates",
            "baseline_mean",
            "baseline_ci_low",
            "baseline_ci_high",
            "policy_mean",
            "policy_ci_low",
            "policy_ci_high",
            "difference",
            "ci_low",
            "ci_high",
        ]
    }

    fn applies(&self, results: &Results<'_>) -> bool {
        has_policies(results) && has_areas(results.study().layout())
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        let study = results.study();
        let (layout, scenarios) = (study.layout(), study.scenarios());
        let mut source = Source::new(results);
        for (index, metric) in layout.metrics.iter().enumerate() {
            if !is_fair(metric) {
                continue;
            }
            for gap in gaps(results, &mut source, index)? {
                let (highest, lowest) = (gap.highest.join("+"), gap.lowest.join("+"));
                let before = gap.before;
                for (policy, (after, change)) in gap.after.iter().zip(&gap.changes).enumerate() {
                    let level = |of: super::Level| {
                        [of.mean, of.mean - of.half, of.mean + of.half].map(Field::Number)
                    };
                    let ([a, b, c], [d, e, f]) = (level(before), level(*after));
                    sink(&[
                        Field::Text(&scenarios[policy + 1].name),
                        Field::Text(&scenarios[0].name),
                        Field::Text(metric.name),
                        Field::Text(metric.unit),
                        Field::Text(gap.measure.name()),
                        Field::Text(&highest),
                        Field::Text(&lowest),
                        Field::Count(results.replicates().len() as u64),
                        a,
                        b,
                        c,
                        d,
                        e,
                        f,
                        Field::Number(change.difference),
                        Field::Number(change.difference - change.half),
                        Field::Number(change.difference + change.half),
                    ])?;
                }
            }
        }
        Ok(())
    }
}

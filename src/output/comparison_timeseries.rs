//! `comparison_timeseries.csv`: month by month, every policy against the baseline. Months before
//! the policy window are given where something differs in them.

use super::table::{ExportError, Field, RowSink, Table, has_policies};
use super::timeseries::Point;
use crate::experiment::{Paired, Results, Section, Student};

/// The table of monthly paired differences.
#[derive(Clone, Copy, Debug)]
pub struct ComparisonTimeseries;

impl Table for ComparisonTimeseries {
    fn file(&self) -> &'static str {
        "comparison_timeseries.csv"
    }

    fn columns(&self) -> &'static [&'static str] {
        &[
            "policy",
            "baseline",
            "month",
            "metric",
            "universe",
            "stratum",
            "difference",
            "ci_low",
            "ci_high",
        ]
    }

    fn applies(&self, results: &Results<'_>) -> bool {
        has_policies(results)
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        let study = results.study();
        let scenarios = study.scenarios();
        let mut student = Student::default();
        for policy in 1..scenarios.len() {
            results.columns(Section::Series, [0, policy], |column, [before, after]| {
                let point = Point::new(results, column);
                if !point.is_filed {
                    return Ok(());
                }
                let paired = Paired::of(before, after, point.metric.better, &mut student);
                // The history that both share is lived once: nothing is said by its zeros.
                let differs = before
                    .iter()
                    .zip(after)
                    .any(|(a, b)| a.to_bits() != b.to_bits());
                if !point.is_policy && !differs {
                    return Ok(());
                }
                sink(&[
                    Field::Text(&scenarios[policy].name),
                    Field::Text(&scenarios[0].name),
                    Field::Text(point.month),
                    Field::Text(point.metric.name),
                    Field::Text(point.metric.universe.name()),
                    Field::Text(point.stratum),
                    Field::Number(paired.difference),
                    Field::Number(paired.ci_low),
                    Field::Number(paired.ci_high),
                ])
            })?;
        }
        Ok(())
    }
}

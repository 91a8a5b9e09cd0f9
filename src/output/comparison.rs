//! `comparison.csv`: every policy against the baseline, paired by replicate.

use super::table::{ExportError, Field, Named, RowSink, Table, has_policies, is_filed};
use crate::experiment::{Paired, Results, Section, Student};

/// The table of paired differences.
#[derive(Clone, Copy, Debug)]
pub struct Comparison;

impl Table for Comparison {
    fn file(&self) -> &'static str {
        "comparison.csv"
    }

    fn columns(&self) -> &'static [&'static str] {
        &[
            "policy",
            "baseline",
            "metric",
            "unit",
            "universe",
            "stratum",
            "period",
            "replicates",
            "baseline_mean",
            "policy_mean",
            "difference",
            "ci_low",
            "ci_high",
            "relative_change",
            "share_of_replicates_better",
            "variance_reduction",
        ]
    }

    fn applies(&self, results: &Results<'_>) -> bool {
        has_policies(results)
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        let study = results.study();
        let (layout, scenarios) = (study.layout(), study.scenarios());
        let mut student = Student::default();
        for policy in 1..scenarios.len() {
            results.columns(Section::Values, [0, policy], |column, [before, after]| {
                if !is_filed(results, layout.cells[column]) {
                    return Ok(());
                }
                let cell = Named::new(layout, layout.cells[column]);
                let paired = Paired::of(before, after, cell.metric.better, &mut student);
                sink(&[
                    Field::Text(&scenarios[policy].name),
                    Field::Text(&scenarios[0].name),
                    Field::Text(cell.metric.name),
                    Field::Text(cell.metric.unit),
                    Field::Text(cell.metric.universe.name()),
                    Field::Text(cell.stratum),
                    Field::Text(cell.period),
                    Field::Count(paired.replicates as u64),
                    Field::Number(paired.baseline_mean),
                    Field::Number(paired.policy_mean),
                    Field::Number(paired.difference),
                    Field::Number(paired.ci_low),
                    Field::Number(paired.ci_high),
                    Field::Number(paired.relative_change),
                    Field::Number(paired.share_better),
                    Field::Number(paired.variance_reduction),
                ])
            })?;
        }
        Ok(())
    }
}

//! `summary.csv`: every metric of every scenario, over replicates.

use super::table::{ExportError, Field, Named, RowSink, Table, is_filed};
use crate::experiment::{Results, Section, Student, Summary as Statistics};

/// The table of means, intervals and percentiles.
#[derive(Clone, Copy, Debug)]
pub struct Summary;

impl Table for Summary {
    fn file(&self) -> &'static str {
        "summary.csv"
    }

    fn columns(&self) -> &'static [&'static str] {
        &[
            "scenario",
            "metric",
            "unit",
            "universe",
            "stratum",
            "period",
            "replicates",
            "mean",
            "sd",
            "se",
            "ci_low",
            "ci_high",
            "p5",
            "p50",
            "p95",
        ]
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        let study = results.study();
        let layout = study.layout();
        let mut student = Student::default();
        for (index, scenario) in study.scenarios().iter().enumerate() {
            results.columns(Section::Values, [index], |column, [values]| {
                let cell = Named::new(layout, layout.cells[column]);
                // A level that says nothing by itself stands in comparisons alone.
                if cell.metric.differences_only || !is_filed(results, layout.cells[column]) {
                    return Ok(());
                }
                let over = Statistics::of(values, &mut student);
                let [p5, _, p50, _, p95] = over.percentiles;
                sink(&[
                    Field::Text(&scenario.name),
                    Field::Text(cell.metric.name),
                    Field::Text(cell.metric.unit),
                    Field::Text(cell.metric.universe.name()),
                    Field::Text(cell.stratum),
                    Field::Text(cell.period),
                    Field::Count(over.replicates as u64),
                    Field::Number(over.mean),
                    Field::Number(over.sd),
                    Field::Number(over.se),
                    Field::Number(over.ci_low),
                    Field::Number(over.ci_high),
                    Field::Number(p5),
                    Field::Number(p50),
                    Field::Number(p95),
                ])
            })?;
        }
        Ok(())
    }
}

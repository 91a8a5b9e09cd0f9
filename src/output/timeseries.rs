//! `timeseries.csv`: every monthly series of every scenario, over replicates.

use super::table::{ExportError, Field, RowSink, Table};
use crate::experiment::{Results, Section, Student, Summary};
use crate::observe::Metric;

/// The table of monthly means and percentiles.
#[derive(Clone, Copy, Debug)]
pub struct Timeseries;

/// A column of the series section with its indexes looked up.
pub(super) struct Point<'a> {
    pub(super) month: &'a str,
    /// Whether the month is in the policy window.
    pub(super) is_policy: bool,
    pub(super) metric: &'a Metric,
    pub(super) stratum: &'a str,
    /// Whether files hold it: headline metrics of everybody, unless more is asked for.
    pub(super) is_filed: bool,
}

impl<'a> Point<'a> {
    /// Looks up the series column `column`: series after series, month by month.
    pub(super) fn new(results: &Results<'a>, column: usize) -> Self {
        let layout = results.study().layout();
        let months = layout.months.len();
        let (metric, stratum) = layout.series[column / months];
        Self {
            month: &layout.months[column % months],
            is_policy: column % months >= layout.policy_month,
            metric: &layout.metrics[usize::from(metric)],
            stratum: &layout.strata[usize::from(stratum)],
            is_filed: results.detail().all_series
                || stratum == 0 && layout.metrics[usize::from(metric)].headline,
        }
    }
}

impl Table for Timeseries {
    fn file(&self) -> &'static str {
        "timeseries.csv"
    }

    fn columns(&self) -> &'static [&'static str] {
        &[
            "scenario", "month", "metric", "universe", "stratum", "mean", "p5", "p25", "p50",
            "p75", "p95",
        ]
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        let study = results.study();
        let mut student = Student::default();
        for (index, scenario) in study.scenarios().iter().enumerate() {
            results.columns(Section::Series, [index], |column, [values]| {
                let point = Point::new(results, column);
                if !point.is_filed || point.metric.differences_only {
                    return Ok(());
                }
                let over = Summary::of(values, &mut student);
                let [p5, p25, p50, p75, p95] = over.percentiles;
                sink(&[
                    Field::Text(&scenario.name),
                    Field::Text(point.month),
                    Field::Text(point.metric.name),
                    Field::Text(point.metric.universe.name()),
                    Field::Text(point.stratum),
                    Field::Number(over.mean),
                    Field::Number(p5),
                    Field::Number(p25),
                    Field::Number(p50),
                    Field::Number(p75),
                    Field::Number(p95),
                ])
            })?;
        }
        Ok(())
    }
}

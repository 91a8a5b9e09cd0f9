//! `uncertainty.csv`: how far parameters and how far luck could move each result.

use super::table::{ExportError, Field, Named, RowSink, Table, has_policies, is_filed};
use crate::experiment::{Components, Results, Section};
use crate::observe::Better;

/// The table of components of variance: of differences, or of the metric itself where there is
/// no policy.
#[derive(Clone, Copy, Debug)]
pub struct Uncertainty;

impl Table for Uncertainty {
    fn file(&self) -> &'static str {
        "uncertainty.csv"
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
            "draws",
            "replicates",
            "difference",
            "total_low",
            "total_high",
            "mc_ci_low",
            "mc_ci_high",
            "parameter_low",
            "parameter_high",
            "sd_parameter",
            "sd_monte_carlo",
            "share_parameter",
            "lost_in_luck",
            "replicates_wanted",
            "probability_better",
        ]
    }

    fn applies(&self, results: &Results<'_>) -> bool {
        results.study().nested().is_some()
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        let Some(design) = results.study().nested() else {
            return Ok(());
        };
        let draws: Vec<u32> = results
            .replicates()
            .iter()
            .map(|&replicate| design.draw_of(replicate))
            .collect();
        let layout = results.study().layout();
        let scenarios = results.study().scenarios();
        let mut differences = Vec::new();
        let mut row = |names: [&str; 2], column: usize, values: &[f64], is_difference: bool| {
            let cell = Named::new(layout, layout.cells[column]);
            let says = is_difference || !cell.metric.differences_only;
            if !says || !is_filed(results, layout.cells[column]) {
                return Ok(());
            }
            let better = match is_difference {
                true => cell.metric.better,
                false => Better::Neither,
            };
            let over = Components::of(values, &draws, better);
            sink(&[
                Field::Text(names[0]),
                Field::Text(names[1]),
                Field::Text(cell.metric.name),
                Field::Text(cell.metric.unit),
                Field::Text(cell.metric.universe.name()),
                Field::Text(cell.stratum),
                Field::Text(cell.period),
                Field::Count(over.draws as u64),
                Field::Count(over.replicates as u64),
                Field::Number(over.mean),
                Field::Number(over.total_low),
                Field::Number(over.total_high),
                Field::Number(over.mc_low),
                Field::Number(over.mc_high),
                Field::Number(over.parameter_low),
                Field::Number(over.parameter_high),
                Field::Number(over.sd_parameter),
                Field::Number(over.sd_monte_carlo),
                Field::Number(over.share_parameter),
                Field::Text(if over.is_lost_in_luck() { "yes" } else { "no" }),
                Field::Number(match over.replicates_wanted {
                    Some(wanted) if wanted < u32::MAX => f64::from(wanted),
                    _ => f64::NAN,
                }),
                Field::Number(over.probability_better),
            ])
        };
        if !has_policies(results) {
            return results.each_column(Section::Values, [0], |column, [values]| {
                row([&scenarios[0].name, ""], column, values, false)
            });
        }
        for policy in 1..scenarios.len() {
            let names = [&*scenarios[policy].name, &*scenarios[0].name];
            results.each_column(Section::Values, [0, policy], |column, [before, after]| {
                differences.clear();
                differences.extend(before.iter().zip(after).map(|(a, b)| b - a));
                row(names, column, &differences, true)
            })?;
        }
        Ok(())
    }
}

//! `draws.csv`: the parameters that were drawn, and `parameters.csv`: which of them the
//! headline results lean on.

use super::table::{ExportError, Field, RowSink, Table, headline};
use crate::experiment::{Leaning, Results};

/// The table of drawn values.
#[derive(Clone, Copy, Debug)]
pub struct Draws;

impl Table for Draws {
    fn file(&self) -> &'static str {
        "draws.csv"
    }

    fn columns(&self) -> &'static [&'static str] {
        &["draw", "key", "unit", "value"]
    }

    fn applies(&self, results: &Results<'_>) -> bool {
        results.study().nested().is_some()
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        let Some(design) = results.study().nested() else {
            return Ok(());
        };
        for (draw, values) in design.values.iter().enumerate() {
            for (parameter, &value) in design.parameters.iter().zip(values) {
                sink(&[
                    Field::Count(draw as u64),
                    Field::Text(&parameter.name),
                    Field::Text(&parameter.unit),
                    Field::Number(value),
                ])?;
            }
        }
        Ok(())
    }
}

/// The table of rank correlations between drawn parameters and headline results.
#[derive(Clone, Copy, Debug)]
pub struct Parameters;

impl Table for Parameters {
    fn file(&self) -> &'static str {
        "parameters.csv"
    }

    fn columns(&self) -> &'static [&'static str] {
        &[
            "policy",
            "baseline",
            "metric",
            "parameter",
            "draws",
            "rank_correlation",
            "noise_level",
            "beyond_noise",
        ]
    }

    fn applies(&self, results: &Results<'_>) -> bool {
        results.study().nested().is_some()
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        let scenarios = results.study().scenarios();
        let (policies, baseline) = match scenarios {
            [only] => (std::slice::from_ref(only), ""),
            [first, rest @ ..] => (rest, &*first.name),
            [] => return Ok(()),
        };
        for (index, policy) in policies.iter().enumerate() {
            // The baseline is scenario 0, unless it is alone.
            let scenario = scenarios.len() - policies.len() + index;
            for (column, metric) in headline(results.study().layout()) {
                let Some(leaning) = Leaning::of(results, scenario, column)? else {
                    continue;
                };
                for (name, correlation) in &leaning.parameters {
                    let beyond = match leaning.is_beyond_noise(*correlation) {
                        true => "yes",
                        false => "no",
                    };
                    sink(&[
                        Field::Text(&policy.name),
                        Field::Text(baseline),
                        Field::Text(metric.name),
                        Field::Text(name),
                        Field::Count(leaning.draws as u64),
                        Field::Number(*correlation),
                        Field::Number(leaning.noise_level),
                        Field::Text(beyond),
                    ])?;
                }
            }
        }
        Ok(())
    }
}

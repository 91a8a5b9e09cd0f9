//! `attribution.csv`: what a bundle does, told apart into its parts and their interaction.

use super::sheet::bundles;
use super::table::{ExportError, Field, Named, RowSink, Table};
use crate::experiment::{Paired, Results, Section, Student};

/// The table of bundles, for everybody.
#[derive(Clone, Copy, Debug)]
pub struct Attribution;

impl Table for Attribution {
    fn file(&self) -> &'static str {
        "attribution.csv"
    }

    fn columns(&self) -> &'static [&'static str] {
        &[
            "bundle",
            "part",
            "metric",
            "unit",
            "period",
            "replicates",
            "difference",
            "ci_low",
            "ci_high",
        ]
    }

    fn applies(&self, results: &Results<'_>) -> bool {
        !bundles(results.study().scenarios()).is_empty()
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        let study = results.study();
        let (layout, scenarios) = (study.layout(), study.scenarios());
        let mut student = Student::default();
        for bundle in bundles(scenarios) {
            for (column, cell) in layout.cells.iter().enumerate() {
                if cell.stratum != 0 {
                    continue;
                }
                let values: Result<Vec<Vec<f64>>, _> = (0..scenarios.len())
                    .map(|scenario| results.column(Section::Values, scenario, column))
                    .collect();
                let mut values = values?;
                let baseline = values.remove(0);
                let [sum, rest] = bundle.apart(&baseline, &values);
                let nothing = vec![0.0; rest.len()];
                let parts = bundle
                    .parts
                    .iter()
                    .map(|&part| (&*scenarios[part].name, &baseline, &values[part - 1]));
                let whole = (
                    &*scenarios[bundle.whole].name,
                    &baseline,
                    &values[bundle.whole - 1],
                );
                let rest = [
                    ("sum of parts", &baseline, &sum),
                    ("interaction", &nothing, &rest),
                    whole,
                ];
                let named = Named::new(layout, *cell);
                for (part, before, after) in parts.chain(rest) {
                    let paired = Paired::of(before, after, named.metric.better, &mut student);
                    sink(&[
                        Field::Text(&scenarios[bundle.whole].name),
                        Field::Text(part),
                        Field::Text(named.metric.name),
                        Field::Text(named.metric.unit),
                        Field::Text(named.period),
                        Field::Count(paired.replicates as u64),
                        Field::Number(paired.difference),
                        Field::Number(paired.ci_low),
                        Field::Number(paired.ci_high),
                    ])?;
                }
            }
        }
        Ok(())
    }
}

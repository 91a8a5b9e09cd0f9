//! `flows.csv`: how many people move between states each year.

use super::table::{ExportError, Field, RowSink, Table};
use crate::experiment::{Results, Section, Student, Summary};

/// The table of flows between states.
#[derive(Clone, Copy, Debug)]
pub struct Flows;

impl Table for Flows {
    fn file(&self) -> &'static str {
        "flows.csv"
    }

    fn columns(&self) -> &'static [&'static str] {
        &[
            "scenario", "from", "to", "period", "mean", "ci_low", "ci_high",
        ]
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        let study = results.study();
        let layout = study.layout();
        let mut student = Student::default();
        for (index, scenario) in study.scenarios().iter().enumerate() {
            results.columns(Section::Flows, [index], |column, [values]| {
                let flow = &layout.flows[column];
                let over = Summary::of(values, &mut student);
                sink(&[
                    Field::Text(&scenario.name),
                    Field::Text(flow.from),
                    Field::Text(flow.to),
                    Field::Text(&layout.periods[usize::from(flow.period)]),
                    Field::Number(over.mean),
                    Field::Number(over.ci_low),
                    Field::Number(over.ci_high),
                ])
            })?;
        }
        Ok(())
    }
}

//! `replicates.csv`: the replicates themselves, for whoever wants statistics of their own.
//!
//! This is the one file that grows with the number of replicates. It holds every stratum
//! over all periods, and every period of everyone; a stratum's single years are in
//! `summary.csv` alone.

use super::table::{ExportError, Field, Named, RowSink, Table};
use crate::experiment::Results;
use crate::observe::Cell;

/// The table of single replicates.
#[derive(Clone, Copy, Debug)]
pub struct Replicates;

impl Table for Replicates {
    fn file(&self) -> &'static str {
        "replicates.csv"
    }

    fn columns(&self) -> &'static [&'static str] {
        &[
            "scenario",
            "replicate",
            "metric",
            "universe",
            "stratum",
            "period",
            "value",
        ]
    }

    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError> {
        let study = results.study();
        let layout = study.layout();
        for (index, scenario) in study.scenarios().iter().enumerate() {
            for &replicate in results.replicates() {
                let record = results.record(replicate, index)?;
                let cells = layout.cells.iter().zip(&record.values);
                for (&cell, &value) in cells.filter(|(cell, _)| is_kept(results, **cell)) {
                    let cell = Named::new(layout, cell);
                    sink(&[
                        Field::Text(&scenario.name),
                        Field::Count(u64::from(replicate)),
                        Field::Text(cell.metric.name),
                        Field::Text(cell.metric.universe.name()),
                        Field::Text(cell.stratum),
                        Field::Text(cell.period),
                        Field::Number(value),
                    ])?;
                }
            }
        }
        Ok(())
    }
}

/// Whether a cell is about everyone or about all periods, the first of either list: of headline
/// metrics, and of all of them about everyone over all periods, unless more is asked for.
fn is_kept(results: &Results<'_>, cell: Cell) -> bool {
    let metric = &results.study().layout().metrics[usize::from(cell.metric)];
    let (everyone, whole) = (cell.stratum == 0, cell.period == 0);
    match metric.headline || results.detail().all_strata {
        true => everyone || whole,
        false => everyone && whole,
    }
}

//! The data dictionary as a table.

use comfy_table::CellAlignment::Left;

use super::breakable;
use super::grid::{Column, Grid};
use crate::observe::{Better, Metric};

/// Width of the column of names.
const NAME: u16 = 26;
/// Width of the column of units.
const UNIT: u16 = 11;

const COLUMNS: [Column; 4] = [
    ("Metric", NAME, Left),
    ("Unit", UNIT, Left),
    ("About", 9, Left),
    ("Definition", 31, Left),
];

/// Every metric with its unit, whom it is about, and what it means.
pub fn metrics(metrics: &[Metric]) -> String {
    let mut grid = Grid::new(&COLUMNS);
    for metric in metrics {
        let good = match metric.better {
            Better::Higher => ". More is better.",
            Better::Lower => ". Less is better.",
            Better::Neither => ".",
        };
        grid.row([
            breakable(metric.name, '_', NAME),
            breakable(metric.unit, '/', UNIT),
            metric.universe.name().to_owned(),
            metric.definition.to_owned() + good,
        ]);
    }
    grid.text()
}

//! The data dictionary as a table.

use comfy_table::CellAlignment::Left;

use super::grid::{Column, Grid};
use crate::observe::{Better, Metric};

const COLUMNS: [Column; 4] = [
    ("Metric", 27, Left),
    ("Unit", 12, Left),
    ("About", 10, Left),
    ("Definition", 30, Left),
];

/// Every metric with its unit, whom it is about, and what it means.
pub fn metrics(metrics: &[Metric]) -> String {
    let mut grid = Grid::new(&COLUMNS);
    for metric in metrics {
        let good = match metric.better {
            Better::Higher => " More is better.",
            Better::Lower => " Less is better.",
            Better::Neither => "",
        };
        grid.row([
            breakable(metric.name),
            metric.unit.to_owned(),
            metric.universe.name().to_owned(),
            metric.definition.to_owned() + good,
        ]);
    }
    grid.text()
}

/// A long name in two lines, broken behind an underscore rather than anywhere.
fn breakable(name: &str) -> String {
    const ROOM: usize = 26;
    match name.get(..ROOM).and_then(|start| start.rfind('_')) {
        Some(at) if name.len() > ROOM => {
            let (first, rest) = name.split_at(at + 1);
            format!("{first}\n{}", breakable(rest))
        }
        _ => name.to_owned(),
    }
}

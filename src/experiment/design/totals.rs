//! The part of a record that a design keeps: everyone, the whole period.
//!
//! A design has hundreds or thousands of runs. Kept whole, they would fill a disk; nobody looks at
//! a month of one of them.

use crate::observe::{Layout, Record};

/// Which values of a record are kept.
#[derive(Clone, Debug)]
pub(super) struct Totals {
    columns: Vec<usize>,
}

impl Totals {
    /// Those of `layout`, and the layout of what is kept.
    pub(super) fn of(layout: &Layout) -> (Self, Layout) {
        let cells = layout.cells.iter().enumerate();
        let (columns, cells) = cells
            .filter(|(_, cell)| cell.stratum == 0 && cell.period == 0)
            .map(|(column, cell)| (column, *cell))
            .unzip();
        let first = |names: &[String]| names.iter().take(1).cloned().collect();
        let kept = Layout {
            strata: first(&layout.strata),
            periods: first(&layout.periods),
            cells,
            months: Vec::new(),
            policy_month: 0,
            series: Vec::new(),
            flows: Vec::new(),
            prices: Vec::new(),
            ..layout.clone()
        };
        (Self { columns }, kept)
    }

    /// What is kept of a record.
    pub(super) fn keep(&self, record: &Record) -> Record {
        Record {
            values: self.columns.iter().map(|&c| record.values[c]).collect(),
            series: Vec::new(),
            flows: Vec::new(),
            prices: Vec::new(),
            events: record.events,
        }
    }
}

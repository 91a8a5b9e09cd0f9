//! A tidy table: columns and rows, apart from how they are written.

use std::io;

use crate::experiment::{Results, StoreError};
use crate::observe::{Cell, Layout, Metric};

/// One field of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Field<'a> {
    /// A name.
    Text(&'a str),
    /// A whole number.
    Count(u64),
    /// A number; `NaN` and infinities are "no value" and come out empty.
    Number(f64),
}

/// Where the rows of a table go.
pub type RowSink<'a> = &'a mut dyn FnMut(&[Field<'_>]) -> Result<(), ExportError>;

/// Why results could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A record could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file or the stream could not be written.
    #[error("cannot write the results")]
    Io(#[from] io::Error),
    /// The CSV could not be written.
    #[error("cannot write the results")]
    Csv(#[from] csv::Error),
    /// The JSON could not be written.
    #[error("cannot write the results")]
    Json(#[from] serde_json::Error),
}

/// One tidy table. Rows depend on the results alone.
pub trait Table: Sync {
    /// Name of the file.
    fn file(&self) -> &'static str;

    /// The header line.
    fn columns(&self) -> &'static [&'static str];

    /// Whether there is such a table for these results: a comparison needs a policy.
    fn applies(&self, _results: &Results<'_>) -> bool {
        true
    }

    /// Hands every row to `sink`, in an order that depends on the layout alone.
    ///
    /// # Errors
    /// Those of reading the records and of `sink`.
    fn rows(&self, results: &Results<'_>, sink: RowSink<'_>) -> Result<(), ExportError>;
}

/// Whether there is a policy to compare with the baseline.
pub(super) fn has_policies(results: &Results<'_>) -> bool {
    results.study().scenarios().len() > 1
}

/// The columns of a record that a table shows: the totals of the headline metrics.
pub(super) fn headline(layout: &Layout) -> impl Iterator<Item = (usize, &Metric)> {
    let cells = layout.cells.iter().enumerate();
    let totals = cells.filter(|(_, cell)| cell.stratum == 0 && cell.period == 0);
    totals
        .map(|(column, cell)| (column, &layout.metrics[usize::from(cell.metric)]))
        .filter(|(_, metric)| metric.headline)
}

/// Whether files hold a cell: everybody, and the headline metrics by stratum, unless more is
/// asked for.
pub(super) fn is_filed(results: &Results<'_>, cell: Cell) -> bool {
    let metric = &results.study().layout().metrics[usize::from(cell.metric)];
    cell.stratum == 0 || metric.headline || results.detail().all_strata
}

/// A cell with its indexes looked up.
pub(super) struct Named<'a> {
    pub(super) metric: &'a Metric,
    pub(super) stratum: &'a str,
    pub(super) period: &'a str,
}

impl<'a> Named<'a> {
    /// Looks up `cell`.
    pub(super) fn new(layout: &'a Layout, cell: Cell) -> Self {
        Self {
            metric: &layout.metrics[usize::from(cell.metric)],
            stratum: &layout.strata[usize::from(cell.stratum)],
            period: &layout.periods[usize::from(cell.period)],
        }
    }
}

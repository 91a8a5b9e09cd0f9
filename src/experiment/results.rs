//! Reading many replicates without holding them all.
//!
//! A percentile needs every replicate of one value, while a file holds every value of one
//! replicate. So the values are turned over in blocks of columns: as many as fit a fixed
//! budget, whatever the number of replicates.

use super::store::{Store, StoreError};
use super::study::Study;
use crate::observe::Record;

/// Numbers held at a time: 32 MB of them.
const BUDGET: usize = 4 << 20;

/// A part of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// [`Record::values`], by [`Layout::cells`](crate::observe::Layout::cells).
    Values,
    /// [`Record::series`], series after series.
    Series,
    /// [`Record::flows`], by [`Layout::flows`](crate::observe::Layout::flows).
    Flows,
}

/// The finished replicates of a study.
pub struct Results<'a> {
    study: &'a Study<'a>,
    store: &'a Store,
    replicates: Vec<u32>,
    budget: usize,
}

impl<'a> Results<'a> {
    /// The results of `study` kept in `store`, of the given replicates in ascending order.
    pub fn new(study: &'a Study<'a>, store: &'a Store, replicates: Vec<u32>) -> Self {
        Self {
            study,
            store,
            replicates,
            budget: BUDGET,
        }
    }

    /// The same results read with at most `budget` numbers in memory (at least one column).
    pub fn with_budget(self, budget: usize) -> Self {
        Self { budget, ..self }
    }

    /// The study these are the results of.
    pub fn study(&self) -> &'a Study<'a> {
        self.study
    }

    /// The finished replicates, ascending.
    pub fn replicates(&self) -> &[u32] {
        &self.replicates
    }

    /// One replicate of one scenario.
    ///
    /// # Errors
    /// When its record cannot be read.
    pub fn record(&self, replicate: u32, scenario: usize) -> Result<Record, StoreError> {
        self.store.load(replicate, scenario)
    }

    /// Calls `visit` for every column of `section` in order, with the column's values by
    /// replicate, one list for each of `scenarios`.
    ///
    /// # Errors
    /// Those of reading the records and of `visit`.
    pub fn columns<const N: usize, E: From<StoreError>>(
        &self,
        section: Section,
        scenarios: [usize; N],
        mut visit: impl FnMut(usize, [&[f64]; N]) -> Result<(), E>,
    ) -> Result<(), E> {
        let width = self.store.width(section);
        let step = (self.budget / (N * self.replicates.len()).max(1)).max(1);
        for start in (0..width).step_by(step) {
            let block = start..width.min(start + step);
            let mut lists: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
            for (list, scenario) in lists.iter_mut().zip(scenarios) {
                *list = self.block(section, scenario, block.clone())?;
            }
            let count = self.replicates.len();
            for column in block.clone() {
                let at = (column - start) * count;
                let values = std::array::from_fn(|n| &lists[n][at..at + count]);
                visit(column, values)?;
            }
        }
        Ok(())
    }

    /// The values of one column by replicate.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn column(
        &self,
        section: Section,
        scenario: usize,
        column: usize,
    ) -> Result<Vec<f64>, StoreError> {
        self.block(section, scenario, column..column + 1)
    }

    /// The values of a few columns, column after column.
    fn block(
        &self,
        section: Section,
        scenario: usize,
        columns: std::ops::Range<usize>,
    ) -> Result<Vec<f64>, StoreError> {
        let (count, width) = (self.replicates.len(), columns.len());
        let mut turned = vec![0.0; count * width];
        let mut row = Vec::with_capacity(width);
        for (index, &replicate) in self.replicates.iter().enumerate() {
            row.clear();
            let record = (replicate, scenario);
            self.store
                .read_slice(record, section, columns.clone(), &mut row)?;
            for (column, &value) in row.iter().enumerate() {
                turned[column * count + index] = value;
            }
        }
        Ok(turned)
    }
}

//! Reading many replicates without holding them all.
//!
//! A percentile needs every replicate of one value, while a file holds every value of one
//! replicate. So the values are turned over in blocks of columns: as many as fit a fixed
//! budget, whatever the number of replicates.
//!
//! Where parameters are drawn, the replicates of a draw are no independent histories. Then what
//! is read here, save by the methods that say otherwise, is the mean of each draw, so that every
//! statistic is one over draws, and its interval holds both luck and parameters.

use std::ops::Range;

use super::record_file::Section;
use super::statistics::mean;
use super::store::{Store, StoreError};
use super::study::Study;
use crate::observe::Record;

/// Numbers held at a time: 32 MB of them.
const BUDGET: usize = 4 << 20;

/// How much of the results the files hold: by default everybody, and the headline metrics by
/// stratum and month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// Every metric in every stratum that it has.
    pub all_strata: bool,
    /// Every series that was kept.
    pub all_series: bool,
}

/// The finished replicates of a study.
pub struct Results<'a> {
    study: &'a Study<'a>,
    store: &'a Store,
    replicates: Vec<u32>,
    budget: usize,
    detail: Detail,
}

impl<'a> Results<'a> {
    /// The results of `study` kept in `store`, of the given replicates in ascending order.
    pub fn new(study: &'a Study<'a>, store: &'a Store, replicates: Vec<u32>) -> Self {
        Self {
            study,
            store,
            replicates,
            budget: BUDGET,
            detail: Detail::default(),
        }
    }

    /// The same results with more of them in files.
    pub fn with_detail(self, detail: Detail) -> Self {
        Self { detail, ..self }
    }

    /// How much of them files hold.
    pub fn detail(&self) -> Detail {
        self.detail
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
    /// replicate (by draw, where parameters are drawn), one list for each of `scenarios`.
    ///
    /// # Errors
    /// Those of reading the records and of `visit`.
    pub fn columns<const N: usize, E: From<StoreError>>(
        &self,
        section: Section,
        scenarios: [usize; N],
        mut visit: impl FnMut(usize, [&[f64]; N]) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(draws) = self.draws() else {
            return self.each_column(section, scenarios, visit);
        };
        self.each_column(section, scenarios, |column, lists| {
            let means = lists.map(|values| means_by_draw(values, &draws));
            visit(column, std::array::from_fn(|n| means[n].as_slice()))
        })
    }

    /// As [`columns`](Self::columns), but always by replicate.
    ///
    /// # Errors
    /// Those of reading the records and of `visit`.
    pub fn each_column<const N: usize, E: From<StoreError>>(
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

    /// The values of one column by replicate (by draw, where parameters are drawn).
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn column(
        &self,
        section: Section,
        scenario: usize,
        column: usize,
    ) -> Result<Vec<f64>, StoreError> {
        let values = self.block(section, scenario, column..column + 1)?;
        Ok(match self.draws() {
            None => values,
            Some(draws) => means_by_draw(&values, &draws),
        })
    }

    /// One column of the values by replicate, with the draw of each: of scenario 0 the value, of
    /// another its difference from scenario 0.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn draws_of(
        &self,
        scenario: usize,
        column: usize,
    ) -> Result<(Vec<f64>, Vec<u32>), StoreError> {
        let columns = column..column + 1;
        let mut values = self.block(Section::Values, scenario, columns.clone())?;
        if scenario > 0 {
            let baseline = self.block(Section::Values, 0, columns)?;
            values.iter_mut().zip(baseline).for_each(|(v, b)| *v -= b);
        }
        let draws = self.draws().unwrap_or_else(|| self.replicates.clone());
        Ok((values, draws))
    }

    /// The values of neighbouring columns by replicate, column after column, whether parameters are
    /// drawn or not.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn stretch(&self, scenario: usize, columns: Range<usize>) -> Result<Vec<f64>, StoreError> {
        self.block(Section::Values, scenario, columns)
    }

    /// The values of one column by replicate, whether parameters are drawn or not.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn by_replicate(&self, scenario: usize, column: usize) -> Result<Vec<f64>, StoreError> {
        self.block(Section::Values, scenario, column..column + 1)
    }

    /// The draw that each replicate belongs to, where parameters are drawn.
    pub fn draws(&self) -> Option<Vec<u32>> {
        let nested = self.study.nested()?;
        let draws = self.replicates.iter().map(|&r| nested.draw_of(r));
        Some(draws.collect())
    }

    /// The values of a few columns, column after column.
    fn block(
        &self,
        section: Section,
        scenario: usize,
        columns: Range<usize>,
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

/// The mean of each draw over its replicates with a value; `NaN` for a draw without any.
fn means_by_draw(values: &[f64], draws: &[u32]) -> Vec<f64> {
    let pairs: Vec<(u32, f64)> = draws.iter().copied().zip(values.iter().copied()).collect();
    let of_draws = pairs.chunk_by(|a, b| a.0 == b.0);
    let mean_of = |draw: &[(u32, f64)]| {
        let there = draw.iter().map(|pair| pair.1).filter(|v| !v.is_nan());
        mean(&there.collect::<Vec<_>>())
    };
    of_draws.map(mean_of).collect()
}

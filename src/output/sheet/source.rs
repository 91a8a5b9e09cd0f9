//! The figures of a sheet: levels of the baseline and differences of policies, of one column of
//! the records or of several added up.

use std::collections::BTreeMap;
use std::ops::Range;

use super::bundle::Bundle;
use crate::experiment::{Components, Paired, Results, StoreError, Student, Summary};
use crate::observe::Better;

/// A value of the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Mean.
    pub mean: f64,
    /// Half the 95% interval; `NaN` where there is none.
    pub half: f64,
}

/// A difference from the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Mean of policy less baseline.
    pub difference: f64,
    /// Half the 95% interval: of luck and parameters together, where they were drawn.
    pub half: f64,
    /// Difference over the baseline's mean; `NaN` where there is none.
    pub relative: f64,
    /// Chance of the good side of zero, where parameters were drawn and a side is good.
    pub better: f64,
    /// Whether luck hides what parameters do, and how many replicates of each draw would tell.
    pub wanted: Option<u32>,
    /// A second difference with half its interval, of a line that has two.
    pub and: Option<[f64; 2]>,
}

impl Change {
    /// Whether the interval leaves zero out.
    pub fn is_clear(&self) -> bool {
        self.difference.abs() > self.half
    }
}

/// Columns read at a time: who asks for one asks for its neighbours next, and records unpack so many at
/// once.
const STRETCH: usize = 1024;

/// Neighbouring columns of one scenario by replicate, column after column.
#[derive(Default)]
struct Stretch {
    columns: Range<usize>,
    values: Vec<f64>,
}

/// Columns of the records, read when they are asked for.
pub struct Source<'r> {
    results: &'r Results<'r>,
    columns: BTreeMap<(u16, u16, u16), usize>,
    /// What was read last of each scenario.
    read: Vec<Stretch>,
    draws: Option<Vec<u32>>,
    student: Student,
}

impl<'r> Source<'r> {
    /// The columns of `results`.
    pub fn new(results: &'r Results<'_>) -> Source<'r> {
        let cells = results.study().layout().cells.iter().enumerate();
        Source {
            results,
            columns: cells
                .map(|(i, c)| ((c.metric, c.stratum, c.period), i))
                .collect(),
            read: Vec::new(),
            draws: results.draws(),
            student: Student::default(),
        }
    }

    /// The column of a metric in a stratum and a period, by their indexes.
    pub fn column(&self, metric: u16, stratum: u16, period: u16) -> Option<usize> {
        self.columns.get(&(metric, stratum, period)).copied()
    }

    /// By replicate, the columns of one scenario added up.
    pub(super) fn sum(
        &mut self,
        scenario: usize,
        columns: &[usize],
    ) -> Result<Vec<f64>, StoreError> {
        let mut sum = vec![0.0; self.results.replicates().len()];
        for &column in columns {
            let values = self.by_replicate(scenario, column)?;
            sum.iter_mut().zip(values).for_each(|(sum, v)| *sum += v);
        }
        Ok(sum)
    }

    /// By replicate, one column of one scenario.
    fn by_replicate(&mut self, scenario: usize, column: usize) -> Result<&[f64], StoreError> {
        if self.read.len() <= scenario {
            self.read.resize_with(scenario + 1, Stretch::default);
        }
        let read = &mut self.read[scenario];
        if !read.columns.contains(&column) {
            let from = column / STRETCH * STRETCH;
            let columns = from..(from + STRETCH).min(self.columns.len());
            read.values = self.results.stretch(scenario, columns.clone())?;
            read.columns = columns;
        }
        let count = self.results.replicates().len();
        let at = (column - read.columns.start) * count;
        Ok(&read.values[at..at + count])
    }

    /// The baseline's value.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn level(&mut self, columns: &[usize]) -> Result<Level, StoreError> {
        let values = self.sum(0, columns)?;
        Ok(self.level_of(&values))
    }

    /// A value that is known by replicate.
    pub(super) fn level_of(&mut self, values: &[f64]) -> Level {
        match &self.draws {
            None => {
                let over = Summary::of(values, &mut self.student);
                Level {
                    mean: over.mean,
                    half: over.half_width(),
                }
            }
            Some(draws) => {
                let over = Components::of(values, draws, Better::Neither);
                Level {
                    mean: over.mean,
                    half: over.total_half_width(),
                }
            }
        }
    }

    /// The difference of every policy from the baseline, then of each bundle the sum of its parts
    /// and what the bundle has beyond it.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn changes(
        &mut self,
        columns: &[usize],
        better: Better,
        bundles: &[Bundle],
    ) -> Result<Vec<Change>, StoreError> {
        let baseline = self.sum(0, columns)?;
        let count = self.results.study().scenarios().len();
        let mut policies = Vec::with_capacity(count - 1);
        for policy in 1..count {
            policies.push(self.sum(policy, columns)?);
        }
        let mut changes: Vec<Change> = policies
            .iter()
            .map(|policy| self.change(&baseline, policy, better))
            .collect();
        for bundle in bundles {
            let [sum, rest] = bundle.apart(&baseline, &policies);
            changes.push(self.change(&baseline, &sum, better));
            // The interaction stands against no change at all.
            let beyond: Vec<f64> = baseline.iter().zip(&rest).map(|(b, r)| b + r).collect();
            changes.push(self.change(&baseline, &beyond, better));
        }
        Ok(changes)
    }

    /// The difference of what is known by replicate before and after.
    pub(super) fn change(&mut self, before: &[f64], after: &[f64], better: Better) -> Change {
        match &self.draws {
            None => {
                let paired = Paired::of(before, after, better, &mut self.student);
                Change {
                    difference: paired.difference,
                    half: paired.half_width(),
                    relative: paired.relative_change,
                    better: f64::NAN,
                    wanted: None,
                    and: None,
                }
            }
            Some(draws) => {
                let differences: Vec<f64> = before.iter().zip(after).map(|(a, b)| b - a).collect();
                let over = Components::of(&differences, draws, better);
                let level = Components::of(before, draws, Better::Neither).mean;
                Change {
                    difference: over.mean,
                    half: over.total_half_width(),
                    relative: match level {
                        0.0 => f64::NAN,
                        level => over.mean / level.abs(),
                    },
                    better: over.probability_better,
                    wanted: over.replicates_wanted,
                    and: None,
                }
            }
        }
    }
}

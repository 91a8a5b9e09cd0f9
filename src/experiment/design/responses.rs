//! What came out of a design, point by point.

use super::designed::Shape;
use crate::experiment::{Results, Section, StoreError};
use crate::observe::Metric;

/// The results of a design.
pub struct Responses<'a> {
    results: &'a Results<'a>,
    shape: Shape,
}

impl<'a> Responses<'a> {
    /// The results of a design of this shape.
    pub fn new(results: &'a Results<'a>, shape: Shape) -> Self {
        Self { results, shape }
    }

    /// The results as runs.
    pub fn results(&self) -> &'a Results<'a> {
        self.results
    }

    /// The metrics, by column.
    pub fn metrics(&self) -> Vec<Metric> {
        let layout = self.results.study().layout();
        let cells = layout.cells.iter();
        cells
            .map(|cell| layout.metrics[usize::from(cell.metric)])
            .collect()
    }

    /// How many points there are.
    pub fn points(&self) -> usize {
        self.shape.points
    }

    /// How many policies there are.
    pub fn policies(&self) -> usize {
        self.shape.policies
    }

    /// The name of a policy, from one on.
    pub fn name(&self, policy: usize) -> String {
        let name = &self.results.study().scenarios()[policy].name;
        let at_first = name.strip_suffix("@1").filter(|_| self.shape.is_shared);
        at_first.unwrap_or(name).to_owned()
    }

    /// How many replicates of every point are finished.
    pub fn replicates(&self) -> usize {
        self.results.replicates().len() / self.shape.runs(1).max(1) as usize
    }

    /// The column of a metric; none if there is no such metric.
    pub fn column(&self, metric: &str) -> Option<usize> {
        let layout = self.results.study().layout();
        let name = |cell: &crate::observe::Cell| layout.metrics[usize::from(cell.metric)].name;
        layout.cells.iter().position(|cell| name(cell) == metric)
    }

    /// The values of a column under the baseline (nought) or a policy (from one on): point by point,
    /// the replicates in their order. `NaN` where a run has no value or is not finished.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn values(&self, scenario: usize, column: usize) -> Result<Vec<Vec<f64>>, StoreError> {
        if self.shape.is_shared {
            let read = |scenario| self.results.column(Section::Values, scenario, column);
            return match scenario {
                0 => Ok(vec![read(0)?; self.shape.points]),
                _ => (0..self.shape.points)
                    .map(|point| read(point * self.shape.policies + scenario))
                    .collect(),
            };
        }
        let runs = self.results.replicates();
        let values = self.results.column(Section::Values, scenario, column)?;
        let points = self.shape.points;
        let replicates = runs.last().map_or(0, |&last| last as usize / points + 1);
        let mut by_point = vec![vec![f64::NAN; replicates]; points];
        for (&run, value) in runs.iter().zip(values) {
            let (replicate, point) = (run as usize / points, run as usize % points);
            by_point[point][replicate] = value;
        }
        Ok(by_point)
    }

    /// The differences of a policy from the baseline, likewise.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn differences(&self, policy: usize, column: usize) -> Result<Vec<Vec<f64>>, StoreError> {
        let mut differences = self.values(policy, column)?;
        let baseline = self.values(0, column)?;
        for (policy, baseline) in differences.iter_mut().zip(&baseline) {
            policy.iter_mut().zip(baseline).for_each(|(p, b)| *p -= b);
        }
        Ok(differences)
    }
}

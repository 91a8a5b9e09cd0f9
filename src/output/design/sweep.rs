//! What a sweep found: the difference of every policy at every value, and where it turns.

use std::collections::BTreeMap;
use std::io::Write;

use super::sheet::{Entry, Sheet};
use crate::experiment::design::{Axis, Grid, Responses};
use crate::experiment::keep::Keep;
use crate::experiment::{At, Crossing, Paired, StoreError, Student, turning};
use crate::observe::Metric;
use crate::output::table::ExportError;

/// Name of the file with every value.
pub const SWEEP: &str = "sweep.csv";
/// Name of the file that says where the answer turns.
pub const SWITCHING: &str = "switching.csv";

/// The difference of one policy in one metric at one point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The point, from nought.
    pub point: usize,
    /// The scenario.
    pub policy: usize,
    /// The metric, by its column.
    pub column: usize,
    /// What the policy does.
    pub paired: Paired,
}

/// The value at which a difference turns.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The scenario.
    pub policy: usize,
    /// The metric, by its column.
    pub column: usize,
    /// Where the difference is nought.
    pub crossing: Crossing,
}

/// What a sweep found.
#[derive(Clone, Debug)]
pub struct Sweep {
    grid: Grid,
    scenarios: Vec<String>,
    metrics: Vec<Metric>,
    replicates: usize,
    seed: u64,
    effects: Vec<Effect>,
    turns: Vec<Turn>,
}

impl Sweep {
    /// Works out every difference of the responses over `grid`.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn new(responses: &Responses<'_>, grid: &Grid) -> Result<Self, StoreError> {
        let study = responses.results().study();
        let metrics = responses.metrics();
        let mut student = Student::default();
        let (mut effects, mut turns) = (Vec::new(), Vec::new());
        let mut scenarios = vec![study.scenarios()[0].name.clone()];
        for policy in 1..=responses.policies() {
            scenarios.push(responses.name(policy));
            for (column, metric) in metrics.iter().enumerate() {
                let baseline = responses.values(0, column)?;
                let values = responses.values(policy, column)?;
                for (point, (a, b)) in baseline.iter().zip(&values).enumerate() {
                    effects.push(Effect {
                        point,
                        policy,
                        column,
                        paired: Paired::of(a, b, metric.better, &mut student),
                    });
                }
                if let [axis] = grid.axes() {
                    let pairs = baseline.iter().zip(&values);
                    let differences = pairs.map(|(a, b)| a.iter().zip(b).map(|(a, b)| b - a));
                    let at = axis.values.iter().zip(differences);
                    let curve: Vec<At> = at.map(|(x, d)| (*x, d.collect())).collect();
                    turns.push(Turn {
                        policy,
                        column,
                        crossing: turning(&curve, &mut student),
                    });
                }
            }
        }
        Ok(Self {
            grid: grid.clone(),
            scenarios,
            metrics,
            replicates: responses.replicates(),
            seed: study.seed(),
            effects,
            turns,
        })
    }

    /// What was varied.
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// The names of the scenarios, the baseline first.
    pub fn scenarios(&self) -> &[String] {
        &self.scenarios
    }

    /// The metrics, by column.
    pub fn metrics(&self) -> &[Metric] {
        &self.metrics
    }

    /// Replicates of every point.
    pub fn replicates(&self) -> usize {
        self.replicates
    }

    /// The master seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The differences of a policy in a metric, point by point.
    pub fn effects(&self, policy: usize, column: usize) -> Vec<Paired> {
        let own = self.effects.iter();
        let own = own.filter(|one| (one.policy, one.column) == (policy, column));
        own.map(|one| one.paired).collect()
    }

    /// Where the difference of a policy in a metric turns, if one value was varied.
    pub fn turn(&self, policy: usize, column: usize) -> Option<&Crossing> {
        let mut all = self.turns.iter();
        let own = all.find(|one| (one.policy, one.column) == (policy, column));
        own.map(|one| &one.crossing)
    }

    /// Writes the files and gives their SHA-256 by name.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn write(&self, keep: &dyn Keep) -> Result<BTreeMap<String, String>, ExportError> {
        let mut hashes = BTreeMap::new();
        hashes.insert(SWEEP.to_owned(), self.sheet().write(keep, SWEEP)?);
        if !self.turns.is_empty() {
            let hash = self.switching().write(keep, SWITCHING)?;
            hashes.insert(SWITCHING.to_owned(), hash);
        }
        Ok(hashes)
    }

    /// Writes the rows of `sweep.csv` as JSON.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn json(&self, out: &mut dyn Write) -> Result<(), ExportError> {
        self.sheet().json(out)
    }

    fn sheet(&self) -> Sheet {
        let axes = self.grid.axes().iter().map(column_of);
        let fixed = [
            "policy",
            "baseline",
            "metric",
            "unit",
            "universe",
            "replicates",
            "baseline_mean",
            "policy_mean",
            "difference",
            "ci_low",
            "ci_high",
            "relative_change",
            "share_of_replicates_better",
        ];
        let columns = std::iter::once("point".to_owned()).chain(axes);
        let mut sheet = Sheet::new(columns.chain(fixed.map(str::to_owned)));
        for one in &self.effects {
            let metric = &self.metrics[one.column];
            let paired = &one.paired;
            let mut row = vec![Entry::from(one.point + 1)];
            row.extend(self.grid.values(one.point).into_iter().map(Entry::from));
            row.extend([
                self.scenarios[one.policy].as_str().into(),
                self.scenarios[0].as_str().into(),
                metric.name.into(),
                metric.unit.into(),
                metric.universe.name().into(),
                paired.replicates.into(),
                paired.baseline_mean.into(),
                paired.policy_mean.into(),
                paired.difference.into(),
                paired.ci_low.into(),
                paired.ci_high.into(),
                paired.relative_change.into(),
                paired.share_better.into(),
            ]);
            sheet.row(row);
        }
        sheet
    }

    fn switching(&self) -> Sheet {
        let mut sheet = Sheet::new([
            "parameter",
            "unit",
            "policy",
            "baseline",
            "metric",
            "times_crossed",
            "switching_value",
            "ci_low",
            "ci_high",
            "lowest",
            "highest",
        ]);
        let Some(axis) = self.grid.axes().first() else {
            return sheet;
        };
        let end = |value: Option<&f64>| value.copied().unwrap_or(f64::NAN);
        for turn in &self.turns {
            let crossing = &turn.crossing;
            let once = crossing.at.len() == 1;
            sheet.row(vec![
                axis.name.as_str().into(),
                axis.unit.as_str().into(),
                self.scenarios[turn.policy].as_str().into(),
                self.scenarios[0].as_str().into(),
                self.metrics[turn.column].name.into(),
                crossing.at.len().into(),
                end(crossing.at.first().filter(|_| once)).into(),
                crossing.low.unwrap_or(f64::NAN).into(),
                crossing.high.unwrap_or(f64::NAN).into(),
                end(axis.values.first()).into(),
                end(axis.values.last()).into(),
            ]);
        }
        sheet
    }
}

/// The name of an axis as a column, with its unit where it has one.
fn column_of(axis: &Axis) -> String {
    match axis.unit.as_str() {
        "" => axis.name.clone(),
        unit => format!("{} ({unit})", axis.name),
    }
}

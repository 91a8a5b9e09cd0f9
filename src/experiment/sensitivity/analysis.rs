//! From the runs of a design to what a difference leans on.

use super::screening::{Balanced, Screened, screen};
use super::sobol::{Index, indices};
use crate::engine::Key;
use crate::experiment::design::Responses;
use crate::experiment::{At, Crossing, Paired, StoreError, Student, mean, turning};
use crate::observe::Better;

/// What one input does to a difference when it alone goes from its low to its high end.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// Which input, by its place among those that were moved.
    pub input: usize,
    /// The difference with everything at its best estimate, and with the input at either end.
    pub best: f64,
    /// At the low end, then at the high end.
    pub ends: [f64; 2],
    /// High end less low end, pair by pair.
    pub swing: Paired,
    /// Where between the ends the difference is nought.
    pub turn: Crossing,
}

impl Swing {
    /// Whether the difference changes its sign between the ends.
    pub fn turns(&self) -> bool {
        !self.turn.at.is_empty()
    }
}

/// The screening of one difference by the inputs that can reach it.
///
/// # Errors
/// When a record cannot be read.
pub fn screened(
    responses: &Responses<'_>,
    design: &Balanced,
    reaches: impl Fn(usize) -> bool,
    (policy, column): (usize, usize),
) -> Result<Screened, StoreError> {
    let both = responses.differences(policy, column)?;
    let [first, second] = both.as_slice() else {
        return Ok(screen(design, reaches, &[], &[]));
    };
    Ok(screen(design, reaches, first, second))
}

/// The swings of one difference, of runs with nothing moved and then each input at its low and at
/// its high end; `values` are those of every input at its low end, its best estimate and its high
/// end. The largest comes first.
///
/// # Errors
/// When a record cannot be read.
pub fn swings(
    responses: &Responses<'_>,
    values: &[[f64; 3]],
    (policy, column): (usize, usize),
) -> Result<Vec<Swing>, StoreError> {
    let differences = responses.differences(policy, column)?;
    let mut student = Student::default();
    let there = |all: &[f64]| {
        let finite: Vec<f64> = all.iter().copied().filter(|v| v.is_finite()).collect();
        mean(&finite)
    };
    let mut swings = Vec::new();
    for (input, values) in values.iter().enumerate() {
        let best = &differences[0];
        let [low, high] = [1, 2].map(|end| &differences[2 * input + end]);
        let runs = [low, best, high];
        let curve: Vec<At> = values.iter().copied().zip(runs.map(Clone::clone)).collect();
        swings.push(Swing {
            input,
            best: there(best),
            ends: [there(low), there(high)],
            swing: Paired::of(low, high, Better::Neither, &mut student),
            turn: turning(&curve, &mut student),
        });
    }
    let size = |one: &Swing| match one.swing.difference.abs() {
        size if size.is_nan() => -1.0,
        size => size,
    };
    swings.sort_by(|a, b| size(b).total_cmp(&size(a)));
    Ok(swings)
}

/// The Sobol indices of one difference, of runs in the order of
/// [`Samples::runs`](super::sobol::Samples::runs), row by row a replicate. The last is that of luck.
///
/// # Errors
/// When a record cannot be read.
pub fn sobol(
    responses: &Responses<'_>,
    key: Key,
    (policy, column): (usize, usize),
) -> Result<Vec<Index>, StoreError> {
    let by_point = responses.differences(policy, column)?;
    let rows = by_point.iter().map(Vec::len).min().unwrap_or(0);
    let row = |row: usize| by_point.iter().map(move |point| point[row]);
    let results: Vec<f64> = (0..rows).flat_map(row).collect();
    Ok(indices(responses.points().saturating_sub(2), &results, key))
}

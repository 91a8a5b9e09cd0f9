//! What a model must offer to be fitted, and how progress is told.

use std::io;

/// A model whose parameters can be set.
pub trait Objective: Sync {
    /// The simulated value of every aim, in their order, with the parameters at `values` (in the
    /// order of the space) and the luck of `replicate`; `NaN` where there is none. A function of
    /// its arguments alone. `go_on` is asked now and then, and false abandons the run.
    ///
    /// # Errors
    /// [`Halt::Interrupted`] when `go_on` was false; [`Halt::Failed`] when these values cannot be
    /// simulated.
    fn simulate(
        &self,
        values: &[f64],
        replicate: u32,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<f64>, Halt>;
}

/// Why a calibration stopped before its end. Finished runs are kept.
#[derive(Debug, thiserror::Error)]
pub enum Halt {
    /// Someone asked for it.
    #[error("the calibration was interrupted")]
    Interrupted,
    /// A run failed.
    #[error("a run failed: {0}")]
    Failed(String),
    /// A run could not be kept.
    #[error("cannot keep a run: {0}")]
    Io(#[from] io::Error),
}

/// Hears what happens while it happens; says nothing back.
pub trait Follow: Sync {
    /// A batch of this number of runs begins.
    fn batch(&self, _stage: &str, _runs: usize) {}
    /// One more run is finished and kept.
    fn run(&self) {}
    /// Something worth a line.
    fn say(&self, _line: &str) {}
}

/// Follows nothing.
#[derive(Clone, Copy, Debug)]
pub struct Unfollowed;

impl Follow for Unfollowed {}

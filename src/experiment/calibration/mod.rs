//! Fitting parameters to published figures, and saying how far the fit leaves them open.
//!
//! ```text
//! start ──> search ─────────────> best ──> posterior ─────────> draws
//!           waves of points, an           history matching: a chain on the emulator,
//!           emulator, a step              its points simulated, the emulator made again
//! ```
//!
//! A simulation costs a second and is noisy, and there are dozens of parameters. So neither part
//! asks the simulator for slopes: both learn an [`Emulator`], a regression of every target on the
//! parameters from all runs there are, and use the simulator to test what it says. Luck is common:
//! replicate r of every point is the same history but for what the parameters change.
//!
//! | file | what it answers |
//! |---|---|
//! | `aim` | what is fitted to: calibration targets alone |
//! | `space` | where parameters may lie, and how likely that is beforehand |
//! | `objective` | what a model must offer |
//! | `ledger`, `journal` | runs in parallel, each made once, kept, and found again on resuming |
//! | `design` | points that fill a box |
//! | `emulator` | what a target would be at a point, and how sure that is |
//! | `step` | the best point of the emulator in a box |
//! | `search` | the best fit |
//! | `chain`, `posterior` | points that the targets and the ranges leave possible |
//! | `fit` | all of it in order, and what comes out |
//!
//! Nothing here knows what is simulated.

mod aim;
mod chain;
mod design;
mod emulator;
mod fit;
mod journal;
mod ledger;
mod objective;
mod posterior;
mod search;
mod space;
mod step;

pub use aim::{Aim, AimError};
pub use emulator::{Emulator, Sample};
pub use fit::{Fit, Fitted, Outcome, Settings, calibrate};
pub use journal::{JOURNAL, Journal, JournalError, Line};
pub use ledger::{Allowance, Ledger};
pub use objective::{Follow, Halt, Objective, Unfollowed};
pub use posterior::Check;
pub use search::Wave;
pub use space::{Dimension, EDGE, Scale, Space, SpaceError};

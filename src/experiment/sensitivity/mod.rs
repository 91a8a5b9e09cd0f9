//! Which inputs a result hangs on.
//!
//! | file | what it answers |
//! |---|---|
//! | `screening` | which of very many inputs matter at all |
//! | `analysis` | both, and one input at a time, from the runs of a design |
//! | `sobol` | what share of the variance each of a few inputs makes, alone and with others |
//!
//! Nothing here knows what is computed, or what an input means: an input is a number on the unit
//! interval or a side (low, high), and a result is a number.

mod analysis;
pub mod screening;
pub mod sobol;

pub use analysis::{Swing, screened, sobol as sobol_indices, swings};

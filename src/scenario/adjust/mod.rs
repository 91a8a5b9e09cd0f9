//! Figures of a scenario that something else moves: which ones, within which ranges, and how
//! they are written back.
//!
//! An [`Adjustment`] is one number. It stands for one figure, or for a factor on several that are
//! known together less well than apart. What a figure becomes later (its phases) moves with it by
//! the same factor, unless the phase is adjusted by itself as `KEY@DATE`; of a chance the odds are
//! multiplied, so that it stays one.
//!
//! | file | what it does |
//! |---|---|
//! | `notation` | a figure as it is written: a number, and what follows it |
//! | `list` | reads which figures are adjusted |
//! | `overlay` | writes them as a scenario that extends another |
//! | `apply` | writes them into a scenario in place, comments and all |

mod apply;
mod list;
mod notation;
mod overlay;

pub use apply::{ApplyError, apply};
pub use list::{AdjustError, Adjustment, Adjustments, Setting};
pub use overlay::{Heading, Moved, overlay};

//! Designs: points in the space of parameters, all under the same luck.
//!
//! A *point* is one set of values of what is varied. Replicate r of every point is the same history
//! but for what the values change, so that points are compared as policies are: pair by pair. The
//! runs of a design are numbered so that further replicates come after all earlier ones, and each
//! is kept and found again like the replicate of any study.
//!
//! | file | what it answers |
//! |---|---|
//! | `notation` | values as they are typed: `lo..hi/n`, lists, `+20%` |
//! | `grid` | what is varied, and the points of every combination |
//! | `designed` | a model that is run at every point, as the runner wants it |
//! | `totals` | the part of a record that a design keeps: everyone, the whole period |
//! | `search` | the smallest value that meets a target |
//! | `responses` | what came out, point by point |
//!
//! Nothing here knows what is simulated.

mod designed;
mod grid;
mod notation;
mod responses;
mod search;
mod totals;

pub use designed::{Designed, Family, Shape, Stopped};
pub use grid::{Axis, Grid};
pub use notation::{Asked, NotationError, Vary};
pub use responses::Responses;
pub use search::Search;

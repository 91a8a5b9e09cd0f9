//! What is counted: the one list of metrics, and the shape in which one replicate's
//! results are kept.

mod record;

pub use record::{Better, Cell, FlowCell, Layout, Metric, Record, Universe};

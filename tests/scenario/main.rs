//! What an analyst writes: scenario files read, checked, laid over each other and drawn from.

mod changes;
mod check;
mod errors;
pub mod limits;
mod model;
mod policy;
mod random;
mod uncertainty;

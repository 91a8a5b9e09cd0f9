//! engine

mod calendar;

pub use calendar::{Date, DateError};

//! What is made of finished replicates: statistics, files and tables, uncertainty, calibration,
//! targets, money.

mod calibration;
mod decision;
mod design;
mod economics;
pub mod fake;
mod knobs;
mod nothing_is_free;
mod results;
mod sensitivity;
mod session;
mod statistics;
#[path = "../support/mod.rs"]
pub mod support;
mod tables;
mod targets;
mod uncertainty;

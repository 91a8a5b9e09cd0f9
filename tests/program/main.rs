//! The built program as it is used: words, exit codes, streams, files.

mod areas;
mod calibrate;
mod documentation;
mod end_to_end;
mod experiments;
mod finding;
mod guides;
mod links;
mod memory;
mod mutations;
mod reference;
mod report;
mod running;
mod snippets;
mod structure;
#[path = "../support/mod.rs"]
pub mod support;
mod trace;
mod usage;
mod validate;

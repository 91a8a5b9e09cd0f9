//! The built program as it is used: words, exit codes, streams, files.

mod areas;
mod calibrate;
mod documentation;
mod end_to_end;
mod experiments;
mod files;
mod finding;
mod folders;
mod guides;
mod links;
mod memory;
mod memory_use;
mod mutations;
mod names;
mod offices;
mod policies;
mod reference;
mod report;
mod running;
mod shards;
mod signals;
mod snippets;
mod streams;
mod structure;
#[path = "../support/mod.rs"]
pub mod support;
mod trace;
mod usage;
mod validate;
mod workshop;

//! The pathway as a whole: balances, loops, single mechanisms, levers, and what must not matter:
//! the scale, what the model starts from, who else is run, and what nobody changed.

mod areas;
mod balance;
mod closed_forms;
mod dates;
mod examples;
mod golden;
mod levers;
mod locality;
mod loops;
mod mechanisms;
mod null;
mod scale;
#[path = "../support/mod.rs"]
pub mod support;
mod warmup;

//! Stage by stage, from arrest to the time after release: each mechanism must move its own metric
//! the right way, and its balances must hold.

mod after;
mod arrest_referral;
mod balances;
mod courts;
mod diversion;
mod estate;
mod gate;
mod homes;
mod inside;
mod law;
mod planning;
mod probation;
mod recall;
mod requirements;
#[path = "../support/mod.rs"]
pub mod support;
mod waiting;
mod wings;

use support::{Finished, from_start};

/// A small country and a short history.
const SMALL: &[(&str, &str)] = &[
    ("settings.population_scale", "0.006"),
    ("settings.warm_up", "1y"),
    ("settings.policy_from", "2024-04-01"),
    ("settings.horizon", "1y"),
];

/// Runs two worlds that differ from the start, in that small country and under the same luck.
fn pair(a: &str, b: &str) -> Finished {
    from_start(&[a, b], SMALL, 4)
}

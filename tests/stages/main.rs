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

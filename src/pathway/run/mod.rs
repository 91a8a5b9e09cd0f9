//! The loop: days, epochs, staffing, policies that branch, balances.

pub(in crate::pathway) mod audit;
pub(in crate::pathway) mod days;
pub(in crate::pathway) mod staffing;
pub(in crate::pathway) mod study;

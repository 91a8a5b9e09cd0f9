//! Values in force by date: from a scenario to a plan.

pub(in crate::pathway) mod ageing;
pub(in crate::pathway) mod compile;
pub(in crate::pathway) mod days;
pub(in crate::pathway) mod holidays;
pub(in crate::pathway) mod plan;
pub(in crate::pathway) mod provision;
pub(in crate::pathway) mod sites;
mod window;

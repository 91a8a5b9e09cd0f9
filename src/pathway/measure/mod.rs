//! Levels and flows, and the cohorts that statistics follow.

pub(in crate::pathway) mod census;
pub(in crate::pathway) mod counting;
pub(in crate::pathway) mod followed;
pub(in crate::pathway) mod headcount;
pub(in crate::pathway) mod reoffending;

//! Offending, arrest, police custody and what it offers, diversion.

pub(in crate::pathway) mod arrest_referral;
pub(in crate::pathway) mod custody;
pub(in crate::pathway) mod diversion;
pub(in crate::pathway) mod offending;

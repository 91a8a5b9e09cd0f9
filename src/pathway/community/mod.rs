//! Treatment, the low-threshold service, and places to live.

pub(in crate::pathway) mod appointments;
pub(in crate::pathway) mod homes;
pub(in crate::pathway) mod housing;
pub(in crate::pathway) mod low_threshold;
pub(in crate::pathway) mod supported_housing;
pub(in crate::pathway) mod treatment;

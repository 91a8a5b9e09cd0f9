//! Cases, hearings, sentences, orders and their requirements.

pub(in crate::pathway) mod assessors;
pub(in crate::pathway) mod cases;
mod completion;
pub(in crate::pathway) mod listing;
pub(in crate::pathway) mod orders;
pub(in crate::pathway) mod requirements;

//! Cases, hearings, sentences, orders and their requirements.

pub(in crate::pathway) mod assessors;
pub(in crate::pathway) mod cases;
pub(in crate::pathway) mod committal;
mod completion;
pub(in crate::pathway) mod listing;
pub(in crate::pathway) mod orders;
pub(in crate::pathway) mod requirements;

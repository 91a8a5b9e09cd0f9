//! Licence, recall, curfew, post-sentence supervision, and probation.

pub(in crate::pathway) mod curfew;
pub(in crate::pathway) mod licence;
pub(in crate::pathway) mod post_sentence;
pub(in crate::pathway) mod probation;
pub(in crate::pathway) mod recall;
mod recall_law;

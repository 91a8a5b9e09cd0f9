//! One person's life in plain words.

pub(in crate::pathway) mod biography;
pub(in crate::pathway) mod lives;
pub(in crate::pathway) mod phrases;
pub(in crate::pathway) mod words;

//! Use, overdose, death, naloxone, recovery capital.

pub(in crate::pathway) mod deaths;
pub(in crate::pathway) mod naloxone;
pub(in crate::pathway) mod recovery;
pub(in crate::pathway) mod substance_use;
pub(in crate::pathway) mod tolerance;

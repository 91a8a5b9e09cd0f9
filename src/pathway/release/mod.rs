//! Preparation of a release, the gate, and support through it.

pub(in crate::pathway) mod afterwards;
pub(in crate::pathway) mod gate;
pub(in crate::pathway) mod preparation;
pub(in crate::pathway) mod through_the_gate;

//! The map of the pathway: every crossing from one stage to another, in the order of a life.
//!
//! A stage knows its own rules and nobody else's. What leads from one to the next is here: each
//! passage is a list of what the stages do, in the order in which they do it. Where the way leads
//! on from deep within a stage (a place falls free and somebody's treatment begins), the stage
//! sends a [`moves::Move`], and the loop delivers it before anybody's clocks are set.

pub(in crate::pathway) mod arrest;
pub(in crate::pathway) mod charge;
pub(in crate::pathway) mod departure;
pub(in crate::pathway) mod first_day;
pub(in crate::pathway) mod holdings;
pub(in crate::pathway) mod moves;
pub(in crate::pathway) mod recall;
pub(in crate::pathway) mod reception;
pub(in crate::pathway) mod release;
pub(in crate::pathway) mod sentence;
pub(in crate::pathway) mod time;
pub(in crate::pathway) mod treatment;

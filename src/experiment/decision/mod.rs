//! What drawn parameters say to whoever must decide.
//!
//! | file | what it answers |
//! |---|---|
//! | `analysis` | a comparison with drawn parameters as a decision |
//! | `choice` | how often each option is best, and what perfect information would be worth |
//! | `partial` | what it would be worth to know one parameter |
//! | `frontier` | which options are efficient, and what each step up costs |
//!
//! A *net benefit* is health and money on one scale: effects times what one of them is worth, less
//! cost. Every list here is by draw, in the same order for all options; options are told by their
//! place, and the first is to carry on as things are.

mod analysis;
mod choice;
mod frontier;
mod partial;

pub use analysis::{Choice, Decision, Point};
pub use choice::{acceptability, expected, net_benefits, perfect_information};
pub use frontier::{Standing, frontier};
pub use partial::{Partial, partial_information};

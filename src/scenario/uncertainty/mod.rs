//! The uncertain parameters of a scenario, and scenarios drawn from them.
//!
//! A parameter is uncertain where its figure has a range and is not true by law or by
//! definition. Every draw of a parameter comes from one uniform by inversion (`spread`), and
//! the uniform is a pure function of the seed, the parameter's name and the number of the draw
//! (`luck`). So all scenarios of a call share what they share. A value that a policy states
//! itself shares the uniform of what it takes the place of, so that both lie high or low in their
//! ranges together; a factor (`times`) acts on the baseline as drawn, and is what it says in every
//! draw unless it has a range, and then luck, of its own. A [`Posterior`], if there is one, gives
//! some parameters jointly.
//!
//! - The values of a parameter by date that stand in one file move together: they share their
//!   uniform, and one without a range of its own keeps its ratio (its odds ratio, for a chance)
//!   to the one before it.
//! - Shares of areas that add up to one keep doing so. Other weights are left as they are
//!   drawn: the model divides them by their sum.
//! - Values of `--set` and values without a range stay as they are.

mod luck;
mod posterior;
mod quantity;
mod spread;
mod turned;

pub use posterior::{Posterior, PosteriorError};
pub use quantity::{Quantity, Uncertain};
pub use spread::along;
pub use turned::Turned;

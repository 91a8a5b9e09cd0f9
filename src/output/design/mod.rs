//! What designs leave: tidy tables whose columns follow from what was varied.
//!
//! | file | what it holds |
//! |---|---|
//! | `budget` | `budget.csv`, `mixes.csv`: what a sum buys, and how to spread it |
//! | `places` | `places.csv`: the smallest capacity that meets a target |
//! | `rank` | `rank.csv`: which of several policies is best |
//! | `sensitivity` | `screening.csv`, `tornado.csv`, `sobol.csv`: what a difference leans on |
//! | `sheet` | a table whose columns are known only when it is made, as CSV and JSON |
//! | `warm_up` | `warm_up.csv`: how long a scenario takes to forget how it began |
//! | `sweep` | `sweep.csv`: every value, every metric; `switching.csv`: where the answer turns |

mod budget;
mod places;
mod rank;
mod sensitivity;
mod sheet;
mod sweep;
mod warm_up;

pub use budget::{BUDGET, Bought, Budget, MIXES, Mix, Purchase};
pub use places::{PLACES, Places};
pub use rank::{RANK, Ranked, Ranking};
pub use sensitivity::{Parameter, Pass, SCREENING, SOBOL, Sensitivity, TORNADO, Tornado};
pub use sheet::{Entry, Sheet};
pub use sweep::{Effect, SWEEP, SWITCHING, Sweep, Turn};
pub use warm_up::{Settling, WARM_UP, WarmUp};

/// Every file of a design.
pub(super) const FILES: [&str; 10] = [
    WARM_UP, SWEEP, SWITCHING, SCREENING, TORNADO, SOBOL, RANK, PLACES, BUDGET, MIXES,
];

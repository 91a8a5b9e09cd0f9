//! What the pathway writes down as it runs: events counted, and people counted over time.
//! Metrics are made from these, see [`super::themes`].

use super::exposure::Exposure;

macro_rules! quantities {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }
        impl $name {
            /// All of them, in order.
            pub const ALL: [$name; $name::COUNT] = [$($name::$variant),+];
            /// How many there are.
            pub const COUNT: usize = [$($name::$variant),+].len();
        }
    };
}

mod count;
mod elapsed;
mod level;
mod staff;

pub use count::Count;
pub use elapsed::Elapsed;
pub use level::{Dated, Level};
pub use staff::Staffing;

pub use crate::strata::Staff;

quantities!(
    /// Times whose spread is counted, so that a median and other quantiles can be given.
    Spread {
        /// From the offence to the end of the case, magistrates' courts.
        Magistrates,
        /// From the offence to the end of the case, Crown Court.
        Crown,
        /// From referral to the end of the wait for community treatment, in treatment or not.
        Wait,
    }
);

/// Anything counted, by number: a count, overdoses and deaths by exposure, or days summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally(u16);

impl Tally {
    /// How many there are.
    pub const COUNT: usize = Tally::ELAPSED + Elapsed::COUNT;
    const ELAPSED: usize = Count::COUNT + Exposure::COUNT * 3;

    /// The number.
    #[inline]
    pub(super) fn row(self) -> usize {
        usize::from(self.0)
    }

    /// Overdoses of people in an exposure.
    pub fn overdoses(of: Exposure, fatal: bool) -> Tally {
        Tally::by_exposure(of, u16::from(fatal))
    }

    /// Deaths from other causes of people in an exposure.
    pub fn other_deaths(of: Exposure) -> Tally {
        Tally::by_exposure(of, 2)
    }

    fn by_exposure(of: Exposure, which: u16) -> Tally {
        Tally(Count::COUNT as u16 + of.index() * 3 + which)
    }
}

impl From<Count> for Tally {
    #[inline]
    fn from(count: Count) -> Tally {
        Tally(count as u16)
    }
}

impl From<Elapsed> for Tally {
    #[inline]
    fn from(sum: Elapsed) -> Tally {
        Tally(Tally::ELAPSED as u16 + sum as u16)
    }
}

/// Anything counted over time, by number: a level, one figure of a service's staff, or time and
/// hazard by exposure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stock(u16);

impl Stock {
    /// How many there are.
    pub const COUNT: usize = Stock::EXPOSED + Exposure::COUNT * 2;
    const EXPOSED: usize = Level::COUNT + Staff::COUNT * 3;

    /// The number.
    #[inline]
    pub(super) fn row(self) -> usize {
        usize::from(self.0)
    }

    /// People whom a service holds.
    pub fn caseload(of: Staff) -> Stock {
        Stock::of_staff(of, 0)
    }

    /// Workers in post.
    pub fn in_post(of: Staff) -> Stock {
        Stock::of_staff(of, 1)
    }

    /// Posts.
    pub fn posts(of: Staff) -> Stock {
        Stock::of_staff(of, 2)
    }

    /// People in an exposure.
    pub fn exposed(to: Exposure) -> Stock {
        Stock(Stock::EXPOSED as u16 + to.index() * 2)
    }

    /// Their hazard of fatal overdose.
    pub fn hazard(of: Exposure) -> Stock {
        Stock(Stock::EXPOSED as u16 + of.index() * 2 + 1)
    }

    fn of_staff(of: Staff, figure: u16) -> Stock {
        Stock(Level::COUNT as u16 + of.index() as u16 * 3 + figure)
    }
}

impl From<Level> for Stock {
    #[inline]
    fn from(level: Level) -> Stock {
        Stock(level as u16)
    }
}

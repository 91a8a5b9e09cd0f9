//! Where a person with a need stands after a release: the window since then, whether they left
//! on a maintenance prescription, and whether they are in treatment now. Overdoses and
//! person-time are counted by it, so that rates can be formed.

/// Names of the windows since the last release, in the order of their numbers. The last holds
/// those who were never in custody too.
pub const WINDOWS: [&str; 5] = ["days 1-4", "days 5-14", "weeks 3-4", "weeks 5-12", "later"];

/// One such place: exclusive of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposure(u8);

impl Exposure {
    /// How many there are.
    pub const COUNT: usize = WINDOWS.len() * 4;
    /// In custody, or without a need.
    pub const NONE: Exposure = Exposure(u8::MAX);

    /// Somebody in a window, by number, on a maintenance prescription when last released or
    /// not, and in community treatment or not.
    #[inline]
    pub fn new(window: usize, maintained: bool, treated: bool) -> Exposure {
        Exposure((window * 4) as u8 + u8::from(maintained) * 2 + u8::from(treated))
    }

    /// Its number.
    #[inline]
    pub fn index(self) -> u16 {
        u16::from(self.0)
    }
}

/// A set of exposures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposures(u32);

const EVERY: u32 = (1 << Exposure::COUNT) - 1;
const TREATED: u32 = 0xAAAA_AAAA & EVERY;
const MAINTAINED: u32 = 0xCCCC_CCCC & EVERY;

impl Exposures {
    /// All of them.
    pub const ALL: Exposures = Exposures(EVERY);

    /// Those in windows `from` to `to`, both included.
    pub const fn windows(from: u32, to: u32) -> Exposures {
        Exposures((EVERY >> ((4 - to) * 4)) & !((1 << (from * 4)) - 1))
    }

    /// Of these, those who left on a maintenance prescription, or those who did not.
    pub const fn maintained(self, yes: bool) -> Exposures {
        Exposures(self.0 & if yes { MAINTAINED } else { !MAINTAINED })
    }

    /// Of these, those in treatment, or those who are not.
    pub const fn treated(self, yes: bool) -> Exposures {
        Exposures(self.0 & if yes { TREATED } else { !TREATED })
    }

    /// The exposures in the set.
    pub fn each(self) -> impl Iterator<Item = Exposure> {
        (0..Exposure::COUNT as u8)
            .filter(move |i| self.0 >> i & 1 == 1)
            .map(Exposure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_they_say() {
        for window in 0..WINDOWS.len() {
            for (maintained, treated) in
                [(false, false), (false, true), (true, false), (true, true)]
            {
                let one = Exposure::new(window, maintained, treated);
                let is_in = |set: Exposures| set.each().any(|e| e == one);
                assert!(is_in(Exposures::ALL));
                assert_eq!(is_in(Exposures::windows(1, 3)), (1..=3).contains(&window));
                assert_eq!(is_in(Exposures::ALL.maintained(true)), maintained);
                assert_eq!(is_in(Exposures::ALL.maintained(false)), !maintained);
                assert_eq!(is_in(Exposures::ALL.treated(true)), treated);
                assert_eq!(is_in(Exposures::ALL.treated(false)), !treated);
            }
        }
        assert_eq!(Exposures::ALL.each().count(), Exposure::COUNT);
    }
}

//! Integer time: a tick is 2^-16 of a day (about 1.3 seconds), and 32 bits span 179 years.

/// Ticks in one day.
pub const TICKS_PER_DAY: u32 = 1 << 16;

/// A moment: ticks since the start of day 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Tick(pub u32);

impl Tick {
    /// After every moment: no date.
    pub const NEVER: Tick = Tick(u32::MAX);
    /// The start of day 0.
    pub const START: Tick = Tick(0);
    /// The last moment there is.
    const LAST: Tick = Tick(u32::MAX - 1);

    /// The start of day `d`; the last tick before [`Tick::NEVER`] if that is beyond the range.
    pub const fn from_days(d: u32) -> Tick {
        match d.checked_mul(TICKS_PER_DAY) {
            Some(ticks) => Tick(ticks),
            None => Tick::LAST,
        }
    }

    /// The day this moment lies in.
    pub const fn day(self) -> u32 {
        self.0 / TICKS_PER_DAY
    }

    /// The moment `days` later, rounded to the nearest tick. A negative or undefined number
    /// of days gives the same moment; a sum beyond the range gives the last tick before
    /// [`Tick::NEVER`]; `NEVER` stays `NEVER`.
    #[inline]
    pub fn plus_days(self, days: f64) -> Tick {
        // The cast takes NaN and negatives to zero and saturates above.
        let ticks = (days * f64::from(TICKS_PER_DAY) + 0.5) as u32;
        Tick(self.0.saturating_add(ticks).min(Tick::LAST.0.max(self.0)))
    }

    /// Days from `earlier` to this moment; 0 if `earlier` is later.
    #[inline]
    pub fn days_since(self, earlier: Tick) -> f64 {
        f64::from(self.0.saturating_sub(earlier.0)) / f64::from(TICKS_PER_DAY)
    }

    /// Whether this is [`Tick::NEVER`].
    #[inline]
    pub fn is_never(self) -> bool {
        self == Tick::NEVER
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_rounded_to_the_nearest_tick() {
        assert_eq!(Tick(10).plus_days(0.4 / 65536.0), Tick(10));
        assert_eq!(Tick(10).plus_days(0.6 / 65536.0), Tick(11));
        assert_eq!(Tick::START.plus_days(2.0), Tick::from_days(2));
        assert_eq!(Tick::from_days(7).day(), 7);
        assert_eq!(Tick(Tick::from_days(8).0 - 1).day(), 7);
    }

    #[test]
    fn odd_numbers_of_days_do_not_move_time_backwards() {
        for days in [-1.0, f64::NAN, f64::NEG_INFINITY, -0.0] {
            assert_eq!(Tick(5).plus_days(days), Tick(5));
        }
    }

    #[test]
    fn the_far_end_is_not_never() {
        assert_eq!(Tick(5).plus_days(f64::INFINITY), Tick::LAST);
        assert_eq!(Tick(5).plus_days(1e6), Tick::LAST);
        assert_eq!(Tick::from_days(1 << 20), Tick::LAST);
        assert!(!Tick::LAST.is_never());
        assert!(Tick::NEVER.plus_days(1.0).is_never());
    }

    #[test]
    fn time_between_is_never_negative() {
        assert_eq!(Tick::from_days(3).days_since(Tick::from_days(1)), 2.0);
        assert_eq!(Tick::from_days(1).days_since(Tick::from_days(3)), 0.0);
    }
}

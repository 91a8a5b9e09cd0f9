//! Next-reaction channels and timers of one entity, to be embedded in its row.
//!
//! A channel is armed with a threshold: how much cumulated hazard it still takes until it
//! fires (a unit exponential draw, for a constant or piecewise constant hazard). Under a rate
//! its date follows from what is left; when the rate changes, what is left stays and the date
//! moves. So a change in one hazard never draws again, and never touches another channel.

use super::pace::{Even, OwnTime};
use super::time::{TICKS_PER_DAY, Tick};

/// Dates from here on (90 years after the start) are beyond every horizon. A channel due
/// later than that is held as [`far`] code: its exact date matters still, for what is left
/// if the rate goes up.
const FAR: u32 = 1 << 31;

/// `C` hazard channels (slots `0..C`) and `N - C` timers (slots `C..N`).
///
/// Precision: what is left is kept to one part in 10^7 or half a tick of hazard, whichever is
/// coarser. A simulation must end within 32,768 days (89 years) of tick 0.
///
/// ```
/// use throughcare::engine::{Clocks, Tick};
///
/// let mut clocks = Clocks::<1, 2>::new(); // channel 0, timer 1
/// clocks.arm(0, 1.0); // a threshold of 1, where a simulation draws one
/// clocks.set_rate(0, 0.1, Tick::START);
/// clocks.set_timer(1, Tick::from_days(30));
/// assert_eq!(clocks.next(), (Tick::from_days(10), 0));
///
/// // Half of the threshold is used up when the hazard falls to a tenth.
/// clocks.set_rate(0, 0.01, Tick::from_days(5));
/// assert!((clocks.left(0, Tick::from_days(5)) - 0.5).abs() < 1e-6);
/// assert_eq!(clocks.next(), (Tick::from_days(30), 1));
/// ```
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Clocks<const C: usize, const N: usize> {
    due: [Tick; N],
    /// Above 0: the running rate a day. Below 0: suspended, minus the threshold left. 0: unarmed.
    rate: [f32; C],
}

impl<const C: usize, const N: usize> Default for Clocks<C, N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const C: usize, const N: usize> Clocks<C, N> {
    /// All channels unarmed, all timers off.
    pub const fn new() -> Self {
        assert!(C <= N && N <= 32, "between C and 32 slots");
        Clocks {
            due: [Tick::NEVER; N],
            rate: [0.0; C],
        }
    }

    /// Arms a channel with the cumulated hazard left until it fires. It is suspended until a
    /// rate is set.
    #[inline]
    pub fn arm(&mut self, channel: usize, threshold: f64) {
        self.due[channel] = Tick::NEVER;
        self.rate[channel] = suspended(threshold);
    }

    /// Disarms a channel: it does not fire, whatever its rate.
    #[inline]
    pub fn disarm(&mut self, channel: usize) {
        self.due[channel] = Tick::NEVER;
        self.rate[channel] = 0.0;
    }

    /// Whether a channel is armed, running or suspended.
    #[inline]
    pub fn is_armed(&self, channel: usize) -> bool {
        self.rate[channel] != 0.0
    }

    /// Sets the rate a day of a channel from `now` on, keeping what is left; 0 suspends it.
    /// Does exactly nothing if the channel is unarmed or the rate is the same.
    #[inline]
    pub fn set_rate(&mut self, channel: usize, per_day: f32, now: Tick) {
        self.set_rate_in(&Even, channel, per_day, now);
    }

    /// The same for a channel whose hazard runs in a time of its own: `per_day` of that. One
    /// channel runs in one time.
    #[inline]
    pub fn set_rate_in(&mut self, time: &impl OwnTime, channel: usize, per_day: f32, now: Tick) {
        debug_assert!(per_day >= 0.0 && per_day.is_finite(), "a rate of {per_day}");
        let old = self.rate[channel];
        if old != per_day && old != 0.0 {
            self.change_rate(time, channel, per_day, now);
        }
    }

    /// The rest of [`Clocks::set_rate_in`], apart because most rates stay as they are.
    #[inline(never)]
    fn change_rate(&mut self, time: &impl OwnTime, channel: usize, per_day: f32, now: Tick) {
        let left = self.left_in(time, channel, now);
        if per_day > 0.0 {
            let days = left / f64::from(per_day);
            let own = time.own(f64::from(now.0)) + days * f64::from(TICKS_PER_DAY);
            self.rate[channel] = per_day;
            self.due[channel] = date_at(time.moment(own));
        } else {
            self.arm(channel, left);
        }
    }

    /// The rate a day of a channel; 0 if it is suspended or unarmed.
    #[inline]
    pub fn rate(&self, channel: usize) -> f32 {
        self.rate[channel].max(0.0)
    }

    /// The cumulated hazard left until a channel fires; 0 if it is unarmed.
    #[inline]
    pub fn left(&self, channel: usize, now: Tick) -> f64 {
        self.left_in(&Even, channel, now)
    }

    /// The same for a channel whose hazard runs in a time of its own.
    #[inline]
    pub fn left_in(&self, time: &impl OwnTime, channel: usize, now: Tick) -> f64 {
        let rate = f64::from(self.rate[channel]);
        if rate > 0.0 {
            let ticks = time.own(moment_of(self.due[channel])) - time.own(f64::from(now.0));
            ticks.max(0.0) / f64::from(TICKS_PER_DAY) * rate
        } else {
            -rate
        }
    }

    /// Sets a timer.
    #[inline]
    pub fn set_timer(&mut self, slot: usize, at: Tick) {
        debug_assert!((C..N).contains(&slot), "slot {slot} is no timer");
        self.due[slot] = at;
    }

    /// Turns a timer off.
    #[inline]
    pub fn clear_timer(&mut self, slot: usize) {
        self.set_timer(slot, Tick::NEVER);
    }

    /// When a slot is due: a tick, or some tick beyond every horizon.
    #[inline]
    pub fn due(&self, slot: usize) -> Tick {
        self.due[slot]
    }

    /// The earliest date of all slots.
    #[inline]
    pub fn earliest(&self) -> Tick {
        // Four lanes: no branch, and short chains.
        let mut lanes = [u32::MAX; 4];
        for (slot, due) in self.due.iter().enumerate() {
            lanes[slot % 4] = lanes[slot % 4].min(due.0);
        }
        let [a, b, c, d] = lanes;
        Tick(a.min(b).min(c.min(d)))
    }

    /// The earliest slot and its date; of several at the same tick the lowest.
    #[inline]
    pub fn next(&self) -> (Tick, usize) {
        let at = self.earliest();
        (at, self.slot_at(at))
    }

    /// The slot of [`Clocks::next`] where its date is known, which saves the search for it.
    #[inline]
    pub fn slot_at(&self, earliest: Tick) -> usize {
        debug_assert!(earliest == self.earliest(), "not the earliest date");
        // A bit for each slot that is due then: no branch to guess.
        let mut slots = 0_u32;
        for (slot, &due) in self.due.iter().enumerate() {
            slots |= u32::from(due == earliest) << slot;
        }
        slots.trailing_zeros() as usize
    }
}

/// How a suspended channel is held. A threshold used up to the last is still armed.
#[inline]
fn suspended(threshold: f64) -> f32 {
    -(threshold as f32).max(f32::MIN_POSITIVE)
}

/// A moment in ticks as a date: a tick or a far code.
#[inline]
fn date_at(at: f64) -> Tick {
    if at < f64::from(FAR) - 1.0 {
        Tick((at + 0.5) as u32)
    } else {
        far(at)
    }
}

/// A moment beyond [`FAR`], in ticks: the bits of a positive `f32` grow with its value, and
/// leave the top bit free, so that the code lies after every ordinary date and in order.
#[inline]
fn far(at: f64) -> Tick {
    Tick(FAR | (at as f32).to_bits())
}

/// The moment of a channel's date, in ticks.
#[inline]
fn moment_of(due: Tick) -> f64 {
    if due.0 < FAR {
        f64::from(due.0)
    } else {
        f64::from(f32::from_bits(due.0 ^ FAR))
    }
}

#[cfg(test)]
mod tests {
    use super::super::pace::Pace;
    use super::*;
    use proptest::prelude::*;

    type Four = Clocks<3, 4>;

    fn days(d: f64) -> Tick {
        Tick::START.plus_days(d)
    }

    #[test]
    fn a_channel_fires_when_its_threshold_is_used_up() {
        let mut clocks = Four::new();
        clocks.arm(1, 3.0);
        assert_eq!(clocks.next(), (Tick::NEVER, 0));
        assert!(clocks.is_armed(1) && clocks.rate(1) == 0.0);
        clocks.set_rate(1, 0.25, days(10.0));
        assert_eq!(clocks.next(), (days(22.0), 1));
        // Half of it at a quarter a day, the rest at one a day.
        clocks.set_rate(1, 1.0, days(16.0));
        assert_eq!(clocks.due(1), days(17.5));
        assert_eq!(clocks.left(1, days(16.5)), 1.0);
    }

    #[test]
    fn a_suspended_channel_keeps_what_is_left() {
        let mut clocks = Four::new();
        clocks.arm(0, 2.0);
        clocks.set_rate(0, 0.5, days(0.0));
        clocks.set_rate(0, 0.0, days(1.0));
        assert_eq!((clocks.due(0), clocks.rate(0)), (Tick::NEVER, 0.0));
        assert_eq!(clocks.left(0, days(500.0)), 1.5);
        clocks.set_rate(0, 0.5, days(500.0));
        assert_eq!(clocks.due(0), days(503.0));
    }

    #[test]
    fn an_unarmed_channel_ignores_rates() {
        let mut clocks = Four::new();
        clocks.set_rate(2, 1.0, days(1.0));
        assert!(!clocks.is_armed(2));
        clocks.arm(2, 1.0);
        clocks.set_rate(2, 1.0, days(1.0));
        clocks.disarm(2);
        assert_eq!((clocks.due(2), clocks.rate(2)), (Tick::NEVER, 0.0));
        assert_eq!(clocks.left(2, days(1.0)), 0.0);
    }

    #[test]
    fn the_same_rate_changes_no_bit() {
        let mut clocks = Four::new();
        clocks.arm(0, 0.1234567);
        clocks.set_rate(0, 0.3, Tick(12_345));
        let before = clocks.due;
        clocks.set_rate(0, 0.3, Tick(13_579));
        assert_eq!(clocks.due, before);
    }

    #[test]
    fn a_date_beyond_the_horizon_loses_nothing() {
        // 5 at 0.001 a year is 5,000 years away, and still 5 when the rate goes up.
        let mut clocks = Four::new();
        clocks.arm(0, 5.0);
        clocks.set_rate(0, (0.001 / 365.0) as f32, days(100.0));
        assert!(clocks.due(0).0 >= FAR && !clocks.due(0).is_never());
        clocks.set_rate(0, 0.5, days(100.0));
        let due = clocks.due(0).days_since(days(100.0));
        assert!((due - 10.0).abs() < 1e-4, "{due}");
    }

    #[test]
    fn a_channel_used_up_to_the_last_still_fires() {
        let mut clocks = Four::new();
        clocks.arm(0, 1.0);
        clocks.set_rate(0, 1.0, days(0.0));
        clocks.set_rate(0, 0.0, days(1.0));
        assert!(clocks.is_armed(0));
        clocks.set_rate(0, 2.0, days(9.0));
        assert_eq!(clocks.next(), (days(9.0), 0));
    }

    #[test]
    fn a_channel_in_a_time_of_its_own_keeps_its_integral() {
        // Twice as fast after every 640 days; the threshold is the integral of rate times factor.
        let time = Pace::growing(2.0, 640.0, days(9000.0));
        let own = |day: f64| time.own(day * f64::from(TICKS_PER_DAY)) / f64::from(TICKS_PER_DAY);
        let mut clocks = Four::new();
        clocks.arm(0, 5.0);
        clocks.set_rate_in(&time, 0, 0.004, days(100.0));
        let due = |clocks: &Four| f64::from(clocks.due(0).0) / f64::from(TICKS_PER_DAY);
        assert!((0.004 * (own(due(&clocks)) - own(100.0)) - 5.0).abs() < 1e-4);
        clocks.set_rate_in(&time, 0, 0.001, days(400.0));
        let used = 0.004 * (own(400.0) - own(100.0));
        assert!((used + 0.001 * (own(due(&clocks)) - own(400.0)) - 5.0).abs() < 1e-4);
        assert!((clocks.left_in(&time, 0, days(400.0)) - (5.0 - used)).abs() < 1e-4);
    }

    #[test]
    fn timers_stand_beside_channels() {
        let mut clocks = Four::new();
        clocks.arm(0, 1.0);
        clocks.set_rate(0, 1.0, days(1.0));
        clocks.set_timer(3, days(2.0));
        assert_eq!(clocks.next(), (days(2.0), 0));
        clocks.set_timer(3, Tick(days(2.0).0 - 1));
        assert_eq!(clocks.next().1, 3);
        clocks.clear_timer(3);
        assert_eq!(clocks.next().1, 0);
    }

    proptest! {
        #[test]
        fn far_codes_keep_order(a in 0.0..1e9_f64, b in 0.0..1e9_f64) {
            let (x, y) = (date_at(a * f64::from(TICKS_PER_DAY)), date_at(b * f64::from(TICKS_PER_DAY)));
            prop_assert!(x.min(y) == if a <= b { x } else { y }, "{a} {b}");
        }

        #[test]
        fn next_is_the_first_of_the_earliest(ticks in prop::array::uniform16(0..20_u32)) {
            let mut clocks = Clocks::<4, 16>::new();
            clocks.due = ticks.map(Tick);
            let naive = (0..16).min_by_key(|&slot| ticks[slot]);
            let (at, slot) = clocks.next();
            prop_assert_eq!(Some(slot), naive);
            prop_assert_eq!(at.0, ticks[slot]);
        }
    }
}

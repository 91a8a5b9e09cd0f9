//! The days on which courts sit, looked up once: who looks for a free hearing asks for many days.

use crate::engine::{Calendar, Tick};

/// For every day of a plan, whether courts sit, and how long ago they sat last.
#[derive(Clone, Debug)]
pub(in crate::pathway) struct CourtDays {
    /// Of a working day the working day before it; of any other the day itself.
    before: Vec<u32>,
}

impl CourtDays {
    /// The days up to `end`, which is one of them.
    pub fn until(end: Tick, calendar: &Calendar) -> CourtDays {
        let before = |day: u32| {
            if !calendar.is_working_day(Tick::from_days(day)) {
                return day;
            }
            let yesterday = Tick::from_days(day.saturating_sub(1));
            calendar.previous_working_day(yesterday).day().min(day)
        };
        CourtDays {
            before: (0..=end.day()).map(before).collect(),
        }
    }

    /// The working day before a day; nothing of the first day, of a day on which courts do not sit, and
    /// of those after the end.
    #[inline]
    pub fn last_before(&self, day: u32) -> Option<u32> {
        self.before
            .get(day as usize)
            .copied()
            .filter(|&before| before < day)
    }
}

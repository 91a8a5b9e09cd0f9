//! What hangs on the day alone, worked out once for every day of a plan: the law in force, and when
//! courts sit. Decisions ask for the first thousands of times a day, and who looks for a free hearing
//! asks for many days.

use crate::engine::{Calendar, Date, Tick};
use crate::pathway::values::plan::LawMode;

/// The days of a plan.
#[derive(Clone, Debug)]
pub(in crate::pathway) struct Days {
    /// The date whose law is in force.
    law: Vec<Date>,
    /// Of a working day the working day before it; of any other the day itself.
    working_before: Vec<u32>,
}

impl Days {
    /// The days up to `end`, which is one of them. Observation begins at `observed`.
    pub fn until(end: Tick, calendar: &Calendar, law: LawMode, observed: Tick) -> Days {
        let last_of_warm_up = calendar.date_of(observed).plus_days(-1);
        let law_on = |day: u32| match law {
            LawMode::Frozen(date) => date,
            LawMode::AsEnacted => calendar.date_of(Tick::from_days(day)).max(last_of_warm_up),
        };
        let working_before = |day: u32| {
            if !calendar.is_working_day(Tick::from_days(day)) {
                return day;
            }
            let yesterday = Tick::from_days(day.saturating_sub(1));
            calendar.previous_working_day(yesterday).day().min(day)
        };
        Days {
            law: (0..=end.day()).map(law_on).collect(),
            working_before: (0..=end.day()).map(working_before).collect(),
        }
    }

    /// How many days there are.
    pub fn count(&self) -> u32 {
        self.law.len() as u32
    }

    /// The date whose law is in force on a day; after the end that of the last day.
    #[inline]
    pub fn law(&self, day: u32) -> Date {
        let last = self.law.len() - 1;
        self.law[(day as usize).min(last)]
    }

    /// The working day before a working day; nothing of the first day, of a day on which courts do not
    /// sit, and of those after the end.
    #[inline]
    pub fn working_before(&self, day: u32) -> Option<u32> {
        let before = self.working_before.get(day as usize).copied();
        before.filter(|&before| before < day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    /// Protects: what is looked up is what the calendar says, over weekends, a holiday and the first
    /// days; and the law of the warm-up is that of its last day.
    #[test]
    fn every_day_is_that_of_the_calendar() {
        let calendar = Calendar::new(date("2026-12-19")).with_holidays(vec![date("2026-12-25")]);
        let day = |text: &str| calendar.tick_of(date(text)).day();
        let observed = calendar.tick_of(date("2027-01-02"));
        let end = calendar.tick_of(date("2027-02-01"));
        let days = Days::until(end, &calendar, LawMode::AsEnacted, observed);
        assert_eq!(days.count(), end.day() + 1);
        let before = |text: &str| days.working_before(day(text));
        assert_eq!(before("2026-12-19"), None);
        assert_eq!(before("2026-12-21"), Some(0), "no working day before it");
        assert_eq!(before("2026-12-24"), Some(day("2026-12-23")));
        assert_eq!(before("2026-12-25"), None);
        assert_eq!(before("2026-12-28"), Some(day("2026-12-24")));
        assert_eq!(days.working_before(end.day() + 1), None);
        assert_eq!(days.law(0), date("2027-01-01"));
        assert_eq!(days.law(day("2027-01-20")), date("2027-01-20"));
        let frozen = LawMode::Frozen(date("2023-03-31"));
        let days = Days::until(end, &calendar, frozen, observed);
        assert_eq!(days.law(day("2027-01-20")), date("2023-03-31"));
    }
}

//! Civil dates (proleptic Gregorian, years 0 to 9999) and their place in time.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use thiserror::Error;

use super::time::Tick;

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// The first day of the working week.
    Monday,
    /// The second.
    Tuesday,
    /// The third.
    Wednesday,
    /// The fourth.
    Thursday,
    /// The fifth.
    Friday,
    /// The first day of the weekend.
    Saturday,
    /// The second day of the weekend.
    Sunday,
}

impl Weekday {
    const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    /// Whether this is Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        self >= Weekday::Saturday
    }
}

/// A civil date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

/// Why a text is not a [`Date`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ParseDateError {
    /// The text does not have the form `YYYY-MM-DD`.
    #[error("`{0}` is not a date: write it as YYYY-MM-DD, for example 2027-04-01")]
    Form(String),
    /// The form is right, but the calendar has no such day.
    #[error("`{0}` is not a date: there is no such day in the calendar")]
    NoSuchDay(String),
}

const LAST_YEAR: i32 = 9999;

const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Date {
    const FIRST: Date = Date {
        year: 0,
        month: 1,
        day: 1,
    };
    const LAST: Date = Date {
        year: LAST_YEAR,
        month: 12,
        day: 31,
    };

    /// The date, if the calendar has it and the year is between 0 and 9999.
    pub const fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        let in_range = year >= 0 && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1;
        if in_range && day <= days_in_month(year, month) {
            Some(Date { year, month, day })
        } else {
            None
        }
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 1 March of year 0. Counting years from March puts the leap day last, so
    /// that the days before a month follow one linear rule.
    fn ordinal(self) -> i64 {
        let month = i64::from(self.month);
        let (year, month) = if month > 2 {
            (i64::from(self.year), month - 3)
        } else {
            (i64::from(self.year) - 1, month + 9)
        };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        year * 365 + leap_days + (153 * month + 2) / 5 + i64::from(self.day) - 1
    }

    fn from_ordinal(ordinal: i64) -> Date {
        let ordinal = ordinal.clamp(Date::FIRST.ordinal(), Date::LAST.ordinal());
        const ERA: i64 = 146_097; // days in 400 years
        let era = ordinal.div_euclid(ERA);
        let in_era = ordinal.rem_euclid(ERA);
        let year_of_era = (in_era - in_era / 1460 + in_era / 36_524 - in_era / (ERA - 1)) / 365;
        let day_of_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 {
            march_month + 3
        } else {
            march_month - 9
        };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        Date {
            year: year as i32,
            month: month as u8,
            day: day as u8,
        }
    }

    /// The date `days` later (earlier if negative), held within years 0 to 9999.
    pub fn plus_days(self, days: i64) -> Date {
        Date::from_ordinal(self.ordinal().saturating_add(days))
    }

    /// The same day of the month `months` later (earlier if negative); the last day of that
    /// month if it is shorter. Held within years 0 to 9999.
    pub fn plus_months(self, months: i32) -> Date {
        let count = i64::from(self.year) * 12 + i64::from(self.month) - 1 + i64::from(months);
        let year = count.div_euclid(12);
        if year < 0 {
            return Date::FIRST;
        }
        if year > i64::from(LAST_YEAR) {
            return Date::LAST;
        }
        let (year, month) = (year as i32, count.rem_euclid(12) as u8 + 1);
        Date {
            year,
            month,
            day: self.day.min(days_in_month(year, month)),
        }
    }

    /// Days from `earlier` to this date; negative if `earlier` is later.
    pub fn days_since(self, earlier: Date) -> i64 {
        self.ordinal() - earlier.ordinal()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        weekday(self.ordinal())
    }

    /// The first day of this date's month.
    pub const fn first_of_month(self) -> Date {
        Date { day: 1, ..self }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Date, ParseDateError> {
        let form = || ParseDateError::Form(text.to_owned());
        let bytes = text.as_bytes();
        let digits = |range: std::ops::Range<usize>| {
            bytes[range].iter().try_fold(0_u16, |n, b| {
                b.is_ascii_digit().then(|| n * 10 + u16::from(b - b'0'))
            })
        };
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(form());
        }
        let year = digits(0..4).ok_or_else(form)?;
        let month = digits(5..7).ok_or_else(form)?;
        let day = digits(8..10).ok_or_else(form)?;
        Date::new(i32::from(year), month as u8, day as u8)
            .ok_or_else(|| ParseDateError::NoSuchDay(text.to_owned()))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// The day of the week of an ordinal day: 1 March of year 0 was a Wednesday.
#[inline]
fn weekday(ordinal: i64) -> Weekday {
    Weekday::ALL[(ordinal + 2).rem_euclid(7) as usize]
}

/// Dates as ticks: day 0 is the calendar's start. Days off are weekends and the listed holidays.
///
/// ```
/// use throughcare::engine::{Calendar, Date};
///
/// let date = |text: &str| text.parse::<Date>().unwrap();
/// let calendar = Calendar::new(date("2027-04-01")).with_holidays(vec![date("2027-05-03")]);
/// // The first of May is a Saturday, and the Monday after it a bank holiday.
/// let saturday = calendar.tick_of(date("2027-05-01"));
/// let next = calendar.next_working_day(saturday);
/// assert_eq!(calendar.date_of(next), date("2027-05-04"));
/// ```
#[derive(Clone, Debug)]
pub struct Calendar {
    start: Date,
    /// The start, and the holidays in order, as ordinal days: working days are asked for often,
    /// and need no date.
    first: i64,
    holidays: Vec<i64>,
}

impl Calendar {
    /// A calendar whose day 0 is `start`, without holidays.
    pub fn new(start: Date) -> Calendar {
        Calendar {
            start,
            first: start.ordinal(),
            holidays: Vec::new(),
        }
    }

    /// The same calendar with these holidays, in any order.
    pub fn with_holidays(mut self, holidays: Vec<Date>) -> Calendar {
        self.holidays = holidays.into_iter().map(Date::ordinal).collect();
        self.holidays.sort_unstable();
        self
    }

    /// Day 0.
    pub fn start(&self) -> Date {
        self.start
    }

    /// The first tick of a date; tick 0 for a date before the start.
    pub fn tick_of(&self, date: Date) -> Tick {
        self.day_of(date.ordinal())
    }

    /// The date a tick lies in.
    pub fn date_of(&self, tick: Tick) -> Date {
        self.start.plus_days(i64::from(tick.day()))
    }

    /// The day of the week a tick lies in.
    pub fn weekday_of(&self, tick: Tick) -> Weekday {
        weekday(self.ordinal_of(tick))
    }

    /// Whether a tick lies in a day that is neither weekend nor holiday.
    pub fn is_working_day(&self, tick: Tick) -> bool {
        self.works_on(self.ordinal_of(tick))
    }

    /// The same tick if it lies in a working day; else the start of the next working day.
    pub fn next_working_day(&self, tick: Tick) -> Tick {
        self.nearest_working_day(tick, 1)
    }

    /// The same tick if it lies in a working day; else the start of the last working day
    /// before it, or tick 0 if there is none.
    pub fn previous_working_day(&self, tick: Tick) -> Tick {
        self.nearest_working_day(tick, -1)
    }

    #[inline]
    fn ordinal_of(&self, tick: Tick) -> i64 {
        self.first + i64::from(tick.day())
    }

    fn works_on(&self, ordinal: i64) -> bool {
        !weekday(ordinal).is_weekend() && self.holidays.binary_search(&ordinal).is_err()
    }

    fn nearest_working_day(&self, tick: Tick, step: i64) -> Tick {
        let mut ordinal = self.ordinal_of(tick);
        if self.works_on(ordinal) {
            return tick;
        }
        // There is no day before tick 0; no calendar is so full that the search goes on for long.
        while !self.works_on(ordinal) && ordinal >= self.first {
            ordinal += step;
        }
        self.day_of(ordinal)
    }

    /// The first tick of an ordinal day; tick 0 before the start.
    fn day_of(&self, ordinal: i64) -> Tick {
        let days = (ordinal - self.first).max(0);
        Tick::from_days(u32::try_from(days).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn every_day_of_four_centuries_follows_the_one_before() {
        let mut expected = date("1900-01-01");
        for days in 0..146_097 {
            assert_eq!(date("1900-01-01").plus_days(days), expected);
            assert_eq!(expected.days_since(date("1900-01-01")), days);
            let (y, m, d) = (expected.year, expected.month, expected.day);
            expected = Date::new(y, m, d + 1)
                .or_else(|| Date::new(y, m + 1, 1))
                .or_else(|| Date::new(y + 1, 1, 1))
                .expect("a next day");
        }
    }

    #[test]
    fn weekdays_are_those_of_the_real_calendar() {
        assert_eq!(date("2024-02-29").weekday(), Weekday::Thursday);
        assert_eq!(date("2026-01-01").weekday(), Weekday::Thursday);
        assert_eq!(date("1970-01-01").weekday(), Weekday::Thursday);
        assert_eq!(date("2027-04-04").weekday(), Weekday::Sunday);
    }

    #[test]
    fn months_clamp_to_their_last_day() {
        assert_eq!(date("2024-01-31").plus_months(1), date("2024-02-29"));
        assert_eq!(date("2024-03-31").plus_months(-13), date("2023-02-28"));
        assert_eq!(date("2024-11-15").plus_months(2), date("2025-01-15"));
        assert_eq!(date("2024-11-15").first_of_month(), date("2024-11-01"));
    }

    #[test]
    fn impossible_dates_are_refused_with_a_reason() {
        for text in ["2023-02-29", "2023-13-01", "2023-00-10", "1900-02-29"] {
            assert_eq!(
                text.parse::<Date>(),
                Err(ParseDateError::NoSuchDay(text.to_owned()))
            );
        }
        for text in [
            "2023-2-09",
            "23-02-09",
            "2023/02/09",
            "2023-02-0x",
            "",
            "2023-02-09 ",
        ] {
            assert_eq!(
                text.parse::<Date>(),
                Err(ParseDateError::Form(text.to_owned()))
            );
        }
        assert!(Date::new(2023, 2, 29).is_none());
        assert!(Date::new(10_000, 1, 1).is_none());
    }

    #[test]
    fn dates_survive_text_and_serialisation() {
        let json = serde_json::to_string(&date("2024-09-10")).expect("json");
        assert_eq!(json, "\"2024-09-10\"");
        assert_eq!(
            serde_json::from_str::<Date>(&json).expect("a date"),
            date("2024-09-10")
        );
        assert!(serde_json::from_str::<Date>("\"2024-09-31\"").is_err());
    }

    #[test]
    fn arithmetic_stays_within_the_range() {
        assert_eq!(date("9999-12-30").plus_days(i64::MAX), Date::LAST);
        assert_eq!(date("0000-01-02").plus_days(-400), Date::FIRST);
        assert_eq!(date("9999-12-30").plus_months(5), Date::LAST);
        assert_eq!(date("0000-02-02").plus_months(-5), Date::FIRST);
    }

    #[test]
    fn working_days_skip_weekends_and_holidays() {
        // Good Friday and Easter Monday of 2026.
        let calendar = Calendar::new(date("2026-04-01"))
            .with_holidays(vec![date("2026-04-06"), date("2026-04-03")]);
        let friday = Tick(calendar.tick_of(date("2026-04-03")).0 + 77);
        assert_eq!(calendar.weekday_of(friday), Weekday::Friday);
        assert!(!calendar.is_working_day(friday));
        assert_eq!(
            calendar.next_working_day(friday),
            calendar.tick_of(date("2026-04-07"))
        );
        assert_eq!(
            calendar.previous_working_day(friday),
            calendar.tick_of(date("2026-04-02"))
        );
        let thursday = Tick(calendar.tick_of(date("2026-04-02")).0 + 77);
        assert_eq!(calendar.next_working_day(thursday), thursday);
        assert_eq!(calendar.previous_working_day(thursday), thursday);
    }

    #[test]
    fn dates_before_the_start_are_tick_zero() {
        let calendar = Calendar::new(date("2023-04-01"));
        assert_eq!(calendar.tick_of(date("2020-01-01")), Tick::START);
        assert_eq!(calendar.previous_working_day(Tick::START), Tick::START);
        assert_eq!(
            calendar.date_of(calendar.tick_of(date("2037-04-01"))),
            date("2037-04-01")
        );
    }
}

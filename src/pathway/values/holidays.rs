//! Bank holidays of England and Wales, by rule: nobody is released on them.

use crate::engine::{Date, Weekday};

/// The bank holidays of the years `from` to `to`, one-off ones left out.
pub(in crate::pathway::values) fn bank_holidays(from: i32, to: i32) -> Vec<Date> {
    (from..=to).flat_map(of_year).collect()
}

fn of_year(year: i32) -> Vec<Date> {
    let easter = easter(year);
    let mut days = vec![
        substitute(date(year, 1, 1), 0),
        easter.plus_days(-2),
        easter.plus_days(1),
        first_monday(year, 5),
        last_monday(year, 5),
        last_monday(year, 8),
    ];
    days.extend(christmas(year));
    days
}

/// A day of a month, counted on from its first.
fn date(year: i32, month: u8, day: u8) -> Date {
    let months = (year - EPOCH.year()) * 12 + i32::from(month) - 1;
    EPOCH.plus_months(months).plus_days(i64::from(day) - 1)
}

const EPOCH: Date = match Date::new(2000, 1, 1) {
    Some(date) => date,
    None => panic!("a date of the calendar"),
};

/// The next weekday, `after` weekdays later, when a holiday falls on a weekend.
fn substitute(day: Date, after: i64) -> Date {
    match day.weekday() {
        Weekday::Saturday => day.plus_days(2 + after),
        Weekday::Sunday => day.plus_days(1 + after),
        _ => day,
    }
}

/// Christmas Day and Boxing Day with their substitutes.
fn christmas(year: i32) -> [Date; 2] {
    let day = date(year, 12, 25);
    match day.weekday() {
        Weekday::Friday => [day, day.plus_days(3)],
        Weekday::Saturday => [day.plus_days(2), day.plus_days(3)],
        Weekday::Sunday => [day.plus_days(2), day.plus_days(1)],
        _ => [day, day.plus_days(1)],
    }
}

fn first_monday(year: i32, month: u8) -> Date {
    (1..=7)
        .map(|d| date(year, month, d))
        .find(|d| d.weekday() == Weekday::Monday)
        .unwrap_or(date(year, month, 1))
}

fn last_monday(year: i32, month: u8) -> Date {
    (25..=31)
        .map(|d| date(year, month, d))
        .find(|d| d.weekday() == Weekday::Monday)
        .unwrap_or(date(year, month, 31))
}

/// Easter Sunday by the anonymous Gregorian computus.
fn easter(year: i32) -> Date {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    date(year, month as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(year: i32) -> Vec<String> {
        let mut all = of_year(year);
        all.sort();
        all.iter().map(Date::to_string).collect()
    }

    #[test]
    fn holidays_are_those_of_the_calendar() {
        assert_eq!(
            days(2024),
            [
                "2024-01-01",
                "2024-03-29",
                "2024-04-01",
                "2024-05-06",
                "2024-05-27",
                "2024-08-26",
                "2024-12-25",
                "2024-12-26"
            ]
        );
        // Christmas Day on a Saturday: both days move.
        assert_eq!(days(2021)[6..], ["2021-12-27", "2021-12-28"]);
        // New Year's Day on a Sunday.
        assert_eq!(days(2023)[0], "2023-01-02");
    }
}

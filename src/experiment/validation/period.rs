//! The months that a published figure is about.

use std::str::FromStr;

use crate::engine::Date;

/// A range of whole months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Months {
    /// First day of the first month.
    pub from: Date,
    /// First day of the month after the last.
    pub to: Date,
}

/// The period of a target, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// The value over these months.
    Over(Months),
    /// The value over the second months less that over the first.
    Change(Months, Months),
}

/// A text that is no period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a period: write 2023-24 (from April), 2024, 2024-Q3, 2024-06, 2024-06-30 \
     (its month), 2023-10..2024-09 or, for a change, 2024-06-30 to 2024-12-31"
)]
pub struct PeriodError(String);

impl Period {
    /// The ranges of months that must be tabulated.
    pub fn months(&self) -> impl Iterator<Item = Months> {
        let (first, second) = match *self {
            Period::Over(months) => (months, None),
            Period::Change(before, after) => (before, Some(after)),
        };
        std::iter::once(first).chain(second)
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let period = match text.split_once(" to ") {
            None => months(text).map(Period::Over),
            Some((before, after)) => months(before)
                .zip(months(after))
                .map(|(before, after)| Period::Change(before, after)),
        };
        period.ok_or_else(|| PeriodError(text.to_owned()))
    }
}

impl Months {
    /// A name that says which months they are, the same for every way of writing them.
    pub fn name(&self) -> String {
        let month = |date: Date| format!("{:04}-{:02}", date.year(), date.month());
        let last = self.to.plus_months(-1);
        format!("{}..{}", month(self.from), month(last))
    }

    fn starting(year: i32, month: u8, count: i32) -> Option<Self> {
        let from = Date::new(year, month, 1)?;
        let to = from.plus_months(count);
        Some(Self { from, to })
    }
}

fn months(text: &str) -> Option<Months> {
    if let Some((first, last)) = text.split_once("..") {
        let (from, to) = (month(first)?.from, month(last)?.to);
        return (from < to).then_some(Months { from, to });
    }
    if let Ok(date) = text.parse::<Date>() {
        return Months::starting(date.year(), date.month(), 1);
    }
    match text.split_once('-') {
        None => Months::starting(number(text, 4)?, 1, 12),
        Some((year, part)) => part_of(number(year, 4)?, part).or_else(|| month(text)),
    }
}

/// The quarter `Q3` of a year, or the year from its April, named by the next as `24`.
fn part_of(year: i32, part: &str) -> Option<Months> {
    if let Some(quarter) = part.strip_prefix('Q') {
        let quarter = number(quarter, 1).filter(|quarter| (1..=4).contains(quarter))?;
        return Months::starting(year, (3 * quarter - 2) as u8, 3);
    }
    let follows = number(part, 2)? == (year + 1).rem_euclid(100);
    // `2003-04` could be April: what can be a month is one.
    (follows && month_number(part).is_none())
        .then(|| Months::starting(year, 4, 12))
        .flatten()
}

fn month(text: &str) -> Option<Months> {
    let (year, month) = text.split_once('-')?;
    Months::starting(number(year, 4)?, month_number(month)?, 1)
}

fn month_number(text: &str) -> Option<u8> {
    let month = number(text, 2)?;
    (1..=12).contains(&month).then_some(month as u8)
}

/// A number of exactly that many digits.
fn number(text: &str, digits: usize) -> Option<i32> {
    let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<String> {
        let period: Period = text.parse().ok()?;
        let names: Vec<String> = period.months().map(|months| months.name()).collect();
        Some(names.join(" then "))
    }

    #[test]
    fn every_way_of_writing_a_period() {
        for (text, months) in [
            ("2023-24", "2023-04..2024-03"),
            ("2024", "2024-01..2024-12"),
            ("2024-Q3", "2024-07..2024-09"),
            ("2024-06", "2024-06..2024-06"),
            ("2024-06-30", "2024-06..2024-06"),
            ("2023-10..2024-09", "2023-10..2024-09"),
            ("2003-04", "2003-04..2003-04"),
            (
                "2024-06-30 to 2024-12-31",
                "2024-06..2024-06 then 2024-12..2024-12",
            ),
        ] {
            assert_eq!(name(text).as_deref(), Some(months), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "24",
            "2023-25",
            "2024-Q5",
            "2024-Q0",
            "2024-13",
            "2024-02-30",
            "2024-09..2023-10",
            "2024..2025",
            "before 2012",
            "2024 to ",
            "+024",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}

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

/// When a figure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Whole months.
    Over(Months),
    /// The end of a day. The model's means are of months, and stand for their middles: the value on a day lies
    /// on the line between the two middles around it.
    On(Date),
}

/// The period of a target, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// The value of then.
    Of(When),
    /// The value of the second less that of the first.
    Change(When, When),
}

/// A text that is no period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a period: write 2023-24 (from April), 2024, 2024-Q3, 2024-06, 2024-06-30 \
     (a day), 2023-10..2024-09 or, for a change, 2024-06-30 to 2024-12-31"
)]
pub struct PeriodError(String);

impl Period {
    /// The months whose values make the value, and what each is multiplied by.
    pub fn terms(&self) -> Vec<(Months, f64)> {
        match *self {
            Period::Of(when) => when.terms(),
            Period::Change(before, after) => {
                let less = before.terms().into_iter().map(|(m, share)| (m, -share));
                less.chain(after.terms()).collect()
            }
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let period = match text.split_once(" to ") {
            None => when(text).map(Period::Of),
            Some((before, after)) => when(before)
                .zip(when(after))
                .map(|(before, after)| Period::Change(before, after)),
        };
        period.ok_or_else(|| PeriodError(text.to_owned()))
    }
}

impl When {
    fn terms(self) -> Vec<(Months, f64)> {
        let date = match self {
            When::Over(months) => return vec![(months, 1.0)],
            When::On(date) => date,
        };
        let this = Months::of(date);
        let past_middle = f64::from(date.day()) - this.days() / 2.0;
        let other = if past_middle < 0.0 {
            Months::of(this.from.plus_months(-1))
        } else {
            Months::of(this.to)
        };
        let share = past_middle.abs() / ((this.days() + other.days()) / 2.0);
        vec![(this, 1.0 - share), (other, share)]
    }
}

impl Months {
    /// The month in which a date is.
    fn of(date: Date) -> Self {
        let from = date.first_of_month();
        let to = from.plus_months(1);
        Self { from, to }
    }

    fn days(&self) -> f64 {
        self.to.days_since(self.from) as f64
    }

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

fn when(text: &str) -> Option<When> {
    match text.parse::<Date>() {
        Ok(date) => Some(When::On(date)),
        Err(_) => months(text).map(When::Over),
    }
}

fn months(text: &str) -> Option<Months> {
    if let Some((first, last)) = text.split_once("..") {
        let (from, to) = (month(first)?.from, month(last)?.to);
        return (from < to).then_some(Months { from, to });
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
        let terms = period.terms().into_iter();
        let names: Vec<String> = terms
            .map(|(months, share)| match share {
                1.0 => months.name(),
                share => format!("{share:.2} {}", months.name()),
            })
            .collect();
        Some(names.join(" and "))
    }

    #[test]
    fn every_way_of_writing_a_period() {
        for (text, months) in [
            ("2023-24", "2023-04..2024-03"),
            ("2024", "2024-01..2024-12"),
            ("2024-Q3", "2024-07..2024-09"),
            ("2024-06", "2024-06..2024-06"),
            (
                "2024-06-30",
                "0.51 2024-06..2024-06 and 0.49 2024-07..2024-07",
            ),
            (
                "2024-01-05",
                "0.66 2024-01..2024-01 and 0.34 2023-12..2023-12",
            ),
            ("2023-10..2024-09", "2023-10..2024-09"),
            ("2003-04", "2003-04..2003-04"),
            (
                "2024-06 to 2024-12",
                "-1.00 2024-06..2024-06 and 2024-12..2024-12",
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

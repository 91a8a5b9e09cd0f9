//! From what is written to the canonical number: `"0.9/y"` to events per day, `"6w"` to days.

use serde_json::Value;

use crate::engine::Date;

use super::limits::Limits;
use super::tree::{Node, Tree};
use super::typed;
use super::units::{DAYS_PER_MONTH, DAYS_PER_YEAR, Kind};

/// A canonical value: what a type of [`units`](super::units) wraps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// A number in the unit of its kind.
    Number(f64),
    /// On or off.
    Switch(bool),
    /// A calendar date.
    Day(Date),
}

impl Amount {
    /// The number, of a kind that lies on a scale.
    pub const fn number(self) -> Option<f64> {
        match self {
            Amount::Number(value) => Some(value),
            Amount::Switch(_) | Amount::Day(_) => None,
        }
    }

    /// As JSON, the way the types of [`units`](super::units) deserialise.
    pub fn json(self) -> Value {
        match self {
            Amount::Number(value) => Value::from(value),
            Amount::Switch(on) => Value::from(on),
            Amount::Day(date) => Value::from(date.to_string()),
        }
    }
}

/// Why a value does not fit its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// What was found, in plain words.
    pub found: String,
    /// What to write instead, where that can be guessed.
    pub help: Option<String>,
    /// Whether it is of the right kind, but beyond its limits.
    pub is_beyond: bool,
}

impl Misfit {
    fn new(found: impl Into<String>) -> Self {
        Self {
            found: found.into(),
            help: None,
            is_beyond: false,
        }
    }

    fn help(self, help: impl Into<String>) -> Self {
        self.maybe_help(Some(help.into()))
    }

    fn maybe_help(self, help: Option<String>) -> Self {
        Self { help, ..self }
    }
}

impl Kind {
    /// Reads a written value as this kind, within its usual limits.
    pub fn read(self, node: &Node) -> Result<Amount, Misfit> {
        self.read_within(node, &self.usual())
    }

    /// Reads a written value as this kind, within the limits of its place.
    pub fn read_within(self, node: &Node, limits: &Limits) -> Result<Amount, Misfit> {
        let number = match self {
            Kind::Switch => return switch(&node.tree).map(Amount::Switch),
            Kind::Day => return day(&node.tree).map(Amount::Day),
            Kind::Rate => rate(&node.tree)?,
            Kind::Duration => duration(&node.tree)?,
            _ => plain(&node.tree)?,
        };
        match limits.breach(self, number) {
            None => Ok(Amount::Number(number)),
            Some(found) => Err(Misfit {
                found,
                help: self.advice(number, limits),
                is_beyond: true,
            }),
        }
    }

    /// What to say to somebody whose number is beyond its limits.
    fn advice(self, number: f64, limits: &Limits) -> Option<String> {
        if self == Kind::Probability && number <= 100.0 && number > 1.5 {
            let share = number / 100.0;
            return Some(format!("if {number} is a percentage, write {share}"));
        }
        (!limits.why.is_empty()).then(|| limits.why.to_string())
    }

    /// The canonical number of a text such as `0.9/y`, `6w` or `0.25`; none if this kind is no
    /// number or does not allow it.
    pub fn number_of(self, text: &str) -> Option<f64> {
        let number = match self {
            Kind::Rate => per(text)?,
            Kind::Duration => span(text)?,
            _ if self.is_numeric() => text.trim().parse().ok()?,
            _ => return None,
        };
        let (least, most) = self.limits();
        (number >= least && number <= most && number.is_finite()).then_some(number)
    }
}

/// A number as it stands.
fn plain(tree: &Tree) -> Result<f64, Misfit> {
    match *tree {
        Tree::Number { value, .. } => Ok(value),
        _ => Err(Misfit::new(format!("found {}", tree.describe())).maybe_help(unquoted(tree))),
    }
}

/// Advice for a number that was written as text.
fn unquoted(tree: &Tree) -> Option<String> {
    let Tree::Text(text) = tree else { return None };
    let number = typed::share(text).filter(|number| number.is_finite())?;
    Some(format!("write {number} without quotes"))
}

fn switch(tree: &Tree) -> Result<bool, Misfit> {
    match tree {
        Tree::Text(text) if text == "on" => Ok(true),
        Tree::Text(text) if text == "off" => Ok(false),
        Tree::Bool(on) => {
            let word = if *on { "on" } else { "off" };
            Err(Misfit::new(format!("found `{on}`")).help(format!("write \"{word}\"")))
        }
        other => Err(Misfit::new(format!("found {}", other.describe()))),
    }
}

fn day(tree: &Tree) -> Result<Date, Misfit> {
    match tree {
        Tree::Date(date) => Ok(*date),
        Tree::Text(text) => text
            .parse()
            .map_err(|_| Misfit::new(format!("found {}", tree.describe()))),
        other => Err(Misfit::new(format!("found {}", other.describe()))),
    }
}

fn duration(tree: &Tree) -> Result<f64, Misfit> {
    match tree {
        Tree::Text(text) => match (span(text), bare(text)) {
            (Some(days), _) => Ok(days),
            (None, Some(value)) => Err(without_unit(value)),
            (None, None) => {
                let misfit = Misfit::new(format!("found {}", tree.describe()));
                Err(unit_help(misfit, text))
            }
        },
        Tree::Number { value, .. } => Err(without_unit(*value)),
        other => Err(Misfit::new(format!("found {}", other.describe()))),
    }
}

/// A length of time that does not say of what. A minus is told of where it has a unit, too.
fn without_unit(value: f64) -> Misfit {
    let misfit = Misfit::new(format!("{value} has no unit"));
    match value < 0.0 {
        true => misfit.help("it cannot be negative"),
        false => misfit.help(format!(
            "write \"{value}y\" for years, \"{value}mo\" for months, \"{value}w\" for weeks, \"{value}d\" for days"
        )),
    }
}

/// A text that is a number and nothing else.
fn bare(text: &str) -> Option<f64> {
    text.trim()
        .parse()
        .ok()
        .filter(|value: &f64| value.is_finite())
}

fn rate(tree: &Tree) -> Result<f64, Misfit> {
    match tree {
        Tree::Text(text) => match (per(text), bare(text)) {
            (Some(rate), _) => Ok(rate),
            (None, Some(value)) => Err(without_period(value)),
            (None, None) => {
                let misfit = Misfit::new(format!("found {}", tree.describe()));
                Err(unit_help(misfit, text))
            }
        },
        Tree::Number { value, .. } => Err(without_period(*value)),
        other => Err(Misfit::new(format!("found {}", other.describe()))),
    }
}

/// A rate that does not say per what.
fn without_period(value: f64) -> Misfit {
    let misfit = Misfit::new(format!("{value} does not say per what"));
    match value < 0.0 {
        true => misfit.help("it cannot be negative"),
        false => misfit.help(format!("write \"{value}/y\" if it is per year")),
    }
}

/// Units that analysts write and that are not taken, with what to say.
fn unit_help(misfit: Misfit, text: &str) -> Misfit {
    let unit: String = text
        .chars()
        .rev()
        .take_while(|c| c.is_alphabetic())
        .collect();
    let unit: String = unit.chars().rev().collect();
    if text.trim_start().starts_with('-') {
        misfit.help("it cannot be negative")
    } else if unit == "m" {
        misfit.help("write `mo` for months")
    } else {
        misfit.help("units are h, d, w, mo and y")
    }
}

/// Days of a text such as `21d` or `18 months`.
fn span(text: &str) -> Option<f64> {
    let text = text.trim();
    let split = text.find(|c: char| c.is_alphabetic() && c != 'e' && c != 'E')?;
    let number = amount(&text[..split])?;
    finite(number * unit_days(text[split..].trim())?)
}

/// Events per day of a text such as `0.9/y`, `1/28d` or `3 per week`.
fn per(text: &str) -> Option<f64> {
    let (count, period) = text.split_once('/').or_else(|| text.split_once(" per "))?;
    let period = period.trim();
    let days = unit_days(period).or_else(|| span(period))?;
    let rate = amount(count)? / days;
    finite(rate)
}

/// A number of at least 0.
fn amount(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-'));
    text.parse()
        .ok()
        .filter(|value: &f64| plain && *value >= 0.0 && value.is_sign_positive())
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

fn unit_days(unit: &str) -> Option<f64> {
    Some(match unit {
        "h" | "hour" | "hours" => 1.0 / 24.0,
        "d" | "day" | "days" => 1.0,
        "w" | "week" | "weeks" => 7.0,
        "mo" | "month" | "months" => DAYS_PER_MONTH,
        "y" | "yr" | "year" | "years" => DAYS_PER_YEAR,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_become_days() {
        let cases = [
            ("21d", 21.0),
            ("6w", 42.0),
            ("18mo", 547.875),
            ("2y", 730.5),
            ("12h", 0.5),
            ("0d", 0.0),
            ("1.5 years", 547.875),
            (" 3 weeks ", 21.0),
        ];
        for (text, days) in cases {
            assert_eq!(span(text), Some(days), "{text}");
        }
        for text in [
            "", "d", "-3d", "-0d", "21", "6m", "1d2h", "infd", "nand", "1e999d", "٣d",
        ] {
            assert_eq!(span(text), None, "{text}");
        }
    }

    #[test]
    fn rates_become_events_per_day() {
        let cases = [
            ("0.9/y", 0.9 / 365.25),
            ("0.9 per year", 0.9 / 365.25),
            ("1/28d", 1.0 / 28.0),
            ("3/w", 3.0 / 7.0),
            ("2/mo", 2.0 / 30.4375),
            ("1 per 28 days", 1.0 / 28.0),
            ("0/d", 0.0),
        ];
        for (text, rate) in cases {
            assert_eq!(per(text), Some(rate), "{text}");
        }
        for text in ["0.9", "1/", "/y", "1/0d", "-1/y", "0/0d", "1/m", "1/y/y"] {
            assert_eq!(per(text), None, "{text}");
        }
    }
}

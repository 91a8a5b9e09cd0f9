//! Values to be varied, as they are typed.
//!
//! `KEY=a,b,c` is a list, `KEY=lo..hi/n` stands for n values at equal distances from lo to hi,
//! and a value with a sign and `%` is a change of the present one: `KEY=-20%,0%,+20%`,
//! `KEY=-50%..+50%/5`. Values have the unit that the key has in a scenario file (`2d..10d/5`); in a
//! range one of the two ends may leave it out.

use std::str::FromStr;

/// Most values of one key.
const MOST: usize = 200;

/// A key and its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Vary {
    /// The key, as it was typed.
    pub key: String,
    /// Its values, in the order in which they were typed.
    pub asked: Vec<Asked>,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// A number with its unit, which may be empty.
    Value(f64, String),
    /// The present value times this.
    Times(f64),
}

/// Why values cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotationError {
    /// There is no key, or no value.
    #[error("write it as KEY=lo..hi/n, KEY=a,b,c or KEY=-20%,+20%")]
    Form,
    /// A value is no number.
    #[error("`{0}` is not a number, with its unit if it has one")]
    Number(String),
    /// A range does not say how many values.
    #[error("`{0}` does not say how many values: write lo..hi/n, such as 10..70/7")]
    Count(String),
    /// A range has too few or too many values.
    #[error("a range has 2 to {MOST} values, not {0}")]
    Many(String),
    /// The two ends have different units.
    #[error("the ends of `{0}` have different units")]
    Units(String),
    /// A per cent without a sign could be a change or a value.
    #[error("`{0}` needs a sign to be a change: +{0}, or -{0}; a share is written 0.2")]
    Sign(String),
}

impl FromStr for Vary {
    type Err = NotationError;

    fn from_str(text: &str) -> Result<Self, NotationError> {
        let (key, values) = text.split_once('=').ok_or(NotationError::Form)?;
        let (key, values) = (key.trim(), values.trim());
        if key.is_empty() || values.is_empty() {
            return Err(NotationError::Form);
        }
        let mut asked = Vec::new();
        for part in values.split(',').map(str::trim) {
            match part.split_once("..") {
                Some((low, rest)) => asked.extend(range(part, low, rest)?),
                None => asked.push(value(part)?),
            }
        }
        match asked.len() {
            1..=MOST => Ok(Self {
                key: key.to_owned(),
                asked,
            }),
            count => Err(NotationError::Many(count.to_string())),
        }
    }
}

fn range(part: &str, low: &str, rest: &str) -> Result<Vec<Asked>, NotationError> {
    // The last slash: a rate has one in its unit.
    let split = rest.rsplit_once('/');
    let (high, count) = split.ok_or_else(|| NotationError::Count(part.to_owned()))?;
    let count: usize = count
        .trim()
        .parse()
        .map_err(|_| NotationError::Count(part.to_owned()))?;
    if !(2..=MOST).contains(&count) {
        return Err(NotationError::Many(count.to_string()));
    }
    let at = |low: f64, high: f64, i: usize| {
        let share = i as f64 / (count - 1) as f64;
        tidy(low + share * (high - low))
    };
    match (value(low)?, value(high)?) {
        (Asked::Times(low), Asked::Times(high)) => {
            Ok((0..count).map(|i| Asked::Times(at(low, high, i))).collect())
        }
        (Asked::Value(low, a), Asked::Value(high, b)) => {
            let unit = match (a.is_empty(), b.is_empty()) {
                (true, _) => b,
                (_, true) => a,
                _ if a == b => a,
                _ => return Err(NotationError::Units(part.to_owned())),
            };
            let value = |i| Asked::Value(at(low, high, i), unit.clone());
            Ok((0..count).map(value).collect())
        }
        _ => Err(NotationError::Units(part.to_owned())),
    }
}

fn value(text: &str) -> Result<Asked, NotationError> {
    let text = text.trim();
    let wrong = || NotationError::Number(text.to_owned());
    let end = text
        .find(|c: char| !matches!(c, '0'..='9' | '.' | '+' | '-' | '_'))
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let number: f64 = digits.replace('_', "").parse().map_err(|_| wrong())?;
    if !number.is_finite() {
        return Err(wrong());
    }
    match unit.trim() {
        "%" if digits.starts_with(['+', '-']) || number == 0.0 => {
            Ok(Asked::Times(tidy(1.0 + number / 100.0)))
        }
        "%" => Err(NotationError::Sign(text.to_owned())),
        unit => Ok(Asked::Value(number, unit.to_owned())),
    }
}

/// Without the last digits, which come from adding up.
fn tidy(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Asked> {
        text.parse::<Vary>().unwrap().asked
    }

    fn plain(values: &[f64], unit: &str) -> Vec<Asked> {
        let value = |v: &f64| Asked::Value(*v, unit.to_owned());
        values.iter().map(value).collect()
    }

    /// Protects: every way of writing values.
    #[test]
    fn every_way_of_writing_values() {
        assert_eq!(
            read("a.b=10..70/7"),
            plain(&[10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0], "")
        );
        assert_eq!(read("a = 0.1, 0.3,1_000"), plain(&[0.1, 0.3, 1000.0], ""));
        assert_eq!(read("a=2d..10d/3"), plain(&[2.0, 6.0, 10.0], "d"));
        assert_eq!(read("a=2..10d/3"), plain(&[2.0, 6.0, 10.0], "d"));
        assert_eq!(read("a=0.5/y..0.9/y/3"), plain(&[0.5, 0.7, 0.9], "/y"));
        assert_eq!(read("a=-5..5/2"), plain(&[-5.0, 5.0], ""));
        let times = |values: &[f64]| values.iter().map(|v| Asked::Times(*v)).collect::<Vec<_>>();
        assert_eq!(read("a=-20%,0%,+20%"), times(&[0.8, 1.0, 1.2]));
        assert_eq!(read("a=-50%..+50%/3"), times(&[0.5, 1.0, 1.5]));
        assert_eq!("x:a.b=1".parse::<Vary>().unwrap().key, "x:a.b");
    }

    /// Protects: whatever cannot be meant is refused in words.
    #[test]
    fn anything_else_is_refused() {
        for text in [
            "a",
            "=1",
            "a=",
            "a=b",
            "a=1..2",
            "a=1..2/1",
            "a=1..2/x",
            "a=1..2/100000",
            "a=1d..2w/3",
            "a=20%",
            "a=1..+20%/3",
            "a=1,,2",
            "a=inf",
            "a=1..2..3/4",
        ] {
            let error = text.parse::<Vary>().expect_err(text);
            assert!(!error.to_string().is_empty());
        }
    }
}

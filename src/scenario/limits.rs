//! What a value may be in its place: the smallest, the largest, and why no more.
//!
//! Every type of [`units`](super::units) has its limits; the JSON Schema carries them
//! (`x-limits`), and from there come the checks of files and of `--set`, the draws of uncertain
//! values, and the reference of parameters. They are wide enough for any study that means
//! something, and narrow enough that a run comes to an end.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::units::{DAYS_PER_YEAR, Kind};

/// The values that something may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// Smallest canonical value.
    pub least: f64,
    /// Largest canonical value.
    pub most: f64,
    /// Whether it must be whole.
    pub whole: bool,
    /// Why nothing beyond them is taken; empty where the ends speak for themselves.
    pub why: Cow<'static, str>,
}

/// Days of a rate or a length that is stated in years.
const fn years(of: f64) -> f64 {
    of * DAYS_PER_YEAR
}

/// Events a day of so many a year.
const fn a_year(of: f64) -> f64 {
    of / DAYS_PER_YEAR
}

impl Limits {
    /// A chance.
    pub const PROBABILITY: Limits = Limits::new(0.0, 1.0, "");
    /// Something that happens to a person.
    pub const RATE: Limits = Limits::new(
        0.0,
        a_year(366.0),
        "what happens to one person more than once a day is not simulated event by event",
    );
    /// Something that is meant to happen at once.
    pub const PROMPT: Limits = Limits::new(
        0.0,
        a_year(110_000.0),
        "a mean of less than five minutes is at once",
    );
    /// Something that comes back as often as it happens, such as an arrest.
    pub const RECURRENT: Limits = Limits::new(
        0.0,
        a_year(100.0),
        "two a week, all year long, is more than anybody is known for",
    );
    /// Workers who leave.
    pub const TURNOVER: Limits = Limits::new(
        0.0,
        a_year(12.0),
        "with more, a worker would stay for less than a month",
    );
    /// A length of time.
    pub const DURATION: Limits = Limits::new(
        0.0,
        years(100_000.0),
        "beyond that it is never: leave it at that",
    );
    /// The time between two events of a series.
    pub const INTERVAL: Limits = Limits::new(
        1.0,
        years(100_000.0),
        "what comes again and again comes at most daily",
    );
    /// A time of day.
    pub const HOUR: Limits = Limits::new(0.0, 1.0, "a day has 24 hours");
    /// A factor.
    pub const MULTIPLIER: Limits = Limits::new(
        0.0,
        100.0,
        "no effect a hundred times as strong has been measured",
    );
    /// Offences for each arrest.
    pub const RATIO: Limits = Limits::new(0.0, 10_000.0, "one in ten thousand is hardly any");
    /// How much of something is asked for, against a reference.
    pub const DEMAND: Limits = Limits::new(
        0.0,
        3.0,
        "at three times as much something follows from every arrest, and more does nothing",
    );
    /// What ten years of age multiply a hazard by.
    pub const PER_DECADE: Limits = Limits::new(
        0.25,
        4.0,
        "at four times in ten years a hazard is a thousand times as high in fifty",
    );
    /// People of one worker.
    pub const CASELOAD: Limits = Limits::new(
        0.01,
        1_000_000.0,
        "a worker has some people, and no more than there are",
    );
    /// Simulated people for each real one.
    pub const SCALE: Limits = Limits::new(
        0.000_01,
        10.0,
        "below it hardly anybody is left, above it no machine has the memory",
    );
    /// A number of no other kind.
    pub const NUMBER: Limits = Limits::new(-1e9, 1e9, "a number of this size means nothing here");
    /// A median age on entry.
    pub const AGE: Limits = Limits::new(
        10.0,
        100.0,
        "an age in years; below ten nobody is criminally responsible",
    );
    /// The age of ageing out.
    pub const OLDEST: Limits = Limits::new(
        18.0,
        100_000.0,
        "an age in years; beyond 120 it means that nobody ages out",
    );
    /// An exponent.
    pub const EXPONENT: Limits = Limits::new(
        -5.0,
        5.0,
        "with 5, a load of twice the recommended one acts 32 times as strongly",
    );
    /// The standard deviation of a logarithm.
    pub const SPREAD: Limits = Limits::new(
        0.0,
        3.0,
        "with a log-sd of 3, one in forty lies 350 times above the median",
    );
    /// The shape of a gamma distribution.
    pub const SHAPE: Limits = Limits::new(
        0.01,
        1_000_000.0,
        "below it nearly everybody is at nil, above it everybody is alike",
    );
    /// A correlation.
    pub const CORRELATION: Limits = Limits::new(-1.0, 1.0, "it is a correlation");
    /// A weight.
    pub const WEIGHT: Limits = Limits::new(0.0, 1_000_000.0, "it is a weight among others");
    /// A likelihood of which only ratios count.
    pub const DETECTION: Limits = Limits::new(0.000_001, 1_000.0, "offences are divided by it");
    /// A place in the order of a waiting list.
    pub const PRIORITY: Limits =
        Limits::new(0.0, 7.0, "a waiting list has eight classes, 0 is first").in_whole();
    /// Hours in a week.
    pub const HOURS: Limits = Limits::new(0.0, 168.0, "a week has 168 hours");
    /// A discount rate.
    pub const DISCOUNT: Limits = Limits::new(-0.1, 1.0, "a rate a year: 0.035 is 3.5 %");
    /// A number of occasions.
    pub const TALLY: Limits = Limits::new(0.0, 10_000.0, "nothing happens that often");
    /// The area under a curve.
    pub const AREA_UNDER_CURVE: Limits =
        Limits::new(0.5, 1.0, "0.5 is chance, 1 tells everybody apart");
    /// People, places or cases.
    pub const COUNT: Limits = Limits::new(
        0.0,
        100_000_000.0,
        "people, places or cases; there are 60 million people",
    );
    /// Posts of a service.
    pub const POSTS: Limits = Limits::new(
        0.0,
        200_000.0,
        "prison and probation together have about 65,000 staff",
    );
    /// A price.
    pub const MONEY: Limits = Limits::new(0.0, 1e12, "about what the state spends in a year");
    /// What a programme costs, or saves.
    pub const BALANCE: Limits = Limits::new(-1e12, 1e12, "about what the state spends in a year");
    /// A kind that lies on no scale.
    pub const NONE: Limits = Limits::new(f64::NEG_INFINITY, f64::INFINITY, "");

    /// Limits with their reason.
    pub const fn new(least: f64, most: f64, why: &'static str) -> Limits {
        Limits {
            least,
            most,
            whole: false,
            why: Cow::Borrowed(why),
        }
    }

    /// The same for whole numbers.
    const fn in_whole(mut self) -> Limits {
        self.whole = true;
        self
    }

    /// Whether a value is within them.
    pub fn allow(&self, value: f64) -> bool {
        value.is_finite() && self.breach(Kind::Number, value).is_none()
    }

    /// The nearest value within them.
    pub fn hold(&self, value: f64) -> f64 {
        let value = value.clamp(self.least, self.most);
        if self.whole {
            libm::round(value)
        } else {
            value
        }
    }

    /// In which way a value of a kind is beyond them: `-25 is below 10`.
    pub fn breach(&self, kind: Kind, value: f64) -> Option<String> {
        let show = |value| shown(kind, value);
        if value < self.least {
            Some(format!("{} is below {}", show(value), show(self.least)))
        } else if value > self.most {
            Some(format!("{} is above {}", show(value), show(self.most)))
        } else if self.whole && value != libm::floor(value) {
            Some(format!("{} is not whole", show(value)))
        } else {
            None
        }
    }

    /// What is allowed, in plain words, for error messages.
    pub fn expected(&self, kind: Kind) -> Cow<'static, str> {
        let noun = match kind {
            Kind::Number | Kind::Count if self.whole => "a whole number",
            Kind::Number | Kind::Count => "a number",
            Kind::Probability => "a probability",
            Kind::Multiplier => "a multiplier",
            Kind::Rate => "a rate",
            Kind::Duration => "a length of time",
            Kind::Money => "pounds",
            Kind::Switch | Kind::Day => return kind.expected().into(),
        };
        let (least, most) = (shown(kind, self.least), shown(kind, self.most));
        format!("{noun} between {least} and {most}").into()
    }

    /// Both ends as an analyst would write them; empty where there are none.
    pub fn range(&self, kind: Kind) -> String {
        match kind.is_numeric() {
            true => format!("{} to {}", shown(kind, self.least), shown(kind, self.most)),
            false => String::new(),
        }
    }

    /// [`expected`](Self::expected) with the reason, for who reads the schema.
    pub fn described(&self, kind: Kind) -> String {
        match self.why.as_ref() {
            "" => self.expected(kind).into_owned(),
            why => format!("{}: {why}", self.expected(kind)),
        }
    }

    /// Both ends in JSON: whole numbers without a point, open ends as null.
    pub fn ends(&self) -> [Value; 2] {
        [self.least, self.most].map(|end| match end as i64 {
            whole if whole as f64 == end => Value::from(whole),
            _ => Value::from(end),
        })
    }

    /// As the JSON Schema carries them.
    pub fn json(&self) -> Value {
        let [least, most] = self.ends();
        json!({ "least": least, "most": most, "whole": self.whole, "why": self.why })
    }

    /// From what the JSON Schema carries; open where it is silent.
    pub fn from_json(value: &Value) -> Limits {
        let end = |key: &str| value.get(key).and_then(Value::as_f64);
        let why = value.get("why").and_then(Value::as_str).unwrap_or_default();
        Limits {
            least: end("least").unwrap_or(f64::NEG_INFINITY),
            most: end("most").unwrap_or(f64::INFINITY),
            whole: value.get("whole") == Some(&Value::Bool(true)),
            why: why.to_owned().into(),
        }
    }
}

/// A canonical value as an analyst would write it.
pub fn shown(kind: Kind, value: f64) -> String {
    match kind {
        Kind::Rate => format!("{}/y", short(value * DAYS_PER_YEAR)),
        Kind::Duration if value >= 2.0 * DAYS_PER_YEAR => {
            format!("{}y", short(value / DAYS_PER_YEAR))
        }
        Kind::Duration => format!("{}d", short(value)),
        _ => short(value),
    }
}

/// A number without the noise of its last digits; thousands apart where it is large.
fn short(value: f64) -> String {
    let size = value.abs();
    if size >= 1e15 || (size > 0.0 && size < 1e-6) {
        return format!("{value:e}");
    }
    let rounded = format!("{value:.9}");
    let plain = rounded.trim_end_matches('0').trim_end_matches('.');
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", plain),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && whole.len() > 4 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match part {
        "" => grouped,
        part => format!("{grouped}.{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: that a limit reads as it would be written, in the unit of its kind.
    #[test]
    fn values_are_shown_as_they_are_written() {
        let cases = [
            (Kind::Rate, 1.0, "365.25/y"),
            (Kind::Duration, 0.5, "0.5d"),
            (Kind::Duration, 3652.5, "10y"),
            (Kind::Count, 1_234_567.0, "1,234,567"),
            (Kind::Number, -25.0, "-25"),
            (Kind::Number, 0.1 + 0.2, "0.3"),
            (Kind::Number, 1e300, "1e300"),
            (Kind::Number, 1e-300, "1e-300"),
        ];
        for (kind, value, text) in cases {
            assert_eq!(shown(kind, value), text);
        }
    }

    /// Protects: that what the JSON Schema carries is what was stated.
    #[test]
    fn limits_pass_through_the_schema() {
        for limits in [Limits::PRIORITY, Limits::RATE, Limits::MONEY] {
            assert_eq!(Limits::from_json(&limits.json()), limits);
        }
    }

    /// Protects: both ends and wholeness.
    #[test]
    fn what_is_beyond_is_told() {
        let breach = |value| Limits::PRIORITY.breach(Kind::Number, value);
        assert_eq!(breach(0.0), None);
        assert_eq!(breach(7.0), None);
        assert_eq!(breach(99.0).as_deref(), Some("99 is above 7"));
        assert_eq!(breach(-3.0).as_deref(), Some("-3 is below 0"));
        assert_eq!(breach(1.5).as_deref(), Some("1.5 is not whole"));
        assert!(!Limits::NONE.allow(f64::NAN));
    }
}

//! The kinds of quantity an analyst may write, as types.
//!
//! Each type holds one canonical number: rates are per day, durations are days, money is
//! pounds. What an analyst writes (`"0.9/y"`, `"6w"`, `"on"`) is turned into that number
//! once, by the reader of scenario files, so the model never sees a unit.
//! The JSON Schema of each type names its kind (`x-kind`) and describes both forms a
//! parameter may take: a bare value, or a table with its range, source and phases.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

pub use super::distribution::Distribution;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::limits::Limits;
use crate::engine::Date;

/// Days in a year, on average over the Julian cycle.
pub const DAYS_PER_YEAR: f64 = 365.25;
/// Days in a month, on average.
pub const DAYS_PER_MONTH: f64 = 30.4375;

/// What sort of quantity a parameter is: it decides how the value is written and its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A chance between 0 and 1.
    Probability,
    /// Events per day, written per day, week, month or year.
    Rate,
    /// Days, written with a unit.
    Duration,
    /// A factor of at least 0; 1 changes nothing.
    Multiplier,
    /// Any finite number.
    Number,
    /// People, places or posts: at least 0.
    Count,
    /// Pounds.
    Money,
    /// `"on"` or `"off"`.
    Switch,
    /// A calendar date.
    Day,
}

impl Kind {
    /// Every kind, in the order of the reference page.
    pub const ALL: [Kind; 9] = [
        Kind::Probability,
        Kind::Rate,
        Kind::Duration,
        Kind::Multiplier,
        Kind::Number,
        Kind::Count,
        Kind::Money,
        Kind::Switch,
        Kind::Day,
    ];

    /// The name used in the schema (`x-kind`) and in listings.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Probability => "probability",
            Kind::Rate => "rate",
            Kind::Duration => "duration",
            Kind::Multiplier => "multiplier",
            Kind::Number => "number",
            Kind::Count => "count",
            Kind::Money => "money",
            Kind::Switch => "switch",
            Kind::Day => "day",
        }
    }

    /// The kind with this `x-kind` name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The unit of the canonical number; empty where there is none.
    pub const fn unit(self) -> &'static str {
        match self {
            Kind::Rate => "per day",
            Kind::Duration => "days",
            Kind::Money => "GBP",
            _ => "",
        }
    }

    /// What an analyst may write, in plain words, for error messages.
    pub const fn expected(self) -> &'static str {
        match self {
            Kind::Probability => "a probability between 0 and 1",
            Kind::Rate => "a rate such as \"0.9/y\" or \"1/28d\"",
            Kind::Duration => "a length of time such as \"21d\" or \"6w\"",
            Kind::Multiplier => "a multiplier of at least 0",
            Kind::Number => "a number",
            Kind::Count => "a number of at least 0",
            Kind::Money => "an amount in pounds",
            Kind::Switch => "\"on\" or \"off\"",
            Kind::Day => "a date such as 2027-04-01",
        }
    }

    /// Smallest and largest canonical value by the nature of the kind; an open end is infinite.
    /// What a value may be in its place is narrower: its [`Limits`].
    pub const fn limits(self) -> (f64, f64) {
        match self {
            Kind::Probability => (0.0, 1.0),
            Kind::Rate | Kind::Duration | Kind::Multiplier | Kind::Count => (0.0, f64::INFINITY),
            Kind::Number | Kind::Money | Kind::Switch | Kind::Day => {
                (f64::NEG_INFINITY, f64::INFINITY)
            }
        }
    }

    /// Whether values of this kind lie on a scale, so that they may ramp and have a range.
    pub const fn is_numeric(self) -> bool {
        !matches!(self, Kind::Switch | Kind::Day)
    }

    /// JSON Schema of the value as written, without the parameter table.
    fn written_schema(self, limits: &Limits) -> Value {
        match self {
            Kind::Probability | Kind::Multiplier | Kind::Count | Kind::Number | Kind::Money => {
                let number = if limits.whole { "integer" } else { "number" };
                let [least, most] = limits.ends();
                json!({ "type": number, "minimum": least, "maximum": most })
            }
            Kind::Rate => json!({ "type": "string", "examples": ["0.9/y", "1/28d", "3 per week"] }),
            Kind::Duration => json!({ "type": "string", "examples": ["21d", "6w", "18mo", "2y"] }),
            Kind::Switch => json!({ "enum": ["on", "off"] }),
            Kind::Day => json!({ "type": "string", "format": "date" }),
        }
    }

    /// JSON Schema of a parameter of this kind: a bare value or the table of its details.
    fn parameter_schema(self, limits: &Limits) -> Schema {
        let written = self.written_schema(limits);
        let date = json!({ "type": "string", "format": "date" });
        let over = Kind::Duration.written_schema(&Limits::DURATION);
        let shape = json!({ "enum": ["linear", "front-loaded", "back-loaded", "steps"] });
        let steps = json!({ "type": "integer", "minimum": 2, "maximum": 1000 });
        let factor = json!({ "type": "number", "minimum": 0 });
        let added = match self {
            Kind::Probability => json!({ "type": "string", "examples": ["10pp", "-5pp"] }),
            Kind::Rate | Kind::Duration => json!({ "type": "string" }),
            _ => json!({ "type": "number" }),
        };
        json_schema!({
            "x-kind": self.name(),
            "x-unit": self.unit(),
            "x-limits": limits.json(),
            "description": limits.described(self),
            "anyOf": [
                written,
                {
                    "type": "object",
                    "properties": {
                        "value": written,
                        "times": factor,
                        "plus": added,
                        "low": {},
                        "high": {},
                        "distribution": { "enum": Distribution::NAMES },
                        "source": { "type": "string" },
                        "note": { "type": "string" },
                        "unit": { "type": "string" },
                        "from": date,
                        "until": date,
                        "over": over,
                        "shape": shape,
                        "steps": steps,
                        "phases": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "properties": {
                                    "from": date,
                                    "over": over,
                                    "shape": shape,
                                    "steps": steps,
                                    "value": written,
                                    "times": factor,
                                    "plus": added,
                                    "low": {},
                                    "high": {}
                                },
                                "required": ["from"],
                                "additionalProperties": false
                            }
                        }
                    },
                    "additionalProperties": false
                }
            ]
        })
    }

    /// The limits of a value of this kind of which nothing more is known.
    pub const fn usual(self) -> Limits {
        match self {
            Kind::Probability => Limits::PROBABILITY,
            Kind::Rate => Limits::RATE,
            Kind::Duration => Limits::DURATION,
            Kind::Multiplier => Limits::MULTIPLIER,
            Kind::Number => Limits::NUMBER,
            Kind::Count => Limits::COUNT,
            Kind::Money => Limits::MONEY,
            Kind::Switch | Kind::Day => Limits::NONE,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A parameter type and its schema: the type, what it wraps, its kind, its limits.
macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident($inner:ty), $kind:expr, $limits:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name($inner);

        impl $name {
            /// The kind of quantity this is.
            pub const KIND: Kind = $kind;
            /// What a file may give it.
            pub const LIMITS: Limits = $limits;

            /// Wraps a canonical value; limits are the concern of whoever reads a file.
            pub const fn new(value: $inner) -> Self {
                Self(value)
            }

            /// The canonical value, to be changed where it stands.
            pub const fn get_mut(&mut self) -> &mut $inner {
                &mut self.0
            }

            /// The canonical value.
            pub const fn get(self) -> $inner {
                self.0
            }
        }

        impl Deref for $name {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                Self::KIND.parameter_schema(&Self::LIMITS)
            }
        }
    };
}

quantity!(
    /// A chance between 0 and 1.
    Probability(f64),
    Kind::Probability,
    Limits::PROBABILITY
);
quantity!(
    /// Events per day. Written per day, week, month or year: `"0.9/y"`, `"1/28d"`.
    Rate(f64),
    Kind::Rate,
    Limits::RATE
);
quantity!(
    /// Days. Written with a unit: `"12h"`, `"21d"`, `"6w"`, `"18mo"`, `"2y"`.
    Duration(f64),
    Kind::Duration,
    Limits::DURATION
);
quantity!(
    /// A factor of at least 0.
    Multiplier(f64),
    Kind::Multiplier,
    Limits::MULTIPLIER
);
quantity!(
    /// A number that none of the types below describes.
    Number(f64),
    Kind::Number,
    Limits::NUMBER
);
quantity!(
    /// People, places, posts or cases: at least 0, not necessarily whole.
    Count(f64),
    Kind::Count,
    Limits::COUNT
);
quantity!(
    /// Pounds.
    Money(f64),
    Kind::Money,
    Limits::MONEY
);
quantity!(
    /// Something that is on or off.
    Switch(bool),
    Kind::Switch,
    Limits::NONE
);
quantity!(
    /// A calendar date.
    Day(Date),
    Kind::Day,
    Limits::NONE
);

// After the macro, which it uses.
mod narrow;

pub use narrow::{
    Age, AreaUnderCurve, Balance, Caseload, Correlation, Demand, Detection, DiscountRate, Exponent,
    Hour, Hours, Interval, OldestAge, PerDecade, Posts, Priority, PromptRate, Ratio, RecurrentRate,
    Scale, Shape, Spread, Tally, Turnover, Weight,
};

impl Rate {
    /// The same rate per year of 365.25 days.
    pub const fn per_year(self) -> f64 {
        self.0 * DAYS_PER_YEAR
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The schema names each kind, and the name leads back to it.
    #[test]
    fn kinds_are_known_by_their_names() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.name()), Some(kind));
            assert_eq!(
                kind.parameter_schema(&kind.usual()).get("x-kind"),
                Some(&json!(kind.name()))
            );
        }
        for name in Distribution::NAMES {
            assert_eq!(
                Distribution::from_name(name).map(Distribution::name),
                Some(name)
            );
        }
    }

    /// The model's types take the canonical number and nothing else.
    #[test]
    fn types_are_transparent() {
        let rate: Rate = serde_json::from_str("0.5").expect("a number");
        assert_eq!((rate.get(), *rate, rate.per_year()), (0.5, 0.5, 182.625));
        let day: Day = serde_json::from_str("\"2027-04-01\"").expect("a date");
        assert_eq!(
            serde_json::to_string(&day).expect("a text"),
            "\"2027-04-01\""
        );
        assert!(serde_json::from_str::<Switch>("true").is_ok_and(|switch| *switch));
        assert!(serde_json::from_str::<Duration>("\"6w\"").is_err());
    }
}

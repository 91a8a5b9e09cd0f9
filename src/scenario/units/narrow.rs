//! The same kinds where less is possible, or more: each with limits of its own.

use std::borrow::Cow;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::Kind;
use crate::scenario::limits::Limits;

quantity!(
    /// A rate of something that is meant to happen at once.
    PromptRate(f64),
    Kind::Rate,
    Limits::PROMPT
);
quantity!(
    /// A rate of something that comes back as often as it happens, such as an arrest.
    RecurrentRate(f64),
    Kind::Rate,
    Limits::RECURRENT
);
quantity!(
    /// A rate at which workers leave.
    Turnover(f64),
    Kind::Rate,
    Limits::TURNOVER
);
quantity!(
    /// The time between two events of a series: at least a day.
    Interval(f64),
    Kind::Duration,
    Limits::INTERVAL
);
quantity!(
    /// A time of day, as the time since midnight.
    Hour(f64),
    Kind::Duration,
    Limits::HOUR
);
quantity!(
    /// How many of one thing for each of another.
    Ratio(f64),
    Kind::Multiplier,
    Limits::RATIO
);
quantity!(
    /// How much of something is asked for, against a reference.
    Demand(f64),
    Kind::Multiplier,
    Limits::DEMAND
);
quantity!(
    /// What ten years of age multiply a hazard by.
    PerDecade(f64),
    Kind::Multiplier,
    Limits::PER_DECADE
);
quantity!(
    /// People of one worker.
    Caseload(f64),
    Kind::Multiplier,
    Limits::CASELOAD
);
quantity!(
    /// Simulated people for each real one.
    Scale(f64),
    Kind::Multiplier,
    Limits::SCALE
);
quantity!(
    /// A median age on entry, in years.
    Age(f64),
    Kind::Number,
    Limits::AGE
);
quantity!(
    /// The age by which people have aged out, in years.
    OldestAge(f64),
    Kind::Number,
    Limits::OLDEST
);
quantity!(
    /// An exponent.
    Exponent(f64),
    Kind::Number,
    Limits::EXPONENT
);
quantity!(
    /// The standard deviation of a logarithm.
    Spread(f64),
    Kind::Number,
    Limits::SPREAD
);
quantity!(
    /// The shape of a gamma distribution.
    Shape(f64),
    Kind::Number,
    Limits::SHAPE
);
quantity!(
    /// A correlation, or where on a scale from -1 to 1.
    Correlation(f64),
    Kind::Number,
    Limits::CORRELATION
);
quantity!(
    /// A weight among others; they need not add up to 1.
    Weight(f64),
    Kind::Number,
    Limits::WEIGHT
);
quantity!(
    /// A likelihood of which only ratios count: above 0.
    Detection(f64),
    Kind::Number,
    Limits::DETECTION
);
quantity!(
    /// A place in the order of a waiting list: 0 is served first.
    Priority(f64),
    Kind::Number,
    Limits::PRIORITY
);
quantity!(
    /// Hours in a week.
    Hours(f64),
    Kind::Number,
    Limits::HOURS
);
quantity!(
    /// A discount rate a year.
    DiscountRate(f64),
    Kind::Number,
    Limits::DISCOUNT
);
quantity!(
    /// A number of occasions, people or things, not necessarily whole.
    Tally(f64),
    Kind::Number,
    Limits::TALLY
);
quantity!(
    /// The area under a curve that tells high from low.
    AreaUnderCurve(f64),
    Kind::Number,
    Limits::AREA_UNDER_CURVE
);
quantity!(
    /// Posts of a service.
    Posts(f64),
    Kind::Count,
    Limits::POSTS
);
quantity!(
    /// Pounds that are spent, or saved where they are below 0.
    Balance(f64),
    Kind::Money,
    Limits::BALANCE
);

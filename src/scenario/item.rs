//! A scenario whose values are known to fit the schema: parameters with their phases,
//! dated rows, plain values, sections. Layers have this shape before they are merged, and
//! so has the result.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::engine::Date;

use super::source::Place;
use super::units::{Distribution, Kind};
use super::written::Amount;

/// When what a layer says takes effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Onset {
    /// In the whole simulated time.
    Start,
    /// From a date on.
    On(Date),
}

/// One thing a scenario says.
#[derive(Debug, Clone)]
pub struct Item {
    /// Where it is written.
    pub place: Place,
    /// Whether it can only be set from the start.
    pub start_only: bool,
    /// What it is.
    pub body: Body,
}

/// What an [`Item`] is.
#[derive(Debug, Clone)]
pub enum Body {
    /// A parameter.
    Leaf(Leaf),
    /// A plain value.
    Fixed(Value),
    /// A list.
    List(Vec<Item>),
    /// Rules by the date they are in force from.
    Rows(BTreeMap<Date, Item>),
    /// A table.
    Section(Section),
    /// Something an error was reported for; it keeps further errors from following.
    Broken,
}

/// A key of a [`Section`].
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where the key is written.
    pub key: Place,
    /// What it holds.
    pub item: Item,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// What it holds, by key.
    pub entries: BTreeMap<String, Entry>,
    /// Overrides of national sections, by section.
    pub local: BTreeMap<String, Entry>,
    /// Keys without which the table does not exist at a date.
    pub required: Vec<String>,
    /// Which of several forms it has.
    pub tag: Option<String>,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// Its kind.
    pub kind: Kind,
    /// What is counted, if the file says.
    pub unit: Option<String>,
    /// Its value from the start, unless it only has one from some date.
    pub base: Option<Estimate>,
    /// Its changes, by date.
    pub phases: Vec<Phase>,
}

/// A value with what is known about it.
#[derive(Debug, Clone)]
pub struct Estimate {
    /// The best estimate.
    pub value: Amount,
    /// Lower end of the range.
    pub low: Option<f64>,
    /// Upper end of the range.
    pub high: Option<f64>,
    /// Shape of the uncertainty.
    pub distribution: Option<Distribution>,
    /// Where it comes from: an id of the evidence table or a word such as `assumption`.
    pub source: Option<String>,
    /// Remarks.
    pub note: Option<String>,
    /// Where the value is written.
    pub place: Place,
    /// Where `low` is written.
    pub low_place: Option<Place>,
    /// Where `high` is written.
    pub high_place: Option<Place>,
    /// Where the source is written.
    pub source_place: Option<Place>,
}

impl PartialEq for Estimate {
    /// Equal if they say the same, wherever they say it.
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
            && self.low == other.low
            && self.high == other.high
            && self.distribution == other.distribution
            && self.source == other.source
            && self.note == other.note
    }
}

/// A change of a parameter.
#[derive(Debug, Clone)]
pub struct Phase {
    /// When it starts.
    pub from: Date,
    /// Days over which the value moves in a straight line; 0 for at once.
    pub over: f64,
    /// What the value becomes.
    pub to: Estimate,
}

impl PartialEq for Phase {
    fn eq(&self, other: &Self) -> bool {
        self.from == other.from && self.over == other.over && self.to == other.to
    }
}

impl Section {
    /// The section of this name.
    pub fn section(&self, name: &str) -> Option<&Section> {
        match &self.entries.get(name)?.item.body {
            Body::Section(section) => Some(section),
            _ => None,
        }
    }
}

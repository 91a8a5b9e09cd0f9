//! A scenario whose values are known to fit the schema: parameters with their phases,
//! dated rows, plain values, sections. Layers have this shape before they are merged, and
//! so has the result.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::engine::Date;

use super::limits::Limits;
use super::source::{FileId, Place};
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

/// A day before every other: what changes on it differs from the start.
pub const BEGINNING: Date = match Date::new(0, 1, 1) {
    Some(date) => date,
    None => panic!("the first day of the calendar"),
};

/// The text that something stands in, and the texts that this one rests on. What a text says
/// lies over what it rests on; texts that do not rest on each other are joined by date.
#[derive(Debug, Clone)]
pub struct Layer {
    /// The text.
    pub file: FileId,
    /// The texts below it.
    pub below: Vec<FileId>,
    /// Whether it says what the world is, and not what changes in it on a date.
    pub is_world: bool,
}

impl Layer {
    /// Whether this text lies over another.
    pub fn lies_over(&self, other: &Layer) -> bool {
        self.below.contains(&other.file)
    }
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
// Where pointers are short it is not large enough for the lint.
#[cfg_attr(
    target_pointer_width = "64",
    expect(
        clippy::large_enum_variant,
        reason = "nearly all bodies are parameters"
    )
)]
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
    /// Of an area, by section that may be local: the keys whose product is the area's share of
    /// what is stated for the whole country.
    pub shared_by: BTreeMap<String, Vec<String>>,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// Its kind.
    pub kind: Kind,
    /// What its values may be.
    pub limits: Limits,
    /// What is counted, if the file says.
    pub unit: Option<String>,
    /// Whether it is a total for the country (posts, places), of which an area has its share;
    /// stated under an area it is that area's own.
    pub total: bool,
    /// Its value from the start, unless it only has one from some date.
    pub base: Option<Estimate>,
    /// Its changes, by date.
    pub phases: Vec<Phase>,
    /// In the view of an area: whether the value from the start is the area's own.
    pub own: bool,
    /// In the view of an area, of a total: the factors of the area's share of what is national.
    pub share: Vec<Leaf>,
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
    /// The text it stands in.
    pub layer: Arc<Layer>,
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

/// What a change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Action {
    /// It takes the place of the value.
    #[default]
    Set,
    /// It multiplies whatever the value is then.
    Times,
    /// It is added to whatever the value is then.
    Plus,
}

/// How a change comes over its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// In a straight line.
    #[default]
    Linear,
    /// Fast first: half of the way is done in the first 29 % of the time.
    FrontLoaded,
    /// Slowly first: a quarter of the way is done at half time.
    BackLoaded,
    /// In so many equal steps, each at the end of an equal part of the time.
    Steps(u32),
}

/// A change of a parameter.
#[derive(Debug, Clone)]
pub struct Phase {
    /// When it starts.
    pub from: Date,
    /// From when it no longer holds, so that the value is again what it is without it.
    pub until: Option<Date>,
    /// Days over which it comes; 0 for at once.
    pub over: f64,
    /// How it comes.
    pub shape: Shape,
    /// What it does.
    pub action: Action,
    /// What the value becomes, is multiplied by, or is raised by.
    pub to: Estimate,
    /// In the view of an area: whether it is the area's own.
    pub local: bool,
    /// Where its date is written, if it is not that of the whole policy.
    pub dated: Option<Place>,
}

impl Phase {
    /// A value from a date on.
    pub fn set(from: Date, over: f64, to: Estimate) -> Self {
        Self {
            from,
            until: None,
            over,
            shape: Shape::default(),
            action: Action::Set,
            to,
            local: false,
            dated: None,
        }
    }

    /// Whether this stands over another change, whatever their dates: it is local and the other
    /// is national, or its text lies over that of the other.
    pub fn stands_over(&self, other: &Phase) -> bool {
        (self.local && !other.local) || self.to.layer.lies_over(&other.to.layer)
    }

    /// When it starts, as what differs is dated.
    pub fn onset(&self) -> Onset {
        if self.from == BEGINNING {
            Onset::Start
        } else {
            Onset::On(self.from)
        }
    }
}

impl PartialEq for Phase {
    fn eq(&self, other: &Self) -> bool {
        self.from == other.from
            && self.until == other.until
            && self.over == other.over
            && self.shape == other.shape
            && self.action == other.action
            && self.to == other.to
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

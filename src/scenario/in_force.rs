//! What is in force at a moment, handed to the model's own types value by value.
//!
//! A scenario is read at every date on which anything changes, for the country and for every area,
//! and again for each set of drawn parameters. So it is laid out once, what never changes apart from
//! what does, and no tree of values is built for a date.

use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Value};

use super::item::{Body, Item, Leaf, Section};
use super::timeline::{When, value_when};
use super::written::Amount;

/// The values of a scenario do not make the model's types: its schema and its
/// deserialisation disagree. An error of the program, found when a scenario is loaded.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the scenario `{name}` fits its schema but not the model: {reason}")]
pub struct Mismatch {
    name: String,
    reason: String,
}

/// Values laid out once and asked for at many dates.
#[derive(Debug)]
pub struct LaidOut<'a, T> {
    name: &'a str,
    table: Table<'a>,
    model: PhantomData<fn() -> T>,
}

impl<'a, T: DeserializeOwned> LaidOut<'a, T> {
    /// Lays out a section of the scenario of this name.
    pub(super) fn new(name: &'a str, section: &'a Section) -> Self {
        Self {
            name,
            table: Table::new(section),
            model: PhantomData,
        }
    }

    /// Those in force on a date, or at another moment. A table within is absent while something that
    /// it cannot be without has no value yet.
    ///
    /// # Errors
    ///
    /// Only if the model's types disagree with their own schema.
    pub fn at(&self, when: impl Into<When>) -> Result<T, Mismatch> {
        let mismatch = |reason: String| Mismatch {
            name: self.name.to_owned(),
            reason,
        };
        let when = when.into();
        if !self.table.is_whole(when) {
            return Err(mismatch("a value is missing".to_owned()));
        }
        let whole = InForce::Table(&self.table, when);
        T::deserialize(whole).map_err(|error| mismatch(error.to_string()))
    }
}

#[derive(Debug)]
struct Table<'a> {
    entries: Vec<(&'a str, Node<'a>)>,
    /// Places of the entries without which the table is not there, as far as there are dates on which
    /// they may be absent.
    wanted: Vec<usize>,
    /// Whether something it cannot be without is in no text.
    is_broken: bool,
}

/// What an entry of a table is.
#[derive(Debug)]
enum Node<'a> {
    Constant(Amount),
    Moving(&'a Leaf),
    Fixed(&'a Value),
    List(Vec<Node<'a>>),
    Table(Table<'a>),
    Broken,
}

impl<'a> Table<'a> {
    fn new(section: &'a Section) -> Self {
        let entries = section.entries.iter();
        let entries: Vec<_> = entries
            .map(|(key, entry)| (key.as_str(), Node::of(&entry.item)))
            .collect();
        let place = |key: &String| entries.binary_search_by_key(&key.as_str(), |one| one.0);
        let places = section.required.iter().map(place);
        let (there, absent): (Vec<_>, Vec<_>) = places.partition(Result::is_ok);
        let wanted = there.into_iter().flatten();
        Self {
            wanted: wanted.filter(|&at| !entries[at].1.is_always()).collect(),
            is_broken: !absent.is_empty(),
            entries,
        }
    }

    fn is_always(&self) -> bool {
        !self.is_broken && self.wanted.is_empty()
    }

    fn is_whole(&self, when: When) -> bool {
        let mut wanted = self.wanted.iter();
        !self.is_broken && wanted.all(|&at| self.entries[at].1.in_force(when).is_some())
    }

    /// What is there of it, key by key.
    fn in_force<'t>(&'t self, when: When) -> impl MapAccess<'t, Error = Error> {
        let there = self.entries.iter();
        MapDeserializer::new(
            there.filter_map(move |(key, node)| Some((*key, node.in_force(when)?))),
        )
    }
}

impl<'a> Node<'a> {
    fn of(item: &'a Item) -> Self {
        match &item.body {
            Body::Leaf(leaf) => match &leaf.base {
                Some(base) if leaf.phases.is_empty() && leaf.share.is_empty() => {
                    Node::Constant(base.value)
                }
                _ => Node::Moving(leaf),
            },
            Body::Fixed(value) => Node::Fixed(value),
            Body::List(items) => Node::List(items.iter().map(Node::of).collect()),
            Body::Rows(rows) => Node::List(rows.values().map(Node::of).collect()),
            Body::Section(section) => Node::Table(Table::new(section)),
            Body::Broken => Node::Broken,
        }
    }

    /// Whether it is there on every date.
    fn is_always(&self) -> bool {
        match self {
            Node::Constant(_) | Node::Fixed(_) => true,
            Node::Moving(leaf) => leaf.base.is_some(),
            Node::List(nodes) => nodes.iter().all(Node::is_always),
            Node::Table(table) => table.is_always(),
            Node::Broken => false,
        }
    }

    fn in_force(&self, when: When) -> Option<InForce<'_>> {
        match self {
            Node::Constant(amount) => Some(InForce::Amount(*amount)),
            Node::Moving(leaf) => value_when(leaf, when).map(InForce::Amount),
            Node::Fixed(value) => Some(InForce::Fixed(value)),
            Node::List(nodes) => {
                let all = nodes.iter().map(|node| node.in_force(when));
                all.collect::<Option<_>>().map(InForce::List)
            }
            Node::Table(table) => table.is_whole(when).then_some(InForce::Table(table, when)),
            Node::Broken => None,
        }
    }
}

/// Something that has a value at a moment.
#[derive(Clone, Debug)]
enum InForce<'a> {
    Amount(Amount),
    Fixed(&'a Value),
    List(Vec<InForce<'a>>),
    Table(&'a Table<'a>, When),
}

impl<'de> IntoDeserializer<'de, Error> for InForce<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for InForce<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            InForce::Amount(Amount::Number(value)) if value.is_finite() => visitor.visit_f64(value),
            InForce::Amount(Amount::Number(_)) => visitor.visit_unit(),
            InForce::Amount(Amount::Switch(on)) => visitor.visit_bool(on),
            InForce::Amount(Amount::Day(date)) => visitor.visit_string(date.to_string()),
            InForce::Fixed(value) => value.deserialize_any(visitor),
            InForce::List(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter())),
            InForce::Table(table, when) => visitor.visit_map(table.in_force(when)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            InForce::Fixed(Value::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            InForce::Fixed(value) => value.deserialize_enum(name, variants, visitor),
            InForce::Table(table, when) => {
                visitor.visit_enum(MapAccessDeserializer::new(table.in_force(when)))
            }
            InForce::Amount(_) | InForce::List(_) => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

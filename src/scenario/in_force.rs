//! What is in force at a moment, handed to the model's own types value by value.
//!
//! A scenario is read at every date on which anything changes, for the country and for every area,
//! and again for each set of drawn parameters. So a section is laid out once, what never changes apart
//! from what does, and no tree of values is built for a date.

use std::fmt::{self, Display, Formatter};
use std::slice;

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IntoDeserializer};
use serde::de::{MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Value};

use super::item::{Body, Item, Leaf, Section};
use super::timeline::{When, value_when};
use super::written::Amount;

/// Why a section does not make a type.
#[derive(Debug)]
pub enum Unfit {
    /// Something it cannot be without has no value yet.
    Missing,
    /// The type says otherwise than the schema.
    Wrong(Error),
}

impl Display for Unfit {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Unfit::Missing => out.write_str("a value is missing"),
            Unfit::Wrong(error) => error.fmt(out),
        }
    }
}

/// A table laid out to be read at many dates.
#[derive(Debug)]
pub struct Frame<'a> {
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
    Table(Frame<'a>),
    Broken,
}

impl<'a> Frame<'a> {
    /// Lays out a section.
    pub fn of(section: &'a Section) -> Self {
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

    /// The table as `T` at a moment. A table in it is absent while something that it cannot be
    /// without has no value yet.
    ///
    /// # Errors
    /// When the table itself is absent, or `T` disagrees with its schema.
    pub fn at<T: DeserializeOwned>(&self, when: When) -> Result<T, Unfit> {
        if !self.is_whole(when) {
            return Err(Unfit::Missing);
        }
        T::deserialize(InForce::Table(self, when)).map_err(Unfit::Wrong)
    }

    fn is_always(&self) -> bool {
        !self.is_broken && self.wanted.is_empty()
    }

    fn is_whole(&self, when: When) -> bool {
        let mut wanted = self.wanted.iter();
        !self.is_broken && wanted.all(|&at| self.entries[at].1.in_force(when).is_some())
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
            Body::Section(section) => Node::Table(Frame::of(section)),
            Body::Broken => Node::Broken,
        }
    }

    /// Whether it is there on every date.
    fn is_always(&self) -> bool {
        match self {
            Node::Constant(_) | Node::Fixed(_) => true,
            Node::Moving(leaf) => leaf.base.is_some(),
            Node::List(nodes) => nodes.iter().all(Node::is_always),
            Node::Table(frame) => frame.is_always(),
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
            Node::Table(frame) => frame.is_whole(when).then_some(InForce::Table(frame, when)),
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
    Table(&'a Frame<'a>, When),
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
            InForce::Table(frame, when) => visitor.visit_map(Entries::of(frame, when)),
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
            InForce::Table(frame, when) => {
                visitor.visit_enum(MapAccessDeserializer::new(Entries::of(frame, when)))
            }
            InForce::Amount(_) | InForce::List(_) => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// What is there of a table, key by key.
struct Entries<'a> {
    entries: slice::Iter<'a, (&'a str, Node<'a>)>,
    when: When,
    next: Option<InForce<'a>>,
}

impl<'a> Entries<'a> {
    fn of(frame: &'a Frame<'a>, when: When) -> Self {
        Self {
            entries: frame.entries.iter(),
            when,
            next: None,
        }
    }
}

impl<'a> MapAccess<'a> for Entries<'a> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'a>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        for (key, node) in self.entries.by_ref() {
            self.next = node.in_force(self.when);
            if self.next.is_some() {
                return seed
                    .deserialize(BorrowedStrDeserializer::new(key))
                    .map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let value = self.next.take();
        let value = value.ok_or_else(|| Error::custom("a value was asked for before its key"))?;
        seed.deserialize(value)
    }
}

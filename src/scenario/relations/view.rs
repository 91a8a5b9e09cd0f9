//! The values of a merged scenario on one date, by their paths.

use std::collections::BTreeSet;

use crate::engine::Date;

use super::super::item::{BEGINNING, Body, Item, Leaf, Section};
use super::super::source::Place;
use super::super::timeline::{change_dates, value_at};
use super::super::units::Kind;
use super::super::written::Amount;

/// What a scenario says on a date (`None`: from the start).
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    section: &'a Section,
    date: Option<Date>,
}

impl<'a> View<'a> {
    /// What a section says on a date.
    pub fn new(section: &'a Section, date: Option<Date>) -> Self {
        Self { section, date }
    }

    /// The date, if it is not the start.
    pub fn date(&self) -> Option<Date> {
        self.date
    }

    /// The number at a path, if it has one on this date.
    pub fn number(&self, path: &str) -> Option<f64> {
        self.amount(path)?.number()
    }

    /// The date at a path.
    pub fn day(&self, path: &str) -> Option<Date> {
        match self.amount(path)? {
            Amount::Day(day) => Some(day),
            _ => None,
        }
    }

    /// The plain text at a path.
    pub fn text(&self, path: &str) -> Option<&'a str> {
        match &self.item(path)?.body {
            Body::Fixed(value) => value.as_str(),
            _ => None,
        }
    }

    /// The first day of the earliest of the dated rows at a path.
    pub fn first_row(&self, path: &str) -> Option<Date> {
        match &self.item(path)?.body {
            Body::Rows(rows) => rows.keys().next().copied(),
            _ => None,
        }
    }

    /// The names in the table at a path.
    pub fn names(&self, path: &str) -> Vec<&'a str> {
        let names = match self.item(path).map(|item| &item.body) {
            Some(Body::Section(section)) => Some(section.entries.keys().map(String::as_str)),
            _ => None,
        };
        names.into_iter().flatten().collect()
    }

    /// The kind of the parameter at a path.
    pub fn kind(&self, path: &str) -> Option<Kind> {
        Some(self.leaf(path)?.kind)
    }

    /// Where the value that is in force at a path is written.
    pub fn place(&self, path: &str) -> Option<Place> {
        let item = self.item(path)?;
        let Body::Leaf(leaf) = &item.body else {
            return Some(item.place);
        };
        let begun = |from: Date| from <= self.date.unwrap_or(BEGINNING);
        let phase = leaf.phases.iter().rfind(|phase| begun(phase.from));
        phase
            .map(|phase| phase.to.place)
            .or(leaf.base.as_ref().map(|base| base.place))
    }

    /// The paths that a pattern stands for.
    pub fn expand(&self, pattern: &str) -> Vec<String> {
        let Some((before, after)) = pattern.split_once(".*") else {
            return vec![pattern.to_owned()];
        };
        let names = self.names(before);
        let paths = names.iter().map(|name| format!("{before}.{name}{after}"));
        paths.flat_map(|path| self.expand(&path)).collect()
    }

    /// Adds the dates on which the value at a path changes.
    pub fn dates(&self, path: &str, dates: &mut BTreeSet<Date>) {
        if let Some(leaf) = self.leaf(path) {
            change_dates(leaf, dates);
        }
    }

    fn amount(&self, path: &str) -> Option<Amount> {
        let leaf = self.leaf(path)?;
        value_at(leaf, self.date.unwrap_or(BEGINNING))
    }

    fn leaf(&self, path: &str) -> Option<&'a Leaf> {
        match &self.item(path)?.body {
            Body::Leaf(leaf) => Some(leaf),
            _ => None,
        }
    }

    fn item(&self, path: &str) -> Option<&'a Item> {
        let mut at = self.section;
        let mut keys = path.split('.').peekable();
        while let Some(key) = keys.next() {
            let item = &at.entries.get(key)?.item;
            match (&item.body, keys.peek()) {
                (_, None) => return Some(item),
                (Body::Section(section), Some(_)) => at = section,
                _ => return None,
            }
        }
        None
    }
}

//! The value of a parameter at a date, and the dates on which it changes.
//!
//! A ramp moves in steps: it stands still until the first of a month and is recomputed
//! there, so that what is in force is constant between the dates of
//! [`change_dates`](change_dates) and each parameter is a function of the date alone.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::engine::Date;

use super::item::{Body, Item, Leaf, Phase, Section};
use super::units::DAYS_PER_MONTH;
use super::written::Amount;

impl Phase {
    /// The first day on which the new value is reached. Whole months are calendar months.
    pub fn end(&self) -> Date {
        let months = self.over / DAYS_PER_MONTH;
        if months == libm::floor(months) {
            self.from.plus_months(months as i32)
        } else {
            self.from.plus_days(libm::ceil(self.over) as i64)
        }
    }

    /// Share of the way that is done at a date, in monthly steps.
    fn progress(&self, date: Date) -> f64 {
        let end = self.end();
        if date >= end {
            return 1.0;
        }
        let done = date.first_of_month().days_since(self.from).max(0);
        done as f64 / end.days_since(self.from) as f64
    }

    /// The value at a date while the phase moves away from `before`.
    fn value(&self, before: Option<Amount>, date: Date) -> Amount {
        match (before, self.to.value) {
            (Some(Amount::Number(before)), Amount::Number(after)) if self.over > 0.0 => {
                match self.progress(date) {
                    share if share >= 1.0 => Amount::Number(after),
                    share => Amount::Number(before + (after - before) * share),
                }
            }
            (_, after) => after,
        }
    }
}

/// The value in force at a date; `None` before a parameter without a base has its first.
pub fn value_at(leaf: &Leaf, date: Date) -> Option<Amount> {
    let mut now = leaf.base.as_ref().map(|base| base.value);
    for (index, phase) in leaf.phases.iter().enumerate() {
        if phase.from > date {
            break;
        }
        // A later phase takes over where this one has got to.
        let until = leaf
            .phases
            .get(index + 1)
            .map_or(date, |next| next.from.min(date));
        now = Some(phase.value(now, until));
    }
    now
}

/// Adds the dates on which a parameter's value may differ from the day before.
pub fn change_dates(leaf: &Leaf, dates: &mut BTreeSet<Date>) {
    for (index, phase) in leaf.phases.iter().enumerate() {
        let next = leaf.phases.get(index + 1).map(|next| next.from);
        let before = value_at(leaf, phase.from.plus_days(-1));
        if before == Some(phase.to.value) {
            continue;
        }
        let end = phase.end();
        let mut date = phase.from;
        while date < end && next.is_none_or(|next| date < next) {
            dates.insert(date);
            date = date.first_of_month().plus_months(1);
        }
        if next.is_none_or(|next| end < next) {
            dates.insert(end);
        }
    }
}

/// Adds the change dates of everything in a section, and of its local overrides.
pub fn section_dates(section: &Section, dates: &mut BTreeSet<Date>) {
    for entry in section.entries.values().chain(section.local.values()) {
        match &entry.item.body {
            Body::Leaf(leaf) => change_dates(leaf, dates),
            Body::Section(inner) => section_dates(inner, dates),
            _ => {}
        }
    }
}

/// A section as the model's types deserialise it at a date (`None`: before every change);
/// absent while something it cannot be without has no value yet.
pub fn section_at(section: &Section, date: Option<Date>) -> Option<Value> {
    let mut object = Map::new();
    for (key, entry) in &section.entries {
        if let Some(value) = item_at(&entry.item, date) {
            object.insert(key.clone(), value);
        }
    }
    let whole = section.required.iter().all(|key| object.contains_key(key));
    whole.then_some(Value::Object(object))
}

fn item_at(item: &Item, date: Option<Date>) -> Option<Value> {
    match &item.body {
        Body::Leaf(leaf) => {
            let value = match date {
                Some(date) => value_at(leaf, date),
                None => leaf.base.as_ref().map(|base| base.value),
            };
            value.map(Amount::json)
        }
        Body::Fixed(value) => Some(value.clone()),
        Body::List(items) => items
            .iter()
            .map(|item| item_at(item, date))
            .collect::<Option<_>>()
            .map(Value::Array),
        Body::Rows(rows) => rows
            .values()
            .map(|row| item_at(row, date))
            .collect::<Option<_>>()
            .map(Value::Array),
        Body::Section(section) => section_at(section, date),
        Body::Broken => None,
    }
}

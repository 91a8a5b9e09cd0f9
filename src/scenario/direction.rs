//! Which way each value that a policy states lies from what is there the day before.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::item::{Action, BEGINNING, Body, Entry, Leaf, Section};
use super::timeline::value_at;
use super::view::localise;
use crate::engine::Date;

/// A value that a text states over another, and which way it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direction {
    /// The parameter.
    pub path: String,
    /// From when the value holds.
    pub from: Date,
    /// Whether it is more or less than what is there the day before.
    pub way: Ordering,
}

/// Every number that takes the place of another on a date, in the order of the paths.
pub fn all(root: &Section) -> Vec<Direction> {
    let mut found = Vec::new();
    for (key, entry) in &root.entries {
        if key != "areas" {
            walk(entry, None, key, &mut found);
        }
    }
    let areas = root.section("areas").into_iter();
    for (name, entry) in areas.flat_map(|areas| &areas.entries) {
        let Body::Section(own) = &entry.item.body else {
            continue;
        };
        if own.local.values().any(changes) {
            let view = localise(root, own);
            for (key, entry) in &own.local {
                let seen = view.entries.get(key);
                walk(entry, seen, &format!("areas.{name}.{key}"), &mut found);
            }
        }
    }
    found
}

/// Whether something in it changes on a date.
fn changes(entry: &Entry) -> bool {
    match &entry.item.body {
        Body::Leaf(leaf) => !leaf.phases.is_empty(),
        Body::Section(section) => section.entries.values().any(changes),
        _ => false,
    }
}

/// `seen` is the same as its area sees it, with what is national.
fn walk(entry: &Entry, seen: Option<&Entry>, path: &str, found: &mut Vec<Direction>) {
    match (&entry.item.body, seen.map(|seen| &seen.item.body)) {
        (Body::Leaf(leaf), Some(Body::Leaf(seen))) => of_leaf(leaf, seen, path, found),
        (Body::Leaf(leaf), _) => of_leaf(leaf, leaf, path, found),
        (Body::Section(section), seen) => {
            let seen: Option<&BTreeMap<String, Entry>> = match seen {
                Some(Body::Section(seen)) => Some(&seen.entries),
                _ => None,
            };
            for (key, entry) in &section.entries {
                let seen = seen.and_then(|seen| seen.get(key));
                walk(entry, seen, &format!("{path}.{key}"), found);
            }
        }
        _ => {}
    }
}

fn of_leaf(leaf: &Leaf, seen: &Leaf, path: &str, found: &mut Vec<Direction>) {
    let stated = leaf.phases.iter().filter(|phase| {
        phase.action == Action::Set && phase.from != BEGINNING && !phase.to.layer.below.is_empty()
    });
    for phase in stated {
        let before = value_at(seen, phase.from.plus_days(-1)).and_then(|value| value.number());
        if let (Some(before), Some(after)) = (before, phase.to.value.number()) {
            found.push(Direction {
                path: path.to_owned(),
                from: phase.from,
                way: after.total_cmp(&before),
            });
        }
    }
}

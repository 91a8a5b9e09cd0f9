//! Changes that change nothing, taken out once all texts are joined: two scenarios differ from the
//! day on which something they say makes a difference, and no earlier.

use std::collections::BTreeMap;

use super::item::{Action, Body, Entry, Leaf, Phase, Section};
use super::timeline::value_at;

/// Takes out of a joined scenario what never holds, and what leaves a value as it is.
pub fn settle(section: &mut Section) {
    entries(&mut section.entries);
    entries(&mut section.local);
}

fn entries(all: &mut BTreeMap<String, Entry>) {
    for entry in all.values_mut() {
        match &mut entry.item.body {
            Body::Leaf(leaf) => settle_leaf(leaf),
            Body::Section(section) => settle(section),
            _ => {}
        }
    }
}

fn settle_leaf(leaf: &mut Leaf) {
    let mut at = 0;
    while let Some(phase) = leaf.phases.get(at).cloned() {
        if phase.action != Action::Set || phase.until.is_some() {
            at += 1;
            continue;
        }
        // What it lies over, and what was to come from its date on, never holds.
        let count = leaf.phases.len();
        let hidden = |other: &Phase| phase.stands_over(other) && other.from >= phase.from;
        leaf.phases.retain(|other| !hidden(other));
        let hides = leaf.phases.len() < count;
        let Some(at_now) = leaf.phases.iter().position(|one| is_same(one, &phase)) else {
            at += 1;
            continue;
        };
        at = at_now;
        if !hides && is_idle(leaf, at) {
            leaf.phases.remove(at);
        } else {
            at += 1;
        }
    }
}

fn is_same(a: &Phase, b: &Phase) -> bool {
    a == b && a.to.layer.file == b.to.layer.file
}

/// Whether a change leaves the value as it is from its date on.
fn is_idle(leaf: &Leaf, at: usize) -> bool {
    let (before, rest) = leaf.phases.split_at(at);
    let Some(phase) = rest.first() else {
        return false;
    };
    let without = Leaf {
        phases: before.to_vec(),
        ..leaf.clone()
    };
    // What has no end and acts still would be overruled by it.
    let acts = |other: &Phase| {
        other.end() > phase.from || other.action != Action::Set || other.until.is_some()
    };
    !before.iter().any(acts) && value_at(&without, phase.from) == Some(phase.to.value)
}

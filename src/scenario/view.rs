//! The national sections as they hold in one area: what it states itself laid over them.
//!
//! A value of the area's own replaces the national one with its changes; a change of the area's own
//! starts from the national value, and a national change that multiplies or adds reaches both. A
//! total for the country comes to the area by its share, and what the area states is its own.

use super::item::{Action, Body, Entry, Item, Leaf, Phase, Section};
use super::merge::lay_leaf;

/// The national sections as they hold in one area.
pub fn localise(national: &Section, area: &Section) -> Section {
    let mut view = national.clone();
    for (name, keys) in &area.shared_by {
        if let Some(entry) = view.entries.get_mut(name) {
            share(&mut entry.item, &factors(area, keys));
        }
    }
    for (key, entry) in &area.local {
        lay(&mut view.entries, key, entry);
    }
    view
}

/// The parameters whose product is an area's share of a total.
fn factors(area: &Section, keys: &[String]) -> Vec<Leaf> {
    let of = |key: &String| match &area.entries.get(key)?.item.body {
        Body::Leaf(leaf) => Some(leaf.clone()),
        _ => None,
    };
    keys.iter().filter_map(of).collect()
}

/// Marks every total as one of which the area has its share.
fn share(item: &mut Item, factors: &[Leaf]) {
    match &mut item.body {
        Body::Leaf(leaf) if leaf.total => leaf.share = factors.to_vec(),
        Body::Section(section) => {
            let entries = section.entries.values_mut();
            entries.for_each(|entry| share(&mut entry.item, factors));
        }
        _ => {}
    }
}

fn lay(view: &mut std::collections::BTreeMap<String, Entry>, key: &str, own: &Entry) {
    match view.get_mut(key) {
        Some(below) => lay_item(&mut below.item, &own.item),
        None => {
            view.insert(key.to_owned(), own.clone());
        }
    }
}

fn lay_item(national: &mut Item, own: &Item) {
    match (&mut national.body, &own.body) {
        (Body::Leaf(below), Body::Leaf(leaf)) => lay_own(below, leaf),
        (Body::Section(below), Body::Section(section)) if below.tag == section.tag => {
            for (key, entry) in &section.entries {
                lay(&mut below.entries, key, entry);
            }
        }
        (Body::Rows(below), Body::Rows(rows)) => {
            below.extend(rows.iter().map(|(date, row)| (*date, row.clone())));
        }
        (_, body) => national.body = body.clone(),
    }
}

fn lay_own(below: &mut Leaf, own: &Leaf) {
    if let Some(base) = &own.base {
        let reaches = |phase: &Phase| {
            let of = &phase.to.layer;
            let is_later = of.file != base.layer.file && !base.layer.lies_over(of);
            phase.action != Action::Set && is_later
        };
        below.phases.retain(reaches);
        below.own = true;
    }
    let mut own = own.clone();
    own.phases.iter_mut().for_each(|phase| phase.local = true);
    lay_leaf(below, own);
}

//! Everything a scenario says, as JSON: for the manifest, and for the hash that tells
//! whether two results come from the same scenario. No file names or lines, so that it is
//! the same wherever the files lie.

use serde_json::{Map, Value, json};

use super::item::{Action, Body, Estimate, Leaf, Onset, Phase, Section};

/// A whole scenario.
pub fn scenario(
    name: &str,
    title: Option<&str>,
    description: Option<&str>,
    root: &Section,
) -> Value {
    let mut object = Map::new();
    put(&mut object, "description", description);
    put(&mut object, "name", Some(name));
    object.insert("parameters".to_owned(), section_json(root));
    put(&mut object, "title", title);
    Value::Object(object)
}

fn put<V: Into<Value>>(object: &mut Map<String, Value>, key: &str, value: Option<V>) {
    if let Some(value) = value {
        object.insert(key.to_owned(), value.into());
    }
}

fn section_json(section: &Section) -> Value {
    let all = section.entries.iter().chain(&section.local);
    // Collected by key, whatever order the map of the JSON library keeps.
    let sorted: std::collections::BTreeMap<_, _> = all.collect();
    let object = sorted
        .into_iter()
        .map(|(key, entry)| (key.clone(), item_json(&entry.item.body)));
    Value::Object(object.collect())
}

/// One thing a scenario says.
pub fn item_json(body: &Body) -> Value {
    match body {
        Body::Leaf(leaf) => leaf_json(leaf),
        Body::Fixed(value) => value.clone(),
        Body::List(items) => items.iter().map(|item| item_json(&item.body)).collect(),
        Body::Rows(rows) => rows.values().map(|row| item_json(&row.body)).collect(),
        Body::Section(section) => section_json(section),
        Body::Broken => Value::Null,
    }
}

fn leaf_json(leaf: &Leaf) -> Value {
    let mut object = leaf.base.as_ref().map(estimate).unwrap_or_default();
    object.insert("kind".to_owned(), json!(leaf.kind.name()));
    let unit = leaf.unit.as_deref().unwrap_or(leaf.kind.unit());
    put(
        &mut object,
        "unit",
        Some(unit).filter(|unit| !unit.is_empty()),
    );
    if !leaf.phases.is_empty() {
        object.insert("phases".to_owned(), leaf.phases.iter().map(phase).collect());
    }
    sorted(object)
}

fn phase(phase: &Phase) -> Value {
    let mut object = estimate(&phase.to);
    if phase.action != Action::Set
        && let Some(by) = object.remove("value")
    {
        object.insert(phase.action.key().to_owned(), by);
    }
    let from = match phase.onset() {
        Onset::Start => "start".to_owned(),
        Onset::On(date) => date.to_string(),
    };
    object.insert("from".to_owned(), json!(from));
    put(
        &mut object,
        "until",
        phase.until.map(|date| date.to_string()),
    );
    put(&mut object, "shape", phase.shape.words());
    put(
        &mut object,
        "over",
        Some(phase.over).filter(|days| *days > 0.0),
    );
    sorted(object)
}

fn estimate(estimate: &Estimate) -> Map<String, Value> {
    let mut object = Map::new();
    put(
        &mut object,
        "distribution",
        estimate.distribution.map(|shape| shape.name()),
    );
    put(&mut object, "high", estimate.high);
    put(&mut object, "low", estimate.low);
    put(&mut object, "note", estimate.note.as_deref());
    put(&mut object, "source", estimate.source.as_deref());
    object.insert("value".to_owned(), estimate.value.json());
    object
}

fn sorted(mut object: Map<String, Value>) -> Value {
    object.sort_keys();
    Value::Object(object)
}

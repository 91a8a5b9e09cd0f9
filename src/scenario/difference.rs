//! From when two scenarios differ, and in what.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::engine::Date;

use super::item::{Action, Body, Entry, Estimate, Item, Leaf, Onset, Phase, Section, Shape};
use super::merge::same;
use super::resolved::item_json;

/// One thing that a scenario changes in another.
#[derive(Debug, Clone)]
pub struct Difference {
    /// Path of what is changed, such as `police.charge_share`.
    pub path: String,
    /// What it is before.
    pub old: Option<Said>,
    /// What it becomes, by date.
    pub new: Vec<Step>,
}

/// What a scenario says in one place.
#[derive(Debug, Clone)]
pub enum Said {
    /// The value of a parameter.
    Parameter(Estimate),
    /// Something that is not a parameter, as JSON.
    Plain(Value),
}

/// A change.
#[derive(Debug, Clone)]
pub struct Step {
    /// When it starts.
    pub from: Onset,
    /// From when it no longer holds.
    pub until: Option<Date>,
    /// Days over which it comes; 0 for at once.
    pub over: f64,
    /// How it comes.
    pub shape: Shape,
    /// What it does.
    pub action: Action,
    /// What comes.
    pub to: Said,
}

impl Step {
    /// Something that takes the place of what was there, at once and for good.
    fn set(from: Onset, to: Said) -> Self {
        Self {
            from,
            until: None,
            over: 0.0,
            shape: Shape::default(),
            action: Action::Set,
            to,
        }
    }
}

/// From when two scenarios differ; `None` if they say the same.
pub fn first(a: &Section, b: &Section) -> Option<Onset> {
    let pairs = |a: &BTreeMap<String, Entry>, b: &BTreeMap<String, Entry>| {
        let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
        keys.into_iter()
            .filter_map(|key| pair(a.get(key), b.get(key)))
            .min()
    };
    let tags = (a.tag != b.tag).then_some(Onset::Start);
    tags.into_iter()
        .chain(pairs(&a.entries, &b.entries))
        .chain(pairs(&a.local, &b.local))
        .min()
}

fn pair(a: Option<&Entry>, b: Option<&Entry>) -> Option<Onset> {
    match (a, b) {
        (Some(a), Some(b)) => first_of_items(&a.item, &b.item),
        (Some(one), None) | (None, Some(one)) => presence(&one.item),
        (None, None) => None,
    }
}

fn first_of_items(a: &Item, b: &Item) -> Option<Onset> {
    match (&a.body, &b.body) {
        (Body::Leaf(a), Body::Leaf(b)) => first_of_leaves(a, b),
        (Body::Section(a), Body::Section(b)) => first(a, b),
        (Body::Rows(a), Body::Rows(b)) => first_of_rows(a, b),
        (a, b) => (!same(a, b)).then_some(Onset::Start),
    }
}

fn first_of_leaves(a: &Leaf, b: &Leaf) -> Option<Onset> {
    let alike = match (&a.base, &b.base) {
        (Some(a), Some(b)) => acts_alike(a, b),
        (None, None) => true,
        _ => false,
    };
    if !alike {
        return Some(Onset::Start);
    }
    let equal = |a: &Phase, b: &Phase| {
        let when = |one: &Phase| (one.from, one.until, one.over, one.shape, one.action);
        when(a) == when(b) && acts_alike(&a.to, &b.to)
    };
    let shared = a
        .phases
        .iter()
        .zip(&b.phases)
        .take_while(|(a, b)| equal(a, b))
        .count();
    let next = |leaf: &Leaf| leaf.phases.get(shared).map(Phase::onset);
    next(a).into_iter().chain(next(b)).min()
}

/// Whether two estimates make the same simulation, drawn uncertainty included.
fn acts_alike(a: &Estimate, b: &Estimate) -> bool {
    a.value == b.value && a.low == b.low && a.high == b.high && a.distribution == b.distribution
}

fn first_of_rows(a: &BTreeMap<Date, Item>, b: &BTreeMap<Date, Item>) -> Option<Onset> {
    let dates: BTreeSet<&Date> = a.keys().chain(b.keys()).collect();
    let differs = |date: &&&Date| match (a.get(date), b.get(date)) {
        (Some(a), Some(b)) => !same_effect(&a.body, &b.body),
        _ => true,
    };
    dates.iter().find(differs).map(|date| Onset::On(**date))
}

/// [`same`], but for where figures come from.
fn same_effect(a: &Body, b: &Body) -> bool {
    match (a, b) {
        (Body::Section(a), Body::Section(b)) => first(a, b).is_none(),
        _ => same(a, b),
    }
}

/// From when something that only one of two scenarios has makes a difference.
fn presence(item: &Item) -> Option<Onset> {
    match &item.body {
        Body::Leaf(leaf) if leaf.base.is_some() => Some(Onset::Start),
        Body::Leaf(leaf) => leaf.phases.first().map(Phase::onset),
        Body::Rows(rows) => rows.keys().next().map(|date| Onset::On(*date)),
        Body::Section(section) => in_section(section),
        Body::Fixed(_) | Body::List(_) => Some(Onset::Start),
        Body::Broken => None,
    }
}

/// A table that has to wait for one of its parameters makes no difference before it.
fn in_section(section: &Section) -> Option<Onset> {
    let entries = || section.entries.values().chain(section.local.values());
    let first = |plain: bool| {
        let is_plain = |item: &Item| matches!(item.body, Body::Fixed(_) | Body::List(_));
        let of = entries().filter(|entry| is_plain(&entry.item) == plain);
        of.filter_map(|entry| presence(&entry.item)).min()
    };
    // What is no parameter, such as whom a programme is for, comes with the parameters next to it.
    let inside = first(false).or_else(|| first(true));
    let awaited =
        section
            .required
            .iter()
            .filter_map(|key| match &section.entries.get(key)?.item.body {
                Body::Leaf(leaf) if leaf.base.is_none() => leaf.phases.first().map(Phase::onset),
                _ => None,
            });
    awaited.max().or(inside)
}

/// What `new` changes in `old`, in the order of the paths.
pub fn list(old: &Section, new: &Section) -> Vec<Difference> {
    let mut found = Vec::new();
    sections(old, new, "", Onset::Start, &mut found);
    found
}

/// `since` is when plain values of the section take effect: they come with a new section.
fn sections(old: &Section, new: &Section, path: &str, since: Onset, found: &mut Vec<Difference>) {
    entries(&old.entries, &new.entries, path, since, found);
    entries(&old.local, &new.local, path, since, found);
}

fn entries(
    old: &BTreeMap<String, Entry>,
    new: &BTreeMap<String, Entry>,
    path: &str,
    since: Onset,
    found: &mut Vec<Difference>,
) {
    for (key, entry) in new {
        let path = match path {
            "" => key.clone(),
            path => format!("{path}.{key}"),
        };
        let below = old.get(key).map(|entry| &entry.item.body);
        match (below, &entry.item.body) {
            (Some(Body::Section(below)), Body::Section(above)) => {
                sections(below, above, &path, since, found);
            }
            (None, Body::Section(above)) => {
                let since = in_section(above).unwrap_or(since);
                sections(&Section::default(), above, &path, since, found);
            }
            (Some(Body::Leaf(below)), Body::Leaf(above)) => leaf(Some(below), above, path, found),
            (_, Body::Leaf(above)) => leaf(None, above, path, found),
            (Some(Body::Rows(below)), Body::Rows(above)) => rows(below, above, &path, found),
            (Some(below), above) if same(below, above) => {}
            (below, above) => {
                let old = below.map(|body| Said::Plain(item_json(body)));
                let to = Said::Plain(item_json(above));
                found.push(Difference {
                    path,
                    old,
                    new: vec![Step::set(since, to)],
                });
            }
        }
    }
}

fn leaf(old: Option<&Leaf>, new: &Leaf, path: String, found: &mut Vec<Difference>) {
    if old == Some(new) {
        return;
    }
    let before = old.and_then(|leaf| leaf.base.as_ref());
    let mut steps = Vec::new();
    if let Some(base) = &new.base
        && before != Some(base)
    {
        let to = Said::Parameter(base.clone());
        steps.push(Step::set(Onset::Start, to));
    }
    let known = |phase: &Phase| old.is_some_and(|old| old.phases.contains(phase));
    for phase in new.phases.iter().filter(|phase| !known(phase)) {
        let to = Said::Parameter(phase.to.clone());
        steps.push(Step {
            from: phase.onset(),
            until: phase.until,
            over: phase.over,
            shape: phase.shape,
            action: phase.action,
            to,
        });
    }
    if !steps.is_empty() {
        found.push(Difference {
            path,
            old: in_force(old, &steps),
            new: steps,
        });
    }
}

/// What an old parameter says just before the first change.
fn in_force(old: Option<&Leaf>, steps: &[Step]) -> Option<Said> {
    let old = old?;
    let mut said = old.base.as_ref();
    if let Some(Step {
        from: Onset::On(date),
        ..
    }) = steps.first()
    {
        said = old
            .phases
            .iter()
            .filter(|phase| phase.from < *date && phase.action == Action::Set)
            .map(|phase| &phase.to)
            .next_back()
            .or(said);
    }
    said.cloned().map(Said::Parameter)
}

fn rows(
    old: &BTreeMap<Date, Item>,
    new: &BTreeMap<Date, Item>,
    path: &str,
    found: &mut Vec<Difference>,
) {
    for (date, row) in new {
        let below = old.get(date);
        if below.is_some_and(|below| same(&below.body, &row.body)) {
            continue;
        }
        let to = Said::Plain(item_json(&row.body));
        let old = below.map(|below| Said::Plain(item_json(&below.body)));
        let step = Step::set(Onset::On(*date), to);
        found.push(Difference {
            path: format!("{path}[{date}]"),
            old,
            new: vec![step],
        });
    }
}

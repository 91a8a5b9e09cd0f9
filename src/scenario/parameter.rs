//! The parameters of a scenario as a flat list, for `check`, for the documentation, and for
//! whoever varies them.

use serde_json::Value;

use crate::engine::Date;

use super::item::{Action, BEGINNING, Body, Estimate, Item, Leaf, Onset, Phase, Section, Shape};
use super::limits::Limits;
use super::source::{Place, Sources};
use super::units::{Distribution, Kind};
use super::written::Amount;

/// One parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its keys, joined by dots: `police.charge_share`, `areas.london.police.charge_share`.
    pub path: String,
    /// The area, if the value holds in one area only.
    pub area: Option<String>,
    /// Its kind.
    pub kind: Kind,
    /// What its values may be.
    pub limits: Limits,
    /// What is counted, or the unit of the canonical number; may be empty.
    pub unit: String,
    /// Its value from the start, unless it has none until some date.
    pub base: Option<Figure>,
    /// Its changes.
    pub phases: Vec<Change>,
}

impl Parameter {
    /// The value in force on a date, as far as it is stated as one; a change that is still coming
    /// counts as come.
    pub fn in_force(&self, on: Date) -> Option<&Figure> {
        let has_come = |change: &&Change| change.from <= on && change.action == Action::Set;
        let last = self.phases.iter().rfind(has_come);
        last.map(|change| &change.to).or(self.base.as_ref())
    }
}

/// A change of a parameter.
#[derive(Debug, Clone)]
pub struct Change {
    /// When it starts.
    pub from: Date,
    /// Its name behind the `@` of a path: the date, with `#2` for the second on it.
    pub at: String,
    /// From when it no longer holds.
    pub until: Option<Date>,
    /// Days over which it comes.
    pub over: f64,
    /// How it comes.
    pub shape: Shape,
    /// What it does.
    pub action: Action,
    /// What comes.
    pub to: Figure,
}

/// A value with what is known about it.
#[derive(Debug, Clone)]
pub struct Figure {
    /// As written, without quotes.
    pub written: String,
    /// In the unit of its kind.
    pub canonical: Amount,
    /// The range as written, such as `0.2 to 0.4`; empty if there is none.
    pub written_range: String,
    /// Lower end of the range, canonical.
    pub low: Option<f64>,
    /// Upper end of the range, canonical.
    pub high: Option<f64>,
    /// Shape of the uncertainty.
    pub distribution: Option<Distribution>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Remarks.
    pub note: Option<String>,
    /// The file it is written in.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// Where the value is written.
    pub place: Place,
    /// Where the lower end of the range is written.
    pub low_place: Option<Place>,
    /// Where the upper end of the range is written.
    pub high_place: Option<Place>,
    /// Where the source is written.
    pub source_place: Option<Place>,
}

impl Change {
    /// When it starts.
    pub fn onset(&self) -> Onset {
        match self.from {
            BEGINNING => Onset::Start,
            date => Onset::On(date),
        }
    }
}

impl Parameter {
    /// Whether its value, or what it changes to, is assumed.
    pub fn is_assumption(&self) -> bool {
        let phases = self.phases.iter().map(|phase| &phase.to);
        let mut figures = self.base.iter().chain(phases);
        figures.any(|figure| figure.source.as_deref() == Some("assumption"))
    }
}

/// A parameter cannot be given a value.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Unsettable {
    /// There is no such parameter, or none with a number.
    #[error("there is no parameter `{0}` that takes a number")]
    Unknown(String),
    /// The value is beyond the limits of the parameter.
    #[error("`{path}` must be {expected}, not {value}")]
    Impossible {
        /// The parameter.
        path: String,
        /// What it may be.
        expected: String,
        /// The value.
        value: f64,
    },
}

/// Every parameter of a scenario, in the order of the paths.
pub fn list(root: &Section, sources: &Sources) -> Vec<Parameter> {
    let mut lister = Lister {
        sources,
        found: Vec::new(),
    };
    lister.section(root, "", None);
    lister.found.sort_by(|a, b| a.path.cmp(&b.path));
    lister.found
}

struct Lister<'a> {
    sources: &'a Sources,
    found: Vec<Parameter>,
}

impl Lister<'_> {
    fn section(&mut self, section: &Section, path: &str, area: Option<&str>) {
        let key_path = |key: &str| {
            if path.is_empty() {
                key.to_owned()
            } else {
                format!("{path}.{key}")
            }
        };
        for (key, entry) in &section.entries {
            self.item(&entry.item, &key_path(key), area);
        }
        let own = path.rsplit('.').next();
        for (key, entry) in &section.local {
            self.item(&entry.item, &key_path(key), own);
        }
    }

    fn item(&mut self, item: &Item, path: &str, area: Option<&str>) {
        match &item.body {
            Body::Leaf(leaf) => self.leaf(leaf, path, area),
            Body::Section(section) => self.section(section, path, area),
            Body::Rows(rows) => {
                for (date, row) in rows {
                    self.row(row, &format!("{path}[{date}]"), area);
                }
            }
            Body::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.item(item, &format!("{path}[{index}]"), area);
                }
            }
            Body::Fixed(_) | Body::Broken => {}
        }
    }

    /// The date of a row is part of its path, not a parameter.
    fn row(&mut self, row: &Item, path: &str, area: Option<&str>) {
        let Body::Section(section) = &row.body else {
            return;
        };
        for (key, entry) in section.entries.iter().filter(|(key, _)| *key != "from") {
            self.item(&entry.item, &format!("{path}.{key}"), area);
        }
    }

    fn leaf(&mut self, leaf: &Leaf, path: &str, area: Option<&str>) {
        let phases = leaf.phases.iter().enumerate();
        self.found.push(Parameter {
            path: path.to_owned(),
            area: area.map(str::to_owned),
            kind: leaf.kind,
            limits: leaf.limits.clone(),
            unit: leaf
                .unit
                .clone()
                .unwrap_or_else(|| leaf.kind.unit().to_owned()),
            base: leaf
                .base
                .as_ref()
                .map(|base| Figure::new(base, self.sources)),
            phases: phases
                .map(|(index, phase)| Change {
                    from: phase.from,
                    at: name_of(&leaf.phases, index),
                    until: phase.until,
                    over: phase.over,
                    shape: phase.shape,
                    action: phase.action,
                    to: Figure::new(&phase.to, self.sources),
                })
                .collect(),
        });
    }
}

impl Figure {
    /// An estimate with its text.
    pub fn new(estimate: &Estimate, sources: &Sources) -> Self {
        let written = |place: Place| sources.at(place).trim_matches(['"', '\'']).to_owned();
        let (low, high) = (
            estimate.low_place.map(written),
            estimate.high_place.map(written),
        );
        Self {
            written: written(estimate.place),
            written_range: match (low, high) {
                (Some(low), Some(high)) => format!("{low} to {high}"),
                (Some(low), None) => format!("from {low}"),
                (None, Some(high)) => format!("to {high}"),
                (None, None) => String::new(),
            },
            canonical: estimate.value,
            low: estimate.low,
            high: estimate.high,
            distribution: estimate.distribution,
            source: estimate.source.clone(),
            note: estimate.note.clone(),
            file: sources.name(estimate.place.file).to_owned(),
            line: sources.line(estimate.place),
            place: estimate.place,
            low_place: estimate.low_place,
            high_place: estimate.high_place,
            source_place: estimate.source_place,
        }
    }

    /// The canonical value as JSON.
    pub fn json(&self) -> Value {
        self.canonical.json()
    }
}

/// What a change is called behind the `@` of a path.
fn name_of(phases: &[Phase], index: usize) -> String {
    let Some(phase) = phases.get(index) else {
        return String::new();
    };
    let date = match phase.from {
        BEGINNING => "start".to_owned(),
        date => date.to_string(),
    };
    let before = phases.iter().take(index);
    match before.filter(|one| one.from == phase.from).count() {
        0 => date,
        n => format!("{date}#{}", n + 1),
    }
}

/// Gives the parameter at `path` another number; `path@date` means a phase of it.
///
/// # Errors
///
/// If there is no such parameter, or its kind does not allow the value.
pub fn set(root: &mut Section, path: &str, value: f64) -> Result<(), Unsettable> {
    let unknown = || Unsettable::Unknown(path.to_owned());
    let (keys, name) = match path.split_once('@') {
        Some((keys, name)) => (keys, Some(name)),
        None => (path, None),
    };
    let leaf = find(root, keys).ok_or_else(unknown)?;
    let (kind, limits) = (leaf.kind, leaf.limits.clone());
    let mut action = Action::Set;
    let estimate = match name {
        None => leaf.base.as_mut(),
        Some(name) => {
            let mut all = 0..leaf.phases.len();
            let index = all.find(|&index| name_of(&leaf.phases, index) == name);
            let phase = index.and_then(|index| leaf.phases.get_mut(index));
            phase.map(|phase| {
                action = phase.action;
                &mut phase.to
            })
        }
    };
    let estimate = estimate.filter(|_| kind.is_numeric()).ok_or_else(unknown)?;
    let allowed = match action {
        Action::Set => limits.allow(value),
        Action::Times => value.is_finite() && value >= 0.0,
        Action::Plus => value.is_finite(),
    };
    if !allowed {
        return Err(Unsettable::Impossible {
            path: path.to_owned(),
            expected: limits.expected(kind).into_owned(),
            value,
        });
    }
    estimate.value = Amount::Number(value);
    Ok(())
}

fn find<'a>(section: &'a mut Section, path: &str) -> Option<&'a mut Leaf> {
    let entries = section.entries.iter_mut().chain(section.local.iter_mut());
    for (key, entry) in entries {
        if let Some(rest) = path.strip_prefix(key.as_str())
            && let Some(leaf) = find_in(&mut entry.item, rest)
        {
            return Some(leaf);
        }
    }
    None
}

fn find_in<'a>(item: &'a mut Item, rest: &str) -> Option<&'a mut Leaf> {
    match &mut item.body {
        Body::Leaf(leaf) => rest.is_empty().then_some(leaf),
        Body::Section(section) => find(section, rest.strip_prefix('.')?),
        Body::Rows(rows) => {
            let (date, rest) = rest.strip_prefix('[')?.split_once(']')?;
            find_in(rows.get_mut(&date.parse().ok()?)?, rest)
        }
        Body::List(items) => {
            let (index, rest) = rest.strip_prefix('[')?.split_once(']')?;
            find_in(items.get_mut(index.parse::<usize>().ok()?)?, rest)
        }
        Body::Fixed(_) | Body::Broken => None,
    }
}

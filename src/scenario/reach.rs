//! What changes come to area by area: how much of a national total each area gets, where a value
//! of an area's own stands in the way, what an area's own value is at the scale of the world, and
//! how much of a programme's pounds fall in it.

use serde_json::Value;

use super::difference::Difference;
use super::item::{Action, BEGINNING, Body, Item, Leaf, Phase, Section};
use super::timeline::value_at;
use super::typed::apart;
use super::view::localise;
use crate::engine::Date;

/// The word for the whole country in `for`.
const WHOLE: &str = "england-and-wales";

/// The areas of a scenario and how they see it.
pub struct Areas<'a> {
    root: &'a Section,
    /// Of each simulated area its name, what it states, and its view.
    views: Vec<(&'a str, &'a Section, Section)>,
    scale: f64,
}

impl<'a> Areas<'a> {
    /// The areas of a whole scenario.
    pub fn new(root: &'a Section) -> Self {
        let areas = root.section("areas").into_iter();
        let stated =
            areas
                .flat_map(|areas| &areas.entries)
                .filter_map(|(name, entry)| match &entry.item.body {
                    Body::Section(own) => Some((name.as_str(), own)),
                    _ => None,
                });
        // An area whose shares are all nil is not simulated.
        let is_simulated = |own: &Section| {
            let shares = ["population_share", "need_share"];
            let mut shares = shares
                .iter()
                .filter_map(|key| number(own, &[key], BEGINNING));
            shares.clone().next().is_none() || shares.any(|share| share > 0.0)
        };
        let views = stated
            .filter(|(_, own)| is_simulated(own))
            .map(|(name, own)| (name, own, localise(root, own)));
        Self {
            root,
            views: views.collect(),
            scale: number(root, &["settings", "population_scale"], BEGINNING).unwrap_or(1.0),
        }
    }

    /// What one change comes to, in sentences.
    pub fn of(&self, change: &Difference) -> Vec<String> {
        let keys: Vec<&str> = change.path.split('.').collect();
        match keys.as_slice() {
            ["areas", area, keys @ ..] => self.own(area, keys).into_iter().collect(),
            ["programme", name, "set_up" | "each_year" | "unit"] => {
                vec![self.programme(name, &change.path)]
            }
            keys => self.national(keys),
        }
    }

    /// A post or place of an area's own.
    fn own(&self, area: &str, keys: &[&str]) -> Option<String> {
        let (_, own, view) = self.views.iter().find(|(name, ..)| *name == area)?;
        let stated = leaf_in(&own.local, keys).filter(|leaf| leaf.total)?;
        let has = number(view, keys, settled(stated))?;
        let scale = self.scale;
        Some(if scale == 1.0 {
            format!("{} in {area} at 1:1, as in this world", shown(has))
        } else {
            format!(
                "{} in {area} at 1:1, {} at scale {scale}",
                shown(has),
                shown(has * scale)
            )
        })
    }

    /// What a national change comes to in each area, and where it does not come at all.
    fn national(&self, keys: &[&str]) -> Vec<String> {
        let Some(leaf) = leaf_in(&self.root.entries, keys) else {
            return Vec::new();
        };
        let date = settled(leaf);
        let (mut shares, mut unreached) = (Vec::new(), Vec::new());
        for (area, own, view) in &self.views {
            let keeps = leaf_in(&own.local, keys).is_some_and(|own| stands(own, leaf, date));
            let here = number(view, keys, date).map(shown);
            match (keeps, here) {
                (true, Some(value)) if leaf.total => unreached.push(format!("{area} ({value})")),
                (true, _) => unreached.push((*area).to_owned()),
                (false, Some(value)) if leaf.total => shares.push(format!("{area} {value}")),
                _ => {}
            }
        }
        let mut lines = Vec::new();
        if !shares.is_empty() {
            lines.push(format!("shared out at 1:1: {}", shares.join(", ")));
        }
        if !unreached.is_empty() {
            lines.push(format!(
                "not in {}: their own value stays",
                unreached.join(", ")
            ));
        }
        lines
    }

    /// Whom the pounds of a programme are for, and what they come to in this world.
    fn programme(&self, name: &str, path: &str) -> String {
        let keys: Vec<&str> = path.split('.').collect();
        let pounds = leaf_in(&self.root.entries, &keys)
            .and_then(|leaf| value_at(leaf, settled(leaf))?.number())
            .unwrap_or_default();
        let programme = self
            .root
            .section("programme")
            .and_then(|all| all.section(name));
        let reach = programme.and_then(|one| match &one.entries.get("for")?.item.body {
            Body::Fixed(value) => Some(value),
            _ => None,
        });
        let here = |share: f64| format!("{} pounds here", shown(pounds * share));
        match reach {
            None => format!(
                "for the areas that are simulated, in full: {}; `for = \"{WHOLE}\"` or a list of areas would say otherwise",
                here(1.0)
            ),
            Some(Value::String(word)) if word == WHOLE => {
                let needs = self.views.iter();
                let need: f64 = needs
                    .filter_map(|(_, own, _)| number(own, &["need_share"], BEGINNING))
                    .sum::<f64>()
                    .min(1.0);
                format!(
                    "for England and Wales, of whose need {} % is simulated: {}",
                    shown(need * 100.0),
                    here(need)
                )
            }
            Some(names) => {
                let names: Vec<&str> = match names {
                    Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
                    one => one.as_str().into_iter().collect(),
                };
                let found = |name: &&&str| self.views.iter().any(|(area, ..)| area == *name);
                let simulated = names.iter().filter(found).count();
                let share = simulated as f64 / names.len().max(1) as f64;
                format!(
                    "for {}, {simulated} of {} simulated: {}",
                    names.join(", "),
                    names.len(),
                    here(share)
                )
            }
        }
    }
}

/// When everything that is said of a parameter has come in full.
fn settled(leaf: &Leaf) -> Date {
    leaf.phases
        .iter()
        .map(Phase::end)
        .max()
        .unwrap_or(BEGINNING)
}

/// Whether what an area states of a parameter stands against a national change.
fn stands(own: &Leaf, national: &Leaf, date: Date) -> bool {
    let sets = |phase: &&Phase| phase.action == Action::Set;
    let has_own = own.base.is_some()
        || own
            .phases
            .iter()
            .filter(sets)
            .any(|phase| phase.from <= date);
    let last = national.phases.last();
    has_own && last.is_none_or(|phase| phase.action == Action::Set)
}

fn leaf_in<'s>(
    entries: &'s std::collections::BTreeMap<String, super::item::Entry>,
    keys: &[&str],
) -> Option<&'s Leaf> {
    let (key, rest) = keys.split_first()?;
    leaf_of(&entries.get(*key)?.item, rest)
}

fn leaf_of<'s>(item: &'s Item, keys: &[&str]) -> Option<&'s Leaf> {
    match &item.body {
        Body::Leaf(leaf) => keys.is_empty().then_some(leaf),
        Body::Section(section) => leaf_in(&section.entries, keys),
        _ => None,
    }
}

fn number(section: &Section, keys: &[&str], date: Date) -> Option<f64> {
    value_at(leaf_in(&section.entries, keys)?, date)?.number()
}

/// A number for reading: with thousands, and one decimal below a hundred.
fn shown(value: f64) -> String {
    let digits = if value.abs() < 100.0 && libm::round(value) != value {
        format!("{value:.2}")
    } else {
        format!("{value:.0}")
    };
    apart(&digits, ',')
}

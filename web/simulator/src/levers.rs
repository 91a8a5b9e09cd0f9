//! What an office can change: the present value, its range and its source from the scenario, its
//! meaning from the schema, and the values that can be chosen.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use throughcare::figures::Background;
use throughcare::scenario::schema::Model;
use throughcare::scenario::units::Kind;
use throughcare::scenario::{Action, EVIDENCE, Figure, Meanings, Parameter, SCENARIOS, Scenario};

use crate::refusal::Refusal;

/// The list of levers.
const LEVERS: &str = include_str!("../../levers.toml");
/// Steps of a slider over counts, about.
const STEPS: f64 = 40.0;
/// Steps of a slider over shares.
const SHARES: u32 = 20;
/// A slider over counts reaches so many times the present value.
const REACH: f64 = 4.0;
/// Sections that mean something in all prisons alone.
const NATIONAL: [&str; 1] = ["custody_treatment"];

#[derive(Deserialize)]
struct List {
    lever: Vec<Lever>,
}

/// A row of the list.
#[derive(Clone, Debug, Deserialize)]
pub struct Lever {
    /// The parameter.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// Under which heading it stands.
    pub stage: String,
}

/// A lever in an area.
#[derive(Clone, Debug, Serialize)]
pub struct Offered {
    /// The parameter, by which it is named.
    pub key: String,
    /// Where its value is written in a policy: the key, or that of the area.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// Under which heading it stands.
    pub stage: String,
    /// What the schema says of it.
    pub meaning: String,
    /// Whether its values are shares, shown as per cent.
    pub is_share: bool,
    /// The value on the day on which policies begin.
    pub now: f64,
    /// The range that evidence or judgement leaves for the present value.
    pub range: Option<[f64; 2]>,
    /// Where the present value comes from.
    pub source: String,
    /// What built-in policies choose, by name.
    pub tried: Vec<(String, f64)>,
    /// The values that can be chosen, ascending; the present one is among them, to the last bit.
    pub values: Vec<f64>,
}

/// The list of levers as it is written.
///
/// # Errors
/// Never, unless the list is broken.
pub fn list() -> Result<Vec<Lever>, Refusal> {
    let list: Result<List, _> = toml::from_str(LEVERS);
    let list = list.map_err(|error| Refusal::of(error.to_string()))?;
    Ok(list.lever)
}

/// The area that a scenario simulates, where it is only one.
///
/// # Errors
/// When the scenario makes no world.
pub fn only_area(scenario: &Scenario<Model>) -> Result<Option<String>, Refusal> {
    let start = scenario.at_start()?;
    let mut areas = start.areas.into_iter().filter_map(|(name, area)| {
        let is_there = *area.need_share > 0.0 || *area.population_share > 0.0;
        is_there.then_some(name)
    });
    let first = areas.next();
    Ok(first.filter(|_| areas.next().is_none()))
}

/// Every lever as it stands in a scenario.
///
/// # Errors
/// When the scenario makes no world.
pub fn offered(scenario: &Scenario<Model>) -> Result<Vec<Offered>, Refusal> {
    let area = only_area(scenario)?;
    let start = scenario.at_start()?;
    let day = *start.settings.policy_from;
    let need = area.as_ref().and_then(|area| start.areas.get(area));
    let need = need.map_or(1.0, |area| *area.need_share);
    let values = scenario
        .area(area.as_deref().unwrap_or_default())
        .values(day);
    let values = values.ok_or_else(|| Refusal::of("a value is missing"))?;
    let parameters = scenario.parameters();
    let find = |path: &str| parameters.iter().find(|one| one.path == path);
    let meanings = Meanings::of::<Model>();
    let evidence = Background::of(EVIDENCE, "", "");
    let make = |lever: Lever| {
        let is_national = NATIONAL
            .iter()
            .any(|section| lever.key.starts_with(section));
        let local = area.as_ref().filter(|_| !is_national);
        let path = match local {
            Some(area) => format!("areas.{area}.{}", lever.key),
            None => lever.key.clone(),
        };
        let parameter = find(&path).or_else(|| find(&lever.key))?;
        let now = at(&values, &lever.key)?;
        let figure = in_force(parameter, day)?;
        // An area has its share of what is stated for the country, by its need where it states its own.
        let is_total = parameter.kind == Kind::Count;
        let is_own = parameter.area.is_some();
        let share = match figure.canonical.number() {
            Some(stated) if stated > 0.0 && is_total => now / stated,
            _ => 1.0,
        };
        let of_country = if is_total && is_own { need } else { share };
        let range = figure.low.zip(figure.high);
        let range = range.map(|(low, high)| [low * share, high * share]);
        let tried = tried(&lever.key, of_country);
        let highest = tried.iter().map(|(_, value)| *value);
        let highest = range.iter().map(|ends| ends[1]).chain(highest);
        let highest = highest.fold(now * REACH, f64::max);
        let is_share = parameter.kind == Kind::Probability;
        Some(Offered {
            meaning: meanings.parameter(&lever.key),
            source: source(figure, share, &evidence),
            values: match is_share {
                true => shares(now),
                false => counts(now, highest.min(parameter.limits.most)),
            },
            key: lever.key,
            label: lever.label,
            stage: lever.stage,
            path,
            is_share,
            now,
            range,
            tried,
        })
    };
    Ok(list()?.into_iter().filter_map(make).collect())
}

/// The number at a path of sections and keys.
fn at(values: &Value, path: &str) -> Option<f64> {
    let found = path.split('.').try_fold(values, |at, key| at.get(key));
    found?.as_f64()
}

/// The figure that is in force on a day.
fn in_force(parameter: &Parameter, day: throughcare::engine::Date) -> Option<&Figure> {
    let phases = parameter.phases.iter();
    let set = phases.filter(|phase| phase.from <= day && phase.action == Action::Set);
    set.map(|phase| &phase.to)
        .next_back()
        .or(parameter.base.as_ref())
}

/// What built-in policies choose, times the area's share.
fn tried(key: &str, share: f64) -> Vec<(String, f64)> {
    let of = |text: &str| -> Option<f64> {
        let table: toml::Table = text.parse().ok()?;
        let mut keys = key.split('.');
        let first = table.get(keys.next()?)?;
        let found = keys.try_fold(first, |at, key| at.get(key))?;
        let value = found.get("value").unwrap_or(found);
        value
            .as_float()
            .or_else(|| value.as_integer().map(|n| n as f64))
    };
    let policies = SCENARIOS.iter().filter(|one| one.file != "baseline.toml");
    let all = policies.filter_map(|one| {
        let name = one.file.trim_end_matches(".toml").to_owned();
        Some((name, of(one.text)? * share))
    });
    all.collect()
}

/// Where a value comes from, in a sentence or two.
fn source(figure: &Figure, share: f64, evidence: &Background) -> String {
    let source = figure.source.as_deref().unwrap_or_default();
    let mut words = match evidence.evidence.get(source) {
        Some(row) => format!("{source}: {} ({})", row.quantity, row.source),
        None if source == "assumption" => "Assumption".to_owned(),
        None => source.to_owned(),
    };
    if let Some(note) = &figure.note {
        words = format!("{words}. {note}");
    }
    if share != 1.0 {
        let stated = &figure.written;
        words = format!("{words}. The area has its share of {stated} in England and Wales");
    }
    words.replace("..", ".")
}

/// Shares in steps of a twentieth, with the present one.
fn shares(now: f64) -> Vec<f64> {
    let steps = (0..=SHARES).map(|n| f64::from(n) / f64::from(SHARES));
    with(steps.collect(), now)
}

/// Round numbers from nothing to `most`, with the present one.
fn counts(now: f64, most: f64) -> Vec<f64> {
    let most = most.max(8.0);
    let step = round_step(most / STEPS);
    let steps = (most / step).ceil() as u32;
    with((0..=steps).map(|n| f64::from(n) * step).collect(), now)
}

/// The smallest of 1, 2, 5, 10, 20 and so on that is no less than `least`: there is no half a post.
fn round_step(least: f64) -> f64 {
    let mut step = 1.0;
    loop {
        for times in [1.0, 2.0, 5.0] {
            if step * times >= least {
                return step * times;
            }
        }
        step *= 10.0;
    }
}

/// The values with one more; a value that looks the same gives way to it.
fn with(values: Vec<f64>, now: f64) -> Vec<f64> {
    let is_near = |value: &f64| (value - now).abs() < 1e-3 * now.abs().max(1.0);
    let mut all: Vec<f64> = values.into_iter().filter(|value| !is_near(value)).collect();
    all.push(now);
    all.sort_by(f64::total_cmp);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use throughcare::link::{StudyOptions, load};
    use throughcare::scenario::Library;

    fn levers(area: &str) -> Vec<Offered> {
        let library = Library::built_in().without_files();
        let loaded = load(&library, &[area], &StudyOptions::default()).unwrap();
        offered(&loaded[0]).unwrap()
    }

    /// Protects: a lever whose parameter is renamed would vanish from the page without a word.
    #[test]
    fn every_lever_of_the_list_is_there_in_every_kind_of_area() {
        for area in ["baseline", "areas/durham", "areas/west-midlands"] {
            let all = levers(area);
            assert_eq!(all.len(), list().unwrap().len(), "{area}");
            for lever in &all {
                assert!(!lever.meaning.is_empty(), "{}", lever.key);
                assert!(!lever.source.is_empty(), "{}", lever.key);
                assert!(lever.values.contains(&lever.now), "{}", lever.key);
                assert!(
                    lever.values.len() > 3 && lever.values.len() < 60,
                    "{}",
                    lever.key
                );
                assert!(lever.values.is_sorted_by(|a, b| a < b), "{}", lever.key);
            }
        }
    }

    /// Protects: what an area has of a national number of posts is its share, and its own number is
    /// its own.
    #[test]
    fn an_area_has_its_share() {
        let find = |all: &[Offered], key: &str| {
            let mut all = all.iter();
            all.find(|one| one.key == key).cloned().unwrap()
        };
        let (nation, durham) = (levers("baseline"), levers("areas/durham"));
        let posts = "community_treatment.opiate.posts";
        let (all, some) = (find(&nation, posts), find(&durham, posts));
        assert!(some.now < 0.03 * all.now, "{} of {}", some.now, all.now);
        assert_eq!(some.path, format!("areas.durham.{posts}"));
        let own = find(&durham, "diversion.workers.posts");
        assert_eq!(own.now, 9.0);
        let most = own.values.last().copied().unwrap();
        assert!(
            most < 100.0,
            "a policy for the country is no measure of it: {most}"
        );
    }
}

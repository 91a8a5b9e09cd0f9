//! A comparison with drawn parameters as a decision.

use super::choice::{acceptability, expected, net_benefits, perfect_information};
use super::frontier::{Standing, frontier};
use super::partial::{Partial, partial_information};
use crate::engine::Key;
use crate::experiment::components::Components;
use crate::experiment::leaning::{FEWEST_DRAWS, noise_level, rank_correlation};
use crate::experiment::{Nested, Results, StoreError, mean};

/// The metrics that a decision is made of.
const NET_BENEFIT: &str = "net_benefit";
const COST: &str = "cost_present_value";
/// What a year in full health is worth, and what prices are multiplied by.
const WORTH: &str = "costs.qalys.value";
const PRICES: &str = "costs.prices";
/// Pounds for a year in full health at which options are compared, beside the scenario's own.
const WORTHS: [f64; 8] = [
    0.0, 10_000.0, 20_000.0, 30_000.0, 50_000.0, 75_000.0, 100_000.0, 150_000.0,
];

/// What drawn parameters say to whoever must decide.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The options, the baseline first.
    pub options: Vec<Choice>,
    /// What a year in full health is worth in the scenario.
    pub worth: f64,
    /// Draws.
    pub draws: usize,
    /// At several worths of a year in full health, the scenario's own among them, ascending.
    pub curve: Vec<Point>,
    /// What it is worth to know a parameter, the most first: those that the draws can tell from
    /// chance.
    pub parameters: Vec<(String, Partial)>,
    /// How many parameters there are.
    pub drawn: usize,
}

/// One option: what it does beyond the baseline, at the start of the policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its name.
    pub name: String,
    /// Pounds by draw, the luck in them taken away.
    pub costs: Vec<f64>,
    /// Years in full health by draw, likewise.
    pub qalys: Vec<f64>,
    /// Whether luck hides what parameters do to either: then draws are as they came, chances of being
    /// best nearer to each other, and knowing more worth at most so much.
    pub is_lost: bool,
    /// Where it stands on the plane of both.
    pub standing: Standing,
}

/// All options at one worth of a year in full health.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Pounds for the year.
    pub worth: f64,
    /// Mean net benefit of each option.
    pub net_benefits: Vec<f64>,
    /// Share of the draws in which each option is best.
    pub best: Vec<f64>,
    /// Expected value of perfect information.
    pub perfect: f64,
}

impl Decision {
    /// The decision between the baseline and the policies; none where parameters were not drawn,
    /// there is no policy, or what it is made of is not measured.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn of(results: &Results<'_>) -> Result<Option<Self>, StoreError> {
        let study = results.study();
        let (Some(design), true) = (study.nested(), study.scenarios().len() > 1) else {
            return Ok(None);
        };
        let (Some(benefit), Some(cost)) = (total(results, NET_BENEFIT), total(results, COST))
        else {
            return Ok(None);
        };
        let Some(worth) = Worth::of(results, design) else {
            return Ok(None);
        };
        let mut options = Vec::new();
        for scenario in 1..study.scenarios().len() {
            options.push(option_of(results, &worth, scenario, [benefit, cost])?);
        }
        let draws = options.iter().map(|o| o.costs.len()).min().unwrap_or(0);
        let as_things_are = Choice {
            name: study.scenarios()[0].name.clone(),
            costs: vec![0.0; draws],
            qalys: vec![0.0; draws],
            is_lost: false,
            standing: Standing::Dominated,
        };
        options.insert(0, as_things_are);
        let plane: Vec<(f64, f64)> = options
            .iter()
            .map(|one| (mean(&one.qalys), mean(&one.costs)))
            .collect();
        let standings = frontier(&plane);
        options
            .iter_mut()
            .zip(standings)
            .for_each(|(one, standing)| one.standing = standing);
        let at = |worth: f64| -> Vec<Vec<f64>> {
            let of = |one: &Choice| net_benefits(&one.qalys, &one.costs, worth);
            options.iter().map(of).collect()
        };
        let mut worths: Vec<f64> = WORTHS.into_iter().chain([worth.best]).collect();
        worths.sort_by(f64::total_cmp);
        worths.dedup();
        let point = |worth: f64| {
            let all = at(worth);
            Point {
                worth,
                net_benefits: expected(&all),
                best: acceptability(&all),
                perfect: perfect_information(&all),
            }
        };
        Ok(Some(Self {
            curve: worths.into_iter().map(point).collect(),
            parameters: partials(&at(worth.best), design, study.seed()),
            drawn: design.parameters.len(),
            worth: worth.best,
            draws,
            options,
        }))
    }

    /// The point of the curve at the scenario's own worth of a year in full health.
    pub fn own(&self) -> Option<&Point> {
        self.curve.iter().find(|point| point.worth == self.worth)
    }
}

/// What a year in full health is worth, at best and draw by draw.
struct Worth {
    best: f64,
    by_draw: Vec<f64>,
}

impl Worth {
    fn of(results: &Results<'_>, design: &Nested) -> Option<Self> {
        let resolved = &results.study().scenarios()[0].resolved;
        let stated = |key: &str| find(resolved, key);
        let best = stated(WORTH)? * stated(PRICES).unwrap_or(1.0);
        let drawn = |key: &str| design.parameters.iter().position(|one| one.name == key);
        let (worth, prices) = (drawn(WORTH), drawn(PRICES));
        let by_draw = design.values.iter().map(|values| {
            let value =
                |place: Option<usize>, key| place.map(|p| values[p]).or_else(|| stated(key));
            value(worth, WORTH).unwrap_or(f64::NAN) * value(prices, PRICES).unwrap_or(1.0)
        });
        Some(Self {
            best,
            by_draw: by_draw.collect(),
        })
    }
}

/// A number in a resolved scenario, by its key: bare, or the value of a table.
fn find(resolved: &serde_json::Value, key: &str) -> Option<f64> {
    let within = resolved
        .get("values")
        .or_else(|| resolved.get("parameters"))
        .unwrap_or(resolved);
    let mut parts = key.split('.');
    let found = parts.try_fold(within, |at, part| at.get(part));
    let found = found.or_else(|| within.get(key))?;
    found.as_f64().or_else(|| found.get("value")?.as_f64())
}

fn total(results: &Results<'_>, name: &str) -> Option<usize> {
    let layout = results.study().layout();
    layout.cells.iter().position(|cell| {
        let is_total = cell.stratum == 0 && cell.period == 0;
        is_total && layout.metrics[usize::from(cell.metric)].name == name
    })
}

/// A policy: costs and years in full health by draw.
fn option_of(
    results: &Results<'_>,
    worth: &Worth,
    scenario: usize,
    [benefit, cost]: [usize; 2],
) -> Result<Choice, StoreError> {
    let (benefits, draws) = results.draws_of(scenario, benefit)?;
    let (costs, _) = results.draws_of(scenario, cost)?;
    let qalys = benefits.iter().zip(&costs).zip(&draws);
    let qalys: Vec<f64> = qalys
        .map(|((benefit, cost), &draw)| (benefit + cost) / worth.by_draw[draw as usize])
        .collect();
    // A decision that is made draw by draw must not be made by luck.
    let (costs, of_costs) = Components::steadied(&costs, &draws);
    let (qalys, of_qalys) = Components::steadied(&qalys, &draws);
    Ok(Choice {
        name: results.study().scenarios()[scenario].name.clone(),
        costs,
        qalys,
        is_lost: of_costs.is_lost_in_luck() || of_qalys.is_lost_in_luck(),
        standing: Standing::Dominated,
    })
}

/// What it is worth to know each parameter that some option's net benefit leans on beyond chance;
/// nothing is told on few draws.
fn partials(options: &[Vec<f64>], design: &Nested, seed: u64) -> Vec<(String, Partial)> {
    let draws = options[0].len();
    if draws < FEWEST_DRAWS {
        return Vec::new();
    }
    let level = noise_level(draws, design.parameters.len());
    let mut found = Vec::new();
    for (place, parameter) in design.parameters.iter().enumerate() {
        let values: Vec<f64> = design.values.iter().take(draws).map(|v| v[place]).collect();
        let leans = options[1..].iter().any(|option| {
            let gain: Vec<f64> = option.iter().zip(&options[0]).map(|(o, b)| o - b).collect();
            rank_correlation(&values, &gain).abs() > level
        });
        if leans {
            let key = Key::root(seed, u32::MAX).child(4).child(place as u64);
            found.push((
                parameter.name.clone(),
                partial_information(options, &values, key),
            ));
        }
    }
    found.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    found
}

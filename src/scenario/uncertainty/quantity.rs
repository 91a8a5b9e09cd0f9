//! The uncertain quantities of one scenario.

use std::collections::BTreeMap;

use super::luck::Luck;
use super::posterior::{Posterior, PosteriorError};
use super::spread::{Spread, along};
use crate::scenario::Limits;
use crate::scenario::units::Kind;
use crate::scenario::{Action, Figure, Parameter, Scenario, Unsettable};

/// Sources of figures about which nothing is uncertain.
const CERTAIN: [&str; 2] = ["law", "definition"];
/// Where the values of the command line stand.
const COMMAND_LINE: &str = "--set";
/// The name that the row of a posterior is drawn under.
const POSTERIOR_ROW: &str = "posterior row";
/// How near one a sum of shares is one.
const NEAR_ONE: f64 = 1e-6;

/// One uncertain quantity: what one file says of one parameter.
#[derive(Debug, Clone)]
pub struct Quantity {
    name: String,
    key: String,
    kind: Kind,
    /// What its values may be; open for a factor or what is added.
    limits: Limits,
    unit: String,
    /// Whether it is a value of its own, and not a factor or something added.
    sets: bool,
    steps: Vec<Step>,
}

/// One value of a quantity.
#[derive(Debug, Clone)]
struct Step {
    /// The parameter, with the date for a phase: what [`Scenario::with_values`] takes.
    path: String,
    best: f64,
    motion: Motion,
}

/// How a value moves.
#[derive(Debug, Clone)]
enum Motion {
    /// By its own range.
    Range(Spread),
    /// As fitted, row by row of the posterior.
    Fitted(Vec<f64>),
    /// With the value before it.
    Along,
}

/// Where a quantity is read off.
#[derive(Debug, Clone, Copy)]
enum At {
    /// A uniform; of the fitted values the quantile.
    Uniform(f64),
    /// A uniform, and a row of the posterior.
    Row(f64, usize),
}

impl Quantity {
    /// Its name: the parameter, after the file that states it where that is not the file on
    /// which all rests (`more-drrs:orders.drr.assessed`).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The parameter, such as `orders.drr.assessed`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What is counted, or the unit of the canonical number.
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// The best estimate of its first value, canonical.
    pub fn best(&self) -> f64 {
        self.steps.first().map_or(f64::NAN, |step| step.best)
    }

    /// Its values at a quantile `u` in (0, 1), by path, for [`Scenario::with_values`].
    pub fn at(&self, u: f64) -> Vec<(String, f64)> {
        self.values(At::Uniform(u))
    }

    /// Where the row of the posterior stands among all, as a uniform, if the first value is fitted.
    fn rank(&self, row: usize) -> Option<f64> {
        let Some(Motion::Fitted(column)) = self.steps.first().map(|step| &step.motion) else {
            return None;
        };
        let own = column[row % column.len()];
        let below = column.iter().filter(|&&value| value < own).count() as f64;
        let alike = column.iter().filter(|&&value| value == own).count() as f64;
        Some((below + alike / 2.0) / column.len() as f64)
    }

    fn values(&self, at: At) -> Vec<(String, f64)> {
        let mut before: Option<(f64, f64)> = None;
        let mut values = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let value = match (&step.motion, at) {
                (Motion::Range(spread), At::Uniform(u) | At::Row(u, _)) => spread.at(u),
                (Motion::Fitted(column), At::Row(_, row)) => column[row % column.len()],
                (Motion::Fitted(column), At::Uniform(u)) => quantile(column, u),
                (Motion::Along, _) => match before {
                    Some((best, drawn)) => along(self.kind, step.best, best, drawn),
                    None => step.best,
                },
            };
            let value = self.limits.hold(value);
            before = Some((step.best, value));
            values.push((step.path.clone(), value));
        }
        values
    }
}

/// The nearest of fitted values to a quantile.
fn quantile(column: &[f64], u: f64) -> f64 {
    let mut sorted = column.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[((u * sorted.len() as f64) as usize).min(sorted.len() - 1)]
}

/// Every uncertain quantity of one scenario.
#[derive(Debug, Clone)]
pub struct Uncertain {
    quantities: Vec<Quantity>,
    /// Of each quantity the place of the one whose luck it shares: that of the baseline which it
    /// takes the place of.
    shares: Vec<Option<usize>>,
    /// Shares of areas that add up to one, by their places in `quantities`.
    sums: Vec<Vec<usize>>,
    luck: Luck,
    rows: usize,
}

impl Uncertain {
    /// The uncertain quantities of a scenario, to be drawn `draws` times under `seed`. The
    /// posterior gives values that stand in the file on which the scenario rests.
    ///
    /// # Errors
    ///
    /// If the posterior names something that is no parameter, or a value it cannot have.
    pub fn of<T>(
        scenario: &Scenario<T>,
        seed: u64,
        draws: u32,
        posterior: Option<&Posterior>,
    ) -> Result<Uncertain, PosteriorError> {
        let parameters = scenario.parameters();
        if let Some(posterior) = posterior {
            known(posterior, scenario.name(), &parameters)?;
        }
        let base = stem(scenario.foundation());
        let mut quantities = Vec::new();
        for parameter in parameters.iter().filter(|one| one.kind.is_numeric()) {
            for ((file, action), steps) in by_text(parameter, base, posterior)? {
                let name = match file {
                    file if file == base => parameter.path.clone(),
                    file => format!("{file}:{}", parameter.path),
                };
                let sets = action == Action::Set;
                quantities.push(Quantity {
                    name,
                    key: parameter.path.clone(),
                    kind: match action {
                        Action::Times => Kind::Multiplier,
                        Action::Plus => Kind::Number,
                        Action::Set => parameter.kind,
                    },
                    limits: match action {
                        Action::Set => parameter.limits.clone(),
                        _ => Limits::NONE,
                    },
                    unit: match action {
                        Action::Times => "times".to_owned(),
                        _ => parameter.unit.clone(),
                    },
                    sets,
                    steps,
                });
            }
        }
        Ok(Uncertain {
            shares: quantities
                .iter()
                .map(|one| shares(one, &quantities))
                .collect(),
            sums: sums(&quantities),
            quantities,
            luck: Luck { seed, draws },
            rows: posterior.map_or(1, Posterior::rows),
        })
    }

    /// The quantities, in the order of their parameters.
    pub fn quantities(&self) -> &[Quantity] {
        &self.quantities
    }

    /// The first value of every quantity in a draw, in the order of
    /// [`quantities`](Self::quantities), canonical.
    pub fn values(&self, draw: u32) -> Vec<f64> {
        let drawn = self.drawn(draw);
        drawn
            .iter()
            .map(|values| values.first().map_or(f64::NAN, |(_, value)| *value))
            .collect()
    }

    /// The scenario with the values of a draw; `scenario` is the one this was made of.
    ///
    /// # Errors
    ///
    /// Only if `scenario` is another one.
    pub fn draw<T>(&self, scenario: &Scenario<T>, draw: u32) -> Result<Scenario<T>, Unsettable> {
        scenario.with_values(&self.drawn(draw).concat())
    }

    /// The values of those quantities for which `quantile` gives a quantile, by path, for
    /// [`Scenario::with_values`]; the others stay as they are. Shares that add up to one keep doing
    /// so, whichever of them are moved.
    pub fn at(&self, quantile: impl Fn(&Quantity) -> Option<f64>) -> Vec<(String, f64)> {
        let of = |one: &Quantity| quantile(one).map(|u| one.at(u)).unwrap_or_default();
        let mut moved: Vec<Vec<(String, f64)>> = self.quantities.iter().map(of).collect();
        for members in &self.sums {
            if members.iter().all(|&i| moved[i].is_empty()) {
                continue;
            }
            for &i in members
                .iter()
                .filter(|&&i| moved[i].is_empty())
                .collect::<Vec<_>>()
            {
                let one = &self.quantities[i].steps[0];
                moved[i] = vec![(one.path.clone(), one.best)];
            }
            let sum: f64 = members.iter().map(|&i| moved[i][0].1).sum();
            if sum > 0.0 {
                members.iter().for_each(|&i| moved[i][0].1 /= sum);
            }
        }
        moved.concat()
    }

    fn drawn(&self, draw: u32) -> Vec<Vec<(String, f64)>> {
        let row = self.luck.uniform(POSTERIOR_ROW, draw) * self.rows as f64;
        let row = (row as usize).min(self.rows - 1);
        let of = |(quantity, shares): (&Quantity, &Option<usize>)| {
            let shared = shares.map(|place| &self.quantities[place]);
            let uniform = match shared {
                None => self.luck.uniform(&quantity.name, draw),
                Some(base) => base
                    .rank(row)
                    .unwrap_or_else(|| self.luck.uniform(&base.name, draw)),
            };
            quantity.values(At::Row(uniform, row))
        };
        let both = self.quantities.iter().zip(&self.shares);
        let mut drawn: Vec<_> = both.map(of).collect();
        for members in &self.sums {
            let sum: f64 = members.iter().map(|&i| drawn[i][0].1).sum();
            if sum > 0.0 {
                members.iter().for_each(|&i| drawn[i][0].1 /= sum);
            }
        }
        drawn
    }
}

/// That every column of the posterior is a parameter with a number at that date.
fn known(
    posterior: &Posterior,
    scenario: &str,
    parameters: &[Parameter],
) -> Result<(), PosteriorError> {
    for key in posterior.keys() {
        let found = parameters.iter().any(|parameter| {
            let mut steps = figures(parameter).map(|(path, _)| path);
            parameter.kind.is_numeric() && steps.any(|path| path == *key)
        });
        if !found {
            return Err(posterior.unknown(key, scenario));
        }
    }
    Ok(())
}

/// The figures of a parameter with their paths, in the order of time.
fn figures(parameter: &Parameter) -> impl Iterator<Item = (String, &Figure)> {
    let base = parameter.base.iter();
    let base = base.map(|figure| (parameter.path.clone(), figure));
    let phases = parameter.phases.iter();
    base.chain(phases.map(|phase| (format!("{}@{}", parameter.path, phase.at), &phase.to)))
}

/// What each figure of [`figures`] does.
fn actions(parameter: &Parameter) -> impl Iterator<Item = Action> {
    let base = parameter.base.iter().map(|_| Action::Set);
    base.chain(parameter.phases.iter().map(|phase| phase.action))
}

/// A file, and what it does to the parameter.
type Text<'a> = (&'a str, Action);

/// What moves in each file that states values or changes of a parameter, and how.
fn by_text<'a>(
    parameter: &'a Parameter,
    base: &str,
    posterior: Option<&Posterior>,
) -> Result<BTreeMap<Text<'a>, Vec<Step>>, PosteriorError> {
    let mut files: BTreeMap<Text<'_>, Vec<Step>> = BTreeMap::new();
    for ((path, figure), action) in figures(parameter).zip(actions(parameter)) {
        let file = stem(&figure.file);
        let text = (file, action);
        let kind = match action {
            Action::Set => parameter.kind,
            Action::Times => Kind::Multiplier,
            Action::Plus => Kind::Number,
        };
        let certain = figure
            .source
            .as_deref()
            .is_some_and(|s| CERTAIN.contains(&s));
        let Some(best) = figure.canonical.number() else {
            continue;
        };
        if file == COMMAND_LINE {
            continue;
        }
        let column = match posterior {
            Some(posterior) if file == base => posterior.column(&path, parameter.kind)?,
            _ => None,
        };
        // A factor or addend without a range is what it says in every draw.
        let has_begun = action == Action::Set && files.contains_key(&text);
        let motion = match (column, spread(figure, best, kind)) {
            (Some(column), _) => Motion::Fitted(column),
            (None, _) if certain => continue,
            // What was fitted takes the later values along, whatever their ranges.
            (None, Some(_)) if has_begun && is_fitted(&files[&text]) => Motion::Along,
            (None, Some(spread)) => Motion::Range(spread),
            (None, None) if has_begun => Motion::Along,
            (None, None) => continue,
        };
        files
            .entry(text)
            .or_default()
            .push(Step { path, best, motion });
    }
    Ok(files)
}

fn is_fitted(steps: &[Step]) -> bool {
    steps
        .iter()
        .any(|step| matches!(step.motion, Motion::Fitted(_)))
}

/// The quantity of the baseline whose luck a value of another file shares, so that the two lie
/// alike in their ranges: the one of the same parameter, or of the national one where the area has
/// none of its own.
fn shares(one: &Quantity, all: &[Quantity]) -> Option<usize> {
    if !one.sets || one.name == one.key {
        return None;
    }
    let of = |key: &str| all.iter().position(|other| other.name == key);
    let national = one
        .key
        .strip_prefix("areas.")
        .and_then(|rest| rest.split_once('.'));
    of(&one.key).or_else(|| of(national?.1))
}

/// The spread of a figure with a range; one end alone has the value itself as the other.
fn spread(figure: &Figure, best: f64, kind: Kind) -> Option<Spread> {
    let low = figure.low.unwrap_or(best);
    let high = figure.high.unwrap_or(best);
    Spread::new(best, low, high, figure.distribution, kind)
}

/// Shares of areas (`areas.NAME.KEY`) that add up to one.
fn sums(quantities: &[Quantity]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, quantity) in quantities.iter().enumerate() {
        let mut names = quantity.name.split('.');
        let (first, _, key) = (names.next(), names.next(), names.next());
        if let (Some("areas"), Some(key), None, 1) =
            (first, key, names.next(), quantity.steps.len())
        {
            groups.entry(key).or_default().push(index);
        }
    }
    let adds_up = |members: &Vec<usize>| {
        let sum: f64 = members.iter().map(|&i| quantities[i].best()).sum();
        members.len() > 1 && (sum - 1.0).abs() < NEAR_ONE
    };
    groups.into_values().filter(adds_up).collect()
}

/// The file's name without folder and ending: the same for a file and the built-in scenario of
/// that name.
fn stem(file: &str) -> &str {
    let file = file.strip_suffix(" (built in)").unwrap_or(file);
    let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
    file.strip_suffix(".toml").unwrap_or(file)
}

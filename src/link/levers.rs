//! Levers that money can be spent on, and the policy that spends it.

use serde::Deserialize;

use super::knob::Knob;
use super::moved::Settings;
use crate::scenario::schema::Model;
use crate::scenario::{Parameter, Scenario};

/// The levers that are part of the program.
pub const LEVERS: &str = include_str!("../../evidence/levers.toml");
/// The name of the policy that spends the money.
pub const SPENDING: &str = "spending";

/// What money can be spent on.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lever {
    /// What it is called.
    pub name: String,
    /// One line for people.
    #[serde(default)]
    pub title: String,
    /// The parameter that more of it is.
    pub key: String,
    /// What one more of it costs a year.
    pub unit_cost: UnitCost,
    /// How long it takes until it is there, a duration such as `24mo`.
    #[serde(default = "at_once")]
    pub over: String,
}

/// Pounds a year, or the parameter that says them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum UnitCost {
    /// Pounds.
    Pounds(f64),
    /// A parameter of the baseline.
    Key(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    lever: Vec<Lever>,
}

/// Why levers cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LeverError {
    /// The file makes no sense.
    #[error("`{name}` names no levers: {reason}")]
    File {
        /// Its name.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// A lever does.
    #[error("the lever `{lever}`: {reason}")]
    Lever {
        /// Its name.
        lever: String,
        /// What is wrong.
        reason: String,
    },
}

fn at_once() -> String {
    "0d".to_owned()
}

/// Reads levers.
///
/// # Errors
/// When the file is not TOML, or a lever lacks something.
pub fn read_levers(name: &str, text: &str) -> Result<Vec<Lever>, LeverError> {
    let wrong = |reason: String| LeverError::File {
        name: name.to_owned(),
        reason,
    };
    let file: File = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
    match file.lever.len() {
        0 | 1 => Err(wrong("there must be two or more".to_owned())),
        _ => Ok(file.lever),
    }
}

/// A lever with what it is in the baseline.
#[derive(Clone, Debug)]
pub struct Priced {
    /// The lever.
    pub lever: Lever,
    /// What one more costs a year.
    pub unit_cost: f64,
    /// National, then of every area that has a value of its own.
    stands: Vec<Stand>,
}

/// Where a lever stands in a scenario.
#[derive(Clone, Debug)]
struct Stand {
    key: String,
    now: f64,
    /// How much of what is bought nationally belongs here.
    share: f64,
}

/// Finds the levers and their prices in a baseline. An area with a value of its own gets its share
/// of what is bought nationally, by its share of the need.
///
/// # Errors
/// When a lever's parameter or price is not there.
pub fn price(levers: Vec<Lever>, baseline: &Scenario<Model>) -> Result<Vec<Priced>, LeverError> {
    let parameters = baseline.parameters();
    // What there is when the money comes, and not what there was at the start.
    let begins = baseline.at_start().map(|model| *model.settings.policy_from);
    let begins = begins.map_err(|error| LeverError::File {
        name: baseline.name().to_owned(),
        reason: error.to_string(),
    })?;
    let of = |one: &Parameter| one.in_force(begins)?.canonical.number();
    let number = |key: &str| parameters.iter().find(|one| one.path == key).and_then(of);
    levers
        .into_iter()
        .map(|lever| {
            let wrong = |reason: String| LeverError::Lever {
                lever: lever.name.clone(),
                reason,
            };
            let lacks = |key: &str| wrong(format!("the baseline has no number `{key}`"));
            let unit_cost = match &lever.unit_cost {
                UnitCost::Pounds(pounds) => *pounds,
                UnitCost::Key(key) => number(key).ok_or_else(|| lacks(key))?,
            };
            if !(unit_cost.is_finite() && unit_cost > 0.0) {
                return Err(wrong("its unit cost must be above nought".to_owned()));
            }
            let national = Stand {
                now: number(&lever.key).ok_or_else(|| lacks(&lever.key))?,
                key: lever.key.clone(),
                share: 1.0,
            };
            let areas = parameters.iter().filter_map(|one| {
                let area = one.area.as_ref()?;
                let local = one.path == format!("areas.{area}.{}", lever.key);
                let now = of(one)?;
                let share = number(&format!("areas.{area}.need_share"))?;
                local.then(|| Stand {
                    key: one.path.clone(),
                    now,
                    share,
                })
            });
            let stands = std::iter::once(national).chain(areas).collect();
            Ok(Priced {
                unit_cost,
                stands,
                lever,
            })
        })
        .collect()
}

/// The text of a policy in which every lever has a value of its own, to be moved: an overlay on
/// `baseline`.
pub fn spending(levers: &[Priced], baseline: &str) -> String {
    let mut text = format!(
        "name = \"{SPENDING}\"\ntitle = \"A sum spread over levers\"\nextends = {baseline:?}\n\n"
    );
    for one in levers {
        for Stand { key, now, .. } in &one.stands {
            // One more than now: what changes nothing is no value of the policy's own. Every
            // point sets it anyway.
            let value = now + 1.0;
            text += &format!(
                "{key} = {{ value = {value}, over = \"{}\", source = \"assumption\" }}\n",
                one.lever.over
            );
        }
    }
    text
}

/// Sums spent on levers, a point a mix.
pub struct Spent {
    levers: Vec<Priced>,
    /// By lever, the knobs of the policy with their shares and what they are now.
    knobs: Vec<Vec<(Knob, f64, f64)>>,
    mixes: Vec<Vec<f64>>,
    /// Added to the number of a replicate: mixes that were chosen by some luck are judged by other.
    shift: u32,
}

impl Spent {
    /// These mixes, pounds a year lever by lever, in the policy [`spending`] of `scenarios`.
    ///
    /// # Errors
    /// When the policy does not have a lever.
    pub fn new(
        levers: &[Priced],
        scenarios: &[Scenario<Model>],
        mixes: Vec<Vec<f64>>,
        shift: u32,
    ) -> Result<Self, LeverError> {
        let knob = |one: &Priced, stand: &Stand| {
            let key = format!("{SPENDING}:{}", stand.key);
            let found = Knob::find(scenarios, &key).map_err(|error| LeverError::Lever {
                lever: one.lever.name.clone(),
                reason: error.to_string(),
            })?;
            Ok((found, stand.share, stand.now))
        };
        let of = |one: &Priced| one.stands.iter().map(|stand| knob(one, stand)).collect();
        let knobs: Result<Vec<Vec<_>>, LeverError> = levers.iter().map(of).collect();
        Ok(Self {
            knobs: knobs?,
            levers: levers.to_vec(),
            mixes,
            shift,
        })
    }
}

impl Settings for Spent {
    fn points(&self) -> u32 {
        self.mixes.len() as u32
    }

    fn identity(&self) -> String {
        let names = self.levers.iter().map(|one| (&one.lever, one.unit_cost));
        let names: Vec<_> = names.collect();
        format!("{:?} of {names:?}, from {}", self.mixes, self.shift)
    }

    fn at(&self, point: u32, _replicate: u32, scenario: usize) -> Vec<(String, f64)> {
        let mix = &self.mixes[point as usize];
        let all = self.levers.iter().zip(&self.knobs).zip(mix);
        all.flat_map(|((one, knobs), pounds)| {
            let units = pounds / one.unit_cost;
            let set =
                |(knob, share, now): &(Knob, f64, f64)| knob.set(scenario, now + units * share);
            knobs.iter().flat_map(set).collect::<Vec<_>>()
        })
        .collect()
    }

    fn luck(&self, _point: u32, replicate: u32) -> u32 {
        self.shift + replicate
    }
}

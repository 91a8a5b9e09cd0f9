//! One value of the scenarios that can be turned: in the baseline and everything that inherits it,
//! or in a policy alone.

use crate::experiment::design::Asked;
use crate::scenario::schema::Model;
use crate::scenario::uncertainty::along;
use crate::scenario::units::Kind;
use crate::scenario::{Figure, Parameter, Scenario, nearest};

/// Names for the value of the first scenario and of the others, whatever they are called.
const BASELINE: &str = "baseline";
const POLICY: &str = "policy";

/// A value that can be turned.
#[derive(Clone, Debug)]
pub struct Knob {
    name: String,
    kind: Kind,
    /// As it is written now.
    written: String,
    /// Scenario by scenario the figures that turn, in the order of time.
    steps: Vec<Vec<Step>>,
}

/// One figure: where it is set, and what it is now.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    path: String,
    best: f64,
}

/// Why a value cannot be turned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KnobError {
    /// No scenario has such a parameter.
    #[error("there is no parameter `{key}`{}", meant(closest))]
    Unknown {
        /// What was asked for.
        key: String,
        /// The nearest name there is.
        closest: Option<String>,
    },
    /// Its values lie on no scale.
    #[error("`{0}` is no number, so it cannot be varied; write two scenarios and compare them")]
    NoNumber(String),
    /// No scenario of that name states a value of its own.
    #[error(
        "`{owner}` states no value of its own for `{key}`; `baseline:{key}` is varied in all scenarios"
    )]
    NotStated {
        /// The scenario.
        owner: String,
        /// The parameter.
        key: String,
    },
    /// A value that it cannot have.
    #[error("`{key}` must be {}, not `{found}`", kind.expected())]
    Impossible {
        /// The parameter.
        key: String,
        /// Its kind.
        kind: Kind,
        /// What was found.
        found: String,
    },
}

impl Knob {
    /// Finds what `key` means in the scenarios, of which the first is the baseline.
    ///
    /// A bare key is the value that the policies state themselves, if they do, and otherwise that of
    /// the baseline, which all inherit. `baseline:KEY`, `policy:KEY` and `NAME:KEY` say which.
    ///
    /// # Errors
    /// When there is no such value.
    pub fn find(scenarios: &[Scenario<Model>], key: &str) -> Result<Self, KnobError> {
        let (owner, path) = match key.split_once(':') {
            Some((owner, path)) => (Some(owner), path),
            None => (None, key),
        };
        let all: Vec<Option<Parameter>> = scenarios
            .iter()
            .map(|one| one.parameters().into_iter().find(|p| p.path == path))
            .collect();
        let Some(about) = all.iter().flatten().next() else {
            let names: Vec<String> = scenarios
                .iter()
                .flat_map(|one| one.parameters().into_iter().map(|p| p.path))
                .collect();
            return Err(KnobError::Unknown {
                key: path.to_owned(),
                closest: nearest(path, names.iter().map(String::as_str)).map(str::to_owned),
            });
        };
        if !about.kind.is_numeric() {
            return Err(KnobError::NoNumber(path.to_owned()));
        }
        let figures: Vec<Vec<(String, Figure)>> = all
            .iter()
            .map(|one| one.as_ref().map(stated).unwrap_or_default())
            .collect();
        let below = &figures[0];
        let is_shared = |figure: &(String, Figure)| {
            let same = |other: &(String, Figure)| {
                other.0 == figure.0
                    && other.1.file == figure.1.file
                    && other.1.line == figure.1.line
            };
            below.iter().any(same)
        };
        let pick = |own: bool, of: Option<usize>| -> Vec<Vec<(String, Figure)>> {
            let scenario = |(index, all): (usize, &Vec<(String, Figure)>)| {
                let wanted = of.is_none_or(|of| of == index);
                let kept = all.iter().filter(|one| wanted && is_shared(one) != own);
                kept.cloned().collect()
            };
            figures.iter().enumerate().map(scenario).collect()
        };
        let is_named = |name: &str| scenarios.iter().position(|one| one.name() == name);
        let named = owner.map(|owner| (owner, is_named(owner)));
        let (chosen, prefix) = match named {
            Some((_, Some(0)) | (BASELINE, _)) => (pick(false, None), BASELINE),
            Some((owner, None)) if owner != POLICY => {
                return Err(KnobError::NotStated {
                    owner: owner.to_owned(),
                    key: path.to_owned(),
                });
            }
            Some((owner, of)) => (pick(true, of), owner),
            None => match pick(true, None) {
                own if own.iter().any(|steps| !steps.is_empty()) => (own, POLICY),
                _ => (pick(false, None), BASELINE),
            },
        };
        let first = chosen.iter().flatten().next();
        let Some((_, figure)) = first else {
            return Err(KnobError::NotStated {
                owner: prefix.to_owned(),
                key: path.to_owned(),
            });
        };
        let steps = |all: &Vec<(String, Figure)>| {
            let step = |(path, figure): &(String, Figure)| {
                let best = figure.canonical.number()?;
                Some(Step {
                    path: path.clone(),
                    best,
                })
            };
            all.iter().filter_map(step).collect()
        };
        Ok(Self {
            name: match prefix {
                BASELINE => path.to_owned(),
                owner => format!("{owner}:{path}"),
            },
            kind: about.kind,
            written: figure.written.clone(),
            steps: chosen.iter().map(steps).collect(),
        })
    }

    /// The parameter, with who states the value where that is not the baseline.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The unit of its canonical values; may be empty.
    pub fn unit(&self) -> &'static str {
        self.kind.unit()
    }

    /// Whether its values are people, places or posts.
    pub fn is_count(&self) -> bool {
        self.kind == Kind::Count
    }

    /// As it is written now.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Its value now, canonical.
    pub fn present(&self) -> f64 {
        let mut steps = self.steps.iter().flatten();
        steps.next().map_or(f64::NAN, |step| step.best)
    }

    /// What a scenario must set to have the first value at `value` (canonical). Later values move
    /// along, by the same ratio.
    pub fn set(&self, scenario: usize, value: f64) -> Vec<(String, f64)> {
        let steps = &self.steps[scenario];
        let Some(first) = steps.first() else {
            return Vec::new();
        };
        let at = |step: &Step| match step == first {
            true => value,
            false => along(self.kind, step.best, first.best, value),
        };
        let all = steps.iter();
        all.map(|step| (step.path.clone(), at(step))).collect()
    }

    /// What was asked for as a number with a unit, and the canonical number.
    ///
    /// # Errors
    /// When the parameter cannot have it.
    pub fn read(&self, asked: &Asked) -> Result<Level, KnobError> {
        let (number, unit) = match asked {
            Asked::Value(number, unit) => (*number, unit.clone()),
            Asked::Times(factor) => {
                let (number, unit) = apart(&self.written);
                (number * factor, unit.to_owned())
            }
        };
        let text = format!("{number}{unit}");
        let canonical = self.kind.number_of(&text);
        let canonical = canonical.ok_or_else(|| KnobError::Impossible {
            key: self.name.clone(),
            kind: self.kind,
            found: text,
        })?;
        Ok(Level {
            number,
            unit,
            canonical,
        })
    }
}

/// A value that a knob is set to.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// In the unit in which it was asked for.
    pub number: f64,
    /// That unit.
    pub unit: String,
    /// In the unit of its kind.
    pub canonical: f64,
}

/// The figures of a parameter with their paths, in the order of time.
fn stated(parameter: &Parameter) -> Vec<(String, Figure)> {
    let base = parameter.base.iter();
    let base = base.map(|figure| (parameter.path.clone(), figure.clone()));
    let phases = parameter.phases.iter();
    let phases = phases.map(|phase| {
        let path = format!("{}@{}", parameter.path, phase.from);
        (path, phase.to.clone())
    });
    base.chain(phases).collect()
}

/// A written figure as its number and what follows it.
fn apart(written: &str) -> (f64, &str) {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '_' | '-' | '+');
    let end = written.find(|c| !is_part(c)).unwrap_or(written.len());
    let (digits, unit) = written.split_at(end);
    let number = digits.replace('_', "").parse();
    (number.unwrap_or(f64::NAN), unit)
}

fn meant(closest: &Option<String>) -> String {
    match closest {
        Some(name) => format!("; did you mean `{name}`?"),
        None => String::new(),
    }
}

//! One value of the scenarios that can be turned: in the baseline and everything that inherits it,
//! or in a policy alone.

use crate::engine::Date;
use crate::experiment::design::Asked;
use crate::scenario::schema::Model;
use crate::scenario::uncertainty::along;
use crate::scenario::units::Kind;
use crate::scenario::{Action, Figure, Parameter, Scenario, nearest};

/// Names for the value of the first scenario and of the others, whatever they are called.
const BASELINE: &str = "baseline";
const POLICY: &str = "policy";
/// The length of what is counted.
const WINDOW: &str = "settings.horizon";

/// A value that can be turned.
#[derive(Clone, Debug)]
pub struct Knob {
    name: String,
    kind: Kind,
    /// Whether it is a value, or says how a value changes.
    action: Action,
    /// As it is written now.
    written: String,
    /// What it is now, canonical: what is in force when policies begin, or what a policy states
    /// first.
    present: f64,
    /// Scenario by scenario the figures that turn, in the order of time.
    steps: Vec<Vec<Step>>,
}

/// One figure: where it is set, and what it is now.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    path: String,
    best: f64,
}

/// A figure of a parameter.
#[derive(Clone, Debug)]
struct Stated {
    path: String,
    /// From when it holds; nothing for the value of the start.
    from: Option<Date>,
    action: Action,
    figure: Figure,
}

impl Stated {
    /// Whether both are the same place of a text.
    fn is(&self, other: &Self) -> bool {
        self.path == other.path
            && self.figure.file == other.figure.file
            && self.figure.line == other.figure.line
    }
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
    /// It says what is counted, so that points with other values have other results.
    #[error(
        "`{0}` says which months are counted, so points could not be compared; compare scenarios with \
         --horizon, and look at the years"
    )]
    Calendar(String),
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
        if path == WINDOW {
            return Err(KnobError::Calendar(path.to_owned()));
        }
        let figures: Vec<Vec<Stated>> = all
            .iter()
            .map(|one| one.as_ref().map(stated).unwrap_or_default())
            .collect();
        let below = &figures[0];
        let is_shared = |figure: &Stated| below.iter().any(|other| other.is(figure));
        let pick = |own: bool, of: Option<usize>| -> Vec<Vec<Stated>> {
            let scenario = |(index, all): (usize, &Vec<Stated>)| {
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
        // The baseline's later values have come by the time policies begin.
        let begins = scenarios[0].at_start().ok();
        let begins = begins.map(|model| *model.settings.policy_from);
        let in_force = |one: &&Stated| {
            let has_come = one.from.is_none_or(|from| Some(from) <= begins);
            has_come && one.action == Action::Set
        };
        let of_one = chosen.iter().find(|all| !all.is_empty());
        let now = of_one.and_then(|all| match prefix {
            BASELINE => all.iter().rfind(in_force).or(all.first()),
            _ => all.first(),
        });
        let Some(now) = now else {
            return Err(KnobError::NotStated {
                owner: prefix.to_owned(),
                key: path.to_owned(),
            });
        };
        // What acts on top of a value acts on whatever that is.
        let alike = |one: &&Stated| one.action == now.action;
        let steps = |all: &Vec<Stated>| {
            let step = |one: &Stated| {
                let best = one.figure.canonical.number()?;
                Some(Step {
                    path: one.path.clone(),
                    best,
                })
            };
            all.iter().filter(alike).filter_map(step).collect()
        };
        let named = match prefix {
            BASELINE => path.to_owned(),
            owner => format!("{owner}:{path}"),
        };
        Ok(Self {
            // A factor, or what is added, is no amount: nobody should take the one for the other.
            name: match now.action {
                Action::Set => named,
                Action::Times => format!("{named} (times)"),
                Action::Plus => format!("{named} (plus)"),
            },
            kind: match now.action {
                Action::Times => Kind::Multiplier,
                _ => about.kind,
            },
            action: now.action,
            written: now.figure.written.clone(),
            present: now.figure.canonical.number().unwrap_or(f64::NAN),
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
        self.kind == Kind::Count && self.action == Action::Set
    }

    /// As it is written now.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Its value now, canonical.
    pub fn present(&self) -> f64 {
        self.present
    }

    /// What a scenario must set to have the present value at `value` (canonical). Earlier and later
    /// values move along, by the same ratio.
    pub fn set(&self, scenario: usize, value: f64) -> Vec<(String, f64)> {
        let at = |step: &Step| match step.best == self.present {
            true => value,
            false => along(self.kind, step.best, self.present, value),
        };
        let all = self.steps[scenario].iter();
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

/// The figures of a parameter, in the order of time.
fn stated(parameter: &Parameter) -> Vec<Stated> {
    let base = parameter.base.iter().map(|figure| Stated {
        path: parameter.path.clone(),
        from: None,
        action: Action::Set,
        figure: figure.clone(),
    });
    let phases = parameter.phases.iter().map(|phase| Stated {
        path: format!("{}@{}", parameter.path, phase.at),
        from: Some(phase.from),
        action: phase.action,
        figure: phase.to.clone(),
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

//! A scenario as something whose figures can be moved and whose targets can be simulated.

use super::error::LinkError;
use super::linked::info;
use super::validated::{agenda, study_for};
use crate::experiment::ScenarioInfo;
use crate::experiment::calibration::{Aim, Dimension, Halt, Objective, Scale, Space, SpaceError};
use crate::experiment::validation::{Agenda, Columns, Role, Target};
use crate::pathway::{Plan, Study};
use crate::scenario::Scenario;
use crate::scenario::adjust::{Adjustment, Adjustments};
use crate::scenario::schema::Model;
use crate::scenario::units::Kind;

/// A scenario, ready to be simulated at any values of its adjustments.
#[derive(Debug)]
pub struct Fittable {
    scenario: Scenario<Model>,
    adjustments: Adjustments,
    agenda: Agenda,
    columns: Vec<Columns>,
    seed: u64,
}

/// What is fitted, to what.
#[derive(Debug)]
pub struct Task {
    /// The model.
    pub linked: Fittable,
    /// The parameters.
    pub space: Space,
    /// The targets that the scenario answers.
    pub aims: Vec<Aim>,
    /// The scenario as results name it.
    pub info: ScenarioInfo,
    /// Targets that the scenario cannot answer, and why.
    pub silent: Vec<String>,
}

/// The targets that a fit may see.
pub fn open_targets(targets: Vec<Target>) -> Vec<Target> {
    let is_open = |target: &Target| target.role == Role::Calibration && target.question.is_some();
    targets.into_iter().filter(is_open).collect()
}

impl Task {
    /// Links a scenario with its adjustments to those of `targets` that it answers.
    ///
    /// # Errors
    /// When the scenario cannot be run, or answers none of them.
    pub fn new(
        scenario: Scenario<Model>,
        adjustments: Adjustments,
        targets: &[Target],
        seed: u64,
    ) -> Result<Self, LinkError> {
        let fault = |fault: &dyn std::error::Error| LinkError::Fit(fault.to_string());
        let plan = Plan::compile(&scenario)?;
        let agenda = agenda(&plan, targets);
        let study = study_for(plan, &agenda, seed)?;
        let mut columns = Vec::new();
        let mut aims = Vec::new();
        let mut silent: Vec<String> = Vec::new();
        for target in targets {
            let known = agenda.silent.iter().find(|one| one.id == target.id);
            if let Some(silence) = known {
                silent.push(format!("{}, {}", silence.id, silence.reason));
                continue;
            }
            let asked = target.question.as_ref();
            let answer = asked.and_then(|question| Columns::of(question, study.layout()));
            let aim = Aim::of(target).map_err(|error| fault(&error))?;
            match (aim, answer) {
                (Some(aim), Some(answer)) => {
                    aims.push(aim);
                    columns.push(answer);
                }
                (Some(aim), None) => {
                    silent.push(format!("{}, its metric has no such stratum", aim.id));
                }
                (None, _) => {}
            }
        }
        if aims.is_empty() {
            return Err(LinkError::Unanswered);
        }
        Ok(Self {
            space: space(&adjustments).map_err(|error| fault(&error))?,
            info: info(&scenario),
            linked: Fittable {
                scenario,
                adjustments,
                agenda,
                columns,
                seed,
            },
            aims,
            silent,
        })
    }
}

fn space(adjustments: &Adjustments) -> Result<Space, SpaceError> {
    let dimension = |one: &Adjustment| {
        let scale = match one.kind() {
            Kind::Probability => Scale::Chance,
            Kind::Rate | Kind::Duration | Kind::Multiplier | Kind::Count => Scale::Positive,
            _ => Scale::Any,
        };
        Dimension::new(one.name.clone(), scale, one.start, one.range)
    };
    let dimensions: Result<Vec<_>, _> = adjustments.0.iter().map(dimension).collect();
    dimensions.and_then(Space::new)
}

impl Fittable {
    /// The parameters that are moved.
    pub fn adjustments(&self) -> &Adjustments {
        &self.adjustments
    }

    /// The scenario as it was read.
    pub fn scenario(&self) -> &Scenario<Model> {
        &self.scenario
    }

    /// The study of the scenario at these values.
    fn at(&self, values: &[f64]) -> Result<Study, LinkError> {
        let moved = self.adjustments.0.iter().zip(values);
        let settings: Vec<(String, f64)> = moved
            .flat_map(|(one, &value)| one.settings(value))
            .map(|setting| (setting.path, setting.canonical))
            .collect();
        let scenario = self.scenario.with_values(&settings)?;
        study_for(Plan::compile(&scenario)?, &self.agenda, self.seed)
    }
}

impl Objective for Fittable {
    fn simulate(
        &self,
        values: &[f64],
        replicate: u32,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<f64>, Halt> {
        let study = self.at(values);
        let study = study.map_err(|fault| Halt::Failed(fault.to_string()))?;
        let records = study.replicate(replicate, &mut |_| go_on());
        let records = records.ok_or(Halt::Interrupted)?;
        let columns = self.columns.iter();
        Ok(columns.map(|one| one.value(&records[0].values)).collect())
    }
}

//! A scenario as something whose figures can be moved and whose targets can be simulated.

use crate::experiment::ScenarioInfo;
use crate::experiment::calibration::{Aim, Dimension, Halt, Objective, Scale, Space};
use crate::experiment::validation::{Agenda, Columns, Role, Target};
use crate::observe::Cells;
use crate::pathway::{Plan, Study};
use crate::scenario::Scenario;
use crate::scenario::adjust::Adjustments;
use crate::scenario::schema::Model;
use crate::scenario::units::Kind;

use super::super::failure::Failure;
use super::super::study;

/// The scenario, ready to be simulated at any values of the adjustments.
pub(super) struct Linked {
    scenario: Scenario<Model>,
    adjustments: Adjustments,
    agenda: Agenda,
    columns: Vec<Columns>,
    seed: u64,
}

/// What is fitted, to what.
pub(super) struct Task {
    pub(super) linked: Linked,
    pub(super) space: Space,
    pub(super) aims: Vec<Aim>,
    pub(super) info: ScenarioInfo,
    /// Targets that the scenario cannot answer, and why.
    pub(super) silent: Vec<String>,
}

/// The targets that a fit may see.
pub(super) fn open_targets(targets: Vec<Target>) -> Vec<Target> {
    let is_open = |target: &Target| target.role == Role::Calibration && target.question.is_some();
    targets.into_iter().filter(is_open).collect()
}

/// Links a scenario with its adjustments to those of `targets` that it answers.
pub(super) fn link(
    scenario: Scenario<Model>,
    adjustments: Adjustments,
    targets: &[Target],
    seed: u64,
) -> Result<Task, Failure> {
    let misuse = |fault: &dyn std::error::Error| Failure::misuse(fault.to_string());
    let plan = Plan::compile(&scenario).map_err(|fault| misuse(&fault))?;
    let date = |tick| plan.calendar.date_of(tick);
    let strata = Cells::new(plan.areas.len()).names(&plan.areas);
    let agenda = Agenda::new(targets, date(plan.observe_from), date(plan.end), &strata);
    let mut linked = Linked {
        scenario,
        adjustments,
        agenda,
        columns: Vec::new(),
        seed,
    };
    let study = linked.study(plan).map_err(|halt| misuse(&halt))?;
    let mut aims = Vec::new();
    let mut silent: Vec<String> = Vec::new();
    for target in targets {
        let known = linked.agenda.silent.iter().find(|one| one.id == target.id);
        if let Some(silence) = known {
            silent.push(format!("{}, {}", silence.id, silence.reason));
            continue;
        }
        let asked = target.question.as_ref();
        let columns = asked.and_then(|question| Columns::of(question, study.layout()));
        let aim = Aim::of(target).map_err(|fault| misuse(&fault))?;
        match (aim, columns) {
            (Some(aim), Some(columns)) => {
                aims.push(aim);
                linked.columns.push(columns);
            }
            (Some(aim), None) => silent.push(format!("{}, its metric has no such stratum", aim.id)),
            (None, _) => {}
        }
    }
    if aims.is_empty() {
        let failure = Failure::misuse("the scenario answers none of the calibration targets");
        return Err(failure.help("`throughcare validate` says why not, target by target"));
    }
    Ok(Task {
        space: space(&linked.adjustments)?,
        info: study::info(&linked.scenario),
        linked,
        aims,
        silent,
    })
}

fn space(adjustments: &Adjustments) -> Result<Space, Failure> {
    let dimension = |one: &crate::scenario::adjust::Adjustment| {
        let scale = match one.kind() {
            Kind::Probability => Scale::Chance,
            Kind::Rate | Kind::Duration | Kind::Multiplier | Kind::Count => Scale::Positive,
            _ => Scale::Any,
        };
        Dimension::new(one.name.clone(), scale, one.start, one.range)
    };
    let dimensions: Result<Vec<_>, _> = adjustments.0.iter().map(dimension).collect();
    let space = dimensions.and_then(Space::new);
    space.map_err(|fault| Failure::misuse(fault.to_string()))
}

impl Linked {
    pub(super) fn adjustments(&self) -> &Adjustments {
        &self.adjustments
    }

    pub(super) fn scenario(&self) -> &Scenario<Model> {
        &self.scenario
    }

    /// A plan that ends with the last target, and its study.
    fn study(&self, mut plan: Plan) -> Result<Study, Halt> {
        plan.end = plan.calendar.tick_of(self.agenda.end);
        // The window of the results is the whole run; nothing in the model looks at this date.
        plan.policy_from = plan.observe_from;
        Study::new(vec![plan], &[None], self.seed, true)
            .asking(&self.agenda.extra)
            .map_err(|fault| Halt::Failed(fault.to_string()))
    }
}

impl Objective for Linked {
    fn simulate(
        &self,
        values: &[f64],
        replicate: u32,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<f64>, Halt> {
        let moved = self.adjustments.0.iter().zip(values);
        let settings: Vec<(String, f64)> = moved
            .flat_map(|(one, &value)| one.settings(value))
            .map(|setting| (setting.path, setting.canonical))
            .collect();
        let failed = |fault: &dyn std::error::Error| Halt::Failed(fault.to_string());
        let scenario = self.scenario.with_values(&settings);
        let scenario = scenario.map_err(|fault| failed(&fault))?;
        let plan = Plan::compile(&scenario).map_err(|fault| failed(&fault))?;
        let records = self.study(plan)?.replicate(replicate, &mut |_| go_on());
        let records = records.ok_or(Halt::Interrupted)?;
        let columns = self.columns.iter();
        Ok(columns.map(|one| one.value(&records[0].values)).collect())
    }
}

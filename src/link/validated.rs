//! One scenario, run for as long as published figures need.

use super::error::LinkError;
use super::linked::Linked;
use crate::experiment::validation::{Agenda, Target};
use crate::observe::Cells;
use crate::pathway::{Plan, Study};
use crate::scenario::Scenario;
use crate::scenario::schema::Model;

/// A scenario that is only run for as long as its targets need.
#[derive(Debug)]
pub struct Validated {
    /// The simulator.
    pub simulator: Linked,
    /// What is asked of it.
    pub agenda: Agenda,
}

impl Validated {
    /// A simulator that answers `targets`: from the start of observation until the last of them
    /// is answered. Policies act from their own date, which is after that unless the scenario
    /// says otherwise.
    ///
    /// # Errors
    /// When the scenario cannot be run.
    pub fn new(
        scenario: &Scenario<Model>,
        seed: u64,
        targets: &[Target],
    ) -> Result<Self, LinkError> {
        let plan = Plan::compile(scenario)?;
        let agenda = agenda(&plan, targets);
        let study = study_for(plan, &agenda, seed)?;
        Ok(Self {
            simulator: Linked::of(study, std::slice::from_ref(scenario)),
            agenda,
        })
    }
}

/// What `targets` ask of a scenario.
pub(super) fn agenda(plan: &Plan, targets: &[Target]) -> Agenda {
    let date = |tick| plan.calendar.date_of(tick);
    let strata = Cells::new(plan.areas.len()).names(&plan.areas);
    Agenda::new(targets, date(plan.observe_from), date(plan.end), &strata)
}

/// A study of one plan that ends when the agenda is done.
pub(super) fn study_for(mut plan: Plan, agenda: &Agenda, seed: u64) -> Result<Study, LinkError> {
    plan.end = plan.calendar.tick_of(agenda.end);
    // The window of the results is the whole run; nothing in the model looks at this date.
    plan.policy_from = plan.observe_from;
    let study = Study::new(vec![plan], &[None], seed, true);
    Ok(study.asking(&agenda.extra)?)
}

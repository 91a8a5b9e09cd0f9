//! One replicate of one small world under changed values: for what is so large that a single run
//! shows it, and for identities.

use throughcare::observe::{Layout, Record};
use throughcare::pathway::{Plan, Study};

use super::{column, load, plan};

/// A small world with little noise: few areas are not needed, short times are.
const SMALL: &[(&str, &str)] = &[
    ("settings.population_scale", "0.004"),
    ("settings.warm_up", "1y"),
    ("settings.policy_from", "2023-04-01"),
    ("settings.horizon", "2y"),
];

/// The values of one run.
pub struct Outcome {
    layout: Layout,
    record: Record,
}

impl Outcome {
    /// A metric over the whole window, for everyone.
    pub fn get(&self, metric: &str) -> f64 {
        self.of(metric, "all")
    }

    /// A metric over the whole window, in one stratum.
    pub fn of(&self, metric: &str, stratum: &str) -> f64 {
        self.record.values[column(&self.layout, metric, stratum, "all")]
    }
}

/// The plan of a small world of a scenario, by name or path.
pub fn plan_of(spec: &str, changes: &[(&str, &str)]) -> Plan {
    let set: Vec<(&str, &str)> = SMALL.iter().chain(changes).copied().collect();
    plan(&load(spec, &set))
}

/// The small world with `changes` to the baseline.
pub fn run(changes: &[(&str, &str)]) -> Outcome {
    run_plan(plan_of("baseline", changes))
}

/// One replicate of a plan.
pub fn run_plan(plan: Plan) -> Outcome {
    let study = Study::new(vec![plan], &[None], 7, false);
    let mut records = study.replicate(0, &mut |_| true).expect("a run to the end");
    Outcome {
        layout: study.layout().clone(),
        record: records.remove(0),
    }
}

/// Runs the small world with `changes` and checks every balance at the end.
pub fn audit(changes: &[(&str, &str)]) {
    let plan = plan_of("baseline", changes);
    let end = plan.end;
    let study = Study::new(vec![plan], &[None], 7, false);
    let mut world = study.world(0);
    assert!(world.run_until(end, &mut |_| true));
    world.audit().expect("every balance holds at the end");
}

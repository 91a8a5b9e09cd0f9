//! Runs of one small world under changed values.

use throughcare::observe::{Layout, Record};
use throughcare::pathway::{Plan, Study};
use throughcare::scenario::Scenario;
use throughcare::scenario::schema::Model;

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
        let position = |names: Vec<&str>, name: &str| {
            names
                .iter()
                .position(|n| *n == name)
                .unwrap_or_else(|| panic!("no {name}"))
        };
        let metric = position(self.layout.metrics.iter().map(|m| m.name).collect(), metric);
        let stratum = position(
            self.layout.strata.iter().map(String::as_str).collect(),
            stratum,
        );
        let cell = self.layout.cells.iter().position(|c| {
            (usize::from(c.metric), usize::from(c.stratum), c.period) == (metric, stratum, 0)
        });
        self.record.values[cell.expect("a value for all years")]
    }
}

fn plan(changes: &[(&str, &str)]) -> Plan {
    plan_of("scenarios/baseline.toml", changes)
}

/// The plan of a small world of the scenario in `file`.
pub fn plan_of(file: &str, changes: &[(&str, &str)]) -> Plan {
    let pairs: Vec<(String, String)> = SMALL
        .iter()
        .chain(changes)
        .map(|(key, value)| (key.to_string(), value.to_string()))
        .collect();
    let scenario = Scenario::<Model>::load(file, &pairs).unwrap_or_else(|e| panic!("{e}"));
    Plan::compile(&scenario).expect("a plan")
}

/// The small world with `changes` to the baseline.
pub fn run(changes: &[(&str, &str)]) -> Outcome {
    run_plan(plan(changes))
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
    let plan = plan(changes);
    let end = plan.end;
    let study = Study::new(vec![plan], &[None], 7, false);
    let mut world = study.world(0);
    assert!(world.run_until(end, &mut |_| true));
    world.audit().expect("every balance holds at the end");
}

//! A comparison with drawn parameters as a decision, from a model whose value of information is
//! known in closed form.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

use throughcare::engine::Key;
use throughcare::experiment::decision::{Decision, Standing};
use throughcare::experiment::keep::Memory;
use throughcare::experiment::{
    Drawn, Interrupted, Nested, Plan, Results, ScenarioInfo, Silent, Simulator, Store, Study,
    conduct,
};
use throughcare::observe::{Better, Cell, Layout, Metric, Record, Theme, Universe};
use throughcare::output::{DecisionTable, Table};

/// What the policy gains on average, how far its parameter moves it, and luck, in pounds.
const GAIN: f64 = 100.0;
const SPREAD: f64 = 300.0;
const LUCK: f64 = 400.0;
/// What the policy costs, always.
const COST: f64 = 70.0;
/// What a QALY is worth.
const WORTH: f64 = 50.0;
const DRAWS: u32 = 1_000;
const REPLICATES: u32 = 2;

/// A baseline of nothing, and a policy that gains `GAIN` plus `SPREAD` times a normal parameter. A
/// second parameter does nothing.
struct Toy {
    scenarios: Vec<ScenarioInfo>,
    layout: Layout,
    nested: Nested,
}

fn normal(number: u32, purpose: u32) -> f64 {
    Key::root(11, number).draw(purpose, 0, 0).normal()
}

impl Toy {
    fn new() -> Self {
        let resolved = serde_json::json!({
            "parameters": { "costs": { "qalys": { "value": { "value": WORTH } } } }
        });
        let scenario = |name: &str| ScenarioInfo {
            name: name.to_owned(),
            title: String::new(),
            resolved: resolved.clone(),
            hash: format!("hash of {name}"),
        };
        let metric = |name| Metric {
            name,
            title: name,
            theme: Theme::Money,
            unit: "GBP",
            universe: Universe::All,
            better: Better::Higher,
            headline: true,
            differences_only: false,
            definition: "",
        };
        let cell = |metric| Cell {
            metric,
            stratum: 0,
            period: 0,
        };
        let drawn = |name: &str| Drawn {
            name: name.to_owned(),
            unit: String::new(),
        };
        Self {
            scenarios: vec![scenario("baseline"), scenario("policy")],
            layout: Layout {
                metrics: vec![metric("net_benefit"), metric("cost_present_value")],
                strata: vec!["all".into()],
                periods: vec!["all".into()],
                cells: vec![cell(0), cell(1)],
                months: Vec::new(),
                policy_month: 0,
                series: Vec::new(),
                flows: Vec::new(),
                prices: Vec::new(),
            },
            nested: Nested {
                draws: DRAWS,
                replicates: REPLICATES,
                parameters: vec![drawn("effect"), drawn("idle")],
                values: (0..DRAWS)
                    .map(|d| vec![normal(d, 1), normal(d, 2)])
                    .collect(),
                origin: String::new(),
                identity: String::new(),
            },
        }
    }
}

impl Simulator for Toy {
    fn scenarios(&self) -> &[ScenarioInfo] {
        &self.scenarios
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn replicate(
        &self,
        replicate: u32,
        _beat: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Interrupted> {
        let effect = normal(self.nested.draw_of(replicate), 1);
        let benefit = GAIN + SPREAD * effect + LUCK * normal(replicate, 3);
        let record = |benefit, cost| Record {
            values: vec![benefit, cost],
            series: Vec::new(),
            flows: Vec::new(),
            prices: Vec::new(),
            events: 1,
        };
        Ok(vec![record(0.0, 0.0), record(benefit, COST)])
    }

    fn nested(&self) -> Option<&Nested> {
        Some(&self.nested)
    }
}

fn with_results<T>(look: impl FnOnce(&Results<'_>) -> T) -> T {
    let toy = Toy::new();
    let study = Study::new(&toy, 1);
    let store = Store::new(Memory::default(), &study);
    let plan = Plan {
        shard: throughcare::experiment::Shard::WHOLE,
        replicates: DRAWS * REPLICATES,
        threads: 2,
        precision: None,
    };
    let stop = AtomicBool::new(false);
    let outcome = conduct(&study, &store, &plan, &BTreeSet::new(), &Silent, &stop).unwrap();
    look(&Results::new(&study, &store, outcome.finished))
}

/// Protects: perfect information is worth the unit normal loss integral of what the parameters do, and
/// luck, which no research tells, adds nothing; the parameter that does it is worth all of that, and the
/// idle one is not told from chance.
#[test]
fn information_is_worth_what_its_closed_form_says() {
    let found = with_results(|results| Decision::of(results).unwrap().unwrap());
    let z: f64 = GAIN / SPREAD;
    let density = libm::exp(-z * z / 2.0) / (2.0 * std::f64::consts::PI).sqrt();
    let below = libm::erfc(z / std::f64::consts::SQRT_2) / 2.0;
    let truth = SPREAD * (density - z * below);
    let own = found.own().unwrap();
    assert_eq!(own.worth, WORTH);
    // Monte Carlo error of a thousand draws is about six; luck taken for parameters would add 50.
    assert!(
        (own.perfect - truth).abs() < 15.0,
        "{} {truth}",
        own.perfect
    );
    assert!((own.best[0] - below).abs() < 0.05, "{:?}", own.best);
    let [(name, partial)] = &found.parameters[..] else {
        panic!("{:?}", found.parameters);
    };
    assert_eq!(name, "effect");
    assert!((partial.value - truth).abs() < 20.0, "{partial:?} {truth}");
}

/// Protects: cost and health are taken apart, and stand on the plane and the frontier.
#[test]
fn health_is_what_the_net_benefit_leaves_beside_cost() {
    let found = with_results(|results| Decision::of(results).unwrap().unwrap());
    let policy = &found.options[1];
    assert!(policy.costs.iter().all(|&cost| (cost - COST).abs() < 1e-9));
    let mean = policy.qalys.iter().sum::<f64>() / f64::from(DRAWS);
    // Standard error: the root of 300 squared and 400 squared over 2, over 1000 draws, over 50.
    assert!((mean - (GAIN + COST) / WORTH).abs() < 1.0, "{mean}");
    let Standing::Efficient(Some(slope)) = policy.standing else {
        panic!("{policy:?}");
    };
    assert!((slope - COST / mean).abs() < 1e-9);
}

/// Protects: the tables of a decision have their rows.
#[test]
fn every_table_of_a_decision_has_its_rows() {
    with_results(|results| {
        let rows = |table: DecisionTable| {
            let mut count = 0;
            assert!(table.applies(results));
            table
                .rows(results, &mut |row| {
                    assert_eq!(row.len(), table.columns().len());
                    count += 1;
                    Ok(())
                })
                .unwrap();
            count
        };
        assert_eq!(rows(DecisionTable::Options), 2);
        assert_eq!(rows(DecisionTable::Plane), DRAWS as usize);
        assert_eq!(rows(DecisionTable::Information), 1);
        assert_eq!(rows(DecisionTable::Acceptability), 2 * 9);
    });
}

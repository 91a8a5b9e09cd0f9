//! Every scenario that is part of the program acts: in a small world and a short time, the metric
//! that its lever is about moves the way it should.

use crate::support::small::quick;
use crate::support::{baseline, column, load, run, study};
use throughcare::output::levers;
use throughcare::scenario::SCENARIOS;
use throughcare::scenario::Scenario;
use throughcare::scenario::schema::Model;

/// The worlds that policies are compared in.
const WORLDS: [&str; 3] = [
    "baseline",
    "study-checkpoint-offered",
    "study-checkpoint-prosecuted",
];

/// Those that are about a handful of people in a world of this size, and what gives them more.
const TOO_SMALL: [(&str, &str); 2] = [
    (
        "starting-point-plus",
        "[areas.london.housing.starting_point]\nplaces = { value = 6000, over = \"3mo\" }\n",
    ),
    (
        "peer-led-support",
        "[peers]\nposts = 40000\nsuitable = \"2/y\"\n",
    ),
];

fn lever(name: &str, set: &[(&str, &str)]) -> Scenario<Model> {
    let Some((_, larger)) = TOO_SMALL.iter().find(|(small, _)| *small == name) else {
        return load(name, set);
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("larger.toml");
    std::fs::write(&path, format!("extends = \"{name}.toml\"\n{larger}")).unwrap();
    load(&path.display().to_string(), set)
}

#[test]
fn every_scenario_moves_what_it_is_about() {
    let levers = levers().unwrap();
    let mut listed: Vec<String> = levers
        .iter()
        .map(|lever| &*lever.policy)
        .chain(WORLDS)
        .map(|n| format!("{n}.toml"))
        .collect();
    listed.sort();
    let built_in: Vec<&str> = SCENARIOS.iter().map(|one| one.file).collect();
    assert_eq!(listed, built_in, "each scenario of the program has its row");

    // The one that acts before this world begins acts with the others.
    let small = quick(&[
        ("settings.population_scale", "0.009"),
        ("policy.from", "2027-04-01"),
    ]);
    let small: Vec<(&str, &str)> = small
        .into_iter()
        .filter(|s| s.0 != "settings.horizon")
        .chain([("settings.horizon", "12mo")])
        .collect();
    let base = baseline(&small);
    let policies: Vec<Scenario<Model>> = levers.iter().map(|l| lever(&l.policy, &small)).collect();
    let all: Vec<&Scenario<Model>> = std::iter::once(&base).chain(&policies).collect();
    let study = study(&all);
    let finished = run(&study, 2);
    let mut wrong = Vec::new();
    for (i, one) in levers.iter().enumerate() {
        let (name, metric, rises) = (&one.policy, &one.metric, one.rises);
        let at = column(&finished.layout, metric, &one.stratum, "all");
        let values: Vec<(f64, f64)> = finished
            .records
            .iter()
            .map(|r| (r[0].values[at], r[i + 1].values[at]))
            .collect();
        // What is rare may be the same in one replicate, but moves the wrong way in none; a share or a common
        // event may by a fiftieth, which is luck in so small a world.
        let sign = if rises { 1.0 } else { -1.0 };
        let by = values.iter().map(|(before, after)| sign * (after - before));
        let not_against = by
            .clone()
            .zip(&values)
            .all(|(by, (before, _))| by >= -0.02 * before);
        let holds = not_against && by.sum::<f64>() > 0.0;
        if !holds {
            wrong.push(format!(
                "{name}: {metric} should {}: {values:?}",
                if rises { "rise" } else { "fall" }
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

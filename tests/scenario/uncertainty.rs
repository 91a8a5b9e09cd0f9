//! Scenarios drawn from the ranges of their figures, and from a posterior.

use std::fs;

use crate::model::Model;
use tempfile::TempDir;
use throughcare::engine::Date;
use throughcare::scenario::uncertainty::{Posterior, Uncertain};
use throughcare::scenario::{Onset, SCENARIOS, Scenario, schema};

const BASE: &str = r#"
[population]
stock.opiate = { value = 1000, low = 800, high = 1200, source = "POP-001" }

[police]
charge_share = { value = 0.3, low = 0.2, high = 0.4, source = "assumption", phases = [{ from = 2026-01-01, value = 0.6 }, { from = 2027-01-01, value = 0.5, low = 0.45, high = 0.55 }] }
arrest_rate = { value = "0.9/y", low = "0.5/y", high = "1.5/y", source = "assumption" }
wait = "6w"

[prison]
places = { value = 500, low = 400, high = 600, source = "definition" }
schedule = [3, 2, 1]

[areas.north]
share = { value = 0.6, low = 0.4, high = 0.8, source = "assumption" }
police.charge_share = { value = 0.2, low = 0.1, high = 0.3, source = "assumption" }

[areas.south]
share = { value = 0.4, low = 0.3, high = 0.5, source = "assumption" }
"#;

fn folder(policy: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("base.toml"), BASE).expect("a file");
    let policy = format!("extends = \"base.toml\"\n{policy}");
    fs::write(folder.path().join("policy.toml"), policy).expect("a file");
    folder
}

fn load(folder: &TempDir, name: &str, set: &[(&str, &str)]) -> Scenario<Model> {
    let set: Vec<(String, String)> = set
        .iter()
        .map(|(key, value)| (key.to_string(), value.to_string()))
        .collect();
    let path = folder.path().join(name).display().to_string();
    Scenario::load(&path, &set).unwrap_or_else(|errors| panic!("{errors}"))
}

fn uncertain(scenario: &Scenario<Model>, draws: u32) -> Uncertain {
    Uncertain::of(scenario, 1, draws, None).expect("no posterior, no error")
}

fn names(scenario: &Scenario<Model>) -> Vec<String> {
    let uncertain = uncertain(scenario, 1);
    let names = uncertain.quantities().iter();
    names.map(|one| one.name().to_owned()).collect()
}

fn share(scenario: &Scenario<Model>, date: &str) -> f64 {
    let date: Date = date.parse().expect("a date");
    *scenario.at(date).expect("typed").police.charge_share
}

fn odds(p: f64) -> f64 {
    p / (1.0 - p)
}

/// Law, definitions, values without a range and values of the command line are certain.
#[test]
fn what_is_uncertain() {
    let folder =
        folder("police.arrest_rate = { value = \"1/y\", low = \"0.8/y\", high = \"1.2/y\" }");
    let base = load(&folder, "base.toml", &[]);
    let all = [
        "areas.north.police.charge_share",
        "areas.north.share",
        "areas.south.share",
        "police.arrest_rate",
        "police.charge_share",
        "population.stock.opiate",
    ];
    assert_eq!(names(&base), all);
    let policy = names(&load(&folder, "policy.toml", &[]));
    assert!(policy.contains(&"police.arrest_rate".to_owned()));
    assert!(policy.contains(&"policy:police.arrest_rate".to_owned()));
    let set = load(&folder, "base.toml", &[("population.stock.opiate", "900")]);
    assert_eq!(names(&set), all[..5]);
}

/// Values of one parameter move together; one without a range keeps its odds ratio.
#[test]
fn the_values_of_a_parameter_move_together() {
    let base = load(&folder("police.wait = \"1w\""), "base.toml", &[]);
    let uncertain = uncertain(&base, 50);
    let mut before: Vec<[f64; 3]> = Vec::new();
    for draw in 0..50 {
        let drawn = uncertain.draw(&base, draw).expect("its own");
        let at = ["2025-01-01", "2026-06-01", "2027-06-01"].map(|date| share(&drawn, date));
        let ratio = odds(at[1]) / odds(at[0]);
        assert!((ratio / (odds(0.6) / odds(0.3)) - 1.0).abs() < 1e-9);
        before.push(at);
    }
    before.sort_by(|a, b| a[0].total_cmp(&b[0]));
    assert!(before.is_sorted_by(|a, b| a[0] < b[0] && a[2] < b[2]));
    let outside = before
        .iter()
        .filter(|at| at[0] < 0.2 || at[0] > 0.4)
        .count();
    assert!((1..=4).contains(&outside), "{outside} of 50 outside 95%");
}

/// What a policy does not state is drawn as in the baseline, to the last bit.
#[test]
fn scenarios_share_what_they_share() {
    let folder = folder(
        "policy.from = 2028-01-01\npolice.charge_share = { value = 0.8, low = 0.7, high = 0.9 }",
    );
    let (base, policy) = (
        load(&folder, "base.toml", &[]),
        load(&folder, "policy.toml", &[]),
    );
    let (of_base, of_policy) = (uncertain(&base, 20), uncertain(&policy, 20));
    let mut effects = Vec::new();
    for draw in 0..20 {
        let a = of_base.draw(&base, draw).expect("its own");
        let b = of_policy.draw(&policy, draw).expect("its own");
        let start = Onset::On("2028-01-01".parse().expect("a date"));
        assert_eq!(a.first_difference(&b), Some(start));
        effects.push((share(&a, "2027-06-01"), share(&b, "2028-06-01")));
    }
    effects.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(
        effects.is_sorted_by(|a, b| a.1 < b.1),
        "the luck of what it changes"
    );
    assert!(effects.iter().all(|(_, after)| (0.6..0.95).contains(after)));
}

#[test]
fn an_overlay_that_changes_nothing_is_drawn_like_the_baseline() {
    let folder = folder("police.wait = \"6w\"");
    let (base, policy) = (
        load(&folder, "base.toml", &[]),
        load(&folder, "policy.toml", &[]),
    );
    let a = uncertain(&base, 3).draw(&base, 1).expect("its own");
    let b = uncertain(&policy, 3).draw(&policy, 1).expect("its own");
    assert_eq!(a.first_difference(&b), None);
    assert_ne!(a.first_difference(&base), None);
}

#[test]
fn shares_of_areas_add_up_to_one() {
    let base = load(&folder("police.wait = \"6w\""), "base.toml", &[]);
    let uncertain = uncertain(&base, 10);
    let mut seen = Vec::new();
    for draw in 0..10 {
        let drawn = uncertain.draw(&base, draw).expect("its own");
        let areas = drawn.at_start().expect("typed").areas;
        let shares: Vec<f64> = areas.values().map(|area| *area.share).collect();
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        seen.push(shares[0]);
    }
    assert!(seen.iter().any(|s| (s - seen[0]).abs() > 0.01));
}

/// Fitted parameters come together, row by row, for every scenario that rests on the file.
#[test]
fn a_posterior_replaces_ranges_of_the_base() {
    let folder = folder(
        "policy.from = 2028-01-01\npolice.charge_share = { value = 0.8, low = 0.7, high = 0.9 }",
    );
    let (base, policy) = (
        load(&folder, "base.toml", &[]),
        load(&folder, "policy.toml", &[]),
    );
    let text = "draw,police.charge_share,police.wait,police.arrest_rate\n\
                0,0.1,10,\"0.1/d\"\n1,0.2,20,\"0.2/d\"\n2,0.3,30,\"0.3/d\"\n3,0.4,40,\"0.4/d\"\n";
    let posterior = Posterior::parse("p.csv", text).expect("it is one");
    let of = |scenario| Uncertain::of(scenario, 1, 8, Some(&posterior)).expect("it fits");
    let (of_base, of_policy) = (of(&base), of(&policy));
    let mut met = [0; 4];
    for draw in 0..8 {
        let a = of_base.draw(&base, draw).expect("its own");
        let b = of_policy.draw(&policy, draw).expect("its own");
        let police = a.at_start().expect("typed").police;
        let row = (*police.wait / 10.0) as usize;
        met[row - 1] += 1;
        for value in [*police.charge_share, *police.arrest_rate] {
            assert!((value - row as f64 / 10.0).abs() < 1e-12);
        }
        // Later values of the file follow, even where they have a range.
        let later = odds(share(&a, "2027-06-01")) / odds(share(&a, "2026-06-01"));
        assert!((later / (odds(0.5) / odds(0.6)) - 1.0).abs() < 1e-9);
        let start = Onset::On("2028-01-01".parse().expect("a date"));
        assert_eq!(a.first_difference(&b), Some(start));
        assert!(share(&b, "2028-06-01") > 0.6);
    }
    assert_eq!(met, [2; 4], "rows are taken evenly");
    let other = Posterior::parse("p.csv", "draw,police.charge_shar\n0,1\n").expect("a table");
    let error = Uncertain::of(&base, 1, 8, Some(&other)).expect_err("no such parameter");
    assert!(
        error.to_string().contains("`police.charge_shar`"),
        "{error}"
    );
}

/// Every scenario of the program can be drawn, within what the model takes.
#[test]
fn scenarios_of_the_program_can_be_drawn() {
    for (index, one) in SCENARIOS.iter().enumerate() {
        let scenario = Scenario::<schema::Model>::load(one.file, &[])
            .unwrap_or_else(|errors| panic!("{errors}"));
        let uncertain = Uncertain::of(&scenario, 1, 40, None).expect("no posterior");
        for draw in [index as u32, 39 - index as u32] {
            let drawn = uncertain.draw(&scenario, draw).expect("its own");
            assert_ne!(drawn.hash(), scenario.hash(), "{}", one.file);
            let dates = drawn.change_dates();
            let last = *dates.last().expect("something changes");
            drawn.at(last).expect("what is drawn is typed");
        }
    }
}

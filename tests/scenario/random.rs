//! Whatever stands in a file, loading it ends in a scenario or in messages, never in a panic.

use std::fs;

use crate::model::Model;
use proptest::prelude::*;
use throughcare::engine::Date;
use throughcare::scenario::Scenario;

/// Loads these bytes, and uses what comes out as a run would.
fn survive(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::copy("tests/good/base.toml", folder.path().join("base.toml")).expect("a copy");
    let path = folder.path().join("policy.toml");
    fs::write(&path, bytes).expect("a file");
    if let Ok(scenario) = Scenario::load(&path.display().to_string(), &[]) {
        exercise(&scenario);
    }
}

fn exercise(scenario: &Scenario<Model>) {
    let dates = scenario.change_dates();
    let probes = [
        Date::new(1900, 1, 1),
        Date::new(2027, 4, 1),
        Date::new(2300, 1, 1),
    ];
    for date in probes
        .into_iter()
        .flatten()
        .chain(dates.iter().copied().take(5))
    {
        scenario
            .at(date)
            .expect("what fits the schema makes a model");
    }
    for area in scenario.area_names() {
        scenario
            .area_at(area, probes[1].expect("a date"))
            .expect("an area's values");
    }
    scenario.hash();
    scenario.differences();
    scenario.parameters();
}

/// Pieces of scenarios: what random bytes would never hit upon.
fn pieces() -> impl Strategy<Value = String> {
    let keys = prop::sample::select(vec![
        "police.charge_share",
        "police.wait",
        "police.arrest_rate",
        "prison.places",
        "prison.schedule",
        "prison.release",
        "policy.from",
        "extends",
        "title",
        "loops.full_estate",
        "areas.south",
        "areas.south.police.wait",
        "services.x.posts",
        "services",
        "law",
        "population.stock.opiate",
        "police.workers.south",
        "\"\"",
        "a.b",
        "prison.opens",
    ]);
    let values = prop::sample::select(vec![
        "0.5",
        "-1",
        "\"6w\"",
        "\"1/28d\"",
        "\"on\"",
        "2027-04-01",
        "\"start\"",
        "[1, 2]",
        "{}",
        "{ value = 0.4, low = 0.1, high = 0.5 }",
        "{ value = \"2w\", over = \"1y\" }",
        "{ phases = [{ from = 2028-01-01, value = 1 }] }",
        "[{ from = 2028-01-01 }]",
        "inf",
        "nan",
        "1e308",
        "9223372036854775807",
        "\"é\"",
        "07:32:00",
        "{ from = 2200-12-31, over = \"99y\", value = 1 }",
        "{ state = \"frozen\", on = 2024-01-01 }",
        "\"base.toml\"",
        "true",
        "'''\n'''",
    ]);
    (keys, values).prop_map(|(key, value)| format!("{key} = {value}\n"))
}

/// The signs that TOML is made of, and some letters.
const TOML_SIGNS: &str = "[]{}=\"'.,#abcxyz0189\n-é ";

/// Text of the given signs.
fn text(signs: &'static str, longest: usize) -> impl Strategy<Value = String> {
    let signs: Vec<char> = signs.chars().collect();
    prop::collection::vec(prop::sample::select(signs), 0..longest)
        .prop_map(|all| all.into_iter().collect())
}

/// Keys of `--set`, known and not.
fn keys() -> impl Strategy<Value = String> {
    prop_oneof![
        text("abcdeshr_.", 30),
        Just("police.wait".to_owned()),
        Just("police.charge_share".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survive(&bytes);
    }

    #[test]
    fn random_text(text in text(TOML_SIGNS, 200)) {
        survive(text.as_bytes());
    }

    #[test]
    fn random_statements(lines in prop::collection::vec(pieces(), 0..6)) {
        survive(format!("extends = \"base.toml\"\n{}", lines.concat()).as_bytes());
    }

    /// One byte of a good file changed, removed or doubled.
    #[test]
    fn mutated_files(at in any::<prop::sample::Index>(), byte in any::<u8>(), action in 0..3) {
        for file in ["tests/good/base.toml", "tests/good/policy.toml"] {
            let mut bytes = fs::read(file).expect("it is there");
            let at = at.index(bytes.len());
            match action {
                0 => bytes[at] = byte,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, bytes[at]),
            }
            survive(&bytes);
        }
    }

    #[test]
    fn random_arguments(key in keys(), value in prop::collection::vec(any::<char>(), 0..20)) {
        if let Ok(scenario) = Scenario::<Model>::load("tests/good/base.toml", &[(key, value.into_iter().collect())]) {
            exercise(&scenario);
        }
    }
}

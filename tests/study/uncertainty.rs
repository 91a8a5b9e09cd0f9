//! Drawn parameters: two errors apart, from a model of which both are known.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use throughcare::cli::session::Ending;
use throughcare::engine::Key;
use throughcare::experiment::files::Directory;
use throughcare::experiment::keep::{Keep, Memory};
use throughcare::experiment::{
    Components, Drawn, Interrupted, Nested, Plan, Results, ScenarioInfo, Section, Shard, Silent,
    Simulator, Store, Study, conduct, variance,
};
use throughcare::observe::{Better, Cell, Layout, Metric, Record, Theme, Universe};

use throughcare::output::write_tables;

use crate::session::{csv_files, ended, session};

/// Standard deviation of the parameter, and of luck.
const PARAMETER: f64 = 3.0;
const LUCK: f64 = 4.0;
const NAMES: [&str; 3] = ["baseline", "nothing", "policy"];

/// The baseline is 100 plus luck; `nothing` is the same; `policy` adds a parameter, and luck of
/// its own. A second parameter does nothing.
struct Linear {
    scenarios: Vec<ScenarioInfo>,
    layout: Layout,
    nested: Nested,
    /// Replicates that were begun.
    begun: AtomicU32,
    /// Replicates after which the model stops.
    patience: u32,
}

fn normal(replicate: u32, purpose: u32) -> f64 {
    Key::root(5, replicate).draw(purpose, 0, 0).normal()
}

impl Linear {
    fn new(names: &[&str], draws: u32, replicates: u32) -> Self {
        let scenarios = names.iter().map(|name| ScenarioInfo {
            name: (*name).to_owned(),
            title: format!("The scenario called {name}"),
            resolved: serde_json::json!({ "name": name }),
            hash: format!("hash of {name}"),
        });
        let parameters = ["effect", "idle"].map(|name| Drawn {
            name: name.to_owned(),
            unit: String::new(),
        });
        let values = (0..draws).map(|draw| {
            vec![
                2.0 + PARAMETER * normal(draw, 7),
                PARAMETER * normal(draw, 8),
            ]
        });
        let cell = |period| Cell {
            metric: 0,
            stratum: 0,
            period,
        };
        let recalls = Metric {
            name: "recalls",
            title: "recalls",
            theme: Theme::Supervision,
            unit: "recalls",
            universe: Universe::Need,
            better: Better::Lower,
            headline: true,
            differences_only: false,
            definition: "What it means, with its denominator, in as many words as it takes.",
        };
        Self {
            scenarios: scenarios.collect(),
            layout: Layout {
                metrics: vec![recalls],
                strata: vec!["all".into()],
                periods: vec!["all".into(), "2027".into()],
                cells: vec![cell(0), cell(1)],
                months: vec!["2027-04".into()],
                policy_month: 0,
                series: vec![(0, 0)],
                flows: vec![],
                prices: vec![],
            },
            nested: Nested {
                draws,
                replicates,
                parameters: parameters.to_vec(),
                values: values.collect(),
                origin: "all from their ranges".to_owned(),
                identity: String::new(),
            },
            begun: AtomicU32::new(0),
            patience: u32::MAX,
        }
    }
}

impl Simulator for Linear {
    fn scenarios(&self) -> &[ScenarioInfo] {
        &self.scenarios
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn replicate(
        &self,
        replicate: u32,
        beat: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Interrupted> {
        if self.begun.fetch_add(1, Ordering::Relaxed) >= self.patience || !beat(1) {
            return Err(Interrupted);
        }
        let effect = self.nested.values[self.nested.draw_of(replicate) as usize][0];
        let of = |scenario: &ScenarioInfo| {
            let level = 100.0 + 20.0 * normal(replicate, 1);
            let value = match scenario.name.as_str() {
                "policy" => level + effect + LUCK * normal(replicate, 2),
                _ => level,
            };
            Record {
                values: vec![value, value],
                series: vec![value],
                flows: vec![],
                prices: vec![],
                events: 1,
            }
        };
        Ok(self.scenarios.iter().map(of).collect())
    }

    fn nested(&self) -> Option<&Nested> {
        Some(&self.nested)
    }
}

/// The rows of a CSV file by column.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        let pairs = header.iter().zip(&record);
        pairs.map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
    };
    reader
        .records()
        .map(|record| row(record.unwrap()))
        .collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap()
}

/// Both standard deviations come back, and the interval of parameters is theirs alone.
#[test]
fn luck_and_parameters_are_told_apart() {
    let model = Linear::new(&NAMES, 2_000, 3);
    let replicates = 0..model.nested.total();
    let difference = |replicate: u32| {
        let records = model.replicate(replicate, &|_| true).unwrap();
        records[2].values[0] - records[0].values[0]
    };
    let values: Vec<f64> = replicates.clone().map(difference).collect();
    let draws: Vec<u32> = replicates.map(|r| model.nested.draw_of(r)).collect();
    let over = Components::of(&values, &draws, Better::Lower);
    assert_eq!((over.draws, over.replicates), (2_000, 6_000));
    let near = |found: f64, expected: f64, by: f64| {
        assert!((found - expected).abs() < by, "{found} for {expected}");
    };
    near(over.sd_parameter, PARAMETER, 0.15);
    near(over.sd_monte_carlo, LUCK, 0.15);
    near(over.share_parameter, 9.0 / 25.0, 0.03);
    near(over.mean, 2.0, 0.3);
    near(over.parameter_low, 2.0 - 1.96 * PARAMETER, 0.5);
    near(over.parameter_high, 2.0 + 1.96 * PARAMETER, 0.5);
    let half = 1.96 * LUCK / 6_000f64.sqrt();
    near(over.half_width() / half, 1.0, 0.05);
}

/// The usual files count draws: replicates of one draw are no independent histories.
#[test]
fn the_usual_files_are_about_draws() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("results");
    session(&Linear::new(&NAMES, 8, 3), &out, "");
    let files = csv_files(&out);
    let row = |file: &str| {
        let table = rows(&files[file]);
        let found = table.into_iter().find(|row| row["policy"] == "policy");
        found.unwrap()
    };
    let (usual, apart) = (row("comparison.csv"), row("uncertainty.csv"));
    assert_eq!(usual["replicates"], "8");
    assert_eq!((&*apart["draws"], &*apart["replicates"]), ("8", "24"));
    assert_eq!(usual["difference"], apart["difference"]);
    assert_eq!(rows(&files["replicates.csv"]).len(), 24 * 3 * 2);
}

/// Protects: the interval that holds everything is never narrower than either part, and where luck
/// hides what parameters do it says so, with the replicates that would tell, instead of a width of
/// nothing.
#[test]
fn what_is_lost_in_luck_says_so() {
    // Luck alone: six draws of two replicates that know nothing of the parameter.
    let luck: Vec<f64> = (0..12).map(|r| 10.0 + LUCK * normal(r, 5)).collect();
    let draws: Vec<u32> = (0..12).map(|r| r / 2).collect();
    let over = Components::of(&luck, &draws, Better::Lower);
    assert!(over.is_lost_in_luck(), "{over:?}");
    assert!(over.total_half_width() > over.half_width(), "{over:?}");
    assert!(over.replicates_wanted > Some(2), "{over:?}");
    // A parameter far above luck is not lost, and the whole is as wide as both.
    let clear: Vec<f64> = (0..12)
        .map(|r| 100.0 * f64::from(r / 2) + normal(r, 6))
        .collect();
    let over = Components::of(&clear, &draws, Better::Lower);
    assert!(!over.is_lost_in_luck(), "{over:?}");
    let parameters = (over.parameter_high - over.parameter_low) / 2.0;
    assert!(over.total_half_width() > parameters, "{over:?}");
}

/// Protects: the chance of being better is that of luck taken out: five in six where parameters move a
/// mean of -1 by a standard deviation of 1, and not the share of noisy draws. But not to see what
/// parameters do is not to know that they do nothing: a few draws do not make a small effect certain.
#[test]
fn the_chance_of_being_better_has_no_luck_in_it() {
    let value = |r: u32| -1.0 + normal(r / 8, 7) + LUCK * normal(r, 9);
    let values: Vec<f64> = (0..1_600).map(value).collect();
    let draws: Vec<u32> = (0..1_600).map(|r| r / 8).collect();
    let over = Components::of(&values, &draws, Better::Lower);
    let below = |draw: &[f64]| draw.iter().sum::<f64>() < 0.0;
    let noisy = values.chunks(8).filter(|draw| below(draw)).count() as f64 / 200.0;
    assert!(!over.is_lost_in_luck() && noisy < 0.79, "{noisy} {over:?}");
    assert!((over.probability_better - 0.84).abs() < 0.06, "{over:?}");
    // Thirty draws of some luck in which what parameters do cannot be seen.
    let draws: Vec<u32> = (0..60).map(|r| r / 2).collect();
    let lucky = |stream: u32| -> Vec<f64> {
        let one = |r: u32| -1.0 + LUCK * normal(r, 100 + stream);
        (0..60).map(one).collect()
    };
    let few = (0..50).map(lucky).find(|values| {
        let over = Components::of(values, &draws, Better::Lower);
        // Estimated to do nothing: then luck alone would leave no doubt.
        over.sd_parameter == 0.0 && over.mc_high < 0.0
    });
    let few = &few.expect("some luck hides it")[..];
    let over = Components::of(few, &draws, Better::Lower);
    assert!(
        over.is_lost_in_luck() && over.probability_better < 0.95,
        "{over:?}"
    );
    // What is bounded for a chance is what choices draw by draw are made of.
    let (drawn, _) = Components::steadied(few, &draws);
    let spread = variance(&drawn).sqrt();
    assert!((spread - over.sd_at_most).abs() < 1e-9 * spread, "{spread}");
    assert!(over.sd_at_most > over.sd_parameter);
}

/// Protects: what is exactly nothing in every draw is neither better nor worse.
#[test]
fn nothing_is_neither_better_nor_worse() {
    let draws: Vec<u32> = (0..12).map(|r| r / 2).collect();
    let over = Components::of(&[0.0; 12], &draws, Better::Lower);
    assert!(over.probability_better.is_nan(), "{over:?}");
    assert_eq!((over.mean, over.total_half_width()), (0.0, 0.0));
}

/// A policy that changes nothing differs by exactly nothing, whatever is drawn.
#[test]
fn nothing_is_nothing_under_uncertainty() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("results");
    session(&Linear::new(&NAMES, 10, 2), &out, "");
    let table = rows(&csv_files(&out)["uncertainty.csv"]);
    let nothing: Vec<_> = table
        .iter()
        .filter(|row| row["policy"] == "nothing")
        .collect();
    assert_eq!(nothing.len(), 2);
    for row in nothing {
        for column in [
            "difference",
            "total_low",
            "total_high",
            "mc_ci_low",
            "mc_ci_high",
            "parameter_low",
            "parameter_high",
            "sd_parameter",
            "sd_monte_carlo",
        ] {
            assert_eq!(row[column], "0", "{column}");
        }
        // Nothing is neither better nor worse.
        assert_eq!(
            (&*row["share_parameter"], &*row["probability_better"]),
            ("", "")
        );
    }
}

/// The parameter that the effect is proportional to is found, and the idle one is not.
#[test]
fn what_a_difference_leans_on_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("results");
    let printed = session(&Linear::new(&NAMES, 60, 2), &out, "");
    let table = rows(&csv_files(&out)["parameters.csv"]);
    let of = |parameter: &str| {
        let found = table
            .iter()
            .find(|row| row["policy"] == "policy" && row["parameter"] == parameter);
        found.unwrap().clone()
    };
    assert!(number(&of("effect"), "rank_correlation") > 0.4);
    assert_eq!(of("effect")["beyond_noise"], "yes");
    assert_eq!(of("idle")["beyond_noise"], "no");
    assert!(printed.contains("recalls leans on effect +0."), "{printed}");
    assert!(!printed.contains("idle"), "{printed}");
    let wide = |line: &&str| line.chars().count() > 80;
    assert_eq!(printed.lines().find(wide), None, "{printed}");
    // With a handful of draws it says that it cannot say.
    let few = folder.path().join("few");
    let printed = session(&Linear::new(&NAMES, 5, 2), &few, "");
    assert!(printed.contains("5 draws are too few"), "{printed}");
}

/// The same bytes on any number of threads, and when gone on with after an interruption.
#[test]
fn results_depend_on_draws_alone() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let fresh = || Linear::new(&NAMES, 12, 3);
    session(&fresh(), &at("one"), "--threads 1");
    session(&fresh(), &at("four"), "--threads 4");
    let impatient = Linear {
        patience: 17,
        ..fresh()
    };
    let (ending, _) = ended(&impatient, &at("resumed"), "--threads 2");
    assert_eq!(ending, Ending::Interrupted);
    let rest = fresh();
    let (ending, _) = ended(&rest, &at("resumed"), "--threads 2 --resume");
    assert_eq!(ending, Ending::Done);
    assert_eq!(rest.begun.into_inner(), 36 - 17, "finished ones are kept");
    let one = csv_files(&at("one"));
    assert!(
        ["uncertainty.csv", "draws.csv", "parameters.csv"]
            .iter()
            .all(|name| one.contains_key(*name))
    );
    assert_eq!(one, csv_files(&at("four")));
    assert_eq!(one, csv_files(&at("resumed")));
    let manifest = fs::read_to_string(at("one").join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["uncertainty"]["draws"], 12);
    assert_eq!(manifest["uncertainty"]["replicates_of_each"], 3);
}

/// Replicates of other draws must not be taken for these.
#[test]
fn another_design_is_another_study() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("results");
    session(&Linear::new(&NAMES, 6, 2), &out, "");
    let other = Linear::new(&NAMES, 4, 3);
    let study = Study::new(&other, 1);
    let store = Store::new(Directory::open(&out.join("replicates")).unwrap(), &study);
    assert!(store.scan().is_err());
}

/// A single scenario has the uncertainty of its metrics themselves.
#[test]
fn one_scenario_is_about_itself() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("results");
    let model = Linear::new(&["policy"], 40, 2);
    session(&model, &out, "");
    let table = rows(&csv_files(&out)["uncertainty.csv"]);
    assert_eq!(
        (&*table[0]["policy"], &*table[0]["baseline"]),
        ("policy", "")
    );
    assert_eq!(table[0]["probability_better"], "");
    let study = Study::new(&model, 1);
    let store = Store::new(Directory::open(&out.join("replicates")).unwrap(), &study);
    let results = Results::new(&study, &store, (0..80).collect());
    let by_draw = results.column(Section::Values, 0, 0).unwrap();
    assert_eq!(by_draw.len(), 40);
    let mean = by_draw.iter().sum::<f64>() / 40.0;
    assert!((number(&table[0], "difference") / mean - 1.0).abs() < 1e-8);
}

/// Values that are not there are left out, and a draw without any with them.
#[test]
fn draws_may_lack_values() {
    let values = [1.0, 3.0, f64::NAN, 5.0, f64::NAN, f64::NAN, 8.0, 10.0];
    let draws = [0, 0, 1, 1, 2, 2, 3, 3];
    let over = Components::of(&values, &draws, Better::Higher);
    assert_eq!((over.draws, over.replicates), (3, 5));
    assert!((over.mean - (2.0 + 5.0 + 9.0) / 3.0).abs() < 1e-12);
    assert!((over.sd_monte_carlo - 2f64.sqrt()).abs() < 1e-12);
    // Variance of the means 37/3, less 2 times the mean of 1/2, 1 and 1/2.
    assert!((over.sd_parameter * over.sd_parameter - (37.0 / 3.0 - 4.0 / 3.0)).abs() < 1e-9);
    assert!(over.probability_better > 0.99, "{over:?}");
}

/// Protects: the replicates of all draws, made in shards and read together, are those of one run.
#[test]
fn draws_are_sharded_as_replicates_are() {
    let model = Linear::new(&NAMES, 5, 3);
    let study = Study::new(&model, 1);
    let made_in = |shards: u32| {
        let (records, files) = (Memory::default(), Memory::default());
        let store = Store::new(records, &study);
        let mut finished = Vec::new();
        for shard in Shard::all(shards) {
            let plan = Plan {
                replicates: 15,
                shard,
                threads: 2,
                precision: None,
            };
            let (none, never) = (BTreeSet::new(), AtomicBool::new(false));
            let outcome = conduct(&study, &store, &plan, &none, &Silent, &never).unwrap();
            assert_eq!(outcome.simulated, shard.count(15) as usize);
            assert!(!outcome.interrupted);
            finished.extend(outcome.finished);
        }
        finished.sort_unstable();
        write_tables(&files, &Results::new(&study, &store, finished)).unwrap();
        let names = files.names().unwrap().into_iter();
        let read = |name: String| (name.clone(), files.read(&name).unwrap());
        names.map(read).collect::<BTreeMap<_, _>>()
    };
    let whole = made_in(1);
    assert!(whole.contains_key("uncertainty.csv") && whole.contains_key("draws.csv"));
    for shards in [4, 7, 20] {
        assert_eq!(made_in(shards), whole, "{shards} shards");
    }
}

//! Files and tables: the columns of the contract, the same bytes whatever the road.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use throughcare::cli::session::{Ending, conduct};
use throughcare::experiment::files::Directory;
use throughcare::experiment::{
    Interrupted, Results, ScenarioInfo, Section, Simulator, Store, Study,
};
use throughcare::observe::{Layout, Record};

use crate::fake::Fake;
use crate::session::{csv_files, options, session};

/// Why a session did not run.
pub fn refusal(simulator: &dyn Simulator, out: &Path, words: &str) -> String {
    let never = AtomicBool::new(false);
    let ended = conduct(simulator, &options(out, words), &never, &mut Vec::new());
    ended.unwrap_err().to_string()
}

const NAMES: [&str; 3] = ["baseline", "more-drrs", "front-loaded-release"];

#[test]
fn columns_are_those_of_the_contract() {
    let contract = [
        (
            "summary.csv",
            "scenario,metric,unit,universe,stratum,period,replicates,mean,sd,se,ci_low,ci_high,p5,p50,p95",
        ),
        (
            "comparison.csv",
            "policy,baseline,metric,unit,universe,stratum,period,replicates,baseline_mean,policy_mean,difference,ci_low,ci_high,relative_change,share_of_replicates_better,variance_reduction",
        ),
        (
            "timeseries.csv",
            "scenario,month,metric,universe,stratum,mean,p5,p25,p50,p75,p95",
        ),
        (
            "comparison_timeseries.csv",
            "policy,baseline,month,metric,universe,stratum,difference,ci_low,ci_high",
        ),
        (
            "replicates.csv",
            "scenario,replicate,metric,universe,stratum,period,value",
        ),
        ("flows.csv", "scenario,from,to,period,mean,ci_low,ci_high"),
    ];
    let out = tempfile::tempdir().unwrap();
    session(&Fake::new(&NAMES, 1), out.path(), "--replicates 3");
    let files = csv_files(out.path());
    assert_eq!(files.len(), contract.len());
    for (name, header) in contract {
        assert_eq!(files[name].lines().next(), Some(header), "{name}");
        assert!(files[name].lines().count() > 1, "{name} has rows");
    }
}

#[test]
fn one_scenario_has_nothing_to_compare() {
    let out = tempfile::tempdir().unwrap();
    session(&Fake::new(&NAMES[..1], 1), out.path(), "--replicates 2");
    let files = csv_files(out.path());
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "flows.csv",
            "replicates.csv",
            "summary.csv",
            "timeseries.csv"
        ]
    );
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let one = tempfile::tempdir().unwrap();
    session(
        &Fake::new(&NAMES, 1),
        one.path(),
        "--replicates 13 --threads 1",
    );
    for threads in [2, 5] {
        let many = tempfile::tempdir().unwrap();
        let words = format!("--replicates 13 --threads {threads}");
        session(&Fake::new(&NAMES, 1), many.path(), &words);
        assert_eq!(csv_files(one.path()), csv_files(many.path()));
    }
}

#[test]
fn resuming_changes_no_byte_and_repeats_no_replicate() {
    let straight = tempfile::tempdir().unwrap();
    session(&Fake::new(&NAMES, 1), straight.path(), "--replicates 9");
    let resumed = tempfile::tempdir().unwrap();
    session(&Fake::new(&NAMES, 1), resumed.path(), "--replicates 4");
    let again = Fake::new(&NAMES, 1);
    session(&again, resumed.path(), "--replicates 9 --resume");
    assert_eq!(again.begun.load(Ordering::Relaxed), 5);
    assert_eq!(csv_files(straight.path()), csv_files(resumed.path()));
}

#[test]
fn a_scenario_has_the_same_rows_alone_and_beside_others() {
    let alone = tempfile::tempdir().unwrap();
    session(&Fake::new(&NAMES[..1], 1), alone.path(), "--replicates 5");
    let beside = tempfile::tempdir().unwrap();
    session(&Fake::new(&NAMES, 1), beside.path(), "--replicates 5");
    let (alone, beside) = (csv_files(alone.path()), csv_files(beside.path()));
    for (name, text) in alone {
        assert!(beside[&name].starts_with(&text), "{name}");
    }
}

#[test]
fn results_of_another_study_are_refused() {
    let out = tempfile::tempdir().unwrap();
    session(&Fake::new(&NAMES, 1), out.path(), "--replicates 2");
    let before = csv_files(out.path());
    let other_seed = refusal(&Fake::new(&NAMES, 2), out.path(), "--seed 2 --resume");
    assert!(other_seed.contains("another study"), "{other_seed}");
    let other_names = refusal(&Fake::new(&["a", "b"], 1), out.path(), "--resume");
    assert!(other_names.contains("another study"), "{other_names}");
    let unsaid = refusal(&Fake::new(&NAMES, 1), out.path(), "");
    assert!(unsaid.contains("already exists"), "{unsaid}");
    assert_eq!(before, csv_files(out.path()));
}

#[test]
fn a_damaged_record_is_noticed_and_made_again() {
    let out = tempfile::tempdir().unwrap();
    session(&Fake::new(&NAMES, 1), out.path(), "--replicates 4");
    let before = csv_files(out.path());
    let record = out.path().join("replicates/000002-1-more-drrs.record");
    let mut bytes = fs::read(&record).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x40;
    fs::write(&record, bytes).unwrap();
    let again = Fake::new(&NAMES, 1);
    session(&again, out.path(), "--replicates 4 --resume");
    assert_eq!(again.begun.load(Ordering::Relaxed), 1);
    assert_eq!(before, csv_files(out.path()));
}

/// A model at which someone presses Ctrl-C when a replicate begins.
struct Stopped<'a>(Fake, u32, &'a AtomicBool);

impl Simulator for Stopped<'_> {
    fn scenarios(&self) -> &[ScenarioInfo] {
        self.0.scenarios()
    }

    fn layout(&self) -> &Layout {
        self.0.layout()
    }

    fn replicate(
        &self,
        replicate: u32,
        beat: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Interrupted> {
        if replicate == self.1 {
            self.2.store(true, Ordering::Relaxed);
        }
        self.0.replicate(replicate, beat)
    }
}

#[test]
fn an_interrupted_run_keeps_what_is_finished() {
    let out = tempfile::tempdir().unwrap();
    let stop = AtomicBool::new(false);
    let model = Stopped(Fake::new(&NAMES, 1), 3, &stop);
    let words = "--replicates 9 --threads 1";
    let ended = conduct(&model, &options(out.path(), words), &stop, &mut Vec::new()).unwrap();
    assert_eq!(ended, Ending::Interrupted);
    let three = tempfile::tempdir().unwrap();
    session(&Fake::new(&NAMES, 1), three.path(), "--replicates 3");
    assert_eq!(csv_files(out.path()), csv_files(three.path()));
    let manifest = fs::read_to_string(out.path().join("manifest.json")).unwrap();
    assert!(manifest.contains("\"complete\": false"));
    session(&Fake::new(&NAMES, 1), out.path(), "--replicates 9 --resume");
    let nine = tempfile::tempdir().unwrap();
    session(&Fake::new(&NAMES, 1), nine.path(), "--replicates 9");
    assert_eq!(csv_files(out.path()), csv_files(nine.path()));
}

#[test]
fn an_interrupted_first_replicate_leaves_no_table() {
    let out = tempfile::tempdir().unwrap();
    let stop = AtomicBool::new(true);
    let ended = conduct(
        &Fake::new(&NAMES, 1),
        &options(out.path(), ""),
        &stop,
        &mut Vec::new(),
    );
    assert_eq!(ended.unwrap(), Ending::Interrupted);
    assert!(csv_files(out.path()).is_empty());
}

/// A model that breaks its own rule in one replicate.
struct Broken(Fake);

impl Simulator for Broken {
    fn scenarios(&self) -> &[ScenarioInfo] {
        self.0.scenarios()
    }

    fn layout(&self) -> &Layout {
        self.0.layout()
    }

    fn replicate(
        &self,
        replicate: u32,
        beat: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Interrupted> {
        assert!(replicate != 2, "beds taken and beds free are not all beds");
        self.0.replicate(replicate, beat)
    }
}

#[test]
fn a_broken_rule_of_the_model_is_an_error_and_finished_replicates_are_kept() {
    let out = tempfile::tempdir().unwrap();
    let model = Broken(Fake::new(&NAMES, 1));
    let message = refusal(&model, out.path(), "--replicates 5 --threads 1");
    assert!(
        message.contains("replicate 2 failed: beds taken"),
        "{message}"
    );
    let kept = fs::read_dir(out.path().join("replicates")).unwrap().count();
    assert_eq!(kept, 2 * NAMES.len());
}

#[test]
fn a_precision_adds_whole_batches_until_it_is_met() {
    let count = |threads: u32, precision: &str| {
        let out = tempfile::tempdir().unwrap();
        let model = Fake::new(&NAMES[..1], 1);
        let words = format!("--replicates 5 --threads {threads} --precision {precision}");
        session(&model, out.path(), &words);
        model.begun.load(Ordering::Relaxed)
    };
    let enough = count(1, "recalls=20%");
    assert!(enough > 5 && enough < 200 && enough % 10 == 5, "{enough}");
    assert_eq!(count(4, "recalls=20%"), enough);
    assert_eq!(count(1, "recalls=100000"), 5);
    assert_eq!(count(2, "recalls=0.001 --max-replicates 22"), 22);
    let out = tempfile::tempdir().unwrap();
    let message = refusal(&Fake::new(&NAMES, 1), out.path(), "--precision recals=5%");
    assert!(message.contains("did you mean `recalls`?"), "{message}");
}

#[test]
fn reading_in_small_blocks_gives_the_same_columns() {
    let out = tempfile::tempdir().unwrap();
    let model = Fake::new(&NAMES, 1);
    session(&model, out.path(), "--replicates 4");
    let study = Study::new(&model, 1);
    let store = Store::new(
        Directory::open(&out.path().join("replicates")).unwrap(),
        &study,
    );
    let read = |budget| {
        let results = Results::new(&study, &store, vec![0, 1, 3]).with_budget(budget);
        let mut columns = Vec::new();
        let visit = |column: usize, [a, b]: [&[f64]; 2]| {
            columns.push((column, format!("{a:?} {b:?}")));
            Ok::<(), throughcare::experiment::StoreError>(())
        };
        results.columns(Section::Values, [0, 2], visit).unwrap();
        columns
    };
    assert_eq!(read(1), read(1_000_000));
    assert_eq!(read(1).len(), model.layout().cells.len());
}

#[test]
fn replicates_without_a_denominator_are_empty_and_not_counted() {
    let out = tempfile::tempdir().unwrap();
    session(&Fake::new(&NAMES[..1], 1), out.path(), "--replicates 3");
    let files = csv_files(out.path());
    let row = "baseline,2,recalls,need,sex=female,all,\n";
    assert!(files["replicates.csv"].contains(row));
    let row = "baseline,recalls,recalls/person-year,need,sex=female,all,2,";
    assert!(files["summary.csv"].contains(row));
    for (name, text) in files {
        assert!(!text.contains("NaN") && !text.contains("inf"), "{name}");
    }
}

#[test]
fn the_manifest_says_where_files_came_from() {
    let out = tempfile::tempdir().unwrap();
    session(
        &Fake::new(&NAMES, 7),
        out.path(),
        "--replicates 2 --seed 7 --threads 2",
    );
    let text = fs::read_to_string(out.path().join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(
        (&manifest["seed"], &manifest["replicates"]),
        (&7.into(), &2.into())
    );
    assert_eq!(manifest["scenarios"][1]["resolved"]["name"], "more-drrs");
    assert_eq!(manifest["scenarios"][1]["hash"], "hash of more-drrs");
    assert_eq!(manifest["files"].as_object().unwrap().len(), 7);
    assert_eq!(
        manifest["files"]["summary.csv"]["sha256"]
            .as_str()
            .unwrap()
            .len(),
        64
    );
    assert_eq!(manifest["data_dictionary"][0]["name"], "recalls");
    assert_eq!(manifest["run"]["events"], 6_000);
    assert_eq!(manifest["run"]["threads"], 2);
    assert!(manifest["run"]["wall_s"].is_number() && manifest["run"]["host"].is_string());
}

#[test]
fn tables_fit_eighty_columns() {
    let out = tempfile::tempdir().unwrap();
    let run = session(
        &Fake::new(&NAMES[..1], 1),
        &out.path().join("a"),
        "--replicates 4",
    );
    let compare = session(
        &Fake::new(&NAMES, 1),
        &out.path().join("b"),
        "--replicates 4",
    );
    let one = session(
        &Fake::new(&NAMES, 1),
        &out.path().join("c"),
        "--replicates 1",
    );
    for text in [&run, &compare, &one] {
        println!("{text}");
        let widest = text.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(80), "{widest:?}\n{text}");
        assert!(!text.contains('\u{1b}') && !text.contains("NaN"));
    }
    assert!(compare.contains(" ± "), "{compare}");
    assert!(run.contains("95% interval") && one.contains("1 replicate"));
}

#[test]
fn json_holds_every_row() {
    let out = tempfile::tempdir().unwrap();
    let words = "--replicates 3 --json";
    let text = session(&Fake::new(&NAMES, 1), &out.path().join("a"), words);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(rows.len(), 2 * 18);
    assert_eq!(rows[0]["policy"], "more-drrs");
    assert!(rows[0]["difference"].is_number());
    let text = session(
        &Fake::new(&NAMES[..1], 1),
        &out.path().join("b"),
        "--replicates 1 --json",
    );
    let rows: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert!(rows[0]["ci_low"].is_null() && rows[0]["mean"].is_number());
}

#[test]
fn twins_are_refused() {
    let out = tempfile::tempdir().unwrap();
    let message = refusal(&Fake::new(&["a", "a"], 1), out.path(), "");
    assert!(
        message.contains("two scenarios are called `a`"),
        "{message}"
    );
}

//! The library without a file: what a browser runs is what the program runs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::atomic::AtomicBool;

use throughcare::experiment::keep::{Keep, Memory};
use throughcare::experiment::{Plan, Results, Shard, Silent, Simulator, Store, Study, conduct};
use throughcare::link::{Design, Frame, Linked, StudyOptions, Varied, assemble, load};
use throughcare::output::write_tables;
use throughcare::scenario::Library;

use crate::running::{built_program, text};

const SEED: u64 = 5;
const REPLICATES: u32 = 4;

/// A policy of a later day, one that rests on it, and nothing else.
const POLICY: &str = "extends = \"baseline.toml\"\n[release]\nmet_at_gate = 0.9\n";
const FURTHER: &str = "extends = \"gate.toml\"\n[licence]\nlost_contact = \"0.02/y\"\n";

/// A world small enough that a replicate takes a moment.
fn small() -> StudyOptions {
    StudyOptions {
        warm_up: Some("1y".into()),
        horizon: Some("6mo".into()),
        population_scale: Some(0.001),
        set: vec![("settings.observe_from".into(), "2026-10-01".into())],
    }
}

fn library() -> Library {
    Library::built_in()
        .without_files()
        .with("gate.toml", POLICY)
        .with("further", FURTHER)
}

/// Runs a simulator with everything kept in memory: the CSV files by name.
fn in_memory(simulator: &dyn Simulator, replicates: u32) -> BTreeMap<String, String> {
    let study = Study::new(simulator, SEED);
    let (store, files) = (Store::new(Memory::default(), &study), Memory::default());
    let plan = Plan {
        replicates,
        shard: Shard::WHOLE,
        threads: 1,
        precision: None,
    };
    let (none, never) = (BTreeSet::new(), AtomicBool::new(false));
    let outcome = conduct(&study, &store, &plan, &none, &Silent, &never).unwrap();
    write_tables(&files, &Results::new(&study, &store, outcome.finished)).unwrap();
    let names = files.names().unwrap().into_iter();
    names
        .map(|name| {
            let bytes = files.read(&name).unwrap();
            (name, String::from_utf8(bytes).unwrap())
        })
        .collect()
}

/// The same by the program, from files in a folder to files in a folder.
fn by_the_program(words: &str) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("gate.toml"), POLICY).unwrap();
    fs::write(folder.path().join("further.toml"), FURTHER).unwrap();
    let small = "--quiet --out out --seed 5 --warm-up 1y --horizon 6mo --population-scale 0.001 \
                 --set settings.observe_from=2026-10-01";
    let words = words.split_whitespace().chain(small.split_whitespace());
    let mut program = built_program();
    let output = program.current_dir(folder.path()).args(words).output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let entries = fs::read_dir(folder.path().join("out")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let csv = paths.filter(|path| path.extension().is_some_and(|ending| ending == "csv"));
    csv.map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    })
    .collect()
}

fn assert_same(memory: &BTreeMap<String, String>, folder: &BTreeMap<String, String>) {
    let memory: BTreeMap<&String, &String> = memory
        .iter()
        .filter(|(name, _)| name.ends_with(".csv"))
        .collect();
    let names: Vec<&String> = memory.keys().copied().collect();
    assert_eq!(names, folder.keys().collect::<Vec<_>>());
    for (name, text) in memory {
        assert!(text.lines().count() > 1, "{name} has rows");
        assert!(*text == folder[name], "{name} differs");
    }
}

/// Protects: texts and memory give the bytes that files and folders give.
#[test]
fn a_comparison_in_memory_has_the_bytes_of_the_program() {
    let specs = ["baseline", "gate", "further"];
    let scenarios = load(&library(), &specs, &small()).unwrap();
    let simulator = Linked::new(&scenarios, SEED, false).unwrap();
    let memory = in_memory(&simulator, REPLICATES);
    let words = format!("compare baseline gate.toml further.toml --replicates {REPLICATES}");
    assert_same(&memory, &by_the_program(&words));
    assert!(memory.contains_key("comparison.csv"));
}

/// Protects: a library without files touches none, and says what it knows.
#[test]
fn a_library_without_files_reads_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("there.toml");
    fs::write(&path, POLICY).unwrap();
    let spec = path.display().to_string();
    let options = StudyOptions::default();
    let refused = |spec: &str| {
        let loaded = load(&library(), &[spec], &options);
        loaded.map(|_| ()).unwrap_err().to_string()
    };
    assert!(refused(&spec).contains("there is no scenario"));
    let near = refused("furthr");
    assert!(near.contains("did you mean further.toml?"), "{near}");
    assert!(load(&Library::built_in(), &[spec], &options).is_ok());
}

/// Protects: a fault in a text is shown under the name that the text was given.
#[test]
fn a_fault_is_shown_in_its_text() {
    let library = library().with("wrong.toml", "extends = \"gate.toml\"\n[polise]\nx = 1\n");
    let loaded = load(&library, &["wrong", "gate"], &small());
    let message = loaded.map(|_| ()).unwrap_err().to_string();
    assert!(message.contains("wrong.toml"), "{message}");
    assert!(!message.contains("built in"), "{message}");
    assert!(assemble(&load(&library, &["gate"], &small()).unwrap(), 1).is_ok());
}

/// Protects: what a shard keeps of a run with drawn parameters names the same records, tables and
/// draws, to the bit, on a machine that has no scenario.
#[test]
fn a_frame_gives_back_what_a_run_is_about() {
    let scenarios = load(&library(), &["baseline", "gate"], &small()).unwrap();
    let design = Design {
        draws: 3,
        replicates: 2,
    };
    let all_series = Linked::new(&scenarios, SEED, true).unwrap();
    let alone = Linked::new(&scenarios[1..], SEED, false).unwrap();
    let varied = Varied::new(scenarios, SEED, design, None).unwrap();
    let simulators: [&dyn Simulator; 3] = [&varied, &all_series, &alone];
    for simulator in simulators {
        let text = serde_json::to_string(&Frame::of(simulator).unwrap()).unwrap();
        let frame: Frame = serde_json::from_str(&text).unwrap();
        let framed = frame.read().unwrap();
        let (one, other) = (Study::new(simulator, SEED), Study::new(&framed, SEED));
        assert_eq!(one.keys(), other.keys());
        assert_eq!(one.nested(), other.nested());
        assert_eq!(simulator.notes(), framed.notes());
        assert!(framed.replicate(0, &|_| true).is_err());
    }
}

//! The committed example of results is what the program makes today, to the byte.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::running::{built_program, text};

/// The folder of the committed example.
const REFERENCE: &str = "results/reference";

/// The files of the example beside its manifest.
const TABLES: [&str; 3] = ["comparison.csv", "comparison_timeseries.csv", "flows.csv"];

/// A manifest without what may differ from run to run and from version to version: how long it
/// took, where it went, the program's version, and the hashes of files that are not kept.
fn what_lasts(path: &Path) -> Value {
    let mut manifest: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let object = manifest.as_object_mut().unwrap();
    for key in ["run", "version", "command"] {
        assert!(object.remove(key).is_some(), "no `{key}` in {path:?}");
    }
    manifest
}

/// The words of the command that made the example, with another folder to write to.
fn command(out: &Path) -> Vec<String> {
    let manifest = fs::read(Path::new(REFERENCE).join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    let words = manifest["command"].as_array().unwrap().iter().skip(1);
    words
        .map(|word| match word.as_str().unwrap() {
            REFERENCE => out.display().to_string(),
            word => word.to_owned(),
        })
        .collect()
}

/// Protects: the tables that show a reader what results look like, and every number in them. A
/// change of the model renews them with the command that their manifest states.
#[test]
fn the_committed_example_is_made_again_to_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    let output = built_program()
        .args(command(folder.path()))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    for table in TABLES {
        let kept = fs::read(Path::new(REFERENCE).join(table)).unwrap();
        let made = fs::read(folder.path().join(table)).unwrap();
        assert!(
            kept == made,
            "{table} differs: see CONTRIBUTING.md on how results change"
        );
    }
    let manifest = Path::new("manifest.json");
    let (kept, made) = (
        what_lasts(&Path::new(REFERENCE).join(manifest)),
        what_lasts(&folder.path().join(manifest)),
    );
    assert!(kept == made, "manifest.json differs beyond its run");
}

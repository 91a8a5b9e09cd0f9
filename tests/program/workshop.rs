//! A folder to work in, with a small world and two policies.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::running::{built_program, text};

/// A world small enough that a replicate takes a moment.
pub const SMALL: [&str; 10] = [
    "--set",
    "settings.observe_from=2026-10-01",
    "--warm-up",
    "1y",
    "--horizon",
    "6mo",
    "--population-scale",
    "0.001",
    "--seed",
    "5",
];

/// An overlay that says nothing, and one that does something.
const NOTHING: &str = "extends = \"baseline.toml\"\n";
const SOMETHING: &str = "extends = \"baseline.toml\"\n[release]\nmet_at_gate = 0.9\n";

/// A folder of its own with two policies in it.
pub struct Workshop(tempfile::TempDir);

impl Workshop {
    /// The folder.
    pub fn new() -> Workshop {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("nothing.toml"), NOTHING).unwrap();
        fs::write(folder.path().join("something.toml"), SOMETHING).unwrap();
        Workshop(folder)
    }

    /// A place in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The program, about to run these words in this folder on the small world.
    pub fn command(&self, words: &str) -> Command {
        let mut command = built_program();
        command
            .current_dir(self.0.path())
            .args(words.split_whitespace());
        if !words.is_empty() {
            command.args(SMALL);
        }
        command
    }

    /// Runs these words.
    pub fn run(&self, words: &str) -> Output {
        self.command(words).output().unwrap()
    }

    /// Runs what must end well.
    pub fn done(&self, words: &str) -> Output {
        let output = self.run(words);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{words}: {}",
            text(&output.stderr)
        );
        output
    }

    /// Writes a file and gives its name back.
    pub fn write<'a>(&self, name: &'a str, content: &str) -> &'a str {
        fs::write(self.path(name), content).unwrap();
        name
    }

    /// Runs what must be refused as wrong use: what it said on standard error.
    pub fn refused(&self, words: &[&str]) -> String {
        let output = self.command("").args(words).output().unwrap();
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {said}");
        assert!(output.stdout.is_empty(), "{words:?}");
        said
    }

    /// How many records a result folder has.
    pub fn records(&self, folder: &str) -> usize {
        fs::read_dir(self.path(folder).join("replicates")).map_or(0, Iterator::count)
    }

    /// Every CSV file of a result folder, by name.
    pub fn csv_files(&self, folder: &str) -> BTreeMap<String, String> {
        let entries = fs::read_dir(self.path(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let csv = entries.filter(|path| path.extension().is_some_and(|e| e == "csv"));
        csv.map(|path| (name_of(&path), fs::read_to_string(&path).unwrap()))
            .collect()
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// Names of files that are not the same.
pub fn differing<'a>(
    a: &'a BTreeMap<String, String>,
    b: &BTreeMap<String, String>,
) -> Vec<&'a str> {
    assert_eq!(a.len(), b.len());
    let other = a
        .iter()
        .filter(|(name, content)| b.get(*name) != Some(content));
    other.map(|(name, _)| name.as_str()).collect()
}

//! A session as the command line conducts it, on a model of the test's own.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use clap::{Args, Command, FromArgMatches};
use throughcare::cli::options::SimulationArgs;
use throughcare::cli::session::{Ending, conduct};
use throughcare::experiment::Simulator;

/// The options as the command line reads them.
pub fn options(out: &Path, words: &str) -> SimulationArgs {
    let command = SimulationArgs::augment_args(Command::new("test").no_binary_name(true));
    let out = ["--quiet", "--out", out.to_str().unwrap()];
    let words = out.into_iter().chain(words.split_whitespace());
    SimulationArgs::from_arg_matches(&command.get_matches_from(words)).unwrap()
}

/// Runs a session that nobody interrupts: how it ended, and what it printed.
pub fn ended(simulator: &dyn Simulator, out: &Path, words: &str) -> (Ending, String) {
    let mut printed = Vec::new();
    let options = options(out, words);
    let ending = conduct(simulator, &options, &AtomicBool::new(false), &mut printed).unwrap();
    (ending, String::from_utf8(printed).unwrap())
}

/// Runs a session to its end and gives what it printed.
pub fn session(simulator: &dyn Simulator, out: &Path, words: &str) -> String {
    let (ending, printed) = ended(simulator, out, words);
    assert_eq!(ending, Ending::Done);
    printed
}

/// Every CSV file in a folder, by name.
pub fn csv_files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| path.extension().is_some_and(|e| e == "csv"));
    files
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

//! What a page may ask, and what is needed for an answer.

use serde::Deserialize;
use throughcare::scenario::Library;

/// One question, as JSON with its name under `ask`.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Question {
    /// The program's version, areas, policies and outcomes.
    Contents,
    /// What can be changed in an area.
    Levers {
        /// Its name.
        area: String,
        /// Files of the visitor that it may rest on.
        #[serde(default)]
        files: Vec<File>,
    },
    /// What a file of the visitor is: an area, or a policy; or what is wrong with it.
    Check {
        /// The file.
        file: File,
        /// Files that it may rest on.
        #[serde(default)]
        files: Vec<File>,
    },
    /// Makes a study ready to run.
    Open(Wish),
    /// People and events of one replicate of the open study, from a small world of it.
    Size,
    /// Runs one replicate; its records are asked for one by one.
    Replicate {
        /// Its number, from 0.
        number: u32,
    },
    /// The record that the last replicate left of a scenario, as the program keeps it.
    Record {
        /// The scenario's place, from 0.
        scenario: usize,
    },
    /// The sentence, charts and tables of the replicates that were taken in.
    Show {
        /// The outcome that the sentence is about.
        outcome: String,
    },
    /// A digest of every number of the records that were taken in, whoever packed them.
    Digest,
    /// Writes the program's own files of the replicates that were taken in.
    Write,
    /// One of those files.
    File {
        /// Its name.
        name: String,
    },
}

/// A file of the visitor.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its name, such as `our-plan.toml`.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl File {
    /// What is built in, and these files before it.
    pub fn library(files: &[File]) -> Library {
        let built_in = Library::built_in().without_files();
        let with = |library: Library, file: &File| library.with(&file.name, &file.text);
        files.iter().rev().fold(built_in, with)
    }
}

/// The study that a visitor wants.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    /// What everything is compared with: `areas/durham`.
    pub area: String,
    /// A scenario that says how full prisons are; nothing for the baseline's.
    #[serde(default)]
    pub estate: Option<String>,
    /// The policy to begin with: the name of one that is built in, or of a file.
    #[serde(default)]
    pub start: Option<String>,
    /// What is changed on top of it.
    #[serde(default)]
    pub changes: Changes,
    /// Files that names may mean.
    #[serde(default)]
    pub files: Vec<File>,
    /// Replicates; with drawn parameters, of all draws together.
    pub replicates: u32,
    /// Whether parameters are drawn.
    #[serde(default)]
    pub uncertainty: bool,
    /// Master seed.
    pub seed: u64,
}

/// What a visitor changes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// What it is called.
    #[serde(default)]
    pub title: String,
    /// From which day; nothing for the scenario's own.
    #[serde(default)]
    pub from: Option<String>,
    /// How long it takes until it is there, such as `12mo`; empty for at once.
    #[serde(default)]
    pub over: String,
    /// Parameter and new value, in the order of the levers.
    #[serde(default)]
    pub values: Vec<(String, f64)>,
    /// What it costs a year apart from workers and places, in pounds.
    #[serde(default)]
    pub cost: f64,
}

impl Changes {
    /// Whether anything is changed.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

//! throughcare for Python: names of scenarios and texts go in, the tables of the program come out as
//! text. What is made of them (data frames) is in `throughcare/__init__.py`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use throughcare::experiment::keep::{Keep, Memory};
use throughcare::experiment::{Plan, Results, Shard, Silent, Store, Study, conduct};
use throughcare::link::{Linked, StudyOptions, load};
use throughcare::output::write_tables;
use throughcare::scenario::Library;

/// How often a run asks whether it was interrupted.
const GLANCE: Duration = Duration::from_millis(100);
/// The tables that are handed over, where the run has them.
const TABLES: [&str; 8] = [
    "summary.csv",
    "replicates.csv",
    "comparison.csv",
    "comparison_timeseries.csv",
    "timeseries.csv",
    "flows.csv",
    "prices.csv",
    "areas.csv",
];

/// What one call asks for.
struct Question {
    scenarios: Vec<String>,
    texts: BTreeMap<String, String>,
    options: StudyOptions,
    replicates: u32,
    seed: u64,
    threads: usize,
}

impl Question {
    /// Every table of the run, by its name; none where it was stopped.
    fn answer(&self, stop: &AtomicBool) -> Result<BTreeMap<&'static str, String>, String> {
        let library = self.texts.iter().fold(Library::built_in(), |library, (name, text)| {
            library.with(format!("{name}.toml"), text.clone())
        });
        let names: Vec<&str> = self.scenarios.iter().map(String::as_str).collect();
        let scenarios = load(&library, &names, &self.options).map_err(|e| e.to_string())?;
        let simulator = Linked::new(&scenarios, self.seed, false).map_err(|e| e.to_string())?;
        let study = Study::new(&simulator, self.seed);
        let (store, files) = (Store::new(Memory::default(), &study), Memory::default());
        let plan = Plan {
            replicates: self.replicates,
            shard: Shard::WHOLE,
            threads: self.threads,
            precision: None,
        };
        let outcome = conduct(&study, &store, &plan, &BTreeSet::new(), &Silent, stop)
            .map_err(|e| e.to_string())?;
        if stop.load(Ordering::Relaxed) {
            return Ok(BTreeMap::new());
        }
        write_tables(&files, &Results::new(&study, &store, outcome.finished))
            .map_err(|e| e.to_string())?;
        let mut tables = BTreeMap::new();
        for name in TABLES {
            if let Ok(bytes) = files.read(name) {
                tables.insert(name, String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        Ok(tables)
    }
}

/// Runs scenarios under common random numbers, the first of them the baseline, and returns the tables
/// of the program as text, by file name.
///
/// # Errors
///
/// `ValueError` with the program's own message where a scenario cannot be read or run;
/// `KeyboardInterrupt` where the run was interrupted.
#[pyfunction]
#[pyo3(signature = (scenarios, texts, *, replicates, seed, threads, warm_up=None, horizon=None, population_scale=None, changes=Vec::new()))]
#[expect(clippy::too_many_arguments, reason = "they are keywords in Python")]
fn tables(
    py: Python<'_>,
    scenarios: Vec<String>,
    texts: BTreeMap<String, String>,
    replicates: u32,
    seed: u64,
    threads: Option<usize>,
    warm_up: Option<String>,
    horizon: Option<String>,
    population_scale: Option<f64>,
    changes: Vec<(String, String)>,
) -> PyResult<BTreeMap<&'static str, String>> {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let question = Question {
        scenarios,
        texts,
        options: StudyOptions {
            warm_up,
            horizon,
            population_scale,
            set: changes,
        },
        replicates: replicates.max(1),
        seed,
        threads: threads.unwrap_or_else(cores).max(1),
    };
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let run = scope.spawn(|| question.answer(&stop));
        while !run.is_finished() {
            py.detach(|| thread::sleep(GLANCE));
            if let Err(interrupted) = py.check_signals() {
                stop.store(true, Ordering::Relaxed);
                py.detach(|| drop(run.join()));
                return Err(interrupted);
            }
        }
        match run.join() {
            Ok(answer) => answer.map_err(PyValueError::new_err),
            Err(_) => Err(PyRuntimeError::new_err("the simulation stopped for good")),
        }
    })
}

/// Names of the scenarios that are built in: the baseline, policies, areas.
#[pyfunction]
fn scenarios() -> Vec<String> {
    Library::built_in().names().collect()
}

/// The text of a scenario, built in or a file.
#[pyfunction]
fn text(name: &str) -> Option<String> {
    Library::built_in()
        .text(name)
        .or_else(|| std::fs::read_to_string(Path::new(name)).ok())
}

#[pymodule]
fn _throughcare(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_function(wrap_pyfunction!(tables, module)?)?;
    module.add_function(wrap_pyfunction!(scenarios, module)?)?;
    module.add_function(wrap_pyfunction!(text, module)?)
}

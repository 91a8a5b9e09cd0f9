//! From a simulator to files and a table: what `run` and `compare` have in common.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use super::failure::Failure;
use super::interrupt::{self, INTERRUPTED};
use super::options::{OutputArgs, Records, SimulationArgs};
use super::progress::Progress;
use super::shards::{self, Described};
use super::streams::{Stdout, note};
use super::view::{Format, ViewArgs};
use crate::experiment::files::{Directory, safe_name};
use crate::experiment::keep::Keep;
use crate::experiment::{
    Detail, Found, Outcome, Plan, Results, ScenarioInfo, Simulator, Store, Study, conduct as run,
};
use crate::output::{
    Comparison, ExportError, Finished, FinishedError, Folder, Manifest, Opening, Purpose, Summary,
    Uncertainty, dossier_of_results, terminal, write_json, write_report, write_tables,
};

/// Longest name of a result folder that is made from the names of scenarios.
const LONGEST_NAME: usize = 80;

/// Longest name of a scenario: folders and files are called after it.
const LONGEST_SCENARIO: usize = 200;

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Everything was done.
    Done,
    /// Someone stopped it; what was finished is kept.
    Interrupted,
}

/// Runs a session at the terminal: listens for Ctrl-C, prints to standard output.
///
/// # Errors
/// When the folder cannot be used or the run fails.
pub fn at_the_terminal(
    simulator: &dyn Simulator,
    options: &SimulationArgs,
) -> anyhow::Result<ExitCode> {
    let stop = interrupt::listen()?;
    let mut options = options.clone();
    options.view.at_the_terminal = true;
    Ok(
        match conduct(simulator, &options, stop, &mut Stdout::new())? {
            Ending::Done => ExitCode::SUCCESS,
            Ending::Interrupted => ExitCode::from(INTERRUPTED),
        },
    )
}

/// Compares finished runs: their records are copied into one folder, and read as if one command
/// had made them.
///
/// # Errors
/// When the runs do not pair, or the folder cannot be used.
pub fn of_finished_runs(folders: &[PathBuf], options: &SimulationArgs) -> anyhow::Result<ExitCode> {
    let refused = |error: FinishedError| {
        let why = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
        Failure::misuse(format!("{error}{}", why.unwrap_or_default()))
            .help("name the result folders of `run` or `compare`, made with the same --seed")
    };
    let finished = Finished::read(folders).map_err(refused)?;
    let mut options = options.clone();
    options.seed = finished.seed();
    let study = finished.study();
    refuse_names(study.scenarios())?;
    options.view.check(study.layout())?;
    let default = || default_folder(study.scenarios());
    let path = options.output.out.clone().unwrap_or_else(default);
    let folder = open(&path, options.output.opening(), Purpose::Replicates)?;
    let store = Store::new(folder.records()?, &study);
    let replicates = finished.copy_into(&store).map_err(refused)?;
    // Taken up again, with its lock, where the tables are written.
    drop((store, folder));
    options.replicates = Some(replicates);
    options.output.out = Some(path);
    (options.output.overwrite, options.output.resume) = (false, true);
    at_the_terminal(finished.simulator(), &options)
}

/// Runs the replicates, writes the files, and prints the table (or JSON) to `out`. When
/// `stop` becomes true, it goes on with what is finished.
///
/// # Errors
/// When the folder cannot be used or the run fails.
pub fn conduct(
    simulator: &dyn Simulator,
    options: &SimulationArgs,
    stop: &AtomicBool,
    out: &mut dyn Write,
) -> anyhow::Result<Ending> {
    let study = Study::new(simulator, options.seed);
    options.view.check(study.layout())?;
    let plan = options.plan(study.layout(), study.nested())?;
    if options.shard.is_some() && options.keep_records == Records::No {
        return Err(
            Failure::misuse("`--keep-records no` leaves nothing of a shard to merge")
                .help("leave it out here; the folder that `throughcare merge` makes can go")
                .into(),
        );
    }
    let output = &options.output;
    let mut default = default_folder(study.scenarios());
    if study.nested().is_some() {
        default.as_mut_os_string().push("-uncertainty");
    }
    let described = match options.shard {
        None => None,
        Some(shard) => {
            let name = format!("-shard-{}", shard.to_string().replace('/', "-of-"));
            default.as_mut_os_string().push(name);
            let precision = &options.precision;
            Some(Described::new(&study, &plan, precision, command())?)
        }
    };
    let Simulated {
        folder,
        store,
        outcome,
    } = simulate(&study, &plan, output, default, stop, described.as_ref())?;

    // What a shard has is no result yet.
    if described.is_some() {
        if !output.quiet {
            note(&format!(
                "shard {} of {} replicates: {} made and kept in {}; put the shards together with \
                 `throughcare merge`",
                plan.shard,
                plan.replicates,
                outcome.finished.len(),
                folder.path().display()
            ));
        }
        return Ok(ending(&outcome));
    }
    if !outcome.finished.is_empty() {
        let results = Results::new(&study, &store, outcome.finished.clone());
        let results = results.with_detail(Detail {
            all_strata: options.all_strata,
            all_series: options.all_series,
        });
        let files = folder.files().map_err(Failure::from)?;
        write_files(&files, &results, &outcome, !options.no_report).map_err(Failure::from)?;
        match show(&results, &options.view, output.json, out) {
            // The terminal may be what has gone away.
            Err(ExportError::Io(_)) if outcome.interrupted => {}
            shown => shown.map_err(Failure::from)?,
        }
        // What was interrupted is gone on with from its records.
        if options.keep_records == Records::No && !outcome.interrupted {
            folder.drop_records().map_err(Failure::from)?;
        }
    }
    if !output.quiet {
        let lines = terminal::footer(&study, &outcome, folder.path());
        lines.iter().for_each(|line| note(line));
    }
    Ok(ending(&outcome))
}

/// The replicates of a study, and where they are.
pub(super) struct Simulated {
    pub(super) folder: Folder,
    pub(super) store: Store,
    pub(super) outcome: Outcome,
}

/// Opens the folder that was asked for, or `default`, and runs what is missing in it. A shard is
/// described there before it begins.
///
/// # Errors
/// When the folder cannot be used or the run fails.
pub(super) fn simulate(
    study: &Study<'_>,
    plan: &Plan,
    output: &OutputArgs,
    default: PathBuf,
    stop: &AtomicBool,
    shard: Option<&Described>,
) -> Result<Simulated, Failure> {
    refuse_names(study.scenarios())?;
    let path = output.out.clone().unwrap_or(default);
    let folder = open(&path, output.opening(), Purpose::Replicates)?;
    match shard {
        Some(described) => described.write(folder.path())?,
        None => shards::forget(folder.path())?,
    }
    let mut opened = Opened::new(study, output, folder.records()?)?;
    let outcome = opened.run(study, plan, false, stop)?;
    Ok(Simulated {
        folder,
        store: opened.into_store(),
        outcome,
    })
}

/// Opens a result folder, and says so where nobody can be kept out of it.
///
/// # Errors
/// When it cannot be used.
pub(super) fn open(path: &Path, opening: Opening, purpose: Purpose) -> Result<Folder, Failure> {
    let folder = Folder::open(path, opening, purpose)?;
    if !folder.is_locked() {
        note(&format!(
            "warning: the file system of `{}` knows no locks: let no other run write there",
            path.display()
        ));
    }
    Ok(folder)
}

/// A store that is open for the replicates of a study.
pub(super) struct Opened {
    store: Store,
    finished: BTreeSet<u32>,
    is_hidden: bool,
}

impl Opened {
    /// Opens the records of a study, and finds those that are there when the run goes on from them.
    ///
    /// # Errors
    /// When they cannot be used.
    pub(super) fn new(
        study: &Study<'_>,
        output: &OutputArgs,
        records: Directory,
    ) -> Result<Self, Failure> {
        let store = Store::new(records, study);
        let finished = finished_before(&store, output.opening())?;
        Ok(Self {
            store,
            finished,
            is_hidden: output.quiet || output.no_progress,
        })
    }

    /// Whether any replicate is there already.
    pub(super) fn has_any(&self) -> bool {
        !self.finished.is_empty()
    }

    /// Takes these replicates for finished: they are kept elsewhere.
    pub(super) fn leave_out(&mut self, replicates: std::ops::Range<u32>) {
        self.finished.extend(replicates);
    }

    /// Runs what is missing of `plan`; without a word when it is `silent`.
    ///
    /// # Errors
    /// When the run fails.
    pub(super) fn run(
        &mut self,
        study: &Study<'_>,
        plan: &Plan,
        silent: bool,
        stop: &AtomicBool,
    ) -> Result<Outcome, Failure> {
        let progress = Progress::new(silent || self.is_hidden);
        let started = Instant::now();
        let outcome = run(study, &self.store, plan, &self.finished, &progress, stop);
        progress.end();
        let outcome = Outcome {
            wall: started.elapsed(),
            ..outcome?
        };
        self.finished.extend(&outcome.finished);
        Ok(outcome)
    }

    /// The replicates.
    pub(super) fn into_store(self) -> Store {
        self.store
    }
}

/// How the session ended, and what to do when it was stopped.
pub(super) fn ending(outcome: &Outcome) -> Ending {
    if !outcome.interrupted {
        return Ending::Done;
    }
    let count = outcome.finished.len();
    note(&format!(
        "interrupted: replicates finished and kept: {count}; go on with --resume"
    ));
    Ending::Interrupted
}

/// Refuses names that no file could hold, and two of a name, which could not be told apart.
///
/// # Errors
/// When there are any.
pub(super) fn refuse_names(scenarios: &[ScenarioInfo]) -> Result<(), Failure> {
    for info in scenarios {
        let length = info.name.chars().count();
        if length > LONGEST_SCENARIO {
            let start: String = info.name.chars().take(40).collect();
            return Err(Failure::misuse(format!(
                "the name of the scenario `{start}...` has {length} characters; a name has at \
                 most {LONGEST_SCENARIO}"
            ))
            .help(
                "give it a `name` in its file; for a bundle of many files write a scenario with \
                 `name = \"...\"` and `bundle = [\"A.toml\", \"B.toml\"]`",
            ));
        }
    }
    let mut names = BTreeSet::new();
    match scenarios.iter().find(|info| !names.insert(&info.name)) {
        None => Ok(()),
        Some(twin) => Err(
            Failure::misuse(format!("two scenarios are called `{}`", twin.name))
                .help("give one of them another `name`"),
        ),
    }
}

/// The replicates that need not be simulated again.
fn finished_before(store: &Store, opening: Opening) -> Result<BTreeSet<u32>, Failure> {
    if opening != Opening::Resume {
        return Ok(BTreeSet::new());
    }
    let Found { complete, damaged } = store.scan()?;
    for path in damaged {
        note(&format!(
            "warning: `{}` is damaged and is made again",
            path.display()
        ));
    }
    Ok(complete)
}

pub(super) fn write_files(
    folder: &dyn Keep,
    results: &Results<'_>,
    outcome: &Outcome,
    with_report: bool,
) -> Result<(), ExportError> {
    let hashes = write_tables(folder, results)?;
    let command = command();
    let manifest = Manifest::new(&command, results.study(), outcome, hashes);
    manifest.write(folder)?;
    if with_report {
        let dossier = dossier_of_results(results, manifest.value()?)?;
        write_report(folder, &dossier)?;
    }
    Ok(())
}

/// Every result as JSON, or the table that was asked for.
pub(super) fn show(
    results: &Results<'_>,
    view: &ViewArgs,
    json: bool,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let study = results.study();
    match (json, study.nested(), study.scenarios().len()) {
        (false, ..) => view.show(results, out)?,
        (true, Some(_), _) => write_json(out, &Uncertainty, results)?,
        (true, None, 1) => write_json(out, &Summary, results)?,
        (true, None, _) => write_json(out, &Comparison, results)?,
    }
    if let (false, Some(design)) = (json, study.nested())
        && view.format == Format::Text
    {
        out.write_all(terminal::uncertainty(results, design)?.as_bytes())?;
    }
    Ok(out.flush()?)
}

/// The command as it was typed, with the program's name in place of its path.
pub(super) fn command() -> Vec<String> {
    let words = std::env::args_os().skip(1);
    let words = words.map(|word| word.to_string_lossy().into_owned());
    std::iter::once(env!("CARGO_PKG_NAME").to_owned())
        .chain(words)
        .collect()
}

/// `results/baseline`, or `results/baseline-vs-policy`.
pub(super) fn default_folder(scenarios: &[ScenarioInfo]) -> PathBuf {
    let names: Vec<String> = scenarios.iter().map(|info| safe_name(&info.name)).collect();
    let name = match names.as_slice() {
        [] => "unnamed".to_owned(),
        [only] => only.clone(),
        [baseline, policies @ ..] => {
            let full = format!("{baseline}-vs-{}", policies.join("-"));
            match full.len() <= LONGEST_NAME {
                true => full,
                false => format!("{baseline}-vs-{}-policies", policies.len()),
            }
        }
    };
    Path::new("results").join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(names: &[&str]) -> String {
        let info = |name: &&str| ScenarioInfo {
            name: (*name).to_owned(),
            title: String::new(),
            resolved: serde_json::Value::Null,
            hash: String::new(),
        };
        let scenarios: Vec<_> = names.iter().map(info).collect();
        default_folder(&scenarios).display().to_string()
    }

    #[test]
    fn folders_are_named_after_scenarios() {
        assert_eq!(folder(&["baseline"]), "results/baseline");
        assert_eq!(folder(&["a", "b", "c+d"]), "results/a-vs-b-c+d");
        assert_eq!(folder(&["../a"]), "results/_._a");
        let many = ["a-policy-with-a-long-name"; 12];
        assert_eq!(
            folder(&many),
            "results/a-policy-with-a-long-name-vs-11-policies"
        );
    }
}

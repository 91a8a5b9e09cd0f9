//! What the commands that run a design have in common: options, the run itself, what it costs.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::HumanDuration;

use super::failure::Failure;
use super::interrupt::INTERRUPTED;
use super::merge::bring;
use super::options::{OutputArgs, positive};
use super::session::{self, Ending, Opened};
use super::streams::note;
use crate::experiment::design::Designed;
use crate::experiment::files::{Directory, safe_name};
use crate::experiment::keep::Keep;
use crate::experiment::{Found, Outcome, Plan, Shard, Store, Study};
use crate::link::StudyOptions;
use crate::output::{Folder, Purpose, RECORDS};
use crate::scenario::parse_pair;

/// Options of every command that runs a design.
#[derive(Clone, Debug, Args)]
pub struct DesignArgs {
    /// Master seed; results depend on the scenarios, the design and the seed alone
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Threads, 0 for all cores; results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub threads: usize,
    /// Years simulated before anything is counted, as `5y` [default: the scenario's]
    #[arg(long, value_name = "DURATION")]
    pub warm_up: Option<String>,
    /// Length of the policy period, as `10y` [default: the scenario's]
    #[arg(long, value_name = "DURATION")]
    pub horizon: Option<String>,
    /// Simulated people for each person in the population, as 0.1 [default: the scenario's]
    #[arg(long, value_name = "SHARE", value_parser = positive)]
    pub population_scale: Option<f64>,
    /// Sets a parameter of every scenario, as `prison.places.male=86000`; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = parse_pair)]
    pub set: Vec<(String, String)>,
    /// Makes only one of several shares of the runs, as 2/5 for the second of five, in a folder of its
    /// own; --from-shards puts all of them together
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    /// Brings in what shards of the same command have made, before anything is run here
    #[arg(long, value_name = "DIR,DIR", value_delimiter = ',')]
    pub from_shards: Vec<PathBuf>,
    /// Where results go and what is shown.
    #[command(flatten)]
    pub output: OutputArgs,
}

impl DesignArgs {
    /// What the scenarios need to know.
    pub fn study(&self) -> StudyOptions {
        StudyOptions {
            warm_up: self.warm_up.clone(),
            horizon: self.horizon.clone(),
            population_scale: self.population_scale,
            set: self.set.clone(),
        }
    }

    /// The result folder: the one that was asked for, or one named after the command and the
    /// scenarios.
    pub fn folder(&self, command: &str, scenarios: &[String]) -> PathBuf {
        let names: Vec<String> = scenarios.iter().map(|name| safe_name(name)).collect();
        let name = format!("{command}-{}", names.join("-"));
        let default = Path::new("results").join(name.chars().take(80).collect::<String>());
        self.output.out.clone().unwrap_or(default)
    }

    /// Opens the result folder.
    ///
    /// # Errors
    /// When it cannot be used.
    pub(super) fn open(&self, path: &Path) -> Result<Folder, Failure> {
        session::open(path, self.output.opening(), Purpose::Design)
    }

    /// A line on standard error, unless none is wanted.
    pub fn say(&self, line: &str) {
        if !self.output.quiet {
            note(line);
        }
    }
}

/// The runs of a design, where they are kept.
pub(super) struct Ran {
    pub(super) store: Store,
    pub(super) outcome: Outcome,
    /// Whether every run is there: it is not when they were stopped, or a shard made its own alone.
    pub(super) is_whole: bool,
}

/// Runs so many replicates of every point of a design, as far as they are not there, and keeps
/// them as `stage` of the folder.
///
/// # Errors
/// When the folder cannot be used or a run fails.
pub(super) fn run(
    designed: &Designed<'_>,
    replicates: u32,
    place: (&Folder, &str),
    args: &DesignArgs,
    stop: &AtomicBool,
) -> Result<Ran, Failure> {
    run_some(designed, 0..replicates, place, args, stop)
}

/// The same for some replicates alone. The first run is made alone and timed, so that what all of
/// them cost is told before they start.
///
/// # Errors
/// When the folder cannot be used or a run fails.
pub(super) fn run_some(
    designed: &Designed<'_>,
    replicates: Range<u32>,
    (folder, stage): (&Folder, &str),
    args: &DesignArgs,
    stop: &AtomicBool,
) -> Result<Ran, Failure> {
    let study = Study::new(designed, args.seed);
    session::refuse_names(study.scenarios())?;
    let shape = designed.shape();
    let runs = shape.runs(replicates.start)..shape.runs(replicates.end);
    let mut output = args.output.clone();
    for shard in &args.from_shards {
        bring_in(shard, &study, (folder, stage))?;
        (output.overwrite, output.resume) = (false, true);
    }
    let mut opened = Opened::new(&study, &output, folder.stage(stage)?)?;
    let has_any = opened.has_any();
    opened.leave_out(0..runs.start);
    let shard = args.shard.unwrap_or(Shard::WHOLE);
    let plan = |replicates| Plan {
        replicates,
        shard,
        threads: args.threads,
        precision: None,
    };
    let mut first = None;
    if !has_any && runs.len() > 1 && shard.is_whole() {
        let started = Instant::now();
        first = Some(opened.run(&study, &plan(runs.start + 1), true, stop)?);
        let policies = match shape.policies {
            0 => "the baseline".to_owned(),
            1 => "1 policy and the baseline".to_owned(),
            count => format!("{count} policies and the baseline"),
        };
        let points = match shape.points {
            1 => "1 point".to_owned(),
            count => format!("{count} points"),
        };
        args.say(&format!(
            "{stage}: {points}, {policies}, {} replicates: {}",
            replicates.len(),
            cost(started.elapsed(), runs.len(), threads(args.threads)),
        ));
    }
    let mut outcome = opened.run(&study, &plan(runs.end), false, stop)?;
    if let Some(first) = first {
        outcome.simulated += first.simulated;
        outcome.events += first.events;
        outcome.wall += first.wall;
    }
    let store = opened.into_store();
    // A shard that was given what the others made has a stage whole, and goes on to the next.
    let finished = match shard.is_whole() {
        true => outcome.finished,
        false => store.scan()?.complete.into_iter().collect(),
    };
    let finished: Vec<u32> = finished
        .into_iter()
        .filter(|run| runs.contains(run))
        .collect();
    let is_whole = !outcome.interrupted && finished.len() == runs.len();
    if !is_whole && !outcome.interrupted {
        args.say(&format!(
            "shard {shard} of `{stage}`: {} of {} runs are made and kept in {}; when all shards have \
             theirs, give the same command their folders with --from-shards in place of --shard",
            finished.len(),
            runs.len(),
            folder.path().display(),
        ));
    }
    Ok(Ran {
        store,
        outcome: Outcome {
            finished,
            ..outcome
        },
        is_whole,
    })
}

/// Brings the runs of one stage that a shard has made into the folder.
///
/// # Errors
/// When they are of another design, or cannot be read or written.
fn bring_in(
    shard: &Path,
    study: &Study<'_>,
    (folder, stage): (&Folder, &str),
) -> Result<(), Failure> {
    let from = shard.join(RECORDS);
    if !from.is_dir() {
        return Err(
            Failure::misuse(format!("`{}` has no runs of a shard", shard.display()))
                .help("name the folders that this command has made with --shard"),
        );
    }
    let from = from.join(stage);
    if !from.is_dir() {
        return Ok(());
    }
    let store = Store::new(Directory::at(&from), study);
    let Found { complete, damaged } = store.scan()?;
    for path in damaged {
        note(&format!(
            "warning: `{}` is damaged and is made again",
            path.display()
        ));
    }
    let to = folder.stage(stage)?;
    for run in complete {
        for scenario in 0..study.scenarios().len() {
            let path = store.path(run, scenario);
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            bring(&path, &to.path(&name)).map_err(|error| {
                Failure::failed(format!("cannot bring in `{}`: {error}", path.display()))
                    .help("check the space and the rights there; --resume goes on")
            })?;
        }
    }
    Ok(())
}

/// So many threads, nought for all cores.
fn threads(asked: usize) -> usize {
    match asked {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        count => count,
    }
}

/// How long so many runs will take, in words, when one took `one` alone on a thread.
fn cost(one: Duration, runs: usize, threads: usize) -> String {
    let all = one.as_secs_f64() * runs as f64 / threads.clamp(1, runs.max(1)) as f64;
    let threads = match threads {
        1 => "1 thread".to_owned(),
        count => format!("{count} threads"),
    };
    let all = HumanDuration(Duration::from_secs_f64(all.max(1.0)));
    format!("about {all} on {threads}")
}

/// How a design ended of which not every run is there: stopped, or with the runs of a shard.
pub(super) fn unfinished(last: Option<&Outcome>) -> ExitCode {
    match last.map(session::ending) {
        Some(Ending::Interrupted) => ExitCode::from(INTERRUPTED),
        Some(Ending::Done) | None => ExitCode::SUCCESS,
    }
}

/// The lines under a table: what was run, and what to know about scale.
pub(super) fn footer(args: &DesignArgs, notes: &[String], outcomes: &[Outcome], folder: &Folder) {
    for line in notes {
        args.say(line);
    }
    let sum = |of: fn(&Outcome) -> u64| outcomes.iter().map(of).sum::<u64>();
    args.say(&format!(
        "{} runs, {} of them now, {:.1} million events in {} s on {} threads\nfiles: {}",
        sum(|one| one.finished.len() as u64),
        sum(|one| one.simulated as u64),
        sum(|one| one.events) as f64 / 1e6,
        sum(|one| one.wall.as_secs()),
        threads(args.threads),
        folder.path().display(),
    ));
}

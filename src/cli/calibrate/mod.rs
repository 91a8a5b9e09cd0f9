//! `throughcare calibrate`: parameters of a scenario fitted to published figures.

mod apply;
mod follow;
mod write;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use sha2::{Digest, Sha256};

use self::follow::Followed;
use self::write::write_all;
use super::failure::Failure;
use super::interrupt::{self, INTERRUPTED};
use super::options::{MOST_REPLICATES, positive, threads};
use super::session;
use super::streams::{Stdout, note};
use super::{scenarios, targets};
use crate::experiment::calibration::{
    Allowance, Fit, Halt, JOURNAL, Journal, JournalError, Ledger, Settings, calibrate,
};
use crate::experiment::files::{hex, safe_name, write_whole};
use crate::experiment::validation::Target;
use crate::link::{StudyOptions, Task, open_targets};
use crate::output::{Facts, Folder, Opening, Purpose, RUNS_OF, format_number};
use crate::scenario::adjust::{AdjustError, Adjustments};
use crate::scenario::{ADJUSTED, Parameter, parse_pair};

/// Runs when nothing is said.
const DEFAULT_RUNS: usize = 1_500;
/// Name of the parameters that are part of the program.
const BUILT_IN_PARAMETERS: &str = "evidence/calibration.toml";

/// Fits parameters to the calibration targets: the best fit, and draws of what it leaves open
///
/// Only targets whose use is `calibration` are simulated. A search finds the best fit within the
/// ranges of the parameters, history matching finds what else is possible. Every run is kept in
/// the result folder as it finishes, and --resume goes on from there. The fitted values go into
/// fitted.toml, an overlay on the scenario; --apply writes them into the scenario itself.
#[derive(Debug, Args)]
pub struct CalibrateArgs {
    /// The scenario: a TOML file or a built-in name
    #[arg(value_name = "SCENARIO")]
    scenario: String,
    /// File that names the parameters [default: that of evidence/calibration.toml]
    #[arg(long, value_name = "FILE", conflicts_with = "parameter")]
    parameters: Option<PathBuf>,
    /// One parameter to fit, as `licence.lost_contact`; may be repeated
    #[arg(long, value_name = "KEY")]
    parameter: Vec<String>,
    /// Published figures [default: those of evidence/targets.csv]
    #[arg(long, value_name = "FILE")]
    targets: Option<PathBuf>,
    /// Runs of one replicate in all, about [default: 1500, or as --minutes has it]
    #[arg(long, value_name = "N", conflicts_with = "minutes")]
    evaluations: Option<usize>,
    /// Time to take, about; what comes out depends on the machine then
    #[arg(long, value_name = "M", value_parser = positive)]
    minutes: Option<f64>,
    /// Replicates that judge the best fit
    #[arg(long, value_name = "N", default_value_t = 16,
          value_parser = clap::value_parser!(u32).range(2..=MOST_REPLICATES))]
    replicates: u32,
    /// Draws from what the fit leaves open
    #[arg(long, value_name = "N", default_value_t = 100,
          value_parser = clap::value_parser!(u32).range(2..=MOST_REPLICATES))]
    particles: u32,
    /// Master seed. Not that of `validate`: a fit to its luck would look better than it is
    #[arg(long, value_name = "N", default_value_t = 2)]
    seed: u64,
    /// Threads, 0 for all cores; results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = threads)]
    threads: usize,
    /// Years simulated before anything is counted, as `10y` [default: the scenario's]
    #[arg(long, value_name = "DURATION")]
    warm_up: Option<String>,
    /// Simulated people for each person in the population, as 0.1 [default: the scenario's]
    #[arg(long, value_name = "SHARE", value_parser = positive)]
    population_scale: Option<f64>,
    /// Sets a parameter of the scenario that is not fitted; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = parse_pair)]
    set: Vec<(String, String)>,
    /// Writes the figures of FITTED.toml, made by an earlier call, into SCENARIO, keeping all
    /// else in it as it is; simulates nothing
    #[arg(long, value_name = "FITTED.toml")]
    apply: Option<PathBuf>,
    /// Result folder [default: results/calibration- and the name of the scenario]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replaces results that are in the folder
    #[arg(long, conflicts_with = "resume")]
    overwrite: bool,
    /// Goes on from the runs that are in the folder
    #[arg(long)]
    resume: bool,
    /// Shows errors and nothing else
    #[arg(long, short)]
    quiet: bool,
    /// Shows no progress bar
    #[arg(long)]
    no_progress: bool,
}

/// Fits, or writes an earlier fit into the scenario.
///
/// # Errors
/// When the scenario, the parameters or the targets are wrong, a file cannot be used, or a run
/// fails.
pub fn run(args: &CalibrateArgs) -> anyhow::Result<ExitCode> {
    if let Some(fitted) = &args.apply {
        let said = apply::into_scenario(fitted, &args.scenario)?;
        args.say(&said);
        return Ok(ExitCode::SUCCESS);
    }
    let targets = open_targets(targets::read(args.targets.as_deref())?);
    let task = args.task(&targets)?;
    session::refuse_names(std::slice::from_ref(&task.info))?;
    let folder = args.folder(&task)?;
    let stop = interrupt::listen()?;
    let follow = Followed::new(args.no_progress, args.quiet);
    let watched = (&follow as &dyn crate::experiment::calibration::Follow, stop);
    let Task {
        linked,
        space,
        aims,
        info,
        silent,
    } = &task;
    args.announce(&task);
    let all = (space, aims.as_slice());
    let ledger = Ledger::new(linked, all, watched, args.allowance(), args.threads);
    let (journal, found) = args.journal(&folder, &task, &targets)?;
    let mut ledger = ledger.with_journal(journal, found);
    let settings = Settings {
        seed: args.seed,
        replicates: args.replicates,
        particles: args.particles as usize,
    };
    let fit = calibrate(&mut ledger, settings);
    follow.end();
    let fit = match fit {
        Ok(fit) => fit,
        Err(Halt::Interrupted) => {
            args.say("interrupted: finished runs are kept; go on with --resume");
            return Ok(ExitCode::from(INTERRUPTED));
        }
        Err(halt) => return Err(failed(halt).into()),
    };
    let command = session::command();
    let facts = Facts {
        command: &command,
        scenario: info,
        seed: args.seed,
        replicates: args.replicates,
        threads: ledger.threads(),
        wall: ledger.elapsed(),
        silent: silent.clone(),
        runs: fit.runs,
    };
    write_all(
        folder.path(),
        &args.scenario,
        linked,
        (&fit, &targets),
        &facts,
    )
    .map_err(Failure::from)?;
    show(&fit, &mut Stdout::new())?;
    args.say(&format!(
        "{} runs, {} of them now, in {:.0} s on {} threads\nfiles: {}",
        fit.runs.0,
        fit.runs.1,
        facts.wall.as_secs_f64(),
        facts.threads,
        folder.path().display()
    ));
    Ok(ExitCode::SUCCESS)
}

impl CalibrateArgs {
    fn say(&self, line: &str) {
        if !self.quiet {
            note(line);
        }
    }

    fn options(&self) -> StudyOptions {
        StudyOptions {
            warm_up: self.warm_up.clone(),
            horizon: None,
            population_scale: self.population_scale,
            set: self.set.clone(),
        }
    }

    fn task(&self, targets: &[Target]) -> Result<Task, Failure> {
        let scenario = scenarios::one(&self.scenario, &self.options())?;
        targets::fit_for(self.targets.as_deref(), &scenario)?;
        let adjustments = self.adjustments(&scenario.parameters())?;
        Ok(Task::new(scenario, adjustments, targets, self.seed)?)
    }

    fn adjustments(&self, parameters: &[Parameter]) -> Result<Adjustments, Failure> {
        let read = match (&self.parameters, self.parameter.is_empty()) {
            (_, false) => Adjustments::of_keys("--parameter", &self.parameter, parameters),
            (None, true) => Adjustments::read(BUILT_IN_PARAMETERS, ADJUSTED, parameters),
            (Some(path), true) => {
                let text = fs::read_to_string(path).map_err(|error| {
                    Failure::misuse(format!("cannot read `{}`: {error}", path.display()))
                        .help("name a file of parameters with --parameters")
                })?;
                Adjustments::read(&path.display().to_string(), &text, parameters)
            }
        };
        read.map_err(|error: AdjustError| {
            let failure = Failure::misuse(error.to_string());
            match error.help {
                Some(help) => failure.help(help),
                None => failure,
            }
        })
    }

    /// The folder, as far as it may be used, with the mark of what its runs belong to.
    fn folder(&self, task: &Task) -> Result<Folder, Failure> {
        let default = format!("calibration-{}", safe_name(&task.info.name));
        let default = Path::new("results").join(default);
        let opening = match (self.overwrite, self.resume) {
            (true, _) => Opening::Overwrite,
            (false, true) => Opening::Resume,
            (false, false) => Opening::New,
        };
        let path = self.out.as_ref().unwrap_or(&default);
        session::open(path, opening, Purpose::Calibration)
    }

    /// The kept runs, if they are of this fit.
    fn journal(
        &self,
        folder: &Folder,
        task: &Task,
        targets: &[Target],
    ) -> Result<(Journal, Vec<crate::experiment::calibration::Line>), Failure> {
        let mark = folder.path().join(RUNS_OF);
        let own = self.mark(task, targets);
        let foreign = || {
            let message = format!("`{}` holds runs of another fit", folder.path().display());
            Failure::misuse(message).help(
                "--resume needs the same scenario, parameters, targets, seed and version; use \
                 --overwrite to start again, or --out for another folder",
            )
        };
        match fs::read_to_string(&mark) {
            Ok(text) if text.trim_end() != own => return Err(foreign()),
            Ok(_) => {}
            // Runs whose origin nobody knows are of no use.
            Err(_) if folder.path().join(JOURNAL).exists() => return Err(foreign()),
            Err(_) => {
                let line = format!("{own}\n");
                let written =
                    write_whole::<std::io::Error>(&mark, |out| out.write_all(line.as_bytes()));
                written.map_err(|error| failed(Halt::Io(error)))?;
            }
        }
        let names = task.space.dimensions.iter().map(|one| one.name.clone());
        let ids = task.aims.iter().map(|aim| aim.id.clone());
        let (names, ids): (Vec<_>, Vec<_>) = (names.collect(), ids.collect());
        Journal::open(folder.path(), &names, &ids).map_err(|error| match error {
            JournalError::Foreign(_) => foreign(),
            JournalError::Io { .. } => {
                Failure::failed(error.to_string()).help("check the space and the rights there")
            }
        })
    }

    /// Hash of everything a run depends on but its values and its replicate.
    fn mark(&self, task: &Task, targets: &[Target]) -> String {
        let mut hash = Sha256::new();
        let asked: Vec<_> = targets.iter().map(|target| &target.question).collect();
        for part in [
            env!("CARGO_PKG_VERSION").to_owned(),
            task.info.hash.clone(),
            self.seed.to_string(),
            format!("{:?}", task.linked.adjustments()),
            format!("{asked:?}"),
        ] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hex(&hash.finalize())
    }

    fn allowance(&self) -> Allowance {
        let time = self
            .minutes
            .map(|minutes| Duration::from_secs_f64(60.0 * minutes));
        Allowance {
            runs: match time {
                Some(_) => None,
                None => Some(self.evaluations.unwrap_or(DEFAULT_RUNS)),
            },
            time,
        }
    }

    fn announce(&self, task: &Task) {
        let (parameters, targets) = (task.space.size(), task.aims.len());
        self.say(&format!(
            "fitting {parameters} parameters to {targets} targets"
        ));
        for silent in &task.silent {
            self.say(&format!("not answered by this scenario: {silent}"));
        }
    }
}

fn failed(halt: Halt) -> Failure {
    let message = halt.to_string();
    match halt {
        Halt::Failed(_) => Failure::failed(message)
            .help("finished runs are kept; narrow the range that leads there, and start again"),
        _ => Failure::failed(message).help("check the space and the rights of the result folder"),
    }
}

/// Targets before and after, within 80 columns.
fn show(fit: &Fit, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    writeln!(
        out,
        "{:8} {:>12} {:>12} {:>12}  verdict",
        "target", "published", "before", "after"
    )?;
    for one in &fit.outcomes {
        let short = |value: f64| match value.abs() {
            size if size >= 1000.0 => format_number(value.round()),
            _ => format_number((value * 10.0).round() / 10.0),
        };
        let verdict = if one.aim.is_hit(one.after) {
            "hit"
        } else {
            "miss"
        };
        writeln!(
            out,
            "{:8} {:>12} {:>12} {:>12}  {verdict}",
            one.aim.id,
            short(one.aim.value),
            short(one.before),
            short(one.after)
        )?;
    }
    let hits = fit.outcomes.iter().filter(|one| one.aim.is_hit(one.after));
    let [before, after] = fit.losses;
    writeln!(
        out,
        "\ncalibration targets hit: {} of {}; misfit {:.1}, before {:.1}",
        hits.count(),
        fit.outcomes.len(),
        after.0,
        before.0
    )?;
    out.flush()
}

//! `throughcare validate`: a scenario against published figures.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::clock;
use super::failure::Failure;
use super::interrupt::{self, INTERRUPTED};
use super::options::{MOST_REPLICATES, OutputArgs, threads};
use super::session::{self, Ending, Simulated};
use super::streams::{Stdout, note};
use super::studies;
use super::{gate, scenarios, targets, written};
use crate::experiment::files::{safe_name, write_whole};
use crate::experiment::validation::{Gate, Report, Rerun, Role, Tally, Target, findings};
use crate::experiment::{Plan, Results, Shard, Study};
use crate::link::{StudyOptions, Validated, with_causes};
use crate::output::{
    ExportError, History, HistoryError, Manifest, Origin, Validation, terminal, validation_page,
    verification_section, write_json, write_table,
};
use crate::scenario::parse_pair;

/// Exit code when a calibration target was not hit.
const MISSED: u8 = 3;
/// Replicates when nothing is said.
const DEFAULT_REPLICATES: u32 = 10;

/// Holds a scenario against published figures: hit, miss or undecided, by what each figure is used for
///
/// The scenario runs for as long as the figures need, whatever its horizon. A figure is undecided where
/// the 95 % interval of the simulated mean straddles an end of its band. The exit code is 3 when a
/// calibration target is missed or undecided.
#[derive(Debug, Args)]
pub struct ValidateArgs {
    /// The scenario: a TOML file, a built-in name, or a bundle `A.toml+B.toml`
    #[arg(value_name = "SCENARIO")]
    scenario: String,
    /// Published figures [default: those of evidence/targets.csv]
    #[arg(long, value_name = "FILE")]
    targets: Option<PathBuf>,
    /// Judges only figures of this use, as `calibration` or `held-out`; may be repeated
    #[arg(long = "use", value_name = "USE")]
    roles: Vec<Role>,
    /// Judges calibration figures alone, by a list of what they came to at this setting: the exit code is 3
    /// when one is missed now that was not, and 0 otherwise
    #[arg(long, value_name = "FILE", conflicts_with_all = ["roles", "history"])]
    gate: Option<PathBuf>,
    /// Writes that list as it is now, over one that is there
    #[arg(long, value_name = "FILE", conflicts_with_all = ["roles", "gate", "history"])]
    gate_write: Option<PathBuf>,
    /// Adds a line to a history of fits (CSV): date, scenario, counts and mean standardised errors
    #[arg(long, value_name = "FILE", conflicts_with = "roles")]
    history: Option<PathBuf>,
    /// Re-runs source studies inside the simulation too, to see whether it gives back their effects
    #[arg(long)]
    studies: bool,
    /// Writes the tables as a page of documentation too
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
    /// Replicates: histories of the system, each with luck of its own
    #[arg(long, value_name = "N", default_value_t = DEFAULT_REPLICATES,
          value_parser = clap::value_parser!(u32).range(1..=MOST_REPLICATES))]
    replicates: u32,
    /// Master seed; results depend on the scenario, the seed and the replicate alone
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Threads, 0 for all cores; results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = threads)]
    threads: usize,
    /// Years simulated before anything is counted, as `10y` [default: the scenario's]
    #[arg(long, value_name = "DURATION")]
    warm_up: Option<String>,
    /// Simulated people for each person in the population, as 0.1 [default: the scenario's]
    #[arg(long, value_name = "SHARE", value_parser = super::options::positive)]
    population_scale: Option<f64>,
    /// Sets a parameter of the scenario, as `prison.places.male=86000`; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = parse_pair)]
    set: Vec<(String, String)>,
    #[command(flatten)]
    output: OutputArgs,
}

/// Runs the scenario and holds it against the targets.
///
/// # Errors
/// When the scenario or the targets are wrong, a file cannot be used, or the run fails.
pub fn run(args: &ValidateArgs) -> anyhow::Result<ExitCode> {
    let targets = args.read_targets()?;
    let scenario = scenarios::one(&args.scenario, &args.study())?;
    targets::fit_for(args.targets.as_deref(), &scenario)?;
    if let Some(path) = &args.markdown {
        let read = args.targets.iter().cloned();
        let read: Vec<PathBuf> = read.chain(written::files_of(&scenario)).collect();
        let replaces = args.output.overwrite || args.output.resume;
        written::refuse(("--markdown", path), &read, replaces)?;
    }
    let before = args.read_before(&targets)?;
    let validated = Validated::new(&scenario, args.seed, &targets).map_err(Failure::from)?;
    let study = Study::new(&validated.simulator, args.seed);
    let plan = Plan {
        replicates: args.replicates,
        shard: Shard::WHOLE,
        threads: args.threads,
        precision: None,
    };
    let stop = interrupt::listen()?;
    let default = default_folder(&study);
    let simulated = session::simulate(&study, &plan, &args.output, default, stop, None)?;
    let folder = &simulated.folder;
    let reruns = match args.studies && !simulated.outcome.interrupted {
        true => {
            let options = (&args.study(), args.seed);
            studies::rerun(&args.scenario, options, &plan, folder, &args.output, stop)?
        }
        false => Vec::new(),
    };
    let asked = Asked {
        targets: &targets,
        validated: &validated,
        reruns: &reruns,
        before: &before,
    };
    let is_met = args.conclude(&study, &simulated, &asked)?;
    Ok(match session::ending(&simulated.outcome) {
        Ending::Interrupted => ExitCode::from(INTERRUPTED),
        Ending::Done if is_met => ExitCode::SUCCESS,
        Ending::Done => ExitCode::from(MISSED),
    })
}

/// What a run is held against.
struct Asked<'a> {
    targets: &'a [Target],
    validated: &'a Validated,
    reruns: &'a [Rerun],
    before: &'a Before,
}

/// What earlier runs left to be held against, or added to.
struct Before {
    gate: Option<Gate>,
    history: Option<History>,
}

impl ValidateArgs {
    fn study(&self) -> StudyOptions {
        StudyOptions {
            warm_up: self.warm_up.clone(),
            horizon: None,
            population_scale: self.population_scale,
            set: self.set.clone(),
        }
    }

    /// The targets of the uses that were asked for.
    fn read_targets(&self) -> Result<Vec<Target>, Failure> {
        let targets = targets::read(self.targets.as_deref())?;
        let gated = self.gate.is_some() || self.gate_write.is_some();
        let asked = |target: &Target| match gated {
            true => target.role == Role::Calibration,
            false => self.roles.is_empty() || self.roles.contains(&target.role),
        };
        Ok(targets.into_iter().filter(asked).collect())
    }

    /// The list of the gate and the history, as far as they are asked for.
    fn read_before(&self, targets: &[Target]) -> Result<Before, Failure> {
        let gate = |path| gate::read(path, &self.setting(), targets);
        let history = |path| History::open(path).map_err(no_history);
        self.gate_write
            .as_deref()
            .map_or(Ok(()), gate::refuse_other)?;
        Ok(Before {
            gate: self.gate.as_deref().map(gate).transpose()?,
            history: self.history.as_deref().map(history).transpose()?,
        })
    }

    /// What verdicts depend on beside the scenario and its targets.
    fn setting(&self) -> String {
        let changed = self.study().overrides().into_iter();
        let changed: String = changed
            .map(|(key, value)| format!(", {key} = {value}"))
            .collect();
        format!(
            "seed {}, {} replicates{changed}",
            self.seed, self.replicates
        )
    }

    /// Writes the files and shows the tables, if any replicate was finished; true when no
    /// calibration target was hit.
    fn conclude(
        &self,
        study: &Study<'_>,
        simulated: &Simulated,
        asked: &Asked<'_>,
    ) -> Result<bool, Failure> {
        let Asked {
            targets,
            validated,
            reruns,
            before,
        } = *asked;
        let Simulated {
            folder,
            store,
            outcome,
        } = simulated;
        if outcome.finished.is_empty() {
            return Ok(false);
        }
        let results = Results::new(study, store, outcome.finished.clone());
        let table = Validation { targets };
        let command = session::command();
        let hashes = write_table(&folder.files()?, &table, &results)?;
        let found = findings(targets, &results).map_err(Failure::from)?;
        let unanswered = validated.agenda.unanswered(targets, &found);
        let report = Report::new(found);
        let manifest = Manifest::new(&command, study, outcome, hashes);
        manifest.with_validation(&report).write(&folder.files()?)?;
        let causes = targets::causes(self.targets.as_deref())?;
        let mut out = Stdout::new();
        if self.output.json {
            write_json(&mut out, &table, &results)?;
        } else {
            let text = terminal::validation(&report, targets, &unanswered, &causes);
            out.write_all(text.as_bytes()).map_err(ExportError::from)?;
            if !reruns.is_empty() {
                let text = terminal::verification(reruns);
                out.write_all(text.as_bytes()).map_err(ExportError::from)?;
            }
        }
        out.flush().map_err(ExportError::from)?;
        let origin = origin(study, outcome.finished.len(), &command);
        if let Some(path) = &self.markdown {
            let mut page = validation_page(&origin, &report, targets, &unanswered, &causes);
            if !reruns.is_empty() {
                page += &verification_section(reruns);
            }
            write_whole(path, |file| file.write_all(page.as_bytes())).map_err(|error| {
                Failure::failed(format!("cannot write `{}`: {error}", path.display()))
                    .help("name a file that can be written with --markdown")
            })?;
        }
        if !self.output.quiet {
            let lines = terminal::footer(study, outcome, folder.path());
            lines.iter().for_each(|line| note(line));
        }
        if outcome.interrupted {
            return Ok(false);
        }
        self.compared_with_before(&origin, &report, before)
    }

    /// Holds the report against the gate, or writes what is asked for of it; true when the exit code is to
    /// say that all is well.
    fn compared_with_before(
        &self,
        origin: &Origin,
        report: &Report<'_>,
        before: &Before,
    ) -> Result<bool, Failure> {
        let Before { gate, history } = before;
        if let Some(path) = &self.gate_write {
            gate::write(path, self.setting(), &report.calibration)?;
            return Ok(true);
        }
        if let (Some(gate), Some(path)) = (gate, &self.gate) {
            return Ok(gate::passes(gate, path, &report.calibration));
        }
        if let Some(history) = history
            && !history.add(origin, report).map_err(no_history)?
        {
            note("the history has that line already");
        }
        if !report.is_met() {
            note(&not_met(report));
        }
        Ok(report.is_met())
    }
}

fn no_history(error: HistoryError) -> Failure {
    let message = with_causes(&error);
    match error {
        HistoryError::Header { .. } => Failure::misuse(message)
            .help("name a history of validation, or a new file, with --history"),
        HistoryError::Io { .. } => {
            Failure::failed(message).help("name a file that can be written with --history")
        }
    }
}

/// Why the exit code is what it is, and what would change it.
fn not_met(report: &Report<'_>) -> String {
    let Tally {
        undecided, misses, ..
    } = Tally::of(&report.calibration);
    let mut said =
        format!("exit code {MISSED}: calibration targets missed: {misses}, undecided: {undecided}");
    if undecided > 0 {
        said += "; an undecided one is neither met nor missed, and --replicates decides it";
    }
    said
}

/// `results/validation-baseline`.
fn default_folder(study: &Study<'_>) -> PathBuf {
    let names = study.scenarios().iter().map(|info| safe_name(&info.name));
    let name: Vec<String> = names.collect();
    Path::new("results").join(format!("validation-{}", name.join("-")))
}

fn origin(study: &Study<'_>, replicates: usize, command: &[String]) -> Origin {
    let scenario = &study.scenarios()[0];
    Origin {
        date: clock::today(),
        command: command.join(" "),
        scenario: format!("{}: {}", scenario.name, scenario.title),
        hash: scenario.hash.clone(),
        replicates,
        seed: study.seed(),
    }
}

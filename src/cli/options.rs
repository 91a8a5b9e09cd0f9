//! The options that `run` and `compare` share.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::view::ViewArgs;
use super::{scenarios, size};
use crate::experiment::{Goal, Nested, Plan, Precision, Request, Shard, Simulator, Threads};
use crate::link::{Design, Linked, StudyOptions, Varied, built_in_posterior};
use crate::observe::Layout;
use crate::output::Opening;
use crate::scenario::schema::Model;
use crate::scenario::uncertainty::Posterior;
use crate::scenario::{Scenario, parse_pair};

/// Replicates when nothing is said.
pub const DEFAULT_REPLICATES: u32 = 16;
/// Replicates of each draw when parameters are drawn and nothing is said.
pub const DEFAULT_REPLICATES_OF_A_DRAW: u32 = 2;
/// Replicates at most when a precision is asked for and nothing is said.
pub const DEFAULT_MAX_REPLICATES: u32 = 200;

/// Replicates at most: more than any interval has use for, and what the names of records hold.
pub const MOST_REPLICATES: i64 = 1_000_000;
/// The word for no posterior.
const NO_POSTERIOR: &str = "none";

/// Options of every command that simulates.
#[derive(Clone, Debug, Args)]
pub struct SimulationArgs {
    /// Replicates: histories of the system, each with luck of its own. With --precision,
    /// the first batch of them; with --uncertainty, of each draw
    /// [default: 16; with --uncertainty 2]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=MOST_REPLICATES))]
    pub replicates: Option<u32>,
    /// Master seed; results depend on the scenario, the seed and the replicate alone
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Threads, 0 for all cores; results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = threads)]
    pub threads: usize,
    /// Tells people, events, time and memory of the run, and does not run it
    #[arg(long)]
    pub dry_run: bool,
    /// Runs even what this machine has no memory for
    #[arg(long)]
    pub force: bool,
    /// Years simulated before anything is counted, as `10y` [default: the scenario's]
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
    /// Gives every metric in every stratum month by month, not only the headline ones: the
    /// files of monthly values grow tenfold
    #[arg(long)]
    pub all_series: bool,
    /// Gives every metric in every stratum in the files, not only the headline ones
    #[arg(long)]
    pub all_strata: bool,
    /// Adds replicates in batches of 10 until half the 95% interval of METRIC is at most a
    /// share of its mean (`=5%`) or a number (`=20`); may be repeated. In a comparison the
    /// interval is that of each policy's difference, and the share is of the baseline's mean
    #[arg(long, value_name = "METRIC=WIDTH")]
    pub precision: Vec<Request>,
    /// Replicates at which --precision gives up
    #[arg(long, value_name = "N", default_value_t = DEFAULT_MAX_REPLICATES,
          requires = "precision", value_parser = clap::value_parser!(u32).range(1..=MOST_REPLICATES))]
    pub max_replicates: u32,
    /// Makes only one of several shares of the replicates, as 2/5 for the second of five, in a
    /// folder of its own; `throughcare merge` puts all of them together. With --precision the
    /// shards make --replicates in all, and merge says what that reached
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    /// Draws every uncertain parameter N times, the same for all scenarios, and keeps the
    /// error of simulation and the uncertainty of parameters apart
    #[arg(long, value_name = "N", conflicts_with = "precision",
          value_parser = clap::value_parser!(u32).range(2..=100_000))]
    pub uncertainty: Option<u32>,
    /// Rows of fitted parameters to draw from, as `calibrate` writes them; `none` draws every
    /// parameter from its own range [default: that of the built-in baseline, where there is one]
    #[arg(long, value_name = "FILE", requires = "uncertainty")]
    pub posterior: Option<String>,
    /// Leaves out the page `report.html` and the workbook `briefing.xlsx`
    #[arg(long)]
    pub no_report: bool,
    /// Whether the records of the replicates stay when the tables are written. Without them nothing
    /// can go on with --resume, or be compared with `compare --from`
    #[arg(long, value_name = "WHETHER", value_enum, default_value_t = Records::Yes)]
    pub keep_records: Records,
    /// Where results go.
    #[command(flatten)]
    pub output: OutputArgs,
    /// What is shown.
    #[command(flatten)]
    pub view: ViewArgs,
}

/// Whether records stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Records {
    /// They stay.
    Yes,
    /// They are removed when the tables are written.
    No,
}

/// Where results go and what is shown.
#[derive(Clone, Debug, Args)]
pub struct OutputArgs {
    /// Result folder [default: results/ and the names of the scenarios]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replaces results that are in the folder
    #[arg(long, conflicts_with = "resume")]
    pub overwrite: bool,
    /// Goes on from the replicates that are in the folder
    #[arg(long)]
    pub resume: bool,
    /// Shows the results and errors, and nothing else
    #[arg(long, short)]
    pub quiet: bool,
    /// Shows no progress
    #[arg(long)]
    pub no_progress: bool,
    /// Prints every result as JSON instead of a table
    #[arg(long)]
    pub json: bool,
}

impl SimulationArgs {
    /// What the scenarios need to know.
    pub fn study(&self) -> StudyOptions {
        StudyOptions {
            warm_up: self.warm_up.clone(),
            horizon: self.horizon.clone(),
            population_scale: self.population_scale,
            set: self.set.clone(),
        }
    }

    /// The simulator of the scenarios that `specs` name.
    ///
    /// # Errors
    /// When a scenario or a posterior is wrong, or the options contradict each other.
    pub fn simulator(&self, specs: &[String]) -> Result<Box<dyn Simulator>, Failure> {
        self.simulator_of(scenarios::load(specs, &self.study())?)
    }

    /// The simulator of scenarios that are read already.
    ///
    /// # Errors
    /// When a posterior is wrong, the options contradict each other, or they cannot be run.
    pub fn simulator_of(
        &self,
        loaded: Vec<Scenario<Model>>,
    ) -> Result<Box<dyn Simulator>, Failure> {
        let Some(draws) = self.uncertainty else {
            size::admit(&loaded, self)?;
            return Ok(Box::new(Linked::new(&loaded, self.seed, self.all_series)?));
        };
        let replicates = self.replicates.unwrap_or(DEFAULT_REPLICATES_OF_A_DRAW);
        if replicates < 2 {
            return Err(Failure::misuse(
                "with one replicate of each draw, luck and parameters cannot be told apart",
            )
            .help("use --replicates 2 or more with --uncertainty"));
        }
        let all = i64::from(draws) * i64::from(replicates);
        if all > MOST_REPLICATES {
            let message = format!(
                "{draws} draws of {replicates} replicates are {all} replicates; at most \
                 {MOST_REPLICATES} can be run"
            );
            return Err(Failure::misuse(message).help("use fewer of either"));
        }
        size::admit(&loaded, self)?;
        let posterior = self.posterior(&loaded[0])?;
        let how = Design { draws, replicates };
        let varied = Varied::new(loaded, self.seed, how, posterior.as_ref())?;
        Ok(Box::new(varied))
    }

    /// The posterior that was asked for, or the one of the program where it belongs.
    fn posterior(&self, baseline: &Scenario<Model>) -> Result<Option<Posterior>, Failure> {
        let parsed = match self.posterior.as_deref() {
            Some(NO_POSTERIOR) => return Ok(None),
            Some(path) => {
                let text = fs::read_to_string(path).map_err(|error| {
                    Failure::misuse(format!("cannot read `{path}`: {error}"))
                        .help("name a file written by `calibrate` with --posterior, or `none`")
                })?;
                Posterior::parse(path, &text).map(Some)
            }
            None => built_in_posterior(baseline),
        };
        parsed.map_err(|error| Failure::misuse(error.to_string()))
    }

    /// What the runner needs to know: `nested` where parameters are drawn.
    ///
    /// # Errors
    /// When a precision names no metric, or the replicates exceed their maximum.
    pub fn plan(&self, layout: &Layout, nested: Option<&Nested>) -> Result<Plan, Failure> {
        let alone = self.replicates.unwrap_or(DEFAULT_REPLICATES);
        Ok(Plan {
            replicates: nested.map_or(alone, Nested::total),
            shard: self.shard.unwrap_or(Shard::WHOLE),
            threads: self.threads,
            precision: self.precision(layout)?,
        })
    }

    fn precision(&self, layout: &Layout) -> Result<Option<Precision>, Failure> {
        if self.precision.is_empty() {
            return Ok(None);
        }
        let max_replicates = self.max_replicates;
        let replicates = self.replicates.unwrap_or(DEFAULT_REPLICATES);
        if max_replicates < replicates {
            let message =
                format!("--max-replicates {max_replicates} is less than --replicates {replicates}");
            return Err(Failure::misuse(message).help("raise the one or lower the other"));
        }
        let requests = self.precision.iter().cloned();
        let goals: Result<_, _> = requests.map(|request| Goal::new(request, layout)).collect();
        Ok(Some(Precision {
            goals: goals?,
            max_replicates,
        }))
    }
}

impl OutputArgs {
    /// What to do with results that are there already.
    pub fn opening(&self) -> Opening {
        match (self.overwrite, self.resume) {
            (true, _) => Opening::Overwrite,
            (false, true) => Opening::Resume,
            (false, false) => Opening::New,
        }
    }
}

/// A number of threads.
pub(super) fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number) if number <= Threads::MOST => Ok(number),
        Ok(_) => Err(format!(
            "at most {}: more threads than cores make nothing faster",
            Threads::MOST
        )),
        Err(_) => Err("not a whole number".to_owned()),
    }
}

/// A number above zero.
pub(super) fn positive(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(number) if f64::is_finite(number) && number > 0.0 => Ok(number),
        _ => Err("not a number above zero".to_owned()),
    }
}

//! The command line: one file a subcommand.
//!
//! Results go to standard output, everything else to standard error. What the options
//! mean is decided here; what is done with them is decided in the rooms below.

mod areas;
mod assumption_log;
mod budget;
mod calibrate;
pub mod check;
mod clock;
mod compare;
mod design;
mod estates;
mod explore;
pub mod failure;
mod find;
mod gate;
mod interrupt;
mod measures;
mod merge;
mod metrics;
mod new;
pub mod options;
mod places;
mod policies;
mod progress;
mod rank;
mod report;
mod run;
mod scenarios;
mod schema;
mod sensitivity;
pub mod session;
mod shards;
mod shell;
mod size;
mod streams;
mod studies;
mod sweep;
mod targets;
mod trace;
mod validate;
mod view;
mod warm_up;
mod written;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

pub use failure::report;

use crate::pathway::Plan;
use crate::scenario::edition::{EVIDENCE_EDITION, FORMAT};
use crate::scenario::schema::Model;

/// Simulates the drug-treatment pathway through the criminal justice system of England and
/// Wales, and compares policies under the same luck.
#[derive(Debug, Parser)]
#[command(name = "throughcare", version, long_version = versions(), after_help = EXIT_CODES, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::RunArgs),
    Compare(compare::CompareArgs),
    Sweep(sweep::SweepArgs),
    Sensitivity(sensitivity::SensitivityArgs),
    Rank(rank::RankArgs),
    Budget(budget::BudgetArgs),
    Places(places::PlacesArgs),
    Report(report::ReportArgs),
    Policies(policies::PoliciesArgs),
    Merge(merge::MergeArgs),
    Validate(validate::ValidateArgs),
    Calibrate(calibrate::CalibrateArgs),
    Trace(trace::TraceArgs),
    Check(check::CheckArgs),
    Areas(areas::AreasArgs),
    New(new::NewArgs),
    Init(new::InitArgs),
    Explore(explore::ExploreArgs),
    Find(find::FindArgs),
    Metrics(metrics::MetricsArgs),
    Schema(schema::SchemaArgs),
    Completions(shell::CompletionsArgs),
    Man(shell::ManArgs),
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 the run failed; 2 wrong use or a bad scenario; \
    3 a calibration target was missed or is undecided, or replicates are missing; 130 interrupted (what was finished is kept).";

/// The version of the program, and those of what it reads and writes.
fn versions() -> &'static str {
    let said = format!(
        "{}\nscenario format {FORMAT}, evidence of {EVIDENCE_EDITION}, result folders of format {}",
        env!("CARGO_PKG_VERSION"),
        crate::output::FOLDER_FORMAT,
    );
    // Once a process, and clap keeps it for as long.
    said.leak()
}

/// Does what was asked for.
///
/// # Errors
/// Whatever stopped it; [`report`] prints it and knows the exit code.
pub fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    match &cli.command {
        Command::Run(args) => run::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Sweep(args) => sweep::run(args),
        Command::Sensitivity(args) => sensitivity::run(args),
        Command::Rank(args) => rank::run(args),
        Command::Budget(args) => budget::run(args),
        Command::Places(args) => places::run(args),
        Command::Report(args) => report::run(args),
        Command::Policies(args) => policies::run(args),
        Command::Merge(args) => merge::run(args),
        Command::Validate(args) => validate::run(args),
        Command::Calibrate(args) => calibrate::run(args),
        Command::Trace(args) => trace::run(args),
        Command::Check(args) => {
            check::run::<Model, _>(args, |scenario| Plan::compile(scenario).err())
        }
        Command::Areas(args) => areas::run(args),
        Command::New(args) => new::run(args),
        Command::Init(args) => new::init(args),
        Command::Explore(args) => explore::run(args),
        Command::Find(args) => find::run(args),
        Command::Metrics(args) => metrics::run(args),
        Command::Schema(args) => schema::run::<Model>(args),
        Command::Completions(args) => shell::completions(args, Cli::command()),
        Command::Man(args) => shell::man(args, Cli::command()),
    }
}

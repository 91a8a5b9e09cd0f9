//! `throughcare run`: replicates of one scenario.

use std::process::ExitCode;

use clap::Args;

use super::options::SimulationArgs;
use super::{session, size, warm_up};

/// Simulates one scenario: headline metrics, and files with everything
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The scenario: a TOML file, a built-in name, or a bundle `A.toml+B.toml`
    #[arg(value_name = "SCENARIO")]
    scenario: String,
    /// Looks at how the headline metrics settle from the first day on, in place of the results: where
    /// MSER-5 cuts, and Welch's moving average
    #[arg(long, conflicts_with_all = ["uncertainty", "precision"])]
    warm_up_check: bool,
    #[command(flatten)]
    simulation: SimulationArgs,
}

/// Runs the scenario.
///
/// # Errors
/// When the scenario is wrong, the folder cannot be used, or the run fails.
pub fn run(args: &RunArgs) -> anyhow::Result<ExitCode> {
    let specs = std::slice::from_ref(&args.scenario);
    if args.simulation.dry_run {
        return size::dry_run(specs, &args.simulation);
    }
    if args.warm_up_check {
        return warm_up::check(&args.scenario, &args.simulation);
    }
    let simulator = args.simulation.simulator(specs)?;
    session::at_the_terminal(&*simulator, &args.simulation)
}

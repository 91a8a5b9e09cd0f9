//! `throughcare run`: replicates of one scenario.

use std::process::ExitCode;

use clap::Args;

use super::options::SimulationArgs;
use super::session;

/// Simulates one scenario: headline metrics, and files with everything
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The scenario: a TOML file, a built-in name, or a bundle `A.toml+B.toml`
    #[arg(value_name = "SCENARIO")]
    scenario: String,
    #[command(flatten)]
    simulation: SimulationArgs,
}

/// Runs the scenario.
///
/// # Errors
/// When the scenario is wrong, the folder cannot be used, or the run fails.
pub fn run(args: &RunArgs) -> anyhow::Result<ExitCode> {
    let specs = std::slice::from_ref(&args.scenario);
    let simulator = args.simulation.simulator(specs)?;
    session::at_the_terminal(&*simulator, &args.simulation)
}

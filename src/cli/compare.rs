//! `throughcare compare`: policies against the baseline, under the same luck.

use std::process::ExitCode;

use clap::Args;

use super::options::SimulationArgs;
use super::{session, size};

/// Compares policies with the baseline, replicate by replicate under the same luck
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// The baseline: a TOML file or a built-in name
    #[arg(value_name = "BASELINE")]
    baseline: String,
    /// The policies: TOML files, built-in names, or bundles `A.toml+B.toml`
    #[arg(value_name = "POLICY", required = true)]
    policies: Vec<String>,
    #[command(flatten)]
    simulation: SimulationArgs,
}

/// Runs the comparison.
///
/// # Errors
/// When a scenario is wrong, the folder cannot be used, or the run fails.
pub fn run(args: &CompareArgs) -> anyhow::Result<ExitCode> {
    let first = std::iter::once(&args.baseline);
    let specs: Vec<String> = first.chain(&args.policies).cloned().collect();
    if args.simulation.dry_run {
        return size::dry_run(&specs, &args.simulation);
    }
    let simulator = args.simulation.simulator(&specs)?;
    session::at_the_terminal(&*simulator, &args.simulation)
}

//! `throughcare compare`: policies against the baseline, under the same luck.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::options::SimulationArgs;
use super::{estates, session, size};

/// Compares policies with the baseline, replicate by replicate under the same luck
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// The baseline: a TOML file or a built-in name
    #[arg(value_name = "BASELINE", required_unless_present = "from")]
    baseline: Option<String>,
    /// The policies: TOML files, built-in names, or bundles `A.toml+B.toml`
    #[arg(value_name = "POLICY", required_unless_present = "from")]
    policies: Vec<String>,
    /// Compares finished runs without simulating again: their result folders, the baseline's
    /// first; seeds, versions and histories must pair
    #[arg(long, value_name = "DIR", num_args = 2.., conflicts_with_all = ["baseline", "policies"])]
    from: Vec<PathBuf>,
    /// Compares on a full and on a slack estate as well (the built-in estates/full and
    /// estates/slack), and says where the answer turns
    #[arg(long, conflicts_with = "from")]
    estates: bool,
    #[command(flatten)]
    simulation: SimulationArgs,
}

/// Runs the comparison.
///
/// # Errors
/// When a scenario is wrong, the folder cannot be used, or the run fails.
pub fn run(args: &CompareArgs) -> anyhow::Result<ExitCode> {
    if !args.from.is_empty() {
        return session::of_finished_runs(&args.from, &args.simulation);
    }
    let specs: Vec<String> = args
        .baseline
        .iter()
        .chain(&args.policies)
        .cloned()
        .collect();
    if args.simulation.dry_run {
        return size::dry_run(&specs, &args.simulation);
    }
    if args.estates {
        return estates::compare(&specs, &args.simulation);
    }
    let simulator = args.simulation.simulator(&specs)?;
    session::at_the_terminal(&*simulator, &args.simulation)
}

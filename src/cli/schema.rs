//! placeholder
use std::process::ExitCode;
/// Args.
#[derive(Clone, Debug, clap::Args)]
pub struct SchemaArgs {}
/// Run.
pub fn run(_: &SchemaArgs) -> anyhow::Result<ExitCode> { Ok(ExitCode::SUCCESS) }

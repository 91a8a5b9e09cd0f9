//! `throughcare schema`: the JSON Schema of a scenario, for editors and other programs.

use std::io::Write;
use std::process::ExitCode;

use schemars::JsonSchema;

use super::streams::Stdout;
use crate::scenario::json_schema;

/// Print the JSON Schema of scenario files.
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {}

/// Prints the schema of the model `T`.
///
/// # Errors
///
/// If standard output cannot be written.
pub fn run<T: JsonSchema>(_: &SchemaArgs) -> anyhow::Result<ExitCode> {
    let text = serde_json::to_string_pretty(&json_schema::<T>())?;
    let mut out = Stdout::new();
    writeln!(out, "{text}")?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

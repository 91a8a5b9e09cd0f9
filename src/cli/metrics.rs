//! `throughcare metrics`: the data dictionary.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;

use super::failure::Failure;
use super::streams::Stdout;
use crate::link;
use crate::output::terminal;
use crate::scenario::nearest;

/// Lists every metric, one a line: name, unit, whom it is about, definition
#[derive(Debug, Args)]
pub struct MetricsArgs {
    /// Only metrics whose name, title or definition has this in it
    #[arg(value_name = "TEXT")]
    text: Option<String>,
    /// Prints the list as JSON
    #[arg(long)]
    json: bool,
}

/// Prints the list.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(args: &MetricsArgs) -> anyhow::Result<ExitCode> {
    let mut metrics = link::metrics();
    if let Some(text) = &args.text {
        let text = text.to_lowercase();
        let has = |of: &str| of.to_lowercase().contains(&text);
        let names: Vec<&str> = metrics.iter().map(|one| one.name).collect();
        metrics.retain(|one| has(one.name) || has(one.title) || has(one.definition));
        if metrics.is_empty() {
            let found = Failure::misuse(format!("no metric has `{text}` in its name or meaning"));
            let near = nearest(&text, names);
            return Err(match near {
                Some(name) => found.help(format!("did you mean `{name}`?")),
                None => found.help("`throughcare find` looks in parameters and pages too"),
            }
            .into());
        }
    }
    let mut out = Stdout::new();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &metrics)?;
        writeln!(out)?;
    } else {
        out.write_all(terminal::metrics(&metrics).as_bytes())?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

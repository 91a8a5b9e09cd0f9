//! `throughcare completions` and `throughcare man`: made from the table of commands, so that they
//! cannot say anything else.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, Command};
use clap_complete::Shell;

use super::streams::Stdout;

/// Prints the completions of a shell
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Prints the manual page, one after the other of every command
#[derive(Debug, Args)]
pub struct ManArgs {}

/// Prints what a shell reads.
///
/// # Errors
/// When standard output cannot be written.
pub fn completions(args: &CompletionsArgs, mut command: Command) -> anyhow::Result<ExitCode> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut command, "throughcare", &mut text);
    let mut out = Stdout::new();
    out.write_all(&text)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the manual.
///
/// # Errors
/// When standard output cannot be written.
pub fn man(_: &ManArgs, mut command: Command) -> anyhow::Result<ExitCode> {
    command.build();
    let mut text = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut text)?;
    for inner in command
        .get_subcommands()
        .filter(|one| one.get_name() != "help")
    {
        clap_mangen::Man::new(inner.clone()).render(&mut text)?;
    }
    let mut out = Stdout::new();
    out.write_all(&text)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

//! The program: parse, hand over, print the error, exit code.

#![warn(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr
)]

use std::process::ExitCode;

use clap::Parser;
use throughcare::cli::{self, Cli};

fn main() -> ExitCode {
    let cli = Cli::parse();
    cli::run(&cli).unwrap_or_else(|error| cli::report(&error))
}

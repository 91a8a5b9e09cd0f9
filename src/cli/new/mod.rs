//! `throughcare new`: a starter for an area or a policy of one's own. `throughcare init`: a folder
//! with both.

mod area;
mod ask;
mod init;
mod outcome;
mod policy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

pub use init::InitArgs;

use super::failure::Failure;
use super::written;
use crate::experiment::files::write_whole;

/// Writes a starter file: an area or a policy of one's own
#[derive(Debug, Args)]
pub struct NewArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Area(area::AreaArgs),
    Policy(policy::PolicyArgs),
}

/// Writes what was asked for.
///
/// # Errors
/// When an answer is wrong, the area cannot be run, or the file cannot be written.
pub fn run(args: &NewArgs) -> anyhow::Result<ExitCode> {
    match &args.what {
        What::Area(args) => area::run(args),
        What::Policy(args) => policy::run(args),
    }
}

/// Writes a folder to begin with.
///
/// # Errors
/// When there is no such area, or the folder is not empty or cannot be written.
pub fn init(args: &InitArgs) -> anyhow::Result<ExitCode> {
    init::run(args)
}

/// A name that a file, an area of a scenario and a folder of results can have.
fn plain_name(name: &str) -> Result<String, Failure> {
    let plain = name.trim().to_lowercase().replace([' ', '_'], "-");
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let begins = plain.starts_with(|c: char| c.is_ascii_lowercase());
    if !begins || plain.len() > 60 || !plain.chars().all(fits) {
        let message = format!("`{name}` cannot be a name");
        return Err(Failure::misuse(message).help(
            "a name begins with a letter and is made of letters, digits and `-`, 60 at most",
        ));
    }
    Ok(plain)
}

/// Where a starter is written: `--out`, or the name in this folder. A file that is there is kept
/// unless it may be replaced.
fn place(out: Option<&PathBuf>, name: &str, overwrite: bool) -> Result<PathBuf, Failure> {
    let path = out
        .cloned()
        .unwrap_or_else(|| PathBuf::from(format!("{name}.toml")));
    written::refuse(("--out", &path), &[], overwrite)?;
    Ok(path)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let written = write_whole(path, |file| file.write_all(text.as_bytes()));
    let written: std::io::Result<_> = written;
    written.map(drop).map_err(|error| {
        Failure::failed(format!("cannot write `{}`: {error}", path.display()))
            .help("name a file that can be written")
    })
}

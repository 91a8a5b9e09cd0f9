//! `throughcare explore`: the simulator as one page for a browser.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::failure::Failure;
use super::streams::note;
use super::written;
use crate::experiment::files::write_whole;

/// The page, where the program was built with it (`build.rs`).
#[cfg(has_explorer)]
const PAGE: Option<&[u8]> = Some(include_bytes!(env!("THROUGHCARE_EXPLORER")));
#[cfg(not(has_explorer))]
const PAGE: Option<&[u8]> = None;

/// Writes the explorer: the whole simulator in one page, for a browser without a network
///
/// The page gives the same figures as this program: choose an area, move what an office can change,
/// and save the scenario file, the results and the report.
#[derive(Debug, Args)]
pub struct ExploreArgs {
    /// The file to write
    #[arg(long, default_value = "explorer.html", value_name = "FILE")]
    out: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    overwrite: bool,
}

/// Writes the page.
///
/// # Errors
/// When the program was built without it, or it cannot be written.
pub fn run(args: &ExploreArgs) -> anyhow::Result<ExitCode> {
    let Some(page) = PAGE else {
        return Err(
            Failure::failed("this program was built without the explorer").help(
                "the downloads for Windows and Linux have it as explorer.html; from the sources, \
                 `dist/explorer.sh` builds it",
            )
            .into(),
        );
    };
    let path = &args.out;
    written::refuse(("--out", path), &[], args.overwrite)?;
    write_whole(path, |file| file.write_all(page))
        .map_err(|error| Failure::failed(format!("cannot write `{}`: {error}", path.display())))?;
    note(&format!(
        "written: {}; open it in a browser",
        path.display()
    ));
    Ok(ExitCode::SUCCESS)
}

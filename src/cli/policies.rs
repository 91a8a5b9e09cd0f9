//! `throughcare policies`: a page of every policy, from results that are there.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::failure::Failure;
use super::report::results_in;
use super::streams::Stdout;
use super::{clock, estates, written};
use crate::experiment::files::write_whole;
use crate::output::policies_page;

/// Tells every policy of finished results in a row: what it moves and costs on each estate, what it
/// rests on, and where it does little or harm; nothing is simulated
#[derive(Debug, Args)]
pub struct PoliciesArgs {
    /// The result folder of a `compare`; those of `compare --estates` beside it, with -full and -slack behind
    /// its name, are read with it
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Writes the page into this file instead
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
    /// Replaces the file of --markdown
    #[arg(long, requires = "markdown")]
    overwrite: bool,
}

/// Shows the page, or writes it.
///
/// # Errors
/// When a folder holds no comparison, or a file cannot be read or written.
pub fn run(args: &PoliciesArgs) -> anyhow::Result<ExitCode> {
    if let Some(path) = &args.markdown {
        written::refuse(("--markdown", path), &[], args.overwrite)?;
    }
    let mut dossier = results_in(&args.folder)?;
    if dossier.facts.policies().is_empty() {
        let title = format!(
            "`{}` holds no policy beside a baseline",
            args.folder.display()
        );
        return Err(Failure::misuse(title)
            .help("name the folder of a `compare`, as of `compare baseline more-drrs --estates`")
            .into());
    }
    let others = estates::folders_beside(&args.folder)
        .into_iter()
        .filter(|folder| folder.is_dir());
    dossier.others = others
        .map(|folder| results_in(&folder))
        .collect::<Result<_, _>>()?;
    let page = policies_page(&dossier, &clock::today())?;
    match &args.markdown {
        Some(path) => written_to(path, &page)?,
        None => Stdout::new().write_all(page.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn written_to(path: &Path, page: &str) -> Result<(), Failure> {
    let written = write_whole(path, |out| out.write_all(page.as_bytes()));
    written.map(|_| ()).map_err(|error| {
        Failure::failed(format!("cannot write `{}`: {error}", path.display()))
            .help("name a file that can be written with --markdown")
    })
}

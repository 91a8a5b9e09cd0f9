//! `throughcare report`: a page and a workbook from results that are there.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::failure::Failure;
use super::streams::note;
use crate::experiment::files::Directory;
use crate::experiment::keep::Keep;
use crate::output::{
    DossierError, REPORT_PAGE, WORKBOOK, add_validation, dossier_of_files, unreadable_format,
    write_charts, write_report,
};

/// Makes a page and a workbook from the results in a folder; nothing is simulated
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The result folder of a `run` or a `compare`
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Results of the same policies on another estate, to be shown beside these
    #[arg(long, value_name = "DIR")]
    beside: Option<PathBuf>,
    /// The folder of a `validate` of the same baseline
    #[arg(long, value_name = "DIR")]
    validation: Option<PathBuf>,
    /// Writes every chart into this folder too, as an SVG file of its own
    #[arg(long, value_name = "DIR")]
    charts: Option<PathBuf>,
}

/// Writes the report and the workbook into the folder.
///
/// # Errors
/// When a folder holds no results, or a file cannot be read or written.
pub fn run(args: &ReportArgs) -> anyhow::Result<ExitCode> {
    let folder = there(&args.folder)?;
    let mut dossier = dossier_of_files(&folder).map_err(failure)?;
    if let Some(beside) = &args.beside {
        let other = dossier_of_files(&there(beside)?).map_err(failure)?;
        dossier.other = Some(Box::new(other));
    }
    if let Some(validation) = &args.validation {
        add_validation(&mut dossier, &there(validation)?).map_err(failure)?;
    }
    if let Some(charts) = &args.charts {
        let charts = Directory::open(charts).map_err(|source| refused(charts, source))?;
        let count = write_charts(&charts, &dossier).map_err(Failure::from)?;
        note(&format!("charts: {count}"));
    }
    write_report(&folder, &dossier).map_err(Failure::from)?;
    for file in [REPORT_PAGE, WORKBOOK] {
        note(&folder.path(file).display().to_string());
    }
    Ok(ExitCode::SUCCESS)
}

/// A folder that must be there already.
fn there(path: &Path) -> Result<Directory, Failure> {
    if let Some(why) = unreadable_format(path) {
        return Err(
            Failure::misuse(format!("there is no report of `{}`: {why}", path.display()))
                .help("use the version that made them, or run it again"),
        );
    }
    match path.is_dir() {
        true => Directory::open(path).map_err(|source| refused(path, source)),
        false => Err(failure(DossierError::NoResults(path.display().to_string()))),
    }
}

fn refused(path: &Path, source: io::Error) -> Failure {
    Failure::misuse(format!(
        "cannot use the folder `{}`: {source}",
        path.display()
    ))
    .help("name another folder")
}

fn failure(error: DossierError) -> Failure {
    Failure::misuse(error.to_string()).help("name the folder that `run` or `compare` wrote")
}

//! `throughcare report`: a page and a workbook from results that are there.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::failure::Failure;
use super::streams::note;
use super::{session, written};
use crate::experiment::files::Directory;
use crate::experiment::keep::Keep;
use crate::figures::Dossier;
use crate::output::{
    DossierError, Folder, MARKER, Opening, Purpose, REPORT_PAGE, WORKBOOK, add_experiment,
    add_validation, chart_files, dossier_of_files, unreadable_format, write_charts, write_report,
};

/// Makes a page and a workbook from the results in a folder; nothing is simulated
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The result folder of a `run` or a `compare`
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Results of the same policies on another estate, to be shown beside these; may be given more
    /// than once
    #[arg(long, value_name = "DIR")]
    beside: Vec<PathBuf>,
    /// The folder of a `validate` of the same baseline
    #[arg(long, value_name = "DIR")]
    validation: Option<PathBuf>,
    /// The folder of a `sensitivity` or a `sweep` of the same policies; may be given more than once
    #[arg(long, value_name = "DIR")]
    experiment: Vec<PathBuf>,
    /// Writes every chart into this folder too, as an SVG file of its own
    #[arg(long, value_name = "DIR")]
    charts: Option<PathBuf>,
    /// Replace the files that --charts writes, where some are there
    #[arg(long, requires = "charts")]
    overwrite: bool,
}

/// Writes the report and the workbook into the folder.
///
/// # Errors
/// When a folder holds no results, or a file cannot be read or written.
pub fn run(args: &ReportArgs) -> anyhow::Result<ExitCode> {
    let folder = there(&args.folder)?;
    let mut dossier = dossier_of_files(&folder).map_err(failure)?;
    let _held = held(&args.folder)?;
    for beside in &args.beside {
        dossier.others.push(results_in(beside)?);
    }
    if let Some(validation) = &args.validation {
        add_validation(&mut dossier, &there(validation)?).map_err(failure)?;
    }
    for experiment in &args.experiment {
        add_experiment(&mut dossier, &there(experiment)?).map_err(failure)?;
    }
    if let Some(charts) = &args.charts {
        let count = write_pictures(charts, &dossier, args.overwrite)?;
        note(&format!("charts: {count}"));
    }
    write_report(&folder, &dossier).map_err(Failure::from)?;
    for file in [REPORT_PAGE, WORKBOOK] {
        note(&folder.path(file).display().to_string());
    }
    Ok(ExitCode::SUCCESS)
}

/// What figures read of a result folder.
///
/// # Errors
/// When it holds no results, or they cannot be read.
pub(super) fn results_in(path: &Path) -> Result<Dossier, Failure> {
    dossier_of_files(&there(path)?).map_err(failure)
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
        true => Ok(Directory::at(path)),
        false => Err(failure(DossierError::NoResults(path.display().to_string()))),
    }
}

/// Keeps runs out of a folder while a page is written there. Where a copy of results lost its
/// marker on the way, no run writes.
pub(super) fn held(path: &Path) -> Result<Option<Folder>, Failure> {
    match path.join(MARKER).exists() {
        true => session::open(path, Opening::Resume, Purpose::Replicates).map(Some),
        false => Ok(None),
    }
}

/// Writes the charts as files, over others only where that `replaces` them as asked.
fn write_pictures(path: &Path, dossier: &Dossier, replaces: bool) -> Result<usize, Failure> {
    let charts = chart_files(dossier);
    for (name, _) in &charts {
        written::refuse(("--charts", &path.join(name)), &[], replaces)?;
    }
    let folder = Directory::open(path).map_err(|source| refused(path, source))?;
    write_charts(&folder, &charts).map_err(Failure::from)?;
    Ok(charts.len())
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

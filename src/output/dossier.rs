//! Results as figures read them: from the files that were written, or from memory.

use std::io;

use serde_json::Value;

use super::table::{ExportError, Field};
use super::{MANIFEST, TABLES, number};
use crate::experiment::Results;
use crate::experiment::keep::Keep;
use crate::figures::{Dossier, EXPERIMENTS, Facts, READ, Row, Said};

/// Why a folder cannot be reported on.
#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    /// It holds no results.
    #[error("`{0}` holds no results: there is no {MANIFEST} in it")]
    NoResults(String),
    /// It holds no experiment that a report shows.
    #[error(
        "`{0}` holds no experiment that a report shows: neither tornado.csv nor sweep.csv is in it"
    )]
    NoExperiment(String),
    /// A file cannot be read.
    #[error("cannot read `{file}`: {source}")]
    Io {
        /// The file.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// The manifest is not one of ours.
    #[error("`{file}` is no manifest of this program: {source}")]
    Manifest {
        /// The file.
        file: String,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// A table is damaged.
    #[error("`{file}` cannot be read as a table: {source}")]
    Table {
        /// The file.
        file: String,
        /// What is wrong.
        source: csv::Error,
    },
}

/// The results that `keep` holds: their manifest and those of their tables that are shown.
///
/// # Errors
/// When there are no results, or a file cannot be read.
pub fn dossier_of_files(keep: &dyn Keep) -> Result<Dossier, DossierError> {
    let path = keep.path(MANIFEST);
    let text = keep.read(MANIFEST).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => {
            let folder = path.parent().unwrap_or(&path);
            DossierError::NoResults(folder.display().to_string())
        }
        _ => DossierError::Io {
            file: path.display().to_string(),
            source,
        },
    })?;
    let wrong = |source| DossierError::Manifest {
        file: path.display().to_string(),
        source,
    };
    let manifest: Value = serde_json::from_slice(&text).map_err(wrong)?;
    let mut dossier = Dossier::new(Facts::read(manifest).map_err(wrong)?);
    for file in READ {
        read_table(keep, file, &mut dossier)?;
    }
    Ok(dossier)
}

/// The figures of a validation beside the results of a run.
///
/// # Errors
/// When `keep` has none, or they cannot be read.
pub fn add_validation(dossier: &mut Dossier, keep: &dyn Keep) -> Result<(), DossierError> {
    match read_table(keep, super::VALIDATION, dossier)? {
        true => Ok(()),
        false => Err(DossierError::Io {
            file: keep.path(super::VALIDATION).display().to_string(),
            source: io::ErrorKind::NotFound.into(),
        }),
    }
}

/// The figures of an experiment on the same policies beside the results of a run.
///
/// # Errors
/// When `keep` has none that is shown, or they cannot be read.
pub fn add_experiment(dossier: &mut Dossier, keep: &dyn Keep) -> Result<(), DossierError> {
    let mut found = false;
    for file in EXPERIMENTS {
        found |= read_table(keep, file, dossier)?;
    }
    match found {
        true => Ok(()),
        false => Err(DossierError::NoExperiment(
            keep.path("").display().to_string(),
        )),
    }
}

/// Takes in one table, and says whether it is there.
fn read_table(keep: &dyn Keep, file: &str, dossier: &mut Dossier) -> Result<bool, DossierError> {
    let name = || keep.path(file).display().to_string();
    let text = match keep.read(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(source) => {
            return Err(DossierError::Io {
                file: name(),
                source,
            });
        }
    };
    let damaged = |source| DossierError::Table {
        file: name(),
        source,
    };
    let mut table = csv::Reader::from_reader(&*text);
    let head = table.headers().map_err(damaged)?.clone();
    let columns: Vec<&str> = head.iter().collect();
    let mut record = csv::StringRecord::new();
    while table.read_record(&mut record).map_err(damaged)? {
        let fields: Vec<Said<'_>> = record.iter().map(Said::Text).collect();
        let row = Row {
            columns: &columns,
            fields: &fields,
        };
        dossier.take(file, row);
    }
    Ok(true)
}

/// The same from results in memory, as `manifest` describes them.
///
/// # Errors
/// When a record cannot be read.
pub fn dossier_of_results(results: &Results<'_>, manifest: Value) -> Result<Dossier, ExportError> {
    let mut dossier = Dossier::new(Facts::read(manifest)?);
    let tables = TABLES.into_iter().filter(|table| table.applies(results));
    for table in tables.filter(|table| READ.contains(&table.file())) {
        table.rows(results, &mut |row| {
            let fields: Vec<Said<'_>> = row.iter().map(|field| said(*field)).collect();
            let row = Row {
                columns: table.columns(),
                fields: &fields,
            };
            dossier.take(table.file(), row);
            Ok(())
        })?;
    }
    Ok(dossier)
}

/// A field as a file would say it.
fn said(field: Field<'_>) -> Said<'_> {
    match field {
        Field::Text(text) => Said::Text(text),
        Field::Count(count) => Said::Number(count as f64),
        Field::Number(value) => Said::Number(number::rounded(value).unwrap_or(f64::NAN)),
    }
}

//! What comes out: tidy files and tables for people.
//!
//! Every tidy file is one [`Table`], in a file of its own: its columns and its rows, with
//! no word about how they are written. The same rows become CSV files (`csv_file`) and
//! JSON on standard output (`json`). `folder` is the result folder, `manifest` says where
//! everything in it came from, `calibration` is what a fit leaves, `terminal` shows the headline metrics.

mod calibration;
mod comparison;
mod comparison_timeseries;
mod csv_file;
mod decision;
pub mod design;
mod draws;
mod flows;
mod folder;
mod json;
mod lives;
mod manifest;
mod misses;
mod number;
mod replicates;
mod summary;
mod table;
#[cfg(feature = "cli")]
pub mod terminal;
mod timeseries;
mod uncertainty;
mod validation;
mod verification;

pub use calibration::{
    Account, FIT, FITTED, Facts, POSTERIOR_DRAWS, REPORT, RUNS_OF, Told, fit_table,
    posterior_table, report_page, write_fit_manifest,
};
pub use comparison::Comparison;
pub use comparison_timeseries::ComparisonTimeseries;
pub use decision::DecisionTable;
pub use draws::{Draws, Parameters};
pub use flows::Flows;
pub use folder::{Folder, FolderError, Opening};
pub use json::write_json;
pub use lives::write_lives;
pub use manifest::{MANIFEST, Manifest};
pub use number::format as format_number;
pub use replicates::Replicates;
pub use summary::Summary;
pub use table::{ExportError, Field, Table};
pub use timeseries::Timeseries;
pub use uncertainty::Uncertainty;
pub use validation::{Origin, VALIDATION, Validation, validation_page};
pub use verification::{Verification, verification_section};

use std::collections::BTreeMap;

use crate::experiment::Results;
use crate::experiment::keep::Keep;

/// Every tidy file there is, in the order in which they are written.
pub const TABLES: [&dyn Table; 13] = [
    &Summary,
    &Comparison,
    &Timeseries,
    &ComparisonTimeseries,
    &Replicates,
    &Flows,
    &Uncertainty,
    &Draws,
    &Parameters,
    &DecisionTable::Options,
    &DecisionTable::Acceptability,
    &DecisionTable::Plane,
    &DecisionTable::Information,
];

/// Writes one tidy file into `keep`, and gives its SHA-256 by file name.
///
/// # Errors
/// When a record cannot be read or the file cannot be written.
pub fn write_table(
    keep: &dyn Keep,
    table: &dyn Table,
    results: &Results<'_>,
) -> Result<BTreeMap<String, String>, ExportError> {
    let hash = csv_file::write(keep, table, results)?;
    Ok(BTreeMap::from([(table.file().to_owned(), hash)]))
}

/// Writes every tidy file that has anything to say into `keep`, and gives the SHA-256 of
/// each by file name.
///
/// # Errors
/// When a record cannot be read or a file cannot be written.
pub fn write_tables(
    keep: &dyn Keep,
    results: &Results<'_>,
) -> Result<BTreeMap<String, String>, ExportError> {
    let mut hashes = BTreeMap::new();
    for table in TABLES.into_iter().filter(|table| table.applies(results)) {
        let hash = csv_file::write(keep, table, results)?;
        hashes.insert(table.file().to_owned(), hash);
    }
    Ok(hashes)
}

//! What comes out: tidy files and tables for people.
//!
//! Every tidy file is one [`Table`], in a file of its own: its columns and its rows, with
//! no word about how they are written. The same rows become CSV files (`csv_file`) and
//! JSON on standard output (`json`). `folder` is the result folder, `manifest` says where
//! everything in it came from, `calibration` is what a fit leaves, `terminal` shows the headline metrics.
//! `dossier` hands the rows to `figures`, whose parts and sheets `report` and `workbook` give a form.

mod attribution;
mod calibration;
mod comparison;
mod comparison_timeseries;
mod csv_file;
mod datapackage;
mod decision;
pub mod design;
mod dossier;
mod draws;
mod finished;
mod flows;
mod folder;
mod gaps;
mod gate;
mod history;
mod json;
mod lives;
mod manifest;
mod marker;
mod misses;
mod number;
mod policies;
mod prices;
mod replicates;
mod report;
mod sheet;
mod summary;
mod table;
#[cfg(feature = "cli")]
pub mod terminal;
mod timeseries;
mod uncertainty;
mod validation;
mod verification;
#[cfg(feature = "workbook")]
mod workbook;

pub use attribution::Attribution;
pub use calibration::{
    Account, FIT, FITTED, Facts, POSTERIOR_DRAWS, REPORT, RUNS_OF, Told, fit_table,
    posterior_table, report_page, write_fit_manifest,
};
pub use comparison::Comparison;
pub use comparison_timeseries::ComparisonTimeseries;
pub use datapackage::DATAPACKAGE;
pub use decision::DecisionTable;
pub use dossier::{
    DossierError, add_experiment, add_validation, dossier_of_files, dossier_of_results,
};
pub use draws::{Draws, Parameters};
pub use finished::{Finished, FinishedError};
pub use flows::Flows;
pub use folder::{Folder, FolderError, Opening, RECORDS, SHARD};
pub use gaps::{GAPS, Gaps};
pub use gate::gate_line;
pub use history::{History, HistoryError};
pub use json::write_json;
pub use lives::write_lives;
pub use manifest::{MANIFEST, Manifest};
pub use marker::{FOLDER_FORMAT, HoldError, MARKER, Marker, Purpose, unreadable_format};
pub use number::format as format_number;
pub use policies::{Places, PolicyPage, is_ours, levers, policies_page, policy_pages};
pub use prices::Prices;
pub use replicates::Replicates;
pub use report::{REPORT_PAGE, chart_files, nine_parts, part_html, report_html};
pub use sheet::{Block, Change, Dimension, Level, Line, Selection, Sheet, SheetError};
pub use summary::Summary;
pub use table::{ExportError, Field, Table};
pub use timeseries::Timeseries;
pub use uncertainty::Uncertainty;
pub use validation::{Origin, VALIDATION, Validation, validation_page};
pub use verification::{VERIFICATION, Verification, verification_section};
#[cfg(feature = "workbook")]
pub use workbook::write_workbook;

use std::collections::BTreeMap;

use crate::experiment::Results;
use crate::experiment::keep::{Keep, write_in};
use crate::figures::Dossier;

/// Name of the workbook.
pub const WORKBOOK: &str = "briefing.xlsx";

/// Every tidy file there is, in the order in which they are written.
pub const TABLES: [&dyn Table; 16] = [
    &Summary,
    &Comparison,
    &Attribution,
    &Timeseries,
    &ComparisonTimeseries,
    &Gaps,
    &Replicates,
    &Flows,
    &Prices,
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

/// Writes every tidy file that has anything to say into `keep`, with a description of them, and gives the SHA-256 of
/// each by file name.
///
/// # Errors
/// When a record cannot be read or a file cannot be written.
pub fn write_tables(
    keep: &dyn Keep,
    results: &Results<'_>,
) -> Result<BTreeMap<String, String>, ExportError> {
    let mut hashes = BTreeMap::new();
    let there = TABLES.into_iter().filter(|table| table.applies(results));
    let there: Vec<&dyn Table> = there.collect();
    for table in &there {
        let hash = csv_file::write(keep, *table, results)?;
        hashes.insert(table.file().to_owned(), hash);
    }
    let hash = datapackage::write(keep, results, &there)?;
    hashes.insert(DATAPACKAGE.to_owned(), hash);
    Ok(hashes)
}

/// Writes charts of a report, as [`chart_files`] draws them, into `keep`: pictures of their own.
///
/// # Errors
/// When a file cannot be written.
pub fn write_charts(keep: &dyn Keep, charts: &[(String, String)]) -> Result<(), ExportError> {
    for (name, text) in charts {
        write_in(keep, name, |out| out.write_all(text.as_bytes()))?;
    }
    Ok(())
}

/// Writes the report of `dossier` into `keep`, and its workbook where this build has it.
///
/// # Errors
/// When a file cannot be written.
pub fn write_report(keep: &dyn Keep, dossier: &Dossier) -> Result<(), ExportError> {
    let page = report_html(dossier);
    write_in(keep, REPORT_PAGE, |out| out.write_all(page.as_bytes()))?;
    #[cfg(feature = "workbook")]
    write_workbook(keep, dossier)?;
    Ok(())
}

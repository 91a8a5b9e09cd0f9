//! `briefing.xlsx`: the tables of the report as a workbook, one table a sheet, titles in A1.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::WORKBOOK;
use super::table::ExportError;
use crate::experiment::keep::{Keep, write_in};
use crate::figures::content::{Entry, Table};
use crate::figures::{Dossier, sheets};

/// The row of a sheet in which the header stands, from nought: a title and an empty line above.
const HEADER: u32 = 2;
/// The widest column, in characters.
const WIDEST: f64 = 60.0;

/// Writes the workbook into `keep`, whole or not at all.
///
/// # Errors
/// When it cannot be written.
pub fn write_workbook(keep: &dyn Keep, dossier: &Dossier) -> Result<(), ExportError> {
    let bytes = workbook(dossier).map_err(|error| std::io::Error::other(error.to_string()))?;
    write_in(keep, WORKBOOK, |out| out.write_all(&bytes))?;
    Ok(())
}

fn workbook(dossier: &Dossier) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same results make the same bytes: no date of writing.
    let properties = DocProperties::new()
        .set_title("Briefing")
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    let all = sheets(dossier);
    contents(book.add_worksheet(), dossier, &all)?;
    for (name, table) in &all {
        sheet(book.add_worksheet().set_name(*name)?, table)?;
    }
    book.save_to_buffer()
}

/// What is in the workbook, and where it came from.
fn contents(
    sheet: &mut Worksheet,
    dossier: &Dossier,
    all: &[(&'static str, Table)],
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_name("Contents")?.set_column_width(0, 22)?;
    sheet.write_with_format(0, 0, "Contents", &bold.clone().set_font_size(14))?;
    sheet.write_with_format(HEADER, 0, "Sheet", &bold)?;
    sheet.write_with_format(HEADER, 1, "What is in it", &bold)?;
    let facts = &dossier.facts;
    let mut lines: Vec<(String, String)> = all
        .iter()
        .map(|(name, table)| ((*name).to_owned(), table.caption.clone()))
        .collect();
    let scenarios = facts.scenarios.iter();
    lines.extend(scenarios.map(|told| (told.name.clone(), told.title.clone())));
    lines.push(("Command".to_owned(), facts.command_line()));
    lines.push((
        "Program".to_owned(),
        format!("{} {}", facts.program, facts.version),
    ));
    lines.push((
        "Intervals".to_owned(),
        match facts.uncertainty {
            Some(_) => "95%, luck and parameters together",
            None => "95%, the error of a finite number of replicates alone",
        }
        .to_owned(),
    ));
    for (row, (name, text)) in (HEADER + 1..).zip(&lines) {
        sheet.write(row, 0, name.as_str())?;
        sheet.write(row, 1, text.as_str())?;
    }
    Ok(())
}

fn sheet(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.write_with_format(
        0,
        0,
        table.caption.as_str(),
        &bold.clone().set_font_size(14),
    )?;
    for (column, head) in (0..).zip(&table.head) {
        let header = bold.clone().set_text_wrap();
        sheet.write_with_format(HEADER, column, head.as_str(), &header)?;
        sheet.set_column_width(column, width(table, usize::from(column)))?;
    }
    for (row, entries) in (HEADER + 1..).zip(&table.rows) {
        for (column, entry) in (0..).zip(entries) {
            match entry {
                Entry::Number(shown) if shown.value.is_finite() => {
                    let format = Format::new().set_num_format(number_format(shown.value));
                    sheet.write_with_format(row, column, shown.value, &format)?;
                }
                Entry::Text(text) => {
                    sheet.write_string(row, column, text.as_str())?;
                }
                Entry::Interval([middle, ..]) => {
                    sheet.write(row, column, middle.value)?;
                }
                Entry::Number(_) | Entry::None => {}
            }
        }
    }
    sheet.set_freeze_panes(HEADER + 1, 0)?;
    let last = HEADER + table.rows.len() as u32;
    let columns = table.head.len().saturating_sub(1) as u16;
    sheet.autofilter(HEADER, 0, last, columns)?;
    Ok(())
}

/// The width that the texts of a column ask for.
fn width(table: &Table, column: usize) -> f64 {
    let texts = table.rows.iter().filter_map(|row| match row.get(column) {
        Some(Entry::Text(text)) => Some(text.chars().count()),
        _ => None,
    });
    (texts.max().unwrap_or(10) as f64 + 2.0).clamp(12.0, WIDEST)
}

/// How a number is shown; the cell holds all its digits.
fn number_format(value: f64) -> &'static str {
    match value.abs() {
        size if size >= 100.0 => "#,##0",
        size if size >= 1.0 => "#,##0.0",
        0.0 => "0",
        _ => "0.0000",
    }
}

//! Tidy tables as CSV: one header line, UTF-8, dot decimals, empty for "no value".

use std::borrow::Cow;

use super::number;
use super::table::{ExportError, Field, Table};
use crate::experiment::Results;
use crate::experiment::keep::{Keep, write_in};

/// Writes `table` into `keep`, whole or not at all, and gives its SHA-256.
///
/// # Errors
/// When a record cannot be read or the file cannot be written.
pub(super) fn write(
    keep: &dyn Keep,
    table: &dyn Table,
    results: &Results<'_>,
) -> Result<String, ExportError> {
    write_in(keep, table.file(), |out| {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(table.columns())?;
        table.rows(results, &mut |row| {
            for field in row {
                write_field(&mut writer, *field)?;
            }
            writer.write_record(None::<&[u8]>)?;
            Ok(())
        })?;
        writer.flush()?;
        Ok(())
    })
}

/// A text that a spreadsheet takes for a text: what begins as a formula does gets a quotation mark
/// before it, which spreadsheets do not show.
pub(super) fn cell(text: &str) -> Cow<'_, str> {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

fn write_field<W: std::io::Write>(
    writer: &mut csv::Writer<W>,
    field: Field<'_>,
) -> Result<(), ExportError> {
    match field {
        Field::Text(text) => writer.write_field(cell(text).as_bytes())?,
        Field::Count(count) => writer.write_field(count.to_string())?,
        Field::Number(value) => writer.write_field(number::format(value))?,
    }
    Ok(())
}

//! Tidy tables as JSON: an array of objects, one a row, for other programs.

use std::io::Write;

use serde_json::{Map, Value};

use super::number;
use super::table::{ExportError, Field, Table};
use crate::experiment::Results;

/// Writes `table` to `out` as a JSON array, a row a line; `null` stands for "no value".
///
/// # Errors
/// When a record cannot be read or `out` cannot be written.
pub fn write_json(
    out: &mut dyn Write,
    table: &dyn Table,
    results: &Results<'_>,
) -> Result<(), ExportError> {
    let mut separator = "[\n";
    table.rows(results, &mut |row| {
        let fields = table.columns().iter().zip(row);
        let object: Map<String, Value> = fields
            .map(|(name, field)| ((*name).to_owned(), value(*field)))
            .collect();
        out.write_all(separator.as_bytes())?;
        serde_json::to_writer(&mut *out, &object)?;
        separator = ",\n";
        Ok(())
    })?;
    let end = if separator == "[\n" { "[]\n" } else { "\n]\n" };
    out.write_all(end.as_bytes())?;
    Ok(())
}

fn value(field: Field<'_>) -> Value {
    match field {
        Field::Text(text) => Value::from(text),
        Field::Count(count) => Value::from(count),
        Field::Number(number) => number::rounded(number).map_or(Value::Null, Value::from),
    }
}

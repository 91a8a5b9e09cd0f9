//! A table whose columns are known only when it is made.

use std::io::Write;

use serde_json::{Map, Value};

use crate::experiment::keep::{Keep, write_in};
use crate::output::number;
use crate::output::table::ExportError;

/// One field.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A name.
    Text(String),
    /// A whole number.
    Count(u64),
    /// A number; `NaN` and infinities are "no value" and come out empty.
    Number(f64),
}

/// A tidy table.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The header line.
    pub columns: Vec<String>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<Entry>>,
}

impl Sheet {
    /// An empty table.
    pub fn new(columns: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            columns: columns.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row(&mut self, row: Vec<Entry>) {
        debug_assert_eq!(row.len(), self.columns.len());
        self.rows.push(row);
    }

    /// Writes the table as CSV under `name`, and gives its SHA-256.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, keep: &dyn Keep, name: &str) -> Result<String, ExportError> {
        write_in(keep, name, |out| {
            let mut writer = csv::Writer::from_writer(out);
            writer.write_record(&self.columns)?;
            for row in &self.rows {
                for entry in row {
                    match entry {
                        Entry::Text(text) => writer.write_field(text)?,
                        Entry::Count(count) => writer.write_field(count.to_string())?,
                        Entry::Number(value) => writer.write_field(number::format(*value))?,
                    }
                }
                writer.write_record(None::<&[u8]>)?;
            }
            writer.flush()?;
            Ok(())
        })
    }

    /// Writes the table as a JSON array, an object a row.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn json(&self, out: &mut dyn Write) -> Result<(), ExportError> {
        let object = |row: &Vec<Entry>| -> Value {
            let fields = self.columns.iter().zip(row);
            let pairs = fields.map(|(name, entry)| (name.clone(), entry.json()));
            Value::Object(pairs.collect::<Map<_, _>>())
        };
        let all: Vec<Value> = self.rows.iter().map(object).collect();
        serde_json::to_writer_pretty(&mut *out, &all)?;
        writeln!(out)?;
        Ok(())
    }
}

impl Entry {
    fn json(&self) -> Value {
        match self {
            Entry::Text(text) => Value::from(text.as_str()),
            Entry::Count(count) => Value::from(*count),
            Entry::Number(value) => number::rounded(*value).map_or(Value::Null, Value::from),
        }
    }
}

impl From<&str> for Entry {
    fn from(text: &str) -> Self {
        Entry::Text(text.to_owned())
    }
}

impl From<f64> for Entry {
    fn from(value: f64) -> Self {
        Entry::Number(value)
    }
}

impl From<usize> for Entry {
    fn from(count: usize) -> Self {
        Entry::Count(count as u64)
    }
}

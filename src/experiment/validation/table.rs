//! Reading the tables that go with the evidence: a header that is known, and every line that is wrong
//! told with its number.

use std::fmt;

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// Its line, from 1.
    pub line: u64,
    /// What is wrong, and what to write.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// One line of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    columns: &'a [&'a str],
    record: &'a csv::StringRecord,
}

impl<'a> Row<'a> {
    /// The field of a column; every record has as many fields as the header.
    pub fn text(self, column: &str) -> &'a str {
        let at = self.columns.iter().position(|name| *name == column);
        at.and_then(|at| self.record.get(at))
            .unwrap_or_default()
            .trim()
    }

    /// A field that may not be empty.
    pub fn needed(self, column: &str) -> Result<&'a str, String> {
        match self.text(column) {
            "" => Err(format!("`{column}` is empty: fill it in")),
            text => Ok(text),
        }
    }

    /// A field that is a number.
    pub fn number(self, column: &str) -> Result<f64, String> {
        let text = self.needed(column)?;
        let number = text.parse().ok().filter(|number| f64::is_finite(*number));
        number.ok_or_else(|| {
            format!("`{column}` is `{text}`: write a number without commas, as 73717 or 52.5")
        })
    }
}

/// Reads `text`, the content of `file`, whose header is `columns`; `read` makes something of a
/// line, and sees what the lines before it were made into.
///
/// # Errors
/// Every fault that was found, in the order of lines.
pub(super) fn read_rows<T>(
    file: &str,
    text: &str,
    columns: &[&str],
    read: impl Fn(Row<'_>, &[T]) -> Result<T, String>,
) -> Result<Vec<T>, Vec<Fault>> {
    let fault = |line, message| Fault {
        file: file.to_owned(),
        line,
        message,
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let is_known = |header: &csv::StringRecord| header.iter().eq(columns.iter().copied());
    if !reader.headers().is_ok_and(is_known) {
        let message = format!("the header is not `{}`: write it so", columns.join(","));
        return Err(vec![fault(1, message)]);
    }
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                let message = format!("{error}; put a field with commas in quotes");
                faults.push(fault(line, message));
                continue;
            }
        };
        let row = Row {
            columns,
            record: &record,
        };
        match read(row, &rows) {
            Ok(one) => rows.push(one),
            Err(message) => {
                let line = record.position().map_or(0, csv::Position::line);
                faults.push(fault(line, message));
            }
        }
    }
    if faults.is_empty() {
        Ok(rows)
    } else {
        Err(faults)
    }
}

//! One row of a table, as whoever reads it hands it on.

/// One field of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said<'a> {
    /// A word, or a number in words.
    Text(&'a str),
    /// A number, as rounded as in the files; `NaN` for none.
    Number(f64),
}

/// One row of a table, by the names of its columns.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Names of the columns.
    pub columns: &'a [&'a str],
    /// One field for each.
    pub fields: &'a [Said<'a>],
}

impl<'a> Row<'a> {
    fn field(self, column: &str) -> Option<Said<'a>> {
        let at = self.columns.iter().position(|name| *name == column)?;
        self.fields.get(at).copied()
    }

    pub(super) fn text(self, column: &str) -> &'a str {
        match self.field(column) {
            Some(Said::Text(text)) => text,
            _ => "",
        }
    }

    pub(super) fn number(self, column: &str) -> f64 {
        match self.field(column) {
            Some(Said::Number(number)) => number,
            Some(Said::Text(text)) => text.parse().unwrap_or(f64::NAN),
            None => f64::NAN,
        }
    }
}

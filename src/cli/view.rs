//! What of the results is shown, and how: the options of every command that shows a table.

use std::io::{self, IsTerminal, Write};

use clap::{Args, ValueEnum};

use super::failure::Failure;
use crate::experiment::Results;
use crate::observe::Layout;
use crate::output::terminal::{Look, comma_separated, json, markdown, table};
use crate::output::{Dimension, ExportError, Selection, Sheet, SheetError};

/// What of the results is shown, and how.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "What is shown")]
pub struct ViewArgs {
    /// Shows these metrics, by their names in `throughcare metrics`, as `recalls,custody_days`
    #[arg(long, value_name = "METRIC,...", value_delimiter = ',')]
    pub metrics: Vec<String>,
    /// Shows every metric of a theme, as `prison`
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,
    /// Shows each metric by area, sex, substance, sentence, housing, offence or year, or who pays
    /// by payer
    #[arg(long, value_name = "DIMENSION")]
    pub by: Option<Dimension>,
    /// Shows one area, as `north_west`
    #[arg(long, value_name = "AREA")]
    pub area: Option<String>,
    /// How the table is written
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        conflicts_with = "json"
    )]
    pub format: Format,
    /// Columns of the table [default: as wide as the terminal, 80 where there is none]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(60..=200))]
    pub width: Option<u16>,
    /// Whether the table is written to a terminal, if standard output is one.
    #[arg(skip)]
    pub at_the_terminal: bool,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a terminal
    Text,
    /// For a brief
    Markdown,
    /// For a spreadsheet, numbers as they are
    Csv,
    /// For a program, numbers as they are
    Json,
}

impl ViewArgs {
    /// What is asked for.
    fn selection(&self) -> Selection {
        Selection {
            metrics: self.metrics.clone(),
            theme: self.theme.clone(),
            by: self.by,
            area: self.area.clone(),
        }
    }

    /// Whether everything that is asked for will be there: to be known before a long run.
    ///
    /// # Errors
    /// When it will not.
    pub fn check(&self, layout: &Layout) -> Result<(), Failure> {
        self.selection().check(layout).map_err(|error| {
            Failure::misuse(error.to_string()).help("`throughcare metrics` lists them by theme")
        })
    }

    /// Writes the table.
    ///
    /// # Errors
    /// When a record cannot be read or `out` cannot be written.
    pub fn show(&self, results: &Results<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
        let sheet = Sheet::of(results, &self.selection()).map_err(|error| match error {
            SheetError::Store(error) => ExportError::Store(error),
            SheetError::Selection(error) => ExportError::Io(io::Error::other(error)),
        })?;
        let text = match self.format {
            Format::Text => table(&sheet, self.look()),
            Format::Markdown => markdown(&sheet),
            Format::Csv => comma_separated(&sheet)?,
            Format::Json => json(&sheet)?,
        };
        Ok(out.write_all(text.as_bytes())?)
    }

    /// The reader's terminal.
    fn look(&self) -> Look {
        let is_terminal = self.at_the_terminal && io::stdout().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let own = console::Term::stdout().size_checked();
        let columns = own.filter(|_| is_terminal).map(|(_, columns)| columns);
        let width = self.width.or(columns).map(usize::from);
        Look {
            width: width.unwrap_or(Look::default().width),
            dims: is_terminal && !plain,
        }
    }
}

//! Finished runs on disk: one line each, written as it finishes, found again on resuming.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::experiment::files::write_whole;

/// Name of the file.
pub const JOURNAL: &str = "evaluations.csv";
/// Column of the replicate, the first.
const REPLICATE: &str = "replicate";

/// One finished run: replicate, values of the parameters, values of the targets.
pub type Line = (u32, Vec<f64>, Vec<f64>);

/// The file of finished runs.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    header: String,
    file: File,
    parameters: usize,
}

/// Why runs cannot be found again.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// They are of another fit.
    #[error("`{}` holds the runs of other parameters or targets", .0.display())]
    Foreign(PathBuf),
    /// The file system refused.
    #[error("cannot use `{}`", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Journal {
    /// Opens the journal in `folder` for runs of these parameters and targets, and gives the runs
    /// that are in it. A line that was cut short is dropped.
    ///
    /// # Errors
    /// When it is about something else, or the file system refuses.
    pub fn open(
        folder: &Path,
        parameters: &[String],
        targets: &[String],
    ) -> Result<(Self, Vec<Line>), JournalError> {
        let path = folder.join(JOURNAL);
        let failed = |source| JournalError::Io {
            path: path.clone(),
            source,
        };
        let names = std::iter::once(REPLICATE)
            .chain(parameters.iter().map(String::as_str))
            .chain(targets.iter().map(String::as_str));
        let header = names.collect::<Vec<_>>().join(",");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => format!("{header}\n"),
            Err(error) => return Err(failed(error)),
        };
        let (first, rest) = text.split_once('\n').unwrap_or_default();
        if first != header {
            return Err(JournalError::Foreign(path));
        }
        let width = 1 + parameters.len() + targets.len();
        let whole = rest.split_inclusive('\n').filter(|l| l.ends_with('\n'));
        let lines: Vec<Line> = whole
            .filter_map(|line| parse(line.trim_end(), parameters.len(), width))
            .collect();
        // What was cut short goes, so that the next line begins on a line of its own.
        write(&path, &header, &lines).map_err(failed)?;
        let file = OpenOptions::new()
            .append(true)
            .open(&path)
            .map_err(failed)?;
        let journal = Self {
            path,
            header,
            file,
            parameters: parameters.len(),
        };
        Ok((journal, lines))
    }

    /// Keeps one run.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add(&mut self, line: &Line) -> io::Result<()> {
        debug_assert_eq!(line.1.len(), self.parameters);
        self.file.write_all(text(line).as_bytes())
    }

    /// Writes all runs again in this order, which threads have no part in.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn rewrite(&mut self, lines: &[Line]) -> io::Result<()> {
        write(&self.path, &self.header, lines)?;
        self.file = OpenOptions::new().append(true).open(&self.path)?;
        Ok(())
    }
}

fn write(path: &Path, header: &str, lines: &[Line]) -> io::Result<()> {
    let body = |out: &mut dyn Write| {
        writeln!(out, "{header}")?;
        lines
            .iter()
            .try_for_each(|line| out.write_all(text(line).as_bytes()))
    };
    write_whole::<io::Error>(path, body).map(|_| ())
}

/// Numbers have as many digits as tell them apart.
fn text((replicate, values, outcome): &Line) -> String {
    let mut text = replicate.to_string();
    for value in values.iter().chain(outcome) {
        text.push(',');
        text += &value.to_string();
    }
    text.push('\n');
    text
}

fn parse(line: &str, parameters: usize, width: usize) -> Option<Line> {
    let fields: Vec<&str> = line.split(',').collect();
    let (first, rest) = fields.split_first()?;
    let numbers: Result<Vec<f64>, _> = rest.iter().map(|field| field.parse()).collect();
    let (numbers, replicate) = (numbers.ok()?, first.parse().ok()?);
    let outcome = numbers.get(parameters..)?.to_vec();
    (fields.len() == width).then(|| (replicate, numbers[..parameters].to_vec(), outcome))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn runs_come_back_to_the_last_bit_and_half_a_line_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Journal::open(folder.path(), &names(&["a"]), &names(&["t"])).unwrap();
        let (mut journal, lines) = open();
        assert!(lines.is_empty());
        let first = (3, vec![0.1 + 0.2], vec![1.0 / 3.0]);
        journal.add(&first).unwrap();
        journal.add(&(4, vec![1.0], vec![f64::NAN])).unwrap();
        drop(journal);
        let path = folder.path().join(JOURNAL);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{text}5,0.2")).unwrap();
        let (_, lines) = open();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0], first);
        assert!(lines[1].2[0].is_nan());
        let other = Journal::open(folder.path(), &names(&["b"]), &names(&["t"]));
        assert!(matches!(other, Err(JournalError::Foreign(_))));
    }
}

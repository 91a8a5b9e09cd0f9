//! The history of validation: one line a fit, so that a reader sees whether the model got better.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::experiment::files::write_whole;
use crate::experiment::validation::{Finding, Report, Tally};
use crate::output::validation::Origin;

/// What is told of a fit as a whole, before its classes of targets.
const OF_A_FIT: [&str; 5] = ["date", "version", "scenario_hash", "replicates", "seed"];
/// How the columns of a class begin, in the order of the report.
const CLASSES: [&str; 3] = ["calibration", "held_out", "natural_experiment"];
/// What is told of a class.
const OF_A_CLASS: [&str; 4] = ["hit", "undecided", "miss", "mean_standardised_error"];

/// Why a line could not be added.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The file is none of this kind.
    #[error("`{file}`:1: its header is not that of a history of validation, `{expected}`")]
    Header {
        /// The file.
        file: String,
        /// What its first line has to be.
        expected: String,
    },
    /// It cannot be read or written.
    #[error("cannot use `{file}`")]
    Io {
        /// The file.
        file: String,
        /// Why not.
        source: io::Error,
    },
}

/// A history that a line may be added to.
#[derive(Clone, Debug)]
pub struct History {
    path: PathBuf,
    text: String,
}

impl History {
    /// Reads the one at `path`, or begins it if nothing is there.
    ///
    /// # Errors
    /// When what is there is no history, or cannot be read.
    pub fn open(path: &Path) -> Result<Self, HistoryError> {
        let (file, expected) = (path.display().to_string(), header());
        let text = match fs::read_to_string(path) {
            Ok(text) if text.lines().next() == Some(&expected) => text,
            Ok(_) => return Err(HistoryError::Header { file, expected }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => expected + "\n",
            Err(source) => return Err(HistoryError::Io { file, source }),
        };
        let path = path.to_owned();
        Ok(Self { path, text })
    }

    /// Adds the line of a fit. True if it is new: the same fit, judged on the same day with the same
    /// result, is not told twice.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add(&self, origin: &Origin, report: &Report<'_>) -> Result<bool, HistoryError> {
        let line = line(origin, report);
        if self.text.lines().any(|other| other == line) {
            return Ok(false);
        }
        let text = format!("{}\n{line}\n", self.text.trim_end());
        let written = write_whole(&self.path, |out| out.write_all(text.as_bytes()));
        written.map_err(|source| HistoryError::Io {
            file: self.path.display().to_string(),
            source,
        })?;
        Ok(true)
    }
}

/// The first line of the file.
fn header() -> String {
    let classes = CLASSES
        .iter()
        .flat_map(|class| OF_A_CLASS.map(|column| format!("{class}_{column}")));
    let columns = OF_A_FIT.map(str::to_owned).into_iter().chain(classes);
    columns.collect::<Vec<_>>().join(",")
}

fn line(origin: &Origin, report: &Report<'_>) -> String {
    let mut fields = vec![
        origin.date.clone(),
        env!("CARGO_PKG_VERSION").to_owned(),
        origin.hash.clone(),
        origin.replicates.to_string(),
        origin.seed.to_string(),
    ];
    for (_, list) in report.classes() {
        let Tally {
            hits,
            undecided,
            misses,
        } = Tally::of(list);
        fields.extend([hits, undecided, misses].map(|count| count.to_string()));
        fields.push(mean_error(list).map_or(String::new(), |mean| format!("{mean:.2}")));
    }
    fields.join(",")
}

/// The mean size of the standardised errors; none without any.
fn mean_error(list: &[Finding<'_>]) -> Option<f64> {
    let sizes: Vec<f64> = list
        .iter()
        .map(|finding| finding.standardised_error().abs())
        .filter(|size| size.is_finite())
        .collect();
    (!sizes.is_empty()).then(|| sizes.iter().sum::<f64>() / sizes.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: the history of the project can be added to.
    #[test]
    fn the_history_of_the_project_is_one() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/validation-history.csv");
        let history = History::open(&path).expect("it is a history");
        let mut table = csv::Reader::from_reader(history.text.as_bytes());
        assert!(table.records().all(|row| row.is_ok()));
    }
}

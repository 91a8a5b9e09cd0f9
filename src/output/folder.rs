//! The result folder: never overwritten by accident, and never mixed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::calibration::{FIT, FITTED, POSTERIOR_DRAWS, REPORT, RUNS_OF};
use super::{DATAPACKAGE, MANIFEST, REPORT_PAGE, TABLES, VALIDATION, WORKBOOK};
use crate::experiment::calibration::JOURNAL;
use crate::experiment::files::Directory;

/// The folder of records inside a result folder.
const RECORDS: &str = "replicates";

/// What to do with results that are there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Refuse.
    New,
    /// Remove them first.
    Overwrite,
    /// Go on from them.
    Resume,
}

/// Where the results of one call go.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

/// Why a folder cannot take the results.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There are results already.
    #[error("the result folder `{}` already exists", .0.display())]
    Exists(PathBuf),
    /// There is something else.
    #[error("`{}` exists, but does not look like a result folder", .0.display())]
    Other(PathBuf),
    /// The file system refused.
    #[error("cannot use the result folder `{}`", path.display())]
    Io {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Folder {
    /// Makes `path` ready for results. An empty folder counts as new.
    ///
    /// # Errors
    /// When there are results and `opening` is [`Opening::New`]; when there is something
    /// else than results; when the file system refuses.
    pub fn open(path: &Path, opening: Opening) -> Result<Self, FolderError> {
        let folder = Self {
            path: path.to_owned(),
        };
        match (folder.is_free()?, opening) {
            (true, _) | (false, Opening::Resume) => {}
            (false, Opening::New) => return Err(FolderError::Exists(folder.path)),
            (false, Opening::Overwrite) => folder.clear().map_err(|e| folder.failed(e))?,
        }
        folder.files()?;
        Ok(folder)
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the files go.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn files(&self) -> Result<Directory, FolderError> {
        Directory::open(&self.path).map_err(|e| self.failed(e))
    }

    /// Where the records go.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn records(&self) -> Result<Directory, FolderError> {
        Directory::open(&self.path.join(RECORDS)).map_err(|e| self.failed(e))
    }

    /// Where the records of one stage of a design go.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn stage(&self, name: &str) -> Result<Directory, FolderError> {
        let path = self.path.join(RECORDS).join(name);
        Directory::open(&path).map_err(|e| self.failed(e))
    }

    /// Whether there is nothing yet.
    fn is_free(&self) -> Result<bool, FolderError> {
        let first = match fs::read_dir(&self.path) {
            Ok(mut entries) => entries.next(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(FolderError::Other(self.path.clone()));
            }
            Err(error) => return Err(self.failed(error)),
        };
        let ours = [MANIFEST, RECORDS, JOURNAL].map(|name| self.path.join(name).exists());
        match first {
            None => Ok(true),
            Some(_) if ours.contains(&true) => Ok(false),
            Some(_) => Err(FolderError::Other(self.path.clone())),
        }
    }

    /// Removes what this program writes, and nothing else.
    fn clear(&self) -> io::Result<()> {
        let files = TABLES
            .iter()
            .map(|table| table.file())
            .chain([MANIFEST, DATAPACKAGE, VALIDATION, REPORT_PAGE, WORKBOOK])
            .chain(super::design::FILES)
            .chain([FIT, FITTED, POSTERIOR_DRAWS, REPORT, RUNS_OF, JOURNAL]);
        for file in files {
            absent_is_fine(fs::remove_file(self.path.join(file)))?;
        }
        absent_is_fine(fs::remove_dir_all(self.path.join(RECORDS)))
    }

    fn failed(&self, source: io::Error) -> FolderError {
        FolderError::Io {
            path: self.path.clone(),
            source,
        }
    }
}

fn absent_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_results() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(RECORDS)).unwrap();
        fs::write(folder.path().join("summary.csv"), "old").unwrap();
        fs::write(folder.path().join("mine.txt"), "note").unwrap();
        folder
    }

    #[test]
    fn results_are_not_overwritten_by_accident() {
        let folder = with_results();
        let opened = Folder::open(folder.path(), Opening::New);
        assert!(matches!(opened, Err(FolderError::Exists(_))));
        assert!(folder.path().join("summary.csv").exists());
    }

    #[test]
    fn overwriting_removes_results_and_nothing_else() {
        let folder = with_results();
        Folder::open(folder.path(), Opening::Overwrite).unwrap();
        assert!(!folder.path().join("summary.csv").exists());
        assert!(!folder.path().join(RECORDS).exists());
        assert!(folder.path().join("mine.txt").exists());
    }

    #[test]
    fn another_folder_is_never_touched() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("summary.csv"), "of someone else").unwrap();
        for opening in [Opening::New, Opening::Overwrite, Opening::Resume] {
            let opened = Folder::open(folder.path(), opening);
            assert!(matches!(opened, Err(FolderError::Other(_))));
        }
        assert!(folder.path().join("summary.csv").exists());
    }

    #[test]
    fn an_empty_folder_is_new() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Folder::open(folder.path(), Opening::New).is_ok());
    }
}

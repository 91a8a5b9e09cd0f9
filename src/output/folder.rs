//! The result folder: never overwritten by accident, never mixed, never shared by two runs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::calibration::{FIT, FITTED, POSTERIOR_DRAWS, REPORT, RUNS_OF};
use super::marker::{Found, MARKER, Marker, Purpose, other_format};
use super::{DATAPACKAGE, MANIFEST, REPORT_PAGE, TABLES, VALIDATION, VERIFICATION, WORKBOOK};
use crate::experiment::calibration::JOURNAL;
use crate::experiment::files::Directory;
use crate::experiment::is_record;

/// The folder of records inside a result folder.
pub const RECORDS: &str = "replicates";

/// What lies among the records where they were not kept.
const NOT_KEPT: &str = "not-kept.txt";

/// What a shard says of itself.
pub const SHARD: &str = "shard.json";

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

/// Where the results of one call go. As long as it is held, no other call can open it.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    marker: Marker,
}

/// Why a folder cannot take the results.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There are results already.
    #[error("the result folder `{}` already exists", .0.display())]
    Exists(PathBuf),
    /// There is something else.
    #[error(
        "`{}` exists, but is no result folder of this program: it has no `{MARKER}`, and nothing \
         in it is touched",
        .0.display()
    )]
    Other(PathBuf),
    /// Somebody works there.
    #[error("another run is writing into `{}`", .0.display())]
    InUse(PathBuf),
    /// There are results that this version cannot go on from.
    #[error(
        "the results in `{}` were made by another version of this program{}: {}",
        path.display(),
        version.as_ref().map_or(String::new(), |version| format!(" ({version})")),
        other_format(*format)
    )]
    OtherFormat {
        /// The folder.
        path: PathBuf,
        /// The version, where it is known.
        version: Option<String>,
        /// The format of the folder, where it is said.
        format: Option<u64>,
    },
    /// There are results of another kind.
    #[error("`{}` holds {}, which is something else", path.display(), match held {
        Purpose::Replicates => "replicates of scenarios",
        Purpose::Calibration => "the runs of a calibration",
        Purpose::Design => "the runs of an experiment",
    })]
    OtherPurpose {
        /// The folder.
        path: PathBuf,
        /// What is there.
        held: Purpose,
    },
    /// Its records are gone, by the wish of who made them.
    #[error(
        "the replicates in `{}` were not kept (`--keep-records no`): there is nothing to go on from",
        .0.display()
    )]
    NotKept(PathBuf),
    /// A file that this program would write is there, and is not its own.
    #[error("`{}` is not a file of this program", .0.display())]
    ForeignFile(PathBuf),
    /// The file system refused.
    #[error("cannot use the result folder `{}`", path.display())]
    Io {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What is known of a folder before it is opened.
enum State {
    /// There is nothing in it.
    Free,
    /// Results in the present format.
    Ours(Marker, Option<Purpose>),
    /// Results of another version, whose marker there may be.
    Other(Option<Marker>, Option<u64>),
}

impl Folder {
    /// Makes `path` ready for results of a kind. An empty folder counts as new.
    ///
    /// # Errors
    /// When there are results and `opening` is [`Opening::New`]; when they are in use, or cannot
    /// be gone on from; when there is something else; when the file system refuses.
    pub fn open(path: &Path, opening: Opening, purpose: Purpose) -> Result<Self, FolderError> {
        let failed = |source| io_error(path, source);
        let owned = || path.to_owned();
        let marker = match (state(path)?, opening) {
            (State::Free, _) => None,
            (State::Ours(..) | State::Other(..), Opening::New) => {
                return Err(FolderError::Exists(owned()));
            }
            (State::Ours(_, Some(held)), Opening::Resume) if held != purpose => {
                return Err(FolderError::OtherPurpose {
                    path: owned(),
                    held,
                });
            }
            (State::Ours(marker, _), Opening::Resume) => Some(marker),
            (State::Other(_, format), Opening::Resume) => {
                let version = manifest(path).ok().flatten().and_then(version);
                return Err(FolderError::OtherFormat {
                    path: owned(),
                    version,
                    format,
                });
            }
            (State::Ours(marker, _), Opening::Overwrite) => {
                clear(path).map_err(failed)?;
                Some(marker)
            }
            (State::Other(marker, _), Opening::Overwrite) => {
                clear(path).map_err(failed)?;
                marker
            }
        };
        let marker = match marker {
            Some(mut marker) => {
                marker.say(purpose).map_err(failed)?;
                marker
            }
            None => {
                fs::create_dir_all(path).map_err(failed)?;
                match Marker::put(path, purpose).map_err(failed)? {
                    Found::Ours(marker, _) => marker,
                    // Another run was faster by a moment.
                    _ => return Err(FolderError::InUse(owned())),
                }
            }
        };
        let folder = Self {
            path: owned(),
            marker,
        };
        folder.files()?;
        Ok(folder)
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether other runs are kept out; false where the file system knows no locks.
    pub fn is_locked(&self) -> bool {
        self.marker.is_locked
    }

    /// Where the files go.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn files(&self) -> Result<Directory, FolderError> {
        Directory::open(&self.path).map_err(|source| io_error(&self.path, source))
    }

    /// Where the records go.
    ///
    /// # Errors
    /// When they were not kept, or the file system refuses.
    pub fn records(&self) -> Result<Directory, FolderError> {
        if !has_kept(&self.path) {
            return Err(FolderError::NotKept(self.path.clone()));
        }
        Directory::open(&self.path.join(RECORDS)).map_err(|source| io_error(&self.path, source))
    }

    /// Removes the records, and leaves a word in their place. The word comes first: whenever this
    /// is interrupted, nothing goes on from a part of them.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn drop_records(&self) -> Result<(), FolderError> {
        let records = self.path.join(RECORDS);
        let failed = |source| io_error(&self.path, source);
        let word = "The records of the replicates were removed when the tables were written, as was asked for \
                    with --keep-records no.\n";
        fs::write(records.join(NOT_KEPT), word).map_err(failed)?;
        for entry in fs::read_dir(&records).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if entry.file_name().to_str().is_some_and(is_record) {
                fs::remove_file(entry.path()).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// Where the records of one stage of a design go.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn stage(&self, name: &str) -> Result<Directory, FolderError> {
        let path = self.path.join(RECORDS).join(name);
        Directory::open(&path).map_err(|source| io_error(&self.path, source))
    }
}

/// Whether the records of the run in a folder were kept.
pub(super) fn has_kept(path: &Path) -> bool {
    !path.join(RECORDS).join(NOT_KEPT).exists()
}

/// Looks at what is in a folder; nothing is changed.
fn state(path: &Path) -> Result<State, FolderError> {
    let failed = |source| io_error(path, source);
    let first = match fs::read_dir(path) {
        Ok(mut entries) => entries.next(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(FolderError::Other(path.to_owned()));
        }
        Err(error) => return Err(failed(error)),
    };
    if first.is_none() {
        return Ok(State::Free);
    }
    let found = Marker::find(path).map_err(failed)?;
    let manifest = manifest(path)?;
    match found {
        Found::InUse => Err(FolderError::InUse(path.to_owned())),
        Found::Foreign => Err(FolderError::ForeignFile(path.join(MARKER))),
        Found::Ours(marker, purpose) => Ok(State::Ours(marker, purpose)),
        Found::OtherFormat(marker, format) => Ok(State::Other(Some(marker), format)),
        // Versions before the marker left a manifest.
        Found::Nothing if manifest.is_some() => Ok(State::Other(None, None)),
        Found::Nothing => Err(FolderError::Other(path.to_owned())),
    }
}

/// The manifest of this program in a folder, if there is one; a file of that name that is
/// something else is an error.
fn manifest(path: &Path) -> Result<Option<serde_json::Value>, FolderError> {
    let file = path.join(MANIFEST);
    let text = match fs::read(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(io_error(path, error)),
    };
    let said: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
    match said["program"] == env!("CARGO_PKG_NAME") {
        true => Ok(Some(said)),
        false => Err(FolderError::ForeignFile(file)),
    }
}

fn version(manifest: serde_json::Value) -> Option<String> {
    manifest["version"].as_str().map(str::to_owned)
}

/// Removes what this program writes, and nothing else.
fn clear(path: &Path) -> io::Result<()> {
    let files = TABLES
        .iter()
        .map(|table| table.file())
        .chain([
            MANIFEST,
            DATAPACKAGE,
            SHARD,
            VALIDATION,
            VERIFICATION,
            REPORT_PAGE,
            WORKBOOK,
        ])
        .chain(super::design::FILES)
        .chain([FIT, FITTED, POSTERIOR_DRAWS, REPORT, RUNS_OF, JOURNAL]);
    for file in files {
        absent_is_fine(fs::remove_file(path.join(file)))?;
    }
    clear_records(&path.join(RECORDS))
}

/// Removes records, those of every stage too, and the folders that they leave empty.
fn clear_records(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return absent_is_fine(Err(error)),
    };
    let mut is_empty = true;
    for entry in entries {
        let entry = entry?;
        let kind = entry.file_type()?;
        let is_ours = |name: &str| is_record(name) || name == NOT_KEPT;
        if kind.is_file() && is_ours(&entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path())?;
        } else if kind.is_dir() {
            clear_records(&entry.path())?;
            is_empty &= !entry.path().exists();
        } else {
            is_empty = false;
        }
    }
    match is_empty {
        true => fs::remove_dir(folder),
        false => Ok(()),
    }
}

fn io_error(path: &Path, source: io::Error) -> FolderError {
    FolderError::Io {
        path: path.to_owned(),
        source,
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

    fn open(path: &Path, opening: Opening) -> Result<Folder, FolderError> {
        Folder::open(path, opening, Purpose::Replicates)
    }

    fn with_results() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        drop(open(folder.path(), Opening::New).unwrap());
        let records = folder.path().join(RECORDS);
        fs::create_dir_all(records.join("deep")).unwrap();
        fs::write(records.join("000001-0-baseline.record"), "old").unwrap();
        fs::write(records.join("deep").join("thesis.docx"), "mine").unwrap();
        fs::write(folder.path().join("summary.csv"), "old").unwrap();
        fs::write(folder.path().join("mine.txt"), "note").unwrap();
        folder
    }

    #[test]
    fn results_are_not_overwritten_by_accident() {
        let folder = with_results();
        let opened = open(folder.path(), Opening::New);
        assert!(matches!(opened, Err(FolderError::Exists(_))));
        assert!(folder.path().join("summary.csv").exists());
    }

    #[test]
    fn overwriting_removes_results_and_nothing_else() {
        let folder = with_results();
        open(folder.path(), Opening::Overwrite).unwrap();
        let records = folder.path().join(RECORDS);
        assert!(!folder.path().join("summary.csv").exists());
        assert!(!records.join("000001-0-baseline.record").exists());
        assert!(records.join("deep").join("thesis.docx").exists());
        assert!(folder.path().join("mine.txt").exists());
    }

    /// Names that this program uses make no folder its own.
    #[test]
    fn another_folder_is_never_touched() {
        for name in ["summary.csv", MANIFEST, JOURNAL, RECORDS, MARKER] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(name);
            match name == RECORDS {
                true => fs::create_dir(&path).unwrap(),
                false => fs::write(&path, "of someone else").unwrap(),
            }
            for opening in [Opening::New, Opening::Overwrite, Opening::Resume] {
                let opened = open(folder.path(), opening);
                let refused = matches!(
                    opened,
                    Err(FolderError::Other(_) | FolderError::ForeignFile(_))
                );
                assert!(refused, "{name} {opening:?}");
            }
            assert!(path.exists(), "{name}");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{name}");
        }
    }

    #[test]
    fn a_foreign_manifest_in_a_result_folder_stays() {
        let folder = with_results();
        let path = folder.path().join(MANIFEST);
        fs::write(&path, "{\"program\": \"another\"}").unwrap();
        for opening in [Opening::New, Opening::Overwrite, Opening::Resume] {
            let opened = open(folder.path(), opening);
            assert!(matches!(opened, Err(FolderError::ForeignFile(_))));
        }
        assert!(fs::read_to_string(path).unwrap().contains("another"));
        assert!(folder.path().join("summary.csv").exists());
    }

    #[test]
    fn an_empty_folder_is_new() {
        let folder = tempfile::tempdir().unwrap();
        assert!(open(folder.path(), Opening::New).is_ok());
    }

    #[test]
    fn one_run_at_a_time_and_none_once_it_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let first = open(folder.path(), Opening::New).unwrap();
        assert!(first.is_locked());
        for opening in [Opening::New, Opening::Overwrite, Opening::Resume] {
            let second = open(folder.path(), opening);
            assert!(matches!(second, Err(FolderError::InUse(_))), "{opening:?}");
        }
        drop(first);
        assert!(open(folder.path(), Opening::Resume).is_ok());
    }

    #[test]
    fn results_of_another_version_are_told_from_ours() {
        let manifest = "{\"program\": \"throughcare\", \"version\": \"0.0.9\"}";
        let later = "{\"program\": \"throughcare\", \"format\": 99}";
        for (name, text) in [(MANIFEST, manifest), (MARKER, later)] {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(name), text).unwrap();
            let resumed = open(folder.path(), Opening::Resume);
            let message = resumed.unwrap_err().to_string();
            assert!(message.contains("another version"), "{message}");
            assert_eq!(message.contains("(0.0.9)"), name == MANIFEST, "{message}");
            assert!(open(folder.path(), Opening::Overwrite).is_ok(), "{name}");
            assert!(open(folder.path(), Opening::Resume).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_calibration_is_not_gone_on_from_as_replicates() {
        let folder = with_results();
        let fit = Folder::open(folder.path(), Opening::Resume, Purpose::Calibration);
        assert!(matches!(fit, Err(FolderError::OtherPurpose { .. })));
        let fit = Folder::open(folder.path(), Opening::Overwrite, Purpose::Calibration);
        assert!(fit.is_ok());
    }

    #[test]
    fn a_run_that_was_killed_between_two_steps_is_no_obstacle() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(MARKER), "").unwrap();
        assert!(open(folder.path(), Opening::Resume).is_ok());
    }
}

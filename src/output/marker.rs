//! By what a result folder is known, and how two runs keep out of each other's way in it.
//!
//! The marker is a small file that says which program made the folder, in which format and for
//! what. Nothing is ever taken for results, replaced or removed in a folder without one. Whoever
//! works in the folder holds an advisory lock on the marker, which the system gives up with the
//! process, however that ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Name of the file.
pub const MARKER: &str = ".throughcare.json";
/// Version of what a result folder holds and how; another one is not gone on from.
pub const FOLDER_FORMAT: u32 = 1;
/// Larger than any marker.
const MOST_BYTES: u64 = 4_096;

/// What a result folder is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Replicates of scenarios, and tables of them.
    Replicates,
    /// Runs of a calibration, and what was fitted.
    Calibration,
    /// Replicates at the points of a design, stage by stage.
    Design,
}

/// What the file says.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    program: String,
    format: u32,
    purpose: Purpose,
}

/// A marker, held while the folder is worked in.
#[derive(Debug)]
pub struct Marker {
    file: File,
    /// Whether nobody else can hold it now; false where the file system knows no locks.
    pub(super) is_locked: bool,
}

/// What a look at the marker of a folder finds.
#[derive(Debug)]
pub(super) enum Found {
    /// None.
    Nothing,
    /// Somebody works in the folder.
    InUse,
    /// One of this program and format; of no purpose yet where its maker was cut short.
    Ours(Marker, Option<Purpose>),
    /// One of this program in another format, with its number where it is said.
    OtherFormat(Marker, Option<u64>),
    /// Something else of that name.
    Foreign,
}

/// Why the marker of a folder cannot be held.
#[derive(Debug, thiserror::Error)]
pub enum HoldError {
    /// Somebody works there.
    #[error("a run is writing into it")]
    InUse,
    /// Its results are of another format.
    #[error("{}", other_format(*.0))]
    OtherFormat(Option<u64>),
    /// It is no result folder.
    #[error("it is no result folder of this program: it has no `{MARKER}`")]
    Other,
}

/// What is said of a folder whose results are of another format; without a number, of none.
pub(super) fn other_format(format: Option<u64>) -> String {
    let found = format.map_or_else(
        || "in a form from before there were numbers".to_owned(),
        |format| format!("in format {format}"),
    );
    format!("its results are kept {found}, and this version reads format {FOLDER_FORMAT}")
}

/// Why the results of a folder cannot be read, if its marker says that they are of another format.
/// A folder without a marker is taken as it is: results are passed on without one.
pub fn unreadable_format(folder: &Path) -> Option<String> {
    let text = std::fs::read(folder.join(MARKER)).ok()?;
    let said: serde_json::Value = serde_json::from_slice(&text).ok()?;
    let format = said["format"].as_u64();
    let is_ours = said["program"] == env!("CARGO_PKG_NAME");
    (is_ours && format != Some(FOLDER_FORMAT.into())).then(|| other_format(format))
}

impl Marker {
    /// Holds the marker of a result folder that is only read, so that no run changes it
    /// meanwhile; none where the folder cannot be written, and so cannot change.
    ///
    /// # Errors
    /// When somebody works there, or it is no result folder.
    pub fn hold(folder: &Path) -> Result<Option<Self>, HoldError> {
        match Self::find(folder) {
            Ok(Found::Ours(marker, _)) => Ok(Some(marker)),
            Ok(Found::InUse) => Err(HoldError::InUse),
            Ok(Found::OtherFormat(_, format)) => Err(HoldError::OtherFormat(format)),
            Ok(Found::Nothing | Found::Foreign) => Err(HoldError::Other),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => Err(HoldError::Other),
            Err(_) => Ok(None),
        }
    }

    /// Looks at the marker in `folder`.
    ///
    /// # Errors
    /// When the file system refuses.
    pub(super) fn find(folder: &Path) -> io::Result<Found> {
        let mut open = OpenOptions::new();
        match open.read(true).write(true).open(folder.join(MARKER)) {
            Ok(file) => Self::look(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Nothing),
            Err(error) => Err(error),
        }
    }

    /// Puts a marker into `folder`, which has none; what was found where another run was faster.
    ///
    /// # Errors
    /// When the file system refuses.
    pub(super) fn put(folder: &Path, purpose: Purpose) -> io::Result<Found> {
        let mut open = OpenOptions::new();
        let new = open.read(true).write(true).create_new(true);
        let file = match new.open(folder.join(MARKER)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Self::find(folder);
            }
            Err(error) => return Err(error),
        };
        match Self::locked(file)? {
            None => Ok(Found::InUse),
            Some(mut marker) => {
                marker.say(purpose)?;
                Ok(Found::Ours(marker, Some(purpose)))
            }
        }
    }

    /// Says what the folder is for, in the present format.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn say(&mut self, purpose: Purpose) -> io::Result<()> {
        let said = Said {
            program: env!("CARGO_PKG_NAME").to_owned(),
            format: FOLDER_FORMAT,
            purpose,
        };
        let text = serde_json::to_string(&said)? + "\n";
        // In place: a file moved over this one would not have the lock.
        self.file.rewind()?;
        self.file.set_len(0)?;
        self.file.write_all(text.as_bytes())?;
        self.file.sync_all()
    }

    fn look(file: File) -> io::Result<Found> {
        let Some(mut marker) = Self::locked(file)? else {
            return Ok(Found::InUse);
        };
        let mut text = String::new();
        let read = (&mut marker.file)
            .take(MOST_BYTES)
            .read_to_string(&mut text);
        if read.is_err() {
            return Ok(Found::Foreign);
        }
        // Its maker was stopped between two steps.
        if text.is_empty() {
            return Ok(Found::Ours(marker, None));
        }
        let said: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        if said["program"] != env!("CARGO_PKG_NAME") {
            return Ok(Found::Foreign);
        }
        let format = said["format"].as_u64();
        Ok(match serde_json::from_value::<Said>(said) {
            Ok(said) if said.format == FOLDER_FORMAT => Found::Ours(marker, Some(said.purpose)),
            _ => Found::OtherFormat(marker, format),
        })
    }

    /// The marker, unless somebody else holds it.
    fn locked(file: File) -> io::Result<Option<Self>> {
        let is_locked = match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => return Ok(None),
            // No reason not to run: the lock is a help, and nothing depends on it.
            Err(TryLockError::Error(_)) => false,
        };
        Ok(Some(Self { file, is_locked }))
    }
}

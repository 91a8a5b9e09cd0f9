//! The `replicates/` folder: finished replicates, one file a replicate and scenario.
//!
//! Saving happens as replicates finish, on whichever thread; reading always goes by
//! replicate number. So the order in which threads finish reaches no result.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::files::{remove_unfinished, safe_name, write_whole};
use super::record_file::{self, HEADER, RecordError, Shape};
use super::results::Section;
use super::study::Study;
use crate::observe::Record;

/// Ending of record files.
const ENDING: &str = "record";

/// Where the finished replicates of one study are kept.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    shape: Shape,
    keys: Vec<[u8; 32]>,
    names: Vec<String>,
}

/// Why a replicate could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file system refused.
    #[error("cannot read or write `{}`", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is there but cannot be used.
    #[error("cannot use the kept replicate `{}`: {source}", path.display())]
    Record {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: RecordError,
    },
}

/// What a look through the folder found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Replicates of which every scenario is whole.
    pub complete: BTreeSet<u32>,
    /// Files that are damaged and will be made again.
    pub damaged: Vec<PathBuf>,
}

impl Store {
    /// The store of `study` in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(folder: &Path, study: &Study<'_>) -> Result<Self, StoreError> {
        let failed = |source| io_error(folder, source);
        fs::create_dir_all(folder).map_err(failed)?;
        remove_unfinished(folder).map_err(failed)?;
        let scenarios = study.scenarios();
        Ok(Self {
            folder: folder.to_owned(),
            shape: Shape::of(study.layout()),
            keys: study.keys().to_vec(),
            names: scenarios.iter().map(|s| safe_name(&s.name)).collect(),
        })
    }

    /// The file of one replicate of one scenario.
    pub fn path(&self, replicate: u32, scenario: usize) -> PathBuf {
        let name = &self.names[scenario];
        // The index keeps apart scenarios whose names become the same file name.
        let file = format!("{replicate:06}-{scenario}-{name}.{ENDING}");
        self.folder.join(file)
    }

    /// Keeps one replicate: the records of all scenarios in their order.
    ///
    /// # Errors
    /// When a record has the wrong length or cannot be written.
    pub fn save(&self, replicate: u32, records: &[Record]) -> Result<(), StoreError> {
        for (scenario, key) in self.keys.iter().enumerate() {
            let path = self.path(replicate, scenario);
            let encoded = match records.get(scenario) {
                Some(record) => record_file::encode(record, replicate, key, self.shape),
                None => Err(RecordError::Misshapen),
            };
            let bytes = encoded.map_err(|source| record_error(&path, source))?;
            write_whole(&path, |out| out.write_all(&bytes))
                .map_err(|source| io_error(&path, source))?;
        }
        Ok(())
    }

    /// Looks through the folder for what need not be simulated again.
    ///
    /// # Errors
    /// When a record belongs to another study, or cannot be read. A damaged record is no
    /// error: its replicate counts as not done.
    pub fn scan(&self) -> Result<Found, StoreError> {
        let mut found = Found::default();
        let mut replicates = BTreeSet::new();
        for path in self.record_files()? {
            let bytes = fs::read(&path).map_err(|source| io_error(&path, source))?;
            match record_file::study_of(&bytes) {
                Ok(key) if self.keys.iter().any(|own| own == key) => {
                    replicates.extend(replicate_of(&path));
                }
                Err(RecordError::Damaged) => found.damaged.push(path),
                Ok(_) | Err(_) => return Err(record_error(&path, RecordError::Foreign)),
            }
        }
        for replicate in replicates {
            if self.is_complete(replicate, &mut found.damaged)? {
                found.complete.insert(replicate);
            }
        }
        found.damaged.sort();
        found.damaged.dedup();
        Ok(found)
    }

    /// The whole record of one replicate of one scenario, checked.
    ///
    /// # Errors
    /// When the file is missing, damaged or of another study.
    pub fn load(&self, replicate: u32, scenario: usize) -> Result<Record, StoreError> {
        let path = self.path(replicate, scenario);
        let bytes = fs::read(&path).map_err(|source| io_error(&path, source))?;
        record_file::decode(&bytes, replicate, &self.keys[scenario], self.shape)
            .map_err(|source| record_error(&path, source))
    }

    /// Appends the values at `columns` of one part of a record to `into`. The record was
    /// written by this run or checked by [`scan`](Self::scan); it is not checked again.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn read_slice(
        &self,
        (replicate, scenario): (u32, usize),
        section: Section,
        columns: Range<usize>,
        into: &mut Vec<f64>,
    ) -> Result<(), StoreError> {
        let path = self.path(replicate, scenario);
        let before = match section {
            Section::Values => 0,
            Section::Series => self.shape.values,
            Section::Flows => self.shape.values + self.shape.series,
        };
        let start = HEADER + 8 * (before + columns.start);
        let mut bytes = vec![0; 8 * columns.len()];
        read_at(&path, start as u64, &mut bytes).map_err(|source| io_error(&path, source))?;
        into.extend(record_file::floats(&bytes));
        Ok(())
    }

    /// How many numbers one part of a record holds.
    pub(super) fn width(&self, section: Section) -> usize {
        match section {
            Section::Values => self.shape.values,
            Section::Series => self.shape.series,
            Section::Flows => self.shape.flows,
        }
    }

    /// Whether every scenario of `replicate` is there and whole.
    fn is_complete(&self, replicate: u32, damaged: &mut Vec<PathBuf>) -> Result<bool, StoreError> {
        for scenario in 0..self.keys.len() {
            match self.load(replicate, scenario) {
                Ok(_) => {}
                Err(StoreError::Record {
                    path,
                    source: RecordError::Damaged,
                }) => {
                    damaged.push(path);
                    return Ok(false);
                }
                Err(StoreError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                    return Ok(false);
                }
                Err(other) => return Err(other),
            }
        }
        Ok(true)
    }

    fn record_files(&self) -> Result<Vec<PathBuf>, StoreError> {
        let failed = |source| io_error(&self.folder, source);
        let mut paths = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|ending| ending == ENDING) {
                paths.push(path);
            }
        }
        paths.sort();
        Ok(paths)
    }
}

/// The replicate a record's file name names.
fn replicate_of(path: &Path) -> Option<u32> {
    path.file_name()?.to_str()?.split('-').next()?.parse().ok()
}

fn read_at(path: &Path, start: u64, bytes: &mut [u8]) -> io::Result<()> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    file.read_exact(bytes)
}

fn io_error(path: &Path, source: io::Error) -> StoreError {
    StoreError::Io {
        path: path.to_owned(),
        source,
    }
}

fn record_error(path: &Path, source: RecordError) -> StoreError {
    StoreError::Record {
        path: path.to_owned(),
        source,
    }
}

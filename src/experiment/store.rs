//! Finished replicates, one file a replicate and scenario.
//!
//! Saving happens as replicates finish, on whichever thread; reading always goes by
//! replicate number. So the order in which threads finish reaches no result.

use std::collections::BTreeSet;
use std::io;
use std::ops::Range;
use std::path::PathBuf;

use super::files::safe_name;
use super::keep::{Keep, write_in};
use super::packed::{self, Place};
use super::record_file::{self, HEADER, RecordError, Section, Shape};
use super::study::Study;
use crate::observe::Record;

/// Ending of record files.
const ENDING: &str = ".record";

/// Where the finished replicates of one study are kept.
pub struct Store {
    keep: Box<dyn Keep>,
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
    /// The store of `study` in `keep`, which holds nothing else.
    pub fn new(keep: impl Keep + 'static, study: &Study<'_>) -> Self {
        let scenarios = study.scenarios();
        Self {
            keep: Box::new(keep),
            shape: Shape::of(study.layout()),
            keys: study.keys().to_vec(),
            names: scenarios.iter().map(|s| file_name(&s.name)).collect(),
        }
    }

    /// The file of one replicate of one scenario.
    pub fn path(&self, replicate: u32, scenario: usize) -> PathBuf {
        self.keep.path(&self.name(replicate, scenario))
    }

    /// Its name.
    fn name(&self, replicate: u32, scenario: usize) -> String {
        let name = &self.names[scenario];
        // The index keeps apart scenarios whose names become the same file name.
        format!("{replicate:06}-{scenario}-{name}{ENDING}")
    }

    /// Keeps one replicate: the records of all scenarios in their order.
    ///
    /// # Errors
    /// When a record has the wrong length or cannot be written.
    pub fn save(&self, replicate: u32, records: &[Record]) -> Result<(), StoreError> {
        for (scenario, key) in self.keys.iter().enumerate() {
            let name = self.name(replicate, scenario);
            let encoded = match records.get(scenario) {
                Some(record) => record_file::encode(record, replicate, key, self.shape),
                None => Err(RecordError::Misshapen),
            };
            let bytes = encoded.map_err(|source| self.record_error(&name, source))?;
            write_in(&*self.keep, &name, |out| out.write_all(&bytes))
                .map_err(|source| self.io_error(&name, source))?;
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
        for name in self.record_files()? {
            let bytes = self.keep.read(&name);
            let bytes = bytes.map_err(|source| self.io_error(&name, source))?;
            match record_file::study_of(&bytes) {
                Ok(key) if self.keys.iter().any(|own| own == key) => {
                    replicates.extend(replicate_of(&name));
                }
                Err(RecordError::Damaged) => found.damaged.push(self.keep.path(&name)),
                Ok(_) | Err(_) => return Err(self.record_error(&name, RecordError::Foreign)),
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
        let name = self.name(replicate, scenario);
        let bytes = self.keep.read(&name);
        let bytes = bytes.map_err(|source| self.io_error(&name, source))?;
        record_file::decode(&bytes, replicate, &self.keys[scenario], self.shape)
            .map_err(|source| self.record_error(&name, source))
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
        let name = self.name(replicate, scenario);
        let read = |start: usize, length: usize| {
            let mut bytes = vec![0; length];
            let at = (HEADER + start) as u64;
            self.keep
                .read_at(&name, at, &mut bytes)
                .map_err(|source| self.io_error(&name, source))?;
            Ok(bytes)
        };
        let lengths = read(0, packed::lengths(self.shape.numbers()))?;
        let place = Place::of(&lengths, &self.shape.place(section, &columns));
        let blocks = read(place.blocks.start, place.blocks.len())?;
        let numbers = place.numbers(&blocks);
        let numbers = numbers.ok_or_else(|| self.record_error(&name, RecordError::Damaged))?;
        into.extend(numbers);
        Ok(())
    }

    /// How many numbers one part of a record holds.
    pub(super) fn width(&self, section: Section) -> usize {
        self.shape.width(section)
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

    fn record_files(&self) -> Result<Vec<String>, StoreError> {
        let names = self.keep.names();
        let mut names = names.map_err(|source| self.io_error("", source))?;
        names.retain(|name| is_record(name));
        Ok(names)
    }

    fn io_error(&self, name: &str, source: io::Error) -> StoreError {
        StoreError::Io {
            path: self.keep.path(name),
            source,
        }
    }

    fn record_error(&self, name: &str, source: RecordError) -> StoreError {
        StoreError::Record {
            path: self.keep.path(name),
            source,
        }
    }
}

/// As much of a name as a file name has room for; the number of the scenario tells it apart.
fn file_name(name: &str) -> String {
    const LONGEST: usize = 80;
    let mut safe = safe_name(name);
    safe.truncate(LONGEST);
    safe
}

/// Whether a file is called as a record is: `000042-1-more-drrs.record`.
pub fn is_record(name: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = name.splitn(3, '-');
    let mut next = || parts.next().unwrap_or_default();
    digits(next()) && digits(next()) && next().ends_with(ENDING)
}

/// The replicate that the name of a record names.
fn replicate_of(name: &str) -> Option<u32> {
    name.split('-').next()?.parse().ok()
}

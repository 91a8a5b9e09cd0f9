//! Where files are kept: a folder, or memory where there is no disk to write to.
//!
//! A file is there when it is whole and not before, so that a reader, or a later `--resume`,
//! never meets half a file.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::files::hex;

/// Holds files by name.
pub trait Keep: Send + Sync {
    /// Begins a file, which is there under `name` once it is [finished](Draft::finish).
    ///
    /// # Errors
    /// When nothing can be written there.
    fn begin(&self, name: &str) -> io::Result<Box<dyn Draft>>;

    /// A whole file.
    ///
    /// # Errors
    /// When it is not there, or cannot be read.
    fn read(&self, name: &str) -> io::Result<Vec<u8>>;

    /// Fills `into` from a file, from byte `start` on.
    ///
    /// # Errors
    /// When it is not there, is too short, or cannot be read.
    fn read_at(&self, name: &str, start: u64, into: &mut [u8]) -> io::Result<()>;

    /// The names of all files, ascending.
    ///
    /// # Errors
    /// When they cannot be listed.
    fn names(&self) -> io::Result<Vec<String>>;

    /// What a message calls a file.
    fn path(&self, name: &str) -> PathBuf;
}

/// A file that is not there yet; dropped unfinished, it never will be.
pub trait Draft: Write {
    /// Puts the file in its place.
    ///
    /// # Errors
    /// When it cannot be moved there.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Writes the file `name` through `body`, whole or not at all, and gives the SHA-256 of what
/// was written as lower-case hexadecimal digits.
///
/// # Errors
/// Those of `body`, and of writing the file.
pub fn write_in<E: From<io::Error>>(
    keep: &dyn Keep,
    name: &str,
    body: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<String, E> {
    fill(keep.begin(name)?, body)
}

/// Writes `draft` through `body` and finishes it; the SHA-256 of what was written.
pub(super) fn fill<E: From<io::Error>>(
    draft: Box<dyn Draft>,
    body: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<String, E> {
    let mut writer = BufWriter::new(Hashing {
        draft,
        hash: Sha256::new(),
    });
    body(&mut writer)?;
    let hashing = writer
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    hashing.draft.finish()?;
    Ok(hex(&hashing.hash.finalize()))
}

/// A draft that hashes what passes.
struct Hashing {
    draft: Box<dyn Draft>,
    hash: Sha256,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.draft.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.draft.flush()
    }
}

/// Files in memory. A clone is another handle to the same files.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
}

impl Memory {
    /// Looks at a file where it lies.
    fn with<T>(&self, name: &str, look: impl FnOnce(&[u8]) -> io::Result<T>) -> io::Result<T> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        match files.get(name) {
            Some(bytes) => look(bytes),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

impl Keep for Memory {
    fn begin(&self, name: &str) -> io::Result<Box<dyn Draft>> {
        Ok(Box::new(Page {
            memory: self.clone(),
            name: name.to_owned(),
            bytes: Vec::new(),
        }))
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.with(name, |bytes| Ok(bytes.to_vec()))
    }

    fn read_at(&self, name: &str, start: u64, into: &mut [u8]) -> io::Result<()> {
        self.with(name, |bytes| {
            let start = usize::try_from(start).unwrap_or(usize::MAX);
            let end = start.saturating_add(into.len());
            let slice = bytes.get(start..end);
            into.copy_from_slice(slice.ok_or(io::ErrorKind::UnexpectedEof)?);
            Ok(())
        })
    }

    fn names(&self) -> io::Result<Vec<String>> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(files.keys().cloned().collect())
    }

    fn path(&self, name: &str) -> PathBuf {
        PathBuf::from(name)
    }
}

/// A file of [`Memory`] that is being written.
struct Page {
    memory: Memory,
    name: String,
    bytes: Vec<u8>,
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Draft for Page {
    fn finish(self: Box<Self>) -> io::Result<()> {
        let files = &self.memory.files;
        let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(self.name, self.bytes);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_gives_back_what_was_finished_and_nothing_else() {
        let memory = Memory::default();
        let handle = memory.clone();
        write_in::<io::Error>(&handle, "b", |out| out.write_all(b"later")).unwrap();
        let half = write_in(&handle, "a", |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("stopped"))
        });
        assert!(half.is_err());
        assert_eq!(memory.names().unwrap(), ["b"]);
        assert_eq!(memory.read("b").unwrap(), b"later");
        let mut two = [0; 2];
        memory.read_at("b", 3, &mut two).unwrap();
        assert_eq!(&two, b"er");
        assert!(memory.read_at("b", 4, &mut two).is_err());
        assert!(memory.read("a").is_err());
    }
}

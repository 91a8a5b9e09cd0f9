//! Files that are whole or absent.
//!
//! A file is written under a temporary name beside its place and renamed when it is
//! complete, so that a reader, or a later `--resume`, never meets half a file.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// How the names of unfinished files begin.
const TEMPORARY: &str = ".tmp-";

/// Writes `path` through `body`, whole or not at all, and gives the SHA-256 of what was
/// written as lower-case hexadecimal digits.
///
/// # Errors
/// Those of `body`, and of creating, writing and renaming the file.
pub fn write_whole<E: From<io::Error>>(
    path: &Path,
    body: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<String, E> {
    let temporary = temporary_name(path);
    let written = fill(&temporary, body);
    let moved = written.and_then(|hash| {
        fs::rename(&temporary, path)?;
        Ok(hash)
    });
    if moved.is_err() {
        // The error that matters is already on its way; a leftover is harmless.
        let _ = fs::remove_file(&temporary);
    }
    moved
}

/// Removes what an interrupted program left unfinished in `folder`.
///
/// # Errors
/// Those of reading the folder and removing the files.
pub fn remove_unfinished(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// A name that is safe as a file name everywhere: letters, digits, `-`, `_`, `.` and `+`
/// stay, anything else becomes `_`, and it never begins with a dot.
pub fn safe_name(name: &str) -> String {
    let kept = name.chars().map(|c| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' | '+' => c,
        _ => '_',
    });
    let safe: String = kept.collect();
    match safe.strip_prefix('.') {
        Some(rest) => format!("_{rest}"),
        None if safe.is_empty() => "_".to_owned(),
        None => safe,
    }
}

/// Lower-case hexadecimal digits of `bytes`.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

fn temporary_name(path: &Path) -> PathBuf {
    let mut name = OsString::from(format!("{TEMPORARY}{}-", std::process::id()));
    name.push(path.file_name().unwrap_or_default());
    path.with_file_name(name)
}

fn fill<E: From<io::Error>>(
    path: &Path,
    body: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<String, E> {
    let mut writer = BufWriter::new(Hashing {
        file: File::create(path)?,
        hash: Sha256::new(),
    });
    body(&mut writer)?;
    let hashing = writer
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    hashing.file.sync_all()?;
    Ok(hex(&hashing.hash.finalize()))
}

/// A file that hashes what passes.
struct Hashing {
    file: File,
    hash: Sha256,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let result = write_whole(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("disk full"))
        });
        assert!(result.is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn the_hash_is_that_of_the_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("abc");
        let hash = write_whole(&path, |out| out.write_all(b"abc")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"abc");
        // The test vector of FIPS 180-2.
        assert_eq!(
            hash,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn names_cannot_leave_their_folder() {
        assert_eq!(safe_name("../../etc/passwd"), "_._.._etc_passwd");
        assert_eq!(safe_name("more-drrs+isfl 2"), "more-drrs+isfl_2");
        assert_eq!(safe_name(""), "_");
    }
}

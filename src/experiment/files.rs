//! Files on disk that are whole or absent.
//!
//! A file is written under a temporary name in its folder and renamed when it is complete.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::keep::{Draft, Keep, fill};

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
    fill(Box::new(Unfinished::begin(path)?), body)
}

/// Removes what an interrupted program left unfinished in `folder`.
///
/// # Errors
/// Those of reading the folder and removing the files.
pub fn remove_unfinished(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if is_unfinished(&entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Whether a name is that of an unfinished file: with the number of the process that made it.
fn is_unfinished(name: &str) -> bool {
    let rest = name
        .strip_prefix(TEMPORARY)
        .and_then(|rest| rest.split_once('-'));
    rest.is_some_and(|(process, _)| process.parse::<u32>().is_ok())
}

/// A folder that holds files.
#[derive(Clone, Debug)]
pub struct Directory {
    path: PathBuf,
}

impl Directory {
    /// The folder at `path`, which is made if it is not there, without what an interrupted
    /// program left unfinished in it.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn open(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        remove_unfinished(path)?;
        Ok(Self {
            path: path.to_owned(),
        })
    }
}

impl Directory {
    /// The folder at `path` as it is, to be read.
    pub fn at(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }
}

impl Keep for Directory {
    fn begin(&self, name: &str) -> io::Result<Box<dyn Draft>> {
        Ok(Box::new(Unfinished::begin(&self.path(name))?))
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(self.path(name))
    }

    fn read_at(&self, name: &str, start: u64, into: &mut [u8]) -> io::Result<()> {
        let mut file = File::open(self.path(name))?;
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(into)
    }

    fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            names.extend(entry?.file_name().into_string());
        }
        names.sort();
        Ok(names)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}

/// A file under its temporary name.
struct Unfinished {
    file: File,
    temporary: PathBuf,
    path: PathBuf,
    is_moved: bool,
}

impl Unfinished {
    fn begin(path: &Path) -> io::Result<Self> {
        let mut name = OsString::from(format!("{TEMPORARY}{}-", std::process::id()));
        name.push(path.file_name().unwrap_or_default());
        let temporary = path.with_file_name(name);
        Ok(Self {
            file: File::create(&temporary)?,
            temporary,
            path: path.to_owned(),
            is_moved: false,
        })
    }
}

impl Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Draft for Unfinished {
    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.temporary, &self.path)?;
        self.is_moved = true;
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.is_moved {
            // The error that matters is already on its way; a leftover is harmless.
            let _ = fs::remove_file(&self.temporary);
        }
    }
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

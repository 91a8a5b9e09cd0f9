//! The texts a scenario is made of, and places in them.
//!
//! A text is a file, a scenario built into the program, or an argument of the command
//! line. Every value remembers its [`Place`], so that an error found long after reading
//! still shows the line it came from.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Largest scenario file that is read, in bytes.
pub const MAX_BYTES: u64 = 1_000_000;

/// One text among the [`Sources`] of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(usize);

/// A stretch of one text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The text.
    pub file: FileId,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A text and the name it is shown under.
#[derive(Debug, Clone)]
struct Source {
    name: String,
    text: String,
}

/// The texts of one scenario, in the order they were read.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// Adds a text under the name that errors will show.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.list.push(Source {
            name: name.into(),
            text: text.into(),
        });
        FileId(self.list.len() - 1)
    }

    /// The names of all texts, in the order they were read: of a file, its path.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|source| source.name.as_str())
    }

    /// The name a text is shown under.
    pub fn name(&self, file: FileId) -> &str {
        &self.list[file.0].name
    }

    /// The whole text.
    pub fn text(&self, file: FileId) -> &str {
        &self.list[file.0].text
    }

    /// What stands at a place.
    pub fn at(&self, place: Place) -> &str {
        self.text(place.file)
            .get(place.start..place.end)
            .unwrap_or("")
    }

    /// Line of a place, from 1.
    pub fn line(&self, place: Place) -> usize {
        line_of(self.text(place.file).as_bytes(), place.start)
    }
}

/// Line of a byte, from 1.
fn line_of(text: &[u8], byte: usize) -> usize {
    1 + text.iter().take(byte).filter(|b| **b == b'\n').count()
}

/// Why a file cannot serve as a scenario.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// Nothing of that name exists.
    #[error("there is no such file")]
    Missing,
    /// A folder was named.
    #[error("it is a folder, not a scenario file")]
    Folder,
    /// Larger than a scenario file may be (`MAX_BYTES`).
    #[error("it is larger than 1 MB, which no scenario is")]
    TooLarge,
    /// Some byte is not UTF-8.
    #[error("it is not UTF-8 text: byte {byte} on line {line} cannot be read")]
    NotText {
        /// Offset of the byte, from 0.
        byte: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// Two bytes a letter.
    #[error(
        "it is UTF-16 text, as `>` of PowerShell and old editors write it; save it as UTF-8 (in Notepad: Save as, Encoding)"
    )]
    Wide,
    /// The system refused.
    #[error("{0}")]
    Refused(String),
}

/// Reads a scenario file, refusing what cannot be one without reading more of it than a
/// scenario file may have (`MAX_BYTES`).
///
/// # Errors
/// Why it cannot serve.
pub fn read_file(path: &Path) -> Result<String, Unreadable> {
    let file = File::open(path).map_err(|error| refusal(&error))?;
    let about = file.metadata().map_err(|error| refusal(&error))?;
    if about.is_dir() {
        return Err(Unreadable::Folder);
    }
    if about.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| refusal(&error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Unreadable::Wide);
    }
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        let line = line_of(error.as_bytes(), byte);
        Unreadable::NotText { byte, line }
    })
}

fn refusal(error: &io::Error) -> Unreadable {
    match error.kind() {
        // Where there is no file system at all, what is built in is still there.
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::Unsupported => {
            Unreadable::Missing
        }
        io::ErrorKind::IsADirectory => Unreadable::Folder,
        io::ErrorKind::PermissionDenied => Unreadable::Refused("permission denied".to_owned()),
        _ => Unreadable::Refused(error.to_string()),
    }
}

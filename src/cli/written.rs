//! Files that an option names, to be written: never one that was read, and one that is there
//! only when that is asked for.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::scenario::Scenario;

/// Refuses `path` where the option `option` must not write: over one of the files that are
/// `read`, or over any other file unless `replaces`.
///
/// # Errors
/// When it must not be written.
pub(super) fn refuse(
    (option, path): (&str, &Path),
    read: &[PathBuf],
    replaces: bool,
) -> Result<(), Failure> {
    let Ok(place) = path.canonicalize() else {
        return Ok(());
    };
    let is_read = |other: &PathBuf| other.canonicalize().is_ok_and(|other| other == place);
    if read.iter().any(is_read) {
        let message = format!(
            "{option} would write over `{}`, which is read",
            path.display()
        );
        return Err(Failure::misuse(message).help("name another file"));
    }
    if place.is_dir() {
        let message = format!("{option} names the folder `{}`", path.display());
        return Err(Failure::misuse(message).help("name a file"));
    }
    // What is no file, such as a terminal or /dev/null, loses nothing.
    if place.is_file() && !replaces {
        let message = format!("`{}` exists", path.display());
        return Err(Failure::misuse(message).help(format!(
            "name a new file with {option}, or use --overwrite to replace this one"
        )));
    }
    Ok(())
}

/// The files that a scenario was read from: its own, and those of everything that it extends.
pub(super) fn files_of<T>(scenario: &Scenario<T>) -> impl Iterator<Item = PathBuf> {
    scenario.sources().names().map(PathBuf::from)
}

//! Ctrl-C: once to stop and keep what is finished, twice to leave at once.

use std::sync::atomic::{AtomicBool, Ordering};

use super::failure::Failure;
use super::streams::note;

/// Exit code of an interrupted program.
pub(super) const INTERRUPTED: u8 = 130;

static STOP: AtomicBool = AtomicBool::new(false);

/// Begins to listen; the flag becomes true at the first Ctrl-C.
///
/// # Errors
/// When the system does not let the program listen.
pub(super) fn listen() -> Result<&'static AtomicBool, Failure> {
    let heard = || {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(INTERRUPTED));
        }
        note("\ninterrupted: keeping what is finished (again to leave at once)");
    };
    let refused = |error| Failure::failed(format!("cannot listen for Ctrl-C: {error}"));
    ctrlc::set_handler(heard).map_err(refused)?;
    Ok(&STOP)
}

//! Ctrl-C: once to stop and keep what is finished, twice to leave at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::failure::Failure;
use super::streams::note;

/// Exit code of an interrupted program.
pub(super) const INTERRUPTED: u8 = 130;

/// A second signal so soon is the same key: wrappers such as `timeout` send it to the
/// program and again to its group.
const SAME_KEY: Duration = Duration::from_millis(300);

static STOP: AtomicBool = AtomicBool::new(false);

/// Begins to listen; the flag becomes true at the first Ctrl-C.
///
/// # Errors
/// When the system does not let the program listen.
pub(super) fn listen() -> Result<&'static AtomicBool, Failure> {
    let mut first: Option<Instant> = None;
    let heard = move || match first {
        None => {
            first = Some(Instant::now());
            STOP.store(true, Ordering::Relaxed);
            note("\ninterrupted: keeping what is finished (again to leave at once)");
        }
        Some(time) if time.elapsed() < SAME_KEY => {}
        Some(_) => std::process::exit(i32::from(INTERRUPTED)),
    };
    let refused = |error| Failure::failed(format!("cannot listen for Ctrl-C: {error}"));
    ctrlc::set_handler(heard).map_err(refused)?;
    Ok(&STOP)
}

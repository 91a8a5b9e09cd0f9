//! Ctrl-C, and whatever else asks a program to end: once to stop and keep what is finished, twice
//! to leave at once.
//!
//! A cluster, a container or `timeout` sends SIGTERM; a terminal that is closed sends SIGHUP. All
//! of them end a run in the same way.

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

/// Begins to listen; the flag becomes true at the first signal.
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
    let hangup = hangup::Ignored::look();
    ctrlc::set_handler(heard).map_err(refused)?;
    hangup.keep();
    Ok(&STOP)
}

/// Who starts a program with `nohup` wants it to outlive the terminal.
#[cfg(unix)]
mod hangup {
    /// Whether the signal of a closed terminal was to be ignored when the program started.
    pub(super) struct Ignored(bool);

    impl Ignored {
        pub(super) fn look() -> Self {
            // SAFETY: no handler of this program is set or called, only the system's own.
            let before = unsafe { libc::signal(libc::SIGHUP, libc::SIG_IGN) };
            Self(before == libc::SIG_IGN)
        }

        /// Ignores it again if it was.
        pub(super) fn keep(self) {
            if self.0 {
                // SAFETY: as above.
                unsafe { libc::signal(libc::SIGHUP, libc::SIG_IGN) };
            }
        }
    }
}

/// Other systems have no such signal.
#[cfg(not(unix))]
mod hangup {
    pub(super) struct Ignored;

    impl Ignored {
        pub(super) fn look() -> Self {
            Self
        }

        pub(super) fn keep(self) {}
    }
}

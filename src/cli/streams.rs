//! Standard output and standard error, and readers that have gone away.

use std::io::{self, ErrorKind, IsTerminal, StdoutLock, Write};

use crate::scenario::Diagnostics;

/// Standard output that takes no offence when nobody reads on: `throughcare metrics | head`
/// is not an error.
pub(super) struct Stdout(StdoutLock<'static>);

impl Stdout {
    pub(super) fn new() -> Self {
        Self(io::stdout().lock())
    }
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(bytes.len()),
            other => other,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0.flush() {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }
}

/// The messages on standard error, in colour if that is a terminal and `NO_COLOR` is not set.
pub(super) fn tell(errors: &Diagnostics) {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let styled = !plain && io::stderr().is_terminal();
    note(&errors.render(styled));
}

/// A line on standard error. When that is closed there is nobody left to tell.
pub(super) fn note(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

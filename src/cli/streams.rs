//! Standard output and standard error, and readers that have gone away.

use std::io::{self, ErrorKind, StdoutLock, Write};

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

/// A line on standard error. When that is closed there is nobody left to tell.
pub(super) fn note(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

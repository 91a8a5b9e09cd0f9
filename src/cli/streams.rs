//! Standard output and standard error: readers that have gone away, and text that a terminal
//! would obey.

use std::borrow::Cow;
use std::io::{self, ErrorKind, IsTerminal, StdoutLock, Write};

use crate::experiment::shown;
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
        let written = match std::str::from_utf8(bytes) {
            Ok(text) => self.0.write_all(lines(text).as_bytes()),
            // A character in two pieces.
            Err(_) => self.0.write_all(bytes),
        };
        match written {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
            _ => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0.flush() {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }
}

/// Lines of text without anything that a terminal would obey: no user's name moves the cursor.
fn lines(text: &str) -> String {
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(shown).collect();
    lines.join("\n")
}

/// The messages on standard error, in colour if that is a terminal and `NO_COLOR` is not set.
pub(super) fn tell(errors: &Diagnostics) {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let styled = !plain && io::stderr().is_terminal();
    // What is styled is not shown as text; the renderer writes characters of users out by itself.
    let _ = writeln!(io::stderr(), "{}", errors.render(styled));
}

/// A line on standard error. When that is closed there is nobody left to tell.
pub(super) fn note(line: &str) {
    let _ = writeln!(io::stderr(), "{}", lines(line));
}

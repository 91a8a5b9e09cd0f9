//! Starting the built program and reading what it says.

use std::process::Command;

/// The built program, without arguments.
pub fn built_program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_throughcare"))
}

/// What a stream held.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

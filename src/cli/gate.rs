//! The gate of `validate`: calibration targets held against a committed list of verdicts.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::failure::Failure;
use super::streams::note;
use super::{session, targets};
use crate::experiment::files::write_whole;
use crate::experiment::validation::{Finding, Gate, Target};
use crate::output::gate_line;

/// Reads the list at `path`, made at `setting`.
///
/// # Errors
/// When it cannot be read, is wrong, or was made at another setting.
pub(super) fn read(path: &Path, setting: &str, targets: &[Target]) -> Result<Gate, Failure> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| {
        Failure::misuse(format!("cannot read `{name}`: {error}"))
            .help("write it with --gate-write FILE")
    })?;
    let gate = Gate::read(&name, &text, targets)
        .map_err(|faults| targets::wrong("lines of the gate", &faults))?;
    if gate.setting != setting {
        let message = format!(
            "`{name}` was made with {}, and this is {setting}: verdicts at another setting say nothing",
            gate.setting
        );
        return Err(Failure::misuse(message)
            .help("give the options with which it was made, or write it again with --gate-write"));
    }
    Ok(gate)
}

/// Refuses to write a list over a file that is none.
///
/// # Errors
/// When there is such a file at `path`.
pub(super) fn refuse_other(path: &Path) -> Result<(), Failure> {
    match fs::read_to_string(path) {
        Ok(text) if Gate::is_one(&text) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        _ => Err(Failure::misuse(format!(
            "`{}` is there, and is no list of a gate",
            path.display()
        ))
        .help("name such a list or a new file with --gate-write")),
    }
}

/// Writes what `findings` come to as the list at `path`.
///
/// # Errors
/// When it cannot be written.
pub(super) fn write(path: &Path, setting: String, findings: &[Finding<'_>]) -> Result<(), Failure> {
    let gate = Gate::of(setting, findings);
    write_whole(path, |out| gate.write(out)).map_err(|error| {
        Failure::failed(format!("cannot write `{}`: {error}", path.display()))
            .help("name a file that can be written with --gate-write")
    })?;
    Ok(())
}

/// Holds `findings` against the list of the file `path`, and says what is not what it was; true when
/// nothing was lost.
pub(super) fn passes(gate: &Gate, path: &Path, findings: &[Finding<'_>]) -> bool {
    let turned = gate.turned(findings);
    let lost = turned.iter().filter(|one| one.turn.shuts()).count();
    for one in &turned {
        note(&gate_line(one));
    }
    let (name, renew) = (path.display(), renewing(session::command()));
    if lost > 0 {
        let of = gate.held.len();
        note(&format!(
            "the gate is shut: {lost} of {of} targets of `{name}` lost"
        ));
        note(
            "help: find the change that lost them. Where it is meant, renew the list in the same commit, and say",
        );
        note(&format!(
            "in its message which target was lost and why: {renew}"
        ));
    } else if turned.is_empty() {
        note(&format!(
            "the gate is open: every target is what it is in `{name}`"
        ));
    } else {
        note(&format!(
            "the gate is open, and `{name}` can be renewed: {renew}"
        ));
    }
    lost == 0
}

/// The command that writes the list again.
fn renewing(command: Vec<String>) -> String {
    let words = command
        .into_iter()
        .map(|word| match word.strip_prefix("--gate") {
            Some(rest) if rest.is_empty() || rest.starts_with('=') => format!("--gate-write{rest}"),
            _ => word,
        });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: the command that is told can be pasted, however the option was written.
    #[test]
    fn the_command_to_renew_is_the_one_that_was_typed() {
        for (typed, told) in [
            (
                "throughcare validate b --gate g.csv --seed 3",
                "throughcare validate b --gate-write g.csv --seed 3",
            ),
            (
                "throughcare validate b --gate=g.csv",
                "throughcare validate b --gate-write=g.csv",
            ),
        ] {
            let words = typed.split(' ').map(str::to_owned).collect();
            assert_eq!(renewing(words), told);
        }
    }
}

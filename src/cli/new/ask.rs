//! Questions at a terminal. Nothing is asked where nobody can answer: piped input does not hang.

use std::io::{self, BufRead, IsTerminal, Write};

use super::super::failure::Failure;

/// Whether somebody is there to answer.
pub(super) fn somebody() -> bool {
    io::stdin().is_terminal()
}

/// Asks until `read` takes the answer. An empty answer is none; `default` is what stands then.
///
/// # Errors
/// When there are no answers any more.
pub(super) fn ask<T>(
    asks: &str,
    default: &str,
    read: impl FnMut(&str) -> Result<T, String>,
) -> Result<Option<T>, Failure> {
    ask_in(
        &mut io::stdin().lock(),
        &mut io::stderr(),
        (asks, default),
        read,
    )
}

/// [`ask`] with other ends.
fn ask_in<T>(
    answers: &mut dyn BufRead,
    out: &mut dyn Write,
    (asks, default): (&str, &str),
    mut read: impl FnMut(&str) -> Result<T, String>,
) -> Result<Option<T>, Failure> {
    loop {
        let shown = match default {
            "" => String::new(),
            default => format!(" [{default}]"),
        };
        // Nobody is there to read it when standard error is closed; the answer may still come.
        let _ = write!(out, "{asks}{shown}: ").and_then(|()| out.flush());
        let mut line = String::new();
        let length = answers
            .read_line(&mut line)
            .map_err(|error| Failure::failed(format!("cannot read an answer: {error}")))?;
        if length == 0 {
            return Err(Failure::misuse("there are no more answers")
                .help("write them to a file and use --from FILE"));
        }
        let answer = line.trim();
        if answer.is_empty() {
            return Ok(None);
        }
        match read(answer) {
            Ok(value) => return Ok(Some(value)),
            Err(expected) => {
                let _ = writeln!(out, "  `{answer}` is not {expected}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::typed;

    fn asked(answers: &str) -> Result<Option<f64>, Failure> {
        let read = |text: &str| typed::number(text).ok_or_else(|| "a number".to_owned());
        ask_in(
            &mut answers.as_bytes(),
            &mut Vec::new(),
            ("How many?", "3"),
            read,
        )
    }

    /// Protects: a wrong answer is asked again, an empty one is none, and an end of answers is an
    /// error and no wait.
    #[test]
    fn a_question_is_asked_until_it_is_answered() {
        assert_eq!(asked("many\n12,400\n").unwrap(), Some(12_400.0));
        assert_eq!(asked("\n").unwrap(), None);
        assert!(asked("many\n").is_err());
        assert!(asked("").is_err());
    }
}

//! Errors as the person at the terminal meets them: what is wrong, why, and what to do.

use std::process::ExitCode;

use super::streams::note;
use crate::experiment::{PrecisionError, RecordError, RunError, StoreError};
use crate::link::with_causes;
use crate::link::{KnobError, LinkError};
use crate::output::{ExportError, FolderError};

/// Exit code of wrong use or a bad scenario.
const MISUSE: u8 = 2;
/// Exit code of a run that failed.
const FAILED: u8 = 1;

/// An error with its exit code and, where there is one, a way out.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    code: u8,
    message: String,
    help: Option<String>,
    /// Whether the message is complete as it stands, with its own `error:`.
    rendered: bool,
}

impl Failure {
    /// Wrong use or a bad scenario: exit code 2.
    pub fn misuse(message: impl Into<String>) -> Self {
        Self {
            code: MISUSE,
            message: message.into(),
            help: None,
            rendered: false,
        }
    }

    /// The run failed: exit code 1.
    pub fn failed(message: impl Into<String>) -> Self {
        Self {
            code: FAILED,
            ..Self::misuse(message)
        }
    }

    /// Wrong use or a bad scenario, as diagnostics that are ready to be printed.
    pub fn diagnostics(rendered: impl Into<String>) -> Self {
        Self {
            rendered: true,
            ..Self::misuse(rendered)
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        let message = with_causes(&error);
        match error {
            FolderError::Exists(_) => Self::misuse(message).help(
                "use --resume to go on from it, --overwrite to replace it, or --out for \
                 another folder",
            ),
            FolderError::Other(_) | FolderError::OtherPurpose { .. } => {
                Self::misuse(message).help("name an empty or a new folder with --out")
            }
            FolderError::InUse(_) => {
                Self::misuse(message).help("wait for its end, or name another folder with --out")
            }
            FolderError::NotKept(_) => Self::misuse(message)
                .help("use --overwrite to start again, or --out for another folder"),
            FolderError::OtherFormat { .. } => Self::misuse(message).help(
                "use --overwrite to start again, --out for another folder, or the version that \
                 made them",
            ),
            FolderError::ForeignFile(_) => Self::misuse(message)
                .help("move it away, or name another folder with --out; nothing was touched"),
            FolderError::Io { .. } => {
                Self::failed(message).help("name a folder that can be written with --out")
            }
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let message = with_causes(&error);
        match error {
            StoreError::Record {
                source: RecordError::Foreign,
                ..
            } => Self::misuse(message).help(
                "--resume needs the same scenarios, seed, settings and version; use \
                 --overwrite to start again, or --out for another folder",
            ),
            StoreError::Record { .. } => {
                Self::failed(message).help("use --resume to make it again")
            }
            StoreError::Io { .. } => Self::failed(message)
                .help("check the space and the rights there; finished replicates are kept"),
        }
    }
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Store(error) => error.into(),
            RunError::Model { .. } => Self::failed(with_causes(&error)).help(
                "this is a fault of the program; finished replicates are kept, and the same \
                 command with --resume meets it again",
            ),
        }
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Store(error) => error.into(),
            _ => Self::failed(with_causes(&error)).help(
                "check the space and the rights there; the same command with --resume writes \
                 the files without simulating again",
            ),
        }
    }
}

impl From<LinkError> for Failure {
    fn from(error: LinkError) -> Self {
        let message = error.to_string();
        match error {
            LinkError::Texts(_) => Self::diagnostics(message),
            LinkError::Incomparable { ref policy, .. } => {
                let help = format!(
                    "a policy of the country is put on an area as `areas/NAME+{policy}`; a file of \
                     your own extends the baseline, and changes none of these"
                );
                Self::misuse(message).help(help)
            }
            LinkError::Posterior(_) => {
                Self::misuse(message).help("name another file, or --posterior none")
            }
            LinkError::Unanswered => {
                Self::misuse(message).help("`throughcare validate` says why not, target by target")
            }
            _ => Self::misuse(message),
        }
    }
}

impl From<KnobError> for Failure {
    fn from(error: KnobError) -> Self {
        let failure = Self::misuse(error.to_string());
        match error {
            KnobError::Impossible { .. } => failure.help("write the unit with the value"),
            _ => failure.help("`throughcare check SCENARIO` lists every parameter"),
        }
    }
}

impl From<PrecisionError> for Failure {
    fn from(error: PrecisionError) -> Self {
        Self::misuse(error.to_string()).help("`throughcare metrics` lists every metric")
    }
}

/// Prints `error` with its causes and what to do, and gives the exit code that it means.
pub fn report(error: &anyhow::Error) -> ExitCode {
    let Some(failure) = error.downcast_ref::<Failure>() else {
        note(&format!("error: {}", with_causes(error.as_ref())));
        return ExitCode::from(FAILED);
    };
    if failure.rendered {
        note(failure.message.trim_end());
    } else {
        note(&format!("error: {}", failure.message));
    }
    if let Some(help) = &failure.help {
        note(&format!("help: {help}"));
    }
    ExitCode::from(failure.code)
}

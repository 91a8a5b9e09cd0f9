//! Why a question has no answer, in words for whoever asked.

use throughcare::experiment::{RunError, StoreError};
use throughcare::link::{LinkError, with_causes};
use throughcare::output::ExportError;
use throughcare::scenario::Mismatch;
use throughcare::scenario::uncertainty::PosteriorError;

/// Words for whoever asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub String);

impl Refusal {
    /// With these words.
    pub fn of(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

macro_rules! said {
    ($($error:ty),* $(,)?) => {
        $(impl From<$error> for Refusal {
            fn from(error: $error) -> Self {
                Self(with_causes(&error))
            }
        })*
    };
}

said!(
    LinkError,
    Mismatch,
    RunError,
    StoreError,
    ExportError,
    PosteriorError,
    serde_json::Error,
    std::io::Error,
);

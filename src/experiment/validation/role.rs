//! What a published figure is used for.

use std::fmt;
use std::str::FromStr;

/// The class of a target, written down before anything was fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The baseline may be fitted to it.
    Calibration,
    /// The baseline may not be fitted to it: it tests the model.
    HeldOut,
    /// An input of the scenario sets it: agreement says nothing.
    ByConstruction,
    /// The model has no figure of the same definition.
    NotComparable,
    /// The scenario consumes it.
    Input,
    /// Another row is used in its place.
    Superseded,
    /// About something that is not simulated.
    OutOfScope,
}

/// A word that is no class.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a use: write {list}", list = Role::list())]
pub struct RoleError(String);

impl Role {
    /// Every class, in the order of the tables.
    pub const ALL: [Role; 7] = [
        Role::Calibration,
        Role::HeldOut,
        Role::ByConstruction,
        Role::NotComparable,
        Role::Input,
        Role::Superseded,
        Role::OutOfScope,
    ];

    /// The words used in files.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Calibration => "calibration",
            Role::HeldOut => "held-out",
            Role::ByConstruction => "by construction",
            Role::NotComparable => "not comparable",
            Role::Input => "input",
            Role::Superseded => "superseded",
            Role::OutOfScope => "out of scope",
        }
    }

    /// Whether a simulated value is judged by it. One may be shown with a figure that was not
    /// comparable when it was classed; it is shown, and not judged.
    pub const fn is_judged(self) -> bool {
        matches!(
            self,
            Role::Calibration | Role::HeldOut | Role::ByConstruction
        )
    }

    fn list() -> String {
        let names = Role::ALL.map(|role| format!("`{}`", role.name()));
        match names.split_last() {
            Some((last, others)) => format!("{} or {last}", others.join(", ")),
            None => String::new(),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Role {
    type Err = RoleError;

    /// Reads the words of the file; on a command line hyphens may stand for the blanks.
    fn from_str(text: &str) -> Result<Self, RoleError> {
        let plain = |word: &str| word.replace('-', " ");
        let found = Role::ALL
            .into_iter()
            .find(|role| plain(role.name()) == plain(text));
        found.ok_or_else(|| RoleError(text.to_owned()))
    }
}

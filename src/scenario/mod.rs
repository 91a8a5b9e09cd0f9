//! What an analyst writes, from text to typed values.
//!
//! ```text
//! text ──> spanned tree ──> items ──────> merged ─────> complete ──> typed at a date
//! chain    tree             read, leaf    stack, merge  complete     timeline, in_force
//! source   (TOML)           (schema)      (extends,     (nothing     Scenario::at
//! overrides                               phases)       missing)
//! ```
//!
//! `chain` follows `extends` and reads the files; `tree` parses them and keeps the place of
//! every value. `read` holds each file against the schema, which `form` makes from the
//! model's types, so that a mistake is shown in the file it stands in. `stack` and `merge`
//! lay overlays over what they extend: on a date a value, a factor (`relative`) or an end joins
//! the changes of the one below. `settle` takes out what changes nothing, `overruled` tells what of
//! a bundle does not hold. `complete` looks at what only the whole can show. `timeline` says what
//! is in force on a date, `in_force` hands it to the model's types, `view` what an area sees of it,
//! `reach` what a change comes to there, and `acts` when what a policy says acts. `uncertainty` draws
//! scenarios from the ranges of their figures; `adjust` names figures that are fitted, and writes
//! them back. All errors of one scenario are collected and shown together as [`Diagnostics`].
//!
//! The module knows no section of the model: it is generic over the model's types, which
//! derive `Deserialize` and `JsonSchema` and use the parameter types of [`units`].

mod acts;
pub mod adjust;
pub mod areas;
mod builtin;
mod chain;
mod complete;
mod diagnostic;
mod difference;
mod direction;
mod distribution;
pub mod edition;
mod evidence;
mod form;
mod in_force;
mod item;
mod leaf;
mod limits;
mod loaded;
mod local;
mod meaning;
mod merge;
mod overrides;
mod overruled;
mod parameter;
mod reach;
mod read;
pub mod relations;
mod relative;
mod resolved;
pub mod schema;
mod settle;
mod source;
mod stack;
mod timeline;
mod tree;
pub mod typed;
pub mod uncertainty;
pub mod units;
mod view;
pub mod words;
mod written;

pub use acts::Act;
pub use builtin::{
    ADJUSTED, BuiltIn, EVIDENCE, LEVERS, Library, MISSES, POSTERIOR, SCENARIOS, STUDIES, TARGETS,
};
pub use diagnostic::{Diagnostic, Diagnostics, nearest};
pub use difference::{Difference, Said, Step};
pub use direction::Direction;
pub use evidence::{Problem, check_sources, evidence_ids};
pub use form::{SchemaGap, json_schema};
pub use in_force::{LaidOut, Mismatch};
pub use item::{Action, Estimate, Onset, Shape};
pub use limits::Limits;
pub use loaded::{AreaValues, Scenario};
pub use meaning::Meanings;
pub use overrides::parse_pair;
pub use parameter::{Change, Figure, Parameter, Unsettable};
pub use source::{Place, Sources, Unreadable, read_file};
pub use timeline::When;
pub use written::Amount;

//! Validation: simulated figures against published ones.
//!
//! | file | what it answers |
//! |---|---|
//! | `period` | which months a published figure is about |
//! | `role` | what a figure is used for: fitted to, held out, or why neither |
//! | `table` | reading a table of lines, and saying which are wrong |
//! | `targets` | reading the file of targets, and saying what is wrong with it |
//! | `agenda` | which targets a scenario can answer, and what must be tabulated for them |
//! | `standing` | where a mean stands to its band: hit, miss, or undecided and by how many replicates |
//! | `verdict` | what a scenario says to each target |
//! | `tally` | how many hits, misses and undecided: plainly, by group, of the first list |
//! | `gate` | verdicts held against those of a list, so that no target is lost unsaid |
//! | `causes` | why a target is missed, as far as that is known |
//! | `studies` | source studies re-run: is what was put in given back |

mod agenda;
mod causes;
mod gate;
mod period;
mod role;
mod standing;
mod studies;
mod table;
mod tally;
mod targets;
mod verdict;

pub use agenda::{Agenda, Silence};
pub use causes::{Causes, read_causes};
pub use gate::{Gate, Held, Turn, Turned};
pub use period::{Months, Period, PeriodError, When};
pub use role::{Role, RoleError};
pub use standing::{Verdict, more_replicates};
pub use studies::{Measure, Rerun, SourceStudy, arms, read_studies, reruns};
pub use table::Fault;
pub use tally::Tally;
pub use targets::{Question, Target, read_targets, tolerance};
pub use verdict::{Columns, Finding, Report, findings};

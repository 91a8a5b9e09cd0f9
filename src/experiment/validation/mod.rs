//! Validation: simulated figures against published ones.
//!
//! | file | what it answers |
//! |---|---|
//! | `period` | which months a published figure is about |
//! | `role` | what a figure is used for: fitted to, held out, or why neither |
//! | `table` | reading a table of lines, and saying which are wrong |
//! | `targets` | reading the file of targets, and saying what is wrong with it |
//! | `agenda` | which targets a scenario can answer, and what must be tabulated for them |
//! | `verdict` | hit or miss, and how many |
//! | `causes` | why a target is missed, as far as that is known |
//! | `studies` | source studies re-run: is what was put in given back |

mod agenda;
mod causes;
mod period;
mod role;
mod studies;
mod table;
mod targets;
mod verdict;

pub use agenda::{Agenda, Silence};
pub use causes::{Causes, read_causes};
pub use period::{Months, Period, PeriodError};
pub use role::{Role, RoleError};
pub use studies::{Measure, Rerun, SourceStudy, arms, read_studies, reruns};
pub use table::Fault;
pub use targets::{Question, Target, read_targets};
pub use verdict::{Columns, Finding, Report, Tally, findings};

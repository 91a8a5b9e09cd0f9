//! Scenario texts in, a simulator out: where the scenarios meet the model.
//!
//! The command line is one caller of this room. A browser or another program that has no files
//! is another: it hands over a [`Library`](crate::scenario::Library) of texts, and keeps what
//! comes out in [`Memory`](crate::experiment::keep::Memory). What is decided here is decided for
//! all of them: from which day a policy differs from the baseline, and so what history both
//! share.
//!
//! | file | what it answers |
//! |---|---|
//! | `options` | what is said about all scenarios at once, apart from their texts |
//! | `assembly` | texts to scenarios, scenarios to a study; the day on which a policy branches off |
//! | `linked` | a study as the experiment runs it |
//! | `notes` | what an analyst should hear about scale and small pools |
//! | `varied` | the same with drawn parameters |
//! | `validated` | one scenario for as long as published figures need |
//! | `fitted` | one scenario whose figures are moved by a calibration |
//! | `knob`, `turned` | one value of the scenarios that can be turned, and every combination of a few |
//! | `moved` | scenarios that are run at every point of a design |
//! | `ranges` | parameters moved within their ranges, for a sensitivity analysis |
//! | `levers` | what money can be spent on, and the policy that spends it |
//! | `scale` | the smallest scale at which no pool that a policy acts on is lost |
//! | `frame` | a run without its model, for whoever merges shards of it |
//! | `own_area` | an area of one's own, solved so that what was typed comes out |
//! | `error` | what can be wrong on the way |
//!
//! A policy against the baseline, without a file:
//!
//! ```no_run
//! use std::collections::BTreeSet;
//! use std::sync::atomic::AtomicBool;
//!
//! use throughcare::experiment::keep::{Keep, Memory};
//! use throughcare::experiment::{Plan, Results, Shard, Silent, Store, Study, conduct};
//! use throughcare::link::{Linked, StudyOptions, load};
//! use throughcare::output::write_tables;
//! use throughcare::scenario::Library;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let policy = "extends = \"baseline.toml\"\n[release]\nmet_at_gate = 0.9\n";
//! let library = Library::built_in().without_files().with("gate.toml", policy);
//! let scenarios = load(&library, &["baseline", "gate"], &StudyOptions::default())?;
//! let simulator = Linked::new(&scenarios, 1, false)?;
//! let study = Study::new(&simulator, 1);
//! let (store, files) = (Store::new(Memory::default(), &study), Memory::default());
//! let plan = Plan { replicates: 8, shard: Shard::WHOLE, threads: 1, precision: None };
//! let outcome = conduct(&study, &store, &plan, &BTreeSet::new(), &Silent, &AtomicBool::new(false))?;
//! write_tables(&files, &Results::new(&study, &store, outcome.finished))?;
//! let comparison = files.read("comparison.csv")?;
//! # Ok(())
//! # }
//! ```

mod assembly;
mod error;
mod fitted;
mod frame;
mod knob;
mod levers;
mod linked;
mod moved;
mod notes;
mod options;
mod own_area;
mod ranges;
mod scale;
mod turned;
mod validated;
mod varied;

pub use assembly::{assemble, load};
pub use error::{LinkError, with_causes};
pub use fitted::{Fittable, Task, open_targets};
pub use frame::{Frame, FrameError, Framed};
pub use knob::{Knob, KnobError, Level};
pub use levers::{
    LEVERS, Lever, LeverError, Priced, SPENDING, Spent, UnitCost, price, read_levers, spending,
};
pub use linked::{Linked, info, metrics};
pub use moved::{Moved, Settings};
pub use notes::{notes, warnings};
pub use options::StudyOptions;
pub use own_area::{Figures, HELD_BACK, Reached, Solved, Workbench};
pub use ranges::{OneWay, Ranges, Sampled, Screening};
pub use scale::smallest_scale;
pub use turned::{Turned, Unturned};
pub use validated::Validated;
pub use varied::{Design, Varied, built_in_posterior};

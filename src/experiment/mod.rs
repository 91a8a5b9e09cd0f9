//! Experiments: replicates in parallel, kept as they finish, and what they say together.
//!
//! A *replicate* is one history of the system under one draw of luck, a *scenario* is one
//! set of rules, and an experiment ([`Study`]) runs many replicates of a few scenarios
//! that share their luck. The model itself is behind [`Simulator`]; this room neither
//! knows nor cares what is simulated.
//!
//! | file | what it answers |
//! |---|---|
//! | `simulator` | what a model must offer |
//! | `study` | what makes two experiments the same one |
//! | `record_file`, `packed`, `store` | how a finished replicate is kept, and recognised later |
//! | `runner`, `threads` | how replicates are shared among threads, stopped and resumed |
//! | `shard` | which replicates are whose when a run is shared among machines |
//! | `precision` | when there are enough replicates |
//! | `results` | reading many replicates without holding them all |
//! | `statistics`, `student`, `comparison` | means, percentiles, intervals, paired differences |
//! | `nested`, `components`, `leaning` | drawn parameters: the design, its two errors, what a result leans on |
//! | `design` | points in the space of parameters, under the same luck |
//! | `sensitivity` | which inputs a result hangs on: screening of many, Sobol indices of few |
//! | `crossing` | where a curve crosses a level, with its interval |
//! | `mix` | how to spread a sum over levers whose returns diminish |
//! | `selection` | which of a few is best, with a stated chance of being right |
//! | `decision` | acceptability, value of information, efficient options |
//! | `warm_up` | how long a simulation takes to forget how it began |
//! | `linear` | small systems of equations |
//! | `validation` | simulated figures against published ones |
//! | `calibration` | parameters fitted to published figures, and how far they stay open |
//! | `keep`, `files` | files that are whole or absent: in memory, in a folder |

pub mod calibration;
mod comparison;
mod components;
mod crossing;
pub mod decision;
pub mod design;
pub mod files;
pub mod keep;
mod leaning;
mod linear;
pub mod mix;
mod nested;
mod packed;
mod precision;
mod record_file;
mod results;
mod runner;
pub mod selection;
pub mod sensitivity;
mod shard;
mod shown;
mod simulator;
mod statistics;
mod store;
mod student;
mod study;
mod threads;
pub mod validation;
pub mod warm_up;

pub use comparison::Paired;
pub use components::Components;
pub use crossing::{At, Crossing, crossing, turning};
pub use leaning::{FEWEST_DRAWS, Leaning, noise_level, rank_correlation, reaches};
pub use nested::{Drawn, Nested};
pub use precision::{BATCH, Goal, Precision, PrecisionError, Request, Seen, Target, Verdict};
pub use record_file::{RecordError, Section, Shape};
pub use results::{Detail, Results};
pub use runner::{Outcome, Plan, RunError, Silent, Watch, conduct};
pub use shard::{Shard, ShardError};
pub use shown::shown;
pub use simulator::{Interrupted, ScenarioInfo, Simulator};
pub use statistics::{Summary, mean, percentile, variance};
pub use store::{Found, Store, StoreError, is_record};
pub use student::{Student, student_t};
pub use study::{Study, layout_hash};
pub use threads::Threads;

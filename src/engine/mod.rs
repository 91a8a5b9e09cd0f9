//! The discrete-event engine: what any simulation of entities that wait, compete and
//! change state needs. It knows rows and ticks, and no subject.
//!
//! | file | what it is |
//! |---|---|
//! | `time` | [`Tick`]: integer time, so that order is total and portable |
//! | `calendar` | [`Date`], [`Calendar`]: civil dates on the line of ticks |
//! | `agenda` | [`Agenda`]: the list of future events, fast ([`DayBuckets`]) and plain ([`HeapAgenda`]) |
//! | `clocks` | [`Clocks`]: next-reaction hazard channels and timers of one entity |
//! | `draws` | [`Key`], [`Draw`]: random numbers that belong to a purpose, not to a moment |
//! | `quantile`, `beta` | quantiles of the normal, gamma and beta distributions, the same bits everywhere |
//! | `gamma_table` | [`GammaTable`]: gamma variates from a table of quantiles |
//! | `pool` | [`Pool`]: places, waiting lines by priority class, reneging |
//! | `index` | [`DateIndex`]: entities ordered by a date |
//! | `memory` | [`Rows`], [`prefetch`]: hints that make large populations fast |
//! | `stats` | [`TimeWeighted`]: the time average of a level |
//! | `workforce` | [`Workforce`]: posts, vacancies, leavers and recruits |
//!
//! The shape of a simulation: entities are rows of a slice ([`Rows`]); each row embeds its [`Clocks`];
//! the agenda holds the earliest tick of each row. An event is popped, compared with the
//! row's own date (another date: it was superseded, and is skipped), executed, and the row's
//! next date is pushed. Nothing is ever removed from the agenda.
//!
//! What is *not* here: parallelism within a run, dynamic dispatch, rollback. Every state type
//! is `Clone`, so that a whole simulation can be copied at a date.

mod agenda;
mod beta;
mod calendar;
mod clocks;
mod day_buckets;
mod draws;
mod gamma_table;
mod index;
mod memory;
mod pool;
mod quantile;
mod stats;
mod time;
mod workforce;

pub use agenda::{Agenda, HeapAgenda, Row, tie};
pub use beta::{beta_quantile, incomplete_beta};
pub use calendar::{Calendar, Date, ParseDateError, Weekday};
pub use clocks::Clocks;
pub use day_buckets::DayBuckets;
pub use draws::{Draw, Key, KeyedRng};
pub use gamma_table::GammaTable;
pub use index::DateIndex;
pub use memory::{Rows, prefetch};
pub use pool::{Pool, PoolStats, Request, Served, Ticket};
pub use quantile::{gamma_quantile, normal_quantile};
pub use stats::TimeWeighted;
pub use time::{TICKS_PER_DAY, Tick};
pub use workforce::{Workforce, WorkforceSpec};

//! throughcare: a discrete-event simulation of the drug-treatment pathway through the
//! criminal justice system of England and Wales.
//!
//! | room | what it is for | may use |
//! |---|---|---|
//! | [`strata`] | what people, offences, courts and prisons are told apart by: one list each | nothing of ours |
//! | [`engine`] | time, agenda, clocks, keyed draws, pools, workforce; no domain word | nothing of ours |
//! | [`scenario`] | what an analyst writes: schema, units, inheritance, checks | `strata`, and dates of `engine` |
//! | [`observe`] | what is counted: the one list of metrics, series, flows | `engine`, `strata` |
//! | [`economics`] | unit costs, QALYs, payers: a scenario's prices | `scenario`, `observe`, `strata` |
//! | [`pathway`] | the model: one file a stage | `engine`, `strata`, `scenario`, `observe`, `economics` |
//! | [`experiment`] | replicates in parallel, paired comparison | `engine` (dates, draws, distributions), `observe` |
//! | [`figures`] | what results say: sentences, charts, tables | nothing of ours |
//! | [`output`] | files, terminal tables, the report and the workbook | `experiment`, `observe`, `figures` |
//! | [`link`] | scenario texts in, a simulator out | `scenario`, `pathway`, `experiment`, `observe` |
//! | `cli` | one file a subcommand; with feature `cli` alone | all of the above |

#![warn(missing_docs)]
// Bad input is answered with an error, and what is said goes out through the streams of the
// command line. Tests may be shorter.
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::print_stdout,
        clippy::print_stderr
    )
)]

#[cfg(feature = "cli")]
pub mod cli;
pub mod economics;
pub mod engine;
pub mod experiment;
pub mod figures;
pub mod link;
pub mod observe;
pub mod output;
pub mod pathway;
pub mod scenario;
pub mod strata;

//! The discrete-event engine: what any simulation of entities that wait, compete and
//! change state needs. It knows rows and ticks, and no subject.
//!
//! # The shape of a simulation
//!
//! Entities are rows of a slice ([`Rows`]). Each row embeds its own dates ([`Clocks`]), and the
//! agenda holds the earliest of them. The loop takes the next entry, compares it with the row's
//! own date (another date: it was superseded, and is skipped), executes it, and pushes the row's
//! next date. Nothing is ever removed from the agenda, and there is no object for an event.
//!
//! A hundred lamps burn out at a rate and are replaced, for ten years:
//!
//! ```
//! use throughcare::engine::{Agenda, Clocks, DayBuckets, Key, Rows, Tick, tie};
//!
//! struct Lamp {
//!     key: Key,
//!     clocks: Clocks<1, 1>, // one hazard channel, and no timer
//!     replaced: u32,
//! }
//!
//! const BURNS_OUT: usize = 0; // the channel, and the purpose of its draws
//! let a_day = 1.0 / 500.0;
//! let end = Tick::from_days(3650);
//! let mut agenda = DayBuckets::new(end);
//! let mut lamps = Rows::default();
//! for row in 0..100 {
//!     let key = Key::root(1, 0).child(u64::from(row));
//!     let mut clocks = Clocks::new();
//!     clocks.arm(BURNS_OUT, key.draw(BURNS_OUT as u32, 0, 0).exp());
//!     clocks.set_rate(BURNS_OUT, a_day, Tick::START);
//!     let at = clocks.earliest();
//!     agenda.push(at, 0, tie(key.0, at), row);
//!     lamps.push(Lamp { key, clocks, replaced: 0 });
//! }
//!
//! while let Some((now, row)) = agenda.pop_before(end) {
//!     let lamp = &mut lamps[row];
//!     if lamp.clocks.earliest() != now {
//!         continue; // superseded
//!     }
//!     lamp.replaced += 1;
//!     // The next threshold is the draw of the next episode: whatever else happens in the
//!     // simulation, this lamp's third life is as long.
//!     let next = lamp.key.draw(BURNS_OUT as u32, lamp.replaced, 0).exp();
//!     lamp.clocks.arm(BURNS_OUT, next);
//!     lamp.clocks.set_rate(BURNS_OUT, a_day, now);
//!     let at = lamp.clocks.earliest();
//!     agenda.push(at, 0, tie(lamp.key.0, at), row);
//! }
//!
//! let replaced: u32 = lamps.iter().map(|lamp| lamp.replaced).sum();
//! assert!((650..810).contains(&replaced)); // 730 in the mean
//! ```
//!
//! `examples/queue.rs` adds places, a queue and giving up; `examples/illness_death.rs` a hazard that
//! changes another. Both print their closed form next to what was simulated.
//!
//! # The parts, and what they cost
//!
//! *Constant* means on average over many operations (a growing vector copies itself now and then).
//!
//! | file | part | what it is | cost of an operation | memory |
//! |---|---|---|---|---|
//! | `time` | [`Tick`] | integer time, so that order is total and portable | an integer's | 4 bytes |
//! | `calendar` | [`Date`], [`Calendar`] | civil dates on the line of ticks | constant; a day off costs the logarithm of the holidays | 8 bytes a holiday |
//! | `agenda` | [`HeapAgenda`] | future events, plain | logarithm of the entries | 16 bytes an entry |
//! | `day_buckets` | [`DayBuckets`] | future events, fast | constant while the ticks of a day are spread, else a sort of that day; once a day of the horizon | 9 bytes an entry, 8 a day |
//! | `clocks` | [`Clocks`] | hazard channels and timers of one entity | constant; the earliest of `N` slots costs `N` | 4 (`N` + `C`) bytes, in the row |
//! | `pace` | [`Pace`] | operational time: a factor of the calendar, common to all, under which nobody's clock is set | constant, the way back included | some 20 bytes for 32 days |
//! | `draws` | [`Key`], [`Draw`] | random numbers that belong to a purpose, not to a moment | a hash of 64 bits, and the distribution: a logarithm for [`Draw::exp`], microseconds for [`Draw::gamma`] | 8 bytes an entity |
//! | `quantile`, `beta` | [`normal_quantile`], [`gamma_quantile`], [`beta_quantile`], [`incomplete_beta`] | distributions, the same bits everywhere | the normal is a ratio of polynomials, the others iterate | none |
//! | `gamma_table` | [`GammaTable`] | gamma variates from a table of quantiles | a normal score and an interpolation; milliseconds to make | 8 kB |
//! | `pool`, `queue`, `tally` | [`Pool`], [`PoolStats`] | places, a queue by priority class, giving up | constant, giving up included | 8 bytes for everyone who waits, and for those who gave up behind somebody who still waits |
//! | `index` | [`DateIndex`] | entities ordered by a date | logarithm of the entries | a tree of 12 bytes an entry |
//! | `memory` | [`Rows`], [`prefetch`] | hints that make large populations fast | constant | the rows, a quarter more as they grow, and the old ones while they move |
//! | `stats` | [`TimeWeighted`] | the time average of a level | constant | 24 bytes |
//! | `workforce` | [`Workforce`], [`WorkforceSpec`] | posts, vacancies, leavers and recruits | constant; a leaver costs one step for each vacancy | 4 bytes a vacancy |
//!
//! # What is promised
//!
//! - **Order.** Entries come out by tick, then class, then tie-break, then row. An [`Agenda`] may be
//!   replaced by another without changing a result; the two here are held against each other.
//! - **Luck.** A draw is a function of its key, purpose, episode and step alone, and every
//!   distribution is monotone in one uniform. So two runs that differ in one thing share the luck
//!   of all else.
//! - **Hazards.** A change of rate keeps what is left of a threshold: a channel of a constant or
//!   piecewise constant hazard has the distribution that it should, whoever else changes when.
//! - **Queues.** Nobody overtakes within a class, the lower class goes first, and the integrals of a
//!   pool are exact.
//! - **The same bits** on every processor with IEEE 754 arithmetic: logarithms, exponentials and
//!   powers are `libm`'s, never the platform's.
//! - **Copies.** Every state type is `Clone` and `Send`: a whole simulation can be copied at a date,
//!   and replicates can run on as many threads as there are.
//!
//! # What is not promised
//!
//! - **First scheduled, first executed.** Of two entries under one tick and class, a hash decides
//!   (that is what [`tie`] is for). What must come first at one tick has a lower class.
//! - **Finer time than a tick** (1.3 seconds). Things closer together than that happen at once.
//! - **A long time.** Ticks span 179 years; a simulation with [`Clocks`] must end within 89.
//! - **Large numbers.** At most 2^28 rows, 16 classes of events, 32 slots in [`Clocks`], 8 priority
//!   classes in a [`Pool`].
//! - **Wrong use is found in debug builds**, by assertions: an entry before the present, a negative
//!   rate, a place given back that nobody held, a pool used before its last use. A release build goes
//!   on, and what comes out means nothing. An entry at or after the horizon is dropped by design.
//! - **A pool does nothing by itself.** It does not know that time passes; after a place was given
//!   back, the caller asks [`Pool::serve_next`] until nobody is served. Places are counted, not told
//!   apart; nobody is turned out to make room; whoever gives up is withdrawn by the caller.
//! - **The number of entries is not the number of events to come**: superseded ones are counted.
//! - **Secrecy and endless independence.** Draws pass statistical tests and are no cryptography. Keys
//!   are hashes of 64 bits: of ten million entities, two share one with a chance of 3 in a million.
//! - **The same numbers from another version** of this crate: a change of a draw is a change of results,
//!   and `CHANGELOG.md` says so.
//!
//! # What is not here
//!
//! Parallelism within a run (replicates are independent and fill the cores), dynamic dispatch,
//! processes as coroutines, rollback, real time, a store of results.

mod agenda;
mod beta;
mod calendar;
mod clocks;
mod day_buckets;
mod draws;
mod gamma_table;
mod index;
mod memory;
mod pace;
mod pool;
mod quantile;
mod queue;
mod stats;
mod tally;
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
pub use pace::{Even, OwnTime, Pace};
pub use pool::{Pool, Request, Served};
pub use quantile::{gamma_quantile, normal_quantile};
pub use queue::Ticket;
pub use stats::TimeWeighted;
pub use tally::PoolStats;
pub use time::{TICKS_PER_DAY, Tick};
pub use workforce::{Workforce, WorkforceSpec};

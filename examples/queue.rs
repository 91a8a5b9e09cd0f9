//! A queue whose customers may give up, on the public engine, against its closed form.
//!
//! ```text
//! cargo run --release --example queue
//! ```
//!
//! A clinic has ten places. Twelve people a day ask for one (a Poisson stream), more than it can
//! treat: a stay lasts a day in the mean (exponential). Those who find no place wait, first come
//! first served, and give up after two days in the mean (exponential). Queueing theory calls it
//! M/M/c + M, or Erlang's A, and knows its long-run averages.

use throughcare::engine::{
    Agenda, DayBuckets, Key, Pool, PoolStats, Request, Row, Rows, Tick, Ticket, tie,
};

mod closed_form;
use closed_form::{Quantity, compare};

const PLACES: u32 = 10;
/// People who ask, a day.
const ARRIVALS: f64 = 12.0;
/// Days in the mean.
const STAY: f64 = 1.0;
/// See [`STAY`].
const PATIENCE: f64 = 2.0;

/// Days until the queue has forgotten that it began empty, and days that are measured.
const WARM_UP: u32 = 100;
const DAYS: u32 = 4000;
const REPLICATES: u32 = 20;

// What a draw is for. Each person has one of each, so that no draw depends on another.
const GAP: u32 = 0;
const LENGTH: u32 = 1;
const GIVING_UP: u32 = 2;

#[derive(Clone, Copy)]
enum State {
    Coming,
    Waiting(Ticket),
    Treated,
    Gone,
}

struct Person {
    key: Key,
    state: State,
    /// The date under which the agenda holds this person: an entry with another is skipped.
    due: Tick,
}

struct Clinic {
    root: Key,
    agenda: DayBuckets,
    pool: Pool,
    people: Rows<Person>,
}

impl Clinic {
    /// The clinic from empty; its averages over the days that are measured.
    fn simulate(replicate: u32) -> PoolStats {
        let (from, end) = (Tick::from_days(WARM_UP), Tick::from_days(WARM_UP + DAYS));
        let mut clinic = Clinic {
            root: Key::root(1917, replicate),
            agenda: DayBuckets::new(end),
            pool: Pool::new(PLACES),
            people: Rows::default(),
        };
        clinic.expect_next(Tick::START);
        clinic.run_until(from);
        clinic.pool.reset_stats(from);
        clinic.run_until(end);
        clinic.pool.stats(end)
    }

    fn run_until(&mut self, limit: Tick) {
        while let Some((now, row)) = self.agenda.pop_before(limit) {
            if self.people[row].due == now {
                self.people[row].due = Tick::NEVER;
                self.execute(row, now);
            }
        }
    }

    fn execute(&mut self, row: Row, now: Tick) {
        match self.people[row].state {
            State::Coming => {
                self.expect_next(now);
                match self.pool.request(row, 0, now) {
                    Request::Granted => self.treat(row, now),
                    Request::Queued(ticket) => {
                        self.enter(row, State::Waiting(ticket), GIVING_UP, PATIENCE, now);
                    }
                }
            }
            State::Waiting(ticket) => {
                self.pool.withdraw(ticket, now);
                self.people[row].state = State::Gone;
            }
            State::Treated => {
                self.people[row].state = State::Gone;
                self.pool.give_back(now);
                while let Some(served) = self.pool.serve_next(now) {
                    self.treat(served.row, now);
                }
            }
            State::Gone => {}
        }
    }

    fn expect_next(&mut self, now: Tick) {
        let key = self.root.child(self.people.len() as u64);
        let row = self.people.push(Person {
            key,
            state: State::Coming,
            due: Tick::NEVER,
        });
        self.enter(row, State::Coming, GAP, 1.0 / ARRIVALS, now);
    }

    fn treat(&mut self, row: Row, now: Tick) {
        self.enter(row, State::Treated, LENGTH, STAY, now);
    }

    /// Enters a state that lasts `mean` days in the mean. A date that stood before is superseded.
    fn enter(&mut self, row: Row, state: State, purpose: u32, mean: f64, now: Tick) {
        let person = &mut self.people[row];
        person.state = state;
        person.due = now.plus_days(person.key.draw(purpose, 0, 0).exp() * mean);
        self.agenda
            .push(person.due, 0, tie(person.key.0, person.due), row);
    }
}

/// In the long run: the share of time in which all places are held, and how many wait. The number
/// present goes up by one and down by one at known rates, so each number is as likely as the one
/// before it, times the rate up, over the rate down.
fn long_run() -> (f64, f64) {
    let (mut weight, mut total, mut full, mut waiting) = (1.0, 1.0, 0.0, 0.0);
    for present in 1..2000 {
        let treated = present.min(PLACES);
        let queue = f64::from(present - treated);
        weight *= ARRIVALS / (f64::from(treated) / STAY + queue / PATIENCE);
        total += weight;
        waiting += queue * weight;
        full += if treated == PLACES { weight } else { 0.0 };
    }
    (full / total, waiting / total)
}

pub fn main() -> Result<(), String> {
    let runs: Vec<PoolStats> = (0..REPLICATES).map(Clinic::simulate).collect();
    let simulated = |f: fn(&PoolStats) -> f64| runs.iter().map(f).collect();
    let (full, waiting) = long_run();
    let gives_up = waiting / PATIENCE / ARRIVALS;
    compare(&[
        Quantity {
            name: "share of time full",
            exact: full,
            simulated: simulated(|run| run.full_days / f64::from(DAYS)),
        },
        Quantity {
            name: "people waiting",
            exact: waiting,
            simulated: simulated(|run| run.waiting_days / f64::from(DAYS)),
        },
        Quantity {
            name: "share who give up",
            exact: gives_up,
            simulated: simulated(|run| run.reneged as f64 / (run.granted + run.reneged) as f64),
        },
        Quantity {
            name: "places held",
            exact: ARRIVALS * (1.0 - gives_up) * STAY,
            simulated: simulated(|run| run.held_days / f64::from(DAYS)),
        },
    ])
}

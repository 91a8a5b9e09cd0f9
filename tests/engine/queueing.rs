//! A queue simulated on the public engine.

use throughcare::engine::{
    Agenda, DayBuckets, Draw, Key, Pool, PoolStats, Request, Row, Tick, Ticket, tie,
};

/// A queue: Poisson arrivals, some number of places, any service, impatience if wanted.
pub struct Queue {
    pub places: u32,
    /// Arrivals a day.
    pub arrivals: f64,
    /// Days of service.
    pub service: fn(Draw) -> f64,
    /// Mean days until someone in line gives up (exponential).
    pub patience: Option<f64>,
    /// Priority classes, equally likely.
    pub classes: u8,
}

/// What came of a run.
pub struct Run {
    pub stats: PoolStats,
    /// Days waited by those served, summed one by one.
    pub served_waits: f64,
    /// Days waited by those who gave up or still wait, summed one by one.
    pub other_waits: f64,
    /// Arrivals since statistics began, and those of them who found no place.
    pub arrived: u64,
    pub delayed: u64,
    /// Number in service at the end of each day.
    pub held: Vec<f64>,
}

#[derive(Clone, Copy)]
enum Phase {
    Coming,
    Waiting(Ticket),
    InService,
    Gone,
}

#[derive(Clone, Copy)]
struct Customer {
    key: Key,
    phase: Phase,
    queued: Tick,
    since: Tick,
}

const GAP: u32 = 0;
const SERVICE: u32 = 1;
const PATIENCE: u32 = 2;
const CLASS: u32 = 3;

struct Simulation<'a> {
    queue: &'a Queue,
    root: Key,
    agenda: DayBuckets,
    pool: Pool,
    customers: Vec<Customer>,
    run: Run,
}

/// Simulates from empty for some days, with statistics from day `warm_up` on.
pub fn simulate(queue: &Queue, warm_up: u32, days: u32, seed: u32) -> Run {
    let end = Tick::from_days(warm_up + days);
    let mut simulation = Simulation {
        queue,
        root: Key::root(2024, seed),
        agenda: DayBuckets::new(end),
        pool: Pool::new(queue.places),
        customers: Vec::new(),
        run: Run {
            stats: PoolStats::default(),
            served_waits: 0.0,
            other_waits: 0.0,
            arrived: 0,
            delayed: 0,
            held: Vec::new(),
        },
    };
    simulation.expect_customer(Tick::START);
    for day in 0..warm_up + days {
        if day == warm_up {
            simulation.start_statistics(Tick::from_days(day));
        }
        while let Some((now, row)) = simulation.agenda.pop_before(Tick::from_days(day + 1)) {
            if simulation.customers[row as usize].queued == now {
                simulation.execute(row, now);
            }
        }
        simulation.run.held.push(f64::from(simulation.pool.held()));
    }
    simulation.finish(end)
}

impl Simulation<'_> {
    fn start_statistics(&mut self, now: Tick) {
        self.pool.reset_stats(now);
        (self.run.arrived, self.run.delayed) = (0, 0);
        self.run.held.clear();
    }

    fn finish(mut self, end: Tick) -> Run {
        self.run.stats = self.pool.stats(end);
        for customer in &self.customers {
            if let Phase::Waiting(_) = customer.phase {
                self.run.other_waits += end.days_since(customer.since);
            }
        }
        self.run
    }

    fn schedule(&mut self, row: Row, at: Tick) {
        let customer = &mut self.customers[row as usize];
        customer.queued = at;
        self.agenda.push(at, 0, tie(customer.key.0, at), row);
    }

    fn expect_customer(&mut self, now: Tick) {
        let row = self.customers.len() as Row;
        let key = self.root.child(u64::from(row));
        self.customers.push(Customer {
            key,
            phase: Phase::Coming,
            queued: now,
            since: now,
        });
        let gap = key.draw(GAP, 0, 0).exp() / self.queue.arrivals;
        self.schedule(row, now.plus_days(gap));
    }

    fn execute(&mut self, row: Row, now: Tick) {
        // Should a superseded entry stand under the very same tick, it is to be skipped.
        self.customers[row as usize].queued = Tick::NEVER;
        match self.customers[row as usize].phase {
            Phase::Coming => self.arrive(row, now),
            Phase::Waiting(ticket) => {
                assert!(self.pool.withdraw(ticket, now));
                let customer = &mut self.customers[row as usize];
                customer.phase = Phase::Gone;
                self.run.other_waits += now.days_since(customer.since);
            }
            Phase::InService => {
                self.customers[row as usize].phase = Phase::Gone;
                self.pool.give_back(now);
                while let Some(served) = self.pool.serve_next(now) {
                    self.run.served_waits += now.days_since(served.since);
                    self.begin_service(served.row, now);
                }
            }
            Phase::Gone => panic!("an event of somebody who left"),
        }
    }

    fn arrive(&mut self, row: Row, now: Tick) {
        self.expect_customer(now);
        self.run.arrived += 1;
        let key = self.customers[row as usize].key;
        let class = (key.draw(CLASS, 0, 0).unit() * f64::from(self.queue.classes)) as u8;
        match self.pool.request(row, class, now) {
            Request::Granted => self.begin_service(row, now),
            Request::Queued(ticket) => {
                self.run.delayed += 1;
                let customer = &mut self.customers[row as usize];
                customer.phase = Phase::Waiting(ticket);
                customer.since = now;
                if let Some(patience) = self.queue.patience {
                    let days = key.draw(PATIENCE, 0, 0).exp() * patience;
                    self.schedule(row, now.plus_days(days));
                }
            }
        }
    }

    fn begin_service(&mut self, row: Row, now: Tick) {
        let customer = &mut self.customers[row as usize];
        customer.phase = Phase::InService;
        let days = (self.queue.service)(customer.key.draw(SERVICE, 0, 0));
        self.schedule(row, now.plus_days(days));
    }
}

//! What single operations of the engine cost.
//!
//! ```text
//! cargo bench --bench engine
//! ```

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use throughcare::engine::{
    Agenda, Clocks, DayBuckets, Draw, HeapAgenda, Key, Pool, Request, Tick, Ticket, tie,
};

fn main() {
    divan::main();
}

const OPERATIONS: u32 = 10_000;

/// The classic "hold": take the earliest entry, put one back about 100 days later.
#[divan::bench(types = [DayBuckets, HeapAgenda], args = [1_000, 100_000, 1_000_000], sample_count = 30)]
fn agenda_hold<A: Agenda>(bencher: Bencher, entries: u32) {
    let key = Key::root(1, 0);
    let later = |now: Tick, n: u32| now.plus_days(200.0 * key.draw(0, n, 0).unit());
    let mut full = A::new(Tick::from_days(30_000));
    for row in 0..entries {
        let at = later(Tick::START, row);
        full.push(at, 0, tie(u64::from(row), at), row);
    }
    bencher
        .counter(ItemsCount::new(OPERATIONS))
        .with_inputs(|| full.clone())
        .bench_local_refs(|agenda| {
            for n in 0..OPERATIONS {
                if let Some((now, row)) = agenda.pop_before(Tick::NEVER) {
                    let at = later(now, n);
                    agenda.push(at, 0, tie(u64::from(row), at), row);
                }
            }
        });
}

/// A full pool with a queue: someone joins it, someone is served, one in three withdraws.
#[divan::bench(args = [10, 10_000])]
fn pool_turnover(bencher: Bencher, waiting: u32) {
    let mut pool = Pool::new(1);
    pool.force_take(Tick::START);
    for row in 0..waiting {
        pool.request(row, (row % 8) as u8, Tick::START);
    }
    let mut tickets = [Ticket::NONE; 3];
    bencher
        .counter(ItemsCount::new(OPERATIONS))
        .bench_local(|| {
            for n in 0..OPERATIONS {
                if let Request::Queued(ticket) = pool.request(n, (n % 8) as u8, Tick::START) {
                    tickets[n as usize % 3] = ticket;
                }
                if n % 3 == 0 {
                    pool.withdraw(tickets[1], Tick::START);
                } else {
                    pool.give_back(Tick::START);
                    black_box(pool.serve_next(Tick::START));
                }
            }
        });
}

/// The earliest of an entity's slots.
#[divan::bench(consts = [8, 16])]
fn clocks_next<const N: usize>(bencher: Bencher) {
    let mut clocks = Clocks::<0, N>::new();
    for slot in 0..N {
        clocks.set_timer(slot, Tick(Key(7).draw(0, slot as u32, 0).0 as u32));
    }
    bencher.bench_local(|| black_box(&clocks).next());
}

/// A channel whose rate goes up and down.
#[divan::bench]
fn clocks_set_rate(bencher: Bencher) {
    let mut clocks = Clocks::<1, 1>::new();
    clocks.arm(0, 1e6);
    let mut now = 0;
    bencher.bench_local(|| {
        now += 1;
        clocks.set_rate(0, if now % 2 == 0 { 0.1 } else { 0.2 }, Tick(now % 1000));
    });
}

/// A draw by key, read as each distribution.
#[divan::bench(args = ["unit", "exp", "normal", "lognormal", "gamma"])]
fn draw(bencher: Bencher, distribution: &str) {
    let read: fn(Draw) -> f64 = match distribution {
        "unit" => Draw::unit,
        "exp" => Draw::exp,
        "normal" => Draw::normal,
        "lognormal" => |draw| draw.lognormal(60.0, 0.9),
        _ => |draw| draw.gamma(0.7, 1.0),
    };
    let key = Key::root(1, 0);
    let mut episode = 0;
    bencher.bench_local(|| {
        episode += 1;
        read(key.draw(3, episode, 0))
    });
}

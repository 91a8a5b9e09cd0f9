//! Illness and death, the smallest model with competing risks, against its closed form.
//!
//! ```text
//! cargo run --release --example illness_death
//! ```
//!
//! Everybody begins well, may fall ill, and dies sooner if ill. Each hazard is a *channel* with a
//! threshold of its own. When illness raises the hazard of death, what is left of that threshold
//! stays and its date moves up: nothing is drawn again, and no other channel is touched.

use throughcare::engine::{Agenda, Clocks, DayBuckets, Key, Tick};

mod closed_form;
use closed_form::{Quantity, compare};

// The channels, and their hazards a day.
const ILLNESS: usize = 0;
const DEATH: usize = 1;
const FALLS_ILL: f32 = 0.0025;
const DIES_WELL: f32 = 0.0005;
const DIES_ILL: f32 = 0.0075;

const PEOPLE: u32 = 2000;
const DAYS: u32 = 300;

/// The shares of people who are well, ill and dead on the last day.
fn simulate(replicate: u32) -> [f64; 3] {
    let mut agenda = DayBuckets::new(Tick::from_days(DAYS));
    let mut people = Vec::new();
    for row in 0..PEOPLE {
        let key = Key::root(1951, replicate).child(u64::from(row));
        let mut clocks = Clocks::<2, 2>::new();
        for (channel, rate) in [(ILLNESS, FALLS_ILL), (DEATH, DIES_WELL)] {
            clocks.arm(channel, key.draw(channel as u32, 0, 0).exp());
            clocks.set_rate(channel, rate, Tick::START);
        }
        agenda.push(clocks.earliest(), 0, 0, row);
        people.push(clocks);
    }
    let [mut fell_ill, mut died_well, mut died_ill] = [0.0; 3];
    while let Some((now, row)) = agenda.pop_before(Tick::NEVER) {
        let clocks = &mut people[row as usize];
        if clocks.next() == (now, ILLNESS) {
            fell_ill += 1.0;
            clocks.disarm(ILLNESS);
            clocks.set_rate(DEATH, DIES_ILL, now);
            agenda.push(clocks.earliest(), 0, 0, row);
        } else if clocks.is_armed(ILLNESS) {
            died_well += 1.0;
        } else {
            died_ill += 1.0;
        }
    }
    let all = f64::from(PEOPLE);
    [
        all - fell_ill - died_well,
        fell_ill - died_ill,
        died_well + died_ill,
    ]
    .map(|n| n / all)
}

/// The same shares, worked out.
fn exact() -> [f64; 3] {
    let [falls_ill, dies_well, dies_ill] = [FALLS_ILL, DIES_WELL, DIES_ILL].map(f64::from);
    let (leaves, days) = (falls_ill + dies_well, f64::from(DAYS));
    let well = libm::exp(-leaves * days);
    let ill = falls_ill / (leaves - dies_ill) * (libm::exp(-dies_ill * days) - well);
    [well, ill, 1.0 - well - ill]
}

pub fn main() -> Result<(), String> {
    let runs: Vec<[f64; 3]> = (0..100).map(simulate).collect();
    let quantity = |state: usize| Quantity {
        name: ["share well", "share ill", "share dead"][state],
        exact: exact()[state],
        simulated: runs.iter().map(|shares| shares[state]).collect(),
    };
    compare(&[quantity(0), quantity(1), quantity(2)])
}

//! What the engine's generality costs: the reference workload ("pathway-lite", three pools
//! with queues, fourteen kinds of event) on the public engine, against two loops that
//! are written by hand for this workload alone.
//!
//! ```text
//! cargo bench --bench pathway_lite
//! ```
//!
//! First each implementation is held against the reference table, and the engine's fast agenda
//! against its heap; then nanoseconds an event, building the population included. Each figure is
//! the best of several rounds in which the implementations take turns, so that the ratios hold
//! on a machine that is shared. Exits with 1 if an implementation does not agree.
//!
//! ```text
//! cargo bench --bench pathway_lite -- engine 100000 1
//! ```
//!
//! runs one of `engine`, `twin` and `loop` once with so many people and such a seed, and prints
//! events and processor seconds as a line of JSON: so programs of other makers can take turns.

mod bare;
mod clock;
mod on_engine;
mod total_hazard;
mod twin;
mod w2;

use std::process::ExitCode;
use std::time::Duration;

use throughcare::engine::{DayBuckets, HeapAgenda};

use w2::Outcome;

/// Name and entry point: size of the cohort and seed.
type Implementation = (&'static str, fn(u32, u64) -> Outcome);

const ENGINE: usize = 0;
const TWIN: usize = 1;
const LOOP: usize = 2;
const IMPLEMENTATIONS: [Implementation; 3] = [
    ("engine", on_engine::run::<DayBuckets>),
    ("twin (next-reaction, by hand)", twin::run),
    ("loop (total hazard, by hand)", total_hazard::run),
];

/// Sizes of cohort, rounds, and replicates a round.
const SIZES: [(u32, u32, u64); 3] = [(10_000, 8, 4), (100_000, 5, 1), (1_000_000, 3, 1)];
const REPLICATES_FOR_AGREEMENT: u64 = 10;

/// What was measured of one implementation at one size.
#[derive(Clone, Copy)]
struct Measure {
    nanoseconds: f64,
    bytes: f64,
}

fn main() -> ExitCode {
    // Cargo adds a word of its own.
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|w| w != "--bench")
        .collect();
    if !words.is_empty() {
        return once(&words);
    }
    if !all_agree() {
        return ExitCode::FAILURE;
    }
    println!(
        "\nrow of a person: {} bytes on the engine, {} in the twin",
        on_engine::ROW_BYTES,
        twin::ROW_BYTES
    );
    println!(
        "\n{:>9}  {:<30} {:>9} {:>8} {:>8} {:>12}",
        "people", "", "ns/event", "x twin", "x loop", "bytes/person"
    );
    let tables = SIZES.map(|(n, rounds, replicates)| {
        let measures = measure(n, rounds, replicates);
        print_rows(n, &measures);
        measures
    });
    let growth = tables[SIZES.len() - 1][ENGINE].nanoseconds / tables[0][ENGINE].nanoseconds;
    println!(
        "\nan event on the engine costs {growth:.2} times as much at the largest size as at the smallest"
    );
    ExitCode::SUCCESS
}

/// One implementation, once: its name, people and seed.
fn once(words: &[String]) -> ExitCode {
    let asked = || {
        let [name, people, seed] = words else {
            return None;
        };
        let (_, run) = IMPLEMENTATIONS
            .iter()
            .find(|(full, _)| full.split(' ').next() == Some(name))?;
        Some((run, people.parse().ok()?, seed.parse().ok()?))
    };
    let Some((run, people, seed)) = asked() else {
        eprintln!("expected one of engine, twin and loop, how many people, and a seed");
        return ExitCode::FAILURE;
    };
    let (outcome, time) = clock::timed(|| run(people, seed));
    println!(
        "{{\"events\": {}, \"cpu_s\": {}}}",
        outcome.total(),
        time.as_secs_f64()
    );
    ExitCode::SUCCESS
}

/// Holds every implementation against the reference table, and says so.
fn all_agree() -> bool {
    let mut agreed = true;
    for (name, run) in IMPLEMENTATIONS {
        let replicates: Vec<Outcome> = (0..REPLICATES_FOR_AGREEMENT)
            .map(|seed| run(w2::REFERENCE_SIZE, seed))
            .collect();
        let found = w2::disagreements(&replicates);
        println!(
            "{name}: {}",
            if found.is_empty() {
                "agrees with the reference"
            } else {
                "DISAGREES"
            }
        );
        found.iter().for_each(|line| println!("    {line}"));
        agreed &= found.is_empty();
    }
    let same = on_engine::run::<DayBuckets>(w2::REFERENCE_SIZE, 1).events
        == on_engine::run::<HeapAgenda>(w2::REFERENCE_SIZE, 1).events;
    println!(
        "engine, day buckets against heap: {}",
        if same { "the same events" } else { "DIFFERENT" }
    );
    agreed && same
}

/// The best of several rounds in which the implementations take turns.
fn measure(n: u32, rounds: u32, replicates: u64) -> [Measure; 3] {
    let mut best = [Measure {
        nanoseconds: f64::INFINITY,
        bytes: 0.0,
    }; 3];
    for round in 0..rounds {
        for (best, (_, run)) in best.iter_mut().zip(IMPLEMENTATIONS) {
            let first = u64::from(round) * replicates;
            let (outcomes, time) = clock::timed(|| {
                (first..first + replicates)
                    .map(|seed| run(n, seed))
                    .collect::<Vec<_>>()
            });
            let events = outcomes.iter().map(Outcome::total).sum();
            best.nanoseconds = best.nanoseconds.min(per_event(time, events));
            best.bytes = outcomes[0].bytes as f64 / f64::from(n);
        }
    }
    best
}

fn per_event(time: Duration, events: u64) -> f64 {
    time.as_secs_f64() * 1e9 / events as f64
}

fn print_rows(n: u32, measures: &[Measure; 3]) {
    for (measure, (name, _)) in measures.iter().zip(IMPLEMENTATIONS) {
        println!(
            "{n:>9}  {name:<30} {:>9.1} {:>8.2} {:>8.2} {:>12.1}",
            measure.nanoseconds,
            measure.nanoseconds / measures[TWIN].nanoseconds,
            measure.nanoseconds / measures[LOOP].nanoseconds,
            measure.bytes,
        );
    }
}

//! The whole pathway, one replicate on one thread: nanoseconds an event and bytes a person as the
//! population grows, in turn with the loop that is written by hand for the reference workload.
//!
//! ```text
//! cargo bench --bench full_pathway
//! cargo bench --bench full_pathway -- 100000      # one size alone
//! ```
//!
//! The baseline runs for two years from a short warm-up; the time to make the population is left
//! out, the time to step slow variables and to take up new values is in. Events are occurrences
//! that change somebody's state: steps of slow variables, and candidates that thinning refuses,
//! cost time and are not counted. Each figure is the best of several rounds in which the two take
//! turns, so that the ratio holds on a machine that is shared.

#[allow(dead_code, reason = "shared with the other benches")]
mod bare;
mod clock;
#[allow(dead_code, reason = "shared with the other benches")]
mod total_hazard;
#[allow(dead_code, reason = "shared with the other benches")]
mod w2;

use throughcare::pathway::{Person, Plan, Study};
use throughcare::scenario::Scenario;
use throughcare::scenario::schema::Model;

/// People at 1:1 in the baseline, about.
const PEOPLE_AT_FULL_SCALE: f64 = 2_140_000.0;
/// Sizes of the population, and rounds of which the best counts.
const SIZES: [(f64, u32); 3] = [(10_000.0, 5), (100_000.0, 3), (1_000_000.0, 2)];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let only: Option<f64> = std::env::args().skip(1).find_map(|arg| arg.parse().ok());
    println!("row of a person: {} bytes", size_of::<Person>());
    println!(
        "{:>10} {:>12} {:>10} {:>10} {:>8} {:>12}",
        "people", "events", "ns/event", "ns of loop", "x loop", "ns/person-y"
    );
    let sizes = SIZES.into_iter();
    for (people, rounds) in sizes.filter(|&(people, _)| only.is_none_or(|only| only == people)) {
        let study = study(people / PEOPLE_AT_FULL_SCALE)?;
        let (mut events, mut best, mut of_loop) = (0, f64::INFINITY, f64::INFINITY);
        for round in 0..rounds {
            let (happened, seconds) = measure(&study, round);
            let this = seconds * 1e9 / happened as f64;
            if this < best {
                (events, best) = (happened, this);
            }
            of_loop = of_loop.min(loop_by_hand(people as u32, u64::from(round)));
        }
        println!(
            "{people:>10} {events:>12} {best:>10.1} {of_loop:>10.1} {:>8.2} {:>12.1}",
            best / of_loop,
            best * events as f64 / people / 3.0
        );
    }
    Ok(())
}

/// Nanoseconds an event of the loop by hand, building its population included.
fn loop_by_hand(people: u32, seed: u64) -> f64 {
    let (outcome, time) = clock::timed(|| total_hazard::run(people, seed));
    time.as_secs_f64() * 1e9 / outcome.total() as f64
}

/// The baseline at a scale, for one year of warm-up and two of policy window.
fn study(scale: f64) -> Result<Study, Box<dyn std::error::Error>> {
    let overrides = [
        ("settings.population_scale", scale.to_string()),
        ("settings.warm_up", "\"1y\"".to_owned()),
        ("settings.observe_from", "2023-04-01".to_owned()),
        ("settings.policy_from", "2023-04-01".to_owned()),
        ("settings.horizon", "\"2y\"".to_owned()),
    ]
    .map(|(key, value)| (key.to_owned(), value));
    let scenario = Scenario::<Model>::load("baseline", &overrides).map_err(|e| e.to_string())?;
    Ok(Study::new(
        vec![Plan::compile(&scenario)?],
        &[None],
        1,
        true,
    ))
}

/// Events, and seconds of the processor without those that made the population.
fn measure(study: &Study, replicate: u32) -> (u64, f64) {
    let mut world = study.world(replicate);
    let (_, time) = clock::timed(|| world.run_until(study.plans()[0].end, &mut |_| true));
    (world.seen().events, time.as_secs_f64())
}

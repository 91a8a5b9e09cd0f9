//! The whole pathway, one replicate on one thread: nanoseconds an event and bytes a person as the
//! population grows.
//!
//! ```text
//! cargo bench --bench full_pathway
//! ```
//!
//! The baseline runs for two years from a short warm-up; the time to make the population is left
//! out, the time to step slow variables and to take up new values is in. Events are occurrences
//! that change somebody's state: steps of age and tolerance, and candidates that thinning
//! refuses, cost time and are not counted.

mod clock;

use throughcare::pathway::{Person, Plan, Study};
use throughcare::scenario::Scenario;
use throughcare::scenario::schema::Model;

/// People at 1:1 in the baseline, about.
const PEOPLE_AT_FULL_SCALE: f64 = 2_140_000.0;
/// Sizes of the population, and rounds of which the best counts.
const SIZES: [(f64, u32); 3] = [(10_000.0, 5), (100_000.0, 3), (1_000_000.0, 2)];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("row of a person: {} bytes", size_of::<Person>());
    println!(
        "{:>10} {:>12} {:>10} {:>12}",
        "people", "events", "ns/event", "ns/person-y"
    );
    for (people, rounds) in SIZES {
        let study = study(people / PEOPLE_AT_FULL_SCALE)?;
        let best = (0..rounds)
            .map(|round| measure(&study, round))
            .min_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((events, seconds)) = best {
            let per_event = seconds * 1e9 / events as f64;
            println!(
                "{people:>10} {events:>12} {per_event:>10.1} {:>12.1}",
                seconds * 1e9 / people / 3.0
            );
        }
    }
    Ok(())
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

//! Two policies against the baseline, by the library alone: nothing is written.
//!
//! ```text
//! cargo run --release --example two_policies
//! ```
//!
//! A small world and two years, so that it ends within seconds.

use std::error::Error;

use throughcare::experiment::{Paired, Student};
use throughcare::link::{StudyOptions, assemble, load};
use throughcare::observe::Record;
use throughcare::scenario::Library;

const SCENARIOS: [&str; 3] = ["baseline", "more-drrs", "front-loaded-release"];
const METRICS: [&str; 3] = ["drr_starts", "recalls", "prison_population"];

pub fn main() -> Result<(), Box<dyn Error>> {
    let options = StudyOptions {
        horizon: Some("2y".to_owned()),
        population_scale: Some(0.004),
        ..StudyOptions::default()
    };
    let scenarios = load(&Library::built_in(), &SCENARIOS, &options)?;
    let study = assemble(&scenarios, 1)?;
    // A record for each scenario, in each replicate. All of them meet the same luck.
    let runs: Vec<Vec<Record>> = (0..8)
        .filter_map(|replicate| study.replicate(replicate, &mut |_| true))
        .collect();
    let (layout, mut student) = (study.layout(), Student::default());
    for (column, cell) in layout.cells.iter().enumerate() {
        let metric = &layout.metrics[usize::from(cell.metric)];
        let of_everybody = cell.stratum == 0 && cell.period == 0;
        if !of_everybody || !METRICS.contains(&metric.name) {
            continue;
        }
        let values = |scenario: usize| -> Vec<f64> {
            runs.iter()
                .map(|run| run[scenario].values[column])
                .collect()
        };
        for (scenario, policy) in SCENARIOS.iter().enumerate().skip(1) {
            let pair = Paired::of(&values(0), &values(scenario), metric.better, &mut student);
            println!(
                "{:<26} {policy:<22} {:>10.1} {:>+9.1}  ({:+.1} to {:+.1})",
                metric.label(),
                pair.baseline_mean,
                pair.difference,
                pair.ci_low,
                pair.ci_high
            );
        }
    }
    Ok(())
}

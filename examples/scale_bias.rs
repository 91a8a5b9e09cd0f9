//! What the population scale costs: headline metrics at a scale against one person for one.
//!
//! ```text
//! cargo run --release --example scale_bias            # the scale of the baseline
//! cargo run --release --example scale_bias -- 0.02    # another scale
//! cargo run --release --example scale_bias -- 0.04 4  # with four replicates at 1:1
//! ```
//!
//! Two years of warm-up and two years of results. One replicate at 1:1 holds two million people:
//! about a gigabyte, and a minute or two. For each of them the smaller scale gets as many
//! replicates as make the same number of people, at most [`MOST`].

use std::error::Error;

use rayon::prelude::*;
use throughcare::experiment::{Student, Summary};
use throughcare::observe::Record;
use throughcare::pathway::{Plan, Study};
use throughcare::scenario::Scenario;
use throughcare::scenario::schema::Model;

/// Most replicates at the smaller scale.
const MOST: u32 = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let scale: f64 = match words.first() {
        Some(word) => word.parse()?,
        None => *baseline(None)?.at_start()?.settings.population_scale,
    };
    let replicates: u32 = words.get(1).map_or(Ok(2), |word| word.parse())?;
    let (small, whole) = (study(scale)?, study(1.0)?);
    let many = ((f64::from(replicates) / scale) as u32).clamp(2, MOST);
    let small_records: Option<Vec<Record>> = (0..many)
        .into_par_iter()
        .map(|r| record(&small, r))
        .collect();
    // One after another: two at a time would need two gigabytes.
    let whole_records: Option<Vec<Record>> = (0..replicates).map(|r| record(&whole, r)).collect();
    if let (Some(small_records), Some(whole_records)) = (small_records, whole_records) {
        print(&small, scale, [&small_records, &whole_records]);
    }
    Ok(())
}

/// The baseline, short, at a scale or at its own.
fn baseline(scale: Option<f64>) -> Result<Scenario<Model>, Box<dyn Error>> {
    let mut set = vec![
        ("settings.observe_from".to_owned(), "2026-10-01".to_owned()),
        ("settings.warm_up".to_owned(), "2y".to_owned()),
        ("settings.horizon".to_owned(), "2y".to_owned()),
    ];
    set.extend(scale.map(|s| ("settings.population_scale".to_owned(), s.to_string())));
    Scenario::load("baseline", &set).map_err(|errors| errors.to_string().into())
}

fn study(scale: f64) -> Result<Study, Box<dyn Error>> {
    Ok(Study::new(
        vec![Plan::compile(&baseline(Some(scale))?)?],
        &[None],
        1,
        true,
    ))
}

/// The record of one replicate.
fn record(study: &Study, replicate: u32) -> Option<Record> {
    study.replicate(replicate, &mut |_| true)?.pop()
}

fn print(study: &Study, scale: f64, [small, whole]: [&[Record]; 2]) {
    let mut student = Student::default();
    let mut summary = |records: &[Record], column: usize| {
        let values: Vec<f64> = records.iter().map(|record| record.values[column]).collect();
        Summary::of(&values, &mut student)
    };
    println!(
        "{:<28} {:>14} {:>14} {:>8} {:>8}",
        "metric",
        format!("at {scale}"),
        "at 1",
        "bias %",
        "se %"
    );
    let layout = study.layout();
    for (column, cell) in layout.cells.iter().enumerate() {
        let metric = &layout.metrics[cell.metric as usize];
        if metric.headline && cell.stratum == 0 && cell.period == 0 {
            let (a, b) = (summary(small, column), summary(whole, column));
            let bias = 100.0 * (a.mean - b.mean) / b.mean;
            let error = 100.0 * (a.se * a.se + b.se * b.se).sqrt() / b.mean;
            println!(
                "{:<28} {:>14.1} {:>14.1} {bias:>8.2} {error:>8.2}",
                metric.name, a.mean, b.mean
            );
        }
    }
}

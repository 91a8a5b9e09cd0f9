//! October 2025 to September 2026 month by month, with an interval: the forecast of
//! `docs/decade.md`.
//!
//! ```text
//! cargo run --release --example forecast          # a hundred draws of every parameter
//! cargo run --release --example forecast -- 20    # fewer
//! ```
//!
//! The middle is the baseline at its best estimates. A draw of all parameters has a past of its
//! own, while the past is known: so the interval is that of how each draw went on from its own
//! July to September 2025, put on the level at which the baseline stands there. Published figures
//! of these months were looked at neither for the values nor here.

use std::error::Error;

use rayon::prelude::*;
use throughcare::experiment::percentile;
use throughcare::link::{StudyOptions, assemble, built_in_posterior, load};
use throughcare::observe::{Extra, Layout, Record};
use throughcare::scenario::schema::Model;
use throughcare::scenario::uncertainty::Uncertain;
use throughcare::scenario::{Library, Scenario};

const SEED: u64 = 1;
const DRAWS: u32 = 100;
/// Replicates of each draw, and of the best estimates.
const OF_A_DRAW: u32 = 2;
const OF_THE_BEST: u32 = 16;
/// What is foretold, and how many of its units make the figure of a month.
const METRICS: [(&str, f64); 4] = [
    ("prison_population", 1.0),
    ("remand_population", 1.0),
    ("hdc_population", 1.0),
    ("recalls", 1.0 / 12.0),
];
/// The months from which a draw goes on, and those that are foretold.
const KNOWN: [&str; 3] = ["2025-07", "2025-08", "2025-09"];
const FIRST: &str = "2025-10";
const LAST: &str = "2026-09";

/// Month by month, each metric of [`METRICS`].
type Path = Vec<[f64; METRICS.len()]>;

pub fn main() -> Result<(), Box<dyn Error>> {
    let draws = std::env::args()
        .nth(1)
        .map_or(Ok(DRAWS), |word| word.parse())?;
    let options = StudyOptions {
        horizon: Some("1mo".to_owned()),
        set: vec![("settings.policy_from".to_owned(), "2026-10-01".to_owned())],
        ..StudyOptions::default()
    };
    let loaded = load(&Library::built_in(), &["baseline"], &options)?;
    let baseline = loaded.first().ok_or("no scenario")?;
    let posterior = built_in_posterior(baseline)?;
    let uncertain = Uncertain::of(baseline, SEED, draws, posterior.as_ref())?;
    let (months, best) = lived(baseline, 0..OF_THE_BEST)?;
    let drawn: Vec<Path> = (0..draws)
        .into_par_iter()
        .map(|draw| -> Result<Path, String> {
            let scenario = uncertain.draw(baseline, draw).map_err(|e| e.to_string())?;
            let of_draw = draw * OF_A_DRAW..(draw + 1) * OF_A_DRAW;
            let (_, path) = lived(&scenario, of_draw).map_err(|e| e.to_string())?;
            Ok(path)
        })
        .collect::<Result<_, _>>()?;
    print(&months, &best, &drawn);
    Ok(())
}

/// The months, and the mean of some replicates in each.
fn lived(
    scenario: &Scenario<Model>,
    replicates: std::ops::Range<u32>,
) -> Result<(Vec<String>, Path), Box<dyn Error>> {
    let study = assemble(&[scenario], SEED)?.asking(&Extra {
        all_series: true,
        ..Extra::default()
    })?;
    let runs: Vec<Vec<Record>> = replicates
        .into_par_iter()
        .filter_map(|replicate| study.replicate(replicate, &mut |_| true))
        .collect();
    let layout = study.layout();
    let of_month = |month: usize| {
        METRICS.map(|(name, times)| {
            let all = runs.iter().map(|run| series(layout, &run[0], name)[month]);
            times * all.sum::<f64>() / runs.len() as f64
        })
    };
    let path = (0..layout.months.len()).map(of_month).collect();
    Ok((layout.months.clone(), path))
}

/// A metric of everybody, month by month.
fn series<'r>(layout: &Layout, record: &'r Record, name: &str) -> &'r [f64] {
    let place = layout.series.iter().position(|&(metric, stratum)| {
        stratum == 0 && layout.metrics[usize::from(metric)].name == name
    });
    let count = layout.months.len();
    place.map_or(&[], |place| &record.series[place * count..][..count])
}

/// The table of the page.
fn print(months: &[String], best: &Path, drawn: &[Path]) {
    let level = |path: &Path, metric: usize| -> f64 {
        let known = months.iter().zip(path);
        let known = known.filter(|(month, _)| KNOWN.contains(&month.as_str()));
        known.map(|(_, values)| values[metric]).sum::<f64>() / KNOWN.len() as f64
    };
    println!("| month | prison | remand | curfew | recalls in the month |");
    println!("|---|---|---|---|---|");
    for (place, month) in months.iter().enumerate() {
        if month.as_str() < FIRST || month.as_str() > LAST {
            continue;
        }
        let cells = (0..METRICS.len()).map(|metric| {
            let mut ratios: Vec<f64> = drawn
                .iter()
                .map(|path| path[place][metric] / level(path, metric))
                .collect();
            ratios.sort_by(f64::total_cmp);
            let at = |share| level(best, metric) * percentile(&ratios, share);
            format!(
                "{:.0} ({:.0} to {:.0})",
                best[place][metric],
                at(0.025),
                at(0.975)
            )
        });
        let cells: Vec<String> = cells.collect();
        println!("| {month} | {} |", cells.join(" | "));
    }
}

//! Which parameters a difference leans on, by measurement.
//!
//! ```text
//! cargo run --release --example tornado -- more-drrs front-loaded-release
//! cargo run --release --example tornado -- more-drrs --metrics drr_starts,recalls --keep 60
//! ```
//!
//! Hundreds of parameters are uncertain, and one replicate tells little about one of them. So
//! there are two steps, both on a small and short world:
//!
//! 1. *Screening, all at once.* Every run moves every parameter a third of its range up or down,
//!    by a column of a Hadamard matrix, so that half of the runs, balanced over all others, stand
//!    against the other half for each parameter. What the columns without a parameter show is
//!    the noise.
//! 2. *One at a time.* The parameters that the screening found largest, and all that a policy
//!    states itself, go to the low and to the high end of their 95% range, the others at their
//!    best estimate, all under the same luck. The swing is the change of the difference between
//!    policy and baseline from the one end to the other, with its paired Monte Carlo error.
//!
//! The ends are those of parameters, never of luck. `tornado.csv` and `screening.csv` go to the
//! folder of `--out`; the largest swings are printed.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use clap::Parser;
use rayon::prelude::*;
use throughcare::engine::Key;
use throughcare::experiment::{Paired, Student, mean};
use throughcare::link::{self, StudyOptions};
use throughcare::observe::{Better, Layout};
use throughcare::output::format_number;
use throughcare::scenario::schema::Model;
use throughcare::scenario::uncertainty::Uncertain;
use throughcare::scenario::{Library, Scenario};

/// Quantiles between which the screening moves: two thirds of a standard deviation either way.
const SCREENED: [f64; 2] = [0.25, 0.75];
/// Ends of the 95% range.
const ENDS: [f64; 2] = [0.025, 0.975];
/// Columns of the matrix that at least stay without a parameter, to show the noise.
const SPARE: usize = 64;
/// Swings that are printed for each policy and metric.
const PRINTED: usize = 10;

/// What a difference leans on, parameter by parameter.
#[derive(Parser)]
struct Words {
    /// Policies, compared with the baseline
    #[arg(required = true)]
    policies: Vec<String>,
    /// The baseline
    #[arg(long, default_value = "baseline")]
    baseline: String,
    /// Metrics to rank by [default: all headline metrics are measured, these are printed]
    #[arg(long, value_delimiter = ',', default_values_t = [
        "expected_overdose_deaths".to_owned(), "recalls".to_owned(), "reoffending_12_months".to_owned(),
    ])]
    metrics: Vec<String>,
    /// Simulated people for each person
    #[arg(long, default_value_t = 0.02)]
    scale: f64,
    /// Years of policy
    #[arg(long, default_value_t = 3)]
    years: u32,
    /// Parameters that are moved one at a time
    #[arg(long, default_value_t = 40)]
    keep: usize,
    /// Replicates of each end
    #[arg(long, default_value_t = 8)]
    replicates: u32,
    /// Seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder for the files
    #[arg(long, default_value = "results/tornado")]
    out: PathBuf,
}

/// The scenarios with what is uncertain in them.
struct Worlds {
    scenarios: Vec<Scenario<Model>>,
    uncertain: Vec<Uncertain>,
    /// Every quantity of any of them, once.
    names: Vec<String>,
    /// The columns of a record that are measured: the totals of headline metrics.
    columns: Vec<usize>,
    layout: Layout,
    seed: u64,
}

/// Differences from the baseline, by policy and then by measured column.
type Differences = Vec<Vec<f64>>;

impl Worlds {
    fn load(words: &Words) -> Result<Self, Box<dyn Error>> {
        let options = StudyOptions {
            warm_up: Some("2y".to_owned()),
            horizon: Some(format!("{}y", words.years)),
            population_scale: Some(words.scale),
            set: vec![("settings.observe_from".to_owned(), "2027-01-01".to_owned())],
        };
        let specs: Vec<String> = std::iter::once(&words.baseline)
            .chain(&words.policies)
            .cloned()
            .collect();
        let scenarios = link::load(&Library::built_in(), &specs, &options)?;
        let of = |scenario| Uncertain::of(scenario, words.seed, 1, None);
        let uncertain: Vec<Uncertain> = scenarios.iter().map(of).collect::<Result<_, _>>()?;
        let mut names: Vec<String> = Vec::new();
        let mut known = BTreeSet::new();
        for quantity in uncertain.iter().flat_map(Uncertain::quantities) {
            if known.insert(quantity.name().to_owned()) {
                names.push(quantity.name().to_owned());
            }
        }
        let layout = link::assemble(&scenarios, words.seed)?.layout().clone();
        let totals = layout.cells.iter().enumerate().filter(|(_, cell)| {
            let metric = &layout.metrics[usize::from(cell.metric)];
            metric.headline && cell.stratum == 0 && cell.period == 0
        });
        let columns = totals.map(|(column, _)| column).collect();
        Ok(Self {
            scenarios,
            uncertain,
            names,
            columns,
            layout,
            seed: words.seed,
        })
    }

    fn policies(&self) -> usize {
        self.scenarios.len() - 1
    }

    fn metric(&self, measured: usize) -> &throughcare::observe::Metric {
        let cell = self.layout.cells[self.columns[measured]];
        &self.layout.metrics[usize::from(cell.metric)]
    }

    /// One replicate with some quantities at a quantile, the others at their best estimate.
    fn run(&self, at: &BTreeMap<&str, f64>, replicate: u32) -> Result<Differences, String> {
        let moved = self.scenarios.iter().zip(&self.uncertain);
        let moved = moved.map(|(scenario, uncertain)| {
            let quantities = uncertain.quantities().iter();
            let values: Vec<(String, f64)> = quantities
                .filter_map(|one| at.get(one.name()).map(|&u| one.at(u)))
                .flatten()
                .collect();
            scenario.with_values(&values)
        });
        let moved: Vec<_> = moved.collect::<Result<_, _>>().map_err(|e| e.to_string())?;
        let study = link::assemble(&moved, self.seed).map_err(|e| e.to_string())?;
        let records = study
            .replicate(replicate, &mut |_| true)
            .unwrap_or_default();
        let [baseline, policies @ ..] = records.as_slice() else {
            return Err("a replicate was abandoned".to_owned());
        };
        let value = |record: &throughcare::observe::Record, column: &usize| {
            record.values[*column] - baseline.values[*column]
        };
        let of = |policy| self.columns.iter().map(|c| value(policy, c)).collect();
        Ok(policies.iter().map(of).collect())
    }
}

/// The effect of every quantity in the screening.
struct Screening {
    /// By policy, measured column and quantity: half the change from low to high.
    effects: Vec<Vec<Vec<f64>>>,
    /// By policy and measured column: standard error of an effect.
    errors: Vec<Vec<f64>>,
    runs: usize,
}

impl Screening {
    fn of(worlds: &Worlds, clock: &Clock) -> Result<Self, String> {
        let runs = (worlds.names.len() + 1 + SPARE).next_power_of_two();
        let columns = shuffled(1..runs, worlds.seed);
        clock.begin("screening", runs);
        let all: Vec<Differences> = (0..runs)
            .into_par_iter()
            .map(|run| {
                let names = worlds.names.iter().zip(&columns);
                let at = names.map(|(name, &column)| {
                    (name.as_str(), SCREENED[usize::from(is_high(run, column))])
                });
                let differences = worlds.run(&at.collect(), run as u32);
                clock.tick();
                differences
            })
            .collect::<Result<_, _>>()?;
        let of = |policy: usize, measured: usize| -> Vec<f64> {
            let mut values: Vec<f64> = all.iter().map(|d| d[policy][measured]).collect();
            fill(&mut values);
            transform(&mut values);
            columns.iter().map(|&c| values[c] / runs as f64).collect()
        };
        let used = worlds.names.len();
        let (mut effects, mut errors) = (Vec::new(), Vec::new());
        for policy in 0..worlds.policies() {
            let contrasts: Vec<Vec<f64>> =
                (0..worlds.columns.len()).map(|m| of(policy, m)).collect();
            let spare = |c: &Vec<f64>| {
                let squares: f64 = c[used..].iter().map(|e| e * e).sum();
                (squares / (c.len() - used) as f64).sqrt()
            };
            errors.push(contrasts.iter().map(spare).collect());
            let kept = contrasts.into_iter().map(|mut c| {
                c.truncate(used);
                c
            });
            effects.push(kept.collect());
        }
        Ok(Self {
            effects,
            errors,
            runs,
        })
    }

    /// How far beyond noise a quantity is where it is farthest, over policies and the metrics
    /// to rank by.
    fn score(&self, quantity: usize, ranked: &[usize]) -> f64 {
        let policies = self.effects.iter().zip(&self.errors);
        policies
            .flat_map(|(effects, errors)| {
                ranked
                    .iter()
                    .map(move |&m| (effects[m][quantity] / errors[m]).abs())
            })
            .filter(|score| score.is_finite())
            .fold(0.0, f64::max)
    }
}

/// The measurements of one quantity moved alone.
struct Moved {
    name: usize,
    /// At the low and the high end, by replicate.
    ends: [Vec<Differences>; 2],
}

fn main() -> Result<(), Box<dyn Error>> {
    let words = Words::parse();
    let worlds = Worlds::load(&words)?;
    let ranked: Vec<usize> = (0..worlds.columns.len())
        .filter(|&m| {
            words
                .metrics
                .iter()
                .any(|name| name == worlds.metric(m).name)
        })
        .collect();
    if ranked.len() < words.metrics.len() {
        let known: Vec<&str> = (0..worlds.columns.len())
            .map(|m| worlds.metric(m).name)
            .collect();
        return Err(format!("--metrics takes headline metrics: {}", known.join(", ")).into());
    }
    let clock = Clock::new();
    let screening = Screening::of(&worlds, &clock)?;
    let chosen = choose(&worlds, &screening, &ranked, words.keep);
    let moved = one_at_a_time(&worlds, &chosen, words.replicates, &clock)?;
    let best = moved_none(&worlds, words.replicates)?;
    fs::create_dir_all(&words.out)?;
    write_screening(&words.out, &worlds, &screening)?;
    let swings = write_swings(&words.out, &worlds, &best, &moved)?;
    println!(
        "{} parameters screened in {} runs, {} moved alone over {} replicates; {:.0} s",
        worlds.names.len(),
        screening.runs,
        chosen.len(),
        words.replicates,
        clock.started.elapsed().as_secs_f64(),
    );
    print(&worlds, &ranked, &best, swings);
    println!("\nfiles: {}", words.out.display());
    Ok(())
}

/// What a policy states itself, and the quantities that the screening found largest.
fn choose(worlds: &Worlds, screening: &Screening, ranked: &[usize], keep: usize) -> Vec<usize> {
    let (mut own, mut others): (Vec<usize>, Vec<usize>) =
        (0..worlds.names.len()).partition(|&name| worlds.names[name].contains(':'));
    let score = |name: &usize| screening.score(*name, ranked);
    others.sort_by(|a, b| score(b).total_cmp(&score(a)));
    own.extend(others.into_iter().take(keep));
    own
}

fn one_at_a_time(
    worlds: &Worlds,
    chosen: &[usize],
    replicates: u32,
    clock: &Clock,
) -> Result<Vec<Moved>, String> {
    clock.begin("one at a time", chosen.len() * 2);
    let measure = |&name: &usize| -> Result<Moved, String> {
        let end = |u: f64| -> Result<Vec<Differences>, String> {
            let at = BTreeMap::from([(worlds.names[name].as_str(), u)]);
            let runs = (0..replicates).map(|r| worlds.run(&at, r)).collect();
            clock.tick();
            runs
        };
        Ok(Moved {
            name,
            ends: [end(ENDS[0])?, end(ENDS[1])?],
        })
    };
    chosen.par_iter().map(measure).collect()
}

/// Everything at its best estimate.
fn moved_none(worlds: &Worlds, replicates: u32) -> Result<Vec<Differences>, String> {
    let runs = (0..replicates).into_par_iter();
    runs.map(|r| worlds.run(&BTreeMap::new(), r)).collect()
}

/// One line of the tornado.
struct Swing {
    policy: usize,
    measured: usize,
    name: usize,
    at: [f64; 2],
    swing: Paired,
}

fn swings(worlds: &Worlds, moved: &[Moved]) -> Vec<Swing> {
    let mut student = Student::default();
    let mut all = Vec::new();
    for policy in 0..worlds.policies() {
        for measured in 0..worlds.columns.len() {
            for one in moved {
                let [low, high] = [0, 1].map(|end| column(&one.ends[end], policy, measured));
                all.push(Swing {
                    policy,
                    measured,
                    name: one.name,
                    at: [mean(&low), mean(&high)],
                    swing: Paired::of(&low, &high, Better::Neither, &mut student),
                });
            }
        }
    }
    all
}

fn column(runs: &[Differences], policy: usize, measured: usize) -> Vec<f64> {
    runs.iter().map(|run| run[policy][measured]).collect()
}

fn write_screening(
    folder: &Path,
    worlds: &Worlds,
    screening: &Screening,
) -> Result<(), Box<dyn Error>> {
    let mut file = csv::Writer::from_path(folder.join("screening.csv"))?;
    file.write_record(["policy", "metric", "parameter", "effect", "standard_error"])?;
    for (policy, effects) in screening.effects.iter().enumerate() {
        for (measured, effects) in effects.iter().enumerate() {
            for (name, effect) in worlds.names.iter().zip(effects) {
                file.write_record([
                    worlds.scenarios[policy + 1].name(),
                    worlds.metric(measured).name,
                    name,
                    &format_number(*effect),
                    &format_number(screening.errors[policy][measured]),
                ])?;
            }
        }
    }
    Ok(file.flush()?)
}

fn write_swings(
    folder: &Path,
    worlds: &Worlds,
    best: &[Differences],
    moved: &[Moved],
) -> Result<Vec<Swing>, Box<dyn Error>> {
    let mut file = csv::Writer::from_path(folder.join("tornado.csv"))?;
    file.write_record([
        "policy",
        "baseline",
        "metric",
        "unit",
        "parameter",
        "replicates",
        "difference_at_best",
        "difference_at_low",
        "difference_at_high",
        "swing",
        "swing_ci_low",
        "swing_ci_high",
    ])?;
    let all = swings(worlds, moved);
    for one in &all {
        let metric = worlds.metric(one.measured);
        let numbers = [
            mean(&column(best, one.policy, one.measured)),
            one.at[0],
            one.at[1],
            one.swing.difference,
            one.swing.ci_low,
            one.swing.ci_high,
        ];
        let mut row = vec![
            worlds.scenarios[one.policy + 1].name().to_owned(),
            worlds.scenarios[0].name().to_owned(),
            metric.name.to_owned(),
            metric.unit.to_owned(),
            worlds.names[one.name].clone(),
            one.swing.replicates.to_string(),
        ];
        row.extend(numbers.map(format_number));
        file.write_record(&row)?;
    }
    file.flush()?;
    Ok(all)
}

fn print(worlds: &Worlds, ranked: &[usize], best: &[Differences], mut swings: Vec<Swing>) {
    let size = |one: &Swing| one.swing.difference.abs();
    swings.sort_by(|a, b| size(b).total_cmp(&size(a)));
    for policy in 0..worlds.policies() {
        for &measured in ranked {
            let metric = worlds.metric(measured);
            println!(
                "\n{} against {}: difference in {} ({}), {:.4} at best estimates",
                worlds.scenarios[policy + 1].name(),
                worlds.scenarios[0].name(),
                metric.name,
                metric.unit,
                mean(&column(best, policy, measured)),
            );
            println!(
                "  {:<44} {:>9} {:>9} {:>9} {:>9}",
                "parameter", "at low", "at high", "swing", "+-"
            );
            let own = swings.iter();
            let own = own.filter(|one| one.policy == policy && one.measured == measured);
            for one in own.take(PRINTED) {
                let mark = if one.swing.is_clear() { "*" } else { "" };
                println!(
                    "  {:<44} {:>9.3} {:>9.3} {:>9.3} {:>9.3} {mark}",
                    worlds.names[one.name],
                    one.at[0],
                    one.at[1],
                    one.swing.difference,
                    one.swing.half_width(),
                );
            }
        }
    }
    println!("\n*: the 95% interval of the swing (paired, luck alone) leaves zero out.");
}

/// Whether a run has the quantity of a column high: an entry of Sylvester's Hadamard matrix.
fn is_high(run: usize, column: usize) -> bool {
    (run & column).count_ones().is_multiple_of(2)
}

/// All contrasts at once: the fast Walsh-Hadamard transform.
fn transform(values: &mut [f64]) {
    let mut half = 1;
    while half < values.len() {
        for start in (0..values.len()).step_by(2 * half) {
            for i in start..start + half {
                let (a, b) = (values[i], values[i + half]);
                (values[i], values[i + half]) = (a + b, a - b);
            }
        }
        half *= 2;
    }
}

/// Puts the mean where a run had no value, so that it speaks for neither side.
fn fill(values: &mut [f64]) {
    let there: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
    let middle = mean(&there);
    values
        .iter_mut()
        .filter(|v| v.is_nan())
        .for_each(|v| *v = middle);
}

/// Columns in an order of the seed's own, so that interactions fall on nobody in particular.
fn shuffled(columns: std::ops::Range<usize>, seed: u64) -> Vec<usize> {
    let key = Key::root(seed, u32::MAX);
    let mut all: Vec<usize> = columns.collect();
    all.sort_by_key(|&column| key.draw(2, 0, column as u32).0);
    all
}

/// Says how far it is, now and then, on standard error.
struct Clock {
    started: Instant,
    wanted: AtomicUsize,
    done: AtomicUsize,
}

impl Clock {
    fn new() -> Self {
        Self {
            started: Instant::now(),
            wanted: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
        }
    }

    fn begin(&self, what: &str, wanted: usize) {
        self.wanted.store(wanted, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        eprintln!("{what}: {wanted} runs");
    }

    fn tick(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let wanted = self.wanted.load(Ordering::Relaxed);
        if done.is_multiple_of((wanted / 8).max(1)) {
            let seconds = self.started.elapsed().as_secs_f64();
            eprintln!("  {done} of {wanted}, {seconds:.0} s since the start");
        }
    }
}

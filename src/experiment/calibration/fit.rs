//! A calibration from its start to its report.

use super::aim::Aim;
use super::ledger::Ledger;
use super::objective::Halt;
use super::posterior::{Check, Posterior, posterior};
use super::search::{Wave, search};
use super::space::{Dimension, EDGE};
use super::step::{loss, misfit};
use crate::experiment::{mean, percentile, variance};

/// Correlations beyond this are told.
const STRONG: f64 = 0.7;
/// Variance of a standard normal cut at its 95% interval.
const BEFOREHAND: f64 = 0.759_103;

/// How a calibration goes about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Seed of the designs and walks.
    pub seed: u64,
    /// Replicates that judge the best fit.
    pub replicates: u32,
    /// Draws from the posterior.
    pub particles: usize,
}

/// A parameter after the fit.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The parameter.
    pub dimension: Dimension,
    /// Its value at the best fit.
    pub value: f64,
    /// Lower end of its 95% interval after the fit, at most the value.
    pub low: f64,
    /// Upper end, at least the value.
    pub high: f64,
    /// Standard deviation after the fit over that before: near one, the targets say nothing.
    pub narrowing: f64,
}

impl Fitted {
    /// Whether the best fit lies at an end of the range.
    pub fn is_at_edge(&self) -> bool {
        self.dimension.position(self.value).abs() > EDGE - 0.02
    }
}

/// A target before and after the fit, over the same replicates.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The target.
    pub aim: Aim,
    /// Simulated with the values that the scenario had.
    pub before: f64,
    /// Simulated at the best fit.
    pub after: f64,
    /// Standard error of that.
    pub error: f64,
    /// The parameters that move it most, by index, with how many tolerances for a standard
    /// deviation of the range.
    pub drivers: Vec<(usize, f64)>,
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The parameters.
    pub parameters: Vec<Fitted>,
    /// The targets.
    pub outcomes: Vec<Outcome>,
    /// Equally likely values of all parameters.
    pub draws: Vec<Vec<f64>>,
    /// Pairs of parameters that the targets tie together, with their correlation.
    pub tied: Vec<(usize, usize, f64)>,
    /// Misfit to the targets and loss with the penalty of the ranges, before and after.
    pub losses: [(f64, f64); 2],
    /// The search.
    pub waves: Vec<Wave>,
    /// Whether the search came to rest.
    pub settled: bool,
    /// How the emulators did.
    pub checks: Vec<Check>,
    /// Draws that were simulated and found plausible, of those tried.
    pub plausible: (usize, usize),
    /// Runs in all, and those made by this call.
    pub runs: (usize, usize),
}

/// Fits the parameters of the ledger's space to its aims.
///
/// # Errors
/// When someone stops it, or a run fails or cannot be kept.
pub fn calibrate(ledger: &mut Ledger<'_>, settings: Settings) -> Result<Fit, Halt> {
    let Settings {
        seed,
        replicates,
        particles,
    } = settings;
    let found = search(ledger, seed, replicates)?;
    let start = ledger.space().start();
    judge(ledger, &[&start, &found.best], replicates)?;
    let losses = |ledger: &Ledger<'_>, at: &[f64]| {
        let misses = ledger.misses(at, replicates);
        (misfit(&misses), loss(&misses, at))
    };
    // Judged finely, a step taken early on may turn out to be none.
    let is_better = losses(ledger, &found.best).1 < losses(ledger, &start).1;
    let centre = if is_better { found.best } else { start.clone() };
    let posterior = posterior(ledger, centre, seed, (particles, replicates))?;
    judge(ledger, &[&posterior.best], replicates)?;
    ledger.close()?;
    Ok(Fit {
        parameters: parameters(ledger, &posterior),
        outcomes: outcomes(ledger, &start, &posterior, replicates),
        draws: posterior
            .draws
            .iter()
            .map(|at| ledger.space().values(at))
            .collect(),
        tied: tied(&posterior.cloud),
        losses: [losses(ledger, &start), losses(ledger, &posterior.best)],
        waves: found.waves,
        settled: found.settled,
        checks: posterior.checks,
        plausible: posterior.plausible,
        runs: ledger.count(),
    })
}

/// Runs points with all replicates.
fn judge(ledger: &mut Ledger<'_>, points: &[&Vec<f64>], replicates: u32) -> Result<(), Halt> {
    let all = points.iter().copied();
    let wanted: Vec<(Vec<f64>, u32)> = all
        .flat_map(|position| (0..replicates).map(|replicate| (position.clone(), replicate)))
        .collect();
    ledger.run("best fit", &wanted)
}

fn column(points: &[Vec<f64>], at: usize) -> Vec<f64> {
    points.iter().map(|point| point[at]).collect()
}

fn parameters(ledger: &Ledger<'_>, posterior: &Posterior) -> Vec<Fitted> {
    let values = ledger.space().values(&posterior.best);
    let dimensions = ledger.space().dimensions.iter().enumerate();
    dimensions
        .map(|(at, dimension)| {
            let mut positions = column(&posterior.cloud, at);
            let narrowing = (variance(&positions) / BEFOREHAND).sqrt();
            positions.sort_by(f64::total_cmp);
            let value = values[at];
            let end = |p| dimension.value(percentile(&positions, p));
            Fitted {
                dimension: dimension.clone(),
                value,
                low: end(0.025).min(value),
                high: end(0.975).max(value),
                narrowing,
            }
        })
        .collect()
}

fn outcomes(
    ledger: &Ledger<'_>,
    start: &[f64],
    posterior: &Posterior,
    replicates: u32,
) -> Vec<Outcome> {
    let before = ledger.means(start, replicates);
    let after = ledger.means(&posterior.best, replicates);
    let each = ledger.outcomes(&posterior.best, replicates);
    let slopes = posterior.emulator.slopes(&posterior.best);
    let aims = ledger.aims().iter().enumerate();
    aims.map(|(at, aim)| {
        let known: Vec<f64> = each
            .iter()
            .map(|outcome| outcome[at])
            .filter(|value| !value.is_nan())
            .collect();
        Outcome {
            aim: aim.clone(),
            before: before[at],
            after: after[at],
            error: (variance(&known) / known.len() as f64).sqrt(),
            drivers: drivers(&slopes[at]),
        }
    })
    .collect()
}

/// The three largest slopes that are more than noise.
fn drivers(slopes: &[f64]) -> Vec<(usize, f64)> {
    let mut all: Vec<(usize, f64)> = slopes.iter().copied().enumerate().collect();
    all.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    all.retain(|one| one.1.abs() > 0.2);
    all.truncate(3);
    all
}

fn tied(cloud: &[Vec<f64>]) -> Vec<(usize, usize, f64)> {
    let size = cloud.first().map_or(0, Vec::len);
    let columns: Vec<Vec<f64>> = (0..size).map(|at| column(cloud, at)).collect();
    let mut tied = Vec::new();
    for a in 0..size {
        for b in a + 1..size {
            let correlation = correlation(&columns[a], &columns[b]);
            if correlation.abs() > STRONG {
                tied.push((a, b, correlation));
            }
        }
    }
    tied
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b) = (mean(a), mean(b));
    let products = a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b));
    let covariance = products.sum::<f64>() / (a.len() as f64 - 1.0);
    covariance / (variance(a) * variance(b)).sqrt()
}

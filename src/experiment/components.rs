//! How much of a result's spread is luck, and how much is parameters.
//!
//! A one-way analysis of variance with random effects: replicates of one draw differ by luck
//! alone, so their variance is that of luck; the means of draws differ by parameters and by
//! what is left of luck in a mean. What remains of the variance of the means once that part is
//! taken away is the variance of parameters.

use super::statistics::{mean, percentile, variance};
use super::student::student_t;
use crate::observe::Better;

/// One quantity over draws and replicates. `NaN` where there is no value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Components {
    /// Draws with a value.
    pub draws: usize,
    /// Replicates with a value.
    pub replicates: usize,
    /// Mean of the means of draws.
    pub mean: f64,
    /// Lower end of the 95% interval of that mean for these draws: the error of simulating a
    /// finite number of replicates.
    pub mc_low: f64,
    /// Upper end.
    pub mc_high: f64,
    /// 2.5% of the means of draws, drawn together until their spread is that of parameters
    /// alone.
    pub parameter_low: f64,
    /// 97.5% of them.
    pub parameter_high: f64,
    /// Standard deviation that comes from parameters.
    pub sd_parameter: f64,
    /// Standard deviation of one replicate that comes from luck.
    pub sd_monte_carlo: f64,
    /// Share of parameters in the variance of one replicate; none when nothing varies.
    pub share_parameter: f64,
    /// Share of draws whose mean is strictly on the good side of zero; none where neither side
    /// is good.
    pub probability_better: f64,
}

impl Components {
    /// Analyses `values`, each of the draw at its place in `draws`; the replicates of a draw
    /// stand together. A value that is `NaN` is left out.
    pub fn of(values: &[f64], draws: &[u32], better: Better) -> Self {
        let groups = groups(values, draws);
        let means: Vec<f64> = groups.iter().map(|group| mean(group)).collect();
        let n: usize = groups.iter().map(Vec::len).sum();
        let k = groups.len();
        let within = within(&groups);
        // How much of the variance of luck is left in the mean of a draw, on average.
        let left: f64 = groups.iter().map(|g| 1.0 / g.len() as f64).sum::<f64>() / k as f64;
        let of_means = variance(&means);
        let of_parameters = match of_means - within * left {
            negative if negative < 0.0 => 0.0,
            other => other,
        };
        let centre = mean(&means);
        let error = (within * left / k as f64).sqrt();
        let half = match n.checked_sub(k) {
            Some(freedom) if freedom > 0 => student_t(0.975, freedom as f64) * error,
            _ => f64::NAN,
        };
        let towards = match of_means {
            0.0 => 0.0,
            some => (of_parameters / some).sqrt(),
        };
        let mut drawn: Vec<f64> = means
            .iter()
            .map(|m| centre + (m - centre) * towards)
            .filter(|m| !m.is_nan())
            .collect();
        drawn.sort_by(f64::total_cmp);
        Self {
            draws: k,
            replicates: n,
            mean: centre,
            mc_low: centre - half,
            mc_high: centre + half,
            parameter_low: percentile(&drawn, 0.025),
            parameter_high: percentile(&drawn, 0.975),
            sd_parameter: of_parameters.sqrt(),
            sd_monte_carlo: within.sqrt(),
            share_parameter: of_parameters / (of_parameters + within),
            probability_better: probability(&means, better),
        }
    }

    /// Half the width of the interval of simulation error.
    pub fn half_width(&self) -> f64 {
        (self.mc_high - self.mc_low) / 2.0
    }
}

/// The means of the draws that have a value, with the draw.
pub fn draw_means(values: &[f64], draws: &[u32]) -> Vec<(u32, f64)> {
    let mut sums: Vec<(u32, f64, usize)> = Vec::new();
    for (&value, &draw) in values.iter().zip(draws).filter(|(v, _)| !v.is_nan()) {
        match sums.last_mut() {
            Some((last, sum, count)) if *last == draw => {
                *sum += value;
                *count += 1;
            }
            _ => sums.push((draw, value, 1)),
        }
    }
    let means = sums.into_iter();
    means
        .map(|(draw, sum, count)| (draw, sum / count as f64))
        .collect()
}

/// The values of each draw that has any.
fn groups(values: &[f64], draws: &[u32]) -> Vec<Vec<f64>> {
    let mut groups: Vec<Vec<f64>> = Vec::new();
    let mut last = None;
    for (&value, &draw) in values.iter().zip(draws).filter(|(v, _)| !v.is_nan()) {
        match groups.last_mut() {
            Some(group) if last == Some(draw) => group.push(value),
            _ => groups.push(vec![value]),
        }
        last = Some(draw);
    }
    groups
}

/// Variance within draws, all of them together; `NaN` if no draw has two replicates.
fn within(groups: &[Vec<f64>]) -> f64 {
    let mut squares = 0.0;
    let mut freedom = 0;
    for group in groups.iter().filter(|group| group.len() > 1) {
        squares += variance(group) * (group.len() - 1) as f64;
        freedom += group.len() - 1;
    }
    match freedom {
        0 => f64::NAN,
        _ => squares / freedom as f64,
    }
}

fn probability(means: &[f64], better: Better) -> f64 {
    let count = match better {
        Better::Neither => return f64::NAN,
        Better::Higher => means.iter().filter(|&&m| m > 0.0).count(),
        Better::Lower => means.iter().filter(|&&m| m < 0.0).count(),
    };
    match means.len() {
        0 => f64::NAN,
        all => count as f64 / all as f64,
    }
}

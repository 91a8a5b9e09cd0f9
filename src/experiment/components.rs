//! How much of a result's spread is luck, and how much is parameters.
//!
//! A one-way analysis of variance with random effects: replicates of one draw differ by luck
//! alone, so their variance is that of luck; the means of draws differ by parameters and by
//! what is left of luck in a mean. What remains of the variance of the means once that part is
//! taken away is the variance of parameters.

use super::statistics::{mean, percentile, variance};
use super::student::student_t;
use crate::observe::Better;

/// How many standard deviations of its noise a variance of parameters must reach to be told from
/// none: one case of twenty does so by chance.
const FALSE_ALARM: f64 = 1.645;
/// How many it must be worth to be found in four cases of five.
const FOUND: f64 = 1.645 + 0.842;
/// Parameters that move a result by this part of its mean are worth finding.
const TELLING: f64 = 0.25;

/// One quantity over draws and replicates. `NaN` where there is no value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Components {
    /// Draws with a value.
    pub draws: usize,
    /// Replicates with a value.
    pub replicates: usize,
    /// Mean of the means of draws.
    pub mean: f64,
    /// Lower end of the 95% interval that holds both luck and parameters: around the mean, as
    /// wide as the spread of parameters and the error of simulation together. Where luck hides
    /// what parameters do, the spread is that of the draws as they are: at most so much.
    pub total_low: f64,
    /// Upper end.
    pub total_high: f64,
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
    /// The standard deviation that a choice made draw by draw may count on: that of parameters
    /// where it is told from luck, and otherwise that of the draws as they came, which is the most
    /// that it could be. To find nothing is not to know that parameters do nothing.
    pub sd_at_most: f64,
    /// Standard deviation of one replicate that comes from luck.
    pub sd_monte_carlo: f64,
    /// Share of parameters in the variance of one replicate; none when nothing varies.
    pub share_parameter: f64,
    /// Probability that the result is on the good side of zero, luck taken out: over draws whose
    /// spread is that of parameters alone, around a mean known to the error of simulation. Where
    /// luck hides what parameters do it is over the draws as they came, so that above one half it is
    /// at least, and below at most, so much. None where neither side is good.
    pub probability_better: f64,
    /// How many replicates of each draw would show parameters that move the result by a quarter
    /// of its mean, where luck hides now whatever they do; none where it does not.
    pub replicates_wanted: Option<u32>,
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
        let luck = within * left;
        let of_parameters = match of_means - luck {
            negative if negative < 0.0 => 0.0,
            other => other,
        };
        let centre = mean(&means);
        let error = (luck / k as f64).sqrt();
        let half = match n.checked_sub(k) {
            Some(freedom) if freedom > 0 => student_t(0.975, freedom as f64) * error,
            _ => f64::NAN,
        };
        let noise = noise_of_component(k) * luck;
        let is_lost = luck > 0.0 && of_parameters < FALSE_ALARM * noise;
        let spread = if is_lost { of_means } else { of_parameters };
        let reach = match k {
            0 | 1 => f64::NAN,
            _ => student_t(0.975, (k - 1) as f64) * (spread + error * error).sqrt(),
        };
        let mut drawn = drawn_together(&means, of_parameters.sqrt());
        drawn.retain(|m| !m.is_nan());
        drawn.sort_by(f64::total_cmp);
        let mut chance = drawn_together(&means, spread.sqrt());
        chance.retain(|m| !m.is_nan());
        Self {
            draws: k,
            replicates: n,
            mean: centre,
            total_low: centre - reach,
            total_high: centre + reach,
            mc_low: centre - half,
            mc_high: centre + half,
            parameter_low: percentile(&drawn, 0.025),
            parameter_high: percentile(&drawn, 0.975),
            sd_parameter: of_parameters.sqrt(),
            sd_at_most: spread.sqrt(),
            sd_monte_carlo: within.sqrt(),
            share_parameter: of_parameters / (of_parameters + within),
            probability_better: probability(&chance, error, better),
            replicates_wanted: match is_lost {
                true => wanted(within, k, centre),
                false => None,
            },
        }
    }

    /// The values of draws as parameters alone would have made them, luck taken out of the means;
    /// where it hides what parameters do, as they came.
    pub fn steadied(values: &[f64], draws: &[u32]) -> (Vec<f64>, Self) {
        let over = Self::of(values, draws, Better::Neither);
        let means: Vec<f64> = draw_means(values, draws)
            .into_iter()
            .map(|(_, m)| m)
            .collect();
        (drawn_together(&means, over.sd_at_most), over)
    }

    /// Whether luck hides whatever parameters do.
    pub fn is_lost_in_luck(&self) -> bool {
        self.replicates_wanted.is_some()
    }

    /// Half the width of the interval that holds both.
    pub fn total_half_width(&self) -> f64 {
        (self.total_high - self.total_low) / 2.0
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

/// Standard deviation of the estimated variance of parameters where there is none, in parts of
/// what is left of luck in the mean of a draw.
fn noise_of_component(draws: usize) -> f64 {
    match draws {
        0 | 1 => f64::NAN,
        k => (2.0 / (k - 1) as f64).sqrt(),
    }
}

/// The means of draws, drawn together around their mean until their standard deviation is `sd`.
fn drawn_together(means: &[f64], sd: f64) -> Vec<f64> {
    let centre = mean(means);
    let towards = match sd / variance(means).sqrt() {
        // Where all means are one there is nothing to draw together.
        share if share.is_nan() && sd == 0.0 => 0.0,
        share if share > 1.0 => 1.0,
        share => share,
    };
    let drawn = means.iter();
    drawn.map(|m| centre + (m - centre) * towards).collect()
}

/// Replicates of each draw at which parameters that move the result by [`TELLING`] of its mean
/// are found in four cases of five.
fn wanted(within: f64, draws: usize, mean: f64) -> Option<u32> {
    let moved = TELLING * mean;
    let replicates = FOUND * noise_of_component(draws) * within / (moved * moved);
    // Beyond what anybody would run there is nothing to advise.
    Some(match replicates {
        r if r.is_finite() && r < f64::from(u32::MAX) => r.ceil().max(2.0) as u32,
        _ => u32::MAX,
    })
}

/// The probability of the good side of zero over `drawn`, whose common centre has a standard
/// error.
fn probability(drawn: &[f64], error: f64, better: Better) -> f64 {
    let sign = match better {
        Better::Neither => return f64::NAN,
        Better::Higher => 1.0,
        Better::Lower => -1.0,
    };
    // Below zero there is nothing; exactly zero is no improvement.
    let one = |&m: &f64| match error > 0.0 {
        true => 0.5 * libm::erfc(-sign * m / error / std::f64::consts::SQRT_2),
        false => f64::from(u8::from(sign * m > 0.0)),
    };
    match drawn.len() {
        0 => f64::NAN,
        // Exactly nothing in every draw is neither better nor worse.
        _ if error == 0.0 && drawn.iter().all(|&m| m == 0.0) => f64::NAN,
        all => drawn.iter().map(one).sum::<f64>() / all as f64,
    }
}

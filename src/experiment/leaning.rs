//! Which drawn parameters a result leans on: rank correlations over the draws, and how large
//! they become by chance.

use super::components::draw_means;
use super::results::Results;
use super::store::StoreError;
use super::student::student_t;
use crate::observe::{Metric, Theme};

/// Chance that the largest of all correlations is beyond the noise level where no parameter
/// matters.
const FALSE_ALARM: f64 = 0.05;

/// Draws below which no parameter is said to matter: with fewer, a correlation beyond the noise
/// level is mostly chance that was lucky twice.
pub const FEWEST_DRAWS: usize = 40;
/// Sections of parameters that are prices: they reach money and nothing else.
const PRICES: [&str; 2] = ["costs.", "programme."];

/// What one result leans on.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaning {
    /// Draws with a value.
    pub draws: usize,
    /// Every parameter that varies with its rank correlation, the largest in absolute value
    /// first.
    pub parameters: Vec<(String, f64)>,
    /// What a correlation must be beyond to be no play of chance.
    pub noise_level: f64,
}

impl Leaning {
    /// What the difference of `scenario` from the baseline leans on in one column of the
    /// values; of scenario 0 the value itself. Nothing where parameters were not drawn.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn of(
        results: &Results<'_>,
        scenario: usize,
        column: usize,
    ) -> Result<Option<Self>, StoreError> {
        let Some(design) = results.study().nested() else {
            return Ok(None);
        };
        let (values, draws) = results.draws_of(scenario, column)?;
        let means = draw_means(&values, &draws);
        let result: Vec<f64> = means.iter().map(|(_, mean)| *mean).collect();
        let drawn = |index: usize| -> Vec<f64> {
            let of = |(draw, _): &(u32, f64)| design.values[*draw as usize][index];
            means.iter().map(of).collect()
        };
        let cell = results.study().layout().cells[column];
        let metric = &results.study().layout().metrics[usize::from(cell.metric)];
        let all = design.parameters.iter().enumerate();
        let all = all.filter(|(_, one)| reaches(&one.name, metric));
        let mut parameters: Vec<(String, f64)> = all
            .map(|(index, one)| (one.name.clone(), rank_correlation(&drawn(index), &result)))
            .filter(|(_, correlation)| !correlation.is_nan())
            .collect();
        // Stable: equal ones stay in the order of their names.
        parameters.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        Ok(Some(Self {
            draws: means.len(),
            noise_level: noise_level(means.len(), parameters.len()),
            parameters,
        }))
    }

    /// Whether chance alone would hardly make a correlation of this size. Never with few draws.
    pub fn is_beyond_noise(&self, correlation: f64) -> bool {
        self.draws >= FEWEST_DRAWS && correlation.abs() > self.noise_level
    }
}

/// Whether a metric can depend on a parameter at all: a count does not on a price.
pub fn reaches(parameter: &str, metric: &Metric) -> bool {
    // A value that a policy states itself stands behind the policy's name.
    let key = parameter.rsplit_once(':').map_or(parameter, |(_, key)| key);
    metric.theme == Theme::Money || !PRICES.iter().any(|section| key.starts_with(section))
}

/// Spearman's rank correlation of two lists of the same length; `NaN` where one does not vary.
pub fn rank_correlation(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = (ranks(a), ranks(b));
    let middle = (a.len() as f64 - 1.0) / 2.0;
    let product = |x: &[f64], y: &[f64]| -> f64 {
        let pairs = x.iter().zip(y);
        pairs.map(|(x, y)| (x - middle) * (y - middle)).sum()
    };
    product(&a, &b) / (product(&a, &a) * product(&b, &b)).sqrt()
}

/// How large, in absolute value, the largest of `parameters` rank correlations over `draws`
/// draws is in one case of twenty if the result leans on none of them; one where no
/// correlation could tell.
pub fn noise_level(draws: usize, parameters: usize) -> f64 {
    if draws < 4 || parameters == 0 {
        return 1.0;
    }
    let freedom = (draws - 2) as f64;
    let tail = FALSE_ALARM / 2.0 / parameters as f64;
    let t = student_t(1.0 - tail, freedom);
    t / (freedom + t * t).sqrt()
}

/// Places in ascending order, from nought; equal values share the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&i, &j| values[i].total_cmp(&values[j]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let value = values[order[start]];
        let equal = order[start..].iter();
        let count = equal.take_while(|&&i| values[i] == value).count().max(1);
        let rank = start as f64 + (count - 1) as f64 / 2.0;
        for &i in &order[start..start + count] {
            ranks[i] = rank;
        }
        start += count;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_and_not_values_are_correlated() {
        let a = [1.0, 2.0, 3.0, 4.0];
        assert_eq!(rank_correlation(&a, &[1.0, 10.0, 11.0, 1e9]), 1.0);
        assert_eq!(rank_correlation(&a, &[4.0, 3.0, 2.0, 1.0]), -1.0);
        // Spearman by hand: ranks 0 1 2 3 and 0.5 0.5 2 3.
        let tied = rank_correlation(&a, &[5.0, 5.0, 6.0, 7.0]);
        assert!((tied - 4.5 / (5.0f64 * 4.5).sqrt()).abs() < 1e-12);
        assert!(rank_correlation(&a, &[1.0; 4]).is_nan());
    }

    /// Among unrelated parameters the largest correlation is beyond the level in about one
    /// case of twenty.
    #[test]
    fn the_noise_level_is_what_chance_makes() {
        use crate::engine::Key;
        let (draws, parameters) = (24, 30);
        let level = noise_level(draws, parameters);
        let column = |case: u32, n: usize| -> Vec<f64> {
            let draw = |i| Key::root(9, case).child(n as u64).draw(0, 0, i).unit();
            (0..draws as u32).map(draw).collect()
        };
        let alarms = (0..400).filter(|&case| {
            let result = column(case, parameters);
            (0..parameters).any(|n| rank_correlation(&result, &column(case, n)).abs() > level)
        });
        let alarms = alarms.count();
        assert!((8..=32).contains(&alarms), "{alarms} of 400");
        assert_eq!(noise_level(3, 5), 1.0);
    }
}

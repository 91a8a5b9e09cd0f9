//! How long a simulation takes to forget how it began.
//!
//! Two looks at the mean of replicates period by period. MSER (White 1997), on batches of five:
//! the truncation that leaves the mean of the rest known best, by the marginal standard error. And
//! Welch's plot (1983): the moving average, which is read by eye for where it levels off.

use super::statistics::mean;

/// Length of a batch of MSER-5.
const BATCH: usize = 5;

/// Where to cut a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Truncation {
    /// Values to leave out at the beginning, a multiple of five.
    pub cut: usize,
    /// Whether that is more than half of the series: then the series is too short to tell, or does
    /// not settle at all.
    pub is_late: bool,
}

/// MSER-5: the number of batches d, of n, that makes the sum of squares about the mean of the rest,
/// over the square of their number, least. None for fewer than four batches.
pub fn mser_5(series: &[f64]) -> Option<Truncation> {
    let batches: Vec<f64> = series.chunks_exact(BATCH).map(mean).collect();
    if batches.len() < 4 || batches.iter().any(|b| !b.is_finite()) {
        return None;
    }
    // With few values left any of them can look steady: the last few are not asked.
    let last = batches.len() - BATCH.min(batches.len() / 2);
    let statistic = |cut: usize| {
        let rest = &batches[cut..];
        let middle = mean(rest);
        let squares: f64 = rest.iter().map(|b| (b - middle) * (b - middle)).sum();
        squares / (rest.len() * rest.len()) as f64
    };
    // The first of equals: no more is thrown away than need be.
    let best = (0..=last)
        .map(|cut| (cut, statistic(cut)))
        .reduce(|best, next| if next.1 < best.1 { next } else { best })?;
    Some(Truncation {
        cut: best.0 * BATCH,
        is_late: best.0 > batches.len() / 2,
    })
}

/// Welch's moving average with a window of `window` values on either side, fewer at the beginning;
/// the last `window` values have none.
pub fn welch(series: &[f64], window: usize) -> Vec<f64> {
    let count = series.len().saturating_sub(window);
    let average = |i: usize| {
        let reach = window.min(i);
        mean(&series[i - reach..=i + reach])
    };
    (0..count).map(average).collect()
}

/// The mean of several series of one length, value by value.
pub fn across(series: &[Vec<f64>]) -> Vec<f64> {
    let length = series.iter().map(Vec::len).min().unwrap_or(0);
    let at = |i: usize| mean(&series.iter().map(|one| one[i]).collect::<Vec<_>>());
    (0..length).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Key;

    /// Protects: by hand: four batches of means 10, 1, 1, 1 (each of five equal values). Without a cut the sum
    /// of squares is 60.75 over 16; with one batch cut it is nought.
    #[test]
    fn the_cut_is_the_one_worked_out_by_hand() {
        let mut series = vec![10.0; 5];
        series.extend([1.0; 25]);
        let found = mser_5(&series).unwrap();
        assert_eq!((found.cut, found.is_late), (5, false));
        assert_eq!(mser_5(&series[..15]), None);
    }

    /// Protects: a process that starts far from where it settles and forgets half of that every ten steps is
    /// cut after some half-lives; one that starts where it settles is hardly cut.
    #[test]
    fn a_slow_start_is_cut_and_a_settled_one_is_not() {
        let series = |bias: f64, case: u32| -> Vec<f64> {
            let key = Key::root(2, case);
            let at = |i: u32| {
                let start = bias * libm::exp2(-f64::from(i) / 10.0);
                start + key.draw(0, 0, i).normal()
            };
            (0..400).map(at).collect()
        };
        let cuts = |bias| {
            let mut all: Vec<usize> = (0..101)
                .map(|case| mser_5(&series(bias, case)).unwrap().cut)
                .collect();
            all.sort_unstable();
            all[50]
        };
        assert!((20..=80).contains(&cuts(30.0)), "{}", cuts(30.0));
        assert!(cuts(0.0) <= 40, "{}", cuts(0.0));
    }

    /// Protects: a series that only rises is late.
    #[test]
    fn a_series_that_only_rises_is_late() {
        let rising: Vec<f64> = (0..100).map(f64::from).collect();
        assert!(mser_5(&rising).unwrap().is_late);
    }

    /// Protects: the window grows from the start on, as Welch has it.
    #[test]
    fn the_moving_average_is_welchs() {
        let series = [1.0, 2.0, 6.0, 4.0, 7.0];
        assert_eq!(welch(&series, 1), [1.0, 3.0, 4.0, 17.0 / 3.0]);
        assert_eq!(across(&[vec![1.0, 2.0], vec![3.0, 6.0]]), [2.0, 4.0]);
    }
}

//! The smallest value at which a curve meets a target, by halving where it lies.
//!
//! All values tried share their luck, so the curve that is searched is one curve, and its error is
//! the same luck everywhere. Each step tries a few values between the two neighbours where the mean
//! crosses the target, until they are as close as is asked for.

use crate::experiment::{At, Crossing, Student, crossing, mean};

/// Values tried in a step between two neighbours.
const BETWEEN: usize = 3;

/// A search in progress.
#[derive(Clone, Debug)]
pub struct Search {
    target: f64,
    /// Values are multiples of this.
    grain: f64,
    /// How close neighbours must come.
    close: f64,
    curve: Vec<At>,
}

impl Search {
    /// A search for where the mean crosses `target`, among multiples of `grain`, to within `close`.
    pub fn new(target: f64, grain: f64, close: f64) -> Self {
        Self {
            target,
            grain,
            close: close.max(grain),
            curve: Vec::new(),
        }
    }

    /// The values to try first, from `low` to `high`.
    pub fn first(&self, low: f64, high: f64) -> Vec<f64> {
        self.spread(low, high, true)
    }

    /// Takes in what came out at some values.
    pub fn learn(&mut self, found: impl IntoIterator<Item = At>) {
        self.curve.extend(found);
        self.curve.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.curve.dedup_by(|a, b| a.0 == b.0);
    }

    /// The values to try next; empty when it is over.
    pub fn next(&self) -> Vec<f64> {
        let side = |at: &At| self.mean_above(at) > 0.0;
        let pair = self
            .curve
            .windows(2)
            .find(|pair| side(&pair[0]) != side(&pair[1]));
        match pair {
            Some([low, high]) if high.0 - low.0 > self.close => self.spread(low.0, high.0, false),
            _ => Vec::new(),
        }
    }

    /// Where the curve crosses the target, and between which values it may.
    pub fn crossing(&self, student: &mut Student) -> Crossing {
        crossing(&self.curve, self.target, student)
    }

    /// Every value that was tried, ascending.
    pub fn curve(&self) -> &[At] {
        &self.curve
    }

    /// Whether the mean is above the target at the lowest value, and at the highest.
    pub fn ends_above(&self) -> Option<[bool; 2]> {
        let ends = [self.curve.first()?, self.curve.last()?];
        Some(ends.map(|at| self.mean_above(at) > 0.0))
    }

    fn mean_above(&self, at: &At) -> f64 {
        let there: Vec<f64> = at.1.iter().copied().filter(|v| v.is_finite()).collect();
        mean(&there) - self.target
    }

    fn spread(&self, low: f64, high: f64, with_ends: bool) -> Vec<f64> {
        let parts = BETWEEN + 1;
        let step = |i: usize| {
            let value = low + (high - low) * i as f64 / parts as f64;
            (value / self.grain).round() * self.grain
        };
        let range = if with_ends { 0..=parts } else { 1..=parts - 1 };
        let mut values: Vec<f64> = range.map(step).collect();
        values.dedup();
        values.retain(|v| with_ends || (*v > low && *v < high));
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: a wait that falls with places is brought under a target by the fewest places that
    /// do it.
    #[test]
    fn the_fewest_places_for_a_wait_are_found() {
        let wait = |places: f64| -> Vec<f64> {
            (0..8)
                .map(|r| 4_000.0 / places + f64::from(r) / 100.0)
                .collect()
        };
        let mut search = Search::new(21.0, 1.0, 1.0);
        let mut next = search.first(50.0, 1000.0);
        let mut steps = 0;
        while !next.is_empty() {
            search.learn(next.into_iter().map(|x| (x, wait(x))));
            next = search.next();
            steps += 1;
        }
        let found = search.crossing(&mut Student::default());
        // 4000 / (21 - 0.035) = 190.8.
        assert!((found.at[0] - 190.8).abs() < 0.5, "{found:?}");
        assert!(steps <= 7);
        assert_eq!(search.ends_above(), Some([true, false]));
    }

    /// Protects: a target that no value meets ends the search at once.
    #[test]
    fn a_target_out_of_reach_ends_the_search() {
        let mut search = Search::new(0.0, 1.0, 1.0);
        let first = search.first(1.0, 9.0);
        assert_eq!(first, [1.0, 3.0, 5.0, 7.0, 9.0]);
        search.learn(first.into_iter().map(|x| (x, vec![10.0 - x, 10.0])));
        assert!(search.next().is_empty());
        assert_eq!(search.ends_above(), Some([true, true]));
    }
}

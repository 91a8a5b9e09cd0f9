//! Which of a few systems is best, with a stated chance of being right.
//!
//! The procedure of Kim and Nelson (2001), which allows common random numbers: after a first
//! stage of replicates of all systems, those that are behind by more than luck explains are
//! dropped, and those left get further replicates, until one is left. If the best is better than
//! every other by at least the *indifference zone*, it is the one that is left with at least the
//! stated probability; among systems closer together than that, any may be.
//!
//! Looks happen after batches rather than after every replicate: fewer looks, no more errors.

use super::statistics::variance;

/// What is asked of the choice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    /// Chance of being right, such as 0.95.
    pub confidence: f64,
    /// Differences smaller than this do not matter, in the unit of the result.
    pub indifference: f64,
    /// Replicates of the first stage.
    pub first: usize,
}

/// How a choice stands after some replicates.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Systems that are not behind, in their order.
    pub left: Vec<usize>,
    /// Whether the procedure is at its end: one system is left, or further replicates would drop
    /// nobody for sure.
    pub is_over: bool,
    /// Replicates after which it ends at the latest.
    pub latest: usize,
}

impl Standing {
    /// Looks at `results`, which hold the same replicates of every system, more is better.
    /// `left` are the systems that earlier looks have not dropped.
    pub fn look(results: &[Vec<f64>], left: &[usize], demand: &Demand) -> Self {
        let count = left.iter().map(|&i| results[i].len()).min().unwrap_or(0);
        let factor = factor(demand, results.len());
        let delta = demand.indifference;
        // The first stage alone tells how far luck carries: looks do not feed on themselves.
        let spread = |i: usize, l: usize| {
            let first = demand.first.min(count);
            let pairs = results[i][..first].iter().zip(&results[l][..first]);
            let differences: Vec<f64> = pairs.map(|(a, b)| a - b).collect();
            variance(&differences)
        };
        let lead = |i: usize, l: usize| -> f64 {
            let pairs = results[i][..count].iter().zip(&results[l][..count]);
            pairs.map(|(a, b)| a - b).sum()
        };
        let mut latest: f64 = 0.0;
        let mut still = Vec::new();
        for &i in left {
            let mut is_behind = false;
            for &l in left.iter().filter(|&&l| l != i) {
                let needed = factor * spread(i, l) / (delta * delta);
                latest = latest.max(needed);
                let room = (delta / 2.0 * (needed - count as f64)).max(0.0);
                is_behind |= lead(i, l) < -room;
            }
            if !is_behind {
                still.push(i);
            }
        }
        let latest = (latest.floor() as usize)
            .saturating_add(1)
            .max(demand.first);
        if still.len() > 1 && count >= latest {
            // At the end the best mean is taken.
            let better = |a: usize, b: usize| if lead(b, a) > 0.0 { b } else { a };
            still = still.into_iter().reduce(better).into_iter().collect();
        }
        Self {
            is_over: still.len() <= 1,
            left: still,
            latest,
        }
    }
}

/// The square of h: how many variances of a difference, over the square of the indifference zone,
/// the procedure may run.
fn factor(demand: &Demand, systems: usize) -> f64 {
    let freedom = demand.first.saturating_sub(1).max(1) as f64;
    let alpha = (1.0 - demand.confidence) / systems.saturating_sub(1).max(1) as f64;
    let eta = 0.5 * (libm::pow(2.0 * alpha, -2.0 / freedom) - 1.0);
    2.0 * eta * freedom
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Key;

    /// Five systems under common luck; the best is ahead by exactly the indifference zone, the
    /// hardest case there is. Gives the system chosen and the replicates it took.
    fn choose(case: u32, shared: f64) -> (usize, usize) {
        let demand = Demand {
            confidence: 0.9,
            indifference: 1.0,
            first: 10,
        };
        let key = Key::root(21, case);
        let result = |system: usize, replicate: usize| {
            let at = |p| key.draw(p, replicate as u32, system as u32).normal();
            let common = key.draw(9, replicate as u32, 0).normal();
            let mean = if system == 3 { 1.0 } else { 0.0 };
            mean + shared * common * 3.0 + 2.0 * at(1)
        };
        let mut results: Vec<Vec<f64>> = vec![Vec::new(); 5];
        let mut left: Vec<usize> = (0..5).collect();
        loop {
            let from = results[left[0]].len();
            for &system in &left {
                let more = (from..from + 10).map(|r| result(system, r));
                results[system].extend(more);
            }
            let standing = Standing::look(&results, &left, &demand);
            left = standing.left;
            if standing.is_over {
                return (left[0], from + 10);
            }
        }
    }

    /// Protects: right at least as often as stated, in 500 repetitions.
    #[test]
    fn the_best_is_chosen_at_least_as_often_as_stated() {
        let right = (0..500).filter(|&case| choose(case, 1.0).0 == 3).count();
        assert!(right >= 450, "{right} of 500");
    }

    /// Protects: luck that all share costs no replicate.
    #[test]
    fn shared_luck_is_of_no_account() {
        for case in 0..20 {
            assert_eq!(choose(case, 0.0), choose(case, 5.0));
        }
    }

    /// Protects: the constant worked out by hand for ten systems, ten
    /// replicates at first, 95 %.
    #[test]
    fn the_constant_is_that_of_the_procedure() {
        let demand = Demand {
            confidence: 0.95,
            indifference: 1.0,
            first: 10,
        };
        // eta = ((2 * 0.05 / 9)^(-2/9) - 1) / 2 = 0.8587; h squared = 2 * 0.8587 * 9.
        assert!(
            (factor(&demand, 10) - 15.457).abs() < 1e-2,
            "{}",
            factor(&demand, 10)
        );
    }

    /// Protects: systems that are the same end with one.
    #[test]
    fn systems_that_are_the_same_end_with_one() {
        let results = vec![vec![1.0; 10], vec![1.0; 10]];
        let demand = Demand {
            confidence: 0.95,
            indifference: 1.0,
            first: 10,
        };
        let standing = Standing::look(&results, &[0, 1], &demand);
        assert_eq!((standing.left.len(), standing.is_over), (1, true));
    }
}

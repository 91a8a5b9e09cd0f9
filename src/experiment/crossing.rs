//! Where a curve crosses a level, and between which values it may.
//!
//! The curve is known at a few values, each with the same replicates. Between two neighbouring
//! values every replicate goes in a straight line; so at any value between there is a mean and a
//! t interval, and the values at which the interval holds the level are those at which the curve
//! may cross it (an inverse interval). It is exact where replicates are normal and the curve
//! is straight between neighbours.

use super::statistics::mean;
use super::student::Student;

/// Where a curve crosses a level.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    /// Every value at which the mean crosses, ascending.
    pub at: Vec<f64>,
    /// From where on the interval of the mean holds the level; none where it does so from the
    /// lowest value on, so that the curve may cross below.
    pub low: Option<f64>,
    /// Up to where; none where it does so up to the highest value.
    pub high: Option<f64>,
    /// Whether the interval holds the level anywhere.
    pub may_cross: bool,
}

/// A value and the results of every replicate there, in the order of replicates.
pub type At = (f64, Vec<f64>);

/// Where a difference changes its sign along `curve`, whose values ascend. Where it is nothing in
/// every replicate a value has no effect, which by itself is no turn.
pub fn turning(curve: &[At], student: &mut Student) -> Crossing {
    let found = crossing(curve, 0.0, student);
    let is_nothing = |at: &At| at.1.iter().all(|&v| v == 0.0);
    if !curve.iter().any(is_nothing) {
        return found;
    }
    let mut turns = Vec::new();
    // The last effect, and the first value without any since.
    let (mut last, mut nought) = (None, None);
    for at in curve {
        if is_nothing(at) {
            nought = nought.or(Some(at.0));
            continue;
        }
        let height = mean(&at.1);
        if last.is_some_and(|last: f64| last * height < 0.0) {
            let between = found.at.iter().copied().rfind(|&x| x <= at.0);
            turns.extend(nought.or(between));
        }
        (last, nought) = (Some(height), None);
    }
    Crossing { at: turns, ..found }
}

/// Where the mean of `curve`, whose values ascend, crosses or reaches `level`. Replicates that lack
/// a result anywhere are left out.
pub fn crossing(curve: &[At], level: f64, student: &mut Student) -> Crossing {
    let count = curve.iter().map(|at| at.1.len()).min().unwrap_or(0);
    let whole = (0..count).filter(|&r| curve.iter().all(|at| at.1[r].is_finite()));
    let whole: Vec<usize> = whole.collect();
    let above = |at: &At| -> Vec<f64> { whole.iter().map(|&r| at.1[r] - level).collect() };
    let curve: Vec<At> = curve.iter().map(|at| (at.0, above(at))).collect();
    let t = match whole.len() {
        0 | 1 => f64::INFINITY,
        n => student.quantile_95(n - 1) / (n as f64).sqrt(),
    };
    let mut at = Vec::new();
    let mut held: Vec<[f64; 2]> = Vec::new();
    for pair in curve.windows(2) {
        let [(x, a), (z, b)] = pair else { continue };
        let place = |share: f64| x + share * (z - x);
        let (ma, mb) = (mean(a), mean(b));
        if ma != mb && ma * mb <= 0.0 {
            let found = place(ma / (ma - mb));
            if at.last() != Some(&found) {
                at.push(found);
            }
        }
        let parts = held_in(a, b, t);
        held.extend(parts.iter().map(|part| part.map(place)));
    }
    let ends = [curve.first(), curve.last()].map(|end| end.map(|at| at.0));
    let low = held.first().map(|part| part[0]);
    let high = held.last().map(|part| part[1]);
    Crossing {
        at,
        low: low.filter(|&low| Some(low) != ends[0]),
        high: high.filter(|&high| Some(high) != ends[1]),
        may_cross: !held.is_empty(),
    }
}

/// The parts of the way from `a` to `b` (as shares) in which `t` standard deviations about the
/// mean hold zero.
fn held_in(a: &[f64], b: &[f64], t: f64) -> Vec<[f64; 2]> {
    if a.is_empty() || !t.is_finite() {
        return Vec::new();
    }
    let slopes: Vec<f64> = a.iter().zip(b).map(|(a, b)| b - a).collect();
    let (ma, ms) = (mean(a), mean(&slopes));
    let product = |x: &[f64], mx: f64, y: &[f64], my: f64| -> f64 {
        let sum: f64 = x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum();
        sum / (x.len() - 1) as f64
    };
    // mean squared - t squared times variance, a parabola in the share of the way.
    let square = |mean: f64, other: f64, covariance: f64| mean * other - t * t * covariance;
    let c0 = square(ma, ma, product(a, ma, a, ma));
    let c1 = 2.0 * square(ma, ms, product(a, ma, &slopes, ms));
    let c2 = square(ms, ms, product(&slopes, ms, &slopes, ms));
    let holds = |share: f64| c0 + share * (c1 + share * c2) <= 0.0;
    let mut cuts = vec![0.0, 1.0];
    let root = c1 * c1 - 4.0 * c0 * c2;
    if root >= 0.0 {
        // The form that loses no digits where one root is near zero.
        let q = -0.5 * (c1 + root.sqrt().copysign(c1));
        cuts.extend(
            [q / c2, c0 / q]
                .into_iter()
                .filter(|cut| (0.0..1.0).contains(cut)),
        );
    }
    cuts.sort_by(f64::total_cmp);
    let parts = cuts.windows(2).filter_map(|cut| {
        let [from, to] = [cut[0], cut[1]];
        (to > from && holds((from + to) / 2.0)).then_some([from, to])
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Key;

    /// Protects: a value without any effect is no turn, unless the sign differs on its two sides.
    #[test]
    fn no_effect_is_no_turn() {
        let at = |heights: &[f64]| -> Vec<f64> {
            let curve = heights.iter().enumerate();
            let curve: Vec<At> = curve.map(|(x, &y)| (x as f64, vec![y, y * 1.5])).collect();
            turning(&curve, &mut Student::default()).at
        };
        assert!(at(&[0.0, 0.0, 4.0]).is_empty());
        assert!(at(&[-4.0, 0.0, 0.0]).is_empty());
        assert!(at(&[4.0, 0.0, 2.0]).is_empty());
        assert_eq!(at(&[-4.0, 0.0, 0.0, 4.0]), [1.0]);
        assert_eq!(at(&[0.0, -4.0, 4.0]), [1.5]);
        assert_eq!(at(&[-4.0, 4.0, 0.0]), [0.5]);
    }

    fn line(slope: f64, noise: f64, seed: u32) -> Vec<At> {
        let key = Key::root(1, seed);
        let luck = |r: u32| noise * key.draw(0, 0, r).normal();
        let value = |i: u32| {
            let x = f64::from(i);
            (x, (0..12).map(|r| slope * (x - 2.3) + luck(r)).collect())
        };
        (0..6).map(value).collect()
    }

    /// Protects: a line without luck crosses where it does.
    #[test]
    fn a_line_without_luck_crosses_where_it_does() {
        let found = crossing(&line(2.0, 0.0, 0), 0.0, &mut Student::default());
        assert!((found.at[0] - 2.3).abs() < 1e-12 && found.at.len() == 1);
        let found = crossing(&line(2.0, 0.0, 0), 1.0, &mut Student::default());
        assert!((found.at[0] - 2.8).abs() < 1e-12);
    }

    /// Protects: with luck that moves a whole line up or down, the interval is that of the mean over the
    /// slope, and holds the truth in 95 of 100 cases.
    #[test]
    fn the_interval_holds_the_truth_as_often_as_it_says() {
        let held = (0..1_000).filter(|&case| {
            let found = crossing(&line(2.0, 1.0, case), 0.0, &mut Student::default());
            let low = found.low.unwrap_or(f64::NEG_INFINITY);
            low <= 2.3 && 2.3 <= found.high.unwrap_or(f64::INFINITY)
        });
        let held = held.count();
        assert!((930..=970).contains(&held), "{held} of 1000");
    }

    /// Protects: what is not told from the level has open ends.
    #[test]
    fn what_is_not_told_from_the_level_has_open_ends() {
        let flat = crossing(&line(0.0, 1.0, 3), 0.0, &mut Student::default());
        assert!(flat.may_cross && flat.low.is_none() && flat.high.is_none());
        let clear = crossing(&line(2.0, 1.0, 3), 100.0, &mut Student::default());
        assert!(!clear.may_cross && clear.at.is_empty());
    }

    /// Protects: a curve may cross twice.
    #[test]
    fn a_curve_may_cross_twice() {
        let curve = [
            (0.0, vec![1.0, 1.1]),
            (1.0, vec![-1.0, -1.1]),
            (2.0, vec![1.0, 0.9]),
        ];
        let found = crossing(&curve, 0.0, &mut Student::default());
        assert_eq!(found.at.len(), 2);
        let lacking = [(0.0, vec![f64::NAN]), (1.0, vec![1.0])];
        assert!(!crossing(&lacking, 0.0, &mut Student::default()).may_cross);
    }
}

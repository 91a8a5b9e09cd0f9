//! How to spread a sum over levers whose returns diminish.
//!
//! Each lever has a curve: what comes of a few amounts spent on it alone. Between the amounts it is
//! straight, and where luck or the lever itself would make it bend upwards it is held to its concave
//! envelope, so that the next pound never does more than the one before. Then the best mix is found
//! pound by pound: each step goes to where it does most. What levers do to each other is left out;
//! so a mix is a proposal, to be run.

/// What comes of amounts spent on one lever alone: ascending amounts, from nought.
#[derive(Clone, Debug, PartialEq)]
pub struct Returns {
    points: Vec<(f64, f64)>,
}

impl Returns {
    /// The concave envelope of what was found at some amounts; nothing comes of nothing.
    pub fn new(found: &[(f64, f64)]) -> Self {
        let mut all = vec![(0.0, 0.0)];
        all.extend(found.iter().filter(|(x, y)| *x > 0.0 && y.is_finite()));
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        let slope = |a: (f64, f64), b: (f64, f64)| (b.1 - a.1) / (b.0 - a.0);
        let mut points: Vec<(f64, f64)> = Vec::new();
        for next in all {
            while let [.., below, top] = points[..] {
                if slope(below, top) >= slope(top, next) {
                    break;
                }
                points.pop();
            }
            points.push(next);
        }
        Self { points }
    }

    /// What comes of an amount; beyond the last that was tried, nothing more.
    pub fn at(&self, amount: f64) -> f64 {
        let pair = self.points.windows(2).find(|pair| amount <= pair[1].0);
        match (pair, self.points.last()) {
            (Some([a, b]), _) => a.1 + (b.1 - a.1) * (amount - a.0) / (b.0 - a.0),
            (_, Some(last)) => last.1,
            _ => 0.0,
        }
    }

    /// The largest amount that was tried.
    fn most(&self) -> f64 {
        self.points.last().map_or(0.0, |last| last.0)
    }
}

/// The amounts for each lever that do most together, in steps of `step` up to `amount` in all. What
/// would do no good anywhere is not spent.
pub fn best_mix(levers: &[Returns], amount: f64, step: f64) -> Vec<f64> {
    let mut mix = vec![0.0; levers.len()];
    let steps = (amount / step).round() as usize;
    for _ in 0..steps {
        let gain = |place: usize| {
            let (lever, spent) = (&levers[place], mix[place]);
            match spent + step <= lever.most() * (1.0 + 1e-9) {
                true => lever.at(spent + step) - lever.at(spent),
                false => 0.0,
            }
        };
        let gains = (0..levers.len()).map(|place| (place, gain(place)));
        let best = gains.reduce(|best, next| if next.1 > best.1 { next } else { best });
        match best {
            Some((place, gain)) if gain > 0.0 => mix[place] += step,
            _ => break,
        }
    }
    mix
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: levers that return a times the root of what is spent share a sum as the squares of
    /// a, the closed form of equal margins.
    #[test]
    fn the_mix_is_the_one_of_equal_margins() {
        let lever = |a: f64| {
            let found: Vec<(f64, f64)> = (1..=80)
                .map(|i| (f64::from(i), a * f64::from(i).sqrt()))
                .collect();
            Returns::new(&found)
        };
        let mix = best_mix(&[lever(1.0), lever(2.0), lever(3.0)], 56.0, 1.0);
        // 56 x 1/14, 4/14 and 9/14.
        for (found, wanted) in mix.iter().zip([4.0, 16.0, 36.0]) {
            assert!((found - wanted).abs() <= 1.0, "{mix:?}");
        }
        assert_eq!(mix.iter().sum::<f64>(), 56.0);
    }

    /// Protects: luck that bends a curve upwards does not send all money there, and money that does
    /// harm is kept.
    #[test]
    fn returns_diminish_and_harm_is_not_bought() {
        let bent = Returns::new(&[(10.0, 1.0), (40.0, 12.0)]);
        assert_eq!(bent.at(10.0), 3.0, "on the line to the later point");
        assert_eq!(bent.at(80.0), 12.0);
        let harmful = Returns::new(&[(10.0, -5.0), (40.0, -9.0)]);
        let mix = best_mix(&[bent, harmful], 80.0, 10.0);
        assert_eq!(mix, [40.0, 0.0]);
    }
}

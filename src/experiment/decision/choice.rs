//! How often each option is best, and what perfect information would be worth.

use crate::experiment::statistics::mean;

/// Net benefits of one option: its effects at so many pounds each, less its costs.
pub fn net_benefits(effects: &[f64], costs: &[f64], worth: f64) -> Vec<f64> {
    let pairs = effects.iter().zip(costs);
    pairs.map(|(effect, cost)| worth * effect - cost).collect()
}

/// Mean net benefit of every option.
pub fn expected(options: &[Vec<f64>]) -> Vec<f64> {
    options.iter().map(|option| mean(option)).collect()
}

/// Share of the draws in which each option has the largest net benefit: one point of its
/// acceptability curve. A tie is shared.
pub fn acceptability(options: &[Vec<f64>]) -> Vec<f64> {
    let draws = options.iter().map(Vec::len).min().unwrap_or(0);
    let mut shares = vec![0.0; options.len()];
    for draw in 0..draws {
        let best = largest(options.iter().map(|option| option[draw]));
        let is_best = |option: &Vec<f64>| option[draw] == best;
        let tied = options.iter().filter(|option| is_best(option)).count();
        for (share, option) in shares.iter_mut().zip(options) {
            if is_best(option) {
                *share += 1.0 / (tied * draws) as f64;
            }
        }
    }
    shares
}

/// Expected value of perfect information: what is gained on average if the option could be
/// chosen draw by draw rather than once for all.
pub fn perfect_information(options: &[Vec<f64>]) -> f64 {
    let draws = options.iter().map(Vec::len).min().unwrap_or(0);
    let best_of = |draw: usize| largest(options.iter().map(|option| option[draw]));
    let best: Vec<f64> = (0..draws).map(best_of).collect();
    (mean(&best) - largest(expected(options).into_iter())).max(0.0)
}

/// The largest; minus infinity of nothing.
pub(super) fn largest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(f64::NEG_INFINITY, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Key;

    /// Protects: the example by which the subject is taught: five equally likely worlds, two
    /// treatments, 13 expected of the better and 13.8 of the best in each.
    #[test]
    fn the_textbook_problem_of_two_decisions() {
        let options = [
            vec![9.0, 12.0, 14.0, 11.0, 14.0],
            vec![12.0, 10.0, 20.0, 10.0, 13.0],
        ];
        assert_eq!(expected(&options), [12.0, 13.0]);
        assert!((perfect_information(&options) - 0.8).abs() < 1e-12);
        let shares = acceptability(&options);
        assert!((shares[0] - 0.6).abs() < 1e-12 && (shares[1] - 0.4).abs() < 1e-12);
    }

    /// Protects: shares, a fund or a bond when the market may rise (0.5), stay (0.3) or fall (0.2): the
    /// example that textbooks give for three options, worth 350.
    #[test]
    fn the_textbook_problem_of_three_investments() {
        let worlds = |rise: f64, stay: f64, fall: f64| {
            let mut all = vec![rise; 5];
            all.extend([stay; 3]);
            all.extend([fall; 2]);
            all
        };
        let options = [
            worlds(1500.0, 300.0, -800.0),
            worlds(900.0, 600.0, -200.0),
            worlds(500.0, 500.0, 500.0),
        ];
        assert_eq!(expected(&options), [680.0, 590.0, 500.0]);
        assert!((perfect_information(&options) - 350.0).abs() < 1e-9);
    }

    /// Protects: two options whose difference is normal: the unit normal loss integral, in closed form.
    #[test]
    fn a_normal_difference_has_the_value_of_its_closed_form() {
        let (centre, sd, n) = (200.0, 500.0, 40_000_u32);
        let key = Key::root(1, 0);
        let gain = |i| centre + sd * key.draw(0, 0, i).normal();
        let options = [vec![0.0; n as usize], (0..n).map(gain).collect()];
        let z: f64 = centre / sd;
        let density = libm::exp(-z * z / 2.0) / (2.0 * std::f64::consts::PI).sqrt();
        let above = libm::erfc(z / std::f64::consts::SQRT_2) / 2.0;
        let truth = sd * (density - z * above);
        // Monte Carlo error of the mean of max(0, gain) is under 2.
        let found = perfect_information(&options);
        assert!((found - truth).abs() < 6.0, "{found} {truth}");
        assert!((acceptability(&options)[0] - above).abs() < 0.01);
    }

    /// Protects: health and money are one scale.
    #[test]
    fn health_and_money_are_one_scale() {
        assert_eq!(net_benefits(&[2.0], &[30_000.0], 20_000.0), [10_000.0]);
        assert_eq!(perfect_information(&[vec![0.0; 3], vec![1.0; 3]]), 0.0);
        assert_eq!(acceptability(&[vec![1.0], vec![1.0]]), [0.5, 0.5]);
    }
}

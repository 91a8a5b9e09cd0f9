//! Comparisons of samples with what they should be.

/// Mean and standard error.
pub fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
    (mean, (variance / n).sqrt())
}

/// Asserts that independent values have this mean.
pub fn assert_mean(what: &str, values: &[f64], expected: f64) {
    let (mean, error) = mean_and_error(values);
    assert!(
        (mean - expected).abs() <= 4.0 * error,
        "{what}: {mean} +- {error}, expected {expected}"
    );
}

/// Asserts that the share of successes among `n` trials is `p`.
pub fn assert_share(what: &str, successes: u64, n: u64, p: f64) {
    let share = successes as f64 / n as f64;
    let error = (p * (1.0 - p) / n as f64).sqrt();
    assert!(
        (share - p).abs() <= 4.0 * error,
        "{what}: {share} +- {error}, expected {p}"
    );
}

/// Asserts that values come from a continuous distribution (Kolmogorov-Smirnov, a false alarm
/// in 2,000).
pub fn assert_distribution(what: &str, values: &mut [f64], cdf: impl Fn(f64) -> f64) {
    values.sort_by(f64::total_cmp);
    let n = values.len() as f64;
    let distance = values
        .iter()
        .enumerate()
        .fold(0.0_f64, |worst, (i, &value)| {
            let p = cdf(value);
            worst.max(p - i as f64 / n).max((i + 1) as f64 / n - p)
        });
    let statistic = distance * n.sqrt();
    assert!(statistic < 2.04, "{what}: Kolmogorov-Smirnov {statistic}");
}

/// Asserts that counts are equally likely (chi-squared, 4.5 standard deviations either way:
/// too even is as wrong as too uneven).
pub fn assert_uniform_counts(what: &str, counts: &[u32]) {
    let expected = counts.iter().map(|&c| f64::from(c)).sum::<f64>() / counts.len() as f64;
    let chi = counts
        .iter()
        .map(|&c| f64::from(c) - expected)
        .map(|off| off * off / expected)
        .sum::<f64>();
    let freedom = counts.len() as f64 - 1.0;
    let z = (chi - freedom) / (2.0 * freedom).sqrt();
    assert!(
        z.abs() < 4.5,
        "{what}: chi-squared {z} standard deviations from its mean"
    );
}

/// Asserts that two series of uniforms are uncorrelated.
pub fn assert_uncorrelated(what: &str, pairs: impl Iterator<Item = (f64, f64)>) {
    let (mut n, mut sum) = (0.0, 0.0);
    for (a, b) in pairs {
        n += 1.0;
        sum += (a - 0.5) * (b - 0.5) * 12.0;
    }
    let correlation: f64 = sum / n;
    assert!(
        correlation.abs() < 4.0 / f64::sqrt(n),
        "{what}: correlation {correlation} of {n}"
    );
}

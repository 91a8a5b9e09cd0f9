//! Statistics against values from tables, and worked out by hand.

use throughcare::experiment::{Paired, Student, Summary, mean, percentile, student_t, variance};
use throughcare::observe::Better;

fn close(actual: f64, expected: f64, tolerance: f64) {
    let error = (actual - expected).abs();
    assert!(
        error <= tolerance * expected.abs().max(1.0),
        "{actual} is not {expected}"
    );
}

#[test]
fn t_quantiles_are_those_of_the_tables() {
    // R: qt(0.975, df), to the digits that it prints.
    let known = [
        (1.0, 12.706_204_736_174_7),
        (2.0, 4.302_652_729_749_46),
        (3.0, 3.182_446_305_284_26),
        (4.0, 2.776_445_105_198_17),
        (9.0, 2.262_157_162_798_2),
        (19.0, 2.093_024_054_408_31),
        (29.0, 2.045_229_642_132_7),
        (99.0, 1.984_216_951_586_4),
    ];
    for (df, expected) in known {
        close(student_t(0.975, df), expected, 1e-11);
    }
}

#[test]
fn t_quantiles_have_closed_forms_for_one_and_two_degrees() {
    use std::f64::consts::PI;
    for p in [0.55, 0.75, 0.9, 0.99, 0.999] {
        close(student_t(p, 1.0), libm::tan(PI * (p - 0.5)), 1e-10);
        let alpha = 4.0 * p * (1.0 - p);
        close(
            student_t(p, 2.0),
            2.0 * (p - 0.5) * (2.0 / alpha).sqrt(),
            1e-10,
        );
    }
}

#[test]
fn t_quantiles_approach_the_normal_and_are_symmetric() {
    close(student_t(0.975, 1e7), 1.959_963_984_540_05, 1e-6);
    close(student_t(0.025, 7.0), -student_t(0.975, 7.0), 1e-12);
    assert_eq!(student_t(0.5, 5.0), 0.0);
    assert!(student_t(1.0, 5.0).is_nan() && student_t(0.975, 0.0).is_nan());
}

#[test]
fn a_summary_is_what_a_hand_works_out() {
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares 32.
    let values = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0];
    let summary = Summary::of(&values, &mut Student::default());
    let sd = (32.0_f64 / 7.0).sqrt();
    assert_eq!(summary.replicates, 8);
    assert_eq!(summary.mean, 5.0);
    close(summary.sd, sd, 1e-14);
    close(summary.se, sd / 8.0_f64.sqrt(), 1e-14);
    // t for 7 degrees of freedom: 2.36462425159278.
    close(
        summary.ci_low,
        5.0 - 2.364_624_251_592_78 * summary.se,
        1e-11,
    );
    close(
        summary.ci_high,
        5.0 + 2.364_624_251_592_78 * summary.se,
        1e-11,
    );
}

#[test]
fn percentiles_interpolate_between_order_statistics() {
    // R: quantile(c(1, 2, 4, 8), c(.05, .25, .5, .75, .95)).
    let sorted = [1.0, 2.0, 4.0, 8.0];
    for (p, expected) in [
        (0.05, 1.15),
        (0.25, 1.75),
        (0.5, 3.0),
        (0.75, 5.0),
        (0.95, 7.4),
    ] {
        close(percentile(&sorted, p), expected, 1e-14);
    }
    assert_eq!(percentile(&[3.0], 0.95), 3.0);
    assert!(percentile(&[], 0.5).is_nan());
}

#[test]
fn order_does_not_matter_for_percentiles() {
    let summary = Summary::of(&[8.0, 1.0, 4.0, 2.0], &mut Student::default());
    close(summary.percentiles[2], 3.0, 1e-14);
}

#[test]
fn replicates_without_a_value_are_left_out() {
    let mut student = Student::default();
    let with = Summary::of(&[1.0, f64::NAN, 3.0], &mut student);
    assert_eq!(with, Summary::of(&[1.0, 3.0], &mut student));
    assert_eq!(with.replicates, 2);
}

#[test]
fn one_replicate_has_a_mean_and_no_interval() {
    let one = Summary::of(&[7.0], &mut Student::default());
    assert_eq!((one.mean, one.percentiles[0]), (7.0, 7.0));
    assert!(one.sd.is_nan() && one.se.is_nan() && one.ci_low.is_nan());
    let none = Summary::of(&[f64::NAN], &mut Student::default());
    assert!(none.mean.is_nan() && none.replicates == 0);
}

#[test]
fn a_paired_comparison_is_what_a_hand_works_out() {
    // Differences -1, -2, -3, 0: mean -1.5, variance 5/3.
    let baseline = [10.0, 20.0, 30.0, 40.0];
    let policy = [9.0, 18.0, 27.0, 40.0];
    let paired = Paired::of(&baseline, &policy, Better::Lower, &mut Student::default());
    assert_eq!((paired.baseline_mean, paired.policy_mean), (25.0, 23.5));
    assert_eq!(paired.difference, -1.5);
    let half = 3.182_446_305_284_26 * (5.0_f64 / 3.0 / 4.0).sqrt();
    close(paired.ci_low, -1.5 - half, 1e-11);
    close(paired.ci_high, -1.5 + half, 1e-11);
    close(paired.relative_change, -0.06, 1e-14);
    assert_eq!(paired.share_better, 0.75);
    let expected = (variance(&baseline) + variance(&policy)) / (5.0 / 3.0);
    close(paired.variance_reduction, expected, 1e-14);
    assert!(!paired.is_clear());
}

#[test]
fn pairs_of_which_one_has_no_value_are_left_out() {
    let baseline = [1.0, f64::NAN, 3.0, 5.0];
    let policy = [2.0, 9.0, f64::NAN, 7.0];
    let paired = Paired::of(&baseline, &policy, Better::Higher, &mut Student::default());
    assert_eq!(paired.replicates, 2);
    assert_eq!((paired.baseline_mean, paired.difference), (3.0, 1.5));
}

#[test]
fn a_difference_that_never_varies_has_no_variance_reduction() {
    let baseline = [0.1, 0.7, 0.3];
    // The same shift, but for rounding.
    let policy = baseline.map(|value| value + 0.2);
    let paired = Paired::of(&baseline, &policy, Better::Higher, &mut Student::default());
    assert!(paired.variance_reduction.is_nan());
    assert!(paired.is_clear());
    let same = Paired::of(
        &baseline,
        &baseline,
        Better::Higher,
        &mut Student::default(),
    );
    assert!(same.variance_reduction.is_nan() && !same.is_clear());
    assert_eq!(
        (same.difference, same.ci_low, same.share_better),
        (0.0, 0.0, 0.0)
    );
}

#[test]
fn what_has_no_meaning_is_empty() {
    let paired = Paired::of(
        &[0.0, 0.0],
        &[1.0, 2.0],
        Better::Neither,
        &mut Student::default(),
    );
    assert!(paired.relative_change.is_nan());
    assert!(paired.share_better.is_nan());
    let one = Paired::of(&[1.0], &[2.0], Better::Higher, &mut Student::default());
    assert!(one.ci_low.is_nan() && one.variance_reduction.is_nan());
    assert_eq!(one.difference, 1.0);
    assert!(mean(&[]).is_nan() && variance(&[1.0]).is_nan());
}

//! Where a simulated mean stands to its band, and whether there are replicates enough to say so.

use crate::experiment::statistics::Summary;
use crate::experiment::student::student_t;

/// Replicates beyond which nobody is sent: an interval that takes more is not worth deciding by luck.
const MOST_REPLICATES: usize = 100_000;

/// What is said of a simulated value with a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The whole interval of the mean is within the band, its ends included.
    Hit,
    /// The interval straddles an end of the band: luck may have put the mean on its side.
    Undecided,
    /// The whole interval is outside, or no replicate has a value.
    Miss,
}

impl Verdict {
    /// The verdict on `simulated` with a band from `low` to `high`; none without a band.
    pub fn of(simulated: &Summary, low: f64, high: f64) -> Option<Self> {
        if low.is_nan() || high.is_nan() {
            return None;
        }
        let (from, to) = (simulated.ci_low, simulated.ci_high);
        Some(if simulated.mean.is_nan() || to < low || from > high {
            Verdict::Miss
        } else if from >= low && to <= high {
            Verdict::Hit
        } else {
            Verdict::Undecided
        })
    }

    /// The word in files and tables.
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Hit => "hit",
            Verdict::Undecided => "undecided",
            Verdict::Miss => "miss",
        }
    }
}

/// About how many replicates more would bring the interval to one side of the band from `low` to
/// `high`, if mean and spread stay as they are. None where it does not straddle the band, with fewer
/// than two values, and where no number that anybody would run is enough.
pub fn more_replicates(simulated: &Summary, low: f64, high: f64) -> Option<usize> {
    if Verdict::of(simulated, low, high) != Some(Verdict::Undecided) {
        return None;
    }
    // A mean within the band has to clear both ends, one outside the nearer: the nearer in any case.
    let clear = (simulated.mean - low)
        .abs()
        .min((simulated.mean - high).abs());
    let decides =
        |n: usize| student_t(0.975, (n - 1) as f64) * simulated.sd <= clear * (n as f64).sqrt();
    let (mut few, mut enough) = (simulated.replicates.max(2), MOST_REPLICATES);
    if few >= enough || !decides(enough) {
        return None;
    }
    // The half width falls with every replicate, so the least number is found by halving.
    while few + 1 < enough {
        let middle = usize::midpoint(few, enough);
        match decides(middle) {
            true => enough = middle,
            false => few = middle,
        }
    }
    Some(enough - simulated.replicates)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::student::Student;

    fn of(values: &[f64]) -> Summary {
        Summary::of(values, &mut Student::default())
    }

    /// Four made-up replicates around `mean`: sd 2, so that half the interval is 3.18.
    fn around(mean: f64) -> Summary {
        let spread = 3.0_f64.sqrt();
        of(&[mean - spread, mean - spread, mean + spread, mean + spread])
    }

    /// Protects: a verdict is only given where luck does not decide it.
    #[test]
    fn an_interval_on_one_side_is_decided_and_one_across_an_end_is_not() {
        for (mean, expected) in [
            (50.0, Verdict::Hit),
            (43.2, Verdict::Hit),
            (43.1, Verdict::Undecided),
            (40.0, Verdict::Undecided),
            (36.9, Verdict::Undecided),
            (36.8, Verdict::Miss),
            (56.8, Verdict::Hit),
            (56.9, Verdict::Undecided),
            (60.0, Verdict::Undecided),
            (63.1, Verdict::Undecided),
            (63.2, Verdict::Miss),
        ] {
            assert_eq!(
                Verdict::of(&around(mean), 40.0, 60.0),
                Some(expected),
                "{mean}"
            );
        }
        let wider_than_the_band = Verdict::of(&around(50.0), 49.0, 51.0);
        assert_eq!(wider_than_the_band, Some(Verdict::Undecided));
    }

    /// Protects: replicates that do not differ are decided, even on the end of a band; one alone, which
    /// has no interval, is not; and no value is a miss.
    #[test]
    fn what_has_no_interval_is_not_taken_for_a_hit() {
        assert_eq!(Verdict::of(&of(&[40.0; 3]), 40.0, 60.0), Some(Verdict::Hit));
        assert_eq!(
            Verdict::of(&of(&[39.9; 3]), 40.0, 60.0),
            Some(Verdict::Miss)
        );
        assert_eq!(
            Verdict::of(&of(&[50.0]), 40.0, 60.0),
            Some(Verdict::Undecided)
        );
        assert_eq!(more_replicates(&of(&[50.0]), 40.0, 60.0), None);
        let none = of(&[f64::NAN, f64::NAN]);
        assert_eq!(Verdict::of(&none, 40.0, 60.0), Some(Verdict::Miss));
        assert_eq!(Verdict::of(&around(50.0), f64::NAN, f64::NAN), None);
    }

    /// Protects: the number of replicates that is asked for does decide, and one fewer does not.
    #[test]
    fn the_replicates_asked_for_are_the_least_that_decide() {
        for mean in [38.0, 39.5, 41.0, 42.5, 59.0, 61.0, 62.5] {
            let summary = around(mean);
            let more = more_replicates(&summary, 40.0, 60.0).expect("a number decides");
            let half = |n: usize| {
                crate::experiment::statistics::half_width(
                    n,
                    2.0 / (n as f64).sqrt(),
                    &mut Student::default(),
                )
            };
            let clear = (mean - 40.0).abs().min((mean - 60.0).abs());
            assert!(
                half(4 + more) <= clear && half(3 + more) > clear,
                "{mean}: {more}"
            );
        }
        // On the very end of a band nothing decides, and inside or outside there is nothing to decide.
        for mean in [40.0, 60.0, 50.0, 10.0] {
            assert_eq!(more_replicates(&around(mean), 40.0, 60.0), None, "{mean}");
        }
    }
}

//! How times are spread: counts in bins of equal ratio, from which a median is read.

use super::quantities::Spread;

/// Bins in each doubling: a bin is 19% wide.
const PER_DOUBLING: f64 = 4.0;
/// Lower end of the first bin, days.
const LEAST: f64 = 0.25;
/// Bins of a spread: up to 4,096 days; what is longer is in the last.
pub(super) const BINS: usize = 56;

/// Counts by bin.
pub type Histogram = [u64; BINS];

/// The bin of a time.
pub(super) fn bin(days: f64) -> usize {
    let place = PER_DOUBLING * libm::log2((days / LEAST).max(1.0));
    (place as usize).min(BINS - 1)
}

/// The time below which half of the counts lie, as if they were even within a bin; not a number
/// where there are none.
pub(super) fn median(of: &Histogram) -> f64 {
    let half = of.iter().sum::<u64>() as f64 / 2.0;
    let mut below = 0.0;
    for (bin, &count) in of.iter().enumerate() {
        let count = count as f64;
        if count > 0.0 && below + count >= half {
            let place = bin as f64 + (half - below) / count;
            return LEAST * libm::exp2(place / PER_DOUBLING);
        }
        below += count;
    }
    f64::NAN
}

/// Where a bin of a spread stands among those of a month.
#[inline]
pub(super) fn at(of: Spread, cells: usize, cell: usize, bin: usize) -> usize {
    (of as usize * cells + cell) * BINS + bin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_near_that_of_the_times() {
        let mut of = [0; BINS];
        for day in 1..=999 {
            of[bin(f64::from(day))] += 1;
        }
        assert!((median(&of) / 500.0 - 1.0).abs() < 0.05, "{}", median(&of));
        assert!(median(&[0; BINS]).is_nan());
        let mut one = [0; BINS];
        one[bin(100.0)] = 3;
        assert!((median(&one) / 100.0 - 1.0).abs() < 0.2);
        assert_eq!((bin(0.0), bin(1e9)), (0, BINS - 1));
    }
}

//! How times are spread: counts in bins of equal ratio, from which a median or
//! another percentile is read.

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

/// The time below which a `share` of the counts lies, in per cent, as if they were even within a
/// bin; not a number where there are none.
pub(super) fn percentile(of: &Histogram, share: u8) -> f64 {
    let wanted = of.iter().sum::<u64>() as f64 * f64::from(share) / 100.0;
    let mut below = 0.0;
    for (bin, &count) in of.iter().enumerate() {
        let count = count as f64;
        if count > 0.0 && below + count >= wanted {
            let place = bin as f64 + (wanted - below) / count;
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

    /// Protects: a percentile is that of the times, within the width of a bin.
    #[test]
    fn a_percentile_is_near_that_of_the_times() {
        let mut of = [0; BINS];
        for day in 1..=999 {
            of[bin(f64::from(day))] += 1;
        }
        for share in [10, 50, 90] {
            let found = percentile(&of, share) / (10.0 * f64::from(share));
            assert!((found - 1.0).abs() < 0.05, "{share}: {found}");
        }
        assert!(percentile(&[0; BINS], 50).is_nan());
        let mut one = [0; BINS];
        one[bin(100.0)] = 3;
        assert!((percentile(&one, 50) / 100.0 - 1.0).abs() < 0.2);
        assert_eq!((bin(0.0), bin(1e9)), (0, BINS - 1));
    }
}

//! How many digits a number deserves in a table: those that its interval supports.

use crate::figures::number::{exponent, grouped};
use crate::output::sheet::Change;

/// Significant digits of an interval's half width that are shown.
const DIGITS_OF_INTERVAL: i32 = 2;
/// Significant digits of a number without an interval.
const DIGITS_ALONE: i32 = 4;
/// Significant digits that fit a column.
const DIGITS_AT_MOST: i32 = 6;

/// How the numbers of one row are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    divisor: f64,
    suffix: &'static str,
    decimals: usize,
}

impl Style {
    /// For numbers up to `largest` known to plus or minus `half_width` (`NaN` or zero: not
    /// known, or exactly).
    pub(super) fn new(largest: f64, half_width: f64) -> Self {
        let (divisor, suffix) = match largest.abs() {
            size if size >= 1e9 => (1e9, "bn"),
            size if size >= 1e6 => (1e6, "m"),
            _ => (1.0, ""),
        };
        let (largest, half_width) = (largest.abs() / divisor, half_width / divisor);
        let wanted = if half_width > 0.0 {
            DIGITS_OF_INTERVAL - 1 - exponent(half_width)
        } else {
            DIGITS_ALONE - 1 - exponent(largest)
        };
        // A suffix of two letters costs a digit.
        let at_most = if suffix == "bn" {
            DIGITS_AT_MOST - 1
        } else {
            DIGITS_AT_MOST
        };
        let fitting = at_most - 1 - exponent(largest).max(0);
        Self {
            divisor,
            suffix,
            decimals: wanted.min(fitting).max(0) as usize,
        }
    }

    /// For differences up to `largest`, in a column of its own: hundreds of thousands in thousands.
    pub(super) fn compact(largest: f64, half_width: f64) -> Self {
        let style = Self::new(largest, half_width);
        if style.divisor > 1.0 || largest.abs() < 1e5 {
            return style;
        }
        let inner = Self::new(largest / 1000.0, half_width / 1000.0);
        Self {
            divisor: 1000.0,
            suffix: "k",
            decimals: inner.decimals,
        }
    }

    /// For numbers that stand in one column in millions, which its heading says.
    pub(super) fn millions(half_width: f64) -> Self {
        let inner = Self::new(1.0, (half_width / 1e6).max(1e-3));
        Self {
            divisor: 1e6,
            suffix: "",
            decimals: inner.decimals.min(3),
        }
    }

    /// Writes a number; a dash for none.
    pub(super) fn show(self, value: f64) -> String {
        if !value.is_finite() {
            return "-".to_owned();
        }
        let digits = format!("{:.*}", self.decimals, value / self.divisor);
        // A number that rounds to zero has no sign.
        let is_zero = digits.chars().all(|c| matches!(c, '-' | '0' | '.'));
        let digits = if is_zero {
            digits.trim_start_matches('-')
        } else {
            &digits
        };
        grouped(digits) + self.suffix
    }

    /// Writes a difference, with its sign.
    pub(super) fn show_signed(self, value: f64) -> String {
        let text = self.show(value);
        let has_size = text.contains(|c| matches!(c, '1'..='9'));
        if value > 0.0 && has_size {
            format!("+{text}")
        } else {
            text
        }
    }
}

/// A relative change in per cent; nothing for none.
pub(super) fn per_cent(share: f64) -> String {
    if !share.is_finite() {
        return String::new();
    }
    let value = 100.0 * share;
    let decimals = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 1.0 => 1,
        _ => 2,
    };
    let text = format!("{value:+.decimals$}%");
    match text.contains(|c| matches!(c, '1'..='9')) {
        true => text,
        false => "0%".to_owned(),
    }
}

/// Two differences, in brackets what is not told from zero.
pub(super) fn both(first: &Change, [later, half]: [f64; 2]) -> String {
    let style = Style::new(
        first.difference.abs().max(later.abs()),
        first.half.max(half),
    );
    let one = |value: f64, half: f64| match value.abs() > half {
        true => style.show(value),
        false => format!("({})", style.show(value)),
    };
    format!(
        "{} / {}",
        one(first.difference, first.half),
        one(later, half)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_follow_the_interval() {
        assert_eq!(Style::new(84_321.4, 120.0).show(84_321.4), "84,321");
        assert_eq!(Style::new(0.12345, 0.0021).show(0.12345), "0.1235");
        assert_eq!(Style::new(36.251, 0.5).show(36.251), "36.25");
        assert_eq!(Style::new(1.2e9, 3e6).show(1.234_56e9), "1.2346bn");
    }

    #[test]
    fn no_interval_gives_four_digits() {
        assert_eq!(Style::new(36.251, f64::NAN).show(36.251), "36.25");
        assert_eq!(Style::new(84_321.4, 0.0).show(84_321.4), "84,321");
        assert_eq!(Style::new(0.0, 0.0).show(0.0), "0.000");
    }

    #[test]
    fn signs_are_those_of_what_is_shown() {
        let style = Style::new(100.0, 1.0);
        assert_eq!(style.show_signed(3.04), "+3.0");
        assert_eq!(style.show_signed(0.01), "0.0");
        assert_eq!(style.show(-0.01), "0.0");
        assert_eq!(style.show(f64::NAN), "-");
    }

    #[test]
    fn changes_are_in_per_cent() {
        assert_eq!(per_cent(0.1234), "+12.3%");
        assert_eq!(per_cent(-0.0012), "-0.12%");
        assert_eq!(per_cent(2.5), "+250%");
        assert_eq!(per_cent(0.0), "0%");
        assert_eq!(per_cent(f64::NAN), "");
    }

    #[test]
    fn whatever_its_size_a_number_fits_its_column() {
        for exponent in -8..14 {
            for half_width in [0.0, 1e-6, 1e-2, 1.0, 1e3] {
                let value = -9.876_543 * libm::pow(10.0, f64::from(exponent));
                let text = Style::new(value, half_width).show(value);
                assert!(text.len() <= 9 || exponent > 11, "{text}");
            }
        }
    }

    /// Protects: a difference of one year that is luck does not look like a finding.
    #[test]
    fn what_is_not_told_from_zero_stands_in_brackets() {
        let change = |difference, half| Change {
            difference,
            half,
            relative: f64::NAN,
            better: f64::NAN,
            wanted: None,
            and: None,
        };
        assert_eq!(both(&change(41.3, 12.0), [-100.7, 160.0]), "41 / (-101)");
        assert_eq!(both(&change(3.0, 12.0), [200.0, 160.0]), "(3) / 200");
        assert_eq!(
            both(&change(41.3, f64::NAN), [20.0, f64::NAN]),
            "(41.30) / (20.00)"
        );
    }
}

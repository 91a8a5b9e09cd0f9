//! How numbers are written in files: by one rule, the same everywhere.

/// Writes `value` with at most nine significant digits, the fewest that mean the same
/// number, with a dot, without an exponent; nothing for `NaN` and infinities.
///
/// Nine digits are far beyond what replicates support, and hide the last bits, which say
/// more about the order of additions than about the world.
pub fn format(value: f64) -> String {
    rounded(value).map_or_else(String::new, |value| value.to_string())
}

/// `value` rounded to nine significant digits; none for `NaN` and infinities.
pub(super) fn rounded(value: f64) -> Option<f64> {
    if !value.is_finite() {
        return None;
    }
    let rounded: f64 = format!("{value:.8e}").parse().ok()?;
    // Adding zero turns minus zero into zero.
    Some(rounded + 0.0)
}

#[cfg(test)]
mod tests {
    use super::format;

    #[test]
    fn numbers_are_short_and_plain() {
        assert_eq!(format(0.1 + 0.2), "0.3");
        assert_eq!(format(1_234_567_890.123), "1234567890");
        assert_eq!(format(-1.0 / 3.0), "-0.333333333");
        assert_eq!(format(1e-7), "0.0000001");
        assert_eq!(format(42.0), "42");
    }

    #[test]
    fn what_is_no_number_is_empty() {
        assert_eq!(format(f64::NAN), "");
        assert_eq!(format(f64::INFINITY), "");
        assert_eq!(format(-0.0), "0");
    }
}

//! How a number is written for people: with the digits that its interval supports, and its unit.

use crate::scenario::typed::apart;

/// Significant digits of an interval's half width that are shown.
const DIGITS_OF_INTERVAL: i32 = 2;
/// Significant digits of a number without an interval.
const DIGITS_ALONE: i32 = 3;
/// Significant digits of any number, at most.
const DIGITS_AT_MOST: i32 = 6;

/// How the numbers of one row are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    before: &'static str,
    divisor: f64,
    suffix: &'static str,
    /// Digits behind the point; less than nought rounds to tens, hundreds and so on.
    decimals: i32,
}

impl Style {
    /// For numbers of `unit` up to `largest` known to plus or minus `half_width` (`NaN` or zero:
    /// not known, or exactly).
    pub fn new(unit: &str, largest: f64, half_width: f64) -> Self {
        let (divisor, size) = match largest.abs() {
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
        let fitting = DIGITS_AT_MOST - 1 - exponent(largest).max(0);
        Self {
            before: if is_money(unit) { "£" } else { "" },
            divisor,
            suffix: if unit == "%" { "%" } else { size },
            decimals: match half_width > 0.0 {
                true => wanted.min(fitting),
                false => wanted.min(fitting).max(0),
            },
        }
    }

    /// Whole numbers.
    pub fn whole() -> Self {
        Self {
            before: "",
            divisor: 1.0,
            suffix: "",
            decimals: 0,
        }
    }

    /// The same without what stands behind a number, for the ends of an interval.
    pub fn of_end(self) -> Self {
        match self.suffix {
            "%" | " points" => Self { suffix: "", ..self },
            _ => self,
        }
    }

    /// Writes a number of an axis: round, without noughts at its end.
    pub fn tick(self, value: f64) -> String {
        let text = Self {
            decimals: 2,
            ..self
        }
        .show(value);
        match text.split_once('.') {
            None => text,
            Some((whole, rest)) => {
                let digits = rest.trim_end_matches(|c: char| !c.is_ascii_digit());
                let suffix = &rest[digits.len()..];
                match digits.trim_end_matches('0') {
                    "" => format!("{whole}{suffix}"),
                    kept => format!("{whole}.{kept}{suffix}"),
                }
            }
        }
    }

    /// The same for a difference: points, where the number is a per cent.
    pub fn of_difference(self) -> Self {
        match self.suffix {
            "%" => Self {
                suffix: " points",
                ..self
            },
            _ => self,
        }
    }

    /// Writes a number; a dash for none.
    pub fn show(self, value: f64) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        let digits = rounded((value / self.divisor).abs(), self.decimals);
        let is_zero = digits.chars().all(|c| matches!(c, '0' | '.'));
        let sign = if value < 0.0 && !is_zero {
            "\u{2212}"
        } else {
            ""
        };
        format!("{sign}{}{}{}", self.before, grouped(&digits), self.suffix)
    }

    /// Writes a difference, with its sign.
    pub fn signed(self, value: f64) -> String {
        let text = self.show(value);
        let has_size = text.contains(|c| matches!(c, '1'..='9'));
        if value > 0.0 && has_size {
            format!("+{text}")
        } else {
            text
        }
    }
}

/// Whether a unit is one of money.
pub fn is_money(unit: &str) -> bool {
    unit.starts_with("pounds")
}

/// What is left of a unit once the number is written with its sign: `a year`, `recalls a year`.
pub fn rest_of(unit: &str) -> String {
    let unit = unit.replace(" per year", " a year");
    match unit.as_str() {
        "%" => String::new(),
        money if is_money(money) => money.trim_start_matches("pounds").trim().to_owned(),
        other => other.to_owned(),
    }
}

/// A share as per cent with its sign; nothing for none.
pub fn per_cent(share: f64) -> String {
    if !share.is_finite() {
        return "–".to_owned();
    }
    let value = 100.0 * share;
    let decimals = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 1.0 => 1,
        _ => 2,
    };
    let text = format!("{:.decimals$}%", value.abs());
    if !text.contains(|c| matches!(c, '1'..='9')) {
        return "0%".to_owned();
    }
    let sign = if value < 0.0 { "\u{2212}" } else { "+" };
    format!("{sign}{text}")
}

/// A number from nought on with so many decimals, or rounded to tens, hundreds and so on.
fn rounded(size: f64, decimals: i32) -> String {
    let step = (decimals..0).fold(1.0, |step, _| step * 10.0);
    let whole = (size / step).round() * step;
    match decimals {
        digits if digits >= 0 => format!("{size:.*}", digits as usize),
        _ => format!("{whole:.0}"),
    }
}

/// The decimal exponent of a positive number; zero for anything else.
pub fn exponent(value: f64) -> i32 {
    let scientific = format!("{value:e}");
    let exponent = scientific.split_once('e').map(|(_, exponent)| exponent);
    exponent
        .and_then(|exponent| exponent.parse().ok())
        .unwrap_or(0)
}

/// Commas between thousands, of a number that may have a sign and decimals.
pub fn grouped(digits: &str) -> String {
    apart(digits, ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_their_unit_and_the_digits_of_their_interval() {
        assert_eq!(Style::new("pounds", 4.7e6, 1.8e6).show(-4.71e6), "−£4.7m");
        assert_eq!(
            Style::new("recalls per year", 210.3, 57.0).signed(210.3),
            "+210"
        );
        assert_eq!(Style::new("%", 36.49, 0.049).show(36.4912), "36.491%");
        assert_eq!(
            Style::new("%", 1.0, 0.2).of_difference().signed(0.5),
            "+0.50 points"
        );
        assert_eq!(
            Style::new("people", 80_270.4, 40.0).show(80_270.4),
            "80,270"
        );
        assert_eq!(Style::new("", 57_243.0, 53_000.0).show(57_243.0), "57,000");
        assert_eq!(Style::new("pounds", 1e7, 1e5).tick(2.5e6), "£2.5m");
        assert_eq!(Style::new("pounds", 1e7, 1e5).tick(-5e6), "−£5m");
        assert_eq!(Style::new("people", 12.0, f64::NAN).show(f64::NAN), "–");
        assert_eq!(Style::new("people", 12.0, 3.0).show(-0.01), "0.0");
    }

    #[test]
    fn shares_are_in_per_cent() {
        assert_eq!(per_cent(-0.0041), "−0.41%");
        assert_eq!(per_cent(0.943), "+94.3%");
        assert_eq!(per_cent(0.0), "0%");
    }
}

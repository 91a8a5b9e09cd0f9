//! A figure as an analyst writes it: a number, and what follows it, as `0.9` and `/y`.

use crate::scenario::units::Kind;

/// Digits of a number that is written.
const DIGITS: usize = 4;

/// What follows the number, and the kind of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notation {
    pub kind: Kind,
    suffix: String,
}

impl Notation {
    /// Takes a written figure apart; none if it does not begin with a plain number.
    pub fn of(kind: Kind, written: &str) -> Option<(f64, Notation)> {
        let text = written.trim();
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '_' | '-' | '+');
        let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
        let number = text[..end].replace('_', "").parse().ok()?;
        let suffix = text[end..].to_owned();
        Some((number, Notation { kind, suffix }))
    }

    /// The figure with another number, as it stands in a table of text.
    pub fn text(&self, number: f64) -> String {
        format!("{number}{}", self.suffix)
    }

    /// The figure with another number, as it stands in a scenario file.
    pub fn toml(&self, number: f64) -> String {
        let text = self.text(number);
        match self.kind {
            Kind::Rate | Kind::Duration => format!("\"{text}\""),
            _ => text,
        }
    }

    /// What the model makes of it.
    pub fn canonical(&self, number: f64) -> Option<f64> {
        self.kind.number_of(&self.text(number))
    }
}

/// A number with no more digits than are written.
pub fn rounded(number: f64) -> f64 {
    let text = format!("{number:.*e}", DIGITS - 1);
    text.parse().unwrap_or(number)
}

/// A figure moved by a factor: of a chance its odds, of anything else itself.
pub fn moved(kind: Kind, number: f64, factor: f64) -> f64 {
    let moved = match kind {
        Kind::Probability => {
            let odds = number * factor;
            odds / (1.0 - number + odds)
        }
        _ => number * factor,
    };
    // Rounding must not make a chance certain.
    match kind {
        Kind::Probability if moved < 1.0 => rounded(moved).min(0.9999),
        _ => rounded(moved),
    }
}

/// The factor that moves one figure to another; none from nil or from certainty.
pub fn factor(kind: Kind, from: f64, to: f64) -> Option<f64> {
    let size = |number: f64| match kind {
        Kind::Probability => number / (1.0 - number),
        _ => number,
    };
    let factor = size(to) / size(from);
    (factor.is_finite() && factor > 0.0).then_some(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_come_apart_and_together() {
        let (number, notation) = Notation::of(Kind::Rate, "3.55/y").unwrap();
        assert_eq!((number, notation.toml(3.6).as_str()), (3.55, "\"3.6/y\""));
        assert_eq!(notation.canonical(3.6), Some(3.6 / 365.25));
        let (number, notation) = Notation::of(Kind::Rate, "1/18d").unwrap();
        assert_eq!((number, notation.text(0.9).as_str()), (1.0, "0.9/18d"));
        assert_eq!(notation.canonical(0.9), Some(0.05));
        let (number, notation) = Notation::of(Kind::Count, "83_600").unwrap();
        assert_eq!(
            (number, notation.toml(84_000.0).as_str()),
            (83_600.0, "84000")
        );
        assert!(Notation::of(Kind::Switch, "on").is_none());
    }

    #[test]
    fn chances_stay_chances() {
        assert_eq!(moved(Kind::Probability, 0.5, 3.0), 0.75);
        assert!(moved(Kind::Probability, 0.999, 1e6) < 1.0);
        assert_eq!(moved(Kind::Duration, 21.0, 2.0), 42.0);
        let up = factor(Kind::Probability, 0.5, 0.75).unwrap();
        assert!((up - 3.0).abs() < 1e-12);
        assert_eq!(factor(Kind::Rate, 0.0, 1.0), None);
    }
}

//! Where parameters may lie, and how likely that is before anything is simulated.
//!
//! The range of a parameter is read as a 95% interval and bounds it too. On the scale on which a
//! step means the same everywhere (odds for chances, ratios for what is positive) its middle is
//! position 0 and its ends are [`EDGE`] away: beforehand a position is standard normal within the
//! range. The value that a scenario has now does not count: it may have been fitted to the same
//! figures by hand.

/// Position of the ends of a range.
pub const EDGE: f64 = 1.959_963_984_540_054;
/// Digits of a value: more would be written nowhere.
const DIGITS: usize = 4;

/// What sort of quantity a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// A chance: odds.
    Chance,
    /// At least nil: ratios.
    Positive,
    /// Anything: differences.
    Any,
}

/// A parameter to be fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct Dimension {
    /// Its name.
    pub name: String,
    /// Its value before the fit.
    pub start: f64,
    /// Lower end of its range.
    pub low: f64,
    /// Upper end of its range.
    pub high: f64,
    stretch: Stretch,
    middle: f64,
    deviation: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stretch {
    Odds,
    Ratio,
    Plain,
}

/// A range that cannot be searched.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SpaceError {
    /// Its ends are not in order.
    #[error("the range of `{name}` is {low} to {high}: its low must be below its high")]
    Empty {
        /// The parameter.
        name: String,
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// The present value is not in it.
    #[error("`{name}` is {start}, outside its range of {low} to {high}")]
    Outside {
        /// The parameter.
        name: String,
        /// The present value.
        start: f64,
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// There are none.
    #[error("there is no parameter to fit")]
    Nothing,
}

impl Stretch {
    fn of(scale: Scale, low: f64, high: f64) -> Self {
        match scale {
            Scale::Chance if low > 0.0 && high < 1.0 => Stretch::Odds,
            Scale::Positive if low > 0.0 => Stretch::Ratio,
            // Odds and ratios have no end at nil.
            _ => Stretch::Plain,
        }
    }

    fn of_value(self, value: f64) -> f64 {
        match self {
            Stretch::Odds => libm::log(value / (1.0 - value)),
            Stretch::Ratio => libm::log(value),
            Stretch::Plain => value,
        }
    }

    fn to_value(self, stretched: f64) -> f64 {
        match self {
            Stretch::Odds => 1.0 / (1.0 + libm::exp(-stretched)),
            Stretch::Ratio => libm::exp(stretched),
            Stretch::Plain => stretched,
        }
    }
}

impl Dimension {
    /// A parameter that is `start` now and may lie from `low` to `high`.
    ///
    /// # Errors
    /// When the range is empty or does not hold `start`.
    pub fn new(
        name: impl Into<String>,
        scale: Scale,
        start: f64,
        (low, high): (f64, f64),
    ) -> Result<Self, SpaceError> {
        let name = name.into();
        if low >= high || !(high - low).is_finite() {
            return Err(SpaceError::Empty { name, low, high });
        }
        if !(low..=high).contains(&start) {
            return Err(SpaceError::Outside {
                name,
                start,
                low,
                high,
            });
        }
        let stretch = Stretch::of(scale, low, high);
        let (a, b) = (stretch.of_value(low), stretch.of_value(high));
        Ok(Self {
            name,
            start,
            low,
            high,
            stretch,
            middle: (a + b) / 2.0,
            deviation: (b - a) / 2.0 / EDGE,
        })
    }

    /// Where `value` is.
    pub fn position(&self, value: f64) -> f64 {
        (self.stretch.of_value(value) - self.middle) / self.deviation
    }

    /// The value at a position, within the range and with no more digits than are written.
    pub fn value(&self, position: f64) -> f64 {
        let value = self
            .stretch
            .to_value(self.middle + position * self.deviation);
        rounded(value).clamp(self.low, self.high)
    }
}

fn rounded(value: f64) -> f64 {
    let text = format!("{value:.*e}", DIGITS - 1);
    text.parse().unwrap_or(value)
}

/// All parameters that are fitted together.
#[derive(Clone, Debug, PartialEq)]
pub struct Space {
    /// The parameters, in the order of every vector of values or positions.
    pub dimensions: Vec<Dimension>,
}

impl Space {
    /// These parameters together.
    ///
    /// # Errors
    /// When there are none.
    pub fn new(dimensions: Vec<Dimension>) -> Result<Self, SpaceError> {
        match dimensions.is_empty() {
            true => Err(SpaceError::Nothing),
            false => Ok(Self { dimensions }),
        }
    }

    /// How many there are.
    pub fn size(&self) -> usize {
        self.dimensions.len()
    }

    /// Positions of the present values.
    pub fn start(&self) -> Vec<f64> {
        let present: Vec<f64> = self.dimensions.iter().map(|one| one.start).collect();
        self.positions(&present)
    }

    /// Values at these positions.
    pub fn values(&self, positions: &[f64]) -> Vec<f64> {
        let pairs = self.dimensions.iter().zip(positions);
        pairs.map(|(one, &at)| one.value(at)).collect()
    }

    /// Positions of these values.
    pub fn positions(&self, values: &[f64]) -> Vec<f64> {
        let pairs = self.dimensions.iter().zip(values);
        pairs.map(|(one, &value)| one.position(value)).collect()
    }

    /// The box of half-width `radius` around `centre`, as far as ranges go.
    pub fn around(&self, centre: &[f64], radius: f64) -> (Vec<f64>, Vec<f64>) {
        let low = centre.iter().map(|at| (at - radius).max(-EDGE)).collect();
        let high = centre.iter().map(|at| (at + radius).min(EDGE)).collect();
        (low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_95_percent_intervals_on_their_scale() {
        let chance = Dimension::new("c", Scale::Chance, 0.5, (0.2, 0.8)).unwrap();
        assert!(chance.position(0.5).abs() < 1e-12);
        assert!((chance.position(0.8) - EDGE).abs() < 1e-12);
        let rate = Dimension::new("r", Scale::Positive, 1.0, (0.5, 2.0)).unwrap();
        assert!(rate.position(1.0).abs() < 1e-12);
        assert!((rate.position(0.5) + EDGE).abs() < 1e-12);
        // A range from nil has no ratio to its end.
        let plain = Dimension::new("p", Scale::Positive, 1.0, (0.0, 2.0)).unwrap();
        assert!((plain.value(EDGE) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn values_are_what_is_written_and_never_outside() {
        let rate = Dimension::new("r", Scale::Positive, 3.55, (2.5, 4.95)).unwrap();
        assert_eq!(rate.value(rate.position(3.55)), 3.55);
        assert_eq!(rate.value(9.0), 4.95);
        let odd = rate.value(0.123_456_7);
        assert_eq!(odd, rate.value(rate.position(odd)));
        assert!(odd.to_string().len() <= 5, "{odd}");
    }

    #[test]
    fn ranges_that_make_no_sense_are_refused() {
        let make = |start, low, high| Dimension::new("x", Scale::Any, start, (low, high));
        assert!(matches!(make(1.0, 2.0, 2.0), Err(SpaceError::Empty { .. })));
        assert!(matches!(
            make(3.0, 1.0, 2.0),
            Err(SpaceError::Outside { .. })
        ));
        assert_eq!(Space::new(Vec::new()), Err(SpaceError::Nothing));
    }
}

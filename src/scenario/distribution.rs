//! The shapes that the uncertainty of a value may have.

use serde::{Deserialize, Serialize};

/// Shape of a parameter's uncertainty; where none is named it follows from the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Distribution {
    /// For chances.
    Beta,
    /// For positive quantities with a skew, such as costs.
    Gamma,
    /// For ratios and rates.
    Lognormal,
    /// Symmetric.
    Normal,
    /// Smooth over a range with a most likely value.
    Pert,
    /// Every value in the range equally likely.
    Uniform,
}

impl Distribution {
    /// The names an analyst may write, in the order of the variants.
    pub const NAMES: [&'static str; 6] =
        ["beta", "gamma", "lognormal", "normal", "pert", "uniform"];

    /// The distribution of this name.
    pub fn from_name(name: &str) -> Option<Distribution> {
        use Distribution::{Beta, Gamma, Lognormal, Normal, Pert, Uniform};
        let all = [Beta, Gamma, Lognormal, Normal, Pert, Uniform];
        all.into_iter().find(|shape| shape.name() == name)
    }

    /// The name an analyst writes.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

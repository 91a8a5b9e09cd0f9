//! How uncertain one figure is, as a quantile function.
//!
//! `low` and `high` are the ends of a 95% interval, save for the two shapes that have ends of
//! their own (uniform, PERT), whose ends they are.

use crate::engine::{beta_quantile, gamma_quantile, normal_quantile};

use crate::scenario::units::{Distribution, Kind};

/// The 0.975 quantile of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The uncertainty of one figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    value: f64,
    low: f64,
    high: f64,
    kind: Kind,
    shape: Shape,
}

#[derive(Debug, Clone, Copy)]
enum Shape {
    /// The value is the median and the range holds 95%, each side for itself: normal on the
    /// scale of the kind.
    Split,
    Beta {
        a: f64,
        b: f64,
    },
    Gamma {
        shape: f64,
        scale: f64,
    },
    Lognormal {
        centre: f64,
        sigma: f64,
    },
    Normal {
        sigma: f64,
    },
    Pert {
        a: f64,
        b: f64,
    },
    Uniform,
}

impl Spread {
    /// The spread of a figure with a range; none if the range is a point. A named shape that
    /// the figures do not allow (a beta around 0) gives way to the one that needs no name.
    pub(super) fn new(
        value: f64,
        low: f64,
        high: f64,
        named: Option<Distribution>,
        kind: Kind,
    ) -> Option<Spread> {
        if high <= low || !(low.is_finite() && high.is_finite() && value.is_finite()) {
            return None;
        }
        let sigma = (high - low) / (2.0 * Z);
        let shape = match named {
            None => Shape::Split,
            Some(Distribution::Uniform) => Shape::Uniform,
            Some(Distribution::Normal) => Shape::Normal { sigma },
            Some(Distribution::Pert) => Shape::Pert {
                a: 1.0 + 4.0 * (value - low) / (high - low),
                b: 1.0 + 4.0 * (high - value) / (high - low),
            },
            Some(Distribution::Lognormal) if low > 0.0 => {
                let (low, high) = (libm::log(low), libm::log(high));
                Shape::Lognormal {
                    centre: (low + high) / 2.0,
                    sigma: (high - low) / (2.0 * Z),
                }
            }
            Some(Distribution::Gamma) if value > 0.0 => Shape::Gamma {
                shape: (value / sigma) * (value / sigma),
                scale: sigma * sigma / value,
            },
            Some(Distribution::Beta) => {
                let size = value * (1.0 - value) / (sigma * sigma) - 1.0;
                if size > 0.0 {
                    Shape::Beta {
                        a: value * size,
                        b: (1.0 - value) * size,
                    }
                } else {
                    Shape::Split
                }
            }
            Some(Distribution::Lognormal | Distribution::Gamma) => Shape::Split,
        };
        Some(Spread {
            value,
            low,
            high,
            kind,
            shape,
        })
    }

    /// The quantile at `u` in (0, 1), never outside what the kind allows, nor on the other side
    /// of zero than the whole range.
    pub(super) fn at(&self, u: f64) -> f64 {
        let drawn = match self.shape {
            Shape::Split => self.split(normal_quantile(u)),
            Shape::Beta { a, b } => beta_quantile(a, b, u),
            Shape::Gamma { shape, scale } => gamma_quantile(shape, u) * scale,
            Shape::Lognormal { centre, sigma } => libm::exp(centre + sigma * normal_quantile(u)),
            Shape::Normal { sigma } => self.value + sigma * normal_quantile(u),
            Shape::Pert { a, b } => self.low + (self.high - self.low) * beta_quantile(a, b, u),
            Shape::Uniform => self.low + (self.high - self.low) * u,
        };
        let (mut least, mut most) = self.kind.limits();
        if self.low >= 0.0 {
            least = least.max(0.0);
        }
        if self.high <= 0.0 {
            most = most.min(0.0);
        }
        drawn.clamp(least, most)
    }

    fn split(&self, z: f64) -> f64 {
        let end = if z < 0.0 { self.low } else { self.high };
        let way = z.abs() / Z;
        let scale = Scale::of(self.kind);
        match (scale.forth(self.value), scale.forth(end)) {
            (Some(from), Some(to)) => scale.back(from + way * (to - from)),
            // An end at the edge of the scale, such as a chance of nil.
            _ => self.value + way * (end - self.value),
        }
    }
}

/// `value` moved as `from` moved to `to`: by the same odds ratio for a chance, by the same
/// factor for other figures. Where there is no such ratio (nil, certainty, figures below zero)
/// it stays.
pub fn along(kind: Kind, value: f64, from: f64, to: f64) -> f64 {
    let scale = Scale::of(kind);
    match (scale.forth(value), scale.forth(from), scale.forth(to)) {
        (Some(value), Some(from), Some(to)) => scale.back(value + (to - from)),
        _ => value,
    }
}

/// The scale on which a kind has no edge.
#[derive(Debug, Clone, Copy)]
enum Scale {
    Odds,
    Log,
}

impl Scale {
    fn of(kind: Kind) -> Scale {
        match kind {
            Kind::Probability => Scale::Odds,
            _ => Scale::Log,
        }
    }

    /// A figure on the scale; none at or beyond its edges.
    fn forth(self, x: f64) -> Option<f64> {
        let inside = x > 0.0 && (x < 1.0 || matches!(self, Scale::Log));
        inside.then(|| match self {
            Scale::Odds => libm::log(x / (1.0 - x)),
            Scale::Log => libm::log(x),
        })
    }

    fn back(self, y: f64) -> f64 {
        match self {
            Scale::Odds => 1.0 / (1.0 + libm::exp(-y)),
            Scale::Log => libm::exp(y),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRID: u32 = 4_000;

    fn grid() -> impl Iterator<Item = f64> {
        (0..GRID).map(|i| (f64::from(i) + 0.5) / f64::from(GRID))
    }

    fn spread(figure: [f64; 3], named: Option<&str>, kind: Kind) -> Spread {
        let [value, low, high] = figure;
        let named = named.map(|name| Distribution::from_name(name).unwrap());
        Spread::new(value, low, high, named, kind).unwrap()
    }

    fn moments(s: Spread) -> (f64, f64) {
        let values: Vec<f64> = grid().map(|u| s.at(u)).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let square = |v: &f64| (v - mean) * (v - mean);
        let variance = values.iter().map(square).sum::<f64>() / values.len() as f64;
        (mean, variance.sqrt())
    }

    fn near(a: f64, b: f64) -> bool {
        (a / b - 1.0).abs() < 0.01
    }

    /// Without a name: the value in the middle, 95% in the range.
    #[test]
    fn an_unnamed_shape_meets_all_three_figures() {
        for (figure, kind) in [
            ([0.3, 0.2, 0.5], Kind::Probability),
            ([0.97, 0.88, 1.0], Kind::Probability),
            ([0.1, 0.0, 0.3], Kind::Probability),
            ([21.0, 7.0, 60.0], Kind::Duration),
            ([-1.0, -3.0, 2.0], Kind::Number),
        ] {
            let s = spread(figure, None, kind);
            let [value, low, high] = figure;
            for (u, expected) in [(0.025, low), (0.5, value), (0.975, high)] {
                let found = s.at(u);
                assert!((found - expected).abs() < 1e-12, "{figure:?}: {found}");
            }
        }
    }

    #[test]
    fn named_shapes_have_their_moments() {
        let sd = 0.3 / (2.0 * Z);
        for name in ["beta", "gamma", "normal"] {
            let (mean, found) = moments(spread([0.3, 0.15, 0.45], Some(name), Kind::Probability));
            assert!(near(mean, 0.3) && near(found, sd), "{name}: {mean} {found}");
        }
        let log = spread([2.0, 1.0, 4.0], Some("lognormal"), Kind::Rate);
        for (u, expected) in [(0.025, 1.0), (0.5, 2.0), (0.975, 4.0)] {
            assert!((log.at(u) - expected).abs() < 1e-9);
        }
        let (mean, found) = moments(spread([3.0, 1.0, 9.0], Some("uniform"), Kind::Count));
        assert!(near(mean, 5.0) && near(found, 8.0 / 12f64.sqrt()));
        // The mean of a PERT is (low + 4 value + high) / 6.
        let (mean, _) = moments(spread([3.0, 1.0, 9.0], Some("pert"), Kind::Count));
        assert!(near(mean, 22.0 / 6.0));
    }

    /// Comonotone values and common random numbers need monotone quantiles; and no draw may be
    /// a value that a file could not say.
    #[test]
    fn every_quantile_is_monotone_and_legal() {
        let names = Distribution::NAMES.into_iter().map(Some).chain([None]);
        for name in names {
            for (figure, kind) in [
                ([0.02, 0.0, 0.3], Kind::Probability),
                ([1.0, 0.7, 1.0], Kind::Probability),
                ([0.4, 0.0, 3.0], Kind::Rate),
                ([0.1, 0.05, 0.4], Kind::Number),
            ] {
                let s = spread(figure, name, kind);
                let values: Vec<f64> = grid().map(|u| s.at(u)).collect();
                let (least, most) = kind.limits();
                assert!(values.is_sorted(), "{name:?} {figure:?}");
                let legal = |v: &f64| *v >= least.max(0.0) && *v <= most;
                assert!(values.iter().all(legal), "{name:?} {figure:?}");
            }
        }
    }

    #[test]
    fn a_later_value_keeps_its_ratio() {
        let rate = along(Kind::Rate, 3.0, 2.0, 4.0);
        assert!((rate - 6.0).abs() < 1e-12);
        // Odds of 0.5 are doubled: so are those of 0.8.
        let chance = along(Kind::Probability, 0.8, 0.5, 2.0 / 3.0);
        assert!((chance - 8.0 / 9.0).abs() < 1e-12);
        assert_eq!(along(Kind::Probability, 1.0, 0.5, 0.6), 1.0);
        assert_eq!(along(Kind::Number, -1.0, -2.0, -3.0), -1.0);
    }
}

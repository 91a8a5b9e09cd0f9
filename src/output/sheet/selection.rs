//! What somebody asks to see of results, and whether it is there.

use std::str::FromStr;

use crate::observe::{Layout, Metric, Theme};

/// What somebody asks to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Metrics by name; without any, the headline ones and those that a policy touches.
    pub metrics: Vec<String>,
    /// Every metric of a theme.
    pub theme: Option<String>,
    /// A line for each stratum of a dimension, each year, or each payer.
    pub by: Option<Dimension>,
    /// Of one area alone.
    pub area: Option<String>,
}

/// What lines are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// A stratum, by the word before `=` in its name.
    Stratum(&'static str),
    /// Financial years.
    Year,
    /// Payers.
    Payer,
}

/// The dimensions by their words.
const DIMENSIONS: [(&str, Dimension); 8] = [
    ("area", Dimension::Stratum("area")),
    ("sex", Dimension::Stratum("sex")),
    ("substance", Dimension::Stratum("substance")),
    ("sentence", Dimension::Stratum("sentence")),
    ("housing", Dimension::Stratum("housing")),
    ("offence", Dimension::Stratum("offence")),
    ("year", Dimension::Year),
    ("payer", Dimension::Payer),
];

impl FromStr for Dimension {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let found = DIMENSIONS.iter().find(|(name, _)| *name == word);
        found.map(|(_, dimension)| *dimension).ok_or_else(|| {
            let words = DIMENSIONS.map(|(name, _)| name).join(", ");
            format!("not one of {words}")
        })
    }
}

/// Something was asked for that is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// No such name.
    #[error("there is no {what} `{name}`{}", hint(.near))]
    Unknown {
        /// Metric, theme, area.
        what: &'static str,
        /// What was asked for.
        name: String,
        /// The nearest names.
        near: Vec<String>,
    },
    /// One area, told apart by something that results are told by for everybody alone.
    #[error(
        "results are told by {by} for everybody, not within `{area}`; leave out --area or --by"
    )]
    Within {
        /// What they should be told apart by.
        by: &'static str,
        /// The area.
        area: String,
    },
    /// A metric that is not told apart so.
    #[error("`{metric}` is not told by {by}: it is there for everybody{}", others(.told))]
    NotTold {
        /// The metric.
        metric: String,
        /// What it should be told apart by.
        by: &'static str,
        /// What it is told apart by.
        told: Vec<&'static str>,
    },
}

fn others(told: &[&str]) -> String {
    match told {
        [] => " alone".to_owned(),
        some => format!(" and by {}", some.join(", ")),
    }
}

fn hint(near: &[String]) -> String {
    match near {
        [] => String::new(),
        names => format!(
            "; did you mean {}?",
            names
                .iter()
                .map(|n| format!("`{n}`"))
                .collect::<Vec<_>>()
                .join(" or ")
        ),
    }
}

impl SelectionError {
    fn new<'n>(
        what: &'static str,
        name: &str,
        known: impl Iterator<Item = &'n str>,
    ) -> SelectionError {
        let mut scored: Vec<(f64, &str)> = known
            .map(|other| (strsim::jaro_winkler(name, other), other))
            .filter(|(score, _)| *score > 0.7)
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        SelectionError::Unknown {
            what,
            name: name.to_owned(),
            near: scored
                .iter()
                .take(2)
                .map(|(_, n)| (*n).to_owned())
                .collect(),
        }
    }
}

impl Selection {
    /// Whether every name in it is one of the results.
    ///
    /// # Errors
    /// When one is not: with the nearest that are.
    pub fn check(&self, layout: &Layout) -> Result<(), SelectionError> {
        let names = || layout.metrics.iter().map(|m| m.name);
        for name in &self.metrics {
            if !names().any(|known| known == name) {
                return Err(SelectionError::new("metric", name, names()));
            }
        }
        let themes = || Theme::ALL.iter().map(|t| t.name());
        if let Some(theme) = &self.theme
            && !themes().any(|known| known == theme)
        {
            return Err(SelectionError::new("theme", theme, themes()));
        }
        let areas = || layout.strata.iter().filter_map(|s| s.strip_prefix("area="));
        if let Some(area) = &self.area
            && !areas().any(|known| known == area)
        {
            return Err(SelectionError::new("area", area, areas()));
        }
        let by = self.by.and_then(|by| match by {
            Dimension::Stratum(name) => Some(name),
            _ => None,
        });
        if let (Some(by), Some(area)) = (by, &self.area) {
            let area = area.clone();
            return Err(SelectionError::Within { by, area });
        }
        let by = by.or(self.area.as_ref().map(|_| "area"));
        match by {
            Some(by) => self.metrics.iter().try_for_each(|m| told(layout, m, by)),
            None => Ok(()),
        }
    }

    /// Whether it asks for certain metrics.
    pub(super) fn is_particular(&self) -> bool {
        !self.metrics.is_empty() || self.theme.is_some()
    }

    /// Whether a metric is wanted.
    pub(super) fn wants(&self, metric: &Metric) -> bool {
        match self.is_particular() {
            false => metric.headline,
            true => {
                self.metrics.iter().any(|name| name == metric.name)
                    || self.theme.as_deref() == Some(metric.theme.name())
            }
        }
    }

    /// The stratum that is shown where none is told apart.
    pub(super) fn stratum(&self, layout: &Layout) -> u16 {
        let area = self.area.as_ref().map(|area| format!("area={area}"));
        let place = |name: &String| layout.strata.iter().position(|s| s == name);
        area.as_ref().and_then(place).unwrap_or(0) as u16
    }
}

/// Whether a metric is told apart by a dimension.
///
/// # Errors
/// When it is not: with the dimensions by which it is.
fn told(layout: &Layout, metric: &str, by: &'static str) -> Result<(), SelectionError> {
    let is_told = |by: &str| {
        layout.cells.iter().any(|cell| {
            let stratum = layout.strata[usize::from(cell.stratum)].split_once('=');
            layout.metrics[usize::from(cell.metric)].name == metric
                && stratum.is_some_and(|(dimension, _)| dimension == by)
        })
    };
    if is_told(by) {
        return Ok(());
    }
    let words = DIMENSIONS.iter().filter_map(|(_, one)| match one {
        Dimension::Stratum(name) => Some(*name),
        _ => None,
    });
    Err(SelectionError::NotTold {
        metric: metric.to_owned(),
        by,
        told: words.filter(|word| is_told(word)).collect(),
    })
}

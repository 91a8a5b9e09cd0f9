//! The shape of results: which metrics, strata, periods and months there are, and one
//! replicate's values in that order.

use super::theme::Theme;
use serde::{Deserialize, Serialize};

/// Which direction of change is an improvement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither direction is good in itself.
    Neither,
}

/// Whom a metric is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Universe {
    /// People with a drug or alcohol need.
    Need,
    /// Everyone in the simulation.
    All,
    /// People in or near community treatment, with or without justice contact.
    Community,
}

impl Universe {
    /// The word used in result files.
    pub const fn name(self) -> &'static str {
        match self {
            Universe::Need => "need",
            Universe::All => "all",
            Universe::Community => "community",
        }
    }
}

/// One line of the list of metrics.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Metric {
    /// Name in result files and on the command line.
    pub name: &'static str,
    /// What people call it, without its unit.
    pub title: &'static str,
    /// What it is about.
    pub theme: Theme,
    /// Unit of the value.
    pub unit: &'static str,
    /// Whom it is about.
    pub universe: Universe,
    /// Which direction is good.
    pub better: Better,
    /// Whether terminal tables show it without being asked.
    pub headline: bool,
    /// Whether its level says nothing, and only a difference between scenarios does.
    pub differences_only: bool,
    /// What it means, with its denominator.
    pub definition: &'static str,
}

impl Metric {
    /// The title with its unit, in words: "receptions a year", "occupancy, %".
    pub fn label(&self) -> String {
        let title = self.title;
        match self.unit {
            "people" | "cases" | "" => title.to_owned(),
            "pounds per year" => format!("{title}, £ a year"),
            "pounds" => format!("{title}, £"),
            "%" | "days" | "0 to 1" => format!("{title}, {}", self.unit),
            unit => match unit.strip_prefix("deaths per ") {
                Some(years) if years.ends_with("person-years") => format!("{title}, per {years}"),
                _ if unit.ends_with(" per year") => format!("{title} a year"),
                // The title says what is counted for whom.
                _ => title.to_owned(),
            },
        }
    }
}

/// One value of a record: indexes into the lists of a [`Layout`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Index into [`Layout::metrics`].
    pub metric: u16,
    /// Index into [`Layout::strata`].
    pub stratum: u16,
    /// Index into [`Layout::periods`].
    pub period: u16,
}

/// One flow between two states in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowCell {
    /// State left.
    pub from: &'static str,
    /// State entered.
    pub to: &'static str,
    /// Index into [`Layout::periods`].
    pub period: u16,
}

/// The names and the order of everything a [`Record`] holds. All scenarios of one call
/// share one layout.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The list of metrics.
    pub metrics: Vec<Metric>,
    /// `all`, then `area=north_west`, `sex=female`, ...: one dimension at a time.
    pub strata: Vec<String>,
    /// `all`, then the calendar years.
    pub periods: Vec<String>,
    /// What each value of [`Record::values`] is.
    pub cells: Vec<Cell>,
    /// Months of the series, as `2027-04`.
    pub months: Vec<String>,
    /// The month in [`Layout::months`] with which the policy window begins.
    pub policy_month: usize,
    /// Metric and stratum of each monthly series.
    pub series: Vec<(u16, u16)>,
    /// What each value of [`Record::flows`] is.
    pub flows: Vec<FlowCell>,
    /// The ledger and the price of each value of [`Record::prices`].
    pub prices: Vec<(&'static str, &'static str)>,
}

/// What a layout is made from, beside the list of metrics: enough to make it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// Areas in their order.
    pub areas: Vec<String>,
    /// [`Layout::periods`].
    pub periods: Vec<String>,
    /// [`Layout::months`].
    pub months: Vec<String>,
    /// [`Layout::policy_month`].
    pub policy_month: usize,
    /// [`Layout::prices`], a ledger and a price in each.
    pub prices: Vec<String>,
    /// Whether every metric is kept month by month in every stratum that it has.
    pub all_series: bool,
}

impl Shape {
    /// In what another shape differs, in words, but for periods: of those that one has beyond
    /// the other nothing is said.
    pub fn difference(&self, other: &Shape) -> Option<String> {
        let between = |list: &[String]| match list {
            [] => "nothing".to_owned(),
            [only] => only.clone(),
            [first, .., last] => format!("{first} to {last}"),
        };
        if self.areas != other.areas {
            return Some(format!(
                "the areas are {} and {}",
                self.areas.join(", "),
                other.areas.join(", ")
            ));
        }
        if self.months != other.months {
            return Some(format!(
                "the months observed are {} and {}",
                between(&self.months),
                between(&other.months)
            ));
        }
        if self.policy_month != other.policy_month {
            return Some(format!(
                "the policy windows begin in {} and {}",
                self.months[self.policy_month], other.months[other.policy_month]
            ));
        }
        (self.all_series != other.all_series)
            .then(|| "one was made with --all-series, the other without".to_owned())
    }
}

/// The results of one replicate of one scenario. `NaN` stands for "no denominator".
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// One value per [`Layout::cells`].
    pub values: Vec<f64>,
    /// Series after series, month by month: `series[s * months + m]`.
    pub series: Vec<f64>,
    /// One value per [`Layout::flows`], per year.
    pub flows: Vec<f64>,
    /// One value per [`Layout::prices`]: pounds that it brings into the net benefit.
    pub prices: Vec<f64>,
    /// Events executed, for the speed that the program prints.
    pub events: u64,
}

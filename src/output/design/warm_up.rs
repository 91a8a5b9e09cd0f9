//! How long a scenario takes to forget how it began.

use std::io::Write;

use super::sheet::Sheet;
use crate::experiment::keep::Keep;
use crate::experiment::warm_up::{Truncation, across, mser_5, welch};
use crate::experiment::{Results, Section, StoreError};
use crate::observe::Metric;
use crate::output::table::ExportError;

/// Name of the file.
pub const WARM_UP: &str = "warm_up.csv";
/// Months on either side of Welch's moving average.
const WINDOW: usize = 6;

/// One metric from the first day on.
#[derive(Clone, Debug)]
pub struct Settling {
    /// The metric.
    pub metric: Metric,
    /// Mean of the replicates, month by month.
    pub mean: Vec<f64>,
    /// Welch's moving average; shorter.
    pub smooth: Vec<f64>,
    /// Where MSER-5 cuts; none where the series is too short or has gaps.
    pub cut: Option<Truncation>,
}

/// All headline metrics from the first day on.
#[derive(Clone, Debug)]
pub struct WarmUp {
    /// The scenario.
    pub scenario: String,
    /// Months, as `2027-04`.
    pub months: Vec<String>,
    /// Months of the scenario's warm-up.
    pub warm_up: usize,
    /// Replicates.
    pub replicates: usize,
    /// The metrics.
    pub settling: Vec<Settling>,
}

impl WarmUp {
    /// Looks at the months before policies act; `warm_up` of them belong to the warm-up.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn new(results: &Results<'_>, warm_up: usize) -> Result<Self, StoreError> {
        let study = results.study();
        let layout = study.layout();
        let (months, shown) = (layout.months.len(), layout.policy_month);
        let mut settling = Vec::new();
        for (place, (metric, stratum)) in layout.series.iter().enumerate() {
            let metric = layout.metrics[usize::from(*metric)];
            if *stratum != 0 || !metric.headline {
                continue;
            }
            let mut by_replicate = vec![Vec::new(); results.replicates().len()];
            for month in 0..shown.min(months) {
                let values = results.column(Section::Series, 0, place * months + month)?;
                by_replicate
                    .iter_mut()
                    .zip(values)
                    .for_each(|(one, v)| one.push(v));
            }
            let mean = across(&by_replicate);
            settling.push(Settling {
                metric,
                smooth: welch(&mean, WINDOW),
                cut: mser_5(&mean),
                mean,
            });
        }
        Ok(Self {
            scenario: study.scenarios()[0].name.clone(),
            months: layout.months.iter().take(shown).cloned().collect(),
            warm_up,
            replicates: results.replicates().len(),
            settling,
        })
    }

    /// Writes the file and gives its SHA-256.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, keep: &dyn Keep) -> Result<String, ExportError> {
        self.sheet().write(keep, WARM_UP)
    }

    /// Writes the rows as JSON.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn json(&self, out: &mut dyn Write) -> Result<(), ExportError> {
        self.sheet().json(out)
    }

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            "scenario",
            "metric",
            "unit",
            "month",
            "mean",
            "welch",
            "mser_5_cut",
            "warm_up",
        ]);
        for one in &self.settling {
            let cut = one.cut.map_or(f64::NAN, |cut| cut.cut as f64);
            for (place, month) in self.months.iter().enumerate() {
                let at = |all: &[f64]| all.get(place).copied().unwrap_or(f64::NAN);
                sheet.row(vec![
                    self.scenario.as_str().into(),
                    one.metric.name.into(),
                    one.metric.unit.into(),
                    month.as_str().into(),
                    at(&one.mean).into(),
                    at(&one.smooth).into(),
                    cut.into(),
                    self.warm_up.into(),
                ]);
            }
        }
        sheet
    }
}

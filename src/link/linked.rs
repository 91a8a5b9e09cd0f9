//! A study of the pathway as the experiment runs it.

use super::assembly::assemble;
use super::error::LinkError;
use super::notes::{notes, warnings};
use crate::experiment::{Interrupted, ScenarioInfo, Simulator, shown};
use crate::observe::{Extra, Layout, Metric, Record, metrics as list};
use crate::pathway::Study;
use crate::scenario::Scenario;
use crate::scenario::schema::Model;

/// The pathway, ready to be run.
#[derive(Debug)]
pub struct Linked {
    study: Study,
    scenarios: Vec<ScenarioInfo>,
    notes: Vec<String>,
    warnings: Vec<String>,
}

impl Linked {
    /// Scenarios under the same luck, the baseline first. With `all_series` every metric is
    /// observed in every stratum month by month.
    ///
    /// # Errors
    /// When one cannot be run, or cannot be compared with the baseline.
    pub fn new(
        scenarios: &[Scenario<Model>],
        seed: u64,
        all_series: bool,
    ) -> Result<Self, LinkError> {
        let extra = Extra {
            all_series,
            ..Extra::default()
        };
        let study = assemble(scenarios, seed)?.asking(&extra)?.pricing();
        Ok(Self::of(study, scenarios))
    }

    /// A study of these scenarios.
    pub(super) fn of(study: Study, scenarios: &[Scenario<Model>]) -> Self {
        Self {
            scenarios: scenarios.iter().map(info).collect(),
            notes: notes(&study),
            warnings: warnings(&study),
            study,
        }
    }
}

impl Simulator for Linked {
    fn scenarios(&self) -> &[ScenarioInfo] {
        &self.scenarios
    }

    fn layout(&self) -> &Layout {
        self.study.layout()
    }

    fn replicate(
        &self,
        replicate: u32,
        beat: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Interrupted> {
        self.study
            .replicate(replicate, &mut |events| beat(events))
            .ok_or(Interrupted)
    }

    fn fault(&self) -> Option<String> {
        self.study.fault().map(str::to_owned)
    }

    fn warnings(&self) -> Vec<String> {
        self.warnings.clone()
    }

    fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }
}

/// A scenario as the results name it.
pub fn info(scenario: &Scenario<Model>) -> ScenarioInfo {
    ScenarioInfo {
        name: shown(scenario.name()).into_owned(),
        title: shown(scenario.title().unwrap_or(scenario.name())).into_owned(),
        resolved: scenario.resolved(),
        hash: scenario.hash(),
    }
}

/// The list of metrics of every study.
pub fn metrics() -> Vec<Metric> {
    list().into_iter().map(|d| d.metric).collect()
}

//! A model that is quick, varied and repeatable, for tests of everything around the model.

use std::sync::atomic::{AtomicU32, Ordering};

use throughcare::experiment::{Interrupted, ScenarioInfo, Simulator};
use throughcare::observe::{Better, Cell, FlowCell, Layout, Metric, Record, Theme, Universe};

/// Values that look random and are a function of seed, scenario, replicate and position.
pub struct Fake {
    scenarios: Vec<ScenarioInfo>,
    layout: Layout,
    seed: u64,
    /// Replicates that were begun.
    pub begun: AtomicU32,
}

impl Fake {
    /// A model of scenarios with these names.
    pub fn new(names: &[&str], seed: u64) -> Self {
        let scenarios = names.iter().map(|name| ScenarioInfo {
            name: (*name).to_owned(),
            title: format!("The scenario called {name}, with a title long enough for two lines"),
            resolved: serde_json::json!({ "name": name }),
            hash: format!("hash of {name}"),
        });
        Self {
            scenarios: scenarios.collect(),
            layout: layout(),
            seed,
            begun: AtomicU32::new(0),
        }
    }

    fn record(&self, scenario: usize, replicate: u32) -> Record {
        let shift = scenario as f64;
        let value = |part: u64, position: usize| {
            let key = (u64::from(replicate) << 32) + (part << 24) + position as u64;
            1000.0 * uniform(self.seed, key) + shift * (10.0 + uniform(scenario as u64, key))
        };
        let list = |part, length| (0..length).map(|at| value(part, at)).collect::<Vec<_>>();
        let layout = &self.layout;
        let mut record = Record {
            values: list(1, layout.cells.len()),
            series: list(2, layout.series.len() * layout.months.len()),
            flows: list(3, layout.flows.len()),
            prices: list(4, layout.prices.len()),
            events: 1_000,
        };
        // The share has no denominator in every third replicate.
        if replicate % 3 == 2 {
            record.values[3] = f64::NAN;
        }
        record
    }
}

impl Simulator for Fake {
    fn scenarios(&self) -> &[ScenarioInfo] {
        &self.scenarios
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn replicate(
        &self,
        replicate: u32,
        beat: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Interrupted> {
        self.begun.fetch_add(1, Ordering::Relaxed);
        if !beat(500) {
            return Err(Interrupted);
        }
        let scenarios = 0..self.scenarios.len();
        Ok(scenarios
            .map(|scenario| self.record(scenario, replicate))
            .collect())
    }

    fn notes(&self) -> Vec<String> {
        vec!["population scale 1".to_owned()]
    }
}

fn layout() -> Layout {
    let metrics = vec![
        metric("recalls", "recalls/person-year", Better::Lower),
        metric(
            "release_in_treatment_within_21_days",
            "share",
            Better::Higher,
        ),
        metric("community_treatment_population", "people", Better::Neither),
    ];
    let mut cells = Vec::new();
    for metric in 0..3 {
        for stratum in 0..2 {
            for period in 0..3 {
                cells.push(Cell {
                    metric,
                    stratum,
                    period,
                });
            }
        }
    }
    let flow = |from, to, period| FlowCell { from, to, period };
    Layout {
        metrics,
        strata: vec!["all".into(), "sex=female".into()],
        periods: vec!["all".into(), "2027".into(), "2028".into()],
        cells,
        months: vec!["2027-04".into(), "2027-05".into()],
        policy_month: 0,
        series: vec![(0, 0), (2, 1)],
        flows: vec![flow("custody", "licence", 0), flow("licence", "custody", 1)],
        prices: vec![],
    }
}

fn metric(name: &'static str, unit: &'static str, better: Better) -> Metric {
    Metric {
        name,
        title: name,
        theme: Theme::Offending,
        unit,
        universe: Universe::Need,
        better,
        headline: true,
        differences_only: false,
        definition: "What it means, with its denominator, in as many words as it takes.",
    }
}

/// A number in [0, 1) that mixes both keys (splitmix64).
fn uniform(seed: u64, key: u64) -> f64 {
    let mut x = seed
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add(key.wrapping_mul(0xD1B5_4A32_D192_ED03));
    for multiplier in [0xBF58_476D_1CE4_E5B9_u64, 0x94D0_49BB_1331_11EB] {
        x = (x ^ (x >> 29)).wrapping_mul(multiplier);
    }
    (x >> 11) as f64 / (1_u64 << 53) as f64
}

//! What makes two experiments the same one.
//!
//! A kept replicate may be used again only where it would come out the same. Its key
//! therefore covers everything a value depends on: the program, the shape of results, the
//! scenario and the seed, and nothing else: not the number of threads, nor which other
//! scenarios were run with it.

use sha2::{Digest, Sha256};

use super::nested::Nested;
use super::record_file::FORMAT_VERSION;
use super::simulator::{ScenarioInfo, Simulator};
use crate::observe::Layout;

/// A model, a seed, and the keys by which their replicates are recognised.
pub struct Study<'a> {
    simulator: &'a dyn Simulator,
    seed: u64,
    keys: Vec<[u8; 32]>,
}

impl<'a> Study<'a> {
    /// Names the experiment of `simulator` under `seed` (which the simulator holds too).
    pub fn new(simulator: &'a dyn Simulator, seed: u64) -> Self {
        let mut layout = layout_hash(simulator.layout());
        if let Some(nested) = simulator.nested() {
            layout = design_hash(&layout, nested);
        }
        let keys = simulator
            .scenarios()
            .iter()
            .map(|scenario| key(&layout, scenario, seed))
            .collect();
        Self {
            simulator,
            seed,
            keys,
        }
    }

    /// The model.
    pub fn simulator(&self) -> &'a dyn Simulator {
        self.simulator
    }

    /// The master seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// How parameters are drawn, if they are.
    pub fn nested(&self) -> Option<&'a Nested> {
        self.simulator.nested()
    }

    /// The shape of the results.
    pub fn layout(&self) -> &'a Layout {
        self.simulator.layout()
    }

    /// The scenarios, the baseline first.
    pub fn scenarios(&self) -> &'a [ScenarioInfo] {
        self.simulator.scenarios()
    }

    /// One key a scenario.
    pub fn keys(&self) -> &[[u8; 32]] {
        &self.keys
    }
}

/// Hash of everything a record of `scenario` depends on but its replicate.
fn key(layout: &[u8], scenario: &ScenarioInfo, seed: u64) -> [u8; 32] {
    let mut hash = Sha256::new();
    text(&mut hash, env!("CARGO_PKG_VERSION"));
    number(&mut hash, u64::from(FORMAT_VERSION));
    hash.update(layout);
    text(&mut hash, &scenario.name);
    text(&mut hash, &scenario.hash);
    number(&mut hash, seed);
    hash.finalize().into()
}

/// Hash of a layout and of which replicate gets which draw. The drawn values themselves follow
/// from the scenario, the seed and the posterior.
fn design_hash(layout: &[u8; 32], nested: &Nested) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(layout);
    number(&mut hash, u64::from(nested.draws));
    number(&mut hash, u64::from(nested.replicates));
    text(&mut hash, &nested.identity);
    hash.finalize().into()
}

/// Hash of the names and the order of everything a record holds.
pub fn layout_hash(layout: &Layout) -> [u8; 32] {
    let mut hash = Sha256::new();
    number(&mut hash, layout.metrics.len() as u64);
    for metric in &layout.metrics {
        text(&mut hash, metric.name);
        text(&mut hash, metric.unit);
        text(&mut hash, metric.universe.name());
    }
    for names in [&layout.strata, &layout.periods, &layout.months] {
        number(&mut hash, names.len() as u64);
        names.iter().for_each(|name| text(&mut hash, name));
    }
    number(&mut hash, layout.cells.len() as u64);
    for cell in &layout.cells {
        for index in [cell.metric, cell.stratum, cell.period] {
            number(&mut hash, u64::from(index));
        }
    }
    number(&mut hash, layout.series.len() as u64);
    for &(metric, stratum) in &layout.series {
        number(&mut hash, u64::from(metric));
        number(&mut hash, u64::from(stratum));
    }
    number(&mut hash, layout.flows.len() as u64);
    for flow in &layout.flows {
        text(&mut hash, flow.from);
        text(&mut hash, flow.to);
        number(&mut hash, u64::from(flow.period));
    }
    number(&mut hash, layout.prices.len() as u64);
    for (ledger, price) in &layout.prices {
        text(&mut hash, ledger);
        text(&mut hash, price);
    }
    hash.finalize().into()
}

/// Adds a text with its length, so that no two sequences of texts look alike.
fn text(hash: &mut Sha256, text: &str) {
    number(hash, text.len() as u64);
    hash.update(text.as_bytes());
}

fn number(hash: &mut Sha256, number: u64) {
    hash.update(number.to_le_bytes());
}

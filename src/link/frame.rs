//! What a run is about, apart from the model: enough to read its records on another machine.
//!
//! A shard keeps a frame beside its records. Whoever merges shards gets a simulator back that
//! names scenarios and results as the first did, and simulates nothing. The keys of records are
//! made of all this, so that a frame that was changed does not fit its records.

use serde::{Deserialize, Serialize};

use crate::economics;
use crate::engine::Date;
use crate::experiment::{Drawn, Interrupted, Nested, ScenarioInfo, Simulator, layout_hash};
use crate::observe::{Extra, Layout, Record, Tabulation};

/// How names of areas begin in the list of strata.
const AREA: &str = "area=";

/// A run without its model.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Frame {
    scenarios: Vec<ScenarioInfo>,
    areas: Vec<String>,
    /// First days of the months that are observed, and the day after the last.
    months: Vec<String>,
    policy_month: usize,
    history: bool,
    all_series: bool,
    /// Whether what each price brings in is recorded.
    priced: bool,
    nested: Option<Draws>,
    notes: Vec<String>,
    warnings: Vec<String>,
}

/// Drawn parameters.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Draws {
    draws: u32,
    replicates: u32,
    parameters: Vec<(String, String)>,
    /// Bit patterns: what is read is what was drawn, to the last bit.
    values: Vec<Vec<u64>>,
    origin: String,
    identity: String,
}

/// Why a run cannot be described or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Its results are not those that the tables of this version have.
    #[error("its results have another shape than those of this version")]
    Shape,
}

impl Frame {
    /// The frame of a run.
    ///
    /// # Errors
    /// When its results are not those of the usual tables.
    pub fn of(simulator: &dyn Simulator) -> Result<Self, FrameError> {
        let layout = simulator.layout();
        let areas = layout
            .strata
            .iter()
            .filter_map(|name| name.strip_prefix(AREA));
        let mut frame = Self {
            scenarios: simulator.scenarios().to_vec(),
            areas: areas.map(str::to_owned).collect(),
            months: months(layout).ok_or(FrameError::Shape)?,
            policy_month: layout.policy_month,
            history: false,
            all_series: false,
            priced: !layout.prices.is_empty(),
            nested: simulator.nested().map(Draws::of),
            notes: simulator.notes(),
            warnings: simulator.warnings(),
        };
        let wanted = layout_hash(layout);
        for (history, all_series) in [(false, false), (true, false), (false, true), (true, true)] {
            (frame.history, frame.all_series) = (history, all_series);
            if frame
                .layout()
                .is_ok_and(|layout| layout_hash(&layout) == wanted)
            {
                return Ok(frame);
            }
        }
        Err(FrameError::Shape)
    }

    /// The run again, to be read and not to be gone on with.
    ///
    /// # Errors
    /// When this version has no results of that shape.
    pub fn read(self) -> Result<Framed, FrameError> {
        Ok(Framed {
            layout: self.layout()?,
            nested: self.nested.as_ref().map(Draws::read),
            frame: self,
        })
    }

    /// The names of its scenarios.
    pub fn names(&self) -> Vec<&str> {
        self.scenarios
            .iter()
            .map(|info| info.name.as_str())
            .collect()
    }

    fn layout(&self) -> Result<Layout, FrameError> {
        let dates: Result<Vec<Date>, _> = self.months.iter().map(|day| day.parse()).collect();
        let dates = dates.map_err(|_| FrameError::Shape)?;
        if dates.len() < 2 || self.policy_month >= dates.len() {
            return Err(FrameError::Shape);
        }
        let extra = Extra {
            all_series: self.all_series,
            ..Extra::default()
        };
        // How many people a simulated one stands for is part of the values, not of their names.
        let scale = 1.0;
        let usual = Tabulation::new(&self.areas, &dates, self.policy_month, scale, self.history);
        let usual = if self.priced {
            usual.pricing(&economics::priced())
        } else {
            usual
        };
        let tabulation = usual.with(&extra).map_err(|_| FrameError::Shape)?;
        Ok(tabulation.layout().clone())
    }
}

/// The first days of the months of a layout, and of the one after.
fn months(layout: &Layout) -> Option<Vec<String>> {
    let named = layout.months.iter().map(|month| format!("{month}-01"));
    let mut days: Vec<String> = named.collect();
    let last: Date = days.last()?.parse().ok()?;
    days.push(last.plus_months(1).to_string());
    Some(days)
}

impl Draws {
    fn of(nested: &Nested) -> Self {
        let bits = |values: &Vec<f64>| values.iter().map(|value| value.to_bits()).collect();
        let named = |drawn: &Drawn| (drawn.name.clone(), drawn.unit.clone());
        Self {
            draws: nested.draws,
            replicates: nested.replicates,
            parameters: nested.parameters.iter().map(named).collect(),
            values: nested.values.iter().map(bits).collect(),
            origin: nested.origin.clone(),
            identity: nested.identity.clone(),
        }
    }

    fn read(&self) -> Nested {
        let values = |bits: &Vec<u64>| bits.iter().map(|&bits| f64::from_bits(bits)).collect();
        let drawn = |(name, unit): &(String, String)| Drawn {
            name: name.clone(),
            unit: unit.clone(),
        };
        Nested {
            draws: self.draws,
            replicates: self.replicates,
            parameters: self.parameters.iter().map(drawn).collect(),
            values: self.values.iter().map(values).collect(),
            origin: self.origin.clone(),
            identity: self.identity.clone(),
        }
    }
}

/// A run that can be read only.
#[derive(Debug)]
pub struct Framed {
    frame: Frame,
    layout: Layout,
    nested: Option<Nested>,
}

impl Simulator for Framed {
    fn scenarios(&self) -> &[ScenarioInfo] {
        &self.frame.scenarios
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn replicate(
        &self,
        _: u32,
        _: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Interrupted> {
        Err(Interrupted)
    }

    fn nested(&self) -> Option<&Nested> {
        self.nested.as_ref()
    }

    fn fault(&self) -> Option<String> {
        Some("only the records of this run are there, not its scenarios".to_owned())
    }

    fn warnings(&self) -> Vec<String> {
        self.frame.warnings.clone()
    }

    fn notes(&self) -> Vec<String> {
        self.frame.notes.clone()
    }
}

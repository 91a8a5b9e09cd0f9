//! Knobs turned to every combination of a few values.

use super::knob::{Knob, KnobError, Level};
use super::moved::Settings;
use crate::experiment::design::{Asked, Axis, Grid};

/// Knobs and their values.
#[derive(Clone, Debug)]
pub struct Turned {
    knobs: Vec<Knob>,
    grid: Grid,
    /// Axis by axis the canonical values.
    levels: Vec<Vec<f64>>,
}

impl Turned {
    /// Each knob with the values that were asked for, ascending and each once.
    ///
    /// # Errors
    /// When a parameter cannot have a value.
    pub fn new(asked: Vec<(Knob, Vec<Asked>)>) -> Result<Self, KnobError> {
        let (mut knobs, mut axes, mut canonical) = (Vec::new(), Vec::new(), Vec::new());
        for (knob, asked) in asked {
            let levels: Result<Vec<Level>, KnobError> =
                asked.iter().map(|one| knob.read(one)).collect();
            let mut levels = levels?;
            levels.sort_by(|a, b| a.canonical.total_cmp(&b.canonical));
            levels.dedup_by(|a, b| a.canonical == b.canonical);
            let first = levels.first().map(|level| level.unit.clone());
            // Of several units the canonical one is shown.
            let unit = first.filter(|unit| levels.iter().all(|level| level.unit == *unit));
            let shown = |level: &Level| match unit {
                Some(_) => level.number,
                None => level.canonical,
            };
            axes.push(Axis {
                name: knob.name().to_owned(),
                values: levels.iter().map(shown).collect(),
                unit: unit.clone().unwrap_or_else(|| knob.unit().to_owned()),
            });
            canonical.push(levels.iter().map(|level| level.canonical).collect());
            knobs.push(knob);
        }
        Ok(Self {
            knobs,
            grid: Grid::new(axes),
            levels: canonical,
        })
    }

    /// What is varied, in the units that were asked for.
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// The knobs.
    pub fn knobs(&self) -> &[Knob] {
        &self.knobs
    }
}

impl Settings for Turned {
    fn points(&self) -> u32 {
        self.grid.points() as u32
    }

    fn identity(&self) -> String {
        let names: Vec<&str> = self.knobs.iter().map(Knob::name).collect();
        format!("grid of {names:?} at {:?}", self.levels)
    }

    fn at(&self, point: u32, _replicate: u32, scenario: usize) -> Vec<(String, f64)> {
        let places = self.grid.places(point as usize);
        let all = self.knobs.iter().zip(&self.levels).zip(places);
        all.flat_map(|((knob, levels), place)| knob.set(scenario, levels[place]))
            .collect()
    }
}

/// Nothing is turned: one point, the scenarios as they are.
#[derive(Clone, Copy, Debug)]
pub struct Unturned;

impl Settings for Unturned {
    fn points(&self) -> u32 {
        1
    }

    fn identity(&self) -> String {
        String::new()
    }

    fn at(&self, _point: u32, _replicate: u32, _scenario: usize) -> Vec<(String, f64)> {
        Vec::new()
    }
}

//! Parameters moved within their ranges: what a sensitivity analysis sets at its points.

use std::collections::{BTreeMap, BTreeSet};

use super::moved::Settings;
use crate::engine::Key;
use crate::experiment::sensitivity::screening::Balanced;
use crate::experiment::sensitivity::sobol::Samples;
use crate::scenario::Scenario;
use crate::scenario::schema::Model;
use crate::scenario::uncertainty::{PosteriorError, Uncertain};

/// No replicate of a simulation has this number, so that no person shares the draws of a design.
const OUTSIDE: u32 = u32::MAX;
/// Purposes under the key of a design.
const SCREENING: u64 = 1;
const SAMPLES: u64 = 2;
const STRONGEST: u64 = 4;
/// Quantiles of the two sides of a screening: a standard deviation either way.
const SIDES: [f64; 2] = [0.158_655, 0.841_345];
/// Ends of the 95% range.
const ENDS: [f64; 2] = [0.025, 0.975];
/// How far the ends of a range are kept from nil and from one in a sample.
const EDGE: f64 = 1e-4;
/// Added to the number of a replicate for luck that has nothing to do with it.
const OTHER_LUCK: u32 = 1 << 24;
/// The same, so that what was strongest by luck has no help of the same luck again.
const LUCK_OF_STRONGEST: u32 = 1 << 25;

/// Every uncertain parameter of a few scenarios, each once.
#[derive(Clone, Debug)]
pub struct Ranges {
    uncertain: Vec<Uncertain>,
    names: Vec<String>,
    places: BTreeMap<String, usize>,
    seed: u64,
}

impl Ranges {
    /// The uncertain parameters of these scenarios.
    ///
    /// # Errors
    /// Only if a range makes no sense.
    pub fn of(scenarios: &[Scenario<Model>], seed: u64) -> Result<Self, PosteriorError> {
        let of = |scenario| Uncertain::of(scenario, seed, 1, None);
        let uncertain: Vec<Uncertain> = scenarios.iter().map(of).collect::<Result<_, _>>()?;
        let mut names = Vec::new();
        let mut known = BTreeSet::new();
        for quantity in uncertain.iter().flat_map(Uncertain::quantities) {
            if known.insert(quantity.name().to_owned()) {
                names.push(quantity.name().to_owned());
            }
        }
        let places = names.iter().cloned().zip(0..).collect();
        Ok(Self {
            uncertain,
            names,
            places,
            seed,
        })
    }

    /// The names of the parameters; those that a policy states itself begin with its name and a
    /// colon.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The first value of a parameter at a quantile, canonical.
    pub fn value(&self, parameter: usize, quantile: f64) -> f64 {
        let name = &self.names[parameter];
        let all = self.uncertain.iter().flat_map(Uncertain::quantities);
        let mut found = all.filter(|one| one.name() == name);
        let values = found.next().map(|one| one.at(quantile));
        let first = values.and_then(|values| values.first().map(|first| first.1));
        first.unwrap_or(f64::NAN)
    }

    /// The unit of a parameter, and its best estimate, canonical.
    pub fn about(&self, parameter: usize) -> (&str, f64) {
        let name = &self.names[parameter];
        let mut all = self.uncertain.iter().flat_map(Uncertain::quantities);
        let found = all.find(|one| one.name() == name);
        found.map_or(("", f64::NAN), |one| (one.unit(), one.best()))
    }

    /// The low and the high end of a parameter's 95% range, canonical.
    pub fn ends(&self, parameter: usize) -> [f64; 2] {
        ENDS.map(|end| self.value(parameter, end))
    }

    fn settings(&self, scenario: usize, at: impl Fn(usize) -> Option<f64>) -> Vec<(String, f64)> {
        self.uncertain[scenario].at(|one| at(*self.places.get(one.name())?))
    }

    fn key(&self, purpose: u64) -> Key {
        Key::root(self.seed, OUTSIDE).child(purpose)
    }
}

/// The two runs of a pair, replicate by replicate another pair: each parameter a standard deviation up or
/// down.
#[derive(Clone, Debug)]
pub struct Screening {
    ranges: Ranges,
    moved: Vec<usize>,
    /// The place of every parameter among those that are moved.
    places: Vec<Option<usize>>,
    design: Balanced,
    luck: u32,
}

impl Screening {
    /// Of all parameters in so many pairs of runs.
    pub fn of_all(ranges: Ranges, pairs: usize) -> Self {
        let moved = (0..ranges.names.len()).collect();
        Self::new(ranges, moved, (SCREENING, 0), pairs)
    }

    /// Of a few, all else at its best estimate and under luck of its own: with so much less that
    /// moves, more is told in as many pairs.
    pub fn of_strongest(ranges: Ranges, moved: Vec<usize>, pairs: usize) -> Self {
        Self::new(ranges, moved, (STRONGEST, LUCK_OF_STRONGEST), pairs)
    }

    fn new(ranges: Ranges, moved: Vec<usize>, (purpose, luck): (u64, u32), pairs: usize) -> Self {
        let mut places = vec![None; ranges.names.len()];
        for (place, &parameter) in moved.iter().enumerate() {
            places[parameter] = Some(place);
        }
        Self {
            design: Balanced::new(ranges.key(purpose), pairs, moved.len()),
            ranges,
            moved,
            places,
            luck,
        }
    }

    /// The parameters that are moved.
    pub fn moved(&self) -> &[usize] {
        &self.moved
    }

    /// Their sides, pair by pair.
    pub fn design(&self) -> &Balanced {
        &self.design
    }
}

impl Settings for Screening {
    fn points(&self) -> u32 {
        2
    }

    fn identity(&self) -> String {
        let pairs = self.design.pairs();
        let names = self.moved.iter().map(|&one| &self.ranges.names[one]);
        let names = names.collect::<Vec<_>>();
        format!("screening in {pairs} pairs between {SIDES:?} of {names:?}")
    }

    fn at(&self, point: u32, replicate: u32, scenario: usize) -> Vec<(String, f64)> {
        let pair = replicate as usize;
        if pair >= self.design.pairs() {
            return Vec::new();
        }
        self.ranges.settings(scenario, |parameter| {
            let place = self.places[parameter]?;
            let is_high = self.design.is_high(pair, place) != (point == 1);
            Some(SIDES[usize::from(is_high)])
        })
    }

    fn luck(&self, _point: u32, replicate: u32) -> u32 {
        self.luck + replicate
    }

    fn skips_impossible(&self) -> bool {
        true
    }
}

/// Nothing moved, then each of a few at its low and at its high end.
pub struct OneWay {
    /// The parameters.
    pub ranges: Ranges,
    /// Those that are moved.
    pub chosen: Vec<usize>,
}

impl Settings for OneWay {
    fn points(&self) -> u32 {
        1 + 2 * self.chosen.len() as u32
    }

    fn identity(&self) -> String {
        let names = self.chosen.iter().map(|&one| &self.ranges.names[one]);
        format!("one at a time: {:?}", names.collect::<Vec<_>>())
    }

    fn at(&self, point: u32, _replicate: u32, scenario: usize) -> Vec<(String, f64)> {
        let Some(turn) = (point as usize).checked_sub(1) else {
            return Vec::new();
        };
        let (moved, end) = (self.chosen[turn / 2], ENDS[turn % 2]);
        self.ranges
            .settings(scenario, |one| (one == moved).then_some(end))
    }

    fn skips_impossible(&self) -> bool {
        true
    }
}

/// The runs from which Sobol indices of a few are worked out; the last input is luck itself.
pub struct Sampled {
    ranges: Ranges,
    chosen: Vec<usize>,
    rows: usize,
    runs: Vec<Vec<f64>>,
}

impl Sampled {
    /// So many rows for these parameters.
    pub fn new(ranges: Ranges, chosen: Vec<usize>, rows: usize) -> Self {
        let samples = Samples::new(ranges.key(SAMPLES), rows, chosen.len());
        Self {
            runs: samples.runs(),
            ranges,
            chosen,
            rows,
        }
    }

    /// How many inputs there are, luck included.
    pub fn inputs(&self) -> usize {
        self.chosen.len() + 1
    }
}

impl Settings for Sampled {
    /// A, B, A with each parameter of B, and A with the luck of B.
    fn points(&self) -> u32 {
        self.inputs() as u32 + 2
    }

    fn identity(&self) -> String {
        let names = self.chosen.iter().map(|&one| &self.ranges.names[one]);
        format!("{} rows of {:?}", self.rows, names.collect::<Vec<_>>())
    }

    fn at(&self, point: u32, replicate: u32, scenario: usize) -> Vec<(String, f64)> {
        let width = self.chosen.len() + 2;
        let is_luck = point as usize == width;
        let of = if is_luck { 0 } else { point as usize };
        let Some(uniforms) = self.runs.get(replicate as usize * width + of) else {
            return Vec::new();
        };
        self.ranges.settings(scenario, |one| {
            let place = self.chosen.iter().position(|&chosen| chosen == one)?;
            Some(uniforms[place].clamp(EDGE, 1.0 - EDGE))
        })
    }

    fn luck(&self, point: u32, replicate: u32) -> u32 {
        let has_other = point == 1 || point as usize == self.chosen.len() + 2;
        match has_other {
            true => OTHER_LUCK + replicate,
            false => replicate,
        }
    }

    fn skips_impossible(&self) -> bool {
        true
    }
}

//! Scenarios that are run at every point of a design.

use super::assembly::assemble;
use super::error::LinkError;
use super::linked::info;
use super::notes::{notes, warnings};
use std::ops::Range;

use crate::experiment::ScenarioInfo;
use crate::experiment::design::{Family, Stopped};
use crate::observe::{Layout, Record};
use crate::pathway::Study;
use crate::scenario::Scenario;
use crate::scenario::schema::Model;

/// What is set at every point.
pub trait Settings: Send + Sync {
    /// How many points there are.
    fn points(&self) -> u32;

    /// Everything that the points depend on apart from the scenarios, in words.
    fn identity(&self) -> String;

    /// The parameters of a scenario that a point sets, with their canonical values. A design that
    /// draws its points anew for every replicate looks at that too.
    fn at(&self, point: u32, replicate: u32, scenario: usize) -> Vec<(String, f64)>;

    /// The luck of a replicate at a point: the same for all points, unless luck is an input.
    fn luck(&self, _point: u32, replicate: u32) -> u32 {
        replicate
    }

    /// Whether a point that makes no world is left out rather than a fault: among thousands of
    /// random points there may be some.
    fn skips_impossible(&self) -> bool {
        false
    }
}

/// Scenarios under the same luck, the baseline first, with values set at every point.
pub struct Moved {
    scenarios: Vec<Scenario<Model>>,
    settings: Box<dyn Settings>,
    /// With the values as they are: names the results, which no point changes.
    unmoved: Study,
    shares_baseline: bool,
    seed: u64,
}

impl Moved {
    /// The scenarios with what `settings` say.
    ///
    /// # Errors
    /// When they cannot be run, or cannot be compared with the first.
    pub fn new(
        scenarios: Vec<Scenario<Model>>,
        seed: u64,
        settings: Box<dyn Settings>,
    ) -> Result<Self, LinkError> {
        let mut points = 0..settings.points();
        Ok(Self {
            unmoved: assemble(&scenarios, seed)?,
            shares_baseline: points.all(|point| settings.at(point, 0, 0).is_empty()),
            scenarios,
            settings,
            seed,
        })
    }

    /// Makes the worlds of every point once, so that one that makes no sense is told before any is
    /// run.
    ///
    /// # Errors
    /// When a point cannot be run: the number of the point, from nought, and why.
    pub fn check(&self) -> Result<(), (u32, LinkError)> {
        let mut points = 0..self.settings.points();
        points.try_for_each(|point| {
            let study = self.study(point..point + 1, 0);
            study.map(drop).map_err(|fault| (point, fault))
        })
    }

    /// The baseline at the first of these points, and the policies at each of them.
    fn study(&self, points: Range<u32>, replicate: u32) -> Result<Study, LinkError> {
        let at = |point: u32, scenario: usize| {
            let values = self.settings.at(point, replicate, scenario);
            self.scenarios[scenario].with_values(&values)
        };
        let mut moved = vec![at(points.start, 0)?];
        for point in points {
            for policy in 1..self.scenarios.len() {
                moved.push(at(point, policy)?);
            }
        }
        assemble(&moved, self.seed)
    }
}

impl Family for Moved {
    fn scenarios(&self) -> Vec<ScenarioInfo> {
        self.scenarios.iter().map(info).collect()
    }

    fn layout(&self) -> &Layout {
        self.unmoved.layout()
    }

    fn points(&self) -> u32 {
        self.settings.points()
    }

    fn identity(&self) -> String {
        self.settings.identity()
    }

    fn shares_baseline(&self) -> bool {
        self.shares_baseline
    }

    fn replicate(
        &self,
        points: Range<u32>,
        replicate: u32,
        beat: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Stopped> {
        let first = points.start;
        let policies = (points.end - points.start) as usize * (self.scenarios.len() - 1);
        let study = match self.study(points, replicate) {
            Ok(study) => study,
            Err(_) if self.settings.skips_impossible() => {
                return Ok(vec![nothing(self.layout()); policies + 1]);
            }
            Err(fault) => {
                let message = format!(
                    "point {} or one after it makes no world: {fault}",
                    first + 1
                );
                return Err(Stopped::Fault(message));
            }
        };
        let luck = self.settings.luck(first, replicate);
        let records = study.replicate(luck, &mut |events| beat(events));
        records.ok_or_else(|| match study.fault() {
            Some(why) => Stopped::Fault(format!("point {} or one after it: {why}", first + 1)),
            None => Stopped::Asked,
        })
    }

    fn notes(&self) -> Vec<String> {
        let warnings = self.warnings().into_iter();
        let warnings = warnings.map(|warning| format!("warning: {warning}"));
        notes(&self.unmoved).into_iter().chain(warnings).collect()
    }

    fn warnings(&self) -> Vec<String> {
        warnings(&self.unmoved)
    }
}

/// A record without any value.
fn nothing(layout: &Layout) -> Record {
    Record {
        values: vec![f64::NAN; layout.cells.len()],
        series: vec![f64::NAN; layout.series.len() * layout.months.len()],
        flows: vec![f64::NAN; layout.flows.len()],
        prices: vec![f64::NAN; layout.prices.len()],
        events: 0,
    }
}

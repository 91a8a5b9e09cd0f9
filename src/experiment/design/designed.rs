//! A model that is run at every point of a design, as the runner wants it.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::totals::Totals;
use crate::experiment::files::hex;
use crate::experiment::{Interrupted, ScenarioInfo, Simulator};
use crate::observe::{Layout, Record};

/// A model that can be had at every point of a design.
pub trait Family: Sync {
    /// The scenarios at no point in particular; the first is the baseline.
    fn scenarios(&self) -> Vec<ScenarioInfo>;

    /// What every record of every scenario holds, at any point.
    fn layout(&self) -> &Layout;

    /// How many points there are.
    fn points(&self) -> u32;

    /// Everything that the points depend on apart from the scenarios, in words.
    fn identity(&self) -> String;

    /// Whether the baseline is the same at every point. Then it, and the history before the
    /// policies, are lived once for all points.
    fn shares_baseline(&self) -> bool;

    /// Everything a replicate yields: the baseline, then point by point the policies. Replicates of
    /// one number share their luck at all points. It is asked for one point, unless the points
    /// share their baseline.
    ///
    /// # Errors
    /// When `beat` returned false, or a point cannot be run.
    fn replicate(
        &self,
        points: Range<u32>,
        replicate: u32,
        beat: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Stopped>;

    /// Lines that belong under a table.
    fn notes(&self) -> Vec<String> {
        Vec::new()
    }

    /// What changes the reading of the results, a line each.
    fn warnings(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Why there is no replicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The caller asked for it.
    Asked,
    /// A point makes no world; which, and why.
    Fault(String),
}

/// The runs of a design: run r x points + p is replicate r at point p, or run r is replicate r of
/// all points, where they share their baseline.
pub struct Designed<'f> {
    family: &'f dyn Family,
    scenarios: Vec<ScenarioInfo>,
    totals: Totals,
    layout: Layout,
    shape: Shape,
    fault: Mutex<Option<String>>,
}

/// How points and policies lie in runs and scenarios.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Points of the design.
    pub points: usize,
    /// Policies at each.
    pub policies: usize,
    /// Whether a run has all points.
    pub is_shared: bool,
}

impl Shape {
    /// How many runs so many replicates are.
    pub fn runs(&self, replicates: u32) -> u32 {
        match self.is_shared {
            true => replicates,
            false => replicates.saturating_mul(self.points as u32),
        }
    }
}

impl<'f> Designed<'f> {
    /// The runs of `family`. What is kept of each are the totals: everyone, the whole period.
    pub fn new(family: &'f dyn Family) -> Self {
        let (totals, layout) = Totals::of(family.layout());
        let identity = family.identity();
        let mut infos = family.scenarios();
        for info in &mut infos {
            let whole = format!("{}\n{identity}", info.hash);
            info.hash = hex(&Sha256::digest(whole.as_bytes()));
        }
        let shape = Shape {
            points: family.points() as usize,
            policies: infos.len().saturating_sub(1),
            is_shared: family.shares_baseline(),
        };
        if shape.is_shared {
            infos = at_every_point(&infos, shape.points);
        }
        Self {
            scenarios: infos,
            family,
            totals,
            layout,
            shape,
            fault: Mutex::new(None),
        }
    }

    /// How points and policies lie in runs and scenarios.
    pub fn shape(&self) -> Shape {
        self.shape
    }
}

/// The baseline, and every policy at every point.
fn at_every_point(infos: &[ScenarioInfo], points: usize) -> Vec<ScenarioInfo> {
    let mut all = infos[..1].to_vec();
    for point in 1..=points {
        all.extend(infos[1..].iter().map(|info| {
            let first = format!("{}@1", info.name);
            ScenarioInfo {
                name: format!("{}@{point}", info.name),
                // The values of a point stand in the tables.
                resolved: match point {
                    1 => info.resolved.clone(),
                    _ => format!("as {first}, with the values of point {point}").into(),
                },
                ..info.clone()
            }
        }));
    }
    all
}

impl Simulator for Designed<'_> {
    fn scenarios(&self) -> &[ScenarioInfo] {
        &self.scenarios
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn replicate(
        &self,
        run: u32,
        beat: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Interrupted> {
        let points = self.family.points().max(1);
        let (replicate, of) = match self.shape.is_shared {
            true => (run, 0..points),
            false => (run / points, run % points..run % points + 1),
        };
        match self.family.replicate(of, replicate, beat) {
            Ok(records) => Ok(records.iter().map(|one| self.totals.keep(one)).collect()),
            Err(Stopped::Asked) => Err(Interrupted),
            Err(Stopped::Fault(message)) => {
                let mut fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
                fault.get_or_insert(message);
                Err(Interrupted)
            }
        }
    }

    fn fault(&self) -> Option<String> {
        let fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        fault.clone()
    }

    fn notes(&self) -> Vec<String> {
        self.family.notes()
    }

    fn warnings(&self) -> Vec<String> {
        self.family.warnings()
    }
}

//! What the tests of the pathway share: scenarios with values set, replicates in parallel, and
//! one metric picked out of many.
//!
//! Worlds are small and short, so that a debug build, which checks every balance at every
//! event, runs hundreds of them in a minute. Tests assert signs and identities, never levels:
//! the levels are the scenario's business.

pub mod one;
pub mod small;

use rayon::prelude::*;
use throughcare::experiment::{Paired, Student, Summary};
use throughcare::link;
use throughcare::observe::{Better, Layout, Record};
use throughcare::pathway::{Plan, Study};
use throughcare::scenario::Scenario;
use throughcare::scenario::schema::Model;

/// Master seed of every study here.
pub const SEED: u64 = 20_270_401;

/// A scenario by name or path, with values set from the start.
pub fn load(spec: &str, set: &[(&str, &str)]) -> Scenario<Model> {
    let owned = |&(key, value): &(&str, &str)| (key.to_owned(), value.to_owned());
    let set: Vec<(String, String)> = set.iter().map(owned).collect();
    Scenario::load(spec, &set).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The baseline with values set from the start.
pub fn baseline(set: &[(&str, &str)]) -> Scenario<Model> {
    load("baseline", set)
}

/// An overlay on the baseline, given by its text without `extends`.
pub fn overlay(name: &str, text: &str, set: &[(&str, &str)]) -> Scenario<Model> {
    let folder = tempfile::tempdir().unwrap();
    let path = write_overlay(folder.path(), name, text);
    load(&path, set)
}

/// Writes an overlay on the baseline into a folder and gives its path.
pub fn write_overlay(folder: &std::path::Path, name: &str, text: &str) -> String {
    let path = folder.join(format!("{name}.toml"));
    std::fs::write(&path, format!("extends = \"baseline.toml\"\n{text}")).unwrap();
    path.display().to_string()
}

/// An overlay that acts from the start, so that history is of its making too.
pub fn differing_from_start(text: &str, set: &[(&str, &str)]) -> Scenario<Model> {
    let text = format!("[policy]\nfrom = \"start\"\n{text}");
    overlay("world", &text, set)
}

/// Runs worlds that differ from the start under the same luck: one text for each.
pub fn from_start(texts: &[impl AsRef<str>], set: &[(&str, &str)], replicates: u32) -> Finished {
    let world = |text: &_| differing_from_start(AsRef::as_ref(text), set);
    let worlds: Vec<_> = texts.iter().map(world).collect();
    run(&study(&worlds.iter().collect::<Vec<_>>()), replicates)
}

/// Scenarios made ready to run together: the first is the baseline.
pub fn study(scenarios: &[&Scenario<Model>]) -> Study {
    link::assemble(scenarios, SEED).unwrap_or_else(|error| panic!("{error}"))
}

/// A scenario made ready to run.
pub fn plan(scenario: &Scenario<Model>) -> Plan {
    Plan::compile(scenario).unwrap_or_else(|error| panic!("{error}"))
}

/// Finished replicates of a study: by replicate, then by scenario.
pub struct Finished {
    /// Where values stand in a record.
    pub layout: Layout,
    /// What came out.
    pub records: Vec<Vec<Record>>,
}

/// Runs replicates of a study in parallel.
pub fn run(study: &Study, replicates: u32) -> Finished {
    let one = |r| study.replicate(r, &mut |_| true).expect("nobody stops it");
    let records = (0..replicates).into_par_iter().map(one).collect();
    let layout = study.layout().clone();
    Finished { layout, records }
}

impl Finished {
    /// The values of a metric over everyone and the whole policy window, by replicate.
    pub fn values(&self, scenario: usize, metric: &str) -> Vec<f64> {
        self.values_in(scenario, metric, "all")
    }

    /// The values of a metric in one stratum over the whole policy window, by replicate.
    pub fn values_in(&self, scenario: usize, metric: &str, stratum: &str) -> Vec<f64> {
        let column = column(&self.layout, metric, stratum, "all");
        let value = |records: &Vec<Record>| records[scenario].values[column];
        self.records.iter().map(value).collect()
    }

    /// The paired difference of a metric: scenario `policy` minus scenario `baseline`.
    pub fn paired(&self, baseline: usize, policy: usize, metric: &str) -> Paired {
        let (a, b) = (self.values(baseline, metric), self.values(policy, metric));
        Paired::of(&a, &b, Better::Neither, &mut Student::default())
    }

    /// Mean and interval of a metric in one scenario.
    pub fn summary(&self, scenario: usize, metric: &str) -> Summary {
        Summary::of(&self.values(scenario, metric), &mut Student::default())
    }

    /// The second scenario has more of it than the first.
    pub fn up(&self, metric: &str) {
        self.assert_sign(0, 1, metric, Sign::Up);
    }

    /// The second scenario has less of it than the first.
    pub fn down(&self, metric: &str) {
        self.assert_sign(0, 1, metric, Sign::Down);
    }

    /// A scenario has none of it, in any replicate.
    pub fn none(&self, scenario: usize, metric: &str) {
        let values = self.values(scenario, metric);
        assert!(values.iter().all(|&v| v == 0.0), "{metric}: {values:?}");
    }

    /// Fails unless the 95 % interval of policy minus baseline lies on the side of `sign`.
    pub fn assert_sign(&self, baseline: usize, policy: usize, metric: &str, sign: Sign) {
        let paired = self.paired(baseline, policy, metric);
        println!("{metric}: {}", in_errors(&paired));
        assert!(
            sign.holds(&paired),
            "{metric} should go {sign:?}: {paired:?}"
        );
    }
}

/// A difference and how many of its standard errors it is worth.
pub fn in_errors(paired: &Paired) -> String {
    let t = Student::default().quantile_95(paired.replicates - 1);
    let error = paired.half_width() / t;
    let (from, by) = (paired.baseline_mean, paired.difference);
    format!("from {from:.4} by {by:.4}, {:.1} errors", by / error)
}

/// The direction in which something should move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// It rises, beyond the error of a finite number of replicates.
    Up,
    /// It falls, likewise.
    Down,
    /// It does not change at all.
    Same,
}

impl Sign {
    /// Whether a difference has this sign.
    pub fn holds(self, paired: &Paired) -> bool {
        match self {
            Sign::Up => paired.ci_low > 0.0,
            Sign::Down => paired.ci_high < 0.0,
            Sign::Same => paired.difference == 0.0 && paired.half_width() == 0.0,
        }
    }

    /// The other direction.
    pub fn opposite(self) -> Sign {
        match self {
            Sign::Up => Sign::Down,
            Sign::Down => Sign::Up,
            Sign::Same => Sign::Same,
        }
    }
}

/// Where a value stands in a record, by the names of its metric, stratum and period.
pub fn column(layout: &Layout, metric: &str, stratum: &str, period: &str) -> usize {
    let found = layout.cells.iter().position(|cell| {
        layout.metrics[cell.metric as usize].name == metric
            && layout.strata[cell.stratum as usize] == stratum
            && layout.periods[cell.period as usize] == period
    });
    found.unwrap_or_else(|| panic!("no value {metric}, {stratum}, {period}"))
}

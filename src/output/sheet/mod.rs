//! What people read of results: a few metrics of the baseline with every policy's difference from
//! it, chosen and worked out once, whatever it is shown as.
//!
//! `selection` is what somebody asks for, `select` says which metrics, `touched` which a policy's changes touch, `source` works the
//! figures out, `bundle` finds the parts of a bundle. Text, Markdown, CSV and JSON are made from
//! the same sheet.

mod bundle;
mod gaps;
mod select;
mod selection;
mod source;
mod touched;

pub use bundle::bundles;
pub use gaps::{gaps, has_areas, is_fair};
pub use selection::{Dimension, Selection, SelectionError};
pub use source::{Change, Level, Source};

use crate::experiment::{Results, StoreError};
use crate::observe::{Better, Metric, Theme};

/// Metrics of touched sections that are shown without being asked, of all policies together.
const TOUCHED_AT_MOST: usize = 4;
/// Everybody, and the whole policy window: the first of their lists.
const WHOLE: (u16, u16) = (0, 0);
/// The payers, whose sum is the budget.
const PAYERS: [&str; 8] = [
    "cost_police",
    "cost_courts",
    "cost_prison",
    "cost_probation",
    "cost_treatment",
    "cost_health",
    "cost_housing",
    "cost_programme",
];

/// A table for people.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The baseline's name and its title.
    pub baseline: (String, String),
    /// What stands in the columns: policies, and for a bundle the sum of its parts and the rest.
    pub policies: Vec<(String, String)>,
    /// Groups of lines.
    pub blocks: Vec<Block>,
    /// What changes the reading, a line each.
    pub warnings: Vec<String>,
    /// What the intervals hold, and how the figures were made.
    pub note: String,
}

/// Lines under one heading.
#[derive(Clone, Debug)]
pub struct Block {
    /// The heading.
    pub title: String,
    /// The lines.
    pub lines: Vec<Line>,
    /// Whether the lines add up to the last one, and so have one style of numbers.
    pub adds_up: bool,
}

/// One metric, in one stratum and period.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its name in files.
    pub metric: &'static str,
    /// What it is called here, with its unit.
    pub label: String,
    /// Its unit.
    pub unit: &'static str,
    /// The stratum.
    pub stratum: String,
    /// The period.
    pub period: String,
    /// Which direction is good.
    pub better: Better,
    /// The baseline's value, where it means anything.
    pub level: Option<Level>,
    /// The difference of each policy.
    pub changes: Vec<Change>,
}

impl Sheet {
    /// Works out what `selection` asks for.
    ///
    /// # Errors
    /// When a record cannot be read, or the selection names what is not there.
    pub fn of(results: &Results<'_>, selection: &Selection) -> Result<Sheet, SheetError> {
        let study = results.study();
        let scenarios = study.scenarios();
        let mut source = Source::new(results);
        let name = |i: usize| (scenarios[i].name.clone(), scenarios[i].title.clone());
        let bundles = bundles(scenarios);
        let mut policies: Vec<_> = (1..scenarios.len()).map(name).collect();
        for bundle in &bundles {
            let of = &scenarios[bundle.whole].name;
            policies.push((
                "sum of parts".to_owned(),
                format!("the parts of {of}, one by one, added"),
            ));
            policies.push((
                "interaction".to_owned(),
                format!("{of} less the sum of its parts"),
            ));
        }
        let mut sheet = Sheet {
            baseline: name(0),
            policies,
            blocks: Vec::new(),
            warnings: study.simulator().warnings(),
            note: note(results),
        };
        sheet.blocks = select::blocks(results, &mut source, &bundles, selection)?;
        Ok(sheet)
    }

    /// Whether there is anything to compare.
    pub fn is_comparison(&self) -> bool {
        !self.policies.is_empty()
    }
}

/// Why a sheet cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// A record could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The selection names what is not there.
    #[error(transparent)]
    Selection(#[from] SelectionError),
}

/// A line of a metric over everybody and the whole window, before its figures.
fn line(metric: &Metric) -> Line {
    Line {
        metric: metric.name,
        label: metric.label(),
        unit: metric.unit,
        stratum: "all".to_owned(),
        period: "all".to_owned(),
        better: metric.better,
        level: None,
        changes: Vec::new(),
    }
}

/// The heading of a theme.
fn heading(theme: Theme) -> Block {
    Block {
        title: theme.title().to_owned(),
        lines: Vec::new(),
        adds_up: false,
    }
}

/// What the intervals hold.
fn note(results: &Results<'_>) -> String {
    let study = results.study();
    let replicates = match results.replicates().len() {
        1 => "1 replicate".to_owned(),
        count => format!("{count} replicates"),
    };
    let luck = match study.scenarios().len() {
        1 => "",
        _ => " under the same luck",
    };
    let brackets = match study.scenarios().len() {
        1 => "",
        _ => " In brackets: not told from zero.",
    };
    match study.nested() {
        None => format!(
            "Means of {replicates}{luck}, seed {}. ±: half the 95% interval, of luck alone; \
             parameters are taken as known.{brackets}",
            study.seed()
        ),
        Some(design) => format!(
            "{} draws of {} parameters ({}), {replicates} in all{luck}, seed {}. ±: half the 95% \
             interval that holds both luck and parameters.{brackets}",
            design.draws,
            design.parameters.len(),
            design.origin,
            study.seed(),
        ),
    }
}

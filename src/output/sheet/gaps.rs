//! Gaps between areas: how far apart the fifth of areas with the most and the fifth with the least
//! are, before a policy and after it.
//!
//! The areas are those of the baseline's means, so that a policy moves what they have and not which
//! they are. A fifth rather than the two ends: with many areas the ends are whoever had luck. An area with
//! too few people to be told, such as the City of London, is left out.

use super::source::{Change, Level, Source};
use crate::experiment::{Results, StoreError};
use crate::observe::{Better, Layout, Metric};

/// What strata of areas begin with.
const AREA: &str = "area=";
/// One part in so many stands at each end.
const PARTS: usize = 5;

/// How the two ends are held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Highest less lowest.
    Difference,
    /// Highest over lowest.
    Ratio,
}

impl Measure {
    /// Both.
    pub const ALL: [Measure; 2] = [Measure::Difference, Measure::Ratio];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Difference => "difference",
            Measure::Ratio => "ratio",
        }
    }

    fn of(self, high: f64, low: f64) -> f64 {
        match self {
            Measure::Difference => high - low,
            Measure::Ratio => high / low,
        }
    }
}

/// A gap under the baseline, and what each policy changes of it.
#[derive(Clone, Debug)]
pub struct Gap {
    /// The areas with the most of it, by their names.
    pub highest: Vec<String>,
    /// Those with the least.
    pub lowest: Vec<String>,
    /// How they are held against each other.
    pub measure: Measure,
    /// Under the baseline.
    pub before: Level,
    /// Under each policy.
    pub after: Vec<Level>,
    /// Of each policy from the baseline.
    pub changes: Vec<Change>,
}

/// Whether areas of any size can be held against each other by a metric: it is no count.
pub fn is_fair(metric: &Metric) -> bool {
    let for_each = ["per person", "per leaver", "per worker"];
    matches!(metric.unit, "%" | "days") || for_each.iter().any(|per| metric.unit.contains(per))
}

/// The areas of a layout: index of the stratum, and name.
fn areas(layout: &Layout) -> Vec<(u16, &str)> {
    let strata = layout.strata.iter().enumerate();
    let named = strata.filter_map(|(index, name)| Some((index as u16, name.strip_prefix(AREA)?)));
    named.collect()
}

/// Whether an area has people enough for its value to say anything: it is known to within half of
/// itself. One replicate alone does not tell.
fn is_known(level: Level) -> bool {
    level.mean > 0.0 && (level.half.is_nan() || level.half <= level.mean / 2.0)
}

/// Whether there are areas to be told apart.
pub fn has_areas(layout: &Layout) -> bool {
    areas(layout).len() > 1
}

/// The gaps of one metric over the whole window, by every measure; none where fewer than two areas
/// have it.
///
/// # Errors
/// When a record cannot be read.
pub fn gaps(
    results: &Results<'_>,
    source: &mut Source<'_>,
    metric: usize,
) -> Result<Vec<Gap>, StoreError> {
    let layout = results.study().layout();
    let mut found = Vec::new();
    for (stratum, name) in areas(layout) {
        if let Some(column) = source.column(metric as u16, stratum, 0) {
            let level = source.level(&[column])?;
            if is_known(level) {
                found.push((level.mean, column, name.to_owned()));
            }
        }
    }
    if found.len() < 2 {
        return Ok(Vec::new());
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let end = (found.len() / PARTS).max(1);
    let (low, high) = (&found[..end], &found[found.len() - end..]);
    let columns = |of: &[(f64, usize, String)]| of.iter().map(|one| one.1).collect::<Vec<_>>();
    let names = |of: &[(f64, usize, String)]| of.iter().map(|one| one.2.clone()).collect();
    let (low_columns, high_columns) = (columns(low), columns(high));
    let scenarios = results.study().scenarios().len();
    let mut all = Vec::new();
    for measure in Measure::ALL {
        let mut by_scenario = Vec::with_capacity(scenarios);
        for scenario in 0..scenarios {
            let high = source.sum(scenario, &high_columns)?;
            let low = source.sum(scenario, &low_columns)?;
            let ends = high.iter().zip(&low);
            let size = end as f64;
            let of = ends.map(|(high, low)| measure.of(high / size, low / size));
            by_scenario.push(of.collect::<Vec<f64>>());
        }
        let (baseline, policies) = by_scenario.split_at(1);
        let baseline = &baseline[0];
        all.push(Gap {
            highest: names(high),
            lowest: names(low),
            measure,
            before: source.level_of(baseline),
            after: policies.iter().map(|one| source.level_of(one)).collect(),
            changes: policies
                .iter()
                .map(|policy| source.change(baseline, policy, Better::Lower))
                .collect(),
        });
    }
    Ok(all)
}

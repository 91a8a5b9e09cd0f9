//! The data dictionary, one line a metric, so that a search finds whole lines.

use crate::observe::{Better, Metric};

/// Every metric with its unit, whom it is about, and what it means.
pub fn metrics(metrics: &[Metric]) -> String {
    let widest = |of: fn(&Metric) -> &str| metrics.iter().map(|m| of(m).len()).max().unwrap_or(0);
    let (name, unit) = (widest(|m| m.name), widest(|m| m.unit));
    let universe = widest(|m| m.universe.name());
    let line = |metric: &Metric| {
        let good = match metric.better {
            Better::Higher => ". More is better.",
            Better::Lower => ". Less is better.",
            Better::Neither => ".",
        };
        format!(
            "{:name$}  {:unit$}  {:universe$}  {}{good}\n",
            metric.name,
            metric.unit,
            metric.universe.name(),
            metric.definition,
        )
    };
    metrics.iter().map(line).collect()
}

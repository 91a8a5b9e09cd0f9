//! Metrics as the command line names them.

use super::failure::Failure;
use crate::observe::{Better, Layout, Metric};
use crate::scenario::nearest;

/// The columns of the metrics that were asked for, or of those of `default` that there are.
///
/// # Errors
/// When there is no such metric.
pub(super) fn of(
    layout: &Layout,
    asked: &[String],
    default: &[&str],
) -> Result<Vec<usize>, Failure> {
    let names = || layout.metrics.iter().map(|metric| metric.name);
    let total = |name: &str| {
        layout.cells.iter().position(|cell| {
            let is_total = cell.stratum == 0 && cell.period == 0;
            is_total && layout.metrics[usize::from(cell.metric)].name == name
        })
    };
    // A design keeps the totals alone, in their order.
    let kept = |column: usize| {
        let before = &layout.cells[..column];
        let is_total = |cell: &&crate::observe::Cell| cell.stratum == 0 && cell.period == 0;
        before.iter().filter(is_total).count()
    };
    if asked.is_empty() {
        return Ok(default
            .iter()
            .filter_map(|name| total(name))
            .map(kept)
            .collect());
    }
    asked
        .iter()
        .map(|name| match total(name) {
            Some(column) => Ok(kept(column)),
            None => {
                let failure = Failure::misuse(format!("there is no metric `{name}`"));
                Err(match nearest(name, names()) {
                    Some(near) => failure.help(format!("did you mean `{near}`?")),
                    None => failure.help("`throughcare metrics` lists every metric"),
                })
            }
        })
        .collect()
}

/// One where more is better, minus one where less is.
///
/// # Errors
/// When neither is.
pub(super) fn direction(metric: &Metric) -> Result<f64, Failure> {
    match metric.better {
        Better::Higher => Ok(1.0),
        Better::Lower => Ok(-1.0),
        Better::Neither => {
            let message = format!(
                "neither more nor less `{}` is better in itself",
                metric.name
            );
            Err(Failure::misuse(message).help("name an end, such as net_benefit"))
        }
    }
}

//! The table of `run`: mean and interval of each headline metric.

use comfy_table::CellAlignment::{Left, Right};

use super::figures::Style;
use super::grid::{Column, Grid};
use super::{headline, label, replicates, wrap};
use crate::experiment::{Results, Section, StoreError, Student, Summary};

/// Width of the column of metrics.
const METRIC: u16 = 41;

const COLUMNS: [Column; 3] = [
    ("Metric", METRIC, Left),
    ("Mean", 12, Right),
    ("95% interval", 25, Right),
];

/// The headline metrics of every scenario, each scenario in a block of its own.
///
/// # Errors
/// When a record cannot be read.
pub fn summary(results: &Results<'_>) -> Result<String, StoreError> {
    let study = results.study();
    let mut text = String::new();
    for (index, scenario) in study.scenarios().iter().enumerate() {
        text += &wrap(&format!("{}: {}", scenario.name, scenario.title));
        text += &block(results, index)?;
    }
    text += &wrap(&format!(
        "Means of {}, seed {}. The intervals are the error of a finite number of \
         replicates, not the uncertainty of parameters.",
        replicates(results.replicates().len()),
        study.seed(),
    ));
    Ok(text)
}

fn block(results: &Results<'_>, scenario: usize) -> Result<String, StoreError> {
    let mut grid = Grid::new(&COLUMNS);
    let mut student = Student::default();
    for (column, metric) in headline(results.study().layout()) {
        let values = results.column(Section::Values, scenario, column)?;
        let over = Summary::of(&values, &mut student);
        let style = Style::new(over.mean, over.half_width());
        let interval = if over.ci_low.is_nan() {
            "-".to_owned()
        } else {
            format!(
                "{} to {}",
                style.show(over.ci_low),
                style.show(over.ci_high)
            )
        };
        grid.row([label(metric, METRIC), style.show(over.mean), interval]);
    }
    Ok(grid.text())
}

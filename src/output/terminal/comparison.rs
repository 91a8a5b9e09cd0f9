//! The table of `compare`: each policy against the baseline, one block a policy.

use comfy_table::CellAlignment::{Left, Right};

use super::figures::{Style, per_cent};
use super::grid::{Column, Grid};
use super::{headline, label, replicates, wrap};
use crate::experiment::{Paired, Results, Section, StoreError, Student};
use crate::observe::{Better, Metric};

/// Width of the column of metrics.
const METRIC: u16 = 20;

const COLUMNS: [Column; 7] = [
    ("Metric", METRIC, Left),
    ("Baseline", 9, Right),
    ("Policy", 9, Right),
    ("Difference", 10, Right),
    ("95% interval", 12, Right),
    ("Change", 7, Right),
    ("", 7, Left),
];

/// The headline metrics of every policy against the baseline's.
///
/// # Errors
/// When a record cannot be read.
pub fn comparison(results: &Results<'_>) -> Result<String, StoreError> {
    let study = results.study();
    let scenarios = study.scenarios();
    let mut text = String::new();
    for (index, policy) in scenarios.iter().enumerate().skip(1) {
        let against = &scenarios[0].name;
        text += &wrap(&format!(
            "{} against {against}: {}",
            policy.name, policy.title
        ));
        text += &block(results, index)?;
        text.push('\n');
    }
    text += &wrap(&format!(
        "Means of {} under the same luck, seed {}. *: the interval of the paired difference \
         leaves zero out. It is the error of a finite number of replicates, not the \
         uncertainty of parameters.",
        replicates(results.replicates().len()),
        study.seed(),
    ));
    Ok(text)
}

fn block(results: &Results<'_>, policy: usize) -> Result<String, StoreError> {
    let mut grid = Grid::new(&COLUMNS);
    let mut student = Student::default();
    for (column, metric) in headline(results.study().layout()) {
        let before = results.column(Section::Values, 0, column)?;
        let after = results.column(Section::Values, policy, column)?;
        let paired = Paired::of(&before, &after, metric.better, &mut student);
        grid.row(row(metric, &paired));
    }
    Ok(grid.text())
}

fn row(metric: &Metric, paired: &Paired) -> [String; 7] {
    let half_width = paired.half_width();
    let level = paired.baseline_mean.abs().max(paired.policy_mean.abs());
    let means = Style::new(level, half_width);
    let reach = paired.difference.abs() + half_width.max(0.0);
    let differences = Style::new(reach, half_width);
    let interval = if paired.ci_low.is_nan() {
        "-".to_owned()
    } else {
        let (low, high) = (paired.ci_low, paired.ci_high);
        // Two lines: both ends of a wide interval do not fit one.
        format!(
            "{} to\n{}",
            differences.show_signed(low),
            differences.show_signed(high)
        )
    };
    [
        label(metric, METRIC),
        means.show(paired.baseline_mean),
        means.show(paired.policy_mean),
        differences.show_signed(paired.difference),
        interval,
        per_cent(paired.relative_change),
        mark(metric.better, paired),
    ]
}

/// Whether zero is outside the interval, and what that means, in words.
fn mark(better: Better, paired: &Paired) -> String {
    if !paired.is_clear() {
        return String::new();
    }
    let word = match (better, paired.difference > 0.0) {
        (Better::Higher, true) | (Better::Lower, false) => "better",
        (Better::Higher, false) | (Better::Lower, true) => "worse",
        (Better::Neither, true) => "more",
        (Better::Neither, false) => "less",
    };
    format!("*{word}")
}

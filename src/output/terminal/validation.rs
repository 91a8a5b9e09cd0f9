//! The tables of `validate`: published and simulated values, a block for each use.

use comfy_table::CellAlignment::{Left, Right};

use super::figures::Style;
use super::grid::{Column, Grid};
use super::wrap;
use crate::experiment::validation::{
    Causes, Finding, Report, Role, Silence, Tally, Target, Verdict,
};
use crate::output::validation::COMPARABLE_NOW;
use crate::output::{misses, number};

/// Width of the column that says what a target is.
const ABOUT: u16 = 22;

const COLUMNS: [Column; 7] = [
    ("Target", 8, Left),
    ("Metric, period, evidence", ABOUT, Left),
    ("Published", 9, Right),
    ("Band", 9, Right),
    ("Simulated", 9, Right),
    ("95%", 7, Right),
    ("", 9, Left),
];

/// The tables of `report`, what is undecided, how far misses are and why, what was not answered, and
/// how many targets were hit.
pub fn validation(
    report: &Report<'_>,
    targets: &[Target],
    unanswered: &[Silence],
    causes: &Causes,
) -> String {
    let blocks = [
        (
            "Calibration: the baseline may be fitted to these",
            &report.calibration,
        ),
        ("Held out: never fitted to", &report.held_out),
        (
            "Natural experiment, held out: the release point of September 2024",
            &report.natural_experiment,
        ),
        (
            "By construction: set by inputs, never counted",
            &report.by_construction,
        ),
        (COMPARABLE_NOW, &report.comparable_now),
    ];
    let mut text = String::new();
    for (title, list) in blocks {
        if !list.is_empty() {
            text += &wrap(title);
            text += &block(list);
            text.push('\n');
        }
    }
    for finding in report.judged(Verdict::Undecided) {
        let (id, doubt) = (&finding.target.id, misses::doubt(finding));
        text += &wrap(&format!("undecided: {id}: {doubt}"));
    }
    for finding in report.judged(Verdict::Miss) {
        let (id, size) = (&finding.target.id, misses::size(finding));
        let cause = misses::cause(finding, causes);
        text += &wrap(&format!("missed: {id}: {size}. {cause}"));
    }
    for silence in unanswered {
        text += &wrap(&format!("not answered: {}: {}", silence.id, silence.reason));
    }
    text += &without_metric(targets);
    for (class, list) in report.classes() {
        text += &tallies(class, list);
    }
    text
}

/// Figures without a metric, by use.
fn without_metric(targets: &[Target]) -> String {
    let count = |role: Role| {
        let here = |target: &&Target| target.role == role && target.question.is_none();
        targets.iter().filter(here).count()
    };
    let counts = Role::ALL.map(|role| (role, count(role)));
    let words: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(role, count)| format!("{count} {role}"))
        .collect();
    if words.is_empty() {
        return String::new();
    }
    let list = words.join(", ");
    wrap(&format!(
        "without a metric: {list}; the file of targets says why"
    ))
}

/// The counts of a class: of each target, by group, and of the first list, as far as they differ.
fn tallies(class: &str, list: &[Finding<'_>]) -> String {
    let each = Tally::of(list);
    if each.of_all() == 0 {
        return String::new();
    }
    let mut text = format!("{class}: {each}\n");
    let others = [
        ("by group", Tally::by_group(list)),
        ("first list", Tally::of_first_list(list)),
    ];
    for (what, tally) in others.into_iter().filter(|(_, tally)| *tally != each) {
        text += &format!("  {what}: {tally}\n");
    }
    text
}

fn block(list: &[Finding<'_>]) -> String {
    let mut grid = Grid::new(&COLUMNS);
    for finding in list {
        grid.row(row(finding));
    }
    grid.text()
}

fn row(finding: &Finding<'_>) -> [String; 7] {
    let (target, question, over) = (finding.target, finding.question, &finding.simulated);
    let half_width = over.half_width();
    let simulated = Style::new(over.mean, half_width);
    let interval = match half_width.is_nan() {
        true => "-".to_owned(),
        false => format!("+-{}", Style::new(half_width, half_width).show(half_width)),
    };
    [
        target.id.clone(),
        about(finding),
        published(question.value),
        // Two lines: both ends of a wide band do not fit one.
        match question.band_low.is_nan() {
            true => "-".to_owned(),
            false => format!(
                "{}\n{}",
                published(question.band_low),
                published(question.band_high)
            ),
        },
        simulated.show(over.mean),
        interval,
        finding.word().to_owned(),
    ]
}

/// A number with the digits that it was published with, and commas where there are many.
fn published(value: f64) -> String {
    match value.abs() {
        size if size >= 1000.0 => Style::new(value, 1.0).show(value),
        _ => number::format(value),
    }
}

/// What a target is, in a few lines.
fn about(finding: &Finding<'_>) -> String {
    let question = finding.question;
    let metric = question.metric.replace('_', " ");
    let stratum = match question.strata().as_slice() {
        [one] if one == "all" => String::new(),
        [one] => format!(", {}", one.replace('_', " ")),
        many => {
            let dimension = question.stratum.split('=').next().unwrap_or_default();
            format!(", {dimension} x {}", many.len())
        }
    };
    let evidence = finding.target.evidence.replace(';', " ");
    format!("{metric}{stratum}\n{}\n{evidence}", finding.target.period)
}

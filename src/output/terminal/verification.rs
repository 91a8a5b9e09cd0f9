//! The table of source studies re-run inside the simulation.

use comfy_table::CellAlignment::{Left, Right};

use super::figures::Style;
use super::grid::{Column, Grid};
use super::wrap;
use crate::experiment::validation::Rerun;
use crate::output::number;

const COLUMNS: [Column; 6] = [
    ("Study, what is compared", 36, Left),
    ("Published", 9, Right),
    ("Band", 9, Right),
    ("Simulated", 9, Right),
    ("95%", 7, Right),
    ("", 4, Left),
];

/// The table, under a line that says what it is.
pub fn verification(reruns: &[Rerun]) -> String {
    let mut grid = Grid::new(&COLUMNS);
    for rerun in reruns {
        grid.row(row(rerun));
    }
    let given_back = reruns.iter().filter(|rerun| rerun.is_given_back()).count();
    format!(
        "{}{}source studies given back: {given_back} of {}\n",
        wrap("Verification: source studies re-run inside the simulation"),
        grid.text(),
        reruns.len()
    )
}

fn row(rerun: &Rerun) -> [String; 6] {
    let (study, over) = (&rerun.study, &rerun.simulated);
    let half_width = over.half_width();
    let interval = match half_width.is_nan() {
        true => "-".to_owned(),
        false => format!("+-{}", Style::new(half_width, half_width).show(half_width)),
    };
    [
        format!(
            "{}: {} ({})\n{}",
            study.study,
            study.about,
            study.measure.name(),
            study.evidence.replace(';', " ")
        ),
        number::format(study.published),
        format!(
            "{}\n{}",
            number::format(study.band_low),
            number::format(study.band_high)
        ),
        Style::new(over.mean, half_width).show(over.mean),
        interval,
        rerun.verdict().to_owned(),
    ]
}

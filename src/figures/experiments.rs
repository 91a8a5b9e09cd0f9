//! What was read of experiments on the same policies: parameters moved alone, values varied, and
//! where differences turn.

use super::row::Row;

/// The tables of experiments that are read.
pub const EXPERIMENTS: [&str; 3] = ["tornado.csv", "sweep.csv", "switching.csv"];
/// One parameter moved alone: a row of `tornado.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Swung {
    pub(super) policy: String,
    pub(super) metric: String,
    pub(super) unit: String,
    pub(super) parameter: String,
    /// Its low end, best estimate and high end.
    pub(super) values: [f64; 3],
    /// The difference at each.
    pub(super) differences: [f64; 3],
    pub(super) switching: f64,
}

/// One point of a sweep: a row of `sweep.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Swept {
    pub(super) policy: String,
    pub(super) metric: String,
    pub(super) unit: String,
    /// What was varied, with its value.
    pub(super) values: Vec<(String, f64)>,
    /// Difference, lower and upper end.
    pub(super) at: [f64; 3],
}

/// Where a difference turns: a row of `switching.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Turned {
    pub(super) parameter: String,
    pub(super) policy: String,
    pub(super) metric: String,
    /// The value, lower and upper end of its interval.
    pub(super) at: [f64; 3],
    /// The lowest and the highest value that were tried.
    pub(super) range: [f64; 2],
}

/// What was read of experiments.
#[derive(Clone, Debug, Default)]
pub struct Experiments {
    pub(super) swings: Vec<Swung>,
    pub(super) points: Vec<Swept>,
    pub(super) turns: Vec<Turned>,
}

impl Experiments {
    /// Takes in one row of the table `file`.
    pub(super) fn take(&mut self, file: &str, row: Row<'_>) {
        let text = |column| row.text(column).to_owned();
        let numbers = |columns: [&str; 3]| columns.map(|column| row.number(column));
        match file {
            "tornado.csv" => self.swings.push(Swung {
                policy: text("policy"),
                metric: text("metric"),
                unit: text("unit"),
                parameter: text("parameter"),
                values: numbers(["low", "best", "high"]),
                differences: numbers([
                    "difference_at_low",
                    "difference_at_best",
                    "difference_at_high",
                ]),
                switching: row.number("switching_value"),
            }),
            "sweep.csv" => {
                // What was varied stands between the number of the point and the policy.
                let axes = row.columns.iter().skip(1);
                let axes = axes.take_while(|column| **column != "policy");
                self.points.push(Swept {
                    policy: text("policy"),
                    metric: text("metric"),
                    unit: text("unit"),
                    values: axes
                        .map(|axis| ((*axis).to_owned(), row.number(axis)))
                        .collect(),
                    at: numbers(["difference", "ci_low", "ci_high"]),
                });
            }
            "switching.csv" => self.turns.push(Turned {
                parameter: text("parameter"),
                policy: text("policy"),
                metric: text("metric"),
                at: numbers(["switching_value", "ci_low", "ci_high"]),
                range: [row.number("lowest"), row.number("highest")],
            }),
            _ => {}
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.swings.is_empty() && self.points.is_empty()
    }
}

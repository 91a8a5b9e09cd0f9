//! What a sensitivity analysis found.

use std::collections::BTreeMap;
use std::io::Write;

use super::sheet::{Entry, Sheet};
use crate::experiment::keep::Keep;
use crate::experiment::sensitivity::Swing;
use crate::experiment::sensitivity::screening::{Effect, Screened};
use crate::experiment::sensitivity::sobol::Index;
use crate::observe::Metric;
use crate::output::table::ExportError;

/// Name of the file of the screening.
pub const SCREENING: &str = "screening.csv";
/// Name of the file of parameters moved one at a time.
pub const TORNADO: &str = "tornado.csv";
/// Name of the file of Sobol indices.
pub const SOBOL: &str = "sobol.csv";
/// What luck is called among the inputs.
const LUCK: &str = "luck";

/// A parameter that was moved alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Its low end, best estimate and high end.
    pub values: [f64; 3],
}

/// The swings of one difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    /// The scenario.
    pub policy: usize,
    /// The metric, by its column.
    pub column: usize,
    /// The largest first.
    pub swings: Vec<Swing>,
    /// Sobol indices of the first few parameters and of luck; empty if there are none.
    pub indices: Vec<(Option<usize>, Index)>,
}

/// What one screening found.
#[derive(Clone, Debug, PartialEq)]
pub struct Pass {
    /// Pairs of runs.
    pub pairs: usize,
    /// How many parameters were moved together.
    pub moved: usize,
    /// The screening of each policy and metric that was screened.
    pub screened: Vec<(usize, usize, Screened)>,
}

/// What a sensitivity analysis found.
#[derive(Clone, Debug, Default)]
pub struct Sensitivity {
    /// The names of the scenarios, the baseline first.
    pub scenarios: Vec<String>,
    /// The metrics, by column.
    pub metrics: Vec<Metric>,
    /// Every uncertain parameter.
    pub inputs: Vec<String>,
    /// The screening of all, then that of the strongest.
    pub passes: Vec<Pass>,
    /// The parameters that were moved alone.
    pub parameters: Vec<Parameter>,
    /// What each difference leans on.
    pub tornados: Vec<Tornado>,
    /// Replicates of each end of a parameter that was moved alone.
    pub replicates: usize,
    /// Rows of the sample for Sobol indices; 0 where there are none.
    pub rows: usize,
    /// Master seed.
    pub seed: u64,
}

impl Sensitivity {
    /// The swings of a policy in a metric.
    pub fn tornado(&self, policy: usize, column: usize) -> Option<&Tornado> {
        let mut all = self.tornados.iter();
        all.find(|one| (one.policy, one.column) == (policy, column))
    }

    /// Writes the files and gives their SHA-256 by name.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn write(&self, keep: &dyn Keep) -> Result<BTreeMap<String, String>, ExportError> {
        let sheets = [
            (SCREENING, self.screening()),
            (TORNADO, self.tornado_sheet()),
            (SOBOL, self.sobol()),
        ];
        let mut hashes = BTreeMap::new();
        for (name, sheet) in sheets
            .into_iter()
            .filter(|(_, sheet)| !sheet.rows.is_empty())
        {
            hashes.insert(name.to_owned(), sheet.write(keep, name)?);
        }
        Ok(hashes)
    }

    /// Writes the rows of `tornado.csv` as JSON.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn json(&self, out: &mut dyn Write) -> Result<(), ExportError> {
        self.tornado_sheet().json(out)
    }

    fn about(&self, policy: usize, column: usize) -> [Entry; 4] {
        let metric = &self.metrics[column];
        [
            self.scenarios[policy].as_str().into(),
            self.scenarios[0].as_str().into(),
            metric.name.into(),
            metric.unit.into(),
        ]
    }

    fn screening(&self) -> Sheet {
        let columns = [
            "moved_together",
            "parameter",
            "effect",
            "standard_error",
            "beyond_chance",
        ];
        let mut sheet = Sheet::new(ABOUT.into_iter().chain(columns));
        let all = self.passes.iter();
        let all = all.flat_map(|pass| pass.screened.iter().map(move |one| (pass, one)));
        for (pass, (policy, column, screened)) in all {
            let mut add = |effect: &Effect, is_found: bool| {
                let mut row = self.about(*policy, *column).to_vec();
                row.push(pass.moved.into());
                row.extend([
                    self.inputs[effect.input].as_str().into(),
                    effect.effect.into(),
                    effect.se.into(),
                    if is_found { "yes" } else { "no" }.into(),
                ]);
                sheet.row(row);
            };
            screened.found.iter().for_each(|effect| add(effect, true));
            screened.others.iter().for_each(|effect| add(effect, false));
        }
        sheet
    }

    fn tornado_sheet(&self) -> Sheet {
        let columns = [
            "parameter",
            "parameter_unit",
            "low",
            "best",
            "high",
            "replicates",
            "difference_at_best",
            "difference_at_low",
            "difference_at_high",
            "swing",
            "swing_ci_low",
            "swing_ci_high",
            "switching_value",
            "switching_ci_low",
            "switching_ci_high",
        ];
        let mut sheet = Sheet::new(ABOUT.into_iter().chain(columns));
        for tornado in &self.tornados {
            for one in &tornado.swings {
                let parameter = &self.parameters[one.input];
                let number = |value: Option<f64>| value.unwrap_or(f64::NAN);
                let mut row = self.about(tornado.policy, tornado.column).to_vec();
                row.extend([
                    parameter.name.as_str().into(),
                    parameter.unit.as_str().into(),
                ]);
                row.extend(parameter.values.map(Entry::from));
                row.push(one.swing.replicates.into());
                let numbers = [
                    one.best,
                    one.ends[0],
                    one.ends[1],
                    one.swing.difference,
                    one.swing.ci_low,
                    one.swing.ci_high,
                    number(one.turn.at.first().copied()),
                    number(one.turn.low.filter(|_| one.turns())),
                    number(one.turn.high.filter(|_| one.turns())),
                ];
                row.extend(numbers.map(Entry::from));
                sheet.row(row);
            }
        }
        sheet
    }

    fn sobol(&self) -> Sheet {
        let columns = [
            "input",
            "rows",
            "first_order",
            "first_order_ci_low",
            "first_order_ci_high",
            "total",
            "total_ci_low",
            "total_ci_high",
        ];
        let mut sheet = Sheet::new(ABOUT.into_iter().chain(columns));
        for tornado in &self.tornados {
            for (input, index) in &tornado.indices {
                let mut row = self.about(tornado.policy, tornado.column).to_vec();
                let name = input.map_or(LUCK, |input| &self.parameters[input].name);
                row.extend([name.into(), self.rows.into()]);
                let numbers = [
                    index.first,
                    index.first_interval[0],
                    index.first_interval[1],
                    index.total,
                    index.total_interval[0],
                    index.total_interval[1],
                ];
                row.extend(numbers.map(Entry::from));
                sheet.row(row);
            }
        }
        sheet
    }
}

const ABOUT: [&str; 4] = ["policy", "baseline", "metric", "unit"];

//! What a sum buys, lever by lever, and the best way found to spread it.

use std::collections::BTreeMap;
use std::io::Write;

use super::sheet::{Entry, Sheet};
use crate::experiment::Paired;
use crate::experiment::keep::Keep;
use crate::observe::Metric;
use crate::output::table::ExportError;

/// Name of the file of what the next million buys.
pub const BUDGET: &str = "budget.csv";
/// Name of the file of mixes.
pub const MIXES: &str = "mixes.csv";

/// A lever as it is bought.
#[derive(Clone, Debug, PartialEq)]
pub struct Bought {
    /// Its name.
    pub name: String,
    /// The parameter.
    pub key: String,
    /// What one more costs a year.
    pub unit_cost: f64,
}

/// What one sum on one lever does.
#[derive(Clone, Debug, PartialEq)]
pub struct Purchase {
    /// The lever.
    pub lever: usize,
    /// On what it comes on top: `nothing`, or `even`, the sum spread evenly.
    pub on_top_of: &'static str,
    /// Pounds a year.
    pub pounds: f64,
    /// What it does, by column.
    pub effects: Vec<Paired>,
}

/// A way to spread the whole sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix {
    /// What it is called.
    pub name: String,
    /// Pounds a year, lever by lever.
    pub pounds: Vec<f64>,
    /// What it does against the baseline, by column.
    pub effects: Vec<Paired>,
}

/// What a sum buys.
#[derive(Clone, Debug)]
pub struct Budget {
    /// The baseline.
    pub baseline: String,
    /// Pounds a year in all.
    pub amount: f64,
    /// The levers.
    pub levers: Vec<Bought>,
    /// The metrics, by column.
    pub metrics: Vec<Metric>,
    /// The metric that the best mix is best for, by column.
    pub aim: usize,
    /// What sums on single levers do.
    pub purchases: Vec<Purchase>,
    /// Spread evenly, and as well as was found.
    pub mixes: Vec<Mix>,
    /// The second mix against the first, by column.
    pub gain: Vec<Paired>,
    /// Replicates.
    pub replicates: usize,
    /// Master seed.
    pub seed: u64,
}

impl Budget {
    /// Writes the files and gives their SHA-256 by name.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn write(&self, keep: &dyn Keep) -> Result<BTreeMap<String, String>, ExportError> {
        Ok(BTreeMap::from([
            (BUDGET.to_owned(), self.sheet().write(keep, BUDGET)?),
            (MIXES.to_owned(), self.mixes_sheet().write(keep, MIXES)?),
        ]))
    }

    /// Writes the rows of `budget.csv` as JSON.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn json(&self, out: &mut dyn Write) -> Result<(), ExportError> {
        self.sheet().json(out)
    }

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            "lever",
            "key",
            "unit_cost",
            "on_top_of",
            "pounds_a_year",
            "units",
            "metric",
            "unit",
            "replicates",
            "difference",
            "ci_low",
            "ci_high",
            "per_million",
            "per_million_ci_low",
            "per_million_ci_high",
        ]);
        for one in &self.purchases {
            let lever = &self.levers[one.lever];
            let millions = one.pounds / 1e6;
            for (metric, paired) in self.metrics.iter().zip(&one.effects) {
                let mut row: Vec<Entry> = vec![
                    lever.name.as_str().into(),
                    lever.key.as_str().into(),
                    lever.unit_cost.into(),
                    one.on_top_of.into(),
                    one.pounds.into(),
                    (one.pounds / lever.unit_cost).into(),
                    metric.name.into(),
                    metric.unit.into(),
                    paired.replicates.into(),
                ];
                let numbers = [paired.difference, paired.ci_low, paired.ci_high];
                row.extend(numbers.map(Entry::from));
                row.extend(numbers.map(|number| Entry::from(number / millions)));
                sheet.row(row);
            }
        }
        sheet
    }

    fn mixes_sheet(&self) -> Sheet {
        let levers = self.levers.iter().map(|one| format!("{} (GBP)", one.name));
        let rest = [
            "metric",
            "unit",
            "replicates",
            "difference",
            "ci_low",
            "ci_high",
        ];
        let columns = std::iter::once("mix".to_owned()).chain(levers);
        let mut sheet = Sheet::new(columns.chain(rest.map(str::to_owned)));
        let mut add = |name: &str, pounds: &[f64], effects: &[Paired]| {
            for (metric, paired) in self.metrics.iter().zip(effects) {
                let mut row = vec![Entry::from(name)];
                row.extend(pounds.iter().map(|&p| Entry::from(p)));
                row.extend([
                    metric.name.into(),
                    metric.unit.into(),
                    paired.replicates.into(),
                    paired.difference.into(),
                    paired.ci_low.into(),
                    paired.ci_high.into(),
                ]);
                sheet.row(row);
            }
        };
        for mix in &self.mixes {
            add(&mix.name, &mix.pounds, &mix.effects);
        }
        if let [even, best] = &self.mixes[..] {
            let moved = best.pounds.iter().zip(&even.pounds).map(|(b, e)| b - e);
            add("best less even", &moved.collect::<Vec<_>>(), &self.gain);
        }
        sheet
    }
}

//! Everything that is shown, read once: the rows of the tidy tables by what they are about.
//!
//! Rows come from the files of a result folder or straight from the results in memory; which of
//! the two does not show. Numbers are those of the files, to the digit.

use std::collections::BTreeMap;

use super::experiments::Experiments;
use super::facts::Facts;
use super::gap::Gap;
use super::row::Row;

/// The stratum and the period of everything.
pub const ALL: &str = "all";

/// A policy against the baseline: a row of `comparison.csv`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// Mean under the baseline.
    pub baseline: f64,
    /// Mean under the policy.
    pub policy: f64,
    /// Policy less baseline.
    pub difference: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Over the size of the baseline.
    pub relative: f64,
    /// Share of replicates on the good side.
    pub better: f64,
}

impl Compared {
    /// Whether the interval leaves zero out.
    pub fn is_clear(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// Half the width of the interval; `NaN` where there is none.
    pub fn half_width(&self) -> f64 {
        (self.high - self.low) / 2.0
    }
}

/// One scenario by itself: a row of `summary.csv`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Mean over replicates.
    pub mean: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The two errors of a difference apart: a row of `uncertainty.csv`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parts {
    /// The difference.
    pub difference: f64,
    /// Simulation: lower and upper end.
    pub simulation: [f64; 2],
    /// Parameters: lower and upper end.
    pub parameters: [f64; 2],
    /// Chance of the good side.
    pub better: f64,
    /// Whether luck hides what parameters do: then the chance is at least, below one half at most,
    /// so much.
    pub is_lost: bool,
}

/// People who move between two states in a year: a row of `flows.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// Whose.
    pub scenario: String,
    /// State left.
    pub from: String,
    /// State entered.
    pub to: String,
    /// A year, on average.
    pub mean: f64,
}

/// What a difference leans on: a row of `parameters.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaning {
    /// The policy.
    pub policy: String,
    /// The metric.
    pub metric: String,
    /// The parameter.
    pub parameter: String,
    /// Rank correlation over the draws.
    pub correlation: f64,
    /// Whether chance would hardly make it.
    pub is_beyond_noise: bool,
}

/// What one price has to say in a net benefit: a row of `prices.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Priced {
    /// The policy.
    pub policy: String,
    /// The ledger: `budget`, `society` or `social`.
    pub ledger: String,
    /// Path of the price.
    pub price: String,
    /// What it contributes to the difference in that net benefit, pounds.
    pub contribution: f64,
    /// Its value at which the net benefit is nought; `NaN` for none.
    pub switching: f64,
}

/// A published figure beside the simulated one: a row of `validation.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Number of the target.
    pub target: String,
    /// The metric.
    pub metric: String,
    /// The stratum.
    pub stratum: String,
    /// The period.
    pub period: String,
    /// What was published.
    pub published: f64,
    /// What was simulated.
    pub simulated: f64,
    /// `hit`, `miss` or `undecided`.
    pub verdict: String,
    /// What the figure is used for.
    pub used_for: String,
}

type Key = [u16; 4];

/// Everything that is shown.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Where it came from.
    pub facts: Facts,
    names: Names,
    compared: BTreeMap<Key, Compared>,
    levels: BTreeMap<Key, Level>,
    parts: BTreeMap<Key, Parts>,
    strata: Vec<String>,
    periods: Vec<String>,
    /// Flows over the whole window.
    pub flows: Vec<Flow>,
    /// What differences lean on, where parameters were drawn.
    pub leanings: Vec<Leaning>,
    /// What prices have to say in the net benefit.
    pub prices: Vec<Priced>,
    /// How far apart areas are.
    pub gaps: Vec<Gap>,
    /// The baseline held against published figures, where that was done.
    pub validation: Vec<Held>,
    /// Experiments on the same policies, where they were named.
    pub experiments: Experiments,
    /// The same policies on other estates, where that was run.
    pub others: Vec<Dossier>,
}

/// The tables that are read.
pub const READ: [&str; 8] = [
    "summary.csv",
    "comparison.csv",
    "flows.csv",
    "uncertainty.csv",
    "parameters.csv",
    "prices.csv",
    "gaps.csv",
    "validation.csv",
];

impl Dossier {
    /// Nothing yet, of the results that `facts` tell of.
    pub fn new(facts: Facts) -> Self {
        Self {
            facts,
            names: Names::default(),
            compared: BTreeMap::new(),
            levels: BTreeMap::new(),
            parts: BTreeMap::new(),
            strata: Vec::new(),
            periods: Vec::new(),
            flows: Vec::new(),
            leanings: Vec::new(),
            prices: Vec::new(),
            gaps: Vec::new(),
            validation: Vec::new(),
            experiments: Experiments::default(),
            others: Vec::new(),
        }
    }

    /// Takes in one row of the table `file`. Rows of a stratum in one year are left out: they
    /// are shown nowhere.
    pub fn take(&mut self, file: &str, row: Row<'_>) {
        match file {
            "summary.csv" => {
                if let Some(key) = self.key(row.text("scenario"), row) {
                    let level = Level {
                        mean: row.number("mean"),
                        low: row.number("ci_low"),
                        high: row.number("ci_high"),
                    };
                    self.levels.insert(key, level);
                }
            }
            "comparison.csv" => {
                if let Some(key) = self.key(row.text("policy"), row) {
                    self.compared.insert(key, compared(row));
                }
            }
            "uncertainty.csv" => {
                if let Some(key) = self.key(row.text("policy"), row) {
                    self.parts.insert(key, parts(row));
                }
            }
            "flows.csv" if row.text("period") == ALL => self.flows.push(Flow {
                scenario: row.text("scenario").to_owned(),
                from: row.text("from").to_owned(),
                to: row.text("to").to_owned(),
                mean: row.number("mean"),
            }),
            "parameters.csv" => self.leanings.push(Leaning {
                policy: row.text("policy").to_owned(),
                metric: row.text("metric").to_owned(),
                parameter: row.text("parameter").to_owned(),
                correlation: row.number("rank_correlation"),
                is_beyond_noise: row.text("beyond_noise") == "yes",
            }),
            "prices.csv" => self.prices.push(Priced {
                policy: row.text("policy").to_owned(),
                ledger: row.text("ledger").to_owned(),
                price: row.text("price").to_owned(),
                contribution: row.number("contribution"),
                switching: row.number("switching_value"),
            }),
            "gaps.csv" => self.gaps.push(Gap::read(row)),
            "validation.csv" => self.validation.push(Held {
                target: row.text("target").to_owned(),
                metric: row.text("metric").to_owned(),
                stratum: row.text("stratum").to_owned(),
                period: row.text("period").to_owned(),
                published: row.number("published"),
                simulated: row.number("simulated"),
                verdict: row.text("verdict").to_owned(),
                used_for: row.text("use").to_owned(),
            }),
            _ => self.experiments.take(file, row),
        }
    }

    /// The key of a row, unless it is one of those that are shown nowhere.
    fn key(&mut self, scenario: &str, row: Row<'_>) -> Option<Key> {
        let (stratum, period) = (row.text("stratum"), row.text("period"));
        if stratum != ALL && period != ALL {
            return None;
        }
        if !self.strata.iter().any(|s| s == stratum) {
            self.strata.push(stratum.to_owned());
        }
        if !self.periods.iter().any(|p| p == period) {
            self.periods.push(period.to_owned());
        }
        let words = [scenario, row.text("metric"), stratum, period];
        Some(words.map(|word| self.names.number(word)))
    }

    fn find(&self, words: [&str; 4]) -> Option<Key> {
        let mut key = [0; 4];
        for (place, word) in key.iter_mut().zip(words) {
            *place = self.names.known(word)?;
        }
        Some(key)
    }

    /// A policy against the baseline in one metric, stratum and period.
    pub fn compared(&self, policy: &str, metric: &str, at: [&str; 2]) -> Option<Compared> {
        let key = self.find([policy, metric, at[0], at[1]])?;
        self.compared.get(&key).copied()
    }

    /// A scenario by itself.
    pub fn level(&self, scenario: &str, metric: &str, at: [&str; 2]) -> Option<Level> {
        let key = self.find([scenario, metric, at[0], at[1]])?;
        self.levels.get(&key).copied()
    }

    /// The two errors of a difference apart.
    pub fn parts(&self, policy: &str, metric: &str) -> Option<Parts> {
        let key = self.find([policy, metric, ALL, ALL])?;
        self.parts.get(&key).copied()
    }

    /// The years, in their order.
    pub fn years(&self) -> Vec<&str> {
        let mut years: Vec<&str> = self.periods.iter().map(String::as_str).collect();
        years.retain(|period| period.starts_with(|c: char| c.is_ascii_digit()));
        years.sort_unstable();
        years
    }

    /// The strata of a dimension, such as `area`, with their short names.
    pub fn strata_of<'a>(&'a self, dimension: &str) -> Vec<(&'a str, &'a str)> {
        let strata = self.strata.iter();
        strata
            .filter_map(|stratum| {
                let (of, name) = stratum.split_once('=')?;
                (of == dimension).then_some((stratum.as_str(), name))
            })
            .collect()
    }

    /// The first and the last year, for a sentence; nothing where there are none.
    pub fn window(&self) -> String {
        match self.years().as_slice() {
            [] => String::new(),
            [only] => format!("in {only}"),
            [first, .., last] => format!("from {first} to {last}"),
        }
    }
}

fn compared(row: Row<'_>) -> Compared {
    Compared {
        baseline: row.number("baseline_mean"),
        policy: row.number("policy_mean"),
        difference: row.number("difference"),
        low: row.number("ci_low"),
        high: row.number("ci_high"),
        relative: row.number("relative_change"),
        better: row.number("share_of_replicates_better"),
    }
}

fn parts(row: Row<'_>) -> Parts {
    Parts {
        difference: row.number("difference"),
        simulation: [row.number("mc_ci_low"), row.number("mc_ci_high")],
        parameters: [row.number("parameter_low"), row.number("parameter_high")],
        better: row.number("probability_better"),
        is_lost: row.text("lost_in_luck") == "yes",
    }
}

/// Words by number, so that a row is kept in a few bytes.
#[derive(Clone, Debug, Default)]
struct Names(BTreeMap<String, u16>);

impl Names {
    fn number(&mut self, word: &str) -> u16 {
        if let Some(number) = self.0.get(word) {
            return *number;
        }
        let number = self.0.len() as u16;
        self.0.insert(word.to_owned(), number);
        number
    }

    fn known(&self, word: &str) -> Option<u16> {
        self.0.get(word).copied()
    }
}

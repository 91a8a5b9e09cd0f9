//! `manifest.json`: where the files of a result folder came from.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::table::ExportError;
use crate::experiment::keep::{Keep, write_in};
use crate::experiment::validation::{Finding, Report, Tally};
use crate::experiment::{Outcome, ScenarioInfo, Study};
use crate::figures::Terms;
use crate::observe::{Metric, Shape};
use crate::scenario::edition;

/// Name of the file.
pub const MANIFEST: &str = "manifest.json";

/// Everything that is needed to make the same results again, and to check that they are
/// the same. Only the block `run` differs from run to run.
#[derive(Debug, Serialize)]
pub struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    /// Version of the scenario format, and edition of the evidence: apart from the program's version.
    scenario_format: u32,
    evidence: &'static str,
    command: &'a [String],
    seed: u64,
    replicates: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    uncertainty: Option<Uncertainty<'a>>,
    /// False when the run was interrupted: the files hold what was finished.
    complete: bool,
    scenarios: Vec<Scenario<'a>>,
    /// The terms on which money and health are counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    money: Option<Money<'a>>,
    /// What changes the reading of the results.
    warnings: Vec<String>,
    files: BTreeMap<String, File>,
    /// Of a validation: hits, undecided and misses, by class of target.
    #[serde(skip_serializing_if = "Option::is_none")]
    validation: Option<BTreeMap<&'static str, Counts>>,
    data_dictionary: &'a [Metric],
    /// Areas, periods and months: with the data dictionary, where each value of a record stands.
    shape: Shape,
    run: Run,
}

/// How parameters were drawn.
#[derive(Debug, Serialize)]
struct Uncertainty<'a> {
    draws: u32,
    replicates_of_each: u32,
    parameters: usize,
    origin: &'a str,
}

#[derive(Debug, Serialize)]
struct Scenario<'a> {
    name: &'a str,
    title: &'a str,
    role: &'static str,
    hash: &'a str,
    resolved: &'a Value,
}

/// The targets of one class.
#[derive(Debug, Serialize)]
struct Counts {
    each: Tally,
    by_group: Tally,
    first_list: Tally,
}

impl Counts {
    fn of(list: &[Finding<'_>]) -> Self {
        Self {
            each: Tally::of(list),
            by_group: Tally::by_group(list),
            first_list: Tally::of_first_list(list),
        }
    }
}

/// What has to be said with every amount.
#[derive(Debug, Serialize)]
struct Money<'a> {
    /// The ledger that the totals follow.
    ledger: &'a str,
    price_year: String,
    /// Pounds.
    value_of_a_qaly: f64,
    discount_rate: f64,
    discount_rate_of_health: f64,
}

#[derive(Debug, Serialize)]
struct File {
    sha256: String,
}

#[derive(Debug, Serialize)]
struct Run {
    wall_s: f64,
    events: u64,
    threads: usize,
    host: String,
}

impl<'a> Manifest<'a> {
    /// Describes one call: `command` as it was typed, and the SHA-256 of each file.
    pub fn new(
        command: &'a [String],
        study: &Study<'a>,
        outcome: &Outcome,
        hashes: BTreeMap<String, String>,
    ) -> Self {
        let scenarios = study.scenarios().iter().enumerate();
        let files = hashes.into_iter();
        Self {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            scenario_format: edition::FORMAT,
            evidence: edition::EVIDENCE_EDITION,
            command,
            seed: study.seed(),
            replicates: outcome.finished.len(),
            uncertainty: study.nested().map(|nested| Uncertainty {
                draws: nested.draws,
                replicates_of_each: nested.replicates,
                parameters: nested.parameters.len(),
                origin: &nested.origin,
            }),
            complete: !outcome.interrupted,
            scenarios: scenarios.map(|(i, info)| Scenario::new(i, info)).collect(),
            money: study.scenarios().first().and_then(Money::of),
            warnings: study.simulator().warnings(),
            files: files
                .map(|(name, sha256)| (name, File { sha256 }))
                .collect(),
            validation: None,
            data_dictionary: &study.layout().metrics,
            shape: study.layout().shape(),
            run: Run {
                wall_s: outcome.wall.as_secs_f64(),
                events: outcome.events,
                threads: outcome.threads,
                host: host(),
            },
        }
    }

    /// The same with the counts of a validation.
    #[must_use]
    pub fn with_validation(mut self, report: &Report<'_>) -> Self {
        let classes = report.classes().into_iter();
        self.validation = Some(
            classes
                .map(|(class, list)| (class, Counts::of(list)))
                .collect(),
        );
        self
    }

    /// The same as a value, as it stands in the file.
    ///
    /// # Errors
    /// Never, as long as everything in it can be written as JSON.
    pub fn value(&self) -> Result<Value, ExportError> {
        Ok(serde_json::to_value(self)?)
    }

    /// Writes the manifest into `keep`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, keep: &dyn Keep) -> Result<(), ExportError> {
        write_in(keep, MANIFEST, |out| {
            serde_json::to_writer_pretty(&mut *out, self)?;
            out.write_all(b"\n")?;
            Ok::<_, ExportError>(())
        })?;
        Ok(())
    }
}

impl<'a> Money<'a> {
    fn of(info: &'a ScenarioInfo) -> Option<Self> {
        let terms = Terms::of(&info.resolved)?;
        let ledger = info.resolved["parameters"]["costs"]["ledger"].as_str()?;
        Some(Money {
            ledger,
            price_year: terms.price_year,
            value_of_a_qaly: terms.qaly,
            discount_rate: terms.discount,
            discount_rate_of_health: terms.discount_health,
        })
    }
}

impl<'a> Scenario<'a> {
    fn new(index: usize, info: &'a ScenarioInfo) -> Self {
        Self {
            name: &info.name,
            title: &info.title,
            role: if index == 0 { "baseline" } else { "policy" },
            hash: &info.hash,
            resolved: &info.resolved,
        }
    }
}

/// The kind of machine; its name is nobody's business.
pub(super) fn host() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (system, processor) = (std::env::consts::OS, std::env::consts::ARCH);
    format!("{processor} {system}, {cores} cores")
}

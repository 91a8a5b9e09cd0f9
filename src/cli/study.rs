//! The seam between the command line and the model: scenario files in, a simulator out.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::failure::Failure;
use super::streams::note;
use crate::engine::Tick;
use crate::experiment::validation::{Agenda, Causes, Fault, Target, read_causes, read_targets};
use crate::experiment::{Interrupted, ScenarioInfo, Simulator};
use crate::observe::{Cells, Extra, Layout, Metric, Record, metrics as list};
use crate::pathway::{Plan, PlanError, Study};
use crate::scenario::schema::Model;
use crate::scenario::{MISSES, Onset, Scenario, TARGETS};

/// Name of the targets that are part of the program.
const BUILT_IN_TARGETS: &str = "evidence/targets.csv";
/// Name of the causes that are part of the program.
const BUILT_IN_MISSES: &str = "evidence/misses.csv";
/// Pools with fewer places than this are named under the table.
const SMALL_POOL: u32 = 10;

/// What the command line says about the scenarios themselves, beside their files.
#[derive(Clone, Debug, PartialEq)]
pub struct StudyOptions {
    /// Master seed.
    pub seed: u64,
    /// Warm-up as it was typed, a duration such as `10y`.
    pub warm_up: Option<String>,
    /// Length of the policy period as it was typed, a duration such as `10y`.
    pub horizon: Option<String>,
    /// Simulated people for each person in the population.
    pub population_scale: Option<f64>,
    /// Key and value of each `--set`, in their order.
    pub set: Vec<(String, String)>,
    /// Whether every metric is wanted in every stratum month by month.
    pub all_series: bool,
}

impl StudyOptions {
    /// Every override as a `--set`: options that have a parameter are short for one.
    pub(super) fn overrides(&self) -> Vec<(String, String)> {
        let quoted = |v: &String| format!("\"{v}\"");
        let mut all = self.set.clone();
        let named = [
            ("settings.warm_up", self.warm_up.as_ref().map(quoted)),
            ("settings.horizon", self.horizon.as_ref().map(quoted)),
            (
                "settings.population_scale",
                self.population_scale.map(|v| v.to_string()),
            ),
        ];
        for (key, value) in named {
            all.extend(value.map(|v| (key.to_owned(), v)));
        }
        all
    }
}

/// The pathway, ready to be run by the experiment.
struct Linked {
    study: Study,
    scenarios: Vec<ScenarioInfo>,
    notes: Vec<String>,
}

impl Simulator for Linked {
    fn scenarios(&self) -> &[ScenarioInfo] {
        &self.scenarios
    }

    fn layout(&self) -> &Layout {
        self.study.layout()
    }

    fn replicate(
        &self,
        replicate: u32,
        beat: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Interrupted> {
        self.study
            .replicate(replicate, &mut |events| beat(events))
            .ok_or(Interrupted)
    }

    fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }
}

/// Reads the scenarios that `specs` name (a file, a built-in name, or a bundle
/// `A.toml+B.toml`; the first is the baseline) and makes their simulator.
///
/// # Errors
/// When a scenario is missing or wrong, or a policy cannot be compared with the baseline.
pub fn build(specs: &[String], options: &StudyOptions) -> anyhow::Result<Box<dyn Simulator>> {
    let loaded = load(specs, options)?;
    let extra = Extra {
        all_series: options.all_series,
        ..Extra::default()
    };
    let study = assemble(&loaded, options.seed)?
        .asking(&extra)
        .map_err(|fault| Failure::misuse(fault.to_string()))?;
    let scenarios = loaded.iter().map(info).collect();
    let notes = notes(&study);
    Ok(Box::new(Linked {
        study,
        scenarios,
        notes,
    }))
}

/// Whether a scenario changes another one rather than standing alone.
///
/// # Errors
/// When it is missing or wrong.
pub fn is_overlay(spec: &str, options: &StudyOptions) -> anyhow::Result<bool> {
    let loaded = Scenario::<Model>::load(spec, &options.overrides())
        .map_err(|diagnostics| Failure::diagnostics(diagnostics.to_string()))?;
    Ok(loaded.is_overlay())
}

/// The same scenarios as a study of the pathway itself, to look into rather than to measure.
///
/// # Errors
/// As [`build`].
pub fn pathway(specs: &[String], options: &StudyOptions) -> anyhow::Result<Study> {
    assemble(&load(specs, options)?, options.seed)
}

/// Reads the scenarios that `specs` name, and says what an analyst should hear of them.
///
/// # Errors
/// When a scenario is missing or wrong.
pub fn load(specs: &[String], options: &StudyOptions) -> anyhow::Result<Vec<Scenario<Model>>> {
    let overrides = options.overrides();
    let mut loaded = Vec::new();
    let mut faults: Vec<String> = Vec::new();
    for spec in specs {
        match Scenario::<Model>::load(spec, &overrides) {
            Ok(scenario) => loaded.push(scenario),
            Err(diagnostics) => faults.push(diagnostics.to_string()),
        }
    }
    if !faults.is_empty() {
        // A fault of the baseline shows in everything that extends it: once is enough.
        faults.dedup();
        return Err(Failure::diagnostics(faults.join("\n\n")).into());
    }
    for scenario in &loaded {
        for warning in scenario.warnings() {
            note(&format!("warning: in {}, {warning}", scenario.name()));
        }
    }
    Ok(loaded)
}

/// Makes scenarios ready to run under the same luck; the first is the baseline.
///
/// # Errors
/// When one cannot be run, or cannot be compared with the baseline.
pub fn assemble(loaded: &[Scenario<Model>], seed: u64) -> anyhow::Result<Study> {
    let plans: Result<Vec<Plan>, PlanError> = loaded.iter().map(Plan::compile).collect();
    let plans = plans.map_err(|fault| Failure::misuse(fault.to_string()))?;
    let differ = differences(loaded, &plans)?;
    Ok(Study::new(plans, &differ, seed, loaded.len() == 1))
}

/// From when each scenario differs from the first.
fn differences(loaded: &[Scenario<Model>], plans: &[Plan]) -> Result<Vec<Option<Tick>>, Failure> {
    let baseline = &plans[0];
    loaded
        .iter()
        .zip(plans)
        .map(|(scenario, plan)| {
            if !plan.comparable(baseline) {
                return Err(Failure::misuse(format!(
                    "`{}` cannot be compared with `{}`: their areas, calendar or scale differ",
                    plan.name, baseline.name
                ))
                .help("let the policy extend the baseline, and change none of these"));
            }
            Ok(match scenario.first_difference(&loaded[0]) {
                None => None,
                Some(Onset::Start) => Some(Tick::START),
                Some(Onset::On(date)) => Some(plan.calendar.tick_of(date)),
            })
        })
        .collect()
}

/// A scenario that is only run for as long as its targets need.
pub struct Validated {
    /// The simulator.
    pub simulator: Box<dyn Simulator>,
    /// What is asked of it.
    pub agenda: Agenda,
}

/// Reads the scenario that `spec` names and makes a simulator that answers `targets`: from
/// the start of observation until the last of them is answered. Policies act from their own
/// date, which is after that unless the scenario says otherwise.
///
/// # Errors
/// When the scenario is missing or wrong.
pub fn build_validation(
    spec: &str,
    options: &StudyOptions,
    targets: &[Target],
) -> anyhow::Result<Validated> {
    let scenario = Scenario::<Model>::load(spec, &options.overrides())
        .map_err(|diagnostics| Failure::diagnostics(diagnostics.to_string()))?;
    let compiled = Plan::compile(&scenario);
    let mut plan = compiled.map_err(|fault: PlanError| Failure::misuse(fault.to_string()))?;
    let (from, end) = (
        plan.calendar.date_of(plan.observe_from),
        plan.calendar.date_of(plan.end),
    );
    let strata = Cells::new(plan.areas.len()).names(&plan.areas);
    let agenda = Agenda::new(targets, from, end, &strata);
    plan.end = plan.calendar.tick_of(agenda.end);
    // The window of the results is the whole run; nothing in the model looks at this date.
    plan.policy_from = plan.observe_from;
    let study = Study::new(vec![plan], &[None], options.seed, true)
        .asking(&agenda.extra)
        .map_err(|fault| Failure::misuse(fault.to_string()))?;
    let notes = notes(&study);
    let scenarios = vec![info(&scenario)];
    let simulator = Box::new(Linked {
        study,
        scenarios,
        notes,
    });
    Ok(Validated { simulator, agenda })
}

/// A scenario as the results name it.
pub(super) fn info(scenario: &Scenario<Model>) -> ScenarioInfo {
    ScenarioInfo {
        name: scenario.name().to_owned(),
        title: scenario.title().unwrap_or(scenario.name()).to_owned(),
        resolved: scenario.resolved(),
        hash: scenario.hash(),
    }
}

/// The scale, and the pools that it makes too small to be read without care.
pub(super) fn notes(study: &Study) -> Vec<String> {
    let plan = &study.plans()[0];
    let mut notes = vec![format!(
        "population scale {}: one simulated person stands for {:.0}",
        plan.scale,
        1.0 / plan.scale
    )];
    notes.extend(small_pools(study));
    notes
}

/// One line that names the pools too small at this scale, those of areas together.
fn small_pools(study: &Study) -> Option<String> {
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    for (kind, _) in study.small_pools(SMALL_POOL) {
        *kinds.entry(kind).or_default() += 1;
    }
    let named: Vec<String> = kinds
        .into_iter()
        .map(|(kind, n)| {
            if n > 1 {
                format!("{kind} (in {n} areas)")
            } else {
                kind
            }
        })
        .collect();
    (!named.is_empty()).then(|| {
        format!(
            "fewer than {SMALL_POOL} places at this scale, waits there are rough: {}",
            named.join("; ")
        )
    })
}

/// The list of metrics of every study.
pub fn metrics() -> Vec<Metric> {
    list().into_iter().map(|d| d.metric).collect()
}

/// Every published figure of a file, or of the program.
pub(super) fn read_target_file(path: Option<&Path>) -> Result<Vec<Target>, Failure> {
    let (name, text) = match path {
        None => (BUILT_IN_TARGETS.to_owned(), TARGETS.to_owned()),
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|error| {
                Failure::misuse(format!("cannot read `{}`: {error}", path.display()))
                    .help("name a file of targets with --targets")
            })?;
            (path.display().to_string(), text)
        }
    };
    read_targets(&name, &text, &metrics()).map_err(|faults| wrong("targets", &faults))
}

/// Why targets are missed, as far as that is known: of those that are part of the program, and
/// of no others.
pub(super) fn causes_of_misses(targets: Option<&Path>) -> Result<Causes, Failure> {
    if targets.is_some() {
        return Ok(Causes::default());
    }
    let targets = read_target_file(None)?;
    read_causes(BUILT_IN_MISSES, MISSES, &targets).map_err(|faults| wrong("causes", &faults))
}

fn wrong(what: &str, faults: &[Fault]) -> Failure {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    Failure::misuse(format!("the {what} are wrong\n{}", lines.join("\n")))
        .help("evidence/README.md explains every column")
}

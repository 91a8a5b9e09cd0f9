//! `throughcare run --warm-up-check`: whether the warm-up is long enough.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use super::failure::Failure;
use super::interrupt;
use super::options::SimulationArgs;
use super::session::{self, Ending, Simulated};
use super::streams::{Stdout, note};
use super::{interrupt::INTERRUPTED, scenarios};
use crate::experiment::files::safe_name;
use crate::experiment::{Results, Study};
use crate::link::Linked;
use crate::output::design::{WARM_UP, WarmUp};
use crate::output::{Manifest, terminal};
use crate::scenario::schema::Model;
use crate::scenario::units::DAYS_PER_MONTH;
use crate::scenario::{Amount, Scenario};

/// Runs the scenario with everything counted from its first day, and looks at how it settles.
///
/// # Errors
/// When the scenario is wrong, the folder cannot be used, or the run fails.
pub(super) fn check(spec: &str, args: &SimulationArgs) -> anyhow::Result<ExitCode> {
    let mut options = args.study();
    let scenario = scenarios::one(spec, &options)?;
    let days = number(&scenario, "settings.warm_up");
    let from = date(&scenario, "settings.observe_from");
    let (Some(days), Some(from)) = (days, from) else {
        return Err(Failure::misuse("the scenario states no warm-up").into());
    };
    // The same first day, and nothing left out.
    let start = from.plus_days(-(days.round() as i64));
    options.warm_up = Some("0d".to_owned());
    options.set.retain(|(set, _)| set != "settings.warm_up");
    let key = "settings.observe_from".to_owned();
    options.set.retain(|(set, _)| *set != key);
    options.set.push((key, start.to_string()));
    let loaded = scenarios::load(&[spec.to_owned()], &options)?;
    let simulator = Linked::new(&loaded, args.seed, false).map_err(Failure::from)?;
    let study = Study::new(&simulator, args.seed);
    let plan = args.plan(study.layout(), None)?;
    let name = format!("warm-up-{}", safe_name(scenario.name()));
    let stop = interrupt::listen()?;
    let Simulated {
        folder,
        store,
        outcome,
    } = session::simulate(
        &study,
        &plan,
        &args.output,
        Path::new("results").join(name),
        stop,
        None,
    )?;
    if !outcome.finished.is_empty() {
        let results = Results::new(&study, &store, outcome.finished.clone());
        let months = (days / DAYS_PER_MONTH).round() as usize;
        let found = WarmUp::new(&results, months).map_err(Failure::from)?;
        let files = folder.files().map_err(Failure::from)?;
        let hash = found.write(&files).map_err(Failure::from)?;
        let hashes = BTreeMap::from([(WARM_UP.to_owned(), hash)]);
        Manifest::new(&session::command(), &study, &outcome, hashes)
            .write(&files)
            .map_err(Failure::from)?;
        let mut out = Stdout::new();
        match args.output.json {
            true => found.json(&mut out).map_err(Failure::from)?,
            false => out.write_all(terminal::warm_up(&found).as_bytes())?,
        }
        out.flush()?;
    }
    if !args.output.quiet {
        note(&format!("files: {}", folder.path().display()));
    }
    Ok(match session::ending(&outcome) {
        Ending::Done => ExitCode::SUCCESS,
        Ending::Interrupted => ExitCode::from(INTERRUPTED),
    })
}

fn amount(scenario: &Scenario<Model>, key: &str) -> Option<Amount> {
    let parameters = scenario.parameters();
    let found = parameters.iter().find(|one| one.path == key)?;
    found.base.as_ref().map(|figure| figure.canonical)
}

fn number(scenario: &Scenario<Model>, key: &str) -> Option<f64> {
    amount(scenario, key)?.number()
}

fn date(scenario: &Scenario<Model>, key: &str) -> Option<crate::engine::Date> {
    match amount(scenario, key)? {
        Amount::Day(date) => Some(date),
        _ => None,
    }
}

//! `throughcare places`: the smallest capacity that meets a target.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;
use std::str::FromStr;

use clap::Args;

use super::design::{self, DesignArgs, Ran};
use super::failure::Failure;
use super::interrupt;
use super::options::MOST_REPLICATES;
use super::streams::Stdout;
use super::{measures, scenarios, session};
use crate::experiment::design::{Asked, Designed, Family, Responses, Search, Vary};
use crate::experiment::{Outcome, Results, Student, Study};
use crate::link::{Knob, Moved, Turned, Unturned};
use crate::output::design::{PLACES, Places};
use crate::output::{Manifest, terminal};

/// Steps of the search at most.
const STEPS: usize = 8;
/// How close neighbours come, as a share of the whole range.
const CLOSE: f64 = 0.01;

/// Finds the smallest capacity of a service that meets a target
///
/// The value of KEY is searched for at which METRIC is at most (`<=`) or at least (`>=`) VALUE:
/// posts for a wait, places for a chance of being full. All values run under the same luck; the answer
/// comes with its interval. With a POLICY it is the policy's value, and what comes out under it.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: throughcare places baseline community_treatment.opiate.posts=1500..3500 \
    'treatment_wait<=21'"
)]
pub struct PlacesArgs {
    /// The baseline: a TOML file or a built-in name
    #[arg(value_name = "BASELINE")]
    baseline: String,
    /// The value that is searched for, and between which values, as `prison.places.male=80000..95000`
    #[arg(value_name = "KEY=LO..HI", value_parser = range)]
    range: Vary,
    /// The target, as `treatment_wait<=21`
    #[arg(value_name = "METRIC<=VALUE")]
    target: Target,
    /// A policy under which the target should be met
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
    /// Replicates of every value
    #[arg(long, value_name = "N", default_value_t = 8,
          value_parser = clap::value_parser!(u32).range(2..=MOST_REPLICATES))]
    replicates: u32,
    #[command(flatten)]
    design: DesignArgs,
}

/// What a metric should be.
#[derive(Clone, Debug, PartialEq)]
struct Target {
    metric: String,
    is_at_most: bool,
    value: f64,
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = || "write it as METRIC<=VALUE or METRIC>=VALUE".to_owned();
        let (at, is_at_most) = match (text.find("<="), text.find(">=")) {
            (Some(at), None) => (at, true),
            (None, Some(at)) => (at, false),
            _ => return Err(form()),
        };
        let value: f64 = text[at + 2..].trim().parse().map_err(|_| form())?;
        let metric = text[..at].trim();
        if metric.is_empty() || !value.is_finite() {
            return Err(form());
        }
        Ok(Self {
            metric: metric.to_owned(),
            is_at_most,
            value,
        })
    }
}

/// `KEY=LO..HI`, as a range of two values.
fn range(text: &str) -> Result<Vary, String> {
    let form = || "write it as KEY=LO..HI".to_owned();
    if !text.contains("..") || text.contains(',') {
        return Err(form());
    }
    let vary: Vary = format!("{text}/2").parse().map_err(|_| form())?;
    Ok(vary)
}

/// Runs the search.
///
/// # Errors
/// When a scenario or a value is wrong, the folder cannot be used, or a run fails.
pub fn run(args: &PlacesArgs) -> anyhow::Result<ExitCode> {
    let specs: Vec<String> = std::iter::once(&args.baseline)
        .chain(&args.policy)
        .cloned()
        .collect();
    let loaded = scenarios::load(&specs, &args.design.study())?;
    let names: Vec<String> = loaded.iter().map(|one| one.name().to_owned()).collect();
    let knob = Knob::find(&loaded, &args.range.key).map_err(Failure::from)?;
    let mut ends: Vec<(f64, String)> = Vec::new();
    for asked in &args.range.asked {
        let level = knob.read(asked).map_err(Failure::from)?;
        ends.push((level.number, level.unit));
    }
    let [(a, unit), (b, _)] = &ends[..] else {
        return Err(Failure::misuse("a range has two ends").into());
    };
    let (low, high) = (a.min(*b), a.max(*b));
    if low >= high {
        return Err(
            Failure::misuse(format!("the range of {} has one value", knob.name()))
                .help("write two different ends, as 1000..3000")
                .into(),
        );
    }
    let is_whole = knob.is_count();
    let grain = if is_whole { 1.0 } else { (high - low) * 1e-4 };
    let mut search = Search::new(args.target.value, grain, (high - low) * CLOSE);
    let both = vec![
        Asked::Value(low, unit.clone()),
        Asked::Value(high, unit.clone()),
    ];
    let ends = Turned::new(vec![(knob.clone(), both)]).map_err(Failure::from)?;
    let ends = Moved::new(loaded.clone(), args.design.seed, Box::new(ends));
    ends.map_err(Failure::from)?.check().map_err(|(_, fault)| {
        Failure::from(fault).help("narrow the range: both ends must be possible")
    })?;
    let folder = args.design.open(&args.design.folder("places", &names))?;
    let stop = interrupt::listen()?;
    let mut next = search.first(low, high);
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut metric = None;
    for step in 1..=STEPS {
        if next.is_empty() {
            break;
        }
        let asked = next.iter().map(|&value| Asked::Value(value, unit.clone()));
        let turned = Turned::new(vec![(knob.clone(), asked.collect())]).map_err(Failure::from)?;
        let values = turned.grid().axes()[0].values.clone();
        let family = Moved::new(loaded.clone(), args.design.seed, Box::new(turned));
        let family = family.map_err(Failure::from)?;
        let asked = std::slice::from_ref(&args.target.metric);
        let column = measures::of(family.layout(), asked, &[])?[0];
        let designed = Designed::new(&family);
        let stage = format!("step-{step}");
        let Ran {
            store,
            outcome,
            is_whole,
        } = design::run(
            &designed,
            args.replicates,
            (&folder, &stage),
            &args.design,
            stop,
        )?;
        outcomes.push(outcome);
        let Some(outcome) = outcomes.last().filter(|_| is_whole) else {
            return Ok(design::unfinished(outcomes.last()));
        };
        let study = Study::new(&designed, args.design.seed);
        let results = Results::new(&study, &store, outcome.finished.clone());
        let responses = Responses::new(&results, designed.shape());
        metric = Some(responses.metrics()[column]);
        let found = responses.values(responses.policies(), column);
        search.learn(values.into_iter().zip(found.map_err(Failure::from)?));
        next = search.next();
    }
    let Some(metric) = metric else {
        return Err(Failure::misuse("the range holds no value").into());
    };
    let places = Places {
        scenario: names.last().cloned().unwrap_or_default(),
        parameter: (knob.name().to_owned(), unit.clone()),
        now: knob.written().to_owned(),
        metric,
        target: args.target.value,
        is_at_most: args.target.is_at_most,
        crossing: search.crossing(&mut Student::default()),
        curve: search.curve().to_vec(),
        is_whole,
        seed: args.design.seed,
    };
    let files = folder.files().map_err(Failure::from)?;
    let hash = places.write(&files).map_err(Failure::from)?;
    let unturned = Moved::new(loaded, args.design.seed, Box::new(Unturned));
    let unturned = unturned.map_err(Failure::from)?;
    let designed = Designed::new(&unturned);
    let study = Study::new(&designed, args.design.seed);
    if let Some(last) = outcomes.last() {
        let hashes = BTreeMap::from([(PLACES.to_owned(), hash)]);
        Manifest::new(&session::command(), &study, last, hashes)
            .write(&files)
            .map_err(Failure::from)?;
    }
    let mut out = Stdout::new();
    match args.design.output.json {
        true => places.json(&mut out).map_err(Failure::from)?,
        false => out.write_all(terminal::places(&places).as_bytes())?,
    }
    out.flush()?;
    design::footer(&args.design, &unturned.notes(), &outcomes, &folder);
    Ok(ExitCode::SUCCESS)
}

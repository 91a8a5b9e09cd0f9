//! `throughcare sweep`: one or two values varied, all else the same.

use std::process::ExitCode;

use clap::Args;

use super::design::{self, DesignArgs, Ran};
use super::failure::Failure;
use super::interrupt;
use super::options::MOST_REPLICATES;
use super::session;
use super::streams::Stdout;
use super::{measures, scenarios};
use crate::experiment::design::{Designed, Family, Responses, Vary};
use crate::experiment::{Results, Study};
use crate::link::{Knob, Moved, Turned};
use crate::output::{Manifest, design as tables, terminal};
use crate::scenario::Scenario;
use crate::scenario::schema::Model;
use std::io::Write;

/// Most points of a design.
const MOST_POINTS: usize = 10_000;
/// Metrics in the table when nothing is said, as far as there are any of that name.
const SHOWN: [&str; 4] = [
    "prison_population",
    "recalls",
    "expected_overdose_deaths",
    "net_benefit",
];

/// Varies one value, or two, and shows what the difference of the policy does
///
/// Every value is run under the same luck. KEY is the value that the policy states itself, if it
/// does, and otherwise that of the baseline, which the policy inherits; `baseline:KEY` and
/// `policy:KEY` say which. Values are a range with how many of them (`10..70/7`), a list
/// (`10,20,40`), or changes of the present value (`-20%,+20%`), with the unit of the key where it
/// has one (`2d..10d/5`). With two --vary every combination is run.
#[derive(Debug, Args)]
pub struct SweepArgs {
    /// The baseline: a TOML file or a built-in name
    #[arg(value_name = "BASELINE")]
    baseline: String,
    /// The policies: TOML files, built-in names, or bundles `A.toml+B.toml`
    #[arg(value_name = "POLICY", required = true)]
    policies: Vec<String>,
    /// What is varied, and its values; once or twice
    #[arg(long, value_name = "KEY=VALUES", required = true)]
    vary: Vec<Vary>,
    /// Replicates of every point
    #[arg(long, value_name = "N", default_value_t = 8,
          value_parser = clap::value_parser!(u32).range(2..=MOST_REPLICATES))]
    replicates: u32,
    /// Metrics in the table, by name; the files have all of them [default: prison_population,
    /// recalls, expected_overdose_deaths, net_benefit]
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    metrics: Vec<String>,
    #[command(flatten)]
    design: DesignArgs,
}

/// Runs the sweep.
///
/// # Errors
/// When a scenario or a value is wrong, the folder cannot be used, or a run fails.
pub fn run(args: &SweepArgs) -> anyhow::Result<ExitCode> {
    if args.vary.len() > 2 {
        return Err(Failure::misuse("--vary takes one key or two")
            .help("hold the others with --set, or run `sensitivity`, which moves everything")
            .into());
    }
    let specs: Vec<String> = std::iter::once(&args.baseline)
        .chain(&args.policies)
        .cloned()
        .collect();
    let loaded = scenarios::load(&specs, &args.design.study())?;
    let names: Vec<String> = loaded.iter().map(|one| one.name().to_owned()).collect();
    let turned = turned(&args.vary, &loaded)?;
    for knob in turned.knobs() {
        args.design
            .say(&format!("{} is {} now", knob.name(), knob.written()));
    }
    let grid = turned.grid().clone();
    let moved = Moved::new(loaded, args.design.seed, Box::new(turned)).map_err(Failure::from)?;
    moved.check().map_err(|(point, fault)| {
        let failure = Failure::from(fault);
        let at = format!("at {:?}", grid.values(point as usize));
        failure.help(format!("{at}: narrow the range of --vary"))
    })?;
    let shown = measures::of(moved.layout(), &args.metrics, &SHOWN)?;
    let path = args.design.folder("sweep", &names);
    let stop = interrupt::listen()?;
    let designed = Designed::new(&moved);
    let folder = args.design.open(&path)?;
    let Ran {
        store,
        outcome,
        is_whole,
    } = design::run(
        &designed,
        args.replicates,
        (&folder, "sweep"),
        &args.design,
        stop,
    )?;
    let study = Study::new(&designed, args.design.seed);
    // What a shard has is no result yet; what was stopped is one of fewer replicates.
    if (is_whole || outcome.interrupted) && !outcome.finished.is_empty() {
        let results = Results::new(&study, &store, outcome.finished.clone());
        let responses = Responses::new(&results, designed.shape());
        let sweep = tables::Sweep::new(&responses, &grid).map_err(Failure::from)?;
        let files = folder.files().map_err(Failure::from)?;
        let hashes = sweep.write(&files).map_err(Failure::from)?;
        let command = session::command();
        Manifest::new(&command, &study, &outcome, hashes)
            .write(&files)
            .map_err(Failure::from)?;
        let mut out = Stdout::new();
        match args.design.output.json {
            true => sweep.json(&mut out).map_err(Failure::from)?,
            false => out.write_all(terminal::sweep(&sweep, &shown).as_bytes())?,
        }
        out.flush()?;
    }
    let code = match is_whole {
        true => ExitCode::SUCCESS,
        false => design::unfinished(Some(&outcome)),
    };
    design::footer(&args.design, &moved.notes(), &[outcome], &folder);
    Ok(code)
}

/// The knobs with their values.
fn turned(vary: &[Vary], scenarios: &[Scenario<Model>]) -> Result<Turned, Failure> {
    let mut asked = Vec::new();
    for vary in vary {
        let knob = Knob::find(scenarios, &vary.key)?;
        if asked
            .iter()
            .any(|(other, _): &(Knob, _)| other.name() == knob.name())
        {
            return Err(
                Failure::misuse(format!("`{}` is varied twice", knob.name()))
                    .help("give all of its values in one --vary"),
            );
        }
        asked.push((knob, vary.asked.clone()));
    }
    let turned = Turned::new(asked)?;
    let points = turned.grid().points();
    if points > MOST_POINTS {
        let message = format!("{points} points are more than a sweep takes");
        return Err(Failure::misuse(message).help(format!("ask for at most {MOST_POINTS}")));
    }
    Ok(turned)
}

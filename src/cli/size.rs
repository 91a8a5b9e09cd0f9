//! How large a run will be: people, events, time and memory, told before it starts.
//!
//! Memory follows from the people, who are known from the scenario. Time is measured: two small
//! worlds of each scenario are run for a moment, and what an event, a person and a day cost in
//! them is carried over to the size that was asked for.

use std::io::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use sysinfo::{MemoryRefreshKind, RefreshKind, System};

use super::failure::Failure;
use super::options::{DEFAULT_REPLICATES, DEFAULT_REPLICATES_OF_A_DRAW, SimulationArgs};
use super::scenarios;
use super::streams::{Stdout, note};
use crate::link::assemble;
use crate::pathway::{Probed, Study};
use crate::scenario::Scenario;
use crate::scenario::schema::Model;

/// Bytes that one person takes in a running world: row, agenda and index, with what a growing
/// table holds in reserve (measured as peak memory of baselines at 1 in 25 and 1 in 5).
const BYTES_A_PERSON: f64 = 600.0;
/// Bytes of a world apart from its people, and of its record.
const BYTES_A_WORLD: f64 = 24e6;
/// Bytes of the program apart from its worlds.
const BYTES_AT_LEAST: f64 = 60e6;
/// Growth of a population over a run that memory allows for.
const GROWTH: f64 = 1.3;
/// People of the two small worlds.
const SMALL: [f64; 2] = [300.0, 2_000.0];
/// Time that one small world may take.
const A_MOMENT: Duration = Duration::from_millis(600);
/// How much dearer an event becomes with every tenfold of people: caches (benches/README.md).
const A_TENFOLD: f64 = 0.2;

/// What a run needs.
struct Size {
    first: f64,
    last: f64,
    events: f64,
    seconds: f64,
    stalls: bool,
}

/// Prints how large the run would be.
///
/// # Errors
/// When a scenario is wrong, or standard output cannot be written.
pub(super) fn dry_run(specs: &[String], options: &SimulationArgs) -> anyhow::Result<ExitCode> {
    let loaded = scenarios::load(specs, &options.study())?;
    let study = assemble(&loaded, options.seed).map_err(Failure::from)?;
    let size = measured(&study);
    let (replicates, threads) = (replicates(options), threads(options));
    let needed = memory(&loaded, threads);
    let mut out = Stdout::new();
    let scale = study.plans()[0].scale;
    writeln!(
        out,
        "A replicate of {} would be",
        plural(loaded.len(), "scenario")
    )?;
    writeln!(
        out,
        "  people    {} at the start, {} at the end (scale {scale})",
        about(size.first),
        about(size.last)
    )?;
    writeln!(out, "  events    {}", about(size.events))?;
    writeln!(out, "  time      {}", time(size.seconds))?;
    let rounds = f64::from(replicates) / threads as f64;
    writeln!(
        out,
        "{} on {} would take",
        plural(replicates as usize, "replicate"),
        plural(threads, "thread")
    )?;
    writeln!(out, "  time      {}", time(size.seconds * rounds.max(1.0)))?;
    let free = Memory::of_this_machine();
    writeln!(
        out,
        "  memory    {}, of {} free",
        bytes(needed),
        free.map_or("an unknown amount".to_owned(), |one| bytes(one.free))
    )?;
    if size.stalls {
        writeln!(
            out,
            "It would not come to an end: `run` says which rate or time is behind it."
        )?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Refuses what this machine has no memory for, and warns of what it has no free memory for.
///
/// # Errors
/// When there is less memory than the run needs, unless it is forced.
pub(super) fn admit(loaded: &[Scenario<Model>], options: &SimulationArgs) -> Result<(), Failure> {
    let Some(there) = Memory::of_this_machine() else {
        return Ok(());
    };
    let threads = threads(options);
    let needed = memory(loaded, threads);
    let with = plural(threads, "thread");
    if needed > there.all && !options.force {
        return Err(Failure::misuse(format!(
            "this run needs about {} of memory with {with}, and there are {}",
            bytes(needed),
            bytes(there.all)
        ))
        .help(
            "use fewer --threads or a smaller --population-scale; --force runs it all the same",
        ));
    }
    if needed > there.free {
        note(&format!(
            "warning: this run needs about {} of memory with {with}, and {} are free",
            bytes(needed),
            bytes(there.free)
        ));
    }
    Ok(())
}

/// Peak memory on so many threads: each holds the history, and a policy that branched from it.
fn memory(loaded: &[Scenario<Model>], threads: usize) -> f64 {
    let people = loaded
        .iter()
        .filter_map(|one| one.at_start().ok())
        .map(|m| people(&m));
    let most = people.fold(0.0, f64::max);
    let worlds = loaded.len().min(2) as f64;
    let world = BYTES_A_WORLD + most * GROWTH * BYTES_A_PERSON;
    BYTES_AT_LEAST + world * worlds * threads as f64
}

/// People on the first day.
fn people(model: &Model) -> f64 {
    let stock = &model.population.stock;
    let shares = |of: fn(&crate::scenario::schema::Area) -> f64| -> f64 {
        model.areas.values().map(of).sum()
    };
    let need = *stock.opiate + *stock.non_opiate + *stock.non_opiate_alcohol + *stock.alcohol;
    let all = need * shares(|area| *area.need_share)
        + *stock.none * shares(|area| *area.population_share);
    all * *model.settings.population_scale
}

/// A replicate of all scenarios: the baseline, and each policy from where it branches off.
fn measured(study: &Study) -> Size {
    let mut size = Size {
        first: 0.0,
        last: 0.0,
        events: 0.0,
        seconds: 0.0,
        stalls: false,
    };
    for i in 0..study.plans().len() {
        let one = scenario(study, i);
        let own = 1.0 - study.shared_with_baseline(i);
        size.first = size.first.max(one.first);
        size.last = size.last.max(one.last);
        size.events += own * one.events;
        size.seconds += own * one.seconds;
        size.stalls |= one.stalls;
    }
    size
}

/// One scenario: what does not grow with its people from the smaller world, the rest from the
/// larger.
fn scenario(study: &Study, i: usize) -> Size {
    // The people of a thousandth, or of the whole where that is small itself.
    let thousandth = study.first_people(i, 0.001).max(1.0) * 1_000.0;
    let whole = match thousandth < 1e5 {
        true => study.first_people(i, 1.0).max(1.0),
        false => thousandth,
    };
    let [few, more] = SMALL.map(|people| (people / whole).min(1.0));
    let (large, seconds) = timed(study, i, more);
    let times = 1.0 / more;
    let (slope, fixed) = match more < 1.0 {
        true => {
            let (_, least) = timed(study, i, few);
            let slope = ((seconds - least) / (more - few)).max(0.0);
            (slope, (seconds - slope * more).max(0.0))
        }
        false => (seconds, 0.0),
    };
    let dearer = 1.0 + A_TENFOLD * libm::log10(times.max(1.0));
    Size {
        first: large.first * times,
        last: large.last * times,
        events: large.events * times / large.done,
        seconds: fixed + slope.max(seconds * 0.5) * dearer,
        stalls: large.stalls,
    }
}

/// A small world, and the time that it would take to its end.
fn timed(study: &Study, i: usize, factor: f64) -> (Probed, f64) {
    let begun = Instant::now();
    let mut probed = study.probe(i, factor, &mut || begun.elapsed() < A_MOMENT);
    probed.done = probed.done.max(1e-9);
    (probed, begun.elapsed().as_secs_f64() / probed.done)
}

fn replicates(options: &SimulationArgs) -> u32 {
    match options.uncertainty {
        Some(draws) => {
            draws.saturating_mul(options.replicates.unwrap_or(DEFAULT_REPLICATES_OF_A_DRAW))
        }
        None => options.replicates.unwrap_or(DEFAULT_REPLICATES),
    }
}

/// Threads that have something to do.
fn threads(options: &SimulationArgs) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = match options.threads {
        0 => cores(),
        some => some,
    };
    threads.min(replicates(options) as usize).max(1)
}

/// Memory of a machine, in bytes.
struct Memory {
    all: f64,
    free: f64,
}

impl Memory {
    /// What there is, or less where a container may have less.
    fn of_this_machine() -> Option<Memory> {
        let what = RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram());
        let system = System::new_with_specifics(what);
        let (mut all, mut free) = (system.total_memory(), system.available_memory());
        if let Some(limits) = system.cgroup_limits() {
            all = all.min(limits.total_memory);
            free = free.min(limits.free_memory);
        }
        (all > 0).then_some(Memory {
            all: all as f64,
            free: free as f64,
        })
    }
}

fn bytes(number: f64) -> String {
    match number {
        n if n >= 1e9 => format!("{:.1} GB", n / 1e9),
        n => format!("{:.0} MB", n / 1e6),
    }
}

fn time(seconds: f64) -> String {
    match seconds {
        s if s < 1.0 => format!("about {s:.1} s"),
        s if s < 120.0 => format!("about {s:.0} s"),
        s if s < 7_200.0 => format!("about {:.0} min", s / 60.0),
        s if s < 172_800.0 => format!("about {:.0} h", s / 3_600.0),
        s => format!("about {:.0} days", s / 86_400.0),
    }
}

/// A number to two figures, in words where it is large.
fn about(number: f64) -> String {
    match number {
        n if n >= 1e9 => format!("about {:.1} billion", n / 1e9),
        n if n >= 1e6 => format!("about {:.1} million", n / 1e6),
        n if n >= 1e3 => format!("about {:.0},000", n / 1e3),
        n => format!("{n:.0}"),
    }
}

fn plural(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    }
}

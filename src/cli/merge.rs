//! `throughcare merge`: the shards of a run put together, to the bytes of a run on one machine.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use super::failure::Failure;
use super::options::{MOST_REPLICATES, OutputArgs};
use super::session;
use super::shards::Described;
use super::streams::{Stdout, note};
use super::view::ViewArgs;
use crate::experiment::files::{Directory, write_whole};
use crate::experiment::keep::Keep;
use crate::experiment::{
    Found, Goal, Outcome, Request, Results, Shard, Store, StoreError, Study, Verdict,
};
use crate::link::Framed;
use crate::output::{Marker, Purpose, RECORDS, terminal};

/// Exit code where replicates are missing.
const GAPS: u8 = 3;
/// Missing replicates that are named one by one.
const NAMED: usize = 12;

/// Puts the shards of a run together: the files and the table of the whole run
///
/// Needs every shard of `run` or `compare` with --shard, and nothing of the machines that made
/// them. The exit code is 3 when replicates are missing; it says which, and how to make them.
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// Folders of the shards
    #[arg(value_name = "DIR", required = true)]
    shards: Vec<PathBuf>,
    /// Leaves out the page `report.html` and the workbook `briefing.xlsx`
    #[arg(long)]
    no_report: bool,
    #[command(flatten)]
    view: ViewArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// One shard that was given.
struct Part {
    folder: PathBuf,
    described: Described,
    shard: Shard,
    /// Keeps a run that goes on with the shard out while it is read.
    _marker: Option<Marker>,
}

/// Merges.
///
/// # Errors
/// When the shards are not of one run, or a file cannot be read or written.
pub fn run(args: &MergeArgs) -> anyhow::Result<ExitCode> {
    let parts = read(&args.shards)?;
    let first = &parts[0].described;
    let framed: Framed =
        first.run.clone().read().map_err(|error| {
            Failure::misuse(format!("`{}`: {error}", parts[0].folder.display()))
        })?;
    let study = Study::new(&framed, first.seed);
    one_run(&parts, &study)?;
    let (found, gaps) = replicates(&parts, &study)?;
    if !gaps.is_empty() {
        gaps.iter().for_each(|line| note(line));
        return Ok(ExitCode::from(GAPS));
    }
    let mut default = session::default_folder(study.scenarios());
    if study.nested().is_some() {
        default.as_mut_os_string().push("-uncertainty");
    }
    let path = args.output.out.clone().unwrap_or(default);
    let folder = session::open(&path, args.output.opening(), Purpose::Replicates)?;
    let records = folder.records()?;
    for (name, from) in &found {
        bring(from, &records.path(name)).map_err(|error| {
            Failure::failed(format!(
                "cannot bring `{}` together: {error}",
                from.display()
            ))
            .help("check the space and the rights there; `merge --resume` goes on")
        })?;
    }
    let store = Store::new(records, &study);
    let count = first.replicates;
    let finished: Vec<u32> = (0..count).collect();
    let results = Results::new(&study, &store, finished.clone());
    let verdicts = verdicts(first, &study, &results)?;
    let outcome = Outcome {
        finished,
        simulated: 0,
        interrupted: false,
        events: 0,
        wall: Duration::ZERO,
        threads: 1,
        verdicts,
    };
    session::write_files(&folder.files()?, &results, &outcome, !args.no_report)
        .map_err(Failure::from)?;
    session::show(&results, &args.view, args.output.json, &mut Stdout::new())
        .map_err(Failure::from)?;
    if !args.output.quiet {
        let lines = terminal::footer(&study, &outcome, folder.path());
        lines.iter().for_each(|line| note(line));
    }
    further(&parts, &outcome.verdicts, count)
        .iter()
        .for_each(|line| note(line));
    Ok(ExitCode::SUCCESS)
}

/// Reads what every folder says of itself.
fn read(folders: &[PathBuf]) -> Result<Vec<Part>, Failure> {
    let part = |folder: &PathBuf| {
        let marker = Marker::hold(folder).map_err(|error| {
            Failure::misuse(format!("`{}` cannot be merged: {error}", folder.display()))
                .help("wait for the end of its run")
        })?;
        let described = Described::read(folder)?;
        Ok(Part {
            folder: folder.clone(),
            shard: described.shard()?,
            described,
            _marker: marker,
        })
    };
    folders.iter().map(part).collect()
}

/// Refuses shards of different runs, and a shard twice.
fn one_run(parts: &[Part], study: &Study<'_>) -> Result<(), Failure> {
    let first = &parts[0];
    let mut seen: BTreeMap<String, &Path> = BTreeMap::new();
    for part in parts {
        let differs = |what: &str, one: &dyn ToString, other: &dyn ToString| {
            Failure::misuse(format!(
                "`{}` and `{}` are not shards of one run: {what} {} and {}",
                first.folder.display(),
                part.folder.display(),
                one.to_string(),
                other.to_string()
            ))
            .help("merge shards of the same scenarios, seed, settings and version")
        };
        let (a, b) = (&first.described, &part.described);
        if a.seed != b.seed {
            return Err(differs("seeds", &a.seed, &b.seed));
        }
        if first.shard.of() != part.shard.of() {
            return Err(differs(
                "numbers of shards",
                &first.shard.of(),
                &part.shard.of(),
            ));
        }
        if a.replicates != b.replicates {
            return Err(differs("replicates", &a.replicates, &b.replicates));
        }
        let framed = b.run.clone().read();
        let same = framed.is_ok_and(|framed| Study::new(&framed, b.seed).keys() == study.keys());
        if !same {
            let (a, b) = (a.run.names().join(", "), b.run.names().join(", "));
            return Err(differs("other scenarios or settings,", &a, &b));
        }
        if let Some(twin) = seen.insert(part.shard.to_string(), &part.folder) {
            return Err(Failure::misuse(format!(
                "shard {} is there twice: `{}` and `{}`",
                part.shard,
                twin.display(),
                part.folder.display()
            ))
            .help("leave one of them out"));
        }
    }
    Ok(())
}

/// The files of all records by name, and a line for everything that is missing.
fn replicates(
    parts: &[Part],
    study: &Study<'_>,
) -> Result<(BTreeMap<String, PathBuf>, Vec<String>), Failure> {
    let first = &parts[0].described;
    let (wanted, of) = (first.replicates, parts[0].shard.of());
    let mut files = BTreeMap::new();
    let mut gaps = Vec::new();
    for shard in Shard::all(of) {
        let own = (0..wanted).filter(|&replicate| shard.has(replicate));
        let Some(part) = parts.iter().find(|part| part.shard == shard) else {
            if shard.count(wanted) > 0 {
                let missing: Vec<u32> = own.collect();
                let command = first.command_for(shard, wanted, false);
                gaps.push(gap(shard, "is not there", &missing, &command));
            }
            continue;
        };
        let folder = part.folder.join(RECORDS);
        let Found { complete, damaged } = match folder.is_dir() {
            true => Store::new(Directory::at(&folder), study).scan()?,
            false => Found::default(),
        };
        for path in damaged {
            gaps.push(format!("`{}` is damaged", path.display()));
        }
        let missing: Vec<u32> = own.clone().filter(|r| !complete.contains(r)).collect();
        if !missing.is_empty() {
            let command = part.described.command_for(shard, wanted, true);
            let place = format!("in `{}` lacks", part.folder.display());
            gaps.push(gap(shard, &place, &missing, &command));
        }
        let strangers: BTreeSet<u32> = complete
            .iter()
            .copied()
            .filter(|&r| !shard.has(r))
            .collect();
        if let Some(stranger) = strangers.first() {
            return Err(Failure::misuse(format!(
                "`{}` holds replicate {stranger}, which is not one of shard {shard}",
                part.folder.display()
            ))
            .help("name the folders as the shards left them"));
        }
        let store = Store::new(Directory::at(&folder), study);
        for replicate in own.filter(|r| complete.contains(r)) {
            for scenario in 0..study.scenarios().len() {
                let path = store.path(replicate, scenario);
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                files.insert(name.into_owned(), path.clone());
            }
        }
    }
    Ok((files, gaps))
}

fn gap(shard: Shard, what: &str, missing: &[u32], command: &str) -> String {
    let named: Vec<String> = missing
        .iter()
        .take(NAMED)
        .map(ToString::to_string)
        .collect();
    let more = match missing.len().checked_sub(NAMED) {
        None | Some(0) => String::new(),
        Some(more) => format!(" and {more} more"),
    };
    format!(
        "missing: shard {shard} {what} replicates {}{more}; run\n  {command}",
        named.join(", ")
    )
}

/// Puts a record into the merged folder: the same file where the system has links, a copy else.
/// What an earlier merge has brought is there, but only if it is still the same.
pub(super) fn bring(from: &Path, to: &Path) -> io::Result<()> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    let bytes = fs::read(from)?;
    if fs::read(to).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    write_whole::<io::Error>(to, |out| out.write_all(&bytes)).map(|_| ())
}

/// What was reached of the precision that was asked for.
fn verdicts(
    described: &Described,
    study: &Study<'_>,
    results: &Results<'_>,
) -> Result<Vec<Verdict>, Failure> {
    let look = |text: &String| {
        let request: Request = text.parse()?;
        let goal = Goal::new(request, study.layout())?;
        goal.look(results)
            .map_err(|error: StoreError| Failure::from(error))
    };
    described.precision.iter().map(look).collect()
}

/// The commands that would reach what was not reached.
fn further(parts: &[Part], verdicts: &[Verdict], count: u32) -> Vec<String> {
    let missed = verdicts.iter().filter(|verdict| !verdict.is_met());
    let factors = missed.map(|verdict| {
        let ratio = verdict.half_width / verdict.allowed;
        if ratio.is_finite() {
            ratio * ratio
        } else {
            2.0
        }
    });
    let Some(factor) = factors.reduce(f64::max) else {
        return Vec::new();
    };
    let of = parts[0].shard.of();
    // A tenth more, since the width is an estimate too; a whole number for every shard.
    let wanted = (f64::from(count) * factor * 1.1).ceil();
    let most = MOST_REPLICATES as f64;
    let wanted = (wanted.min(most) as u32).div_ceil(of).saturating_mul(of);
    let mut lines = vec![format!(
        "about {wanted} replicates would reach the precision; run"
    )];
    for part in parts {
        let command = part.described.command_for(part.shard, wanted, true);
        lines.push(format!("  {command}"));
    }
    lines.push("and merge again".to_owned());
    lines
}

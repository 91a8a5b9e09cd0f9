//! `throughcare compare --estates`: the same policies on the estate as it is fitted, on a full one
//! and on a slack one, each against the baseline on the same estate; and where the answer turns.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::failure::Failure;
use super::interrupt::{self, INTERRUPTED};
use super::options::SimulationArgs;
use super::report::{held, results_in};
use super::session::{self, Ending};
use super::streams::{Stdout, note};
use crate::experiment::files::Directory;
use crate::figures::turns;
use crate::link::{self, info};
use crate::output::write_report;
use crate::scenario::schema::Model;
use crate::scenario::{Library, Scenario};

/// The estates beside the one that is fitted: scenarios that change demand alone.
const ESTATES: [&str; 2] = ["full", "slack"];
/// What the fitted one is called in the last table.
const AS_FITTED: &str = "as fitted";

/// Compares on all three, each in a folder of its own: the one that was asked for, and two more
/// with `-full` and `-slack` behind its name.
///
/// # Errors
/// When a scenario is wrong, a folder cannot be used, or a run fails.
pub(super) fn compare(specs: &[String], options: &SimulationArgs) -> anyhow::Result<ExitCode> {
    if options.shard.is_some() || options.output.json {
        let title =
            "--estates makes three comparisons: it goes neither with --shard nor with --json";
        let help =
            "compare on one estate at a time, as in `compare estates/full POLICY+estates/full`";
        return Err(Failure::misuse(title.to_owned()).help(help).into());
    }
    let stop = interrupt::listen()?;
    let mut options = options.clone();
    options.view.at_the_terminal = true;
    let as_fitted = super::scenarios::load(specs, &options.study())?;
    let infos: Vec<_> = as_fitted.iter().map(info).collect();
    let default = || session::default_folder(&infos);
    let out = options.output.out.clone().unwrap_or_else(default);
    let mut worlds = Vec::new();
    for estate in ESTATES {
        let scenarios = on(estate, specs, &as_fitted, &options)?;
        worlds.push((estate, beside(&out, estate), scenarios));
    }
    worlds.insert(0, (AS_FITTED, out, as_fitted));
    let mut folders = Vec::new();
    for (estate, folder, scenarios) in worlds {
        note(&format!("the estate: {estate}"));
        options.output.out = Some(folder.clone());
        let simulator = options.simulator_of(scenarios)?;
        let ending = session::conduct(&*simulator, &options, stop, &mut Stdout::new())?;
        if ending == Ending::Interrupted {
            return Ok(ExitCode::from(INTERRUPTED));
        }
        folders.push(folder);
    }
    let mut here = results_in(&folders[0])?;
    let others = folders[1..].iter().map(|folder| results_in(folder));
    here.others = others.collect::<Result<_, _>>()?;
    if !options.no_report {
        let _held = held(&folders[0])?;
        write_report(&Directory::at(&folders[0]), &here).map_err(Failure::from)?;
    }
    let mut out = Stdout::new();
    writeln!(out, "\nWhere the answer turns between estates")?;
    for line in turns(&here) {
        writeln!(out, "  {}", line.plain())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Where the other estates of a comparison in `folder` are.
pub(super) fn folders_beside(folder: &Path) -> [PathBuf; 2] {
    ESTATES.map(|estate| beside(folder, estate))
}

/// `results/x` becomes `results/x-full`.
fn beside(out: &Path, estate: &str) -> PathBuf {
    let mut name = out.as_os_str().to_owned();
    name.push(format!("-{estate}"));
    PathBuf::from(name)
}

/// The scenarios on another estate, called after it. Where the baseline is a file, so is the estate,
/// in the folder `estates` next to it.
fn on(
    estate: &str,
    specs: &[String],
    as_fitted: &[Scenario<Model>],
    options: &SimulationArgs,
) -> Result<Vec<Scenario<Model>>, Failure> {
    let name = format!("estates/{estate}");
    let below = Path::new(as_fitted[0].foundation());
    let overlay = if below.is_file() {
        let path = below.with_file_name(format!("{name}.toml"));
        if !path.is_file() {
            let title = format!("there is no `{}`", path.display());
            let help = "the estate is a scenario that extends the baseline it is next to: copy the one of the program's folder `scenarios/estates`";
            return Err(Failure::misuse(title).help(help));
        }
        path.display().to_string()
    } else {
        name.clone()
    };
    let on_it = |(i, spec): (usize, &String)| match i == 0 && as_fitted[0].rests_on_nothing() {
        true => overlay.clone(),
        false => format!("{spec}+{overlay}"),
    };
    let specs: Vec<String> = specs.iter().enumerate().map(on_it).collect();
    let loaded = link::load(&Library::built_in(), &specs, &options.study())?;
    let called = |(scenario, fitted): (Scenario<Model>, &Scenario<Model>)| {
        scenario.called(format!("{}+{name}", fitted.name()))
    };
    Ok(loaded.into_iter().zip(as_fitted).map(called).collect())
}

//! `throughcare new policy`: a file to begin a policy with.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::super::failure::Failure;
use super::super::scenarios;
use super::super::streams::note;
use super::super::written;
use super::{ask, place, plain_name, write};
use crate::engine::Date;
use crate::link::StudyOptions;
use crate::scenario::schema::Model;
use crate::scenario::{Scenario, typed};

/// Writes a policy to begin with: what may be changed, and what stands there now
///
/// At a terminal it asks what is to be changed; elsewhere it writes every line as a comment.
#[derive(Debug, Args)]
pub struct PolicyArgs {
    /// Name of the policy
    name: String,
    /// The area or baseline that it changes
    #[arg(long, default_value = "baseline", value_name = "SCENARIO")]
    on: String,
    /// File to write; NAME.toml where absent
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long)]
    overwrite: bool,
}

/// Something that an office can change.
struct Lever {
    asks: &'static str,
    section: &'static str,
    key: &'static str,
    now: fn(&Model) -> f64,
    most: f64,
}

/// What an office can change, in the order of the pathway.
const LEVERS: [Lever; 6] = [
    Lever {
        asks: "workers in the custody suites, whole-time posts",
        section: "arrest_referral",
        key: "workers.posts",
        now: |m| *m.arrest_referral.workers.posts,
        most: 1e5,
    },
    Lever {
        asks: "navigators of the diversion scheme, whole-time posts",
        section: "diversion",
        key: "workers.posts",
        now: |m| *m.diversion.workers.posts,
        most: 1e5,
    },
    Lever {
        asks: "share of people open to diversion after arrest who are offered it, 0 to 1",
        section: "diversion",
        key: "custody.offered",
        now: |m| *m.diversion.custody.offered,
        most: 1.0,
    },
    Lever {
        asks: "share of people who are met at the prison gate, 0 to 1",
        section: "release",
        key: "met_at_gate",
        now: |m| *m.release.met_at_gate,
        most: 1.0,
    },
    Lever {
        asks: "share of people whom the home service sees before release, 0 to 1",
        section: "release",
        key: "in_reach",
        now: |m| *m.release.in_reach,
        most: 1.0,
    },
    Lever {
        asks: "workers of the local scheme through the gate, whole-time posts",
        section: "through_the_gate",
        key: "local.workers.posts",
        now: |m| *m.through_the_gate.local.workers.posts,
        most: 1e5,
    },
];

pub(super) fn run(args: &PolicyArgs) -> anyhow::Result<ExitCode> {
    let name = plain_name(&args.name)?;
    let path = place(args.out.as_ref(), &name, args.overwrite)?;
    let scenario = scenarios::one(&args.on, &StudyOptions::default())?;
    let read: Vec<PathBuf> = written::files_of(&scenario).collect();
    written::refuse(("--out", &path), &read, args.overwrite)?;
    let text = text(&name, &args.on, &scenario, ask::somebody())?;
    write(&path, &text)?;
    note(&format!(
        "written: {file}\n`throughcare check {file}` says what it changes; `throughcare compare {on} {file}` what it does",
        file = path.display(),
        on = args.on
    ));
    Ok(ExitCode::SUCCESS)
}

/// A policy on a scenario; what is to be changed is asked for where somebody is there.
///
/// # Errors
/// When the scenario makes no world, or answers end.
pub(super) fn text(
    name: &str,
    on: &str,
    scenario: &Scenario<Model>,
    asks: bool,
) -> anyhow::Result<String> {
    let start = scenario.at_start()?;
    let from = *start.settings.policy_from;
    let areas = start.areas.iter();
    let areas: Vec<&String> = areas
        .filter(|(_, area)| *area.need_share > 0.0 || *area.population_share > 0.0)
        .map(|(name, _)| name)
        .collect();
    // A world of one area is changed in that area: its posts are its own.
    let area = match areas.as_slice() {
        [only] => Some(only.as_str()),
        _ => None,
    };
    let values = match area {
        Some(area) => scenario.area_at(area, from)?,
        None => scenario.at(from)?,
    };
    let from = match asks {
        true => date(from)?,
        false => from,
    };
    let base = match on.ends_with(".toml") || on.contains('/') {
        true => on.to_owned(),
        false => format!("{on}.toml"),
    };
    let mut out = format!(
        "# {name}: what it changes, from when, and what it rests on.\n\
         #\n\
         # Take the # away from a line, put your number in, and say where it is from. `over` is how long it\n\
         # takes to get there. `times = 1.5` in place of `value` is half as much again.\n\n\
         title = \"{name}\"\nextends = \"{base}\"\n\n[policy]\nfrom = \"{from}\"\n"
    );
    let mut before = "";
    for lever in &LEVERS {
        if lever.section != before {
            let place = area.map_or_else(String::new, |area| format!("areas.{area}."));
            out.push_str(&format!("\n[{place}{}]\n", lever.section));
            before = lever.section;
        }
        let now = (lever.now)(&values);
        let now = match now < 10.0 {
            true => format!("{}", libm::round(100.0 * now) / 100.0),
            false => format!("{now:.0}"),
        };
        let typed = match asks {
            true => ask::ask(
                &format!("New value for {}", lever.asks),
                &format!("stays {now}"),
                |text| {
                    let value = match lever.most {
                        1.0 => typed::share(text),
                        _ => typed::number(text),
                    };
                    let value = value.filter(|value| (0.0..=lever.most).contains(value));
                    value.ok_or_else(|| format!("a number from 0 to {}", lever.most))
                },
            )?,
            false => None,
        };
        let hash = if typed.is_some() { "" } else { "# " };
        let value = typed.map_or_else(|| now.clone(), |value| value.to_string());
        out.push_str(&format!(
            "# {}{}, now {now}\n{hash}{} = {{ value = {value}, over = \"6mo\", source = \"assumption\", low = {value}, high = {value}, note = \"Our plan.\" }}\n",
            lever.asks[..1].to_uppercase(),
            &lever.asks[1..],
            lever.key
        ));
    }
    let whom = area.map_or_else(
        || "\"england-and-wales\"".to_owned(),
        |area| format!("[\"{area}\"]"),
    );
    let cost = match asks {
        true => ask::ask("Pounds a year apart from these workers", "none", |text| {
            typed::number(text).ok_or_else(|| "a number".to_owned())
        })?,
        false => None,
    };
    let hash = if cost.is_some() { "" } else { "# " };
    let cost = cost.unwrap_or(100_000.0);
    out.push_str(&format!(
        "\n# What it costs apart from the workers above, who are costed where they are simulated.\n\
         {hash}[programme.{name}]\n{hash}for = {whom}\n\
         {hash}each_year = {{ value = {cost}, source = \"assumption\", low = {cost}, high = {cost}, note = \"Our plan.\" }}\n"
    ));
    Ok(out)
}

fn date(default: Date) -> Result<Date, Failure> {
    let asked = ask::ask("From which date", &default.to_string(), |text| {
        text.parse()
            .map_err(|_| "a date such as 2027-04-01".to_owned())
    })?;
    Ok(asked.unwrap_or(default))
}

//! `throughcare trace`: one person's life, in plain words and as CSV; with a policy, the same
//! person under both.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::failure::Failure;
use super::options::positive;
use super::streams::{Stdout, note};
use super::{scenarios, written};
use crate::engine::{Date, Tick};
use crate::link::{StudyOptions, assemble};
use crate::observe::Life;
use crate::output::{terminal, write_lives};
use crate::pathway::{Plan, Study, TELLING_RECEPTIONS};
use crate::scenario::{nearest, parse_pair};
use crate::strata::Substance;

/// Tells one person's life; with a policy, the same person's under both, side by side
#[derive(Debug, Args)]
pub struct TraceArgs {
    /// The scenario: a TOML file, a built-in name, or a bundle `A.toml+B.toml`
    #[arg(value_name = "SCENARIO")]
    scenario: String,
    /// A policy to tell the same person's life under as well
    #[arg(value_name = "POLICY")]
    policy: Option<String>,
    /// The person, by number in the area [default: the first whose life has three receptions
    /// into custody]
    #[arg(long, value_name = "N")]
    person: Option<u64>,
    /// The area the person is from [default: the scenario's first]
    #[arg(long, value_name = "NAME")]
    area: Option<String>,
    /// The need of a person who is chosen
    #[arg(long, value_name = "GROUP", default_value = Substance::Opiate.name(),
          value_parser = PossibleValuesParser::new(Substance::NAMES))]
    substance: String,
    /// The replicate, from 0
    #[arg(long, value_name = "R", default_value_t = 0)]
    replicate: u32,
    /// Master seed, as in `run`
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// First day told, as 2027-04-01 [default: the end of the warm-up]
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Writes the life to a CSV file as well
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Replaces the file that --csv names, if it is there
    #[arg(long, requires = "csv")]
    overwrite: bool,
    /// Years simulated before anything is counted, as `10y` [default: the scenario's]
    #[arg(long, value_name = "DURATION")]
    warm_up: Option<String>,
    /// Length of the policy period, as `10y` [default: the scenario's]
    #[arg(long, value_name = "DURATION")]
    horizon: Option<String>,
    /// Simulated people for each person in the population, as 0.1 [default: the scenario's]
    #[arg(long, value_name = "SHARE", value_parser = positive)]
    population_scale: Option<f64>,
    /// Sets a parameter of every scenario, as `prison.places.male=86000`; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = parse_pair)]
    set: Vec<(String, String)>,
}

/// Tells the life.
///
/// # Errors
/// When a scenario, the area, the person or the date is wrong, or nothing can be written.
pub fn run(args: &TraceArgs) -> anyhow::Result<ExitCode> {
    let specs: Vec<String> = std::iter::once(&args.scenario)
        .chain(&args.policy)
        .cloned()
        .collect();
    let loaded = scenarios::load(&specs, &args.study())?;
    if let Some(path) = &args.csv {
        let read: Vec<PathBuf> = loaded.iter().flat_map(written::files_of).collect();
        written::refuse(("--csv", path), &read, args.overwrite)?;
    }
    let study = assemble(&loaded, args.seed).map_err(Failure::from)?;
    let lives = args.lives(&study)?;
    let names = study.plans().iter().map(|plan| plan.name.as_str());
    let named: Vec<(&str, &Life)> = names.zip(&lives).collect();
    let mut out = Stdout::new();
    out.write_all(terminal::lives(&named).as_bytes())?;
    out.flush()?;
    if let Some(path) = &args.csv {
        write_lives(path, &named).map_err(|error| {
            Failure::failed(format!("`{}` cannot be written: {error}", path.display()))
                .help("name a file that can be written with --csv")
        })?;
        note(&format!("written: {}", path.display()));
    }
    Ok(ExitCode::SUCCESS)
}

impl TraceArgs {
    fn study(&self) -> StudyOptions {
        StudyOptions {
            warm_up: self.warm_up.clone(),
            horizon: self.horizon.clone(),
            population_scale: self.population_scale,
            set: self.set.clone(),
        }
    }

    /// The life under each scenario.
    fn lives(&self, study: &Study) -> Result<Vec<Life>, Failure> {
        let plan = &study.plans()[0];
        let area = self.area(plan)?;
        let from = self.from(plan)?;
        let number = match self.person {
            Some(number) => number,
            None => self.choose(study, area, from)?,
        };
        let lives = study.lives(self.replicate, area, number, from);
        let lives: Option<Vec<Life>> = lives.into_iter().collect();
        lives.ok_or_else(|| {
            Failure::misuse(format!(
                "there is no person {number} in {} on or after {}",
                plan.areas[area],
                plan.calendar.date_of(from)
            ))
            .help(
                "numbers start at 0 and go on with each arrival; leave --person out to have \
                 somebody chosen, or tell from an earlier day with --from",
            )
        })
    }

    /// The number of the area that was asked for.
    fn area(&self, plan: &Plan) -> Result<usize, Failure> {
        let Some(name) = &self.area else {
            return Ok(0);
        };
        plan.areas.iter().position(|a| a == name).ok_or_else(|| {
            let near = nearest(name, plan.areas.iter().map(String::as_str));
            let hint = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
            Failure::misuse(format!("`{}` has no area `{name}`", plan.name))
                .help(format!("{hint}areas: {}", plan.areas.join(", ")))
        })
    }

    fn from(&self, plan: &Plan) -> Result<Tick, Failure> {
        let Some(date) = self.from else {
            return Ok(plan.observe_from);
        };
        let (start, end) = (plan.calendar.start(), plan.calendar.date_of(plan.end));
        if date < start || date >= end {
            return Err(
                Failure::misuse(format!("--from {date} is not a day of the simulation"))
                    .help(format!("it begins on {start} and ends before {end}")),
            );
        }
        Ok(plan.calendar.tick_of(date))
    }

    /// Somebody whose life shows something.
    fn choose(&self, study: &Study, area: usize, from: Tick) -> Result<u64, Failure> {
        let group = Substance::named(&self.substance).unwrap_or(Substance::Opiate);
        let chosen = study.telling_person(self.replicate, area, group, from);
        chosen.ok_or_else(|| {
            Failure::misuse(format!(
                "nobody of the group {} in {} has {TELLING_RECEPTIONS} receptions into custody",
                self.substance,
                study.plans()[0].areas[area]
            ))
            .help("name somebody with --person, or take another --area, a longer --horizon or a larger --population-scale")
        })
    }
}

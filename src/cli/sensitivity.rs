//! `throughcare sensitivity`: which of all uncertain parameters a difference leans on.

use std::collections::BTreeSet;
use std::io::Write;
use std::ops::RangeInclusive;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use clap::Args;

use super::design::{self, DesignArgs, Ran};
use super::failure::Failure;
use super::interrupt;
use super::options::MOST_REPLICATES;
use super::streams::Stdout;
use super::{measures, scenarios, session};
use crate::engine::{Date, Key};
use crate::experiment::design::{Designed, Family, Responses};
use crate::experiment::sensitivity::screening::{Effect, Screened};
use crate::experiment::sensitivity::{screened, sobol_indices, swings};
use crate::experiment::{Outcome, Results, Study, reaches};
use crate::link::{
    Moved, OneWay, Ranges, Sampled, Screening, Settings, StudyOptions, smallest_scale,
};
use crate::output::design::{Parameter, Pass, Sensitivity, Tornado};
use crate::output::{Folder, Manifest, terminal};
use crate::scenario::schema::Model;
use crate::scenario::{Amount, Library, Scenario};

/// Metrics that are screened when nothing is said, as far as there are any of that name.
const SHOWN: [&str; 4] = [
    "net_benefit",
    "expected_overdose_deaths",
    "recalls",
    "prison_population",
];
/// Calendar of the short world.
const WARM_UP: &str = "3y";
/// How many pairs of runs a screening may have: with fewer nothing could be told from chance.
const PAIRS: RangeInclusive<i64> = 16..=100_000;
const HORIZON: &str = "5y";

/// Finds the parameters that the difference of a policy leans on, and by how much
///
/// Four steps, each kept and gone on with by --resume. Screening moves all uncertain parameters at
/// once, in balanced pairs of runs. The strongest for each difference, and all that a policy states
/// itself, are screened again with all else at its best estimate, which tells them from chance far
/// better. The strongest of these are moved alone from the low to the high end of their 95% range.
/// Of the largest few Sobol indices are worked out, with luck as an input of its own. The world is
/// the smallest in which no pool that a policy acts on is lost, and short, unless --whole is said.
#[derive(Debug, Args)]
pub struct SensitivityArgs {
    /// The baseline: a TOML file or a built-in name
    #[arg(value_name = "BASELINE")]
    baseline: String,
    /// The policies: TOML files, built-in names, or bundles `A.toml+B.toml`
    #[arg(value_name = "POLICY", required = true)]
    policies: Vec<String>,
    /// Metrics whose differences are looked at, the first with ten lines in the table [default:
    /// net_benefit, expected_overdose_deaths, recalls, prison_population]
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    metrics: Vec<String>,
    /// Pairs of runs of the screening of all
    #[arg(long, value_name = "N", default_value_t = 128,
          value_parser = clap::value_parser!(u32).range(PAIRS))]
    pairs: u32,
    /// Parameters of each difference that are screened again
    #[arg(long, value_name = "N", default_value_t = 96,
          value_parser = clap::value_parser!(u32).range(1..=500))]
    strongest: u32,
    /// Pairs of runs of the screening of the strongest; 0 for none
    #[arg(long, value_name = "N", default_value_t = 128, value_parser = none_or_pairs)]
    again: u32,
    /// Parameters that are moved alone, apart from those that a policy states itself
    #[arg(long, value_name = "N", default_value_t = 14,
          value_parser = clap::value_parser!(u32).range(1..=500))]
    keep: u32,
    /// Replicates of each end of a parameter that is moved alone
    #[arg(long, value_name = "N", default_value_t = 8,
          value_parser = clap::value_parser!(u32).range(2..=MOST_REPLICATES))]
    replicates: u32,
    /// Rows of the sample for Sobol indices; 0 for none
    #[arg(long, value_name = "N", default_value_t = 48)]
    sobol: u32,
    /// Parameters that have Sobol indices
    #[arg(long, value_name = "N", default_value_t = 3,
          value_parser = clap::value_parser!(u32).range(1..=20))]
    few: u32,
    /// Runs the scenario's own calendar, not a short one (a warm-up of 3 years, observation from a
    /// year before the policy, 5 years of policy)
    #[arg(long)]
    whole: bool,
    #[command(flatten)]
    design: DesignArgs,
}

/// Pairs of the second screening, or none of it.
fn none_or_pairs(text: &str) -> Result<u32, String> {
    let pairs: u32 = text.parse().map_err(|_| "not a whole number".to_owned())?;
    match pairs == 0 || PAIRS.contains(&i64::from(pairs)) {
        true => Ok(pairs),
        false => Err(format!("write 0, or {} to {}", PAIRS.start(), PAIRS.end())),
    }
}

/// Runs all four steps.
///
/// # Errors
/// When a scenario is wrong, the folder cannot be used, or a run fails.
pub fn run(args: &SensitivityArgs) -> anyhow::Result<ExitCode> {
    let specs: Vec<String> = std::iter::once(&args.baseline)
        .chain(&args.policies)
        .cloned()
        .collect();
    let options = args.options(&specs)?;
    let loaded = scenarios::load(&specs, &options)?;
    let names: Vec<String> = loaded.iter().map(|one| one.name().to_owned()).collect();
    let ranges = Ranges::of(&loaded, args.design.seed);
    let ranges = ranges.map_err(|error| Failure::misuse(error.to_string()))?;
    let folder = args
        .design
        .open(&args.design.folder("sensitivity", &names))?;
    let mut analysis = Analysis {
        args,
        loaded: &loaded,
        ranges: &ranges,
        folder: &folder,
        stop: interrupt::listen()?,
        found: Sensitivity {
            scenarios: names,
            inputs: ranges.names().to_vec(),
            seed: args.design.seed,
            ..Sensitivity::default()
        },
        outcomes: Vec::new(),
        shown: Vec::new(),
    };
    args.design
        .say(&format!("{} uncertain parameters", ranges.names().len()));
    let is_done = analysis.all()?;
    let Analysis {
        found,
        outcomes,
        shown,
        ..
    } = analysis;
    if !is_done {
        return Ok(design::unfinished(outcomes.last()));
    }
    let mut out = Stdout::new();
    match args.design.output.json {
        true => found.json(&mut out).map_err(Failure::from)?,
        false => out.write_all(terminal::sensitivity(&found, &shown).as_bytes())?,
    }
    out.flush()?;
    design::footer(&args.design, &[], &outcomes, &folder);
    Ok(ExitCode::SUCCESS)
}

impl SensitivityArgs {
    /// The options, with a scale and a calendar where nothing was said of them.
    fn options(&self, specs: &[String]) -> Result<StudyOptions, Failure> {
        let mut options = self.design.study();
        if !self.whole {
            options.unless_said("settings.warm_up", WARM_UP);
            options.unless_said("settings.horizon", HORIZON);
            let baseline = scenarios::one(&specs[0], &options)?;
            if let Some(from) = year_before_policy(&baseline) {
                options.unless_said("settings.observe_from", &from.to_string());
            }
        }
        if !options.says("settings.population_scale") {
            let scale = smallest_scale(&Library::built_in(), specs, &options)?;
            self.design.say(&format!(
                "population scale {scale}, the smallest at which no pool that a policy acts on is lost"
            ));
            options.population_scale = Some(scale);
        }
        Ok(options)
    }
}

fn year_before_policy(baseline: &Scenario<Model>) -> Option<Date> {
    let parameters = baseline.parameters();
    let policy = parameters
        .iter()
        .find(|p| p.path == "settings.policy_from")?;
    match policy.base.as_ref()?.canonical {
        Amount::Day(date) => Date::new(date.year() - 1, date.month(), date.day().min(28)),
        _ => None,
    }
}

/// The four steps, and what they found so far.
struct Analysis<'a> {
    args: &'a SensitivityArgs,
    loaded: &'a [Scenario<Model>],
    ranges: &'a Ranges,
    folder: &'a Folder,
    stop: &'a AtomicBool,
    found: Sensitivity,
    outcomes: Vec<Outcome>,
    shown: Vec<usize>,
}

impl Analysis<'_> {
    /// Takes all steps and writes the files; false when it was stopped.
    fn all(&mut self) -> Result<bool, Failure> {
        let all = Screening::of_all(self.ranges.clone(), self.args.pairs as usize);
        if !self.screen("screening", all)? {
            return Ok(false);
        }
        if self.args.again > 0 {
            let (ranges, pairs) = (self.ranges.clone(), self.args.again as usize);
            let again = Screening::of_strongest(ranges, self.strongest(), pairs);
            if !self.screen("strongest", again)? {
                return Ok(false);
            }
        }
        let chosen = self.chosen();
        self.found.parameters = chosen.iter().map(|&one| self.parameter(one)).collect();
        let settings = OneWay {
            ranges: self.ranges.clone(),
            chosen: chosen.clone(),
        };
        let replicates = self.args.replicates;
        let is_done = self.step("one-way", replicates, Box::new(settings), Self::move_alone)?;
        if !is_done {
            return Ok(false);
        }
        let few = self.largest(&chosen);
        let rows = self.args.sobol;
        self.found.replicates = replicates as usize;
        if rows < 2 || few.is_empty() {
            return Ok(true);
        }
        self.found.rows = rows as usize;
        let inputs = few.iter().map(|&place| chosen[place]).collect();
        let settings = Sampled::new(self.ranges.clone(), inputs, rows as usize);
        self.step("sobol", rows, Box::new(settings), |this, responses| {
            this.indices(responses, &few)
        })
    }

    /// Runs one step and looks at it; false when it was stopped. The files are written after each,
    /// so that an earlier one can be read while a later one runs.
    fn step(
        &mut self,
        name: &str,
        replicates: u32,
        settings: Box<dyn Settings>,
        look: impl FnOnce(&mut Self, &Responses<'_>) -> Result<(), Failure>,
    ) -> Result<bool, Failure> {
        let design = &self.args.design;
        let family = Moved::new(self.loaded.to_vec(), design.seed, settings)?;
        if self.shown.is_empty() {
            self.shown = measures::of(family.layout(), &self.args.metrics, &SHOWN)?;
        }
        let designed = Designed::new(&family);
        let Ran {
            store,
            outcome,
            is_whole,
        } = design::run(
            &designed,
            replicates,
            (self.folder, name),
            design,
            self.stop,
        )?;
        self.outcomes.push(outcome.clone());
        if !is_whole {
            return Ok(false);
        }
        let study = Study::new(&designed, design.seed);
        let results = Results::new(&study, &store, outcome.finished.clone());
        let responses = Responses::new(&results, designed.shape());
        self.found.metrics = responses.metrics();
        look(self, &responses)?;
        let files = self.folder.files()?;
        let hashes = self.found.write(&files)?;
        let command = session::command();
        Manifest::new(&command, &study, &outcome, hashes).write(&files)?;
        Ok(true)
    }

    /// Every policy with every metric that is looked at.
    fn looked_at(&self) -> Vec<(usize, usize)> {
        let policies = 1..self.found.scenarios.len();
        policies
            .flat_map(|policy| self.shown.iter().map(move |&column| (policy, column)))
            .collect()
    }

    /// One screening; false when it was stopped.
    fn screen(&mut self, name: &str, screening: Screening) -> Result<bool, Failure> {
        let (pairs, ranges) = (screening.design().pairs(), self.ranges);
        let settings = Box::new(screening.clone());
        self.step(name, pairs as u32, settings, |this, responses| {
            let moved = screening.moved();
            let mut pass = Pass {
                pairs,
                moved: moved.len(),
                screened: Vec::new(),
            };
            for (policy, column) in this.looked_at() {
                let metric = &this.found.metrics[column];
                let reaches = |place: usize| reaches(&ranges.names()[moved[place]], metric);
                let one = screened(responses, screening.design(), reaches, (policy, column))?;
                pass.screened.push((policy, column, one.among(moved)));
            }
            this.found.passes.push(pass);
            Ok(())
        })
    }

    /// The strongest of the last screening, difference by difference.
    fn lists(&self) -> Vec<Vec<&Effect>> {
        let last = self.found.passes.last();
        let screened = last.iter().flat_map(|pass| &pass.screened);
        screened
            .map(|(_, _, Screened { found, others })| found.iter().chain(others).collect())
            .collect()
    }

    /// What a policy states itself.
    fn own(&self) -> Vec<usize> {
        let names = self.ranges.names().iter().enumerate();
        let own = names.filter(|(_, name)| name.contains(':'));
        own.map(|(input, _)| input).collect()
    }

    /// What a policy states itself, and so many of the strongest for each difference, in the order
    /// of the parameters.
    fn strongest(&self) -> Vec<usize> {
        let some = self.args.strongest as usize;
        let lists = self.lists();
        let strongest = lists.iter().flat_map(|list| list.iter().take(some));
        let strongest = strongest.map(|effect| effect.input);
        let all: BTreeSet<usize> = self.own().into_iter().chain(strongest).collect();
        all.into_iter().collect()
    }

    /// What a policy states itself, then the strongest of the last screening, from each difference
    /// in turn.
    fn chosen(&self) -> Vec<usize> {
        let own = self.own();
        let lists = self.lists();
        let mut others = Vec::new();
        let mut known: BTreeSet<usize> = own.iter().copied().collect();
        let longest = lists.iter().map(Vec::len).max().unwrap_or(0);
        for rank in 0..longest {
            for list in &lists {
                let Some(effect) = list.get(rank) else {
                    continue;
                };
                if others.len() < self.args.keep as usize && known.insert(effect.input) {
                    others.push(effect.input);
                }
            }
        }
        own.into_iter().chain(others).collect()
    }

    fn parameter(&self, input: usize) -> Parameter {
        let (unit, best) = self.ranges.about(input);
        let [low, high] = self.ranges.ends(input);
        Parameter {
            name: self.ranges.names()[input].clone(),
            unit: unit.to_owned(),
            values: [low, best, high],
        }
    }

    fn move_alone(&mut self, responses: &Responses<'_>) -> Result<(), Failure> {
        let values: Vec<[f64; 3]> = self.found.parameters.iter().map(|p| p.values).collect();
        for policy in 1..self.found.scenarios.len() {
            for column in 0..self.found.metrics.len() {
                self.found.tornados.push(Tornado {
                    policy,
                    column,
                    swings: swings(responses, &values, (policy, column))?,
                    indices: Vec::new(),
                });
            }
        }
        Ok(())
    }

    /// The few parameters with the largest swings that are beyond chance, in the first metric.
    fn largest(&self, chosen: &[usize]) -> Vec<usize> {
        let first = self.shown.first().and_then(|&c| self.found.tornado(1, c));
        let clear = first.iter().flat_map(|one| &one.swings);
        let clear = clear.filter(|one| one.swing.is_clear() && one.input < chosen.len());
        let few = self.args.few as usize;
        clear.take(few).map(|one| one.input).collect()
    }

    fn indices(&mut self, responses: &Responses<'_>, few: &[usize]) -> Result<(), Failure> {
        let inputs: Vec<Option<usize>> = few.iter().copied().map(Some).chain([None]).collect();
        let key = Key::root(self.args.design.seed, u32::MAX).child(3);
        for (policy, column) in self.looked_at() {
            let indices = sobol_indices(responses, key, (policy, column))?;
            let all = &mut self.found.tornados;
            let own = all
                .iter_mut()
                .find(|t| (t.policy, t.column) == (policy, column));
            if let Some(tornado) = own {
                tornado.indices = inputs.iter().copied().zip(indices).collect();
            }
        }
        Ok(())
    }
}

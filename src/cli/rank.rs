//! `throughcare rank`: which of several policies is best.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use clap::Args;

use super::design::{self, DesignArgs, Ran};
use super::failure::Failure;
use super::interrupt;
use super::streams::Stdout;
use super::{measures, scenarios, session};
use crate::experiment::design::{Designed, Family, Responses};
use crate::experiment::selection::{Demand, Standing};
use crate::experiment::{Outcome, Paired, Results, Student, Study, mean};
use crate::link::{Moved, Unturned};
use crate::observe::{Better, Metric};
use crate::output::design::{RANK, Ranked, Ranking};
use crate::output::{Folder, Manifest, terminal};
use crate::scenario::Scenario;
use crate::scenario::schema::Model;

/// What is ranked by when nothing is said.
const BY: &str = "net_benefit";
/// Replicates between looks.
const BATCH: u32 = 10;
/// A lead that does not matter, as a share of the distance between the best and the worst.
const INDIFFERENT: f64 = 0.1;

/// Finds the best of several policies, with a stated chance of being right
///
/// Everyone gets 10 replicates under the same luck. Then those that are behind by more than luck
/// explains are left out, and the others get 10 more, until one is left (Kim and Nelson 2001). The
/// baseline is one of them: doing nothing may be best.
#[derive(Debug, Args)]
pub struct RankArgs {
    /// The baseline: a TOML file or a built-in name
    #[arg(value_name = "BASELINE")]
    baseline: String,
    /// The policies: TOML files, built-in names, or bundles `A.toml+B.toml`
    #[arg(value_name = "POLICY", required = true)]
    policies: Vec<String>,
    /// The metric, which must have a good direction
    #[arg(long, value_name = "METRIC", default_value = BY)]
    by: String,
    /// Chance of choosing the best
    #[arg(long, value_name = "P", default_value_t = 0.95, value_parser = chance)]
    confidence: f64,
    /// A lead that does not matter, in the unit of the metric [default: a tenth of what lies between
    /// the best and the worst after the first 10 replicates]
    #[arg(long, value_name = "LEAD", value_parser = super::options::positive)]
    indifferent: Option<f64>,
    /// Replicates at which it gives up
    #[arg(long, value_name = "N", default_value_t = 200,
          value_parser = clap::value_parser!(u32).range(10..))]
    max_replicates: u32,
    #[command(flatten)]
    design: DesignArgs,
}

/// A share between a half and one.
fn chance(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(share) if (0.5..1.0).contains(&share) => Ok(share),
        _ => Err("not a chance from 0.5 to below 1".to_owned()),
    }
}

/// Runs the ranking.
///
/// # Errors
/// When a scenario is wrong, the folder cannot be used, or a run fails.
pub fn run(args: &RankArgs) -> anyhow::Result<ExitCode> {
    let specs: Vec<String> = std::iter::once(&args.baseline)
        .chain(&args.policies)
        .cloned()
        .collect();
    let loaded = scenarios::load(&specs, &args.design.study())?;
    let names: Vec<String> = loaded.iter().map(|one| one.name().to_owned()).collect();
    let folder = args.design.open(&args.design.folder("rank", &names))?;
    let stop = interrupt::listen()?;
    let mut race = Race::new(args, loaded)?;
    while !race.is_over() {
        if !race.look(&folder, stop)? {
            return Ok(design::unfinished(race.outcomes.last()));
        }
    }
    let ranking = race.ranking();
    race.write(&ranking, &folder)?;
    let mut out = Stdout::new();
    match args.design.output.json {
        true => ranking.json(&mut out).map_err(Failure::from)?,
        false => out.write_all(terminal::rank(&ranking).as_bytes())?,
    }
    out.flush()?;
    design::footer(&args.design, &race.family.notes(), &race.outcomes, &folder);
    Ok(ExitCode::SUCCESS)
}

/// Scenarios that are left behind one by one.
struct Race<'a> {
    args: &'a RankArgs,
    loaded: Vec<Scenario<Model>>,
    /// All of them, for what they have in common.
    family: Moved,
    metric: Metric,
    column: usize,
    /// Who is not behind.
    left: Vec<usize>,
    /// By scenario, its values; the baseline has them all.
    values: Vec<Vec<f64>>,
    /// After how many replicates a scenario was left behind.
    dropped: BTreeMap<usize, usize>,
    /// Scenarios that came out as another in every replicate, with that one: nothing tells them
    /// apart.
    equal: BTreeMap<usize, usize>,
    /// Replicates so far.
    done: u32,
    demand: Option<Demand>,
    outcomes: Vec<Outcome>,
}

impl<'a> Race<'a> {
    fn new(args: &'a RankArgs, loaded: Vec<Scenario<Model>>) -> Result<Self, Failure> {
        let family = Moved::new(loaded.clone(), args.design.seed, Box::new(Unturned))?;
        let asked = std::slice::from_ref(&args.by);
        let column = measures::of(family.layout(), asked, &[])?[0];
        let layout = family.layout();
        let metric = layout.metrics.iter().find(|metric| metric.name == args.by);
        let metric = metric
            .cloned()
            .ok_or_else(|| Failure::misuse("no metric"))?;
        measures::direction(&metric)?;
        Ok(Self {
            args,
            family,
            metric,
            column,
            left: (0..loaded.len()).collect(),
            values: vec![Vec::new(); loaded.len()],
            loaded,
            dropped: BTreeMap::new(),
            equal: BTreeMap::new(),
            done: 0,
            demand: None,
            outcomes: Vec::new(),
        })
    }

    fn is_over(&self) -> bool {
        self.left.len() < 2 || self.done >= self.args.max_replicates
    }

    /// Ten more replicates of everyone who is left, and of the baseline, on which their history
    /// rests; false when it was stopped.
    fn look(&mut self, folder: &Folder, stop: &AtomicBool) -> Result<bool, Failure> {
        let policies = self.left.iter().copied().filter(|&i| i > 0);
        let chosen: Vec<usize> = std::iter::once(0).chain(policies).collect();
        let some = chosen.iter().map(|&i| self.loaded[i].clone()).collect();
        let design = &self.args.design;
        let family = Moved::new(some, design.seed, Box::new(Unturned))?;
        let designed = Designed::new(&family);
        let stage = format!("look-{:03}", self.done / BATCH + 1);
        let runs = self.done..(self.done + BATCH).min(self.args.max_replicates);
        let Ran {
            store,
            outcome,
            is_whole,
        } = design::run_some(&designed, runs.clone(), (folder, &stage), design, stop)?;
        self.outcomes.push(outcome);
        if !is_whole {
            return Ok(false);
        }
        let study = Study::new(&designed, design.seed);
        self.done = runs.end;
        let results = Results::new(&study, &store, runs.collect());
        let responses = Responses::new(&results, designed.shape());
        for (place, &scenario) in chosen.iter().enumerate() {
            let new = responses.values(place, self.column)?;
            self.values[scenario].extend(&new[0]);
        }
        self.leave_behind()?;
        Ok(true)
    }

    fn leave_behind(&mut self) -> Result<(), Failure> {
        for (place, &i) in self.left.iter().enumerate() {
            let mut before = self.left[..place].iter();
            let same = before.find(|&&j| self.values[j] == self.values[i]);
            if let Some(&j) = same {
                self.equal
                    .insert(i, self.equal.get(&j).copied().unwrap_or(j));
            }
        }
        let equal = &self.equal;
        self.left.retain(|i| !equal.contains_key(i));
        if self.left.len() < 2 && self.demand.is_none() {
            return Ok(());
        }
        let towards = measures::direction(&self.metric)?;
        let score = |of: &Vec<f64>| of.iter().map(|v| towards * v).collect();
        let scores: Vec<Vec<f64>> = self.values.iter().map(score).collect();
        let demand = self.demand.get_or_insert_with(|| Demand {
            confidence: self.args.confidence,
            indifference: self.args.indifferent.unwrap_or_else(|| lead(&scores)),
            first: BATCH as usize,
        });
        let standing = Standing::look(&scores, &self.left, demand);
        let gone = self.left.iter().filter(|i| !standing.left.contains(i));
        self.dropped.extend(gone.map(|&i| (i, self.done as usize)));
        self.left = standing.left;
        self.args.design.say(&format!(
            "after {} replicates {} of {} are left; {} replicates at most",
            self.done,
            self.left.len(),
            self.loaded.len(),
            standing.latest.min(self.args.max_replicates as usize),
        ));
        Ok(())
    }

    fn ranking(&self) -> Ranking {
        let mut student = Student::default();
        let baseline = &self.values[0];
        let mut ranked: Vec<Ranked> = self
            .values
            .iter()
            .zip(&self.loaded)
            .enumerate()
            .map(|(i, (of, scenario))| Ranked {
                name: scenario.name().to_owned(),
                paired: Paired::of(&baseline[..of.len()], of, self.metric.better, &mut student),
                dropped_after: self.dropped.get(&i).copied(),
                equal_to: self
                    .equal
                    .get(&i)
                    .map(|&j| self.loaded[j].name().to_owned()),
            })
            .collect();
        let towards = match self.metric.better {
            Better::Lower => -1.0,
            _ => 1.0,
        };
        ranked.sort_by(|a, b| {
            let lasted = |one: &Ranked| one.dropped_after.unwrap_or(usize::MAX);
            let by_place = a.equal_to.is_some().cmp(&b.equal_to.is_some());
            let score = |one: &Ranked| towards * one.paired.difference;
            let later = lasted(b).cmp(&lasted(a));
            later.then(score(b).total_cmp(&score(a))).then(by_place)
        });
        Ranking {
            baseline: self.loaded[0].name().to_owned(),
            metric: self.metric,
            ranked,
            confidence: self.args.confidence,
            indifference: self.demand.map_or(f64::NAN, |demand| demand.indifference),
            is_decided: self.left.len() == 1,
            seed: self.args.design.seed,
        }
    }

    fn write(&self, ranking: &Ranking, folder: &Folder) -> Result<(), Failure> {
        let files = folder.files()?;
        let hashes = BTreeMap::from([(RANK.to_owned(), ranking.write(&files)?)]);
        let designed = Designed::new(&self.family);
        let study = Study::new(&designed, self.args.design.seed);
        if let Some(last) = self.outcomes.last() {
            Manifest::new(&session::command(), &study, last, hashes).write(&files)?;
        }
        Ok(())
    }
}

/// The lead that does not matter when nothing is said.
fn lead(scores: &[Vec<f64>]) -> f64 {
    let means = || scores.iter().map(|of| mean(of)).filter(|m| m.is_finite());
    let best = means().fold(f64::NEG_INFINITY, f64::max);
    let worst = means().fold(f64::INFINITY, f64::min);
    (INDIFFERENT * (best - worst)).max(f64::MIN_POSITIVE)
}

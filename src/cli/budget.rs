//! `throughcare budget`: what a sum buys, lever by lever, and how to spread it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use clap::Args;

use super::design::{self, DesignArgs, Ran};
use super::failure::Failure;
use super::interrupt;
use super::options::MOST_REPLICATES;
use super::streams::Stdout;
use super::{measures, scenarios, session};
use crate::experiment::design::{Designed, Family, Responses};
use crate::experiment::mix::{Returns, best_mix};
use crate::experiment::{Outcome, Paired, Results, StoreError, Student, Study, mean};
use crate::link::{
    self, LEVERS, Moved, Priced, SPENDING, Spent, Unturned, price, read_levers, spending,
};
use crate::output::design::{Bought, Budget, Mix, Purchase};
use crate::output::{Folder, Manifest, terminal};
use crate::scenario::schema::Model;
use crate::scenario::{Library, Scenario};

/// What the mix is best for when nothing is said.
const AIM: &str = "net_benefit";
/// Metrics in the table when nothing is said, as far as there are any of that name.
const SHOWN: [&str; 5] = [
    "expected_overdose_deaths",
    "recalls",
    "prison_population",
    "expected_offences",
    "net_benefit",
];
/// Steps in which the best mix is looked for.
const STEPS: f64 = 80.0;
/// The larger sum on one lever alone, as a share of the whole.
const LARGE: f64 = 0.5;

/// Spreads a sum over levers: what the next million buys in each, and the best mix
///
/// Every lever says what one more of it costs a year. The sum is spread evenly, each lever gets a
/// little more on top of that, and each is bought alone, a little and a lot. From what single levers do
/// the best mix is proposed, and then run beside the even one, with other luck than that which chose
/// it. The built-in levers are those of the eighty-million package.
#[derive(Debug, Args)]
pub struct BudgetArgs {
    /// The baseline: a TOML file or a built-in name
    #[arg(value_name = "BASELINE")]
    baseline: String,
    /// Pounds a year, as `80m` or 80000000
    #[arg(long, value_name = "POUNDS", value_parser = pounds)]
    amount: f64,
    /// File of levers [default: those of evidence/levers.toml]
    #[arg(long, value_name = "FILE")]
    levers: Option<PathBuf>,
    /// The metric that the mix should be best for, which must have a good direction
    #[arg(long, value_name = "METRIC", default_value = AIM)]
    aim: String,
    /// Metrics in the table; the files have all of them [default: expected_overdose_deaths, recalls,
    /// prison_population, expected_offences, net_benefit]
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    metrics: Vec<String>,
    /// Replicates of everything
    #[arg(long, value_name = "N", default_value_t = 16,
          value_parser = clap::value_parser!(u32).range(2..=MOST_REPLICATES))]
    replicates: u32,
    #[command(flatten)]
    design: DesignArgs,
}

/// A sum such as `80m`, `1.5bn` or `250k`.
fn pounds(text: &str) -> Result<f64, String> {
    let wrong = || "not a sum above nought, such as 80m".to_owned();
    let plain = text.trim().trim_start_matches('£').replace(['_', ','], "");
    let ends = [("bn", 1e9), ("m", 1e6), ("k", 1e3), ("", 1.0)];
    let found = ends
        .into_iter()
        .find_map(|(end, times)| Some((plain.strip_suffix(end)?, times)));
    let (digits, times) = found.ok_or_else(wrong)?;
    let number: f64 = digits.trim().parse().map_err(|_| wrong())?;
    let sum = number * times;
    (sum.is_finite() && sum > 0.0)
        .then_some(sum)
        .ok_or_else(wrong)
}

/// Runs everything.
///
/// # Errors
/// When a scenario or a lever is wrong, the folder cannot be used, or a run fails.
pub fn run(args: &BudgetArgs) -> anyhow::Result<ExitCode> {
    let options = args.design.study();
    let baseline = scenarios::one(&args.baseline, &options)?;
    let levers = args.levers(&baseline)?;
    let text = spending(&levers, &whole_path(&args.baseline));
    let library = Library::built_in().with(SPENDING, text.clone());
    let specs = [args.baseline.as_str(), SPENDING];
    let loaded = link::load(&library, &specs, &options).map_err(Failure::from)?;
    let names = [baseline.name().to_owned()];
    let aims = link::metrics();
    if let Some(metric) = aims.iter().find(|metric| metric.name == args.aim) {
        measures::direction(metric)?;
    }
    affordable(args, &levers, &loaded)?;
    let folder = args.design.open(&args.design.folder("budget", &names))?;
    let mut spree = Spree {
        args,
        levers,
        loaded,
        folder: &folder,
        stop: interrupt::listen()?,
        outcomes: Vec::new(),
        notes: Vec::new(),
        shown: Vec::new(),
    };
    let Some(found) = spree.all()? else {
        return Ok(design::unfinished(spree.outcomes.last()));
    };
    let mut out = Stdout::new();
    match args.design.output.json {
        true => found.json(&mut out).map_err(Failure::from)?,
        false => out.write_all(terminal::budget(&found, &spree.shown).as_bytes())?,
    }
    out.flush()?;
    design::footer(&args.design, &spree.notes, &spree.outcomes, &folder);
    Ok(ExitCode::SUCCESS)
}

/// Whether each lever can take as much as it will be given.
///
/// # Errors
/// When one cannot.
fn affordable(
    args: &BudgetArgs,
    levers: &[Priced],
    loaded: &[Scenario<Model>],
) -> Result<(), Failure> {
    let alone = |lever: usize| {
        let mut mix = vec![0.0; levers.len()];
        mix[lever] = args.amount;
        mix
    };
    let mixes = (0..levers.len()).map(alone).collect();
    let settings =
        Spent::new(levers, loaded, mixes, 0).map_err(|error| Failure::misuse(error.to_string()))?;
    let family = Moved::new(loaded.to_vec(), args.design.seed, Box::new(settings))?;
    family.check().map_err(|(lever, fault)| {
        let name = &levers[lever as usize].lever.name;
        Failure::from(fault).help(format!(
            "that much cannot be bought of {name}: name a smaller --amount"
        ))
    })
}

/// What an overlay in memory must say to extend a file of this machine.
fn whole_path(spec: &str) -> String {
    match fs::canonicalize(spec) {
        Ok(path) => path.display().to_string(),
        Err(_) if spec.ends_with(".toml") => spec.to_owned(),
        Err(_) => format!("{spec}.toml"),
    }
}

impl BudgetArgs {
    fn levers(&self, baseline: &Scenario<Model>) -> Result<Vec<Priced>, Failure> {
        let (name, text) = match &self.levers {
            None => ("evidence/levers.toml".to_owned(), LEVERS.to_owned()),
            Some(path) => (path.display().to_string(), read(path)?),
        };
        let wrong = |error: link::LeverError| {
            Failure::misuse(error.to_string()).help(
                "a lever has a name, a key of the baseline and a unit_cost, as in evidence/levers.toml",
            )
        };
        let levers = read_levers(&name, &text).map_err(wrong)?;
        price(levers, baseline).map_err(wrong)
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| {
        Failure::misuse(format!("cannot read `{}`: {error}", path.display()))
            .help("name a file of levers with --levers")
    })
}

/// The two stages, and what they found so far.
struct Spree<'a> {
    args: &'a BudgetArgs,
    levers: Vec<Priced>,
    loaded: Vec<Scenario<Model>>,
    folder: &'a Folder,
    stop: &'a AtomicBool,
    outcomes: Vec<Outcome>,
    notes: Vec<String>,
    shown: Vec<usize>,
}

/// The differences from the baseline, by point, column and replicate.
type Differences = Vec<Vec<Vec<f64>>>;

impl Spree<'_> {
    /// Buys, mixes and writes; none when it was stopped.
    fn all(&mut self) -> Result<Option<Budget>, Failure> {
        let (amount, count) = (self.args.amount, self.levers.len());
        let share = amount / count as f64;
        let alone = |lever: usize, sum: f64| {
            let mut mix = vec![0.0; count];
            mix[lever] = sum;
            mix
        };
        let even = vec![share; count];
        let mut mixes = vec![even.clone()];
        let large = (amount * LARGE).max(share);
        mixes.extend((0..count).map(|lever| alone(lever, share)));
        mixes.extend((0..count).map(|lever| alone(lever, large)));
        mixes.extend((0..count).map(|lever| {
            let mut more = even.clone();
            more[lever] += share;
            more
        }));
        let mut found = Budget {
            baseline: self.loaded[0].name().to_owned(),
            amount,
            levers: self.levers.iter().map(bought).collect(),
            metrics: Vec::new(),
            aim: 0,
            purchases: Vec::new(),
            mixes: Vec::new(),
            gain: Vec::new(),
            replicates: self.args.replicates as usize,
            seed: self.args.design.seed,
        };
        let Some(differences) = self.stage("levers", mixes, 0, &mut found)? else {
            return Ok(None);
        };
        for lever in 0..count {
            let mut add = |on_top_of, pounds, from: Option<usize>, to: usize| {
                found.purchases.push(Purchase {
                    lever,
                    on_top_of,
                    pounds,
                    effects: between(&differences, from, to, &found.metrics),
                });
            };
            add("nothing", share, None, 1 + lever);
            add("nothing", large, None, 1 + count + lever);
            add("even", share, Some(0), 1 + 2 * count + lever);
        }
        let best = self.propose(&found, &differences, [share, large])?;
        // Mixes that were chosen by some luck are judged by other.
        let shift = self.args.replicates;
        let Some(judged) =
            self.stage("mixes", vec![even.clone(), best.clone()], shift, &mut found)?
        else {
            return Ok(None);
        };
        let mix = |name: &str, pounds: Vec<f64>, point: usize| Mix {
            name: name.to_owned(),
            pounds,
            effects: between(&judged, None, point, &found.metrics),
        };
        let both = vec![mix("even", even, 0), mix("best", best, 1)];
        found.gain = between(&judged, Some(0), 1, &found.metrics);
        found.mixes = both;
        self.write(&found)?;
        Ok(Some(found))
    }

    /// Runs one stage; none when it was stopped.
    fn stage(
        &mut self,
        name: &str,
        mixes: Vec<Vec<f64>>,
        shift: u32,
        found: &mut Budget,
    ) -> Result<Option<Differences>, Failure> {
        let design = &self.args.design;
        let settings = Spent::new(&self.levers, &self.loaded, mixes, shift);
        let settings = settings.map_err(|error| Failure::misuse(error.to_string()))?;
        let family = Moved::new(self.loaded.clone(), design.seed, Box::new(settings))?;
        self.shown = measures::of(family.layout(), &self.args.metrics, &SHOWN)?;
        let aim = std::slice::from_ref(&self.args.aim);
        found.aim = measures::of(family.layout(), aim, &[])?[0];
        self.notes = family.notes();
        let designed = Designed::new(&family);
        let replicates = self.args.replicates;
        let place = (self.folder, name);
        let Ran {
            store,
            outcome,
            is_whole,
        } = design::run(&designed, replicates, place, design, self.stop)?;
        let runs = outcome.finished.clone();
        self.outcomes.push(outcome);
        if !is_whole {
            return Ok(None);
        }
        let study = Study::new(&designed, design.seed);
        let results = Results::new(&study, &store, runs);
        let responses = Responses::new(&results, designed.shape());
        found.metrics = responses.metrics();
        let columns = (0..found.metrics.len()).map(|column| responses.differences(1, column));
        let by_column: Vec<Vec<Vec<f64>>> = columns.collect::<Result<_, StoreError>>()?;
        let of = |point: usize| {
            by_column
                .iter()
                .map(|column| column[point].clone())
                .collect()
        };
        Ok(Some((0..responses.points()).map(of).collect()))
    }

    /// The mix that single levers say is best.
    fn propose(
        &self,
        found: &Budget,
        differences: &Differences,
        [share, large]: [f64; 2],
    ) -> Result<Vec<f64>, Failure> {
        let count = self.levers.len();
        let metric = &found.metrics[found.aim];
        let towards = measures::direction(metric)?;
        let returns: Vec<Returns> = (0..count)
            .map(|lever| {
                let at = |point: usize| towards * mean(&differences[point][found.aim]);
                let small = (share, at(1 + lever));
                Returns::new(&[small, (large, at(1 + count + lever))])
            })
            .collect();
        Ok(best_mix(&returns, found.amount, found.amount / STEPS))
    }

    fn write(&self, found: &Budget) -> Result<(), Failure> {
        let files = self.folder.files()?;
        let hashes = found.write(&files)?;
        let family = Moved::new(
            self.loaded.clone(),
            self.args.design.seed,
            Box::new(Unturned),
        )?;
        let designed = Designed::new(&family);
        let study = Study::new(&designed, self.args.design.seed);
        if let Some(last) = self.outcomes.last() {
            Manifest::new(&session::command(), &study, last, hashes).write(&files)?;
        }
        Ok(())
    }
}

fn bought(one: &Priced) -> Bought {
    Bought {
        name: one.lever.name.clone(),
        key: one.lever.key.clone(),
        unit_cost: one.unit_cost,
    }
}

/// What changes from one point to another, by column; from the baseline where there is no first.
fn between(
    differences: &Differences,
    from: Option<usize>,
    to: usize,
    metrics: &[crate::observe::Metric],
) -> Vec<Paired> {
    let mut student = Student::default();
    metrics
        .iter()
        .enumerate()
        .map(|(column, metric)| {
            let after = &differences[to][column];
            let nought = vec![0.0; after.len()];
            let before = from.map_or(&nought, |from| &differences[from][column]);
            Paired::of(before, after, metric.better, &mut student)
        })
        .collect()
}

//! An area of one's own: rates solved so that the figures that somebody typed come out.
//!
//! Every figure has one thing that it depends on nearly in proportion: arrests on the arrest rates,
//! people in treatment on how many have a need, charges on how many arrests are dropped, and so on.
//! So a few rounds of moving each by what it misses are a short calibration: under the same luck
//! the misses shrink from round to round. The figure that is held back moves nothing.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use super::error::LinkError;
use super::validated::{agenda, study_for};
use crate::experiment::Threads;
use crate::experiment::validation::{Columns, Period, Question, Role, Target};
use crate::observe::Universe;
use crate::pathway::Plan;
use crate::scenario::areas::{Answers, Maker, Moves, OFFERED_MORE};
use crate::scenario::schema::Model;
use crate::scenario::{Library, Scenario};

/// What is measured of each figure that may be typed: its metrics, to be added up.
const MEASURED: [(&str, &[&str]); 7] = [
    ("arrests", &["arrests"]),
    ("charges", &["charges"]),
    ("offers", &["diversion_offered"]),
    ("diversions", &["diversion_street", "diversion_custody"]),
    ("completions", &["diversion_completed"]),
    ("treatment_people", &["community_treatment_people"]),
    ("releases", &["releases"]),
];
/// The figure that moves nothing, and is held against what comes out.
pub const HELD_BACK: &str = "releases";
/// The years that are measured: the first two that count.
const YEARS: usize = 2;
/// Rounds at most.
const ROUNDS: usize = 12;
/// Misses below this are none.
const CLOSE: f64 = 0.01;
/// Replicates of a round.
const REPLICATES: u32 = 8;
/// The last measurement is under other luck than the rounds.
const OTHER_LUCK: u32 = 1_000;
/// People in the model at most for each round: larger areas are solved at a smaller scale.
const MOST_RESIDENTS: f64 = 700_000.0;
/// A move in one round at most.
const LONGEST: f64 = 1.0;
/// A move altogether at most.
const FURTHEST: f64 = 4.0;
/// What is moved of the odds that a session is attended: six sessions hang on them.
const GENTLE: f64 = 0.4;

/// A figure that was typed, and what came out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reached {
    /// Its question.
    pub key: &'static str,
    /// What was typed.
    pub typed: f64,
    /// What the area has in the model, a year.
    pub simulated: f64,
    /// Whether it was held back.
    pub held_back: bool,
}

impl Reached {
    /// How far what came out is from what was typed, as a share of it.
    pub fn miss(&self) -> f64 {
        (self.simulated - self.typed) / self.typed.max(1.0)
    }
}

/// A solved area.
#[derive(Clone, Debug)]
pub struct Solved {
    /// Its text.
    pub text: String,
    /// What was typed and measured, in the order of the questions: all of one run, the last, under
    /// other luck than that under which rates were moved.
    pub reached: Vec<Reached>,
    /// Rounds that were needed.
    pub rounds: usize,
}

impl Solved {
    /// The figure that came out furthest from what was typed, of those that were solved for.
    pub fn furthest(&self) -> Option<&Reached> {
        let solved = self.reached.iter().filter(|one| !one.held_back);
        solved.max_by(|a, b| a.miss().abs().total_cmp(&b.miss().abs()))
    }
}

/// Where an area is made.
pub struct Workbench<'a> {
    /// Its name.
    pub key: &'a str,
    /// What the texts are made of.
    pub maker: &'a Maker,
    /// The scenarios that are at hand.
    pub library: &'a Library,
    /// Threads.
    pub threads: Threads,
    /// Becomes true when somebody stops it.
    pub stop: &'a AtomicBool,
}

/// Figures by the name of their question.
pub type Figures = BTreeMap<&'static str, f64>;

impl Workbench<'_> {
    /// What the model has for an area of which nothing is known but where it is and how many live
    /// there, posts included: what is taken for figures that nobody types.
    ///
    /// # Errors
    /// When it cannot be run.
    pub fn typical(&self, answers: &Answers) -> Result<Figures, LinkError> {
        let mut bare = answers.clone();
        bare.numbers.retain(|key, _| *key == "residents");
        let mut typical = self.measure(&bare, &Moves::default(), 0)?;
        typical.extend(self.maker.usual(&bare));
        Ok(typical)
    }

    /// Solves the rates, beginning with those of a [typical](Self::typical) area. `told` hears of each
    /// round in which something is moved: its number, and the largest miss before it.
    ///
    /// # Errors
    /// When the area cannot be run.
    pub fn solve(
        &self,
        answers: &Answers,
        typical: &Figures,
        told: &mut dyn FnMut(usize, f64),
    ) -> Result<Solved, LinkError> {
        let mut moves = Moves::default();
        let mut rounds = 0;
        let mut found = self.measure(answers, &moves, 0)?;
        for round in 1..=ROUNDS {
            let worst = worst(answers, &found);
            if worst < CLOSE {
                break;
            }
            told(round, worst);
            moves = next(answers, &found, typical, moves);
            found = self.measure(answers, &moves, 0)?;
            rounds = round;
        }
        let last = self.measure(answers, &moves, OTHER_LUCK)?;
        let reached = MEASURED.iter().filter_map(|(key, _)| {
            Some(Reached {
                key,
                typed: answers.get(key)?,
                simulated: *last.get(key)?,
                held_back: *key == HELD_BACK,
            })
        });
        Ok(Solved {
            text: self.maker.text(self.key, answers, &moves),
            reached: reached.collect(),
            rounds,
        })
    }

    /// Means over a few replicates.
    fn measure(&self, answers: &Answers, moves: &Moves, luck: u32) -> Result<Figures, LinkError> {
        let text = self.maker.text(self.key, answers, moves);
        let library = self.library.clone().without_files().with(self.key, text);
        let scale = (MOST_RESIDENTS / answers.get("residents").unwrap_or(1.0)).min(1.0);
        let set = [("settings.population_scale".to_owned(), scale.to_string())];
        let scenario = Scenario::<Model>::load_with(self.key, &set, &library);
        let scenario = scenario.map_err(|fault| LinkError::Texts(vec![fault]))?;
        let plan = Plan::compile(&scenario)?;
        let from = plan.calendar.date_of(plan.observe_from);
        let targets: Vec<Target> = MEASURED
            .iter()
            .flat_map(|(_, metrics)| *metrics)
            .flat_map(|metric| (0..YEARS).filter_map(move |year| target(metric, from.year(), year)))
            .collect();
        let agenda = agenda(&plan, &targets);
        let study = study_for(plan, &agenda, 1)?;
        let replicates: Vec<u32> = (luck..luck + REPLICATES).collect();
        let go_on = || !self.stop.load(Ordering::Relaxed);
        let records = self.threads.try_map(&replicates, |replicate| {
            let records = study.replicate(*replicate, &mut |_| go_on());
            records.ok_or_else(|| match study.fault() {
                Some(why) => LinkError::Fit(why.to_owned()),
                None => LinkError::Fit("stopped before the area was solved".to_owned()),
            })
        })?;
        let mean = |metric: &str| -> Option<f64> {
            let asked = targets.iter().filter_map(|target| target.question.as_ref());
            let asked = asked.filter(|question| question.metric == metric);
            let columns: Vec<Columns> = asked
                .map(|question| Columns::of(question, study.layout()))
                .collect::<Option<_>>()?;
            let values = records
                .iter()
                .flat_map(|of| columns.iter().map(|column| column.value(&of[0].values)));
            Some(values.sum::<f64>() / (records.len() * columns.len()) as f64)
        };
        let sum = |metrics: &[&str]| {
            metrics
                .iter()
                .map(|metric| mean(metric))
                .sum::<Option<f64>>()
        };
        let all = MEASURED.iter();
        Ok(all
            .filter_map(|(key, metrics)| Some((*key, sum(metrics)?)))
            .collect())
    }
}

/// A figure of one year as something that can be asked.
fn target(metric: &str, first: i32, year: usize) -> Option<Target> {
    let from = first + year as i32;
    let period: Period = format!("{from}-{:02}", (from + 1) % 100).parse().ok()?;
    Some(Target {
        id: format!("{metric} {from}"),
        role: Role::Calibration,
        question: Some(Question {
            metric: metric.to_owned(),
            universe: Universe::All,
            stratum: "all".to_owned(),
            period,
            value: 0.0,
            band_low: 0.0,
            band_high: 0.0,
        }),
        published: String::new(),
        period: String::new(),
        evidence: String::new(),
        reason: String::new(),
    })
}

/// The largest miss of the figures that are solved for.
fn worst(answers: &Answers, found: &Figures) -> f64 {
    let misses = found.iter().filter(|(key, _)| **key != HELD_BACK);
    let misses = misses.filter_map(|(key, is)| Some((is / answers.get(key)?.max(1.0) - 1.0).abs()));
    misses.fold(0.0, f64::max)
}

/// Moves everything by what its figure misses.
fn next(answers: &Answers, found: &Figures, typical: &Figures, now: Moves) -> Moves {
    let is = |key: &str| found.get(key).copied().unwrap_or(0.0);
    let typed = |key: &str| answers.get(key);
    // By how much more of it there should be.
    let more = |key: &str| typed(key).map_or(0.0, |typed| log(typed) - log(is(key)));
    let share = |part: &str, whole: &str| {
        let (part_typed, whole_typed) = (typed(part)?, typed(whole).unwrap_or(is(whole)));
        Some(odds(part_typed, whole_typed) - odds(is(part), is(whole)))
    };
    let by = |now: f64, step: f64| (now + step.clamp(-LONGEST, LONGEST)).clamp(-FURTHEST, FURTHEST);
    let offers = if typed("offers").is_some() {
        "offers"
    } else {
        "diversions"
    };
    let charges = typed("charges").unwrap_or(is("charges"));
    Moves {
        need: by(now.need, more("treatment_people")),
        // What a change of need does to arrests is left to the next round.
        arrests: by(now.arrests, more("arrests")),
        dropped: by(
            now.dropped,
            share("charges", "arrests").map_or(0.0, |step| -step),
        ),
        offered: by(now.offered, haste(now.offered) * more(offers)),
        accepted: by(now.accepted, share("diversions", "offers").unwrap_or(0.0)),
        attended: by(
            now.attended,
            GENTLE * share("completions", "diversions").unwrap_or(0.0),
        ),
        prison: log(charges) - log(typical.get("charges").copied().unwrap_or(charges)),
    }
}

/// Opening a scheme to more people brings fewer of them than offering it to more of those it is open to.
fn haste(offered: f64) -> f64 {
    if offered > OFFERED_MORE { 2.5 } else { 1.0 }
}

fn log(value: f64) -> f64 {
    libm::log(value.max(0.5))
}

/// The logarithm of the odds of a part among a whole.
fn odds(part: f64, whole: f64) -> f64 {
    let rest = (whole - part).max(0.02 * whole).max(0.5);
    log(part) - libm::log(rest)
}

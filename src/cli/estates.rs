//! `throughcare compare --estates`: the same policies on the estate as it is fitted, on a full one
//! and on a slack one, each against the baseline on the same estate; and where the answer turns.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Deserialize;

use super::failure::Failure;
use super::interrupt::{self, INTERRUPTED};
use super::options::SimulationArgs;
use super::session::{self, Ending};
use super::streams::{Stdout, note};
use crate::link::{self, info};
use crate::output::format_number;
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
    let mut answers = Answers::default();
    for (estate, folder, scenarios) in worlds {
        note(&format!("the estate: {estate}"));
        options.output.out = Some(folder.clone());
        let simulator = options.simulator_of(scenarios)?;
        let ending = session::conduct(&*simulator, &options, stop, &mut Stdout::new())?;
        if ending == Ending::Interrupted {
            return Ok(ExitCode::from(INTERRUPTED));
        }
        answers.read(estate, &folder)?;
    }
    Stdout::new().write_all(answers.tell().as_bytes())?;
    Ok(ExitCode::SUCCESS)
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

/// A row of `comparison.csv`.
#[derive(Debug, Deserialize)]
struct Row {
    policy: String,
    metric: String,
    stratum: String,
    period: String,
    difference: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
}

/// A difference with its interval.
#[derive(Clone, Copy, Debug)]
struct Answer {
    estate: &'static str,
    is: [f64; 3],
}

impl Answer {
    /// Above or below zero beyond its interval, or neither.
    fn sign(&self) -> i8 {
        let [_, low, high] = self.is;
        i8::from(low > 0.0) - i8::from(high < 0.0)
    }
}

/// What policies do on each estate, by policy and headline metric in the order of the tables.
#[derive(Debug, Default)]
struct Answers {
    of: BTreeMap<(String, usize), Vec<Answer>>,
}

impl Answers {
    /// Takes in the comparison of one estate.
    fn read(&mut self, estate: &'static str, folder: &Path) -> anyhow::Result<()> {
        let metrics = link::metrics();
        let mut file = csv::Reader::from_path(folder.join("comparison.csv"))?;
        for row in file.deserialize() {
            let row: Row = row?;
            let found = metrics.iter().position(|metric| metric.name == row.metric);
            let (Some(at), "all", "all") = (found, row.stratum.as_str(), row.period.as_str())
            else {
                continue;
            };
            let shown = metrics[at].headline || metrics[at].name == "net_benefit";
            if let ([Some(by), Some(low), Some(high)], true) =
                ([row.difference, row.ci_low, row.ci_high], shown)
            {
                let ending = format!("+estates/{estate}");
                let policy = row.policy.strip_suffix(&ending).unwrap_or(&row.policy);
                let is = [by, low, high];
                let answers = self.of.entry((policy.to_owned(), at)).or_default();
                answers.push(Answer { estate, is });
            }
        }
        Ok(())
    }

    /// Where two estates disagree about the sign of an answer, beyond their intervals.
    fn tell(&self) -> String {
        let metrics = link::metrics();
        let mut text = String::from("\nWhere the answer turns between estates\n");
        let turned = self.of.iter().filter(|(_, answers)| {
            let has = |sign| answers.iter().any(|answer| answer.sign() == sign);
            has(1) && has(-1)
        });
        let before = text.len();
        for ((policy, at), answers) in turned {
            let metric = &metrics[*at];
            text += &format!("  {policy}: {}, {}\n", metric.title, metric.unit);
            for Answer { estate, is } in answers {
                let [by, low, high] = is.map(format_number);
                text += &format!("    {estate:<10}{by} [{low} to {high}]\n");
            }
        }
        if text.len() == before {
            text += "  nowhere: no headline metric is told from zero on two estates with opposite signs\n";
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: an answer turns where two estates tell it from zero on opposite sides, and only there.
    #[test]
    fn an_answer_turns_where_intervals_lie_on_both_sides_of_zero() {
        let at = link::metrics().iter().position(|m| m.headline).unwrap();
        let told = |second: [f64; 3]| {
            let mut answers = Answers::default();
            let is = [1.0, 0.5, 1.5];
            let both = vec![
                Answer {
                    estate: AS_FITTED,
                    is,
                },
                Answer {
                    estate: "full",
                    is: second,
                },
            ];
            answers.of.insert(("p".to_owned(), at), both);
            answers.tell()
        };
        assert!(told([-1.0, -1.5, -0.5]).contains("full"));
        for same in [[-1.0, -2.5, 0.5], [2.0, 1.0, 3.0]] {
            assert!(told(same).contains("nowhere"), "{same:?}");
        }
    }
}

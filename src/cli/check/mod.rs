//! `throughcare check`: what a scenario says once everything it extends is taken together,
//! where each figure comes from, and what a policy changes. Nothing is simulated.

mod closing;
mod lines;
mod words;

use std::fmt::Display;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use lines::Lines;
use words::{acted, onset, plain, plural, unit, when_of_change, when_of_step};

use super::failure::Failure;
use super::streams::{Stdout, note, tell};
use super::{assumption_log, clock, session, written};
use crate::experiment::files::write_whole;
use crate::scenario::relations::Related;
use crate::scenario::uncertainty::{Turned, Uncertain};
use crate::scenario::{
    Difference, Figure, Meanings, Onset, Parameter, Problem, Said, Scenario, Sources, Step,
    check_sources, parse_pair,
};

/// Draws that are looked at for changes that some of them turn round.
const DRAWS: u32 = 40;

/// Wrong use or a bad scenario.
const BAD_SCENARIO: u8 = 2;
/// A check that was asked for failed.
const CHECK_FAILED: u8 = 3;

/// Show resolved parameters, their sources, and what a policy changes; simulate nothing.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// Scenario files or names of built-in scenarios; A.toml+B.toml is a bundle.
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<String>,
    /// Use another value from the start, such as police.charge_drift=0.1.
    #[arg(long, value_name = "KEY=VALUE", value_parser = parse_pair)]
    pub set: Vec<(String, String)>,
    /// Show only parameters with this in their path, such as `release` or `orders.drr`; of a
    /// policy that changes none of them, the values that come out.
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
    /// Fail if a figure has no known source, or an assumption no range.
    #[arg(long)]
    pub sources: bool,
    /// Write every assumption of the first scenario to this file, as a page of documentation.
    #[arg(long, value_name = "FILE")]
    pub assumptions: Option<PathBuf>,
    /// Replace the file that --assumptions names, if it is there.
    #[arg(long, requires = "assumptions")]
    pub overwrite: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Checks scenarios of the model `T`; `unfit` says why one cannot be made ready to run.
///
/// # Errors
///
/// If standard output or the page of assumptions cannot be written. What is wrong with a
/// scenario goes to standard error, and into the exit code.
pub fn run<T: DeserializeOwned + JsonSchema + Related, E: Display>(
    args: &CheckArgs,
    unfit: impl Fn(&Scenario<T>) -> Option<E>,
) -> anyhow::Result<ExitCode> {
    let loaded = args
        .scenarios
        .iter()
        .map(|spec| Scenario::<T>::load(spec, &args.set));
    let (good, bad): (Vec<_>, Vec<_>) = loaded.partition(Result::is_ok);
    bad.into_iter()
        .filter_map(Result::err)
        .for_each(|errors| tell(&errors));
    let mut good: Vec<Scenario<T>> = good.into_iter().flatten().collect();
    good.retain(|scenario| match unfit(scenario) {
        None => true,
        Some(why) => {
            note(&format!("error: {} cannot be run: {why}", scenario.name()));
            false
        }
    });
    let is_bad = good.len() < args.scenarios.len();
    if let (Some(path), Some(scenario)) = (&args.assumptions, good.first()) {
        let read: Vec<PathBuf> = good.iter().flat_map(written::files_of).collect();
        written::refuse(("--assumptions", path), &read, args.overwrite)?;
        write_assumptions::<T>(path, scenario)?;
    }
    let report = |scenario| match &args.only {
        Some(text) => Report::new(scenario).only(text),
        None => Report::new(scenario),
    };
    let reports: Vec<Report<'_>> = good.iter().map(report).collect();
    if let Some(text) = args
        .only
        .as_ref()
        .filter(|_| reports.iter().all(Report::is_bare))
    {
        note(&format!(
            "no parameter has `{text}` in its path; `throughcare find {text}` searches further"
        ));
    }
    let mut out = Stdout::new();
    if args.json {
        let all: Vec<Value> = reports.iter().map(Report::json).collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
    } else {
        for (index, report) in reports.iter().enumerate() {
            let gap = if index > 0 { "\n" } else { "" };
            write!(out, "{gap}{}", report.text())?;
        }
    }
    out.flush()?;
    let lacks_sources = reports.iter().any(|report| !report.problems.is_empty());
    Ok(match (is_bad, args.sources && lacks_sources) {
        (true, _) => ExitCode::from(BAD_SCENARIO),
        (false, true) => ExitCode::from(CHECK_FAILED),
        (false, false) => ExitCode::SUCCESS,
    })
}

fn write_assumptions<T: JsonSchema>(path: &Path, scenario: &Scenario<T>) -> Result<(), Failure> {
    let origin = format!(
        "Made on {} by throughcare {}:\n\n```sh\n{}\n```",
        clock::today(),
        env!("CARGO_PKG_VERSION"),
        session::command().join(" ")
    );
    let parameters = scenario.parameters();
    let meanings = Meanings::of::<T>();
    let page = assumption_log::page(scenario.name(), &origin, &parameters, &meanings);
    write_whole(path, |file| file.write_all(page.as_bytes())).map_err(|error| {
        Failure::failed(format!("cannot write `{}`: {error}", path.display()))
            .help("name a file that can be written with --assumptions")
    })?;
    Ok(())
}

/// What is shown of one scenario.
pub struct Report<'a> {
    name: &'a str,
    title: Option<&'a str>,
    description: Option<&'a str>,
    is_overlay: bool,
    hash: String,
    /// When the first of the differences acts.
    start: Option<String>,
    /// What makes the world another one from the start, before this scenario says anything.
    below: &'a [String],
    parameters: Vec<Parameter>,
    differences: Vec<Difference>,
    /// What each difference comes to in areas.
    in_areas: Vec<Vec<String>>,
    problems: Vec<Problem>,
    warnings: Vec<String>,
    sources: &'a Sources,
    /// Whether parts were left out.
    is_part: bool,
}

impl<'a> Report<'a> {
    /// Gathers what is shown of a scenario.
    pub fn new<T>(scenario: &'a Scenario<T>) -> Self {
        let parameters = scenario.parameters();
        let differences = scenario.differences();
        let below = match scenario.differs_from_start() {
            true => scenario.rests_on(),
            false => &[],
        };
        let mut problems = check_sources(&parameters);
        if scenario.is_overlay() {
            // The rest is for the scenario that it extends.
            let changed = |one: &Problem| differences.iter().any(|d| one.path.starts_with(&d.path));
            problems.retain(changed);
        }
        Self {
            name: scenario.name(),
            title: scenario.title(),
            description: scenario.description(),
            is_overlay: scenario.is_overlay(),
            hash: scenario.hash(),
            start: match closing::first(&differences) {
                Some(Onset::Start) => Some("the start".to_owned()),
                Some(Onset::On(date)) => Some(date.to_string()),
                None => scenario.policy_from().map(|date| date.to_string()),
            },
            below,
            problems,
            parameters,
            in_areas: scenario.in_areas(&differences),
            differences,
            warnings: warnings(scenario),
            sources: scenario.sources(),
            is_part: false,
        }
    }

    /// The same with those parameters alone that have `text` in their path.
    #[must_use]
    pub fn only(mut self, text: &str) -> Self {
        let text = text.trim_matches(['[', ']']).to_lowercase();
        let has = |path: &str| path.to_lowercase().contains(&text);
        self.parameters.retain(|one| has(&one.path));
        let both = self.differences.into_iter().zip(self.in_areas);
        (self.differences, self.in_areas) = both.filter(|(one, _)| has(&one.path)).unzip();
        self.problems.retain(|one| has(&one.path));
        self.is_part = true;
        self
    }

    /// Whether nothing is left to show.
    pub fn is_bare(&self) -> bool {
        self.parameters.is_empty() && self.differences.is_empty()
    }

    /// Lines of at most 80 columns, as far as names and values allow.
    pub fn text(&self) -> String {
        let mut lines = Lines::default();
        lines.push(match self.title {
            Some(title) => format!("{}: {title}", self.name),
            None => self.name.to_owned(),
        });
        if self.is_overlay && self.is_part && self.differences.is_empty() {
            self.parameters(&mut lines);
        } else if self.is_overlay {
            self.differences(&mut lines);
        } else {
            self.parameters(&mut lines);
        }
        self.counts(&mut lines);
        self.warnings(&mut lines);
        closing::problems(&mut lines, &self.problems);
        lines.text
    }

    fn parameters(&self, lines: &mut Lines) {
        for parameter in &self.parameters {
            let name = lines.section(&parameter.path);
            match &parameter.base {
                Some(base) => lines.figure(&name, &base.written, base, unit(parameter)),
                None => lines.push(format!("  {name}")),
            }
            for phase in &parameter.phases {
                let when = format!("  {}", when_of_change(phase));
                let written = acted(phase.action, &phase.to.written);
                lines.figure(&when, &written, &phase.to, unit(parameter));
            }
        }
    }

    fn differences(&self, lines: &mut Lines) {
        if self.differences.is_empty() {
            lines.push("  changes nothing".to_owned());
        }
        for (difference, in_areas) in self.differences.iter().zip(&self.in_areas) {
            let name = lines.section(&difference.path);
            lines.push(format!("  {name}"));
            let mut before = match &difference.old {
                Some(old) => self.said(old),
                None if self.is_local(&difference.path) => "the national value".to_owned(),
                None => "nothing".to_owned(),
            };
            for step in &difference.new {
                let after = acted(step.action, &self.said(&step.to));
                lines.wrapped(
                    "    ",
                    &format!("{before} -> {after}  {}", when_of_step(step)),
                );
                lines.wrapped("      ", &self.origin(step));
                before = after;
            }
            for words in in_areas {
                lines.wrapped("      ", words);
            }
        }
    }

    fn is_local(&self, path: &str) -> bool {
        self.parameters
            .iter()
            .any(|one| one.path == path && one.area.is_some())
    }

    /// As written, if it is a parameter.
    fn said(&self, said: &Said) -> String {
        match said {
            Said::Parameter(estimate) => Figure::new(estimate, self.sources).written,
            Said::Plain(value) => plain(value),
        }
    }

    /// Range and source of what comes.
    fn origin(&self, step: &Step) -> String {
        let Said::Parameter(estimate) = &step.to else {
            return String::new();
        };
        let figure = Figure::new(estimate, self.sources);
        let range = Some(figure.written_range).filter(|range| !range.is_empty());
        let remarks: Vec<String> = range
            .into_iter()
            .chain(figure.source)
            .chain(figure.note)
            .collect();
        remarks.join("; ")
    }

    fn counts(&self, lines: &mut Lines) {
        let sources = || {
            let figures = self.parameters.iter().filter_map(|one| one.base.as_ref());
            figures.filter_map(|one| one.source.as_deref())
        };
        let count = |words: &[&str]| sources().filter(|source| words.contains(source)).count();
        let (ruled, fitted) = (count(&["law", "definition"]), count(&["calibrated"]));
        let assumed = count(&["assumption"]);
        let evidenced = sources().count() - ruled - fitted - assumed;
        lines.push(String::new());
        let mut counts = vec![
            plural(self.parameters.len(), "parameter"),
            format!("{evidenced} from evidence"),
            format!("{ruled} by law or definition"),
        ];
        if fitted > 0 {
            counts.push(format!("{fitted} calibrated"));
        }
        counts.push(plural(assumed, "assumption"));
        lines.push(counts.join(", "));
        if self.is_overlay {
            closing::counted(lines, &self.differences, self.below);
        }
    }

    /// What an analyst should hear, though it is no error.
    fn warnings(&self, lines: &mut Lines) {
        for warning in &self.warnings {
            lines.push(String::new());
            lines.wrapped("", &format!("warning: {warning}"));
        }
    }

    /// The same for programs.
    pub fn json(&self) -> Value {
        let problems = self.problems.iter().map(|one| {
            json!({
                "path": one.path, "file": one.file, "line": one.line, "message": one.message,
            })
        });
        json!({
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "hash": self.hash,
            "from": self.start,
            "parameters": self.parameters.iter().map(parameter_json).collect::<Vec<_>>(),
            "differences": self.differences_json(),
            "warnings": self.warnings,
            "problems": problems.collect::<Vec<_>>(),
        })
    }

    fn differences_json(&self) -> Value {
        let both = self.differences.iter().zip(&self.in_areas);
        both.map(|(one, in_areas)| self.difference_json(one, in_areas))
            .collect()
    }

    fn difference_json(&self, difference: &Difference, in_areas: &[String]) -> Value {
        let steps = difference.new.iter().map(|step| {
            json!({
                "from": onset(step.from),
                "until": step.until.map(|date| date.to_string()),
                "over": step.over,
                "shape": step.shape.words(),
                "action": step.action.key(),
                "to": self.said(&step.to),
            })
        });
        json!({
            "path": difference.path,
            "old": difference.old.as_ref().map(|old| self.said(old)),
            "new": steps.collect::<Vec<_>>(),
            "in_areas": in_areas,
        })
    }
}

/// What an analyst should hear of a scenario, that draws turn a change round included.
fn warnings<T>(scenario: &Scenario<T>) -> Vec<String> {
    let mut warnings = scenario.warnings().to_vec();
    let uncertain = Uncertain::of(scenario, 0, DRAWS, None);
    let turned = uncertain
        .ok()
        .and_then(|one| one.turned(scenario, DRAWS).ok());
    warnings.extend(turned.and_then(|all| Turned::words(&all, DRAWS)));
    warnings
}

fn parameter_json(parameter: &Parameter) -> Value {
    let phases = parameter.phases.iter().map(|phase| {
        let mut value = figure_json(&phase.to);
        value["from"] = json!(onset(phase.onset()));
        value["until"] = json!(phase.until.map(|date| date.to_string()));
        value["over"] = json!(phase.over);
        value["shape"] = json!(phase.shape.words());
        value["action"] = json!(phase.action.key());
        value
    });
    let mut value = parameter
        .base
        .as_ref()
        .map_or_else(|| json!({}), figure_json);
    value["path"] = json!(parameter.path);
    value["kind"] = json!(parameter.kind.name());
    value["unit"] = json!(parameter.unit);
    value["area"] = json!(parameter.area);
    value["phases"] = phases.collect();
    value
}

fn figure_json(figure: &Figure) -> Value {
    json!({
        "written": figure.written,
        "value": figure.json(),
        "low": figure.low,
        "high": figure.high,
        "distribution": figure.distribution.map(|shape| shape.name()),
        "source": figure.source,
        "note": figure.note,
        "file": figure.file,
        "line": figure.line,
    })
}

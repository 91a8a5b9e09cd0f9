//! `throughcare check`: what a scenario says once everything it extends is taken together,
//! where each figure comes from, and what a policy changes. Nothing is simulated.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::failure::Failure;
use super::streams::tell;
use super::{assumption_log, clock, session};
use crate::experiment::files::write_whole;
use crate::scenario::units::{DAYS_PER_MONTH, DAYS_PER_YEAR};
use crate::scenario::{
    Difference, Figure, Meanings, Onset, Parameter, Problem, Said, Scenario, Sources, Step,
    check_sources, parse_pair,
};

/// Columns of a line.
const WIDTH: usize = 80;
/// Columns for the name of a parameter within its section.
const NAME: usize = 34;
/// Columns for a value.
const VALUE: usize = 12;
/// Columns for a range.
const RANGE: usize = 16;

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
    /// Use another value from the start, such as police.charge_share=0.4.
    #[arg(long, value_name = "KEY=VALUE", value_parser = parse_pair)]
    pub set: Vec<(String, String)>,
    /// Fail if a figure has no known source, or an assumption no range.
    #[arg(long)]
    pub sources: bool,
    /// Write every assumption of the first scenario to this file, as a page of documentation.
    #[arg(long, value_name = "FILE")]
    pub assumptions: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Checks scenarios of the model `T`.
///
/// # Errors
///
/// If standard output or the page of assumptions cannot be written. What is wrong with a
/// scenario goes to standard error, and into the exit code.
pub fn run<T: DeserializeOwned + JsonSchema>(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let loaded = args
        .scenarios
        .iter()
        .map(|spec| Scenario::<T>::load(spec, &args.set));
    let (good, bad): (Vec<_>, Vec<_>) = loaded.partition(Result::is_ok);
    bad.into_iter()
        .filter_map(Result::err)
        .for_each(|errors| tell(&errors));
    let is_bad = good.len() < args.scenarios.len();
    let good: Vec<Scenario<T>> = good.into_iter().flatten().collect();
    if let (Some(path), Some(scenario)) = (&args.assumptions, good.first()) {
        write_assumptions::<T>(path, scenario)?;
    }
    let reports: Vec<Report<'_>> = good.iter().map(Report::new).collect();
    let mut out = io::stdout().lock();
    if args.json {
        let all: Vec<Value> = reports.iter().map(Report::json).collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
    } else {
        for (index, report) in reports.iter().enumerate() {
            let gap = if index > 0 { "\n" } else { "" };
            write!(out, "{gap}{}", report.text())?;
        }
    }
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
    start: Option<String>,
    parameters: Vec<Parameter>,
    differences: Vec<Difference>,
    /// What each difference comes to in areas.
    in_areas: Vec<Vec<String>>,
    problems: Vec<Problem>,
    sources: &'a Sources,
}

impl<'a> Report<'a> {
    /// Gathers what is shown of a scenario.
    pub fn new<T>(scenario: &'a Scenario<T>) -> Self {
        let parameters = scenario.parameters();
        let from_start = scenario
            .differs_from_start()
            .then(|| "the start".to_owned());
        let differences = scenario.differences();
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
            start: scenario
                .policy_from()
                .map(|date| date.to_string())
                .or(from_start),
            problems,
            parameters,
            in_areas: scenario.in_areas(&differences),
            differences,
            sources: scenario.sources(),
        }
    }

    /// Lines of at most 80 columns, as far as names and values allow.
    pub fn text(&self) -> String {
        let mut lines = Lines::default();
        lines.push(match self.title {
            Some(title) => format!("{}: {title}", self.name),
            None => self.name.to_owned(),
        });
        if self.is_overlay {
            self.differences(&mut lines);
        } else {
            self.parameters(&mut lines);
        }
        self.counts(&mut lines);
        self.problems(&mut lines);
        lines.text
    }

    fn parameters(&self, lines: &mut Lines) {
        for parameter in &self.parameters {
            let name = lines.section(&parameter.path);
            match &parameter.base {
                Some(base) => lines.figure(&name, base, unit(parameter)),
                None => lines.push(format!("  {name}")),
            }
            for phase in &parameter.phases {
                let when = format!("  {}", when(Onset::On(phase.from), phase.over));
                lines.figure(&when, &phase.to, unit(parameter));
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
                let after = self.said(&step.to);
                lines.wrapped(
                    "    ",
                    &format!("{before} -> {after}  {}", when(step.from, step.over)),
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
            let changed = plural(self.differences.len(), "difference");
            let start = self.start.as_deref().map(|start| format!(", from {start}"));
            lines.push(format!("{changed}{}", start.unwrap_or_default()));
        }
    }

    fn problems(&self, lines: &mut Lines) {
        if self.problems.is_empty() {
            return;
        }
        lines.push(String::new());
        lines.push(format!(
            "{} without a proper source:",
            plural(self.problems.len(), "figure")
        ));
        for problem in &self.problems {
            lines.wrapped("  ", &format!("{}: {}", problem.path, problem.message));
            lines.push(format!("    {}:{}", problem.file, problem.line));
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
                "over": step.over,
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

fn parameter_json(parameter: &Parameter) -> Value {
    let phases = parameter.phases.iter().map(|phase| {
        let mut value = figure_json(&phase.to);
        value["from"] = json!(phase.from.to_string());
        value["over"] = json!(phase.over);
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

/// Lines under the headings of sections.
#[derive(Default)]
struct Lines {
    text: String,
    section: String,
}

impl Lines {
    fn push(&mut self, line: String) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Writes a heading where a section begins; the rest of the path.
    fn section(&mut self, path: &str) -> String {
        let (section, name) = path.split_once('.').unwrap_or(("", path));
        if section != self.section {
            section.clone_into(&mut self.section);
            self.push(String::new());
            self.push(format!("[{section}]"));
        }
        name.to_owned()
    }

    /// A name and what is known of its value, in columns; a long name has its own line.
    fn figure(&mut self, name: &str, figure: &Figure, unit: &str) {
        let value = match unit {
            "" => figure.written.clone(),
            unit => format!("{} {unit}", figure.written),
        };
        let source = figure.source.as_deref().unwrap_or("-");
        let rest = format!(
            "{value:<VALUE$}  {:<RANGE$}  {source}",
            figure.written_range
        );
        let line = format!("  {name:<NAME$}  {rest}");
        if name.len() <= NAME && line.len() <= WIDTH {
            self.push(line);
        } else {
            self.push(format!("  {name}"));
            let indent = (NAME + 4).min(WIDTH.saturating_sub(rest.len()));
            self.push(format!("{:indent$}{rest}", ""));
        }
    }

    /// Text broken between words, each line after the indent.
    fn wrapped(&mut self, indent: &str, text: &str) {
        let mut line = String::new();
        for word in text.split_whitespace() {
            if !line.is_empty() && indent.len() + line.len() + 1 + word.len() > WIDTH {
                self.push(format!("{indent}{line}"));
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if !line.is_empty() {
            self.push(format!("{indent}{line}"));
        }
    }
}

/// A value that is not a parameter, in a line: `share = 0.33, concerns = everybody`.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(plain).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(object) => match (object.get("kind"), object.get("value")) {
            (Some(_), Some(value)) => plain(value),
            _ => {
                let pairs = object
                    .iter()
                    .map(|(key, value)| format!("{key} = {}", plain(value)));
                pairs.collect::<Vec<_>>().join(", ")
            }
        },
        other => other.to_string(),
    }
}

/// What is counted, where the value as written does not say it.
fn unit(parameter: &Parameter) -> &str {
    if parameter.unit == parameter.kind.unit() {
        ""
    } else {
        &parameter.unit
    }
}

fn when(from: Onset, over: f64) -> String {
    match (from, over > 0.0) {
        (Onset::Start, _) => "from the start".to_owned(),
        (Onset::On(date), false) => format!("from {date}"),
        (Onset::On(date), true) => format!("from {date} over {}", length(over)),
    }
}

fn onset(from: Onset) -> String {
    match from {
        Onset::Start => "start".to_owned(),
        Onset::On(date) => date.to_string(),
    }
}

/// Days in the largest unit that divides them.
fn length(days: f64) -> String {
    for (unit, size) in [("y", DAYS_PER_YEAR), ("mo", DAYS_PER_MONTH), ("w", 7.0)] {
        if days % size == 0.0 {
            return format!("{}{unit}", days / size);
        }
    }
    format!("{days}d")
}

fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

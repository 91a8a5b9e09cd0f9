//! Texts that nobody would write, made from the corpus: whatever stands in a scenario, it ends in
//! an answer. What is accepted runs to its end, in about the time that was told.
//!
//! A short run is part of the tests. The long form, over an hour, is
//! `cargo test --release --test program -- --ignored mutated`; it prints its counts.

use std::fs;
use std::path::Path;

use throughcare::engine::Key;
use throughcare::pathway::Plan;
use throughcare::scenario::schema::Model;
use throughcare::scenario::{Parameter, Scenario};

use crate::running::{built_program, text};

/// Numbers that are put in the place of others.
const NUMBERS: [&str; 22] = [
    "0",
    "1",
    "-1",
    "0.5",
    "2",
    "7",
    "10",
    "99",
    "100",
    "1000",
    "1e5",
    "1e6",
    "1e9",
    "1e300",
    "-1e300",
    "1e-300",
    "0.000001",
    "366",
    "18",
    "1.5",
    "nan",
    "9223372036854775807",
];
/// Times and rates that are put in the place of others.
const TEXTS: [&str; 22] = [
    "0d",
    "1h",
    "1d",
    "28d",
    "6w",
    "18mo",
    "2y",
    "80y",
    "100000y",
    "1e9y",
    "0/y",
    "1/y",
    "100/y",
    "366/y",
    "1/h",
    "100000/y",
    "1e9/d",
    "1/28d",
    "on",
    "start",
    "as-enacted",
    "",
];
/// Dates that are put in the place of others.
const DATES: [&str; 8] = [
    "1900-01-01",
    "2018-01-01",
    "2023-04-01",
    "2027-04-01",
    "2028-02-29",
    "2037-03-31",
    "2100-01-01",
    "2200-12-31",
];

/// A stream of choices, the same in every run.
struct Choices {
    key: Key,
    drawn: u32,
}

impl Choices {
    fn of(case: u32) -> Self {
        Self {
            key: Key::root(20_270_401, case),
            drawn: 0,
        }
    }

    fn below(&mut self, count: usize) -> usize {
        self.drawn += 1;
        let uniform = self.key.draw(1, self.drawn, 0).unit();
        ((uniform * count as f64) as usize).min(count.saturating_sub(1))
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// Texts of the corpus, and every parameter of the baseline.
struct Material {
    texts: Vec<String>,
    parameters: Vec<Parameter>,
}

impl Material {
    fn read() -> Self {
        let mut paths: Vec<_> = fs::read_dir("tests/corpus")
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "toml"))
            .collect();
        paths.sort();
        assert!(paths.len() >= 10);
        let baseline = Scenario::<Model>::load("baseline", &[]).unwrap();
        Self {
            texts: paths
                .iter()
                .map(|path| fs::read_to_string(path).unwrap())
                .collect(),
            parameters: baseline.parameters(),
        }
    }

    /// A text of the corpus with up to three changes.
    fn mutated(&self, case: u32) -> String {
        let mut choices = Choices::of(case);
        let at = choices.below(self.texts.len());
        let mut text = self.texts[at].clone();
        for _ in 0..=choices.below(3) {
            text = self.changed(&text, &mut choices);
        }
        text
    }

    fn changed(&self, text: &str, choices: &mut Choices) -> String {
        match choices.below(8) {
            0..=2 => replaced(text, choices),
            3 | 4 => format!("{text}{}", self.parameter(choices)),
            5 => self.spliced(text, choices),
            6 => bytes_changed(text, choices),
            _ => without_a_line(text, choices),
        }
    }

    /// A line that sets some parameter, as it might be meant.
    fn parameter(&self, choices: &mut Choices) -> String {
        let parameter = &self.parameters[choices.below(self.parameters.len())];
        let (least, most) = (parameter.limits.least, parameter.limits.most);
        let value = match (parameter.kind.name(), choices.below(4)) {
            ("rate", 0) => format!("\"{}/d\"", most * choices.below(3) as f64 / 2.0),
            ("duration", 0) => "\"0d\"".to_owned(),
            ("rate" | "duration", _) => format!("\"{}\"", choices.one(&TEXTS)),
            ("switch", _) => format!("\"{}\"", choices.one(&["on", "off"])),
            ("day", _) => choices.one(&DATES).to_owned(),
            (_, 0) => format!("{most}"),
            (_, 1) => format!("{least}"),
            (_, 2) => format!(
                "{}",
                least + (most - least) * choices.below(100) as f64 / 100.0
            ),
            _ => choices.one(&NUMBERS).to_owned(),
        };
        // Dots cannot follow a table: the line stands in one of its own.
        match parameter.path.rsplit_once('.') {
            Some((table, key)) if !table.contains('[') => format!("\n[{table}]\n{key} = {value}\n"),
            _ => format!("\n{} = {value}\n", parameter.path),
        }
    }

    /// A line of another text put between two lines.
    fn spliced(&self, text: &str, choices: &mut Choices) -> String {
        let other: Vec<&str> = self.texts[choices.below(self.texts.len())]
            .lines()
            .collect();
        let mut lines: Vec<&str> = text.lines().collect();
        let line = choices.one(&other);
        lines.insert(choices.below(lines.len()), line);
        lines.join("\n") + "\n"
    }
}

/// One number, time, rate or date of a text replaced by another.
fn replaced(text: &str, choices: &mut Choices) -> String {
    let ends = |c: char| c.is_whitespace() || "[]{}=,".contains(c);
    let tokens: Vec<(usize, &str)> = text
        .split_inclusive(ends)
        .scan(0, |at, token| {
            let begin = *at;
            *at += token.len();
            Some((begin, token.trim_end_matches(ends)))
        })
        .filter(|(_, token)| token.contains(|c: char| c.is_ascii_digit()))
        .collect();
    if tokens.is_empty() {
        return text.to_owned();
    }
    let (at, token) = tokens[choices.below(tokens.len())];
    let new = if token.starts_with('"') {
        format!("\"{}\"", choices.one(&TEXTS))
    } else if token.len() == 10 && token.matches('-').count() == 2 {
        choices.one(&DATES).to_owned()
    } else {
        choices.one(&NUMBERS).to_owned()
    };
    format!("{}{new}{}", &text[..at], &text[at + token.len()..])
}

fn bytes_changed(text: &str, choices: &mut Choices) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let at = choices.below(bytes.len());
    match choices.below(3) {
        0 => bytes[at] = choices.below(256) as u8,
        1 => drop(bytes.remove(at)),
        _ => bytes.insert(at, bytes[at]),
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn without_a_line(text: &str, choices: &mut Choices) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.len() > 1 {
        lines.remove(choices.below(lines.len()));
    }
    lines.join("\n") + "\n"
}

/// Loads a text and makes it ready to run.
fn checked(path: &Path, text: &str, set: &[(String, String)]) -> Result<(), String> {
    fs::write(path, text).unwrap();
    let loaded = Scenario::<Model>::load(&path.display().to_string(), set);
    let scenario = loaded.map_err(|errors| errors.to_string())?;
    // The plan is part of `check`: what it accepts is what `run` accepts.
    let plan = Plan::compile(&scenario);
    plan.map(drop).map_err(|error| error.to_string())
}

/// Texts through parser and schema: without what they extend, which makes them quick.
fn through_the_schema(material: &Material, cases: std::ops::Range<u32>) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mutated.toml");
    let mut wrong = 0;
    for case in cases {
        let text = material.mutated(case);
        let alone: String = text
            .lines()
            .filter(|line| !line.contains("extends"))
            .fold(String::new(), |all, line| all + line + "\n");
        fs::write(&path, alone).unwrap();
        let message = Scenario::<Model>::load(&path.display().to_string(), &[]).map(|_| ());
        wrong += usize::from(message.is_err());
    }
    wrong
}

/// Texts, and arguments of `--set`, through everything that `check` does: how many are accepted.
fn through_the_check(material: &Material, cases: std::ops::Range<u32>) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mutated.toml");
    let mut accepted = 0;
    for case in cases {
        let mut choices = Choices::of(u32::MAX - case);
        let line = material.parameter(&mut choices);
        let set = line
            .trim()
            .rsplit_once('=')
            .filter(|_| case % 4 == 0)
            .map(|(key, value)| {
                let key = key.replace(['[', ']'], "").trim().replace('\n', ".");
                (key, value.trim().trim_matches('"').to_owned())
            });
        let set: Vec<(String, String)> = set.into_iter().collect();
        accepted += usize::from(checked(&path, &material.mutated(case), &set).is_ok());
    }
    accepted
}

/// Seconds in `about 0.3 s`, `about 5 min`, `about 2 h`.
fn seconds(told: &str) -> f64 {
    let line = told.lines().find(|line| line.contains("time ")).unwrap();
    let mut words = line
        .split_whitespace()
        .skip_while(|word| *word != "about")
        .skip(1);
    let number: f64 = words.next().unwrap().parse().unwrap();
    number
        * match words.next().unwrap() {
            "s" => 1.0,
            "min" => 60.0,
            "h" => 3_600.0,
            _ => 86_400.0,
        }
}

/// What came of an accepted text.
#[derive(Debug, PartialEq, Eq)]
enum Ran {
    ToItsEnd,
    /// The guard found a clock that spins, and said which; so did the dry run.
    Refused,
}

/// Runs what is accepted in a small world, holds it against the time that was told, and every
/// value against what it can be.
fn run_in_small(path: &Path) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let small = "--population-scale 0.0005 --replicates 1 --threads 1 --no-progress";
    let words = |command: &str| -> Vec<String> {
        let words = command.split_whitespace().map(str::to_owned);
        words.chain([path.display().to_string()]).collect()
    };
    let command = format!("run {small} --out {}", out.display());
    let shown = fs::read_to_string(path).unwrap();
    let told = built_program()
        .args(words(&format!("{command} --dry-run")))
        .output()
        .unwrap();
    assert!(told.status.success(), "{}\n{shown}", text(&told.stderr));
    let told = text(&told.stdout);
    let output = built_program().args(words(&command)).output().unwrap();
    let said = text(&output.stderr);
    if output.status.code() == Some(1) {
        assert!(
            said.contains("does not get on") && said.contains("the clock `"),
            "{said}\n{shown}"
        );
        return Ran::Refused;
    }
    assert!(output.status.success(), "{said}\n{shown}");
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let wall = manifest["run"]["wall_s"].as_f64().unwrap();
    assert!(
        wall <= 10.0 * seconds(&told).max(0.2),
        "{wall} s, told {told}\n{shown}"
    );
    within_definition(&out.join("summary.csv"), &shown);
    Ran::ToItsEnd
}

/// Shares lie between 0 and 100, and nothing that is counted is below 0.
fn within_definition(summary: &Path, shown: &str) {
    let mut reader = csv::Reader::from_path(summary).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|one| one == name).unwrap();
    let (metric, unit, mean) = (column("metric"), column("unit"), column("mean"));
    for row in reader.records().map(Result::unwrap) {
        let Ok(value) = row[mean].parse::<f64>() else {
            continue;
        };
        let is_money = row[unit].contains("pounds") || row[unit].contains("QALY");
        let most = if &row[unit] == "%" {
            100.0 + 1e-6
        } else {
            f64::MAX
        };
        let fine = value.is_finite() && (is_money || value >= -1e-6) && (is_money || value <= most);
        // An estate may hold more people than places, and a load exceed what is meant.
        let above = value > most
            && ["occupancy"]
                .iter()
                .any(|name| row[metric].starts_with(name));
        assert!(
            fine || above,
            "{} = {value} {}\n{shown}",
            &row[metric],
            &row[unit]
        );
    }
}

/// Runs accepted texts until there were `wanted`; the texts that were tried for it, and how many
/// the guard stopped.
fn run_accepted(material: &Material, first: u32, wanted: usize) -> (u32, usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mutated.toml");
    let (mut case, mut ran, mut stopped) = (first, 0, 0);
    while ran < wanted {
        // A short window: what is looked for shows in a year, and 500 are run.
        let text = material.mutated(case);
        case += 1;
        let set = [("settings.horizon", "1y"), ("settings.warm_up", "1y")];
        let set = set.map(|(key, value)| (key.to_owned(), value.to_owned()));
        if checked(&path, &text, &set).is_err() {
            continue;
        }
        let short = text + "\n[settings]\nhorizon = \"1y\"\nwarm_up = \"1y\"\n";
        if checked(&path, &short, &[]).is_err() {
            continue;
        }
        stopped += usize::from(run_in_small(&path) == Ran::Refused);
        ran += 1;
        if ran % 50 == 0 {
            println!("{ran} have run, of {} texts", case - first);
        }
    }
    (case - first, stopped)
}

/// Protects: no text breaks the program, and what is accepted comes to an end.
#[test]
fn some_texts_that_nobody_would_write() {
    let material = Material::read();
    let wrong = through_the_schema(&material, 0..1_000);
    assert!(wrong > 500, "{wrong}");
    let accepted = through_the_check(&material, 0..150);
    assert!((10..140).contains(&accepted), "{accepted}");
    run_accepted(&material, 0, 4);
}

/// Protects: the same in length, from here on. Each prints its counts.
#[test]
#[ignore = "takes three quarters of an hour"]
fn mutated_texts_through_the_schema_in_length() {
    let wrong = through_the_schema(&Material::read(), 0..100_000);
    println!("100,000 texts through parser and schema: {wrong} refused, no panic");
}

/// Protects: what `check` says of a text, whatever it is, is no panic.
#[test]
#[ignore = "takes half an hour"]
fn mutated_texts_through_the_check_in_length() {
    let accepted = through_the_check(&Material::read(), 0..10_000);
    println!("10,000 texts through the whole check: {accepted} accepted, no panic");
}

/// Protects: what is accepted runs, in the time that was told, to values that can be.
#[test]
#[ignore = "takes half an hour"]
fn mutated_texts_that_run_in_length() {
    let (tried, stopped) = run_accepted(&Material::read(), 1_000_000, 500);
    println!(
        "500 accepted of {tried} run: none over ten times the time told, {stopped} stopped by the guard"
    );
}

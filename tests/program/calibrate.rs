//! `throughcare calibrate` as it is used: a small world whose truth is known, fitted from
//! elsewhere; resuming; what a fit may see; and writing it back.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use throughcare::engine::Date;
use throughcare::scenario::adjust::Adjustments;
use throughcare::scenario::schema::Model;
use throughcare::scenario::{ADJUSTED, Scenario, check_sources};

use crate::running::{built_program, text};

const HEADER: &str =
    "id,metric,universe,stratum,period,value,band_low,band_high,unit,evidence,use,reason\n";
/// What the made-up truth is made of, as `--set`, and as the fit should find it.
const TRUTH: [&str; 2] = [
    "offending.arrest_rate.none=\"0.55/y\"",
    "prison.long_term.male=20000",
];
const RATE: f64 = 0.55;
const LONG_TERM: f64 = 20_000.0;
const FITTED: [&str; 4] = [
    "--parameter",
    "offending.arrest_rate.none",
    "--parameter",
    "prison.long_term.male",
];
/// Worlds that take a moment.
const SMALL: [&str; 4] = ["--population-scale", "0.002", "--warm-up", "60d"];
/// A fit that takes seconds.
const BRIEF: [&str; 5] = ["--replicates", "6", "--particles", "8", "--quiet"];

fn program(words: &[&str], out: &Path) -> Output {
    built_program()
        .args(words)
        .arg("--out")
        .arg(out)
        .output()
        .unwrap()
}

fn rows(path: PathBuf) -> Vec<csv::StringRecord> {
    let mut table = csv::Reader::from_path(path).unwrap();
    table.records().map(|row| row.unwrap()).collect()
}

/// A folder with the targets that a world of known parameters makes, and the fit to them.
struct Workshop(tempfile::TempDir);

impl Workshop {
    fn new() -> Self {
        let workshop = Workshop(tempfile::tempdir().unwrap());
        let row = |id: &str, metric: &str, value: f64, unit: &str, role: &str| {
            let (low, high) = (0.96 * value, 1.04 * value);
            format!("{id},{metric},all,all,2023-Q2,{value},{low},{high},{unit},POL-004,{role},\n")
        };
        let asked = HEADER.to_owned()
            + &row("a", "arrests", 1.0, "arrests per year", "calibration")
            + &row("p", "prison_population", 1.0, "people", "calibration");
        fs::write(workshop.path("targets.csv"), asked).unwrap();
        let mut words = vec!["validate", "baseline", "--replicates", "12", "--quiet"];
        words.extend(SMALL);
        words.extend(TRUTH.iter().flat_map(|pair| ["--set", pair]));
        let targets = workshop.path("targets.csv").display().to_string();
        words.extend(["--targets", &targets]);
        program(&words, &workshop.path("truth"));
        let made = rows(workshop.path("truth/validation.csv"));
        let value = |at: usize| made[at][8].parse::<f64>().unwrap();
        let truth = HEADER.to_owned()
            + &row("a", "arrests", value(0), "arrests per year", "calibration")
            + &row("p", "prison_population", value(1), "people", "calibration");
        fs::write(workshop.path("targets.csv"), &truth).unwrap();
        // Nonsense that would pull the fit far away if it were seen.
        let odd = row(
            "h",
            "arrests",
            9.0 * value(0),
            "arrests per year",
            "held-out",
        );
        fs::write(workshop.path("with-held-out.csv"), truth + &odd).unwrap();
        workshop
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Fits the baseline to the targets of this file.
    fn fit(&self, scenario: &str, targets: &str, out: &str, more: &[&str]) -> Output {
        let targets = self.path(targets).display().to_string();
        let mut words = vec!["calibrate", scenario, "--targets", &targets];
        words.extend(SMALL);
        words.extend(BRIEF);
        words.extend(more);
        program(&words, &self.path(out))
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }
}

/// The value, low and high of a parameter of a scenario, as numbers without their unit.
fn figure(scenario: &Path, key: &str) -> [f64; 3] {
    let scenario = Scenario::<Model>::load(&scenario.display().to_string(), &[]);
    let parameters = scenario.unwrap_or_else(|e| panic!("{e}")).parameters();
    let one = parameters.iter().find(|one| one.path == key).unwrap();
    let figure = one.base.as_ref().unwrap();
    assert_eq!(figure.source.as_deref(), Some("calibrated"));
    let canonical = figure.canonical.number().unwrap();
    let written: f64 = figure.written.trim_end_matches("/y").parse().unwrap();
    let unit = written / canonical;
    [
        written,
        figure.low.unwrap() * unit,
        figure.high.unwrap() * unit,
    ]
}

/// The baseline with wide ranges of what is fitted, whatever has been fitted before.
fn far_from_the_truth(baseline: &str) -> String {
    let mut wide = vec![
        (
            "arrest_rate.none = {",
            "arrest_rate.none = { value = \"0.4/y\", low = \"0.25/y\", high = \"0.8/y\", source = \"assumption\" }",
        ),
        (
            "long_term.male = {",
            "long_term.male = { value = 15000, low = 8000, high = 26000, source = \"assumption\" }",
        ),
    ];
    let mut lines = Vec::new();
    let mut all = baseline.lines();
    while let Some(line) = all.next() {
        // The first of a name is the national one, with its later values where it has any.
        if wide.iter().any(|(name, _)| line.starts_with(name)) && line.ends_with('[') {
            all.find(|line| line.starts_with(']'));
        }
        match wide.iter().position(|(name, _)| line.starts_with(name)) {
            Some(at) => lines.push(wide.remove(at).1),
            None => lines.push(line),
        }
    }
    assert!(wide.is_empty(), "{wide:?}");
    lines.join("\n") + "\n"
}

#[test]
fn a_small_world_gives_its_parameters_back() {
    let workshop = Workshop::new();
    let baseline = workshop.path("base.toml");
    let original = far_from_the_truth(include_str!("../../scenarios/baseline.toml"));
    fs::write(&baseline, &original).unwrap();
    let scenario = baseline.display().to_string();
    let output = workshop.fit(
        &scenario,
        "with-held-out.csv",
        "fit",
        &[&FITTED[..], &["--evaluations", "110"]].concat(),
    );
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));

    let fitted = workshop.path("fit/fitted.toml");
    let [rate, low, high] = figure(&fitted, "offending.arrest_rate.none");
    assert!((rate / RATE - 1.0).abs() < 0.08, "{rate}");
    assert!(
        low < RATE && RATE < high && high - low < 0.2,
        "{low} to {high}"
    );
    let [people, low, high] = figure(&fitted, "prison.long_term.male");
    assert!((people / LONG_TERM - 1.0).abs() < 0.08, "{people}");
    assert!(low < LONG_TERM && LONG_TERM < high, "{low} to {high}");

    // What is held out is in no run and in no file.
    let header = workshop.file("fit/evaluations.csv");
    assert_eq!(
        header.lines().next(),
        Some("replicate,offending.arrest_rate.none,prison.long_term.male,a,p")
    );
    let fit = rows(workshop.path("fit/fit.csv"));
    let ids: Vec<&str> = fit.iter().map(|row| &row[0]).collect();
    assert_eq!(ids, ["a", "p"]);
    assert!(fit.iter().all(|row| &row[11] == "hit"), "{fit:?}");
    let draws = workshop.file("fit/posterior.csv");
    assert!(draws.starts_with("draw,offending.arrest_rate.none,prison.long_term.male\n0,0."));
    assert!(
        draws.lines().skip(1).all(|line| line.contains("/y,")),
        "{draws}"
    );
    assert_eq!(draws.lines().count(), 9);
    assert!(
        workshop
            .file("fit/report.md")
            .contains("| targets hit, of 2 |")
    );

    // In place: these two lines and nothing else.
    let apply = [
        "calibrate",
        &scenario,
        "--apply",
        &fitted.display().to_string(),
    ];
    let applied = program(&apply, &workshop.path("unused"));
    assert_eq!(applied.status.code(), Some(0), "{}", text(&applied.stderr));
    let now = fs::read_to_string(&baseline).unwrap();
    let changed: Vec<&str> = now
        .lines()
        .zip(original.lines())
        .filter(|(a, b)| a != b)
        .map(|(a, _)| a)
        .collect();
    assert_eq!(now.lines().count(), original.lines().count());
    assert_eq!(changed.len(), 2, "{changed:?}");
    assert!(
        changed
            .iter()
            .all(|line| line.contains("source = \"calibrated\""))
    );
    assert_eq!(figure(&baseline, "offending.arrest_rate.none")[0], rate);
    let whole = Scenario::<Model>::load(&scenario, &[]).unwrap_or_else(|e| panic!("{e}"));
    let gaps = check_sources(&whole.parameters());
    assert!(gaps.is_empty(), "{gaps:?}");
}

#[test]
fn resuming_threads_and_what_is_held_out_change_nothing() {
    let workshop = Workshop::new();
    let straight = [&FITTED[..], &["--evaluations", "36", "--threads", "1"]].concat();
    let output = workshop.fit("baseline", "targets.csv", "straight", &straight);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    // As if it had been stopped in the middle of writing a run.
    fs::create_dir(workshop.path("resumed")).unwrap();
    let runs = workshop.file("straight/evaluations.csv");
    let half = &runs[..runs.len() / 2];
    fs::write(workshop.path("resumed/evaluations.csv"), half).unwrap();
    for kept in ["evaluations.sha256", ".throughcare.json"] {
        let content = workshop.file(&format!("straight/{kept}"));
        fs::write(workshop.path("resumed").join(kept), content).unwrap();
    }
    let again = [
        &FITTED[..],
        &["--evaluations", "36", "--threads", "2", "--resume"],
    ]
    .concat();
    let output = workshop.fit("baseline", "with-held-out.csv", "resumed", &again);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    for file in ["evaluations.csv", "fit.csv", "posterior.csv"] {
        let (a, b) = (format!("straight/{file}"), format!("resumed/{file}"));
        assert!(workshop.file(&a) == workshop.file(&b), "{file}");
    }
    // Runs of another fit are not taken for those of this one.
    let other = [&FITTED[..], &["--seed", "9", "--resume"]].concat();
    let output = workshop.fit("baseline", "targets.csv", "resumed", &other);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("runs of another fit"));
}

#[test]
fn a_wrong_parameter_is_named_with_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let misspelt = [
        "calibrate",
        "baseline",
        "--parameter",
        "licence.lost_contct",
    ];
    let output = program(&misspelt, &out);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("there is no parameter `licence.lost_contct`"),
        "{said}"
    );
    assert!(
        said.contains("did you mean `licence.lost_contact`?"),
        "{said}"
    );

    for (list, line) in [
        (
            "[[parameter]]\nkeys = [\"settings.law\"]\n",
            "list.toml:2: there is no parameter",
        ),
        (
            "[[parameter]]\nkeys = [\"loops.caseload\"]\n",
            "list.toml:2: `loops.caseload` has no number",
        ),
        (
            "[[parameter]]\nkey = [\"licence.lost_contact\"]\n",
            "list.toml:2: unknown field `key`",
        ),
        (
            "[[parameter]]\n\nkeys = [\"courts.custody.*\"]\n",
            "list.toml:3: several figures move by one",
        ),
        (
            "[[parameter]]\nkeys = [\"licence.standard\"]\n[[parameter]]\nkeys = [\"licence.standard\"]\n",
            "two parameters are called `licence.standard`",
        ),
    ] {
        let path = folder.path().join("list.toml");
        fs::write(&path, list).unwrap();
        let words = [
            "calibrate",
            "baseline",
            "--parameters",
            &path.display().to_string(),
        ];
        let output = program(&words, &out);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(line), "{said}");
    }
}

/// The parameters of the program are in the baseline, move it, and leave it as it is at their
/// present values.
#[test]
fn the_parameters_of_the_program_fit_the_baseline() {
    let baseline = Scenario::<Model>::load("baseline", &[]).unwrap_or_else(|e| panic!("{e}"));
    let parameters = baseline.parameters();
    let adjustments = Adjustments::read("calibration.toml", ADJUSTED, &parameters);
    let adjustments = adjustments.unwrap_or_else(|e| panic!("{e}")).0;
    assert!(
        (20..=32).contains(&adjustments.len()),
        "{}",
        adjustments.len()
    );
    let at = |share: f64| {
        let settings = adjustments.iter().flat_map(|one| {
            let (low, high) = one.range;
            let value = match share {
                0.0 => one.start,
                share => low + share * (high - low),
            };
            one.settings(value)
        });
        let settings: Vec<(String, f64)> = settings.map(|one| (one.path, one.canonical)).collect();
        baseline.with_values(&settings).unwrap()
    };
    assert_eq!(at(0.0).hash(), baseline.hash());
    assert_ne!(at(1.0).hash(), baseline.hash());
    // A phase keeps its ratio of odds to the value before it.
    let day = Date::new(2024, 9, 1).unwrap();
    let odds = |scenario: &Scenario<Model>| {
        let start = *scenario.at_start().unwrap().licence.recall_lost_contact;
        let later = *scenario.at(day).unwrap().licence.recall_lost_contact;
        (later / (1.0 - later)) / (start / (1.0 - start))
    };
    assert!((odds(&at(0.9)) / odds(&baseline) - 1.0).abs() < 1e-3);
}

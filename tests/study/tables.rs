//! What people read: one line a metric, as wide as the terminal, no number broken.

use std::path::Path;

use serde_json::{Value, json};
use throughcare::experiment::{Interrupted, ScenarioInfo, Simulator};
use throughcare::observe::{Layout, Record, Shape};
use throughcare::output::Selection;

use crate::session::session;

/// All metrics of the program, in two areas over two financial years, with values that follow
/// from the names of things alone.
struct Named {
    scenarios: Vec<ScenarioInfo>,
    layout: Layout,
}

/// A number in [0, 1) that follows from a text.
fn share(text: &str) -> f64 {
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    }
    // The last letters move the first digits too (splitmix64).
    for multiplier in [0xBF58_476D_1CE4_E5B9_u64, 0x94D0_49BB_1331_11EB] {
        hash = (hash ^ (hash >> 30)).wrapping_mul(multiplier);
    }
    ((hash ^ (hash >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

impl Named {
    fn new(names: &[&str]) -> Named {
        let assessed = |name: &str| if name.contains("drrs") { 0.9 } else { 0.5 };
        let met = |name: &str| if name.contains("release") { 0.4 } else { 0.1 };
        let scenarios = names.iter().map(|name| ScenarioInfo {
            name: (*name).to_owned(),
            title: format!("What the scenario {name} stands for, in the words of whoever wrote it"),
            resolved: json!({ "parameters": {
                "orders": { "drr": { "assessed": { "value": assessed(name) } } },
                "release": { "met_at_gate": { "value": met(name) } },
            }}),
            hash: (*name).to_owned(),
        });
        let months = (0..24).map(|m| format!("{}-{:02}", 2027 + (m + 3) / 12, (m + 3) % 12 + 1));
        Named {
            scenarios: scenarios.collect(),
            layout: Layout::rebuilt(&Shape {
                areas: vec!["north_west".to_owned(), "wales".to_owned()],
                periods: ["all", "2027-28", "2028-29"].map(str::to_owned).to_vec(),
                months: months.collect(),
                policy_month: 0,
                prices: Vec::new(),
                all_series: false,
            }),
        }
    }

    fn value(&self, scenario: usize, replicate: u32, cell: usize) -> f64 {
        let cell = self.layout.cells[cell];
        let metric = &self.layout.metrics[usize::from(cell.metric)];
        let level = match metric.unit {
            "%" => 10.0 + 80.0 * share(metric.name),
            unit if unit.starts_with("pounds") => 1e7 + 9e9 * share(metric.name),
            _ => libm::pow(10.0, 1.0 + 6.0 * share(metric.name)),
        };
        let noise = |what: &str| share(&format!("{what} {} {replicate}", metric.name)) - 0.5;
        let parts = self.scenarios[scenario].name.split('+');
        let effect = |part: &str| {
            let size = share(&format!("effect {part} {}", metric.name)) - 0.5;
            0.02 * level * (size + 0.3 * noise(part))
        };
        let stratum = 1.0 + 0.1 * f64::from(cell.stratum) + 0.01 * f64::from(cell.period);
        let effects: f64 = match scenario {
            0 => 0.0,
            _ => parts.map(effect).sum(),
        };
        stratum * (level * (1.0 + 0.01 * noise("level")) + effects)
    }
}

impl Simulator for Named {
    fn scenarios(&self) -> &[ScenarioInfo] {
        &self.scenarios
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn replicate(
        &self,
        replicate: u32,
        _beat: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Record>, Interrupted> {
        let record = |scenario: usize| Record {
            values: (0..self.layout.cells.len())
                .map(|cell| self.value(scenario, replicate, cell))
                .collect(),
            series: vec![1.0; self.layout.series.len() * self.layout.months.len()],
            flows: vec![1.0; self.layout.flows.len()],
            prices: Vec::new(),
            events: 1,
        };
        Ok((0..self.scenarios.len()).map(record).collect())
    }

    fn warnings(&self) -> Vec<String> {
        vec![
            "fewer than 10 places at this scale, waits there are rough: MHTR places (in 8 areas)"
                .to_owned(),
        ]
    }
}

const TWO: [&str; 3] = ["baseline", "more-drrs", "front-loaded-release"];

fn shown(names: &[&str], words: &str) -> String {
    let out = tempfile::tempdir().unwrap();
    let words = format!("--replicates 4 {words}");
    session(&Named::new(names), &out.path().join("out"), &words)
}

fn widest(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap()
}

/// Protects: the table of two policies as drawn, at the widths of terminals, and of a pipe.
#[test]
fn two_policies_are_read_side_by_side_at_any_width() {
    for width in [60, 80, 120, 200] {
        let text = shown(&TWO, &format!("--width {width}"));
        assert!(widest(&text) <= width, "{width}\n{text}");
        assert!(!text.contains('\u{1b}') && !text.contains("NaN"));
        insta::assert_snapshot!(format!("two_policies_at_{width}"), text);
    }
    // Nothing is known of the reader of a pipe.
    assert_eq!(shown(&TWO, ""), shown(&TWO, "--width 80"));
}

/// Protects: both policies of the README side by side on one screen, every unit said, warnings
/// first.
#[test]
fn two_policies_fit_a_screen_of_45_lines() {
    let text = shown(&TWO, "");
    let count = text.lines().count();
    assert!(count <= 45, "{count} lines\n{text}");
    assert!(text.starts_with("warning: fewer than 10 places"), "{text}");
    for expected in [
        "DRR starts a year",
        "recalls a year",
        "in millions",
        "net benefit, budget, £",
        "net benefit, society, £",
        "net benefit, social, £",
    ] {
        assert!(text.contains(expected), "{expected} is not in\n{text}");
    }
    // A level of net benefit says nothing: there are differences alone.
    let net = text
        .lines()
        .find(|line| line.contains("net benefit, society"))
        .unwrap();
    assert_eq!(net.matches('±').count(), 2, "{net}");
    assert!(
        net.split_whitespace()
            .nth(4)
            .unwrap()
            .starts_with(['+', '-']),
        "{net}"
    );
}

/// The figures of a sheet as rows.
fn figures(words: &str) -> Vec<Value> {
    serde_json::from_str(&shown(&TWO, &format!("--format json {words}"))).unwrap()
}

/// Protects: payers add up to the last line, in levels and in differences.
#[test]
fn payers_add_up() {
    let all = figures("--by payer");
    for policy in &TWO[1..] {
        for column in ["baseline", "difference"] {
            let of = |row: &&Value| row["policy"] == *policy;
            let (total, payers): (Vec<&Value>, Vec<&Value>) = all
                .iter()
                .filter(of)
                .partition(|row| row["metric"] == "payers");
            let sum: f64 = payers.iter().map(|r| r[column].as_f64().unwrap()).sum();
            let total = total[0][column].as_f64().unwrap();
            assert!(
                (sum / total - 1.0).abs() < 1e-6,
                "{policy} {column}: {sum} {total}"
            );
            assert_eq!(payers.len(), 8);
        }
    }
}

/// Protects: a policy's own metrics are in its table without being asked for.
#[test]
fn what_a_policy_touches_is_shown() {
    let all = figures("");
    let has = |name: &str| all.iter().any(|row| row["metric"] == name);
    assert!(has("drr_share") && has("leavers_with_appointment"));
    assert!(has("drr_starts") && !has("isfl_population"));
}

/// Protects: filters show what they say, and a name that is not there is answered with the
/// nearest, before anything is simulated.
#[test]
fn filters_choose_metrics_strata_and_areas() {
    let names = |rows: &[Value], column: &str| -> Vec<String> {
        let mut names: Vec<String> = rows
            .iter()
            .map(|row| row[column].as_str().unwrap().to_owned())
            .collect();
        names.dedup();
        names
    };
    let recalls = figures("--metrics recalls,custody_days");
    assert_eq!(names(&recalls, "metric"), ["custody_days", "recalls"]);
    let theme = figures("--theme housing");
    assert!(theme.len() > 4 && theme.iter().all(|row| row["theme"] == "Housing"));
    let by_sex = figures("--metrics recalls --by sex");
    assert_eq!(names(&by_sex, "stratum"), ["sex=male", "sex=female", "all"]);
    let by_year = figures("--metrics recalls --by year");
    assert_eq!(names(&by_year, "period"), ["2027-28", "2028-29"]);
    let wales = figures("--metrics recalls --area wales");
    assert_eq!(names(&wales, "stratum"), ["area=wales"]);
    assert_ne!(wales[0]["baseline"], recalls[2]["baseline"]);
    for (words, told) in [
        ("--metrics recals", "did you mean `recalls`"),
        ("--theme prisons", "did you mean `prison`"),
        ("--area whales", "did you mean `wales`"),
    ] {
        let out = tempfile::tempdir().unwrap();
        let said = crate::results::refusal(&Named::new(&TWO), &out.path().join("out"), words);
        assert!(said.contains(told), "{said}");
        assert!(!out.path().join("out").exists());
    }
}

/// Protects: a table for a brief, and one for a spreadsheet, with the figures of the terminal.
#[test]
fn other_formats_have_the_same_figures() {
    let markdown = shown(&TWO, "--format markdown --metrics recalls");
    insta::assert_snapshot!("recalls_for_a_brief", markdown);
    let csv = shown(&TWO, "--format csv --metrics recalls");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = header.iter().position(|name| name == "difference").unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let json = figures("--metrics recalls");
    assert_eq!(rows.len(), json.len());
    for (row, figure) in rows.iter().zip(json) {
        assert_eq!(
            row[at].parse::<f64>().unwrap(),
            figure["difference"].as_f64().unwrap()
        );
    }
}

/// Protects: a bundle stands next to the sum of its parts, with the interaction.
#[test]
fn a_bundle_is_told_apart() {
    let names = ["baseline", "a", "b", "a+b"];
    let text = shown(&names, "--format json --metrics recalls");
    let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
    let difference = |policy: &str| {
        let row = rows.iter().find(|row| row["policy"] == policy);
        row.unwrap()["difference"].as_f64().unwrap()
    };
    let sum = difference("a") + difference("b");
    assert!((difference("sum of parts") / sum - 1.0).abs() < 1e-6);
    let rest = difference("a+b") - sum;
    assert!((difference("interaction") - rest).abs() < 1e-6 * sum.abs());
}

fn folder_of(names: &[&str], out: &Path, words: &str) {
    session(&Named::new(names), out, words);
}

/// Protects: files hold everybody and the headline metrics by stratum, and the rest when asked.
#[test]
fn files_are_short_unless_more_is_asked_for() {
    let out = tempfile::tempdir().unwrap();
    let rows = |words: &str, file: &str| {
        let folder = out.path().join(words.replace(' ', "_"));
        if !folder.exists() {
            folder_of(&TWO, &folder, &format!("--replicates 2 {words}"));
        }
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let has = |rows: &[String], metric: &str, stratum: &str| {
        let both = |row: &&String| row.contains(&format!(",{metric},")) && row.contains(stratum);
        rows.iter().any(|row| both(&row))
    };
    for file in ["summary.csv", "comparison.csv"] {
        let short = rows("--seed 1", file);
        assert!(has(&short, "recalls", "sex=female"), "a headline metric");
        assert!(has(&short, "charges", ",all,") && !has(&short, "charges", "sex=female"));
        let long = rows("--all-strata", file);
        assert!(has(&long, "charges", "sex=female"));
        assert!(long.len() > 3 * short.len());
    }
    let months = rows("--seed 1", "timeseries.csv");
    assert!(has(&months, "recalls", ",all,") && !has(&months, "charges", ",all,"));
    assert!(has(
        &rows("--all-series", "timeseries.csv"),
        "charges",
        ",all,"
    ));
    let package = rows("--seed 1", "datapackage.json").concat();
    let package: Value = serde_json::from_str(&package).unwrap();
    assert_eq!(package["profile"], "tabular-data-package");
    for resource in package["resources"].as_array().unwrap() {
        let header = rows("--seed 1", resource["path"].as_str().unwrap())[0].clone();
        let fields = resource["schema"]["fields"].as_array().unwrap().iter();
        let names: Vec<&str> = fields.map(|f| f["name"].as_str().unwrap()).collect();
        assert_eq!(names.join(","), header);
    }
}

/// Protects: what is asked for and not there is refused in words, and is no nought: an area by sex, a
/// metric by what it is not told apart by, and what belongs to the whole alone.
#[test]
fn what_is_not_told_apart_is_refused() {
    let world = crate::support::load("baseline", &crate::support::small::brief(&[]));
    let study = crate::support::study(&[&world]);
    let layout = study.layout();
    let said = |metric: &str, by: Option<&str>, area: Option<&str>| {
        let selection = Selection {
            metrics: vec![metric.to_owned()],
            theme: None,
            by: by.map(|by| by.parse().unwrap()),
            area: area.map(str::to_owned),
        };
        selection.check(layout).map_err(|error| error.to_string())
    };
    assert_eq!(said("arrests", Some("sex"), None), Ok(()));
    assert_eq!(said("arrests", None, Some("london")), Ok(()));
    assert_eq!(said("people_crowded", Some("sex"), None), Ok(()));
    for (metric, by, area, words) in [
        (
            "arrests",
            Some("sex"),
            Some("london"),
            "not within `london`",
        ),
        (
            "arrests",
            Some("housing"),
            None,
            "and by area, sex, substance",
        ),
        (
            "custodial_sentences",
            Some("housing"),
            None,
            "is not told by housing",
        ),
        (
            "people_crowded",
            None,
            Some("london"),
            "is not told by area",
        ),
        (
            "spent_programme",
            Some("sex"),
            None,
            "it is there for everybody alone",
        ),
        ("vacancies_opiate", Some("substance"), None, "and by area"),
    ] {
        let found = said(metric, by, area).unwrap_err();
        assert!(found.contains(words), "{found}");
    }
}

//! The file of targets: its grammar, and that it can be trusted.

use std::collections::{BTreeMap, BTreeSet};

use throughcare::experiment::validation::{Role, Target, read_targets};
use throughcare::observe::{Metric, metrics};

const HEADER: &str =
    "id,metric,universe,stratum,period,value,band_low,band_high,unit,evidence,use,reason\n";
const GOOD: &str = "14,custodial_receptions,all,all,2024,73717,70031,77403,receptions per year,PRI-027,calibration,\n";

fn list() -> Vec<Metric> {
    metrics().into_iter().map(|d| d.metric).collect()
}

fn file(name: &str) -> String {
    let path = format!("{}/evidence/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn targets() -> Vec<Target> {
    read_targets("targets.csv", &file("targets.csv"), &list()).unwrap()
}

/// How each row of the evidence table was obtained.
fn evidence() -> BTreeMap<String, String> {
    let text = file("evidence.csv");
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let header = table.headers().unwrap().clone();
    let how = header
        .iter()
        .position(|name| name == "how_obtained")
        .unwrap();
    let rows = table.records().map(|row| row.unwrap());
    rows.map(|row| (row[0].to_owned(), row[how].to_owned()))
        .collect()
}

fn rows_of(target: &Target) -> impl Iterator<Item = &str> {
    target.evidence.split(';')
}

/// Whether a target is number `n` of the list, or a part of it such as `24a`.
fn is_of(target: &Target, n: u32) -> bool {
    let digits = target.id.trim_end_matches(|c: char| c.is_ascii_lowercase());
    digits == n.to_string()
}

/// The faults of `lines` behind a good header and a good line.
fn faults(lines: &str) -> Vec<String> {
    let text = format!("{HEADER}{GOOD}{lines}\n");
    let faults = read_targets("t.csv", &text, &list()).unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn the_file_of_the_repository_is_read() {
    assert!(targets().len() > 100);
}

#[test]
fn every_target_rests_on_evidence_that_was_seen() {
    let evidence = evidence();
    for target in targets() {
        for row in rows_of(&target) {
            let how = evidence.get(row);
            assert!(how.is_some(), "{}: there is no row {row}", target.id);
            assert_ne!(how.unwrap(), "memory", "{}: {row} is recalled", target.id);
        }
    }
}

/// Nobody can drop an awkward target unseen.
#[test]
fn every_number_of_the_published_list_has_a_row() {
    let readme = file("README.md");
    let section = readme.split("## Validation targets").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let numbers: Vec<u32> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(' ').next()?.parse().ok())
        .collect();
    assert!(numbers.len() > 45, "the list was not found");
    let targets = targets();
    for n in numbers {
        assert!(targets.iter().any(|target| is_of(target, n)), "target {n}");
    }
}

#[test]
fn every_figure_of_the_two_source_documents_has_a_row() {
    let targets = targets();
    let used: BTreeSet<&str> = targets.iter().flat_map(rows_of).collect();
    for (row, how) in evidence() {
        assert!(how != "seed" || used.contains(row.as_str()), "{row}");
    }
}

#[test]
fn what_was_promised_to_be_held_out_is() {
    let targets = targets();
    for n in [26, 35, 45, 50] {
        let mut of = targets.iter().filter(|target| is_of(target, n));
        assert!(of.all(|target| target.role == Role::HeldOut), "{n}");
    }
    for row in [
        "PTX-044", "PTX-045", "PRI-004", "PRI-005", "PRI-006", "PRI-030", "PRI-031",
    ] {
        let mut with = targets
            .iter()
            .filter(|target| rows_of(target).any(|one| one == row));
        let leak = with.find(|target| target.role == Role::Calibration);
        assert!(
            leak.is_none(),
            "{row} is held out, but {leak:?} is fitted to it"
        );
    }
}

/// Protects: the count of the first list stays that of the 45 targets with which the project began, whatever is
/// added, and the groups are the series that are really asked at several dates.
#[test]
fn the_first_list_is_45_and_a_series_counts_once() {
    let targets = targets();
    let judged = |target: &&Target| {
        matches!(target.role, Role::Calibration | Role::HeldOut) && target.question.is_some()
    };
    let judged: Vec<&Target> = targets.iter().filter(judged).collect();
    let first = judged.iter().filter(|target| target.is_of_first_list());
    assert_eq!(first.count(), 45);
    let mut series: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for target in judged {
        if let Some(name) = target
            .question
            .as_ref()
            .and_then(|question| question.series())
        {
            series.entry(name).or_default().push(&target.id);
        }
    }
    assert_eq!(
        series["prison_population_month_end"][..2],
        ["12", "SDS40-1"]
    );
    assert_eq!(
        series["remand_population_month_end"],
        ["9", "D-1", "D-2", "D-3"]
    );
    assert_eq!(series["arrests"], ["40"]);
    assert_eq!(series["arrests area=london"], ["54"]);
    let change = series.values().flatten().any(|id| *id == "SDS40-6");
    assert!(!change, "a change is free of the level");
}

#[test]
fn bands_are_never_wider_than_proposed() {
    let targets = targets();
    for (id, low, high) in [
        ("4", 0.90, 1.10),
        ("9", 0.93, 1.07),
        ("12", 0.97, 1.03),
        ("14", 0.95, 1.05),
        ("15", 0.93, 1.07),
        ("17", 0.93, 1.07),
        ("27", 0.90, 1.10),
        ("28", 0.90, 1.10),
        ("29", 0.90, 1.10),
        ("39", 0.85, 1.15),
        ("40", 0.95, 1.05),
        ("47", 0.93, 1.07),
    ] {
        let target = targets.iter().find(|target| target.id == id).unwrap();
        let q = target.question.as_ref().unwrap();
        // Bands are written in whole people.
        assert!(q.band_low >= q.value * low - 1.0, "{id}");
        assert!(q.band_high <= q.value * high + 1.0, "{id}");
    }
}

#[test]
fn a_fault_names_its_line_and_what_to_do() {
    let cases = [
        (
            "15,releasez,all,all,2024,1,0,2,releases per year,PRI-027,calibration,",
            "did you mean `releases`?",
        ),
        (
            "15,releases,need,all,2024,1,0,2,releases per year,PRI-027,calibration,",
            "that of releases is `all`",
        ),
        (
            "15,releases,all,all,2024,1,0,2,people,PRI-027,calibration,",
            "`releases per year`: write that",
        ),
        (
            "15,releases,all,all,2024,1,2,3,releases per year,PRI-027,calibration,",
            "the band 2 to 3 does not hold the value 1",
        ),
        (
            "15,releases,all,all,2024,\"1,000\",0,2,releases per year,PRI-027,calibration,",
            "without commas",
        ),
        (
            "15,releases,all,all,2024,1,,2,releases per year,PRI-027,calibration,",
            "`band_low` is empty",
        ),
        (
            "15,releases,all,all,last year,1,0,2,releases per year,PRI-027,calibration,",
            "write 2023-24 (from April)",
        ),
        (
            "15,releases,all,women,2024,1,0,2,releases per year,PRI-027,calibration,",
            "write `all`, `substance=opiate`",
        ),
        (
            "15,releases,all,all,2024,1,0,2,releases per year,PRI-027,fitted,",
            "`calibration`, `held-out`",
        ),
        (
            "15,releases,all,all,2024,1,0,2,releases per year,,calibration,",
            "`evidence` is empty",
        ),
        (
            "15,releases,all,all,2024,1,0,2,releases per year,PRI-027,input,",
            "leave `metric` empty",
        ),
        (
            "15,,,,2024,1,0,2,people,PRI-027,calibration,",
            "use `not comparable`",
        ),
        (
            "15,,,,2024,1,0,2,people,PRI-027,not comparable,",
            "say why there is no metric",
        ),
        (
            "14,releases,all,all,2024,1,0,2,releases per year,PRI-027,calibration,",
            "a target `14` already",
        ),
        ("15,releases,all", "put a field with commas in quotes"),
    ];
    for (line, advice) in cases {
        let faults = faults(line);
        assert_eq!(faults.len(), 1, "{line}");
        assert!(faults[0].starts_with("t.csv:3: "), "{}", faults[0]);
        assert!(faults[0].contains(advice), "{}", faults[0]);
    }
}

#[test]
fn all_faults_are_said_at_once() {
    let faults = faults("15,,,,,,,,,PRI-027,what,\n16,,,,,,,,,PRI-027,what,");
    let lines: Vec<&str> = faults.iter().map(|f| &f[..8]).collect();
    assert_eq!(lines, ["t.csv:3:", "t.csv:4:"]);
}

#[test]
fn another_header_is_refused() {
    let faults = read_targets("t.csv", "id,metric\n1,recalls\n", &list()).unwrap_err();
    assert!(
        faults[0]
            .to_string()
            .starts_with("t.csv:1: the header is not `id,metric,universe")
    );
}

//! `throughcare validate` as it is used: verdicts, exit codes and files.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::running::{built_program, text};

const HEADER: &str =
    "id,metric,universe,stratum,period,value,band_low,band_high,unit,evidence,use,reason\n";
const CSV_HEADER: &str = "target,metric,universe,stratum,period,published,band_low,band_high,\
    simulated,ci_low,ci_high,verdict,use,evidence,group,standardised_error,more_replicates";

/// Runs `validate` on the baseline, small and with little warm-up, against `rows`.
fn validate(folder: &Path, rows: &[&str], more: &[&str]) -> Output {
    let targets = folder.join("targets.csv");
    fs::write(&targets, format!("{HEADER}{}\n", rows.join("\n"))).unwrap();
    built_program()
        .args(["validate", "baseline", "--replicates", "2", "--quiet"])
        .args([
            "--population-scale",
            "0.002",
            "--warm-up",
            "90d",
            "--overwrite",
        ])
        .arg("--targets")
        .arg(&targets)
        .arg("--out")
        .arg(folder.join("out"))
        .args(more)
        .output()
        .unwrap()
}

/// The rows of `validation.csv`.
fn rows(folder: &Path) -> Vec<csv::StringRecord> {
    let written = fs::read_to_string(folder.join("out/validation.csv")).unwrap();
    assert_eq!(written.lines().next(), Some(CSV_HEADER));
    let mut table = csv::Reader::from_reader(written.as_bytes());
    table.records().map(|row| row.unwrap()).collect()
}

// Bands that any world hits, and that none does.
const HIT: &str = "1,arrests,all,all,2023-Q3,5,0,1e9,arrests per year,POL-004,calibration,";
const MISS: &str = "2,arrests,all,all,2023-Q3,2,1,3,arrests per year,POL-004,calibration,";
const MISS_HELD_OUT: &str = "3,arrests,all,all,2023-Q3,2,1,3,arrests per year,POL-004,held-out,";
const SET: &str =
    "4,arrests,all,all,2023-06..2023-08,5,0,1e9,arrests per year,POL-004,by construction,";
const NOW: &str = "5,arrests,all,all,2023-Q3,2,1,3,arrests per year,POL-004,not comparable,\
    Another definition.";
const NOW_WITHOUT_BAND: &str =
    "6,arrests,all,all,2023-Q3,2,,,arrests per year,POL-004,not comparable,Another definition.";
const CHANGE: &str = "SDS40-1,prison_population,all,all,2023-07-31 to 2023-08-31,0,-1e9,1e9,people,PRI-004,held-out,";

#[test]
fn a_missed_calibration_target_is_three_and_nothing_else_is() {
    let folder = tempfile::tempdir().unwrap();
    for (rows, code) in [
        (vec![HIT], 0),
        (vec![HIT, MISS_HELD_OUT, SET], 0),
        (vec![HIT, MISS], 3),
    ] {
        let output = validate(folder.path(), &rows, &[]);
        assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
    }
    let held_out = validate(folder.path(), &[HIT, MISS, CHANGE], &["--use", "held-out"]);
    assert_eq!(
        held_out.status.code(),
        Some(0),
        "only what is asked for is judged"
    );
}

/// Protects: a target that luck decides is neither a hit nor a miss, in any file, and the exit code does not
/// pass over it.
#[test]
fn what_luck_decides_is_undecided_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    validate(folder.path(), &[HIT], &[]);
    let mean: f64 = rows(folder.path())[0][8].parse().unwrap();
    // A band whose lower end is just below the mean, and one whose ends are closer than the interval.
    let row = |id: &str, low: f64, high: f64| {
        format!(
            "{id},arrests,all,all,2023-Q3,{mean},{low},{high},arrests per year,POL-004,calibration,"
        )
    };
    let across = row("1", mean - 1.0, mean * 10.0);
    let both = row("D-1", mean - 1.0, mean + 1.0);
    let page = folder.path().join("page.md");
    let output = validate(
        folder.path(),
        &[&across, &both],
        &["--markdown", page.to_str().unwrap()],
    );
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    let said = text(&output.stderr);
    assert!(said.contains("missed: 0, undecided: 2"), "{said}");
    let rows = rows(folder.path());
    assert!(rows.iter().all(|row| &row[11] == "undecided"), "{rows:?}");
    assert!(rows.iter().all(|row| &row[14] == "arrests"), "{rows:?}");
    let shown = text(&output.stdout);
    let counted = "calibration: hit 0, undecided 2, miss 0 of 2\n  by group: hit 0, undecided 1, miss 0 \
        of 1\n  first list: hit 0, undecided 1, miss 0 of 1\n";
    assert!(shown.contains(counted), "{shown}");
    let flowing = shown.replace('\n', " ");
    assert!(flowing.contains("straddles the lower end, "), "{shown}");
    assert!(flowing.contains("straddles both ends"), "{shown}");
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("## Undecided: luck decides"), "{page}");
    assert!(!page.contains("## Misses"), "{page}");
}

#[test]
fn the_tables_count_what_deserves_it() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.md");
    let words = ["--markdown", page.to_str().unwrap()];
    let all = [HIT, MISS, MISS_HELD_OUT, SET, CHANGE, NOW, NOW_WITHOUT_BAND];
    let output = validate(folder.path(), &all, &words);
    let shown = text(&output.stdout);
    assert!(
        shown.contains("\ncalibration: hit 1, undecided 0, miss 1 of 2\n"),
        "{shown}"
    );
    // Both are arrests of one quarter: one group, which is what its worst member is.
    assert!(
        shown.contains("\n  by group: hit 0, undecided 0, miss 1 of 1\n"),
        "{shown}"
    );
    for counts in [
        "held out: hit 0, undecided 0, miss 1 of 1\n",
        "natural experiment, held out: hit 1, undecided 0, miss 0 of 1\n",
    ] {
        assert!(shown.contains(counts), "{shown}");
    }
    assert!(
        shown.lines().all(|line| line.chars().count() <= 80),
        "{shown}"
    );

    let rows = rows(folder.path());
    let verdicts: Vec<(&str, &str)> = rows.iter().map(|row| (&row[11], &row[12])).collect();
    assert_eq!(
        verdicts,
        [
            ("hit", "calibration"),
            ("miss", "calibration"),
            ("miss", "held-out"),
            ("hit", "by construction"),
            ("hit", "held-out"),
            ("outside", "not comparable"),
            ("no band", "not comparable"),
        ]
    );
    let heading = "Comparable now, not judged: classed before the metric existed";
    assert!(shown.contains(heading), "{shown}");
    // Two of them are missed; one without a band is not.
    assert_eq!(shown.matches("missed: ").count(), 2, "{shown}");
    assert!(shown.contains("its band, "), "how far: {shown}");
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("## Misses: how far, and why"), "{page}");
    let counted =
        "| calibration | hit 1, undecided 0, miss 1 of 2 | hit 0, undecided 0, miss 1 of 1 |";
    assert!(page.contains(counted), "{page}");
    let manifest = fs::read_to_string(folder.path().join("out/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let counts = &manifest["validation"]["calibration"]["each"];
    assert_eq!(counts["hits"], 1);
    assert_eq!(counts["undecided"], 0);
    assert_eq!(counts["misses"], 1);
    assert!(page.contains(&format!("## {heading}\n")), "{page}");
    assert!(
        page.contains("throughcare validate baseline"),
        "the command is on the page"
    );
}

/// A change is the second month less the first, replicate by replicate.
#[test]
fn a_change_is_the_difference_of_its_months() {
    let folder = tempfile::tempdir().unwrap();
    let month = |id: &str, day: &str| {
        format!("{id},prison_population,all,all,{day},0,-1e9,1e9,people,PRI-004,held-out,")
    };
    let (july, august) = (month("a", "2023-07-31"), month("b", "2023-08-31"));
    validate(folder.path(), &[&july, &august, CHANGE], &[]);
    let simulated: Vec<f64> = rows(folder.path())
        .iter()
        .map(|row| row[8].parse().unwrap())
        .collect();
    let [july, august, change] = simulated[..] else {
        panic!("three rows")
    };
    assert!((august - july - change).abs() < 1e-3);
}

#[test]
fn regions_taken_together_make_the_country() {
    let folder = tempfile::tempdir().unwrap();
    let row = |id: &str, stratum: &str| {
        format!("{id},arrests,all,{stratum},2023-Q3,1,0,1e9,arrests per year,POL-004,calibration,")
    };
    let england = "area=north_east+north_west+yorkshire_and_the_humber+east_midlands\
        +west_midlands+east_of_england+london+south_east+south_west";
    let (all, england, wales) = (row("1", "all"), row("2", england), row("3", "area=wales"));
    validate(folder.path(), &[&all, &england, &wales], &[]);
    let simulated: Vec<f64> = rows(folder.path())
        .iter()
        .map(|row| row[8].parse().unwrap())
        .collect();
    let [all, england, wales] = simulated[..] else {
        panic!("three rows")
    };
    assert!((england + wales - all).abs() < 1e-2);
    assert!(england > 10.0 * wales);
}

#[test]
fn what_a_scenario_cannot_answer_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let early = "5,arrests,all,all,2022-23,5,0,1e9,arrests per year,POL-004,calibration,";
    let elsewhere =
        "6,arrests,all,area=durham,2023-Q3,5,0,1e9,arrests per year,POL-004,calibration,";
    let banded =
        "7,arrests,all,sentence=over_4y,2023-Q3,5,0,1e9,arrests per year,POL-004,calibration,";
    let output = validate(folder.path(), &[HIT, early, elsewhere, banded], &[]);
    let shown = text(&output.stdout).replace('\n', " ");
    assert!(
        shown.contains("not answered: 5: 2022-04..2023-03"),
        "{shown}"
    );
    assert!(
        shown.contains("not answered: 6: the scenario has no `area=durham`"),
        "{shown}"
    );
    assert!(
        shown.contains("not answered: 7: its metric is not given"),
        "{shown}"
    );
    assert!(
        shown.contains("calibration: hit 1, undecided 0, miss 0 of 1"),
        "{shown}"
    );
}

#[test]
fn a_bad_file_of_targets_is_wrong_use() {
    let folder = tempfile::tempdir().unwrap();
    let output = validate(
        folder.path(),
        &["1,arrest,all,all,2024,1,0,2,x,POL-004,calibration,"],
        &[],
    );
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(
        said.contains("targets.csv:2: ") && said.contains("did you mean `arrests`?"),
        "{said}"
    );
}

/// Protects: a change that loses a calibration target does not pass, and says which, how, and what to do; one
/// that gains a target says that the list can be renewed.
#[test]
fn the_gate_lets_nothing_pass_that_loses_a_target() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("gate.csv");
    let list = list.to_str().unwrap();
    // The same target, hit and missed.
    let missed = MISS.replacen('2', "1", 1);
    let write = ["--gate-write", list];
    let wrote = validate(folder.path(), &[HIT, MISS, MISS_HELD_OUT], &write);
    assert_eq!(wrote.status.code(), Some(0), "{}", text(&wrote.stderr));
    let lines = fs::read_to_string(list).unwrap();
    assert!(
        lines.starts_with("target,verdict,standardised_error,setting\n1,hit,"),
        "{lines}"
    );
    assert_eq!(
        lines.lines().count(),
        3,
        "held-out targets are not in it: {lines}"
    );

    let hold = ["--gate", list];
    let same = validate(folder.path(), &[HIT, MISS], &hold);
    assert_eq!(
        same.status.code(),
        Some(0),
        "a miss that is in the list passes"
    );
    assert!(
        text(&same.stderr).contains("the gate is open"),
        "{}",
        text(&same.stderr)
    );

    let lost = validate(folder.path(), &[&missed, MISS], &hold);
    assert_eq!(lost.status.code(), Some(3));
    let said = text(&lost.stderr);
    for words in [
        "lost: 1: arrests, 2023-Q3: ",
        "band 1 to 3: `miss`",
        "it was `hit`",
        "the gate is shut: 1 of 2",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(said.contains(&format!("--gate-write {list}")), "{said}");

    fs::write(list, lines.replace("1,hit,", "1,miss,")).unwrap();
    let gained = validate(folder.path(), &[HIT, MISS], &hold);
    assert_eq!(gained.status.code(), Some(0));
    let said = text(&gained.stderr);
    assert!(
        said.contains("gained: 1: ") && said.contains("can be renewed"),
        "{said}"
    );

    let elsewhere = validate(
        folder.path(),
        &[HIT, MISS],
        &["--gate", list, "--seed", "5"],
    );
    assert_eq!(elsewhere.status.code(), Some(2));
    assert!(text(&elsewhere.stderr).contains("verdicts at another setting say nothing"));
    fs::write(list, "nothing of the kind").unwrap();
    let over = validate(folder.path(), &[HIT], &write);
    assert_eq!(over.status.code(), Some(2));
    assert_eq!(fs::read_to_string(list).unwrap(), "nothing of the kind");
    let wrong = validate(folder.path(), &[HIT], &hold);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        text(&wrong.stderr).contains("gate.csv:1: the header is not"),
        "{}",
        text(&wrong.stderr)
    );
}

/// Protects: a history grows by one line a fit, and another table is not written into.
#[test]
fn the_history_grows_by_a_line_a_fit() {
    let folder = tempfile::tempdir().unwrap();
    let history = folder.path().join("history.csv");
    let words = ["--history", history.to_str().unwrap()];
    for _ in 0..2 {
        validate(folder.path(), &[HIT, MISS, MISS_HELD_OUT], &words);
    }
    let more = ["--history", history.to_str().unwrap(), "--seed", "2"];
    validate(folder.path(), &[HIT, MISS, MISS_HELD_OUT], &more);
    let mut table = csv::Reader::from_path(&history).unwrap();
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), 2, "the same fit on the same day is told once");
    let fit: Vec<&str> = rows[1].iter().skip(3).take(5).collect();
    assert_eq!(
        fit,
        ["2", "2", "1", "0", "1"],
        "replicates, seed, hit, undecided, missed"
    );
    assert_eq!(
        [&rows[1][10], &rows[1][11]],
        ["0", "1"],
        "held out: undecided, missed"
    );

    let other = folder.path().join("other.csv");
    fs::write(&other, "a,b\n1,2\n").unwrap();
    let output = validate(
        folder.path(),
        &[HIT],
        &["--history", other.to_str().unwrap()],
    );
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&other).unwrap(), "a,b\n1,2\n");
}

//! The built program with the real model, from a scenario file to a folder of results.

use std::fs;

use sha2::{Digest, Sha256};

use crate::running::{built_program, text};
use crate::workshop::{Workshop, differing};

/// Protects: a policy that changes nothing differs by exactly 0 in the file that people read.
#[test]
fn a_policy_without_effect_has_a_comparison_of_noughts() {
    let shop = Workshop::new();
    shop.done("compare baseline nothing.toml --out out --replicates 2 --quiet");
    let rows = shop.csv_files("out")["comparison.csv"].clone();
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    let at = reader
        .headers()
        .unwrap()
        .iter()
        .position(|h| h == "difference")
        .unwrap();
    let mut seen = 0;
    for row in reader.records() {
        let row = row.unwrap();
        let difference = &row[at];
        assert!(difference.is_empty() || difference == "0", "{row:?}");
        seen += usize::from(difference == "0");
    }
    assert!(seen > 500, "{seen} rows");
}

/// Protects: results do not depend on the number of threads, nor on being interrupted by a night.
#[test]
fn threads_and_resuming_change_no_byte() {
    let shop = Workshop::new();
    let compare = "compare baseline something.toml --quiet";
    shop.done(&format!("{compare} --out one --replicates 4 --threads 1"));
    shop.done(&format!("{compare} --out two --replicates 4 --threads 2"));
    shop.done(&format!("{compare} --out three --replicates 1"));
    shop.done(&format!("{compare} --out three --replicates 4 --resume"));
    let one = shop.csv_files("one");
    assert!(one["comparison.csv"].lines().count() > 500);
    assert_eq!(differing(&one, &shop.csv_files("two")), [""; 0]);
    assert_eq!(differing(&one, &shop.csv_files("three")), [""; 0]);
}

/// Protects: `run` of a policy alone has the rows that `compare` has for it.
#[test]
fn a_policy_run_alone_has_the_rows_of_the_comparison() {
    let shop = Workshop::new();
    shop.done("compare baseline something.toml --out both --replicates 2 --quiet");
    shop.done("run something.toml --out alone --replicates 2 --quiet");
    let both = shop.csv_files("both")["replicates.csv"].clone();
    let alone = shop.csv_files("alone")["replicates.csv"].clone();
    let alone: std::collections::BTreeSet<&str> = alone.lines().collect();
    let whole_window = |row: &&str| row.starts_with("something,") && row.contains(",all,");
    let rows: Vec<&str> = both.lines().filter(whole_window).collect();
    assert!(rows.len() > 500);
    for row in rows
        .into_iter()
        .filter(|row| row.split(',').nth(5) == Some("all"))
    {
        assert!(alone.contains(row), "{row}");
    }
}

/// Protects: finished runs are compared as they are, with the rows that one command would have
/// made, and nothing is simulated for it.
#[test]
fn finished_runs_are_compared_without_being_simulated_again() {
    let shop = Workshop::new();
    shop.done("compare baseline something.toml --out both --replicates 2 --quiet");
    shop.done("run baseline --out base --replicates 3 --quiet");
    shop.done("run something.toml --out policy --replicates 2 --quiet");
    shop.done("compare --from base policy --out paired --quiet");
    let whole = |folder: &str| -> Vec<String> {
        let text = shop.csv_files(folder)["comparison.csv"].clone();
        let rows = text
            .lines()
            .filter(|row| row.split(',').nth(6) == Some("all"));
        let own = rows.filter(|row| !row.contains("_same_people,"));
        own.map(str::to_owned).collect()
    };
    assert!(whole("both").len() > 500);
    assert_eq!(whole("both"), whole("paired"));
    let manifest = fs::read_to_string(shop.path("paired/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["run"]["events"], 0);
    assert_eq!(manifest["replicates"], 2);
}

/// Protects: runs that did not meet the same luck are refused, with what differs.
#[test]
fn finished_runs_that_do_not_pair_are_refused() {
    let shop = Workshop::new();
    shop.done("run baseline --out base --replicates 2 --quiet");
    shop.done("compare baseline something.toml --out both --replicates 2 --quiet");
    let made = |words: &str| {
        let output = built_program()
            .current_dir(shop.path("."))
            .args(words.split_whitespace())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    };
    let world = "--set settings.observe_from=2026-10-01 --population-scale 0.001 --quiet";
    made(&format!(
        "run something.toml --out seed --replicates 2 --seed 6 --warm-up 1y --horizon 6mo {world}"
    ));
    made(&format!(
        "run something.toml --out short --replicates 2 --seed 5 --warm-up 1y --horizon 3mo {world}"
    ));
    made(&format!(
        "run something.toml --out warm --replicates 2 --seed 5 --warm-up 2y --horizon 6mo {world}"
    ));
    for (other, told) in [
        ("seed", "the seeds are 5 and 6"),
        ("short", "the months observed are"),
        ("warm", "settings.warm_up"),
        ("nowhere", "holds no finished run"),
    ] {
        let output = shop.run(&format!("compare --from base {other} --out no"));
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(told), "{other}: {said}");
        assert!(!shop.path("no").exists());
    }
}

/// Protects: the columns that the design promises, with rows under them.
#[test]
fn columns_are_those_of_the_design() {
    let columns = [
        (
            "summary.csv",
            "scenario,metric,unit,universe,stratum,period,replicates,mean,sd,se,ci_low,ci_high,p5,p50,p95",
        ),
        (
            "comparison.csv",
            "policy,baseline,metric,unit,universe,stratum,period,replicates,baseline_mean,policy_mean,difference,ci_low,ci_high,relative_change,share_of_replicates_better,variance_reduction",
        ),
        (
            "timeseries.csv",
            "scenario,month,metric,universe,stratum,mean,p5,p25,p50,p75,p95",
        ),
        (
            "comparison_timeseries.csv",
            "policy,baseline,month,metric,universe,stratum,difference,ci_low,ci_high",
        ),
        (
            "gaps.csv",
            "policy,baseline,metric,unit,measure,highest,lowest,replicates,baseline_mean,\
             baseline_ci_low,baseline_ci_high,policy_mean,policy_ci_low,policy_ci_high,difference,\
             ci_low,ci_high",
        ),
        (
            "replicates.csv",
            "scenario,replicate,metric,universe,stratum,period,value",
        ),
        ("flows.csv", "scenario,from,to,period,mean,ci_low,ci_high"),
        (
            "prices.csv",
            "policy,baseline,ledger,price,value,contribution,ci_low,ci_high,net_benefit,switching_factor,\
             switching_value",
        ),
    ];
    let shop = Workshop::new();
    shop.done("compare baseline something.toml --out out --replicates 2 --quiet");
    let files = shop.csv_files("out");
    assert_eq!(files.len(), columns.len(), "{:?}", files.keys());
    for (name, header) in columns {
        assert_eq!(files[name].lines().next(), Some(header), "{name}");
        assert!(files[name].lines().count() > 50, "{name} has rows");
        assert!(
            !files[name].contains("NaN") && !files[name].contains("inf,"),
            "{name}"
        );
    }
}

/// Protects: the manifest. Its hashes are those of the files, and what was run stands in it.
#[test]
fn the_manifest_has_the_hashes_of_the_files() {
    let shop = Workshop::new();
    shop.done("compare baseline something.toml --out out --replicates 2 --quiet");
    let manifest = fs::read_to_string(shop.path("out/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let files = manifest["files"].as_object().unwrap();
    // And the description of the tables.
    assert_eq!(files.len(), shop.csv_files("out").len() + 1);
    for (name, entry) in files {
        let bytes = fs::read(shop.path("out").join(name)).unwrap();
        let digest = Sha256::digest(&bytes);
        let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(entry["sha256"], serde_json::Value::String(hash), "{name}");
    }
    assert_eq!(manifest["seed"], 5);
    assert_eq!(manifest["replicates"], 2);
    assert!(manifest["run"]["events"].as_u64().unwrap() > 1000);
    assert!(manifest["command"].to_string().contains("something.toml"));
    let scenarios = manifest["scenarios"].as_array().unwrap();
    assert_eq!(scenarios.len(), 2);
    assert_ne!(scenarios[0]["hash"], scenarios[1]["hash"]);
}

/// Protects: results that are there are never overwritten unasked.
#[test]
fn a_folder_with_results_is_refused_and_left_alone() {
    let shop = Workshop::new();
    shop.done("run baseline --out out --replicates 1 --quiet");
    let before = shop.csv_files("out");
    let output = shop.run("run baseline --out out --replicates 2 --quiet");
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(
        said.contains("--overwrite") && said.contains("--resume"),
        "{said}"
    );
    assert_eq!(differing(&before, &shop.csv_files("out")), [""; 0]);
    shop.done("run baseline --out out --replicates 2 --quiet --overwrite");
    assert_ne!(differing(&before, &shop.csv_files("out")), [""; 0]);
}

/// Protects: a mistake in a scenario is shown where it stands, and nothing is run.
#[test]
fn a_mistake_is_shown_with_its_place_and_what_was_meant() {
    let shop = Workshop::new();
    let wrong = "extends = \"baseline.toml\"\n[release]\nmet_at_gaet = 0.9\n";
    fs::write(shop.path("wrong.toml"), wrong).unwrap();
    let output = shop.run("compare baseline wrong.toml --out out --quiet");
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    for part in ["wrong.toml:3:1", "met_at_gaet", "^", "met_at_gate"] {
        assert!(said.contains(part), "`{part}` is not in:\n{said}");
    }
    assert!(output.stdout.is_empty() && !shop.path("out").exists());
    let output = shop.run("run no-such-scenario --out out");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no-such-scenario"));
}

/// Protects: a metric that does not exist is found out before anything is simulated, and the one
/// that was meant is named.
#[test]
fn an_unknown_metric_is_answered_with_the_nearest() {
    let shop = Workshop::new();
    let output = shop.run("run baseline --out out --precision prison_populaton=5%");
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(
        said.contains("prison_population") && said.contains("throughcare metrics"),
        "{said}"
    );
    assert!(!shop.path("out").exists() || shop.csv_files("out").is_empty());
}

/// Protects: standard output is JSON and nothing else when JSON is asked for.
#[test]
fn json_is_valid_and_alone_on_standard_output() {
    let shop = Workshop::new();
    for (words, key) in [
        ("run baseline --out a --replicates 2 --json", "mean"),
        (
            "compare baseline something.toml --out b --replicates 2 --json",
            "difference",
        ),
    ] {
        let output = shop.done(words);
        let rows: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
        assert!(rows.len() > 500);
        assert!(rows.iter().any(|row| row[key].is_number()), "{key}");
        assert!(rows.iter().all(|row| row["metric"].is_string()));
    }
}

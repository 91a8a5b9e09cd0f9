//! The built program: exit codes, and what goes to which stream.

use std::process::Output;

use crate::running::{built_program, text};

fn throughcare(words: &[&str]) -> Output {
    built_program().args(words).output().unwrap()
}

#[test]
fn help_and_version_are_results() {
    let versions = text(&throughcare(&["--version"]).stdout);
    assert!(
        versions.contains(env!("CARGO_PKG_VERSION")) && versions.contains("scenario format"),
        "{versions}"
    );
    for words in [["--help"], ["--version"]] {
        let output = throughcare(&words);
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stdout).contains("throughcare"));
        assert!(output.stderr.is_empty());
    }
}

#[test]
fn every_command_is_listed_and_none_besides() {
    let help = text(&throughcare(&["--help"]).stdout);
    let commands = help.split("Commands:").nth(1).unwrap();
    let commands = commands.split("Options:").next().unwrap().lines();
    let names: Vec<&str> = commands
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(
        names,
        [
            "run",
            "compare",
            "sweep",
            "sensitivity",
            "rank",
            "budget",
            "places",
            "report",
            "policies",
            "merge",
            "validate",
            "calibrate",
            "trace",
            "check",
            "areas",
            "new",
            "init",
            "explore",
            "find",
            "metrics",
            "schema",
            "completions",
            "man",
            "help",
        ]
    );
}

#[test]
fn wrong_use_is_two_and_goes_to_standard_error() {
    let wrong: [&[&str]; 9] = [
        &[],
        &["sweep"],
        &["run"],
        &["compare", "baseline.toml"],
        &["run", "a.toml", "--replicates", "0"],
        &["run", "a.toml", "--overwrite", "--resume"],
        &["run", "a.toml", "--precision", "recalls"],
        &["run", "a.toml", "--max-replicates", "50"],
        &["run", "a.toml", "--set", "no-equals-sign"],
    ];
    for words in wrong {
        let output = throughcare(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
}

/// Protects: who has a program without the page is told where the page is, and finds no empty file.
#[test]
fn a_program_without_the_explorer_says_how_to_get_it() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    let output = throughcare(&["explore", "--out", page.to_str().unwrap()]);
    if output.status.success() {
        let page = std::fs::read_to_string(page).unwrap();
        assert!(
            page.starts_with("<!doctype html>"),
            "built with a page that is none"
        );
        return;
    }
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("dist/explorer.sh"));
    assert!(!page.exists());
}

#[test]
fn the_help_of_run_names_every_option() {
    let help = text(&throughcare(&["run", "--help"]).stdout);
    let options = "--replicates --seed --threads --warm-up --horizon --population-scale --set \
        --out --overwrite --resume --precision --max-replicates --quiet --no-progress --json";
    for option in options.split_whitespace() {
        assert!(help.contains(option), "{option}");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 100));
}

//! The commands that run designs, as they are used: one command, one folder, one table; killed and
//! gone on with; and what they say of a slip.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::running::{built_program, text};

/// A world that takes a fraction of a second.
const SMALL: [&str; 8] = [
    "--population-scale",
    "0.003",
    "--warm-up",
    "6mo",
    "--horizon",
    "6mo",
    "--set",
    "settings.observe_from=2027-04-01",
];

fn command(words: &str, out: &Path) -> Command {
    let mut command = built_program();
    command.args(words.split_whitespace()).args(SMALL);
    command.arg("--out").arg(out).arg("--quiet");
    command
}

fn ran(words: &str, out: &Path) -> Output {
    command(words, out).output().unwrap()
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

const SWEEP: &str = "sweep baseline more-drrs --vary orders.drr.assessed=0.5..0.9/7 --replicates 2";

/// Protects: seven values are one command, one folder and one tidy table with the value as a column;
/// a run that was killed goes on, on any number of threads, to the same bytes.
#[test]
fn a_killed_sweep_goes_on_to_the_same_bytes() {
    let scratch = tempfile::tempdir().unwrap();
    let straight = scratch.path().join("straight");
    let output = ran(SWEEP, &straight);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let printed = text(&output.stdout);
    assert!(printed.lines().count() <= 40, "{printed}");
    let table = read(&straight, "sweep.csv");
    assert!(table.starts_with("point,policy:orders.drr.assessed,policy,baseline,metric"));
    let values: std::collections::BTreeSet<&str> = table
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').nth(1))
        .collect();
    assert_eq!(values.len(), 7);

    let killed = scratch.path().join("killed");
    let mut child = command(&format!("{SWEEP} --threads 1"), &killed)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let records = killed.join("replicates").join("sweep");
    for _ in 0..600 {
        let count = fs::read_dir(&records).map_or(0, |entries| entries.count());
        if count > 0 || child.try_wait().unwrap().is_some() {
            break;
        }
        sleep(Duration::from_millis(50));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let output = ran(&format!("{SWEEP} --threads 2 --resume"), &killed);
    assert!(output.status.success(), "{}", text(&output.stderr));
    for file in ["sweep.csv", "switching.csv"] {
        assert_eq!(read(&killed, file), read(&straight, file), "{file}");
    }
    assert_eq!(text(&output.stdout), printed);
    // And nothing is written over by accident.
    assert_eq!(ran(SWEEP, &straight).status.code(), Some(2));
}

/// Protects: the shares of a design, made apart, are the design: the same tables to the byte, stage by
/// stage where a later stage rests on what an earlier one found.
#[test]
fn shards_of_a_design_are_the_design() {
    let scratch = tempfile::tempdir().unwrap();
    let at = |name: &str| scratch.path().join(name);
    let good = |words: &str, out: &str| {
        let output = ran(words, &at(out));
        assert!(output.status.success(), "{words}: {}", text(&output.stderr));
        text(&output.stdout)
    };
    let places = |folders: &[&str]| {
        let each = folders.iter().map(|name| at(name).display().to_string());
        each.collect::<Vec<_>>().join(",")
    };
    let printed = good(SWEEP, "whole");
    for shard in ["1", "2"] {
        good(&format!("{SWEEP} --shard {shard}/2"), shard);
        assert!(
            !at(shard).join("sweep.csv").exists(),
            "a share is no result"
        );
    }
    let both = format!("{SWEEP} --from-shards {}", places(&["1", "2"]));
    assert_eq!(good(&both, "both"), printed);
    assert_eq!(
        read(&at("both"), "sweep.csv"),
        read(&at("whole"), "sweep.csv")
    );
    let one = format!("{SWEEP} --seed 2 --from-shards {}", places(&["1"]));
    let refused = ran(&one, &at("other"));
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("another study"));

    const STAGES: &str = "sensitivity baseline more-drrs --pairs 16 --strongest 3 --again 16 \
                          --replicates 2 --sobol 0 --keep 2";
    let printed = good(STAGES, "all");
    // Three for each of four differences and what the policy states; a count leans on no price.
    let screening = read(&at("all"), "screening.csv");
    let rows = screening.lines().skip(1);
    let rows: Vec<Vec<&str>> = rows.map(|row| row.split(',').collect()).collect();
    let moved = |row: &Vec<&str>| row[4].parse::<usize>().unwrap();
    let most = rows.iter().map(moved).max().unwrap();
    let again: Vec<_> = rows.iter().filter(|row| moved(row) < most).collect();
    assert!(most > 1_000 && !again.is_empty());
    assert!(again.iter().all(|row| (8..=19).contains(&moved(row))));
    let priced = |metric: &str| {
        let mut of = rows.iter().filter(|row| row[2] == metric);
        of.any(|row| row[5].starts_with("costs."))
    };
    assert!(priced("net_benefit") && !priced("recalls"));
    let mut words = STAGES.to_owned();
    for (round, stage) in [("a", "screening"), ("b", "strongest"), ("c", "one-way")] {
        let folders = [format!("{round}1"), format!("{round}2")];
        for (shard, folder) in folders.iter().enumerate() {
            good(&format!("{words} --shard {}/2", shard + 1), folder);
            let next = at(folder).join("replicates").join(stage);
            let made = fs::read_dir(next).unwrap().count();
            assert!(made > 1, "shard {folder} goes on to {stage}: {made} files");
        }
        let before = folders.each_ref().map(String::as_str);
        words = format!("{STAGES} --from-shards {}", places(&before));
    }
    assert_eq!(good(&words, "together"), printed);
}

/// Protects: two keys give every combination, a value of the baseline among them, as a table that is
/// read across and down.
#[test]
fn two_keys_give_a_grid() {
    let scratch = tempfile::tempdir().unwrap();
    let words = "sweep baseline more-drrs --replicates 2 --vary policy:orders.drr.consents=0.7,0.9 \
        --vary community_treatment.opiate.posts=-20%,0%,+20% --metrics recalls";
    let output = ran(words, scratch.path());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let table = read(scratch.path(), "sweep.csv");
    let rows = table.lines().filter(|line| line.contains(",recalls,"));
    assert_eq!(rows.count(), 6);
    let printed = text(&output.stdout);
    assert!(
        printed.contains("1608") && printed.contains("2412"),
        "{printed}"
    );
}

/// Protects: a slip is told in words, with the nearest name, before anything is simulated.
#[test]
fn slips_are_told_before_anything_is_run() {
    let scratch = tempfile::tempdir().unwrap();
    for (words, said) in [
        (
            "sweep baseline more-drrs --vary orders.drr.consent=0.1,0.2",
            "orders.drr.consents",
        ),
        (
            "sweep baseline more-drrs --vary orders.drr.consents=0.1..0.2",
            "how many",
        ),
        (
            "sweep baseline more-drrs --vary orders.drr.consents=1.5",
            "between 0 and 1",
        ),
        (
            "sweep baseline more-drrs --vary arrest_referral.appointment=4",
            "length of time",
        ),
        (
            "sweep baseline more-drrs --vary loops.full_estate=1",
            "no number",
        ),
        (
            "sweep baseline more-drrs --vary a=1 --vary b=1 --vary c=1",
            "one key or two",
        ),
        (
            "sweep baseline more-drrs --vary orders.drr.consents=0.5 --metrics recall",
            "`recalls`",
        ),
        ("rank baseline more-drrs --by prison_receptions", "metric"),
        (
            "sensitivity baseline more-drrs --again 2",
            "write 0, or 16 to 100000",
        ),
        (
            "sweep baseline more-drrs --vary settings.horizon=1y,2y",
            "which months are counted",
        ),
        (
            "places baseline settings.horizon=1y..2y recalls<=1",
            "which months are counted",
        ),
        (
            "places baseline community_treatment.opiate.posts=1000..900000 recalls<=1",
            "narrow the range",
        ),
        (
            "places baseline orders.drr.consents=0.8..0.8 recalls<=1",
            "two different ends",
        ),
        (
            "budget baseline --amount 10m --aim drr_starts",
            "neither more nor less",
        ),
        ("budget baseline --amount 80bn", "smaller --amount"),
        (
            "sweep baseline more-drrs --vary orders.drr.consents=0.7,0.8 --set settings.horizon=2y",
            "set twice",
        ),
        (
            "places baseline prison.capacity=1..2 recalls",
            "METRIC<=VALUE",
        ),
        ("budget baseline --amount lots", "80m"),
        (
            "budget baseline --amount 1m --levers nowhere.toml",
            "nowhere.toml",
        ),
    ] {
        let out = scratch.path().join("out");
        let output = ran(words, &out);
        assert_eq!(output.status.code(), Some(2), "{words}");
        let error = text(&output.stderr);
        assert!(error.contains(said), "{words}: {error}");
        assert!(!out.join("manifest.json").exists());
    }
}

/// Protects: a ranking, a search for places, a budget and a warm-up check each leave their table, and
/// say in a sentence what they found, in at most forty lines.
#[test]
fn every_command_leaves_its_table() {
    let scratch = tempfile::tempdir().unwrap();
    let levers = scratch.path().join("levers.toml");
    let text_of_levers = "[[lever]]\nname = \"keyworkers\"\nkey = \"community_treatment.opiate.posts\"\n\
        unit_cost = \"costs.staff.community_treatment\"\n\n[[lever]]\nname = \"homes\"\n\
        key = \"housing.supported.places\"\nunit_cost = 16000\n";
    fs::write(&levers, text_of_levers).unwrap();
    let budget = format!(
        "budget baseline --amount 200m --replicates 2 --levers {}",
        levers.display()
    );
    for (words, file, said) in [
        (
            "rank baseline more-drrs --max-replicates 10",
            "rank.csv",
            "more-drrs",
        ),
        (
            "places baseline community_treatment.opiate.posts=1000..3000 treatment_wait<=10 --replicates 2",
            "places.csv",
            "community_treatment.opiate.posts",
        ),
        (budget.as_str(), "budget.csv", "homes"),
        (
            "run baseline --warm-up-check --replicates 2",
            "warm_up.csv",
            "cut",
        ),
    ] {
        let out = scratch.path().join(file);
        let output = ran(words, &out);
        assert!(output.status.success(), "{words}: {}", text(&output.stderr));
        let printed = text(&output.stdout);
        assert!(printed.contains(said), "{printed}");
        assert!(printed.lines().count() <= 40, "{printed}");
        assert!(read(&out, file).lines().count() > 1, "{file}");
        assert!(out.join("manifest.json").exists());
    }
}

//! A run in shards, put together: the bytes of a run on one machine, or a clear word.

use std::fs;
use std::process::{Command, Output};

use crate::running::{built_program, text};
use crate::workshop::{SMALL, Workshop, differing};

const COMPARE: &str = "compare baseline something.toml --quiet";

/// Makes every shard of `run`, in folders `s1`, `s2`, ...
fn make(shop: &Workshop, run: &str, of: u32) {
    for shard in 1..=of {
        shop.done(&format!("{run} --shard {shard}/{of} --out s{shard}"));
    }
}

fn merge(shop: &Workshop, words: &str) -> Output {
    let mut program = built_program();
    let program = program.current_dir(shop.path("")).arg("merge");
    program.args(words.split_whitespace()).output().unwrap()
}

fn merged(shop: &Workshop, words: &str) -> Output {
    let output = merge(shop, words);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    output
}

/// How a merge was refused, and that it left no folder behind.
fn refused(shop: &Workshop, words: &str, code: i32) -> String {
    let output = merge(shop, &format!("{words} --out none"));
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{words}: {said}");
    assert!(
        output.stdout.is_empty() && !shop.path("none").exists(),
        "{said}"
    );
    said
}

/// Protects: five shards on any threads are one run, to the byte, whatever the order in which they
/// are named, and though one was killed and run again.
#[test]
fn five_shards_are_one_run() {
    let shop = Workshop::new();
    let whole = shop.done(&format!("{COMPARE} --replicates 7 --out whole"));
    make(&shop, &format!("{COMPARE} --replicates 7 --threads 2"), 5);
    // As if shard 2 had been killed: one of its records and its last words are gone.
    let record = shop.path("s2/replicates/000006-1-something.record");
    fs::remove_file(record).unwrap();
    shop.done(&format!(
        "{COMPARE} --replicates 7 --shard 2/5 --out s2 --resume"
    ));
    let output = merged(&shop, "s3 s1 s5 s4 s2 --out all --quiet");
    assert_eq!(text(&output.stdout), text(&whole.stdout));
    let (one, other) = (shop.csv_files("whole"), shop.csv_files("all"));
    assert!(one["comparison.csv"].lines().count() > 500);
    assert_eq!(differing(&one, &other), [""; 0]);
    // No shard has tables that could be taken for results.
    assert!(shop.csv_files("s1").is_empty());
    // What was merged can be gone on with on one machine.
    shop.done(&format!("{COMPARE} --replicates 8 --out all --resume"));
    shop.done(&format!("{COMPARE} --replicates 8 --out eight"));
    let (one, other) = (shop.csv_files("eight"), shop.csv_files("all"));
    assert_eq!(differing(&one, &other), [""; 0]);
}

/// Protects: a merge that is killed leaves nothing that is taken for whole, and is gone on with.
#[test]
fn an_interrupted_merge_is_gone_on_with() {
    let shop = Workshop::new();
    shop.done("run baseline --quiet --replicates 6 --out whole");
    make(&shop, "run baseline --quiet --replicates 6", 2);
    let mut merging = built_program()
        .current_dir(shop.path(""))
        .args(["merge", "s1", "s2", "--out", "all", "--quiet"])
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    // As soon as it has copied a record.
    let records = shop.path("all/replicates");
    while !fs::read_dir(&records).is_ok_and(|mut all| all.next().is_some()) {
        std::thread::yield_now();
    }
    merging.kill().unwrap();
    merging.wait().unwrap();
    let again = merge(&shop, "s1 s2 --out all");
    let said = text(&again.stderr);
    assert_eq!(again.status.code(), Some(2), "{said}");
    assert!(
        said.contains("already exists") && said.contains("--resume"),
        "{said}"
    );
    merged(&shop, "s1 s2 --out all --quiet --resume");
    let (one, other) = (shop.csv_files("whole"), shop.csv_files("all"));
    assert_eq!(differing(&one, &other), [""; 0]);
}

/// Protects: what is missing is named, with the command that makes it, and that command works.
#[test]
fn gaps_are_named_and_can_be_filled() {
    let shop = Workshop::new();
    make(&shop, "run baseline --quiet --replicates 5", 3);
    let said = refused(&shop, "s1 s3", 3);
    assert!(
        said.contains("shard 2/3 is not there replicates 1, 4"),
        "{said}"
    );
    assert!(said.contains("--shard 2/3"), "{said}");
    fs::remove_file(shop.path("s1/replicates/000003-0-baseline.record")).unwrap();
    let record = shop.path("s2/replicates/000004-0-baseline.record");
    let whole = fs::read(&record).unwrap();
    fs::write(&record, &whole[..whole.len() / 2]).unwrap();
    let said = refused(&shop, "s1 s2 s3", 3);
    assert!(
        said.contains("shard 1/3 in `s1` lacks replicates 3"),
        "{said}"
    );
    assert!(
        said.contains("000004-0-baseline.record` is damaged"),
        "{said}"
    );
    assert!(
        said.contains("shard 2/3 in `s2` lacks replicates 4"),
        "{said}"
    );
    let commands: Vec<&str> = said.lines().filter_map(|l| l.strip_prefix("  ")).collect();
    assert_eq!(commands.len(), 2);
    run_all(&shop, &commands);
    merged(&shop, "s1 s2 s3 --out all --quiet");
}

/// Runs commands as they were printed.
fn run_all(shop: &Workshop, commands: &[&str]) {
    for command in commands {
        let words = command.strip_prefix("throughcare ").unwrap();
        let mut program = built_program();
        let program = program.current_dir(shop.path(""));
        let output = program.args(words.split_whitespace()).output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(0),
            "{command}: {}",
            text(&output.stderr)
        );
    }
}

/// Protects: parts of different runs, and one part twice, are never put together.
#[test]
fn shards_of_other_runs_are_refused() {
    let shop = Workshop::new();
    make(&shop, "run baseline --quiet --replicates 4", 2);
    fs::create_dir(shop.path("copy")).unwrap();
    copy(&shop, "s1", "copy");
    let said = refused(&shop, "s1 copy s2", 2);
    assert!(
        said.contains("shard 1/2 is there twice: `s1` and `copy`"),
        "{said}"
    );
    let others = [
        ("seeds", "run baseline --replicates 4 --shard 2/2 --seed 9"),
        ("replicates", "run baseline --replicates 6 --shard 2/2"),
        (
            "numbers of shards",
            "run baseline --replicates 4 --shard 2/3",
        ),
        ("scenarios", "run something.toml --replicates 4 --shard 2/2"),
        (
            "settings",
            "run baseline --replicates 4 --shard 2/2 --set licence.recall_lost_contact=0.1",
        ),
        (
            "settings",
            "run baseline --replicates 4 --shard 2/2 --all-series",
        ),
    ];
    for (number, (what, words)) in others.into_iter().enumerate() {
        let out = format!("other{number}");
        let mut command = shop.command("");
        command
            .args(words.split_whitespace())
            .args(["--quiet", "--out", &out]);
        // A seed of its own stands before that of the small world.
        let small = SMALL
            .iter()
            .filter(|word| !words.contains("--seed") || !is_seed(word));
        let output = command.args(small).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let said = refused(&shop, &format!("s1 {out}"), 2);
        assert!(
            said.contains("not shards of one run") && said.contains(what),
            "{said}"
        );
    }
    let path = shop.path("copy/shard.json");
    let said = fs::read_to_string(&path).unwrap();
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    fs::write(&path, said.replace(&version, "\"version\": \"0.0.1\"")).unwrap();
    let said = refused(&shop, "copy s2", 2);
    assert!(said.contains("0.0.1"), "{said}");
    // A record that wandered from one shard into the other.
    let record = "replicates/000000-0-baseline.record";
    fs::copy(shop.path("s1").join(record), shop.path("s2").join(record)).unwrap();
    let said = refused(&shop, "s1 s2", 2);
    assert!(
        said.contains("holds replicate 0, which is not one of shard 2/2"),
        "{said}"
    );
}

fn is_seed(word: &&&str) -> bool {
    **word == "--seed" || **word == "5"
}

fn copy(shop: &Workshop, from: &str, to: &str) {
    let status = Command::new("cp")
        .args(["-r", &format!("{from}/."), to])
        .current_dir(shop.path(""))
        .status();
    assert!(status.unwrap().success());
}

/// Protects: a folder that is no shard is told apart, and so is a shard that is still being made.
#[test]
fn what_is_no_shard_is_refused() {
    let shop = Workshop::new();
    shop.done("run baseline --quiet --replicates 1 --out whole");
    fs::create_dir(shop.path("empty")).unwrap();
    fs::create_dir(shop.path("mine")).unwrap();
    shop.write("mine/shard.json", "{}");
    for (folder, word) in [
        ("whole", "shard.json"),
        ("empty", "no result folder"),
        ("mine", "no result folder"),
        ("absent", "absent"),
    ] {
        let said = refused(&shop, folder, 2);
        assert!(said.contains(word), "{folder}: {said}");
    }
    for wrong in ["0/3", "4/3", "a/b", "1"] {
        let said = shop.refused(&["run", "baseline", "--shard", wrong]);
        assert!(said.contains("is no shard"), "{said}");
    }
    shop.done("run baseline --quiet --replicates 2 --shard 1/2 --out s1");
    let said = shop.run("run baseline --quiet --replicates 2 --shard 2/2 --out s1 --resume");
    assert_eq!(said.status.code(), Some(2));
    assert!(text(&said.stderr).contains("holds shard 1/2"));
}

/// Protects: merge says what precision was reached, and its commands reach the one asked for.
#[test]
fn merge_prints_the_commands_that_reach_a_precision() {
    let shop = Workshop::new();
    let run = "run baseline --quiet --replicates 4 --precision prison_population=1%";
    make(&shop, run, 2);
    let output = merged(&shop, "s1 s2 --out all");
    let said = text(&output.stderr);
    assert!(said.contains("precision of prison_population"), "{said}");
    assert!(said.contains("NOT reached"), "{said}");
    let commands: Vec<&str> = said.lines().filter_map(|l| l.strip_prefix("  ")).collect();
    assert_eq!(commands.len(), 2, "{said}");
    run_all(&shop, &commands);
    let output = merged(&shop, "s1 s2 --out all --overwrite");
    let said = text(&output.stderr);
    assert!(
        said.contains("reached") && !said.contains("NOT reached"),
        "{said}"
    );
}

/// A command under a limit on the size of files, which stands for a disk without room: writing fails
/// in mid-file.
#[cfg(unix)]
fn without_room(shop: &Workshop, words: &str) -> Output {
    let program = built_program();
    let mut shell = Command::new("bash");
    let script = "trap '' XFSZ; ulimit -f 20; exec \"$@\"";
    shell
        .args(["-c", script, "bash"])
        .arg(program.get_program());
    let shell = shell.args(words.split_whitespace());
    shell.current_dir(shop.path("")).output().unwrap()
}

/// Protects: a disk that is full costs what was not finished, no half file is taken for a whole
/// one, and both a run and a merge can be gone on with.
#[cfg(unix)]
#[test]
fn a_full_disk_loses_nothing_that_was_finished() {
    let shop = Workshop::new();
    let run = format!("run baseline --quiet --replicates 4 {}", SMALL.join(" "));
    let output = without_room(&shop, &format!("{run} --out full"));
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("cannot read or write") && said.contains("space"),
        "{said}"
    );
    assert_eq!(shop.records("full"), 0, "no half file under any name");
    shop.done("run baseline --quiet --replicates 4 --out full --resume");
    make(&shop, "run baseline --quiet --replicates 4", 2);
    let output = without_room(&shop, "merge s1 s2 --out all --quiet");
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert!(!shop.path("all/manifest.json").exists());
    merged(&shop, "s1 s2 --out all --quiet --resume");
    let (one, other) = (shop.csv_files("full"), shop.csv_files("all"));
    assert_eq!(differing(&one, &other), [""; 0]);
}

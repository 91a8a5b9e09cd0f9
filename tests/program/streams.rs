//! Readers that go away, and numbers that no machine has.

use std::process::{Command, Stdio};

use crate::running::text;
use crate::workshop::{SMALL, Workshop};

/// Starts a command whose standard output nobody reads: how it ended and what it said.
fn unread(mut command: Command) -> (Option<i32>, String) {
    let streams = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = streams.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    (output.status.code(), text(&output.stderr))
}

/// Protects: `throughcare ... | head` ends quietly, whatever the command.
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let shop = Workshop::new();
    let plain: [&[&str]; 7] = [
        &["schema"],
        &["check", "baseline"],
        &["check", "something.toml", "--json"],
        &["metrics"],
        &["metrics", "--json"],
        &["--help"],
        &["run", "--help"],
    ];
    let small: [&[&str]; 5] = [
        &["run", "baseline", "--out", "a", "--replicates", "1"],
        &[
            "run",
            "baseline",
            "--out",
            "b",
            "--replicates",
            "1",
            "--json",
        ],
        &[
            "compare",
            "baseline",
            "something.toml",
            "--out",
            "c",
            "--replicates",
            "1",
        ],
        &[
            "compare",
            "baseline",
            "something.toml",
            "--out",
            "d",
            "--replicates",
            "1",
            "--json",
        ],
        &["trace", "baseline", "--person", "3"],
    ];
    let plain = plain.into_iter().map(<[&str]>::to_vec);
    let small = small.into_iter().map(|words| [words, &SMALL].concat());
    for words in plain.chain(small) {
        let mut command = shop.command("");
        command.args(&words);
        let (code, said) = unread(command);
        assert_eq!(code, Some(0), "{words:?}: {said}");
        let noise = said.to_lowercase();
        assert!(
            !noise.contains("pipe") && !noise.contains("panic"),
            "{said}"
        );
    }
}

/// Protects: nobody starts a hundred thousand threads or plans four billion replicates.
#[test]
fn numbers_that_no_machine_has_are_refused() {
    let shop = Workshop::new();
    let wrong: [&[&str]; 7] = [
        &["run", "baseline", "--threads", "100000"],
        &["run", "baseline", "--replicates", "4294967295"],
        &[
            "run",
            "baseline",
            "--precision",
            "recalls=1%",
            "--max-replicates",
            "4294967295",
        ],
        &[
            "run",
            "baseline",
            "--uncertainty",
            "100000",
            "--replicates",
            "1000",
        ],
        &["validate", "baseline", "--threads", "100000"],
        &["validate", "baseline", "--replicates", "4294967295"],
        &["calibrate", "baseline", "--threads", "100000"],
    ];
    for words in wrong {
        let said = shop.refused(words);
        assert!(
            said.contains("at most") || said.contains("1..=1000000"),
            "{words:?}: {said}"
        );
        assert!(!shop.path("results").exists(), "{words:?}");
    }
}

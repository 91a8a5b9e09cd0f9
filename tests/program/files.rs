//! Files that options name: never over an input, nor over a file that is there unasked.

use std::fs;

use crate::running::text;
use crate::workshop::{SMALL, Workshop};

const MINE: &str = "[licence]\nrecall_lost_contact = 0.5\n";

/// A shop with a policy that rests on another of its own.
fn shop() -> Workshop {
    let shop = Workshop::new();
    shop.write(
        "below.toml",
        &format!("extends = \"baseline.toml\"\n{MINE}"),
    );
    shop.write(
        "above.toml",
        "extends = \"below.toml\"\n[release]\nmet_at_gate = 0.5\n",
    );
    shop
}

/// Protects: no option writes over a scenario, whichever part of the chain it is, even where it is
/// allowed to replace files.
#[test]
fn no_option_writes_over_an_input() {
    let shop = shop();
    let inputs = ["above.toml", "./below.toml"];
    for input in inputs {
        let before = fs::read_to_string(shop.path(input)).unwrap();
        let commands: [Vec<&str>; 3] = [
            vec!["check", "above.toml", "--assumptions", input, "--overwrite"],
            ["trace", "above.toml", "--csv", input, "--overwrite"]
                .into_iter()
                .chain(SMALL)
                .collect(),
            vec![
                "validate",
                "above.toml",
                "--markdown",
                input,
                "--overwrite",
                "--out",
                "v",
            ],
        ];
        for words in commands {
            let said = shop.refused(&words);
            assert!(said.contains("which is read"), "{words:?}: {said}");
        }
        assert_eq!(fs::read_to_string(shop.path(input)).unwrap(), before);
    }
    let said = shop.refused(&["calibrate", "below.toml", "--apply", "below.toml"]);
    assert!(said.contains("itself"), "{said}");
    assert!(
        fs::read_to_string(shop.path("below.toml"))
            .unwrap()
            .contains(MINE)
    );
    let targets = shop.write("targets.csv", "id\n");
    let words = [
        "validate",
        "baseline",
        "--targets",
        targets,
        "--markdown",
        targets,
    ];
    shop.refused(&words);
    assert_eq!(fs::read_to_string(shop.path(targets)).unwrap(), "id\n");
}

/// Protects: a file that is there is replaced when that is asked for, and not otherwise.
#[test]
fn no_option_replaces_a_file_unasked() {
    let shop = shop();
    shop.write("notes.txt", "mine");
    let check = ["check", "above.toml", "--assumptions", "notes.txt"];
    let trace: Vec<&str> = ["trace", "above.toml", "--csv", "notes.txt"]
        .into_iter()
        .chain(SMALL)
        .collect();
    let validate = [
        "validate",
        "baseline",
        "--markdown",
        "notes.txt",
        "--out",
        "v",
    ];
    for words in [&check[..], &trace, &validate] {
        let said = shop.refused(words);
        assert!(
            said.contains("exists") && said.contains("--overwrite"),
            "{said}"
        );
        assert_eq!(fs::read_to_string(shop.path("notes.txt")).unwrap(), "mine");
    }
    let output = shop.command("").args(check).arg("--overwrite").output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let page = fs::read_to_string(shop.path("notes.txt")).unwrap();
    assert!(page.starts_with("# Assumptions"));
}

//! The guides: what they tell a reader to type works, and the files they show are the files there
//! are.

use std::fs;

use crate::running::{built_program, text};

/// Pages whose commands are tried.
const PAGES: [&str; 5] = [
    "README.md",
    "docs/guide/README.md",
    "docs/guide/analyst.md",
    "docs/guide/commissioner.md",
    "docs/guide/student.md",
];

/// The blocks of code of a page, each with the word behind its fence.
fn blocks(page: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(page).unwrap();
    let mut blocks: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match line.trim_start().strip_prefix("```") {
            Some(word) => {
                inside = !inside;
                if inside {
                    blocks.push((word.to_owned(), String::new()));
                }
            }
            None if inside => {
                let (_, block) = blocks.last_mut().unwrap();
                *block += line;
                *block += "\n";
            }
            None => {}
        }
    }
    blocks
}

/// The commands of the program that a page tells to type.
fn commands(page: &str) -> Vec<Vec<String>> {
    let mut commands = Vec::new();
    for (word, block) in blocks(page) {
        if word != "sh" {
            continue;
        }
        for line in block.lines() {
            let words = line
                .strip_prefix("throughcare ")
                .or_else(|| line.strip_prefix("cargo run --release -- "));
            commands.extend(words.map(|w| w.split_whitespace().map(str::to_owned).collect()));
        }
    }
    commands
}

/// What makes a command end within a second, where it simulates.
fn in_small(command: &[String], out: &std::path::Path) -> Vec<String> {
    let mut words = command.to_vec();
    let mut set = |option: &str, value: &str| match words.iter().position(|word| word == option) {
        Some(at) => words[at + 1] = value.to_owned(),
        None => words.extend([option.to_owned(), value.to_owned()]),
    };
    match command[0].as_str() {
        "run" | "compare" => {
            // A police force area is person for person: it is small as it is.
            set(
                "--population-scale",
                if command.iter().any(|w| w.contains("areas/")) {
                    "0.1"
                } else {
                    "0.001"
                },
            );
            set("--replicates", "2");
            set("--horizon", "1y");
            set("--warm-up", "1y");
            set("--out", &out.display().to_string());
            if command.iter().any(|word| word == "--uncertainty") {
                set("--uncertainty", "2");
            }
        }
        "trace" => set("--population-scale", "0.002"),
        _ => {}
    }
    words
}

/// Protects: a reader who types what the guides say gets an answer and no error.
#[test]
fn commands_of_the_guides_work() {
    let mut tried = 0;
    for page in PAGES {
        for command in commands(page) {
            let folder = tempfile::tempdir().unwrap();
            let words = in_small(&command, &folder.path().join("out"));
            let output = built_program().args(&words).output().unwrap();
            assert_eq!(
                output.status.code(),
                Some(0),
                "{page}: {}\n{}",
                words.join(" "),
                text(&output.stderr)
            );
            tried += 1;
        }
    }
    assert!(tried > 10, "{tried}");
}

/// Protects: a scenario that a guide shows is the file that its command reads.
#[test]
fn scenarios_of_the_guides_are_the_files_there_are() {
    let mut shown = 0;
    for entry in fs::read_dir("docs/guide/examples").unwrap() {
        let path = entry.unwrap().path();
        let file = fs::read_to_string(&path).unwrap();
        let is_shown = PAGES
            .iter()
            .flat_map(|page| blocks(page))
            .any(|(word, block)| word == "toml" && block == file);
        assert!(is_shown, "{}", path.display());
        shown += 1;
    }
    assert!(shown > 1, "{shown}");
}

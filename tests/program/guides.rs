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

/// The words of a line that tells to type a command of the program.
fn command(line: &str) -> Option<Vec<String>> {
    let words = line
        .strip_prefix("throughcare ")
        .or_else(|| line.strip_prefix("cargo run --release -- "))?;
    Some(words.split_whitespace().map(str::to_owned).collect())
}

/// The commands of the program that a page tells to type, each with what the page says it prints.
fn commands(page: &str) -> Vec<(Vec<String>, String)> {
    let mut commands: Vec<(Vec<String>, String)> = Vec::new();
    let mut after_command = false;
    for (word, block) in blocks(page) {
        let is_shown = std::mem::take(&mut after_command);
        if word == "text" && is_shown {
            commands.last_mut().unwrap().1 = block;
            continue;
        }
        if word == "sh" {
            let typed: Vec<_> = block.lines().filter_map(command).collect();
            after_command = !typed.is_empty();
            commands.extend(typed.into_iter().map(|words| (words, String::new())));
        }
    }
    commands
}

/// A folder as the download is: the files that the guides work with lie next to the program. What the
/// pages of the repository name is there, too.
fn download() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let examples = folder.path().join("docs/guide/examples");
    fs::create_dir_all(&examples).unwrap();
    fs::copy(
        "docs/guide/answers.toml",
        folder.path().join("answers.toml"),
    )
    .unwrap();
    for entry in fs::read_dir("docs/guide/examples").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        fs::copy(&path, folder.path().join(name)).unwrap();
        fs::copy(&path, examples.join(name)).unwrap();
    }
    let scenarios = folder.path().join("scenarios");
    fs::create_dir_all(&scenarios).unwrap();
    fs::copy("scenarios/baseline.toml", scenarios.join("baseline.toml")).unwrap();
    folder
}

/// What of a shown line does not move with the figures: all of a check's, where nothing is drawn or
/// simulated, but its counts of parameters; of a table the name of the row.
fn form(of: &[String], line: &str) -> String {
    match of[0].as_str() {
        "check" if line.contains(" parameters, ") => line.replace(|c: char| c.is_ascii_digit(), ""),
        "check" | "areas" => line.trim().to_owned(),
        _ => {
            let row = line.trim();
            row.split("  ").next().unwrap_or_default().to_owned()
        }
    }
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

/// Protects: a reader who types what the guides say gets an answer and no error, in the form that the
/// guide shows.
#[test]
fn commands_of_the_guides_work() {
    let (mut tried, mut held) = (0, 0);
    for page in PAGES {
        for (command, shown) in commands(page) {
            let folder = download();
            let words = in_small(&command, &folder.path().join("out"));
            let output = built_program()
                .current_dir(folder.path())
                .args(&words)
                .output()
                .unwrap();
            assert_eq!(
                output.status.code(),
                Some(0),
                "{page}: {}\n{}",
                words.join(" "),
                text(&output.stderr)
            );
            tried += 1;
            // The person who is told of is another in a small world.
            if command[0] == "trace" {
                continue;
            }
            let printed = text(&output.stdout);
            let forms: Vec<String> = printed.lines().map(|line| form(&command, line)).collect();
            for line in shown.lines().filter(|line| !line.trim().is_empty()) {
                assert!(
                    forms.contains(&form(&command, line)),
                    "{page}: `{}` does not print\n{line}\nbut\n{printed}",
                    words.join(" ")
                );
                held += 1;
            }
        }
    }
    assert!(tried > 10, "{tried}");
    assert!(held > 30, "{held}");
}

/// Protects: the table of a made area that the page for an office shows has every number that its
/// example types, as it is typed.
#[test]
fn the_example_of_an_area_is_shown_whole() {
    let answers = fs::read_to_string("docs/guide/answers.toml").unwrap();
    let page = "docs/guide/commissioner.md";
    let table = blocks(page)
        .into_iter()
        .find(|(word, block)| word == "text" && block.contains("in the model"));
    let (_, table) = table.expect("the page shows one");
    let mut held = 0;
    for line in answers.lines().filter(|line| !line.starts_with(['#', 'r'])) {
        let (key, value) = line.split_once(" = ").unwrap();
        let row = table
            .lines()
            .map(|row| row.split_whitespace().collect::<Vec<_>>())
            .find(|row| row.first() == Some(&key));
        assert_eq!(row.expect(key).get(1), Some(&value), "{key}");
        held += 1;
    }
    assert!(held > 9, "{held}");
}

/// Protects: what a table of a guide calls a metric is one.
#[test]
fn metrics_in_tables_of_the_guides_exist() {
    let output = built_program().arg("metrics").output().unwrap();
    let known = text(&output.stdout);
    let known: Vec<&str> = known.split_whitespace().collect();
    let page = fs::read_to_string("docs/guide/commissioner.md").unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let named: Vec<&str> = rows.filter_map(|row| row.split('`').next()).collect();
    assert!(named.len() > 3, "{named:?}");
    for name in named {
        assert!(known.contains(&name), "{name}");
    }
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

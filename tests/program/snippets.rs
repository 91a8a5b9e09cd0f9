//! What help and documentation tell to write: every scenario that a page shows is one, every
//! command is understood, and every example of a value can be set.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Command, CommandFactory, Parser};
use throughcare::cli::Cli;
use throughcare::scenario::Scenario;
use throughcare::scenario::schema::Model;

/// The pages of the repository.
fn pages() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let folders = [
        ".",
        "docs",
        "docs/guide",
        "docs/experiments",
        "scenarios",
        "evidence",
        "results",
        "benches",
    ];
    for folder in folders.map(Path::new) {
        let Ok(entries) = fs::read_dir(folder) else {
            continue;
        };
        let paths = entries.map(|entry| entry.unwrap().path());
        found.extend(paths.filter(|path| path.extension().is_some_and(|end| end == "md")));
    }
    found.sort();
    found
}

/// The blocks of one kind of code in a text.
fn blocks(text: &str, kind: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for line in text.lines() {
        match (line.trim_start().strip_prefix("```"), &mut open) {
            (Some(word), None) => open = Some((word == kind, String::new())),
            (Some(_), Some(_)) => {
                blocks.extend(
                    open.take()
                        .filter(|(is_kind, _)| *is_kind)
                        .map(|(_, block)| block),
                );
            }
            (None, Some((_, block))) => {
                block.push_str(line);
                block.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

/// Protects: a scenario that a page shows, whole or in part, is accepted as it stands.
#[test]
fn scenarios_that_pages_show_are_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let mut tried = 0;
    for page in pages() {
        for (index, block) in blocks(&read(&page), "toml").into_iter().enumerate() {
            // Settings of cargo are no scenario.
            if block.contains("[dependencies]") || block.contains("[profile") {
                continue;
            }
            let whole = match block.contains("extends") || block.contains("bundle") {
                true => block,
                false => format!("extends = \"baseline.toml\"\n{block}"),
            };
            let path = folder.path().join(format!("snippet-{tried}-{index}.toml"));
            fs::write(&path, &whole).unwrap();
            let loaded = Scenario::<Model>::load(&path.display().to_string(), &[]);
            if let Err(errors) = loaded {
                panic!("{}:\n{whole}\n{errors}", page.display());
            }
            tried += 1;
        }
    }
    assert!(tried >= 5, "{tried}");
}

/// Protects: a command that a page tells to type has the options that it names, and the files.
#[test]
fn commands_that_pages_show_are_understood() {
    let mut tried = 0;
    for page in pages() {
        let text = read(&page);
        for block in blocks(&text, "sh") {
            for line in block.replace("\\\n", " ").lines() {
                let Some(words) = command(line) else { continue };
                let arguments = std::iter::once("throughcare".to_owned()).chain(words);
                if let Err(error) = Cli::try_parse_from(arguments) {
                    panic!("{}: {line}\n{error}", page.display());
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 10, "{tried}");
}

/// The arguments of the program in a line of a shell.
fn command(line: &str) -> Option<Vec<String>> {
    let line = line.split(" #").next()?.split(['|', '>']).next()?.trim();
    let rest = line
        .strip_prefix("throughcare ")
        .or_else(|| line.strip_prefix("./throughcare "))
        .or_else(|| Some(line.strip_prefix("cargo run ")?.split_once("-- ")?.1))?;
    if line.contains("--example") {
        return None;
    }
    Some(
        rest.split_whitespace()
            .map(|word| word.trim_matches(['"', '\'']).to_owned())
            .collect(),
    )
}

/// Every text of help, of the program and its commands.
fn helps(command: &mut Command, found: &mut Vec<String>) {
    found.push(command.render_long_help().to_string());
    for inner in command.get_subcommands_mut() {
        helps(inner, found);
    }
}

/// Protects: the examples of `--set` in the help are parameters that can be set to what they say.
#[test]
fn examples_of_the_help_can_be_set() {
    let mut texts = Vec::new();
    helps(&mut Cli::command(), &mut texts);
    let mut tried = 0;
    for text in texts {
        // What stands between backquotes, or a lone `section.key=value`.
        let words = text.split(|c: char| c.is_whitespace() || matches!(c, '`' | ';' | ','));
        for word in words.map(|word| word.trim_end_matches('.')) {
            let Some((key, value)) = word.split_once('=') else {
                continue;
            };
            let is_path = key.contains('.')
                && key
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || "._".contains(c));
            if !is_path || value.contains("..") {
                continue;
            }
            let pair = (key.to_owned(), value.to_owned());
            let loaded = Scenario::<Model>::load("baseline", &[pair]);
            if let Err(errors) = loaded {
                panic!("{word} in\n{text}\n{errors}");
            }
            tried += 1;
        }
    }
    assert!(tried >= 4, "{tried}");
}

/// Protects: the first scenario of the README is more of something, not a cut.
#[test]
fn the_first_example_is_an_improvement() {
    let block = blocks(&read(Path::new("README.md")), "toml").remove(0);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("first.toml");
    fs::write(&path, block).unwrap();
    let policy = Scenario::<Model>::load(&path.display().to_string(), &[]).unwrap();
    let date = throughcare::engine::Date::new(2030, 1, 1).unwrap();
    let after = *policy.at(date).unwrap().release.appointment;
    let before = *policy.at_start().unwrap().release.appointment;
    assert!(after > before, "{before} -> {after}");
}

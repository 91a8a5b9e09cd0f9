//! The structure that the documentation draws, held against the code: rooms and who shows what to
//! whom, passages and moves, and the size of files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use insta::assert_snapshot;

/// The model.
const PATHWAY: &str = "src/pathway";

/// The rooms that hold stages: they use what is below them, and never one another.
const STAGES: [&str; 8] = [
    "police",
    "court",
    "prison",
    "release",
    "supervision",
    "community",
    "health",
    "population",
];

/// What stages may call although it changes the world: the state itself, counting, and telling.
const BELOW: [&str; 3] = ["world", "measure", "telling"];

/// Most lines of a file.
const MOST_LINES: usize = 500;

/// A source file: its path below the folder asked for, and its text without unit tests.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The folder directly below the one asked for.
    fn room(&self) -> &str {
        self.path.split('/').next().unwrap()
    }
}

fn sources(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(folder).to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
                let below = path.strip_prefix(folder).unwrap();
                found.push(Source {
                    path: below.to_str().unwrap().replace('\\', "/"),
                    text: text.to_owned(),
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The name that begins a text.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_'));
    &text[..end.unwrap_or(text.len())]
}

/// The functions of a text that change the world: methods of it that take `&mut self`, and
/// functions that take it as it is.
fn changing(text: &str) -> BTreeSet<&str> {
    let of_world = |signature: &str| {
        let signature = signature.trim_start();
        signature.starts_with("&mut self") || signature.starts_with("world: &mut World")
    };
    let mut found = BTreeSet::new();
    for block in text.split("\nimpl").skip(1) {
        if !block.trim_start().starts_with("World<") && !block.contains("for World<") {
            continue;
        }
        for part in block.split(" fn ").skip(1) {
            let name = name(part);
            if of_world(&part[name.len() + 1..]) {
                found.insert(name);
            }
        }
    }
    found
}

/// The names of methods that a text calls on the world.
fn called(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for subject in ["self", "world"] {
        for part in text.split(subject).skip(1) {
            if let Some(rest) = part.trim_start().strip_prefix('.') {
                let name = name(rest);
                if rest[name.len()..].starts_with('(') {
                    found.insert(name);
                }
            }
        }
    }
    found
}

/// Protects: the arrows of the pathway are in one place. A stage changes nothing of another stage,
/// and calls no passage: it returns, or sends a move.
#[test]
fn no_stage_reaches_into_another() {
    let sources = sources(PATHWAY);
    let mut owners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for source in &sources {
        for method in changing(&source.text) {
            owners.entry(method).or_default().insert(source.room());
        }
    }
    let mut reaches = Vec::new();
    for source in sources.iter().filter(|s| STAGES.contains(&s.room())) {
        for method in called(&source.text) {
            let Some(rooms) = owners.get(method) else {
                continue;
            };
            let own = rooms.contains(source.room());
            let below = rooms.iter().all(|room| BELOW.contains(room));
            if !own && !below {
                reaches.push(format!("{} calls {method} of {rooms:?}", source.path));
            }
        }
    }
    assert!(owners.len() > 200, "the scan finds the model's functions");
    assert!(reaches.is_empty(), "{reaches:#?}");
}

/// Protects: what a room shows is a decision. Whatever of a stage can be seen outside its room is
/// in this list: its entries, which passages and the loop call, its facts, and its rate.
#[test]
fn what_each_stage_shows_is_listed() {
    let mut lines = Vec::new();
    for source in sources(PATHWAY) {
        if !STAGES.contains(&source.room()) {
            continue;
        }
        for line in source.text.lines().map(str::trim_start) {
            let Some(item) = line.strip_prefix("pub(in crate::pathway) fn ") else {
                continue;
            };
            lines.push(format!("{} {}", source.path, name(item)));
        }
    }
    assert_snapshot!("what_stages_show", lines.join("\n"));
}

/// Protects: a function that is named as a question changes nothing. What changes the world says what
/// it does.
#[test]
fn questions_change_nothing() {
    const QUESTIONS: [&str; 14] = [
        "is", "has", "may", "can", "was", "needs", "wants", "takes", "meets", "attends", "offers",
        "fits", "must", "should",
    ];
    let mut found = Vec::new();
    for source in sources(PATHWAY) {
        for part in source.text.split(" fn ").skip(1) {
            let name = name(part);
            let changes = part[name.len()..].trim_start_matches('(').trim_start();
            let changes = changes.starts_with("&mut self");
            if changes && QUESTIONS.contains(&name.split('_').next().unwrap()) {
                found.push(format!("{}: {name}", source.path));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The enumerations that lists of levels make, in the model and below it.
fn lists() -> BTreeSet<String> {
    let mut found = BTreeSet::from(["Staff".to_owned()]);
    for source in sources("src") {
        for list in source.text.split("\nlevels!(").skip(1) {
            let mut lines = list.lines().map(str::trim);
            found.extend(
                lines
                    .find(|l| l.starts_with(char::is_uppercase))
                    .map(|l| name(l).to_owned()),
            );
        }
    }
    found
}

/// Protects: values by level are found by the level. No stratum, service or scheme is made a number
/// to index with.
#[test]
fn no_level_is_an_index() {
    let lists = lists();
    for known in ["Sex", "Band", "Tier", "Scheme", "Home", "Staff"] {
        assert!(lists.contains(known), "{known} of {lists:?}");
    }
    let mut found = Vec::new();
    for source in sources("src") {
        let below = source.path.starts_with("strata/");
        let parts: Vec<&str> = source.text.split(" as usize").collect();
        for before in parts[..parts.len() - 1].iter().filter(|_| !below) {
            let subject = before
                .rsplit(|c: char| !(c.is_alphanumeric() || "_:.".contains(c)))
                .next()
                .unwrap();
            let last = subject.rsplit('.').next().unwrap();
            let of = last.split("::").next().unwrap().trim_end_matches('_');
            if lists
                .iter()
                .any(|list| list.eq_ignore_ascii_case(&of.replace('_', "")))
            {
                found.push(format!("{}: {subject} as usize", source.path));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The names in the first column of the rows of a table under `heading` in a doc comment.
fn first_column(text: &str, heading: &str) -> BTreeSet<String> {
    let rest = text.split(heading).nth(1).expect(heading);
    rest.lines()
        .skip(1)
        .take_while(|line| line.starts_with("//! |"))
        .filter_map(|line| line.split('`').nth(1))
        .map(str::to_owned)
        .collect()
}

/// Protects: the tables of rooms, passages and moves at the head of the model are what the code has.
#[test]
fn the_tables_of_the_model_are_true() {
    let head = fs::read_to_string(format!("{PATHWAY}/mod.rs")).unwrap();
    let sources = sources(PATHWAY);
    let rooms = sources
        .iter()
        .filter(|s| s.path.contains('/'))
        .map(|s| s.room().to_owned());
    assert_eq!(
        first_column(&head, "| room | what is in it |"),
        rooms.collect::<BTreeSet<_>>()
    );
    let passages = sources
        .iter()
        .filter_map(|s| s.path.strip_prefix("passages/"))
        .filter(|file| !["mod.rs", "moves.rs"].contains(file))
        .map(|file| file.trim_end_matches(".rs").to_owned());
    assert_eq!(
        first_column(&head, "| passage | from where to where |"),
        passages.collect::<BTreeSet<_>>()
    );
    let moves = &sources
        .iter()
        .find(|s| s.path == "world/moves.rs")
        .unwrap()
        .text;
    let variants = moves.split("enum Move {").nth(1).unwrap();
    let variants = variants.split('}').next().unwrap().lines();
    let variants = variants
        .map(str::trim)
        .filter(|line| line.starts_with(char::is_uppercase))
        .map(|line| name(line).to_owned());
    assert_eq!(
        first_column(&head, "| move | who sends it | what follows |"),
        variants.collect::<BTreeSet<_>>()
    );
}

/// Protects: files that one can read in a sitting. Longer ones are tables of data without functions.
#[test]
fn no_file_with_functions_is_long() {
    let long: Vec<String> = sources("src")
        .iter()
        .filter(|source| source.text.contains("fn "))
        .map(|source| (source.path.clone(), source.text.lines().count()))
        .filter(|&(_, lines)| lines > MOST_LINES)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

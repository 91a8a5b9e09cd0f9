//! What the documentation says of the tests: every test it names is there.

use std::fs;
use std::path::{Path, PathBuf};

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Whether a function of this name is in a file whose path, without its ending, ends so.
fn is_there(files: &[(String, String)], file: &str, test: &str) -> bool {
    let ends = format!("/{file}.rs");
    let begins = format!("fn {test}(");
    files
        .iter()
        .any(|(path, text)| path.ends_with(&ends) && text.contains(&begins))
}

/// Protects: the tables of what would notice the loss of a part, `file::test` for each.
#[test]
fn every_test_that_is_named_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    rust_files(&root.join("tests"), &mut paths);
    rust_files(&root.join("src"), &mut paths);
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        (path.display().to_string(), text)
    };
    let files: Vec<(String, String)> = paths.into_iter().map(read).collect();
    let model = fs::read_to_string(root.join("docs/model.md")).unwrap();
    let mut named = 0;
    let mut missing = Vec::new();
    // What stands between backquotes is every second piece of a line.
    let code = model.lines().flat_map(|l| l.split('`').skip(1).step_by(2));
    for (file, test) in code.filter_map(|words| words.split_once("::")) {
        named += 1;
        if (file, test) != ("file", "test") && !is_there(&files, file, test) {
            missing.push(format!("{file}::{test}"));
        }
    }
    assert!(named > 100, "{named}");
    assert!(missing.is_empty(), "{missing:?}");
}

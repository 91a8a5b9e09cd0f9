//! Links of the documentation: every one leads to a file that is there, and to a heading in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Pages that the program writes when the book is built: a link to them cannot be followed before.
const MADE_LATER: [&str; 2] = ["docs/reference/parameters.md", "docs/reference/metrics.md"];

/// The pages of the repository, from its root.
fn pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for folder in [
        ".",
        "docs",
        "docs/experiments",
        "docs/guide",
        "docs/policies",
        "scenarios",
        "results",
        "evidence",
    ] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "md") {
                pages.push(path);
            }
        }
    }
    assert!(pages.len() > 20, "{pages:?}");
    pages
}

/// The lines of a page that are not code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        !in_code && !fence
    })
}

/// The targets of the links of a page.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in prose(text) {
        // What stands between backquotes is no link.
        let plain: String = line.split('`').step_by(2).collect::<Vec<_>>().join("``");
        for part in plain.split("](").skip(1) {
            if let Some((target, _)) = part.split_once(')') {
                found.push(target.to_owned());
            }
        }
    }
    found
}

/// The anchors of the headings of a page, as the book and the usual hosts name them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = prose(text).filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let words = line.trim_start_matches('#').trim().to_lowercase();
            words
                .chars()
                .filter_map(|c| match c {
                    ' ' => Some('-'),
                    c if c.is_alphanumeric() || c == '-' || c == '_' => Some(c),
                    _ => None,
                })
                .collect()
        })
        .collect()
}

/// What is wrong with a link, if anything is.
fn fault(page: &Path, link: &str) -> Option<String> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = match file {
        "" => page.to_owned(),
        file => page.parent().unwrap().join(file),
    };
    if MADE_LATER.iter().any(|made| same(&target, made)) {
        return None;
    }
    if !target.exists() {
        return Some(format!("{}: no {}", page.display(), target.display()));
    }
    let is_there =
        anchor.is_empty() || anchors(&fs::read_to_string(&target).unwrap()).contains(anchor);
    (!is_there).then(|| format!("{}: no heading #{anchor} in {file}", page.display()))
}

/// Whether a path with `..` in it is a path from the root.
fn same(path: &Path, from_root: &str) -> bool {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.iter().filter_map(|part| part.to_str()) {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/") == from_root
}

/// Protects: a reader who follows a link arrives.
#[test]
fn every_link_leads_somewhere() {
    let mut faults = Vec::new();
    let mut followed = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for link in links(&text) {
            followed += 1;
            faults.extend(fault(&page, &link));
        }
    }
    assert!(followed > 80, "{followed}");
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Protects: the test above sees a file and a heading that are not there.
#[test]
fn a_dead_link_is_seen() {
    let page = Path::new("docs/model.md");
    assert_eq!(fault(page, "economics.md#health"), None);
    assert_eq!(fault(page, "https://example.org/none"), None);
    assert!(fault(page, "nowhere.md").is_some());
    assert!(fault(page, "economics.md#nothing-of-the-kind").is_some());
    let text = "See [a](b.md), `[c](d.md)`.\n```\n[e](f.md)\n```\n[g](h.md#i)";
    assert_eq!(links(text), ["b.md", "h.md#i"]);
}

/// Where a source file that a page names may lie.
const SOURCES: [&str; 4] = ["", "src", "src/pathway", "tests"];

/// The source files that a page names between backquotes.
fn named_sources(text: &str) -> Vec<&str> {
    let code = prose(text).flat_map(|line| line.split('`').skip(1).step_by(2));
    // A name without a folder, in a table of recipes, says which file of a folder named before.
    code.filter(|words| words.ends_with(".rs") && words.contains('/') && !words.contains('*'))
        .collect()
}

/// Protects: a reader who looks for the file that a page names finds it.
#[test]
fn every_source_file_that_is_named_exists() {
    let mut missing = Vec::new();
    let mut named = 0;
    for page in pages() {
        // The history of changes names what was.
        if page.ends_with("CHANGELOG.md") {
            continue;
        }
        let text = fs::read_to_string(&page).unwrap();
        for file in named_sources(&text) {
            named += 1;
            if !SOURCES
                .iter()
                .any(|root| Path::new(root).join(file).exists())
            {
                missing.push(format!("{}: {file}", page.display()));
            }
        }
    }
    assert!(named > 150, "{named}");
    assert!(missing.is_empty(), "{missing:#?}");
}

/// The functions that a row of a table names behind a source file: the file, and each name.
fn named_functions(row: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for cell in row.split('|') {
        let mut file = None;
        for words in cell.split('`').skip(1).step_by(2) {
            let is_name = words.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            if words.ends_with(".rs") {
                file = Some(words);
            } else if let (Some(file), true) = (file, is_name) {
                found.push((file, words));
            }
        }
    }
    found
}

/// Protects: a reader who looks in that file for what a row of the model's tables names finds it.
#[test]
fn every_function_that_the_model_page_names_exists() {
    let model = fs::read_to_string("docs/model.md").unwrap();
    let mut named = 0;
    let mut missing = Vec::new();
    for (file, function) in prose(&model)
        .filter(|l| l.starts_with('|'))
        .flat_map(named_functions)
    {
        named += 1;
        let paths = SOURCES.iter().map(|root| Path::new(root).join(file));
        let text = paths
            .filter_map(|path| fs::read_to_string(path).ok())
            .next();
        if !text.is_some_and(|text| text.contains(&format!("fn {function}("))) {
            missing.push(format!("{file}: {function}"));
        }
    }
    assert!(named > 40, "{named}");
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Protects: no page has lost its text.
#[test]
fn every_page_says_something() {
    let silent: Vec<PathBuf> = pages()
        .into_iter()
        .filter(|page| fs::read_to_string(page).unwrap().trim().len() < 100)
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}

/// Protects: the book has every page of the documentation, each once.
#[test]
fn the_book_has_every_page() {
    let summary = fs::read_to_string("docs/SUMMARY.md").unwrap();
    let named: Vec<String> = links(&summary);
    let unique: BTreeSet<&String> = named.iter().collect();
    assert_eq!(named.len(), unique.len(), "a page stands twice");
    let missing: Vec<PathBuf> = pages()
        .into_iter()
        .filter(|page| {
            let page = page.strip_prefix(".").unwrap_or(page);
            let link = match page.strip_prefix("docs") {
                Ok(inside) => inside.display().to_string(),
                Err(_) => format!("../{}", page.display()),
            };
            !link.ends_with("SUMMARY.md") && !unique.contains(&link)
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

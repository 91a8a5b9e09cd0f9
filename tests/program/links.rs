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
        "docs/guide",
        "docs/experiments",
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

//! `--set section.key=value`: a layer made of command-line arguments.

use std::collections::BTreeMap;

use super::chain;
use super::diagnostic::Diagnostic;
use super::item::Onset;
use super::source::{FileId, Place, Sources};
use super::tree::{self, Entry, Node, Table, Tree};

/// Most names in a key.
const DEEPEST: usize = 32;

/// Splits the argument of `--set` at its first `=`.
///
/// # Errors
///
/// In words, if there is no `=` or nothing before it.
pub fn parse_pair(argument: &str) -> Result<(String, String), String> {
    match argument.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() => {
            Ok((key.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("write it as section.key=value".to_owned()),
    }
}

/// What the arguments say.
#[derive(Debug, Default)]
pub struct Overrides {
    /// Values, as if they stood in a file.
    pub table: Table,
    /// `policy.from`, if it was set.
    pub policy: Option<Onset>,
    /// The text of the first argument, which stands for all of them.
    pub file: Option<FileId>,
}

/// Reads arguments in turn; a later one wins.
pub fn read(
    pairs: &[(String, String)],
    sources: &mut Sources,
    errors: &mut Vec<Diagnostic>,
) -> Overrides {
    let mut overrides = Overrides::default();
    for (key, value) in pairs {
        let file = sources.add("--set", format!("{key}={value}"));
        overrides.file.get_or_insert(file);
        let node = value_node(file, key, value);
        if key == "policy.from" {
            overrides.policy = chain::onset(&node);
            if overrides.policy.is_none() {
                let title = "`policy.from` must be a date such as 2027-04-01, or \"start\"";
                let label = format!("found {}", node.tree.describe());
                errors.push(Diagnostic::new(title).at(node.place, label));
            }
        } else if chain::KEYS.contains(&key.split('.').next().unwrap_or_default()) {
            errors.push(not_of_every_scenario(file, key));
        } else if let Err(error) = put(&mut overrides.table, key, file, node) {
            errors.push(error);
        }
    }
    overrides
}

/// What a file says about itself cannot be said of every scenario of a command.
fn not_of_every_scenario(file: FileId, key: &str) -> Diagnostic {
    let place = Place {
        file,
        start: 0,
        end: key.len(),
    };
    let title = format!("`--set` cannot set `{key}`: a file says it about itself");
    let error = Diagnostic::new(title).at(place, "not a parameter");
    error.help("write it into the file; of `[policy]`, `policy.from` can be set")
}

/// The value as TOML, or as it stands.
fn value_node(file: FileId, key: &str, value: &str) -> Node {
    let base = key.len() + 1;
    let place = Place {
        file,
        start: base,
        end: base + value.len(),
    };
    tree::parse_value(file, value, base).unwrap_or_else(|| Node {
        place,
        tree: Tree::Text(value.to_owned()),
    })
}

fn put(table: &mut Table, key: &str, file: FileId, node: Node) -> Result<(), Diagnostic> {
    if key.split('.').count() > DEEPEST {
        let place = Place {
            file,
            start: 0,
            end: key.len(),
        };
        return Err(Diagnostic::new("the key is nested too deeply").at(place, ""));
    }
    let mut at = table;
    let mut start = 0;
    let mut parts = key.split('.').peekable();
    while let Some(part) = parts.next() {
        let place = Place {
            file,
            start,
            end: start + part.len(),
        };
        if part.is_empty() {
            let error = Diagnostic::new("`--set` takes section.key=value")
                .at(place, "a name is missing here");
            return Err(error);
        }
        start = place.end + 1;
        if parts.peek().is_none() {
            at.insert(part.to_owned(), Entry { key: place, node });
            return Ok(());
        }
        let fresh = || Entry {
            key: place,
            node: Node {
                place,
                tree: Tree::Table(BTreeMap::new()),
            },
        };
        let entry = at.entry(part.to_owned()).or_insert_with(fresh);
        if !matches!(entry.node.tree, Tree::Table(_)) {
            *entry = fresh();
        }
        let Tree::Table(inner) = &mut entry.node.tree else {
            return Ok(());
        };
        at = inner;
    }
    Ok(())
}

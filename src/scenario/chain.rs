//! Following `extends`: from what the analyst names to the texts it is made of.

use std::path::{Path, PathBuf};

use crate::engine::Date;

use super::areas;
use super::builtin::{Library, NamedText};
use super::diagnostic::{Diagnostic, nearest};
use super::edition::FORMAT;
use super::item::Onset;
use super::source::{FileId, Place, Sources, Unreadable, read_file};
use super::tree::{self, Node, Table, Tree};

/// What a scenario may say about itself, apart from the sections of the model.
pub const KEYS: [&str; 7] = [
    "name",
    "title",
    "description",
    "extends",
    "format",
    "bundle",
    "policy",
];
/// Longest chain of `extends`.
const LONGEST: usize = 16;

/// What tells two texts apart.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Identity {
    File(PathBuf),
    Text(String),
}

/// One text, with what it says about itself apart from what it says about the model.
#[derive(Debug, Clone)]
pub struct Document {
    identity: Identity,
    /// Its text.
    pub file: FileId,
    /// File name without its ending.
    pub stem: String,
    /// `name`, if given.
    pub name: Option<String>,
    /// `title`, if given.
    pub title: Option<String>,
    /// `description`, if given.
    pub description: Option<String>,
    /// The texts it extends, once they are found: several if it is a bundle.
    pub extended: Vec<FileId>,
    extends: Vec<(String, Place)>,
    /// `[policy] from`, if given.
    pub policy: Option<Onset>,
    /// Everything else.
    pub body: Table,
    folder: Option<PathBuf>,
}

/// A text that was found, not yet read.
struct Found {
    identity: Identity,
    name: String,
    stem: String,
    folder: Option<PathBuf>,
    text: String,
}

/// Finds and reads texts.
pub struct Loader<'a> {
    library: &'a Library,
    /// The texts read so far.
    pub sources: Sources,
    /// What was wrong with them.
    pub errors: Vec<Diagnostic>,
    loaded: Vec<Document>,
}

impl<'a> Loader<'a> {
    /// A loader that knows these scenarios by name.
    pub fn new(library: &'a Library) -> Self {
        Self {
            library,
            sources: Sources::default(),
            errors: Vec::new(),
            loaded: Vec::new(),
        }
    }

    /// The texts that a specification names, each after what it extends: a file, a
    /// built-in scenario, or several joined by `+`. `None` after an error.
    pub fn documents(&mut self, spec: &str) -> Option<Vec<Document>> {
        let is_file = self.library.reads_files() && Path::new(spec).exists();
        let parts: Vec<&str> = match is_file {
            true => vec![spec],
            false => spec.split('+').map(str::trim).collect(),
        };
        let chains: Vec<Option<Vec<Document>>> =
            parts.iter().map(|part| self.chain(part)).collect();
        let chains: Vec<Vec<Document>> = chains.into_iter().collect::<Option<_>>()?;
        self.join(chains)
    }

    /// One chain after the other, shared texts once.
    fn join(&mut self, chains: Vec<Vec<Document>>) -> Option<Vec<Document>> {
        let is_bundle = chains.len() > 1;
        let mut joined: Vec<Document> = Vec::new();
        for chain in chains {
            if is_bundle && chain.len() < 2 {
                let title = "a bundle is made of scenarios that each extend the same one";
                let file = chain.first()?.file;
                self.errors.push(
                    Diagnostic::new(title)
                        .within(file)
                        .help("this one extends nothing"),
                );
                return None;
            }
            if let (Some(first), Some(root)) = (joined.first(), chain.first())
                && first.identity != root.identity
            {
                let (one, other) = (self.sources.name(first.file), self.sources.name(root.file));
                let title =
                    format!("the parts of a bundle rest on different scenarios: {one} and {other}");
                self.errors.push(Diagnostic::new(title));
                return None;
            }
            for document in chain {
                if joined
                    .iter()
                    .all(|known| known.identity != document.identity)
                {
                    joined.push(document);
                }
            }
        }
        Some(joined)
    }

    fn chain(&mut self, spec: &str) -> Option<Vec<Document>> {
        match self.find_named(spec) {
            Ok(found) => self.above(found, &mut Vec::new()),
            Err(error) => {
                self.errors.push(error);
                None
            }
        }
    }

    /// What a text rests on, and then the text; `trail` leads to it from what was named.
    fn above(&mut self, found: Found, trail: &mut Vec<Document>) -> Option<Vec<Document>> {
        let mut document = self.read(found)?;
        trail.push(document.clone());
        let mut chains = Vec::new();
        for (name, place) in document.extends.clone() {
            let below = self.find_extended(&name, place, &document);
            let below = below.and_then(|found| match self.endless(trail, &found, place) {
                Some(error) => Err(error),
                None => Ok(found),
            });
            match below {
                Ok(found) => chains.push(self.above(found, trail)?),
                Err(error) => {
                    self.errors.push(error);
                    return None;
                }
            }
        }
        trail.pop();
        let tops = chains.iter().filter_map(|chain| chain.last());
        document.extended = tops.map(|top| top.file).collect();
        let mut joined = self.join(chains)?;
        joined.push(document);
        Some(joined)
    }

    fn endless(&self, chain: &[Document], next: &Found, place: Place) -> Option<Diagnostic> {
        if chain
            .iter()
            .any(|document| document.identity == next.identity)
        {
            let mut names: Vec<&str> = chain.iter().map(|d| self.sources.name(d.file)).collect();
            names.push(&next.name);
            let error = Diagnostic::new("scenarios extend each other in a circle")
                .at(place, "closes the circle");
            return Some(error.help(names.join(" -> ")));
        }
        (chain.len() >= LONGEST).then(|| {
            Diagnostic::new(format!("more than {LONGEST} scenarios extend one another"))
                .at(place, "")
        })
    }

    fn find_named(&self, spec: &str) -> Result<Found, Diagnostic> {
        let path = Path::new(spec);
        match self.file(path, spec) {
            Ok(found) => Ok(found),
            // A file of an area's name comes before the area, with its ending or without.
            Err(Unreadable::Missing) if areas::is_name(spec) && !spec.ends_with(".toml") => {
                match self.file(Path::new(&format!("{spec}.toml")), spec) {
                    Ok(found) => Ok(found),
                    Err(_) => self.library.find(spec).map(from_library).ok_or_else(|| {
                        let title = format!("there is no scenario {spec}");
                        self.missing(path, Diagnostic::new(title))
                    }),
                }
            }
            Err(Unreadable::Missing) => match self.library.find(spec) {
                Some(one) => Ok(from_library(one)),
                None => Err(self.missing(
                    path,
                    Diagnostic::new(format!("there is no scenario {spec}")),
                )),
            },
            Err(error) => Err(Diagnostic::new(format!("cannot read {spec}: {error}"))),
        }
    }

    fn find_extended(
        &self,
        name: &str,
        place: Place,
        from: &Document,
    ) -> Result<Found, Diagnostic> {
        let built_in = self.library.find(name).map(from_library);
        let Some(folder) = &from.folder else {
            let error =
                || Diagnostic::new(format!("there is no built-in scenario {name}")).at(place, "");
            return built_in.ok_or_else(error);
        };
        let path = folder.join(name);
        match (self.file(&path, &path.display().to_string()), built_in) {
            (Ok(found), _) | (Err(Unreadable::Missing), Some(found)) => Ok(found),
            (Err(Unreadable::Missing), None) => {
                let title = format!("there is no scenario {name} to extend");
                Err(self.missing(
                    &path,
                    Diagnostic::new(title).at(place, "not found in the folder of this file"),
                ))
            }
            (Err(error), _) => Err(Diagnostic::new(format!(
                "cannot read {}: {error}",
                path.display()
            ))
            .at(place, "")),
        }
    }

    /// The text of a file, where files are looked at.
    fn file(&self, path: &Path, name: &str) -> Result<Found, Unreadable> {
        match self.library.reads_files() {
            true => from_file(path, name),
            false => Err(Unreadable::Missing),
        }
    }

    /// Adds the name of a file that may have been meant.
    fn missing(&self, path: &Path, error: Diagnostic) -> Diagnostic {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let wanted = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let stem = wanted.trim_end_matches(".toml");
        let area = areas::nearest(path).map(|name| format!("did you mean {name}?"));
        let reads_files = self.library.reads_files();
        if reads_files && folder != Path::new(".") && !folder.is_dir() {
            let no_folder = || format!("the folder {} does not exist", folder.display());
            return error.help(area.unwrap_or_else(no_folder));
        }
        let beside = match reads_files {
            true => toml_files(folder),
            false => Vec::new(),
        };
        let names: Vec<String> = beside.into_iter().chain(self.library.names()).collect();
        let renamed = super::builtin::RENAMED.iter().find(|(old, _)| *old == stem);
        let hint = renamed.map(|(_, now)| (*now).to_owned());
        let near = || nearest(wanted, names.iter().map(String::as_str));
        let near = || near().map(|name| format!("did you mean {name}?"));
        error.maybe_help(hint.or_else(near).or(area))
    }

    fn read(&mut self, found: Found) -> Option<Document> {
        // The parts of a bundle share what they extend.
        if let Some(known) = self
            .loaded
            .iter()
            .find(|known| known.identity == found.identity)
        {
            return Some(known.clone());
        }
        let file = self.sources.add(found.name, found.text);
        let table = match tree::parse(file, self.sources.text(file)) {
            Ok(table) => table,
            Err(errors) => {
                self.errors.extend(errors);
                return None;
            }
        };
        if table.is_empty() {
            let error = Diagnostic::new("the scenario is empty").within(file);
            self.errors
                .push(error.help("write at least `extends = \"baseline.toml\"`"));
            return None;
        }
        let mut head = Head {
            errors: &mut self.errors,
            table,
        };
        head.format();
        let document = Document {
            identity: found.identity,
            file,
            stem: found.stem,
            name: head.name(),
            title: head.text("title").map(|(text, _)| text),
            description: head.text("description").map(|(text, _)| text),
            extended: Vec::new(),
            extends: head.extends(),
            policy: head.policy(),
            body: head.table,
            folder: found.folder,
        };
        self.loaded.push(document.clone());
        Some(document)
    }
}

/// What a scenario says about itself.
struct Head<'a> {
    errors: &'a mut Vec<Diagnostic>,
    table: Table,
}

impl Head<'_> {
    fn text(&mut self, key: &str) -> Option<(String, Place)> {
        let entry = self.table.remove(key)?;
        match entry.node.tree {
            Tree::Text(text) => Some((text, entry.node.place)),
            other => {
                let error = Diagnostic::new(format!("`{key}` must be text in quotes"));
                self.errors
                    .push(error.at(entry.node.place, format!("found {}", other.describe())));
                None
            }
        }
    }

    /// What the scenario rests on: one other, or the parts of a bundle.
    fn extends(&mut self) -> Vec<(String, Place)> {
        let one = self.text("extends");
        let Some(entry) = self.table.remove("bundle") else {
            return one.into_iter().collect();
        };
        let texts = match entry.node.tree {
            Tree::Array(nodes) => nodes
                .into_iter()
                .map(|node| match node.tree {
                    Tree::Text(text) => Some((text, node.place)),
                    _ => None,
                })
                .collect::<Option<Vec<_>>>(),
            _ => None,
        };
        let fault = match (&one, &texts) {
            (Some(_), _) => "a scenario has `extends` or `bundle`, not both",
            (None, None) => "`bundle` must be a list of scenarios in quotes",
            (None, Some(_)) => return texts.unwrap_or_default(),
        };
        self.errors
            .push(Diagnostic::new(fault).at(entry.node.place, ""));
        Vec::new()
    }

    /// Refuses a format that this program does not know.
    fn format(&mut self) {
        let Some(entry) = self.table.remove("format") else {
            return;
        };
        let format = match entry.node.tree {
            Tree::Number { value, whole: true } if value >= 1.0 => value,
            _ => f64::NAN,
        };
        if format <= f64::from(FORMAT) {
            return;
        }
        let title = match format.is_nan() {
            true => "`format` must be a whole number from 1 on".to_owned(),
            false => format!(
                "the file is written in format {format} of scenarios, and this program reads {FORMAT}"
            ),
        };
        let error = Diagnostic::new(title).at(entry.node.place, "");
        self.errors.push(match format.is_nan() {
            true => error.help(format!("write `format = {FORMAT}`, or leave it out")),
            false => error.help("use a later version of the program"),
        });
    }

    /// The name becomes that of a folder of results.
    fn name(&mut self) -> Option<String> {
        let (name, place) = self.text("name")?;
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if name.is_empty() || name.starts_with('.') || !name.chars().all(fits) {
            let error = Diagnostic::new("`name` must be made of letters, digits, `-`, `_` and `.`");
            self.errors
                .push(error.at(place, "it names a folder of results"));
            return None;
        }
        Some(name)
    }

    /// Takes `from` out of `[policy]`.
    fn policy(&mut self) -> Option<Onset> {
        let policy = self.table.get_mut("policy")?;
        let Tree::Table(table) = &mut policy.node.tree else {
            return None;
        };
        let entry = table.remove("from");
        if table.is_empty() {
            self.table.remove("policy");
        }
        let node = entry?.node;
        let onset = onset(&node);
        if onset.is_none() {
            let error =
                Diagnostic::new("`policy.from` must be a date such as 2027-04-01, or \"start\"");
            self.errors
                .push(error.at(node.place, format!("found {}", node.tree.describe())));
        }
        onset
    }
}

/// A date or `"start"`.
pub fn onset(node: &Node) -> Option<Onset> {
    let sensible = |date: &Date| (1900..=2200).contains(&date.year());
    match &node.tree {
        Tree::Text(text) if text == "start" => Some(Onset::Start),
        Tree::Text(text) => text.parse().ok().filter(sensible).map(Onset::On),
        Tree::Date(date) => Some(*date).filter(sensible).map(Onset::On),
        _ => None,
    }
}

fn from_file(path: &Path, name: &str) -> Result<Found, Unreadable> {
    let text = read_file(path)?;
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    Ok(Found {
        identity: Identity::File(whole),
        name: name.to_owned(),
        stem: stem.unwrap_or_default(),
        folder: Some(path.parent().unwrap_or(Path::new("")).to_owned()),
        text,
    })
}

fn from_library(one: NamedText) -> Found {
    Found {
        stem: one.file.trim_end_matches(".toml").to_owned(),
        identity: Identity::Text(one.file),
        name: one.shown,
        folder: None,
        text: one.text,
    }
}

/// Names of scenario files in a folder.
fn toml_files(folder: &Path) -> Vec<String> {
    const LOOKED_AT: usize = 2000;
    let entries = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .take(LOOKED_AT);
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".toml")).collect();
    names.sort();
    names
}

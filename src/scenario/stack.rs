//! Layers in their order: each text is read with the date it takes effect on, and laid over
//! what it extends.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::Date;

use super::chain::Document;
use super::diagnostic::Diagnostic;
use super::form::Struct;
use super::item::{BEGINNING, Body, Entry, Layer, Onset, Section};
use super::merge::Merger;
use super::overrides::Overrides;
use super::overruled;
use super::read::{Mode, Reader};
use super::settle::settle;
use super::source::FileId;
use super::written::Amount;

/// The day on which policies start where nothing else is said.
const DEFAULT_POLICY: (i32, u8, u8) = (2027, 4, 1);

/// The documents no other one extends: the parts of a bundle, or the scenario itself.
pub fn tops(documents: &[Document]) -> Vec<&Document> {
    let is_extended = |one: &Document| {
        documents
            .iter()
            .any(|other| other.extended.contains(&one.file))
    };
    documents.iter().filter(|one| !is_extended(one)).collect()
}

/// Layers laid over each other.
pub struct Stack {
    /// Everything together.
    pub root: Section,
    /// Without the last layer, or the layers of a bundle.
    pub parent: Option<Section>,
    /// The lowest layer alone.
    pub base: Option<Section>,
    /// When the earliest of the others takes effect, as stated.
    pub stated: Option<Onset>,
    /// The texts that say what the world is from the start.
    pub world: Vec<FileId>,
    /// What of one text another overrules, and what of the command line does not last.
    pub warnings: Vec<String>,
}

impl Stack {
    /// Reads each document as a layer and lays it over those before it.
    pub fn build(
        form: &Struct,
        documents: &[Document],
        overrides: &Overrides,
        errors: &mut Vec<Diagnostic>,
    ) -> Stack {
        let mut stack = Stack {
            root: Section::default(),
            parent: None,
            base: None,
            stated: None,
            world: from_start(documents, overrides),
            warnings: Vec::new(),
        };
        let set = Mode {
            onset: Onset::Start,
            is_base: false,
            layer: Arc::new(Layer {
                file: overrides.file.unwrap_or(documents[0].file),
                below: stack.world.clone(),
                is_world: true,
            }),
        };
        let set = Reader::new(form, set, errors).layer(&overrides.table);
        // What a bundle changes is what its parts change.
        let single = tops(documents).len() == 1
            && documents.last().is_some_and(|top| top.extended.len() < 2);
        let mut replaced = Vec::new();
        for (index, document) in documents.iter().enumerate() {
            let is_base = index == 0;
            let onset = match index {
                0 => Onset::Start,
                _ => onset_of(documents, index, overrides, policy_day(&stack.root)),
            };
            if index == 1 {
                stack.base = Some(stack.root.clone());
            }
            if index > 0 && (index == 1 || (single && index + 1 == documents.len())) {
                stack.parent = Some(stack.root.clone());
            }
            if !is_base {
                stack.stated = stack.stated.into_iter().chain([onset]).min();
            }
            let layer = Arc::new(Layer {
                file: document.file,
                below: below(documents, document),
                is_world: onset == Onset::Start,
            });
            let mode = Mode {
                onset,
                is_base,
                layer,
            };
            let layer = Reader::new(form, mode, errors).layer(&document.body);
            let mut merger = Merger::new(onset, errors);
            merger.lay(&mut stack.root, layer);
            replaced.append(&mut merger.replaced);
            // What the command line sets lies below what changes on a date, above the rest: it
            // holds throughout, unless a policy changes it.
            if onset == Onset::Start {
                hold(&mut stack.root.entries, &set.entries);
                hold(&mut stack.root.local, &set.local);
                Merger::new(Onset::Start, errors).lay(&mut stack.root, set.clone());
            }
        }
        let parts = [&mut stack.parent, &mut stack.base];
        let lower = parts.into_iter().filter_map(Option::as_mut);
        lower.chain([&mut stack.root]).for_each(settle);
        stack.warnings = overruled::words(&stack.root, documents, &replaced);
        let mut path = Vec::new();
        changed(&stack.root, &set, &mut path, &mut stack.warnings);
        stack
    }
}

/// Takes away the later values of everything that the command line gives a value from the start.
fn hold(below: &mut BTreeMap<String, Entry>, set: &BTreeMap<String, Entry>) {
    for (key, entry) in set {
        match (
            below.get_mut(key).map(|e| &mut e.item.body),
            &entry.item.body,
        ) {
            (Some(Body::Leaf(leaf)), Body::Leaf(own)) if own.base.is_some() => leaf.phases.clear(),
            (Some(Body::Section(section)), Body::Section(own)) => {
                hold(&mut section.entries, &own.entries);
                hold(&mut section.local, &own.local);
            }
            _ => {}
        }
    }
}

/// Says which values of the command line a policy changes on a date.
fn changed(root: &Section, set: &Section, path: &mut Vec<String>, warnings: &mut Vec<String>) {
    let own = set.entries.iter().chain(&set.local);
    for (key, entry) in own {
        let Some(found) = root.entries.get(key).or_else(|| root.local.get(key)) else {
            continue;
        };
        path.push(key.clone());
        match (&found.item.body, &entry.item.body) {
            (Body::Leaf(leaf), Body::Leaf(own)) if own.phases.is_empty() => {
                if let Some(phase) = leaf.phases.iter().find(|one| one.from != BEGINNING) {
                    warnings.push(format!(
                        "the value of `--set {}` holds until {}; the scenario changes it then",
                        path.join("."),
                        phase.from
                    ));
                }
            }
            (Body::Section(section), Body::Section(own)) => changed(section, own, path, warnings),
            _ => {}
        }
        path.pop();
    }
}

/// The texts that act from the start.
fn from_start(documents: &[Document], overrides: &Overrides) -> Vec<FileId> {
    let acts = |index: usize| {
        index == 0 || onset_of(documents, index, overrides, default_onset()) == Onset::Start
    };
    let indices = (0..documents.len()).filter(|&index| acts(index));
    indices.map(|index| documents[index].file).collect()
}

/// The day on which policies start that do not say theirs: `settings.policy_from` of the world.
fn policy_day(root: &Section) -> Onset {
    let day = root.section("settings").and_then(|settings| {
        match &settings.entries.get("policy_from")?.item.body {
            Body::Leaf(leaf) => leaf.base.as_ref().map(|base| base.value),
            _ => None,
        }
    });
    match day {
        Some(Amount::Day(date)) => Onset::On(date),
        _ => default_onset(),
    }
}

/// Every text that a document rests on.
fn below(documents: &[Document], document: &Document) -> Vec<FileId> {
    let mut found: Vec<FileId> = document.extended.clone();
    let mut next = 0;
    while let Some(&file) = found.get(next) {
        let rests_on = documents.iter().filter(|one| one.file == file);
        let more: Vec<FileId> = rests_on.flat_map(|one| one.extended.clone()).collect();
        found.extend(
            more.into_iter()
                .filter(|file| !found.contains(file))
                .collect::<Vec<_>>(),
        );
        next += 1;
    }
    found
}

/// When a layer takes effect: as it says, or as the nearest scenario below it says, or on
/// the day of the world's policies; moved by the command line if it is a date. `"start"` is never
/// inherited.
fn onset_of(
    documents: &[Document],
    index: usize,
    overrides: &Overrides,
    policy_day: Onset,
) -> Onset {
    let own = documents[index].policy;
    let stated = own.or_else(|| inherited(documents, &documents[index]));
    match (stated.unwrap_or(policy_day), overrides.policy) {
        (Onset::On(_), Some(moved)) => moved,
        (onset, _) => onset,
    }
}

/// The date of the nearest scenario below that states one; in a bundle the first part that does.
fn inherited(documents: &[Document], document: &Document) -> Option<Onset> {
    let below = |file| documents.iter().find(|one| one.file == file);
    let stated = |one: &Document| match one.policy {
        None => inherited(documents, one),
        stated => stated.filter(|onset| *onset != Onset::Start),
    };
    let mut parts = document.extended.iter().filter_map(|&file| below(file));
    parts.find_map(stated)
}

fn default_onset() -> Onset {
    let (year, month, day) = DEFAULT_POLICY;
    Date::new(year, month, day).map_or(Onset::Start, Onset::On)
}

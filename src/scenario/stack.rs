//! Layers in their order: each text is read with the date it takes effect on, and laid over
//! what it extends.

use crate::engine::Date;

use super::chain::Document;
use super::diagnostic::Diagnostic;
use super::form::Struct;
use super::item::{Onset, Section};
use super::merge::Merger;
use super::overrides::Overrides;
use super::read::{Mode, Reader};

/// The day on which policies start where nothing else is said.
const DEFAULT_POLICY: (i32, u8, u8) = (2027, 4, 1);

/// The documents no other one extends: the parts of a bundle, or the scenario itself.
pub fn tops(documents: &[Document]) -> Vec<&Document> {
    let is_extended = |one: &Document| {
        documents
            .iter()
            .any(|other| other.extended == Some(one.file))
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
        };
        let set = Mode {
            onset: Onset::Start,
            is_base: false,
        };
        let set = Reader::new(form, set, errors).layer(&overrides.table);
        let single = tops(documents).len() == 1;
        for (index, document) in documents.iter().enumerate() {
            let is_base = index == 0;
            let onset = if is_base {
                Onset::Start
            } else {
                onset_of(documents, index, overrides)
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
            let layer = Reader::new(form, Mode { onset, is_base }, errors).layer(&document.body);
            Merger::new(onset, errors).lay(&mut stack.root, layer);
            // What the command line sets lies below what changes on a date, above the rest.
            if onset == Onset::Start {
                Merger::new(Onset::Start, errors).lay(&mut stack.root, set.clone());
            }
        }
        stack
    }
}

/// When a layer takes effect: as it says, or as the nearest scenario below it says, or on
/// the default day; moved by the command line if it is a date. `"start"` is never inherited.
fn onset_of(documents: &[Document], index: usize, overrides: &Overrides) -> Onset {
    let own = documents[index].policy;
    let stated = own.or_else(|| inherited(documents, &documents[index]));
    match (stated.unwrap_or_else(default_onset), overrides.policy) {
        (Onset::On(_), Some(moved)) => moved,
        (onset, _) => onset,
    }
}

/// The date of the nearest scenario below that states one.
fn inherited(documents: &[Document], document: &Document) -> Option<Onset> {
    let mut below = document.extended;
    while let Some(document) = documents.iter().find(|one| Some(one.file) == below) {
        match document.policy {
            None => below = document.extended,
            stated => return stated.filter(|onset| *onset != Onset::Start),
        }
    }
    None
}

fn default_onset() -> Onset {
    let (year, month, day) = DEFAULT_POLICY;
    Date::new(year, month, day).map_or(Onset::Start, Onset::On)
}

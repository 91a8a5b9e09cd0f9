//! Laying one scenario over another.
//!
//! - A parameter that takes effect on a date keeps its value until then: the change joins the
//!   others by its date. Which of them hold when, and over which, is told by
//!   [`timeline`](super::timeline).
//! - From the start, a value takes the place of the one below and of what that became later: it
//!   holds throughout, as on the command line, until a policy changes it.
//! - Tables merge key by key. Dated rows merge by their date. Lists and plain values
//!   replace, and only from the start: they have no value by date.

use std::collections::BTreeMap;

use super::diagnostic::Diagnostic;
use super::item::{Action, Body, Entry, Estimate, Item, Leaf, Onset, Phase, Section};
use super::overruled::Replaced;
use super::source::Place;
use super::timeline::value_at;

/// Lays layers over a base.
pub struct Merger<'a> {
    onset: Onset,
    errors: &'a mut Vec<Diagnostic>,
    /// Rows of rules whose place others of the same day took.
    pub replaced: Vec<Replaced>,
    path: Vec<String>,
}

impl<'a> Merger<'a> {
    /// A merger for layers that take effect at `onset`.
    pub fn new(onset: Onset, errors: &'a mut Vec<Diagnostic>) -> Self {
        Self {
            onset,
            errors,
            replaced: Vec::new(),
            path: Vec::new(),
        }
    }

    /// Lays `over` over `base`.
    pub fn lay(&mut self, base: &mut Section, over: Section) {
        self.entries(&mut base.entries, over.entries);
        self.entries(&mut base.local, over.local);
    }

    fn entries(&mut self, base: &mut BTreeMap<String, Entry>, over: BTreeMap<String, Entry>) {
        for (key, entry) in over {
            self.path.push(key.clone());
            match base.get_mut(&key) {
                Some(below) => self.item(&mut below.item, entry.item),
                None => {
                    self.may_be_new(&entry.item, true);
                    base.insert(key, entry);
                }
            }
            self.path.pop();
        }
    }

    fn item(&mut self, base: &mut Item, over: Item) {
        let frozen = base.start_only || over.start_only;
        match (&mut base.body, over.body) {
            (Body::Leaf(below), Body::Leaf(leaf)) => {
                if frozen && changes(below, &leaf) {
                    self.refuse_dated(over.place, "it describes the start");
                }
                lay_leaf(below, leaf);
            }
            (Body::Section(below), Body::Section(section)) if below.tag == section.tag => {
                self.lay(below, section);
            }
            (Body::Rows(below), Body::Rows(rows)) => {
                if frozen {
                    self.refuse_dated(over.place, "it describes the start");
                }
                for (date, row) in &rows {
                    if let Some(old) = below.get(date) {
                        self.replaced.push(Replaced {
                            path: self.path.join("."),
                            date: *date,
                            old: old.place.file,
                            new: row.place.file,
                        });
                    }
                }
                below.extend(rows);
            }
            (Body::Broken, _) => {}
            (below, body) => {
                if !same(below, &body) {
                    self.refuse_dated(over.place, "it has no value by date");
                }
                *base = Item { body, ..over };
            }
        }
    }

    /// A plain value cannot appear on a date; a table of parameters can.
    fn may_be_new(&mut self, item: &Item, is_top: bool) {
        if item.start_only {
            self.refuse_dated(item.place, "it describes the start");
            return;
        }
        match &item.body {
            Body::Fixed(_) | Body::List(_) if is_top => {
                self.refuse_dated(item.place, "it has no value by date");
            }
            Body::Section(section) => {
                for entry in section.entries.values() {
                    self.may_be_new(&entry.item, false);
                }
            }
            _ => {}
        }
    }

    fn refuse_dated(&mut self, place: Place, why: &str) {
        let Onset::On(date) = self.onset else { return };
        let title = format!(
            "`{}` can only be changed from the start: {why}",
            self.path.join(".")
        );
        let error = Diagnostic::new(title).at(place, format!("would change on {date}"));
        self.errors.push(
            error.help(
                "write `from = \"start\"` under `[policy]` if the whole scenario should differ",
            ),
        );
    }
}

/// Whether `over` says anything that `base` does not say already.
fn changes(base: &Leaf, over: &Leaf) -> bool {
    over.base.is_some() || over.phases.iter().any(|phase| !is_idle(base, phase))
}

/// Whether a phase leaves the value as it is from its date on.
fn is_idle(base: &Leaf, phase: &Phase) -> bool {
    let later = base.phases.iter().any(|other| other.from >= phase.from);
    let moving = base
        .phases
        .last()
        .is_some_and(|last| last.end() > phase.from);
    let sets = phase.action == Action::Set && value_at(base, phase.from) == Some(phase.to.value);
    !later && !moving && sets
}

/// Lays one parameter over another.
pub fn lay_leaf(base: &mut Leaf, over: Leaf) {
    if over.unit.is_some() {
        base.unit = over.unit;
    }
    if let Some(estimate) = over.base {
        base.phases.retain(|known| !known.to.layer.is_world);
        base.base = Some(inherit(base.base.take(), estimate));
    }
    for phase in over.phases {
        // What the command line sets is laid over every text that acts from the start.
        base.phases.retain(|known| {
            let same_text = known.to.layer.file == phase.to.layer.file;
            known.from != phase.from || known.local != phase.local || !same_text
        });
        let at = base
            .phases
            .partition_point(|known| known.from <= phase.from);
        base.phases.insert(at, phase);
    }
}

/// The range of the value below holds for the new one too, where it is silent and the range still
/// contains it; source and remarks do where it is the same value.
fn inherit(below: Option<Estimate>, mut over: Estimate) -> Estimate {
    let Some(below) = below else { return over };
    if over.source.is_none() && over.value == below.value {
        over.source = below.source;
        over.source_place = below.source_place;
        over.note = over.note.or(below.note);
    }
    let contains = over.value.number().is_some_and(|value| {
        below.low.is_none_or(|low| low <= value) && below.high.is_none_or(|high| value <= high)
    });
    if over.low.is_none() && over.high.is_none() && contains {
        over.low = below.low;
        over.high = below.high;
        over.low_place = below.low_place;
        over.high_place = below.high_place;
        over.distribution = over.distribution.or(below.distribution);
    }
    over
}

/// Whether two plain values or lists say the same.
pub fn same(a: &Body, b: &Body) -> bool {
    match (a, b) {
        (Body::Fixed(a), Body::Fixed(b)) => a == b,
        (Body::Leaf(a), Body::Leaf(b)) => a == b,
        (Body::List(a), Body::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(&a.body, &b.body))
        }
        (Body::Rows(a), Body::Rows(b)) => {
            a.len() == b.len()
                && a.iter()
                    .zip(b)
                    .all(|(a, b)| a.0 == b.0 && same(&a.1.body, &b.1.body))
        }
        (Body::Section(a), Body::Section(b)) => {
            let pairs = |a: &BTreeMap<String, Entry>, b: &BTreeMap<String, Entry>| {
                let mut both = a.iter().zip(b);
                a.len() == b.len()
                    && both.all(|(a, b)| a.0 == b.0 && same(&a.1.item.body, &b.1.item.body))
            };
            pairs(&a.entries, &b.entries) && pairs(&a.local, &b.local)
        }
        // What is broken has been reported.
        (Body::Broken, _) | (_, Body::Broken) => true,
        _ => false,
    }
}

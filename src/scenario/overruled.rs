//! What of one part of a bundle another part overrules: texts that do not rest on each other are
//! joined by date, and whoever reads the result should hear which of them holds.

use std::collections::BTreeMap;

use super::chain::Document;
use super::item::{Action, Body, Entry, Item, Leaf, Phase, Section};
use super::source::FileId;
use crate::engine::Date;

/// A row of rules that another text put in the place of a row of the same day.
pub struct Replaced {
    /// The list of rules.
    pub path: String,
    /// The day.
    pub date: Date,
    /// The text whose row is gone.
    pub old: FileId,
    /// The text whose row is there.
    pub new: FileId,
}

/// The sentences about a joined scenario.
pub fn words(root: &Section, documents: &[Document], replaced: &[Replaced]) -> Vec<String> {
    let mut finder = Finder {
        documents,
        found: Vec::new(),
    };
    for one in replaced {
        finder.overrules(&one.path, one.new, one.old, one.date);
    }
    finder.entries(&root.entries, "");
    if let Some(areas) = root.section(AREAS) {
        for (area, entry) in &areas.entries {
            if let Body::Section(own) = &entry.item.body {
                let path = format!("{AREAS}.{area}");
                finder.within(&root.entries, &own.local, &path);
            }
        }
    }
    finder.found
}

/// The table of areas, under which values of their own stand.
const AREAS: &str = "areas";

struct Finder<'a> {
    documents: &'a [Document],
    found: Vec<String>,
}

impl Finder<'_> {
    fn entries(&mut self, entries: &BTreeMap<String, Entry>, above: &str) {
        for (key, entry) in entries {
            let path = match above {
                "" => key.clone(),
                above => format!("{above}.{key}"),
            };
            match &entry.item.body {
                Body::Leaf(leaf) => self.leaf(leaf, &path),
                Body::Rows(rows) => self.rows(rows, &path),
                Body::Section(section) => {
                    self.entries(&section.entries, &path);
                    self.entries(&section.local, &path);
                }
                _ => {}
            }
        }
    }

    fn leaf(&mut self, leaf: &Leaf, path: &str) {
        for (index, phase) in leaf.phases.iter().enumerate() {
            let acts = |one: &&Phase| one.until.is_none_or(|until| until > phase.from);
            let mut told = Vec::new();
            for before in leaf.phases[..index].iter().rev().filter(acts) {
                let file = before.to.layer.file;
                if told.contains(&file) || !self.are_beside(file, phase.to.layer.file) {
                    continue;
                }
                told.push(file);
                match phase.action {
                    Action::Set => {
                        self.overrules(path, phase.to.layer.file, file, phase.from);
                        break;
                    }
                    _ => self.acts_on(path, phase.to.layer.file, file, phase.from),
                }
            }
        }
    }

    /// What values of an area and values of the country do to each other where different texts
    /// state them: an area's own value holds there, and a change of what is there acts on top.
    fn within(
        &mut self,
        country: &BTreeMap<String, Entry>,
        own: &BTreeMap<String, Entry>,
        above: &str,
    ) {
        for (key, entry) in own {
            let path = format!("{above}.{key}");
            match (country.get(key).map(|e| &e.item.body), &entry.item.body) {
                (Some(Body::Section(wide)), Body::Section(narrow)) => {
                    self.within(&wide.entries, &narrow.entries, &path);
                }
                (Some(Body::Leaf(wide)), Body::Leaf(narrow)) => {
                    self.area_leaf(wide, narrow, &path);
                }
                _ => {}
            }
        }
    }

    fn area_leaf(&mut self, country: &Leaf, own: &Leaf, path: &str) {
        for wide in &country.phases {
            let base = own.base.iter().map(|base| (base.layer.file, Action::Set));
            let later = own.phases.iter();
            let later = later.map(|phase| (phase.to.layer.file, phase.action));
            for (narrow, action) in base.chain(later).collect::<Vec<_>>() {
                let (file, date) = (wide.to.layer.file, wide.from);
                match (wide.action, action) {
                    (Action::Set, Action::Set) => self.overrules(path, narrow, file, date),
                    (Action::Set, _) => self.acts_on(path, narrow, file, date),
                    _ => self.acts_on(path, file, narrow, date),
                }
            }
        }
    }

    fn rows(&mut self, rows: &BTreeMap<Date, Item>, path: &str) {
        let mut before: Option<FileId> = None;
        for (date, row) in rows {
            let file = row.place.file;
            if let Some(before) = before {
                self.overrules(path, file, before, *date);
            }
            before = Some(file);
        }
    }

    fn overrules(&mut self, path: &str, new: FileId, old: FileId, date: Date) {
        self.say(path, new, old, "overrules", date);
    }

    fn acts_on(&mut self, path: &str, new: FileId, old: FileId, date: Date) {
        self.say(path, new, old, "acts on top of", date);
    }

    fn say(&mut self, path: &str, new: FileId, old: FileId, does: &str, date: Date) {
        if !self.are_beside(new, old) {
            return;
        }
        if let (Some(new), Some(old)) = (self.document(new), self.document(old)) {
            let (new, old) = (&new.stem, &old.stem);
            let words = format!("`{path}`: {new} {does} {old} from {date}");
            if !self.found.contains(&words) {
                self.found.push(words);
            }
        }
    }

    fn document(&self, file: FileId) -> Option<&Document> {
        self.documents.iter().find(|one| one.file == file)
    }

    /// Whether two texts stand in one bundle and neither rests on the other.
    fn are_beside(&self, a: FileId, b: FileId) -> bool {
        let known = self.document(a).is_some() && self.document(b).is_some();
        known && a != b && !self.rests_on(a, b) && !self.rests_on(b, a)
    }

    fn rests_on(&self, above: FileId, below: FileId) -> bool {
        let extended = self.document(above).map(|one| one.extended.as_slice());
        let mut extended = extended.unwrap_or_default().iter();
        extended.any(|&one| one == below || self.rests_on(one, below))
    }
}

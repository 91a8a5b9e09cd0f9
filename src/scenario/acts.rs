//! When what a policy says acts: each change on a date that is not part of the world itself.

use std::collections::BTreeMap;

use super::item::{BEGINNING, Body, Entry, Section};
use super::source::{FileId, Place, Sources};
use crate::engine::Date;

/// One change of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// What is changed.
    pub path: String,
    /// The first day.
    pub from: Date,
    /// The first day on which it has come in full.
    pub full: Date,
    /// The first day on which it no longer holds.
    pub until: Option<Date>,
    /// Whether it is a row of dated rules, such as a release point.
    pub is_rule: bool,
    /// Where its date is said, or what changes where the date is that of the whole policy: the file and
    /// the line.
    pub said: String,
}

/// Every change of a joined scenario that is not said by one of the texts about the `world`.
pub fn all(root: &Section, world: &[FileId], sources: &Sources) -> Vec<Act> {
    let mut found = Vec::new();
    entries(&root.entries, (world, sources), "", &mut found);
    found
}

fn entries(
    entries_of: &BTreeMap<String, Entry>,
    texts: (&[FileId], &Sources),
    above: &str,
    found: &mut Vec<Act>,
) {
    let (world, sources) = texts;
    let said = |place: Place| format!("{}, line {}", sources.name(place.file), sources.line(place));
    for (key, entry) in entries_of {
        let path = match above {
            "" => key.clone(),
            above => format!("{above}.{key}"),
        };
        match &entry.item.body {
            Body::Leaf(leaf) => {
                let own = leaf.phases.iter();
                let own = own.filter(|one| !one.to.layer.is_world && one.from != BEGINNING);
                found.extend(own.map(|one| Act {
                    path: path.clone(),
                    from: one.from,
                    full: one.end(),
                    until: one.until,
                    is_rule: false,
                    said: match one.dated {
                        Some(place) => said(place),
                        None => format!("{}, dated by policy.from", said(one.to.place)),
                    },
                }));
            }
            Body::Rows(rows) => {
                let own = rows.iter();
                let own = own.filter(|(_, row)| !world.contains(&row.place.file));
                found.extend(own.map(|(date, row)| Act {
                    path: path.clone(),
                    from: *date,
                    full: *date,
                    until: None,
                    is_rule: true,
                    said: said(row.place),
                }));
            }
            Body::Section(section) => {
                entries(&section.entries, texts, &path, found);
                entries(&section.local, texts, &path, found);
            }
            _ => {}
        }
    }
}

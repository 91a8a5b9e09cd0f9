//! What only the merged scenario can show: whether everything the model needs is there,
//! and whether names that stand as keys are declared.

use serde_json::Value;

use crate::engine::Date;

use super::areas;
use super::diagnostic::{Diagnostic, nearest, suggest};
use super::form::{Form, Named, Struct};
use super::item::{Action, BEGINNING, Body, Item, Leaf, Phase, Section};
use super::source::FileId;
use super::timeline::beyond;
use super::view::localise;

/// Checks a merged scenario; `file` is the one that extends nothing.
pub fn check(form: &Struct, root: &Section, file: FileId, errors: &mut Vec<Diagnostic>) {
    let mut checker = Checker {
        root,
        errors,
        path: Vec::new(),
        meant: None,
    };
    checker.sections(form, file);
    if checker.errors.is_empty() {
        checker.areas(form);
    }
}

/// A number for a message, without the dust of binary fractions.
fn rounded(value: f64) -> f64 {
    libm::round(value * 1e9) / 1e9
}

/// Advice to somebody who names a built-in area where there is none of that name.
fn area_of(name: &str) -> Option<String> {
    let area = areas::find(&name.replace('_', "-").to_lowercase())?;
    Some(format!(
        "{} is a built-in area: write `extends = \"{}\"`, and `[areas.{}...]` under it",
        area.title,
        area.name(),
        area.section()
    ))
}

struct Checker<'a> {
    root: &'a Section,
    errors: &'a mut Vec<Diagnostic>,
    path: Vec<String>,
    /// What the entry of a map at this depth of path may have meant, as advice.
    meant: Option<(usize, String)>,
}

impl Checker<'_> {
    fn sections(&mut self, form: &Struct, file: FileId) {
        let root = self.root;
        for (key, field) in &form.fields {
            match root.entries.get(key) {
                Some(entry) => self.within(key, &field.form, &entry.item, !field.required),
                None if field.required => {
                    let title = match *field.form {
                        Form::Struct(_) | Form::Map(_) => {
                            format!("the section `[{key}]` is missing")
                        }
                        _ => format!("`{key}` is missing"),
                    };
                    self.errors.push(Diagnostic::new(title).within(file));
                }
                None => {}
            }
        }
    }

    /// Local sections as they come out in their area.
    fn areas(&mut self, form: &Struct) {
        let root = self.root;
        for (name, map) in &root.entries {
            let Body::Section(areas) = &map.item.body else {
                continue;
            };
            for (area, entry) in &areas.entries {
                let Body::Section(own) = &entry.item.body else {
                    continue;
                };
                if own.local.is_empty() {
                    continue;
                }
                let view = localise(root, own);
                self.path.extend([name.clone(), area.clone()]);
                for (key, entry) in &own.local {
                    self.path.push(key.clone());
                    self.own_totals(&entry.item);
                    self.path.pop();
                }
                for key in own.local.keys() {
                    if let (Some(field), Some(entry)) =
                        (form.fields.get(key), view.entries.get(key))
                    {
                        self.within(key, &field.form, &entry.item, true);
                    }
                }
                self.path.truncate(self.path.len() - 2);
            }
        }
    }

    fn within(&mut self, key: &str, form: &Form, item: &Item, optional: bool) {
        self.path.push(key.to_owned());
        self.item(form, item, optional);
        self.path.pop();
    }

    fn item(&mut self, form: &Form, item: &Item, optional: bool) {
        match (form, &item.body) {
            (Form::Struct(form), Body::Section(section)) => {
                self.table(form, item, section, optional)
            }
            (Form::Tagged { forms, .. }, Body::Section(section)) => {
                if let Some(form) = section.tag.as_ref().and_then(|tag| forms.get(tag)) {
                    self.table(form, item, section, optional);
                }
            }
            (Form::Map(named), Body::Section(section)) => {
                self.names(named, section);
                for (key, entry) in &section.entries {
                    let others = section.entries.keys().filter(|&other| other != key);
                    let meant = self.meant_by(key, others.map(String::as_str).collect());
                    self.meant = meant.map(|help| (self.path.len() + 1, help));
                    self.within(key, &named.value, &entry.item, true);
                }
                self.meant = None;
            }
            (Form::Rows(form), Body::Rows(rows)) => {
                for row in rows.values() {
                    if let Body::Section(section) = &row.body {
                        self.table(form, row, section, false);
                    }
                }
            }
            (Form::List(form), Body::List(items)) => {
                for item in items {
                    self.item(form, item, false);
                }
            }
            (Form::Names { noun, all }, Body::Fixed(value)) => {
                self.named(noun, all, value, item);
            }
            (_, Body::Leaf(leaf)) => self.leaf(leaf, optional),
            _ => {}
        }
    }

    /// What a name may have meant: another of its map, or an area that is built in.
    fn meant_by(&self, key: &str, others: Vec<&str>) -> Option<String> {
        let near =
            nearest(key, others.iter().copied()).map(|name| format!("did you mean `{name}`?"));
        if self.path.as_slice() != ["areas"] {
            return near;
        }
        let section = key.replace('-', "_").to_lowercase();
        if others.contains(&section.as_str()) {
            return Some(format!("did you mean `{section}`?"));
        }
        area_of(key).or(near).or_else(|| {
            let name = areas::nearest(key.replace('_', "-").as_ref())?;
            area_of(name.strip_prefix("areas/")?)
        })
    }

    fn table(&mut self, form: &Struct, item: &Item, section: &Section, optional: bool) {
        let mut missing = Vec::new();
        for (key, field) in &form.fields {
            match section.entries.get(key) {
                Some(entry) => {
                    self.within(key, &field.form, &entry.item, optional || !field.required)
                }
                None if field.required => missing.push(format!("`{key}`")),
                None => {}
            }
        }
        if !missing.is_empty() {
            let path = self.path.join(".");
            let missing = missing.join(", ");
            // An entry that says next to nothing may be a misspelt one.
            let meant = match &self.meant {
                Some((depth, help)) if *depth == self.path.len() => Some(help.clone()),
                _ => None,
            };
            self.errors.push(match meant {
                Some(help) => {
                    let title = format!("there is no `[{path}]` that could be changed");
                    let error = Diagnostic::new(title).at(item.place, "not known");
                    error
                        .help(help)
                        .help(format!("a new one must have {missing}"))
                }
                None => {
                    let title = format!("`[{path}]` lacks {missing}");
                    Diagnostic::new(title).at(item.place, "this section")
                }
            });
        }
    }

    fn leaf(&mut self, leaf: &Leaf, optional: bool) {
        if let Some((date, value)) = beyond(leaf) {
            self.beyond(leaf, date, value);
        }
        let (None, Some(first)) = (&leaf.base, leaf.phases.first()) else {
            return;
        };
        let relative = first.action != Action::Set;
        if first.over > 0.0 || relative || !optional {
            let title = format!(
                "`{}` has no value before {}",
                self.path.join("."),
                first.from
            );
            let error = Diagnostic::new(title).at(
                first.to.place,
                match relative {
                    true => "changes what is not there",
                    false => "its first value",
                },
            );
            self.errors.push(error.help(match optional {
                true => "give it a value in the scenario that this one extends, or amounts by date as `phases`",
                false => "give it a value in the scenario that this one extends",
            }));
        }
    }

    /// A change that takes a value where it cannot be.
    fn beyond(&mut self, leaf: &Leaf, date: Date, value: f64) {
        let relative = |phase: &&Phase| phase.action != Action::Set && phase.from <= date;
        let Some(phase) = leaf.phases.iter().rfind(relative) else {
            return;
        };
        let when = match date {
            BEGINNING => "from the start".to_owned(),
            date => format!("on {date}"),
        };
        let title = format!(
            "`{}` comes to {} {when}, and must be {}",
            self.path.join("."),
            rounded(value),
            leaf.kind.expected()
        );
        let error = Diagnostic::new(title).at(phase.to.place, "with this change");
        self.errors
            .push(error.help("a smaller change, or a `value` in its place, would fit"));
    }

    /// Names as a value, each of which must be declared elsewhere.
    fn named(&mut self, noun: &str, all: &str, value: &Value, item: &Item) {
        let table = format!("{noun}s");
        let names = match value {
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            Value::String(name) if name != all => vec![name.as_str()],
            _ => Vec::new(),
        };
        let Some(declared) = self.root.section(&table) else {
            return;
        };
        for name in names {
            if !declared.entries.contains_key(name) {
                let title = format!("unknown {noun} \"{name}\" in `{}`", self.path.join("."));
                let known = declared.entries.keys().map(String::as_str);
                let error = Diagnostic::new(title)
                    .at(item.place, format!("not declared under `[{table}]`"))
                    .maybe_help(self.area(noun, name).or(suggest(name, known.chain([all]))));
                self.errors.push(error);
            }
        }
    }

    /// Posts and places of an area, of which there are at least one or none.
    fn own_totals(&mut self, item: &Item) {
        match &item.body {
            Body::Leaf(leaf) if leaf.total => {
                let phases = leaf.phases.iter().filter(|one| one.action == Action::Set);
                for said in leaf.base.iter().chain(phases.map(|phase| &phase.to)) {
                    if let Some(value) = said.value.number()
                        && value > 0.0
                        && value < 1.0
                    {
                        let title = format!("`{}` is less than one", self.path.join("."));
                        let error = Diagnostic::new(title).at(said.place, format!("found {value}"));
                        self.errors.push(error.help(
                            "what stands under an area is that area's own, at 1:1; write 12 for twelve",
                        ));
                    }
                }
            }
            Body::Section(section) => {
                for (key, entry) in &section.entries {
                    self.path.push(key.clone());
                    self.own_totals(&entry.item);
                    self.path.pop();
                }
            }
            _ => {}
        }
    }

    /// Advice about the name of an area.
    fn area(&self, noun: &str, name: &str) -> Option<String> {
        (noun == "area").then(|| area_of(name)).flatten()
    }

    /// Names that must be declared elsewhere, such as areas.
    fn names(&mut self, named: &Named, section: &Section) {
        let Some(noun) = &named.noun else { return };
        let table = format!("{noun}s");
        let Some(declared) = self.root.section(&table) else {
            return;
        };
        for (key, entry) in &section.entries {
            if !declared.entries.contains_key(key) {
                let title = format!("unknown {noun} `{key}` in `[{}]`", self.path.join("."));
                let names = declared.entries.keys().map(String::as_str);
                let error =
                    Diagnostic::new(title).at(entry.key, format!("not declared under `[{table}]`"));
                let help = self.area(noun, key).or(suggest(key, names));
                self.errors.push(error.maybe_help(help));
            }
        }
    }
}

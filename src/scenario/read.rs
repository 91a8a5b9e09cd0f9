//! One text against the schema: every value that fits becomes an item, everything that
//! does not becomes an error.
//!
//! Nothing is required here, since an overlay states only its changes; what a whole
//! scenario must have is looked at after merging, in [`complete`](super::complete).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::engine::Date;

use super::chain;
use super::diagnostic::{Diagnostic, nearest, suggest};
use super::edition;
use super::form::{Field, Form, Struct, form_in_words};
use super::item::{Body, Entry, Item, Layer, Onset, Section};
use super::limits::Limits;
use super::source::Place;
use super::tree::{self, Node, Table, Tree};
use super::units::Kind;
use super::words;
use super::written::Amount;

/// How a layer is to be read.
#[derive(Debug, Clone)]
pub struct Mode {
    /// When its values take effect.
    pub onset: Onset,
    /// Whether it extends nothing.
    pub is_base: bool,
    /// Its text, and those it rests on.
    pub layer: Arc<Layer>,
}

/// What is known of the surroundings of a value.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// It can only be set from the start.
    pub start_only: bool,
    /// It stands in a row or list, where a value has no date of its own.
    pub undated: bool,
    /// It is a total for the country, of which an area has its share.
    pub total: bool,
}

/// Reads one layer.
pub struct Reader<'a> {
    pub(super) mode: Mode,
    pub(super) errors: &'a mut Vec<Diagnostic>,
    pub(super) path: Vec<String>,
    pub(super) root: &'a Struct,
}

impl<'a> Reader<'a> {
    /// A reader for scenarios of this form that appends what is wrong to `errors`.
    pub fn new(root: &'a Struct, mode: Mode, errors: &'a mut Vec<Diagnostic>) -> Self {
        Self {
            mode,
            errors,
            path: Vec::new(),
            root,
        }
    }

    /// Reads a whole layer.
    pub fn layer(&mut self, table: &Table) -> Section {
        let root = self.root;
        self.table(table, root, Context::default())
    }

    fn item(&mut self, node: &Node, form: &Form, context: Context) -> Item {
        let body = self.body(node, form, context).unwrap_or(Body::Broken);
        Item {
            place: node.place,
            start_only: context.start_only,
            body,
        }
    }

    fn body(&mut self, node: &Node, form: &Form, context: Context) -> Option<Body> {
        match form {
            Form::Leaf(kind, limits) => self.leaf(node, *kind, limits, context).map(Body::Leaf),
            Form::Struct(fields) => {
                let table = self.expect_table(node)?;
                Some(Body::Section(self.table(table, fields, context)))
            }
            Form::Map(named) => {
                let table = self.expect_table(node)?;
                let field = Field {
                    form: named.value.clone(),
                    required: false,
                    start_only: context.start_only,
                    everywhere: false,
                    total: false,
                };
                let mut section = Section::default();
                for (key, entry) in table {
                    let item = self.field(key, entry, &field, context);
                    section.entries.insert(
                        key.clone(),
                        Entry {
                            key: entry.key,
                            item,
                        },
                    );
                }
                Some(Body::Section(section))
            }
            Form::Tagged { tag, forms } => self.tagged(node, tag, forms, context),
            Form::Rows(row) => self.rows(node, row, context).map(Body::Rows),
            Form::List(form) => {
                let Tree::Array(nodes) = &node.tree else {
                    return self.misfit(node, "a list");
                };
                let context = Context {
                    undated: true,
                    ..context
                };
                Some(Body::List(
                    nodes
                        .iter()
                        .map(|one| self.item(one, form, context))
                        .collect(),
                ))
            }
            plain => self.plain(node, plain).map(Body::Fixed),
        }
    }

    fn table(&mut self, table: &Table, form: &Struct, context: Context) -> Section {
        let mut section = Section {
            required: form
                .fields
                .iter()
                .filter(|(_, f)| f.required)
                .map(|(k, _)| k.clone())
                .collect(),
            shared_by: form.shared_by.clone(),
            ..Section::default()
        };
        let mut unknown = Vec::new();
        for (key, entry) in table {
            if let Some(field) = form.fields.get(key) {
                let item = self.field(key, entry, field, context);
                section.entries.insert(
                    key.clone(),
                    Entry {
                        key: entry.key,
                        item,
                    },
                );
            } else if form.local.contains(key) {
                if let Some(item) = self.local(key, entry, context) {
                    section.local.insert(
                        key.clone(),
                        Entry {
                            key: entry.key,
                            item,
                        },
                    );
                }
            } else {
                unknown.push((key, entry));
            }
        }
        for (key, entry) in unknown {
            self.unknown(key, entry, form, &mut section);
        }
        section
    }

    pub(super) fn field(
        &mut self,
        key: &str,
        entry: &tree::Entry,
        field: &Field,
        context: Context,
    ) -> Item {
        self.hold_everywhere(key, entry, field);
        let context = Context {
            start_only: context.start_only || field.start_only,
            total: field.total,
            ..context
        };
        self.path.push(key.to_owned());
        let item = self.item(&entry.node, &field.form, context);
        self.path.pop();
        item
    }

    fn unknown(&mut self, key: &str, entry: &tree::Entry, form: &Struct, section: &mut Section) {
        let about = if self.path.is_empty() {
            chain::KEYS.as_slice()
        } else {
            &[]
        };
        let names = || {
            let local = form.local.iter().map(String::as_str);
            form.keys().chain(local).chain(about.iter().copied())
        };
        let title = match (&form.noun, self.path.is_empty(), &entry.node.tree) {
            (Some(noun), _, _) => format!("unknown {noun} `{key}` in `[{}]`", self.shown()),
            (None, true, Tree::Table(_)) => format!("unknown section `[{key}]`"),
            (None, true, _) => format!("unknown key `{key}`"),
            (None, false, _) => format!("unknown key `{key}` in `[{}]`", self.shown()),
        };
        // A section of the country that no area has of its own.
        let is_national = !form.local.is_empty() && self.root.fields.contains_key(key);
        let help = match (is_national, key) {
            (true, "programme") => {
                let area = self.path.last().map_or("", String::as_str);
                Some(format!(
                    "write `[programme.NAME]` at the top, with `for = [\"{area}\"]`"
                ))
            }
            (true, key) => Some(format!("`[{key}]` is not local: it is set for all areas")),
            (false, key) => self.elsewhere(key).or_else(|| suggest(key, names())),
        };
        let error = Diagnostic::new(title).at(entry.key, "not known");
        self.errors.push(error.maybe_help(help));
        // The key that was meant is there, only misspelt: say nothing about its absence.
        if let Some(meant) = nearest(key, names())
            && form.fields.contains_key(meant)
            && !section.entries.contains_key(meant)
        {
            let item = Item {
                place: entry.node.place,
                start_only: false,
                body: Body::Broken,
            };
            section.entries.insert(
                meant.to_owned(),
                Entry {
                    key: entry.key,
                    item,
                },
            );
        }
    }

    /// What is said to somebody who looks for something in the wrong place, or by a word of the
    /// field.
    fn elsewhere(&self, key: &str) -> Option<String> {
        const FEW: usize = 3;
        let path = [self.path.as_slice(), &[key.to_owned()]].concat().join(".");
        if let Some(moved) = edition::moved(self.root.moved, &path) {
            return Some(moved.answer());
        }
        let section = self.path.last().map_or("", String::as_str);
        let known = words::exact(self.root.words, &format!("{section} {key}"))
            .or_else(|| words::exact(self.root.words, key));
        if let Some(word) = known {
            return Some(word.answer());
        }
        let paths = self.root.paths_to(key);
        let quoted: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
        let few = !quoted.is_empty() && quoted.len() <= FEW;
        few.then(|| format!("did you mean {}?", quoted.join(" or ")))
    }

    fn tagged(
        &mut self,
        node: &Node,
        tag: &str,
        forms: &BTreeMap<String, Struct>,
        context: Context,
    ) -> Option<Body> {
        let table = self.expect_table(node)?;
        let Some(entry) = table.get(tag) else {
            let names: Vec<&str> = forms.keys().map(String::as_str).collect();
            let title = format!("`{}` does not say its `{tag}`", self.shown());
            let error = Diagnostic::new(title).at(node.place, "");
            self.errors
                .push(error.help(format!("write `{tag} = ` one of {}", listed(&names))));
            return None;
        };
        let names: Vec<String> = forms.keys().cloned().collect();
        self.path.push(tag.to_owned());
        let chosen = self.plain(&entry.node, &Form::Choice(names));
        self.path.pop();
        let name = chosen?.as_str()?.to_owned();
        let mut rest = table.clone();
        rest.remove(tag);
        let mut section = self.table(&rest, forms.get(&name)?, context);
        let body = Body::Fixed(Value::from(name.as_str()));
        let item = Item {
            place: entry.node.place,
            start_only: context.start_only,
            body,
        };
        section.entries.insert(
            tag.to_owned(),
            Entry {
                key: entry.key,
                item,
            },
        );
        section.tag = Some(name);
        Some(Body::Section(section))
    }

    fn rows(
        &mut self,
        node: &Node,
        form: &Struct,
        context: Context,
    ) -> Option<BTreeMap<Date, Item>> {
        let Tree::Array(nodes) = &node.tree else {
            return self.misfit(node, "a list of tables, each with its `from`");
        };
        let context = Context {
            undated: true,
            ..context
        };
        let mut rows: BTreeMap<Date, Item> = BTreeMap::new();
        let mut previous: Option<(Date, Place)> = None;
        for one in nodes {
            let Some((from, row)) = self.row(one, form, context) else {
                continue;
            };
            if let Some((before, place)) = previous
                && from <= before
            {
                self.out_of_order(one.place, from, place, before);
            }
            previous = Some((from, row.place));
            rows.insert(from, row);
        }
        Some(rows)
    }

    fn row(&mut self, node: &Node, form: &Struct, context: Context) -> Option<(Date, Item)> {
        let table = self.expect_table(node)?;
        let (plain, about) = split_row(table, form);
        let mut section = self.table(&plain, form, context);
        self.describe_row(&mut section, &about);
        let Some(entry) = section.entries.get("from") else {
            let title = format!(
                "a row of `{}` does not say from when it holds",
                self.shown()
            );
            self.errors
                .push(Diagnostic::new(title).at(node.place, "no `from`"));
            return None;
        };
        let Body::Leaf(leaf) = &entry.item.body else {
            return None;
        };
        let Some(Amount::Day(from)) = leaf.base.as_ref().map(|base| base.value) else {
            return None;
        };
        if let Onset::On(start) = self.mode.onset
            && from < start
        {
            self.too_early(entry.item.place, from, start);
        }
        let body = Body::Section(section);
        Some((
            from,
            Item {
                place: node.place,
                start_only: context.start_only,
                body,
            },
        ))
    }

    /// A row may name the source of all it says.
    fn describe_row(&mut self, section: &mut Section, about: &Table) {
        let source = about
            .get("source")
            .and_then(|entry| self.text(&entry.node).map(|t| (t, entry.node.place)));
        let note = about.get("note").and_then(|entry| self.text(&entry.node));
        for entry in section.entries.values_mut() {
            let Body::Leaf(leaf) = &mut entry.item.body else {
                continue;
            };
            let Some(base) = &mut leaf.base else { continue };
            if base.source.is_none()
                && let Some((source, place)) = &source
            {
                base.source = Some(source.clone());
                base.source_place = Some(*place);
            }
            if base.note.is_none() {
                base.note.clone_from(&note);
            }
        }
    }

    fn plain(&mut self, node: &Node, form: &Form) -> Option<Value> {
        match (form, &node.tree) {
            (Form::Text, Tree::Text(text)) => Some(Value::from(text.as_str())),
            (Form::Bool, Tree::Bool(value)) => Some(Value::from(*value)),
            (Form::Choice(names), Tree::Text(text)) if names.contains(text) => {
                Some(Value::from(text.as_str()))
            }
            (
                Form::Number { whole, least, most },
                Tree::Number {
                    value,
                    whole: is_whole,
                },
            ) if (*is_whole || !whole) && value >= least && value <= most => Some(if *whole {
                Value::from(*value as i64)
            } else {
                Value::from(*value)
            }),
            (Form::Names { .. }, Tree::Text(text)) => Some(Value::from(text.as_str())),
            (Form::Names { .. }, Tree::Array(nodes)) if !nodes.is_empty() => {
                let names = nodes.iter().map(|node| self.text(node).map(Value::from));
                names.collect::<Option<Vec<Value>>>().map(Value::from)
            }
            (Form::Choice(names), found) => {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let title = format!("`{}` must be one of {}", self.shown(), listed(&names));
                let hint = match found {
                    Tree::Text(text) => nearest(text, names.iter().copied()),
                    _ => None,
                };
                let hint = hint.map(|name| format!("did you mean \"{name}\"?"));
                let label = format!("found {}", found.describe());
                self.errors.push(
                    Diagnostic::new(title)
                        .at(node.place, label)
                        .maybe_help(hint),
                );
                None
            }
            (form, _) => self.misfit(node, &form_in_words(form)),
        }
    }

    /// Reads a date that is not a parameter.
    pub(super) fn date(&mut self, node: &Node) -> Option<Date> {
        match self.amount(node, Kind::Day, &Limits::NONE)? {
            Amount::Day(date) => Some(date),
            _ => None,
        }
    }

    /// Reads free text that is not a parameter.
    pub(super) fn text(&mut self, node: &Node) -> Option<String> {
        match &node.tree {
            Tree::Text(text) => Some(text.clone()),
            _ => self.misfit(node, "text in quotes"),
        }
    }

    fn expect_table<'n>(&mut self, node: &'n Node) -> Option<&'n Table> {
        match &node.tree {
            Tree::Table(table) => Some(table),
            _ => self.misfit(node, "a table"),
        }
    }

    pub(super) fn misfit<T>(&mut self, node: &Node, expected: &str) -> Option<T> {
        let title = format!("`{}` must be {expected}", self.shown());
        let label = format!("found {}", node.tree.describe());
        self.errors
            .push(Diagnostic::new(title).at(node.place, label));
        None
    }

    pub(super) fn out_of_order(&mut self, place: Place, from: Date, earlier: Place, before: Date) {
        let title = format!("the dates of `{}` are out of order", self.shown());
        let label = format!("{from} is not after {before}");
        self.errors.push(
            Diagnostic::new(title)
                .at(place, label)
                .because(earlier, "the one before"),
        );
    }

    pub(super) fn too_early(&mut self, place: Place, from: Date, start: Date) {
        let title = format!("`{}` changes before the policy starts", self.shown());
        let error = Diagnostic::new(title).at(place, format!("{from} is before {start}"));
        self.errors
            .push(error.help("`[policy] from` is the earliest date on which anything may differ"));
    }

    /// The path of the value being read.
    pub(super) fn shown(&self) -> String {
        self.path.join(".")
    }
}

/// A row without its `source` and `note`, unless these are columns; and these two.
fn split_row(table: &Table, form: &Struct) -> (Table, Table) {
    let about = |key: &str| matches!(key, "source" | "note") && !form.fields.contains_key(key);
    table.clone().into_iter().partition(|(key, _)| !about(key))
}

/// Names in quotes, with commas.
pub(super) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    quoted.join(", ")
}

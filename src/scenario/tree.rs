//! A text as a tree of values, each with its place. Nothing is known yet of what the
//! values mean.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use crate::engine::Date;

use super::diagnostic::Diagnostic;
use super::source::{FileId, Place};
use super::typed;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where the value is written.
    pub place: Place,
    /// What is written there.
    pub tree: Tree,
}

/// A value of a table: where its key stands, and the value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where the key is written.
    pub key: Place,
    /// The value.
    pub node: Node,
}

/// The entries of a table by key.
pub type Table = BTreeMap<String, Entry>;

/// What may stand in a scenario.
#[derive(Debug, Clone)]
pub enum Tree {
    /// Text in quotes.
    Text(String),
    /// A number; `whole` if it was written without a point.
    Number {
        /// Its value.
        value: f64,
        /// Whether it was written without a point.
        whole: bool,
    },
    /// `true` or `false`.
    Bool(bool),
    /// A calendar date.
    Date(Date),
    /// A time of day, which nothing in a scenario takes.
    Time,
    /// A list.
    Array(Vec<Node>),
    /// A table.
    Table(Table),
}

impl Tree {
    /// What it is, in plain words, for "found ...".
    pub fn describe(&self) -> Cow<'static, str> {
        match self {
            Tree::Text(text) if text.chars().count() > 40 => "a long text".into(),
            Tree::Text(text) => format!("the text {text:?}").into(),
            Tree::Number { value, .. } => format!("the number {value}").into(),
            Tree::Bool(value) => format!("`{value}`").into(),
            Tree::Date(date) => format!("the date {date}").into(),
            Tree::Time => "a time of day".into(),
            Tree::Array(_) => "a list".into(),
            Tree::Table(_) => "a table".into(),
        }
    }
}

/// Reads a text; every syntax error is reported.
pub fn parse(file: FileId, text: &str) -> Result<Table, Vec<Diagnostic>> {
    // A byte-order mark is not part of the text, but spans count it.
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(syntax_errors(file, text, &errors));
    }
    table_of(file, table.get_ref()).map_err(|one| vec![one])
}

/// Reads a single value, such as an argument's; `base` is its offset in the text.
pub fn parse_value(file: FileId, text: &str, base: usize) -> Option<Node> {
    let value = DeValue::parse(text).ok()?;
    let mut node = node_of(file, &value).ok()?;
    shift(&mut node, base);
    Some(node)
}

fn shift(node: &mut Node, by: usize) {
    node.place.start += by;
    node.place.end += by;
    match &mut node.tree {
        Tree::Array(items) => items.iter_mut().for_each(|item| shift(item, by)),
        Tree::Table(table) => {
            for entry in table.values_mut() {
                entry.key.start += by;
                entry.key.end += by;
                shift(&mut entry.node, by);
            }
        }
        _ => {}
    }
}

/// What is wrong with the syntax. A line with a number that only people can read is told of once.
fn syntax_errors(file: FileId, text: &str, errors: &[Error]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for error in errors {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let before = &text.as_bytes()[..at];
        let line = before
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |end| end + 1);
        let slips = typed::slips(text[line..].lines().next().unwrap_or_default());
        if slips.is_empty() {
            found.push(syntax(file, text, error));
        }
        for (span, write) in slips {
            let title = "a number is written without commas, units or signs";
            let place = place(file, line + span.start..line + span.end);
            let error = Diagnostic::new(title).at(place, "");
            found.push(error.help(format!("write {write}")));
        }
    }
    // Diagnostics of the same place are one: that is seen to where they are gathered.
    found
}

fn syntax(file: FileId, text: &str, error: &Error) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let title = match error.message() {
        "recursion limit" | "cannot recurse further; max recursion depth met" => {
            "tables or lists are nested too deeply".to_owned()
        }
        message => format!("this is not valid TOML: {}", message.to_lowercase()),
    };
    let end = span.end.min(text.len());
    Diagnostic::new(title).at(place(file, span.start.min(end)..end), "")
}

fn place(file: FileId, span: Range<usize>) -> Place {
    Place {
        file,
        start: span.start,
        end: span.end,
    }
}

fn table_of(file: FileId, table: &DeTable<'_>) -> Result<Table, Diagnostic> {
    table
        .iter()
        .map(|(key, value)| {
            let entry = Entry {
                key: place(file, key.span()),
                node: node_of(file, value)?,
            };
            Ok((key.get_ref().to_string(), entry))
        })
        .collect()
}

fn node_of(file: FileId, value: &Spanned<DeValue<'_>>) -> Result<Node, Diagnostic> {
    let place = place(file, value.span());
    let tree = match value.get_ref() {
        DeValue::String(text) => Tree::Text(text.to_string()),
        DeValue::Integer(whole) => integer(place, whole.as_str(), whole.radix())?,
        DeValue::Float(float) => Tree::Number {
            value: number(place, float.as_str())?,
            whole: false,
        },
        DeValue::Boolean(value) => Tree::Bool(*value),
        DeValue::Datetime(moment) => datetime(place, moment)?,
        DeValue::Array(items) => Tree::Array(
            items
                .iter()
                .map(|item| node_of(file, item))
                .collect::<Result<_, _>>()?,
        ),
        DeValue::Table(table) => Tree::Table(table_of(file, table)?),
    };
    Ok(Node { place, tree })
}

fn integer(place: Place, text: &str, radix: u32) -> Result<Tree, Diagnostic> {
    /// Whole numbers beyond this are not all representable as `f64`.
    const LARGEST: u64 = 1 << 53;
    let value = i64::from_str_radix(text, radix)
        .ok()
        .filter(|v| v.unsigned_abs() <= LARGEST);
    let value = value.ok_or_else(|| Diagnostic::new("this number is too large").at(place, ""))?;
    Ok(Tree::Number {
        value: value as f64,
        whole: true,
    })
}

fn number(place: Place, text: &str) -> Result<f64, Diagnostic> {
    let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
    value.ok_or_else(|| Diagnostic::new("this is not a finite number").at(place, ""))
}

fn datetime(place: Place, moment: &toml::value::Datetime) -> Result<Tree, Diagnostic> {
    let (Some(date), None) = (moment.date, moment.time) else {
        return Ok(Tree::Time);
    };
    Date::new(i32::from(date.year), date.month, date.day)
        .map(Tree::Date)
        .ok_or_else(|| Diagnostic::new("there is no such day").at(place, ""))
}

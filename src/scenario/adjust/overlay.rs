//! Adjusted figures as a scenario that extends the one they come from.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::list::{Adjustment, Setting};
use crate::scenario::parameter::{Change, Figure, Parameter};
use crate::scenario::units::{DAYS_PER_MONTH, Kind};

/// What the overlay says about itself.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Lines of comment above everything.
    pub comment: Vec<String>,
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The scenario that it extends.
    pub extends: String,
    /// The source of every figure in it.
    pub source: &'static str,
    /// The note of every figure in it.
    pub note: String,
}

/// An adjustment with its new value and what is known of it.
#[derive(Clone, Debug)]
pub struct Moved<'a> {
    /// The adjustment.
    pub adjustment: &'a Adjustment,
    /// Its value.
    pub value: f64,
    /// Lower end of its range.
    pub low: f64,
    /// Upper end of its range.
    pub high: f64,
}

/// A figure with its range, as they are written.
struct Written {
    value: String,
    low: String,
    high: String,
}

/// The text of the overlay. It acts from the start.
pub fn overlay(heading: &Heading, moved: &[Moved<'_>], parameters: &[Parameter]) -> String {
    let mut text = String::new();
    for line in &heading.comment {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "# {line}");
    }
    let _ = write!(
        text,
        "name = {}\ntitle = {}\nextends = {}\n\n[policy]\nfrom = \"start\"\n",
        quoted(&heading.name),
        quoted(&heading.title),
        quoted(&heading.extends),
    );
    let written = written(moved);
    let tables = Tables {
        heading,
        written: &written,
    };
    let mut section = "";
    for parameter in parameters.iter().filter(|one| !one.path.contains('[')) {
        let Some(line) = tables.line(parameter) else {
            continue;
        };
        let (head, key) = parameter
            .path
            .split_once('.')
            .unwrap_or(("", &parameter.path));
        if head != section {
            section = head;
            let _ = write!(text, "\n[{section}]\n");
        }
        let _ = writeln!(text, "{key} = {line}");
    }
    text + &tables.rows(parameters)
}

/// Every figure that moves, by its key.
fn written(moved: &[Moved<'_>]) -> BTreeMap<String, Written> {
    let mut all = BTreeMap::new();
    for one in moved {
        let at = |value| one.adjustment.settings(value);
        let ends = at(one.low).into_iter().zip(at(one.high));
        for (Setting { path, toml, .. }, (low, high)) in at(one.value).into_iter().zip(ends) {
            let written = Written {
                value: toml,
                low: low.toml,
                high: high.toml,
            };
            all.insert(path, written);
        }
    }
    all
}

struct Tables<'a> {
    heading: &'a Heading,
    written: &'a BTreeMap<String, Written>,
}

impl Tables<'_> {
    /// The table of a parameter, if anything in it moves.
    fn line(&self, parameter: &Parameter) -> Option<String> {
        let phase = |change: &Change| format!("{}@{}", parameter.path, change.from);
        let base = self.written.get(&parameter.path);
        let moves = |change: &Change| self.written.contains_key(&phase(change));
        let any = parameter.phases.iter().any(moves);
        if base.is_none() && !any {
            return None;
        }
        let mut parts = Vec::new();
        parts.extend(base.map(range));
        parts.push(format!("source = {}", quoted(self.heading.source)));
        parts.push(format!("note = {}", quoted(&self.heading.note)));
        // Phases replace those below from the first on, so all of them are written.
        let phases = parameter.phases.iter().map(|change| {
            let figure = match self.written.get(&phase(change)) {
                Some(written) => range(written),
                None => own_range(parameter.kind, &change.to),
            };
            format!(
                "{{ from = {}{}, {figure} }}",
                change.from,
                over(change.over)
            )
        });
        let phases: Vec<String> = phases.collect();
        if any {
            parts.push(format!("phases = [{}]", phases.join(", ")));
        }
        Some(format!("{{ {} }}", parts.join(", ")))
    }

    /// Dated rows, whole: a row replaces that of its date.
    fn rows(&self, parameters: &[Parameter]) -> String {
        let mut rows: BTreeMap<(&str, &str), Vec<(&str, &Parameter)>> = BTreeMap::new();
        for parameter in parameters {
            if let Some((name, rest)) = parameter.path.split_once('[')
                && let Some((date, key)) = rest.split_once("].")
            {
                rows.entry((name, date)).or_default().push((key, parameter));
            }
        }
        rows.retain(|_, row| row.iter().any(|one| self.written.contains_key(&one.1.path)));
        let mut text = String::new();
        for ((name, date), row) in rows {
            let _ = write!(text, "\n[[{name}]]\nfrom = {date}\n");
            for (key, parameter) in row {
                let unmoved = || {
                    let base = parameter.base.as_ref()?;
                    let source = base.source.as_deref().map(quoted);
                    let source = source.map(|source| format!(", source = {source}"));
                    let range = own_range(parameter.kind, base);
                    Some(format!("{{ {range}{} }}", source.unwrap_or_default()))
                };
                if let Some(line) = self.line(parameter).or_else(unmoved) {
                    let _ = writeln!(text, "{key} = {line}");
                }
            }
        }
        text
    }
}

fn range(written: &Written) -> String {
    let Written { value, low, high } = written;
    format!("value = {value}, low = {low}, high = {high}")
}

/// A figure as its file has it.
fn own_range(kind: Kind, figure: &Figure) -> String {
    let text = |text: &str| match kind {
        Kind::Rate | Kind::Duration | Kind::Switch => quoted(text),
        _ => text.to_owned(),
    };
    let value = text(&figure.written);
    match figure.written_range.split_once(" to ") {
        Some((low, high)) => {
            let (low, high) = (text(low), text(high));
            format!("value = {value}, low = {low}, high = {high}")
        }
        None => format!("value = {value}"),
    }
}

fn over(days: f64) -> String {
    let months = days / DAYS_PER_MONTH;
    match days {
        0.0 => String::new(),
        _ if months == libm::floor(months) => format!(", over = \"{months}mo\""),
        _ => format!(", over = \"{days}d\""),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

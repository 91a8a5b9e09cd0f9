//! Figures as lines of a scenario.

use std::fmt::Write;

use toml::{Table, Value};

/// Keys of a figure in the order in which they are written.
const ORDER: [&str; 5] = ["value", "low", "high", "source", "note"];

/// A figure and how far it may be off.
pub(super) struct Range {
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// A figure of the baseline with its range.
pub(super) fn range(figure: &Value) -> Option<Range> {
    let number = |key: &str| figure.get(key).and_then(number);
    let value = number("value")?;
    Some(Range {
        value,
        low: number("low").unwrap_or(value),
        high: number("high").unwrap_or(value),
    })
}

impl Range {
    pub(super) fn at_most(&self, most: f64) -> Range {
        Range {
            value: self.value.min(most),
            low: self.low.min(most),
            high: self.high.min(most),
        }
    }

    pub(super) fn times(&self, factor: f64) -> Range {
        Range {
            value: self.value * factor,
            low: self.low * factor,
            high: self.high * factor,
        }
    }

    /// As a share, rounded down so that the shares of all areas do not come to more than one.
    pub(super) fn number(&self) -> String {
        let down = |value: f64| trimmed(&format!("{:.8}", libm::floor(value * 1e8) / 1e8));
        let [value, low, high] = [self.value, self.low, self.high].map(down);
        format!("value = {value}, low = {low}, high = {high}")
    }
}

pub(super) fn header(comments: &[String], name: &str, title: &str, about: &str) -> String {
    let mut out = String::new();
    for comment in comments {
        let _ = writeln!(out, "{}", format!("# {comment}").trim_end());
    }
    let (title, about) = (quoted(title), quoted(about));
    let _ = write!(
        out,
        "\nname = {}\ntitle = {title}\ndescription = {about}\nextends = \"baseline.toml\"\n\n[policy]\nfrom = \"start\"\n",
        quoted(name)
    );
    out
}

/// One figure.
pub(super) fn line(out: &mut String, key: &str, numbers: &str, source: &str, note: &str) {
    let (source, note) = (quoted(source), quoted(note));
    let _ = writeln!(
        out,
        "{key} = {{ {numbers}, source = {source}, note = {note} }}"
    );
}

/// Every figure of a section, but for those that are left out.
pub(super) fn leaves(out: &mut String, path: &str, value: &Value, is_out: &dyn Fn(&str) -> bool) {
    let Some(table) = table(value).filter(|_| is_section(value)) else {
        if !is_out(path) {
            let _ = writeln!(out, "{path} = {}", inline(value));
        }
        return;
    };
    for (key, value) in table {
        let below = match path {
            "" => key.clone(),
            _ => format!("{path}.{key}"),
        };
        leaves(out, &below, value, is_out);
    }
}

/// A figure on one line.
pub(super) fn inline(value: &Value) -> String {
    let Some(table) = table(value) else {
        return value.to_string();
    };
    let known = ORDER
        .iter()
        .filter_map(|key| Some((*key, table.get(*key)?)));
    let rest = table
        .iter()
        .filter(|(key, _)| !ORDER.contains(&key.as_str()));
    let all = known.chain(rest.map(|(key, value)| (key.as_str(), value)));
    let all: Vec<String> = all.map(|(key, value)| format!("{key} = {value}")).collect();
    format!("{{ {} }}", all.join(", "))
}

/// Whether a value holds figures and is none.
pub(super) fn is_section(value: &Value) -> bool {
    table(value).is_some_and(|table| !table.contains_key("value"))
}

pub(super) fn table(value: &Value) -> Option<&Table> {
    value.as_table()
}

pub(super) fn number(value: &Value) -> Option<f64> {
    value
        .as_float()
        .or_else(|| Some(value.as_integer()? as f64))
}

/// A rate such as `3.589/y`: the number, and what is behind it.
pub(super) fn rate(text: &str) -> Option<(f64, &str)> {
    let (number, per) = text.split_at(text.find('/')?);
    Some((number.trim().parse().ok()?, per))
}

pub(super) fn order(one: f64, other: f64) -> (f64, f64) {
    (one.min(other), one.max(other))
}

/// Five digits that count.
pub(super) fn short(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let before = libm::floor(libm::log10(value.abs())) as i32;
    let places = (4 - before).max(0) as usize;
    trimmed(&format!("{value:.places$}"))
}

/// A number without the nils that say nothing.
pub(super) fn trimmed(text: &str) -> String {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    }
}

pub(super) fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

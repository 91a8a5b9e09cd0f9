//! What a policy changes in the baseline: read from the resolved scenarios of a manifest.

use serde_json::Value;

use super::facts::Facts;
use super::number::Style;

/// One parameter that a policy changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its path.
    pub path: String,
    /// The value before.
    pub before: String,
    /// What it becomes.
    pub after: String,
    /// From when, and over how long.
    pub when: String,
    /// The range that is stated for it.
    pub range: String,
    /// Where it comes from.
    pub source: String,
    /// What is said of it.
    pub note: String,
    /// The width of the range over the size of the value; `NaN` without either.
    pub width: f64,
    /// From when until when it comes in, in years since nought.
    span: Option<[f64; 2]>,
}

const DAYS_PER_YEAR: f64 = 365.25;

impl Change {
    /// Whether it is what the policy says that it costs itself, which acts on nothing.
    pub fn is_cost(&self) -> bool {
        self.path.starts_with("programme")
    }

    /// Whether it only says for whom those costs are stated.
    pub fn is_scope(&self) -> bool {
        self.is_cost() && self.path.ends_with(".for")
    }
}

/// Everything that policy `index` (from nought) changes.
pub fn changes(facts: &Facts, index: usize) -> Vec<Change> {
    let parameters = |told: Option<&super::facts::Told>| {
        let found = told.and_then(|t| t.resolved.get("parameters"));
        found.cloned().unwrap_or(Value::Null)
    };
    let before = parameters(facts.baseline());
    let after = parameters(facts.policies().get(index));
    let mut all = Vec::new();
    walk(&before, &after, "", &mut all);
    all
}

/// From where to where along an axis of `years` the policies come in; nothing where they come at
/// once. The place of a year is its middle.
pub fn ramp(facts: &Facts, years: &[&str]) -> Option<[f64; 2]> {
    let all = (0..facts.policies().len()).flat_map(|n| changes(facts, n));
    ramp_of(all, years)
}

/// The same of some changes.
pub fn ramp_of(all: impl Iterator<Item = Change>, years: &[&str]) -> Option<[f64; 2]> {
    let first = years.first()?;
    let year: f64 = first.get(..4)?.parse().ok()?;
    // A financial year, such as 2027-28, starts in April.
    let start = if first.contains('-') {
        year + 0.25
    } else {
        year
    };
    let mut spans = all
        .filter_map(|change| change.span)
        .filter(|span| span[1] > span[0]);
    let [mut from, mut to] = spans.next()?;
    for [a, b] in spans {
        from = from.min(a);
        to = to.max(b);
    }
    let place = |at: f64| at - start - 0.5;
    Some([place(from), place(to)])
}

fn walk(before: &Value, after: &Value, path: &str, all: &mut Vec<Change>) {
    if before == after {
        return;
    }
    let leaf = |value: &Value| value.get("kind").is_some();
    match (before, after) {
        (_, after) if leaf(after) => all.extend(steps(before, after, path)),
        (before, Value::Object(after)) => {
            for (key, value) in after {
                let at = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                walk(before.get(key).unwrap_or(&Value::Null), value, &at, all);
            }
        }
        (before, Value::Array(after)) if after.iter().all(|row| since(row).is_some()) => {
            dated(before, after, path, all);
        }
        (before, after) => all.push(Change {
            path: path.to_owned(),
            before: plain(before),
            after: plain(after),
            when: String::new(),
            range: String::new(),
            source: String::new(),
            note: String::new(),
            width: f64::NAN,
            span: None,
        }),
    }
}

/// The day from which a row of a dated table holds.
fn since(row: &Value) -> Option<&str> {
    row.get("from")?.get("value")?.as_str()
}

/// What the new rows of a dated table change in the row that was in force until then.
fn dated(before: &Value, after: &[Value], path: &str, all: &mut Vec<Change>) {
    let old = before.as_array().map_or(&[][..], Vec::as_slice);
    for row in after.iter().filter(|row| !old.contains(row)) {
        let from = since(row);
        let until_then = old.iter().filter(|other| since(other) <= from);
        let until_then = until_then.max_by_key(|other| since(other));
        let from = from.unwrap_or_default();
        for (key, value) in row.as_object().into_iter().flatten() {
            let last = until_then.and_then(|row| row.get(key));
            let last = last.unwrap_or(&Value::Null);
            if key == "from" || last.get("value") == value.get("value") {
                continue;
            }
            let steps = steps(last, value, &format!("{path}[{from}].{key}"));
            all.extend(steps.into_iter().map(|step| Change {
                when: format!("from {from}"),
                ..step
            }));
        }
    }
}

/// The steps that a parameter takes.
fn steps(before: &Value, after: &Value, path: &str) -> Vec<Change> {
    let kind = text(after, "kind");
    let unit = text(after, "unit");
    let value = |of: &Value, key: &str| quantity(of.get(key), kind, unit);
    let phases = after.get("phases").and_then(Value::as_array);
    let of_before = before.get("phases").and_then(Value::as_array);
    let is_new = |phase: &&Value| !of_before.is_some_and(|old| old.contains(phase));
    let new: Vec<&Value> = match phases {
        Some(phases) => phases.iter().filter(is_new).collect(),
        None => vec![after],
    };
    let mut last = value(before, "value");
    let mut out = Vec::new();
    for step in new {
        let over = step.get("over").and_then(Value::as_f64).unwrap_or(0.0);
        let from = text(step, "from");
        let when = match (from, over) {
            ("", _) => String::new(),
            (from, over) if over > 0.0 => format!("from {from}, over {}", duration(over)),
            (from, _) => format!("from {from}"),
        };
        let by = Stated::of(step, kind);
        let end = |key: &str| quantity(step.get(key), by.kind, unit);
        let range = match (end("low"), end("high")) {
            (low, high) if low.is_empty() || high.is_empty() => String::new(),
            (low, high) => format!("{low} to {high}"),
        };
        let number = |key: &str| step.get(key).and_then(Value::as_f64).unwrap_or(f64::NAN);
        let after = by.show(step, unit);
        out.push(Change {
            path: path.to_owned(),
            before: std::mem::replace(&mut last, after.clone()),
            after,
            when,
            range,
            source: text(step, "source").to_owned(),
            note: text(step, "note").to_owned(),
            width: (number("high") - number("low")) / number(by.key).abs(),
            span: years_since_nought(from).map(|start| [start, start + over / DAYS_PER_YEAR]),
        });
    }
    out
}

/// How a step is stated: as a value, or as a change of what the baseline has then.
struct Stated<'a> {
    key: &'static str,
    kind: &'a str,
}

impl<'a> Stated<'a> {
    fn of(step: &Value, kind: &'a str) -> Self {
        let (key, kind) = match (step.get("times"), step.get("plus")) {
            (Some(_), _) => ("times", "multiplier"),
            (None, Some(_)) => ("plus", kind),
            (None, None) => ("value", kind),
        };
        Self { key, kind }
    }

    fn show(&self, step: &Value, unit: &str) -> String {
        let text = quantity(step.get(self.key), self.kind, unit);
        match self.key {
            "plus" => format!("plus {}", text.replace('%', " points")),
            _ => text,
        }
    }
}

fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    of.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "on".to_owned(),
        Value::Bool(false) => "off".to_owned(),
        Value::Array(items) => format!("{} entries", items.len()),
        other => other.to_string(),
    }
}

/// A value as people write it.
pub(super) fn quantity(value: Option<&Value>, kind: &str, unit: &str) -> String {
    let Some(number) = value.and_then(Value::as_f64) else {
        return value.map(plain).unwrap_or_default();
    };
    match kind {
        "probability" => format!("{}%", short(100.0 * number)),
        "money" => Style::new("pounds", number, f64::NAN).show(number),
        "duration" => duration(number),
        "multiplier" => format!("× {}", short(number)),
        _ if unit.is_empty() => short(number),
        _ => format!("{} {unit}", short(number)),
    }
}

fn short(number: f64) -> String {
    if number.abs() >= 1000.0 {
        return Style::whole().show(number);
    }
    let text = format!("{number:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn duration(days: f64) -> String {
    let (number, unit) = match days {
        d if d >= 730.0 => (d / DAYS_PER_YEAR, "years"),
        d if d >= 61.0 => (d / DAYS_PER_YEAR * 12.0, "months"),
        d => (d, "days"),
    };
    let text = short((number * 10.0).round() / 10.0);
    match text.as_str() {
        "1" => format!("1 {}", unit.trim_end_matches('s')),
        _ => format!("{text} {unit}"),
    }
}

/// `2027-04-01` as 2027.25.
fn years_since_nought(date: &str) -> Option<f64> {
    let mut parts = date.split('-');
    let year: f64 = parts.next()?.parse().ok()?;
    let month: f64 = parts.next()?.parse().ok()?;
    let day: f64 = parts.next()?.parse().ok()?;
    Some(year + (month - 1.0) / 12.0 + (day - 1.0) / DAYS_PER_YEAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_change_says_from_what_to_what_and_when() {
        let before = json!({"a": {"share": {"kind": "probability", "value": 0.5}}});
        let after = json!({"a": {"share": {"kind": "probability", "value": 0.5, "phases": [
            {"from": "2027-04-01", "over": 730.5, "value": 0.75, "low": 0.65, "high": 0.85,
             "source": "assumption"}]}}});
        let mut all = Vec::new();
        walk(&before, &after, "", &mut all);
        let [change] = all.as_slice() else {
            panic!("{all:?}")
        };
        assert_eq!(change.path, "a.share");
        assert_eq!(
            (change.before.as_str(), change.after.as_str()),
            ("50%", "75%")
        );
        assert_eq!(change.when, "from 2027-04-01, over 2 years");
        assert_eq!(change.range, "65% to 85%");
        assert_eq!(change.span, Some([2027.25, 2029.25]));
        assert!((change.width - 0.2 / 0.75).abs() < 1e-12);
    }

    /// Protects: a new row of a dated table is told by what it changes in the row before, not as an entry more.
    #[test]
    fn a_row_of_a_dated_table_is_told_by_what_it_changes() {
        let day = |date: &str| json!({"kind": "day", "value": date});
        let share = |value: f64| json!({"kind": "probability", "value": value, "low": 0.8, "high": 0.97, "source": "assumption"});
        let row = |date: &str, value: f64| json!({"from": day(date), "share": share(value), "up_to": {"kind": "duration", "value": 365.25}});
        let before = json!({"courts": {"rule": [row("2018-01-01", 0.0), row("2026-03-22", 0.5)]}});
        let after = json!({"courts": {"rule": [row("2018-01-01", 0.0), row("2026-03-22", 0.5), row("2027-04-01", 0.9)]}});
        let mut all = Vec::new();
        walk(&before, &after, "", &mut all);
        let [change] = all.as_slice() else {
            panic!("{all:?}")
        };
        assert_eq!(change.path, "courts.rule[2027-04-01].share");
        assert_eq!(
            (&*change.before, &*change.after, &*change.range),
            ("50%", "90%", "80% to 97%")
        );
        assert_eq!(change.when, "from 2027-04-01");
    }

    /// Protects: a change stated as a factor or as so much more is told as one, with its range.
    #[test]
    fn a_change_of_what_the_baseline_has_is_told_as_one() {
        let before = json!({"a": {"kind": "probability", "value": 0.5}});
        for (step, after, range) in [
            (
                json!({"times": 1.08, "low": 1.04, "high": 1.12}),
                "× 1.08",
                "× 1.04 to × 1.12",
            ),
            (
                json!({"plus": 0.2, "low": 0.1, "high": 0.3}),
                "plus 20 points",
                "10% to 30%",
            ),
        ] {
            let changed = json!({"a": {"kind": "probability", "value": 0.5, "phases": [step]}});
            let mut all = Vec::new();
            walk(&before, &changed, "", &mut all);
            assert_eq!(
                (all[0].after.as_str(), all[0].range.as_str()),
                (after, range)
            );
            assert!(all[0].width > 0.05, "{}", all[0].width);
        }
    }
}

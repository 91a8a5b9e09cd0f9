//! What is said of a value, of a change and of its dates.

use serde_json::Value;

use crate::engine::Date;
use crate::scenario::units::{DAYS_PER_MONTH, DAYS_PER_YEAR};
use crate::scenario::{Action, Change, Onset, Parameter, Shape, Step};

/// A value that is not a parameter, in a line: `share = 0.33, concerns = everybody`.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(plain).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(object) => match (object.get("kind"), object.get("value")) {
            (Some(_), Some(value)) => plain(value),
            _ => {
                let pairs = object
                    .iter()
                    .map(|(key, value)| format!("{key} = {}", plain(value)));
                pairs.collect::<Vec<_>>().join(", ")
            }
        },
        other => other.to_string(),
    }
}

/// What is counted, where the value as written does not say it.
pub(super) fn unit(parameter: &Parameter) -> &str {
    if parameter.unit == parameter.kind.unit() {
        ""
    } else {
        &parameter.unit
    }
}

/// A change as it is written: a value, `times 1.5`, `plus 12`.
pub(super) fn acted(action: Action, written: &str) -> String {
    match action {
        Action::Set => written.to_owned(),
        action => format!("{} {written}", action.key()),
    }
}

/// When a step comes, how, and until when.
pub(super) fn when_of_step(step: &Step) -> String {
    when(step.from, step.until, step.over, step.shape)
}

/// When a change of a parameter comes, how, and until when.
pub(super) fn when_of_change(change: &Change) -> String {
    when(change.onset(), change.until, change.over, change.shape)
}

fn when(from: Onset, until: Option<Date>, over: f64, shape: Shape) -> String {
    let mut words = match (from, over > 0.0) {
        (Onset::Start, _) => "from the start".to_owned(),
        (Onset::On(date), false) => format!("from {date}"),
        (Onset::On(date), true) => format!("from {date} over {}", length(over)),
    };
    if let Some(how) = shape.words() {
        words.push_str(&format!(", {how}"));
    }
    if let Some(until) = until {
        words.push_str(&format!(", until {until}"));
    }
    words
}

pub(super) fn onset(from: Onset) -> String {
    match from {
        Onset::Start => "start".to_owned(),
        Onset::On(date) => date.to_string(),
    }
}

/// Days in the largest unit that divides them.
fn length(days: f64) -> String {
    for (unit, size) in [("y", DAYS_PER_YEAR), ("mo", DAYS_PER_MONTH), ("w", 7.0)] {
        if days % size == 0.0 {
            return format!("{}{unit}", days / size);
        }
    }
    format!("{days}d")
}

pub(super) fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

//! Reading a JSON Schema: the few questions that its tables are asked.

use serde_json::Value;

use super::Object;

pub(super) fn text<'a>(object: &'a Object, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str)
}

pub(super) fn strings(values: &[Value]) -> Vec<String> {
    values
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// The texts of a list; none without it.
pub(super) fn names(object: &Object, key: &str) -> Vec<String> {
    let list = object.get(key).and_then(Value::as_array);
    list.map(|all| strings(all)).unwrap_or_default()
}

pub(super) fn is_null(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("null")
}

/// The alternatives of a schema that has several.
pub(super) fn options(schema: &Object) -> Option<Vec<&Value>> {
    let all = schema
        .get("oneOf")
        .or_else(|| schema.get("anyOf"))?
        .as_array()?;
    Some(all.iter().filter(|one| !is_null(one)).collect())
}

/// The type, other than null.
pub(super) fn type_name(schema: &Object) -> Option<&str> {
    match schema.get("type")? {
        Value::String(name) => Some(name),
        Value::Array(names) => names
            .iter()
            .filter_map(Value::as_str)
            .find(|name| *name != "null"),
        _ => None,
    }
}

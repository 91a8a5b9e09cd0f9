//! What a parameter means, in the words of the schema: for pages that explain values.

use schemars::JsonSchema;
use serde_json::Value;

use super::form::json_schema;

/// Where the definitions of a JSON Schema lie.
const DEFINITIONS: &str = "#/$defs/";

/// The comments of the schema, by the path of a parameter.
#[derive(Debug, Clone)]
pub struct Meanings {
    schema: Value,
}

impl Meanings {
    /// The comments of the model `T`.
    pub fn of<T: JsonSchema>() -> Self {
        Self {
            schema: json_schema::<T>(),
        }
    }

    /// What the parameter at `path` means; for a value by sex, offence or the like, what the whole
    /// row means and then which of its values this is. Empty where the schema says nothing.
    pub fn parameter(&self, path: &str) -> String {
        let mut said: Vec<String> = Vec::new();
        let mut here = &self.schema;
        let mut keys = path.split('.').peekable();
        while let Some(key) = keys.next() {
            let name = key.split('[').next().unwrap_or(key);
            let (next, is_level) = self.below(here, name);
            here = next;
            // A section says what its parameters are about; only the last words name the value.
            if keys.peek().is_none() || self.is_row(here) || is_level {
                said.extend(description(here).map(sentence));
            }
            here = self.resolved(here);
        }
        said.dedup();
        said.join(" ")
    }

    /// What the section named `section` is about.
    pub fn section(&self, section: &str) -> String {
        let (found, _) = self.below(&self.schema, section);
        description(found).map(sentence).unwrap_or_default()
    }

    /// What the values of the section named `section` reach first, as the schema says it. Through
    /// the queues everything reaches everything; this is where to look first when one is moved.
    pub fn acts_on(&self, section: &str) -> Option<&str> {
        self.below(&self.schema, section)
            .0
            .get("x-acts-on")?
            .as_str()
    }

    /// What lies under `name`: a field, or the value of a map; true for a field of a row of
    /// values that differ by one characteristic.
    fn below<'a>(&'a self, of: &'a Value, name: &str) -> (&'a Value, bool) {
        let is_level = self.is_row(of);
        let of = self.resolved(of);
        if let Some(field) = of.get("properties").and_then(|fields| fields.get(name)) {
            return (field, is_level);
        }
        // A national section inside an area means the same as outside.
        let national = self.schema.get("properties").and_then(|s| s.get(name));
        let is_local = of.get("x-local-sections").is_some();
        let map = of.get("additionalProperties").filter(|v| v.is_object());
        let found = match (map, national) {
            (Some(map), _) => map,
            (None, Some(section)) if is_local => section,
            _ => &Value::Null,
        };
        (found, false)
    }

    /// The definition that stands behind a reference, an option, or a list.
    fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        if let Some(name) = value.get("$ref").and_then(Value::as_str) {
            let defined = name.strip_prefix(DEFINITIONS).unwrap_or(name);
            return self.schema["$defs"].get(defined).unwrap_or(&Value::Null);
        }
        if let Some(items) = value.get("items") {
            return self.resolved(items);
        }
        match value.get("anyOf").and_then(|any| any.get(0)) {
            Some(first) => self.resolved(first),
            None => value,
        }
    }

    /// Whether a value is a row of values that differ by one characteristic.
    fn is_row(&self, value: &Value) -> bool {
        let name = value.get("$ref").and_then(Value::as_str);
        name.is_some_and(|name| name.starts_with("#/$defs/By"))
    }
}

fn description(value: &Value) -> Option<&str> {
    value.get("description").and_then(Value::as_str)
}

/// One line, ending in a full stop.
fn sentence(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.ends_with(['.', ':']) {
        true => line,
        false => format!("{line}."),
    }
}

#[cfg(test)]
mod tests {
    use super::super::schema::Model;
    use super::*;

    #[test]
    fn a_parameter_has_the_words_of_its_field() {
        let meanings = Meanings::of::<Model>();
        assert_eq!(
            meanings.parameter("release.contacts"),
            "Contacts offered in all."
        );
        assert_eq!(
            meanings.parameter("release.planned.high"),
            "People with need whose release the rules plan; a planner must have room. High or very high."
        );
    }

    #[test]
    fn a_local_value_means_what_the_national_one_means() {
        let meanings = Meanings::of::<Model>();
        let local = meanings.parameter("areas.london.release.contacts");
        assert_eq!(local, meanings.parameter("release.contacts"));
        let share = meanings.parameter("areas.london.need_share");
        assert!(share.contains("opiate and crack users"), "{share}");
    }

    #[test]
    fn a_dated_row_has_its_own_words() {
        let meanings = Meanings::of::<Model>();
        let row = meanings.parameter("prison.release_point[2024-09-10].share");
        assert!(!row.is_empty());
    }

    #[test]
    fn what_is_not_there_has_no_words() {
        assert_eq!(Meanings::of::<Model>().parameter("release.nonsense"), "");
    }
}

//! What a scenario may hold, made from the JSON Schema of the model's types.
//!
//! The schema is generated from documented Rust types, so that it exists once; this is
//! the same thing in the shape that checking needs. Understood are structs, maps, lists,
//! plain values, names to choose from, and the parameters of [`units`](super::units)
//! (`x-kind`). Extensions a type may carry:
//!
//! - `x-map-keys: "area"`: the keys of this map must be declared as keys of the table
//!   `[areas]`; without such a table it only says what a key is called;
//! - `x-names: "area"` with `x-all: "england-and-wales"`: a name declared in `[areas]`, a list of
//!   such names, or the word for all of them;
//! - `x-start-only: true`: what is inside cannot change on a date;
//! - `x-everywhere: true`: it is the same in the whole country, also in a section that is local;
//! - `x-locality: true`: tables of this type may hold overrides of every section of the scenario
//!   that is marked `x-local: true`; the schema lists them as `x-local-sections`;
//! - `x-acts-on: "..."`: what the values of a section reach first, in words;
//! - `x-total: true`: the value is a total for the whole country; in a table that may hold
//!   overrides it is the table's own, and otherwise its share of the whole;
//! - `x-share: ["need_share"]` and `x-share-of: { "police": [...] }` beside `x-locality`:
//!   the keys whose product is that share, and the sections that have another one.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value};

use super::edition::Moved;
use super::limits::Limits;
use super::units::Kind;
use super::words::Word;

mod json;

use json::{is_null, names, options, strings, text, type_name};

/// What may stand at one place of a scenario.
#[derive(Debug, Clone)]
pub enum Form {
    /// A parameter with a kind and its limits.
    Leaf(Kind, Limits),
    /// A table with known keys.
    Struct(Struct),
    /// A table whose keys are names.
    Map(Named),
    /// A list whose rows are tables in force from a date.
    Rows(Struct),
    /// Any other list.
    List(Arc<Form>),
    /// One of these names.
    Choice(Vec<String>),
    /// A table whose key `tag` says which form it has.
    Tagged {
        /// The key that decides.
        tag: String,
        /// The forms by its value.
        forms: BTreeMap<String, Struct>,
    },
    /// One name that must be declared elsewhere, several, or the word that means all of them.
    Names {
        /// What a name is called, such as `area`.
        noun: String,
        /// The word for all.
        all: String,
    },
    /// Free text.
    Text,
    /// `true` or `false`.
    Bool,
    /// A plain number with its limits.
    Number {
        /// Whether it must be whole.
        whole: bool,
        /// Smallest value.
        least: f64,
        /// Largest value.
        most: f64,
    },
}

/// A table whose keys are names.
#[derive(Debug, Clone)]
pub struct Named {
    /// What a key is called, such as `area`.
    pub noun: Option<String>,
    /// What each name holds.
    pub value: Arc<Form>,
}

/// A table with known keys.
#[derive(Debug, Clone, Default)]
pub struct Struct {
    /// Its keys.
    pub fields: BTreeMap<String, Field>,
    /// What a key is called if the keys are names, such as `substance`.
    pub noun: Option<String>,
    /// National sections that may be overridden inside.
    pub local: Vec<String>,
    /// For each of these, the keys whose product is the share of a national total.
    pub shared_by: BTreeMap<String, Vec<String>>,
    /// Words of the field, for who looks for one that is no key; of the whole scenario alone.
    pub words: &'static [Word],
    /// Keys that have another name or place now; of the whole scenario alone.
    pub moved: &'static [Moved],
}

/// A key of a [`Struct`].
#[derive(Debug, Clone)]
pub struct Field {
    /// What it holds.
    pub form: Arc<Form>,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it can only be set from the start.
    pub start_only: bool,
    /// Whether it is the same in every area, whatever else of its section is local.
    pub everywhere: bool,
    /// Whether it is a total for the country, of which an area has its share.
    pub total: bool,
}

/// The schema uses something that checking does not understand; an error of the program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the schema of `{path}` cannot be checked: {what}")]
pub struct SchemaGap {
    path: String,
    what: &'static str,
}

/// The JSON Schema of a model's scenario files.
pub fn json_schema<T: JsonSchema>() -> Value {
    let mut schema = SchemaGenerator::default()
        .into_root_schema_for::<T>()
        .to_value();
    list_local_sections(&mut schema);
    schema
}

/// Writes down, for every type that is a locality, which sections may differ there.
fn list_local_sections(schema: &mut Value) {
    let sections = schema["properties"].as_object().into_iter().flatten();
    let local = sections.filter(|(_, section)| section["x-local"] == Value::Bool(true));
    let names: Vec<Value> = local.map(|(name, _)| name.as_str().into()).collect();
    let types = schema.get_mut("$defs").and_then(Value::as_object_mut);
    for (_, of) in types.into_iter().flatten() {
        if of["x-locality"] == Value::Bool(true) {
            of["x-local-sections"] = names.clone().into();
        }
    }
}

impl Struct {
    /// The form of a whole scenario for a model type.
    ///
    /// # Errors
    ///
    /// If the type's schema uses something other than what the module describes.
    pub fn of<T: JsonSchema>() -> Result<Struct, SchemaGap> {
        let schema = json_schema::<T>();
        let reader = Reader {
            definitions: schema.get("$defs").and_then(Value::as_object),
        };
        match reader.form(&schema, &mut Vec::new())? {
            Form::Struct(whole) => Ok(whole),
            _ => Err(SchemaGap {
                path: String::new(),
                what: "it is not a table",
            }),
        }
    }

    /// The paths below this table that end in `key`.
    pub fn paths_to(&self, key: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (name, field) in &self.fields {
            let Form::Struct(inner) = field.form.as_ref() else {
                continue;
            };
            if inner.fields.contains_key(key) {
                found.push(format!("{name}.{key}"));
            }
            let deeper = inner.paths_to(key);
            found.extend(deeper.into_iter().map(|path| format!("{name}.{path}")));
        }
        found
    }

    /// The keys, in alphabetical order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(String::as_str)
    }
}

type Object = Map<String, Value>;
type Path = Vec<String>;

/// Deepest nesting of types; a type that contains itself has no end.
const DEEPEST: usize = 40;

struct Reader<'a> {
    definitions: Option<&'a Object>,
}

impl Reader<'_> {
    fn form(&self, schema: &Value, path: &mut Path) -> Result<Form, SchemaGap> {
        if path.len() > DEEPEST {
            return Err(gap(path, "its types are nested too deeply"));
        }
        let schema = self.resolve(schema, path)?;
        if let Some(kind) = text(&schema, "x-kind") {
            let kind = Kind::from_name(kind).ok_or_else(|| gap(path, "unknown kind"))?;
            let limits = schema.get("x-limits").map(Limits::from_json);
            return Ok(Form::Leaf(kind, limits.unwrap_or(kind.usual())));
        }
        if let (Some(noun), Some(all)) = (text(&schema, "x-names"), text(&schema, "x-all")) {
            let (noun, all) = (noun.to_owned(), all.to_owned());
            return Ok(Form::Names { noun, all });
        }
        if let Some(options) = options(&schema) {
            return self.choice(options, path);
        }
        if let Some(names) = schema.get("enum").and_then(Value::as_array) {
            return Ok(Form::Choice(strings(names)));
        }
        match type_name(&schema) {
            Some("object") => self.table(&schema, path),
            Some("array") => self.list(&schema, path),
            Some("string") => Ok(Form::Text),
            Some("boolean") => Ok(Form::Bool),
            Some(name @ ("number" | "integer")) => Ok(number(&schema, name == "integer")),
            _ => Err(gap(path, "it has no type")),
        }
    }

    /// Follows `$ref` and a lone alternative to null; what else stands there is kept.
    fn resolve(&self, schema: &Value, path: &Path) -> Result<Object, SchemaGap> {
        let mut object = schema
            .as_object()
            .cloned()
            .ok_or_else(|| gap(path, "it is not an object"))?;
        for _ in 0..DEEPEST {
            let inner = match self.inner(&mut object, path)? {
                Some(inner) => inner,
                None => return Ok(object),
            };
            for (key, value) in inner {
                object.entry(key).or_insert(value);
            }
        }
        Err(gap(path, "its references have no end"))
    }

    /// The schema that `object` stands for, removed from it.
    fn inner(&self, object: &mut Object, path: &Path) -> Result<Option<Object>, SchemaGap> {
        if let Some(Value::String(reference)) = object.remove("$ref") {
            let name = reference.rsplit('/').next().unwrap_or_default();
            let target = self
                .definitions
                .and_then(|all| all.get(name))
                .and_then(Value::as_object);
            return target
                .cloned()
                .map(Some)
                .ok_or_else(|| gap(path, "a reference leads nowhere"));
        }
        if object.contains_key("x-kind") || object.contains_key("x-names") {
            return Ok(None);
        }
        for key in ["anyOf", "oneOf", "allOf"] {
            let lone = object.get(key).and_then(Value::as_array).and_then(|all| {
                let mut real = all.iter().filter(|one| !is_null(one));
                real.next()
                    .filter(|_| real.next().is_none())
                    .and_then(Value::as_object)
                    .cloned()
            });
            if lone.is_some() {
                object.remove(key);
                return Ok(lone);
            }
        }
        Ok(None)
    }

    fn choice(&self, options: Vec<&Value>, path: &mut Path) -> Result<Form, SchemaGap> {
        let names: Option<Vec<String>> = options
            .iter()
            .map(
                |one| match (one.get("const"), one.get("enum").and_then(Value::as_array)) {
                    (Some(Value::String(name)), _) => Some(vec![name.clone()]),
                    (_, Some(names)) => Some(strings(names)),
                    _ => None,
                },
            )
            .collect::<Option<Vec<_>>>()
            .map(|lists| lists.concat());
        match names {
            Some(names) => Ok(Form::Choice(names)),
            None => self.tagged(&options, path),
        }
    }

    fn tagged(&self, options: &[&Value], path: &mut Path) -> Result<Form, SchemaGap> {
        let mut tags = String::new();
        let mut forms = BTreeMap::new();
        for option in options {
            let mut object = self.resolve(option, path)?;
            let (tag, value) =
                take_tag(&mut object).ok_or_else(|| gap(path, "no key tells its forms apart"))?;
            let Form::Struct(form) = self.table(&object, path)? else {
                return Err(gap(path, "one of its forms is not a table"));
            };
            tags = tag;
            forms.insert(value, form);
        }
        Ok(Form::Tagged { tag: tags, forms })
    }

    fn table(&self, schema: &Object, path: &mut Path) -> Result<Form, SchemaGap> {
        let noun = text(schema, "x-map-keys").map(str::to_owned);
        let extra = schema
            .get("additionalProperties")
            .filter(|extra| extra.is_object());
        if let Some(value) = extra {
            let value = Arc::new(self.within("*", value, path)?);
            let names = self.declared_names(schema, noun.as_deref());
            return Ok(match names {
                Some(names) => Form::Struct(named_fields(names, &value, noun)),
                None => Form::Map(Named { noun, value }),
            });
        }
        let required = schema
            .get("required")
            .and_then(Value::as_array)
            .map(|all| strings(all));
        let required = required.unwrap_or_default();
        let local = names(schema, "x-local-sections");
        let share = names(schema, "x-share");
        let other = schema.get("x-share-of").and_then(Value::as_object);
        let share_of = |section: &String| {
            let own = other.and_then(|other| other.get(section)?.as_array());
            own.map_or_else(|| share.clone(), |own| strings(own))
        };
        let shared_by = local.iter().map(|name| (name.clone(), share_of(name)));
        let mut form = Struct {
            noun,
            shared_by: shared_by.collect(),
            local,
            ..Struct::default()
        };
        let properties = schema.get("properties").and_then(Value::as_object);
        for (key, property) in properties.into_iter().flatten() {
            let field = Field {
                form: Arc::new(self.within(key, property, path)?),
                required: required.contains(key),
                start_only: self.has_mark("x-start-only", property, path)?,
                everywhere: self.has_mark("x-everywhere", property, path)?,
                total: self.has_mark("x-total", property, path)?,
            };
            form.fields.insert(key.clone(), field);
        }
        Ok(Form::Struct(form))
    }

    fn within(&self, key: &str, schema: &Value, path: &mut Path) -> Result<Form, SchemaGap> {
        path.push(key.to_owned());
        let form = self.form(schema, path);
        path.pop();
        form
    }

    fn has_mark(&self, mark: &str, schema: &Value, path: &Path) -> Result<bool, SchemaGap> {
        Ok(self.resolve(schema, path)?.get(mark) == Some(&Value::Bool(true)))
    }

    /// Keys of a map that are known: listed next to it, or the names of the type its keys have.
    fn declared_names(&self, schema: &Object, noun: Option<&str>) -> Option<Vec<String>> {
        if let Some(names) = schema
            .get("propertyNames")
            .and_then(|names| names.get("enum"))
        {
            return names.as_array().map(|names| strings(names));
        }
        let noun = noun?;
        let mut definitions = self.definitions?.iter();
        let (name, schema) = definitions.find(|(name, _)| name.eq_ignore_ascii_case(noun))?;
        match self.form(schema, &mut vec![name.clone()]) {
            Ok(Form::Choice(names)) => Some(names),
            _ => None,
        }
    }

    fn list(&self, schema: &Object, path: &mut Path) -> Result<Form, SchemaGap> {
        let items = schema
            .get("items")
            .ok_or_else(|| gap(path, "its items have no form"))?;
        match self.within("[]", items, path)? {
            Form::Struct(row) if is_dated(&row) => Ok(Form::Rows(row)),
            form => Ok(Form::List(Arc::new(form))),
        }
    }
}

fn gap(path: &Path, what: &'static str) -> SchemaGap {
    SchemaGap {
        path: path.join("."),
        what,
    }
}

fn number(schema: &Object, whole: bool) -> Form {
    let limit = |key: &str, open: f64| schema.get(key).and_then(Value::as_f64).unwrap_or(open);
    // Only the small formats state their limits.
    let (least, most) = match text(schema, "format") {
        Some("uint32") => (0.0, f64::from(u32::MAX)),
        Some("int32") => (f64::from(i32::MIN), f64::from(i32::MAX)),
        Some("uint64" | "uint") => (0.0, f64::INFINITY),
        _ => (f64::NEG_INFINITY, f64::INFINITY),
    };
    Form::Number {
        whole,
        least: limit("minimum", least),
        most: limit("maximum", most),
    }
}

/// Removes the property that has only one possible value, with that value.
fn take_tag(object: &mut Object) -> Option<(String, String)> {
    let properties = object.get_mut("properties")?.as_object_mut()?;
    let (tag, value) = properties.iter().find_map(|(key, property)| {
        let value = property.get("const").and_then(Value::as_str)?;
        Some((key.clone(), value.to_owned()))
    })?;
    properties.remove(&tag);
    Some((tag, value))
}

fn named_fields(names: Vec<String>, value: &Arc<Form>, noun: Option<String>) -> Struct {
    let field = || Field {
        form: Arc::clone(value),
        required: false,
        start_only: false,
        everywhere: false,
        total: false,
    };
    let fields = names.into_iter().map(|name| (name, field())).collect();
    Struct {
        fields,
        noun,
        ..Struct::default()
    }
}

fn is_dated(row: &Struct) -> bool {
    let from = row.fields.get("from").map(|field| field.form.as_ref());
    matches!(from, Some(Form::Leaf(Kind::Day, _)))
}

/// What may stand at a place, in words.
pub(super) fn form_in_words(form: &Form) -> String {
    match form {
        Form::Names { noun, all } => format!("\"{all}\" or a list of {noun}s in quotes"),
        Form::Text => "text in quotes".to_owned(),
        Form::Bool => "true or false".to_owned(),
        Form::Number { whole, least, most } => {
            let noun = if *whole { "a whole number" } else { "a number" };
            match (least.is_finite(), most.is_finite()) {
                (true, true) => format!("{noun} between {least} and {most}"),
                (true, false) => format!("{noun} of at least {least}"),
                (false, true) => format!("{noun} of at most {most}"),
                (false, false) => noun.to_owned(),
            }
        }
        _ => "something else".to_owned(),
    }
}

#[cfg(test)]
mod tests;

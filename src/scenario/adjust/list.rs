//! Which figures are adjusted: a file, or keys on the command line.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;
use toml::{Spanned, Value};

use super::notation::{Notation, factor, moved};
use crate::scenario::diagnostic::nearest;
use crate::scenario::item::Action;
use crate::scenario::parameter::{Change, Figure, Parameter};
use crate::scenario::units::Kind;

/// Sources of figures that are not open to adjustment.
const FIXED: [&str; 2] = ["law", "definition"];

/// What is wrong with a list of adjustments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdjustError {
    /// The file, or the option.
    pub file: String,
    /// The line, from 1, in a file.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl fmt::Display for AdjustError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for AdjustError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    parameter: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: Option<String>,
    keys: Vec<Spanned<String>>,
    low: Option<Value>,
    high: Option<Value>,
    #[serde(default)]
    why: String,
}

/// One number that is adjusted.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// Its name: the key, or that of the group.
    pub name: String,
    /// Why it is adjusted.
    pub why: String,
    /// Whether it is a factor on its figures rather than the figure itself.
    pub is_factor: bool,
    /// Its present value, in the notation of the file; of a factor one.
    pub start: f64,
    /// The lowest and the highest it may be.
    pub range: (f64, f64),
    figures: Vec<Adjusted>,
}

/// A figure that is adjusted.
#[derive(Clone, Debug)]
struct Adjusted {
    /// Its key, with `@DATE` for a phase.
    path: String,
    notation: Notation,
    number: f64,
    phases: Vec<Adjusted>,
}

/// One figure at a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its key, with `@DATE` for a phase.
    pub path: String,
    /// As it is written, without quotes.
    pub text: String,
    /// As it stands in a scenario file.
    pub toml: String,
    /// In the unit of its kind.
    pub canonical: f64,
}

impl Adjustment {
    /// The kind of what is adjusted; of a factor that of a multiplier.
    pub fn kind(&self) -> Kind {
        match (self.is_factor, self.figures.first()) {
            (false, Some(one)) => one.notation.kind,
            _ => Kind::Multiplier,
        }
    }

    /// The value as it is written.
    pub fn text(&self, value: f64) -> String {
        match (self.is_factor, self.figures.first()) {
            (false, Some(one)) => one.notation.text(value),
            _ => value.to_string(),
        }
    }

    /// Every figure when the adjustment is at `value`, phases after the value they belong to.
    pub fn settings(&self, value: f64) -> Vec<Setting> {
        let mut settings = Vec::new();
        for one in &self.figures {
            let kind = one.notation.kind;
            let (number, factor) = match self.is_factor {
                true => (moved(kind, one.number, value), value),
                // A figure without phases needs no factor.
                false => (value, factor(kind, one.number, value).unwrap_or(1.0)),
            };
            settings.push(one.at(number));
            for phase in &one.phases {
                settings.push(phase.at(moved(kind, phase.number, factor)));
            }
        }
        settings
    }
}

impl Adjusted {
    fn at(&self, number: f64) -> Setting {
        Setting {
            path: self.path.clone(),
            text: self.notation.text(number),
            toml: self.notation.toml(number),
            canonical: self.notation.canonical(number).unwrap_or(number),
        }
    }
}

/// All adjustments of a scenario.
#[derive(Clone, Debug)]
pub struct Adjustments(pub Vec<Adjustment>);

impl Adjustments {
    /// Reads `text`, the content of `file`, about a scenario with these parameters.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn read(file: &str, text: &str, parameters: &[Parameter]) -> Result<Self, AdjustError> {
        let line_of = |byte: usize| 1 + text.bytes().take(byte).filter(|b| *b == b'\n').count();
        let parsed: File = toml::from_str(text).map_err(|error| AdjustError {
            file: file.to_owned(),
            line: error.span().map(|span| line_of(span.start)),
            message: error.message().to_owned(),
            help: None,
        })?;
        let reader = Reader {
            file,
            line_of: &line_of,
            parameters,
            named: named(&parsed.parameter),
        };
        let all = parsed.parameter.iter().map(|entry| reader.entry(entry));
        reader.distinct(all.collect::<Result<_, _>>()?)
    }

    /// Single figures by their keys, as an option of the command line named `option` gives them.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn of_keys(
        option: &str,
        keys: &[String],
        parameters: &[Parameter],
    ) -> Result<Self, AdjustError> {
        let entry = |key: &String| Entry {
            name: None,
            keys: vec![Spanned::new(0..0, key.clone())],
            low: None,
            high: None,
            why: String::new(),
        };
        let entries: Vec<Entry> = keys.iter().map(entry).collect();
        let reader = Reader {
            file: option,
            line_of: &|_| 0,
            parameters,
            named: named(&entries),
        };
        let all = entries.iter().map(|entry| reader.entry(entry));
        reader.distinct(all.collect::<Result<_, _>>()?)
    }
}

/// The later values of a parameter; factors and what is added stay what they are.
fn values(parameter: &Parameter) -> impl Iterator<Item = &Change> {
    let phases = parameter.phases.iter();
    phases.filter(|phase| phase.action == Action::Set)
}

/// Keys that are adjusted by themselves.
fn named(entries: &[Entry]) -> BTreeSet<String> {
    let keys = entries.iter().flat_map(|entry| &entry.keys);
    keys.map(|key| key.get_ref().clone()).collect()
}

struct Reader<'a> {
    file: &'a str,
    line_of: &'a dyn Fn(usize) -> usize,
    parameters: &'a [Parameter],
    named: BTreeSet<String>,
}

impl Reader<'_> {
    fn error(&self, key: &Spanned<String>, message: String) -> AdjustError {
        let line = (self.line_of)(key.span().start);
        AdjustError {
            file: self.file.to_owned(),
            line: (line > 0).then_some(line),
            message,
            help: None,
        }
    }

    fn entry(&self, entry: &Entry) -> Result<Adjustment, AdjustError> {
        let Some(first) = entry.keys.first() else {
            return Err(AdjustError {
                file: self.file.to_owned(),
                line: None,
                message: "a parameter has no keys".to_owned(),
                help: Some("write keys = [\"section.key\"]".to_owned()),
            });
        };
        let is_factor = entry.keys.len() > 1 || first.get_ref().ends_with(".*");
        let mut figures = Vec::new();
        for key in &entry.keys {
            figures.extend(self.figures(key)?);
        }
        let name = match (&entry.name, is_factor) {
            (Some(name), _) => name.clone(),
            (None, false) => first.get_ref().clone(),
            (None, true) => format!("{} (factor)", first.get_ref()),
        };
        let (start, range) = match is_factor {
            true => {
                if figures.iter().any(|one| one.number <= 0.0) {
                    let message = format!("`{name}` is a factor, but one of its figures is nil");
                    return Err(self.error(first, message));
                }
                (1.0, self.factor_range(entry, first)?)
            }
            false => (figures[0].number, self.range(entry, first, &figures[0])?),
        };
        Ok(Adjustment {
            name,
            why: entry.why.clone(),
            is_factor,
            start,
            range,
            figures,
        })
    }

    /// The figures that a key means: one, or with `.*` all directly below that are open.
    fn figures(&self, key: &Spanned<String>) -> Result<Vec<Adjusted>, AdjustError> {
        let text = key.get_ref();
        let Some(above) = text.strip_suffix(".*") else {
            return Ok(vec![self.figure(key, text)?]);
        };
        let below = self.parameters.iter().filter(|one| {
            let rest = one.path.strip_prefix(above);
            let own = rest.and_then(|rest| rest.strip_prefix('.'));
            own.is_some_and(|own| !own.contains('.')) && is_open(one)
        });
        let found: Result<Vec<Adjusted>, _> =
            below.map(|one| self.figure(key, &one.path)).collect();
        match found? {
            found if found.is_empty() => Err(self.unknown(key, above)),
            found => Ok(found),
        }
    }

    fn figure(&self, key: &Spanned<String>, path: &str) -> Result<Adjusted, AdjustError> {
        let own = path.split('@').next().unwrap_or_default();
        let is_there = self.parameters.iter().any(|one| one.path == own);
        if !is_there {
            return Err(self.unknown(key, own));
        }
        let no_number = || self.error(key, format!("`{path}` has no number that could be fitted"));
        let found = self.look(path).filter(|(one, _)| one.kind.is_numeric());
        let (parameter, figure) = found.ok_or_else(no_number)?;
        let kind = parameter.kind;
        let mut one = adjusted(kind, path.to_owned(), figure).ok_or_else(no_number)?;
        if path != own {
            return Ok(one);
        }
        for phase in values(parameter) {
            let path = format!("{path}@{}", phase.at);
            if !self.named.contains(&path) {
                let phase = adjusted(kind, path, &phase.to).ok_or_else(no_number)?;
                one.phases.push(phase);
            }
        }
        if !one.phases.is_empty() && factor(kind, one.number, one.number).is_none() {
            let message = format!("`{path}` is nil or certain, so its phases cannot follow it");
            return Err(self.error(key, message));
        }
        Ok(one)
    }

    /// The parameter and the figure that a path means, with `@DATE` a phase.
    fn look(&self, path: &str) -> Option<(&Parameter, &Figure)> {
        let (own, date) = match path.split_once('@') {
            Some((own, date)) => (own, Some(date)),
            None => (path, None),
        };
        let parameter = self.parameters.iter().find(|one| one.path == own)?;
        let mut phases = values(parameter);
        let figure = match date {
            None => parameter.base.as_ref()?,
            Some(date) => &phases.find(|phase| phase.at == date)?.to,
        };
        Some((parameter, figure))
    }

    fn unknown(&self, key: &Spanned<String>, path: &str) -> AdjustError {
        let error = self.error(key, format!("there is no parameter `{path}`"));
        let paths = self.parameters.iter().map(|one| one.path.as_str());
        let near = nearest(path, paths);
        AdjustError {
            help: Some(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`throughcare check SCENARIO` lists every parameter".to_owned(),
            }),
            ..error
        }
    }

    /// The range of a single figure, in its own notation: that of the file, else that of the
    /// scenario.
    fn range(
        &self,
        entry: &Entry,
        key: &Spanned<String>,
        one: &Adjusted,
    ) -> Result<(f64, f64), AdjustError> {
        let figure = self.look(&one.path).map(|(_, figure)| figure);
        let written = |value: &Option<Value>| {
            let text = match value.as_ref()? {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            one.notation.kind.number_of(&text)
        };
        let low = written(&entry.low).or(figure.and_then(|f| f.low));
        let high = written(&entry.high).or(figure.and_then(|f| f.high));
        let unit = one.notation.canonical(one.number).unwrap_or(one.number) / one.number;
        match (low, high) {
            (Some(low), Some(high)) if one.number != 0.0 => {
                Ok((tidy(low / unit), tidy(high / unit)))
            }
            (Some(low), Some(high)) => Ok((low, high)),
            _ => {
                let error = self.error(key, format!("`{}` has no range", one.path));
                Err(AdjustError {
                    help: Some("give it low and high, in the scenario or here".to_owned()),
                    ..error
                })
            }
        }
    }

    fn factor_range(
        &self,
        entry: &Entry,
        key: &Spanned<String>,
    ) -> Result<(f64, f64), AdjustError> {
        let number = |value: &Option<Value>| match value {
            Some(Value::Float(number)) => Some(*number),
            Some(Value::Integer(number)) => Some(*number as f64),
            _ => None,
        };
        match (number(&entry.low), number(&entry.high)) {
            (Some(low), Some(high)) if low > 0.0 => Ok((low, high)),
            _ => {
                let message = "several figures move by one factor, which has no range".to_owned();
                Err(AdjustError {
                    help: Some("give its low and high, as low = 0.8 and high = 1.25".to_owned()),
                    ..self.error(key, message)
                })
            }
        }
    }

    /// A figure that two adjustments moved would have two values.
    fn distinct(&self, all: Vec<Adjustment>) -> Result<Adjustments, AdjustError> {
        let mut seen = BTreeSet::new();
        let mut names = BTreeSet::new();
        let plain = |message| AdjustError {
            file: self.file.to_owned(),
            line: None,
            message,
            help: Some("name it once".to_owned()),
        };
        for one in &all {
            if !names.insert(&one.name) {
                return Err(plain(format!("two parameters are called `{}`", one.name)));
            }
            for setting in one.settings(one.start) {
                if !seen.insert(setting.path.clone()) {
                    return Err(plain(format!("`{}` is named twice", setting.path)));
                }
            }
        }
        Ok(Adjustments(all))
    }
}

fn adjusted(kind: Kind, path: String, figure: &Figure) -> Option<Adjusted> {
    let (number, notation) = Notation::of(kind, &figure.written)?;
    notation.canonical(number)?;
    Some(Adjusted {
        path,
        notation,
        number,
        phases: Vec::new(),
    })
}

/// Without the last bits that a change of unit leaves.
fn tidy(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}

/// Whether a figure is neither nil nor fixed by law or definition.
fn is_open(parameter: &Parameter) -> bool {
    parameter.base.as_ref().is_some_and(|figure| {
        let fixed = figure.source.as_deref().is_some_and(|s| FIXED.contains(&s));
        let above_nil = figure.canonical.number().is_some_and(|number| number > 0.0);
        !fixed && above_nil
    })
}

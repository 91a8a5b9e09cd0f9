//! Values that are possible each and impossible together.
//!
//! A model states its [`Relation`]s once ([`Related`]); they are held when a scenario is loaded,
//! at the start, on every date on which one of their values changes, and in every area that has
//! a value of its own among them. So `check` and `run` accept the same scenarios.

mod view;

use std::collections::BTreeSet;

use super::diagnostic::Diagnostic;
use super::edition::Moved;
use super::item::{Body, Section};
use super::limits::shown;
use super::source::{FileId, Place};
use super::units::Kind;
use super::view::localise;
use super::words::Word;

pub use view::View;

/// A model that knows what its values must be together.
pub trait Related {
    /// What must hold between values.
    fn relations() -> Vec<Relation> {
        Vec::new()
    }

    /// The words of the field that the model is about.
    fn words() -> &'static [Word] {
        &[]
    }

    /// Keys that have another name or place now.
    fn moved() -> &'static [Moved] {
        &[]
    }
}

/// Something that must hold between values.
#[derive(Debug, Clone)]
pub struct Relation {
    /// The values it concerns; `*` stands for every name in a table.
    pub over: Vec<String>,
    /// What must hold.
    pub rule: Rule,
    /// Why, for who broke it.
    pub why: &'static str,
}

/// What must hold between some values.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// They add up to no more than this.
    AddUpTo(f64),
    /// At least one of them is above 0.
    NotAllNil,
    /// None of them is above the last.
    AtMostLast,
    /// All of them are below the last.
    BelowLast,
    /// Something that has no name of its own.
    Of(fn(&View<'_>) -> Vec<Fault>),
}

/// What is wrong.
#[derive(Debug, Clone)]
pub struct Fault {
    /// In one sentence.
    pub title: String,
    /// The value to look at first.
    pub path: String,
    /// What is said at the value.
    pub label: String,
    /// The values that are wrong with it; one that somebody changed is blamed first.
    pub with: Vec<String>,
}

/// How far a sum of shares may be above what it adds up to: shares are rounded.
const SLACK: f64 = 1e-6;
/// Other values that are shown at most.
const OTHERS: usize = 3;

/// Holds the relations in a merged scenario; `base` is the text that all rests on, whose values
/// are blamed last.
pub fn check(relations: &[Relation], root: &Section, base: FileId, errors: &mut Vec<Diagnostic>) {
    for relation in relations {
        Held {
            relation,
            base,
            area: None,
        }
        .check(root, errors);
    }
    let Some(areas) = root.section("areas") else {
        return;
    };
    for (name, entry) in &areas.entries {
        let Body::Section(own) = &entry.item.body else {
            continue;
        };
        let touched = |relation: &&Relation| relation.reads_any(own);
        let touched: Vec<&Relation> = relations.iter().filter(touched).collect();
        if touched.is_empty() {
            continue;
        }
        let view = localise(root, own);
        for relation in touched {
            Held {
                relation,
                base,
                area: Some(name),
            }
            .check(&view, errors);
        }
    }
}

impl Relation {
    /// Whether one of its values is overridden under an area.
    fn reads_any(&self, own: &Section) -> bool {
        let own = Section {
            entries: own.local.clone(),
            ..Section::default()
        };
        let view = View::new(&own, None);
        let paths = self.over.iter().flat_map(|pattern| view.expand(pattern));
        paths.into_iter().any(|path| view.place(&path).is_some())
    }
}

/// A relation in one place.
struct Held<'a> {
    relation: &'a Relation,
    base: FileId,
    area: Option<&'a str>,
}

impl Held<'_> {
    /// Looks at the start and at every date on which a value changes; one fault is enough.
    fn check(&self, section: &Section, errors: &mut Vec<Diagnostic>) {
        let start = View::new(section, None);
        let paths: Vec<String> = self
            .relation
            .over
            .iter()
            .flat_map(|pattern| start.expand(pattern))
            .collect();
        let mut dates = BTreeSet::new();
        paths.iter().for_each(|path| start.dates(path, &mut dates));
        let dates = dates.into_iter().map(Some);
        for date in std::iter::once(None).chain(dates) {
            let view = View::new(section, date);
            let faults = self.faults(&view, &paths);
            if !faults.is_empty() {
                errors.extend(faults.into_iter().map(|fault| self.told(&view, fault)));
                return;
            }
        }
    }

    fn faults(&self, view: &View<'_>, paths: &[String]) -> Vec<Fault> {
        let values: Option<Vec<f64>> = paths.iter().map(|path| view.number(path)).collect();
        let fault = match (self.relation.rule, values) {
            (Rule::Of(look), _) => return look(view),
            // What has no value yet is in force nowhere.
            (_, None) => None,
            (Rule::AddUpTo(most), Some(values)) => self.sum(view, paths, &values, most),
            (Rule::NotAllNil, Some(values)) => {
                let nil = !values.is_empty() && values.iter().all(|value| *value <= 0.0);
                let title = format!("{} are all 0", self.names());
                nil.then(|| self.fault(view, paths, title))
            }
            (Rule::AtMostLast, Some(values)) => self.order(view, paths, &values, false),
            (Rule::BelowLast, Some(values)) => self.order(view, paths, &values, true),
        };
        fault.into_iter().collect()
    }

    fn sum(&self, view: &View<'_>, paths: &[String], values: &[f64], most: f64) -> Option<Fault> {
        let sum: f64 = values.iter().sum();
        let title = format!(
            "{} add up to {}, more than {most}",
            self.names(),
            shown(Kind::Number, libm::round(sum * 1e6) / 1e6)
        );
        (sum > most + SLACK).then(|| self.fault(view, paths, title))
    }

    /// Whether all values are at most, or below, the last.
    fn order(
        &self,
        view: &View<'_>,
        paths: &[String],
        values: &[f64],
        strictly: bool,
    ) -> Option<Fault> {
        let (last, others) = values.split_last()?;
        let (bound, _) = paths.split_last()?;
        let wrong = |value: f64| value > *last || (strictly && value == *last);
        let at = others.iter().position(|value| wrong(*value))?;
        let show = |path: &str, value| shown(view.kind(path).unwrap_or(Kind::Number), value);
        let must = if strictly { "below" } else { "at most" };
        let title = format!("`{}` must be {must} `{bound}`", self.named(&paths[at]));
        Some(Fault {
            title,
            path: paths[at].clone(),
            label: format!(
                "{} against {}",
                show(&paths[at], others[at]),
                show(bound, *last)
            ),
            with: vec![paths[at].clone(), bound.clone()],
        })
    }

    /// A fault of all values together.
    fn fault(&self, view: &View<'_>, paths: &[String], title: String) -> Fault {
        let path = self.changed(view, paths).or(paths.last().cloned());
        let path = path.unwrap_or_default();
        Fault {
            title,
            label: self.value(view, &path),
            path,
            with: paths.to_vec(),
        }
    }

    /// The last of some values that does not stand in the text on which all rests.
    fn changed(&self, view: &View<'_>, paths: &[String]) -> Option<String> {
        let own = |path: &&String| view.place(path).is_some_and(|at| at.file != self.base);
        paths.iter().rev().find(own).cloned()
    }

    fn value(&self, view: &View<'_>, path: &str) -> String {
        match (view.number(path), view.kind(path), view.day(path)) {
            (Some(value), Some(kind), _) => shown(kind, value),
            (_, _, Some(day)) => day.to_string(),
            _ => String::new(),
        }
    }

    /// The values as they are written in the relation.
    fn names(&self) -> String {
        let quoted: Vec<String> = self
            .relation
            .over
            .iter()
            .map(|p| format!("`{p}`"))
            .collect();
        match quoted.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, first)) => format!("{} and {last}", first.join(", ")),
            None => String::new(),
        }
    }

    fn named(&self, path: &str) -> String {
        match self.area {
            Some(area) => format!("areas.{area}.{path}"),
            None => path.to_owned(),
        }
    }

    fn told(&self, view: &View<'_>, fault: Fault) -> Diagnostic {
        let mut title = fault.title;
        if let Some(area) = self.area.filter(|_| !title.contains("areas.")) {
            title.push_str(&format!(" in {area}"));
        }
        if let Some(date) = view.date() {
            title.push_str(&format!(" from {date} on"));
        }
        let stands = std::slice::from_ref(&fault.path);
        let blamed = self
            .changed(view, stands)
            .or(self.changed(view, &fault.with));
        let blamed = blamed.unwrap_or(fault.path);
        let mut error = Diagnostic::new(title);
        if let Some(place) = view.place(&blamed) {
            error = error.at(place, fault.label);
        }
        let others: BTreeSet<(Place, &String)> = fault
            .with
            .iter()
            .filter(|path| **path != blamed)
            .filter_map(|path| Some((view.place(path)?, path)))
            .filter(|(place, _)| place.file != self.base || fault.with.len() <= OTHERS)
            .collect();
        for (place, path) in others.into_iter().take(OTHERS) {
            error = error.because(place, self.value(view, path));
        }
        match self.relation.why {
            "" => error,
            why => error.help(why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Scenario;
    use super::super::schema::Model;
    use super::*;

    /// Protects: a relation over a value that was renamed would hold nothing.
    #[test]
    fn every_relation_is_about_values_that_exist() {
        // Only a policy has a programme of its own.
        let of = |name: &str| Scenario::<Model>::load(name, &[]).unwrap().parameters();
        let mut parameters = of("baseline");
        parameters.extend(of("front-loaded-release"));
        let exists = |pattern: &str| {
            parameters.iter().any(|one| {
                let (mut names, mut parts) = (one.path.split('.'), pattern.split('.'));
                let pairs = names.by_ref().zip(parts.by_ref());
                pairs
                    .into_iter()
                    .all(|(name, part)| part == "*" || part == name)
                    && parts.next().is_none()
            })
        };
        for relation in Model::relations() {
            for pattern in &relation.over {
                let plain = ["settings.law", "prison.release_point", "costs.price_year"]
                    .contains(&pattern.as_str());
                assert!(plain || exists(pattern), "{pattern}");
            }
        }
    }
}

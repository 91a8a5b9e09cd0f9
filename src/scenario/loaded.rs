//! A scenario as the rest of the program sees it.

use std::collections::BTreeSet;
use std::marker::PhantomData;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::engine::Date;

use super::acts::{self, Act};
use super::builtin::Library;
use super::chain::{Document, Loader};
use super::complete;
use super::diagnostic::{Diagnostic, Diagnostics};
use super::difference::{self, Difference};
use super::direction::{self, Direction};
use super::form::Struct;
use super::in_force::{LaidOut, Mismatch};
use super::item::{BEGINNING, Body, Onset, Section};
use super::overrides::{self, Overrides};
use super::parameter::{self, Parameter};
use super::reach::Areas;
use super::relations::{self, Related};
use super::resolved;
use super::source::{FileId, Sources};
use super::stack::{Stack, tops};
use super::timeline::{When, policy_dates, section_dates};
use super::view::localise;

/// A scenario that was read, merged with what it extends, and checked; `T` are the
/// model's own types.
#[derive(Debug)]
pub struct Scenario<T> {
    name: String,
    title: Option<String>,
    description: Option<String>,
    /// Stated start of the policy; `None` for a scenario that extends nothing.
    stated: Option<Onset>,
    root: Section,
    /// What this extends, for its differences.
    parent: Option<Section>,
    /// What the whole chain rests on.
    base: Option<Section>,
    /// The name of the text that the whole chain rests on.
    foundation: String,
    /// The texts that say what the world is from the start.
    world: Vec<FileId>,
    /// The names of those that this scenario rests on, apart from the one that all rests on.
    rests_on: Vec<String>,
    /// What an analyst should hear, though it is no error.
    warnings: Vec<String>,
    sources: Sources,
    model: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned + JsonSchema + Related> Scenario<T> {
    /// Loads a scenario: a file, the name of a built-in one, or a bundle `A.toml+B.toml`,
    /// with `--set` overrides as pairs of key and value.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the files and arguments, with places and suggestions.
    pub fn load(spec: &str, overrides: &[(String, String)]) -> Result<Self, Diagnostics> {
        Self::load_with(spec, overrides, &Library::built_in())
    }

    /// [`load`](Self::load) with other scenarios at hand by name.
    ///
    /// # Errors
    ///
    /// As for [`load`](Self::load).
    pub fn load_with(
        spec: &str,
        overrides: &[(String, String)],
        library: &Library,
    ) -> Result<Self, Diagnostics> {
        let mut loader = Loader::new(library);
        let documents = loader.documents(spec);
        let Loader {
            mut sources,
            mut errors,
            ..
        } = loader;
        let overrides = overrides::read(overrides, &mut sources, &mut errors);
        let form = Struct::of::<T>().map(|form| Struct {
            words: T::words(),
            moved: T::moved(),
            ..form
        });
        let built = match (form, documents) {
            (Ok(form), Some(documents)) => {
                Self::build(&form, documents, &overrides, sources, &mut errors)
            }
            (Err(gap), _) => {
                errors.push(Diagnostic::new(gap.to_string()));
                Err(sources)
            }
            (_, None) => Err(sources),
        };
        match built {
            Ok(scenario) if errors.is_empty() => {
                scenario
                    .verify()
                    .map_err(|error| scenario.failure(&error))?;
                Ok(scenario)
            }
            Ok(scenario) => Err(Diagnostics::new(scenario.sources, errors)),
            Err(sources) => Err(Diagnostics::new(sources, errors)),
        }
    }

    fn build(
        form: &Struct,
        documents: Vec<Document>,
        overrides: &Overrides,
        sources: Sources,
        errors: &mut Vec<Diagnostic>,
    ) -> Result<Self, Sources> {
        let Some(first) = documents.first().map(|document| document.file) else {
            return Err(sources);
        };
        let stack = Stack::build(form, &documents, overrides, errors);
        complete::check(form, &stack.root, first, errors);
        if errors.is_empty() {
            relations::check(&T::relations(), &stack.root, first, errors);
        }
        Ok(Self::named(&documents, stack, sources))
    }

    fn named(documents: &[Document], stack: Stack, sources: Sources) -> Self {
        let tops = tops(documents);
        let names: Vec<&str> = tops
            .iter()
            .map(|one| one.name.as_deref().unwrap_or(&one.stem))
            .collect();
        let titles: Vec<&str> = tops.iter().filter_map(|one| one.title.as_deref()).collect();
        let said: Vec<&str> = tops
            .iter()
            .filter_map(|one| one.description.as_deref())
            .collect();
        let below = stack.world.iter().skip(1);
        let below = below.filter(|file| tops.iter().all(|top| top.file != **file));
        let rests_on = below.map(|file| sources.name(*file).to_owned()).collect();
        let joined = |all: &[&str], with: &str| (!all.is_empty()).then(|| all.join(with));
        Self {
            name: names.join("+"),
            title: joined(&titles, "; "),
            description: joined(&said, "\n\n"),
            stated: stack.stated,
            root: stack.root,
            parent: stack.parent,
            base: stack.base,
            foundation: documents
                .first()
                .map(|one| sources.name(one.file).to_owned())
                .unwrap_or_default(),
            world: stack.world,
            rests_on,
            warnings: stack.warnings,
            sources,
            model: PhantomData,
        }
    }

    /// The model's types must accept what the schema accepts.
    fn verify(&self) -> Result<(), Mismatch> {
        self.laid_out().at(BEGINNING)?;
        let last = self.change_dates().last().copied().unwrap_or(BEGINNING);
        self.laid_out().at(last)?;
        for name in self.area_names() {
            self.area(name).at(last)?;
        }
        Ok(())
    }

    fn failure(&self, error: &Mismatch) -> Diagnostics {
        Diagnostics::new(
            self.sources.clone(),
            vec![Diagnostic::new(error.to_string())],
        )
    }

    /// The national values, to be asked for at many dates.
    pub fn laid_out(&self) -> LaidOut<'_, T> {
        LaidOut::new(&self.name, &self.root)
    }

    /// The national values in force on a date, or at another moment.
    ///
    /// # Errors
    ///
    /// Only if the model's types disagree with their own schema.
    pub fn at(&self, when: impl Into<When>) -> Result<T, Mismatch> {
        self.laid_out().at(when)
    }

    /// The values in force in one area on a date: the national ones with its own over them.
    /// An area that is not declared has no values of its own.
    ///
    /// # Errors
    ///
    /// Only if the model's types disagree with their own schema.
    pub fn area_at(&self, area: &str, date: Date) -> Result<T, Mismatch> {
        self.area(area).at(date)
    }

    /// The values of one area.
    pub fn area(&self, area: &str) -> AreaValues<'_, T> {
        AreaValues {
            section: self.local(area),
            scenario: self,
        }
    }

    /// The values from the start, before anything changes.
    ///
    /// # Errors
    ///
    /// Only if the model's types disagree with their own schema.
    pub fn at_start(&self) -> Result<T, Mismatch> {
        self.laid_out().at(BEGINNING)
    }
}

/// The values of one area: the national ones with its own over them.
#[derive(Debug)]
pub struct AreaValues<'a, T> {
    scenario: &'a Scenario<T>,
    section: Section,
}

impl<T: DeserializeOwned + JsonSchema + Related> AreaValues<'_, T> {
    /// Those in force on a date, or at another moment.
    ///
    /// # Errors
    ///
    /// Only if the model's types disagree with their own schema.
    pub fn at(&self, when: impl Into<When>) -> Result<T, Mismatch> {
        self.laid_out().at(when)
    }

    /// The same, to be asked for at many dates.
    pub fn laid_out(&self) -> LaidOut<'_, T> {
        LaidOut::new(&self.scenario.name, &self.section)
    }

    /// Those in force on a date as they are written in the manifest: by section and key, each in the
    /// unit of its kind. Nothing where a value is missing.
    pub fn values(&self, when: impl Into<When>) -> Option<Value> {
        let values = LaidOut::new(&self.scenario.name, &self.section);
        values.at(when).ok()
    }
}

impl<T> Scenario<T> {
    /// The name: stated, or the file's without its ending; joined by `+` in a bundle.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same scenario under another name.
    #[must_use]
    pub fn called(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// Whether it extends nothing: the text of the baseline itself.
    pub fn rests_on_nothing(&self) -> bool {
        self.base.is_none()
    }

    /// The title, if there is one.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The description, if there is one.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Whether the scenario extends another.
    pub fn is_overlay(&self) -> bool {
        self.parent.is_some()
    }

    /// The earliest date from which anything differs from the scenario that all rests on;
    /// the stated date if nothing does. `None` for a scenario that extends nothing, or
    /// that differs [from the start](Self::differs_from_start).
    pub fn policy_from(&self) -> Option<Date> {
        let base = self.base.as_ref()?;
        match difference::first(base, &self.root).or(self.stated)? {
            Onset::On(date) => Some(date),
            Onset::Start => None,
        }
    }

    /// Whether a scenario that extends another differs from it before any date.
    pub fn differs_from_start(&self) -> bool {
        let first = self
            .base
            .as_ref()
            .and_then(|base| difference::first(base, &self.root));
        first == Some(Onset::Start)
    }

    /// From when two scenarios differ; `None` if they say the same. Until then their
    /// simulations are one.
    pub fn first_difference(&self, other: &Self) -> Option<Onset> {
        difference::first(&self.root, &other.root)
    }

    /// What this scenario changes in the one it extends, parameter by parameter.
    pub fn differences(&self) -> Vec<Difference> {
        let parent = self.parent.as_ref();
        parent
            .map(|parent| difference::list(parent, &self.root))
            .unwrap_or_default()
    }

    /// Which way every number that takes the place of another on a date lies from it.
    pub fn directions(&self) -> Vec<Direction> {
        direction::all(&self.root)
    }

    /// What each of these changes comes to area by area, in sentences.
    pub fn in_areas(&self, changes: &[Difference]) -> Vec<Vec<String>> {
        let areas = Areas::new(&self.root);
        changes.iter().map(|change| areas.of(change)).collect()
    }

    /// Every date on which some parameter changes, nationally or in an area. Between two
    /// of them all values are constant.
    pub fn change_dates(&self) -> Vec<Date> {
        let mut dates = BTreeSet::new();
        section_dates(&self.root, &mut dates);
        dates.into_iter().collect()
    }

    /// Every date on which something may change that a policy says, and not the world itself.
    pub fn policy_dates(&self) -> Vec<Date> {
        let mut dates = BTreeSet::new();
        policy_dates(&self.root, &mut dates);
        dates.into_iter().collect()
    }

    /// Everything that a policy changes on a date, in the order of the paths.
    pub fn acts(&self) -> Vec<Act> {
        acts::all(&self.root, &self.world, &self.sources)
    }

    /// The declared areas, in alphabetical order.
    pub fn area_names(&self) -> Vec<&str> {
        let areas = self.root.section("areas");
        areas
            .into_iter()
            .flat_map(|areas| areas.entries.keys())
            .map(String::as_str)
            .collect()
    }

    /// Every parameter, local overrides included, in the order of their paths.
    pub fn parameters(&self) -> Vec<Parameter> {
        parameter::list(&self.root, &self.sources)
    }

    /// The parameters that rest on an assumption, now or in some phase.
    pub fn assumptions(&self) -> Vec<Parameter> {
        let mut all = self.parameters();
        all.retain(Parameter::is_assumption);
        all
    }

    /// The same scenario with other numbers: each pair is a parameter's path and its new
    /// value in canonical units. A path such as `police.share@2027-04-01` means the phase
    /// that starts on that day.
    ///
    /// # Errors
    ///
    /// If there is no such parameter, or the value lies outside what its kind allows.
    pub fn with_values(&self, values: &[(String, f64)]) -> Result<Self, parameter::Unsettable> {
        let mut copy = self.clone();
        for (path, value) in values {
            parameter::set(&mut copy.root, path, *value)?;
        }
        Ok(copy)
    }

    /// Everything the scenario says, for the manifest; keys in alphabetical order.
    pub fn resolved(&self) -> Value {
        resolved::scenario(self.name(), self.title(), self.description(), &self.root)
    }

    /// SHA-256 of [`resolved`](Self::resolved), in hexadecimal.
    pub fn hash(&self) -> String {
        let digest = Sha256::digest(self.resolved().to_string().as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The name of the text that the whole chain of `extends` rests on.
    pub fn foundation(&self) -> &str {
        &self.foundation
    }

    /// What an analyst should hear, though it is no error: what one part of a bundle overrules of
    /// another, and values of the command line that a scenario changes on a date.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The texts that make its world another one than that of the baseline, such as that of an area;
    /// its own are not among them.
    pub fn rests_on(&self) -> &[String] {
        &self.rests_on
    }

    /// The texts it was made of.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    fn local(&self, area: &str) -> Section {
        let areas = self.root.section("areas");
        match areas
            .and_then(|areas| areas.entries.get(area))
            .map(|entry| &entry.item.body)
        {
            Some(Body::Section(own)) => localise(&self.root, own),
            _ => self.root.clone(),
        }
    }
}

impl<T> Clone for Scenario<T> {
    fn clone(&self) -> Self {
        Self {
            name: self.name.clone(),
            title: self.title.clone(),
            description: self.description.clone(),
            stated: self.stated,
            root: self.root.clone(),
            parent: self.parent.clone(),
            base: self.base.clone(),
            foundation: self.foundation.clone(),
            world: self.world.clone(),
            rests_on: self.rests_on.clone(),
            warnings: self.warnings.clone(),
            sources: self.sources.clone(),
            model: PhantomData,
        }
    }
}

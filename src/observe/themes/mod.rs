//! The one list of metrics, a file a theme. The result files, the data dictionary, the terminal
//! tables, the report and the documentation are made from it.
//!
//! A further metric over what is counted already is one entry in the file of its theme:
//!
//! ```text
//! metric("recalls", PerYear(Count::Recalls))
//!     .title("recalls")
//!     .unit("recalls per year")
//!     .lower_is_better()
//!     .headline()
//!     .by(SENTENCE)
//!     .means("Decisions to recall"),
//! ```
//!
//! Without a word it is in per cent, about everyone, and neither direction is good. An *end* has a
//! direction: offences, deaths, waits, homelessness, prison, money. What is done to reach an end
//! (requirements started, contacts, days in treatment, caseloads) has none: more of it is neither
//! better nor worse by itself.

mod courts;
mod diversion;
mod harm;
mod housing;
mod money;
mod offending;
mod orders;
mod police;
mod population;
mod prison;
mod prison_treatment;
mod release;
mod supervision;
mod treatment;

use super::formula::Formula;
use super::record::{Better, Metric, Universe};
use serde::Serialize;

/// What a metric is about: the blocks of the tables that people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Offences, and proven reoffending of people followed.
    Offending,
    /// Arrests and what becomes of them, referral in police custody.
    Police,
    /// Schemes in place of a charge, on the street and after arrest.
    Diversion,
    /// Cases, how long they take, and sentences.
    Courts,
    /// Treatment requirements of court orders, and breach.
    Orders,
    /// Receptions, the estate, curfew, moves between prisons.
    Prison,
    /// Drug and alcohol treatment inside, substance-free wings, peer mentors.
    PrisonTreatment,
    /// Leaving prison, and support through the gate.
    Release,
    /// Licence, post-sentence supervision, probation, recall.
    Supervision,
    /// Structured treatment and the low-threshold service in the community.
    Treatment,
    /// Homelessness and supported housing.
    Housing,
    /// Use, overdose, and deaths of any cause.
    Harm,
    /// What each payer pays, and health lost.
    Money,
    /// Everyone in the simulation, by state of justice.
    Population,
}

impl Theme {
    /// All of them, in the order of all tables.
    pub const ALL: [Theme; 14] = [
        Theme::Offending,
        Theme::Police,
        Theme::Diversion,
        Theme::Courts,
        Theme::Orders,
        Theme::Prison,
        Theme::PrisonTreatment,
        Theme::Release,
        Theme::Supervision,
        Theme::Treatment,
        Theme::Housing,
        Theme::Harm,
        Theme::Money,
        Theme::Population,
    ];

    /// The word used in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Theme::Offending => "offending",
            Theme::Police => "police",
            Theme::Diversion => "diversion",
            Theme::Courts => "courts",
            Theme::Orders => "orders",
            Theme::Prison => "prison",
            Theme::PrisonTreatment => "prison_treatment",
            Theme::Release => "release",
            Theme::Supervision => "supervision",
            Theme::Treatment => "treatment",
            Theme::Housing => "housing",
            Theme::Harm => "harm",
            Theme::Money => "money",
            Theme::Population => "population",
        }
    }

    /// The heading for people.
    pub const fn title(self) -> &'static str {
        match self {
            Theme::Offending => "Offending",
            Theme::Police => "Police",
            Theme::Diversion => "Diversion",
            Theme::Courts => "Courts",
            Theme::Orders => "Orders and requirements",
            Theme::Prison => "Prison",
            Theme::PrisonTreatment => "Treatment in prison",
            Theme::Release => "Release",
            Theme::Supervision => "Supervision and recall",
            Theme::Treatment => "Community treatment",
            Theme::Housing => "Housing",
            Theme::Harm => "Drug use and deaths",
            Theme::Money => "Money and health",
            Theme::Population => "Population",
        }
    }
}

/// A metric and how it is made.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// The line of the list.
    pub metric: Metric,
    /// How it is made.
    pub formula: Formula,
    /// Whether it is also given by sentence band and by housing at release.
    pub by_sentence: bool,
    /// Whether it is also given by type of offence.
    pub by_offence: bool,
}

/// The metrics of one theme.
type Metrics = &'static [Definition];

/// Strata that only some metrics have.
#[derive(Clone, Copy)]
enum By {
    /// Sentence band and housing at release.
    Sentence,
    /// Type of offence.
    Offence,
}
const SENTENCE: By = By::Sentence;
const OFFENCE: By = By::Offence;

/// A metric by its name in files, and how it is made.
const fn metric(name: &'static str, formula: Formula) -> Definition {
    Definition {
        metric: Metric {
            name,
            title: "",
            theme: Theme::Population,
            unit: "%",
            universe: Universe::All,
            better: Better::Neither,
            headline: false,
            differences_only: false,
            definition: "",
        },
        formula,
        by_sentence: false,
        by_offence: false,
    }
}

impl Definition {
    /// What people call it, without its unit.
    const fn title(mut self, title: &'static str) -> Self {
        self.metric.title = title;
        self
    }

    const fn unit(mut self, unit: &'static str) -> Self {
        self.metric.unit = unit;
        self
    }

    /// Whom it is about, where that is not everyone.
    const fn of(mut self, universe: Universe) -> Self {
        self.metric.universe = universe;
        self
    }

    const fn higher_is_better(mut self) -> Self {
        self.metric.better = Better::Higher;
        self
    }

    const fn lower_is_better(mut self) -> Self {
        self.metric.better = Better::Lower;
        self
    }

    /// Shown without being asked.
    const fn headline(mut self) -> Self {
        self.metric.headline = true;
        self
    }

    /// Its level says nothing.
    const fn differences_only(mut self) -> Self {
        self.metric.differences_only = true;
        self
    }

    /// Given in these strata too.
    const fn by(mut self, strata: By) -> Self {
        match strata {
            By::Sentence => self.by_sentence = true,
            By::Offence => self.by_offence = true,
        }
        self
    }

    /// What it means, with its denominator.
    const fn means(mut self, definition: &'static str) -> Self {
        self.metric.definition = definition;
        self
    }
}

/// The themes with their metrics, in the order of all tables.
const LIST: [(Theme, Metrics); Theme::ALL.len()] = [
    (Theme::Offending, offending::METRICS),
    (Theme::Police, police::METRICS),
    (Theme::Diversion, diversion::METRICS),
    (Theme::Courts, courts::METRICS),
    (Theme::Orders, orders::METRICS),
    (Theme::Prison, prison::METRICS),
    (Theme::PrisonTreatment, prison_treatment::METRICS),
    (Theme::Release, release::METRICS),
    (Theme::Supervision, supervision::METRICS),
    (Theme::Treatment, treatment::METRICS),
    (Theme::Housing, housing::METRICS),
    (Theme::Harm, harm::METRICS),
    (Theme::Money, money::METRICS),
    (Theme::Population, population::METRICS),
];

/// The list of metrics, in the order of all tables.
pub fn metrics() -> Vec<Definition> {
    let of_theme = |(theme, metrics): (Theme, Metrics)| {
        metrics.iter().map(move |&(mut definition)| {
            definition.metric.theme = theme;
            definition
        })
    };
    LIST.into_iter().flat_map(of_theme).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Protects: a metric is found by its name, and a reader is told what it is.
    #[test]
    fn names_are_unique_and_nothing_is_left_unsaid() {
        let all = metrics();
        let names: BTreeSet<_> = all.iter().map(|d| d.metric.name).collect();
        assert_eq!(names.len(), all.len());
        for Definition { metric, .. } in &all {
            assert!(!metric.title.is_empty(), "{} has no title", metric.name);
            assert!(metric.title.len() <= 44, "{} has a long title", metric.name);
            assert!(metric.definition.len() > 10, "{}", metric.name);
        }
    }

    /// Protects: two lines of one block are never called the same.
    #[test]
    fn titles_are_unique_within_a_theme() {
        let all = metrics();
        let labels: BTreeSet<_> = all
            .iter()
            .map(|d| (d.metric.theme, d.metric.label()))
            .collect();
        assert_eq!(labels.len(), all.len());
    }

    /// Protects: a definition stands on its own, wherever it is read.
    #[test]
    fn no_definition_leans_on_the_one_before_it() {
        for Definition { metric, .. } in metrics() {
            let start = metric
                .definition
                .split([' ', ','])
                .take(2)
                .collect::<Vec<_>>()
                .join(" ");
            assert!(
                !["The same", "Of these", "Of the"].contains(&&*start),
                "{}",
                metric.name
            );
        }
    }
}

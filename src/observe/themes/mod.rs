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
mod definition;
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

use super::theme::Theme;

pub use definition::Definition;
use definition::Metrics;

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

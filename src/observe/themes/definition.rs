//! How a metric is defined: its line of the list, and how it is made.

use crate::observe::formula::Formula;
use crate::observe::record::{Better, Metric, Universe};
use crate::observe::theme::Theme;

/// A metric and how it is made.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// The line of the list.
    pub metric: Metric,
    /// How it is made.
    pub formula: Formula,
    /// Whether it is also given by sentence band.
    pub by_sentence: bool,
    /// Whether it is also given by housing at release.
    pub by_housing: bool,
    /// Whether it is also given by type of offence.
    pub by_offence: bool,
}

/// The metrics of one theme.
pub(super) type Metrics = &'static [Definition];

/// Strata that only some metrics have.
#[derive(Clone, Copy)]
pub(super) enum By {
    /// Sentence band and housing at release.
    Sentence,
    /// Sentence band alone: who is sentenced has not been released.
    Band,
    /// Type of offence.
    Offence,
}
pub(super) const SENTENCE: By = By::Sentence;
pub(super) const BAND: By = By::Band;
pub(super) const OFFENCE: By = By::Offence;

/// A metric by its name in files, and how it is made.
pub(super) const fn metric(name: &'static str, formula: Formula) -> Definition {
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
        by_housing: false,
        by_offence: false,
    }
}

impl Definition {
    /// What people call it, without its unit.
    pub(super) const fn title(mut self, title: &'static str) -> Self {
        self.metric.title = title;
        self
    }

    pub(super) const fn unit(mut self, unit: &'static str) -> Self {
        self.metric.unit = unit;
        self
    }

    /// Whom it is about, where that is not everyone.
    pub(super) const fn of(mut self, universe: Universe) -> Self {
        self.metric.universe = universe;
        self
    }

    pub(super) const fn higher_is_better(mut self) -> Self {
        self.metric.better = Better::Higher;
        self
    }

    pub(super) const fn lower_is_better(mut self) -> Self {
        self.metric.better = Better::Lower;
        self
    }

    /// Shown without being asked.
    pub(super) const fn headline(mut self) -> Self {
        self.metric.headline = true;
        self
    }

    /// Its level says nothing.
    pub(super) const fn differences_only(mut self) -> Self {
        self.metric.differences_only = true;
        self
    }

    /// Given in these strata too.
    pub(super) const fn by(mut self, strata: By) -> Self {
        match strata {
            By::Sentence => {
                self.by_sentence = true;
                self.by_housing = true;
            }
            By::Band => self.by_sentence = true,
            By::Offence => self.by_offence = true,
        }
        self
    }

    /// What it means, with its denominator.
    pub(super) const fn means(mut self, definition: &'static str) -> Self {
        self.metric.definition = definition;
        self
    }
}

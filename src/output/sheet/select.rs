//! Which metrics stand in a sheet: the headline ones by theme with those that the policies touch,
//! or what somebody asks for.

use std::collections::BTreeSet;

use super::bundle::Bundle;
use super::gaps::{Measure, gaps, is_fair};
use super::selection::{Dimension, Selection};
use super::source::{Change, Source};
use super::touched::touched;
use super::{Block, Line, PAYERS, SheetError, TOUCHED_AT_MOST, WHOLE, heading, line};
use crate::experiment::{Results, StoreError};
use crate::figures::Terms;
use crate::observe::{Better, Layout, Metric, Theme};

/// Areas, of which the gaps are told too.
const AREAS: Dimension = Dimension::Stratum("area");

/// The blocks of a sheet.
pub(super) fn blocks(
    results: &Results<'_>,
    source: &mut Source<'_>,
    bundles: &[Bundle],
    selection: &Selection,
) -> Result<Vec<Block>, SheetError> {
    let layout = results.study().layout();
    selection.check(layout)?;
    let mut maker = Maker {
        layout,
        source,
        bundles,
        stratum: selection.stratum(layout),
        compares: results.study().scenarios().len() > 1,
        terms: Terms::of(&results.study().scenarios()[0].resolved),
    };
    Ok(match selection.by {
        Some(Dimension::Payer) => vec![maker.payers()?],
        Some(dimension) => maker.apart(results, selection, dimension)?,
        None => maker.by_theme(results, selection)?,
    })
}

/// Makes lines.
struct Maker<'a, 'r> {
    layout: &'a Layout,
    source: &'a mut Source<'r>,
    bundles: &'a [Bundle],
    stratum: u16,
    compares: bool,
    /// The terms of money and health, where the baseline states them.
    terms: Option<Terms>,
}

impl Maker<'_, '_> {
    /// The line of a metric in a stratum and period, if it is given there.
    fn line(
        &mut self,
        metric: usize,
        stratum: u16,
        period: u16,
    ) -> Result<Option<Line>, StoreError> {
        let Some(column) = self.source.column(metric as u16, stratum, period) else {
            return Ok(None);
        };
        let what = &self.layout.metrics[metric];
        let mut line = self.figures(what, &[column])?;
        line.stratum
            .clone_from(&self.layout.strata[usize::from(stratum)]);
        line.period
            .clone_from(&self.layout.periods[usize::from(period)]);
        Ok(Some(line))
    }

    /// The figures of a metric, of columns added up.
    fn figures(&mut self, metric: &Metric, columns: &[usize]) -> Result<Line, StoreError> {
        let mut line = line(metric);
        if !metric.differences_only {
            line.level = Some(self.source.level(columns)?);
        }
        if self.compares {
            line.changes = self.source.changes(columns, metric.better, self.bundles)?;
        }
        if metric.differences_only && metric.unit == "pounds" {
            // A share of a level that says nothing says nothing either.
            line.changes.iter_mut().for_each(|c| c.relative = f64::NAN);
        }
        Ok(line)
    }

    /// Headline metrics, what the policies touch, and who pays; or what was asked for.
    fn by_theme(
        &mut self,
        results: &Results<'_>,
        selection: &Selection,
    ) -> Result<Vec<Block>, StoreError> {
        let particular = selection.is_particular();
        let mut wanted: BTreeSet<&str> = BTreeSet::new();
        if !particular {
            let scenarios = results.study().scenarios();
            let policies = scenarios.len().saturating_sub(1).max(1);
            let each = (TOUCHED_AT_MOST / policies).max(1);
            for policy in scenarios.iter().skip(1) {
                let headline = |name: &&str| {
                    let mut metrics = self.layout.metrics.iter();
                    metrics.any(|m| m.name == *name && m.headline)
                };
                let touched = touched(&scenarios[0], policy).into_iter();
                wanted.extend(touched.filter(|name| !headline(name)).take(each));
            }
        }
        let mut blocks = Vec::new();
        for theme in Theme::ALL {
            let mut block = heading(theme);
            let of_theme = |m: &Metric| m.theme == theme;
            let own = !particular && theme == Theme::Money;
            for (index, metric) in self.layout.metrics.iter().enumerate() {
                let asked = selection.wants(metric) || wanted.contains(metric.name);
                // Who pays is one block that adds up.
                let shown = asked && !(own && metric.name.starts_with("cost_"));
                if of_theme(metric) && shown {
                    let line = self.line(index, self.stratum, WHOLE.1)?;
                    block
                        .lines
                        .extend(line.filter(|line| self.says_anything(line)));
                }
            }
            if !particular && theme == Theme::Prison {
                block.lines.extend(self.places_freed()?);
            }
            if own {
                blocks.push(self.payers()?);
                if !self.compares {
                    // Net benefits are differences: by itself a scenario has what they are made of.
                    for name in ["cost_to_victims", "cost_of_crime"] {
                        block.lines.splice(0..0, self.named(name)?);
                    }
                }
                if let Some(terms) = &self.terms {
                    block.title = format!("{}: {}", block.title, terms.brief());
                }
            }
            if !block.lines.is_empty() {
                blocks.push(block);
            }
        }
        Ok(blocks)
    }

    /// A line without a value in any scenario says nothing.
    fn says_anything(&self, line: &Line) -> bool {
        let level = line.level.is_some_and(|level| !level.mean.is_nan());
        level || line.changes.iter().any(|c| !c.difference.is_nan())
    }

    fn named(&mut self, name: &str) -> Result<Option<Line>, StoreError> {
        match self.layout.metrics.iter().position(|m| m.name == name) {
            Some(metric) => self.line(metric, self.stratum, WHOLE.1),
            None => Ok(None),
        }
    }

    /// Whole financial years of the policy window, by index of the period.
    fn years(&self) -> Vec<u16> {
        let periods = self.layout.periods.iter().enumerate();
        let whole = periods.filter(|(i, name)| *i > 0 && is_year(name));
        whole.map(|(i, _)| i as u16).collect()
    }

    /// How many fewer people are in prison in the first and the last whole year.
    fn places_freed(&mut self) -> Result<Option<Line>, StoreError> {
        let metrics = &self.layout.metrics;
        let Some(index) = metrics.iter().position(|m| m.name == "prison_population") else {
            return Ok(None);
        };
        let years = self.years();
        let (Some(&first), Some(&last)) = (years.first(), years.last()) else {
            return Ok(None);
        };
        if !self.compares {
            return Ok(None);
        }
        let year = |p: u16| &*self.layout.periods[usize::from(p)];
        let mut line = line(&metrics[index]);
        line.better = Better::Higher;
        line.label = match first == last {
            true => format!("places freed in {}", year(first)),
            false => format!("places freed {} / {}", year(first), year(last)),
        };
        line.period = format!("{} / {}", year(first), year(last));
        let fewer = |maker: &mut Self, period| -> Result<Vec<Change>, StoreError> {
            let column = maker.source.column(index as u16, maker.stratum, period);
            let columns: Vec<usize> = column.into_iter().collect();
            let mut changes = maker
                .source
                .changes(&columns, Better::Lower, maker.bundles)?;
            changes
                .iter_mut()
                .for_each(|c| c.difference = 0.0 - c.difference);
            Ok(changes)
        };
        line.changes = fewer(self, first)?;
        if first != last {
            let later = fewer(self, last)?;
            let both = line.changes.iter_mut().zip(later);
            both.for_each(|(change, later)| change.and = Some([later.difference, later.half]));
        }
        line.changes.iter_mut().for_each(|c| c.relative = f64::NAN);
        Ok(Some(line))
    }

    /// Who pays and who saves: payers that add up to the last line.
    fn payers(&mut self) -> Result<Block, StoreError> {
        let mut block = Block {
            title: match &self.terms {
                Some(terms) => format!("Who pays, £ of {} a year", terms.price_year),
                None => "Who pays, £ a year".to_owned(),
            },
            lines: Vec::new(),
            adds_up: true,
        };
        let mut columns = Vec::new();
        for payer in PAYERS {
            let metrics = &self.layout.metrics;
            let Some(metric) = metrics.iter().position(|m| m.name == payer) else {
                continue;
            };
            let Some(column) = self.source.column(metric as u16, self.stratum, WHOLE.1) else {
                continue;
            };
            columns.push(column);
            let mut line = self.figures(&self.layout.metrics[metric], &[column])?;
            let nothing = |v: f64| v == 0.0;
            let is_nothing = line.level.is_none_or(|level| nothing(level.mean))
                && line.changes.iter().all(|c| nothing(c.difference));
            line.label = self.layout.metrics[metric].title.to_owned();
            if !is_nothing {
                block.lines.push(line);
            }
        }
        if let Some(total) = self.layout.metrics.iter().find(|m| m.name == "cost_budget") {
            let mut line = self.figures(total, &columns)?;
            line.metric = "payers";
            "all payers together".clone_into(&mut line.label);
            block.lines.push(line);
        }
        Ok(block)
    }

    /// A block a metric, a line each stratum or year.
    fn apart(
        &mut self,
        results: &Results<'_>,
        selection: &Selection,
        by: Dimension,
    ) -> Result<Vec<Block>, StoreError> {
        let mut blocks = Vec::new();
        for (index, metric) in self.layout.metrics.iter().enumerate() {
            if !selection.wants(metric) {
                continue;
            }
            let mut block = Block {
                title: metric.label(),
                lines: Vec::new(),
                adds_up: false,
            };
            for (label, stratum, period) in self.apart_by(by) {
                if let Some(mut line) = self.line(index, stratum, period)? {
                    line.label = label;
                    block.lines.push(line);
                }
            }
            // What belongs to no one in particular, such as running prisons, is in this line alone.
            if matches!(by, Dimension::Stratum(_)) && block.lines.len() > 1 {
                let everybody = self.line(index, WHOLE.0, WHOLE.1)?;
                block.lines.extend(everybody.map(|line| Line {
                    label: "everybody".to_owned(),
                    ..line
                }));
            }
            if by == AREAS && self.compares && is_fair(metric) {
                self.gaps(results, index, &mut block)?;
            }
            if !block.lines.is_empty() {
                blocks.push(block);
            }
        }
        Ok(blocks)
    }

    /// How far apart the areas are that have the most and the least of a metric.
    fn gaps(
        &mut self,
        results: &Results<'_>,
        metric: usize,
        block: &mut Block,
    ) -> Result<(), StoreError> {
        for gap in gaps(results, self.source, metric)? {
            let ends = [&gap.highest, &gap.lowest].map(|areas| areas.join("+"));
            let mut line = line(&self.layout.metrics[metric]);
            let count = gap.highest.len();
            let less = match gap.measure {
                Measure::Difference => "less",
                Measure::Ratio => "over",
            };
            line.label = match count {
                1 => format!("gap: highest {less} lowest"),
                count => format!("gap: highest {count} {less} lowest {count}"),
            };
            line.stratum = format!("{} {less} {}", ends[0], ends[1]);
            line.better = Better::Lower;
            if gap.measure == Measure::Ratio {
                line.unit = "ratio";
            }
            line.level = Some(gap.before);
            line.changes = gap.changes;
            // The columns of a bundle's parts have no gap of their own.
            let nothing = Change {
                difference: f64::NAN,
                half: f64::NAN,
                relative: f64::NAN,
                better: f64::NAN,
                wanted: None,
                and: None,
            };
            let columns = line.changes.len() + 2 * self.bundles.len();
            line.changes.resize(columns, nothing);
            block.lines.push(line);
        }
        Ok(())
    }

    /// What a metric is told apart into: what it is called, its stratum, its period.
    fn apart_by(&self, by: Dimension) -> Vec<(String, u16, u16)> {
        match by {
            Dimension::Stratum(dimension) => {
                let strata = self.layout.strata.iter().enumerate();
                let of = |(i, name): (usize, &String)| {
                    let (own, value) = name.split_once('=')?;
                    let words = value.replace('_', " ");
                    (own == dimension).then_some((words, i as u16, WHOLE.1))
                };
                strata.filter_map(of).collect()
            }
            _ => {
                let periods = self.layout.periods.iter().enumerate().skip(1);
                periods
                    .map(|(i, name)| (name.clone(), self.stratum, i as u16))
                    .collect()
            }
        }
    }
}

/// Whether a period is a whole financial year, as `2027-28`.
fn is_year(name: &str) -> bool {
    name.split_once('-')
        .is_some_and(|(a, b)| a.len() == 4 && b.len() == 2 && b.bytes().all(|c| c.is_ascii_digit()))
}

//! From what was written down to a record: every metric in every stratum and period.

mod periods;
#[cfg(test)]
mod tests;
mod value;

use super::account::Ledger;
use super::extra::{Extra, ExtraError, Group, Span};
use super::observer::{Observer, STAGES};
use super::prices::{Books, Known, Prices};
use super::record::{Cell, Layout, Record, Shape};
use super::strata::Cells;
use super::themes::{Definition, metrics};
use crate::engine::Date;
use periods::{layout_flows, month_name, periods};
use std::ops::Range;

const DAYS_PER_YEAR: f64 = 365.25;
/// Between a ledger and a price in the shape of a layout.
const OF: char = ':';

/// Which months belong to which period, and which cells are given.
#[derive(Clone, Debug)]
pub struct Tabulation {
    definitions: Vec<Definition>,
    layout: Layout,
    /// First days of the months, the last one the end.
    months: Vec<Date>,
    periods: Vec<Range<usize>>,
    /// The cells of each stratum: one, or those of a group.
    strata: Vec<Vec<usize>>,
    /// Which cell belongs to which dimension: not every metric is told apart by all.
    cells_of: Cells,
    scale: f64,
    /// First month of the policy window.
    policy: usize,
}

impl Layout {
    /// The layout of a finished run, made again. Strata taken together are not in it.
    pub fn rebuilt(shape: &Shape) -> Layout {
        Tabulation::empty(shape).layout
    }

    /// What it is made from.
    pub fn shape(&self) -> Shape {
        let areas = self.strata.iter().filter_map(|s| s.strip_prefix("area="));
        let mut shape = Shape {
            areas: areas.map(str::to_owned).collect(),
            periods: self.periods.clone(),
            months: self.months.clone(),
            policy_month: self.policy_month,
            prices: self
                .prices
                .iter()
                .map(|(ledger, price)| format!("{ledger}{OF}{price}"))
                .collect(),
            all_series: false,
        };
        shape.all_series = Tabulation::empty(&shape).layout.series.len() < self.series.len();
        shape
    }
}

/// A ledger and a price by their name in a shape.
fn named(both: &str) -> (&'static str, &'static str) {
    let both: &'static str = both.to_owned().leak();
    both.split_once(OF).unwrap_or(("", both))
}

impl Tabulation {
    /// For worlds that observe `months` (first days, the last one the end) in `areas`, with
    /// `policy` the first month of the policy window, and `scale` simulated people for each real
    /// one. With `history`, the calendar years before the policy window are periods too.
    pub fn new(
        areas: &[String],
        months: &[Date],
        policy: usize,
        scale: f64,
        history: bool,
    ) -> Tabulation {
        let definitions = metrics();
        let cells = Cells::new(areas.len());
        let (names, periods) = periods(months, policy, if history { 0 } else { policy });
        let layout = Layout {
            metrics: definitions.iter().map(|d| d.metric).collect(),
            strata: cells.names(areas),
            cells: Vec::new(),
            months: months[..months.len() - 1].iter().map(month_name).collect(),
            series: Vec::new(),
            policy_month: policy,
            flows: layout_flows(periods.len()),
            prices: Vec::new(),
            periods: names,
        };
        let mut tabulation = Tabulation {
            definitions,
            layout,
            months: months.to_vec(),
            periods,
            strata: (0..cells.len()).map(|cell| vec![cell]).collect(),
            cells_of: cells,
            scale,
            policy,
        };
        tabulation.layout.cells = tabulation.cells();
        tabulation.layout.series = tabulation.series(false);
        tabulation
    }

    /// A tabulation of nothing in the shape of another, for its layout alone.
    fn empty(shape: &Shape) -> Tabulation {
        let definitions = metrics();
        let cells = Cells::new(shape.areas.len());
        let mut tabulation = Tabulation {
            layout: Layout {
                metrics: definitions.iter().map(|d| d.metric).collect(),
                strata: cells.names(&shape.areas),
                cells: Vec::new(),
                months: shape.months.clone(),
                series: Vec::new(),
                policy_month: shape.policy_month,
                flows: layout_flows(shape.periods.len()),
                // A few names, once for each finished run that is read back.
                prices: shape.prices.iter().map(|both| named(both)).collect(),
                periods: shape.periods.clone(),
            },
            definitions,
            months: Vec::new(),
            periods: vec![0..0; shape.periods.len()],
            strata: (0..cells.len()).map(|cell| vec![cell]).collect(),
            cells_of: cells,
            scale: 1.0,
            policy: shape.policy_month,
        };
        tabulation.layout.cells = tabulation.cells();
        tabulation.layout.series = tabulation.series(shape.all_series);
        tabulation
    }

    /// The same with further periods and groups of strata, and every monthly series if they are
    /// asked for. Flows stay as they are.
    ///
    /// # Errors
    /// When a period is not observed from its first month to its last, or a stratum is not there.
    pub fn with(mut self, extra: &Extra) -> Result<Tabulation, ExtraError> {
        for span in &extra.spans {
            self.add_period(span)?;
        }
        for group in &extra.groups {
            self.add_group(group)?;
        }
        self.layout.cells = self.cells();
        if extra.all_series {
            self.layout.series = self.series(true);
        }
        Ok(self)
    }

    /// The same with what each of these prices brings into the net benefit of each ledger.
    pub fn pricing(mut self, prices: &[&'static str]) -> Tabulation {
        let of = |&price: &&'static str| Ledger::ALL.map(|ledger| (ledger.name(), price));
        self.layout.prices = prices.iter().flat_map(of).collect();
        self
    }

    fn add_period(&mut self, span: &Span) -> Result<(), ExtraError> {
        let range = self
            .find(span)
            .ok_or_else(|| ExtraError::NotObserved(span.name.clone()))?;
        let listed = self.layout.periods.iter().zip(&self.periods);
        if !listed
            .into_iter()
            .any(|(name, months)| *name == span.name && *months == range)
        {
            self.layout.periods.push(span.name.clone());
            self.periods.push(range);
        }
        Ok(())
    }

    /// The months of a span, if all of them are observed in full.
    fn find(&self, span: &Span) -> Option<Range<usize>> {
        let from = self.months.binary_search(&span.from).ok()?;
        let to = self.months.binary_search(&span.to).ok()?;
        (from < to).then_some(from..to)
    }

    fn add_group(&mut self, group: &Group) -> Result<(), ExtraError> {
        if self.layout.strata.contains(&group.name) {
            return Ok(());
        }
        let names = &self.layout.strata;
        let cells: Result<Vec<usize>, ExtraError> = group
            .members
            .iter()
            .map(|m| {
                names
                    .iter()
                    .position(|n| n == m)
                    .ok_or_else(|| ExtraError::NoStratum(m.clone()))
            })
            .collect();
        self.strata.push(cells?);
        self.layout.strata.push(group.name.clone());
        Ok(())
    }

    /// Month by month: every metric for everyone, and headline metrics (or `every` one) in the
    /// strata that they have.
    fn series(&self, every: bool) -> Vec<(u16, u16)> {
        let mut out = Vec::new();
        for (m, definition) in self.definitions.iter().enumerate() {
            for (s, cells) in self.strata.iter().enumerate() {
                let has = cells.iter().all(|&c| self.has(definition, c));
                if has && (s == 0 || every || definition.metric.headline) {
                    out.push((m as u16, s as u16));
                }
            }
        }
        out
    }

    /// Whether a metric is given in a cell.
    fn has(&self, definition: &Definition, cell: usize) -> bool {
        let (cells, of) = (self.cells_of, definition.formula.whom());
        match cell {
            Cells::ALL => true,
            c if c < cells.by_sex_from() => of.areas,
            c if c < cells.by_substance_from() => of.sexes,
            c if c < cells.by_sentence_from() => of.substances,
            c if c < cells.by_housing_from() => definition.by_sentence,
            c if c < cells.by_offence_from() => definition.by_housing,
            _ => definition.by_offence,
        }
    }

    /// Every metric in the strata that it has and in every period.
    fn cells(&self) -> Vec<Cell> {
        let mut out = Vec::new();
        for (m, definition) in self.definitions.iter().enumerate() {
            for (s, cells) in self.strata.iter().enumerate() {
                if cells.iter().all(|&c| self.has(definition, c)) {
                    let cell = |p| Cell {
                        metric: m as u16,
                        stratum: s as u16,
                        period: p as u16,
                    };
                    out.extend((0..self.periods.len()).map(cell));
                }
            }
        }
        out
    }

    /// The names and the order of all values.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// One world's record, at the prices of its scenario.
    pub fn record(&self, seen: &Observer, prices: &Prices) -> Record {
        let months = self.layout.months.len();
        let known = vec![Known::nothing(months); self.strata.len()];
        let value = |metric, stratum: u16, range| {
            let books = Books {
                seen,
                cells: &self.strata[stratum as usize],
                scale: self.scale,
                policy: self.policy,
                known: &known[stratum as usize],
            };
            self.value(books, prices, metric, range)
        };
        let values = self
            .layout
            .cells
            .iter()
            .map(|c| {
                let months = self.periods[c.period as usize].clone();
                value(c.metric, c.stratum, months)
            })
            .collect();
        let series = self
            .layout
            .series
            .iter()
            .flat_map(|&(m, s)| (0..months).map(move |i| (m, s, i)))
            .map(|(m, s, i)| value(m, s, i..i + 1))
            .collect();
        let flows = self
            .layout
            .flows
            .iter()
            .zip(self.flow_indexes())
            .map(|(f, (from, to))| {
                let range = self.periods[f.period as usize].clone();
                seen.flowed(from, to, range.clone()) * self.per_year(seen, &range)
            })
            .collect();
        Record {
            values,
            series,
            flows,
            prices: self.contributions(seen, prices),
            events: seen.events,
        }
    }

    /// What each price brings into the net benefit of everybody over the policy window.
    fn contributions(&self, seen: &Observer, prices: &Prices) -> Vec<f64> {
        let books = Books {
            seen,
            cells: &self.strata[0],
            scale: self.scale,
            policy: self.policy,
            known: &Known::nothing(self.layout.months.len()),
        };
        let all = prices
            .contributions
            .iter()
            .take(self.layout.prices.len() / Ledger::COUNT);
        let each = all.map(|of| books.contribution(prices, of));
        each.flatten().collect()
    }

    fn flow_indexes(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let index = |name| STAGES.iter().position(|&s| s == name).unwrap_or(0);
        self.layout
            .flows
            .iter()
            .map(move |f| (index(f.from), index(f.to)))
    }

    /// From a simulated count over `range` to the real country's count a year.
    fn per_year(&self, seen: &Observer, range: &Range<usize>) -> f64 {
        DAYS_PER_YEAR / seen.days(range) / self.scale
    }
}

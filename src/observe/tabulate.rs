//! From what was written down to a record: every metric in every stratum and period.

use super::metrics::{Definition, Formula, metrics};
use super::observer::{Observer, STAGES};
use super::quantities::Count;
use super::record::{Cell, FlowCell, Layout, Record};
use crate::engine::Date;
use std::ops::Range;

/// Sums of days are kept in tenths.
const TENTHS: f64 = 10.0;
const DAYS_PER_YEAR: f64 = 365.25;

/// Which months belong to which period, and which cells are given.
#[derive(Clone, Debug)]
pub struct Tabulation {
    definitions: Vec<Definition>,
    layout: Layout,
    periods: Vec<Range<usize>>,
    scale: f64,
}

impl Tabulation {
    /// For worlds that observe `months` (first days, the last one the end) in `areas`, with
    /// `policy` the first month of the policy window, and `scale` simulated people for each real
    /// one. With `history`, the calendar years before the policy window are periods too.
    pub fn new(areas: &[String], months: &[Date], policy: usize, scale: f64, history: bool) -> Tabulation {
        let definitions = metrics();
        let cells = super::observer::Cells::new(areas.len());
        let (names, periods) = periods(months, policy, if history { 0 } else { policy });
        let layout = Layout {
            metrics: definitions.iter().map(|d| d.metric.clone()).collect(),
            strata: cells.names(areas),
            cells: layout_cells(&definitions, cells, periods.len()),
            months: months[..months.len() - 1].iter().map(month_name).collect(),
            series: (0..definitions.len() as u16).map(|m| (m, 0)).collect(),
            flows: layout_flows(periods.len()),
            periods: names,
        };
        Tabulation { definitions, layout, periods, scale }
    }

    /// The names and the order of all values.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// One world's record.
    pub fn record(&self, seen: &Observer) -> Record {
        let values = self
            .layout
            .cells
            .iter()
            .map(|c| self.value(seen, c.metric, c.stratum as usize, self.periods[c.period as usize].clone()))
            .collect();
        let months = self.layout.months.len();
        let series = self
            .layout
            .series
            .iter()
            .flat_map(|&(m, s)| (0..months).map(move |i| (m, s, i)))
            .map(|(m, s, i)| self.value(seen, m, s as usize, i..i + 1))
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
        Record { values, series, flows, events: seen.events }
    }

    fn flow_indexes(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let index = |name| STAGES.iter().position(|&s| s == name).unwrap_or(0);
        self.layout.flows.iter().map(move |f| (index(f.from), index(f.to)))
    }

    /// From a simulated count over `range` to the real country's count a year.
    fn per_year(&self, seen: &Observer, range: &Range<usize>) -> f64 {
        DAYS_PER_YEAR / seen.days(range) / self.scale
    }

    fn value(&self, seen: &Observer, metric: u16, cell: usize, range: Range<usize>) -> f64 {
        let total = |c| seen.total(c, cell, range.clone());
        match self.definitions[metric as usize].formula {
            Formula::PerYear(c) => total(c) * self.per_year(seen, &range),
            Formula::Mean(l) => seen.person_days(l, cell, range.clone()) / seen.days(&range) / self.scale,
            Formula::DaysPerYear(l) => {
                seen.person_days(l, cell, range.clone()) * self.per_year(seen, &range)
            }
            Formula::Expected(l) => {
                seen.expected(l, cell, range.clone()) * self.per_year(seen, &range)
            }
            Formula::Share(n, d) => ratio(100.0 * total(n), total(d)),
            Formula::ShareOfSum(n, a, b) => ratio(100.0 * total(n), total(a) + total(b)),
            Formula::MeanOf(sum, n) if sum_in_days(sum) => ratio(total(sum) / TENTHS, total(n)),
            Formula::MeanOf(sum, n) => ratio(total(sum), total(n)),
            Formula::Occupancy(held, places) => ratio(
                100.0 * seen.person_days(held, cell, range.clone()),
                seen.person_days(places, cell, range),
            ),
        }
    }
}

fn sum_in_days(sum: Count) -> bool {
    matches!(
        sum,
        Count::DisposalDays | Count::ListingDays | Count::SentenceDays | Count::ReturnDays | Count::TreatmentWaitDays
    )
}

/// A share, or not a number where there is no denominator.
fn ratio(numerator: f64, denominator: f64) -> f64 {
    if denominator == 0.0 { f64::NAN } else { numerator / denominator }
}

fn month_name(d: &Date) -> String {
    format!("{:04}-{:02}", d.year(), d.month())
}

/// `all` is the policy window; the others are the calendar years from month `first` on.
fn periods(months: &[Date], policy: usize, first: usize) -> (Vec<String>, Vec<Range<usize>>) {
    let n = months.len() - 1;
    let mut names = vec!["all".to_owned()];
    let mut ranges = vec![policy..n];
    let mut start = first;
    for i in first + 1..=n {
        if i == n || months[i].year() != months[start].year() {
            names.push(months[start].year().to_string());
            ranges.push(start..i);
            start = i;
        }
    }
    (names, ranges)
}

fn layout_cells(definitions: &[Definition], cells: super::observer::Cells, periods: usize) -> Vec<Cell> {
    let mut out = Vec::new();
    for (m, d) in definitions.iter().enumerate() {
        let strata = if d.by_sentence { cells.len() } else { cells.by_sentence_from() };
        for s in 0..strata {
            for p in 0..periods {
                out.push(Cell { metric: m as u16, stratum: s as u16, period: p as u16 });
            }
        }
    }
    out
}

fn layout_flows(periods: usize) -> Vec<FlowCell> {
    let mut out = Vec::new();
    for &from in STAGES {
        for &to in STAGES.iter().filter(|&&to| to != from) {
            for p in 0..periods {
                out.push(FlowCell { from, to, period: p as u16 });
            }
        }
    }
    out
}

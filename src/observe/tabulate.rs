//! From what was written down to a record: every metric in every stratum and period.

use super::exposure::Exposures;
use super::extra::{Extra, ExtraError, Group, Span};
use super::metrics::{Definition, Formula, metrics};
use super::observer::{Observer, STAGES};
use super::prices::{Books, Prices};
use super::quantities::{Count, Level, Stock, Tally};
use super::record::{Cell, FlowCell, Layout, Record};
use super::spread::{self, BINS};
use crate::engine::Date;
use std::ops::Range;

/// Sums of days are kept in tenths.
const TENTHS: f64 = 10.0;
const DAYS_PER_YEAR: f64 = 365.25;
/// Rates of death are for 100 person-years.
const PER_100: f64 = 100.0;

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
    /// Where the strata start that only some metrics have: sentence and housing, then offence.
    some_from: [usize; 2],
    scale: f64,
    /// First month of the policy window.
    policy: usize,
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
        let cells = super::observer::Cells::new(areas.len());
        let (names, periods) = periods(months, policy, if history { 0 } else { policy });
        let layout = Layout {
            metrics: definitions.iter().map(|d| d.metric.clone()).collect(),
            strata: cells.names(areas),
            cells: Vec::new(),
            months: months[..months.len() - 1].iter().map(month_name).collect(),
            series: Vec::new(),
            policy_month: policy,
            flows: layout_flows(periods.len()),
            periods: names,
        };
        let mut tabulation = Tabulation {
            definitions,
            layout,
            months: months.to_vec(),
            periods,
            strata: (0..cells.len()).map(|cell| vec![cell]).collect(),
            some_from: [cells.by_sentence_from(), cells.by_offence_from()],
            scale,
            policy,
        };
        tabulation.layout.cells = tabulation.cells();
        tabulation.layout.series = tabulation.series(false);
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
        let [sentence, offence] = self.some_from;
        match cell {
            c if c < sentence => true,
            c if c < offence => definition.by_sentence,
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
        let values = self
            .layout
            .cells
            .iter()
            .map(|c| {
                self.value(
                    seen,
                    prices,
                    c.metric,
                    c.stratum,
                    self.periods[c.period as usize].clone(),
                )
            })
            .collect();
        let months = self.layout.months.len();
        let series = self
            .layout
            .series
            .iter()
            .flat_map(|&(m, s)| (0..months).map(move |i| (m, s, i)))
            .map(|(m, s, i)| self.value(seen, prices, m, s, i..i + 1))
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
            events: seen.events,
        }
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

    fn value(
        &self,
        seen: &Observer,
        prices: &Prices,
        metric: u16,
        stratum: u16,
        range: Range<usize>,
    ) -> f64 {
        let cells = &self.strata[stratum as usize];
        let books = Books {
            seen,
            cells,
            scale: self.scale,
            policy: self.policy,
        };
        let a_year = |amount: f64| amount * DAYS_PER_YEAR / seen.days(&range);
        let sum = |of: &dyn Fn(usize) -> f64| cells.iter().map(|&cell| of(cell)).sum::<f64>();
        let total = |c| sum(&|cell| seen.total(c, cell, range.clone()));
        let stock = |s: Stock| sum(&|cell| seen.person_days(s, cell, range.clone()));
        let person_days = |l| stock(Stock::from(l));
        let expected = |s: Stock| sum(&|cell| seen.expected(s, cell, range.clone()));
        let at_liberty = || person_days(Level::People) - person_days(Level::Custody);
        let exposed = |of: Exposures| of.each().map(|e| stock(Stock::exposed(e))).sum::<f64>();
        let hazard = |of: Exposures| of.each().map(|e| expected(Stock::hazard(e))).sum::<f64>();
        let overdoses = |fatal, of: Exposures| -> f64 {
            let one = |e| sum(&|cell| seen.total(Tally::overdoses(e, fatal), cell, range.clone()));
            of.each().map(one).sum()
        };
        match self.definitions[metric as usize].formula {
            Formula::PerYear(c) => total(c) * self.per_year(seen, &range),
            Formula::Mean(l) => person_days(l) / seen.days(&range) / self.scale,
            Formula::DaysPerYear(l) => person_days(l) * self.per_year(seen, &range),
            Formula::Expected(l) => expected(l.into()) * self.per_year(seen, &range),
            Formula::Share(n, d) => ratio(100.0 * total(n), total(d)),
            Formula::ShareOfSum(n, a, b) => ratio(100.0 * total(n), total(a) + total(b)),
            Formula::MeanOf(sum, n) if sum_in_days(sum) => ratio(total(sum) / TENTHS, total(n)),
            Formula::MeanOf(sum, n) => ratio(total(sum), total(n)),
            Formula::Median(what) => {
                let mut of = [0; BINS];
                for &cell in cells {
                    seen.add_up(what, cell, range.clone(), &mut of);
                }
                spread::median(&of)
            }
            Formula::ShareAtLiberty(l) => ratio(100.0 * person_days(l), at_liberty()),
            Formula::AtLiberty(c) => ratio(total(c) * DAYS_PER_YEAR, at_liberty()),
            Formula::ExpectedAtLiberty(l) => {
                ratio(expected(l.into()) * DAYS_PER_YEAR, at_liberty())
            }
            Formula::Score(sum, people) => ratio(person_days(sum) / 1000.0, person_days(people)),
            Formula::Overdoses(fatal, of) => overdoses(fatal, of) * self.per_year(seen, &range),
            Formula::ExpectedDeaths(of) => hazard(of) * self.per_year(seen, &range),
            Formula::ExposedDays(of) => exposed(of) * self.per_year(seen, &range),
            Formula::DeathRate(of) => {
                ratio(overdoses(true, of) * PER_100 * DAYS_PER_YEAR, exposed(of))
            }
            Formula::ExpectedDeathRate(of) => {
                ratio(hazard(of) * PER_100 * DAYS_PER_YEAR, exposed(of))
            }
            Formula::ExpectedRisk(of, n) => ratio(100.0 * hazard(of), total(n)),
            Formula::SharedBy(a, b, d) => ratio(100.0 * (total(a) + total(b)), total(d)),
            Formula::Days(l) => person_days(l) * DAYS_PER_YEAR / seen.days(&range),
            // Workers are those of the real country, whatever the scale.
            Formula::PerWorker(s) => ratio(
                stock(Stock::caseload(s)) / self.scale,
                stock(Stock::in_post(s)),
            ),
            Formula::Vacant(s) => {
                let posts = stock(Stock::posts(s));
                ratio(100.0 * (posts - stock(Stock::in_post(s))), posts)
            }
            Formula::Composition(c) => ratio(100.0 * total(c), seen.total(c, 0, range.clone())),
            Formula::Occupancy(held, places) => {
                ratio(100.0 * person_days(held), person_days(places))
            }
            Formula::Amount(account) => a_year(books.amount(prices, &[account], range.clone())),
            Formula::Ledger => a_year(books.amount(prices, &prices.ledger, range.clone())),
            Formula::PresentValue => books.present_value(prices, range.clone()),
            Formula::NetBenefit => books.net_benefit(prices, range.clone()),
        }
    }
}

fn sum_in_days(sum: Count) -> bool {
    matches!(
        sum,
        Count::DisposalDays
            | Count::DisposalDaysMagistrates
            | Count::DisposalDaysCrown
            | Count::ListingDays
            | Count::SentenceDays
            | Count::ReturnDays
            | Count::TreatmentWaitDays
            | Count::RecallDays
            | Count::BailDays
            | Count::RemandDays
    )
}

/// A share, or not a number where there is no denominator.
fn ratio(numerator: f64, denominator: f64) -> f64 {
    if denominator == 0.0 {
        f64::NAN
    } else {
        numerator / denominator
    }
}

fn month_name(d: &Date) -> String {
    format!("{:04}-{:02}", d.year(), d.month())
}

/// `all` is the policy window; the others are the calendar years from month `first` on.
fn periods(months: &[Date], policy: usize, first: usize) -> (Vec<String>, Vec<Range<usize>>) {
    let n = months.len() - 1;
    let mut names = vec!["all".to_owned()];
    let window = policy..n;
    let mut ranges = vec![window];
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

fn layout_flows(periods: usize) -> Vec<FlowCell> {
    let mut out = Vec::new();
    for &from in STAGES {
        for &to in STAGES.iter().filter(|&&to| to != from) {
            for p in 0..periods {
                out.push(FlowCell {
                    from,
                    to,
                    period: p as u16,
                });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::observer::Strata;
    use super::*;
    use crate::engine::Calendar;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// January to June 2024, two areas.
    fn months() -> Vec<Date> {
        (1..=7)
            .filter_map(|month| Date::new(2024, month, 1))
            .collect()
    }

    fn tabulation() -> Tabulation {
        let areas = ["here".to_owned(), "there".to_owned()];
        Tabulation::new(&areas, &months(), 0, 1.0, true)
    }

    fn span(name: &str, from: &str, to: &str) -> Extra {
        let span = Span {
            name: name.to_owned(),
            from: date(from),
            to: date(to),
        };
        Extra {
            spans: vec![span],
            ..Extra::default()
        }
    }

    fn both() -> Group {
        let members = vec!["area=here".to_owned(), "area=there".to_owned()];
        Group {
            name: "area=here+there".to_owned(),
            members,
        }
    }

    /// One arrest here in January, and in March three there of which two lead to a charge.
    fn seen() -> Observer {
        let calendar = Calendar::new(date("2024-01-01"));
        let ticks: Vec<_> = months().iter().map(|&d| calendar.tick_of(d)).collect();
        let mut seen = Observer::new(2, ticks.clone());
        seen.turn_month(ticks[0]);
        seen.count(Count::Receptions, Strata::new(0, 0, 0));
        seen.turn_month(ticks[2]);
        for need in [true, true, false] {
            seen.count(Count::ReceptionsNeed, Strata::new(1, 0, 0));
            if need {
                seen.count(Count::Identified, Strata::new(1, 0, 0));
            }
        }
        seen.count(Count::ReceptionsNeed, Strata::new(0, 0, 0));
        seen.turn_month(ticks[6]);
        seen
    }

    fn value(t: &Tabulation, metric: &str, stratum: &str, period: &str) -> f64 {
        let l = t.layout();
        let at = l.cells.iter().position(|c| {
            l.metrics[usize::from(c.metric)].name == metric
                && l.strata[usize::from(c.stratum)] == stratum
                && l.periods[usize::from(c.period)] == period
        });
        t.record(&seen(), &Prices::default()).values[at.unwrap()]
    }

    #[test]
    fn a_quarter_holds_its_own_months_as_a_yearly_rate() {
        let t = tabulation()
            .with(&span("2024-Q1", "2024-01-01", "2024-04-01"))
            .unwrap();
        let a_year = DAYS_PER_YEAR / 91.0;
        assert!((value(&t, "custodial_receptions", "all", "2024-Q1") - a_year).abs() < 1e-9);
        let t = tabulation()
            .with(&span("2024-Q2", "2024-04-01", "2024-07-01"))
            .unwrap();
        assert_eq!(value(&t, "custodial_receptions", "all", "2024-Q2"), 0.0);
    }

    #[test]
    fn the_share_of_a_group_is_not_the_mean_of_shares() {
        let extra = Extra {
            groups: vec![both()],
            ..Extra::default()
        };
        let t = tabulation().with(&extra).unwrap();
        assert_eq!(
            value(&t, "need_identified", "area=here+there", "2024"),
            50.0
        );
        assert_eq!(value(&t, "need_identified", "area=here", "2024"), 0.0);
    }

    #[test]
    fn what_is_not_observed_is_refused() {
        for (from, to) in [
            ("2023-04-01", "2024-04-01"),
            ("2024-06-01", "2024-08-01"),
            ("2024-02-15", "2024-03-01"),
            ("2024-03-01", "2024-03-01"),
        ] {
            let refused = tabulation().with(&span("p", from, to)).unwrap_err();
            assert_eq!(refused, ExtraError::NotObserved("p".into()), "{from} {to}");
        }
        let group = Group {
            members: vec!["area=elsewhere".into()],
            ..both()
        };
        let extra = Extra {
            groups: vec![group],
            ..Extra::default()
        };
        let refused = tabulation().with(&extra).unwrap_err();
        assert_eq!(refused, ExtraError::NoStratum("area=elsewhere".into()));
    }

    #[test]
    fn asking_for_more_moves_nothing_that_was_there() {
        let plain = tabulation();
        let more = tabulation()
            .with(&span("2024-Q1", "2024-01-01", "2024-04-01"))
            .unwrap();
        let value = |t| value(t, "need_identified", "sex=male", "2024");
        assert_eq!(value(&plain), value(&more));
        let again = tabulation()
            .with(&span("2024", "2024-01-01", "2024-07-01"))
            .unwrap();
        assert_eq!(again.layout().periods, plain.layout().periods);
    }

    #[test]
    fn headline_series_are_given_by_stratum_and_the_others_when_asked() {
        let t = tabulation();
        let strata = |t: &Tabulation, metric: &str| {
            let l = t.layout();
            let is = |&&(m, _): &&(u16, u16)| l.metrics[usize::from(m)].name == metric;
            l.series.iter().filter(is).count()
        };
        assert_eq!(strata(&t, "need_identified"), 1);
        let everyone_areas_sexes_substances = 1 + 2 + 2 + 5;
        assert_eq!(
            strata(&t, "custodial_receptions"),
            everyone_areas_sexes_substances
        );
        assert_eq!(strata(&t, "recalls"), everyone_areas_sexes_substances + 9);
        let extra = Extra {
            all_series: true,
            ..Extra::default()
        };
        let all = tabulation().with(&extra).unwrap();
        assert_eq!(
            strata(&all, "need_identified"),
            everyone_areas_sexes_substances
        );
        let months = all.layout().months.len();
        let series = all.layout().series.len();
        assert_eq!(
            all.record(&seen(), &Prices::default()).series.len(),
            series * months
        );
    }
}

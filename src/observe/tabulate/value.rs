//! One value: a formula over the cells of a stratum and the months of a period.

use super::{DAYS_PER_YEAR, Tabulation};
use crate::observe::exposure::Exposures;
use crate::observe::formula::Formula;
use crate::observe::prices::{Books, Prices};
use crate::observe::quantities::{Count, Dated, Elapsed, Level, Stock, Tally};
use crate::observe::spread::{self, BINS};
use std::ops::Range;

/// The mean month.
const DAYS_PER_MONTH: f64 = DAYS_PER_YEAR / 12.0;

/// Rates of death are for 100 person-years.
const PER_100: f64 = 100.0;

impl Tabulation {
    /// The value of a metric over months `range`, in the stratum that these are the books of.
    pub(super) fn value(
        &self,
        books: Books<'_>,
        prices: &Prices,
        metric: u16,
        range: Range<usize>,
    ) -> f64 {
        let Books { seen, cells, .. } = books;
        let a_year = |amount: f64| amount * DAYS_PER_YEAR / seen.days(&range);
        let sum = |of: &dyn Fn(usize) -> f64| cells.iter().map(|&cell| of(cell)).sum::<f64>();
        let total = |c: Count| sum(&|cell| seen.total(c, cell, range.clone()));
        let days = |e: Elapsed| sum(&|cell| seen.total(e, cell, range.clone()));
        let at_ends = |d: Dated| sum(&|cell| seen.at_month_ends(d, cell, range.clone()));
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
        let others = |of: Exposures| -> f64 {
            let one = |e| sum(&|cell| seen.total(Tally::other_deaths(e), cell, range.clone()));
            of.each().map(one).sum()
        };
        match self.definitions[metric as usize].formula {
            Formula::PerYear(c) => total(c) * self.per_year(seen, &range),
            Formula::Mean(l) => person_days(l) / seen.days(&range) / self.scale,
            Formula::AtMonthEnd(d) => at_ends(d) / range.len() as f64 / self.scale,
            Formula::DaysPerYear(l) => person_days(l) * self.per_year(seen, &range),
            Formula::Expected(l) => expected(l.into()) * self.per_year(seen, &range),
            Formula::Share(n, d) => ratio(100.0 * total(n), total(d)),
            Formula::ShareOfSum(n, a, b) => ratio(100.0 * total(n), total(a) + total(b)),
            Formula::MeanOf(sum, n) => ratio(total(sum), total(n)),
            Formula::MeanDays(sum, n) => ratio(days(sum) / Elapsed::PER_DAY, total(n)),
            Formula::Percentile(what, share) => {
                let mut of = [0; BINS];
                for &cell in cells {
                    seen.add_up(what, cell, range.clone(), &mut of);
                }
                spread::percentile(&of, share)
            }
            Formula::Monthly(c, l) => ratio(100.0 * total(c) * DAYS_PER_MONTH, person_days(l)),
            Formula::ShareAtLiberty(l) => ratio(100.0 * person_days(l), at_liberty()),
            Formula::AtLiberty(c) => ratio(total(c) * DAYS_PER_YEAR, at_liberty()),
            Formula::ExpectedAtLiberty(l) => {
                ratio(expected(l.into()) * DAYS_PER_YEAR, at_liberty())
            }
            Formula::PerThousandYears(c, l) => {
                ratio(1000.0 * total(c) * DAYS_PER_YEAR, person_days(l))
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
            Formula::Mortality(of) => {
                let deaths = hazard(of) + others(of);
                ratio(deaths * PER_100 * DAYS_PER_YEAR, exposed(of))
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
            Formula::Spent(account) => books.amount(prices, &[account], range.clone()),
            Formula::SpentLedger => books.amount(prices, prices.accounts(None), range.clone()),
            Formula::Ledger(ledger) => {
                a_year(books.amount(prices, prices.accounts(ledger), range.clone()))
            }
            Formula::PresentValue => books.present_value(prices, None, range.clone()),
            Formula::NetBenefit(ledger) => books.net_benefit(prices, ledger, range.clone()),
            Formula::Worth(account) => books.worth(prices, account, range.clone()),
        }
    }
}

/// A share, or not a number where there is no denominator.
fn ratio(numerator: f64, denominator: f64) -> f64 {
    if denominator == 0.0 {
        f64::NAN
    } else {
        numerator / denominator
    }
}

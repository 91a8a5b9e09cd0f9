//! What is written down, priced: money and health as linear functions of events and person-time.
//!
//! Prices are made elsewhere from the values of a scenario; here they are numbers. A price is that
//! of the month, so an amount over any period is a sum over months and nothing is priced twice.

use super::account::{Account, Ledger};
use super::observer::Observer;
use super::quantities::{Count, Level, Staff, Stock};
use std::cell::Cell;
use std::ops::Range;

const DAYS_PER_YEAR: f64 = 365.25;
const MONTHS_PER_YEAR: usize = 12;

/// What one account is charged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tariff {
    /// For each event.
    pub events: Vec<(Count, f64)>,
    /// For each person-day.
    pub days: Vec<(Level, f64)>,
    /// For each event that a hazard stands for.
    pub expected: Vec<(Level, f64)>,
    /// For each day of a worker in post.
    pub workers: Vec<(Staff, f64)>,
    /// For each day of somebody whom a service with workers holds.
    pub held: Vec<(Staff, f64)>,
    /// A year, whatever happens; it belongs to no part of the population.
    pub a_year: f64,
    /// Once, in this month; likewise.
    pub once: f64,
}

/// What every account is charged, in the order of [`Account::ALL`].
pub type Tariffs = [Tariff; Account::COUNT];

/// The prices of one scenario; by default nothing costs anything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prices {
    /// By observed month.
    pub months: Vec<Tariffs>,
    /// The accounts of each ledger, in the order of [`Ledger::ALL`].
    pub ledgers: [Vec<Account>; Ledger::COUNT],
    /// The ledger in force.
    pub in_force: Ledger,
    /// Money a year later is worth less by this, 0.035 for 3.5 %.
    pub discount: f64,
    /// Health a year later.
    pub discount_health: f64,
    /// Pounds for a year of life in full health.
    pub qaly: f64,
    /// What each price by itself is charged, in the order of [`Layout::prices`]; nothing where
    /// that is not asked for.
    ///
    /// [`Layout::prices`]: super::Layout::prices
    pub contributions: Vec<Contribution>,
}

impl Prices {
    /// The accounts of a ledger, or of the one in force.
    pub fn accounts(&self, ledger: Option<Ledger>) -> &[Account] {
        &self.ledgers[ledger.unwrap_or(self.in_force) as usize]
    }
}

/// What one price by itself is charged, stretch of months by stretch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contribution {
    stretches: Vec<(Range<usize>, Tariffs)>,
}

impl Contribution {
    /// Adds what it is charged in a range of months; nothing where that is nothing.
    pub fn add(&mut self, months: Range<usize>, tariffs: Tariffs) {
        if tariffs.iter().any(|tariff| *tariff != Tariff::default()) {
            self.stretches.push((months, tariffs));
        }
    }
}

/// What something a year later is worth now. The first year counts in full and the others by
/// whole years, as the tables of the Green Book do; so do years before the first.
pub fn discount_factor(rate: f64, months: i64) -> f64 {
    let years = months.div_euclid(MONTHS_PER_YEAR as i64).max(0);
    libm::pow(1.0 + rate, -(years as f64))
}

/// Amounts of one world in one stratum that were worked out already, by month and account: the same
/// months are in a year, in the whole window and in every ledger.
#[derive(Clone, Debug)]
pub struct Known {
    amounts: Vec<Cell<Option<f64>>>,
}

impl Known {
    /// Nothing yet, of this number of months.
    pub fn nothing(months: usize) -> Known {
        Known {
            amounts: vec![Cell::new(None); months * Account::COUNT],
        }
    }

    fn amount(&self, month: usize, account: Account, work_out: impl FnOnce() -> f64) -> f64 {
        let known = &self.amounts[month * Account::COUNT + account as usize];
        let amount = known.get().unwrap_or_else(work_out);
        known.set(Some(amount));
        amount
    }
}

/// Cells that are summed, of a world at `scale` whose policies start in month `policy`.
#[derive(Clone, Copy, Debug)]
pub struct Books<'a> {
    /// What one world wrote down.
    pub seen: &'a Observer,
    /// The cells of a stratum; the first of all cells is everybody.
    pub cells: &'a [usize],
    /// Simulated people for each real one.
    pub scale: f64,
    /// The first month of the policy window.
    pub policy: usize,
    /// What was worked out already of these cells.
    pub known: &'a Known,
}

impl Books<'_> {
    /// The amount of one account in one month.
    fn month(self, tariff: &Tariff, month: usize) -> f64 {
        let range = month..month + 1;
        let cell = |cell: usize| {
            let events = tariff.events.iter();
            let events = events.map(|&(c, price)| self.seen.total(c, cell, range.clone()) * price);
            let days = tariff.days.iter();
            let days =
                days.map(|&(l, price)| self.seen.person_days(l, cell, range.clone()) * price);
            let expected = tariff.expected.iter();
            let expected =
                expected.map(|&(l, price)| self.seen.expected(l, cell, range.clone()) * price);
            events.chain(days).chain(expected).sum::<f64>()
        };
        // Workers are those of the real country, whatever the scale.
        let workers = |cell: usize| {
            let days = |s| {
                self.seen
                    .person_days(Stock::in_post(s), cell, range.clone())
            };
            let workers = tariff.workers.iter();
            workers.map(|&(s, price)| days(s) * price).sum::<f64>()
        };
        let held = |cell: usize| {
            let days = |s| {
                self.seen
                    .person_days(Stock::caseload(s), cell, range.clone())
            };
            let held = tariff.held.iter();
            held.map(|&(s, price)| days(s) * price).sum::<f64>()
        };
        let of_people = self.cells.iter().map(|&c| cell(c) + held(c)).sum::<f64>() / self.scale
            + self.cells.iter().map(|&c| workers(c)).sum::<f64>();
        if self.cells.contains(&0) {
            of_people + tariff.a_year * self.seen.days(&range) / DAYS_PER_YEAR + tariff.once
        } else {
            of_people
        }
    }

    /// The amount of some accounts in a range of months, each month times what `factor` says.
    fn sum(
        self,
        prices: &Prices,
        accounts: &[Account],
        range: Range<usize>,
        factor: impl Fn(usize) -> f64,
    ) -> f64 {
        let month = |m: usize| {
            let tariffs = prices.months.get(m);
            let amount =
                |t: &Tariffs, a: Account| self.known.amount(m, a, || self.month(&t[a as usize], m));
            let one = |&a: &Account| tariffs.map_or(0.0, |t| amount(t, a));
            accounts.iter().map(one).sum::<f64>() * factor(m)
        };
        range.map(month).sum()
    }

    /// The amount of some accounts, undiscounted.
    pub fn amount(self, prices: &Prices, accounts: &[Account], range: Range<usize>) -> f64 {
        self.sum(prices, accounts, range, |_| 1.0)
    }

    fn discounted(
        self,
        prices: &Prices,
        accounts: &[Account],
        range: Range<usize>,
        rate: f64,
    ) -> f64 {
        self.sum(prices, accounts, range, |m| {
            discount_factor(rate, m as i64 - self.policy as i64)
        })
    }

    /// The money of a ledger, or of the one in force, at the start of the policy.
    pub fn present_value(
        self,
        prices: &Prices,
        ledger: Option<Ledger>,
        range: Range<usize>,
    ) -> f64 {
        self.discounted(prices, prices.accounts(ledger), range, prices.discount)
    }

    /// What one price brings into the net benefit of the whole policy window, in each ledger.
    pub fn contribution(self, prices: &Prices, of: &Contribution) -> [f64; Ledger::COUNT] {
        let mut all = [0.0; Ledger::COUNT];
        let stretches = of.stretches.iter();
        let months = stretches
            .flat_map(|(months, tariffs)| months.clone().map(move |m| (m, tariffs)))
            .filter(|(m, _)| *m >= self.policy);
        for (m, tariffs) in months {
            let after = m as i64 - self.policy as i64;
            let health = self.month(&tariffs[Account::Qalys as usize], m);
            let health = prices.qaly * health * discount_factor(prices.discount_health, after);
            let money = Account::ALL.map(|a| self.month(&tariffs[a as usize], m));
            for (sum, ledger) in all.iter_mut().zip(&prices.ledgers) {
                let money = ledger.iter().map(|&a| money[a as usize]).sum::<f64>();
                *sum -= money * discount_factor(prices.discount, after) + health;
            }
        }
        all
    }

    /// What is gained in money and in health, both at the start of the policy: of one scenario less
    /// than nothing, of a difference what the change is worth.
    pub fn net_benefit(self, prices: &Prices, ledger: Option<Ledger>, range: Range<usize>) -> f64 {
        let lost = self.worth(prices, Account::Qalys, range.clone());
        -(self.present_value(prices, ledger, range) + lost)
    }

    /// Years of life in full health of an account in pounds at the start of the policy.
    pub fn worth(self, prices: &Prices, account: Account, range: Range<usize>) -> f64 {
        prices.qaly * self.discounted(prices, &[account], range, prices.discount_health)
    }
}

#[cfg(test)]
mod tests {
    use super::super::strata::Strata;
    use super::*;
    use crate::engine::Tick;
    use crate::strata::{Sex, Substance};

    /// Three years of thirty-day months with ten arrests in each and two people in prison.
    fn seen() -> Observer {
        let months: Vec<Tick> = (0..=36).map(|m| Tick::from_days(m * 30)).collect();
        let mut seen = Observer::new(1, months.clone());
        seen.turn_month(months[0]);
        seen.shift(
            Level::Prison,
            Strata::new(0, Sex::Male, Substance::Opiate),
            2,
            months[0],
        );
        for month in &months[1..] {
            for _ in 0..10 {
                seen.count(Count::Arrests, Strata::new(0, Sex::Male, Substance::Opiate));
            }
            seen.turn_month(*month);
        }
        seen
    }

    fn prices(arrest: f64, day: f64) -> Prices {
        let mut tariffs = Tariffs::default();
        tariffs[Account::Police as usize].events = vec![(Count::Arrests, arrest)];
        tariffs[Account::Prison as usize].days = vec![(Level::Prison, day)];
        Prices {
            months: vec![tariffs; 36],
            ledgers: [
                vec![Account::Police, Account::Prison],
                vec![Account::Crime],
                vec![Account::Police, Account::Prison, Account::Victims],
            ],
            in_force: Ledger::Budget,
            discount: 0.035,
            discount_health: 0.015,
            qaly: 70_000.0,
            contributions: Vec::new(),
        }
    }

    fn books<'a>(seen: &'a Observer, known: &'a Known) -> Books<'a> {
        Books {
            seen,
            cells: &[0],
            scale: 0.5,
            policy: 0,
            known,
        }
    }

    #[test]
    fn amounts_are_linear_in_prices() {
        let seen = seen();
        let amount =
            |p: &Prices| books(&seen, &Known::nothing(36)).amount(p, p.accounts(None), 0..36);
        let (one, other) = (prices(1.0, 0.0), prices(0.0, 1.0));
        assert_eq!(amount(&one), 720.0);
        assert_eq!(amount(&other), 2.0 * 36.0 * 30.0 / 0.5);
        let both = amount(&prices(3.0, 7.0));
        assert!((both - 3.0 * amount(&one) - 7.0 * amount(&other)).abs() < 1e-6);
    }

    /// Twenty arrests a month at a pound: 240 in each of three years.
    #[test]
    fn a_present_value_is_the_one_worked_out_by_hand() {
        let seen = seen();
        let value = books(&seen, &Known::nothing(36)).present_value(&prices(1.0, 0.0), None, 0..36);
        let by_hand = 240.0 + 240.0 / 1.035 + 240.0 / 1.071_225;
        assert!((value - by_hand).abs() < 1e-9, "{value} {by_hand}");
        let third_year =
            books(&seen, &Known::nothing(36)).present_value(&prices(1.0, 0.0), None, 24..36);
        assert!((third_year - 240.0 / 1.071_225).abs() < 1e-9);
        assert_eq!(discount_factor(0.035, -5), 1.0);
    }

    #[test]
    fn what_belongs_to_nobody_is_in_the_whole_alone() {
        let seen = seen();
        let mut p = prices(0.0, 0.0);
        p.months[1][Account::Programme as usize] = Tariff {
            a_year: DAYS_PER_YEAR,
            once: 7.0,
            ..Tariff::default()
        };
        let whole = books(&seen, &Known::nothing(36)).amount(&p, &[Account::Programme], 0..36);
        assert!((whole - 37.0).abs() < 1e-9, "{whole}");
        let nothing = Known::nothing(36);
        let part = Books {
            cells: &[1],
            ..books(&seen, &nothing)
        };
        assert_eq!(part.amount(&p, &[Account::Programme], 0..36), 0.0);
    }

    /// Ten arrests a month on half the people are twenty; two people in prison are four. An arrest costs
    /// the police 3 pounds and victims 5, a day in prison 2, crime 7 an arrest, and a hundredth of a
    /// QALY of 1,000 pounds is lost with each arrest. One month, worked out by hand.
    #[test]
    fn each_ledger_adds_up_its_own_accounts() {
        let seen = seen();
        let mut p = prices(3.0, 2.0);
        p.qaly = 1000.0;
        for tariffs in &mut p.months {
            tariffs[Account::Victims as usize].events = vec![(Count::Arrests, 5.0)];
            tariffs[Account::Crime as usize].events = vec![(Count::Arrests, 7.0)];
            tariffs[Account::Qalys as usize].events = vec![(Count::Arrests, 0.01)];
        }
        let police = 20.0 * 3.0;
        let prison = 4.0 * 30.0 * 2.0;
        let health = 20.0 * 0.01 * 1000.0;
        let by_hand = [
            police + prison + health,
            20.0 * 7.0 + health,
            police + prison + 20.0 * 5.0 + health,
        ];
        for (ledger, by_hand) in Ledger::ALL.into_iter().zip(by_hand) {
            let net = books(&seen, &Known::nothing(36)).net_benefit(&p, Some(ledger), 0..1);
            assert!((net + by_hand).abs() < 1e-9, "{ledger:?}: {net} {by_hand}");
        }
        // A year on, money counts for 1.035 less and health for 1.015 less.
        let social =
            books(&seen, &Known::nothing(36)).net_benefit(&p, Some(Ledger::Social), 12..13);
        let later = (police + prison + 100.0) / 1.035 + health / 1.015;
        assert!((social + later).abs() < 1e-9, "{social} {later}");
        // The same by the price: what an arrest costs victims is in one ledger alone.
        let mut of = Contribution::default();
        let mut tariffs = Tariffs::default();
        tariffs[Account::Victims as usize].events = vec![(Count::Arrests, 5.0)];
        of.add(0..1, tariffs);
        assert_eq!(
            books(&seen, &Known::nothing(36)).contribution(&p, &of),
            [0.0, 0.0, -100.0]
        );
    }

    /// A year lost costs its value, discounted at the rate of health.
    #[test]
    fn health_is_discounted_at_its_own_rate() {
        let seen = seen();
        let mut p = prices(0.0, 0.0);
        for tariffs in &mut p.months {
            tariffs[Account::Qalys as usize].events = vec![(Count::Arrests, 0.1)];
        }
        let value = books(&seen, &Known::nothing(36)).net_benefit(&p, None, 12..24);
        assert!((value + 70_000.0 * 24.0 / 1.015).abs() < 1e-6, "{value}");
    }
}

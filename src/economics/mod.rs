//! What things cost: the unit costs of a scenario as prices of what is counted.
//!
//! There are three ledgers and one switch. The *budget* is public spending by payer: unit cost times
//! events or person-time. *Society* is the social cost of crime, which contains what police, courts,
//! prison and probation spend in response, with what is not in it: treatment, health care, housing
//! and programmes. *Social* is cost-benefit: the budget with what crime costs its victims, the
//! response left out, since the budget has it as it is simulated. They are never added. All amounts
//! are linear in what is counted, so that a policy that changes nothing costs exactly nothing.

mod contributions;
mod crime;
mod payers;
mod qalys;

pub use crime::{Part, dearer, mean_cost};

use crate::observe::{Account, Ledger, Prices, Tariff, Tariffs};
use crate::scenario::schema::{self, Costs, Model};

pub use contributions::{PROGRAMME, contributions, priced};

const DAYS_PER_YEAR: f64 = 365.25;

/// The accounts of public spending.
const BUDGET: [Account; 8] = [
    Account::Police,
    Account::Courts,
    Account::Prison,
    Account::Probation,
    Account::Treatment,
    Account::Health,
    Account::Housing,
    Account::Programme,
];

/// The accounts of society. What police, courts, prison and probation spend is in the cost of crime.
const SOCIETY: [Account; 5] = [
    Account::Crime,
    Account::Treatment,
    Account::Health,
    Account::Housing,
    Account::Programme,
];

/// The accounts of social cost-benefit. The budget has the response to crime as it is simulated, so
/// that of crime there is what falls on victims alone.
const SOCIAL: [Account; 9] = [
    Account::Police,
    Account::Courts,
    Account::Prison,
    Account::Probation,
    Account::Treatment,
    Account::Health,
    Account::Housing,
    Account::Programme,
    Account::Victims,
];

/// The accounts that make up a total.
pub fn ledger(ledger: Ledger) -> &'static [Account] {
    match ledger {
        Ledger::Budget => &BUDGET,
        Ledger::Society => &SOCIETY,
        Ledger::Social => &SOCIAL,
    }
}

/// The ledger that a scenario asks for.
fn in_force(costs: &Costs) -> Ledger {
    match costs.ledger {
        schema::Ledger::Budget => Ledger::Budget,
        schema::Ledger::Society => Ledger::Society,
        schema::Ledger::Social => Ledger::Social,
    }
}

/// The values in force in one month.
#[derive(Clone, Debug)]
pub struct Month<'a> {
    /// National values on its first day, by which everything that is simulated is priced.
    pub national: &'a Model,
    /// National values on the day before it.
    pub before: &'a Model,
    /// The values of the month in the order of time, each with its share of the days.
    pub values: Vec<(f64, &'a Model)>,
    /// The areas that are simulated.
    pub areas: &'a [String],
    /// Their share of the need of England and Wales, for what is stated for the whole.
    pub need: f64,
    /// Years from the middle of the month to the end of the period.
    pub left: f64,
    /// Days of the month, if it is the last of the period.
    pub last: Option<f64>,
}

/// The prices of a scenario by the values in force in each observed month.
pub fn prices(months: &[Month<'_>]) -> Prices {
    let Some(first) = months.first() else {
        return Prices::default();
    };
    let c = &first.national.costs;
    Prices {
        months: months.iter().map(tariffs).collect(),
        ledgers: Ledger::ALL.map(|one| ledger(one).to_vec()),
        in_force: in_force(c),
        discount: *c.discount,
        discount_health: *c.discount_health,
        qaly: *c.qalys.value * *c.prices,
        contributions: Vec::new(),
    }
}

/// What every account is charged in a month.
fn tariffs(now: &Month<'_>) -> Tariffs {
    let mut all = Tariffs::default();
    for account in Account::ALL {
        let tariff = &mut all[account as usize];
        *tariff = of(account, now);
        if account.is_money() {
            rebase(tariff, &now.national.costs);
        }
    }
    all
}

fn of(account: Account, now: &Month<'_>) -> Tariff {
    let c = &now.national.costs;
    match account {
        Account::Police => payers::police(c),
        Account::Courts => payers::courts(c),
        Account::Prison => payers::prison(c),
        Account::Probation => payers::probation(c),
        Account::Treatment => payers::treatment(c),
        Account::Health => payers::health(c),
        Account::Housing => payers::housing(c),
        Account::Programme => payers::programmes(now),
        Account::Crime => crime::tariff(now.national, Part::Whole),
        Account::Victims => crime::tariff(now.national, Part::Victims),
        Account::Qalys => qalys::tariff(c),
        Account::AfterDeaths => qalys::after_deaths(now),
        Account::AfterRecovery => qalys::after_recovery(now),
        Account::Building => payers::building(c),
    }
}

/// Every price in the prices of the year that results are shown in.
fn rebase(tariff: &mut Tariff, costs: &Costs) {
    let by = *costs.prices;
    for (_, price) in &mut tariff.events {
        *price *= by;
    }
    for (_, price) in tariff.days.iter_mut().chain(&mut tariff.expected) {
        *price *= by;
    }
    for (_, price) in tariff.workers.iter_mut().chain(&mut tariff.held) {
        *price *= by;
    }
    tariff.a_year *= by;
    tariff.once *= by;
}

/// A price a year as one a day.
fn daily(a_year: f64) -> f64 {
    a_year / DAYS_PER_YEAR
}

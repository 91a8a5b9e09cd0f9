//! How metrics are made from what was written down.

use super::account::{Account, Ledger};
use super::exposure::Exposures;
use super::quantities::{Count, Dated, Elapsed, Level, Spread, Staff};

/// How a metric is made from what was written down.
#[derive(Clone, Copy, Debug)]
pub enum Formula {
    /// Events a year.
    PerYear(Count),
    /// Mean number of people at a time.
    Mean(Level),
    /// Number of people when a month ends, its mean over several months.
    AtMonthEnd(Dated),
    /// Person-days a year.
    DaysPerYear(Level),
    /// A hazard's integral, events a year.
    Expected(Level),
    /// Per cent of one count in another.
    Share(Count, Count),
    /// Mean of a sum over events.
    MeanOf(Count, Count),
    /// Mean of days summed over events.
    MeanDays(Elapsed, Count),
    /// Per cent of one count in the sum of two others.
    ShareOfSum(Count, Count, Count),
    /// Per cent of the sum of two counts in another.
    SharedBy(Count, Count, Count),
    /// Per cent of one level in another.
    Occupancy(Level, Level),
    /// The time below which a share of the times lies, in per cent: the median at 50.
    Percentile(Spread, u8),
    /// Per cent of the people of a level to whom it happens in a month, events over person-months.
    Monthly(Count, Level),
    /// Per cent of the people at liberty.
    ShareAtLiberty(Level),
    /// Events for each person-year at liberty.
    AtLiberty(Count),
    /// Events that a hazard stands for, for each person-year at liberty.
    ExpectedAtLiberty(Level),
    /// Events for each thousand person-years of a level.
    PerThousandYears(Count, Level),
    /// Mean of a sum of thousandths over people.
    Score(Level, Level),
    /// Overdoses a year of people exposed, fatal or not.
    Overdoses(bool, Exposures),
    /// Overdose deaths a year of people exposed, as their hazard's integral.
    ExpectedDeaths(Exposures),
    /// Person-days a year of people exposed.
    ExposedDays(Exposures),
    /// Overdose deaths counted for each 100 person-years exposed.
    DeathRate(Exposures),
    /// The same, from the hazard.
    ExpectedDeathRate(Exposures),
    /// Deaths of any cause for each 100 person-years exposed: overdoses from the hazard, others counted.
    Mortality(Exposures),
    /// Per cent of a count who die of overdose while exposed, from the hazard.
    ExpectedRisk(Exposures, Count),
    /// Days a year, whatever the scale.
    Days(Level),
    /// Caseload for each worker in post.
    PerWorker(Staff),
    /// Per cent of posts that are vacant.
    Vacant(Staff),
    /// Per cent of a count in the same count over everyone: what a stratum makes up of the whole.
    Composition(Count),
    /// The amount of an account a year, at the prices of the scenario.
    Amount(Account),
    /// The amount a year of all accounts of a ledger, or of the one in force.
    Ledger(Option<Ledger>),
    /// The amount of an account in the period itself: pounds spent, not a rate.
    Spent(Account),
    /// The same of all accounts of the ledger in force.
    SpentLedger,
    /// The amount of the ledger in force over the whole period, at the start of the policy.
    PresentValue,
    /// Less money of a ledger, or of the one in force, and less health lost, in pounds at the start
    /// of the policy.
    NetBenefit(Option<Ledger>),
    /// Years of life in full health of an account, in pounds at the start of the policy.
    Worth(Account),
}

/// In which strata of persons something exists at all: what belongs to no one in particular has
/// no value there, where a nought would be taken for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whom {
    /// By area.
    pub areas: bool,
    /// By sex.
    pub sexes: bool,
    /// By substance.
    pub substances: bool,
}

impl Whom {
    const EVERYBODY: Self = Self::in_each([true; 3]);

    const fn in_each([areas, sexes, substances]: [bool; 3]) -> Self {
        Self {
            areas,
            sexes,
            substances,
        }
    }
}

impl Formula {
    /// In which strata of persons it has a value.
    pub fn whom(self) -> Whom {
        match self {
            // Prisons are for men or for women, and the whole country's.
            Formula::Mean(level) | Formula::Days(level) | Formula::Occupancy(_, level)
                if level.is_of_the_estate() =>
            {
                Whom::in_each([false, true, false])
            }
            // Workers have an area, and serve whoever comes.
            Formula::PerWorker(_) | Formula::Vacant(_) => Whom::in_each([true, false, false]),
            Formula::Amount(Account::Programme) | Formula::Spent(Account::Programme) => {
                Whom::in_each([false; 3])
            }
            _ => Whom::EVERYBODY,
        }
    }
}

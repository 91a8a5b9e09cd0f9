//! Incentivised substance-free living (ISFL) wings and peer mentors in prison.

use crate::scenario::units::{Count, Duration, Multiplier, Probability, Rate, Spread, Tally};
use crate::strata::BySex;
use schemars::JsonSchema;
use serde::Deserialize;

/// Wings on which people commit themselves to live free of drugs and are tested for it.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Isfl {
    /// Beds.
    pub beds: BySex<Count>,
    /// Referrals of sentenced people in treatment who do not use, at a site with a wing.
    pub referral: Rate,
    /// Referral of those who are not in treatment against those who are.
    pub untreated: Multiplier,
    /// Referral of people who use against those who do not: beds that stand empty go to whoever needs a cell.
    pub using: Multiplier,
    /// Referred people who sign the compact where nothing is offered for it.
    pub signs: Probability,
    /// Odds of signing for the incentives offered: visits, time unlocked, work.
    pub incentive: Multiplier,
    /// Random tests of a resident.
    pub tests: Rate,
    /// Tests of a resident who uses that find it.
    pub sensitivity: Probability,
    /// Positive tests that end the stay.
    pub removal: Probability,
    /// Engagement of those removed, for the rest of their time in custody, against others: the incentives are gone.
    pub removed: Multiplier,
    /// Supply on the wing against the prison around it, where as many residents use as in the reference year: leakage.
    pub leakage: Multiplier,
    /// Rise of leakage for each unit by which the share of residents who use is above that of the reference year; supply on the wing is never above that around it.
    pub mixing: Multiplier,
    /// Share of residents who use in the reference year.
    pub mixing_reference: Probability,
    /// Return to use on the wing against off it at equal supply, at a site of quality 1.
    pub use_factor: Multiplier,
    /// Engagement on the wing against off it: it divides dropout and multiplies the odds of completion, at a site of quality 1.
    pub engagement: Multiplier,
}

/// Peer mentors among prisoners.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Peers {
    /// Posts for mentors.
    pub posts: Count,
    /// People free of use at the end of a programme who apply, if they have time left.
    pub applies: Probability,
    /// Other suitable people who apply: sentenced, free of use, whether or not they were ever treated.
    pub suitable: Rate,
    /// Shortest time left to serve for an application.
    pub shortest_left: Duration,
    /// Median time of vetting after the governor's approval.
    pub vetting: Duration,
    /// Log-sd of it.
    pub vetting_spread: Spread,
    /// Mean time as a mentor, if neither release nor relapse ends it.
    pub length: Duration,
    /// Clients for each mentor at which the effects below are reached in full; fewer mentors have less.
    pub clients: Tally,
    /// Odds of accepting treatment in full.
    pub acceptance: Multiplier,
    /// Dropout in full against none.
    pub dropout: Multiplier,
    /// Return to use of a mentor in custody against others.
    pub mentor_relapse: Multiplier,
    /// Load of drug workers in full against none.
    pub load: Multiplier,
}

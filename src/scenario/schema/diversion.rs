//! Diversion before and after arrest.

use super::Workers;
use crate::scenario::units::{
    Duration, Exponent, Interval, Multiplier, Probability, Spread, Switch, Tally, Weight,
};
use crate::strata::{ByDiversion, ByOffence, ByTier};
use schemars::JsonSchema;
use serde::Deserialize;

/// Who is diverted, on what conditions, and what follows.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Diversion {
    /// Navigators of schemes in England and Wales; an area has its share of need. Each has a caseload, and when all of an area's are full nobody is offered a place.
    pub workers: Workers,
    /// Community resolution on the street, instead of an arrest; thought of first.
    pub street: Offer,
    /// Deferred summons on the street, for who is not offered a community resolution.
    pub summons: Offer,
    /// After arrest, instead of a charge or a disposal without conditions.
    pub custody: Offer,
    /// Most previous convictions.
    pub convictions_up_to: Tally,
    /// Whether people in the high tier of risk of serious harm may be diverted.
    pub high_risk: Switch,
    /// Time after a diversion in which there is no other.
    pub not_again_for: Duration,
    /// Whether an admission of guilt is asked for before an offer; on the street it never is.
    pub admission: Switch,
    /// People who admit the offence where that is asked for.
    pub admits: Probability,
    /// Offers accepted, mean motivation.
    pub accepted: Probability,
    /// Weight of each form among diversions after arrest; those of `street` and `summons` are not used.
    pub form: ByDiversion<Weight>,
    /// Arrests otherwise heading for no further action for which an offer is open all the same.
    pub net_widening: Probability,
    /// What the person must do.
    pub conditions: Conditions,
    /// Breaches that bring a charge.
    pub charged: ByDiversion<Probability>,
    /// Median time from breach to charge.
    pub charge_delay: Duration,
    /// Log-sd of it.
    pub charge_delay_spread: Spread,
    /// People with need who are referred to community treatment at the start.
    pub referred: Probability,
    /// Median wait for that first appointment.
    pub treatment_appointment: Duration,
    /// Reoffending of those who keep to their conditions over that of the prosecuted, as a mean
    /// over the time that the effect lasts, by tier of risk.
    pub effect: ByTier<Multiplier>,
    /// Share of the association that is causal.
    pub causal_share: Probability,
    /// Time over which the effect fades to nothing, in eight steps.
    pub effect_lasts: Duration,
}

/// Who may be offered diversion at one point, and how often they are.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Offer {
    /// Share of offences of each type, the least severe first, that may be diverted.
    pub eligible: ByOffence<Probability>,
    /// Eligible people who are offered it: local practice.
    pub offered: Probability,
}

/// The conditions of a diversion.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Conditions {
    /// Median wait for the assessment.
    pub assessment: Duration,
    /// Log-sd of it.
    pub assessment_spread: Spread,
    /// Time until a missed assessment is tried again.
    pub retry: Interval,
    /// Time within which the assessment must be attended.
    pub assessment_by: Duration,
    /// Length of the contract after assessment.
    pub contract: Duration,
    /// Sessions in that time.
    pub sessions: Tally,
    /// Sessions that may be missed.
    pub misses_allowed: Tally,
    /// Sessions and assessments attended, mean motivation, not dependent, with a home.
    pub attended: Probability,
    /// Odds of attending in dependent use.
    pub attended_dependent: Multiplier,
    /// Odds of attending for the homeless.
    pub attended_homeless: Multiplier,
    /// Exponent of the navigators' load above the recommended caseload on the odds of attending.
    pub load_exponent: Exponent,
}

//! Drug tests on arrest, and arrest referral workers in custody suites.

use super::Workers;
use crate::scenario::units::{
    Count, Duration, Exponent, Hour, Hours, Interval, Multiplier, Probability, Spread,
};
use crate::strata::{ByOffence, BySubstance, ByUse};
use schemars::JsonSchema;
use serde::Deserialize;

/// From arrest to an appointment with community treatment, whatever becomes of the case.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct ArrestReferral {
    /// Drug tests on arrest.
    pub test: DrugTest,
    /// Workers in England and Wales, full time; an area has its share of need. Their caseload, recommended and at most, is the people one sees in a shift of eight hours.
    pub workers: Workers,
    /// Time of day, from midnight, at which the first of the three shifts begins.
    pub first_shift: Hour,
    /// Hours a week that one worker is in a suite, leave and other duties taken off.
    pub hours: Hours,
    /// Custody suites in England and Wales; under an area, in that area.
    #[schemars(extend("x-total" = true))]
    pub suites: Count,
    /// Share of the weekday shifts that are worked on weekends and holidays.
    pub weekend: Probability,
    /// Median time an arrested person is held.
    pub detention: Duration,
    /// Log-sd of the time held.
    pub detention_spread: Spread,
    /// People with need, not tested positive, whose need custody staff or workers notice.
    pub noticed: Probability,
    /// People seen by a worker who agree to a referral.
    pub agrees: Probability,
    /// Exponent of the workers' load above the recommended people a shift on the odds of agreeing.
    pub load_exponent: Exponent,
    /// Time over which the people who ask and are seen are averaged: what was longer ago counts less than a third.
    pub averaged_over: Interval,
    /// Median wait for the appointment.
    pub appointment: Duration,
    /// Log-sd of it.
    pub appointment_spread: Spread,
    /// Appointments kept on the day of the offer, mean motivation, settled home.
    pub attended: Probability,
    /// Odds of attending after three days of waiting against one day.
    pub attended_day_three: Multiplier,
    /// Odds of attending for each week of waiting, apart from that.
    pub attended_per_week: Multiplier,
    /// Odds of attending for the homeless.
    pub attended_homeless: Multiplier,
    /// Appointments at a time and place the person chooses.
    pub flexible: Probability,
    /// Odds of attending a flexible appointment.
    pub attended_flexible: Multiplier,
}

/// Drug tests on arrest for opiates and cocaine.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct DrugTest {
    /// Arrests in suites that test.
    pub coverage: Probability,
    /// Arrests of each type that are for a trigger offence and are tested where tests are made.
    pub trigger: ByOffence<Probability>,
    /// Other arrests that are tested on an inspector's authority.
    pub authorised: Probability,
    /// Positive tests of people in dependent use; of people without need, any use of cocaine.
    pub positive: BySubstance<Probability>,
    /// Positive tests by state of use, against dependent use.
    pub positive_use: ByUse<Multiplier>,
    /// Positive tests that are followed by the required assessment where no worker was in the suite.
    pub assessed: Probability,
    /// Time from such a test to that assessment.
    pub assessment: Duration,
    /// Of those assessed with need, referred to treatment.
    pub referred: Probability,
}

//! Release: what is prepared before it, at the gate, and the contacts of the weeks after.

use crate::scenario::units::{
    Correlation, Count, Duration, Exponent, Multiplier, Probability, Spread,
};
use crate::strata::ByTier;
use schemars::JsonSchema;
use serde::Deserialize;

/// The work before, at and after the gate.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Release {
    /// People with need whose release the rules plan; a planner must have room.
    pub planned: ByTier<Probability>,
    /// Shortest stay in custody that leaves time for a plan.
    pub shortest_stay: Duration,
    /// A release this soon after reception comes at too short notice for any of it to be planned.
    pub notice: Duration,
    /// How long before the release date a planner is asked for; for stays that are shorter, at once.
    pub lead_time: Duration,
    /// Median time from finding a planner until a plan stands: a release before then goes without it.
    pub plan_takes: Duration,
    /// Log-sd of it.
    pub plan_spread: Spread,
    /// Exponent of the planners' load above the recommended caseload on that time.
    pub plan_load_exponent: Exponent,
    /// Joint plan: correlation of the successes below, on the normal scale.
    pub joint_plan: Correlation,
    /// Planned releases with an in-reach visit or call of the home service.
    pub in_reach: Probability,
    /// Planned releases with an appointment at the home service.
    pub appointment: Probability,
    /// Unplanned releases with one.
    pub appointment_unplanned: Probability,
    /// Days from release to the appointment, median.
    pub appointment_wait: Duration,
    /// Log-sd of it.
    pub appointment_spread: Spread,
    /// Appointments kept at no wait, by a person with mean motivation.
    pub attended: Probability,
    /// Odds of keeping it after three days of wait against one day.
    pub attended_day_three: Multiplier,
    /// Odds of keeping it for each week of wait, apart from that.
    pub attended_per_week: Multiplier,
    /// Odds of keeping it after in-reach.
    pub attended_in_reach: Multiplier,
    /// Odds of keeping it when met at the gate.
    pub attended_met: Multiplier,
    /// Odds of keeping it when homeless.
    pub attended_homeless: Multiplier,
    /// Maintained people released with a bridging prescription.
    pub bridge: Probability,
    /// Length of the bridging prescription.
    pub bridge_length: Duration,
    /// Leavers who use opiates and are handed naloxone.
    pub naloxone: Probability,
    /// Releases due before a weekend or holiday that are brought forward by a day.
    pub off_fridays: Probability,
    /// Chance of a place or a service on the day, before a weekend or holiday, against other days.
    pub friday_access: Multiplier,
    /// Leavers with need who are met at the gate by others than a worker through the gate.
    pub met_at_gate: Probability,
    /// Contacts offered in all.
    pub contacts: Count,
    /// Time after release over which they are spread.
    pub contacts_over: Duration,
    /// Share of those contacts in days 0 to 14.
    pub contacts_in_fortnight: Probability,
    /// Time after an earlier release point begins in which its releases count as made in bulk, with those of people who came in before it.
    pub bulk_within: Duration,
    /// Contacts kept, of a person with mean motivation, in a home.
    pub contact_kept: Probability,
    /// Odds of keeping a contact when homeless.
    pub contact_homeless: Multiplier,
    /// Odds of keeping a contact when dependent and untreated.
    pub contact_dependent: Multiplier,
    /// Kept contacts that bring an untreated person with need to treatment.
    pub contact_links: Probability,
}

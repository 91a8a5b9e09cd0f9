//! Services with workers and caseloads.

use super::Model;
use crate::scenario::units::{
    Caseload, Count, Duration, Exponent, Multiplier, Posts, Priority, Probability, PromptRate,
    Rate, Spread, Switch, Turnover,
};
use crate::strata::{BySubstance, Staff, services};
use schemars::JsonSchema;
use serde::Deserialize;

/// A service staffed by workers with caseloads. Places are workers in post times `limit`.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Workers {
    /// Established posts at 1:1, in England and Wales; under an area, in that area.
    #[schemars(extend("x-total" = true))]
    pub posts: Posts,
    /// Share of posts vacant at the start.
    pub vacant: Probability,
    /// Workers who leave, at the recommended caseload.
    pub leaving: Turnover,
    /// Exponent of caseload over recommended on leaving.
    pub leaving_exponent: Exponent,
    /// Median time from vacancy to a new worker: advert, vetting, training.
    pub recruitment: Duration,
    /// Log-sd of it.
    pub recruitment_spread: Spread,
    /// Recommended caseload.
    pub recommended: Caseload,
    /// Hard limit of the caseload.
    pub limit: Caseload,
}

macro_rules! workers {
    ($(
        $(#[$_doc:meta])* $staff:ident: $_stands:ident $_name:literal,
        $first:ident $(. $rest:ident)*, $_luck:ident($_number:literal);
    )+) => {
        impl Model {
            /// The workers of a service.
            #[inline]
            pub fn workers(&self, of: Staff) -> &Workers {
                match of { $(Staff::$staff => &self.$first $(. $rest)*,)+ }
            }

            /// The workers of a service, to be changed.
            pub fn workers_mut(&mut self, of: Staff) -> &mut Workers {
                match of { $(Staff::$staff => &mut self.$first $(. $rest)*,)+ }
            }
        }
    };
}
services!(workers);

/// Structured treatment in the community: opiate and other services apart.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct CommunityTreatment {
    /// Keyworkers of the opiate service.
    pub opiate: Workers,
    /// Keyworkers of the other services.
    pub other: Workers,
    /// Self-referral of an untreated dependent person with mean motivation.
    pub self_referral: BySubstance<PromptRate>,
    /// Self-referral of people never in trouble with the law against the others.
    pub self_referral_no_justice: Multiplier,
    /// Median time from referral to assessment, even with places free.
    pub assessment: Duration,
    /// Log-sd of it.
    pub assessment_spread: Spread,
    /// Giving up while waiting.
    pub gives_up: Rate,
    /// Dropout in the first weeks at full contact, mean motivation.
    pub dropout_early: BySubstance<Rate>,
    /// How long those weeks last.
    pub dropout_early_for: Duration,
    /// Dropout after them.
    pub dropout_late: BySubstance<Rate>,
    /// Exponent of load above the recommended caseload on dropout.
    pub dropout_exponent: Exponent,
    /// Cap of the effect of load on dropout.
    pub dropout_load_cap: Multiplier,
    /// Median length to successful completion.
    pub length: BySubstance<Duration>,
    /// Log-sd of it.
    pub length_spread: Spread,
    /// Dropout of people mandated by a requirement against the others.
    pub dropout_mandated: Multiplier,
    /// Priority of people referred from prison: 0 is served first.
    pub priority_prison: Priority,
    /// Priority of people with a requirement.
    pub priority_requirement: Priority,
    /// Priority of referrals by police.
    pub priority_police: Priority,
    /// Priority of everyone else.
    pub priority_self: Priority,
    /// Whether whoever has waited longest is served first, whatever the priorities.
    pub longest_first: Switch,
    /// People on the waiting list on the first simulated day, at 1:1, in England and Wales; under an
    /// area, in that area. Those for whom there is a place on that day start.
    #[schemars(extend("x-start-only" = true, "x-total" = true))]
    pub waiting_at_start: Count,
}

/// A low-threshold service: a larger reach and a smaller effect than structured treatment, and
/// nothing to complete.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct HarmReduction {
    /// Its workers, each of whom can keep in touch with a number of people.
    pub workers: Workers,
    /// Coming to it, of a dependent, untreated person; where there is no room nothing comes of it.
    pub reach: Rate,
    /// Losing touch with it, at the recommended caseload.
    pub leaves: Rate,
    /// Exponent of load above the recommended caseload on losing touch.
    pub leaves_exponent: Exponent,
    /// Self-referral to structured treatment of people in touch with it against the others.
    pub self_referral: Multiplier,
    /// Overdose against untreated and out of touch.
    pub overdose: Multiplier,
    /// Lost contact with supervision against untreated and out of touch.
    pub lost_contact: Multiplier,
    /// Dependent to abstinent against untreated and out of touch.
    pub abstinence: Multiplier,
    /// Naloxone kits handed to a new person.
    pub naloxone: Probability,
}

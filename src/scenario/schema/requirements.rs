//! Treatment requirements of orders other than the drug rehabilitation requirement.

use crate::scenario::units::{Count, Duration, Multiplier, Probability, Tally};
use crate::strata::BySubstance;
use schemars::JsonSchema;
use serde::Deserialize;

/// The chain of barriers before a requirement.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct RequirementChain {
    /// People sentenced whom the requirement could fit.
    pub eligible: BySubstance<Probability>,
    /// Eligible people for whom an assessment at court is asked for; a worker must have time for it.
    pub assessed: Probability,
    /// Assessed people who are suitable and consent, mean motivation.
    pub consents: Probability,
    /// Of those, recommended in the report.
    pub recommended: Probability,
    /// Of those, imposed by the court.
    pub imposed: Probability,
    /// Places in England and Wales, of which an area has its share of need; under an area, in that area. Who finds none waits.
    #[schemars(extend("x-total" = true))]
    pub places: Count,
}

/// A mental health treatment requirement: the chain, and the course of treatment.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct MentalHealthRequirement {
    /// The chain before it, among people with a mental-health need.
    pub chain: RequirementChain,
    /// First sessions attended at each review, mean motivation.
    pub first_attended: Probability,
    /// Length of the course, counted in reviews.
    pub course: Duration,
    /// Failures to comply during the course against without it, as associated.
    pub failures: Multiplier,
    /// Offending during the course against without it, as associated.
    pub offending: Multiplier,
    /// Relapse during the course against without it, as associated.
    pub relapse: Multiplier,
    /// Share of these associations that is causal.
    pub causal_share: Probability,
    /// Most requirements of treatment on one order.
    pub together: Tally,
}

impl MentalHealthRequirement {
    /// What the course does, of an association.
    #[inline]
    pub fn effect(&self, association: f64) -> f64 {
        1.0 + *self.causal_share * (association - 1.0)
    }
}

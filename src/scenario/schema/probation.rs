//! Probation officers of two grades, what each case asks of them, and what their load does to contact.

use super::Workers;
use crate::scenario::units::{Count, Exponent, Multiplier, Probability, Ratio};
use crate::strata::{ByCase, ByTier};
use schemars::JsonSchema;
use serde::Deserialize;

/// Probation: nobody is turned away, so a load above what officers can bear thins contact. Caseloads of
/// both grades are in workload points a week: `recommended` is what an officer has.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Probation {
    /// Probation officers, who alone may hold cases of high risk.
    pub workers: Workers,
    /// Probation service officers who hold cases.
    pub service_officers: Workers,
    /// Cases that service officers hold, by tier of risk; officers hold the others.
    pub held_by_service_officers: ByTier<Probability>,
    /// Workload points a week that a case asks for, by kind and tier of risk.
    pub points: ByCase<ByTier<Ratio>>,
    /// Cases of high risk that are people in no other part of the model.
    pub standing: StandingCases,
    /// Load above which contact is thinned, as a share of the recommended points.
    pub unstrained: Multiplier,
    /// Attention that a case gets and costs, by tier of risk, against its points.
    pub attention: ByTier<Multiplier>,
    /// Lost contacts that lead to enforcement (recall or breach), by tier of risk, against the parameters of licence and orders.
    pub enforcement: ByTier<Multiplier>,
    /// Exponent of the load for one unit of attention on lost contact.
    pub lost_contact_exponent: Exponent,
    /// Cap of that effect.
    pub lost_contact_cap: Multiplier,
    /// Exponent of the load on the share of scheduled contacts that are delivered.
    pub delivered_exponent: Exponent,
}

/// Cases of probation officers that the model has as a number only; each area has its share.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct StandingCases {
    /// People on life licence and other long licences.
    #[schemars(extend("x-total" = true))]
    pub licence: Count,
    /// People with sentences so long that they stay in prison throughout.
    #[schemars(extend("x-total" = true))]
    pub custody: Count,
}

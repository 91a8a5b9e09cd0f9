//! Probation officers and what their caseload does to contact.

use super::Workers;
use crate::scenario::units::{Exponent, Multiplier};
use crate::strata::ByTier;
use schemars::JsonSchema;
use serde::Deserialize;

/// Probation: nobody is turned away, so a load above the recommended one thins contact.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Probation {
    /// Officers.
    pub workers: Workers,
    /// Attention that a case gets and costs, by tier of risk.
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

//! How many hearings the courts can hold.

use crate::scenario::units::{Count, Hour, Probability};
use crate::strata::ByCourt;
use schemars::JsonSchema;
use serde::Deserialize;

/// Sitting capacity, and the share of the time to disposal that is not spent waiting for it.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Listing {
    /// Cases a week that courts in England and Wales can hear to the end; 0 is no limit.
    pub cases_per_week: ByCourt<Count>,
    /// Share of the time from charge to disposal that is preparation; where there is a limit, the wait for a hearing is added to it.
    pub preparation: ByCourt<Probability>,
    /// Share of hearings kept for people in custody.
    pub custody_reserve: Probability,
    /// Time of day, from midnight, of a hearing that had to wait.
    pub sits_at: Hour,
}

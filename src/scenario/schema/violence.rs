//! Violence in prison.

use crate::scenario::units::{Duration, Multiplier, Probability, RecurrentRate};
use schemars::JsonSchema;
use serde::Deserialize;

/// Assaults by prisoners, and what they lead to for whoever commits one.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Violence {
    /// Assaults by a prisoner in the reference year, whoever the victim is.
    pub rate: RecurrentRate,
    /// Rate of those who use drugs inside without a prescription, and owe for them, against others.
    pub using: Multiplier,
    /// Share of prisoners who use so in the reference year.
    pub using_reference: Probability,
    /// Rise of the rate for each unit by which the share of prisoners in crowded cells is above that of the reference year (`regime.crowded_reference`).
    pub crowding: Multiplier,
    /// Rate on a substance-free wing against off it, for people alike, at a site of quality 1.
    pub wing: Multiplier,
    /// Mean time locked up for most of the day after an assault.
    pub locked_up: Duration,
    /// Contact with treatment in that time against the usual; never less than `regime.least_contact`.
    pub contact: Multiplier,
    /// Assaults by residents of a substance-free wing that end their stay there.
    pub removal: Probability,
}

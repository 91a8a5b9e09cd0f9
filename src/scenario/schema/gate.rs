//! Support through the gate: RECONNECT and local schemes.

use super::{ByTier, Workers};
use crate::scenario::units::{Duration, Multiplier, Number, Probability};
use schemars::JsonSchema;
use serde::Deserialize;

/// Workers who begin with people before release and stay with them after it.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct ThroughTheGate {
    /// The workers; England and Wales, each area having its share of need.
    pub workers: Workers,
    /// How long before the release date support begins at the earliest.
    pub start_before: Duration,
    /// How long it goes on after release.
    pub after: Duration,
    /// People with need for whom it is meant, by tier of risk.
    pub eligible: ByTier<Probability>,
    /// Share of eligible people to whom it is offered; 1 is all.
    pub targeted: Probability,
    /// Whose score ranks high for that share: 1 is people at high risk of arrest, 0 nobody (by lot), -1 people at low risk.
    pub by_risk: Number,
    /// How well the score tells high risk from low: the area under its curve, 0.5 is chance.
    pub auc: Number,
    /// People offered it, of mean motivation, who take it up.
    pub accepts: Probability,
    /// In-reach of the home service among people supported.
    pub in_reach: Probability,
    /// Odds of having an appointment at the home service when supported against not.
    pub appointment: Multiplier,
    /// Odds of keeping the appointment when supported.
    pub attended: Multiplier,
    /// Odds of keeping later contacts when supported.
    pub contact: Multiplier,
    /// Kept contacts that bring an untreated person to treatment, against other contacts.
    pub links: Multiplier,
    /// Dropout of community treatment while supported against not.
    pub dropout: Multiplier,
    /// Lost contact with supervision while supported against not.
    pub lost_contact: Multiplier,
    /// Homes found on the day of release: odds when supported.
    pub housing: Multiplier,
    /// People who can be met at the gate by one worker on a working day.
    pub escorts: Number,
    /// Share of the people supported who have a peer with them.
    pub peers: Probability,
    /// Odds of keeping appointments and contacts with a peer.
    pub peer: Multiplier,
}

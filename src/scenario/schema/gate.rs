//! Support through the gate: RECONNECT and local schemes, which work alike and differ in values.

use super::Workers;
use crate::scenario::units::{
    AreaUnderCurve, Correlation, Duration, Multiplier, Probability, Tally,
};
use crate::strata::ByTier;
use schemars::JsonSchema;
use serde::Deserialize;

/// Support through the gate. A person has a worker of one scheme at most: who is held by one is not
/// offered the other, and on a day on which both could begin the local scheme goes first.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct ThroughTheGate {
    /// RECONNECT, of NHS England.
    pub reconnect: GateScheme,
    /// Local schemes, such as those of Tower Hamlets and Thameside or Project Free in Greater
    /// Manchester: workers from the community who visit and meet people at the gate.
    pub local: GateScheme,
    /// Share of people in custody whose propensity to offend is above the mean of their group: what a score of risk is ranked against.
    pub high_share: Probability,
}

/// Workers who begin with people before release and stay with them after it.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct GateScheme {
    /// The workers, whose caseload has a limit; each area has its share of need.
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
    pub by_risk: Correlation,
    /// How well the score tells high risk from low: the area under its curve, 0.5 is chance.
    pub auc: AreaUnderCurve,
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
    pub escorts: Tally,
    /// People supported and met at the gate who are brought to a service on the same day.
    pub same_day: Probability,
    /// Strength of the partnership with services of the area: odds of an appointment and of the same day against a scheme of mean strength.
    pub partnership: Multiplier,
    /// Share of the people supported who have a peer with them.
    pub peers: Probability,
    /// Odds of keeping appointments and contacts with a peer.
    pub peer: Multiplier,
}

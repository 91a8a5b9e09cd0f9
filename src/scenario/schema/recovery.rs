//! Recovery capital: what people have to build recovery on.

use crate::scenario::units::{Multiplier, Probability, Rate, Switch};
use schemars::JsonSchema;
use serde::Deserialize;

/// Recovery capital, from 0 to 1: it rises and falls slowly, and scales relapse and engagement.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Recovery {
    /// Whether it acts at all.
    pub active: Switch,
    /// Where everybody begins.
    pub initial: Probability,
    /// Rise in treatment: part of what is missing that is gained, in the community or in prison.
    pub treatment: Rate,
    /// Rise in a settled or supported home.
    pub housing: Rate,
    /// Rise with a peer as well as the worker through the gate.
    pub peers: Rate,
    /// Rise in prison treatment with peer mentors, where they reach everybody.
    pub peers_inside: Rate,
    /// Rise by family.
    pub family: Rate,
    /// People who have family to rely on, in custody as well.
    pub family_reach: Probability,
    /// Rise by income: work or benefits, at liberty.
    pub income: Rate,
    /// People who have an income they can live on.
    pub income_reach: Probability,
    /// Rise by activity and company without drugs, at liberty.
    pub activity: Rate,
    /// People whom that reaches.
    pub activity_reach: Probability,
    /// Rise in custody by standards of practice there.
    pub custody_gain: Rate,
    /// Fall in custody: part of what is there that is lost.
    pub custody: Rate,
    /// Fall when homeless.
    pub homeless: Rate,
    /// Fall when dependent.
    pub dependent: Rate,
    /// Part lost at a relapse.
    pub relapse_loss: Probability,
    /// Part carried through the gate; what is not carried is lost on release.
    pub carried: Probability,
    /// Capital at which relapse and engagement are as the other sections say.
    pub reference: Probability,
    /// Relapse at full capital against none.
    pub relapse: Multiplier,
    /// Engagement (odds and rates) at full capital against none.
    pub engagement: Multiplier,
}

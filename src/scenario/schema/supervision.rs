//! Home detention curfew after the gate, and post-sentence supervision.

use crate::scenario::units::{Day, Duration, Probability, RecurrentRate, Spread, Switch};
use schemars::JsonSchema;
use serde::Deserialize;

/// Home detention curfew after the gate: it has a recall of its own.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Curfew {
    /// Breaches of the curfew that lead to recall.
    pub violations: RecurrentRate,
    /// Losses of the address that lead to recall.
    pub no_address: Probability,
}

/// Supervision after short sentences: its breach goes to the magistrates' court, not to recall.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct PostSentence {
    /// Whether it exists, by date.
    pub rule: Vec<PostSentenceRule>,
    /// Losses of contact that are taken to court.
    pub enforced: Probability,
    /// Median time from the loss of contact to the hearing.
    pub to_court: Duration,
    /// Log-sd of it.
    pub to_court_spread: Spread,
    /// Hearings that end in committal to prison.
    pub committed: Probability,
    /// Of the others, those that end in a fine.
    pub fined: Probability,
    /// Longest committal; terms are spread evenly below it.
    pub longest_committal: Duration,
}

/// One row of the law of post-sentence supervision.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct PostSentenceRule {
    /// First day.
    pub from: Day,
    /// Whether there is any; where it stops, running supervision ends that day.
    pub applies: Switch,
    /// Sentences shorter than this carry it, by the day of release.
    pub under: Duration,
}

//! Prison, treatment in it, release, licence and recall.

use super::Workers;
use crate::scenario::units::{
    Count, Day, Duration, Exponent, Interval, Multiplier, Probability, Rate, RecurrentRate, Spread,
    Switch, Tally,
};
use crate::strata::{BySex, BySubstance, ByTier, ByUse};
use schemars::JsonSchema;
use serde::Deserialize;

/// Prison places, release law and life inside.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Prison {
    /// Useable places.
    pub places: BySex<Count>,
    /// Places filled by long and indeterminate sentences that no rule here reaches.
    pub long_term: BySex<Count>,
    /// Occupancy above which releases are made at short notice, so that some planned ones become unplanned.
    pub pressed_above: Probability,
    /// Planned releases that become unplanned when the estate is pressed.
    pub unplanned_when_pressed: Probability,
    /// Share of a sentence served that no row of `prison.release_point` reaches.
    pub otherwise_served: Probability,
    /// Share of a standard determinate sentence served, by date.
    pub release_point: Vec<ReleasePoint>,
    /// Days on which a row of the release point reaches sentences of a length; a row without any reaches all on its own day.
    pub release_tranche: Vec<ReleaseTranche>,
    /// Conduct that holds people beyond the share of their sentence, by date.
    pub conduct: Vec<Conduct>,
    /// Early release under pressure of places, by date.
    pub early_release: Vec<EarlyRelease>,
    /// A power to release early that stands where no row of `prison.early_release` has a scheme.
    pub standing_release: StandingRelease,
    /// Home detention curfew, by date.
    pub hdc: Vec<Hdc>,
    /// Transfers between prisons.
    pub transfers: Rate,
    /// Workers who plan releases of people with need: offender managers and resettlement staff. Their caseload is the people whose release they plan, from the asking to the gate.
    pub planners: Workers,
}

/// One row of the release point of standard determinate sentences.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct ReleasePoint {
    /// Releases on or after this day.
    pub from: Day,
    /// Share of the sentence served in custody.
    pub share: Probability,
    /// Share served by sentences that are excluded (violence of four years or more, and like).
    pub excluded_share: Probability,
    /// Sentences for violence from this length on are excluded.
    pub excluded_violence_from: Duration,
    /// Shorter sentences for violence that the row leaves out (sexual and domestic offences): they stay under the row before.
    pub exempt_violence: Probability,
    /// Longest sentence of the tranche; longer ones stay under the row before.
    pub up_to: Duration,
}

/// One tranche of a row of the release point: until its day, sentences of its length stay under the row before.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct ReleaseTranche {
    /// First day.
    pub from: Day,
    /// The first day of the row of `prison.release_point` that it belongs to.
    pub of: Day,
    /// Longest sentence that the row reaches from this day on.
    pub up_to: Duration,
}

/// One row of how conduct lengthens the time served: of sentences under rows of the release point that began on this day or later.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Conduct {
    /// First day.
    pub from: Day,
    /// People who are held beyond the share for their conduct.
    pub held_longer: Probability,
    /// Part of the sentence by which they are held longer.
    pub held_by: Probability,
}

/// One row of early release under pressure of places.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct EarlyRelease {
    /// First day.
    pub from: Day,
    /// Longest time before the ordinary date; zero ends the scheme.
    pub up_to: Duration,
    /// Share of useable places above which it acts.
    pub above: Probability,
    /// Notice before the release.
    pub notice: Duration,
    /// People whose prison is in the scheme and who are found suitable.
    pub reach: Probability,
    /// Sentences from this length on are left out.
    pub excluded_from: Duration,
    /// Sentences for violence from this length on are left out.
    pub excluded_violence_from: Duration,
    /// Shortest time served in custody before it.
    pub least_served: Duration,
}

/// A power to release early when places run out.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct StandingRelease {
    /// Whether it is used.
    pub active: Switch,
    /// How, and from when.
    pub scheme: EarlyRelease,
}

/// One row of home detention curfew.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Hdc {
    /// First day.
    pub from: Day,
    /// Longest time before the ordinary date.
    pub up_to: Duration,
    /// Longest eligible sentence.
    pub longest_sentence: Duration,
    /// People with a sentence of these lengths and an address who are released on it; who is barred by law is among the others.
    pub granted: Probability,
    /// People without a home for whom an address is found when it is considered.
    pub address_found: Probability,
    /// Sentences for violence from this length on are left out.
    pub excluded_violence_from: Duration,
    /// Shortest eligible sentence.
    pub shortest_sentence: Duration,
    /// Least share of the sentence served before it.
    pub least_share: Probability,
}

/// What one fact of the last stay in prison does after release.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Gain {
    /// How much of the associations below is taken as an effect; 1 where they come from trials.
    pub causal_share: Probability,
    /// On the rate of relapse.
    pub relapse: Multiplier,
    /// On the odds of keeping the first appointment.
    pub attended: Multiplier,
    /// On the rate of losing contact with supervision.
    pub lost_contact: Multiplier,
}

/// What treatment in prison does outside, by what was received and not by what is on record.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct AfterTreatment {
    /// How long after release it acts.
    pub lasts: Duration,
    /// A programme had its sessions.
    pub delivered: Gain,
    /// A programme was completed.
    pub completed: Gain,
    /// A delivered programme and a prescription at release, on top of both.
    pub combined: Gain,
    /// A maintenance prescription at release.
    pub prescribed: Gain,
}

/// Drug and alcohol treatment in prison.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct CustodyTreatment {
    /// What it does after release.
    pub afterwards: AfterTreatment,
    /// Needs found at reception screening.
    pub identified: BySubstance<Probability>,
    /// Median time from reception to assessment.
    pub assessment: Duration,
    /// Log-sd of it.
    pub assessment_spread: Spread,
    /// Identified people who accept.
    pub accepts: BySubstance<Probability>,
    /// Accepting people with an opiate problem who get a maintenance prescription; the others get detoxification.
    pub maintained: Probability,
    /// Median length of a course of detoxification, which takes a clinical place.
    pub detoxification: Duration,
    /// Median time from the start of maintenance until the dose holds; until then use goes on.
    pub titration: Duration,
    /// Log-sd of the length of a detoxification, and of the time until the dose holds.
    pub course_spread: Spread,
    /// Maintenance that is stopped or left inside.
    pub maintenance_stopped: Rate,
    /// Of that, reduced to nothing as planned, and free of use at the end; the others use again.
    pub stopped_free: Probability,
    /// Untreated people who use and ask for help, or are screened again, later in a stay; of a person with mean motivation.
    pub asks_again: Rate,
    /// Most places in clinical treatment, however many staff.
    pub clinical_places: Count,
    /// Nurses and prescribers of the clinical service.
    pub clinical: Workers,
    /// Maintained people who take up psychosocial treatment as well.
    pub combined: Probability,
    /// Maintained people on a depot, whose last dose lasts beyond release.
    pub depot: Probability,
    /// Time between doses of the depot.
    pub depot_interval: Interval,
    /// The psychosocial service.
    pub workers: Workers,
    /// Time between planned sessions of a programme, at full contact.
    pub session_every: Duration,
    /// Sessions that make a programme delivered, and not recorded alone.
    pub sessions_delivered: Tally,
    /// Median length of a psychosocial programme, for those with `programme_for` left to serve and for people on remand.
    pub programme: BySubstance<Duration>,
    /// Log-sd of it.
    pub programme_spread: Spread,
    /// Time left to serve for which the lengths above are meant.
    pub programme_for: Duration,
    /// Exponent of the time left over that on the length: 0 one length for all, 1 in proportion.
    pub programme_fit: Exponent,
    /// Shortest that the time left can make a programme, against the lengths above.
    pub programme_least: Multiplier,
    /// Longest that it can make one.
    pub programme_most: Multiplier,
    /// Programmes that reach their end and complete free of dependence, at full contact.
    pub completes: BySubstance<Probability>,
    /// Dropout at full contact.
    pub dropout: Rate,
    /// Exponent of contact intensity on dropout.
    pub dropout_exponent: Exponent,
    /// Exponent of contact intensity on completion.
    pub completion_exponent: Exponent,
    /// Share of the day unlocked, against a regime in which all contact asked for is possible.
    pub unlock: Probability,
    /// Transfers after which treatment is not taken up again at once.
    pub broken_by_transfer: Probability,
    /// Prescriptions, and waits for one, that go along on a transfer; the others begin again at the new prison.
    pub prescription_survives: Probability,
    /// Median time until it is, if it is.
    pub restart: Duration,
    /// Log-sd of it.
    pub restart_spread: Spread,
    /// Abstinence in treatment against untreated in custody.
    pub abstinence: Multiplier,
}

/// Licence, post-sentence supervision and recall.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Licence {
    /// Lost contact or other non-compliance, of a mean person: abstinent, housed.
    pub lost_contact: RecurrentRate,
    /// Lost contact on the day of release against what it falls to: it falls by the half-life below.
    pub at_release: Multiplier,
    /// Time since release in which half of that excess is gone.
    pub settles_in: Duration,
    /// Exponent of a person's own propensity to offend on lost contact, on licence: those who offend more are recalled more.
    pub by_propensity: Exponent,
    /// The least propensity that this reckons with: of people who have desisted.
    pub least_propensity: Multiplier,
    /// By tier of risk.
    pub tier: ByTier<Multiplier>,
    /// Share of the associations below (use, treatment, home, contact) that is causal.
    pub causal_share: Probability,
    /// By state of use, untreated.
    pub use_factor: ByUse<Multiplier>,
    /// In treatment against not.
    pub treated: Multiplier,
    /// Homeless against not.
    pub homeless: Multiplier,
    /// In the days after a kept contact against without.
    pub contacted: Multiplier,
    /// Non-compliance that leads to recall rather than a warning.
    pub recall_lost_contact: Probability,
    /// Losing a residence on licence that leads to recall.
    pub recall_no_residence: Probability,
    /// A lapse that by itself leads to recall.
    pub recall_lapse: Probability,
    /// A new charge that leads to recall.
    pub recall_charge: Probability,
    /// Median time from the decision to the return to custody.
    pub return_time: Duration,
    /// Log-sd of it: a few stay unlawfully at large for long.
    pub return_spread: Spread,
    /// Nobody is recalled with less of the sentence than this left.
    pub least_left: Duration,
    /// Fixed-term recall, by date.
    pub fixed_term: Vec<FixedTermRecall>,
    /// Days on which the rule of fixed-term recall is extended to people who are inside on another recall; from the first on, it is also that of everybody who comes back.
    pub recall_tranche: Vec<RecallTranche>,
    /// Median stay on a standard recall.
    pub standard: Duration,
    /// Log-sd of it: a long tail.
    pub standard_spread: Spread,
    /// Supervision after short sentences (`post_sentence.rule` says which) lasts this long after release.
    pub post_sentence_supervision: Duration,
}

/// One row of the rules of fixed-term recall.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct FixedTermRecall {
    /// Decisions on or after this day.
    pub from: Day,
    /// Stay for sentences under 12 months.
    pub short: Duration,
    /// Stay for longer sentences.
    pub long: Duration,
    /// Longest sentence to which a fixed-term recall applies.
    pub longest_sentence: Duration,
    /// Share of recalls on sentences under 12 months that are fixed-term.
    pub share_short: Probability,
    /// Share of recalls on longer sentences up to `longest_sentence`.
    pub share_long: Probability,
}

/// One tranche of people inside on a standard recall who get the fixed term of the rule in force, counted from their return.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct RecallTranche {
    /// The day on which those who have served the term leave, and the others know when they will.
    pub from: Day,
    /// Longest sentence it reaches.
    pub up_to: Duration,
}

//! Police disposal, courts, sentences and orders.

use super::{MentalHealthRequirement, RequirementChain, Workers};
use crate::scenario::units::{
    Count, Day, Demand, Duration, Exponent, Interval, Multiplier, Probability, RecurrentRate,
    Spread, Switch, Tally,
};
use crate::strata::{ByCourt, ByOffence, BySubstance};
use schemars::JsonSchema;
use serde::Deserialize;

/// From arrest to charge.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Police {
    /// Arrests that end in no further action.
    pub no_further_action: ByOffence<Probability>,
    /// Charges, diversions and disposals out of court for each arrest, against the shares above: the trend of demand on courts and prisons, of all types alike. It ends where something follows from every arrest.
    pub demand: Demand,
    /// The same of one type on top of it.
    pub demand_of: ByOffence<Demand>,
    /// The same from 20 December to 3 January, when few are charged and courts hardly sit.
    pub demand_at_christmas: Multiplier,
    /// Of the others, those that end out of court.
    pub out_of_court: ByOffence<Probability>,
    /// Median time from the offence to the charge. The model meets people at their charge: it adds to the time since the offence, and delays nothing.
    pub to_charge: ByCourt<Duration>,
    /// Log-sd of it.
    pub to_charge_spread: Spread,
    /// Arrests of people with a drug or alcohol need that would end in no further action and are charged instead, because a court can order treatment: charge drift.
    pub charge_drift: Probability,
}

/// From charge to sentence.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Courts {
    /// Cases that go to the Crown Court.
    pub crown: ByOffence<Probability>,
    /// Share of women's cases that go to the Crown Court against men's of the same type.
    pub crown_female: Multiplier,
    /// Median time from charge to disposal, on bail.
    pub time: ByCourt<Duration>,
    /// The same, on remand.
    pub time_on_remand: ByCourt<Duration>,
    /// Log-sd of the time to disposal.
    pub time_spread: Spread,
    /// Charged people remanded in custody.
    pub remand: ByCourt<Probability>,
    /// Odds of remand for the homeless.
    pub remand_homeless_odds: Multiplier,
    /// Odds of a remand for women against men.
    pub remand_female_odds: Multiplier,
    /// Odds of remand and of custody for each doubling of previous convictions.
    pub history_odds: Multiplier,
    /// Doublings of previous convictions beyond which these odds grow no more.
    pub history_doublings: Tally,
    /// Cases that fail: discontinued, dismissed, acquitted.
    pub failed: ByCourt<Probability>,
    /// Immediate custody on conviction, no previous convictions, on bail.
    pub custody: ByOffence<Probability>,
    /// Odds of custody in the Crown Court.
    pub custody_crown_odds: Multiplier,
    /// Odds of custody of those on remand.
    pub custody_remand_odds: Multiplier,
    /// Odds of custody for women.
    pub custody_female_odds: Multiplier,
    /// Of other convictions, suspended sentence orders.
    pub suspended: ByCourt<Probability>,
    /// Of what remains, community orders.
    pub community: ByCourt<Probability>,
    /// Odds of custody of the most severe offences of a type against the middle of those in the same court, and the inverse for the least.
    pub severity_odds: Multiplier,
    /// Length of the sentence for the most severe offences of a type against the middle of those in the same court, and the inverse for the least.
    pub severity_length: Multiplier,
    /// Median custodial sentence in the magistrates' court.
    pub sentence_magistrates: ByOffence<Duration>,
    /// Median custodial sentence in the Crown Court.
    pub sentence_crown: ByOffence<Duration>,
    /// Length of women's sentences against men's.
    pub sentence_female: Multiplier,
    /// Longest custodial sentence that a magistrates' court may pass for one offence.
    pub magistrates_longest: Duration,
    /// Longest that it may pass for several offences together.
    pub magistrates_longest_in_all: Duration,
    /// Cases in a magistrates' court with several offences that count together.
    pub several_offences: Probability,
    /// Log-sd of the sentence.
    pub sentence_spread: ByCourt<Spread>,
    /// Shortest custodial sentence that a court may pass.
    pub shortest: Duration,
    /// Longest custodial sentence that is simulated; longer ones are among the places under `prison.long_term`.
    pub longest: Duration,
    /// Shortest sentence of the Crown Court that may be rounded to 12 months.
    pub spike_from: Duration,
    /// Sentences from this length on may not.
    pub spike_until: Duration,
    /// Sentences between those lengths that are 12 months exactly.
    pub twelve_month_spike: Probability,
    /// Committal for sentence.
    pub committal: Committal,
    /// Odds of remand, under the test of the day whether custody is a real prospect, against the test of 2023.
    pub remand_test_odds: Multiplier,
    /// Which custodial sentences may be suspended, by date of conviction.
    pub suspendable: Vec<Suspendable>,
    /// The presumption that short sentences are suspended, by date of conviction.
    pub presumption: Vec<Presumption>,
}

/// Committal for sentence: a magistrates' court convicts and leaves the sentence to the Crown Court.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Committal {
    /// Convictions in a magistrates' court that are committed, no previous convictions, a man, an offence of middling severity; with their odds of custody.
    pub share: Probability,
    /// Median time from conviction to sentence, at liberty.
    pub time: Duration,
    /// The same, in custody.
    pub time_in_custody: Duration,
}

/// One row of which custodial sentences may be suspended.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Suspendable {
    /// Convictions on or after this day.
    pub from: Day,
    /// Longest sentence that may be suspended.
    pub up_to: Duration,
    /// Sentences longer than this could not be suspended before.
    pub over: Duration,
    /// Custodial sentences between the two that are suspended.
    pub suspended: Probability,
}

/// One row of the presumption on short sentences.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Presumption {
    /// Convictions on or after this day.
    pub from: Day,
    /// Longest sentence it covers.
    pub up_to: Duration,
    /// Share of covered sentences that are suspended.
    pub suspended: Probability,
    /// Whether offences during a court order, and breaches of one, are excepted.
    pub excepts_orders: Switch,
    /// Whether people who serve a sentence or a recall already are excepted.
    pub excepts_custody: Switch,
}

/// Community and suspended sentence orders.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Orders {
    /// Median length of a community order.
    pub community_length: Duration,
    /// Median length of a suspended sentence order's supervision.
    pub suspended_length: Duration,
    /// Log-sd of the length.
    pub length_spread: Spread,
    /// Longest order; taken for suspended sentences too, whose supervision the law limits to two years (Sentencing Act 2020, section 288).
    pub longest: Duration,
    /// Orders whose supervision ends when requirements and sentence plan are complete, by date.
    pub completion: Vec<Completion>,
    /// Workers who assess for treatment requirements at court, England and Wales; an area has its share of need. Their caseload, recommended and at most, is assessments a week.
    pub assessors: Workers,
    /// Time before the hearing within which an assessment must be reached: one behind more than the workers can make in that time is missed.
    pub assessed_within: Duration,
    /// Time over which the assessments they make are averaged: what was longer ago counts less than a third.
    pub assessed_averaged_over: Interval,
    /// Exponent of the assessors' load above the recommended assessments a week on the odds that the assessed are found suitable and consent.
    pub assessed_hurried: Exponent,
    /// Drug rehabilitation requirement.
    pub drr: Drr,
    /// Alcohol treatment requirement: the chain before it. Its length, appointments and reviews are those of a drug rehabilitation requirement.
    pub atr: RequirementChain,
    /// Mental health treatment requirement.
    pub mhtr: MentalHealthRequirement,
    /// Failing to comply, and what follows.
    pub breach: Breach,
    /// Activation of a suspended sentence.
    pub activation: Activation,
}

/// One row of supervision under orders that ends when requirements and sentence plan are complete.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Completion {
    /// First day; for orders that run by then too.
    pub from: Day,
    /// Orders on which requirements and plan are complete before the end.
    pub share: Probability,
    /// The part of the length by which they are; never while a treatment requirement goes on.
    pub after: Probability,
}

/// The chain of barriers before a drug rehabilitation requirement, and the requirement itself.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Drr {
    /// Dependent on drugs or with a propensity to misuse them that needs treatment, among people with that need.
    pub eligible: BySubstance<Probability>,
    /// Eligible people for whom an assessment at court is asked for; a worker must have time for it.
    pub assessed: Probability,
    /// Assessed people who are suitable and consent, mean motivation.
    pub consents: Probability,
    /// Of those, recommended in the report.
    pub recommended: Probability,
    /// Of those, imposed by the court.
    pub imposed: Probability,
    /// People heading for custody of 12 months or less who passed the chain and get an order with the requirement instead.
    pub instead_of_custody: Probability,
    /// People heading for a fine or a discharge who passed the chain and get a community order with the requirement: up-tariffing.
    pub up_tariff: Probability,
    /// Places with treatment providers in England and Wales, of which an area has its share of need; under an area, in that area. Who finds none waits for the first appointment.
    #[schemars(extend("x-total" = true))]
    pub places: Count,
    /// Median length.
    pub length: Duration,
    /// Median wait for the first appointment with the provider.
    pub first_appointment: Duration,
    /// Log-sd of it.
    pub first_appointment_spread: Spread,
    /// First appointments kept, of a person with mean motivation.
    pub first_attended: Probability,
    /// Time between review hearings.
    pub review_every: Interval,
    /// Missed appointments on the requirement against an order without one, in treatment.
    pub missed_in_treatment: Multiplier,
    /// Of people treated under a requirement, those whom record linkage finds in the treatment data.
    pub linked: Probability,
}

/// Failing to comply with an order.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Breach {
    /// Unacceptable failures to comply, mean person.
    pub failures: RecurrentRate,
    /// Failures before enforcement.
    pub warnings: Tally,
    /// Median time from enforcement to the hearing.
    pub to_court: Duration,
    /// Log-sd of it.
    pub to_court_spread: Spread,
    /// Community orders revoked and resentenced to custody at a breach hearing.
    pub revoked_to_custody: Probability,
    /// Suspended sentences activated at a breach or new conviction, that is: not found unjust.
    pub activated: Probability,
    /// Odds of revocation to custody, and of activation, for women against men.
    pub female_odds: Multiplier,
    /// Median custodial sentence on revocation.
    pub sentence: Duration,
    /// Of community orders in breach that are not revoked to custody, those revoked and sentenced again in the community.
    pub resentenced: Probability,
    /// Of those, sentenced to a suspended sentence order.
    pub resentenced_to_suspended: Probability,
    /// Time by which the other orders in breach are made longer.
    pub extended: Duration,
}

/// Activation of a suspended sentence, after a breach or a new conviction. How often it is
/// activated is under `breach`.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Activation {
    /// Activations of part of the term only.
    pub in_part: Probability,
    /// That part.
    pub part: Probability,
    /// Activations on a new conviction where the new offence adds custody of its own.
    pub with_custody: Probability,
    /// Time by which the order is made longer where activation would be unjust.
    pub extended: Duration,
}

//! The people: who they are, what they use, where they live, how they offend and die.

use super::{ByHousing, ByOffence, BySex, BySubstance, ByUse};
use crate::scenario::units::{Count, Duration, Multiplier, Number, Probability, Rate};
use schemars::JsonSchema;
use serde::Deserialize;

/// Who is in the model at 1:1, England and Wales, and how they come and go.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[schemars(extend("x-start-only" = true))]
pub struct Population {
    /// People at the start.
    pub stock: BySubstance<Count>,
    /// New people a year.
    pub entrants: BySubstance<Count>,
    /// Share of women.
    pub female: BySubstance<Probability>,
    /// Share whose propensity to offend is nil: people known to treatment alone.
    pub never_offends: BySubstance<Probability>,
    /// Shape of the gamma frailty (mean one) of offending among the others; smaller is more unequal.
    pub frailty_shape: BySubstance<Number>,
    /// Shape of the gamma frailty (mean one) of relapse.
    pub relapse_shape: Number,
    /// Correlation of motivation with a low propensity to offend and to relapse, on the normal scale.
    pub motivation_correlation: Number,
    /// Log-sd of the factor of motivation on engagement.
    pub motivation_spread: Number,
    /// Median age of a new person, years.
    pub entry_age: BySubstance<Number>,
    /// Log-sd of the age of a new person.
    pub entry_age_spread: Number,
    /// Mean time at liberty until a person desists, recovers for good or ages out, and leaves once no case, order, supervision or treatment is pending.
    pub career: BySubstance<Duration>,
    /// Share who have injected.
    pub injecting: BySubstance<Probability>,
    /// Share who use crack.
    pub crack: BySubstance<Probability>,
    /// Share with a mental-health need.
    pub mental_health: BySubstance<Probability>,
    /// Share of offenders in the high tier of risk of serious harm.
    pub high_risk: Probability,
    /// Share of offenders in the medium tier.
    pub medium_risk: Probability,
    /// Share in community treatment at the start.
    pub treated_at_start: BySubstance<Probability>,
    /// Sentenced prisoners at the start, all needs, by sex.
    pub prisoners_at_start: BySex<Count>,
}

/// Offending as a hazard; an arrest is a detected offence.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Offending {
    /// Arrests of a man of 30 with mean frailty, dependent (or without need), in a settled home, at liberty and unsupervised.
    pub arrest_rate: BySubstance<Rate>,
    /// Offences for each arrest.
    pub offences_per_arrest: BySubstance<Multiplier>,
    /// Women against men.
    pub female: Multiplier,
    /// For each ten years above 30, and the inverse for each ten below.
    pub per_decade_of_age: Multiplier,
    /// By state of use, as associated in published figures.
    pub use_association: ByUse<Multiplier>,
    /// In community treatment against out of it, as associated in published figures.
    pub treatment_association: Multiplier,
    /// Share of these associations that is causal.
    pub causal_share: Probability,
    /// By housing.
    pub housing: ByHousing<Multiplier>,
    /// Under supervision against not.
    pub supervised: Multiplier,
    /// Offence types of people with an opiate or crack problem.
    pub mix_opiate: ByOffence<Number>,
    /// Offence types of people with another need.
    pub mix_other_need: ByOffence<Number>,
    /// Offence types of people without need.
    pub mix_none: ByOffence<Number>,
}

/// Use of drugs and alcohol outside treatment's own effects.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Use {
    /// Dependent to abstinent without structured treatment.
    pub unaided_abstinence: BySubstance<Rate>,
    /// Abstinent to dependent in the community, mean frailty, untreated, in a settled home, no recent custody.
    pub relapse: BySubstance<Rate>,
    /// The same within `after_release` of leaving custody.
    pub relapse_after_release: BySubstance<Rate>,
    /// How long the time after release counts as such.
    pub after_release: Duration,
    /// Relapse in community treatment against out of it.
    pub relapse_treated: Multiplier,
    /// Relapse with a bridging prescription in hand against without.
    pub relapse_bridged: Multiplier,
    /// Relapse when homeless against not.
    pub relapse_homeless: Multiplier,
    /// Relapse while waiting for community treatment against not waiting.
    pub relapse_waiting: Multiplier,
    /// Relapse in the days after an attended contact against without.
    pub relapse_contacted: Multiplier,
    /// How long an attended contact protects.
    pub contact_protects: Duration,
    /// Relapse in lasting recovery against abstinent for now.
    pub relapse_recovered: Multiplier,
    /// Unbroken abstinence after which recovery counts as lasting.
    pub recovered_after: Duration,
    /// Dependent to reduced in community treatment.
    pub response: BySubstance<Rate>,
    /// Reduced to dependent after treatment ended without completion.
    pub response_lost: Rate,
    /// Dependent to abstinent in custody, untreated, where the illicit supply is at its reference.
    pub abstinence_in_custody: Rate,
    /// Abstinent to dependent in custody where the illicit supply is at its reference.
    pub use_in_custody: Rate,
    /// First dependence in custody of people without need.
    pub onset_in_custody: Rate,
    /// Illicit supply in prisons against the reference year.
    pub illicit_supply: Multiplier,
}

/// Where people live.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Housing {
    /// Share of people with need in each state at the start and on entry.
    pub initial_need: ByHousing<Probability>,
    /// Share of people without need.
    pub initial_none: ByHousing<Probability>,
    /// Settled to homeless or temporary, dependent.
    pub loss: Rate,
    /// Loss when not dependent against dependent.
    pub loss_not_dependent: Multiplier,
    /// Share of losses that end in temporary accommodation.
    pub loss_to_temporary: Probability,
    /// Temporary to settled.
    pub move_on: Rate,
    /// Temporary to homeless.
    pub temporary_lost: Rate,
    /// Homeless to temporary.
    pub rehoused: Rate,
    /// Loss of a tenancy in custody: 26% a month means 1 - exp(-rate x time).
    pub lost_in_custody: Rate,
    /// Leavers without a home who are given a place on the day (basic accommodation offer and like).
    pub offer_at_release: Probability,
    /// The same when the release is unplanned.
    pub offer_unplanned: Probability,
    /// Share of high-risk leavers without a home who go to approved premises.
    pub approved_premises: Probability,
    /// Longest stay in approved premises.
    pub approved_stay: Duration,
}

/// Overdose and other deaths.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Mortality {
    /// Overdoses, fatal and not, of a dependent, untreated, tolerant person.
    pub overdose: BySubstance<Rate>,
    /// By state of use.
    pub use_factor: ByUse<Multiplier>,
    /// In community treatment with a prescription against out of it, on top of use.
    pub treated: Multiplier,
    /// First four weeks of a community prescription against later.
    pub treatment_start: Multiplier,
    /// Released with a prescription or bridged against without, first 28 days.
    pub prescribed_at_release: Multiplier,
    /// Days 1 to 4 after release, against tolerant.
    pub days_1_4: Multiplier,
    /// Days 5 to 14 after release.
    pub days_5_14: Multiplier,
    /// Days 15 to 28 after release.
    pub days_15_28: Multiplier,
    /// Days 29 to 84 after release.
    pub days_29_84: Multiplier,
    /// People who have injected against not.
    pub injecting: Multiplier,
    /// Potency of the supply against the reference year.
    pub potency: Multiplier,
    /// In custody against the community, dependent.
    pub custody: Multiplier,
    /// Overdoses that are fatal where nobody has naloxone.
    pub fatal_share: Probability,
    /// Overdoses with a witness who carries naloxone.
    pub naloxone_witness: Probability,
    /// Fatal outcomes averted when a witness uses naloxone.
    pub naloxone_effect: Probability,
    /// Other deaths at 40, men, no need.
    pub other_at_40: Rate,
    /// For each ten years of age.
    pub per_decade_of_age: Multiplier,
    /// Women against men.
    pub female: Multiplier,
    /// Excess of the cohort over people without need.
    pub excess: BySubstance<Multiplier>,
    /// Homeless against not.
    pub homeless: Multiplier,
}

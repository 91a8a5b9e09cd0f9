//! The people: who they are, what they use, where they live, how they offend and die.

use crate::scenario::units::{
    Age, Correlation, Count, Duration, Exponent, Interval, Multiplier, OldestAge, PerDecade,
    Probability, Rate, Ratio, RecurrentRate, Shape, Spread, Tally, Weight,
};
use crate::strata::{ByHousing, ByOffence, BySex, BySubstance, ByUse};
use schemars::JsonSchema;
use serde::Deserialize;

/// Who is in the model at 1:1, England and Wales, and how they come and go.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Population {
    /// People at the start.
    #[schemars(extend("x-start-only" = true))]
    pub stock: BySubstance<Count>,
    /// New people a year; read at each arrival, so that the mix may change over the years.
    pub entrants: BySubstance<Count>,
    /// Share of women.
    #[schemars(extend("x-start-only" = true))]
    pub female: BySubstance<Probability>,
    /// Share whose propensity to offend is nil: people known to treatment alone.
    #[schemars(extend("x-start-only" = true))]
    pub never_offends: BySubstance<Probability>,
    /// Shape of the gamma frailty (mean one) of offending among the others; smaller is more unequal.
    #[schemars(extend("x-start-only" = true))]
    pub frailty_shape: BySubstance<Shape>,
    /// Shape of the gamma frailty (mean one) of relapse.
    #[schemars(extend("x-start-only" = true))]
    pub relapse_shape: Shape,
    /// Correlation of motivation with a low propensity to offend, on the normal scale.
    #[schemars(extend("x-start-only" = true))]
    pub motivation_correlation: Correlation,
    /// Correlation of motivation with a low propensity to relapse.
    #[schemars(extend("x-start-only" = true))]
    pub motivation_relapse: Correlation,
    /// Log-sd of the factor of motivation on engagement.
    #[schemars(extend("x-start-only" = true))]
    pub motivation_spread: Spread,
    /// Median age of a new person, years.
    #[schemars(extend("x-start-only" = true))]
    pub entry_age: BySubstance<Age>,
    /// Log-sd of the age of a new person.
    #[schemars(extend("x-start-only" = true))]
    pub entry_age_spread: Spread,
    /// Greatest age of a new person, years; the least is 18, as of every adult.
    #[schemars(extend("x-start-only" = true))]
    pub entry_age_oldest: Age,
    /// Greatest age at the start, years.
    #[schemars(extend("x-start-only" = true))]
    pub oldest_at_start: OldestAge,
    /// Mean time until a person desists, and leaves once no case, order, supervision or treatment is pending.
    #[schemars(extend("x-start-only" = true))]
    pub career: BySubstance<Duration>,
    /// Desistance in lasting recovery against before it.
    #[schemars(extend("x-start-only" = true))]
    pub career_recovered: Multiplier,
    /// Age by which people have aged out, years.
    #[schemars(extend("x-start-only" = true))]
    pub oldest: OldestAge,
    /// Mean time until somebody leaves who has desisted, once nothing is pending, or has aged out.
    #[schemars(extend("x-start-only" = true))]
    pub leaves_within: Interval,
    /// Share who have injected.
    #[schemars(extend("x-start-only" = true))]
    pub injecting: BySubstance<Probability>,
    /// Share who use crack.
    #[schemars(extend("x-start-only" = true))]
    pub crack: BySubstance<Probability>,
    /// Share with a mental-health need.
    pub mental_health: BySubstance<Probability>,
    /// Share of offenders in the high tier of risk of serious harm.
    #[schemars(extend("x-start-only" = true))]
    pub high_risk: Probability,
    /// Share of offenders in the medium tier.
    #[schemars(extend("x-start-only" = true))]
    pub medium_risk: Probability,
    /// Correlation of the tier of risk with the propensity to offend, on the normal scale.
    #[schemars(extend("x-start-only" = true))]
    pub risk_correlation: Correlation,
    /// Convictions before the start for each arrest since entry.
    #[schemars(extend("x-start-only" = true))]
    pub past_convictions: Multiplier,
    /// How far the convictions of a person may be above or below that, as a share of it; they are spread evenly.
    #[schemars(extend("x-start-only" = true))]
    pub past_convictions_range: Probability,
    /// Longest time before the start in which those convictions count.
    #[schemars(extend("x-start-only" = true))]
    pub past_years: Duration,
    /// Share in community treatment at the start.
    #[schemars(extend("x-start-only" = true))]
    pub treated_at_start: BySubstance<Probability>,
    /// Sentenced prisoners at the start, all needs, by sex.
    #[schemars(extend("x-start-only" = true))]
    pub prisoners_at_start: BySex<Count>,
    /// Most of a sentence that a prisoner of the start has served; shares are spread evenly below it.
    #[schemars(extend("x-start-only" = true))]
    pub served_at_start: Probability,
}

/// Offending as a hazard; an arrest is a detected offence.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Offending {
    /// Arrests of a man of 30 with mean frailty, dependent (or without need), in a settled home, at liberty and unsupervised.
    pub arrest_rate: BySubstance<RecurrentRate>,
    /// Offences for each arrest.
    pub offences_per_arrest: BySubstance<Ratio>,
    /// Women against men.
    pub female: Multiplier,
    /// People who use crack against others of their group; the mean of the group stays.
    pub crack: Multiplier,
    /// For each ten years above 30, and the inverse for each ten below; the same everywhere.
    #[schemars(extend("x-start-only" = true, "x-everywhere" = true))]
    pub per_decade_of_age: PerDecade,
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
    pub mix_opiate: ByOffence<Weight>,
    /// Offence types of people with another need.
    pub mix_other_need: ByOffence<Weight>,
    /// Offence types of people without need.
    pub mix_none: ByOffence<Weight>,
    /// Weight of each type among women's offences against men's of the same need.
    pub mix_female: ByOffence<Multiplier>,
    /// Offences that are of the type a person goes back to; the others are of any type.
    pub habit: Probability,
    /// Exponent of a person's propensity on the weight of theft from shops as that type: who offends most does it as a trade.
    pub trade: Exponent,
    /// Propensity of people who go back to theft from shops against others alike: a trade is followed more often than another habit. Decided when a person comes into the simulation.
    pub trade_rate: Multiplier,
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
    /// The day of release, for whoever is free of use by then: as this many days after it.
    pub day_of_release: Duration,
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
    /// Relapse of people who use crack against others.
    pub relapse_crack: Multiplier,
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
    /// Exponent of the supply on staying dependent in custody: 0 it keeps nobody, 1 twice the supply halves abstinence.
    pub supply_keeps: Exponent,
    /// What those who become dependent in custody take.
    pub onset_mix: BySubstance<Weight>,
}

/// Overdose and other deaths.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Mortality {
    /// Overdoses, fatal and not, of a dependent, untreated, tolerant person.
    pub overdose: BySubstance<RecurrentRate>,
    /// By state of use.
    pub use_factor: ByUse<Multiplier>,
    /// In community treatment with a prescription against out of it, on top of use.
    pub treated: Multiplier,
    /// First weeks of a community prescription against later.
    pub treatment_start: Multiplier,
    /// How long those weeks last; treatment that begins this soon after release goes on with a prescription from prison, and has none.
    pub treatment_start_for: Duration,
    /// Share of the association `treated` that is causal.
    pub causal_share: Probability,
    /// Time without use in which half of opioid tolerance is lost.
    pub tolerance_half_life: Duration,
    /// Of what would be lost, kept by those who use inside.
    pub tolerance_kept: Probability,
    /// Time of use in which half of what was lost comes back.
    pub tolerance_returns: Duration,
    /// Overdoses of use with tolerance wholly lost, against tolerant.
    pub untolerant: Multiplier,
    /// People who have injected against not.
    pub injecting: Multiplier,
    /// People who use crack against not.
    pub crack: Multiplier,
    /// Overdoses survived at liberty and untreated that lead to a referral to treatment.
    pub overdose_referred: Probability,
    /// Potency of the supply against the reference year.
    pub potency: Multiplier,
    /// In custody against the community, dependent.
    pub custody: Multiplier,
    /// Overdoses that are fatal where nobody has naloxone.
    pub fatal_share: Probability,
    /// Overdoses with a witness who carries naloxone from sources that are not modelled.
    pub naloxone_witness: Probability,
    /// Overdoses with any witness: the most that naloxone in the hands of others can reach.
    pub witnessed: Probability,
    /// Kits carried for each opiate user that make a witness who carries one as likely as 63 % of what is possible.
    pub naloxone_reach: Tally,
    /// Kits used up, lost, expired or left at home.
    pub naloxone_lost: Rate,
    /// Kits handed out are carried.
    pub naloxone_carried: Probability,
    /// Fatal outcomes averted when a witness uses naloxone.
    pub naloxone_effect: Probability,
    /// Other deaths at 40, men, no need.
    pub other_at_40: Rate,
    /// For each ten years of age; the same everywhere.
    #[schemars(extend("x-start-only" = true, "x-everywhere" = true))]
    pub per_decade_of_age: PerDecade,
    /// Women against men.
    pub female: Multiplier,
    /// Excess of the cohort over people without need.
    pub excess: BySubstance<Multiplier>,
    /// Of the excess over people without need, what is there in custody too.
    pub excess_in_custody: Probability,
    /// Homeless against not.
    pub homeless: Multiplier,
}

//! Where people live: homes, places that are finite, and what there is to let.

use crate::scenario::units::{
    Correlation, Count, Duration, Multiplier, Priority, Probability, PromptRate, Rate, Spread,
};
use crate::strata::ByHousing;
use schemars::JsonSchema;
use serde::Deserialize;

/// Where people live.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Housing {
    /// Share of the associations of a home with offending, relapse and lost contact that is causal: `offending.housing`, `use.relapse_homeless`, and the factors of places below.
    pub causal_share: Probability,
    /// Share of people with need in each state at the start and on entry; those without a place in a hostel wait for one.
    pub initial_need: ByHousing<Probability>,
    /// Share of people without need.
    pub initial_none: ByHousing<Probability>,
    /// How unsettled people are, which goes with offending and with low motivation.
    pub unsettled: Unsettled,
    /// Loss of a settled home, dependent.
    pub loss: Rate,
    /// Loss when not dependent against dependent.
    pub loss_not_dependent: Multiplier,
    /// Share of losses after which family or friends take the person in.
    pub loss_to_family: Probability,
    /// Share of losses after which a place in a hostel is asked for at once.
    pub loss_to_temporary: Probability,
    /// Loss of a home in custody: 26% a month means 1 - exp(-rate x time).
    pub lost_in_custody: PromptRate,
    /// Leavers without a home for whom a place was asked for in time (the basic accommodation offer and like).
    pub offer_at_release: Probability,
    /// The same when the release is unplanned.
    pub offer_unplanned: Probability,
    /// Share of high-risk leavers without a home who go to approved premises.
    pub approved_premises: Probability,
    /// Stay in approved premises; whoever has nowhere to go after it waits there for a home.
    pub approved_stay: Duration,
    /// Places in approved premises that are free for people without a home.
    #[schemars(extend("x-total" = true))]
    pub approved_places: Count,
    /// Priority of leavers on the waiting lists for places in hostels and supported housing; others have 1, and 0 is served first.
    pub priority_leavers: Priority,
    /// With family or friends.
    pub family: Family,
    /// The basic accommodation offer to people who leave custody to supervision.
    pub cas3: Cas3,
    /// Hostels and other temporary accommodation.
    pub hostels: Hostels,
    /// Supported housing.
    pub supported: SupportedHousing,
    /// Homes to let.
    pub lettings: Lettings,
    /// The two-week package for leavers without a home.
    pub starting_point: StartingPoint,
}

/// A factor of the person on losing a settled home, at liberty and in custody, with a mean of one.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Unsettled {
    /// Log-sd of the factor: 0 makes everybody as likely to lose a home.
    #[schemars(extend("x-start-only" = true))]
    pub spread: Spread,
    /// Correlation with the propensity to offend, on the normal scale; the first home shares it.
    #[schemars(extend("x-start-only" = true))]
    pub propensity: Correlation,
    /// Correlation with low motivation, on the normal scale.
    #[schemars(extend("x-start-only" = true))]
    pub motivation: Correlation,
}

/// Staying with family or friends: neither a settled home nor homeless.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Family {
    /// Leavers without a home whom family or friends take in on the day.
    pub at_release: Probability,
    /// Homeless people who are taken in.
    pub takes_in: Rate,
    /// Stays that end without another home: the welcome is over.
    pub ends: Rate,
    /// Stays that become a settled home.
    pub settles: Rate,
    /// People who begin to look for a home to let.
    pub ready: Rate,
    /// Relapse with family or friends against other homes.
    pub relapse: Multiplier,
    /// Lost contact with supervision with family or friends against other homes.
    pub lost_contact: Multiplier,
    /// Odds of keeping an appointment or a contact after release, against other homes.
    pub attended: Multiplier,
    /// Share of these stays that the statistic of three months after release counts as settled.
    pub counts_as_settled: Probability,
}

/// Basic accommodation for people who leave custody to supervision, for some weeks.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Cas3 {
    /// Places in England and Wales; under an area, in that area.
    #[schemars(extend("x-total" = true))]
    pub places: Count,
    /// Longest stay; whoever has no home by then leaves all the same.
    pub longest_stay: Duration,
    /// People who begin to look for a home to let.
    pub ready: Rate,
}

/// Hostels and other temporary accommodation.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Hostels {
    /// Places for people of the model.
    #[schemars(extend("x-total" = true))]
    pub places: Count,
    /// Homeless people who ask for a place.
    pub applies: Rate,
    /// Giving the waiting list up.
    pub gives_up: Rate,
    /// People who begin to look for a home to let.
    pub ready: Rate,
    /// Places lost, by eviction or walking out.
    pub lost: Rate,
}

/// Supported housing: places with support, from which people move on to a home of their own.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct SupportedHousing {
    /// Places for people of the model, apart from other temporary accommodation.
    #[schemars(extend("x-total" = true))]
    pub places: Count,
    /// Stay after which everybody looks for a home to let, and keeps the place until there is one.
    pub longest_stay: Duration,
    /// People who begin to look for one before that.
    pub moves_on: Rate,
    /// Places lost because of a relapse.
    pub excluded_on_relapse: Probability,
    /// Homeless people who ask for a place.
    pub applies: Rate,
    /// Giving the waiting list up.
    pub gives_up: Rate,
    /// Relapse in supported housing against temporary accommodation.
    pub relapse: Multiplier,
    /// Lost contact with supervision in supported housing against temporary accommodation.
    pub lost_contact: Multiplier,
}

/// Private rent and social lettings for people of the model who have no home of their own.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Lettings {
    /// Homes to let that come up for them in a year.
    #[schemars(extend("x-total" = true))]
    pub a_year: Count,
    /// How long a home stands empty at most before somebody else has it.
    pub empty_for: Duration,
    /// Priority of people in the basic accommodation offer and in approved premises: 0 is served first.
    pub priority_leavers: Priority,
    /// Priority of people in supported housing.
    pub priority_supported: Priority,
    /// Priority of people in hostels.
    pub priority_hostels: Priority,
    /// Priority of people with family or friends.
    pub priority_family: Priority,
}

/// A place of two weeks with daily contact, on condition of engagement.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct StartingPoint {
    /// Places of the package in England and Wales; under an area, in that area.
    #[schemars(extend("x-total" = true))]
    pub places: Count,
    /// Leavers with need and without a home who take it up.
    pub accepts: Probability,
    /// Length of the package.
    pub stay: Duration,
    /// Failing the condition of engagement, of a person with mean motivation who is in treatment or not dependent; failure means homelessness.
    pub fails: Rate,
    /// The same when dependent and untreated, against that.
    pub fails_dependent: Multiplier,
    /// Untreated people brought to treatment by daily contact.
    pub links: Rate,
    /// People whom family or friends take in at the end, of those for whom no other place is free.
    pub move_on: Probability,
    /// Dropout of treatment during the package against outside it.
    pub dropout: Multiplier,
    /// Relapse during the package against temporary accommodation.
    pub relapse: Multiplier,
}

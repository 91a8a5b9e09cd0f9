//! Housing: homelessness, places to live, and homes to let.

use super::definition::{Metrics, SENTENCE, metric};
use crate::observe::formula::Formula::{
    DaysPerYear, Mean, MeanDays, PerYear, Share, ShareAtLiberty,
};
use crate::observe::quantities::{Count, Elapsed, Level};

/// The metrics, in the order of all tables.
pub(super) const METRICS: Metrics = &[
    metric("homeless_days", DaysPerYear(Level::Homeless))
        .title("days homeless")
        .unit("person-days per year")
        .lower_is_better()
        .means("Days homeless in the community"),
    metric("homeless_share", ShareAtLiberty(Level::Homeless))
        .title("homeless, of people at liberty")
        .lower_is_better()
        .means("People at liberty who are homeless"),
    metric(
        "homeless_3_months",
        Share(Count::ThreeMonthsHomeless, Count::ThreeMonths),
    )
    .title("homeless after three months")
    .lower_is_better()
    .by(SENTENCE)
    .means(
        "People homeless three months after release, of those released to supervision and then \
             at liberty under supervision",
    ),
    metric("family_population", Mean(Level::WithFamily))
        .title("people with family or friends")
        .unit("people")
        .means(
            "People who stay with family or friends, neither settled nor homeless, mean over time",
        ),
    metric("hostel_population", Mean(Level::TemporaryHousing))
        .title("people in hostels")
        .unit("people")
        .means("People in hostels and other temporary accommodation, mean over time"),
    metric("cas3_population", Mean(Level::Cas3))
        .title("people in CAS3")
        .unit("people")
        .means("People in the basic accommodation offer (CAS3), mean over time"),
    metric("cas3_starts", PerYear(Count::Cas3Starts))
        .title("CAS3 places taken up")
        .unit("people per year")
        .means("Places of the basic accommodation offer (CAS3) taken up"),
    metric("cas3_turned_away", PerYear(Count::Cas3TurnedAway))
        .title("turned away by CAS3")
        .unit("people per year")
        .lower_is_better()
        .means(
            "Leavers to supervision for whom a place of the basic accommodation offer (CAS3) was \
             asked and none was free",
        ),
    metric(
        "approved_premises_population",
        Mean(Level::ApprovedPremises),
    )
    .title("people in approved premises")
    .unit("people")
    .means("People in approved premises who had no other home, mean over time"),
    metric("supported_housing_starts", PerYear(Count::SupportedStarts))
        .title("supported places taken up")
        .unit("people per year")
        .means("Supported places taken up"),
    metric(
        "supported_housing_population",
        Mean(Level::SupportedHousing),
    )
    .title("people in supported housing")
    .unit("people")
    .means("People in supported housing, mean over time"),
    metric(
        "supported_housing_excluded",
        PerYear(Count::SupportedExcluded),
    )
    .title("supported places lost after relapse")
    .unit("people per year")
    .lower_is_better()
    .means("Supported places lost after a relapse"),
    metric("place_waiting", Mean(Level::AwaitsPlace))
        .title("people waiting for a place to live")
        .unit("people")
        .lower_is_better()
        .means(
            "Homeless people on a waiting list for a place in a hostel or in supported housing, \
             mean over time",
        ),
    metric("place_wait", MeanDays(Elapsed::Place, Count::PlacesFound))
        .title("wait for a place to live")
        .unit("days")
        .lower_is_better()
        .means(
            "Days from asking to the place, of those who got one in a hostel or in supported \
             housing",
        ),
    metric("lettings_made", PerYear(Count::LettingsMade))
        .title("homes let")
        .unit("homes per year")
        .means("Homes let to people without a settled home"),
    metric("letting_waiting", Mean(Level::AwaitsLetting))
        .title("people waiting for a home to let")
        .unit("people")
        .lower_is_better()
        .means("People who look for a home to let, mean over time"),
    metric(
        "letting_wait",
        MeanDays(Elapsed::Letting, Count::LettingsMade),
    )
    .title("wait for a home to let")
    .unit("days")
    .lower_is_better()
    .means("Days from beginning to look to the home, of those who got one"),
    metric("moves_on_blocked_days", DaysPerYear(Level::MoveOnBlocked))
        .title("days in which moves on are blocked")
        .unit("person-days per year")
        .lower_is_better()
        .means(
            "Days in a hostel, supported housing, CAS3 or approved premises of people who look \
             for a home to let and have none yet",
        ),
];

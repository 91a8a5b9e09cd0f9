//! Housing: homelessness and supported housing.

use super::definition::{Metrics, metric};
use crate::observe::formula::Formula::{DaysPerYear, Mean, PerYear, ShareAtLiberty};
use crate::observe::quantities::{Count, Level};

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
];

//! Population: everyone in the simulation, by state of justice.

use super::definition::{Metrics, metric};
use crate::observe::formula::Formula::{DaysPerYear, Mean, PerYear};
use crate::observe::quantities::{Count, Level};

/// The metrics, in the order of all tables.
pub(super) const METRICS: Metrics = &[
    metric("people", Mean(Level::People))
        .title("people in the simulation")
        .unit("people")
        .means(
            "People in the simulation: its drift over the years is an assumption of the scenario",
        ),
    metric("person_days", DaysPerYear(Level::People))
        .title("days lived by everyone")
        .unit("person-days per year")
        .means(
            "Days lived in the simulation by everyone: the sum of the person-days of all states \
             of justice, which follow",
        ),
    metric("person_days_liberty", DaysPerYear(Level::StateLiberty))
        .title("days at liberty, nothing pending")
        .unit("person-days per year")
        .means("Person-days at liberty with no case, order, supervision or scheme"),
    metric("person_days_scheme", DaysPerYear(Level::StateScheme))
        .title("days on a diversion scheme")
        .unit("person-days per year")
        .means("Person-days on a diversion scheme, with no case, order or supervision"),
    metric("person_days_bail", DaysPerYear(Level::StateBail))
        .title("days on bail")
        .unit("person-days per year")
        .means("Person-days at liberty with a case pending, and no order or supervision"),
    metric("person_days_order", DaysPerYear(Level::StateOrder))
        .title("days on a court order")
        .unit("person-days per year")
        .means(
            "Person-days on a community or suspended sentence order at liberty, with no \
             supervision after release",
        ),
    metric("person_days_licence", DaysPerYear(Level::StateLicence))
        .title("days on licence")
        .unit("person-days per year")
        .means("Person-days on licence at liberty"),
    metric(
        "person_days_post_sentence",
        DaysPerYear(Level::StatePostSentence),
    )
    .title("days on post-sentence supervision")
    .unit("person-days per year")
    .means("Person-days on post-sentence supervision at liberty"),
    metric("person_days_at_large", DaysPerYear(Level::StateAtLarge))
        .title("days unlawfully at large")
        .unit("person-days per year")
        .means("Person-days recalled and not yet back in custody"),
    metric("person_days_remand", DaysPerYear(Level::StateRemand))
        .title("days on remand")
        .unit("person-days per year")
        .means("Person-days in prison awaiting trial or sentence"),
    metric("person_days_cells", DaysPerYear(Level::StateCells))
        .title("days in police cells")
        .unit("person-days per year")
        .means("Person-days in police cells for want of a prison place"),
    metric("person_days_prison", DaysPerYear(Level::StatePrison))
        .title("days in prison on sentence")
        .unit("person-days per year")
        .means(
            "Person-days in prison on sentence, or committed for a breach of post-sentence \
             supervision; long and indeterminate sentences left out",
        ),
    metric("person_days_recalled", DaysPerYear(Level::StateRecalled))
        .title("days in prison on recall")
        .unit("person-days per year")
        .means("Person-days in prison on recall"),
    metric("people_entered", PerYear(Count::Entered))
        .title("people entering")
        .unit("people per year")
        .means("People who entered the population"),
    metric("people_left", PerYear(Count::Left))
        .title("people leaving")
        .unit("people per year")
        .means("People who left by lasting desistance, recovery or age"),
];

//! Prison: receptions, the estate, curfew, moves between prisons.

use super::definition::{Metrics, metric};
use crate::observe::formula::Formula::{
    AtMonthEnd, Days, DaysPerYear, Mean, Occupancy, PerThousandYears, PerYear,
};
use crate::observe::quantities::{Count, Dated, Level};
use crate::observe::record::Universe;

/// The metrics, in the order of all tables.
pub(super) const METRICS: Metrics = &[
    metric("custodial_receptions", PerYear(Count::Receptions))
        .title("receptions")
        .unit("receptions per year")
        .lower_is_better()
        .headline()
        .means(
            "Receptions into custody from liberty, on remand or on sentence; recalls are counted \
             apart",
        ),
    metric("custodial_receptions_need", PerYear(Count::ReceptionsNeed))
        .title("receptions with a drug or alcohol need")
        .unit("receptions per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Receptions into custody from liberty of people with a drug or alcohol need"),
    metric("remand_receptions", PerYear(Count::RemandReceptions))
        .title("receptions on remand")
        .unit("receptions per year")
        .lower_is_better()
        .means("Receptions on remand"),
    metric("custody_days", DaysPerYear(Level::Custody))
        .title("days in custody")
        .unit("person-days per year")
        .lower_is_better()
        .headline()
        .means(
            "Days in custody (prison or police cells) of everyone simulated: remand, sentence and \
             recall; long and indeterminate sentences left out",
        ),
    metric("prison_population", Mean(Level::Prison))
        .title("people in prison")
        .unit("people")
        .lower_is_better()
        .headline()
        .means("People in prison, mean over time, long and indeterminate sentences included"),
    metric("remand_population", Mean(Level::Remand))
        .title("people on remand")
        .unit("people")
        .lower_is_better()
        .means("People in custody awaiting trial or sentence"),
    metric("recalled_population", Mean(Level::Recalled))
        .title("people in prison on recall")
        .unit("people")
        .lower_is_better()
        .means("People in custody on recall"),
    metric("prison_population_month_end", AtMonthEnd(Dated::Prison))
        .title("people in prison, end of month")
        .unit("people")
        .lower_is_better()
        .means(
            "People in prison at the end of the last day of a month, as official counts of a day are; over \
             several months the mean of their ends",
        ),
    metric("remand_population_month_end", AtMonthEnd(Dated::Remand))
        .title("people on remand, end of month")
        .unit("people")
        .lower_is_better()
        .means("People in custody awaiting trial or sentence at the end of the last day of a month"),
    metric("recalled_population_month_end", AtMonthEnd(Dated::Recalled))
        .title("people in prison on recall, end of month")
        .unit("people")
        .lower_is_better()
        .means("People in custody on recall at the end of the last day of a month"),
    metric("occupancy", Occupancy(Level::Prison, Level::Places))
        .title("prison places in use")
        .lower_is_better()
        .means("Prison population over useable places"),
    metric("days_estate_full", Days(Level::FullDays))
        .title("days with the estate full")
        .unit("days per year")
        .lower_is_better()
        .means(
            "Days over capacity: days on which the people in prison or waiting for it in police \
             cells were at least the useable places; for everybody, days on which that was so of \
             the men's or the women's estate",
        ),
    metric("remand_share", Occupancy(Level::StateRemand, Level::Prison))
        .title("people on remand of all in prison")
        .lower_is_better()
        .means(
            "People in prison on remand as a share of the prison population, long and \
             indeterminate sentences included in it and people in police cells in neither",
        ),
    metric(
        "custody_with_need",
        Occupancy(Level::CustodyNeed, Level::Custody),
    )
    .title("people in custody with a need")
    .means(
        "People in custody who have a drug or alcohol need; long and indeterminate sentences \
             left out",
    ),
    metric("police_cell_days", DaysPerYear(Level::Cells))
        .title("days in police cells for want of a place")
        .unit("person-days per year")
        .lower_is_better()
        .means("Person-days in police cells for want of a prison place"),
    metric("cells_in_use", Mean(Level::CellsUsed))
        .title("agreed police cells in use")
        .unit("cells")
        .lower_is_better()
        .means("Police cells agreed for people without a prison place that are in use, mean over days"),
    metric("unmet_places", Mean(Level::Unmet))
        .title("people with neither a place nor a cell")
        .unit("people")
        .lower_is_better()
        .means(
            "Unmet demand for places: people with neither a prison place nor an agreed police cell, \
             mean over days; they are among the days in police cells",
        ),
    metric("people_crowded", Mean(Level::Crowded))
        .title("people in crowded cells")
        .unit("people")
        .lower_is_better()
        .means("Prisoners in cells shared by more people than they were built for, mean over days"),
    metric("crowded_share", Occupancy(Level::Crowded, Level::InPrisonOnTheDay))
        .title("people in crowded cells of all in prison")
        .lower_is_better()
        .means("People in crowded cells as a share of all in prison, both read off once a day"),
    metric("early_releases", PerYear(Count::EarlyReleases))
        .title("early releases for want of places")
        .unit("releases per year")
        .means("Releases before the ordinary date under pressure of places"),
    metric("hdc_releases", PerYear(Count::HdcReleases))
        .title("releases on home detention curfew")
        .unit("releases per year")
        .means("Releases on home detention curfew"),
    metric("hdc_population", Mean(Level::Curfew))
        .title("people on home detention curfew")
        .unit("people")
        .means("People on home detention curfew, mean over time"),
    metric("hdc_population_month_end", AtMonthEnd(Dated::Curfew))
        .title("people on curfew, end of month")
        .unit("people")
        .means("People on home detention curfew at the end of the last day of a month"),
    metric("hdc_refused_no_address", PerYear(Count::HdcRefused))
        .title("curfews refused, no address")
        .unit("people per year")
        .means("Home detention curfews that would be granted and fail for want of an address"),
    metric("hdc_recalls", PerYear(Count::HdcRecalls))
        .title("recalls from home detention curfew")
        .unit("recalls per year")
        .lower_is_better()
        .means(
            "Recalls from home detention curfew, which last to the ordinary release date; not \
             counted among recalls from licence",
        ),
    metric("prison_population_local", Mean(Level::PrisonLocal))
        .title("people in local prisons")
        .unit("people")
        .means(
            "People in local prisons, mean over time, long and indeterminate sentences left out",
        ),
    metric("prison_population_open", Mean(Level::PrisonOpen))
        .title("people in open prisons")
        .unit("people")
        .means("People in open prisons, mean over time, long and indeterminate sentences left out"),
    metric("receptions_placed_elsewhere", PerYear(Count::Overflows))
        .title("receptions placed outside local prisons")
        .unit("receptions per year")
        .means("Receptions placed in a trainer prison because the local ones were full"),
    metric("prison_transfers", PerYear(Count::Transfers))
        .title("transfers between prisons")
        .unit("transfers per year")
        .means("Moves from one prison to another"),
    metric("moves_to_trainer_prisons", PerYear(Count::MovesToTrainer))
        .title("moves to trainer prisons")
        .unit("moves per year")
        .means("Moves from local to trainer prisons"),
    metric("moves_to_open_prisons", PerYear(Count::MovesToOpen))
        .title("moves to open prisons")
        .unit("moves per year")
        .means("Moves from trainer to open prisons"),
    metric(
        "assaults",
        PerThousandYears(Count::Assaults, Level::Custody),
    )
    .title("assaults per 1,000 in custody, a year")
    .unit("assaults per 1,000 person-years in custody")
    .lower_is_better()
    .means(
        "Assaults by prisoners, whoever the victim is, per 1,000 person-years in custody; long and \
         indeterminate sentences left out",
    ),
    metric(
        "isfl_assaults",
        PerThousandYears(Count::IsflAssaults, Level::Isfl),
    )
    .title("assaults per 1,000 on wings, a year")
    .unit("assaults per 1,000 person-years on a wing")
    .lower_is_better()
    .means("Assaults by residents of substance-free wings per 1,000 person-years on one"),
];

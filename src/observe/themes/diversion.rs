//! Diversion: schemes in place of a charge, on the street and after arrest.

use super::definition::{Metrics, metric};
use crate::observe::formula::Formula::{Mean, PerWorker, PerYear, Share, SharedBy, Vacant};
use crate::observe::quantities::{Count, Level, Staff};

/// The metrics, in the order of all tables.
pub(super) const METRICS: Metrics = &[
    metric("caseload_per_worker_diversion", PerWorker(Staff::Diversion))
        .title("people on a scheme per navigator")
        .unit("people per worker")
        .means("People on a diversion scheme for each navigator in post"),
    metric("vacancies_diversion", Vacant(Staff::Diversion))
        .title("vacant posts, navigators")
        .means("Posts of navigators of diversion schemes that are vacant"),
    metric("diversion_eligible", PerYear(Count::DiversionEligible))
        .title("offences open to diversion")
        .unit("offences per year")
        .means(
            "Detected offences for which a scheme is open by its rules, on the street and after \
             arrest",
        ),
    metric("diversion_offered", PerYear(Count::DiversionOffered))
        .title("offers of diversion")
        .unit("offers per year")
        .means("Offers of diversion"),
    metric(
        "diversion_accepted",
        SharedBy(
            Count::DiversionStreet,
            Count::DiversionCustody,
            Count::DiversionOffered,
        ),
    )
    .title("offers of diversion taken up")
    .means(
        "Offers of diversion that are taken up, of all offers; the rest are refused, or lack \
             an admission that is asked for",
    ),
    metric(
        "reoffending_open_to_diversion",
        Share(Count::OpenOffended, Count::OpenCohort),
    )
    .title("reoffending, open to diversion, 24 months")
    .lower_is_better()
    .means(
        "People whose offence was open to diversion, offered or not, who were found offending \
             again within 24 months",
    ),
    metric("diversion_full", PerYear(Count::DiversionFull))
        .title("offers not made, scheme full")
        .unit("offences per year")
        .means("Offers not made because every place was taken"),
    metric("diversion_street", PerYear(Count::DiversionStreet))
        .title("diversions on the street")
        .unit("diversions per year")
        .means(
            "Diversions on the street, instead of an arrest and not counted as one: community \
             resolutions and deferred summonses",
        ),
    metric("diversion_summons", PerYear(Count::DiversionSummons))
        .title("deferred summonses")
        .unit("diversions per year")
        .means(
            "Diversions on the street that are deferred summonses, of which a breach brings the \
             charge",
        ),
    metric("diversion_custody", PerYear(Count::DiversionCustody))
        .title("diversions after arrest")
        .unit("diversions per year")
        .means(
            "Diversions after arrest: deferred prosecutions, conditional cautions, community \
             resolutions with conditions",
        ),
    metric("diversion_net_widening", PerYear(Count::DiversionWidened))
        .title("diverted instead of no further action")
        .unit("diversions per year")
        .lower_is_better()
        .means("Diversions after arrest of people who would have faced no further action"),
    metric("diversion_completed", PerYear(Count::DiversionCompleted))
        .title("diversions completed")
        .unit("diversions per year")
        .means("Diversions completed"),
    metric("diversion_breached", PerYear(Count::DiversionBreached))
        .title("diversions broken")
        .unit("diversions per year")
        .means("Diversions broken, by the conditions, a new charge or custody"),
    metric("diversion_charged", PerYear(Count::DiversionCharged))
        .title("charges brought by a broken diversion")
        .unit("charges per year")
        .means("Charges that a breach of conditions brought"),
    metric("cautions_recorded", PerYear(Count::CautionsRecorded))
        .title("conditional cautions")
        .unit("cautions per year")
        .means("Conditional cautions, which are on record"),
    metric("diversion_population", Mean(Level::Diverted))
        .title("people on a diversion scheme")
        .unit("people")
        .means("People on a diversion scheme, mean over time"),
];

//! Supervision and recall: licence, post-sentence supervision, probation, recall.

use super::definition::{Metrics, SENTENCE, metric};
use crate::observe::formula::Formula::{
    Mean, MeanDays, Monthly, PerWorker, PerYear, Share, Vacant,
};
use crate::observe::quantities::{Count, Elapsed, Level, Staff};

/// The metrics, in the order of all tables.
pub(super) const METRICS: Metrics = &[
    metric("licence_population", Mean(Level::Licence))
        .title("people on licence")
        .unit("people")
        .means("People on licence at liberty, mean over time"),
    metric("licence_under_12_months", Mean(Level::LicenceUnder12Months))
        .title("on licence, sentences under 12 months")
        .unit("people")
        .means(
            "People on licence at liberty whose sentence was under 12 months, mean over time; in \
             this and the two below nobody is who was remanded since",
        ),
    metric(
        "licence_12_months_to_4_years",
        Mean(Level::LicenceUnder4Years),
    )
    .title("on licence, 12 months to 4 years")
    .unit("people")
    .means(
        "People on licence at liberty whose sentence was 12 months or more and under four \
             years, mean over time",
    ),
    metric("licence_from_4_years", Mean(Level::LicenceFrom4Years))
        .title("on licence, 4 years or more")
        .unit("people")
        .means(
            "People on licence at liberty whose sentence was four years or more, life \
             sentences left out, mean over time",
        ),
    metric("recalled_monthly", Monthly(Count::Recalls, Level::Licence))
        .title("recalled in a month, of those on licence")
        .lower_is_better()
        .means("Decisions to recall in a month, of people on licence at liberty"),
    metric("pss_population", Mean(Level::PostSentence))
        .title("people on post-sentence supervision")
        .unit("people")
        .means("People on post-sentence supervision, mean over time"),
    metric("probation_caseload", Mean(Level::Caseload))
        .title("people on probation's caseload")
        .unit("people")
        .means(
            "People supervised by probation in the community on licence, post-sentence \
             supervision or an order, mean over time",
        ),
    metric("caseload_per_worker_probation", PerWorker(Staff::Probation))
        .title("cases per probation officer")
        .unit("cases per officer")
        .means(
            "Cases that probation officers hold for each of them in post: on orders and licences, \
             and before release, those that stand in no other part of the model with them",
        ),
    metric(
        "caseload_per_worker_service_officers",
        PerWorker(Staff::ServiceOfficers),
    )
    .title("cases per probation service officer")
    .unit("cases per officer")
    .means("Cases that service officers hold for each of those in post who hold cases"),
    metric("vacancies_service_officers", Vacant(Staff::ServiceOfficers))
        .title("vacant posts, service officers")
        .means("Posts of probation service officers with cases that are vacant"),
    metric("vacancies_probation", Vacant(Staff::Probation))
        .title("vacant posts, probation officers")
        .means("Posts of probation officers that are vacant"),
    metric("recalls", PerYear(Count::Recalls))
        .title("recalls")
        .unit("recalls per year")
        .lower_is_better()
        .headline()
        .by(SENTENCE)
        .means("Decisions to recall"),
    metric("recalls_lost_contact", PerYear(Count::RecallsContact))
        .title("recalls for lost contact")
        .unit("recalls per year")
        .lower_is_better()
        .by(SENTENCE)
        .means("Recalls for lost contact and other non-compliance"),
    metric("recalls_no_residence", PerYear(Count::RecallsResidence))
        .title("recalls for want of a residence")
        .unit("recalls per year")
        .lower_is_better()
        .by(SENTENCE)
        .means("Recalls for want of a residence"),
    metric("recalls_lapse", PerYear(Count::RecallsLapse))
        .title("recalls for a lapse")
        .unit("recalls per year")
        .lower_is_better()
        .by(SENTENCE)
        .means("Recalls for a lapse by itself"),
    metric("recalls_new_charge", PerYear(Count::RecallsCharge))
        .title("recalls for a new charge")
        .unit("recalls per year")
        .lower_is_better()
        .by(SENTENCE)
        .means("Recalls for a new charge"),
    metric(
        "recalls_fixed_term",
        Share(Count::RecallsFixed, Count::Recalls),
    )
    .title("recalls that are fixed-term")
    .by(SENTENCE)
    .means("Recalls that are fixed-term"),
    metric("recall_returns", PerYear(Count::Returns))
        .title("returns to custody on recall")
        .unit("returns per year")
        .lower_is_better()
        .means("Returns to custody on recall"),
    metric(
        "recall_days_to_return",
        MeanDays(Elapsed::Return, Count::Returns),
    )
    .title("recall to return, mean")
    .unit("days")
    .means("Mean time from the decision to recall to the return to custody"),
    metric(
        "recall_days_served",
        MeanDays(Elapsed::Recall, Count::RecallReleases),
    )
    .title("return to release from recall, mean")
    .unit("days")
    .means(
        "Mean time from the return to custody on recall to the release from it, recalls from \
             curfew included",
    ),
    metric("unlawfully_at_large", Mean(Level::AtLarge))
        .title("people unlawfully at large")
        .unit("people")
        .lower_is_better()
        .means("People recalled and not yet back in custody"),
    metric("pss_breaches", PerYear(Count::PssBreaches))
        .title("breaches of post-sentence supervision")
        .unit("breaches per year")
        .lower_is_better()
        .means("Breaches of post-sentence supervision taken to the magistrates' court"),
    metric("pss_committals", PerYear(Count::PssCommittals))
        .title("committals for such a breach")
        .unit("committals per year")
        .lower_is_better()
        .means(
            "Short committals to prison for a breach of post-sentence supervision; not counted \
             among receptions",
        ),
    metric("pss_fines", PerYear(Count::PssFines))
        .title("fines for such a breach")
        .unit("fines per year")
        .means("Fines for a breach of post-sentence supervision"),
];

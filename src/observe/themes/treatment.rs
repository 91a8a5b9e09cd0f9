//! Community treatment: structured treatment and the low-threshold service in the community.

use super::definition::{Metrics, metric};
use crate::observe::formula::Formula::{
    DaysPerYear, Mean, MeanDays, PerWorker, PerYear, Percentile, Share, Vacant,
};
use crate::observe::quantities::{Count, Elapsed, Level, Spread, Staff};
use crate::observe::record::Universe;

/// The metrics, in the order of all tables.
pub(super) const METRICS: Metrics = &[
    metric("treatment_referrals", PerYear(Count::Referrals))
        .title("referrals to treatment")
        .unit("referrals per year")
        .of(Universe::Community)
        .means("Referrals to structured community treatment"),
    metric("treatment_starts", PerYear(Count::TreatmentStarts))
        .title("treatment starts")
        .unit("starts per year")
        .of(Universe::Community)
        .means("Starts of structured community treatment"),
    metric(
        "treatment_wait",
        MeanDays(Elapsed::TreatmentWait, Count::TreatmentStarts),
    )
    .title("wait of those who started, mean")
    .unit("days")
    .of(Universe::Community)
    .lower_is_better()
    .means("Mean time from referral to start of community treatment"),
    metric(
        "treatment_wait_over_21_days",
        Share(Count::TreatmentLate, Count::TreatmentStarts),
    )
    .title("started after more than three weeks")
    .of(Universe::Community)
    .lower_is_better()
    .means("Starts that waited more than three weeks"),
    metric("treatment_wait_all", MeanDays(Elapsed::Wait, Count::Waits))
        .title("wait of all who joined, mean")
        .unit("days")
        .of(Universe::Community)
        .lower_is_better()
        .means(
            "Mean time from referral to the end of the wait, of all waits that ended: in treatment, \
             given up, in an appointment missed, in custody or in death",
        ),
    metric("treatment_wait_median", Percentile(Spread::Wait, 50))
        .title("wait of all who joined, median")
        .unit("days")
        .of(Universe::Community)
        .lower_is_better()
        .means("Half of all waits for community treatment that ended, in treatment or not, were shorter"),
    metric("treatment_wait_p90", Percentile(Spread::Wait, 90))
        .title("wait of all who joined, nine of ten within")
        .unit("days")
        .of(Universe::Community)
        .lower_is_better()
        .means("Nine in ten of all waits for community treatment that ended, in treatment or not, were shorter"),
    metric("treatment_started_of_joined", Share(Count::TreatmentStarts, Count::Waits))
        .title("waits that ended in treatment")
        .of(Universe::Community)
        .higher_is_better()
        .means("Waits for community treatment that ended in a start, of all waits that ended"),
    metric("treatment_wait_own", MeanDays(Elapsed::WaitOwn, Count::WaitsOwn))
        .title("wait of all who joined, by themselves")
        .unit("days")
        .of(Universe::Community)
        .lower_is_better()
        .means(
            "Mean time from referral to the end of the wait, in treatment or not, of people who came \
             by themselves",
        ),
    metric("treatment_wait_police", MeanDays(Elapsed::WaitPolice, Count::WaitsPolice))
        .title("wait of all who joined, from the police")
        .unit("days")
        .of(Universe::Community)
        .lower_is_better()
        .means(
            "Mean time from referral to the end of the wait, in treatment or not, of people referred \
             by the police or a diversion scheme",
        ),
    metric("treatment_wait_prison", MeanDays(Elapsed::WaitPrison, Count::WaitsPrison))
        .title("wait of all who joined, from prison")
        .unit("days")
        .of(Universe::Community)
        .lower_is_better()
        .means(
            "Mean time from release or referral to the end of the wait, in treatment or not, of people \
             who come from prison",
        ),
    metric("treatment_wait_requirement", MeanDays(Elapsed::WaitRequirement, Count::WaitsRequirement))
        .title("wait of all who joined, on a requirement")
        .unit("days")
        .of(Universe::Community)
        .lower_is_better()
        .means(
            "Mean time from referral to the end of the wait, in treatment or not, of people on a \
             requirement of treatment",
        ),
    metric("treatment_waits_given_up", PerYear(Count::GaveUp))
        .title("waits for treatment given up")
        .unit("people per year")
        .of(Universe::Community)
        .lower_is_better()
        .means("Waits for community treatment that were given up"),
    metric("community_treatment_days", DaysPerYear(Level::Treated))
        .title("days in treatment")
        .unit("person-days per year")
        .of(Universe::Community)
        .headline()
        .means("Days in structured community treatment"),
    metric("community_treatment_population", Mean(Level::Treated))
        .title("people in community treatment")
        .unit("people")
        .of(Universe::Community)
        .means("People in structured community treatment, mean over time"),
    metric("community_treatment_waiting", Mean(Level::Waiting))
        .title("people waiting for community treatment")
        .unit("people")
        .of(Universe::Community)
        .lower_is_better()
        .means("People waiting for structured community treatment, mean over time"),
    metric("community_treatment_people", PerYear(Count::PeopleTreated))
        .title("people treated in a year")
        .unit("people")
        .of(Universe::Community)
        .means(
            "Distinct people in structured community treatment in a year from April, each in the \
             month in which they are first seen in that year",
        ),
    metric("treatment_exits", PerYear(Count::TreatmentExits))
        .title("treatment exits")
        .unit("exits per year")
        .of(Universe::Community)
        .means("Ends of community treatment"),
    metric(
        "treatment_completed",
        Share(Count::TreatmentCompleted, Count::TreatmentExits),
    )
    .title("treatment completed, of exits")
    .of(Universe::Community)
    .higher_is_better()
    .means("Ends of community treatment that are successful completions"),
    metric(
        "treatment_dropped_out",
        Share(Count::TreatmentDropped, Count::TreatmentExits),
    )
    .title("dropped out of treatment, of exits")
    .of(Universe::Community)
    .lower_is_better()
    .means("Ends of community treatment that are dropouts"),
    metric(
        "treatment_ended_by_custody",
        PerYear(Count::TreatmentCustody),
    )
    .title("treatments ended by custody")
    .unit("exits per year")
    .of(Universe::Community)
    .lower_is_better()
    .means("Community treatments that custody ended"),
    metric("caseload_per_worker_opiate", PerWorker(Staff::Opiate))
        .title("people per worker, opiate treatment")
        .unit("people per worker")
        .of(Universe::Community)
        .means(
            "People in community treatment for opiates for each worker in post; those above the \
             places are left out",
        ),
    metric("vacancies_opiate", Vacant(Staff::Opiate))
        .title("vacant posts, opiate treatment")
        .of(Universe::Community)
        .means("Posts of workers in community treatment for opiates that are vacant"),
    metric(
        "caseload_per_worker_other",
        PerWorker(Staff::OtherCommunity),
    )
    .title("people per worker, other treatment")
    .unit("people per worker")
    .of(Universe::Community)
    .means(
        "People in community treatment for other drugs and alcohol for each worker in post; \
             those above the places are left out",
    ),
    metric("vacancies_other", Vacant(Staff::OtherCommunity))
        .title("vacant posts, other treatment")
        .of(Universe::Community)
        .means(
            "Posts of workers in community treatment for other drugs and alcohol that are vacant",
        ),
    metric("low_threshold_starts", PerYear(Count::LowThresholdStarts))
        .title("people reached by low-threshold service")
        .unit("people per year")
        .of(Universe::Need)
        .means("People who came in touch with the low-threshold service"),
    metric("low_threshold_population", Mean(Level::LowThreshold))
        .title("people in touch with low-threshold service")
        .unit("people")
        .of(Universe::Need)
        .means("People in touch with the low-threshold service, mean over time"),
    metric(
        "caseload_per_worker_low_threshold",
        PerWorker(Staff::LowThreshold),
    )
    .title("people per low-threshold worker")
    .unit("people per worker")
    .of(Universe::Community)
    .means("People in touch with the low-threshold service for each worker in post"),
    metric("vacancies_low_threshold", Vacant(Staff::LowThreshold))
        .title("vacant posts, low-threshold service")
        .of(Universe::Community)
        .means("Posts of the low-threshold service that are vacant"),
];

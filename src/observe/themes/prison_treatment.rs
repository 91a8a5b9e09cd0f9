//! Treatment in prison: drug and alcohol treatment inside, substance-free wings, peer mentors.

use super::definition::{Metrics, metric};
use crate::observe::formula::Formula::{Mean, Occupancy, PerWorker, PerYear, Share, Vacant};
use crate::observe::quantities::{Count, Level, Staff};
use crate::observe::record::Universe;

/// The metrics, in the order of all tables.
pub(super) const METRICS: Metrics = &[
    metric("need_identified", Share(Count::Identified, Count::Screened))
        .title("needs found at reception")
        .of(Universe::Need)
        .means(
            "Needs found by the screening that follows a reception, of people with need who are \
             screened",
        ),
    metric(
        "prison_treatment_engaged",
        Share(Count::Engaged, Count::Screened),
    )
    .title("screened with need who accept treatment")
    .of(Universe::Need)
    .means(
        "People with need who accept treatment or its waiting list, of those screened after a \
             reception",
    ),
    metric("prison_treatment_starts", PerYear(Count::PrisonStarts))
        .title("treatment starts in prison")
        .unit("starts per year")
        .of(Universe::Need)
        .means("Starts of treatment in prison, clinical or psychosocial"),
    metric("prison_treatment_exits", PerYear(Count::PrisonExits))
        .title("treatment exits in prison")
        .unit("exits per year")
        .of(Universe::Need)
        .means("Ends of treatment in prison, transfers to the community included"),
    metric(
        "prison_treatment_completed",
        Share(Count::PrisonCompleted, Count::PrisonExits),
    )
    .title("prison treatment completed, of exits")
    .of(Universe::Need)
    .higher_is_better()
    .means("Exits from prison treatment that completed free of dependence"),
    metric(
        "prison_treatment_transferred",
        Share(Count::PrisonTransferred, Count::PrisonExits),
    )
    .title("transferred out in need, of exits")
    .of(Universe::Need)
    .means(
        "Exits from prison treatment by release with a need that goes on: transfers to the \
             community",
    ),
    metric(
        "prison_treatment_started_21_days",
        Share(Count::StayStartsSoon, Count::StayStarts),
    )
    .title("started within 21 days of reception")
    .of(Universe::Need)
    .means(
        "First starts of treatment in a stay in prison that come within 21 days of reception; \
             those never treated are left out",
    ),
    metric(
        "prison_treatment_people",
        PerYear(Count::PeopleTreatedInside),
    )
    .title("people treated in prison in a year")
    .unit("people")
    .of(Universe::Need)
    .means(
        "Distinct people in treatment in prison in a year from April, each in the month in \
             which they are first seen in that year",
    ),
    metric(
        "prison_treatment_opiate_share",
        Share(Count::PeopleTreatedInsideOpiate, Count::PeopleTreatedInside),
    )
    .title("of those treated in prison, use opiates")
    .of(Universe::Need)
    .means(
        "Of distinct people in treatment in prison in a year from April, those who use \
             opiates",
    ),
    metric("prison_treatment_leavers", PerYear(Count::PeopleLeftInside))
        .title("people leaving prison treatment")
        .unit("exits per year")
        .of(Universe::Need)
        .means(
            "Distinct people who leave treatment in prison in a year from April, each at the \
             first time in that year",
        ),
    metric(
        "deaths_in_prison_treatment",
        PerYear(Count::DeathsPrisonTreatment),
    )
    .title("deaths in prison treatment")
    .unit("deaths per year")
    .of(Universe::Need)
    .lower_is_better()
    .means("Deaths of people in treatment in prison, of any cause"),
    metric(
        "prison_treatment_interrupted",
        PerYear(Count::PrisonInterrupted),
    )
    .title("treatments broken by a transfer")
    .unit("interruptions per year")
    .of(Universe::Need)
    .lower_is_better()
    .means("Treatments broken by a transfer between prisons"),
    metric("prison_waits_lost", PerYear(Count::PrisonWaitLost))
        .title("waits for prison treatment lost to release")
        .unit("people per year")
        .of(Universe::Need)
        .lower_is_better()
        .means("Waits for prison treatment that release ended"),
    metric("prison_self_referrals", PerYear(Count::PrisonSelfReferrals))
        .title("help asked for after reception")
        .unit("referrals per year")
        .of(Universe::Need)
        .means(
            "Help with drugs or alcohol asked for in prison after reception, or needs found by a \
             later screening",
        ),
    metric(
        "prison_maintenance_stopped",
        PerYear(Count::MaintenanceStopped),
    )
    .title("maintenance stopped in prison")
    .unit("people per year")
    .of(Universe::Need)
    .means("Maintenance prescriptions stopped or left in prison before release"),
    metric("prison_treatment_population", Mean(Level::PrisonTreatment))
        .title("people in treatment in prison")
        .unit("people")
        .of(Universe::Need)
        .means("People in treatment in prison, mean over time"),
    metric("prison_treatment_waiting", Mean(Level::PrisonWaiting))
        .title("people waiting for prison treatment")
        .unit("people")
        .of(Universe::Need)
        .lower_is_better()
        .means("People waiting for treatment in prison, mean over time"),
    metric(
        "prison_combined_recorded",
        Share(Count::CombinedRecorded, Count::ClinicalEnds),
    )
    .title("maintenance with psychosocial on record")
    .of(Universe::Need)
    .means("Ends of maintenance in prison that had psychosocial treatment on record as well"),
    metric(
        "prison_combined_delivered",
        Share(Count::CombinedDelivered, Count::ClinicalEnds),
    )
    .title("maintenance with a programme delivered")
    .of(Universe::Need)
    .means(
        "Ends of maintenance in prison that had a psychosocial programme actually delivered \
             as well",
    ),
    metric(
        "prison_programmes_delivered",
        Share(Count::ProgrammesDelivered, Count::ProgrammeEnds),
    )
    .title("psychosocial programmes delivered")
    .of(Universe::Need)
    .means(
        "Ends of psychosocial programmes in prison, for whatever reason, that had the \
             sessions of a delivered one",
    ),
    metric(
        "caseload_per_worker_prison_psychosocial",
        PerWorker(Staff::Psychosocial),
    )
    .title("people per drug worker in prison")
    .unit("people per worker")
    .of(Universe::Need)
    .means("People on a psychosocial programme in prison for each drug worker in post"),
    metric("vacancies_prison_psychosocial", Vacant(Staff::Psychosocial))
        .title("vacant posts, drug workers in prison")
        .of(Universe::Need)
        .means("Posts of drug workers in prison that are vacant"),
    metric(
        "caseload_per_worker_prison_clinical",
        PerWorker(Staff::Clinical),
    )
    .title("people per clinician in prison")
    .unit("people per worker")
    .of(Universe::Need)
    .means("People in clinical treatment in prison for each clinician in post"),
    metric("vacancies_prison_clinical", Vacant(Staff::Clinical))
        .title("vacant posts, clinicians in prison")
        .of(Universe::Need)
        .means("Posts of clinicians for treatment in prison that are vacant"),
    metric("isfl_population", Mean(Level::Isfl))
        .title("people on substance-free wings")
        .unit("people")
        .means("People on substance-free wings, mean over time"),
    metric("isfl_waiting", Mean(Level::IsflWaiting))
        .title("people waiting for a substance-free wing")
        .unit("people")
        .lower_is_better()
        .means("People waiting for a bed on a substance-free wing, mean over time"),
    metric(
        "isfl_in_treatment",
        Occupancy(Level::IsflTreated, Level::Isfl),
    )
    .title("on substance-free wings, in treatment")
    .means("People on substance-free wings who are in treatment"),
    metric("isfl_referrals", PerYear(Count::IsflReferrals))
        .title("referrals to substance-free wings")
        .unit("referrals per year")
        .means("Referrals to substance-free wings"),
    metric("isfl_entries", PerYear(Count::IsflEntries))
        .title("moves onto substance-free wings")
        .unit("entries per year")
        .means("Moves onto substance-free wings"),
    metric(
        "isfl_tests_positive",
        Share(Count::IsflPositives, Count::IsflTests),
    )
    .title("positive tests on substance-free wings")
    .lower_is_better()
    .means("Random tests on substance-free wings that were positive"),
    metric("isfl_removed", PerYear(Count::IsflRemoved))
        .title("stays ended by a positive test")
        .unit("people per year")
        .means("Stays on substance-free wings ended for a positive test"),
    metric("mentor_applications", PerYear(Count::MentorApplications))
        .title("applications to be a peer mentor")
        .unit("applications per year")
        .of(Universe::Need)
        .means("Applications to be a peer mentor in prison"),
    metric(
        "mentors_approved",
        Share(Count::MentorApprovals, Count::MentorApplications),
    )
    .title("peer mentors approved, of applications")
    .of(Universe::Need)
    .means("Applications that the governor approved"),
    metric("mentor_starts", PerYear(Count::MentorStarts))
        .title("peer mentors starting")
        .unit("starts per year")
        .of(Universe::Need)
        .means("Starts as a peer mentor in prison, vetting passed"),
    metric("mentors_active", Mean(Level::Mentors))
        .title("peer mentors in prison")
        .unit("people")
        .of(Universe::Need)
        .means("Peer mentors in prison, mean over time"),
    metric("mentors_in_vetting", Mean(Level::MentorsVetting))
        .title("peer mentors being vetted")
        .unit("people")
        .of(Universe::Need)
        .means("People being vetted as peer mentors, mean over time"),
    metric("mentor_ends", PerYear(Count::MentorEnds))
        .title("peer mentors ending")
        .unit("ends per year")
        .of(Universe::Need)
        .means("Ends of the time as a peer mentor: time, relapse, transfer, release or death"),
];

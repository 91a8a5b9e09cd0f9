//! Release: leaving prison, and support through the gate.

use super::definition::{Metrics, SENTENCE, metric};
use crate::observe::formula::Formula::{Mean, MeanOf, PerWorker, PerYear, Share, Vacant};
use crate::observe::quantities::{Count, Level, Staff};
use crate::observe::record::Universe;

/// The metrics, in the order of all tables.
pub(super) const METRICS: Metrics = &[
    metric("releases", PerYear(Count::Releases))
        .title("first releases from sentence")
        .unit("releases per year")
        .by(SENTENCE)
        .means("First releases from sentence"),
    metric("releases_unplanned", PerYear(Count::Unplanned))
        .title("unplanned releases")
        .unit("releases per year")
        .lower_is_better()
        .means("Releases of any kind that were unplanned"),
    metric("releases_from_recall", PerYear(Count::RecallReleases))
        .title("releases from recall")
        .unit("releases per year")
        .means("Releases from recall"),
    metric("releases_from_court", PerYear(Count::CourtReleases))
        .title("releases from remand by the court")
        .unit("releases per year")
        .means("Releases from remand by the court"),
    metric("leavers_with_need", PerYear(Count::Leavers))
        .title("leavers with a need")
        .unit("people per year")
        .of(Universe::Need)
        .by(SENTENCE)
        .means("Releases of any kind of people with a drug or alcohol need"),
    metric(
        "released_homeless",
        Share(Count::LeaversHomeless, Count::AllLeavers),
    )
    .title("released into homelessness")
    .lower_is_better()
    .by(SENTENCE)
    .means("Releases of any kind into homelessness"),
    metric(
        "leavers_with_appointment",
        Share(Count::LeaversAppointment, Count::Leavers),
    )
    .title("leavers with an appointment")
    .of(Universe::Need)
    .by(SENTENCE)
    .means("Leavers with need who have an appointment with the home service"),
    metric("leavers_ready", Share(Count::LeaversReady, Count::Leavers))
        .title("leavers with appointment and home")
        .of(Universe::Need)
        .means("Leavers with need who have an appointment and a place to live on the day"),
    metric(
        "leavers_met_at_gate",
        Share(Count::LeaversMet, Count::Leavers),
    )
    .title("leavers met at the gate")
    .of(Universe::Need)
    .by(SENTENCE)
    .means("Leavers with need who are met at the gate"),
    metric(
        "leavers_in_reach",
        Share(Count::LeaversInReach, Count::Leavers),
    )
    .title("leavers seen by in-reach")
    .of(Universe::Need)
    .by(SENTENCE)
    .means("Leavers with need whom a community service saw before release"),
    metric(
        "leavers_bridged",
        Share(Count::LeaversBridged, Count::Leavers),
    )
    .title("leavers with a bridging prescription")
    .of(Universe::Need)
    .by(SENTENCE)
    .means("Leavers with need who carry a bridging prescription"),
    metric(
        "contacts_days_0_14",
        MeanOf(Count::ContactsFortnight, Count::Leavers),
    )
    .title("contacts per leaver, days 0-14")
    .unit("contacts per leaver")
    .of(Universe::Need)
    .headline()
    .by(SENTENCE)
    .means("Contacts kept in days 0 to 14 after release, for each leaver with need"),
    metric("contacts_kept", MeanOf(Count::ContactsKept, Count::Leavers))
        .title("contacts per leaver, whole schedule")
        .unit("contacts per leaver")
        .of(Universe::Need)
        .by(SENTENCE)
        .means("Contacts kept in the whole schedule after release, for each leaver with need"),
    metric(
        "continuity_21_days",
        Share(Count::Continued, Count::Continuing),
    )
    .title("continuity of care, 21 days")
    .of(Universe::Need)
    .headline()
    .by(SENTENCE)
    .means(
        "Started structured community treatment within 21 days of release, of those \
             transferred from prison treatment with a continuing need (the dead and the recalled \
             stay in the denominator)",
    ),
    metric(
        "leavers_treated_21_days",
        Share(Count::LeaversTreated, Count::Leavers),
    )
    .title("leavers in treatment within 21 days")
    .of(Universe::Need)
    .by(SENTENCE)
    .means(
        "Started structured community treatment within 21 days of release, of all leavers \
             with need",
    ),
    metric(
        "released_friday",
        Share(Count::FridayReleases, Count::AllLeavers),
    )
    .title("released on a Friday")
    .lower_is_better()
    .means("Releases that were made on a Friday"),
    metric(
        "settled_3_months",
        Share(Count::ThreeMonthsSettled, Count::ThreeMonths),
    )
    .title("in a settled home after three months")
    .higher_is_better()
    .by(SENTENCE)
    .means(
        "People in a settled home or supported housing three months after release, or with \
             family or friends in a stay that the statistic counts as settled, of those released \
             to supervision and then at liberty under supervision",
    ),
    metric("releases_with_plan", PerYear(Count::Prepared))
        .title("releases with a plan in time")
        .unit("releases per year")
        .of(Universe::Need)
        .means("Releases of people with need for whom a plan stood in time"),
    metric("plans_asked_for", PerYear(Count::PlansAsked))
        .title("plans asked for")
        .unit("people per year")
        .of(Universe::Need)
        .means(
            "People in custody with need whose release the rules plan, when a planner is asked \
             for",
        ),
    metric("caseload_per_worker_planners", PerWorker(Staff::Planners))
        .title("plans per planner")
        .unit("people per worker")
        .of(Universe::Need)
        .means("People whose release is being planned for each planner in post"),
    metric("vacancies_planners", Vacant(Staff::Planners))
        .title("vacant posts, release planners")
        .of(Universe::Need)
        .means("Posts of planners of releases that are vacant"),
    metric("naloxone_at_release", PerYear(Count::LeaversNaloxone))
        .title("naloxone kits at release")
        .unit("kits per year")
        .of(Universe::Need)
        .means("Leavers who use opiates and were handed naloxone"),
    metric(
        "dropout_after_release",
        Share(Count::LeaverDropouts, Count::LeaverStarts),
    )
    .title("drop out of treatment after release")
    .of(Universe::Need)
    .lower_is_better()
    .by(SENTENCE)
    .means(
        "Dropouts from community treatment within twelve weeks of release, of starts within \
             twelve weeks of release",
    ),
    metric("gate_support_starts", PerYear(Count::GateStarts))
        .title("starts of support through the gate")
        .unit("people per year")
        .of(Universe::Need)
        .means(
            "Starts of support through the gate, before release, by RECONNECT or a local scheme",
        ),
    metric("gate_support_population", Mean(Level::GateSupport))
        .title("people supported through the gate")
        .unit("people")
        .of(Universe::Need)
        .means(
            "People with a worker through the gate of either scheme, inside and outside, mean \
             over time",
        ),
    metric("reconnect_starts", PerYear(Count::ReconnectStarts))
        .title("RECONNECT starts")
        .unit("people per year")
        .of(Universe::Need)
        .means("Starts of support by RECONNECT, before release"),
    metric("reconnect_turned_away", PerYear(Count::ReconnectTurnedAway))
        .title("turned away by RECONNECT")
        .unit("people per year")
        .of(Universe::Need)
        .means("People who took up RECONNECT and found no worker with room"),
    metric("reconnect_population", Mean(Level::Reconnect))
        .title("people with a RECONNECT worker")
        .unit("people")
        .of(Universe::Need)
        .means("People with a worker of RECONNECT, inside and outside, mean over time"),
    metric(
        "leavers_with_reconnect",
        Share(Count::LeaversReconnect, Count::Leavers),
    )
    .title("leavers with a RECONNECT worker")
    .of(Universe::Need)
    .means("Leavers with need who have a worker of RECONNECT on the day of release"),
    metric("caseload_per_worker_reconnect", PerWorker(Staff::Reconnect))
        .title("people per RECONNECT worker")
        .unit("people per worker")
        .of(Universe::Need)
        .means("People with a worker of RECONNECT for each worker in post"),
    metric("vacancies_reconnect", Vacant(Staff::Reconnect))
        .title("vacant posts, RECONNECT")
        .of(Universe::Need)
        .means("Posts of workers of RECONNECT that are vacant"),
    metric("local_scheme_starts", PerYear(Count::LocalSchemeStarts))
        .title("local scheme starts")
        .unit("people per year")
        .of(Universe::Need)
        .means("Starts of support by a local scheme, before release"),
    metric(
        "local_scheme_turned_away",
        PerYear(Count::LocalSchemeTurnedAway),
    )
    .title("turned away by local schemes")
    .unit("people per year")
    .of(Universe::Need)
    .means("People who took up a local scheme and found no worker with room"),
    metric("local_scheme_population", Mean(Level::LocalScheme))
        .title("people with a local scheme worker")
        .unit("people")
        .of(Universe::Need)
        .means(
            "People with a worker of local schemes through the gate, inside and outside, mean \
             over time",
        ),
    metric(
        "leavers_with_local_scheme",
        Share(Count::LeaversLocalScheme, Count::Leavers),
    )
    .title("leavers with a local scheme worker")
    .of(Universe::Need)
    .means(
        "Leavers with need who have a worker of local schemes through the gate on the day of \
             release",
    ),
    metric(
        "caseload_per_worker_local_scheme",
        PerWorker(Staff::LocalScheme),
    )
    .title("people per local scheme worker")
    .unit("people per worker")
    .of(Universe::Need)
    .means("People with a worker of local schemes through the gate for each worker in post"),
    metric("vacancies_local_scheme", Vacant(Staff::LocalScheme))
        .title("vacant posts, local schemes")
        .of(Universe::Need)
        .means("Posts of workers of local schemes through the gate that are vacant"),
    metric(
        "leavers_with_delivered_programme",
        Share(Count::LeaversDelivered, Count::Leavers),
    )
    .title("leavers with a delivered programme")
    .of(Universe::Need)
    .means("Leavers with need who had a programme with all its sessions in the stay"),
    metric(
        "leavers_with_completed_programme",
        Share(Count::LeaversCompleted, Count::Leavers),
    )
    .title("leavers who completed a programme")
    .of(Universe::Need)
    .means("Leavers with need who completed a programme in the stay"),
    metric(
        "leavers_prescribed",
        Share(Count::LeaversPrescribed, Count::Leavers),
    )
    .title("leavers on a maintenance prescription")
    .of(Universe::Need)
    .means("Leavers with need who are on a maintenance prescription on the day of release"),
    metric("starting_point_starts", PerYear(Count::StartingPointStarts))
        .title("two-week packages started")
        .unit("people per year")
        .of(Universe::Need)
        .means("Two-week packages started by leavers without a home"),
    metric(
        "starting_point_failed",
        Share(Count::StartingPointFailed, Count::StartingPointStarts),
    )
    .title("two-week packages failed")
    .of(Universe::Need)
    .means("Two-week packages that ended because the condition of engagement was not met"),
    metric(
        "starting_point_completed",
        Share(Count::StartingPointDone, Count::StartingPointStarts),
    )
    .title("two-week packages completed")
    .of(Universe::Need)
    .means("Two-week packages that lasted to their end"),
];

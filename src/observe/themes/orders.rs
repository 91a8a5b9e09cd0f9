//! Orders and requirements: treatment requirements of court orders, and breach.

use super::definition::{Metrics, metric};
use crate::observe::formula::Formula::{Mean, PerWorker, PerYear, Share, ShareOfSum, Vacant};
use crate::observe::quantities::{Count, Level, Staff};
use crate::observe::record::Universe;

/// The metrics, in the order of all tables.
pub(super) const METRICS: Metrics = &[
    metric("drr_eligible", PerYear(Count::DrrEligible))
        .title("people whom a DRR could fit")
        .unit("people per year")
        .of(Universe::Need)
        .means(
            "People sentenced whom a drug rehabilitation requirement could fit: first step of its \
             chain",
        ),
    metric(
        "drr_assessed",
        Share(Count::DrrAssessed, Count::DrrEligible),
    )
    .title("DRR: assessed, of eligible")
    .of(Universe::Need)
    .means("Of people whom a drug rehabilitation requirement could fit, those assessed at court"),
    metric(
        "drr_consented",
        Share(Count::DrrConsented, Count::DrrAssessed),
    )
    .title("DRR: consenting, of assessed")
    .of(Universe::Need)
    .means(
        "Of people assessed for a drug rehabilitation requirement, those suitable and \
             consenting",
    ),
    metric(
        "drr_recommended",
        Share(Count::DrrRecommended, Count::DrrConsented),
    )
    .title("DRR: recommended, of consenting")
    .of(Universe::Need)
    .means(
        "Of people suitable for a drug rehabilitation requirement and consenting, those for \
             whom it is recommended",
    ),
    metric("drr_starts", PerYear(Count::DrrStarts))
        .title("DRR starts")
        .unit("requirements per year")
        .of(Universe::Need)
        .headline()
        .means("Drug rehabilitation requirements imposed and started"),
    metric(
        "drr_share",
        ShareOfSum(
            Count::DrrStarts,
            Count::CommunityOrders,
            Count::SuspendedOrders,
        ),
    )
    .title("DRRs of all court orders")
    .means("Requirements as a share of all community and suspended sentence orders"),
    metric(
        "drr_treated_21_days",
        Share(Count::DrrTreatedSoon, Count::DrrStarts),
    )
    .title("DRR: in treatment within 21 days")
    .of(Universe::Need)
    .means(
        "Requirements whose person was in structured treatment within 21 days of sentence \
             (record linkage definition)",
    ),
    metric(
        "drr_treated_ever",
        Share(Count::DrrTreated, Count::DrrStarts),
    )
    .title("DRR: ever in treatment")
    .of(Universe::Need)
    .means(
        "Requirements whose person was ever in structured treatment during the requirement \
             (record linkage definition)",
    ),
    metric("drr_engaged", Share(Count::DrrEngaged, Count::DrrStarts))
        .title("DRR: any engagement")
        .of(Universe::Need)
        .means(
            "Requirements with any engagement: an appointment with the provider kept, or \
             treatment (case note definition)",
        ),
    metric("drr_population", Mean(Level::Requirements))
        .title("people on a DRR")
        .unit("people")
        .of(Universe::Need)
        .means("People on a drug rehabilitation requirement, mean over time"),
    metric("assessments_missed", PerYear(Count::AssessmentsMissed))
        .title("assessments missed before the hearing")
        .unit("assessments per year")
        .means(
            "Assessments for treatment requirements that were asked for and that no worker \
             reached before the hearing",
        ),
    metric(
        "assessments_waiting_per_assessor",
        PerWorker(Staff::Assessors),
    )
    .title("assessments waiting per assessor")
    .unit("assessments per worker")
    .means(
        "Assessments for treatment requirements that are asked for and not yet made, for each \
             assessor in post",
    ),
    metric("vacancies_assessors", Vacant(Staff::Assessors))
        .title("vacant posts, court assessors")
        .means("Posts of assessors at court that are vacant"),
    metric("atr_eligible", PerYear(Count::AtrEligible))
        .title("people whom an ATR could fit")
        .unit("people per year")
        .of(Universe::Need)
        .means(
            "People sentenced whom an alcohol treatment requirement could fit: first step of its \
             chain",
        ),
    metric(
        "atr_assessed",
        Share(Count::AtrAssessed, Count::AtrEligible),
    )
    .title("ATR: assessed, of eligible")
    .of(Universe::Need)
    .means("Of people whom an alcohol treatment requirement could fit, those assessed at court"),
    metric(
        "atr_consented",
        Share(Count::AtrConsented, Count::AtrAssessed),
    )
    .title("ATR: consenting, of assessed")
    .of(Universe::Need)
    .means(
        "Of people assessed for an alcohol treatment requirement, those suitable and \
             consenting",
    ),
    metric(
        "atr_recommended",
        Share(Count::AtrRecommended, Count::AtrConsented),
    )
    .title("ATR: recommended, of consenting")
    .of(Universe::Need)
    .means(
        "Of people suitable for an alcohol treatment requirement and consenting, those for \
             whom it is recommended",
    ),
    metric("atr_starts", PerYear(Count::AtrStarts))
        .title("ATR starts")
        .unit("requirements per year")
        .of(Universe::Need)
        .means("Alcohol treatment requirements imposed and started"),
    metric(
        "atr_treated_21_days",
        Share(Count::AtrTreatedSoon, Count::AtrStarts),
    )
    .title("ATR: in treatment within 21 days")
    .of(Universe::Need)
    .means("Requirements whose person was in structured treatment within 21 days of sentence"),
    metric(
        "atr_treated_ever",
        Share(Count::AtrTreated, Count::AtrStarts),
    )
    .title("ATR: ever in treatment")
    .of(Universe::Need)
    .means("Requirements whose person was ever in structured treatment during the requirement"),
    metric("atr_population", Mean(Level::AlcoholRequirements))
        .title("people on an ATR")
        .unit("people")
        .of(Universe::Need)
        .means("People on an alcohol treatment requirement, mean over time"),
    metric("mhtr_eligible", PerYear(Count::MhtrEligible))
        .title("people whom an MHTR could fit")
        .unit("people per year")
        .means(
            "People sentenced whom a mental health treatment requirement could fit: first step of \
             its chain",
        ),
    metric(
        "mhtr_assessed",
        Share(Count::MhtrAssessed, Count::MhtrEligible),
    )
    .title("MHTR: assessed, of eligible")
    .means(
        "Of people whom a mental health treatment requirement could fit, those assessed at \
             court",
    ),
    metric(
        "mhtr_consented",
        Share(Count::MhtrConsented, Count::MhtrAssessed),
    )
    .title("MHTR: consenting, of assessed")
    .means(
        "Of people assessed for a mental health treatment requirement, those suitable and \
             consenting",
    ),
    metric(
        "mhtr_recommended",
        Share(Count::MhtrRecommended, Count::MhtrConsented),
    )
    .title("MHTR: recommended, of consenting")
    .means(
        "Of people suitable for a mental health treatment requirement and consenting, those \
             for whom it is recommended",
    ),
    metric("mhtr_starts", PerYear(Count::MhtrStarts))
        .title("MHTR starts")
        .unit("requirements per year")
        .means("Mental health treatment requirements imposed and started"),
    metric(
        "mhtr_share",
        ShareOfSum(
            Count::MhtrStarts,
            Count::CommunityOrders,
            Count::SuspendedOrders,
        ),
    )
    .title("MHTRs of all court orders")
    .means(
        "Mental health treatment requirements as a share of all community and suspended \
             sentence orders",
    ),
    metric("mhtr_treated", Share(Count::MhtrTreated, Count::MhtrStarts))
        .title("MHTR: course begun")
        .means("Mental health treatment requirements made in the period whose course began"),
    metric("mhtr_completed", PerYear(Count::MhtrCompleted))
        .title("MHTR courses completed")
        .unit("courses per year")
        .means("Courses of mental health treatment completed under a requirement"),
    metric("mhtr_population", Mean(Level::MentalHealthRequirements))
        .title("people on an MHTR")
        .unit("people")
        .means(
            "People on a mental health treatment requirement that is not completed, mean over \
             time",
        ),
    metric("dual_requirements", PerYear(Count::DualRequirements))
        .title("orders with more than one requirement")
        .unit("orders per year")
        .means("Orders with more than one requirement of treatment"),
    metric("requirements_waiting", Mean(Level::RequirementWaiting))
        .title("people waiting for a requirement's place")
        .unit("people")
        .lower_is_better()
        .means(
            "People waiting for a place of a requirement before their first appointment, mean \
             over time",
        ),
    metric("order_population", Mean(Level::Orders))
        .title("people on a court order")
        .unit("people")
        .means("People on a community or suspended sentence order, mean over time"),
    metric("breach_hearings", PerYear(Count::Breaches))
        .title("breach hearings")
        .unit("hearings per year")
        .means("Breach hearings of orders"),
    metric("orders_to_custody", PerYear(Count::Revoked))
        .title("orders ended by custody at a breach")
        .unit("orders per year")
        .lower_is_better()
        .means("Orders revoked to custody and suspended sentences activated at breach hearings"),
    metric("suspended_activated", PerYear(Count::Activated))
        .title("suspended sentences activated")
        .unit("sentences per year")
        .lower_is_better()
        .means(
            "Suspended sentences activated, in full or in part, after a breach or a new \
             conviction",
        ),
    metric("activation_unjust", PerYear(Count::ActivationUnjust))
        .title("activations found unjust")
        .unit("hearings per year")
        .means(
            "Breaches of suspended sentences and convictions during one where activation was \
             found unjust",
        ),
    metric("orders_resentenced", PerYear(Count::Resentenced))
        .title("orders in breach resentenced")
        .unit("orders per year")
        .means("Community orders in breach that were revoked and sentenced again in the community"),
    metric("orders_amended", PerYear(Count::Amended))
        .title("orders in breach amended")
        .unit("orders per year")
        .means("Community orders in breach that go on, made longer"),
];

//! Police: arrests and what becomes of them, referral in police custody.

use super::definition::{Metrics, OFFENCE, metric};
use crate::observe::formula::Formula::{AtLiberty, Composition, PerYear, Share, Vacant};
use crate::observe::quantities::{Count, Staff};
use crate::observe::record::Universe;

/// The metrics, in the order of all tables.
pub(super) const METRICS: Metrics = &[
    metric("arrests", PerYear(Count::Arrests))
        .title("arrests")
        .unit("arrests per year")
        .lower_is_better()
        .by(OFFENCE)
        .means("Arrests: offences that are detected"),
    metric("arrests_share", Composition(Count::Arrests))
        .title("share of all arrests")
        .by(OFFENCE)
        .means(
            "What a stratum makes up of all arrests: of one type of offence, one sex, one \
             substance group",
        ),
    metric("arrests_per_year_at_liberty", AtLiberty(Count::Arrests))
        .title("arrests per person-year at liberty")
        .unit("arrests per person-year")
        .lower_is_better()
        .means("Arrests for each person-year at liberty, of everyone in the simulation"),
    metric("no_further_action", PerYear(Count::NoFurtherAction))
        .title("arrests ending in no further action")
        .unit("arrests per year")
        .by(OFFENCE)
        .means("Arrests that end in no further action"),
    metric("out_of_court_disposals", PerYear(Count::OutOfCourt))
        .title("out-of-court disposals without conditions")
        .unit("arrests per year")
        .by(OFFENCE)
        .means("Arrests that end in a disposal out of court without a scheme's conditions"),
    metric("charges", PerYear(Count::Charges))
        .title("charges")
        .unit("charges per year")
        .by(OFFENCE)
        .means(
            "Charges after an arrest or a broken diversion, charges that join a pending case \
             included",
        ),
    metric("police_referrals", PerYear(Count::PoliceReferrals))
        .title("police referrals to treatment")
        .unit("referrals per year")
        .of(Universe::Need)
        .means("Referrals to community treatment made in police custody"),
    metric("drug_tests", PerYear(Count::DrugTests))
        .title("drug tests on arrest")
        .unit("tests per year")
        .means("Drug tests on arrest"),
    metric(
        "drug_tests_positive",
        Share(Count::DrugTestsPositive, Count::DrugTests),
    )
    .title("drug tests on arrest that are positive")
    .means("Drug tests on arrest that are positive"),
    metric("police_need_found", PerYear(Count::PoliceNeedFound))
        .title("arrests in which an untreated need is found")
        .unit("arrests per year")
        .of(Universe::Need)
        .means("Arrests of people out of treatment in which a need is found, by test or otherwise"),
    metric(
        "police_worker_met",
        Share(Count::PoliceContacts, Count::PoliceNeedFound),
    )
    .title("found in need and seen by a worker")
    .of(Universe::Need)
    .means("People found in need at arrest whom an arrest referral worker sees before they leave"),
    metric("police_appointments_kept", PerYear(Count::PoliceAttended))
        .title("appointments kept after police referral")
        .unit("appointments per year")
        .of(Universe::Need)
        .means(
            "Appointments with community treatment made by police custody or a diversion scheme \
             that are kept",
        ),
    metric("vacancies_arrest_referral", Vacant(Staff::ArrestReferral))
        .title("vacant posts, arrest referral")
        .of(Universe::Need)
        .means("Posts of arrest referral workers that are vacant"),
];

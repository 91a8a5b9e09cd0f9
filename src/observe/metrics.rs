//! The one list of metrics. The result files, the data dictionary, the terminal tables
//! and the documentation are made from it.

use super::quantities::{Count, Level, Staff};
use super::record::{Better, Metric, Universe};

/// How a metric is made from what was written down.
#[derive(Clone, Copy, Debug)]
pub enum Formula {
    /// Events a year.
    PerYear(Count),
    /// Mean number of people at a time.
    Mean(Level),
    /// Person-days a year.
    DaysPerYear(Level),
    /// A hazard's integral, events a year.
    Expected(Level),
    /// Per cent of one count in another.
    Share(Count, Count),
    /// Mean of a sum over events.
    MeanOf(Count, Count),
    /// Per cent of one count in the sum of two others.
    ShareOfSum(Count, Count, Count),
    /// Per cent of the sum of two counts in another.
    SharedBy(Count, Count, Count),
    /// Per cent of one level in another.
    Occupancy(Level, Level),
    /// Days a year, whatever the scale.
    Days(Level),
    /// Caseload for each worker in post.
    PerWorker(Staff),
    /// Per cent of posts that are vacant.
    Vacant(Staff),
}

/// A metric and how it is made.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The line of the list.
    pub metric: Metric,
    /// How it is made.
    pub formula: Formula,
    /// Whether it is also given by sentence band and by housing at release.
    pub by_sentence: bool,
}

struct Row(
    &'static str,
    &'static str,
    Universe,
    Better,
    Formula,
    &'static str,
);

const H: Better = Better::Higher;
const L: Better = Better::Lower;
const N: Better = Better::Neither;
const ALL: Universe = Universe::All;
const NEED: Universe = Universe::Need;
const CTX: Universe = Universe::Community;

/// Shown by `run` and `compare` without being asked.
const HEADLINE: &[&str] = &[
    "drr_starts",
    "custodial_receptions",
    "custody_days",
    "prison_population",
    "community_treatment_days",
    "contacts_days_0_14",
    "continuity_21_days",
    "recalls",
    "reoffending_12_months",
    "expected_offences",
    "overdose_deaths",
    "expected_overdose_deaths",
];

/// Given by sentence band and housing at release as well.
const BY_SENTENCE: &[&str] = &[
    "custodial_sentences",
    "releases",
    "leavers_with_need",
    "released_homeless",
    "contacts_days_0_14",
    "continuity_21_days",
    "leavers_treated_21_days",
    "dropout_after_release",
    "recalls",
    "reoffending_12_months",
    "reoffending_custody",
];

use Formula::{
    Days, DaysPerYear, Expected, Mean, MeanOf, Occupancy, PerWorker, PerYear, Share, ShareOfSum,
    SharedBy, Vacant,
};

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // Offending and police
    Row("expected_offences", "offences per year", ALL, L, Expected(Level::OffenceHazard), "Offences, as the integral of everyone's hazard of offending at liberty"),
    Row("arrests", "arrests per year", ALL, L, PerYear(Count::Arrests), "Arrests: offences that are detected"),
    Row("no_further_action", "arrests per year", ALL, N, PerYear(Count::NoFurtherAction), "Arrests that end in no further action"),
    Row("out_of_court_disposals", "arrests per year", ALL, N, PerYear(Count::OutOfCourt), "Arrests that end in a disposal out of court without a scheme's conditions"),
    Row("charges", "charges per year", ALL, N, PerYear(Count::Charges), "Charges after an arrest or a broken diversion, charges that join a pending case included"),
    Row("police_referrals", "referrals per year", NEED, H, PerYear(Count::PoliceReferrals), "Referrals to community treatment made in police custody"),
    Row("drug_tests", "tests per year", ALL, N, PerYear(Count::DrugTests), "Drug tests on arrest"),
    Row("drug_tests_positive", "%", ALL, N, Share(Count::DrugTestsPositive, Count::DrugTests), "Drug tests on arrest that are positive"),
    Row("police_need_found", "arrests per year", NEED, H, PerYear(Count::PoliceNeedFound), "Arrests of people out of treatment in which a need is found, by test or otherwise"),
    Row("police_worker_met", "%", NEED, H, Share(Count::PoliceContacts, Count::PoliceNeedFound), "Of these, people whom an arrest referral worker sees before they leave"),
    Row("police_appointments_kept", "appointments per year", NEED, H, PerYear(Count::PoliceAttended), "Appointments with community treatment made by police custody or a diversion scheme that are kept"),
    // Diversion
    Row("diversion_eligible", "offences per year", ALL, N, PerYear(Count::DiversionEligible), "Detected offences for which a scheme is open by its rules, on the street and after arrest"),
    Row("diversion_offered", "offers per year", ALL, H, PerYear(Count::DiversionOffered), "Offers of diversion"),
    Row("reoffending_open_to_diversion", "%", ALL, L, Share(Count::OpenOffended, Count::OpenCohort), "People whose offence was open to diversion, offered or not, who were found offending again within 24 months"),

//! The one list of metrics. The result files, the data dictionary, the terminal tables
//! and the documentation are made from it.

use super::exposure::Exposures;
use super::prices::Account;
use super::quantities::{Count, Level, Spread, Staff};
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
    /// The median of a time.
    Median(Spread),
    /// Per cent of the people at liberty.
    ShareAtLiberty(Level),
    /// Events for each person-year at liberty.
    AtLiberty(Count),
    /// Events that a hazard stands for, for each person-year at liberty.
    ExpectedAtLiberty(Level),
    /// Mean of a sum of thousandths over people.
    Score(Level, Level),
    /// Overdoses a year of people exposed, fatal or not.
    Overdoses(bool, Exposures),
    /// Overdose deaths a year of people exposed, as their hazard's integral.
    ExpectedDeaths(Exposures),
    /// Person-days a year of people exposed.
    ExposedDays(Exposures),
    /// Overdose deaths counted for each 100 person-years exposed.
    DeathRate(Exposures),
    /// The same, from the hazard.
    ExpectedDeathRate(Exposures),
    /// Per cent of a count who die of overdose while exposed, from the hazard.
    ExpectedRisk(Exposures, Count),
    /// Days a year, whatever the scale.
    Days(Level),
    /// Caseload for each worker in post.
    PerWorker(Staff),
    /// Per cent of posts that are vacant.
    Vacant(Staff),
    /// Per cent of a count in the same count over everyone: what a stratum makes up of the whole.
    Composition(Count),
    /// The amount of an account a year, at the prices of the scenario.
    Amount(Account),
    /// The amount a year of all accounts of the ledger.
    Ledger,
    /// The same over the whole period, at the start of the policy.
    PresentValue,
    /// Less money and less health lost, in pounds at the start of the policy.
    NetBenefit,
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
    /// Whether it is also given by type of offence.
    pub by_offence: bool,
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
    "cost_total",
    "cost_of_crime",
    "qalys_lost",
    "net_benefit",
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
    "leavers_with_appointment",
    "leavers_met_at_gate",
    "leavers_bridged",
    "leavers_in_reach",
    "contacts_kept",
    "settled_3_months",
    "dropout_after_release",
    "recalls",
    "recalls_lost_contact",
    "recalls_no_residence",
    "recalls_lapse",
    "recalls_new_charge",
    "recalls_fixed_term",
    "overdose_deaths_4_weeks",
    "deaths_2_weeks",
    "deaths_2_weeks_first_4_days",
    "reoffences_per_person",
    "reoffences_per_reoffender",
    "reoffending_12_months",
    "reoffending_custody",
];

/// Given by type of offence as well.
const BY_OFFENCE: &[&str] = &[
    "arrests",
    "arrests_share",
    "no_further_action",
    "out_of_court_disposals",
    "charges",
    "sentences",
    "custody_share",
    "custodial_sentences",
    "custodial_sentences_short",
    "custodial_sentences_short_share",
    "mean_custodial_sentence",
    "reoffending_convicted",
];

use Formula::{
    Amount, AtLiberty, Composition, Days, DaysPerYear, DeathRate, Expected, ExpectedAtLiberty,
    ExpectedDeathRate, ExpectedDeaths, ExpectedRisk, ExposedDays, Ledger, Mean, MeanOf, Median,
    NetBenefit, Occupancy, Overdoses, PerWorker, PerYear, PresentValue, Score, Share,
    ShareAtLiberty, ShareOfSum, SharedBy, Vacant,
};

/// Windows since release, and those who left on a maintenance prescription or not.
const DAYS_1_4: Exposures = Exposures::windows(0, 0);
const DAYS_5_14: Exposures = Exposures::windows(1, 1);
const WEEKS_3_4: Exposures = Exposures::windows(2, 2);
const WEEKS_1_4: Exposures = Exposures::windows(0, 2);
const WEEKS_5_12: Exposures = Exposures::windows(3, 3);
const LATER: Exposures = Exposures::windows(4, 4);
const TREATED: Exposures = Exposures::ALL.treated(true);
const UNTREATED: Exposures = Exposures::ALL.treated(false);
const RATE: &str = "deaths per 100 person-years";

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // Offending and police
    Row("expected_offences", "offences per year", ALL, L, Expected(Level::OffenceHazard), "Offences, as the integral of everyone's hazard of offending at liberty"),
    Row("arrests", "arrests per year", ALL, L, PerYear(Count::Arrests), "Arrests: offences that are detected"),
    Row("arrests_share", "%", ALL, N, Composition(Count::Arrests), "What a stratum makes up of all arrests: of one type of offence, one sex, one substance group"),
    Row("offences_per_year_at_liberty", "offences per person-year", ALL, L, ExpectedAtLiberty(Level::OffenceHazard), "The same for each person-year at liberty, of everyone in the simulation"),
    Row("arrests_per_year_at_liberty", "arrests per person-year", ALL, L, AtLiberty(Count::Arrests), "Arrests for each person-year at liberty, of everyone in the simulation"),
    Row("no_further_action", "arrests per year", ALL, N, PerYear(Count::NoFurtherAction), "Arrests that end in no further action"),
    Row("out_of_court_disposals", "arrests per year", ALL, N, PerYear(Count::OutOfCourt), "Arrests that end in a disposal out of court without a scheme's conditions"),
    Row("charges", "charges per year", ALL, N, PerYear(Count::Charges), "Charges after an arrest or a broken diversion, charges that join a pending case included"),
    Row("police_referrals", "referrals per year", NEED, H, PerYear(Count::PoliceReferrals), "Referrals to community treatment made in police custody"),
    Row("drug_tests", "tests per year", ALL, N, PerYear(Count::DrugTests), "Drug tests on arrest"),
    Row("drug_tests_positive", "%", ALL, N, Share(Count::DrugTestsPositive, Count::DrugTests), "Drug tests on arrest that are positive"),
    Row("police_need_found", "arrests per year", NEED, H, PerYear(Count::PoliceNeedFound), "Arrests of people out of treatment in which a need is found, by test or otherwise"),
    Row("police_worker_met", "%", NEED, H, Share(Count::PoliceContacts, Count::PoliceNeedFound), "Of these, people whom an arrest referral worker sees before they leave"),
    Row("police_appointments_kept", "appointments per year", NEED, H, PerYear(Count::PoliceAttended), "Appointments with community treatment made by police custody or a diversion scheme that are kept"),
    Row("vacancies_arrest_referral", "%", NEED, L, Vacant(Staff::ArrestReferral), "Posts of arrest referral workers that are vacant"),
    // Diversion
    Row("caseload_per_worker_diversion", "people per worker", ALL, L, PerWorker(Staff::Diversion), "People on a diversion scheme for each navigator in post"),
    Row("vacancies_diversion", "%", ALL, L, Vacant(Staff::Diversion), "Posts of navigators of diversion schemes that are vacant"),
    Row("diversion_eligible", "offences per year", ALL, N, PerYear(Count::DiversionEligible), "Detected offences for which a scheme is open by its rules, on the street and after arrest"),
    Row("diversion_offered", "offers per year", ALL, H, PerYear(Count::DiversionOffered), "Offers of diversion"),
    Row("diversion_accepted", "%", ALL, H, SharedBy(Count::DiversionStreet, Count::DiversionCustody, Count::DiversionOffered), "Offers of diversion that are taken up, of all offers; the rest are refused, or lack an admission that is asked for"),
    Row("reoffending_open_to_diversion", "%", ALL, L, Share(Count::OpenOffended, Count::OpenCohort), "People whose offence was open to diversion, offered or not, who were found offending again within 24 months"),
    Row("diversion_full", "offences per year", ALL, L, PerYear(Count::DiversionFull), "Offers not made because every place was taken"),
    Row("diversion_street", "diversions per year", ALL, H, PerYear(Count::DiversionStreet), "Diversions on the street, instead of an arrest and not counted as one: community resolutions and deferred summonses"),
    Row("diversion_summons", "diversions per year", ALL, H, PerYear(Count::DiversionSummons), "Of these, deferred summonses, of which a breach brings the charge"),
    Row("diversion_custody", "diversions per year", ALL, H, PerYear(Count::DiversionCustody), "Diversions after arrest: deferred prosecutions, conditional cautions, community resolutions with conditions"),
    Row("diversion_net_widening", "diversions per year", ALL, L, PerYear(Count::DiversionWidened), "Diversions after arrest of people who would have faced no further action"),
    Row("diversion_completed", "diversions per year", ALL, H, PerYear(Count::DiversionCompleted), "Diversions completed"),
    Row("diversion_breached", "diversions per year", ALL, L, PerYear(Count::DiversionBreached), "Diversions broken, by the conditions, a new charge or custody"),
    Row("diversion_charged", "charges per year", ALL, L, PerYear(Count::DiversionCharged), "Charges that a breach of conditions brought"),
    Row("cautions_recorded", "cautions per year", ALL, N, PerYear(Count::CautionsRecorded), "Conditional cautions, which are on record"),
    Row("diversion_population", "people", ALL, N, Mean(Level::Diverted), "People on a diversion scheme, mean over time"),
    // Courts
    Row("cases_ended", "cases per year", ALL, N, PerYear(Count::Disposals), "Cases that ended, by conviction or not"),
    Row("days_charge_to_disposal", "days", ALL, L, MeanOf(Count::DisposalDays, Count::Disposals), "Mean time from charge (for a broken diversion, from its start) to the end of the case"),
    Row("days_charge_to_disposal_magistrates", "days", ALL, L, MeanOf(Count::DisposalDaysMagistrates, Count::DisposalsMagistrates), "The same, cases in the magistrates' courts"),
    Row("days_charge_to_disposal_crown", "days", ALL, L, MeanOf(Count::DisposalDaysCrown, Count::DisposalsCrown), "The same, cases in the Crown Court"),
    Row("days_waiting_for_hearing", "days", ALL, L, MeanOf(Count::ListingDays, Count::Listed), "Mean wait of a case that is ready until its hearing, where sittings are limited"),
    Row("days_to_disposal_on_bail", "days", ALL, L, MeanOf(Count::BailDays, Count::BailDisposals), "The same time, people at liberty when their case ended"),
    Row("days_to_disposal_on_remand", "days", ALL, L, MeanOf(Count::RemandDays, Count::RemandDisposals), "The same time, people held on remand when their case ended"),
    Row("median_days_magistrates", "days", ALL, L, Median(Spread::Magistrates), "Median time from the offence to the end of the case, magistrates' courts"),
    Row("median_days_crown", "days", ALL, L, Median(Spread::Crown), "Median time from the offence to the end of the case, Crown Court"),
    Row("open_cases_magistrates", "cases", ALL, L, Mean(Level::OpenMagistrates), "Cases pending in the magistrates' courts, mean over time"),
    Row("open_cases_crown", "cases", ALL, L, Mean(Level::OpenCrown), "Cases pending in the Crown Court, mean over time"),
    Row("cases_failed", "%", ALL, N, Share(Count::Failed, Count::Disposals), "Ended cases that were discontinued, dismissed or ended in acquittal"),
    Row("sentences", "sentences per year", ALL, N, PerYear(Count::Sentences), "Convictions that were sentenced"),
    Row("custodial_sentences", "sentences per year", ALL, N, PerYear(Count::Custodial), "Sentences of immediate custody"),
    Row("custodial_sentences_short", "sentences per year", ALL, N, PerYear(Count::CustodialShort), "Sentences of immediate custody of 12 months or less"),
    Row("custodial_sentences_short_share", "%", ALL, N, Composition(Count::CustodialShort), "What a stratum makes up of all sentences of immediate custody of 12 months or less"),
    Row("custody_share", "%", ALL, L, Share(Count::Custodial, Count::Sentences), "Sentences of immediate custody as a share of convictions sentenced"),
    Row("custodial_under_12_months", "%", ALL, N, Share(Count::CustodialUnder, Count::Custodial), "Sentences of immediate custody that are under 12 months"),
    Row("mean_custodial_sentence", "days", ALL, N, MeanOf(Count::SentenceDays, Count::Custodial), "Mean length of sentences of immediate custody"),
    Row("suspended_sentence_orders", "orders per year", ALL, N, PerYear(Count::SuspendedOrders), "Suspended sentence orders made"),
    Row("community_orders", "orders per year", ALL, N, PerYear(Count::CommunityOrders), "Community orders made"),
    Row("fines_and_discharges", "sentences per year", ALL, N, PerYear(Count::Fines), "Fines, discharges and other sentences"),
    // Drug rehabilitation requirements
    Row("drr_eligible", "people per year", NEED, N, PerYear(Count::DrrEligible), "People sentenced whom a drug rehabilitation requirement could fit: first step of its chain"),
    Row("drr_assessed", "%", NEED, H, Share(Count::DrrAssessed, Count::DrrEligible), "Of people whom a requirement could fit, those assessed at court"),
    Row("drr_consented", "%", NEED, H, Share(Count::DrrConsented, Count::DrrAssessed), "Of people assessed, those suitable and consenting"),
    Row("drr_recommended", "%", NEED, H, Share(Count::DrrRecommended, Count::DrrConsented), "Of people suitable and consenting, those for whom the requirement is recommended"),
    Row("drr_starts", "requirements per year", NEED, H, PerYear(Count::DrrStarts), "Drug rehabilitation requirements imposed and started"),
    Row("drr_share", "%", ALL, H, ShareOfSum(Count::DrrStarts, Count::CommunityOrders, Count::SuspendedOrders), "Requirements as a share of all community and suspended sentence orders"),
    Row("drr_treated_21_days", "%", NEED, H, Share(Count::DrrTreatedSoon, Count::DrrStarts), "Requirements whose person was in structured treatment within 21 days of sentence (record linkage definition)"),
    Row("drr_treated_ever", "%", NEED, H, Share(Count::DrrTreated, Count::DrrStarts), "Requirements whose person was ever in structured treatment during the requirement (record linkage definition)"),
    Row("drr_engaged", "%", NEED, H, Share(Count::DrrEngaged, Count::DrrStarts), "Requirements with any engagement: an appointment with the provider kept, or treatment (case note definition)"),
    Row("drr_population", "people", NEED, N, Mean(Level::Requirements), "People on a drug rehabilitation requirement, mean over time"),
    Row("assessments_missed", "assessments per year", ALL, L, PerYear(Count::AssessmentsMissed), "Assessments for treatment requirements that were asked for and that no worker reached before the hearing"),
    Row("assessments_waiting_per_assessor", "assessments per worker", ALL, L, PerWorker(Staff::Assessors), "Assessments for treatment requirements that are asked for and not yet made, for each assessor in post"),
    Row("vacancies_assessors", "%", ALL, L, Vacant(Staff::Assessors), "Posts of assessors at court that are vacant"),
    Row("atr_eligible", "people per year", NEED, N, PerYear(Count::AtrEligible), "People sentenced whom an alcohol treatment requirement could fit: first step of its chain"),
    Row("atr_assessed", "%", NEED, H, Share(Count::AtrAssessed, Count::AtrEligible), "Of people whom it could fit, those assessed at court"),
    Row("atr_consented", "%", NEED, H, Share(Count::AtrConsented, Count::AtrAssessed), "Of people assessed, those suitable and consenting"),
    Row("atr_recommended", "%", NEED, H, Share(Count::AtrRecommended, Count::AtrConsented), "Of people suitable and consenting, those for whom it is recommended"),
    Row("atr_starts", "requirements per year", NEED, H, PerYear(Count::AtrStarts), "Alcohol treatment requirements imposed and started"),
    Row("atr_treated_21_days", "%", NEED, H, Share(Count::AtrTreatedSoon, Count::AtrStarts), "Requirements whose person was in structured treatment within 21 days of sentence"),
    Row("atr_treated_ever", "%", NEED, H, Share(Count::AtrTreated, Count::AtrStarts), "Requirements whose person was ever in structured treatment during the requirement"),
    Row("atr_population", "people", NEED, N, Mean(Level::AlcoholRequirements), "People on an alcohol treatment requirement, mean over time"),
    Row("mhtr_eligible", "people per year", ALL, N, PerYear(Count::MhtrEligible), "People sentenced whom a mental health treatment requirement could fit: first step of its chain"),
    Row("mhtr_assessed", "%", ALL, H, Share(Count::MhtrAssessed, Count::MhtrEligible), "Of people whom it could fit, those assessed at court"),
    Row("mhtr_consented", "%", ALL, H, Share(Count::MhtrConsented, Count::MhtrAssessed), "Of people assessed, those suitable and consenting"),
    Row("mhtr_recommended", "%", ALL, H, Share(Count::MhtrRecommended, Count::MhtrConsented), "Of people suitable and consenting, those for whom it is recommended"),
    Row("mhtr_starts", "requirements per year", ALL, H, PerYear(Count::MhtrStarts), "Mental health treatment requirements imposed and started"),
    Row("mhtr_share", "%", ALL, H, ShareOfSum(Count::MhtrStarts, Count::CommunityOrders, Count::SuspendedOrders), "Mental health treatment requirements as a share of all community and suspended sentence orders"),
    Row("mhtr_treated", "%", ALL, H, Share(Count::MhtrTreated, Count::MhtrStarts), "Mental health treatment requirements whose course began"),
    Row("mhtr_completed", "courses per year", ALL, H, PerYear(Count::MhtrCompleted), "Courses of mental health treatment completed under a requirement"),
    Row("mhtr_population", "people", ALL, N, Mean(Level::MentalHealthRequirements), "People on a mental health treatment requirement that is not completed, mean over time"),
    Row("dual_requirements", "orders per year", ALL, H, PerYear(Count::DualRequirements), "Orders with more than one requirement of treatment"),
    Row("requirements_waiting", "people", ALL, L, Mean(Level::RequirementWaiting), "People in line for a place of a requirement before their first appointment, mean over time"),
    Row("order_population", "people", ALL, N, Mean(Level::Orders), "People on a community or suspended sentence order, mean over time"),
    Row("breach_hearings", "hearings per year", ALL, L, PerYear(Count::Breaches), "Breach hearings of orders"),
    Row("orders_to_custody", "orders per year", ALL, L, PerYear(Count::Revoked), "Orders revoked to custody and suspended sentences activated at breach hearings"),
    Row("suspended_activated", "sentences per year", ALL, L, PerYear(Count::Activated), "Suspended sentences activated, in full or in part, after a breach or a new conviction"),
    Row("activation_unjust", "hearings per year", ALL, N, PerYear(Count::ActivationUnjust), "Breaches of suspended sentences and convictions during one where activation was found unjust"),
    Row("orders_resentenced", "orders per year", ALL, N, PerYear(Count::Resentenced), "Community orders in breach that were revoked and sentenced anew in the community"),
    Row("orders_amended", "orders per year", ALL, N, PerYear(Count::Amended), "Community orders in breach that go on, made longer"),
    // Prison
    Row("custodial_receptions", "receptions per year", ALL, L, PerYear(Count::Receptions), "Receptions into custody from liberty, on remand or on sentence; recalls are counted apart"),
    Row("custodial_receptions_need", "receptions per year", NEED, L, PerYear(Count::ReceptionsNeed), "The same, people with a drug or alcohol need"),
    Row("remand_receptions", "receptions per year", ALL, L, PerYear(Count::RemandReceptions), "Receptions on remand"),
    Row("custody_days", "person-days per year", ALL, L, DaysPerYear(Level::Custody), "Days in custody (prison or police cells) of everyone simulated: remand, sentence and recall; long and indeterminate sentences left out"),
    Row("prison_population", "people", ALL, L, Mean(Level::Prison), "People in prison, mean over time, long and indeterminate sentences included"),
    Row("remand_population", "people", ALL, L, Mean(Level::Remand), "People in custody awaiting trial or sentence"),
    Row("recalled_population", "people", ALL, L, Mean(Level::Recalled), "People in custody on recall"),
    Row("occupancy", "%", ALL, L, Occupancy(Level::Prison, Level::Places), "Prison population over useable places"),
    Row("days_estate_full", "days per year", ALL, L, Days(Level::FullDays), "Days over capacity: days on which the people in prison or waiting for it in police cells were at least the useable places; for everybody, days on which that was so of the men's or the women's estate"),
    Row("remand_share", "%", ALL, L, Occupancy(Level::Remand, Level::Prison), "People held on remand as a share of the prison population, long and indeterminate sentences included in it"),
    Row("custody_with_need", "%", ALL, N, Occupancy(Level::CustodyNeed, Level::Custody), "People in custody who have a drug or alcohol need; long and indeterminate sentences left out"),
    Row("police_cell_days", "person-days per year", ALL, L, DaysPerYear(Level::Cells), "Person-days in police cells for want of a prison place"),
    Row("early_releases", "releases per year", ALL, N, PerYear(Count::EarlyReleases), "Releases before the ordinary date under pressure of places"),
    Row("hdc_releases", "releases per year", ALL, N, PerYear(Count::HdcReleases), "Releases on home detention curfew"),
    Row("hdc_population", "people", ALL, N, Mean(Level::Curfew), "People on home detention curfew, mean over time"),
    Row("hdc_refused_no_address", "people per year", ALL, L, PerYear(Count::HdcRefused), "Home detention curfews refused on the day because the person was homeless"),
    Row("hdc_recalls", "recalls per year", ALL, L, PerYear(Count::HdcRecalls), "Recalls from home detention curfew, which last to the ordinary release date; not counted among recalls from licence"),
    Row("prison_population_local", "people", ALL, N, Mean(Level::PrisonLocal), "People in local prisons, mean over time, long and indeterminate sentences left out"),
    Row("prison_population_open", "people", ALL, N, Mean(Level::PrisonOpen), "People in open prisons, mean over time, long and indeterminate sentences left out"),
    Row("receptions_placed_elsewhere", "receptions per year", ALL, L, PerYear(Count::Overflows), "Receptions placed in a trainer prison because the local ones were full"),
    Row("prison_transfers", "transfers per year", ALL, L, PerYear(Count::Transfers), "Moves from one prison to another"),
    Row("moves_to_trainer_prisons", "moves per year", ALL, N, PerYear(Count::MovesToTrainer), "Moves from local to trainer prisons"),
    Row("moves_to_open_prisons", "moves per year", ALL, N, PerYear(Count::MovesToOpen), "Moves from trainer to open prisons"),
    // Treatment in prison
    Row("need_identified", "%", NEED, H, Share(Count::Identified, Count::ReceptionsNeed), "Needs found at reception, of receptions with need"),
    Row("prison_treatment_engaged", "%", NEED, H, Share(Count::Engaged, Count::ReceptionsNeed), "Receptions with need that accept treatment or its waiting list"),
    Row("prison_treatment_starts", "starts per year", NEED, H, PerYear(Count::PrisonStarts), "Starts of treatment in prison, clinical or psychosocial"),
    Row("prison_treatment_exits", "exits per year", NEED, N, PerYear(Count::PrisonExits), "Ends of treatment in prison, transfers to the community included"),
    Row("prison_treatment_completed", "%", NEED, H, Share(Count::PrisonCompleted, Count::PrisonExits), "Exits from prison treatment that completed free of dependence"),
    Row("prison_treatment_transferred", "%", NEED, N, Share(Count::PrisonTransferred, Count::PrisonExits), "Exits from prison treatment by release with a need that goes on: transfers to the community"),
    Row("prison_treatment_started_21_days", "%", NEED, H, Share(Count::StayStartsSoon, Count::StayStarts), "First starts of treatment in a stay in prison that come within 21 days of reception; those never treated are left out"),
    Row("prison_treatment_people", "people", NEED, N, PerYear(Count::PeopleTreatedInside), "Distinct people in treatment in prison in a year from April, each in the month in which they are first seen in that year"),
    Row("prison_treatment_opiate_share", "%", NEED, N, Share(Count::PeopleTreatedInsideOpiate, Count::PeopleTreatedInside), "Of the same people, those who use opiates"),
    Row("prison_treatment_leavers", "exits per year", NEED, N, PerYear(Count::PeopleLeftInside), "Distinct people who leave treatment in prison in a year from April, each at the first time in that year"),
    Row("deaths_in_prison_treatment", "deaths per year", NEED, L, PerYear(Count::DeathsPrisonTreatment), "Deaths of people in treatment in prison, of any cause"),
    Row("prison_treatment_interrupted", "interruptions per year", NEED, L, PerYear(Count::PrisonInterrupted), "Treatments broken by a transfer between prisons"),
    Row("prison_waits_lost", "people per year", NEED, L, PerYear(Count::PrisonWaitLost), "Waits for prison treatment that release ended"),
    Row("prison_self_referrals", "referrals per year", NEED, N, PerYear(Count::PrisonSelfReferrals), "Help with drugs or alcohol asked for in prison after reception, or needs found by a later screening"),
    Row("prison_maintenance_stopped", "people per year", NEED, L, PerYear(Count::MaintenanceStopped), "Maintenance prescriptions stopped or left in prison before release"),
    Row("prison_treatment_population", "people", NEED, N, Mean(Level::PrisonTreatment), "People in treatment in prison, mean over time"),
    Row("prison_treatment_waiting", "people", NEED, L, Mean(Level::PrisonWaiting), "People waiting for treatment in prison, mean over time"),
    Row("prison_combined_recorded", "%", NEED, H, Share(Count::CombinedRecorded, Count::ClinicalEnds), "Ends of maintenance in prison that had psychosocial treatment on record as well"),
    Row("prison_combined_delivered", "%", NEED, H, Share(Count::CombinedDelivered, Count::ClinicalEnds), "Ends of maintenance in prison that had a psychosocial programme actually delivered as well"),
    Row("prison_programmes_delivered", "%", NEED, H, Share(Count::ProgrammesDelivered, Count::ProgrammeEnds), "Ends of psychosocial programmes in prison, for whatever reason, that had the sessions of a delivered one"),
    Row("caseload_per_worker_prison_psychosocial", "people per worker", NEED, L, PerWorker(Staff::Psychosocial), "People on a psychosocial programme in prison for each drug worker in post"),
    Row("vacancies_prison_psychosocial", "%", NEED, L, Vacant(Staff::Psychosocial), "Posts of drug workers in prison that are vacant"),
    Row("caseload_per_worker_prison_clinical", "people per worker", NEED, L, PerWorker(Staff::Clinical), "People in clinical treatment in prison for each clinician in post"),
    Row("vacancies_prison_clinical", "%", NEED, L, Vacant(Staff::Clinical), "Posts of clinicians for treatment in prison that are vacant"),
    Row("isfl_population", "people", ALL, H, Mean(Level::Isfl), "People on substance-free wings, mean over time"),
    Row("isfl_waiting", "people", ALL, L, Mean(Level::IsflWaiting), "People waiting for a bed on a substance-free wing, mean over time"),
    Row("isfl_in_treatment", "%", ALL, N, Occupancy(Level::IsflTreated, Level::Isfl), "People on substance-free wings who are in treatment"),
    Row("isfl_referrals", "referrals per year", ALL, H, PerYear(Count::IsflReferrals), "Referrals to substance-free wings"),
    Row("isfl_entries", "entries per year", ALL, H, PerYear(Count::IsflEntries), "Moves onto substance-free wings"),
    Row("isfl_tests_positive", "%", ALL, L, Share(Count::IsflPositives, Count::IsflTests), "Random tests on substance-free wings that were positive"),
    Row("isfl_removed", "people per year", ALL, L, PerYear(Count::IsflRemoved), "Stays on substance-free wings ended for a positive test"),
    Row("mentor_applications", "applications per year", NEED, H, PerYear(Count::MentorApplications), "Applications to be a peer mentor in prison"),
    Row("mentors_approved", "%", NEED, H, Share(Count::MentorApprovals, Count::MentorApplications), "Applications that the governor approved"),
    Row("mentor_starts", "starts per year", NEED, H, PerYear(Count::MentorStarts), "Starts as a peer mentor in prison, vetting passed"),
    Row("mentors_active", "people", NEED, H, Mean(Level::Mentors), "Peer mentors in prison, mean over time"),
    Row("mentors_in_vetting", "people", NEED, L, Mean(Level::MentorsVetting), "People being vetted as peer mentors, mean over time"),
    Row("mentor_ends", "ends per year", NEED, N, PerYear(Count::MentorEnds), "Ends of the time as a peer mentor: time, relapse, transfer, release or death"),
    // Release
    Row("releases", "releases per year", ALL, N, PerYear(Count::Releases), "First releases from sentence"),
    Row("releases_unplanned", "releases per year", ALL, L, PerYear(Count::Unplanned), "Releases of any kind that were unplanned"),
    Row("releases_from_recall", "releases per year", ALL, N, PerYear(Count::RecallReleases), "Releases from recall"),
    Row("releases_from_court", "releases per year", ALL, N, PerYear(Count::CourtReleases), "Releases from remand by the court"),
    Row("leavers_with_need", "people per year", NEED, N, PerYear(Count::Leavers), "Releases of any kind of people with a drug or alcohol need"),
    Row("released_homeless", "%", ALL, L, Share(Count::LeaversHomeless, Count::AllLeavers), "Releases of any kind into homelessness"),
    Row("leavers_with_appointment", "%", NEED, H, Share(Count::LeaversAppointment, Count::Leavers), "Leavers with need who have an appointment with the home service"),
    Row("leavers_ready", "%", NEED, H, Share(Count::LeaversReady, Count::Leavers), "Leavers with need who have an appointment and a place to live on the day"),
    Row("leavers_met_at_gate", "%", NEED, H, Share(Count::LeaversMet, Count::Leavers), "Leavers with need who are met at the gate"),
    Row("leavers_in_reach", "%", NEED, H, Share(Count::LeaversInReach, Count::Leavers), "Leavers with need whom a community service saw before release"),
    Row("leavers_bridged", "%", NEED, H, Share(Count::LeaversBridged, Count::Leavers), "Leavers with need who carry a bridging prescription"),
    Row("contacts_days_0_14", "contacts per leaver", NEED, H, MeanOf(Count::ContactsFortnight, Count::Leavers), "Contacts kept in days 0 to 14 after release, for each leaver with need"),
    Row("contacts_kept", "contacts per leaver", NEED, H, MeanOf(Count::ContactsKept, Count::Leavers), "Contacts kept in the whole schedule after release, for each leaver with need"),
    Row("continuity_21_days", "%", NEED, H, Share(Count::Continued, Count::Continuing), "Started structured community treatment within 21 days of release, of those transferred from prison treatment with a continuing need (the dead and the recalled stay in the denominator)"),
    Row("leavers_treated_21_days", "%", NEED, H, Share(Count::LeaversTreated, Count::Leavers), "Started structured community treatment within 21 days of release, of all leavers with need"),
    Row("released_friday", "%", ALL, L, Share(Count::FridayReleases, Count::AllLeavers), "Releases that were made on a Friday"),
    Row("settled_3_months", "%", ALL, H, Share(Count::ThreeMonthsSettled, Count::ThreeMonths), "People in a settled home or supported housing three months after release, of those released to supervision and then at liberty under supervision"),
    Row("releases_with_plan", "releases per year", NEED, H, PerYear(Count::Prepared), "Releases of people with need for whom a plan stood in time"),
    Row("plans_asked_for", "people per year", NEED, N, PerYear(Count::PlansAsked), "People in custody with need whose release the rules plan, when a planner is asked for"),
    Row("caseload_per_worker_planners", "people per worker", NEED, L, PerWorker(Staff::Planners), "People whose release is being planned for each planner in post"),
    Row("vacancies_planners", "%", NEED, L, Vacant(Staff::Planners), "Posts of planners of releases that are vacant"),
    Row("naloxone_at_release", "kits per year", NEED, H, PerYear(Count::LeaversNaloxone), "Leavers who use opiates and were handed naloxone"),
    Row("dropout_after_release", "%", NEED, L, Share(Count::LeaverDropouts, Count::LeaverStarts), "Dropouts from community treatment within twelve weeks of release, of starts within twelve weeks of release"),
    Row("gate_support_starts", "people per year", NEED, H, PerYear(Count::GateStarts), "Starts of support through the gate, before release, by RECONNECT or a local scheme"),
    Row("gate_support_population", "people", NEED, H, Mean(Level::GateSupport), "People with a worker through the gate of either scheme, inside and outside, mean over time"),
    Row("reconnect_starts", "people per year", NEED, H, PerYear(Count::ReconnectStarts), "Starts of support by RECONNECT, before release"),
    Row("reconnect_turned_away", "people per year", NEED, L, PerYear(Count::ReconnectTurnedAway), "People who took up RECONNECT and found no worker with room"),
    Row("reconnect_population", "people", NEED, H, Mean(Level::Reconnect), "People with a worker of RECONNECT, inside and outside, mean over time"),
    Row("leavers_with_reconnect", "%", NEED, H, Share(Count::LeaversReconnect, Count::Leavers), "Leavers with need who have a worker of RECONNECT on the day of release"),
    Row("caseload_per_worker_reconnect", "people per worker", NEED, L, PerWorker(Staff::Reconnect), "People with a worker of RECONNECT for each worker in post"),
    Row("vacancies_reconnect", "%", NEED, L, Vacant(Staff::Reconnect), "Posts of workers of RECONNECT that are vacant"),
    Row("local_scheme_starts", "people per year", NEED, H, PerYear(Count::LocalSchemeStarts), "Starts of support by a local scheme, before release"),
    Row("local_scheme_turned_away", "people per year", NEED, L, PerYear(Count::LocalSchemeTurnedAway), "People who took up a local scheme and found no worker with room"),
    Row("local_scheme_population", "people", NEED, H, Mean(Level::LocalScheme), "People with a worker of local schemes through the gate, inside and outside, mean over time"),
    Row("leavers_with_local_scheme", "%", NEED, H, Share(Count::LeaversLocalScheme, Count::Leavers), "Leavers with need who have a worker of local schemes through the gate on the day of release"),
    Row("caseload_per_worker_local_scheme", "people per worker", NEED, L, PerWorker(Staff::LocalScheme), "People with a worker of local schemes through the gate for each worker in post"),
    Row("vacancies_local_scheme", "%", NEED, L, Vacant(Staff::LocalScheme), "Posts of workers of local schemes through the gate that are vacant"),
    Row("starting_point_starts", "people per year", NEED, H, PerYear(Count::StartingPointStarts), "Two-week packages started by leavers without a home"),
    Row("starting_point_failed", "%", NEED, L, Share(Count::StartingPointFailed, Count::StartingPointStarts), "Two-week packages that ended because the condition of engagement was not met"),
    Row("starting_point_completed", "%", NEED, H, Share(Count::StartingPointDone, Count::StartingPointStarts), "Two-week packages that lasted to their end"),
    // Licence and recall
    Row("licence_population", "people", ALL, N, Mean(Level::Licence), "People on licence at liberty, mean over time"),
    Row("pss_population", "people", ALL, N, Mean(Level::PostSentence), "People on post-sentence supervision, mean over time"),
    Row("probation_caseload", "people", ALL, N, Mean(Level::Caseload), "People supervised by probation in the community on licence, post-sentence supervision or an order, mean over time"),
    Row("caseload_per_worker_probation", "cases per officer", ALL, L, PerWorker(Staff::Probation), "People supervised in the community for each probation officer in post"),
    Row("vacancies_probation", "%", ALL, L, Vacant(Staff::Probation), "Posts of probation officers that are vacant"),
    Row("recalls", "recalls per year", ALL, L, PerYear(Count::Recalls), "Decisions to recall"),
    Row("recalls_lost_contact", "recalls per year", ALL, L, PerYear(Count::RecallsContact), "Recalls for lost contact and other non-compliance"),
    Row("recalls_no_residence", "recalls per year", ALL, L, PerYear(Count::RecallsResidence), "Recalls for want of a residence"),
    Row("recalls_lapse", "recalls per year", ALL, L, PerYear(Count::RecallsLapse), "Recalls for a lapse by itself"),
    Row("recalls_new_charge", "recalls per year", ALL, L, PerYear(Count::RecallsCharge), "Recalls for a new charge"),
    Row("recalls_fixed_term", "%", ALL, N, Share(Count::RecallsFixed, Count::Recalls), "Recalls that are fixed-term"),
    Row("recall_returns", "returns per year", ALL, L, PerYear(Count::Returns), "Returns to custody on recall"),
    Row("recall_days_to_return", "days", ALL, N, MeanOf(Count::ReturnDays, Count::Returns), "Mean time from the decision to recall to the return to custody"),
    Row("recall_days_served", "days", ALL, N, MeanOf(Count::RecallDays, Count::RecallReleases), "Mean time from the return to custody on recall to the release from it, recalls from curfew included"),
    Row("unlawfully_at_large", "people", ALL, L, Mean(Level::AtLarge), "People recalled and not yet back in custody"),
    Row("pss_breaches", "breaches per year", ALL, L, PerYear(Count::PssBreaches), "Breaches of post-sentence supervision taken to the magistrates' court"),
    Row("pss_committals", "committals per year", ALL, L, PerYear(Count::PssCommittals), "Short committals to prison for a breach of post-sentence supervision; not counted among receptions"),
    Row("pss_fines", "fines per year", ALL, N, PerYear(Count::PssFines), "Fines for a breach of post-sentence supervision"),
    // Reoffending
    Row("reoffending_12_months", "%", ALL, L, Share(Count::ReoffendedAll, Count::CohortAll), "Proven reoffending within 12 months (and six more for the conviction) of release from sentence or start of a court order"),
    Row("reoffences_per_person", "reoffences per person", ALL, L, MeanOf(Count::Reoffences, Count::CohortAll), "Proven reoffences within 12 months for each person followed; a release after a reoffence begins a follow-up of its own, and later ones count there"),
    Row("reoffences_per_reoffender", "reoffences per person", ALL, L, MeanOf(Count::Reoffences, Count::ReoffendedAll), "The same for each person who reoffended"),
    Row("reoffending_9_years", "%", ALL, L, Share(Count::ReoffendedNine, Count::CohortNine), "Proven reoffending within nine years (and six months more for the conviction) of release from sentence; only releases so long before the end of the run"),
    Row("reoffending_custody", "%", ALL, L, Share(Count::ReoffendedCustody, Count::CohortCustody), "The same, releases from sentence"),
    Row("reoffending_short_custody", "%", ALL, L, Share(Count::ReoffendedShort, Count::CohortShort), "The same, releases from sentences under 12 months"),
    Row("reoffending_convicted", "%", ALL, L, Share(Count::ReoffendedConvicted, Count::CohortConvicted), "Proven reoffending within 12 months (and six more for the conviction) of people convicted, whatever the sentence: from the conviction, or from release if it was custody; by type of offence, that of the conviction"),
    // Community treatment
    Row("treatment_referrals", "referrals per year", CTX, H, PerYear(Count::Referrals), "Referrals to structured community treatment"),
    Row("treatment_starts", "starts per year", CTX, H, PerYear(Count::TreatmentStarts), "Starts of structured community treatment"),
    Row("treatment_wait", "days", CTX, L, MeanOf(Count::TreatmentWaitDays, Count::TreatmentStarts), "Mean time from referral to start of community treatment"),
    Row("treatment_wait_over_21_days", "%", CTX, L, Share(Count::TreatmentLate, Count::TreatmentStarts), "Starts that waited more than three weeks"),
    Row("treatment_waits_given_up", "people per year", CTX, L, PerYear(Count::GaveUp), "Waits for community treatment that were given up"),
    Row("community_treatment_days", "person-days per year", CTX, H, DaysPerYear(Level::Treated), "Days in structured community treatment"),
    Row("community_treatment_population", "people", CTX, H, Mean(Level::Treated), "People in structured community treatment, mean over time"),
    Row("community_treatment_waiting", "people", CTX, L, Mean(Level::Waiting), "People waiting for structured community treatment, mean over time"),
    Row("community_treatment_people", "people", CTX, H, PerYear(Count::PeopleTreated), "Distinct people in structured community treatment in a year from April, each in the month in which they are first seen in that year"),
    Row("treatment_exits", "exits per year", CTX, N, PerYear(Count::TreatmentExits), "Ends of community treatment"),
    Row("treatment_completed", "%", CTX, H, Share(Count::TreatmentCompleted, Count::TreatmentExits), "Ends of community treatment that are successful completions"),
    Row("treatment_dropped_out", "%", CTX, L, Share(Count::TreatmentDropped, Count::TreatmentExits), "Ends of community treatment that are dropouts"),
    Row("treatment_ended_by_custody", "exits per year", CTX, L, PerYear(Count::TreatmentCustody), "Community treatments that custody ended"),
    Row("caseload_per_worker_opiate", "people per worker", CTX, L, PerWorker(Staff::Opiate), "People in community treatment for opiates for each worker in post; those beside the places are left out"),
    Row("vacancies_opiate", "%", CTX, L, Vacant(Staff::Opiate), "Posts of workers in community treatment for opiates that are vacant"),
    Row("caseload_per_worker_other", "people per worker", CTX, L, PerWorker(Staff::OtherCommunity), "People in community treatment for other drugs and alcohol for each worker in post; those beside the places are left out"),
    Row("vacancies_other", "%", CTX, L, Vacant(Staff::OtherCommunity), "Posts of workers in community treatment for other drugs and alcohol that are vacant"),
    Row("low_threshold_starts", "people per year", NEED, H, PerYear(Count::LowThresholdStarts), "People who came in touch with the low-threshold service"),
    Row("low_threshold_population", "people", NEED, H, Mean(Level::LowThreshold), "People in touch with the low-threshold service, mean over time"),
    Row("caseload_per_worker_low_threshold", "people per worker", CTX, L, PerWorker(Staff::LowThreshold), "People in touch with the low-threshold service for each worker in post"),
    Row("vacancies_low_threshold", "%", CTX, L, Vacant(Staff::LowThreshold), "Posts of the low-threshold service that are vacant"),
    // Use, housing, deaths
    Row("relapses", "relapses per year", NEED, L, PerYear(Count::Relapses), "Returns to dependent use"),
    Row("dependent_days", "person-days per year", NEED, L, DaysPerYear(Level::Dependent), "Days of dependent use in the community"),
    Row("onset_in_custody", "people per year", ALL, L, PerYear(Count::Onsets), "First dependence that began in custody"),
    Row("homeless_days", "person-days per year", ALL, L, DaysPerYear(Level::Homeless), "Days homeless in the community"),
    Row("homeless_share", "%", ALL, L, ShareAtLiberty(Level::Homeless), "People at liberty who are homeless"),
    Row("recovery_capital", "0 to 1", NEED, H, Score(Level::Capital, Level::Needing), "Mean recovery capital of people with need, read off on the first of each month; it moves only where the scenario has it act"),
    Row("supported_housing_starts", "people per year", ALL, H, PerYear(Count::SupportedStarts), "Supported places taken up"),
    Row("supported_housing_population", "people", ALL, H, Mean(Level::SupportedHousing), "People in supported housing, mean over time"),
    Row("supported_housing_excluded", "people per year", ALL, L, PerYear(Count::SupportedExcluded), "Supported places lost after a relapse"),
    Row("overdoses_nonfatal", "overdoses per year", NEED, L, PerYear(Count::OverdosesNonFatal), "Overdoses that were survived"),
    Row("overdose_referrals", "referrals per year", NEED, H, PerYear(Count::OverdoseReferrals), "Referrals to community treatment after an overdose that was survived"),
    Row("overdose_deaths", "deaths per year", NEED, L, PerYear(Count::OverdoseDeaths), "Overdose deaths, counted"),
    Row("expected_overdose_deaths", "deaths per year", NEED, L, Expected(Level::OverdoseHazard), "Overdose deaths, as the integral of everyone's hazard: the same mean as the count, less noise"),
    Row("overdose_deaths_4_weeks", "deaths per year", NEED, L, PerYear(Count::OverdoseDeathsRelease), "Overdose deaths within four weeks of release"),
    Row("overdose_risk_4_weeks", "%", NEED, L, ExpectedRisk(WEEKS_1_4, Count::Leavers), "Risk of overdose death within four weeks of a release: expected deaths in those weeks at liberty over releases of people with need"),
    Row("overdose_deaths_days_1_4", "deaths per year", NEED, L, Overdoses(true, DAYS_1_4), "Overdose deaths at liberty in days 1 to 4 after release"),
    Row("overdose_deaths_days_5_14", "deaths per year", NEED, L, Overdoses(true, DAYS_5_14), "The same, days 5 to 14"),
    Row("overdose_deaths_weeks_3_4", "deaths per year", NEED, L, Overdoses(true, WEEKS_3_4), "The same, weeks 3 and 4"),
    Row("overdose_deaths_weeks_5_12", "deaths per year", NEED, L, Overdoses(true, WEEKS_5_12), "The same, weeks 5 to 12"),
    Row("overdose_deaths_later", "deaths per year", NEED, L, Overdoses(true, LATER), "The same, later or never in custody"),
    Row("expected_deaths_days_1_4", "deaths per year", NEED, L, ExpectedDeaths(DAYS_1_4), "Overdose deaths at liberty in days 1 to 4 after release, as the integral of the hazard"),
    Row("expected_deaths_days_5_14", "deaths per year", NEED, L, ExpectedDeaths(DAYS_5_14), "The same, days 5 to 14"),
    Row("expected_deaths_weeks_3_4", "deaths per year", NEED, L, ExpectedDeaths(WEEKS_3_4), "The same, weeks 3 and 4"),
    Row("expected_deaths_weeks_5_12", "deaths per year", NEED, L, ExpectedDeaths(WEEKS_5_12), "The same, weeks 5 to 12"),
    Row("expected_deaths_later", "deaths per year", NEED, L, ExpectedDeaths(LATER), "The same, later or never in custody"),
    Row("overdoses_days_1_4", "overdoses per year", NEED, L, Overdoses(false, DAYS_1_4), "Overdoses survived at liberty in days 1 to 4 after release"),
    Row("overdoses_days_5_14", "overdoses per year", NEED, L, Overdoses(false, DAYS_5_14), "The same, days 5 to 14"),
    Row("overdoses_weeks_3_4", "overdoses per year", NEED, L, Overdoses(false, WEEKS_3_4), "The same, weeks 3 and 4"),
    Row("overdoses_weeks_5_12", "overdoses per year", NEED, L, Overdoses(false, WEEKS_5_12), "The same, weeks 5 to 12"),
    Row("overdoses_later", "overdoses per year", NEED, L, Overdoses(false, LATER), "The same, later or never in custody"),
    Row("days_at_liberty_days_1_4", "person-days per year", NEED, N, ExposedDays(DAYS_1_4), "Person-days at liberty in days 1 to 4 after release"),
    Row("days_at_liberty_days_5_14", "person-days per year", NEED, N, ExposedDays(DAYS_5_14), "The same, days 5 to 14"),
    Row("days_at_liberty_weeks_3_4", "person-days per year", NEED, N, ExposedDays(WEEKS_3_4), "The same, weeks 3 and 4"),
    Row("days_at_liberty_weeks_5_12", "person-days per year", NEED, N, ExposedDays(WEEKS_5_12), "The same, weeks 5 to 12"),
    Row("days_at_liberty_later", "person-days per year", NEED, N, ExposedDays(LATER), "The same, later or never in custody"),
    Row("overdose_deaths_treated", "deaths per year", NEED, L, Overdoses(true, TREATED), "Overdose deaths at liberty of people in community treatment"),
    Row("overdose_deaths_untreated", "deaths per year", NEED, L, Overdoses(true, UNTREATED), "Overdose deaths at liberty of people not in community treatment"),
    Row("overdose_rate_treated", RATE, NEED, L, ExpectedDeathRate(TREATED), "Overdose deaths of people in community treatment, from the hazard, over their person-years"),
    Row("overdose_rate_untreated", RATE, NEED, L, ExpectedDeathRate(UNTREATED), "The same, people at liberty not in community treatment"),
    Row("overdose_rate_weeks_1_4_maintained", RATE, NEED, L, ExpectedDeathRate(WEEKS_1_4.maintained(true)), "Overdose deaths in weeks 1 to 4 after release, from the hazard, over person-years at liberty, people on a maintenance prescription at release"),
    Row("overdose_rate_weeks_1_4_other", RATE, NEED, L, ExpectedDeathRate(WEEKS_1_4.maintained(false)), "The same, people on none at release"),
    Row("overdose_rate_weeks_5_12_maintained", RATE, NEED, L, ExpectedDeathRate(WEEKS_5_12.maintained(true)), "The same in weeks 5 to 12, people on a maintenance prescription at release"),
    Row("overdose_rate_weeks_5_12_other", RATE, NEED, L, ExpectedDeathRate(WEEKS_5_12.maintained(false)), "The same in weeks 5 to 12, people on none at release"),
    Row("death_rate_weeks_1_4_maintained", RATE, NEED, L, DeathRate(WEEKS_1_4.maintained(true)), "Overdose deaths counted in weeks 1 to 4 after release over person-years at liberty, people on a maintenance prescription at release"),
    Row("death_rate_weeks_1_4_other", RATE, NEED, L, DeathRate(WEEKS_1_4.maintained(false)), "The same, people on none at release"),
    Row("death_rate_weeks_5_12_maintained", RATE, NEED, L, DeathRate(WEEKS_5_12.maintained(true)), "The same in weeks 5 to 12, people on a maintenance prescription at release"),
    Row("death_rate_weeks_5_12_other", RATE, NEED, L, DeathRate(WEEKS_5_12.maintained(false)), "The same in weeks 5 to 12, people on none at release"),
    Row("deaths_2_weeks", "deaths per year", ALL, L, PerYear(Count::DeathsFortnightSupervised), "Deaths of any cause at liberty within 14 days of release, under supervision after release"),
    Row("deaths_2_weeks_overdose", "%", ALL, N, Share(Count::DeathsFortnightOverdose, Count::DeathsFortnightSupervised), "Of the same deaths, overdoses"),
    Row("deaths_2_weeks_first_4_days", "%", ALL, N, Share(Count::DeathsFirstDays, Count::DeathsFortnight), "Deaths of any cause in days 1 to 4, of those at liberty within 14 days of a release of any kind"),
    Row("deaths_on_supervision", "deaths per year", ALL, L, PerYear(Count::DeathsSupervised), "Deaths of any cause at liberty on licence or post-sentence supervision, people recalled and still at large left out"),
    Row("other_deaths", "deaths per year", ALL, L, PerYear(Count::OtherDeaths), "Deaths from other causes"),
    Row("deaths_in_custody", "deaths per year", ALL, L, PerYear(Count::CustodyDeaths), "Deaths in custody, of any cause"),
    // Money and health
    Row("cost_police", "pounds per year", ALL, L, Amount(Account::Police), "Police: arrests, drug tests, diversion"),
    Row("cost_courts", "pounds per year", ALL, L, Amount(Account::Courts), "Courts, prosecution and legal aid: cases ended, breach hearings"),
    Row("cost_prison", "pounds per year", ALL, L, Amount(Account::Prison), "Prisons and police cells used as such; what stays when nobody is in a place belongs to no area"),
    Row("cost_probation", "pounds per year", ALL, L, Amount(Account::Probation), "Probation: supervision, curfew tags, approved premises"),
    Row("cost_treatment", "pounds per year", ALL, L, Amount(Account::Treatment), "Drug and alcohol treatment inside and outside prison, support through the gate, referral, naloxone"),
    Row("cost_health", "pounds per year", ALL, L, Amount(Account::Health), "Other health care of people with a need, by state of use; overdoses survived; mental health courses"),
    Row("cost_housing", "pounds per year", ALL, L, Amount(Account::Housing), "Supported and other temporary housing, and what homelessness costs councils"),
    Row("cost_programme", "pounds per year", ALL, L, Amount(Account::Programme), "What a policy says it costs beside the staff, places and people that are simulated; for the whole alone"),
    Row("cost_of_crime", "pounds per year", ALL, L, Amount(Account::Crime), "What crime costs society, police, courts, prison and probation included: offences times unit cost by kind"),
    Row("cost_total", "pounds per year", ALL, L, Ledger, "All accounts of the ledger in force: by payer (budget), or crime with treatment, health, housing and programme (society)"),
    Row("cost_present_value", "pounds", ALL, L, PresentValue, "The same over the period, not a year: discounted to the start of the policy"),
    Row("qalys_lost", "QALYs per year", ALL, L, Amount(Account::Qalys), "Quality-adjusted life years lost to use, custody and death, against the norm; undiscounted but for the years after a death"),
    Row("net_benefit", "pounds", ALL, H, NetBenefit, "Over the period, discounted: less money of the ledger and less health lost, at the value of a QALY. Only differences between scenarios mean anything"),
    // The population itself
    Row("people", "people", ALL, N, Mean(Level::People), "People in the simulation: its drift over the years is an assumption of the scenario"),
    Row("person_days", "person-days per year", ALL, N, DaysPerYear(Level::People), "Days lived in the simulation by everyone: the sum of the person-days of all states of justice, which follow"),
    Row("person_days_liberty", "person-days per year", ALL, N, DaysPerYear(Level::StateLiberty), "Person-days at liberty with no case, order, supervision or scheme"),
    Row("person_days_scheme", "person-days per year", ALL, N, DaysPerYear(Level::StateScheme), "Person-days on a diversion scheme, with no case, order or supervision"),
    Row("person_days_bail", "person-days per year", ALL, N, DaysPerYear(Level::StateBail), "Person-days at liberty with a case pending, and no order or supervision"),
    Row("person_days_order", "person-days per year", ALL, N, DaysPerYear(Level::StateOrder), "Person-days on a community or suspended sentence order at liberty, with no supervision after release"),
    Row("person_days_licence", "person-days per year", ALL, N, DaysPerYear(Level::StateLicence), "Person-days on licence at liberty"),
    Row("person_days_post_sentence", "person-days per year", ALL, N, DaysPerYear(Level::StatePostSentence), "Person-days on post-sentence supervision at liberty"),
    Row("person_days_at_large", "person-days per year", ALL, N, DaysPerYear(Level::StateAtLarge), "Person-days recalled and not yet back in custody"),
    Row("person_days_remand", "person-days per year", ALL, N, DaysPerYear(Level::StateRemand), "Person-days in prison awaiting trial or sentence"),
    Row("person_days_cells", "person-days per year", ALL, N, DaysPerYear(Level::StateCells), "Person-days in police cells for want of a prison place"),
    Row("person_days_prison", "person-days per year", ALL, N, DaysPerYear(Level::StatePrison), "Person-days in prison on sentence, or committed for a breach of post-sentence supervision; long and indeterminate sentences left out"),
    Row("person_days_recalled", "person-days per year", ALL, N, DaysPerYear(Level::StateRecalled), "Person-days in prison on recall"),
    Row("people_entered", "people per year", ALL, N, PerYear(Count::Entered), "People who entered the population"),
    Row("people_left", "people per year", ALL, N, PerYear(Count::Left), "People who left by lasting desistance, recovery or age"),
];

/// The list of metrics, in the order of all tables.
pub fn metrics() -> Vec<Definition> {
    ROWS.iter()
        .map(
            |&Row(name, unit, universe, better, formula, definition)| Definition {
                metric: Metric {
                    name,
                    unit,
                    universe,
                    better,
                    headline: HEADLINE.contains(&name),
                    definition,
                },
                formula,
                by_sentence: BY_SENTENCE.contains(&name),
                by_offence: BY_OFFENCE.contains(&name),
            },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_lists_name_real_metrics() {
        let mut names: Vec<_> = ROWS.iter().map(|r| r.0).collect();
        for listed in HEADLINE.iter().chain(BY_SENTENCE).chain(BY_OFFENCE) {
            assert!(names.contains(listed), "{listed} is not a metric");
        }
        let n = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), n);
    }
}

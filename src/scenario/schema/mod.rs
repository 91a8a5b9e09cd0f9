//! The schema of a scenario, once, as documented types: one file a group of sections.
//!
//! A leaf is one of the kinds of [`super::units`]. The JSON Schema, the checks and
//! the reference of parameters are made from these types and their comments.

mod arrest_referral;
mod costs;
mod courts;
mod custody;
mod diversion;
mod estate;
mod gate;
mod homes;
mod listing;
mod moved;
mod people;
mod probation;
mod recovery;
mod relations;
mod release;
mod requirements;
mod services;
mod settings;
mod supervision;
mod violence;
mod wings;
mod words;

pub use arrest_referral::{ArrestReferral, DrugTest};
pub use costs::{
    Costs, CrimeCosts, Growing, GrowingStaff, HealthCosts, HousingCosts, Ledger, PoliceCosts,
    PrisonCosts, ProbationCosts, Programme, Qalys, Reach, StaffCosts, TreatmentCosts, WHOLE,
};
pub use courts::{
    Activation, Breach, Completion, Courts, Drr, Orders, Police, Presumption, Suspendable,
};
pub use custody::{
    AfterTreatment, Conduct, CustodyTreatment, EarlyRelease, FixedTermRecall, Gain, Hdc, Licence,
    Prison, RecallTranche, ReleasePoint, ReleaseTranche, StandingRelease,
};
pub use diversion::{Conditions, Diversion, Offer};
pub use estate::{Estate, Regime, Site};
pub use gate::{GateScheme, ThroughTheGate};
pub use homes::{
    Cas3, Family, Hostels, Housing, Lettings, StartingPoint, SupportedHousing, Unsettled,
};
pub use listing::Listing;
pub use people::{Mortality, Offending, Population, Use};
pub use probation::Probation;
pub use recovery::Recovery;
pub use release::Release;
pub use requirements::{MentalHealthRequirement, RequirementChain};
pub use services::{CommunityTreatment, HarmReduction, Workers};
pub use settings::{Area, Loops, Policy, Settings, end, first_day};
pub use supervision::{Curfew, PostSentence, PostSentenceRule};
pub use violence::Violence;
pub use wings::{Isfl, Peers};

use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A scenario: the people, the law, the services and the policy of one simulated world.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Model {
    /// Short name, used for result folders; the file's stem where absent.
    pub name: Option<String>,
    /// One line for tables and reports.
    pub title: Option<String>,
    /// What the scenario is for, in a few sentences.
    pub description: Option<String>,
    /// The scenario this one changes: a path from this file's folder, or a built-in name.
    pub extends: Option<String>,
    /// The version of the scenario format in which this file is written; the present one where absent.
    pub format: Option<u32>,
    /// Scenarios that act together, later ones over earlier ones: in place of `extends`.
    pub bundle: Option<Vec<String>>,
    /// From when the changes of this file act.
    pub policy: Option<Policy>,
    /// Calendar, scale and law.
    pub settings: Settings,
    /// The feedback loops, each of which can be switched off.
    pub loops: Loops,
    /// Who is in the model and how they come and go.
    #[schemars(extend("x-acts-on" = "`people`, `arrests`, and every figure that counts people"))]
    pub population: Population,
    /// Offending, and the arrests that follow.
    #[schemars(extend("x-local" = true, "x-acts-on" = "`arrests`, `expected_offences`, `reoffending_12_months`"))]
    pub offending: Offending,
    /// From arrest to charge.
    #[schemars(extend("x-local" = true, "x-acts-on" = "`charges`, `no_further_action`, `police_referrals`"))]
    pub police: Police,
    /// Drug tests on arrest, and arrest referral workers.
    #[schemars(extend("x-local" = true, "x-acts-on" = "police referrals and contacts, `treatment_starts`"))]
    pub arrest_referral: ArrestReferral,
    /// Diversion before and after arrest.
    #[schemars(extend("x-local" = true, "x-acts-on" = "`diversion_*`, `charges`, `expected_offences`"))]
    pub diversion: Diversion,
    /// How many hearings the courts can hold.
    #[schemars(extend("x-acts-on" = "`days_waiting_for_hearing`, `open_cases_*`"))]
    pub listing: Listing,
    /// From charge to sentence.
    #[schemars(extend("x-local" = true, "x-acts-on" = "`sentences`, `custodial_sentences`, `remand_population`, `custodial_receptions`, `prison_population`"))]
    pub courts: Courts,
    /// Community and suspended sentence orders, and drug rehabilitation requirements.
    #[schemars(extend("x-local" = true, "x-acts-on" = "`drr_*`, `atr_*`, `mhtr_*`, `breach_hearings`, `custodial_receptions`"))]
    pub orders: Orders,
    /// Prison places, release law and life inside.
    #[schemars(extend("x-acts-on" = "`prison_population`, `occupancy`, `early_releases`, `releases`"))]
    pub prison: Prison,
    /// How prison places are divided, and how people move between them.
    #[schemars(extend("x-acts-on" = "`occupancy`, `police_cell_days`, moves between prisons"))]
    pub estate: Estate,
    /// Time out of cell, and what it depends on.
    #[schemars(extend("x-acts-on" = "`prison_treatment_*`, `prison_programmes_delivered`"))]
    pub regime: Regime,
    /// Violence in prison.
    #[schemars(extend("x-acts-on" = "`assaults`, `isfl_assaults`; through them `prison_programmes_delivered`"))]
    pub violence: Violence,
    /// Drug and alcohol treatment in prison.
    #[schemars(extend("x-acts-on" = "`prison_treatment_*`, `continuity_21_days`"))]
    pub custody_treatment: CustodyTreatment,
    /// Incentivised substance-free living wings.
    #[schemars(extend("x-acts-on" = "`isfl_*`, use in custody"))]
    pub isfl: Isfl,
    /// Peer mentors in prison.
    #[schemars(extend("x-acts-on" = "`mentor_*`, engagement in prison treatment"))]
    pub peers: Peers,
    /// The work before, at and after the gate.
    #[schemars(extend("x-local" = true, "x-acts-on" = "`continuity_21_days`, `contacts_*`, `leavers_*`, `releases_with_plan`"))]
    pub release: Release,
    /// Workers who go with people through the gate.
    #[schemars(extend("x-local" = true, "x-acts-on" = "`gate_support_*`, `reconnect_*`, `local_scheme_*`, `continuity_21_days`, `recalls_lost_contact`"))]
    pub through_the_gate: ThroughTheGate,
    /// Licence, post-sentence supervision and recall.
    #[schemars(extend("x-acts-on" = "`recalls` and their reasons, `recalled_population`, `recall_returns`"))]
    pub licence: Licence,
    /// Home detention curfew after the gate.
    #[schemars(extend("x-acts-on" = "`hdc_releases`, `hdc_recalls`, `occupancy`"))]
    pub curfew: Curfew,
    /// Post-sentence supervision: its law and its breach.
    #[schemars(extend("x-acts-on" = "`pss_*`"))]
    pub post_sentence: PostSentence,
    /// Probation officers and their caseloads.
    #[schemars(extend("x-local" = true, "x-acts-on" = "`recalls_lost_contact`, `probation_caseload`"))]
    pub probation: Probation,
    /// Structured treatment in the community.
    #[schemars(extend("x-local" = true, "x-acts-on" = "`treatment_starts`, `treatment_wait`, `community_treatment_days`, `continuity_21_days`"))]
    pub community_treatment: CommunityTreatment,
    /// A low-threshold service next to structured treatment.
    #[schemars(extend("x-local" = true, "x-acts-on" = "`low_threshold_*`, `expected_overdose_deaths`"))]
    pub harm_reduction: HarmReduction,
    /// Recovery capital.
    #[schemars(extend("x-acts-on" = "nothing while it is off; else relapse and engagement"))]
    pub recovery: Recovery,
    /// Use of drugs and alcohol, abstinence and relapse.
    #[schemars(extend("x-acts-on" = "`relapses`, `dependent_days`, `onset_in_custody`, `expected_overdose_deaths`"))]
    #[serde(rename = "use")]
    pub use_: Use,
    /// Where people live.
    #[schemars(extend("x-local" = true, "x-acts-on" = "`released_homeless`, `homeless_days`, `recalls_no_residence`, `place_waiting`, `letting_wait`"))]
    pub housing: Housing,
    /// Overdose and other deaths.
    #[schemars(extend("x-local" = true, "x-acts-on" = "`overdose_deaths`, `expected_overdose_deaths`, `other_deaths`"))]
    pub mortality: Mortality,
    /// What things cost, in money and in health, and to whom.
    #[schemars(extend("x-acts-on" = "`cost_*`, `qalys_lost`, `net_benefit`"))]
    pub costs: Costs,
    /// What each policy costs apart from the staff, places and people that are simulated, by its name:
    /// policies that act together are paid for together.
    pub programme: Option<BTreeMap<String, Programme>>,
    /// The areas, their shares of the population, and what is local to them.
    #[schemars(extend("x-acts-on" = "how people and services are divided between areas; figures by area"))]
    pub areas: BTreeMap<String, Area>,
}

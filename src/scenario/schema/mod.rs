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
    pub population: Population,
    /// Offending, and the arrests that follow.
    pub offending: Offending,
    /// From arrest to charge.
    pub police: Police,
    /// Drug tests on arrest, and arrest referral workers.
    pub arrest_referral: ArrestReferral,
    /// Diversion before and after arrest.
    pub diversion: Diversion,
    /// How many hearings the courts can hold.
    pub listing: Listing,
    /// From charge to sentence.
    pub courts: Courts,
    /// Community and suspended sentence orders, and drug rehabilitation requirements.
    pub orders: Orders,
    /// Prison places, release law and life inside.
    pub prison: Prison,
    /// How prison places are divided, and how people move between them.
    pub estate: Estate,
    /// Time out of cell, and what it depends on.
    pub regime: Regime,
    /// Violence in prison.
    pub violence: Violence,
    /// Drug and alcohol treatment in prison.
    pub custody_treatment: CustodyTreatment,
    /// Incentivised substance-free living wings.
    pub isfl: Isfl,
    /// Peer mentors in prison.
    pub peers: Peers,
    /// The work before, at and after the gate.
    pub release: Release,
    /// Workers who go with people through the gate.
    pub through_the_gate: ThroughTheGate,
    /// Licence, post-sentence supervision and recall.
    pub licence: Licence,
    /// Home detention curfew after the gate.
    pub curfew: Curfew,
    /// Post-sentence supervision: its law and its breach.
    pub post_sentence: PostSentence,
    /// Probation officers and their caseloads.
    pub probation: Probation,
    /// Structured treatment in the community.
    pub community_treatment: CommunityTreatment,
    /// A low-threshold service next to structured treatment.
    pub harm_reduction: HarmReduction,
    /// Recovery capital.
    pub recovery: Recovery,
    /// Use of drugs and alcohol, abstinence and relapse.
    #[serde(rename = "use")]
    pub use_: Use,
    /// Where people live.
    pub housing: Housing,
    /// Overdose and other deaths.
    pub mortality: Mortality,
    /// What things cost, in money and in health, and to whom.
    pub costs: Costs,
    /// What each policy costs apart from the staff, places and people that are simulated, by its name:
    /// policies that act together are paid for together.
    pub programme: Option<BTreeMap<String, Programme>>,
    /// The areas, their shares of the population, and what is local to them.
    pub areas: BTreeMap<String, Area>,
}

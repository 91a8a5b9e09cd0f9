//! What things cost: unit costs by payer, the social cost of crime, health, and discounting.

use crate::scenario::units::{
    Balance, Caseload, Count, Detection, DiscountRate, Duration, Money, Multiplier, Probability,
};
use crate::strata::{ByCourt, ByOffence};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use std::borrow::Cow;

/// Which costs make up the total. They overlap and are never added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Ledger {
    /// Public spending by payer.
    Budget,
    /// The social cost of crime, which contains what police, courts, prison and probation spend in
    /// response, with treatment, health care, housing and programmes.
    Society,
    /// Social cost-benefit: public spending by payer, with what crime costs its victims apart from
    /// that response.
    Social,
}

/// What things cost. Pounds of one price year for each thing that is counted, or a year for what
/// stands over time.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Costs {
    /// `"budget"`, `"society"` or `"social"`.
    #[schemars(extend("x-start-only" = true))]
    pub ledger: Ledger,
    /// The year of all prices, as `"2023-24"`: it is said with every amount.
    #[schemars(extend("x-start-only" = true))]
    pub price_year: String,
    /// Every price times this, to show results in the prices of another year, which `price_year` then names.
    #[schemars(extend("x-start-only" = true))]
    pub prices: Multiplier,
    /// Discount rate of money a year.
    #[schemars(extend("x-start-only" = true))]
    pub discount: DiscountRate,
    /// Discount rate of health a year.
    #[schemars(extend("x-start-only" = true))]
    pub discount_health: DiscountRate,
    /// A whole-time worker for a year, with all that stands behind one.
    pub staff: StaffCosts,
    /// Where staff grow with the people whom they hold.
    pub grows: GrowingStaff,
    /// Police.
    pub police: PoliceCosts,
    /// A case ended, for courts, prosecution and legal aid.
    pub court: ByCourt<Money>,
    /// A hearing in the Crown Court for sentence alone, after committal.
    pub sentence_hearing: Money,
    /// A breach hearing of an order.
    pub breach_hearing: Money,
    /// Legal aid for advice at a police station, for each arrest.
    pub legal_advice: Money,
    /// Prisons.
    pub prison: PrisonCosts,
    /// Probation.
    pub probation: ProbationCosts,
    /// Drug and alcohol treatment.
    pub treatment: TreatmentCosts,
    /// Other health care.
    pub health: HealthCosts,
    /// Housing.
    pub housing: HousingCosts,
    /// What an offence costs society.
    pub crime: CrimeCosts,
    /// Quality-adjusted life years.
    pub qalys: Qalys,
}

/// A whole-time worker for a year: pay and on-costs, supervision, premises and management.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct StaffCosts {
    /// A keyworker of community treatment.
    pub community_treatment: Money,
    /// A psychosocial worker in prison.
    pub prison_psychosocial: Money,
    /// A nurse or prescriber in prison.
    pub prison_clinical: Money,
    /// A worker of RECONNECT.
    pub reconnect: Money,
    /// A worker of a local scheme through the gate.
    pub local_scheme: Money,
    /// An arrest referral worker.
    pub arrest_referral: Money,
    /// A navigator of a diversion scheme.
    pub diversion: Money,
    /// An assessor for treatment requirements at court.
    pub assessor: Money,
    /// A probation officer.
    pub probation: Money,
    /// A probation service officer.
    pub service_officer: Money,
}

/// Services whose posts follow their caseload, beyond the posts that are simulated. What a worker costs
/// is paid for by posts, and for this share by people held.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct GrowingStaff {
    /// Community treatment.
    pub community_treatment: Growing,
    /// Psychosocial treatment in prison.
    pub prison_psychosocial: Growing,
    /// Clinical treatment in prison.
    pub prison_clinical: Growing,
    /// Probation officers: orders, licences, post-sentence supervision and cases before release.
    pub probation: Growing,
    /// Probation service officers: the same.
    pub service_officers: Growing,
}

/// How far the staff of a service grow with its caseload.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Growing {
    /// Share of a change in caseload that is met by posts: at 0 a worker in post costs all, at 1 people
    /// held do.
    pub share: Probability,
    /// People of one worker at whom both ways of pricing agree: the caseload of the baseline.
    pub caseload: Caseload,
}

/// Police costs.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct PoliceCosts {
    /// An arrest, with its investigation and custody.
    pub arrest: Money,
    /// A drug test on arrest.
    pub drug_test: Money,
    /// What a diversion costs apart from its navigator.
    pub diversion: Money,
}

/// Prison costs.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct PrisonCosts {
    /// A place for a year, on average.
    pub place: Money,
    /// Share of it that depends on whether somebody is in the place. The rest is spent on every
    /// useable place, and saved only where places close.
    pub marginal: Probability,
    /// Share of freed places that close, or need not be built: of these the whole cost is saved.
    pub cashable: Probability,
    /// Share of freed places that others fill, whom nothing else here counts: of these nothing is saved.
    pub refilled: Probability,
    /// What a place costs to build. It is shown apart and in no ledger, but for what deferring saves.
    pub capital: Money,
    /// Share of freed places whose building is deferred: a place deferred by a year saves the discount
    /// rate on what it costs to build.
    pub deferred: Probability,
    /// A night in a police cell for want of a place.
    pub police_cell: Money,
    /// What a bed on a substance-free wing costs in a year more than an ordinary one.
    pub isfl_bed: Money,
    /// A peer mentor for a year.
    pub mentor: Money,
}

/// Probation costs apart from officers.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct ProbationCosts {
    /// A place in approved premises for a year.
    pub approved_premises: Money,
    /// A curfew tag for a year.
    pub tag: Money,
    /// Tests and reviews of a person on a drug rehabilitation requirement for a year.
    pub requirement: Money,
}

/// Treatment costs apart from workers.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct TreatmentCosts {
    /// Medication, dispensing and supervised consumption of a person in the opiate service for a year.
    pub opiate: Money,
    /// Medication and tests of a person in the other services for a year.
    pub other: Money,
    /// Medication of a person in treatment in prison for a year.
    pub prison: Money,
    /// A person in touch with the low-threshold service for a year.
    pub low_threshold: Money,
    /// A naloxone kit.
    pub naloxone: Money,
}

/// Health care apart from treatment, for people with a need.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct HealthCosts {
    /// A dependent person who injects and is out of treatment, a year.
    pub injecting: Money,
    /// A dependent person who does not inject and is out of treatment, a year.
    pub dependent: Money,
    /// A person in treatment, a year.
    pub treated: Money,
    /// An overdose that is survived.
    pub overdose: Money,
    /// A course of mental health treatment under a requirement.
    pub mental_health_course: Money,
}

/// Housing costs.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct HousingCosts {
    /// A supported place for a year, whoever is in it.
    pub supported: Money,
    /// A place in a hostel or other temporary accommodation for a year, whoever is in it.
    pub temporary: Money,
    /// A place of the basic accommodation offer for a year, whoever is in it.
    pub cas3: Money,
    /// Help with a home to let: deposit, first rent, setting up, support to keep it.
    pub letting: Money,
    /// A two-week package for a leaver without a home.
    pub starting_point: Money,
    /// What a year of homelessness costs councils.
    pub homeless: Money,
}

/// What an offence of each type costs, in the three parts in which it is published.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct CrimeCosts {
    /// In anticipation of it: locks, alarms, running an insurance.
    pub anticipation: ByOffence<Money>,
    /// In consequence of it, for victims: what is stolen or broken, harm to body and mind, care, lost work.
    pub consequence: ByOffence<Money>,
    /// In response to it: police, courts, prison and probation.
    pub response: ByOffence<Money>,
    /// How likely an offence leads to an arrest; only its ratio between types matters. The mix of
    /// arrests over this gives the mix of offences.
    pub detected: ByOffence<Detection>,
}

/// Quality-adjusted life years: states against the norm, and what a death takes.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Qalys {
    /// Pounds that a year in full health is worth.
    #[schemars(extend("x-start-only" = true))]
    pub value: Money,
    /// Utility of people of that age in general, and of people who have recovered.
    pub norm: Probability,
    /// Dependent and injecting, out of treatment.
    pub injecting: Probability,
    /// Dependent and not injecting, out of treatment.
    pub dependent: Probability,
    /// In treatment and still dependent.
    pub treated_dependent: Probability,
    /// In treatment and stable.
    pub treated_stable: Probability,
    /// Reduced use, out of treatment.
    pub reduced: Probability,
    /// Abstinent for now, out of treatment.
    pub abstinent: Probability,
    /// In custody, whoever it is.
    pub custody: Probability,
    /// Years that somebody would have lived who dies of an overdose, at mean age.
    pub life_after_overdose: Duration,
    /// Years that somebody would have lived who dies of another cause, at mean age.
    pub life_after_other: Duration,
    /// Utility in those years.
    pub later: Probability,
    /// Share of people abstinent at the end of the period who still are a year later, and so on.
    pub kept_abstinent: Probability,
    /// Share of people recovered at the end of the period who still are a year later, and so on.
    pub kept_recovered: Probability,
}

/// For whom the pounds of a programme are.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Reach {
    /// `"england-and-wales"`, or one area.
    One(String),
    /// These areas together.
    Areas(Vec<String>),
}

/// What is written for the whole country.
pub const WHOLE: &str = "england-and-wales";

impl Reach {
    /// How much of the pounds falls in a world that simulates these areas, which have this share
    /// of the country's need together. Areas that are named count alike.
    pub fn share(&self, simulated: &[String], need: f64) -> f64 {
        let named = match self {
            Reach::One(name) if name == WHOLE => return need.min(1.0),
            Reach::One(name) => std::slice::from_ref(name),
            Reach::Areas(names) => names,
        };
        let here = named.iter().filter(|name| simulated.contains(name)).count();
        here as f64 / named.len().max(1) as f64
    }
}

impl JsonSchema for Reach {
    fn schema_name() -> Cow<'static, str> {
        "Reach".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "x-names": "area",
            "x-all": WHOLE,
            "anyOf": [
                { "type": "string" },
                { "type": "array", "items": { "type": "string" } }
            ]
        })
    }
}

/// What a policy costs apart from the staff, places and people that are simulated, at 1:1.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Programme {
    /// Whom the pounds are for: `"england-and-wales"`, of which a world of some areas pays their share of need, or a list of areas. Without it they are spent in full, whatever areas are simulated.
    #[serde(rename = "for")]
    pub reach: Option<Reach>,
    /// Once, when it starts.
    pub set_up: Option<Balance>,
    /// A year, as long as it is in force: management, training, evaluation.
    pub each_year: Option<Balance>,
    /// A unit that is not simulated, a year.
    pub unit: Option<Balance>,
    /// How many of them.
    pub units: Option<Count>,
}

//! A small model for the tests of scenario files: one of everything a schema may use.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use throughcare::scenario::relations::Related;
use throughcare::scenario::units::{
    Count, Day, Duration, Money, Multiplier, Number, Probability, Rate, Switch,
};

/// A whole scenario.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Model {
    /// Who is there at the start.
    #[schemars(extend("x-start-only" = true))]
    pub population: Population,
    /// Arrest and charge.
    #[schemars(extend("x-local" = true))]
    pub police: Police,
    /// Places and rules.
    pub prison: Prison,
    /// Switches.
    #[serde(default)]
    pub loops: Loops,
    /// Services by name.
    #[serde(default)]
    #[schemars(extend("x-local" = true))]
    pub services: BTreeMap<String, Service>,
    /// Areas by name.
    #[serde(default)]
    pub areas: BTreeMap<String, Area>,
    /// Law in force.
    #[serde(default)]
    pub law: Option<Law>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Population {
    /// People by substance.
    #[schemars(extend("x-map-keys" = "substance"))]
    pub stock: BTreeMap<Substance, Count>,
    /// Unlike the rest, plain.
    pub seed_year: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Substance {
    Opiate,
    Alcohol,
    None,
}

#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Police {
    /// Share of arrests that are charged.
    pub charge_share: Probability,
    /// Arrests of one person.
    pub arrest_rate: Rate,
    /// From arrest to charge.
    pub wait: Duration,
    /// A pilot, where there is one.
    pub pilot_share: Option<Probability>,
    /// Workers in custody suites.
    #[serde(default)]
    #[schemars(extend("x-map-keys" = "area"))]
    pub workers: BTreeMap<String, Count>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Prison {
    /// Useable places.
    pub places: Count,
    /// Price of a place for a year.
    #[serde(default)]
    pub cost: Option<Money>,
    /// Effect on contact.
    #[serde(default)]
    pub load_effect: Option<Multiplier>,
    /// Anything.
    #[serde(default)]
    pub offset: Option<Number>,
    /// When a wing opens.
    #[serde(default)]
    pub opens: Option<Day>,
    /// Release rules by date.
    #[serde(default)]
    pub release: Vec<ReleaseRule>,
    /// Contacts in the days after release.
    #[serde(default)]
    pub schedule: Vec<Number>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct ReleaseRule {
    /// In force from.
    pub from: Day,
    /// Share of a sentence that is served.
    pub share: Probability,
    /// Whom it concerns.
    pub concerns: Concerns,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Concerns {
    /// Everybody.
    Everybody,
    /// Those with a short sentence.
    ShortSentences,
}

#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Loops {
    /// A full estate releases early.
    #[serde(default = "on")]
    pub full_estate: Switch,
}

impl Default for Loops {
    fn default() -> Self {
        Self { full_estate: on() }
    }
}

fn on() -> Switch {
    Switch::new(true)
}

#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Service {
    /// Posts paid for.
    #[schemars(extend("x-total" = true))]
    pub posts: Count,
    /// Clients a worker takes.
    pub caseload: Count,
    /// What it is called.
    pub label: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(extend("x-locality" = true, "x-share" = ["share"]))]
pub struct Area {
    /// Share of the population.
    pub share: Probability,
}

#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Law {
    AsEnacted,
    Frozen { on: Day },
}

impl Related for Model {}

//! The prison estate by sex and function, its sites, and the regime in them.

use crate::scenario::units::{
    Count, Duration, Exponent, Multiplier, Probability, Rate, Switch, Weight,
};
use crate::strata::{ByFunction, BySex, ByTier, Function};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How prison places are divided, and how people move between them.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Estate {
    /// Share of useable places by function.
    pub share: BySex<ByFunction<Probability>>,
    /// Where the people of `prison.long_term` are held.
    pub long_term: ByFunction<Probability>,
    /// People who may be placed in a trainer prison at reception when the local ones are full.
    pub overflow: Probability,
    /// Moves of sentenced people from a local to a trainer prison, while one has a place.
    pub allocation: Rate,
    /// Shortest time left to serve that is worth a move to a trainer prison.
    pub shortest_for_trainer: Duration,
    /// Reviews of suitable people for an open prison.
    pub open_review: Rate,
    /// Longest time left to serve in an open prison.
    pub open_before: Duration,
    /// Sentenced people suitable for open conditions.
    pub open_suitable: ByTier<Probability>,
    /// Share of `prison.transfers` that are moves between sites of one function; the rest are the moves above.
    pub lateral: Probability,
    /// Share of useable places that are there without putting two people into a cell for one.
    pub uncrowded: Probability,
    /// Police cells agreed for people without a prison place, the whole country.
    pub police_cells: Count,
    /// Moves between sites of one function when every place is taken against those on an estate that is not pressed (`prison.pressed_above`): people are exchanged to make room, without a vacancy.
    pub forced_moves: Multiplier,
    /// Places that follow people.
    pub following: Following,
    /// Prisons, or kinds of prison, with what is particular to them. Where a sex and function has none, its people live at the national values.
    pub sites: BTreeMap<String, Site>,
}

/// Places that follow people, beside `prison.places`, from the day on which it is switched on.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Following {
    /// Whether they do.
    pub active: Switch,
    /// Places gained or lost for each person that a period has brought or taken.
    pub per_person: Probability,
    /// The period.
    pub every: Duration,
}

/// One prison, or one kind of prison.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Site {
    /// Name for tables.
    pub title: Option<String>,
    /// What it is for.
    #[schemars(extend("x-start-only" = true))]
    pub function: Function,
    /// Whether it holds women.
    #[schemars(extend("x-start-only" = true))]
    pub women: Switch,
    /// Places, as a weight among the sites of its sex and function.
    #[schemars(extend("x-start-only" = true))]
    pub places: Weight,
    /// Time unlocked against the national figure.
    pub unlock: Multiplier,
    /// Drug workers for each client against the national figure.
    pub drug_workers: Multiplier,
    /// Quality of programmes: completion against the national figure.
    pub quality: Multiplier,
    /// Illicit supply against the national figure.
    pub supply: Multiplier,
    /// Referral to a bed on an incentivised substance-free living wing against the national figure; 0 where there is no wing.
    pub isfl: Multiplier,
    /// Quality of that wing: 0 has no effect, 1 the national one.
    pub isfl_quality: Multiplier,
    /// Applications of peer mentors that the governor approves.
    pub mentors: Probability,
}

/// Time out of cell, and what it depends on.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Regime {
    /// Officers with more than ten years of service.
    pub experienced: Probability,
    /// The same share in the year to which `custody_treatment.unlock` belongs.
    pub experienced_reference: Probability,
    /// Exponent of experience over its reference on time unlocked.
    pub experience_exponent: Exponent,
    /// Exponent of that ratio on moves between prisons of a function, which rise as experience is lost.
    pub transfers_exponent: Exponent,
    /// Time unlocked that is lost for each unit by which the share of people in crowded cells rises.
    pub crowded_loss: Multiplier,
    /// That share in the year to which `custody_treatment.unlock` belongs.
    pub crowded_reference: Probability,
    /// Contacts that take place for each hour unlocked when every place is taken, against an estate that is not pressed (`prison.pressed_above`).
    pub access_when_full: Probability,
    /// The least that crowding and pressure together leave of contact.
    pub least_contact: Probability,
    /// Contacts that take place for each hour unlocked against the reference year: escorts, rooms, clearance of workers.
    pub worker_access: Multiplier,
}

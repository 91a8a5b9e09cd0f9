//! The model: people who meet police, courts, prison, treatment, release, recall and back.
//!
//! | file | stage |
//! |---|---|
//! | `person` | the row of a person: states, clocks, facts |
//! | `population` | the first day, entering, leaving, slow variables |
//! | `offending` | the hazard of offending, arrest |
//! | `police` | the disposal of an arrest |
//! | `arrest_referral` | drug tests on arrest, workers in police custody |
//! | `diversion` | schemes before and after arrest, their conditions, and breach |
//! | `court` | bail, remand, sentence |
//! | `listing` | when a case is heard, where sittings are limited |
//! | `orders` | community and suspended sentence orders, breach, activation |
//! | `requirements` | treatment requirements: the chains before them, places, reviews |
//! | `prison` | places, police cells, release dates, early release, transfers |
//! | `custody_treatment` | screening, clinical and psychosocial treatment in prison |
//! | `release` | planning, the gate, contacts of the weeks after |
//! | `licence` | supervision, lost contact, recall and return |
//! | `reoffending` | follow-up of proven reoffending |
//! | `treatment` | structured treatment in the community |
//! | `substance` | use, abstinence, relapse |
//! | `housing` | homes lost and found |
//! | `mortality` | overdose and other deaths |
//! | `services`, `world` | workers and places; the loop |
//! | `compile`, `plan`, `holidays` | from a scenario to the values in force by date |
//! | `study` | one replicate of a comparison, with its shared history |
//! | `census`, `audit`, `purpose` | levels and flows; balances; what each draw is for |

mod arrest_referral;
mod audit;
mod census;
mod compile;
mod court;
mod custody_treatment;
mod diversion;
mod holidays;
mod housing;
mod licence;
mod listing;
mod mortality;
mod offending;
mod orders;
mod person;
mod plan;
mod police;
mod population;
mod prison;
mod purpose;
mod release;
mod reoffending;
mod requirements;
mod services;
mod study;
mod substance;
mod treatment;
mod world;

pub use compile::PlanError;
pub use person::Person;
pub use plan::{Epoch, LawMode, Plan};
pub use study::Study;
pub use world::World;

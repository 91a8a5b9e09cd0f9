//! The model: people who meet police, courts, prison, treatment, release, recall and back.
//!
//! | file | stage |
//! |---|---|
//! | `person` | the row of a person: states, clocks, facts |
//! | `population` | the first day, entering, leaving, slow variables |
//! | `offending` | the hazard of offending, arrest |
//! | `police` | police custody, referral, disposal |
//! | `court` | bail, remand, hearing, sentence, the chain before a DRR |
//! | `orders` | community and suspended sentence orders, DRR, breach |
//! | `prison` | places, police cells, release dates, early release, transfers |
//! | `custody_treatment` | screening, clinical and psychosocial treatment in prison |
//! | `preparation` | what is begun before a release, and the day of it |
//! | `release` | the gate, contacts of the weeks after |
//! | `through_the_gate` | workers who go with people through it |
//! | `probation` | officers, and what their caseload does to contact |
//! | `licence` | supervision, lost contact, recall and return |
//! | `reoffending` | follow-up of proven reoffending |
//! | `treatment` | structured treatment in the community |
//! | `harm_reduction` | the low-threshold service |
//! | `substance` | use, abstinence, relapse |
//! | `recovery` | recovery capital |
//! | `housing` | homes lost and found |
//! | `supported_housing` | places to live that are finite |
//! | `naloxone` | kits in an area |
//! | `mortality` | overdose and other deaths |
//! | `services`, `aftercare`, `world` | workers and places; those of an area after the gate; the loop |
//! | `compile`, `plan`, `holidays` | from a scenario to the values in force by date |
//! | `study` | one replicate of a comparison, with its shared history |
//! | `census`, `audit`, `purpose` | levels and flows; balances; what each draw is for |

mod aftercare;
mod audit;
mod census;
mod compile;
mod court;
mod custody_treatment;
mod harm_reduction;
mod holidays;
mod housing;
mod licence;
mod mortality;
mod naloxone;
mod offending;
mod orders;
mod person;
mod plan;
mod police;
mod population;
mod preparation;
mod prison;
mod probation;
mod purpose;
mod recovery;
mod release;
mod reoffending;
mod services;
mod study;
mod substance;
mod supported_housing;
mod through_the_gate;
mod treatment;
mod world;

pub use compile::PlanError;
pub use person::Person;
pub use plan::{Epoch, LawMode, Plan};
pub use study::Study;
pub use world::World;

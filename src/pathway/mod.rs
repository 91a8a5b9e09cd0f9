//! The model: people who meet police, courts, prison, treatment, release, recall and back.
//!
//! | room | what is in it |
//! |---|---|
//! | `person` | the row of a person: states, clocks, facts; what each draw is for |
//! | `values` | from a scenario to the values in force by date: plan, epochs, sites, holidays |
//! | `world` | the state of one replicate: people, services by area, prison |
//! | `run` | the loop: days, staffing, policies that branch, balances |
//! | `population` | the first day, newcomers, those who leave |
//! | `police` | offending and arrest, police custody, arrest referral, diversion |
//! | `court` | cases, listing, sentence, orders, requirements, assessors |
//! | `prison` | custody, estate, release dates, early release, wings, mentors, treatment inside |
//! | `release` | preparation, the gate and the weeks after it, through the gate |
//! | `supervision` | licence and recall, curfew, post-sentence supervision, probation |
//! | `community` | treatment, the low-threshold service, housing, supported housing |
//! | `health` | use of drugs and alcohol, overdose and death, naloxone, recovery |
//! | `measure` | levels and flows, headcounts, cohorts of reoffending |
//! | `telling` | one person's life: whose, what happened, in plain words |

mod community;
mod court;
mod health;
mod measure;
mod passages;
mod person;
mod police;
mod population;
mod prison;
mod release;
mod run;
mod supervision;
mod telling;
mod values;
mod world;

pub use person::Person;
pub use run::study::Study;
pub use telling::lives::TELLING_RECEPTIONS;
pub use values::compile::PlanError;
pub use values::plan::{Epoch, LawMode, Plan};
pub use world::World;

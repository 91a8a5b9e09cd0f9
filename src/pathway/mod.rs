//! The model: people who meet police, courts, prison, treatment, release, recall and back.
//!
//! Direction of calls: `run` → `passages` → the stages → `measure`, `telling`, `world` → `values` →
//! `person`. Types go both ways in one place: the world holds what stages define (a caseload, the lists
//! of a court), and stages change the world.
//! A stage never calls another stage nor a passage: it returns what happened, or sends a move. What
//! others may read of it (its facts) and the rate of its hazard are functions that change nothing.
//!
//! | room | what is in it |
//! |---|---|
//! | `run` | the loop: slots, refresh, days, staffing, policies that branch, balances |
//! | `passages` | every crossing from one stage to another, in the order of a life; moves |
//! | `police` | offending and arrest, police custody, arrest referral, diversion |
//! | `court` | cases, listing, sentence, orders, requirements, assessors |
//! | `prison` | custody, estate, release dates, early release, wings, mentors, treatment inside |
//! | `release` | preparation, the gate and the weeks after it, through the gate |
//! | `supervision` | licence and recall, curfew, post-sentence supervision, probation |
//! | `community` | treatment, the low-threshold service, housing, supported housing |
//! | `health` | use of drugs and alcohol, overdose and death, naloxone, recovery |
//! | `population` | who is there on the first day, newcomers, those who leave |
//! | `measure` | counting, levels and flows, headcounts, cohorts of reoffending |
//! | `telling` | one person's life: whose, what happened, in plain words |
//! | `world` | the state of one replicate: people, services by area, prisons |
//! | `values` | from a scenario to the values in force by date: plan, epochs, sites, holidays |
//! | `person` | the row of a person: states, clocks, facts; what each draw is for |
//!
//! What each clock of a person means, and who handles it, is one table: `slots`.
//!
//! | passage | from where to where |
//! |---|---|
//! | `first_day` | from nowhere to liberty, prison, treatment |
//! | `arrest` | from an offence to diversion, or police custody and its disposals |
//! | `charge` | from a charge to a case, on bail or on remand |
//! | `sentence` | from a hearing to an order, custody, or the way out |
//! | `reception` | from liberty into custody |
//! | `treatment` | what use, treatment and an overdose lead to, inside and outside |
//! | `release` | from custody through the gate |
//! | `recall` | from lost contact back into custody |
//! | `holdings` | what a crossing ends: places of services are given back, and the next are served |
//! | `time` | what time alone brings: steps of a person, new law |
//! | `departure` | out of the population, by death or by leaving it |
//!
//! | move | who sends it | what follows |
//! |---|---|---|
//! | `Appointment` | police, court, release | an appointment with a treatment service |
//! | `Brought` | release | treatment the same day, where there is room |
//! | `Resumes` | release | treatment as before custody, where that loop is off |
//! | `AppointmentKept` | community | engagement with a requirement |
//! | `AppointmentMissed` | community | a failure to comply with an order |
//! | `TreatmentBegan` | community | a requirement is being carried out |
//! | `Uses` | community, prison | the state of use that treatment leads to |
//! | `Lapsed` | a passage | perhaps recall |
//! | `HomeLost` | community | perhaps recall |
//! | `FailedToComply` | supervision | a warning, or a breach at court |
//! | `Naloxone` | community, release | one more kit in the area |

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
mod slots;
mod supervision;
mod telling;
mod values;
mod world;

pub use person::Person;
pub use run::pools::Places;
pub use run::probe::Probed;
pub use run::study::Study;
pub use telling::lives::TELLING_RECEPTIONS;
pub use values::compile::PlanError;
pub use values::plan::{Epoch, LawMode, Plan};
pub use world::World;

//! The model: people who meet police, courts, prison, treatment, release, recall and back.
//!
//! | file | stage |
//! |---|---|
//! | `person` | the row of a person: states, clocks, facts |
//! | `first_day`, `newcomer` | the stock that a world begins with; who a new person is |
//! | `population` | entering, leaving, slow variables |
//! | `offending` | the hazard of offending, arrest |
//! | `police` | the disposal of an arrest |
//! | `arrest_referral` | drug tests on arrest, workers in police custody |
//! | `diversion` | schemes before and after arrest, their conditions, and breach |
//! | `court` | bail, remand, sentence |
//! | `listing` | when a case is heard, where sittings are limited |
//! | `orders` | community and suspended sentence orders, breach, activation |
//! | `requirements`, `assessors` | treatment requirements: the chains before them, places, reviews; who assesses for them at court |
//! | `prison` | reception, the sentence, the ways out of custody |
//! | `estate`, `sites` | places by sex and function, police cells, moves; what is particular to a prison |
//! | `law` | release dates under the law of the day |
//! | `early_release` | release under pressure of places |
//! | `curfew` | home detention curfew and its recall |
//! | `custody_treatment`, `contact` | screening, clinical and psychosocial treatment in prison; how much contact there is |
//! | `isfl` | substance-free wings: referral, line, tests, removal |
//! | `peers` | peer mentors in prison |
//! | `preparation` | what is begun before a release, and the day of it |
//! | `release` | the gate, contacts of the weeks after |
//! | `through_the_gate` | workers who go with people through it |
//! | `probation` | officers, and what their caseload does to contact |
//! | `licence` | supervision, lost contact, recall and return |
//! | `pss` | post-sentence supervision, its breach at court |
//! | `reoffending` | follow-up of proven reoffending |
//! | `treatment` | structured treatment in the community |
//! | `harm_reduction` | the low-threshold service |
//! | `substance` | use, abstinence, relapse |
//! | `recovery` | recovery capital |
//! | `housing` | homes lost and found |
//! | `supported_housing` | places to live that are finite |
//! | `naloxone` | kits in an area |
//! | `headcount` | people counted once a year, and what is true some time after a release |
//! | `mortality` | overdose and other deaths |
//! | `world`, `system` | the loop over persons; days, values in force, arrivals, workers |
//! | `services`, `staffing` | workers and places; the one list of them |
//! | `front`, `aftercare` | services of an area before and at court, and after the gate |
//! | `compile`, `plan`, `holidays` | from a scenario to the values in force by date |
//! | `study` | one replicate of a comparison, with its shared history |
//! | `lives`, `biography`, `words`, `phrases` | one person's life: whose, what happened, in plain words |
//! | `census`, `audit`, `purpose` | levels and flows; balances; what each draw is for |

mod aftercare;
mod arrest_referral;
mod assessors;
mod audit;
mod biography;
mod census;
mod clinical;
mod compile;
mod contact;
mod court;
mod curfew;
mod custody_treatment;
mod diversion;
mod early_release;
mod estate;
mod first_day;
mod front;
mod harm_reduction;
mod headcount;
mod holidays;
mod housing;
mod isfl;
mod law;
mod licence;
mod listing;
mod lives;
mod mortality;
mod naloxone;
mod newcomer;
mod offending;
mod orders;
mod peers;
mod person;
mod phrases;
mod plan;
mod police;
mod population;
mod preparation;
mod prison;
mod probation;
mod pss;
mod purpose;
mod recovery;
mod release;
mod reoffending;
mod requirements;
mod services;
mod sites;
mod staffing;
mod study;
mod substance;
mod supported_housing;
mod system;
mod through_the_gate;
mod treatment;
mod words;
mod world;

pub use compile::PlanError;
pub use lives::TELLING_RECEPTIONS;
pub use person::Person;
pub use plan::{Epoch, LawMode, Plan};
pub use study::Study;
pub use world::World;

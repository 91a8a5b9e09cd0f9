//! The clocks of a person, in one table: what each slot means, the hazard of a channel, who handles
//! it when it is due, and what it can touch.
//!
//! A channel is a hazard that runs a threshold down; a timer is a date. One slot stands for several
//! things, by where the person is. What a rate depends on may be the person's row; the values of
//! the day (then `Local::read_by_hazards` names them); the time of day only through a date that
//! `turnover::next_step` knows; and age only for the channels that the timer `AGE` touches. Debug
//! builds check it.

use crate::engine::Tick;
use crate::pathway::community::{housing, treatment};
use crate::pathway::health::{deaths, substance_use};
use crate::pathway::person::{Id, Person};
use crate::pathway::police::offending;
use crate::pathway::population::turnover;
use crate::pathway::supervision::licence;
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;

/// What an event that leaves its person's state as it was may have changed all the same: rates of
/// channels, a bit each, and [`STEP_TOO`].
pub(in crate::pathway) type Touched = u32;

/// The date of the next step of slow variables.
pub(in crate::pathway) const STEP_TOO: Touched = 1 << 31;
/// Every rate and the next step.
pub(in crate::pathway) const EVERYTHING: Touched = ((1 << slot::CHANNELS) - 1) | STEP_TOO;

/// The bit of a channel.
#[inline]
pub(in crate::pathway) const fn bit(channel: usize) -> Touched {
    1 << channel
}

macro_rules! slots {
    (
        channels { $( $(#[doc = $about:literal])* $channel:ident {
            class: $class:literal, rate: $rate:expr, due: $due:ident, touches: $touches:expr
        } )+ }
        timers { $( $(#[doc = $about_timer:literal])* $timer:ident {
            class: $timer_class:literal, due: $timer_due:ident, touches: $timer_touches:expr
        } )+ }
    ) => {
        /// Numbers of the slots. Channels come first.
        pub mod slot {
            #[expect(non_camel_case_types, clippy::upper_case_acronyms)]
            enum Number { $($channel,)+ $($timer,)+ End }

            $( $(#[doc = $about])* pub const $channel: usize = Number::$channel as usize; )+
            $( $(#[doc = $about_timer])* pub const $timer: usize = Number::$timer as usize; )+

            /// What each slot is called.
            pub const NAMES: [&str; COUNT] = [$(stringify!($channel),)+ $(stringify!($timer)),+];
            /// What each slot means.
            pub const ABOUT: [&str; COUNT] =
                [$(concat!($($about),*),)+ $(concat!($($about_timer),*)),+];

            /// How many of the slots are channels.
            pub const CHANNELS: usize = [$(stringify!($channel)),+].len();
            /// How many slots there are.
            pub const COUNT: usize = Number::End as usize;

            /// In which order events at the same tick happen: ends and departures first, so that
            /// a place given up at an instant is there for whoever asks at that instant.
            pub const CLASS: [u8; COUNT] = [$($class,)+ $($timer_class),+];
        }

        /// What each slot can touch while the state of its person stays as it was.
        pub(in crate::pathway) const TOUCHES: [Touched; slot::COUNT] =
            [$($touches,)+ $($timer_touches),+];

        /// The rate a day of a channel of a person now.
        #[inline(always)]
        pub(in crate::pathway) fn rate(p: &Person, m: &Local, channel: usize, now: Tick) -> f64 {
            match channel {
                $( slot::$channel => $rate(p, m, now), )+
                _ => 0.0,
            }
        }

        impl World<'_> {
            /// Hands a slot that is due to those who handle it; true if something happened.
            #[inline]
            pub(in crate::pathway) fn handle(&mut self, id: Id, due: usize) -> bool {
                match due {
                    $( slot::$channel => self.$due(id), )+
                    $( slot::$timer => self.$timer_due(id), )+
                    _ => false,
                }
            }
        }
    };
}

slots! {
    channels {
        /// Outside: an offence that is detected and leads to arrest.
        ARREST {
            class: 8, rate: offending::rate, due: offence_detected, touches: bit(slot::ARREST)
        }
        /// A change of use: abstinence, relapse, response to treatment, onset.
        USE {
            class: 7, rate: substance_use::rate, due: use_due, touches: EVERYTHING
        }
        /// Outside: self-referral, giving up the wait, dropout, the low-threshold service. Inside:
        /// dropout, the end of maintenance, asking for help.
        TREATMENT {
            class: 7, rate: treatment::rate, due: treatment_due, touches: EVERYTHING
        }
        /// Outside: failing to keep contact with supervision. Inside: referral to a substance-free
        /// wing, and on it random tests.
        CONTACT {
            class: 8, rate: licence::contact_rate, due: contact_due, touches: EVERYTHING
        }
        /// An overdose, fatal or not.
        OVERDOSE {
            class: 1, rate: deaths::overdose_rate, due: overdose_due, touches: bit(slot::OVERDOSE)
        }
        /// Death from another cause.
        DEATH {
            class: 1, rate: deaths::other_rate, due: death_due, touches: EVERYTHING
        }
        /// Outside: a change of housing. Inside: the loss of a tenancy.
        HOUSING {
            class: 6, rate: housing::rate, due: housing_changes, touches: EVERYTHING
        }
        /// Inside: transfer to another prison. Outside: leaving the population.
        MOVE {
            class: 2, rate: turnover::move_rate, due: move_due, touches: EVERYTHING
        }
    }
    timers {
        /// The hearing of a pending case.
        COURT { class: 4, due: hearing, touches: EVERYTHING }
        /// Inside: release. Outside: the return of a recalled person, the hearing of a breach of
        /// post-sentence supervision, or the end of a curfew.
        CUSTODY { class: 3, due: custody_date, touches: EVERYTHING }
        /// The end of licence or post-sentence supervision.
        SUPERVISION { class: 5, due: supervision_date, touches: EVERYTHING }
        /// The next date of an order: review, breach hearing or end.
        ORDER { class: 4, due: order_date, touches: EVERYTHING }
        /// The planned end of treatment.
        TREATMENT_END { class: 2, due: treatment_end_due, touches: EVERYTHING }
        /// An appointment or assessment for treatment.
        APPOINTMENT { class: 6, due: appointment_due, touches: EVERYTHING }
        /// The next step of a slow variable other than age (tolerance, time since release).
        STEP { class: 0, due: step, touches: EVERYTHING }
        /// Outside: the next contact of the schedule after release, which protects from lost
        /// contact and from relapse. Inside: the end of vetting as a peer mentor, or of the time
        /// as one.
        SCHEDULED_CONTACT {
            class: 6, due: scheduled_contact_due,
            touches: bit(slot::USE) | bit(slot::CONTACT) | STEP_TOO
        }
        /// The next date of a diversion: assessment, session, or the charge after a breach.
        DIVERSION { class: 6, due: diversion_date, touches: EVERYTHING }
        /// The next birthday, on which age counts one more year.
        AGE {
            class: 0, due: birthday,
            touches: bit(slot::ARREST) | bit(slot::DEATH) | bit(slot::MOVE)
        }
    }
}

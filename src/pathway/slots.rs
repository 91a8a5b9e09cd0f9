//! The clocks of a person, in one table: what each slot means, the hazard of a channel and what it
//! reads, who handles it when it is due, and what that can touch.
//!
//! A channel is a hazard that runs a threshold down; a timer is a date. One slot stands for several
//! things, by where the person is. What a rate depends on may be the person's state (then the stage that
//! has the rate names it in its `READS`, and is rated again when it changes); the rest of the row (then
//! the slots whose events change that say that they touch the channel); the values of the day (then the
//! stage names them in its `values_read`); the time of day only through a date that
//! `turnover::next_step` knows. Debug builds check it.

use crate::engine::Tick;
use crate::pathway::community::{housing, treatment};
use crate::pathway::health::{deaths, substance_use};
use crate::pathway::person::state::Readers;
use crate::pathway::person::{Id, Person};
use crate::pathway::police::offending;
use crate::pathway::population::turnover;
use crate::pathway::supervision::licence;
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;

/// What is to be worked out again: rates of channels, a bit each, and [`STEP_TOO`].
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
            class: $class:literal, rate: $rate:expr, due: $due:ident, touches: $touches:expr,
            reads: $reads:expr, values: $values:expr,
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

        /// What an event of each slot can touch apart from what follows from the state.
        pub(in crate::pathway) const TOUCHES: [Touched; slot::COUNT] =
            [$($touches,)+ $($timer_touches),+];

        /// Who reads what of the state.
        pub(in crate::pathway) static READERS: Readers = Readers::of(&[$($reads),+]);

        /// Whether some hazard, or the date of some slow variable, is another under other values of an
        /// area; all other values are read at decisions alone, on their day. A debug build finds what
        /// a stage forgot to name.
        pub(in crate::pathway) fn hazards_differ(was: &Local, is: &Local) -> bool {
            !std::ptr::eq(was, is) && ($( $values(was) != $values(is) )||+)
        }

        /// The rate a day of a channel of a person now.
        pub(in crate::pathway) fn rate(p: &Person, m: &Local, channel: usize, now: Tick) -> f64 {
            match channel {
                $( slot::$channel => $rate(p, m, now), )+
                _ => 0.0,
            }
        }

        /// Hands each of the channels that are `touched` with its rate a day now to `set`. A test
        /// a channel is foreseen by the processor more often than a jump to one of many.
        #[inline(always)]
        pub(in crate::pathway) fn each_rate(
            touched: Touched,
            p: &mut Person,
            m: &Local,
            now: Tick,
            mut set: impl FnMut(&mut Person, usize, f64),
        ) {
            $(
                if touched & bit(slot::$channel) != 0 {
                    let rate = $rate(p, m, now);
                    set(p, slot::$channel, rate);
                }
            )+
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

/// What recovery capital scales.
const BY_CAPITAL: Touched =
    bit(slot::USE) | bit(slot::TREATMENT) | bit(slot::CONTACT) | bit(slot::HOUSING);

slots! {
    channels {
        /// Outside: an offence that is detected and leads to arrest.
        ARREST {
            class: 8, rate: offending::rate, due: offence_detected, touches: bit(slot::ARREST),
            reads: offending::READS, values: offending::values_read,
        }
        /// A change of use: abstinence, relapse, response to treatment, onset.
        USE {
            class: 7, rate: substance_use::rate, due: use_due, touches: BY_CAPITAL | STEP_TOO,
            reads: substance_use::READS, values: substance_use::values_read,
        }
        /// Outside: self-referral, giving up the wait, dropout, the low-threshold service. Inside:
        /// dropout, the end of maintenance, asking for help.
        TREATMENT {
            class: 7, rate: treatment::rate, due: treatment_due,
            touches: bit(slot::TREATMENT) | STEP_TOO,
            reads: treatment::READS, values: treatment::values_read,
        }
        /// Outside: failing to keep contact with supervision. Inside: referral to a substance-free
        /// wing, on it random tests, applying to be a peer mentor, assaults, and the end of being
        /// locked up for one.
        CONTACT {
            class: 8, rate: licence::contact_rate, due: contact_due,
            touches: bit(slot::CONTACT) | STEP_TOO,
            reads: licence::READS, values: licence::values_read,
        }
        /// An overdose, fatal or not.
        OVERDOSE {
            class: 1, rate: deaths::overdose_rate, due: overdose_due, touches: bit(slot::OVERDOSE),
            reads: deaths::OVERDOSE_READS, values: deaths::values_read,
        }
        /// Death from another cause.
        DEATH {
            class: 1, rate: deaths::other_rate, due: death_due, touches: bit(slot::DEATH),
            reads: deaths::OTHER_READS, values: deaths::values_read,
        }
        /// Outside: a change of housing. Inside: the loss of a tenancy.
        HOUSING {
            class: 6, rate: housing::rate, due: housing_changes,
            touches: bit(slot::HOUSING) | STEP_TOO,
            reads: housing::READS, values: housing::values_read,
        }
        /// Inside: transfer to another prison. Outside: leaving the population.
        MOVE {
            class: 2, rate: turnover::move_rate, due: move_due, touches: bit(slot::MOVE) | STEP_TOO,
            reads: turnover::READS, values: turnover::values_read,
        }
    }
    timers {
        /// The hearing of a pending case.
        COURT { class: 4, due: hearing, touches: STEP_TOO }
        /// Inside: release. Outside: the return of a recalled person, the hearing of a breach of
        /// post-sentence supervision, or the end of a curfew.
        CUSTODY { class: 3, due: custody_date, touches: STEP_TOO }
        /// The end of licence or post-sentence supervision.
        SUPERVISION { class: 5, due: supervision_date, touches: STEP_TOO }
        /// The next date of an order: review, breach hearing or end.
        ORDER { class: 4, due: order_date, touches: STEP_TOO }
        /// The planned end of treatment.
        TREATMENT_END { class: 2, due: treatment_end_due, touches: STEP_TOO }
        /// An appointment or assessment for treatment.
        APPOINTMENT {
            class: 6, due: appointment_due, touches: bit(slot::TREATMENT) | STEP_TOO
        }
        /// The next step of a slow variable (tolerance, time since release, the oldest age).
        STEP { class: 0, due: step, touches: EVERYTHING }
        /// Outside: the next contact of the schedule after release, which protects from lost
        /// contact and from relapse. Inside: the end of vetting as a peer mentor, or of the time
        /// as one.
        SCHEDULED_CONTACT {
            class: 6, due: scheduled_contact_due,
            touches: bit(slot::USE) | bit(slot::CONTACT) | STEP_TOO
        }
        /// The next date of a diversion: assessment, session, or the charge after a breach.
        DIVERSION { class: 6, due: diversion_date, touches: STEP_TOO }
    }
}

//! One person: what is fixed about them, what changes, and the clocks that run for them.
//!
//! The row is plain data. What is read at every event (clocks, key, states) lies in the
//! first 128 bytes; what only some events need follows.

pub(in crate::pathway) mod purpose;
pub(in crate::pathway) mod state;

use crate::engine::{Clocks, Key, Row, Tick, Ticket};
use crate::observe::{Exposure, Strata};
use crate::strata::{
    Band, Court, DiversionForm, Function, Housing, Offence, Sex, Substance, Tier, Use,
};

pub use crate::pathway::slots::slot;

macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }
    };
}

states!(
    /// Where a person is held, and by what right.
    Custody { /// At liberty.
        None, /// Awaiting trial or sentence.
        Remand, /// Serving a sentence.
        Sentenced, /// Returned on recall.
        Recalled, /// Committed for breach of post-sentence supervision.
        Committed }
);
states!(
    /// Where a person is.
    Place { /// In the community.
        Community, /// In police cells, for want of a prison place.
        Cells, /// In prison.
        Prison }
);
states!(
    /// Supervision after release.
    Supervision { /// None.
        None, /// Licence: recall applies.
        Licence, /// Post-sentence supervision: recall does not apply.
        PostSentence }
);
states!(
    /// A court order served in the community.
    Order { /// None.
        None, /// Community order.
        Community, /// Suspended sentence order.
        Suspended }
);
states!(
    /// A requirement of drug or alcohol treatment.
    Requirement { /// None.
        None, /// Imposed; the first appointment is to come.
        Imposed, /// An appointment with the provider was kept.
        Engaged, /// Treatment under the requirement has started.
        Started }
);
states!(
    /// Treatment status, in the community or in prison.
    Treatment {
        /// None.
        None,
        /// In the community, with an appointment that may be missed.
        Booked,
        /// Referred: the assessment is to come.
        Referred,
        /// On a waiting list.
        Waiting,
        /// In structured treatment.
        Treated,
    }
);
states!(
    /// Who referred a person to community treatment.
    Source { /// Self, family, health services.
        Own, /// Police custody.
        Police, /// A requirement of an order.
        Requirement, /// Prison.
        Prison }
);
states!(
    /// Why a person leaves custody.
    Exit { /// The ordinary date.
        Sentence, /// Early, under pressure of places.
        Early, /// Home detention curfew.
        Curfew, /// Re-release after recall.
        Recall, /// By the court, from remand.
        Court, /// The end of a committal for breach of post-sentence supervision.
        Committal }
);
states!(
    /// Why a person dies.
    Cause { /// An overdose.
        Overdose, /// Anything else.
        Other }
);

pub mod flag;

use flag::Flags;

/// One person. Rows are reused; the identity is `key`.
#[derive(Clone, Debug)]
#[repr(C)]
pub struct Person {
    /// Channels and timers.
    pub clocks: Clocks<{ slot::CHANNELS }, { slot::COUNT }>,
    /// Key of every draw about this person.
    pub key: Key,
    /// See `flag`.
    pub flags: Flags,
    /// Tick of the agenda entry that stands for this person.
    pub scheduled: Tick,
    /// Birth, in days from the calendar's first day (mostly negative).
    pub born: f32,
    /// Custody.
    pub custody: Custody,
    /// Place.
    pub place: Place,
    /// Supervision after release.
    pub supervision: Supervision,
    /// Court order.
    pub order: Order,
    /// Use.
    pub use_: Use,
    /// Treatment.
    pub treatment: Treatment,
    /// Housing.
    pub housing: Housing,
    /// A diversion that is running, or whose breach is to bring a charge.
    pub diverted: Option<DiversionForm>,
    /// Substance group.
    pub substance: Substance,
    /// Court of the pending case.
    pub court: Court,
    /// Tier of risk of serious harm.
    pub tier: Tier,
    /// Function of the prison.
    pub function: Function,
    /// Home area.
    pub area: u8,
    /// Requirement of drug or alcohol treatment.
    pub requirement: Requirement,
    /// Who referred to the present treatment.
    pub source: Source,
    /// Offence of the pending case, or of the sentence being served.
    pub offence: Offence,
    /// Sentence band for strata.
    pub band: Band,
    /// State of the person in the table of flows.
    pub stage: u8,
    /// Severity of the offence of the pending case or of the diversion, in 256 ranks.
    pub severity: u8,
    /// Sessions of the diversion held, the assessment first.
    pub diversion_step: u8,
    /// Sessions of the diversion missed.
    pub diversion_missed: u8,
    /// Reviews until the course of mental health treatment is complete.
    pub mental_health_reviews: u8,
    /// Contacts of the present schedule that are still to come.
    pub contacts_left: u8,
    /// Failures on the present order.
    pub failures: u8,

    /// Frailty of offending times what age made of it on the calendar's first day (see `Ageing`);
    /// nil for those who never offend.
    pub propensity: f32,
    /// Factor of age on death from other causes on that day.
    pub infirmity: f32,
    /// Frailty of relapse.
    pub relapse: f32,
    /// Factor of motivation on engagement; its median is one.
    pub motivation: f32,
    /// Hazard of offences last registered with the observer, per day.
    pub offence_hazard: f32,
    /// Hazard of fatal overdose last registered, per day.
    pub overdose_hazard: f32,
    /// Sentence length, days.
    pub sentence: f32,
    /// Suspended term of a suspended sentence order, days.
    pub suspended: f32,

    /// End of the sentence.
    pub sentence_end: Tick,
    /// Reception into custody.
    pub received: Tick,
    /// Last release.
    pub released: Tick,
    /// Start of the present use state.
    pub use_since: Tick,
    /// Start of the present treatment or wait.
    pub treatment_since: Tick,
    /// Last kept contact.
    pub contacted: Tick,
    /// End of the bridging prescription.
    pub bridged_until: Tick,
    /// End of the detoxification or titration that is running in prison.
    pub course_ends: Tick,
    /// The offence of the pending case.
    pub offence_at: Tick,
    /// When the case was, or will be, ready to be heard; of those committed for sentence, when they were convicted.
    pub ready_at: Tick,
    /// End of the order.
    pub order_end: Tick,
    /// Start of the requirement.
    pub requirement_at: Tick,
    /// Decision to recall.
    pub recalled_at: Tick,
    /// End of post-sentence supervision, where it is due.
    pub supervised_until: Tick,
    /// Start of the last diversion.
    pub diverted_at: Tick,
    /// Start of follow-up of reoffending.
    pub cohort_at: Tick,
    /// When the plan for the next release stands, or will; never without a planner.
    pub prepared: Tick,
    /// Ticket of the one waiting list a person can be on: for a prison place, for treatment, or for a
    /// place of a requirement.
    pub ticket: Ticket,
    /// Ticket of the other waiting list of a prisoner: for clinical treatment or for a substance-free wing.
    pub line: Ticket,
    /// Ticket of the waiting list for a place to live or a home to let; in custody, of that for a planner of the release.
    pub housing_ticket: Ticket,

    /// How often each channel was armed: the episode of its draws.
    pub armed: [u16; slot::CHANNELS],
    /// Previous convictions.
    pub convictions: u16,
    /// Detected offences so far, arrested or diverted on the street: the episode of draws about each and its case.
    pub arrests: u16,
    /// Receptions so far: the episode of draws about a stay in custody.
    pub receptions: u16,
    /// Releases so far: the episode of draws about a release.
    pub releases: u16,
    /// Orders so far.
    pub orders: u16,
    /// Treatment episodes so far, community and prison.
    pub treatments: u16,
    /// Draws on supervision so far: contacts, warnings, recalls.
    pub contacts: u16,
    /// Recovery capital, in parts of 65,535.
    pub capital: u16,
    /// Day on which follow-up over nine years began; 0 is never.
    pub nine_from: u16,
    /// Housing at the last release.
    pub release_housing: Housing,
    /// Site of the prison, by number.
    pub site: u8,
    /// Day on which follow-up of reoffending after a conviction began; 0 is never.
    pub convicted_on: u16,
    /// Day from which somebody for whom diversion was open is followed to their next arrest; 0 is
    /// never.
    pub open_from: u16,
    /// Factor on losing a home, in thousandths; its mean is one.
    pub unsettled: u16,
    /// Day on which the present place to live was taken.
    pub housed: u16,
    /// What only statistics need to know: see `headcount`.
    pub marks: u8,
    /// Exposure to overdose last registered with the observer.
    pub exposure: Exposure,
    /// Share of opioid tolerance that was lost by the last release, in parts of 255.
    pub tolerance_lost: u8,
    /// The slot that is due at `scheduled`.
    pub next: u8,
    /// Levels the person is counted in, a bit each: see `census`.
    pub levels: u128,
}

impl Person {
    /// Whether all of `flags` are set.
    #[inline]
    pub fn is(&self, flags: Flags) -> bool {
        self.flags & flags == flags
    }

    /// Sets or clears `flags`.
    #[inline]
    pub fn set(&mut self, flags: Flags, on: bool) {
        if on {
            self.flags |= flags;
        } else {
            self.flags &= !flags;
        }
    }

    /// Sex.
    #[inline]
    pub fn sex(&self) -> Sex {
        if self.is(flag::FEMALE) {
            Sex::Female
        } else {
            Sex::Male
        }
    }

    /// The number of the home area.
    #[inline]
    pub fn home(&self) -> usize {
        usize::from(self.area)
    }

    /// Whether the person has a drug or alcohol need.
    #[inline]
    pub fn has_need(&self) -> bool {
        self.substance != Substance::None
    }

    /// Whether the need is for drugs, so that a drug rehabilitation requirement can apply.
    #[inline]
    pub fn has_drug_need(&self) -> bool {
        !matches!(self.substance, Substance::Alcohol | Substance::None)
    }

    /// Whether the person uses opiates.
    #[inline]
    pub fn uses_opiates(&self) -> bool {
        self.substance == Substance::Opiate
    }

    /// Held in prison or in police cells.
    #[inline]
    pub fn in_custody(&self) -> bool {
        self.custody != Custody::None
    }

    /// Whether this stay in custody began on remand or on sentence: receptions on recall and on
    /// committal are counted apart.
    #[inline]
    pub fn is_new_reception(&self) -> bool {
        matches!(self.custody, Custody::Remand | Custody::Sentenced)
    }

    /// In community treatment.
    #[inline]
    pub fn in_community_treatment(&self) -> bool {
        self.treatment == Treatment::Treated && !self.in_custody()
    }

    /// Age in years.
    #[inline]
    pub fn age(&self, now: Tick) -> f64 {
        (f64::from(now.0) / f64::from(crate::engine::TICKS_PER_DAY) - f64::from(self.born)) / 365.25
    }

    /// What engagement is multiplied by: the person's motivation.
    #[inline]
    pub fn motivation_factor(&self) -> f64 {
        f64::from(self.motivation)
    }

    /// The strata of a count about this person now.
    #[inline]
    pub fn strata(&self) -> Strata {
        Strata::new(self.area, self.sex(), self.substance)
    }

    /// The strata of a count about a sentence.
    #[inline]
    pub fn strata_of_sentence(&self) -> Strata {
        self.strata().with_band(self.band)
    }

    /// The strata of a count about a release.
    #[inline]
    pub fn strata_of_release(&self) -> Strata {
        self.strata_of_sentence().with_housing(self.release_housing)
    }
}

/// The row of a person.
pub type Id = Row;

// What a person takes, with room for as many flags and levels again as there are today.
const _: () = assert!(size_of::<Person>() <= 336);

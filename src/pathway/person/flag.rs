//! Yes-or-no facts of a person, a bit each. Their order is nobody's business: the list numbers
//! them, and there is room for as many again. A flag that stands for a place of a service says so
//! here: the crossing that ends it gives the place back, and the audit holds places against flags.

use crate::strata::Staff;

/// A set of flags.
pub type Flags = u128;

/// A place of a service with workers that a flag stands for: it is one as long as the flag is set.
#[derive(Clone, Copy, Debug)]
pub struct Holding {
    /// The flag.
    pub flag: Flags,
    /// What is set only as long as it is.
    pub with: Flags,
    /// Whose place it is.
    pub of: Staff,
    /// What ends it at the latest; to leave the population ends all.
    pub until: Until,
}

/// The crossing that ends a holding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Out of custody.
    Release,
    /// Into custody.
    Reception,
}

macro_rules! flags {
    ($(
        $(#[$doc:meta])* $flag:ident
        $((a place of $staff:ident until $until:ident $(, with $with:ident)?))?
    )+) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Number { $($flag,)+ End }

        $( $(#[$doc])* pub const $flag: Flags = 1 << Number::$flag as u32; )+

        /// Every place of a service that a flag stands for.
        pub const HOLDINGS: &[Holding] = &[$($(Holding {
            flag: $flag,
            with: 0 $(| $with)?,
            of: Staff::$staff,
            until: Until::$until,
        },)?)+];

        // A word holds the flags of a person, and is not half full.
        const _: () = assert!(2 * (Number::End as u32) <= Flags::BITS);
    };
}

flags! {
    /// Woman.
    FEMALE
    /// Has injected.
    INJECTS
    /// Uses crack.
    CRACK
    /// In custody without a prison place being taken (a loop is switched off).
    PLACELESS
    /// Recalled, and not yet back in custody.
    AT_LARGE
    /// Holds a place in clinical treatment in prison.
    CLINICAL
    /// On a maintenance prescription, inside or bridged outside.
    MAINTAINED
    /// Left prison treatment with a continuing need, the 21 days not over.
    CONTINUITY
    /// Leaver with need, the 21 days not over.
    LEAVER
    /// Released early under pressure of places: a date at short notice is set.
    EARLY
    /// The order's breach hearing is pending.
    BREACH
    /// The recall in force is fixed-term.
    FIXED_TERM
    /// Met at the gate at the last release.
    MET
    /// Had in-reach before the last release.
    IN_REACH
    /// Mandated to the present treatment by a requirement.
    MANDATED
    /// Treatment in prison was broken by a transfer and is to restart.
    INTERRUPTED
    /// Stands in the index of release dates.
    INDEXED
    /// Has desisted, and leaves once nothing is pending.
    DESISTED
    /// Inside, the custody clock stands at a date of home detention curfew; outside, the curfew
    /// is running, or its recall is.
    CURFEW
    /// The last diversion was broken: its effect is lost, and a charge may be on its way.
    DIVERSION_FAILED
    /// The maintenance prescription is a depot.
    DEPOT
    /// A breach of post-sentence supervision is before the court.
    PSS_BREACH
    /// Open conditions would suit the person.
    OPEN_SUITED
    /// Waits for a place in clinical treatment in prison.
    CLINICAL_WAITING
    /// Lives on a substance-free wing.
    ISFL
    /// Waits for a bed on a substance-free wing.
    ISFL_WAITING
    /// Is being vetted as a peer mentor.
    VETTING
    /// Is a peer mentor.
    MENTOR
    /// A programme of this stay, or of the last, was delivered.
    DELIVERED
    /// A programme of this stay, or of the last, was completed.
    COMPLETED
    /// Preparation of the next release was to begin: a planner was asked for if the rules plan one.
    PREPARING
    /// Has a planner for the next release.
    PLANNER (a place of Planners until Release)
    /// Has a worker of RECONNECT, and counts in that caseload.
    RECONNECT (a place of Reconnect until Reception, with PEER)
    /// Whether to offer RECONNECT has been decided this custody.
    RECONNECT_ASKED
    /// Has a worker of a local scheme through the gate, and counts in that caseload.
    LOCAL_SCHEME (a place of LocalScheme until Reception, with PEER)
    /// Whether to offer a local scheme has been decided this custody.
    LOCAL_SCHEME_ASKED
    /// Has a peer as well as that worker.
    PEER
    /// Lives in supported housing: temporary accommodation of its own kind.
    SUPPORTED
    /// Lives in the basic accommodation offer: temporary accommodation of its own kind.
    CAS3
    /// The place waited for is one in supported housing, and not in a hostel.
    FOR_SUPPORTED
    /// In a place of the two-week package: temporary accommodation of its own kind.
    STARTING_POINT
    /// Community treatment goes on after custody (a loop is switched off).
    RESUMES
    /// Released early in bulk, and no load on community services (a loop is switched off).
    WEIGHTLESS
    /// The present place in community treatment is none of the service's own.
    TREATED_BESIDE
    /// In touch with the low-threshold service.
    IN_TOUCH (a place of LowThreshold until Reception)
    /// Counted by probation as a case on an order; with the next, as one before release.
    CASE_ON_ORDER
    /// Counted by probation as a case on licence.
    CASE_ON_LICENCE
    /// The present place to live is none of the pool's own.
    HOUSED_BESIDE
    /// The hearing takes one of a limited number.
    LISTED
    /// The hearing was given out as that of somebody in custody.
    LISTED_INSIDE
    /// Convicted, and waits for sentence in the Crown Court.
    FOR_SENTENCE
    /// On a drug rehabilitation requirement.
    DRR
    /// On an alcohol treatment requirement.
    ATR
    /// On a mental health treatment requirement that is not completed.
    MHTR
    /// Holds a place of the drug or alcohol requirement.
    REQUIREMENT_PLACE
    /// Waits for a place of the drug or alcohol requirement.
    REQUIREMENT_LINE
    /// Holds a place of the mental health requirement.
    MHTR_PLACE
    /// Waits for a place of the mental health requirement.
    MHTR_LINE
    /// Mental health treatment under the requirement has begun.
    MHTR_BEGUN
    /// Has a mental-health need.
    MENTAL_HEALTH
    /// Was removed from a substance-free wing in this stay.
    ISFL_REMOVED
    /// Locked up for most of the day after an assault.
    LOCKED_UP
    /// Too near release to be moved on from a local prison.
    STAYS_LOCAL
    /// What the order asked is done: the suspended term hangs on, without supervision.
    ORDER_DONE
}

//! Yes-or-no facts of a person, a bit each.

/// Woman.
pub const FEMALE: u64 = 1;
/// Has injected.
pub const INJECTS: u64 = 1 << 1;
/// Uses crack.
pub const CRACK: u64 = 1 << 2;
/// In custody without a prison place being taken (a loop is switched off).
pub const PLACELESS: u64 = 1 << 4;
/// Recalled, and not yet back in custody.
pub const AT_LARGE: u64 = 1 << 5;
/// Holds a place in clinical treatment in prison.
pub const CLINICAL: u64 = 1 << 6;
/// On a maintenance prescription, inside or bridged outside.
pub const MAINTAINED: u64 = 1 << 7;
/// Left prison treatment with a continuing need, the 21 days not over.
pub const CONTINUITY: u64 = 1 << 8;
/// Leaver with need, the 21 days not over.
pub const LEAVER: u64 = 1 << 9;
/// Released early under pressure of places: a date at short notice is set.
pub const EARLY: u64 = 1 << 10;
/// The order's breach hearing is pending.
pub const BREACH: u64 = 1 << 11;
/// The cohort's reoffence has been counted.
pub const REOFFENDED: u64 = 1 << 12;
/// The recall in force is fixed-term.
pub const FIXED_TERM: u64 = 1 << 13;
/// Met at the gate at the last release.
pub const MET: u64 = 1 << 14;
/// Had in-reach before the last release.
pub const IN_REACH: u64 = 1 << 15;
/// Mandated to the present treatment by a requirement.
pub const MANDATED: u64 = 1 << 16;
/// Treatment in prison was broken by a transfer and is to restart.
pub const INTERRUPTED: u64 = 1 << 17;
/// Stands in the index of release dates.
pub const INDEXED: u64 = 1 << 18;
/// Started treatment within 21 days of the requirement, or the time is not over.
pub const DRR_WINDOW: u64 = 1 << 19;
/// Supervised in a follow-up cohort of reoffending.
pub const COHORT: u64 = 1 << 20;
/// Accepted treatment in prison this custody.
pub const ENGAGED: u64 = 1 << 21;
/// Has desisted, and leaves once nothing is pending.
pub const DESISTED: u64 = 1 << 23;
/// Inside, the custody clock stands at a date of home detention curfew; outside, the curfew
/// is running, or its recall is.
pub const CURFEW: u64 = 1 << 22;
/// The last diversion was broken: its effect is lost, and a charge may be on its way.
pub const DIVERSION_FAILED: u64 = 1 << 39;
/// The maintenance prescription is a depot.
pub const DEPOT: u64 = 1 << 40;
/// A breach of post-sentence supervision is before the court.
pub const PSS_BREACH: u64 = 1 << 41;
/// Open conditions would suit the person.
pub const OPEN_SUITED: u64 = 1 << 42;
/// Waits for a place in clinical treatment in prison.
pub const CLINICAL_WAITING: u64 = 1 << 43;
/// Lives on a substance-free wing.
pub const ISFL: u64 = 1 << 44;
/// Waits for a bed on a substance-free wing.
pub const ISFL_WAITING: u64 = 1 << 45;
/// Is being vetted as a peer mentor.
pub const VETTING: u64 = 1 << 46;
/// Is a peer mentor.
pub const MENTOR: u64 = 1 << 47;
/// Clinical and psychosocial treatment were both on record in this stay.
pub const RECORDED: u64 = 1 << 48;
/// A programme of this stay was delivered.
pub const DELIVERED: u64 = 1 << 49;
/// Preparation of the next release was to begin: a planner was asked for if the rules plan one.
pub const PREPARING: u64 = 1 << 50;
/// Has a planner for the next release.
pub const PLANNER: u64 = 1 << 63;
/// Has a worker of RECONNECT, and counts in that caseload.
pub const RECONNECT: u64 = 1 << 51;
/// Whether to offer RECONNECT has been decided this custody.
pub const RECONNECT_ASKED: u64 = 1 << 52;
/// Has a worker of a local scheme through the gate, and counts in that caseload.
pub const LOCAL_SCHEME: u64 = 1 << 35;
/// Whether to offer a local scheme has been decided this custody.
pub const LOCAL_SCHEME_ASKED: u64 = 1 << 36;
/// Has a peer beside that worker.
pub const PEER: u64 = 1 << 53;
/// Lives in supported housing: temporary accommodation of its own kind.
pub const SUPPORTED: u64 = 1 << 54;
/// The supported place held, or waited for, is one of those for leavers.
pub const FOR_LEAVERS: u64 = 1 << 55;
/// In a place of the two-week package: temporary accommodation of its own kind.
pub const STARTING_POINT: u64 = 1 << 56;
/// Community treatment goes on after custody (a loop is switched off).
pub const RESUMES: u64 = 1 << 57;
/// Released early in bulk, and no load on community services (a loop is switched off).
pub const WEIGHTLESS: u64 = 1 << 58;
/// The present place in community treatment is none of the service's own.
pub const TREATED_BESIDE: u64 = 1 << 59;
/// In touch with the low-threshold service.
pub const IN_TOUCH: u64 = 1 << 60;
/// Counts in the caseload of probation.
pub const ON_CASELOAD: u64 = 1 << 61;
/// The present supported or approved place is none of the pool's own.
pub const HOUSED_BESIDE: u64 = 1 << 62;
/// The hearing takes one of a limited number.
pub const LISTED: u64 = 1 << 24;
/// The hearing was given out as that of somebody in custody.
pub const LISTED_INSIDE: u64 = 1 << 25;
/// On a drug rehabilitation requirement.
pub const DRR: u64 = 1 << 26;
/// On an alcohol treatment requirement.
pub const ATR: u64 = 1 << 27;
/// On a mental health treatment requirement that is not completed.
pub const MHTR: u64 = 1 << 28;
/// Holds a place of the drug or alcohol requirement.
pub const REQUIREMENT_PLACE: u64 = 1 << 29;
/// Waits for a place of the drug or alcohol requirement.
pub const REQUIREMENT_LINE: u64 = 1 << 30;
/// Holds a place of the mental health requirement.
pub const MHTR_PLACE: u64 = 1 << 31;
/// Waits for a place of the mental health requirement.
pub const MHTR_LINE: u64 = 1 << 32;
/// Mental health treatment under the requirement has begun.
pub const MHTR_BEGUN: u64 = 1 << 33;
/// Has a mental-health need.
pub const MENTAL_HEALTH: u64 = 1 << 34;
/// Was removed from a substance-free wing in this stay.
pub const ISFL_REMOVED: u64 = 1 << 37;

//! Keys of scenario files that have another name or place now: whoever has an old file is told.

use crate::scenario::edition::Moved;

/// Every key that moved, in alphabetical order.
pub const MOVED: &[Moved] = &[
    moved(
        "arrest_referral.contacts_per_shift",
        &["arrest_referral.workers.recommended"],
    ),
    moved(
        "costs.crime.offence",
        &[
            "costs.crime.anticipation",
            "costs.crime.consequence",
            "costs.crime.response",
        ],
    ),
    moved(
        "costs.staff.through_the_gate",
        &["costs.staff.local_scheme", "costs.staff.reconnect"],
    ),
    moved(
        "diversion.places",
        &["diversion.workers.posts", "diversion.workers.limit"],
    ),
    moved(
        "harm_reduction.places",
        &[
            "harm_reduction.workers.posts",
            "harm_reduction.workers.limit",
        ],
    ),
    moved(
        "housing.move_on",
        &["housing.hostels.ready", "housing.lettings.a_year"],
    ),
    moved(
        "housing.rehoused",
        &["housing.hostels.places", "housing.family.takes_in"],
    ),
    moved("housing.supported.for_leavers", &["housing.cas3.places"]),
    moved("housing.supported.move_on", &["housing.lettings.a_year"]),
    moved("housing.temporary_lost", &["housing.hostels.lost"]),
    moved("mortality.days_15_28", &["mortality.untolerant"]),
    moved("mortality.days_1_4", &["mortality.untolerant"]),
    moved("mortality.days_29_84", &["mortality.untolerant"]),
    moved("mortality.days_5_14", &["mortality.untolerant"]),
    moved(
        "mortality.prescribed_at_release",
        &["mortality.treated", "mortality.tolerance_half_life"],
    ),
    moved(
        "mortality.prescribed_at_release_for",
        &["mortality.treatment_start_for"],
    ),
    moved("police.referral_attended", &["arrest_referral.attended"]),
    moved(
        "police.referred",
        &["arrest_referral.noticed", "arrest_referral.agrees"],
    ),
    moved("prison.cell_night_cost", &["costs.prison.police_cell"]),
    moved("release.depot", &["custody_treatment.depot"]),
    moved(
        "release.depot_length",
        &["custody_treatment.depot_interval"],
    ),
    moved(
        "through_the_gate.accepts",
        &[
            "through_the_gate.local.accepts",
            "through_the_gate.reconnect.accepts",
        ],
    ),
    moved(
        "through_the_gate.after",
        &[
            "through_the_gate.local.after",
            "through_the_gate.reconnect.after",
        ],
    ),
    moved(
        "through_the_gate.allocation",
        &[
            "through_the_gate.local.targeted",
            "through_the_gate.local.by_risk",
        ],
    ),
    moved(
        "through_the_gate.appointment",
        &[
            "through_the_gate.local.appointment",
            "through_the_gate.reconnect.appointment",
        ],
    ),
    moved(
        "through_the_gate.attended",
        &[
            "through_the_gate.local.attended",
            "through_the_gate.reconnect.attended",
        ],
    ),
    moved(
        "through_the_gate.auc",
        &[
            "through_the_gate.local.auc",
            "through_the_gate.reconnect.auc",
        ],
    ),
    moved(
        "through_the_gate.by_risk",
        &[
            "through_the_gate.local.by_risk",
            "through_the_gate.reconnect.by_risk",
        ],
    ),
    moved(
        "through_the_gate.contact",
        &[
            "through_the_gate.local.contact",
            "through_the_gate.reconnect.contact",
        ],
    ),
    moved(
        "through_the_gate.dropout",
        &[
            "through_the_gate.local.dropout",
            "through_the_gate.reconnect.dropout",
        ],
    ),
    moved(
        "through_the_gate.eligible",
        &[
            "through_the_gate.local.eligible",
            "through_the_gate.reconnect.eligible",
        ],
    ),
    moved(
        "through_the_gate.escorts",
        &[
            "through_the_gate.local.escorts",
            "through_the_gate.reconnect.escorts",
        ],
    ),
    moved(
        "through_the_gate.housing",
        &[
            "through_the_gate.local.housing",
            "through_the_gate.reconnect.housing",
        ],
    ),
    moved(
        "through_the_gate.in_reach",
        &[
            "through_the_gate.local.in_reach",
            "through_the_gate.reconnect.in_reach",
        ],
    ),
    moved(
        "through_the_gate.links",
        &[
            "through_the_gate.local.links",
            "through_the_gate.reconnect.links",
        ],
    ),
    moved(
        "through_the_gate.lost_contact",
        &[
            "through_the_gate.local.lost_contact",
            "through_the_gate.reconnect.lost_contact",
        ],
    ),
    moved(
        "through_the_gate.peer",
        &[
            "through_the_gate.local.peer",
            "through_the_gate.reconnect.peer",
        ],
    ),
    moved(
        "through_the_gate.peers",
        &[
            "through_the_gate.local.peers",
            "through_the_gate.reconnect.peers",
        ],
    ),
    moved(
        "through_the_gate.start_before",
        &[
            "through_the_gate.local.start_before",
            "through_the_gate.reconnect.start_before",
        ],
    ),
    moved(
        "through_the_gate.targeted",
        &[
            "through_the_gate.local.targeted",
            "through_the_gate.reconnect.targeted",
        ],
    ),
    moved(
        "through_the_gate.workers",
        &[
            "through_the_gate.local.workers",
            "through_the_gate.reconnect.workers",
        ],
    ),
];

/// A key, and what takes its place.
const fn moved(was: &'static str, now: &'static [&'static str]) -> Moved {
    Moved { was, now }
}

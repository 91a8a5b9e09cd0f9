//! Balances hold in worlds in which everything at the front is scarce or odd at once; every
//! event is checked as well, since tests are built with the invariants on.

use crate::support::one::audit;

/// Values from one end of a range to the other, chosen by the bits of a number.
const RANGES: &[(&str, [&str; 2])] = &[
    ("diversion.workers.posts", ["20", "2000"]),
    ("diversion.street.offered", ["0", "0.9"]),
    ("diversion.summons.offered", ["0.9", "0"]),
    ("arrest_referral.workers.posts", ["2000", "0"]),
    ("diversion.custody.offered", ["0.1", "1"]),
    ("diversion.convictions_up_to", ["1", "100"]),
    ("diversion.conditions.attended", ["0.2", "0.95"]),
    ("orders.drr.places", ["300", "3000"]),
    ("orders.atr.places", ["0", "900"]),
    ("orders.mhtr.chain.places", ["250", "5000"]),
    ("orders.drr.assessed", ["0.3", "1"]),
    ("orders.assessors.posts", ["20", "900"]),
    ("listing.cases_per_week.magistrates", ["0", "4500"]),
    ("listing.cases_per_week.crown", ["700", "0"]),
    ("community_treatment.opiate.posts", ["700", "2500"]),
    ("prison.places.male", ["70000", "84000"]),
    ("mortality.overdose.opiate", ["3/y", "0.4/y"]),
    ("orders.breach.failures", ["6/y", "1/y"]),
    ("housing.hostels.places", ["120000", "3000"]),
    ("housing.cas3.places", ["300", "9000"]),
    ("housing.supported.places", ["9000", "0"]),
    ("housing.lettings.a_year", ["10000", "400000"]),
];

#[test]
fn balances_hold_in_odd_worlds() {
    for odd in [
        0x0_u32, 0x3f_7fff, 0x15_5555, 0x2a_2aaa, 0x1c_1b6d, 0x23_639c,
    ] {
        let changes: Vec<(&str, &str)> = RANGES
            .iter()
            .enumerate()
            .map(|(i, (key, ends))| (*key, ends[(odd >> i & 1) as usize]))
            .collect();
        audit(&changes);
    }
}

//! Diversion before and after arrest.

use crate::support::one::run;

/// Plenty of offers, so that what is under test binds and not local practice.
const OPEN: &[(&str, &str)] = &[
    ("diversion.street.offered", "0.5"),
    ("diversion.custody.offered", "0.8"),
    ("diversion.convictions_up_to", "40"),
    ("diversion.admission", "off"),
    ("diversion.workers.posts", "8000"),
    ("areas.north_east.diversion.workers.posts", "8000"),
    ("areas.west_midlands.diversion.workers.posts", "8000"),
];

/// So many posts of navigators for the country, and in the two areas that state their own.
fn posts(
    [country, north_east, west_midlands]: [&'static str; 3],
) -> [(&'static str, &'static str); 3] {
    [
        ("diversion.workers.posts", country),
        ("areas.north_east.diversion.workers.posts", north_east),
        ("areas.west_midlands.diversion.workers.posts", west_midlands),
    ]
}

fn open(more: &[(&'static str, &'static str)]) -> crate::support::one::Outcome {
    let mut changes = OPEN.to_vec();
    changes.retain(|(key, _)| more.iter().all(|(other, _)| other != key));
    changes.extend_from_slice(more);
    run(&changes)
}

fn diverted(o: &crate::support::one::Outcome) -> f64 {
    o.get("diversion_street") + o.get("diversion_custody")
}

#[test]
fn without_navigators_nobody_is_diverted_and_with_plenty_offers_are_the_limit() {
    let none = open(&posts(["0", "0", "0"]));
    assert_eq!(diverted(&none), 0.0);
    assert!(none.get("diversion_full") > 0.0);
    let few = open(&posts(["200", "13", "22"]));
    let plenty = open(&[]);
    assert_eq!(plenty.get("diversion_full"), 0.0);
    assert!(few.get("diversion_full") > 0.0);
    assert!(diverted(&few) < 0.8 * diverted(&plenty));
    let half = open(&[("diversion.custody.offered", "0.4")]);
    assert!(half.get("diversion_custody") < 0.8 * plenty.get("diversion_custody"));
}

#[test]
fn diversion_on_the_street_takes_the_place_of_arrests() {
    let closed = open(&[
        ("diversion.street.offered", "0"),
        ("diversion.summons.offered", "0"),
    ]);
    let open = open(&[]);
    assert_eq!(closed.get("diversion_street"), 0.0);
    assert!(open.get("diversion_street") > 0.0);
    assert!(open.get("arrests") < closed.get("arrests"));
}

#[test]
fn the_two_forms_on_the_street_are_offered_apart_and_only_a_summons_is_brought_back() {
    let form = |resolution, summons| {
        open(&[
            ("diversion.street.offered", resolution),
            ("diversion.summons.offered", summons),
            ("diversion.custody.offered", "0"),
            ("areas.north_east.diversion.custody.offered", "0"),
            ("areas.west_midlands.diversion.custody.offered", "0"),
            ("diversion.conditions.attended", "0.2"),
        ])
    };
    let (resolutions, summonses) = (form("0.5", "0"), form("0", "0.5"));
    assert_eq!(resolutions.get("diversion_summons"), 0.0);
    assert!(resolutions.get("diversion_street") > 0.0);
    assert_eq!(resolutions.get("diversion_charged"), 0.0);
    assert!(summonses.get("diversion_summons") > 0.0);
    assert_eq!(
        summonses.get("diversion_summons"),
        summonses.get("diversion_street")
    );
    assert!(summonses.get("diversion_charged") > 0.0);
    // What asks least is thought of first.
    let both = form("1", "1");
    assert!(both.get("diversion_summons") < 0.5 * both.get("diversion_street"));
    // Offers are local: one area alone has them.
    let local = open(&[
        ("diversion.street.offered", "0"),
        ("diversion.summons.offered", "0"),
        ("areas.london.diversion.summons.offered", "0.5"),
    ]);
    assert!(local.of("diversion_summons", "area=london") > 0.0);
    assert_eq!(
        local.of("diversion_summons", "area=london"),
        local.get("diversion_street")
    );
}

#[test]
fn navigators_with_too_many_people_lose_more_of_them() {
    let kept = |recommended: &'static str, exponent: &'static str| {
        let changes = [
            &posts(["800", "51", "87"])[..],
            &[
                ("diversion.workers.recommended", recommended),
                ("diversion.workers.leaving", "0/y"),
                ("diversion.conditions.load_exponent", exponent),
            ],
        ];
        let o = open(&changes.concat());
        let (completed, breached) = (o.get("diversion_completed"), o.get("diversion_breached"));
        completed / (completed + breached)
    };
    let (calm, hurried) = (kept("30", "1"), kept("3", "1"));
    assert!(hurried < 0.9 * calm, "{calm} {hurried}");
    assert_eq!(kept("3", "0"), kept("30", "0"));
}

#[test]
fn severe_offences_and_long_records_are_left_out() {
    let narrow = [
        ("diversion.street.offered", "0"),
        ("diversion.summons.offered", "0"),
        ("diversion.custody.eligible.acquisitive", "0"),
        ("diversion.custody.eligible.possession", "0"),
        ("diversion.custody.eligible.supply", "0"),
        ("diversion.custody.eligible.violence", "0"),
        ("diversion.custody.eligible.other", "0"),
        ("diversion.custody.eligible.shop_theft", "0"),
    ];
    assert_eq!(diverted(&open(&narrow)), 0.0);
    let first_timers = open(&[("diversion.convictions_up_to", "0")]);
    assert!(diverted(&first_timers) < diverted(&open(&[])));
}

#[test]
fn net_widening_raises_diversions_and_does_not_lower_charges() {
    let none = open(&[
        ("diversion.net_widening", "0"),
        ("diversion.causal_share", "0"),
    ]);
    let wide = open(&[
        ("diversion.net_widening", "1"),
        ("diversion.causal_share", "0"),
    ]);
    assert_eq!(none.get("diversion_net_widening"), 0.0);
    assert!(diverted(&wide) > 1.2 * diverted(&none));
    assert!(wide.get("charges") > 0.98 * none.get("charges"));
    assert!(wide.get("no_further_action") < none.get("no_further_action"));
}

#[test]
fn who_does_not_attend_breaks_the_conditions_and_is_charged() {
    let kept = open(&[("diversion.conditions.attended", "1")]);
    let missed = open(&[("diversion.conditions.attended", "0")]);
    assert!(kept.get("diversion_completed") > 2.0 * kept.get("diversion_breached"));
    assert_eq!(missed.get("diversion_completed"), 0.0);
    assert!(missed.get("diversion_charged") > 5.0 * kept.get("diversion_charged"));
    let mild = [
        ("diversion.conditions.attended", "0"),
        ("diversion.conditions.misses_allowed", "100"),
    ];
    assert_eq!(
        open(&mild).get("diversion_completed"),
        0.0,
        "the assessment has a date of its own"
    );
}

#[test]
fn the_effect_lowers_offending_by_its_causal_share() {
    let offences = |share| open(&[("diversion.causal_share", share)]).get("expected_offences");
    let (none, half, all) = (offences("0"), offences("0.5"), offences("1"));
    assert!(all < half && half < none, "{none} {half} {all}");
}

/// The hazard of being found offending in two years, everybody diverted against nobody, is what
/// a trial of the scheme measures.
#[test]
fn a_trial_of_the_scheme_gives_back_an_effect_where_there_is_one() {
    let hazard = |offered, share| {
        let world = open(&[
            ("settings.horizon", "3y"),
            ("diversion.street.offered", "0"),
            ("diversion.custody.offered", offered),
            ("diversion.accepted", "1"),
            ("diversion.causal_share", share),
        ]);
        -libm::log(1.0 - world.get("reoffending_open_to_diversion") / 100.0)
    };
    let control = hazard("0", "1");
    let (real, nil) = (hazard("1", "1") / control, hazard("1", "0") / control);
    assert!(real < 0.92, "{real}");
    assert!((0.93..1.07).contains(&nil), "{nil}");
}

#[test]
fn diversion_into_full_services_lengthens_the_wait_of_everybody() {
    let tight = [
        ("community_treatment.opiate.posts", "800"),
        ("community_treatment.other.posts", "500"),
        ("diversion.causal_share", "0"),
        ("diversion.custody.offered", "1"),
        ("diversion.referred", "1"),
    ];
    let with = |n| open(&[&tight[..], &posts(n)].concat());
    let (few, many) = (with(["0", "0", "0"]), with(["8000", "511", "871"]));
    let waiting = |o: &crate::support::one::Outcome| o.get("community_treatment_waiting");
    assert!(many.get("police_appointments_kept") > few.get("police_appointments_kept"));
    // The waits of one small world are mostly luck; how many wait for the same places is not.
    assert!(
        waiting(&many) > waiting(&few),
        "{} {}",
        waiting(&few),
        waiting(&many)
    );
}

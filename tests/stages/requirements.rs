//! Drug, alcohol and mental health treatment requirements.

use crate::support::one::run;

#[test]
fn without_places_nobody_starts_and_the_line_grows() {
    // Large enough for a share of the few who are given an alcohol requirement.
    let scale = ("settings.population_scale", "0.015");
    let none = run(&[
        scale,
        ("orders.drr.places", "0"),
        ("orders.atr.places", "0"),
        ("orders.mhtr.chain.places", "0"),
    ]);
    let plenty = run(&[scale, ("orders.mhtr.chain.places", "1000000")]);
    println!(
        "{} {}",
        none.get("atr_treated_ever"),
        plenty.get("atr_treated_ever")
    );
    assert_eq!(plenty.get("requirements_waiting"), 0.0);
    assert!(none.get("requirements_waiting") > 0.0);
    assert!(none.get("drr_treated_ever") < plenty.get("drr_treated_ever"));
    assert!(none.get("atr_treated_ever") < plenty.get("atr_treated_ever"));
    assert_eq!(none.get("mhtr_treated"), 0.0);
    assert!(plenty.get("mhtr_treated") > 30.0);
    assert!(plenty.get("mhtr_completed") > 0.0);
    let few = run(&[scale, ("orders.drr.places", "2000")]);
    assert!(few.get("requirements_waiting") > 0.0);
    assert!(few.get("requirements_waiting") < none.get("requirements_waiting"));
}

#[test]
fn each_barrier_of_a_chain_binds() {
    let base = run(&[]);
    assert!(base.get("atr_starts") > 0.0 && base.get("mhtr_starts") > 0.0);
    assert_eq!(run(&[("orders.atr.assessed", "0")]).get("atr_starts"), 0.0);
    assert_eq!(
        run(&[("orders.mhtr.chain.recommended", "0")]).get("mhtr_starts"),
        0.0
    );
    let nobody = [
        ("population.mental_health.opiate", "0"),
        ("population.mental_health.non_opiate", "0"),
        ("population.mental_health.non_opiate_alcohol", "0"),
        ("population.mental_health.alcohol", "0"),
        ("population.mental_health.none", "0"),
    ];
    assert_eq!(run(&nobody).get("mhtr_eligible"), 0.0);
    assert!(run(&[("orders.atr.consents", "1")]).get("atr_starts") > base.get("atr_starts"));
}

#[test]
fn requirements_may_be_combined_and_need_not() {
    let one = run(&[("orders.mhtr.together", "1")]);
    let more = run(&[
        ("orders.mhtr.together", "3"),
        ("orders.mhtr.chain.assessed", "1"),
    ]);
    assert_eq!(one.get("dual_requirements"), 0.0);
    assert!(more.get("dual_requirements") > 0.0);
}

/// Asking for assessments for a drug requirement alone, with so many assessors at court: of several
/// requirements the one that asks more would take from the others.
fn asked(share: &'static str, posts: &'static str) -> crate::support::one::Outcome {
    run(&[
        ("settings.population_scale", "0.02"),
        ("orders.drr.assessed", share),
        ("orders.atr.assessed", "0"),
        ("orders.mhtr.chain.assessed", "0"),
        ("orders.assessors.posts", posts),
        ("orders.assessors.leaving", "0/y"),
    ])
}

#[test]
fn what_assessors_do_not_reach_is_missed() {
    let (few, many) = (asked("0.5", "30"), asked("0.5", "3000"));
    let none = run(&[("orders.assessors.posts", "0")]);
    assert_eq!(many.get("assessments_missed"), 0.0);
    assert!(few.get("assessments_missed") > 0.0);
    assert!(few.get("drr_starts") < 0.6 * many.get("drr_starts"));
    assert_eq!(
        none.get("drr_starts") + none.get("atr_starts") + none.get("mhtr_starts"),
        0.0
    );
    // A policy that asks and does not staff meets the barrier.
    let (more_asked, more_staffed) = (asked("1", "30"), asked("1", "3000"));
    assert!(more_staffed.get("drr_starts") > 1.6 * many.get("drr_starts"));
    let (few, more) = (few.get("drr_starts"), more_asked.get("drr_starts"));
    assert!(more < 1.3 * few, "{few} {more}");
}

#[test]
fn hurried_assessments_find_fewer_people_willing() {
    let consented = |recommended: &'static str, exponent: &'static str| {
        run(&[
            ("orders.assessors.posts", "300"),
            ("orders.assessors.leaving", "0/y"),
            ("orders.assessors.recommended", recommended),
            ("orders.assessed_hurried", exponent),
        ])
        .get("drr_consented")
    };
    let (calm, hurried) = (consented("9", "1"), consented("0.5", "1"));
    assert!(hurried < 0.8 * calm, "{calm} {hurried}");
    assert_eq!(consented("0.5", "0"), consented("9", "0"));
}

#[test]
fn a_drug_and_an_alcohol_requirement_go_together() {
    let both = run(&[
        ("orders.drr.eligible.non_opiate_alcohol", "1"),
        ("orders.drr.assessed", "1"),
        ("orders.drr.consents", "1"),
        ("orders.drr.recommended", "1"),
        ("orders.drr.imposed", "1"),
        ("orders.atr.eligible.non_opiate_alcohol", "1"),
        ("orders.atr.assessed", "1"),
        ("orders.atr.consents", "1"),
        ("orders.atr.recommended", "1"),
        ("orders.atr.imposed", "1"),
        ("orders.assessors.posts", "3000"),
        ("orders.mhtr.chain.assessed", "0"),
    ]);
    assert_eq!(both.get("mhtr_starts"), 0.0);
    let dual = both.get("dual_requirements");
    assert!(dual > 0.0, "{dual}");
}

#[test]
fn consent_follows_motivation() {
    // Who offends much is little motivated where the two go together.
    let with = |correlation| {
        let o = run(&[
            ("population.motivation_spread", "1.5"),
            ("population.motivation_correlation", correlation),
        ]);
        (o.get("drr_consented"), o.get("atr_consented"))
    };
    let ((drug, alcohol), (less_drug, less_alcohol)) = (with("0"), with("0.95"));
    assert!(less_drug < drug - 10.0, "{drug} {less_drug}");
    // Fewer people are asked for this one.
    assert!(less_alcohol < alcohol - 5.0, "{alcohol} {less_alcohol}");
}

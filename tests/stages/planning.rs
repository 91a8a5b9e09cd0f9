//! Planners of releases: room, the order of the line, load, and releases in bulk.

use crate::support::one::{Outcome, plan_of, run, run_plan};

/// So many planners, who stay.
fn planners(posts: &'static str, recommended: &'static str) -> Outcome {
    run(&[
        ("prison.planners.posts", posts),
        ("prison.planners.recommended", recommended),
        ("prison.planners.leaving", "0/y"),
        ("release.plan_load_exponent", "2"),
    ])
}

fn planned(o: &Outcome) -> f64 {
    o.get("releases_with_plan")
}

#[test]
fn without_planners_nobody_has_a_plan_and_with_plenty_the_rules_are_the_limit() {
    let (none, few, plenty) = (
        planners("0", "40"),
        planners("30", "40"),
        planners("5000", "40"),
    );
    assert_eq!(planned(&none), 0.0);
    assert!(planned(&few) < 0.8 * planned(&plenty));
    let rules = run(&[
        ("prison.planners.posts", "5000"),
        ("release.planned.low", "0"),
        ("release.planned.medium", "0"),
        ("release.planned.high", "0"),
    ]);
    assert_eq!(rules.get("plans_asked_for"), 0.0);
}

#[test]
fn planners_with_too_many_people_take_longer() {
    let (calm, hurried) = (planners("300", "40"), planners("300", "2"));
    assert!(
        planned(&hurried) < 0.8 * planned(&calm),
        "{} {}",
        planned(&calm),
        planned(&hurried)
    );
}

#[test]
fn releases_in_bulk_overload_planners() {
    let base = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/baseline.toml");
    let with = |share: f64, posts: &'static str| {
        let row = |from: &str, share: f64| {
            format!(
                "[[prison.release_point]]\nfrom = {{ value = {from}, source = \"law\" }}\n\
                 share = {{ value = {share}, source = \"law\" }}\n\
                 excluded_share = {{ value = {share}, source = \"law\" }}\n\
                 excluded_violence_from = {{ value = \"100y\", source = \"law\" }}\n\
                 up_to = {{ value = \"100y\", source = \"law\" }}\n\
                 exempt_violence = {{ value = 0, source = \"law\" }}\n"
            )
        };
        let text = format!(
            "extends = \"{base}\"\n[policy]\nfrom = \"start\"\n{}{}",
            row("2018-01-01", 0.6),
            row("2023-06-01", share)
        );
        let file = tempfile::NamedTempFile::with_suffix(".toml").expect("a file");
        std::fs::write(file.path(), text).expect("a file");
        // Two months before it and two after, of many people.
        let changes = [
            ("settings.population_scale", "0.06"),
            ("settings.horizon", "4mo"),
            ("prison.planners.posts", posts),
            ("prison.planners.leaving", "0/y"),
        ];
        run_plan(plan_of(&file.path().display().to_string(), &changes))
    };
    // Plans that too few planners cost, where releases are even and where they come in bulk.
    let lost = |share| planned(&with(share, "5000")) - planned(&with(share, "60"));
    let (even, bulk) = (lost(0.6), lost(0.4));
    println!("{even} {bulk}");
    assert!(even > 0.0 && bulk > even, "{even} {bulk}");
}

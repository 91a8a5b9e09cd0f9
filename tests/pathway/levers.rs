//! Every scenario that is part of the program acts: in a small world and a short time, the metric
//! that its lever is about moves the way it should.

use crate::support::small::quick;
use crate::support::{baseline, column, load, run, study};
use throughcare::scenario::SCENARIOS;
use throughcare::scenario::Scenario;
use throughcare::scenario::schema::Model;

/// The worlds that policies are compared in.
const WORLDS: [&str; 3] = [
    "baseline",
    "study-checkpoint-offered",
    "study-checkpoint-prosecuted",
];

/// Scenario, metric, stratum, and whether it rises.
const LEVERS: &[(&str, &str, &str, bool)] = &[
    (
        "arrest-referral-expansion",
        "police_worker_met",
        "all",
        true,
    ),
    ("breaking-the-cycle", "gate_support_population", "all", true),
    ("cohort-shift", "people", "substance=opiate", false),
    ("continuity-of-care", "leavers_bridged", "all", true),
    (
        "eighty-million-package",
        "gate_support_population",
        "all",
        true,
    ),
    ("estates/full", "charges", "all", true),
    ("estates/slack", "charges", "all", false),
    ("everyone-in", "homeless_days", "all", false),
    ("front-loaded-release", "contacts_days_0_14", "all", true),
    ("funding-cliff", "caseload_per_worker_opiate", "all", false),
    (
        "harm-reduction-tier",
        "low_threshold_population",
        "all",
        true,
    ),
    ("high-mortality", "expected_overdose_deaths", "all", true),
    ("isfl-national-framework", "isfl_population", "all", true),
    ("minimal", "released_homeless", "all", false),
    ("more-drrs", "drr_starts", "all", true),
    (
        "national-diversion-framework",
        "diversion_offered",
        "all",
        true,
    ),
    (
        "no-release-to-homelessness",
        "released_homeless",
        "all",
        false,
    ),
    ("peer-led-support", "mentors_in_vetting", "all", true),
    ("pre-release-engagement", "leavers_in_reach", "all", true),
    (
        "prison-drug-workforce",
        "caseload_per_worker_prison_psychosocial",
        "all",
        false,
    ),
    (
        "prison-treatment-review",
        "prison_treatment_interrupted",
        "all",
        false,
    ),
    ("probation-refocus", "recalls_lost_contact", "all", false),
    ("without-progression-model", "custody_days", "all", true),
    ("without-sds40", "custody_days", "all", true),
    (
        "short-sentence-presumption",
        "custodial_sentences_short",
        "all",
        false,
    ),
    (
        "short-sentence-presumption-with-drrs",
        "custodial_sentences_short",
        "all",
        false,
    ),
    ("starting-point-plus", "starting_point_starts", "all", true),
    ("strength-based-recovery", "relapses", "all", false),
    (
        "sustained-funding",
        "caseload_per_worker_opiate",
        "all",
        false,
    ),
    ("targeted-support", "gate_support_population", "all", true),
    ("through-the-gate", "gate_support_population", "all", true),
];

/// Its 45 places are less than one in a world of this size, so it is given more of them here.
const TOO_SMALL: &str = "starting-point-plus";
const LARGER: &str = "extends = \"starting-point-plus.toml\"
[areas.london.housing.starting_point]
places = { value = 6000, over = \"3mo\" }
";

fn lever(name: &str, set: &[(&str, &str)]) -> Scenario<Model> {
    if name != TOO_SMALL {
        return load(name, set);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("larger.toml");
    std::fs::write(&path, LARGER).unwrap();
    load(&path.display().to_string(), set)
}

#[test]
fn every_scenario_moves_what_it_is_about() {
    let mut listed: Vec<String> = LEVERS
        .iter()
        .map(|l| l.0)
        .chain(WORLDS)
        .map(|n| format!("{n}.toml"))
        .collect();
    listed.sort();
    let built_in: Vec<&str> = SCENARIOS.iter().map(|one| one.file).collect();
    assert_eq!(listed, built_in, "each scenario of the program has its row");

    // The one that acts before this world begins acts with the others.
    let small = quick(&[
        ("settings.population_scale", "0.006"),
        ("policy.from", "2027-04-01"),
    ]);
    let small: Vec<(&str, &str)> = small
        .into_iter()
        .filter(|s| s.0 != "settings.horizon")
        .chain([("settings.horizon", "12mo")])
        .collect();
    let base = baseline(&small);
    let policies: Vec<Scenario<Model>> = LEVERS.iter().map(|l| lever(l.0, &small)).collect();
    let all: Vec<&Scenario<Model>> = std::iter::once(&base).chain(&policies).collect();
    let study = study(&all);
    let finished = run(&study, 2);
    let mut wrong = Vec::new();
    for (i, &(name, metric, stratum, rises)) in LEVERS.iter().enumerate() {
        let at = column(&finished.layout, metric, stratum, "all");
        let values: Vec<(f64, f64)> = finished
            .records
            .iter()
            .map(|r| (r[0].values[at], r[i + 1].values[at]))
            .collect();
        // What is rare may be the same in one replicate, but moves the wrong way in none; a share may
        // by a hundredth, being taken over other people.
        let sign = if rises { 1.0 } else { -1.0 };
        let by = values.iter().map(|(before, after)| sign * (after - before));
        let not_against = by
            .clone()
            .zip(&values)
            .all(|(by, (before, _))| by >= -0.01 * before);
        let holds = not_against && by.sum::<f64>() > 0.0;
        if !holds {
            wrong.push(format!(
                "{name}: {metric} should {}: {values:?}",
                if rises { "rise" } else { "fall" }
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! Prison, release law, curfew, post-sentence supervision, wings and mentors: each mechanism moves
//! its own metric the right way, in every replicate, and balances hold under odd values.

pub mod support;

use std::collections::BTreeMap;

use support::small::quick;
use support::{SEED, baseline, load, plan, study, write_overlay};
use throughcare::pathway::Study;
use throughcare::scenario::Scenario;
use throughcare::scenario::schema::Model;

const REPLICATES: u32 = 3;

/// Programmes that end soon, so that many people may apply to be mentors.
const SHORT_PROGRAMMES: &str = "[custody_treatment]
programme = { opiate = '3w', non_opiate = '3w', non_opiate_alcohol = '3w', alcohol = '3w' }
";

/// Values of every metric over the policy window, by replicate.
type Values = BTreeMap<&'static str, Vec<f64>>;

/// Runs scenarios that share a history until they differ.
fn run_all(scenarios: &[&Scenario<Model>]) -> Vec<Values> {
    let study = study(scenarios);
    let finished = support::run(&study, REPLICATES);
    let metrics = &study.layout().metrics;
    let of = |scenario| {
        let values = |name| (name, finished.values(scenario, name));
        metrics.iter().map(|metric| values(metric.name)).collect()
    };
    (0..scenarios.len()).map(of).collect()
}

/// What the overlays `low` and `high` of the baseline lead to.
fn low_and_high(low: &str, high: &str) -> (Values, Values) {
    let folder = tempfile::tempdir().unwrap();
    // Large enough that wings and mentors hold more than a few people.
    let small = quick(&[
        ("settings.horizon", "12mo"),
        ("settings.population_scale", "0.03"),
    ]);
    let of = |name, text| load(&write_overlay(folder.path(), name, text), &small);
    let (low, high) = (of("low", low), of("high", high));
    let mut values = run_all(&[&baseline(&small), &low, &high]);
    let high = values.pop().unwrap();
    (values.pop().unwrap(), high)
}

/// Fails unless a metric is higher in `high` in every replicate.
fn rises(metric: &str, (low, high): (&Values, &Values)) {
    let (a, b) = (&low[metric], &high[metric]);
    assert!(
        a.iter().zip(b).all(|(a, b)| b > a),
        "{metric}: {a:?} to {b:?}"
    );
}

fn nil(metric: &str, values: &Values) {
    assert!(
        values[metric].iter().all(|&v| v == 0.0),
        "{metric}: {:?}",
        values[metric]
    );
}

/// Protects: time unlocked is contact, and contact is completion and a delivered programme.
#[test]
fn more_unlock_completes_and_delivers_more() {
    let (low, high) = low_and_high(
        "[custody_treatment]\nunlock = 0.2",
        "[custody_treatment]\nunlock = 1",
    );
    for metric in [
        "prison_treatment_completed",
        "prison_programmes_delivered",
        "prison_combined_delivered",
    ] {
        rises(metric, (&low, &high));
    }
}

/// Protects: the loss of experienced officers and of access for workers act through contact.
#[test]
fn officers_and_access_are_contact_too() {
    let (low, high) = low_and_high(
        "[regime]\nexperienced = 0.10\nexperience_exponent = 1\nworker_access = 0.5",
        "[regime]\nexperienced = 0.61\nexperience_exponent = 1\nworker_access = 1",
    );
    rises("prison_programmes_delivered", (&low, &high));
}

/// Protects: fewer workers mean a higher load, and that is contact as well.
#[test]
fn workers_are_contact() {
    let (few, many) = low_and_high(
        "[custody_treatment.workers]\nposts = 130",
        "[custody_treatment.workers]\nposts = 600",
    );
    rises("prison_programmes_delivered", (&few, &many));
}

/// Protects: transfers break treatment.
#[test]
fn more_transfers_interrupt_more() {
    let (low, high) = low_and_high(
        "[prison]\ntransfers = \"0/y\"",
        "[prison]\ntransfers = \"8/y\"",
    );
    rises("prison_transfers", (&low, &high));
    rises("prison_treatment_interrupted", (&low, &high));
}

/// Protects: people move on to trainer and open prisons, and only if there is such a thing.
#[test]
fn moves_between_functions_follow_their_rates() {
    let (low, high) = low_and_high(
        "[estate]\nallocation = \"0/y\"\nopen_review = \"0/y\"",
        "[estate]\nallocation = \"1/7d\"\nopen_review = \"1/14d\"",
    );
    for metric in [
        "moves_to_trainer_prisons",
        "moves_to_open_prisons",
        "prison_population_open",
    ] {
        rises(metric, (&low, &high));
    }
    rises("prison_population_local", (&high, &low));
}

/// Protects: cells are the line for local places; overflow to trainer prisons shortens it.
#[test]
fn placing_people_elsewhere_empties_cells() {
    let tight = "share.male = { local = 0.2, trainer = 0.735, open = 0.065 }";
    let (low, high) = low_and_high(
        &format!("[estate]\noverflow = 0\n{tight}"),
        &format!("[estate]\noverflow = 1\n{tight}"),
    );
    rises("receptions_placed_elsewhere", (&low, &high));
    rises("police_cell_days", (&high, &low));
}

/// Protects: the pool of beds on substance-free wings, its line, tests and removal.
#[test]
fn wings_without_and_with_plenty_of_beds() {
    let (low, high) = low_and_high(
        "[isfl]\nreferral = \"12/y\"\nbeds = { male = 0, female = 0 }",
        "[isfl]\nreferral = \"12/y\"\nbeds = { male = 50000, female = 3000 }",
    );
    rises("isfl_population", (&low, &high));
    rises("isfl_entries", (&low, &high));
    rises("isfl_waiting", (&high, &low));
    nil("isfl_waiting", &high);
    nil("isfl_entries", &low);
}

/// Protects: a positive test removes where the rule says so.
#[test]
fn a_positive_test_removes_by_the_rule() {
    let wing =
        "[isfl]\nreferral = \"12/y\"\ntests = \"1/7d\"\nbeds = { male = 20000, female = 1000 }";
    let (low, high) = low_and_high(
        &format!("[use]\nuse_in_custody = \"6/y\"\n{wing}\nremoval = 0"),
        &format!("[use]\nuse_in_custody = \"6/y\"\n{wing}\nremoval = 1"),
    );
    nil("isfl_removed", &low);
    rises("isfl_removed", (&low, &high));
    rises("isfl_tests_positive", (&high, &low));
}

/// Protects: vetting, and the governor, stand between an application and an active mentor.
#[test]
fn vetting_and_governors_hold_mentors_up() {
    let many =
        format!("{SHORT_PROGRAMMES}[peers]\napplies = 1\nposts = 50000\nshortest_left = \"1w\"");
    let (slow, fast) = low_and_high(
        &format!("{many}\nvetting = \"400w\""),
        &format!("{many}\nvetting = \"1w\""),
    );
    rises("mentors_active", (&slow, &fast));
    rises("mentors_in_vetting", (&fast, &slow));
    let closed = "[estate.sites.SITE]\nmentors = 0\n";
    let sites = [
        "city_local",
        "other_local",
        "category_b",
        "category_c",
        "resettlement",
        "open",
    ];
    let women = ["women_reception", "women_closed", "women_open"];
    let no: String = sites
        .iter()
        .chain(&women)
        .map(|s| closed.replace("SITE", s))
        .collect();
    let (none, some) = low_and_high(&format!("{many}\n{no}"), &many);
    nil("mentor_starts", &none);
    rises("mentor_starts", (&none, &some));
}

/// Protects: mentors raise acceptance and ease load.
#[test]
fn mentors_raise_acceptance() {
    let many = "[peers]\napplies = 1\nposts = 50000\nshortest_left = \"1w\"\nvetting = \"1w\"\nclients = 1000";
    let (low, high) = low_and_high(
        &format!("{many}\nacceptance = 1"),
        &format!("{many}\nacceptance = 50"),
    );
    rises("prison_treatment_engaged", (&low, &high));
}

/// Protects: clinical treatment has staff, places and a line of its own.
#[test]
fn clinical_treatment_waits_for_staff() {
    let (low, high) = low_and_high(
        "[custody_treatment]\nclinical_places = 500",
        "[custody_treatment]\nclinical_places = 90000\n[custody_treatment.clinical]\nposts = 9000",
    );
    rises("prison_treatment_waiting", (&high, &low));
    rises("leavers_bridged", (&low, &high));
}

/// Protects: a depot bridges days after release, whether or not anything is handed over.
#[test]
fn a_depot_outlasts_release() {
    let (low, high) = low_and_high(
        "[custody_treatment]\ndepot = 0\n[release]\nbridge = 0",
        "[custody_treatment]\ndepot = 1\ndepot_interval = \"26w\"\n[release]\nbridge = 0",
    );
    rises("dependent_days", (&high, &low));
}

/// Protects: a breach of post-sentence supervision goes to court and never makes a recall:
/// enforcing all of them, with fines alone, leaves recalls where they were.
#[test]
fn breach_of_post_sentence_supervision_is_never_recall() {
    let (none, all) = low_and_high(
        "[post_sentence]\nenforced = 0",
        "[post_sentence]\nenforced = 1\ncommitted = 0\nfined = 1",
    );
    nil("pss_breaches", &none);
    rises("pss_fines", (&none, &all));
    nil("pss_committals", &all);
    for (before, after) in none["recalls"].iter().zip(&all["recalls"]) {
        assert!(
            (after / before - 1.0).abs() < 0.02,
            "recalls: {before} to {after}"
        );
    }
    let (fines, committals) = low_and_high(
        "[post_sentence]\nenforced = 1\ncommitted = 0",
        "[post_sentence]\nenforced = 1\ncommitted = 1",
    );
    rises("pss_committals", (&fines, &committals));
    rises("custody_days", (&fines, &committals));
}

/// Protects: home detention curfew needs an address, and has a recall of its own.
#[test]
fn curfew_needs_an_address() {
    let (homed, homeless) = low_and_high(
        "[housing]\nlost_in_custody = \"0/y\"",
        "[housing]\nlost_in_custody = \"40/y\"",
    );
    rises("hdc_refused_no_address", (&homed, &homeless));
    rises("hdc_releases", (&homeless, &homed));
    let (kept, broken) = low_and_high(
        "[curfew]\nviolations = \"0/y\"",
        "[curfew]\nviolations = \"20/y\"",
    );
    rises("hdc_recalls", (&kept, &broken));
    rises("hdc_population", (&broken, &kept));
}

/// Protects: release points by date. Without SDS40 more people are held; at one third fewer, and
/// post-sentence supervision ends on its day.
#[test]
fn release_law_moves_the_population() {
    let small = quick(&[("settings.horizon", "12mo")]);
    let scenarios = [
        baseline(&small),
        load("sds40-early-release", &small),
        load("progression-model", &small),
    ];
    let all: Vec<_> = scenarios.iter().collect();
    let [today, half, third] = run_all(&all).try_into().expect("three scenarios");
    rises("custody_days", (&today, &half));
    rises("custody_days", (&third, &today));
    rises("licence_population", (&half, &today));
    nil("pss_population", &third);
    nil("pss_breaches", &third);
    assert!(today["pss_population"].iter().all(|&v| v > 0.0));
}

/// Protects: early release acts in a full estate where the law has it, keeps acting, and is partly
/// undone by recall. The two laws are a day apart: before and after the scheme began.
#[test]
fn early_release_acts_and_recall_refills() {
    let full = [
        ("settings.law", "frozen:2023-10-16"),
        ("prison.long_term.male", "50000"),
    ];
    let small = quick(&[&full[..], &[("settings.horizon", "12mo")]].concat());
    let without = run_all(&[&baseline(&small)]).remove(0);
    let with: Vec<_> = small
        .iter()
        .map(|&(key, value)| {
            (
                key,
                if key == "settings.law" {
                    "frozen:2024-05-23"
                } else {
                    value
                },
            )
        })
        .collect();
    let with = run_all(&[&baseline(&with)]).remove(0);
    nil("early_releases", &without);
    rises("early_releases", (&without, &with));
    rises("police_cell_days", (&with, &without));
    rises("licence_population", (&without, &with));
    rises("releases_from_recall", (&without, &with));
}

/// Protects: the new levers do what they say.
#[test]
fn levers_reach_their_own_metrics() {
    // Workers who are loaded, so that more of them can be seen to matter.
    let small = quick(&[
        ("settings.horizon", "3y"),
        ("custody_treatment.workers.recommended", "15"),
    ]);
    let names = [
        "baseline",
        "prison-treatment-review",
        "isfl-national-framework",
        "peer-led-support",
    ];
    let scenarios: Vec<_> = names.iter().map(|name| load(name, &small)).collect();
    let all: Vec<_> = scenarios.iter().collect();
    let values = run_all(&all);
    for (i, metric) in [
        (1, "need_identified"),
        (1, "prison_combined_recorded"),
        (2, "isfl_population"),
        (3, "mentors_active"),
    ] {
        rises(metric, (&values[0], &values[i]));
    }
}

/// Protects: no place, bed, post or line is lost or held twice, however odd the values.
#[test]
fn balances_hold_under_odd_values() {
    let odd: [&[(&str, &str)]; 4] = [
        &[
            ("estate.overflow", "0.5"),
            ("prison.transfers", "20/y"),
            ("estate.allocation", "1/3d"),
            ("isfl.referral", "30/y"),
        ],
        &[
            ("loops.full_estate", "off"),
            ("peers.applies", "1"),
            ("peers.vetting", "2d"),
            ("peers.posts", "100"),
        ],
        &[
            ("loops.recall_fills_prison", "off"),
            ("post_sentence.enforced", "1"),
            ("post_sentence.committed", "1"),
            ("curfew.violations", "30/y"),
        ],
        &[
            ("prison.long_term.male", "60000"),
            ("custody_treatment.clinical_places", "900"),
            ("isfl.beds.male", "400"),
            ("isfl.referral", "30/y"),
            ("estate.open_review", "1/5d"),
        ],
    ];
    for (i, set) in odd.into_iter().enumerate() {
        let plan = plan(&baseline(&quick(set)));
        let end = plan.end;
        let study = Study::new(vec![plan], &[None], SEED, false);
        let mut world = study.world(i as u32);
        for part in 1..=4_u64 {
            let until = throughcare::engine::Tick((u64::from(end.0) * part / 4) as u32);
            assert!(world.run_until(until, &mut |_| true));
            world
                .audit()
                .unwrap_or_else(|wrong| panic!("{set:?}: {wrong}"));
        }
    }
}

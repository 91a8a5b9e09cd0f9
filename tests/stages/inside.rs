//! Prison, release law, curfew, post-sentence supervision, wings and mentors: each mechanism moves
//! its own metric the right way, in every replicate, and balances hold under odd values.

use std::collections::BTreeMap;

use crate::support::small::quick;
use crate::support::{SEED, baseline, load, plan, study, write_overlay};
use throughcare::pathway::Study;
use throughcare::scenario::Scenario;
use throughcare::scenario::schema::Model;

const REPLICATES: u32 = 3;

/// Programmes that end soon, so that many people may apply to be mentors.
const SHORT_PROGRAMMES: &str = "[custody_treatment]
programme = { opiate = '3w', non_opiate = '3w', non_opiate_alcohol = '3w', alcohol = '3w' }
";

/// Kinds of prison in the baseline.
const SITES: [&str; 9] = [
    "city_local",
    "other_local",
    "category_b",
    "category_c",
    "resettlement",
    "open",
    "women_reception",
    "women_closed",
    "women_open",
];

/// The same line for every site.
fn at_all_sites(line: &str) -> String {
    let of = |site| format!("[estate.sites.{site}]\n{line}\n");
    SITES.map(of).concat()
}

/// Values of every metric over the policy window, by replicate.
type Values = BTreeMap<&'static str, Vec<f64>>;

/// Runs scenarios that share a history until they differ.
fn run_all(scenarios: &[&Scenario<Model>]) -> Vec<Values> {
    let study = study(scenarios);
    let finished = crate::support::run(&study, REPLICATES);
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

/// Protects: where few officers know the prisoners, more of them are moved.
#[test]
fn lost_experience_moves_people() {
    let with = |share: &str| {
        format!(
            "[regime]\nexperienced = {share}\nexperience_exponent = 0\ntransfers_exponent = 0.5"
        )
    };
    let (many, few) = low_and_high(&with("0.61"), &with("0.10"));
    rises("prison_transfers", (&many, &few));
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

/// Protects: a wing's own quality, the supply that leaks into it, and what is offered for the compact.
#[test]
fn wings_act_by_their_incentive_leakage_and_quality() {
    let beds = "beds = { male = 20000, female = 1000 }\nreferral = \"12/y\"\ntests = \"1/7d\"\nremoval = 0";
    let (little, much) = low_and_high(
        &format!("[isfl]\n{beds}\nincentive = 0.1"),
        &format!("[isfl]\n{beds}\nincentive = 10"),
    );
    rises("isfl_entries", (&little, &much));
    let using = "[use]\nuse_in_custody = \"6/y\"";
    let (tight, leaky) = low_and_high(
        &format!("{using}\n[isfl]\n{beds}\nleakage = 0.05"),
        &format!("{using}\n[isfl]\n{beds}\nleakage = 1"),
    );
    rises("isfl_tests_positive", (&tight, &leaky));
    let wing = format!("{using}\n[isfl]\n{beds}\nuse_factor = 0.3\n");
    let (bad, good) = low_and_high(
        &format!("{wing}{}", at_all_sites("isfl_quality = 0")),
        &format!("{wing}{}", at_all_sites("isfl_quality = 1.4")),
    );
    rises("isfl_tests_positive", (&good, &bad));
}

/// Protects: who is removed from a wing is harder to keep in treatment.
#[test]
fn removal_from_a_wing_costs_more_than_the_bed() {
    let wing = "[use]\nuse_in_custody = \"6/y\"\n[isfl]\nreferral = \"30/y\"\ntests = \"1/5d\"\nremoval = 1\n\
        untreated = 0\nbeds = { male = 20000, female = 1000 }";
    let (lost, kept) = low_and_high(
        &format!("{wing}\nremoved = 0.02"),
        &format!("{wing}\nremoved = 1"),
    );
    rises("prison_treatment_completed", (&lost, &kept));
}

/// Protects: supply, quality and workers of a site act on the people there.
#[test]
fn sites_act_by_their_supply_quality_and_workers() {
    let sites = |low: &str, high: &str| low_and_high(&at_all_sites(low), &at_all_sites(high));
    let (bad, good) = sites("quality = 0.5", "quality = 1");
    rises("prison_treatment_completed", (&bad, &good));
    let (few, many) = sites("drug_workers = 0.3", "drug_workers = 3");
    rises("prison_programmes_delivered", (&few, &many));
    let using = "[use]\nonset_in_custody = \"0.2/y\"\n";
    let (dry, wet) = low_and_high(
        &format!("{using}{}", at_all_sites("supply = 0.1")),
        &format!("{using}{}", at_all_sites("supply = 3")),
    );
    rises("onset_in_custody", (&dry, &wet));
}

/// Protects: being a mentor keeps from use, and so mentors stay mentors for longer.
#[test]
fn mentoring_does_something_for_the_mentor() {
    let many = format!(
        "{SHORT_PROGRAMMES}[use]\nuse_in_custody = \"12/y\"\n[peers]\napplies = 1\nposts = 50000\n\
         shortest_left = \"1w\"\nvetting = \"1d\""
    );
    let (nothing, much) = low_and_high(
        &format!("{many}\nmentor_relapse = 1"),
        &format!("{many}\nmentor_relapse = 0"),
    );
    rises("mentors_active", (&nothing, &much));
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
    let no = at_all_sites("mentors = 0");
    let (none, some) = low_and_high(&format!("{many}\n{no}"), &many);
    // Who was being vetted before the governors closed their doors may still start.
    let (none, some) = (&none["mentor_starts"], &some["mentor_starts"]);
    assert!(
        none.iter().zip(some).all(|(none, some)| *none < 0.2 * some),
        "{none:?} {some:?}"
    );
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

/// Protects: detoxification is a course that holds a clinical place for its length.
#[test]
fn detoxification_takes_a_clinical_place_for_a_time() {
    let world = |days: u32| {
        format!(
            "[custody_treatment]\nmaintained = 0\nclinical_places = 90000\n\
             clinical.posts = 9000\ndetoxification = \"{days}d\"\n[custody_treatment.workers]\nposts = 90000"
        )
    };
    let (short, long) = low_and_high(&world(4), &world(60));
    rises("prison_treatment_population", (&short, &long));
}

/// Protects: until the dose of maintenance holds, people are as dependent as before. Overdoses
/// inside are made frequent, so that the state of use shows.
#[test]
fn maintenance_takes_a_while_to_hold() {
    let world = |days: u32| {
        format!(
            "[custody_treatment]\nmaintained = 1\ntitration = \"{days}d\"\n\
             [mortality]\ncustody = 10"
        )
    };
    let (fast, slow) = low_and_high(&world(1), &world(120));
    rises("expected_overdose_deaths", (&fast, &slow));
}

/// Protects: maintenance may end inside, and then nothing is bridged at the gate.
#[test]
fn maintenance_may_be_stopped_inside() {
    let (kept, stopped) = low_and_high(
        "[custody_treatment]\nmaintenance_stopped = \"0/y\"",
        "[custody_treatment]\nmaintenance_stopped = \"12/y\"",
    );
    nil("prison_maintenance_stopped", &kept);
    rises("prison_maintenance_stopped", (&kept, &stopped));
    rises("leavers_bridged", (&stopped, &kept));
}

/// Protects: a need that was missed or refused at reception can be asked for later in the stay.
#[test]
fn help_can_be_asked_for_later() {
    let (never, often) = low_and_high(
        "[custody_treatment]\nasks_again = \"0/y\"\n[custody_treatment.workers]\nposts = 90000",
        "[custody_treatment]\nasks_again = \"12/y\"\n[custody_treatment.workers]\nposts = 90000",
    );
    nil("prison_self_referrals", &never);
    rises("prison_self_referrals", (&never, &often));
    rises("prison_treatment_starts", (&never, &often));
    rises("prison_treatment_population", (&never, &often));
}

/// Protects: a prescription goes along on a transfer, or is to begin anew.
#[test]
fn a_prescription_may_not_survive_a_transfer() {
    let world = |share: u32| {
        format!(
            "[prison]\ntransfers = \"8/y\"\n\
             [custody_treatment]\nbroken_by_transfer = 0\nprescription_survives = {share}"
        )
    };
    let (lost, kept) = low_and_high(&world(0), &world(1));
    nil("prison_treatment_interrupted", &kept);
    rises("prison_treatment_interrupted", (&kept, &lost));
    rises("leavers_bridged", (&lost, &kept));
}

/// Protects: the length of a programme follows the time left, so that more of them come to an end.
#[test]
fn programmes_are_planned_for_the_time_left() {
    let (same, fitted) = low_and_high(
        "[custody_treatment]\nprogramme_fit = 0",
        "[custody_treatment]\nprogramme_fit = 1",
    );
    rises("prison_treatment_completed", (&same, &fitted));
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
        "prison-drug-workforce",
    ];
    let scenarios: Vec<_> = names.iter().map(|name| load(name, &small)).collect();
    let all: Vec<_> = scenarios.iter().collect();
    let values = run_all(&all);
    for (i, metric) in [
        (1, "need_identified"),
        (1, "prison_programmes_delivered"),
        (2, "isfl_population"),
        (3, "mentors_active"),
    ] {
        rises(metric, (&values[0], &values[i]));
    }
    rises("prison_waits_lost", (&values[4], &values[0]));
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

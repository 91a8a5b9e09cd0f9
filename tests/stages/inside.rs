//! Prison, release law, curfew, post-sentence supervision, wings and mentors: each mechanism moves
//! its own metric the right way, in every replicate, and balances hold under odd values.

use crate::support::small::brief;
use crate::support::{self, Finished, SEED, Sign, baseline, load, plan, study, write_overlay};
use throughcare::pathway::Study;
use throughcare::scenario::Scenario;
use throughcare::scenario::schema::Model;

const REPLICATES: u32 = 4;

/// Large enough that wings and mentors hold more than a few people.
const LARGE: (&str, &str) = ("settings.population_scale", "0.01");

/// Programmes that end soon, so that many people may apply to be mentors.
const SHORT_PROGRAMMES: &str = "[custody_treatment]
programme = { opiate = '3w', non_opiate = '3w', non_opiate_alcohol = '3w', alcohol = '3w' }
";

/// Post-sentence supervision, which the law has ended by then.
const SUPERVISED: &str = "[[post_sentence.rule]]
from = 2027-04-01
applies = 'on'
under = '730d'
";

/// Home detention curfew for adults, which the law has ended by then.
const CURFEW: &str = "[[prison.hdc]]
from = 2027-04-01
up_to = '180d'
longest_sentence = '100y'
granted = 0.36
address_found = 0.5
excluded_violence_from = '4y'
shortest_sentence = '12w'
least_share = 0.25
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
pub(crate) fn at_all_sites(line: &str) -> String {
    let of = |site| format!("[estate.sites.{site}]\n{line}\n");
    SITES.map(of).concat()
}

/// Runs scenarios that share a history until they differ.
fn run_all(scenarios: &[&Scenario<Model>], replicates: u32) -> Finished {
    support::run(&study(scenarios), replicates)
}

/// What the overlays `low` and `high` of the baseline lead to: they share a history until the
/// policy date.
pub(crate) fn low_and_high(low: &str, high: &str) -> Finished {
    low_and_high_in(REPLICATES, low, high)
}

pub(crate) fn low_and_high_in(replicates: u32, low: &str, high: &str) -> Finished {
    let folder = tempfile::tempdir().unwrap();
    let small = brief(&[LARGE]);
    let of = |name, text| load(&write_overlay(folder.path(), name, text), &small);
    run_all(&[&of("low", low), &of("high", high)], replicates)
}

/// Protects: time unlocked is contact, and contact is completion and a delivered programme.
#[test]
fn more_unlock_completes_and_delivers_more() {
    let worlds = low_and_high(
        "[custody_treatment]\nunlock = 0.2",
        "[custody_treatment]\nunlock = 1",
    );
    for metric in [
        "prison_treatment_completed",
        "prison_programmes_delivered",
        "prison_combined_delivered",
    ] {
        worlds.up(metric);
    }
}

/// Protects: the loss of experienced officers and of access for workers act through contact.
#[test]
fn officers_and_access_are_contact_too() {
    let worlds = low_and_high(
        "[regime]\nexperienced = 0.10\nexperience_exponent = 1\nworker_access = 0.5",
        "[regime]\nexperienced = 0.61\nexperience_exponent = 1\nworker_access = 1",
    );
    worlds.up("prison_programmes_delivered");
}

/// Protects: fewer workers mean a higher load, and that is contact as well.
#[test]
fn workers_are_contact() {
    let worlds = low_and_high(
        "[custody_treatment.workers]\nposts = 130\nrecommended = 20",
        "[custody_treatment.workers]\nposts = 6000\nrecommended = 20",
    );
    worlds.up("prison_programmes_delivered");
}

/// Protects: what workers deliver inside acts outside, by the effect that the scenario states and no more.
#[test]
fn workers_inside_prevent_relapse_outside() {
    let with = |posts: u32, relapse: f64| {
        format!(
            "[custody_treatment]\nsessions_delivered = 4\n[custody_treatment.workers]\nposts = {posts}\n\
             [custody_treatment.afterwards]\ndelivered.relapse = {relapse}\ncompleted.causal_share = 0\n\
             combined.relapse = 1"
        )
    };
    let acting = low_and_high(&with(60, 0.1), &with(6000, 0.1));
    acting.up("leavers_with_delivered_programme");
    let without = low_and_high(&with(60, 1.0), &with(6000, 1.0));
    // More programmes end in abstinence, which can be lost again: what is prevented is the difference.
    let more = |worlds: &Finished| {
        let pairs = worlds
            .values(0, "relapses")
            .into_iter()
            .zip(worlds.values(1, "relapses"));
        pairs.map(|(few, many)| many - few).collect::<Vec<_>>()
    };
    let prevented = more(&acting)
        .into_iter()
        .zip(more(&without))
        .map(|(with, without)| with - without);
    let prevented: Vec<f64> = prevented.collect();
    assert!(prevented.iter().all(|&all| all < 0.0), "{prevented:?}");
}

/// Protects: who has a worker for few people waits for nobody; where posts are short, people wait and
/// some leave prison before it is their turn.
#[test]
fn short_posts_inside_make_a_waiting_list() {
    let with = |posts: u32| format!("[custody_treatment.workers]\nposts = {posts}");
    let worlds = low_and_high(&with(40), &with(1000));
    worlds.down("prison_treatment_waiting");
    worlds.down("prison_waits_lost");
}

/// Protects: mentors come from whoever is suitable, and not from those alone who finished a programme.
#[test]
fn mentors_come_from_whoever_is_suitable() {
    let with = |rate: &str| format!("[peers]\nposts = 20000\napplies = 0\nsuitable = \"{rate}\"");
    let worlds = low_and_high(&with("0/y"), &with("1/y"));
    for metric in [
        "mentor_applications",
        "mentors_in_vetting",
        "mentors_active",
    ] {
        worlds.up(metric);
    }
    worlds.none(0, "mentor_applications");
}

/// Protects: transfers break treatment.
#[test]
fn more_transfers_interrupt_more() {
    let worlds = low_and_high(
        "[prison]\ntransfers = \"0/y\"",
        "[prison]\ntransfers = \"8/y\"",
    );
    worlds.up("prison_transfers");
    worlds.up("prison_treatment_interrupted");
}

/// Protects: where few officers know the prisoners, more of them are moved.
#[test]
fn lost_experience_moves_people() {
    let with = |share: &str| {
        format!(
            "[regime]\nexperienced = {share}\nexperience_exponent = 0\ntransfers_exponent = 0.5"
        )
    };
    let worlds = low_and_high(&with("0.61"), &with("0.10"));
    worlds.up("prison_transfers");
}

/// Protects: people move on to trainer and open prisons, and only if there is such a thing.
#[test]
fn moves_between_functions_follow_their_rates() {
    let worlds = low_and_high(
        "[estate]\nallocation = \"0/y\"\nopen_review = \"0/y\"",
        "[estate]\nallocation = \"1/3d\"\nopen_review = \"1/3d\"",
    );
    for metric in [
        "moves_to_trainer_prisons",
        "moves_to_open_prisons",
        "prison_population_open",
    ] {
        worlds.up(metric);
    }
    worlds.down("prison_population_local");
}

/// Protects: cells are the line for local places; overflow to trainer prisons shortens it.
#[test]
fn placing_people_elsewhere_empties_cells() {
    let tight = "share.male = { local = 0.2, trainer = 0.735, open = 0.065 }";
    let worlds = low_and_high(
        &format!("[estate]\noverflow = 0\n{tight}"),
        &format!("[estate]\noverflow = 1\n{tight}"),
    );
    worlds.up("receptions_placed_elsewhere");
    worlds.down("police_cell_days");
}

/// Protects: the pool of beds on substance-free wings, its line, tests and removal.
#[test]
fn wings_without_and_with_plenty_of_beds() {
    let worlds = low_and_high(
        "[isfl]\nreferral = \"12/y\"\nbeds = { male = 0, female = 0 }",
        "[isfl]\nreferral = \"12/y\"\nbeds = { male = 50000, female = 3000 }",
    );
    worlds.up("isfl_population");
    worlds.up("isfl_entries");
    worlds.down("isfl_waiting");
    worlds.none(1, "isfl_waiting");
    worlds.none(0, "isfl_entries");
}

/// Protects: a positive test removes where the rule says so.
#[test]
fn a_positive_test_removes_by_the_rule() {
    let wing =
        "[isfl]\nreferral = \"12/y\"\ntests = \"1/7d\"\nbeds = { male = 20000, female = 1000 }";
    let worlds = low_and_high(
        &format!("[use]\nuse_in_custody = \"6/y\"\n{wing}\nremoval = 0"),
        &format!("[use]\nuse_in_custody = \"6/y\"\n{wing}\nremoval = 1"),
    );
    worlds.none(0, "isfl_removed");
    worlds.up("isfl_removed");
    worlds.down("isfl_tests_positive");
}

/// Protects: a wing's own quality, the supply that leaks into it, and what is offered for the compact.
#[test]
fn wings_act_by_their_incentive_leakage_and_quality() {
    let beds = "beds = { male = 20000, female = 1000 }\nreferral = \"12/y\"\ntests = \"1/7d\"\nremoval = 0";
    let worlds = low_and_high(
        &format!("[isfl]\n{beds}\nincentive = 0.1"),
        &format!("[isfl]\n{beds}\nincentive = 10"),
    );
    worlds.up("isfl_entries");
    let using = "[use]\nuse_in_custody = \"6/y\"";
    let worlds = low_and_high(
        &format!("{using}\n[isfl]\n{beds}\nleakage = 0.05"),
        &format!("{using}\n[isfl]\n{beds}\nleakage = 1"),
    );
    worlds.up("isfl_tests_positive");
    let wing = format!("{using}\n[isfl]\n{beds}\nuse_factor = 0.3\n");
    let worlds = low_and_high(
        &format!("{wing}{}", at_all_sites("isfl_quality = 0")),
        &format!("{wing}{}", at_all_sites("isfl_quality = 1.4")),
    );
    worlds.down("isfl_tests_positive");
}

/// Protects: who is removed from a wing is harder to keep in treatment.
#[test]
fn removal_from_a_wing_costs_more_than_the_bed() {
    let wing = "[use]\nuse_in_custody = \"24/y\"\n[custody_treatment.workers]\nposts = 1000\n[isfl]\nreferral = \"30/y\"\ntests = \"1/3d\"\nremoval = 1\nleakage = 1\nincentive = 10\n\
        untreated = 0\nbeds = { male = 20000, female = 1000 }";
    let worlds = low_and_high(
        &format!("{wing}\nremoved = 0.02"),
        &format!("{wing}\nremoved = 1"),
    );
    worlds.up("prison_treatment_completed");
}

/// Protects: supply, quality and workers of a site act on the people there.
#[test]
fn sites_act_by_their_supply_quality_and_workers() {
    let sites = |low: &str, high: &str| low_and_high(&at_all_sites(low), &at_all_sites(high));
    let worlds = sites("quality = 0.5", "quality = 1");
    worlds.up("prison_treatment_completed");
    let worlds = sites("drug_workers = 0.3", "drug_workers = 3");
    worlds.up("prison_programmes_delivered");
    let using = "[use]\nonset_in_custody = \"0.2/y\"\n";
    let worlds = low_and_high(
        &format!("{using}{}", at_all_sites("supply = 0.1")),
        &format!("{using}{}", at_all_sites("supply = 3")),
    );
    worlds.up("onset_in_custody");
}

/// Protects: being a mentor keeps from use, and so mentors stay mentors for longer.
#[test]
fn mentoring_does_something_for_the_mentor() {
    let many = format!(
        "{SHORT_PROGRAMMES}[use]\nuse_in_custody = \"12/y\"\n[peers]\napplies = 1\nposts = 50000\n\
         shortest_left = \"1w\"\nvetting = \"1d\""
    );
    let worlds = low_and_high(
        &format!("{many}\nmentor_relapse = 1"),
        &format!("{many}\nmentor_relapse = 0"),
    );
    worlds.up("mentors_active");
}

/// Protects: vetting, and the governor, stand between an application and an active mentor.
#[test]
fn vetting_and_governors_hold_mentors_up() {
    let many =
        format!("{SHORT_PROGRAMMES}[peers]\napplies = 1\nposts = 50000\nshortest_left = \"1w\"");
    let worlds = low_and_high(
        &format!("{many}\nvetting = \"400w\""),
        &format!("{many}\nvetting = \"1w\""),
    );
    worlds.up("mentors_active");
    worlds.down("mentors_in_vetting");
    let no = at_all_sites("mentors = 0");
    let worlds = low_and_high(&format!("{many}\n{no}"), &many);
    // Who was being vetted before the governors closed their doors may still start.
    let starts = |scenario| worlds.values(scenario, "mentor_starts");
    let (none, some) = (starts(0), starts(1));
    assert!(
        none.iter()
            .zip(&some)
            .all(|(none, some)| *none < 0.2 * some),
        "{none:?} {some:?}"
    );
}

/// Protects: mentors raise acceptance and ease load.
#[test]
fn mentors_raise_acceptance() {
    let many = "[peers]\napplies = 1\nposts = 50000\nshortest_left = \"1w\"\nvetting = \"1w\"\nclients = 1000";
    let worlds = low_and_high(
        &format!("{many}\nacceptance = 1"),
        &format!("{many}\nacceptance = 50"),
    );
    worlds.up("prison_treatment_engaged");
}

/// Protects: clinical treatment has staff, places and a line of its own.
#[test]
fn clinical_treatment_waits_for_staff() {
    let worlds = low_and_high(
        "[custody_treatment]\nclinical_places = 500",
        "[custody_treatment]\nclinical_places = 90000\n[custody_treatment.clinical]\nposts = 9000",
    );
    worlds.down("prison_treatment_waiting");
    worlds.up("leavers_bridged");
}

/// Protects: detoxification is a course that holds a clinical place for its length.
#[test]
fn detoxification_takes_a_clinical_place_for_a_time() {
    let world = |days: u32| {
        format!(
            "[custody_treatment]\nmaintained = 0\nclinical_places = 90000\n\
             clinical.posts = 9000\ndetoxification = \"{days}d\"\n[custody_treatment.workers]\nposts = 90000\nleaving = \"0/y\""
        )
    };
    let worlds = low_and_high(&world(4), &world(60));
    worlds.up("prison_treatment_population");
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
    let worlds = low_and_high(&world(1), &world(120));
    worlds.up("expected_overdose_deaths");
}

/// Protects: maintenance may end inside, and then nothing is bridged at the gate.
#[test]
fn maintenance_may_be_stopped_inside() {
    let worlds = low_and_high(
        "[custody_treatment]\nmaintenance_stopped = \"0/y\"",
        "[custody_treatment]\nmaintenance_stopped = \"12/y\"",
    );
    worlds.none(0, "prison_maintenance_stopped");
    worlds.up("prison_maintenance_stopped");
    worlds.down("leavers_bridged");
}

/// Protects: a need that was missed or refused at reception can be asked for later in the stay.
#[test]
fn help_can_be_asked_for_later() {
    let worlds = low_and_high(
        "[custody_treatment]\nasks_again = \"0/y\"\n[custody_treatment.workers]\nposts = 90000\nleaving = \"0/y\"",
        "[custody_treatment]\nasks_again = \"12/y\"\n[custody_treatment.workers]\nposts = 90000\nleaving = \"0/y\"",
    );
    worlds.none(0, "prison_self_referrals");
    worlds.up("prison_self_referrals");
    worlds.up("prison_treatment_starts");
    worlds.up("prison_treatment_population");
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
    let worlds = low_and_high(&world(0), &world(1));
    worlds.none(1, "prison_treatment_interrupted");
    worlds.down("prison_treatment_interrupted");
    worlds.up("leavers_bridged");
}

/// Protects: the length of a programme follows the time left, so that more of them come to an end.
#[test]
fn programmes_are_planned_for_the_time_left() {
    let worlds = low_and_high_in(
        3 * REPLICATES,
        "[custody_treatment]\nprogramme_fit = 0",
        "[custody_treatment]\nprogramme_fit = 1",
    );
    worlds.up("prison_treatment_completed");
}

/// Protects: a depot bridges days after release, whether or not anything is handed over.
#[test]
fn a_depot_outlasts_release() {
    let world = |depot: &str| {
        format!(
            "[custody_treatment]\nmaintained = 1\nclinical_places = 90000\nclinical.posts = 9000\n{depot}\n\
             [release]\nbridge = 0\nappointment = 0\nappointment_unplanned = 0\n[use]\nresponse_lost = \"20/y\""
        )
    };
    let worlds = low_and_high(
        &world("depot = 0"),
        &world("depot = 1\ndepot_interval = \"26w\""),
    );
    worlds.down("relapses");
}

/// Protects: a breach of post-sentence supervision goes to court and never makes a recall:
/// enforcing all of them, with fines alone, leaves recalls where they were.
#[test]
fn breach_of_post_sentence_supervision_is_never_recall() {
    let with = |text: &str| format!("{text}\n{SUPERVISED}");
    let worlds = low_and_high(
        &with("[post_sentence]\nenforced = 0"),
        &with("[post_sentence]\nenforced = 1\ncommitted = 0\nfined = 1"),
    );
    worlds.none(0, "pss_breaches");
    worlds.up("pss_fines");
    worlds.none(1, "pss_committals");
    let recalls = |scenario| worlds.values(scenario, "recalls");
    for (before, after) in recalls(0).iter().zip(recalls(1)) {
        assert!(
            (after / before - 1.0).abs() < 0.02,
            "recalls: {before} to {after}"
        );
    }
    let worlds = low_and_high(
        &with("[post_sentence]\nenforced = 1\ncommitted = 0"),
        &with("[post_sentence]\nenforced = 1\ncommitted = 1"),
    );
    worlds.up("pss_committals");
    worlds.up("custody_days");
}

/// Protects: home detention curfew needs an address, and has a recall of its own.
#[test]
fn curfew_needs_an_address() {
    let with = |text: &str| format!("{text}\n{CURFEW}");
    let found =
        |share: &str| CURFEW.replace("address_found = 0.5", &format!("address_found = {share}"));
    let worlds = low_and_high(&found("1"), &found("0"));
    worlds.none(0, "hdc_refused_no_address");
    worlds.up("hdc_refused_no_address");
    worlds.down("hdc_releases");
    let worlds = low_and_high(
        &with("[curfew]\nviolations = \"0/y\""),
        &with("[curfew]\nviolations = \"20/y\""),
    );
    worlds.up("hdc_recalls");
    worlds.down("hdc_population");
}

/// Protects: early release acts in a full estate where the law has it, keeps acting, and is partly
/// undone by recall. The two laws are a day apart: before and after the scheme began.
#[test]
fn early_release_acts_and_recall_refills() {
    let under = |law: &str| {
        let full = [
            ("settings.population_scale", "0.02"),
            ("settings.law", law),
            ("prison.long_term.male", "50000"),
        ];
        baseline(&brief(&full))
    };
    let (without, with) = (under("frozen:2023-10-16"), under("frozen:2024-05-23"));
    let worlds = run_all(&[&without, &with], REPLICATES);
    worlds.none(0, "early_releases");
    worlds.up("early_releases");
    worlds.down("police_cell_days");
    worlds.up("licence_population");
    worlds.up("releases_from_recall");
}

/// Protects: the new levers do what they say.
#[test]
fn levers_reach_their_own_metrics() {
    // Workers who are loaded, so that more of them can be seen to matter.
    let small = brief(&[
        LARGE,
        ("settings.horizon", "2y"),
        ("custody_treatment.workers.recommended", "15"),
        ("custody_treatment.workers.posts", "150"),
    ]);
    let names = [
        "baseline",
        "prison-treatment-review",
        "isfl-national-framework",
        "peer-led-support",
        "prison-drug-workforce",
    ];
    let scenarios = names.map(|name| load(name, &small));
    let worlds = run_all(&scenarios.each_ref(), REPLICATES);
    for (i, metric) in [
        (1, "need_identified"),
        (1, "prison_programmes_delivered"),
        (2, "isfl_population"),
        (3, "mentors_active"),
        (4, "prison_programmes_delivered"),
    ] {
        worlds.assert_sign(0, i, metric, Sign::Up);
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
        let plan = plan(&baseline(&brief(set)));
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

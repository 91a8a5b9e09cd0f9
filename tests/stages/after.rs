//! After the gate: each mechanism moves its own figures the right way, at capacity nil and at
//! plenty, and every balance holds. Runs are paired; a sign counts by the mean of the pairs
//! against its error.

use throughcare::experiment::{Paired, Student};
use throughcare::observe::Better;
use throughcare::pathway::World;

use crate::support::{Finished, Sign, differing_from_start, from_start, in_errors, plan};
use crate::{SMALL, pair};

const REPLICATES: u32 = 4;

/// Runs worlds under the same luck.
fn worlds(texts: &[&str]) -> Finished {
    from_start(texts, SMALL, REPLICATES)
}

/// Protects: the wait of those who started falls when more people give up, so it is told with the
/// wait of all who joined, by source, and with how many of them came to a start.
#[test]
fn giving_up_is_not_read_as_a_shorter_wait() {
    let gives_up = |rate: &str| format!("[community_treatment]\ngives_up = \"{rate}\"");
    let worlds = pair(&gives_up("1/y"), &gives_up("40/y"));
    worlds.down("treatment_wait");
    worlds.up("treatment_waits_given_up");
    worlds.down("treatment_started_of_joined");
    for (scenario, source) in (0..2).flat_map(|s| ["own", "police", "prison"].map(|o| (s, o))) {
        let wait = worlds
            .summary(scenario, &format!("treatment_wait_{source}"))
            .mean;
        assert!(wait > 0.0, "{source}: {wait}");
    }
    let joined = worlds.summary(0, "treatment_started_of_joined").mean;
    assert!(joined > 50.0 && joined <= 100.0, "{joined}");
}

/// Protects the mechanism by which short stays and early starts matter: a plan that takes long
/// is not there on the day.
#[test]
fn a_plan_takes_time() {
    let worlds = pair(
        "[release]\nplan_takes = \"2d\"",
        "[release]\nplan_takes = \"60d\"",
    );
    worlds.down("releases_with_plan");
    worlds.down("leavers_with_appointment");
    let worlds = pair(
        "[release]\nlead_time = \"0d\"",
        "[release]\nlead_time = \"12w\"",
    );
    worlds.none(0, "releases_with_plan");
    worlds.up("releases_with_plan");
}

/// Protects the bridge: a longer prescription matters where the wait is longer than it, and not
/// where people start before it ends. Everybody inside is on maintenance, all leave with a
/// prescription and an appointment, treatment goes on, and what it did is lost soon where it does
/// not. What areas and later dates have of their own is set with the rest.
#[test]
fn a_longer_bridge_matters_only_where_the_wait_is_longer() {
    let world = |posts: u32, bridge: &str| {
        let always = "{ value = 1, phases = [{ from = 2023-04-01, value = 1 }] }";
        format!(
            "[custody_treatment]\nmaintained = 1\ndepot = 0\nclinical_places = 90000\nclinical.posts = 9000\n\
             [release]\nbridge = 1\nbridge_length = \"{bridge}\"\nappointment = {always}\n\
             appointment_unplanned = {always}\nappointment_wait = \"1d\"\nattended = 1\n\
             attended_per_week = 1\nattended_homeless = 1\ncontact_links = 0\n\
             [areas.london.release]\nattended = 1\n\
             [areas.north_east.release]\nattended = 1\nattended_homeless = 1\n\
             [use]\nresponse_lost = \"20/y\"\nrelapse_bridged = 1\n\
             [community_treatment]\nlength.opiate = \"500w\"\ndropout_early.opiate = \"0/y\"\n\
             dropout_late.opiate = \"0/y\"\nopiate.posts = {posts}\n"
        )
    };
    let worlds = worlds(&[
        &world(200, "14d"),
        &world(200, "52w"),
        &world(20_000, "14d"),
        &world(20_000, "52w"),
    ]);
    let moved = |short, long| {
        let relapses = |scenario| worlds.values_in(scenario, "relapses", "substance=opiate");
        let mut student = Student::default();
        Paired::of(
            &relapses(short),
            &relapses(long),
            Better::Lower,
            &mut student,
        )
    };
    let (full, quick) = (moved(0, 1), moved(2, 3));
    println!("wait: {}\nno wait: {}", in_errors(&full), in_errors(&quick));
    assert!(full.ci_high < 0.0, "where people wait {full:?}");
    let little = 0.1 * full.difference.abs();
    assert!(
        -little < quick.ci_low && quick.ci_high < little,
        "where people wait {full:?}, where they do not {quick:?}"
    );
}

/// Protects the day of release: fewer Fridays when some releases are moved.
#[test]
fn releases_can_be_moved_off_fridays() {
    pair("[release]\noff_fridays = 0", "[release]\noff_fridays = 1").down("released_friday");
}

const GATE: &str = "[through_the_gate.reconnect]\neligible.low = 1\neligible.medium = 1\neligible.high = 1\n\
    accepts = 1\ndropout = 0.3\n[through_the_gate.reconnect.workers]\n";

/// Protects supported housing at capacity nil and at plenty.
#[test]
fn supported_places_keep_leavers_off_the_street() {
    let world = |places: u32| format!("[housing.supported]\nplaces = {places}\napplies = \"4/y\"");
    let worlds = pair(&world(0), &world(60_000));
    worlds.none(0, "supported_housing_starts");
    worlds.up("supported_housing_starts");
    worlds.down("homeless_days");
    pair(
        "[housing.supported]\nplaces = 60000\nexcluded_on_relapse = 0",
        "[housing.supported]\nplaces = 60000\nexcluded_on_relapse = 1",
    )
    .up("supported_housing_excluded");
}

/// Protects the line for supported housing: who gives it up is not there when a place is free.
#[test]
fn people_give_up_the_line_for_supported_housing() {
    let world =
        |gives_up: &str| format!("[housing.supported]\nplaces = 3000\ngives_up = \"{gives_up}\"");
    pair(&world("0/y"), &world("366/y")).down("supported_housing_population");
}

/// Protects the places in approved premises.
#[test]
fn approved_premises_are_finite() {
    pair(
        "[housing]\napproved_premises = 1\napproved_places = 0",
        "[housing]\napproved_premises = 1\napproved_places = 20000",
    )
    .down("released_homeless");
}

/// Protects the two-week package: fewer dropouts among leavers without a home, and more in
/// treatment.
#[test]
fn the_two_week_package_holds_leavers_without_a_home() {
    let world = |places: u32| {
        format!(
            "[housing.starting_point]\nplaces = {places}\naccepts = 1\n[housing]\noffer_at_release = 0\noffer_unplanned = 0\nlost_in_custody = \"6/y\""
        )
    };
    let worlds = pair(&world(0), &world(20_000));
    worlds.none(0, "starting_point_starts");
    worlds.up("leavers_treated_21_days");
    worlds.down("released_homeless");
    let held = |dropout: &str| {
        format!(
            "[housing]\noffer_at_release = 0\noffer_unplanned = 0\nlost_in_custody = \"6/y\"\n[housing.starting_point]\n\
             places = 200000\naccepts = 1\nstay = \"12w\"\nfails = \"0.1/y\"\nlinks = \"0/y\"\ndropout = {dropout}"
        )
    };
    pair(&held("1"), &held("0.05")).down("dropout_after_release");
    let kind = |fails: &str| {
        format!(
            "{}\n[housing.starting_point]\nplaces = 20000\naccepts = 1\nfails = \"{fails}\"",
            "[housing]\noffer_at_release = 0"
        )
    };
    pair(&kind("1/y"), &kind("20/y")).up("starting_point_failed");
}

/// Protects the low-threshold service: reach, and fewer deaths expected.
#[test]
fn the_low_threshold_service_has_room_or_not() {
    let world = |posts: u32, recommended: u32| {
        format!(
            "[harm_reduction]\nworkers.posts = {posts}\nworkers.recommended = {recommended}\n\
             workers.leaving = \"0/y\"\nreach = \"3/y\"\nleaves_exponent = 1"
        )
    };
    let worlds = pair(&world(0, 45), &world(4_000, 60));
    worlds.none(0, "low_threshold_starts");
    worlds.up("low_threshold_population");
    worlds.down("expected_overdose_deaths");
    // Too many people for each worker: touch is lost sooner.
    pair(&world(4_000, 60), &world(4_000, 6)).down("low_threshold_population");
}

/// Protects naloxone: kits that are carried turn deaths into overdoses that are survived.
#[test]
fn kits_turn_deaths_into_overdoses_survived() {
    let world =
        |share: &str| format!("[release]\nnaloxone = {share}\n[mortality]\nnaloxone_reach = 0.05");
    let worlds = pair(&world("0"), &world("1"));
    worlds.up("naloxone_at_release");
    worlds.down("expected_overdose_deaths");
}

/// Protects recovery capital: on, more of it carried through the gate means fewer relapses; off,
/// whatever its parameters say changes nothing at all.
#[test]
fn recovery_capital_acts_only_when_it_is_on() {
    let gains = "treatment = \"3/y\"\nactivity = \"2/y\"\nactivity_reach = 1\ncarried = 1\nrelapse = 0.05\ninitial = 0.9";
    let off = pair("", &format!("[recovery]\n{gains}"));
    for metric in off.layout.metrics.iter().map(|m| m.name) {
        let (a, b) = (off.values(0, metric), off.values(1, metric));
        let same = a.iter().zip(&b).all(|(a, b)| a.to_bits() == b.to_bits());
        assert!(same, "{metric}: {a:?} and {b:?}");
    }
    pair(
        "[recovery]\nactive = \"on\"",
        &format!("[recovery]\nactive = \"on\"\n{gains}"),
    )
    .down("relapses");
}

/// Protects loop 6: custody costs homes and places in treatment, unless the loop is off.
#[test]
fn custody_costs_homes_and_places() {
    let worlds = pair("[loops]\ntenancy_and_place = \"off\"", "");
    worlds.up("released_homeless");
    worlds.down("leavers_treated_21_days");
    pair(
        "[housing]\nlost_in_custody = \"0.2/y\"",
        "[housing]\nlost_in_custody = \"3/y\"",
    )
    .up("released_homeless");
}

/// A release point that moves far forward on one day, and services that are full.
const SURGE: &str = "[[prison.release_point]]\nfrom = 2024-04-08\nshare = 0.1\nexcluded_share = 0.1\n\
    excluded_violence_from = \"4y\"\nup_to = \"100y\"\nexempt_violence = 0\n\
    [community_treatment.opiate]\nposts = 1100\n[community_treatment.other]\nposts = 600\n[housing.supported]\nplaces = 3000\n";

/// Protects loop 7: people released early in bulk load the services that everybody waits for.
#[test]
fn early_release_in_bulk_loads_the_community() {
    let worlds = pair(
        &format!("{SURGE}[loops]\nearly_release_surge = \"off\""),
        SURGE,
    );
    worlds.up("probation_caseload");
    worlds.down("leavers_treated_21_days");
}

/// Protects the stream of new people: it follows its phases by date.
#[test]
fn the_mix_of_new_people_changes_by_date() {
    let phases = "[population]\nentrants.none = { value = 134000, phases = [{ from = 2024-04-01, value = 0 }] }";
    pair("", phases).down("people_entered");
}

/// Protects: lasting recovery brings people out sooner, and nobody stays beyond the oldest age.
#[test]
fn people_leave_sooner_in_recovery_and_age_out() {
    let world = |factor: u32| {
        format!("[use]\nrecovered_after = \"1mo\"\n[population]\ncareer_recovered = {factor}")
    };
    pair(&world(1), &world(30)).down("people");
    pair("[population]\noldest = 90", "[population]\noldest = 40").down("people");
}

/// Protects: each thing to build recovery on acts by itself.
#[test]
fn every_input_of_recovery_capital_acts() {
    let none = "[recovery]\nactive = \"on\"\nrelapse = 0.02\ncarried = 1\nfamily = \"0/y\"\nincome = \"0/y\"\n\
        activity = \"0/y\"\npeers_inside = \"0/y\"\n";
    let with = ["family", "income", "activity"].map(|input| {
        let with = none.replace(
            &format!("\n{input} = \"0/y\""),
            &format!("\n{input} = \"6/y\""),
        );
        format!("{with}{input}_reach = 1\n")
    });
    let inputs = worlds(&[none, &with[0], &with[1], &with[2]]);
    for input in 1..=with.len() {
        inputs.assert_sign(0, input, "relapses", Sign::Down);
    }
    let many = "[peers]\napplies = 1\nposts = 50000\nshortest_left = \"1w\"\nvetting = \"1d\"\nclients = 1000\n";
    let peers = none.replace("peers_inside = \"0/y\"", "peers_inside = \"20/y\"");
    pair(&format!("{many}{none}"), &format!("{many}{peers}")).down("relapses");
}

/// Protects every balance, with services that are full, empty, and in between, and with loops off.
#[test]
fn balances_hold_at_the_end_of_odd_worlds() {
    let full = format!(
        "{GATE}posts = 400\n[housing.supported]\nplaces = 2500\nlongest_stay = \"60d\"\nexcluded_on_relapse = 0.5\napplies = \"3/y\"\n\
         [housing.starting_point]\nplaces = 3000\n[harm_reduction]\nworkers.posts = 370\n[recovery]\nactive = \"on\"\n[release]\nnaloxone = 0.9"
    );
    let surge = format!(
        "{SURGE}[loops]\nearly_release_surge = \"off\"\ntenancy_and_place = \"off\"\n[housing.starting_point]\nplaces = 1000\n"
    );
    let ending = "[housing.supported]\nplaces = { value = 6000, phases = [{ from = 2024-06-01, value = 0 }] }\n\
        [through_the_gate.reconnect.workers]\nposts = { value = 900, phases = [{ from = 2024-06-01, value = 0 }] }\n";
    for text in [full.as_str(), surge.as_str(), ending, ""] {
        let plan = plan(&differing_from_start(text, SMALL));
        for replicate in 0..2 {
            let mut world = World::new(&plan, 11, replicate, vec![plan.observe_from, plan.end]);
            assert!(world.run_until(plan.end, &mut |_| true));
            world
                .audit()
                .unwrap_or_else(|wrong| panic!("{text}: {wrong}"));
        }
    }
}

/// Protects: deaths of any cause in the weeks after a release are overdoses and all others, each counted in
/// its own window.
#[test]
fn mortality_after_release_is_of_any_cause() {
    let with = |other: &str| {
        crate::support::one::run(&[
            ("settings.population_scale", "0.02"),
            ("mortality.other_at_40", other),
        ])
    };
    let (few, many) = (with("0.00001/y"), with("0.05/y"));
    for window in ["weeks_1_4", "weeks_5_12"] {
        for whose in ["maintained", "other"] {
            let others = |o: &crate::support::one::Outcome| {
                let of = |metric| o.of(&format!("{metric}_{window}_{whose}"), "substance=opiate");
                of("mortality") - of("overdose_rate")
            };
            let (few, many) = (others(&few), others(&many));
            assert!(few.abs() < 0.2, "{window} {whose}: {few}");
            assert!(many > few + 3.0, "{window} {whose}: {few} {many}");
        }
    }
}

//! Homes are places: each kind is finite, what is not there is waited for, and each is paid for.
//! Runs are paired; a sign counts by the mean of the pairs against its error.

use crate::support::{Sign, from_start};
use crate::{SMALL, pair};

const REPLICATES: u32 = 4;

/// Protects: a place for the weeks after release is one of a pool. More of them, fewer leave without
/// a home and fewer have none three months on; where there is none, nobody has one, and those for
/// whom one was asked are counted.
#[test]
fn more_places_after_release_keep_leavers_off_the_street() {
    let world =
        |places: u32| format!("[housing]\nlost_in_custody = \"12/y\"\ncas3.places = {places}");
    let worlds = pair(&world(0), &world(20_000));
    worlds.none(0, "cas3_starts");
    worlds.down("cas3_turned_away");
    worlds.down("released_homeless");
    worlds.down("homeless_3_months");
    worlds.down("homeless_days");
}

/// Protects: nobody stays beyond the longest stay, whether or not there is a home to go to.
#[test]
fn the_weeks_after_release_end() {
    let world = |stay: &str| {
        format!(
            "[housing]\nlettings.a_year = 0\ncas3.places = 200000\ncas3.longest_stay = \"{stay}\""
        )
    };
    pair(&world("26w"), &world("4w")).down("cas3_population");
}

/// Protects: moves on wait for a home to let. Fewer of them, and people stay longer in places that
/// others could have, wait longer for these, and more are homeless; none, and nobody moves on.
#[test]
fn fewer_homes_to_let_block_moves_on() {
    let world = |a_year: u32| format!("[housing.lettings]\na_year = {a_year}");
    let worlds = from_start(
        &[world(200_000), world(40_000), world(0)],
        SMALL,
        REPLICATES,
    );
    worlds.none(2, "lettings_made");
    for scenario in [1, 2] {
        worlds.assert_sign(0, scenario, "moves_on_blocked_days", Sign::Up);
        worlds.assert_sign(0, scenario, "letting_waiting", Sign::Up);
        worlds.assert_sign(0, scenario, "homeless_days", Sign::Up);
    }
    worlds.assert_sign(0, 1, "letting_wait", Sign::Up);
    worlds.assert_sign(0, 1, "place_wait", Sign::Up);
}

/// Protects: supported places silt up where homes are scarce: as many are taken by fewer people.
#[test]
fn supported_places_silt_up() {
    let world = |a_year: u32| {
        format!(
            "[housing]\nlettings.a_year = {a_year}\nsupported.places = 6000\nsupported.longest_stay = \"3mo\""
        )
    };
    pair(&world(300_000), &world(10_000)).down("supported_housing_starts");
}

/// Protects: those who come first for a home to let get it sooner.
#[test]
fn homes_to_let_go_by_priority() {
    let world = |family: u32| format!("[housing.lettings]\npriority_family = {family}");
    let worlds = pair(&world(0), &world(7));
    worlds.down("moves_on_blocked_days");
    worlds.up("family_population");
}

/// Protects: a stay with family or friends ends, and the sooner, the more are homeless; curfew finds
/// its address there.
#[test]
fn stays_with_family_end() {
    let world = |rate: &str| format!("[housing.family]\nends = \"{rate}\"");
    let worlds = pair(&world("0.1/y"), &world("4/y"));
    worlds.down("family_population");
    worlds.up("homeless_days");
    let taken_in = |chance: u32| format!("[housing.family]\nat_release = {chance}");
    let worlds = pair(&taken_in(0), &taken_in(1));
    worlds.up("family_population");
    worlds.down("released_homeless");
}

/// Protects: where people stay with family or friends, each association acts.
#[test]
fn staying_with_family_has_its_own_associations() {
    // Many stay there, and for long.
    let many = "[housing]\nloss_to_family = 0.9\nfamily.ends = \"0/y\"\nfamily.settles = \"0/y\"\n\
        family.ready = \"0/y\"\nfamily.at_release = 0.9\ncausal_share = 1\n";
    let with = |line: &str| format!("{many}{line}\n");
    let base = with("");
    for (line, metric, sign) in [
        ("family.relapse = 6", "relapses", Sign::Up),
        ("family.lost_contact = 4", "recalls_lost_contact", Sign::Up),
        ("family.attended = 0.1", "contacts_days_0_14", Sign::Down),
        ("family.counts_as_settled = 1", "settled_3_months", Sign::Up),
    ] {
        pair(&base, &with(line)).assert_sign(0, 1, metric, sign);
    }
    let offends = format!("{many}[offending]\nhousing.family = 4\n");
    pair(&base, &offends).up("expected_offences");
}

/// Protects: places cost what was bought, whoever is in them, to the place and the day.
#[test]
fn each_place_has_its_cost() {
    let world = |hostels: u32, cas3: u32, supported: u32| {
        format!(
            "[housing]\nhostels.places = {hostels}\ncas3.places = {cas3}\nsupported.places = {supported}\n\
             [costs.housing]\nhomeless = 0\nletting = 0\nstarting_point = 0\ntemporary = 7000\ncas3 = 22000\nsupported = 16000"
        )
    };
    let worlds = pair(&world(20_000, 1_000, 500), &world(50_000, 3_000, 1_500));
    let bought = 30_000.0 * 7_000.0 + 2_000.0 * 22_000.0 + 1_000.0 * 16_000.0;
    let paid = worlds.paired(0, 1, "cost_housing").difference;
    assert!((paid / bought - 1.0).abs() < 0.01, "{paid} for {bought}");
}

/// Protects: a place for leavers goes to them before others where the lists say so.
#[test]
fn leavers_may_come_first_for_a_place() {
    let world = |class: u32| format!("[housing]\npriority_leavers = {class}");
    pair(&world(7), &world(0)).down("homeless_3_months");
}

/// Protects: who loses homes offends more, so that reoffending rises with homelessness at release
/// where nobody is recalled; where homes fall to people at random, it hardly does.
#[test]
fn reoffending_rises_with_homelessness_by_who_loses_homes() {
    const RECALLS_OFF: &str = "[licence]\nrecall_lost_contact = 0\nrecall_no_residence = 0\n\
        recall_lapse = 0\nrecall_charge = 0\n[curfew]\nviolations = \"0/y\"\nno_address = 0\n";
    let at_random = "[housing.unsettled]\nspread = 0\npropensity = 0\nmotivation = 0\n".to_owned();
    let set: Vec<(&str, &str)> = SMALL
        .iter()
        .copied()
        .filter(|(key, _)| *key != "settings.horizon")
        .chain([("settings.horizon", "4y")])
        .collect();
    let texts = [format!("{RECALLS_OFF}{at_random}"), RECALLS_OFF.to_owned()];
    let worlds = from_start(&texts, &set, 8);
    let gradient = |scenario: usize| {
        let mean = |stratum: &str| {
            let values = worlds.values_in(scenario, "reoffending_12_months", stratum);
            values.iter().sum::<f64>() / values.len() as f64
        };
        mean("housing=homeless") - mean("housing=settled")
    };
    let (random, together) = (gradient(0), gradient(1));
    println!("homeless less settled: {random} at random, {together} together");
    assert!(
        together > 2.0 && together > random + 2.0,
        "{random} {together}"
    );
}

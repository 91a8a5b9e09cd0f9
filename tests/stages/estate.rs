//! Demand and the estate: what more charges do, and what an estate does as it fills: cells for one
//! shared, police cells, moves without a vacancy, thin contact, and the power to release early.

use crate::support::small::brief;
use crate::support::{self, Finished, study};

const REPLICATES: u32 = 4;

/// Large enough that an effect is larger than luck.
const LARGE: (&str, &str) = ("settings.population_scale", "0.01");
/// An estate on which everybody has a place, and one that is full.
const SLACK: &str = "[prison]\nplaces.male = 100000\n";
const FULL: &str = "[prison]\nplaces.male = 76000\n";

/// Two worlds that differ from the policy date on.
fn pair(low: &str, high: &str) -> Finished {
    pair_of(REPLICATES, low, high)
}

fn pair_of(replicates: u32, low: &str, high: &str) -> Finished {
    let of = |name, text| support::overlay(name, text, &brief(&[LARGE]));
    support::run(&study(&[&of("low", low), &of("high", high)]), replicates)
}

/// Protects: demand is charges for each arrest, and reaches courts and prisons; no more offences.
#[test]
fn more_demand_means_more_charges_and_prisoners() {
    let worlds = pair("[police]\ndemand = 0.8", "[police]\ndemand = 1.3");
    for metric in [
        "charges",
        "cases_ended",
        "custodial_receptions",
        "prison_population",
    ] {
        worlds.up(metric);
    }
    worlds.down("no_further_action");
    let of = |demand: &str| format!("[police]\ndemand_of.shop_theft = {demand}");
    pair(&of("0.5"), &of("1.2")).up("charges");
    let of = |demand: &str| format!("[police]\ndemand_at_christmas = {demand}");
    pair(&of("0"), &of("1")).up("charges");
}

/// Protects: a full estate puts two into a cell for one, moves people without a vacancy, breaks
/// treatment by that, and delivers less of it; for whom there is no place police cells are used,
/// and when they are full as well somebody has neither.
#[test]
fn a_full_estate_crowds_moves_and_treats_less() {
    // Stronger than in the baseline, for a year in a small world.
    let strong = "[regime]\ncrowded_loss = 3\naccess_when_full = 0.4\n";
    let worlds = pair(&format!("{SLACK}{strong}"), &format!("{FULL}{strong}"));
    for metric in [
        "people_crowded",
        "crowded_share",
        "prison_transfers",
        "prison_treatment_interrupted",
        "police_cell_days",
        "cells_in_use",
        "unmet_places",
    ] {
        worlds.up(metric);
    }
    worlds.down("prison_programmes_delivered");
}

/// Protects: each way in which a full estate thins treatment acts by itself.
#[test]
fn crowding_and_access_thin_contact() {
    let with = |regime: &str| format!("{FULL}[regime]\n{regime}\n");
    let few = "access_when_full = 1\ncrowded_loss = ";
    // What is delivered in a year is little: more replicates tell it from luck.
    pair_of(12, &with(&format!("{few}0")), &with(&format!("{few}5")))
        .down("prison_programmes_delivered");
    let none = "crowded_loss = 0\naccess_when_full = ";
    pair_of(12, &with(&format!("{none}1")), &with(&format!("{none}0.3")))
        .down("prison_programmes_delivered");
    let moved = |times: u8| format!("{FULL}[estate]\nforced_moves = {times}\n");
    let worlds = pair(&moved(1), &moved(6));
    worlds.up("prison_transfers");
    worlds.up("prison_treatment_interrupted");
}

/// Protects: the police cells that are agreed have an end, and what is beyond it is unmet demand.
#[test]
fn police_cells_have_an_end() {
    let cells = |of: u32| format!("{FULL}[estate]\npolice_cells = {of}\n");
    let worlds = pair(&cells(100), &cells(100_000));
    worlds.up("cells_in_use");
    worlds.down("unmet_places");
    worlds.none(1, "unmet_places");
    let [few, many] = [0, 1].map(|i| worlds.values(i, "police_cell_days"));
    assert_eq!(few, many, "nobody's wait for a place is shorter or longer");
}

/// Protects: the standing power to release early is off; switched on it empties cells, and its
/// reach is how many of those nearest their date go.
#[test]
fn a_standing_power_releases_early_when_places_run_out() {
    let with = |active: &str, reach: f64| {
        format!("{FULL}[prison.standing_release]\nactive = \"{active}\"\nscheme.reach = {reach}\n")
    };
    let worlds = pair(&with("off", 1.0), &with("on", 1.0));
    worlds.none(0, "early_releases");
    worlds.up("early_releases");
    worlds.down("unmet_places");
    pair(&with("on", 0.1), &with("on", 1.0)).up("early_releases");
}

/// Protects: places follow people where that is on: what comes to a full estate finds some of the places that
/// it has made.
#[test]
fn places_follow_people_as_an_option() {
    let with = |active: &str| {
        format!(
            "{FULL}[police]\ndemand = 1.4\n[estate.following]\nactive = \"{active}\"\n\
             per_person = 1\nevery = \"14d\"\n"
        )
    };
    let worlds = pair(&with("off"), &with("on"));
    worlds.up("prison_population");
    worlds.down("unmet_places");
}

/// Protects: a share is one, in every metric and whatever an estate is short of: people who wait in police cells
/// are in no share of those in prison, and who is screened once there is a place is of those screened.
#[test]
fn no_share_of_a_strained_estate_passes_all() {
    let short = [
        ("prison.places.male", "3000"),
        ("prison.long_term.male", "0"),
    ];
    let set = brief(&[&[LARGE], &short[..]].concat());
    let opens = support::overlay("opens", "[prison]\nplaces.male = 100000\n", &set);
    let worlds = support::run(&study(&[&support::baseline(&set), &opens]), REPLICATES);
    let waited = worlds.values(0, "police_cell_days");
    assert!(waited.iter().all(|days| *days > 0.0), "{waited:?}");
    for metric in worlds.layout.metrics.iter().filter(|one| one.unit == "%") {
        let most = if metric.name == "occupancy" {
            f64::MAX
        } else {
            100.0
        };
        for world in 0..2 {
            let shares = worlds.values(world, metric.name);
            assert!(
                shares
                    .iter()
                    .all(|share| share.is_nan() || (0.0..=most).contains(share)),
                "{}: {shares:?}",
                metric.name
            );
        }
    }
}

/// Protects: the time from the offence to the charge is in the time since the offence, delays nothing
/// and is no part of the time from charge.
#[test]
fn offence_to_charge_is_counted_and_delays_nothing() {
    let with = |days: u16| {
        format!("[police]\nto_charge.crown = \"{days}d\"\nto_charge.magistrates = \"{days}d\"\n")
    };
    let worlds = pair(&with(1), &with(300));
    worlds.up("median_days_crown");
    worlds.up("median_days_magistrates");
    for metric in [
        "days_charge_to_disposal",
        "cases_ended",
        "prison_population",
    ] {
        let [a, b] = [0, 1].map(|i| worlds.values(i, metric));
        assert_eq!(a, b, "{metric}");
    }
}

/// Protects: where the Crown Court sits less, cases wait, more are open, and more people are on remand.
#[test]
fn fewer_sittings_mean_open_cases_and_remand() {
    let with = |cases: u16| format!("[listing]\ncases_per_week.crown = {cases}\n");
    let worlds = pair(&with(1600), &with(700));
    worlds.up("days_waiting_for_hearing");
    worlds.up("open_cases_crown");
    worlds.up("open_cases_crown_bail");
    worlds.up("open_cases_crown_custody");
    worlds.up("remand_population");
}

//! Probation: who holds which case, what cases ask for, and what load does to contact. Runs are paired; a
//! sign counts by the mean of the pairs against its error.

use crate::support::from_start;
use crate::{SMALL, pair};

const REPLICATES: u32 = 4;

/// Protects probation: fewer officers mean thinner contact, and more of it lost.
#[test]
fn a_load_on_probation_loses_contact() {
    let worlds = pair(
        "[probation.workers]\nposts = 20000\nvacant = 0",
        "[probation.workers]\nposts = 1500",
    );
    worlds.up("recalls_lost_contact");
    worlds.down("contacts_days_0_14");
}

/// Protects the two grades: service officers hold cases of low risk, and without them those are lost sooner; a
/// case of high risk is held by officers, who have no more to do for it.
#[test]
fn a_grade_without_officers_loses_its_own_cases() {
    let world = |high: &str, posts: &str| {
        format!(
            "[population]\nhigh_risk = {high}\nmedium_risk = 0\n[probation.service_officers]\n{posts}\n\
             [probation.held_by_service_officers]\nlow = 1\n[probation.workers]\nposts = 90000\nvacant = 0"
        )
    };
    let (many, few) = ("posts = 20000\nvacant = 0", "posts = 100\nvacant = 0");
    pair(&world("0", many), &world("0", few)).up("recalls_lost_contact");
    let high = pair(&world("1", many), &world("1", few));
    let [many, few] = [0, 1].map(|of| high.values(of, "recalls_lost_contact"));
    assert_eq!(many, few);
}

/// Protects the points: cases that ask for more thin contact, on orders and licences and before release.
#[test]
fn cases_that_ask_for_more_thin_contact() {
    let world = |kind: &str, points: u32| {
        format!("[probation.points.{kind}]\nlow = {points}\nmedium = {points}\nhigh = {points}")
    };
    for kind in ["order", "licence", "custody"] {
        pair(&world(kind, 10), &world(kind, 200)).up("recalls_lost_contact");
    }
    let standing = |cases: u32| format!("[probation.standing]\nlicence = {cases}");
    pair(&standing(0), &standing(60_000)).up("recalls_lost_contact");
}

/// Protects the regions: posts follow cases, so that an officer has about as many everywhere, and about as
/// many as were published (35 to 37, COM-035 to COM-037).
#[test]
fn officers_have_about_as_many_cases_in_every_region() {
    let world = from_start(&[""], SMALL, REPLICATES);
    let mean = |stratum: &str| {
        let values = world.values_in(0, "caseload_per_worker_probation", stratum);
        values.iter().sum::<f64>() / values.len() as f64
    };
    let all = mean("all");
    assert!((29.0..=39.0).contains(&all), "{all}");
    for region in ["north_east", "south_east", "london", "wales"] {
        let here = mean(&format!("area={region}"));
        assert!(
            (here / all - 1.0).abs() < 0.25,
            "{region}: {here}, all {all}"
        );
    }
}

/// Protects the refocus: what is not enforced in the low tier is not recalled.
#[test]
fn attention_moves_by_tier() {
    let world = |low: &str| {
        format!(
            "[probation]\nenforcement.low = {low}\nenforcement.medium = {low}\nenforcement.high = {low}"
        )
    };
    pair(&world("1"), &world("0.3")).down("recalls_lost_contact");
}

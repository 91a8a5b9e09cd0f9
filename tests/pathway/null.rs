//! What is not changed does not change: overlays without effect differ by exactly nothing, and a
//! scenario gives the same numbers alone, beside others, and branched from a shared history.

use crate::support::small::{QUICK, quick};
use crate::support::{Finished, baseline, load, overlay, run, study};
use throughcare::engine::Date;
use throughcare::observe::Record;
use throughcare::scenario::Scenario;
use throughcare::scenario::schema::Model;

/// The same bits: equal, and equally absent where there is no denominator.
fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|v| v.to_bits()).collect()
}

/// How many of two lists of values differ.
fn differing(a: &[f64], b: &[f64]) -> usize {
    assert_eq!(a.len(), b.len());
    bits(a)
        .iter()
        .zip(bits(b))
        .filter(|&(&a, b)| a != b)
        .count()
}

fn assert_identical(a: &Record, b: &Record) {
    assert_eq!(differing(&a.values, &b.values), 0, "values differ");
    assert_eq!(
        differing(&a.series, &b.series),
        0,
        "values of series differ"
    );
    assert_eq!(differing(&a.flows, &b.flows), 0, "flows differ");
}

fn assert_no_difference(policy: &Scenario<Model>) {
    let baseline = baseline(&QUICK);
    let study = study(&[&baseline, policy]);
    for records in run(&study, 2).records {
        assert_identical(&records[0], &records[1]);
    }
}

/// Protects: an overlay that sets nothing differs by exactly 0 in every cell, series and flow.
#[test]
fn an_overlay_that_sets_nothing_changes_nothing() {
    assert_no_difference(&overlay("nothing", "", &QUICK));
}

/// Protects: saying again what holds anyway is no change, whatever the kind of value.
#[test]
fn an_overlay_that_repeats_values_changes_nothing() {
    let from = Date::new(2027, 4, 1).unwrap();
    let model = baseline(&QUICK).at(from).unwrap();
    let text = format!(
        "[release]\nmet_at_gate = {}\n[orders.drr]\nassessed = {{ value = {}, over = \"12mo\" }}\n\
         [prison]\nplaces.female = {}\n[community_treatment.opiate]\nposts = {}\n\
         [use]\nrelapse_treated = {}\n",
        *model.release.met_at_gate,
        *model.orders.drr.assessed,
        *model.prison.places.female,
        *model.community_treatment.opiate.posts,
        *model.use_.relapse_treated,
    );
    assert_no_difference(&overlay("repeated", &text, &QUICK));
}

/// Protects: taking up new values on a date is itself no event. Nothing is drawn again, no clock
/// moves, no worker changes their mind, because something else changed somewhere. The change is
/// of a figure that is for tables only, so any difference is an artefact.
#[test]
fn a_change_without_effect_moves_no_clock_and_no_luck() {
    // On days on which nothing else changes.
    let text = "[areas.london]\nresidents = { value = 1, over = \"6mo\", steps = 7 }\n";
    let policy = overlay("for-tables", text, &QUICK);
    assert_ne!(policy.change_dates(), baseline(&QUICK).change_dates());
    assert_no_difference(&policy);
}

/// Protects: the same on any day of a month: what is settled by month is not settled anew because
/// something else changed on another day.
#[test]
fn a_change_without_effect_is_none_on_any_day() {
    for day in ["2027-04-15", "2027-07-17", "2027-12-25"] {
        let text = format!(
            "policy.from = {day}\n[areas.london]\nresidents = {{ value = 1, over = \"6mo\" }}\n"
        );
        assert_no_difference(&overlay("for-tables", &text, &QUICK));
    }
}

/// Protects: branching. A policy alone, from its first day, gives the bytes that it gives when
/// branched from the baseline's history.
#[test]
fn a_policy_alone_is_the_policy_branched() {
    let (base, policy) = (baseline(&QUICK), load("more-drrs", &QUICK));
    let (alone, together) = (study(&[&policy]), study(&[&base, &policy]));
    let (alone, together) = (run(&alone, 2), run(&together, 2));
    for (a, b) in alone.records.iter().zip(&together.records) {
        let (mine, theirs) = (named(&alone, &a[0]), named(&together, &b[1]));
        assert!(theirs.len() > 1000);
        for (name, value) in theirs {
            let same = mine.iter().find(|(other, _)| *other == name);
            assert_eq!(same.map(|s| s.1), Some(value), "{name}");
        }
    }
}

/// Every value by the names of its metric, stratum and period, as bits. `run` has the years
/// before the policy window as periods too, and its part of the first year is longer, so years
/// that are not whole in both are left out. So are the people whom the baseline follows: alone,
/// there is no other group than one's own.
fn named(finished: &Finished, record: &Record) -> Vec<(String, u64)> {
    let layout = &finished.layout;
    let name = |cell: &throughcare::observe::Cell| {
        let metric = layout.metrics[cell.metric as usize].name;
        let (s, p) = (
            &layout.strata[cell.stratum as usize],
            &layout.periods[cell.period as usize],
        );
        format!("{metric}|{s}|{p}")
    };
    let values = layout.cells.iter().map(name).zip(bits(&record.values));
    values
        .filter(|(name, _)| !name.ends_with("(part)") && !name.contains("_same_people|"))
        .collect()
}

/// Protects: reoffending of the baseline's own group is that of the published cohort in the
/// baseline itself, in every stratum; under a policy it is asked of the same people, whoever else is
/// followed there.
#[test]
fn the_group_of_the_baseline_is_the_same_people_under_a_policy() {
    let long = [
        ("settings.horizon", "30mo"),
        ("settings.population_scale", "0.01"),
    ];
    let mut set = QUICK.to_vec();
    set.retain(|(key, _)| !long.iter().any(|(other, _)| key == other));
    set.extend(long);
    let policy = overlay(
        "severe",
        "[courts]\nfailed.magistrates = 0\nfailed.crown = 0\n",
        &set,
    );
    let finished = run(&study(&[&baseline(&set), &policy]), 1);
    let value =
        |scenario, metric: &str, stratum: &str| finished.values_in(scenario, metric, stratum)[0];
    for stratum in ["all", "sex=female", "housing=homeless", "sentence=under_6m"] {
        let own = value(0, "reoffending_12_months", stratum);
        assert!(own > 0.0, "{stratum}: {own}");
        assert_eq!(
            own,
            value(0, "reoffending_same_people", stratum),
            "{stratum}"
        );
    }
    let (published, same) = ("reoffending_12_months", "reoffending_same_people");
    assert_ne!(value(1, published, "all"), value(1, same, "all"));
    assert_ne!(value(0, same, "all"), value(1, same, "all"));
}

/// Protects: a change that can do nothing to reoffending does nothing to the baseline's group, although every
/// life takes another way: who has parted from theirs is not found to offend less.
#[test]
fn another_luck_is_no_effect_on_the_group_of_the_baseline() {
    let mut set = QUICK.to_vec();
    set.retain(|(key, _)| !["settings.horizon", "settings.population_scale"].contains(key));
    set.extend([
        ("settings.horizon", "30mo"),
        ("settings.population_scale", "0.01"),
    ]);
    let sideways = overlay(
        "sideways",
        "[policy]\nfrom = \"start\"\n[estate]\nlateral = 0.3\n",
        &set,
    );
    let finished = run(&study(&[&baseline(&set), &sideways]), 8);
    for metric in ["reoffending_same_people", "reoffences_same_people"] {
        let change = finished.paired(0, 1, metric);
        let half = change.ci_high - change.difference;
        assert!(
            change.difference.abs() < 1.3 * half,
            "{metric}: {} ± {half}",
            change.difference
        );
    }
}

/// Protects: policies do not touch each other. Beside others, in any order, with branches before
/// and after it, a policy gives the same bytes.
#[test]
fn a_policy_is_the_same_beside_others() {
    let base = baseline(&QUICK);
    let drrs = load("more-drrs", &QUICK);
    let early = overlay(
        "early",
        "[policy]\nfrom = 2027-02-01\n[release]\nmet_at_gate = 0.9\n",
        &QUICK,
    );
    let late = overlay(
        "late",
        "[policy]\nfrom = 2027-12-01\n[release]\nmet_at_gate = 0.9\n",
        &QUICK,
    );
    let other = baseline(&quick(&[("mortality.potency", "3")]));
    let pair = study(&[&base, &drrs]);
    let many = study(&[&base, &late, &other, &drrs, &early]);
    for (pair, many) in run(&pair, 2).records.iter().zip(&run(&many, 2).records) {
        assert_identical(&pair[0], &many[0]);
        assert_identical(&pair[1], &many[3]);
        assert!(
            differing(&many[0].values, &many[4].values) > 0,
            "the others do differ"
        );
    }
}

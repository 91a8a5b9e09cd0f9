//! Changes as people say them: factors, what is added, ends, shapes, and what becomes of them in
//! bundles and areas.

use std::fs;

use crate::model::Model;
use tempfile::TempDir;
use throughcare::engine::Date;
use throughcare::scenario::schema::Model as Whole;
use throughcare::scenario::uncertainty::Uncertain;
use throughcare::scenario::{Onset, Scenario};

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::copy("tests/good/base.toml", folder.path().join("base.toml")).expect("a copy");
    for (name, text) in files {
        let text = match text.starts_with("extends") {
            true => (*text).to_owned(),
            false => format!("extends = \"base.toml\"\n{text}"),
        };
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn load(folder: &TempDir, name: &str) -> Scenario<Model> {
    let parts = name.split('+').map(|part| folder.path().join(part));
    let parts: Vec<String> = parts.map(|path| path.display().to_string()).collect();
    Scenario::load(&parts.join("+"), &[]).unwrap_or_else(|errors| panic!("{errors}"))
}

fn policy(text: &str) -> Scenario<Model> {
    load(&folder(&[("policy.toml", text)]), "policy.toml")
}

fn fault(text: &str) -> String {
    let folder = folder(&[("policy.toml", text)]);
    let path = folder.path().join("policy.toml").display().to_string();
    let errors = Scenario::<Model>::load(&path, &[]).expect_err(text);
    errors
        .to_string()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn places(scenario: &Scenario<Model>, date: &str) -> f64 {
    *scenario.at(day(date)).expect("typed").prison.places
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
}

/// Protects: a factor is on whatever the baseline has then, its later changes included.
#[test]
fn a_factor_acts_on_what_the_baseline_has_then() {
    let policy = policy("policy.from = 2025-06-01\nprison.places = { times = 1.2 }");
    near(places(&policy, "2025-05-31"), 500.0);
    near(places(&policy, "2025-06-01"), 600.0);
    near(places(&policy, "2026-01-01"), 660.0);
    assert_eq!(
        policy.change_dates(),
        [day("2025-06-01"), day("2026-01-01")]
    );
}

/// Protects: what is added is in the unit of the value: points of a chance, people, days.
#[test]
fn what_is_added_is_in_the_unit_of_the_value() {
    let text = "policy.from = 2028-01-01\nprison.places = { plus = -50 }\n\
        police.charge_share = { plus = \"10pp\" }\npolice.wait = { plus = \"-1w\" }\n\
        police.arrest_rate = { plus = \"0.1/y\" }";
    let after = policy(text).at(day("2028-01-01")).expect("typed");
    near(*after.prison.places, 500.0);
    near(*after.police.charge_share, 0.4);
    near(*after.police.wait, 35.0);
    near(after.police.arrest_rate.per_year(), 1.0);
}

/// Protects: from its end on a change leaves no trace.
#[test]
fn after_its_end_a_value_is_what_it_is_without_the_change() {
    let text = "policy.from = 2025-06-01\nprison.places = { value = 700, until = 2026-03-01 }";
    let set = policy(text);
    let found = ["2025-06-01", "2026-02-28", "2026-03-01"].map(|date| places(&set, date));
    assert_eq!(found, [700.0, 700.0, 550.0]);
    let text = "policy.from = 2025-06-01\nprison.places = { plus = 100, over = \"2y\", until = 2026-06-01 }";
    let ramp = policy(text);
    near(places(&ramp, "2026-05-01"), 550.0 + 100.0 * 334.0 / 730.0);
    near(places(&ramp, "2026-06-01"), 550.0);
}

/// Protects: a factor that goes back to one ends little by little.
#[test]
fn factors_of_one_file_follow_each_other() {
    let text = "prison.places = { phases = [{ from = 2027-04-01, times = 2 }, { from = 2028-04-01, over = \"12mo\", times = 1 }] }";
    let policy = policy(text);
    near(places(&policy, "2027-04-01"), 1100.0);
    near(places(&policy, "2028-10-01"), 550.0 * (2.0 - 183.0 / 365.0));
    near(places(&policy, "2029-04-01"), 550.0);
}

/// Protects: a change comes as its shape says, and in full on the day on which its time is over.
#[test]
fn a_change_comes_as_its_shape_says() {
    let at = |how: &str, date: &str| {
        let text = format!(
            "policy.from = 2027-01-01\nprison.places = {{ plus = 100, over = \"2y\"{how} }}"
        );
        places(&policy(&text), date) - 550.0
    };
    let half = "2028-01-01";
    let way = 365.0 / 731.0;
    near(at("", half), 100.0 * way);
    near(
        at(", shape = \"front-loaded\"", half),
        100.0 * (1.0 - (1.0 - way) * (1.0 - way)),
    );
    near(at(", shape = \"back-loaded\"", half), 100.0 * way * way);
    let steps = ", steps = 4";
    for (date, comes) in [
        ("2027-07-02", 0.0),
        ("2027-07-03", 25.0),
        ("2028-01-01", 25.0),
        ("2028-01-02", 50.0),
        ("2028-12-31", 75.0),
    ] {
        near(at(steps, date), comes);
    }
    for how in [
        "",
        ", shape = \"front-loaded\"",
        ", shape = \"back-loaded\"",
        steps,
    ] {
        near(at(how, "2029-01-01"), 100.0);
    }
}

/// Protects: from the start a factor is on the whole history.
#[test]
fn from_the_start_a_factor_is_on_the_whole_history() {
    let world = policy("policy.from = \"start\"\nprison.places = { times = 2 }");
    assert_eq!(
        ["2020-01-01", "2026-01-01"].map(|date| places(&world, date)),
        [1000.0, 1100.0]
    );
    let folder = folder(&[]);
    assert_eq!(
        world.first_difference(&load(&folder, "base.toml")),
        Some(Onset::Start)
    );
}

/// Protects: a factor and what is added nationally reach an area with a value of its own; a
/// national value does not.
#[test]
fn national_factors_reach_values_of_areas() {
    let share = |text: &str, area: &str| {
        let policy = policy(&format!("policy.from = 2028-01-01\n{text}"));
        *policy
            .area_at(area, day("2028-01-01"))
            .expect("typed")
            .police
            .charge_share
    };
    near(
        share("police.charge_share = { times = 1.5 }", "north_west"),
        0.3,
    );
    near(
        share("police.charge_share = { times = 1.5 }", "south"),
        0.45,
    );
    near(
        share("police.charge_share = { plus = \"5pp\" }", "north_west"),
        0.25,
    );
    near(share("police.charge_share = 0.9", "north_west"), 0.2);
    let both = "police.charge_share = { times = 1.5 }\nareas.north_west.police.charge_share = 0.5";
    near(share(both, "north_west"), 0.5);
    let own = "areas.south.police.charge_share = { times = 2 }";
    near(share(own, "south"), 0.6);
    near(share(own, "north_west"), 0.2);
}

/// Protects: a total is shared out to areas, and what stands under an area is its own.
#[test]
fn totals_are_shared_out_and_local_ones_are_not() {
    let posts = |text: &str, area: &str, date: &str| {
        let policy = policy(&format!("policy.from = 2028-01-01\n{text}"));
        let here = policy.area_at(area, day(date)).expect("typed");
        *here.services["community"].posts
    };
    let (before, after) = ("2027-12-31", "2028-01-01");
    let own = "areas.south.services.community.posts = 12";
    near(posts(own, "south", before), 4.0);
    near(posts(own, "south", after), 12.0);
    near(posts(own, "north_west", after), 6.0);
    let ramp = "areas.south.services.community.posts = { value = 12, over = \"2y\" }";
    near(
        posts(ramp, "south", "2029-01-01"),
        4.0 + 8.0 * 366.0 / 731.0,
    );
    let more = "services.community.posts = { plus = 5 }\nareas.south.services.community.posts = { plus = 3 }";
    near(posts(more, "south", after), 4.0 + 2.0 + 3.0);
    near(
        posts("services.community.posts = { times = 3 }", "south", after),
        12.0,
    );
    let slip = fault("areas.south.services.community.posts = 0.4");
    assert!(
        slip.contains("`areas.south.services.community.posts` is less than one"),
        "{slip}"
    );
}

/// Protects: the order of the files of a bundle decides nothing but what is changed on one day.
#[test]
fn bundles_are_joined_by_date() {
    let files = [
        (
            "early.toml",
            "policy.from = 2028-04-01\nprison.places = 600",
        ),
        ("late.toml", "policy.from = 2030-04-01\nprison.places = 580"),
        (
            "more.toml",
            "policy.from = 2029-04-01\nprison.places = { times = 2 }",
        ),
        ("same.toml", "policy.from = 2028-04-01\nprison.places = 620"),
    ];
    let folder = folder(&files);
    let dates = ["2028-03-31", "2028-04-01", "2029-04-01", "2030-04-01"];
    let of = |name: &str| dates.map(|date| places(&load(&folder, name), date));
    let both = load(&folder, "early.toml+late.toml");
    assert_eq!(of("early.toml+late.toml"), [550.0, 600.0, 600.0, 580.0]);
    assert_eq!(
        both.first_difference(&load(&folder, "late.toml+early.toml")),
        None
    );
    let said = "`prison.places`: late overrules early from 2030-04-01";
    for order in ["early.toml+late.toml", "late.toml+early.toml"] {
        assert_eq!(load(&folder, order).warnings(), [said]);
    }
    for order in ["early.toml+more.toml", "more.toml+early.toml"] {
        assert_eq!(of(order), [550.0, 600.0, 1200.0, 1200.0]);
        let said = "`prison.places`: more acts on top of early from 2029-04-01";
        assert_eq!(load(&folder, order).warnings(), [said]);
    }
    assert_eq!(of("more.toml+late.toml")[2..], [1100.0, 580.0]);
    assert_eq!(of("early.toml+same.toml")[1], 620.0);
    assert_eq!(of("same.toml+early.toml")[1], 600.0);
    let said = "`prison.places`: early overrules same from 2028-04-01";
    assert_eq!(load(&folder, "same.toml+early.toml").warnings(), [said]);
}

/// Protects: what a national change and an area's own value of another text do to each other is told.
#[test]
fn a_country_and_an_area_that_meet_in_a_bundle_are_told() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("wide", "[diversion.workers]\nposts = 320\n"),
        ("half", "[diversion.workers]\nposts = { times = 2 }\n"),
        ("own", "[areas.wales.diversion.workers]\nposts = 40\n"),
        (
            "more",
            "[areas.wales.diversion.workers]\nposts = { times = 3 }\n",
        ),
    ] {
        let text = format!("extends = \"baseline.toml\"\n[policy]\nfrom = 2028-04-01\n{text}");
        fs::write(folder.path().join(format!("{name}.toml")), text).unwrap();
    }
    let path = |name: &str| {
        folder
            .path()
            .join(format!("{name}.toml"))
            .display()
            .to_string()
    };
    for (first, second, said) in [
        ("wide", "own", "own overrules wide"),
        ("half", "own", "half acts on top of own"),
        ("half", "more", "half acts on top of more"),
    ] {
        let bundle = format!("{}+{}", path(first), path(second));
        let both = Scenario::<Whole>::load(&bundle, &[]).unwrap();
        let words = both.warnings().join("; ");
        let said = format!("`areas.wales.diversion.workers.posts`: {said} from 2028-04-01");
        assert!(words.contains(&said), "{first}+{second}: {words}");
    }
}

/// Protects: a table that comes on a date, with a value that never changes in it, is not there before,
/// in the country and in an area, however often it is asked for.
#[test]
fn a_table_is_there_once_all_of_it_is() {
    let clinic = "[policy]\nfrom = 2027-04-01\n[services.clinic]\nlabel = \"clinic\"\nposts = 5\ncaseload = 20\n";
    let scenario = policy(clinic);
    let (whole, area) = (scenario.laid_out(), scenario.area("south"));
    let (area, before) = (area.laid_out(), day("2027-03-31"));
    for _ in 0..2 {
        for there in [&whole, &area] {
            let then = there.at(before).expect("typed");
            assert!(!then.services.contains_key("clinic"));
            let after = there.at(day("2027-04-01")).expect("typed");
            assert_eq!(after.services["clinic"].label, "clinic");
            near(*after.services["clinic"].caseload, 20.0);
        }
    }
}

/// Protects: of two bundled rows of one rule and one day, the reader hears which holds.
#[test]
fn rows_of_a_bundle_that_take_each_others_place_are_told() {
    let row = |share: f64| {
        format!("[[prison.release]]\nfrom = 2028-01-01\nshare = {share}\nconcerns = \"everybody\"")
    };
    let (a, b) = (row(0.4), row(0.6));
    let folder = folder(&[("a.toml", &a), ("b.toml", &b)]);
    let said = "`prison.release`: b overrules a from 2028-01-01";
    assert_eq!(load(&folder, "a.toml+b.toml").warnings(), [said]);
}

/// Protects: what a file says lies over what it extends, whatever the dates.
#[test]
fn a_file_lies_over_what_it_extends() {
    let files = [
        (
            "below.toml",
            "policy.from = 2030-01-01\nprison.places = 600",
        ),
        (
            "factor.toml",
            "extends = \"below.toml\"\npolicy.from = 2028-01-01\nprison.places = { times = 2 }",
        ),
        (
            "value.toml",
            "extends = \"below.toml\"\npolicy.from = 2028-01-01\nprison.places = 700",
        ),
        (
            "time.toml",
            "extends = \"below.toml\"\npolicy.from = 2028-01-01\nprison.places = { value = 700, until = 2031-01-01 }",
        ),
    ];
    let folder = folder(&files);
    let dates = ["2028-01-01", "2030-01-01", "2031-01-01"];
    let of = |name: &str| dates.map(|date| places(&load(&folder, name), date));
    assert_eq!(of("factor.toml"), [1100.0, 1200.0, 1200.0]);
    assert_eq!(of("value.toml"), [700.0; 3]);
    assert_eq!(of("time.toml"), [700.0, 700.0, 600.0]);
    assert!(load(&folder, "factor.toml").warnings().is_empty());
}

/// Protects: what cannot be meant is refused with what to write instead.
#[test]
fn what_cannot_be_meant_is_refused() {
    let cases = [
        (
            "loops.full_estate = { times = 2 }",
            "which `times` cannot change",
        ),
        ("prison.opens = { plus = 3 }", "which `plus` cannot change"),
        (
            "prison.places = { plus = \"10pp\" }",
            "percentage points are for chances; this is a count",
        ),
        (
            "police.charge_share = { plus = 0.1 }",
            "write \"10pp\" for percentage points",
        ),
        (
            "police.charge_share = { plus = \"90pp\" }",
            "comes to 1.2 on 2027-04-01, and must be a probability",
        ),
        (
            "police.charge_share = { times = 4 }",
            "comes to 1.2 on 2027-04-01",
        ),
        (
            "prison.places = { plus = -600 }",
            "comes to -50 on 2027-04-01",
        ),
        (
            "prison.places = { value = 3, times = 2 }",
            "has both `value` and `times`",
        ),
        (
            "prison.places = { times = 2, plus = 2 }",
            "has both `times` and `plus`",
        ),
        ("prison.places = { times = -1 }", "a factor of at least 0"),
        ("prison.places = { times = \"+20%\" }", "write 1.2"),
        (
            "prison.places = { times = \"20%\" }",
            "write 0.2 for 20 % of it, or 1.2 for 20 % more",
        ),
        (
            "prison.places = { value = 3, from = 2028-01-01, until = 2027-06-01 }",
            "ends before it begins",
        ),
        (
            "prison.places = { value = 3, until = 2027-04-01 }",
            "ends before it begins",
        ),
        (
            "prison.places = { times = 2, over = \"1y\", shape = \"quick\" }",
            "must be one of",
        ),
        (
            "prison.places = { times = 2, shape = \"front-loaded\" }",
            "`shape` needs an `over`",
        ),
        (
            "prison.places = { times = 2, over = \"1y\", steps = 1 }",
            "at least 2 `steps`",
        ),
        (
            "prison.places = { times = 2, over = \"1y\", shape = \"linear\", steps = 3 }",
            "in steps or it does not",
        ),
        (
            "prison.places = { times = 2, over = \"1y\", shape = \"steps\" }",
            "steps = 4",
        ),
        (
            "prison.places = { phases = [{ from = 2027-05-01, times = 2 }, { from = 2028-05-01, value = 3 }] }",
            "are not all of one sort",
        ),
        (
            "prison.places = { unit = \"places\" }",
            "no `value`, `times` or `plus` in this table",
        ),
        (
            "prison.schedule = [{ times = 2 }]",
            "cannot have dates of its own",
        ),
    ];
    for (text, expected) in cases {
        let found = fault(text);
        assert!(found.contains(expected), "{text}: {found}");
        assert!(found.contains("policy.toml:"), "{text}: {found}");
    }
    let base = fs::read_to_string("tests/good/base.toml").expect("the base");
    let alone = base.replace("wait = \"6w\"", "wait = { times = 2 }");
    let folder = folder(&[]);
    let path = folder.path().join("alone.toml");
    fs::write(&path, alone).expect("a file");
    let errors = Scenario::<Model>::load(&path.display().to_string(), &[]).expect_err("no value");
    assert!(
        errors.to_string().contains("does not say its value before"),
        "{errors}"
    );
}

/// Protects: a doubling is a doubling in every draw, and an absolute value lies high where the
/// baseline's lies high; a value that some draws turn round is told.
#[test]
fn a_policy_shares_the_draw_of_what_it_changes() {
    let double = policy("policy.from = 2028-01-01\npolice.charge_share = { times = 2 }");
    let level =
        "policy.from = 2028-01-01\npolice.charge_share = { value = 0.35, low = 0.3, high = 0.39 }";
    let level = policy(level);
    let of = |one| Uncertain::of(one, 1, 60, None).expect("ranges");
    let (of_double, of_level) = (of(&double), of(&level));
    let share = |scenario: &Scenario<Model>, date: &str| {
        *scenario.at(day(date)).expect("typed").police.charge_share
    };
    let mut pairs = Vec::new();
    let mut turned = 0;
    for draw in 0..60 {
        let drawn = of_double.draw(&double, draw).expect("its own");
        let (before, after) = (share(&drawn, "2027-12-31"), share(&drawn, "2028-01-01"));
        near(after, (2.0 * before).min(1.0));
        let drawn = of_level.draw(&level, draw).expect("its own");
        let (before, after) = (share(&drawn, "2027-12-31"), share(&drawn, "2028-01-01"));
        turned += u32::from(after < before);
        pairs.push((before, after));
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(pairs.is_sorted_by(|a, b| a.1 <= b.1), "high with high");
    assert!(of_double.turned(&double, 60).expect("its own").is_empty());
    let told = of_level.turned(&level, 60).expect("its own");
    assert_eq!((told.len(), told[0].draws), (1, turned));
    assert!(turned > 0 && told[0].path == "police.charge_share");
}

//! What overlays, dates, areas and overrides mean.

use std::fs;
use std::path::Path;

use crate::model::{Model, Substance};
use tempfile::TempDir;
use throughcare::engine::Date;
use throughcare::scenario::{BuiltIn, Library, Onset, Scenario, check_sources};

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// A folder with the base of the tests and these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::copy("tests/good/base.toml", folder.path().join("base.toml")).expect("a copy");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn load(folder: &TempDir, name: &str) -> Scenario<Model> {
    load_set(folder, name, &[])
}

fn load_set(folder: &TempDir, name: &str, pairs: &[(&str, &str)]) -> Scenario<Model> {
    let parts: Vec<String> = name
        .split('+')
        .map(|part| folder.path().join(part).display().to_string())
        .collect();
    let pairs: Vec<(String, String)> = pairs
        .iter()
        .map(|(key, value)| (key.to_string(), value.to_string()))
        .collect();
    Scenario::load(&parts.join("+"), &pairs).unwrap_or_else(|errors| panic!("{errors}"))
}

/// An overlay of the base, and the base.
fn overlay(text: &str) -> (Scenario<Model>, Scenario<Model>) {
    let folder = folder(&[("policy.toml", &format!("extends = \"base.toml\"\n{text}"))]);
    (load(&folder, "policy.toml"), load(&folder, "base.toml"))
}

fn at(scenario: &Scenario<Model>, date: &str) -> Model {
    scenario.at(day(date)).expect("typed values")
}

#[test]
fn values_arrive_in_canonical_units() {
    let base = load(&folder(&[]), "base.toml");
    let model = at(&base, "2025-06-01");
    assert_eq!(*model.police.wait, 42.0);
    assert_eq!(*model.police.arrest_rate, 0.9 / 365.25);
    assert!(*model.loops.full_estate);
    assert_eq!(*model.population.stock[&Substance::Opiate], 1000.0);
    assert_eq!(model.prison.release[1].from.get(), day("2024-09-10"));
    assert_eq!(
        (base.name(), base.title()),
        ("base", Some("A small country"))
    );
    assert_eq!(base.policy_from(), None);
    assert!(!base.is_overlay());
}

#[test]
fn a_bare_value_acts_from_the_policy_date() {
    let (policy, base) = overlay("[policy]\nfrom = 2028-01-01\n[police]\nwait = \"1w\"");
    assert_eq!(at(&policy, "2027-12-31"), at(&base, "2027-12-31"));
    assert_eq!(*at(&policy, "2028-01-01").police.wait, 7.0);
    assert_eq!(policy.policy_from(), Some(day("2028-01-01")));
    assert_eq!(
        base.first_difference(&policy),
        Some(Onset::On(day("2028-01-01")))
    );
}

#[test]
fn without_a_date_policies_start_in_april_2027() {
    let (policy, _) = overlay("[police]\nwait = \"1w\"");
    assert_eq!(policy.policy_from(), Some(day("2027-04-01")));
}

/// A source says where the old value is from, and is silent on the new one; a range that holds it stands.
#[test]
fn from_the_start_a_value_is_replaced_and_keeps_its_range() {
    let (policy, base) = overlay("[policy]\nfrom = \"start\"\n[police]\ncharge_share = 0.35");
    assert_eq!(
        *policy.at_start().expect("values").police.charge_share,
        0.35
    );
    assert_eq!(policy.policy_from(), None);
    assert!(policy.differs_from_start());
    assert_eq!(base.first_difference(&policy), Some(Onset::Start));
    let parameters = policy.parameters();
    let share = parameters
        .iter()
        .find(|one| one.path == "police.charge_share")
        .expect("it is there");
    let figure = share.base.as_ref().expect("a value");
    assert_eq!(figure.source, None);
    assert_eq!(
        (figure.low, figure.high),
        (Some(0.2), Some(0.4)),
        "the range still holds it"
    );
}

#[test]
fn a_value_outside_the_old_range_does_not_keep_it() {
    let (policy, _) = overlay("[policy]\nfrom = \"start\"\n[police]\ncharge_share = 0.9");
    let parameters = policy.parameters();
    let share = parameters
        .iter()
        .find(|one| one.path == "police.charge_share")
        .expect("it is there");
    assert_eq!(share.base.as_ref().expect("a value").low, None);
}

/// What the value was to become later belongs to the value that is replaced.
#[test]
fn from_the_start_a_value_holds_throughout() {
    let (policy, base) = overlay("[policy]\nfrom = \"start\"\n[prison]\nplaces = 620");
    let places = |of, date| *at(of, date).prison.places;
    assert_eq!(
        [places(&base, "2025-12-31"), places(&base, "2026-01-01")],
        [500.0, 550.0]
    );
    assert_eq!(
        [places(&policy, "2025-12-31"), places(&policy, "2026-01-01")],
        [620.0, 620.0]
    );
}

/// A ramp stands still between the firsts of months, so that runs see few distinct values.
#[test]
fn a_ramp_moves_in_monthly_steps() {
    let (policy, _) = overlay("[police]\ncharge_share = { value = 0.5, over = \"1y\" }");
    let share = |date: &str| *at(&policy, date).police.charge_share;
    assert_eq!(share("2027-04-01"), 0.3);
    assert_eq!(share("2027-05-01"), 0.3 + (0.5 - 0.3) * (30.0 / 366.0));
    assert_eq!(share("2027-05-31"), share("2027-05-01"));
    assert_eq!(share("2028-03-31"), share("2028-03-01"));
    assert_eq!(share("2028-04-01"), 0.5);
    let dates = policy.change_dates();
    // The base has one change of its own.
    assert_eq!(dates.len(), 1 + 13);
    assert_eq!(dates.last(), Some(&day("2028-04-01")));
}

/// What `change_dates` promises to whoever runs a simulation between them.
#[test]
fn nothing_changes_between_change_dates() {
    let policy = Scenario::<Model>::load("tests/good/policy.toml", &[]).expect("it is good");
    let dates = policy.change_dates();
    let mut date = day("2025-12-01");
    let mut before = policy.at(date).expect("values");
    while date < day("2030-03-01") {
        date = date.plus_days(1);
        let now = policy.at(date).expect("values");
        assert!(now == before || dates.contains(&date), "{date}");
        before = now;
    }
}

#[test]
fn a_later_phase_takes_over_from_a_ramp() {
    let text = "[police]\ncharge_share = { phases = [{ from = 2028-01-01, over = \"1y\", value = 0.6 }, { from = 2028-07-01, value = 0.2 }] }";
    let (policy, _) = overlay(text);
    let share = |date: &str| *at(&policy, date).police.charge_share;
    assert!(share("2028-06-30") > 0.4 && share("2028-06-30") < 0.45);
    assert_eq!(share("2028-07-01"), 0.2);
    assert_eq!(share("2029-07-01"), 0.2);
}

/// What was to come in the base after a policy's change does not undo the policy.
#[test]
fn a_policy_replaces_later_changes_of_the_base() {
    let (policy, _) = overlay("[policy]\nfrom = 2025-01-01\n[prison]\nplaces = 400");
    assert_eq!(*at(&policy, "2027-01-01").prison.places, 400.0);
}

/// The null lever: an overlay that says nothing new is the base.
#[test]
fn an_overlay_of_the_same_values_changes_nothing() {
    let same = "[population]\nstock.opiate = 1000\n[police]\ncharge_share = 0.3\n[prison]\nplaces = 550\nschedule = [3, 2, 1]";
    for text in ["", same] {
        let (policy, base) = overlay(text);
        assert_eq!(base.first_difference(&policy), None, "{text}");
        assert_eq!(policy.change_dates(), base.change_dates());
        assert_eq!(
            policy.policy_from(),
            Some(day("2027-04-01")),
            "as stated by default"
        );
        assert!(policy.differences().is_empty());
    }
}

#[test]
fn rows_of_a_dated_table_are_added_or_replaced_by_date() {
    let text = "[[prison.release]]\nfrom = 2028-01-01\nshare = 0.3\nconcerns = \"everybody\"";
    let (policy, base) = overlay(text);
    let release = at(&policy, "2025-01-01").prison.release;
    assert_eq!(release.len(), 3);
    assert_eq!(
        base.first_difference(&policy),
        Some(Onset::On(day("2028-01-01")))
    );
    let (policy, _) = overlay(&format!(
        "[policy]\nfrom = \"start\"\n{}",
        text.replace("2028-01-01", "2020-01-01")
    ));
    let release = at(&policy, "2025-01-01").prison.release;
    assert_eq!((release.len(), *release[0].share), (2, 0.3));
}

/// Something new waits for all of its parameters.
#[test]
fn a_new_service_exists_from_the_policy_date() {
    let text = "[services.mentors]\nposts = 3\ncaseload = { value = 20, from = 2028-01-01 }\nlabel = \"Mentors\"";
    let (policy, base) = overlay(text);
    assert!(!at(&policy, "2027-12-31").services.contains_key("mentors"));
    assert!(at(&policy, "2028-01-01").services.contains_key("mentors"));
    assert_eq!(
        base.first_difference(&policy),
        Some(Onset::On(day("2028-01-01")))
    );
}

#[test]
fn an_optional_parameter_appears_on_its_date() {
    let (policy, _) = overlay("[police]\npilot_share = 0.2");
    assert_eq!(at(&policy, "2027-03-31").police.pilot_share, None);
    assert_eq!(
        at(&policy, "2027-04-01")
            .police
            .pilot_share
            .map(|share| *share),
        Some(0.2)
    );
}

#[test]
fn areas_override_national_sections() {
    let (policy, base) =
        overlay("[police]\ncharge_share = 0.5\n[areas.south]\npolice.wait = \"1w\"");
    assert_eq!(base.area_names(), ["north_west", "south"]);
    let share = |area: &str, date: &str| {
        *policy
            .area_at(area, day(date))
            .expect("values")
            .police
            .charge_share
    };
    assert_eq!(share("south", "2027-03-31"), 0.3);
    assert_eq!(share("south", "2027-04-01"), 0.5);
    // A value of the area's own is not touched by a national change.
    assert_eq!(share("north_west", "2028-01-01"), 0.2);
    let south = |date: &str| {
        *policy
            .area_at("south", day(date))
            .expect("values")
            .police
            .wait
    };
    assert_eq!((south("2027-03-31"), south("2027-04-01")), (42.0, 7.0));
    assert_eq!(
        *at(&policy, "2028-01-01").police.wait,
        42.0,
        "the nation is untouched"
    );
    let local: Vec<String> = policy
        .parameters()
        .into_iter()
        .filter(|one| one.area.is_some())
        .map(|one| one.path)
        .collect();
    assert_eq!(
        local,
        [
            "areas.north_west.police.charge_share",
            "areas.south.police.wait"
        ]
    );
}

/// A change of an area's own starts from the national value.
#[test]
fn a_local_ramp_starts_from_the_national_value() {
    let (policy, _) =
        overlay("[areas.south]\npolice.charge_share = { value = 0.7, over = \"2y\" }");
    let share = |date: &str| {
        *policy
            .area_at("south", day(date))
            .expect("values")
            .police
            .charge_share
    };
    assert_eq!(share("2027-04-01"), 0.3);
    assert!(share("2028-04-01") > 0.45 && share("2028-04-01") < 0.55);
    assert_eq!(share("2029-04-01"), 0.7);
}

#[test]
fn bundles_apply_each_overlay_on_its_own_date() {
    let files = [
        (
            "a.toml",
            "extends = \"base.toml\"\npolicy.from = 2028-01-01\npolice.wait = \"1w\"\ntitle = \"A\"",
        ),
        (
            "b.toml",
            "extends = \"base.toml\"\nname = \"bee\"\npolice.charge_share = 0.6\ntitle = \"B\"",
        ),
    ];
    let folder = folder(&files);
    let bundle = load(&folder, "a.toml+b.toml");
    assert_eq!((bundle.name(), bundle.title()), ("a+bee", Some("A; B")));
    assert_eq!(bundle.policy_from(), Some(day("2027-04-01")));
    let model = at(&bundle, "2027-12-31");
    assert_eq!(
        (*model.police.wait, *model.police.charge_share),
        (42.0, 0.6)
    );
    assert_eq!(*at(&bundle, "2028-01-01").police.wait, 7.0);
    assert_eq!(bundle.differences().len(), 2);
}

/// A file that is a bundle says what the same bundle says on the command line, and may change more.
#[test]
fn a_file_may_be_a_bundle() {
    let files = [
        (
            "a.toml",
            "extends = \"base.toml\"\npolicy.from = 2028-01-01\npolice.wait = \"1w\"",
        ),
        (
            "b.toml",
            "extends = \"base.toml\"\npolicy.from = 2027-04-01\npolice.charge_share = 0.6",
        ),
        ("both.toml", "bundle = [\"a.toml\", \"b.toml\"]"),
        (
            "more.toml",
            "bundle = [\"both.toml\", \"a.toml\"]\npolicy.from = 2029-01-01\npolice.wait = \"2w\"",
        ),
    ];
    let folder = folder(&files);
    let (said, both) = (load(&folder, "a.toml+b.toml"), load(&folder, "both.toml"));
    assert_eq!(both.name(), "both");
    assert_eq!(both.first_difference(&said), None);
    assert_eq!(both.policy_from(), Some(day("2027-04-01")));
    assert_eq!(both.differences().len(), 2);
    let more = load(&folder, "more.toml");
    assert_eq!(*at(&more, "2028-12-31").police.wait, 7.0);
    assert_eq!(*at(&more, "2029-01-01").police.wait, 14.0);
    assert_eq!(*at(&more, "2029-01-01").police.charge_share, 0.6);
}

/// What rests on two things at once, on itself, or on no list, is told.
#[test]
fn a_bundle_that_makes_no_sense_is_refused() {
    let files = [
        ("a.toml", "extends = \"base.toml\"\npolice.wait = \"1w\""),
        ("two.toml", "extends = \"base.toml\"\nbundle = [\"a.toml\"]"),
        ("text.toml", "bundle = \"a.toml\""),
        ("circle.toml", "bundle = [\"a.toml\", \"circle.toml\"]"),
        ("roots.toml", "bundle = [\"a.toml\", \"base.toml\"]"),
    ];
    let folder = folder(&files);
    for (file, what) in [
        ("two.toml", "not both"),
        ("text.toml", "must be a list"),
        ("circle.toml", "circle"),
        ("roots.toml", "each extend the same one"),
    ] {
        let path = folder.path().join(file).display().to_string();
        let errors = Scenario::<Model>::load(&path, &[])
            .expect_err(file)
            .to_string();
        assert!(errors.contains(what), "{file}: {errors}");
    }
}

/// A date is inherited along `extends`; "start" has to be said each time.
#[test]
fn policy_dates_are_inherited() {
    let files = [
        (
            "dated.toml",
            "extends = \"base.toml\"\npolicy.from = 2030-01-01\npolice.wait = \"1w\"",
        ),
        (
            "on_dated.toml",
            "extends = \"dated.toml\"\npolice.charge_share = 0.6",
        ),
        (
            "start.toml",
            "extends = \"base.toml\"\npolicy.from = \"start\"\npolice.wait = \"1w\"",
        ),
        (
            "on_start.toml",
            "extends = \"start.toml\"\npolice.charge_share = 0.6",
        ),
    ];
    let folder = folder(&files);
    let dated = load(&folder, "on_dated.toml");
    assert_eq!(dated.policy_from(), Some(day("2030-01-01")));
    assert_eq!(
        dated.differences().len(),
        1,
        "only what it changes in what it extends"
    );
    let start = load(&folder, "start.toml");
    let on_start = load(&folder, "on_start.toml");
    assert_eq!(
        start.first_difference(&on_start),
        Some(Onset::On(day("2027-04-01")))
    );
}

/// `--set` describes the world; what policies change on a date lies on top of it.
#[test]
fn overrides_lie_below_policies() {
    let folder = folder(&[(
        "policy.toml",
        "extends = \"base.toml\"\npolice.charge_share = 0.3",
    )]);
    let pairs = [
        ("police.charge_share", "0.1"),
        ("police.wait", "3d"),
        ("policy.from", "2029-01-01"),
    ];
    let policy = load_set(&folder, "policy.toml", &pairs);
    let share = |date: &str| *at(&policy, date).police.charge_share;
    assert_eq!((share("2028-12-31"), share("2029-01-01")), (0.1, 0.3));
    assert_eq!(*at(&policy, "2020-01-01").police.wait, 3.0);
    let base = load_set(&folder, "base.toml", &pairs);
    assert_eq!(
        base.first_difference(&policy),
        Some(Onset::On(day("2029-01-01")))
    );
}

/// A value of the command line holds throughout, whatever the file says of later years; only a
/// policy changes it, and then the analyst is told.
#[test]
fn an_override_outlasts_the_phases_of_the_base() {
    let folder = folder(&[(
        "policy.toml",
        "extends = \"base.toml\"\nprison.places = 600",
    )]);
    let pairs = [("prison.places", "520"), ("police.wait", "3d")];
    let base = load_set(&folder, "base.toml", &pairs);
    for date in ["2020-01-01", "2026-06-01", "2040-01-01"] {
        assert_eq!(*at(&base, date).prison.places, 520.0, "{date}");
    }
    assert!(base.warnings().is_empty());
    let policy = load_set(&folder, "policy.toml", &pairs);
    let places = |date: &str| *at(&policy, date).prison.places;
    assert_eq!((places("2027-03-31"), places("2027-04-01")), (520.0, 600.0));
    assert_eq!(
        policy.warnings(),
        ["the value of `--set prison.places` holds until 2027-04-01; the scenario changes it then"]
    );
}

/// The command line moves the date of a policy, not a world that differs from the start.
#[test]
fn overrides_move_dates_only() {
    let files = [(
        "start.toml",
        "extends = \"base.toml\"\npolicy.from = \"start\"\npolice.wait = \"1w\"",
    )];
    let scenario = load_set(
        &folder(&files),
        "start.toml",
        &[("policy.from", "2029-01-01")],
    );
    assert!(scenario.differs_from_start());
}

#[test]
fn numbers_can_be_set_by_path() {
    let policy = Scenario::<Model>::load("tests/good/policy.toml", &[]).expect("it is good");
    let set = |path: &str, value: f64| policy.with_values(&[(path.to_owned(), value)]);
    let varied = set("police.charge_share@2027-04-01", 0.9).expect("there is such a phase");
    assert_eq!(*at(&varied, "2029-01-01").police.charge_share, 0.9);
    assert_eq!(*at(&varied, "2025-01-01").police.charge_share, 0.3);
    assert!(set("areas.north_west.police.charge_share", 0.4).is_ok());
    assert!(set("prison.release[2024-09-10].share", 0.4).is_ok());
    assert!(set("prison.schedule[0]", 0.4).is_ok());
    let refusal = |path: &str, value: f64| set(path, value).expect_err("refused").to_string();
    assert_eq!(
        refusal("police.charge_shar", 0.1),
        "there is no parameter `police.charge_shar` that takes a number"
    );
    assert_eq!(
        refusal("police.charge_share", 1.5),
        "`police.charge_share` must be a probability between 0 and 1, not 1.5"
    );
}

/// Every path that `parameters` lists can be set, so that designs can be made from the list.
#[test]
fn every_listed_parameter_can_be_found() {
    let policy = Scenario::<Model>::load("tests/good/policy.toml", &[]).expect("it is good");
    for parameter in policy.parameters() {
        let Some(base) = &parameter.base else {
            continue;
        };
        let Some(value) = base.canonical.number() else {
            continue;
        };
        let same = policy
            .with_values(&[(parameter.path.clone(), value)])
            .expect("it is listed");
        assert_eq!(same.hash(), policy.hash(), "{}", parameter.path);
    }
}

/// The hash names the content: not where the files lie, nor how they are written.
#[test]
fn the_hash_depends_on_content_alone() {
    let (one, two) = (folder(&[]), folder(&[]));
    assert_eq!(
        load(&one, "base.toml").hash(),
        load(&two, "base.toml").hash()
    );
    let path = two.path().join("base.toml");
    let text = fs::read_to_string(&path).expect("it is there");
    fs::write(&path, text.replace("\"6w\"", "\"42d\"") + "\n# the end\n").expect("a file");
    assert_eq!(
        load(&one, "base.toml").hash(),
        load(&two, "base.toml").hash()
    );
    fs::write(&path, text.replace("\"6w\"", "\"43d\"")).expect("a file");
    assert_ne!(
        load(&one, "base.toml").hash(),
        load(&two, "base.toml").hash()
    );
    assert_eq!(load(&one, "base.toml").hash().len(), 64);
}

#[test]
fn built_in_scenarios_stand_in_for_missing_files() {
    const BASE: &str = include_str!("../good/base.toml");
    const ALL: &[BuiltIn] = &[
        BuiltIn {
            file: "baseline.toml",
            text: BASE,
        },
        BuiltIn {
            file: "policy.toml",
            text: "extends = \"baseline.toml\"\npolice.wait = \"1d\"",
        },
    ];
    let load = |spec: &str| Scenario::<Model>::load_with(spec, &[], &Library::of(ALL));
    for spec in ["policy", "policy.toml", "scenarios/policy.toml"] {
        assert_eq!(load(spec).expect("built in").name(), "policy", "{spec}");
    }
    let folder = folder(&[(
        "mine.toml",
        "extends = \"baseline.toml\"\npolice.wait = \"2d\"",
    )]);
    let mine = folder.path().join("mine.toml");
    assert_eq!(
        load(&mine.display().to_string())
            .expect("it extends a built-in one")
            .name(),
        "mine"
    );
    // A file of that name wins.
    let own = folder.path().join("baseline.toml");
    fs::write(&own, BASE.replace("\"6w\"", "\"9w\"")).expect("a file");
    let mine = load(&mine.display().to_string()).expect("it extends a file");
    assert_eq!(*mine.at_start().expect("values").police.wait, 63.0);
    let message = load("polcy").expect_err("no such scenario").to_string();
    assert!(message.contains("did you mean policy.toml?"), "{message}");
}

#[test]
fn sources_that_are_missing_or_unknown_are_found() {
    let base = load(&folder(&[]), "base.toml");
    let problems = check_sources(&base.parameters());
    let of = |path: &str| {
        problems
            .iter()
            .find(|one| one.path == path)
            .map(|one| one.message.as_str())
    };
    assert_eq!(of("police.charge_share"), None);
    assert_eq!(of("police.wait"), Some("no source"));
    assert_eq!(
        of("police.arrest_rate"),
        Some("unknown source \"POP-0O3\"; did you mean POP-003?")
    );
    assert_eq!(
        of("population.stock.alcohol"),
        Some("an assumption without low and high")
    );
    assert_eq!(
        of("prison.release[2020-01-01].share"),
        None,
        "the row names its source"
    );
    let arrest = problems
        .iter()
        .find(|one| one.path == "police.arrest_rate")
        .expect("found above");
    assert_eq!(
        (Path::new(&arrest.file).file_name(), arrest.line),
        (Some("base.toml".as_ref()), 9)
    );
}

/// A form feed or a mark at the beginning of the file must not shift the carets.
#[test]
fn a_byte_order_mark_is_taken() {
    let folder = folder(&[(
        "policy.toml",
        "\u{feff}extends = \"base.toml\"\npolice.wait = \"1d\"",
    )]);
    assert_eq!(
        *at(&load(&folder, "policy.toml"), "2028-01-01").police.wait,
        1.0
    );
}

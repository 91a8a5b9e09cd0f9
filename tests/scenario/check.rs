//! What `throughcare check` shows.

use crate::model::Model;
use clap::{CommandFactory, Parser};
use insta::assert_snapshot;
use throughcare::cli::check::{self, CheckArgs, Report};
use throughcare::scenario::{Scenario, json_schema};

#[derive(Parser)]
struct Command {
    #[command(flatten)]
    args: CheckArgs,
}

fn text(file: &str) -> String {
    let scenario = Scenario::<Model>::load(file, &[]).expect("it is good");
    let report = Report::new(&scenario).text();
    let widest = report.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(80), "{report}");
    report
}

fn exit_code(arguments: &[&str]) -> String {
    let arguments = ["check"].iter().chain(arguments);
    let command = Command::try_parse_from(arguments).expect("good arguments");
    let code = check::run::<Model, String>(&command.args, |_| None).expect("output can be written");
    format!("{code:?}")
}

#[test]
fn a_scenario_of_its_own_shows_all_parameters() {
    assert_snapshot!(text("tests/good/base.toml"), @r#"
    base: A small country

    [areas]
      north_west.police.charge_share      0.2                             -
      north_west.share                    0.6                             -
      south.share                         0.4                             -

    [police]
      arrest_rate                         0.9/y                           POP-0O3
      charge_share                        0.3           0.2 to 0.4        POP-002
      wait                                6w                              -
      workers.north_west                  4                               -

    [population]
      stock.alcohol                       2000                            assumption
      stock.opiate                        1000          800 to 1200       POP-001

    [prison]
      places                              500                             law
        from 2026-01-01                   550                             law
      release[2020-01-01].share           0.5                             law
      release[2024-09-10].share           0.4                             law
      schedule[0]                         3                               -
      schedule[1]                         2                               -
      schedule[2]                         1                               -

    [services]
      community.caseload                  40                              -
      community.posts                     10                              -

    17 parameters, 3 from evidence, 3 by law or definition, 1 assumption

    12 figures without a proper source:
      areas.north_west.police.charge_share: no source
        tests/good/base.toml:38
      areas.north_west.share: no source
        tests/good/base.toml:37
      areas.south.share: no source
        tests/good/base.toml:41
      police.arrest_rate: unknown source "POP-0O3"; did you mean POP-003?
        tests/good/base.toml:9
      police.wait: no source
        tests/good/base.toml:10
      police.workers.north_west: no source
        tests/good/base.toml:13
      population.stock.alcohol: an assumption without low and high
        tests/good/base.toml:5
      prison.schedule[0]: no source
        tests/good/base.toml:17
      prison.schedule[1]: no source
        tests/good/base.toml:17
      prison.schedule[2]: no source
        tests/good/base.toml:17
      services.community.caseload: no source
        tests/good/base.toml:33
      services.community.posts: no source
        tests/good/base.toml:32

    1 source is not known: it can be run, and `check --sources` fails
    "#);
}

#[test]
fn a_policy_shows_its_differences() {
    assert_snapshot!(text("tests/good/policy.toml"), @r#"
    policy: More charges

    [areas]
      south.police.charge_share
        the national value -> 0.4 from 2027-04-01

    [police]
      charge_share
        0.3 -> 0.5 from 2027-04-01 over 18mo
          0.4 to 0.6; assumption; A pilot saw a rise of a half, without a control
          group, in one force.
          not in north_west, south: their own value stays
      wait
        6w -> 4w from 2027-04-01

    [prison]
      places
        550 -> 600 from 2028-01-01
        600 -> 700 from 2029-01-01 over 1y
      release[2027-10-01]
        nothing -> concerns = everybody, from = 2027-10-01, share = 0.33 from
        2027-10-01

    [services]
      diversion.caseload
        nothing -> 20 from 2027-04-01
      diversion.label
        nothing -> New diversion scheme from 2027-04-01
      diversion.posts
        nothing -> 3 from 2027-04-01
          shared out at 1:1: north_west 1.80, south 1.20

    21 parameters, 3 from evidence, 3 by law or definition, 1 assumption
    8 differences, from 2027-04-01

    warning: of 40 draws some turn a change round, so that it lowers what it raises
    at the best estimates, or the other way: `areas.south.police.charge_share` in 2;
    `times` or `plus` would keep the direction

    7 figures without a proper source:
      areas.south.police.charge_share: no source
        tests/good/policy.toml:20
      police.wait: no source
        tests/good/base.toml:10
      police.wait: no source
        tests/good/policy.toml:9
      prison.places: no source
        tests/good/policy.toml:12
      prison.release[2027-10-01].share: no source
        tests/good/policy.toml:16
      services.diversion.caseload: no source
        tests/good/policy.toml:24
      services.diversion.posts: no source
        tests/good/policy.toml:23
    "#);
}

/// Protects: the filter, so that nobody has to read 1,200 lines to find three.
#[test]
fn a_part_can_be_asked_for() {
    let scenario = Scenario::<Model>::load("tests/good/policy.toml", &[]).expect("it is good");
    let text = Report::new(&scenario).only("police.wait").text();
    assert!(text.contains("6w -> 4w from 2027-04-01"), "{text}");
    assert!(!text.contains("places"), "{text}");
    let unchanged = Report::new(&scenario).only("stock.opiate").text();
    assert!(unchanged.contains("800 to 1200"), "{unchanged}");
    assert!(Report::new(&scenario).only("nonsense").is_bare());
}

#[test]
fn json_has_everything() {
    let scenario = Scenario::<Model>::load("tests/good/policy.toml", &[]).expect("it is good");
    let report = Report::new(&scenario).json();
    assert_eq!(report["from"], "2027-04-01");
    assert_eq!(report["hash"], scenario.hash());
    assert_eq!(report["differences"].as_array().map(Vec::len), Some(8));
    let parameters = report["parameters"].as_array().expect("a list");
    let share = parameters
        .iter()
        .find(|one| one["path"] == "police.charge_share")
        .expect("listed");
    assert_eq!(share["value"], 0.3);
    assert_eq!(share["phases"][0]["written"], "0.5");
    assert_eq!(share["line"], 8);
}

/// Missing sources are shown always and count as a failure only when asked for.
#[test]
fn exit_codes() {
    let ok = format!("{:?}", std::process::ExitCode::from(0));
    let bad = format!("{:?}", std::process::ExitCode::from(2));
    let failed = format!("{:?}", std::process::ExitCode::from(3));
    assert_eq!(exit_code(&["tests/good/base.toml"]), ok);
    assert_eq!(exit_code(&["tests/good/base.toml", "--sources"]), failed);
    assert_eq!(
        exit_code(&["tests/bad/empty.toml", "tests/good/base.toml", "--sources"]),
        bad
    );
    assert_eq!(
        exit_code(&["tests/good/base.toml", "--set", "police.wait=3"]),
        bad
    );
}

/// Editors and other programs read the kinds from the schema.
#[test]
fn the_schema_names_kinds_and_limits() {
    let schema = json_schema::<Model>();
    let share = &schema["$defs"]["Probability"];
    assert_eq!(share["x-kind"], "probability");
    assert_eq!(share["anyOf"][0]["maximum"], 1);
    assert_eq!(schema["properties"]["population"]["x-start-only"], true);
}

#[test]
fn arguments_are_well_formed() {
    Command::command().debug_assert();
    assert!(
        Command::try_parse_from(["check"]).is_err(),
        "a scenario is needed"
    );
    assert!(Command::try_parse_from(["check", "a.toml", "--set", "police.wait"]).is_err());
}

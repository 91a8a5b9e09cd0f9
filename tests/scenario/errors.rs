//! Every mistake an analyst may make in a scenario file, and the message it gets.

use std::fs::{self, File};

use crate::model::Model;
use insta::assert_snapshot;
use throughcare::scenario::Scenario;

fn load(spec: &str) -> Result<Scenario<Model>, String> {
    Scenario::load(spec, &[]).map_err(|errors| errors.to_string())
}

/// The messages for a file of the folder `tests/bad`.
fn errors_of(file: &str) -> String {
    load(&format!("tests/bad/{file}")).expect_err("the file is meant to be wrong")
}

/// The messages for arguments of `--set` beside a good file.
fn errors_of_set(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<(String, String)> = pairs
        .iter()
        .map(|(key, value)| (key.to_string(), value.to_string()))
        .collect();
    let loaded = Scenario::<Model>::load("tests/good/base.toml", &pairs);
    loaded
        .expect_err("the arguments are meant to be wrong")
        .to_string()
}

/// An unknown key names the one that was meant, and nothing else is said about that one.
#[test]
fn unknown_key() {
    assert_snapshot!(errors_of("unknown_key.toml"), @r#"
    error: unknown key `chrage_share` in `[police]`
     --> tests/bad/unknown_key.toml:4:1
      |
    4 | chrage_share = 0.5
      | ^^^^^^^^^^^^ not known
      |
      = help: did you mean `charge_share`?
    "#);
}

#[test]
fn unknown_section() {
    assert_snapshot!(errors_of("unknown_section.toml"), @r#"
    error: unknown section `[polcie]`
     --> tests/bad/unknown_section.toml:3:2
      |
    3 | [polcie]
      |  ^^^^^^ not known
      |
      = help: did you mean `police`?
    "#);
}

/// No type names of the program, only words of the subject.
#[test]
fn wrong_types_in_plain_words() {
    let messages = errors_of("wrong_types.toml");
    for jargon in [
        "f64",
        "struct",
        "string",
        "integer",
        "map",
        "serde",
        "expected a ",
    ] {
        assert!(!messages.contains(jargon), "{jargon}");
    }
    assert_snapshot!(messages, @r#"
    error: `title` must be text in quotes
     --> tests/bad/wrong_types.toml:2:9
      |
    2 | title = 7
      |         ^ found the number 7

    error: `police.charge_share` must be a probability between 0 and 1
     --> tests/bad/wrong_types.toml:5:16
      |
    5 | charge_share = "a third"
      |                ^^^^^^^^^ found the text "a third"

    error: `police.arrest_rate` must be a rate such as "0.9/y" or "1/28d"
     --> tests/bad/wrong_types.toml:6:15
      |
    6 | arrest_rate = true
      |               ^^^^ found `true`

    error: `police.wait` must be a length of time such as "21d" or "6w"
     --> tests/bad/wrong_types.toml:7:8
      |
    7 | wait = [6]
      |        ^^^ found a list

    error: `police.workers` must be a table
     --> tests/bad/wrong_types.toml:8:11
      |
    8 | workers = 12
      |           ^^ found the number 12

    error: `prison.places` must be a number of at least 0
      --> tests/bad/wrong_types.toml:11:10
       |
    11 | places = "£1,200"
       |          ^^^^^^^^ found the text "£1,200"
       |
       = help: write 1200 without quotes

    error: `prison.cost` must be an amount in pounds
      --> tests/bad/wrong_types.toml:12:8
       |
    12 | cost = "51724"
       |        ^^^^^^^ found the text "51724"
       |
       = help: write 51724 without quotes

    error: `prison.opens` must be a date such as 2027-04-01
      --> tests/bad/wrong_types.toml:13:9
       |
    13 | opens = 2027
       |         ^^^^ found the number 2027

    error: `prison.schedule` must be a list
      --> tests/bad/wrong_types.toml:14:12
       |
    14 | schedule = 3
       |            ^ found the number 3

    error: `loops.full_estate` must be "on" or "off"
      --> tests/bad/wrong_types.toml:17:15
       |
    17 | full_estate = true
       |               ^^^^ found `true`
       |
       = help: write "on"

    error: `services.community.label` must be text in quotes
      --> tests/bad/wrong_types.toml:20:9
       |
    20 | label = 3
       |         ^ found the number 3
    "#);
}

#[test]
fn probability_above_one() {
    assert_snapshot!(errors_of("probability.toml"), @r#"
    error: `police.charge_share` must be a probability between 0 and 1
     --> tests/bad/probability.toml:4:16
      |
    4 | charge_share = 35
      |                ^^ 35 is above 1
      |
      = help: if 35 is a percentage, write 0.35

    error: `police.pilot_share` must be a probability between 0 and 1
     --> tests/bad/probability.toml:5:36
      |
    5 | pilot_share = { value = 0.2, low = -0.1, high = 1.1 }
      |                                    ^^^^ -0.1 is below 0

    error: `police.pilot_share` must be a probability between 0 and 1
     --> tests/bad/probability.toml:5:49
      |
    5 | pilot_share = { value = 0.2, low = -0.1, high = 1.1 }
      |                                                 ^^^ 1.1 is above 1
    "#);
}

#[test]
fn negative_capacity() {
    assert_snapshot!(errors_of("negative_capacity.toml"), @r#"
    error: `prison.places` must be a number between 0 and 100,000,000
     --> tests/bad/negative_capacity.toml:4:10
      |
    4 | places = -500
      |          ^^^^ -500 is below 0
      |
      = help: people, places or cases; there are 60 million people

    error: `services.community.posts` must be a number between 0 and 100,000,000
     --> tests/bad/negative_capacity.toml:7:61
      |
    7 | posts = { value = 5, phases = [{ from = 2028-01-01, value = -1 }] }
      |                                                             ^^ -1 is below 0
      |
      = help: people, places or cases; there are 60 million people
    "#);
}

#[test]
fn unknown_substance_area_and_choice() {
    assert_snapshot!(errors_of("names.toml"), @r#"
    error: unknown substance `opaite` in `[population.stock]`
     --> tests/bad/names.toml:7:1
      |
    7 | opaite = 900
      | ^^^^^^ not known
      |
      = help: did you mean `opiate`?

    error: unknown area `nort_west` in `[police.workers]`
      --> tests/bad/names.toml:10:1
       |
    10 | nort_west = 5
       | ^^^^^^^^^ not declared under `[areas]`
       |
       = help: did you mean `north_west`?

    error: `prison.release.concerns` must be one of "everybody", "short_sentences"
      --> tests/bad/names.toml:15:12
       |
    15 | concerns = "short_sentance"
       |            ^^^^^^^^^^^^^^^^ found the text "short_sentance"
       |
       = help: did you mean "short_sentences"?
    "#);
}

#[test]
fn dates_out_of_order_or_before_the_policy() {
    assert_snapshot!(errors_of("dates.toml"), @r#"
    error: the dates of `police.charge_share` are out of order
     --> tests/bad/dates.toml:9:14
      |
    9 |     { from = 2028-01-01, value = 0.5 },
      |              ^^^^^^^^^^ 2028-01-01 is not after 2029-01-01
      |
     ::: tests/bad/dates.toml:8:14
      |
    8 |     { from = 2029-01-01, value = 0.4 },
      |              ---------- the one before

    error: `police.wait` changes before the policy starts
      --> tests/bad/dates.toml:11:31
       |
    11 | wait = { value = "4w", from = 2026-01-01 }
       |                               ^^^^^^^^^^ 2026-01-01 is before 2027-04-01
       |
       = help: `[policy] from` is the earliest date on which anything may differ

    error: the dates of `prison.release` are out of order
      --> tests/bad/dates.toml:18:1
       |
    18 | [[prison.release]]
       | ^^^^^^^^^^^^^^^^^^ 2027-06-01 is not after 2028-01-01
       |
      ::: tests/bad/dates.toml:13:1
       |
    13 | [[prison.release]]
       | ------------------ the one before

    error: the dates of `prison.release` are out of order
      --> tests/bad/dates.toml:23:1
       |
    23 | [[prison.release]]
       | ^^^^^^^^^^^^^^^^^^ 2020-01-01 is not after 2027-06-01
       |
      ::: tests/bad/dates.toml:18:1
       |
    18 | [[prison.release]]
       | ------------------ the one before

    error: `prison.release` changes before the policy starts
      --> tests/bad/dates.toml:24:8
       |
    24 | from = 2020-01-01
       |        ^^^^^^^^^^ 2020-01-01 is before 2027-04-01
       |
       = help: `[policy] from` is the earliest date on which anything may differ
    "#);
}

#[test]
fn numbers_without_a_unit() {
    assert_snapshot!(errors_of("bare_rate.toml"), @r#"
    error: `police.arrest_rate` must be a rate such as "0.9/y" or "1/28d"
     --> tests/bad/bare_rate.toml:4:15
      |
    4 | arrest_rate = 0.9
      |               ^^^ 0.9 does not say per what
      |
      = help: write "0.9/y" if it is per year

    error: `police.wait` must be a length of time such as "21d" or "6w"
     --> tests/bad/bare_rate.toml:5:8
      |
    5 | wait = 42
      |        ^^ 42 has no unit
      |
      = help: write "42y" for years, "42mo" for months, "42w" for weeks, "42d"
              for days

    error: `prison.cost.over` must be a length of time such as "21d" or "6w"
     --> tests/bad/bare_rate.toml:8:31
      |
    8 | cost = { value = 1000, over = "2m" }
      |                               ^^^^ found the text "2m"
      |
      = help: write `mo` for months
    "#);
}

#[test]
fn values_outside_their_range() {
    assert_snapshot!(errors_of("range.toml"), @r#"
    error: `police.charge_share` lies outside its own range
     --> tests/bad/range.toml:4:26
      |
    4 | charge_share = { value = 0.5, low = 0.1, high = 0.4 }
      |                          ^^^ the value is above its `high`
      |
     ::: tests/bad/range.toml:4:49
      |
    4 | charge_share = { value = 0.5, low = 0.1, high = 0.4 }
      |                                                 --- `high`

    error: `police.wait` lies outside its own range
     --> tests/bad/range.toml:5:18
      |
    5 | wait = { value = "2w", low = "3w", high = "5w", distribution = "triangula...
      |                  ^^^^ the value is below its `low`
      |
     ::: tests/bad/range.toml:5:30
      |
    5 | wait = { value = "2w", low = "3w", high = "5w", distribution = "triangula...
      |                              ---- `low`

    error: unknown distribution of `police.wait`
     --> tests/bad/range.toml:5:64
      |
    5 | ... = "5w", distribution = "triangular", sorce = "assumption" }
      |                            ^^^^^^^^^^^^ not known
      |
      = help: known are `beta`, `gamma`, `lognormal`, `normal`, `pert`,
              `uniform`

    error: unknown key `sorce` in the table of `police.wait`
     --> tests/bad/range.toml:5:78
      |
    5 | ...stribution = "triangular", sorce = "assumption" }
      |                               ^^^^^ not known
      |
      = help: did you mean `source`?
    "#);
}

#[test]
fn what_only_the_start_can_change() {
    assert_snapshot!(errors_of("start_only.toml"), @r#"
    error: `population.stock.opiate` can only be changed from the start: it
           describes the start
     --> tests/bad/start_only.toml:4:16
      |
    4 | stock.opiate = 900
      |                ^^^ would change on 2027-04-01
      |
      = help: write `from = "start"` under `[policy]` if the whole scenario
              should differ

    error: `population.seed_year` can only be changed from the start: it describes
           the start
     --> tests/bad/start_only.toml:5:13
      |
    5 | seed_year = 2020
      |             ^^^^ would change on 2027-04-01
      |
      = help: write `from = "start"` under `[policy]` if the whole scenario
              should differ

    error: `prison.schedule` can only be changed from the start: it has no value by
           date
     --> tests/bad/start_only.toml:8:12
      |
    8 | schedule = [5, 5, 5]
      |            ^^^^^^^^^ would change on 2027-04-01
      |
      = help: write `from = "start"` under `[policy]` if the whole scenario
              should differ

    error: `services.community.label` can only be changed from the start: it has no
           value by date
      --> tests/bad/start_only.toml:11:9
       |
    11 | label = "Another name"
       |         ^^^^^^^^^^^^^^ would change on 2027-04-01
       |
       = help: write `from = "start"` under `[policy]` if the whole scenario
               should differ

    error: `prison.release` must be a list of tables, each with its `from`
      --> tests/bad/start_only.toml:13:1
       |
    13 | [prison.release]
       | ^^^^^^^^^^^^^^^^ found a table
    "#);
}

#[test]
fn ramps_from_nowhere() {
    assert_snapshot!(errors_of("before.toml"), @r#"
    error: `police.pilot_share` has no value before 2027-04-01
     --> tests/bad/before.toml:4:25
      |
    4 | pilot_share = { value = 0.2, over = "1y" }
      |                         ^^^ its first value
      |
      = help: give it a value in the scenario that this one extends, or amounts
              by date as `phases`

    error: `loops.full_estate` is a switch, which cannot change little by little
     --> tests/bad/before.toml:7:39
      |
    7 | full_estate = { value = "off", over = "1y" }
      |                                       ^^^^
    "#);
}

#[test]
fn missing_keys_and_sections() {
    assert_snapshot!(errors_of("incomplete.toml"), @r#"
    error: the section `[prison]` is missing
    --> tests/bad/incomplete.toml

    error: `[police]` lacks `arrest_rate`, `wait`
     --> tests/bad/incomplete.toml:4:1
      |
    4 | [police]
      | ^^^^^^^^ this section

    error: `[services.clinic]` lacks `caseload`, `label`
     --> tests/bad/incomplete.toml:7:1
      |
    7 | [services.clinic]
      | ^^^^^^^^^^^^^^^^^ this section
    "#);
}

#[test]
fn long_names_are_wrapped() {
    assert_snapshot!(errors_of("long.toml"), @r#"
    error: unknown key
           `charge_share_of_people_who_were_arrested_on_a_rainy_day_in_the_north_west_and_not_elsewhere`
           in `[areas.north_west.police]`
     --> tests/bad/long.toml:4:1
      |
    4 | charge_share_of_people_who_were_arrested_on_a_rainy_day_in_the_north_west_and_not_elsewhere = 1
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not known
      |
      = help: did you mean `charge_share`?

    error: a phase of `areas.north_west.police.arrest_rate` has no `from`
     --> tests/bad/long.toml:5:63
      |
    5 | ...= "2027-04-01", phases = [{ value = "2/y" }], over = "300y" }
      |                              ^^^^^^^^^^^^^^^^^

    error: `areas.north_west.police.arrest_rate.over` is longer than 100 years
     --> tests/bad/long.toml:5:90
      |
    5 | ... = [{ value = "2/y" }], over = "300y" }
      |                                   ^^^^^^

    error: `law` does not say its `state`
     --> tests/bad/long.toml:7:1
      |
    7 | [law]
      | ^^^^^
      |
      = help: write `state = ` one of "as_enacted", "frozen"

    error: `services` must be a table
      --> tests/bad/long.toml:10:1
       |
    10 | [[services]]
       | ^^^^^^^^^^^^ found a list
    "#);
}

#[test]
fn broken_syntax() {
    assert_snapshot!(errors_of("syntax.toml"), @r#"
    error: this is not valid TOML: invalid basic string, expected `"`
     --> tests/bad/syntax.toml:1:20
      |
    1 | title = "Unfinished
      |                    ^

    error: this is not valid TOML: unclosed table, expected `]`
     --> tests/bad/syntax.toml:2:8
      |
    2 | [police
      |        ^
    "#);
}

#[test]
fn circle_of_extends() {
    assert_snapshot!(errors_of("circle_a.toml"), @r#"
    error: scenarios extend each other in a circle
     --> tests/bad/circle_b.toml:2:11
      |
    2 | extends = "circle_a.toml"
      |           ^^^^^^^^^^^^^^^ closes the circle
      |
      = help: tests/bad/circle_a.toml -> tests/bad/circle_b.toml ->
              tests/bad/circle_a.toml
    "#);
}

#[test]
fn missing_files_name_a_similar_one() {
    assert_snapshot!(errors_of("missing_base.toml"), @r#"
    error: there is no scenario unknown_kee.toml to extend
     --> tests/bad/missing_base.toml:1:11
      |
    1 | extends = "unknown_kee.toml"
      |           ^^^^^^^^^^^^^^^^^^ not found in the folder of this file
      |
      = help: did you mean unknown_key.toml?
    "#);
    assert_snapshot!(errors_of("unknown_ky.toml"), @r#"
    error: there is no scenario tests/bad/unknown_ky.toml
      did you mean unknown_key.toml?
    "#);
    assert_snapshot!(load("nowhere/base.toml").expect_err("no such folder"), @r#"
    error: there is no scenario nowhere/base.toml
      the folder nowhere does not exist
    "#);
}

#[test]
fn files_that_are_no_scenarios() {
    assert_snapshot!(errors_of("not_utf8.toml"), @r#"
    error: cannot read tests/bad/not_utf8.toml: it is not UTF-8 text: byte 40 on
           line 2 cannot be read
    "#);
    assert_snapshot!(errors_of("empty.toml"), @r#"
    error: the scenario is empty
    --> tests/bad/empty.toml
     = help: write at least `extends = "baseline.toml"`
    "#);
    assert_snapshot!(errors_of("comments_only.toml"), @r#"
    error: the scenario is empty
    --> tests/bad/comments_only.toml
     = help: write at least `extends = "baseline.toml"`
    "#);
    assert_snapshot!(load("tests/bad").expect_err("a folder"), @"error: cannot read tests/bad: it is a folder, not a scenario file");
}

/// A mistaken path to a big data file must not fill the memory.
#[test]
fn a_huge_file_is_refused_unread() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("huge.toml");
    let file = File::create(&path).expect("a file");
    file.set_len(100_000_000).expect("a sparse file");
    let message = load(&path.display().to_string()).expect_err("too large");
    // A long path wraps the message.
    let words: Vec<&str> = message.split_whitespace().collect();
    let line = words.join(" ");
    assert!(
        line.ends_with("it is larger than 1 MB, which no scenario is"),
        "{line}"
    );
}

/// The parser's own limit stands between a hostile file and the stack.
#[test]
fn deep_nesting_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("deep.toml");
    let texts = [
        format!("a = {}1{}", "[".repeat(50_000), "]".repeat(50_000)),
        format!("a = {}1{}", "{a=".repeat(50_000), "}".repeat(50_000)),
        format!("{}a = 1", "a.".repeat(50_000)),
        format!("[{}a]\nb = 1", "a.".repeat(50_000)),
    ];
    let key = "a.".repeat(50_000) + "a";
    assert!(errors_of_set(&[(&key, "1")]).contains("nested too deeply"));
    for text in texts {
        fs::write(&path, &text).expect("a file");
        let message = load(&path.display().to_string()).expect_err("too deep");
        assert!(
            message.contains("nested too deeply"),
            "{}",
            message.lines().next().unwrap_or("")
        );
    }
}

#[test]
fn a_chain_of_many_scenarios_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for index in 0..40 {
        let text = format!("extends = \"{}.toml\"", index + 1);
        fs::write(folder.path().join(format!("{index}.toml")), text).expect("a file");
    }
    let first = folder.path().join("0.toml");
    let message = load(&first.display().to_string()).expect_err("too long");
    assert!(
        message.contains("more than 16 scenarios extend one another"),
        "{message}"
    );
}

/// One run shows everything that is wrong, in the order of the files.
#[test]
fn several_errors_in_one_go() {
    let messages = errors_of("wrong_types.toml");
    assert_eq!(messages.matches("error: ").count(), 11);
}

#[test]
fn arguments_have_carets_too() {
    assert_snapshot!(errors_of_set(&[("police.charge_shar", "0.4")]), @r#"
    error: unknown key `charge_shar` in `[police]`
     --> --set:1:8
      |
    1 | police.charge_shar=0.4
      |        ^^^^^^^^^^^ not known
      |
      = help: did you mean `charge_share`?
    "#);
    assert_snapshot!(errors_of_set(&[("police.arrest_rate", "3")]), @r#"
    error: `police.arrest_rate` must be a rate such as "0.9/y" or "1/28d"
     --> --set:1:20
      |
    1 | police.arrest_rate=3
      |                    ^ 3 does not say per what
      |
      = help: write "3/y" if it is per year
    "#);
    assert_snapshot!(errors_of_set(&[("police..wait", "3d"), ("policy.from", "soon")]), @r#"
    error: `--set` takes section.key=value
     --> --set:1:8
      |
    1 | police..wait=3d
      |        ^ a name is missing here

    error: `policy.from` must be a date such as 2027-04-01, or "start"
     --> --set:1:13
      |
    1 | policy.from=soon
      |             ^^^^ found the text "soon"
    "#);
}

#[test]
fn bundles_of_unrelated_scenarios() {
    let bundle = |spec: &str| load(spec).expect_err("not a bundle");
    assert_snapshot!(bundle("tests/good/policy.toml+tests/good/base.toml"), @r#"
    error: a bundle is made of scenarios that each extend the same one
    --> tests/good/base.toml
     = help: this one extends nothing
    "#);
    assert_snapshot!(bundle("tests/good/policy.toml+tests/good/other_policy.toml"), @r#"
    error: the parts of a bundle rest on different scenarios: tests/good/base.toml
           and tests/good/other_base.toml
    "#);
}

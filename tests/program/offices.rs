//! What somebody meets who writes about an area of their own: every slip is answered with what was
//! meant.

use std::fs;
use std::path::Path;

use throughcare::scenario::schema::Model;
use throughcare::scenario::{Library, Scenario, areas};

use crate::running::{built_program, text};

/// The code, and all that was said.
fn told(files: &[(&str, &str)], words: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    told_in(folder.path(), words)
}

/// The same in a folder that is there.
fn told_in(folder: &Path, words: &[&str]) -> (Option<i32>, String) {
    let output = built_program()
        .current_dir(folder)
        .args(words)
        .output()
        .unwrap();
    let said = text(&output.stdout) + &text(&output.stderr);
    (output.status.code(), said)
}

fn flat(said: &str) -> String {
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is said of a scenario that is refused.
fn refused(scenario: &str, words: &[&str]) -> String {
    let all = [&["check", "ours.toml"], words].concat();
    let (code, said) = told(&[("ours.toml", scenario)], &all);
    assert_eq!(code, Some(2), "{scenario}: {said}");
    said
}

/// Protects: the name of any built-in area where the file rests on regions is answered with what has
/// that area, however it is written.
#[test]
fn an_area_that_is_not_there_is_said_to_be_built_in() {
    let library = Library::built_in().without_files();
    let mut tried = 0;
    for area in areas::all() {
        // The name of a region is that region, whose force has the same name.
        if area.section() == area.region {
            continue;
        }
        for name in [&area.section(), &area.key] {
            let text = format!(
                "extends = \"baseline.toml\"\n[areas.{name}.diversion]\nworkers.posts = 9\n"
            );
            let library = library.clone().with("ours", text);
            let errors = match Scenario::<Model>::load_with("ours", &[], &library) {
                Ok(_) => panic!("{name} is not refused"),
                Err(errors) => flat(&errors.to_string()),
            };
            let wanted = format!("write `extends = \"{}\"`", area.name());
            assert!(errors.contains(&wanted), "{name}: {errors}");
            tried += 1;
        }
    }
    assert!(tried >= 2 * 42);
    let said = refused(
        "extends = \"baseline.toml\"\n[areas.durrham.diversion]\nworkers.posts = 9\n",
        &[],
    );
    assert!(
        flat(&said).contains("`extends = \"areas/durham\"`"),
        "{said}"
    );
    assert!(said.contains("ours.toml:2"), "{said}");
    // A region with a slip in it is a region still, and an area's own file knows its name with a dash.
    let said = refused(
        "extends = \"baseline.toml\"\n[areas.londn]\ntitle = \"L\"\n",
        &[],
    );
    assert!(said.contains("did you mean `london`?"), "{said}");
    let dash =
        "extends = \"areas/west-midlands\"\n[areas.west-midlands.diversion]\nworkers.posts = 9\n";
    assert!(refused(dash, &[]).contains("did you mean `west_midlands`?"));
    let pounds =
        "extends = \"baseline.toml\"\n[programme.ours]\nfor = [\"kent\"]\neach_year = 1000\n";
    assert!(flat(&refused(pounds, &[])).contains("`extends = \"areas/kent\"`"));
}

/// Protects: a number with commas, a unit or a sign is told of once, at its place, with what to write.
#[test]
fn a_number_as_people_write_it_is_answered_with_how_it_is_written() {
    for (value, wanted) in [
        ("500,000", "write 500000 or 500_000"),
        ("12k # about", "write 12000 or 12_000"),
        ("£480,000", "write 480000 or 480_000"),
        ("1 000", "write 1000 or 1_000"),
        ("40%", "write 0.4"),
        ("{ value = 480,000, low = 1 }", "write 480000 or 480_000"),
    ] {
        let head = "extends = \"areas/durham\"\n[programme.ours]\nfor = [\"durham\"]\n";
        let said = refused(&format!("{head}each_year = {value}\n"), &[]);
        assert!(said.contains(wanted), "{value}: {said}");
        assert_eq!(said.matches("error:").count(), 1, "{value}: {said}");
        assert!(said.contains("ours.toml:4:"), "{value}: {said}");
    }
    let known = "region = \"wales\"\n";
    for (answers, wanted) in [
        ("residents = 500,000\n", "write 500000 or 500_000"),
        ("residents = \"500,000\"\n", "write 500000 or 500_000"),
        (
            "residents = 9_000_000\n",
            "more than live in the whole region",
        ),
    ] {
        let files = [("a.toml", &*format!("{known}{answers}"))];
        let (code, said) = told(&files, &["new", "area", "ours", "--from", "a.toml"]);
        assert_eq!(code, Some(2), "{said}");
        assert!(
            flat(&said).contains(wanted) && said.contains("a.toml:2:"),
            "{said}"
        );
    }
}

/// Protects: a length of time without a unit is answered with each unit, in a file and on the command
/// line.
#[test]
fn a_length_without_a_unit_is_answered_with_the_units() {
    for words in [
        ["--horizon", "2"],
        ["--warm-up", "2"],
        ["--set", "settings.horizon=2"],
    ] {
        let output = built_program()
            .args(["run", "baseline"])
            .args(words)
            .output()
            .unwrap();
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("2 has no unit"), "{said}");
        for wanted in ["\"2y\" for years", "\"2mo\" for months", "\"2d\" for days"] {
            assert!(flat(&said).contains(wanted), "{said}");
        }
    }
}

/// Protects: changes of a policy are counted apart from what its area is from the start, and the date
/// is that of the policy.
#[test]
fn what_a_policy_changes_is_dated_apart_from_its_area() {
    let policy = "extends = \"areas/durham\"\n[policy]\nfrom = \"2028-04-01\"\n\
                  [areas.durham.diversion]\nworkers.posts = 14\n";
    let (code, said) = told(&[("ours.toml", policy)], &["check", "ours.toml"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("\n1 difference, from 2028-04-01\n"), "{said}");
    let apart = "areas/durham.toml differs from the baseline from the start";
    assert!(flat(&said).contains(apart), "{said}");
    let (_, said) = told(&[("ours.toml", policy)], &["check", "ours.toml", "--json"]);
    assert!(said.contains("\"from\": \"2028-04-01\""), "{said}");
    // A bundle of an area and a policy changes both.
    let (_, said) = told(&[], &["check", "areas/durham+more-drrs"]);
    let count = said.lines().find(|line| line.contains(" differences: "));
    let count = count.unwrap_or_else(|| panic!("{said}"));
    assert!(
        count.contains(" from the start, ") && count.ends_with(" from 2027-04-01"),
        "{count}"
    );
}

/// Protects: a date before all simulated time is blamed on the line that carries it.
#[test]
fn a_date_that_is_too_early_is_found_where_it_is_written() {
    let own = "extends = \"baseline.toml\"\n[policy]\nfrom = \"2010-04-01\"\n\
               [release.met_at_gate]\nvalue = 0.3\nlow = 0.1\nhigh = 0.5\nfrom = \"2012-01-01\"\n";
    let said = refused(own, &[]);
    assert!(said.contains("ours.toml, line 8: "), "{said}");
    let phases = "extends = \"baseline.toml\"\n[policy]\nfrom = \"2010-04-01\"\n[release.met_at_gate]\n\
                  phases = [{ value = 0.3, from = \"2028-01-01\" },\n{ value = 0.4,\nfrom = \"2030-01-01\" }]\n";
    let said = refused(&phases.replace("2028", "2012"), &[]);
    assert!(said.contains("ours.toml, line 5: "), "{said}");
    let policys = "extends = \"baseline.toml\"\n[policy]\nfrom = \"2010-04-01\"\n[release]\nmet_at_gate = 0.3\n";
    let said = refused(policys, &[]);
    assert!(said.contains("line 5, dated by policy.from: "), "{said}");
}

/// Protects: a source that there is none of is told of in the last line, and ends a check of sources.
#[test]
fn an_unknown_source_is_told_of_last() {
    let policy = "extends = \"baseline.toml\"\n[release]\n\
                  met_at_gate = { value = 0.3, low = 0.2, high = 0.4, source = \"POP-0O3\" }\n";
    let files = [("ours.toml", policy)];
    let (code, said) = told(&files, &["check", "ours.toml"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("did you mean POP-003?"), "{said}");
    let last = said.lines().last().unwrap_or_default();
    assert!(last.starts_with("1 source is not known"), "{said}");
    let (code, _) = told(&files, &["check", "ours.toml", "--sources"]);
    assert_eq!(code, Some(3));
    // What has no source at all names none that is unknown.
    let (_, said) = told(
        &[("ours.toml", &policy.replace("POP-0O3", "POP-003"))],
        &["check", "ours.toml"],
    );
    assert!(!said.contains("not known"), "{said}");
}

/// Protects: numbers that can hardly be meant are asked about with their place before anything is solved,
/// every number is told of, and the largest miss is that of the table.
#[test]
fn a_made_area_tells_of_every_number() {
    let typed = [
        ("residents", "5_000"),
        ("arrests", "310"),
        ("navigators", "1"),
        ("scheme_cost", "10"),
        ("releases", "300"),
    ];
    let lines = typed.map(|(key, value)| format!("{key} = {value}\n"));
    let answers = format!("region = \"wales\"\n{}", lines.concat());
    let words = ["new", "area", "ours", "--from", "a.toml"];
    let (code, said) = told(&[("a.toml", &answers)], &words);
    assert_eq!(code, Some(0), "{said}");
    for doubt in [
        "a.toml:3: 310 arrests a year are 62.0 for 1,000 residents; the 43 forces have",
        "a.toml:5: scheme_cost 10: its workers alone",
        "a.toml:6: releases 300: an area of this size there has about",
    ] {
        assert!(
            said.contains(&format!("warning: {doubt}")),
            "{doubt}: {said}"
        );
    }
    let row = |key: &str| {
        let mut rows = said
            .lines()
            .filter(|line| line.split_whitespace().next() == Some(key));
        rows.next()
            .unwrap_or_else(|| panic!("{key}: {said}"))
            .to_owned()
    };
    for key in ["residents", "navigators", "scheme_cost"] {
        assert!(row(key).ends_with("taken as it is"), "{said}");
    }
    assert!(row("releases").contains("held back"), "{said}");
    let miss = row("arrests");
    let miss = miss
        .split_whitespace()
        .nth(3)
        .unwrap()
        .trim_start_matches(['+', '-']);
    assert!(
        said.contains(&format!("The largest miss is {miss} % (arrests).")),
        "{said}"
    );
}

/// Protects: the questions are a file that is refused until somebody says where the area is and how many
/// live there, and one that a shell wrote in another encoding is answered with what to do.
#[test]
fn the_questions_are_filled_in_before_they_make_an_area() {
    let folder = tempfile::tempdir().unwrap();
    let run = |words: &[&str]| {
        let (code, said) = told_in(folder.path(), words);
        (code, flat(&said))
    };
    let (code, said) = run(&["new", "area", "--schema", "--out", "a.toml"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("new area NAME --from a.toml"), "{said}");
    let (code, said) = run(&["new", "area", "ours", "--from", "a.toml"]);
    assert_eq!(code, Some(2), "{said}");
    for wanted in [
        "`region` must be one of the regions",
        "`north_east`",
        "`residents` must be at least 5000",
    ] {
        assert!(said.contains(wanted), "{said}");
    }
    let (code, _) = run(&["new", "area", "--schema", "--out", "a.toml"]);
    assert_eq!(code, Some(2), "it is written over without being asked");
    let questions = fs::read_to_string(folder.path().join("a.toml")).unwrap();
    let wide = std::iter::once(0xfeff).chain(questions.encode_utf16());
    let bytes: Vec<u8> = wide.flat_map(u16::to_le_bytes).collect();
    fs::write(folder.path().join("wide.toml"), bytes).unwrap();
    for words in [
        &["new", "area", "ours", "--from", "wide.toml"][..],
        &["check", "wide.toml"],
    ] {
        let (code, said) = run(words);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("save it as UTF-8"), "{said}");
    }
}

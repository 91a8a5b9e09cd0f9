//! A scheme of one area, written as somebody would who has read the README and nothing else.

use std::fs;

use crate::running::{built_program, text};

/// Twelve navigators, 480,000 pounds a year, half of the eligible offered.
const SCHEME: &str = "extends = \"force-area.toml\"\n\
    [areas.durham.diversion]\nworkers.posts = 12\n\
    [areas.durham.diversion.custody]\noffered = 0.5\n\
    [programme.our-scheme]\neach_year = 480000\n";

/// A line of a command about the scheme: what it printed.
fn printed(file: &str, words: &[&str]) -> String {
    let output = built_program().args(words).arg(file).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// Protects: what stands under an area is that area's own, and pounds are as they are written:
/// in what `check` says, and in what is spent.
#[test]
fn a_scheme_of_an_area_has_its_navigators_and_costs_its_pounds() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("our-scheme.toml");
    fs::write(&file, SCHEME).unwrap();
    let file = file.display().to_string();
    let said = printed(&file, &["check"]);
    assert!(
        said.contains("12 in durham at 1:1, as in this world"),
        "{said}"
    );
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("in full: 480,000 pounds here"), "{said}");

    let out = folder.path().join("out");
    let out_name = out.display().to_string();
    let short = ["--warm-up", "1mo", "--horizon", "1y", "--replicates", "1"];
    let words = [&["run", "--quiet", "--out", &out_name][..], &short].concat();
    printed(&file, &words);
    let summary = fs::read_to_string(out.join("summary.csv")).unwrap();
    let spent = summary.lines().find_map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let is_it = cells[1] == "cost_programme" && cells[4] == "all" && cells[5] == "all";
        is_it.then(|| cells[7].parse::<f64>().unwrap())
    });
    let spent = spent.expect("the programme is a metric");
    assert!((spent - 480_000.0).abs() < 1.0, "{spent} pounds a year");
}

/// Protects: a share of a post, which is a count for the country by mistake, is refused.
#[test]
fn less_than_one_post_in_an_area_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("slip.toml");
    fs::write(&file, SCHEME.replace("posts = 12", "posts = 0.18")).unwrap();
    let output = built_program().arg("check").arg(&file).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(
        said.contains("`areas.durham.diversion.workers.posts` is less than one"),
        "{said}"
    );
    assert!(said.contains("at 1:1"), "{said}");
}

/// Protects: whom a programme is for is an area that there is, or the country, and national pounds
/// come to an area by its need.
#[test]
fn a_programme_says_whom_it_is_for() {
    let folder = tempfile::tempdir().unwrap();
    let said_for = |reach: &str| {
        let file = folder.path().join("for.toml");
        let programme = format!("[programme.our-scheme]\nfor = {reach}\n");
        fs::write(
            &file,
            SCHEME.replace("[programme.our-scheme]\n", &programme),
        )
        .unwrap();
        let output = built_program().arg("check").arg(&file).output().unwrap();
        let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let durham = said_for("[\"durham\"]");
    assert!(
        durham.contains("for durham, 1 of 1 simulated: 480,000 pounds here"),
        "{durham}"
    );
    let national = said_for("\"england-and-wales\"");
    assert!(
        national.contains("need 1.51 % is simulated: 7,248 pounds here"),
        "{national}"
    );
    let two = said_for("[\"durham\", \"london\"]");
    assert!(
        two.contains("1 of 2 simulated: 240,000 pounds here"),
        "{two}"
    );
    let unknown = said_for("[\"durrham\"]");
    assert!(unknown.contains("unknown area \"durrham\""), "{unknown}");
    assert!(unknown.contains("did you mean"), "{unknown}");
    let local = SCHEME.replace(
        "[programme.our-scheme]",
        "[areas.durham.programme.our-scheme]",
    );
    let file = folder.path().join("local.toml");
    fs::write(&file, local).unwrap();
    let output = built_program().arg("check").arg(&file).output().unwrap();
    let local = text(&output.stderr);
    assert!(local.contains("for = [\"durham\"]"), "{local}");
    let number = said_for("12");
    assert!(
        number.contains("\"england-and-wales\" or a list of areas"),
        "{number}"
    );
}

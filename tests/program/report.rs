//! The page and the workbook that come with results, and those that are made of results later.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::running::{built_program, text};

/// A world small enough that a replicate takes a moment.
const SMALL: &str = "--set settings.observe_from=2026-10-01 --warm-up 1y --horizon 12mo \
    --population-scale 0.001 --seed 5 --replicates 2 --quiet";
/// A policy that does something in such a world.
const POLICY: &str = "extends = \"baseline.toml\"\ntitle = \"Everybody <met> & \\\"greeted\\\"\"\n\
    [release]\nmet_at_gate = 0.9\n[programme.greeting]\nset_up = 1000000\neach_year = 250000\n";
const PAGE: &str = "report.html";
const BOOK: &str = "briefing.xlsx";

/// A folder of its own with a policy in it.
fn workshop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("greeted.toml"), POLICY).unwrap();
    folder
}

fn program(folder: &Path, words: &str) -> Output {
    let mut command = built_program();
    command.current_dir(folder).args(words.split_whitespace());
    command.output().unwrap()
}

fn done(folder: &Path, words: &str) -> Output {
    let output = program(folder, words);
    assert!(output.status.success(), "{words}: {}", text(&output.stderr));
    output
}

fn compare(folder: &Path, more: &str) {
    done(
        folder,
        &format!("compare baseline greeted.toml {SMALL} {more}"),
    );
}

/// Protects: the page of a comparison is there without being asked for, holds its nine parts, says
/// what it must, and asks for nothing from anywhere.
#[test]
fn a_comparison_comes_with_a_page_and_a_workbook() {
    let shop = workshop();
    compare(shop.path(), "--out r");
    let folder = shop.path().join("r");
    let page = fs::read_to_string(folder.join(PAGE)).unwrap();
    assert!(fs::read(folder.join(BOOK)).unwrap().starts_with(b"PK"));
    let parts = [
        "answer", "years", "payers", "sure", "estate", "whom", "flows", "basis", "made",
    ];
    let at = parts.map(|id| page.find(&format!("<section id=\"{id}\"")).unwrap());
    assert!(at.is_sorted(), "{at:?}");
    for must in [
        "Content-Security-Policy",
        "default-src 'none'",
        "Everybody &lt;met&gt; &amp; &quot;greeted&quot;",
        "prison places",
        "Prison service",
        "Queues that bind",
        "release.met_at_gate",
        "--uncertainty 100",
    ] {
        assert!(page.contains(must), "{must}");
    }
    for must_not in [
        "<script",
        "<link",
        " style=",
        "NaN",
        "inf<",
        "Everybody <met>",
    ] {
        assert!(!page.contains(must_not), "{must_not}");
    }
    let addresses = page.matches("http").count() - page.matches("http-equiv").count();
    let names = page.matches("xmlns=\"http://www.w3.org/2000/svg\"").count();
    assert_eq!(addresses, names, "an address that is no name of a kind");
    assert!(page.len() < 2_000_000);
}

/// Protects: what is made in memory as a run ends is what is made of its folder later, to the byte.
#[test]
fn a_page_made_of_a_folder_is_the_one_of_the_run() {
    let shop = workshop();
    compare(shop.path(), "--out r");
    let read = |file: &str| fs::read(shop.path().join("r").join(file)).unwrap();
    let before = [PAGE, BOOK].map(read);
    fs::remove_file(shop.path().join("r").join(PAGE)).unwrap();
    fs::remove_dir_all(shop.path().join("r/replicates")).unwrap();
    let output = done(shop.path(), "report r --charts pictures");
    assert!(text(&output.stdout).is_empty());
    assert!(text(&output.stderr).contains(PAGE));
    for (file, before) in [PAGE, BOOK].into_iter().zip(before) {
        assert!(before == read(file), "{file}");
    }
    let picture = shop.path().join("pictures/years-places-0.svg");
    let text = fs::read_to_string(&picture).unwrap();
    assert!(text.starts_with("<svg") && text.contains("Prison places freed"));
    // What is there already is replaced only when that is asked for.
    fs::write(&picture, "mine").unwrap();
    let output = program(shop.path(), "report r --charts pictures");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&picture).unwrap(), "mine");
    done(shop.path(), "report r --charts pictures --overwrite");
    assert_eq!(fs::read_to_string(&picture).unwrap(), text);
}

/// Protects: who asks for no page gets none, and a page goes with the results it belongs to.
#[test]
fn a_page_can_be_left_out_and_goes_with_its_results() {
    let shop = workshop();
    compare(shop.path(), "--out r --no-report");
    let there = |file: &str| shop.path().join("r").join(file).exists();
    assert!(!there(PAGE) && !there(BOOK) && there("comparison.csv"));
    done(shop.path(), "report r");
    assert!(there(PAGE) && there(BOOK));
    compare(shop.path(), "--out r --no-report --overwrite");
    assert!(!there(PAGE) && !there(BOOK));
}

/// Protects: a scenario by itself has a page, and drawn parameters have theirs.
#[test]
fn a_run_and_drawn_parameters_have_pages_of_their_own() {
    let shop = workshop();
    done(shop.path(), &format!("run baseline {SMALL} --out one"));
    let page = fs::read_to_string(shop.path().join("one").join(PAGE)).unwrap();
    assert!(page.contains("England and Wales as it is") && !page.contains("NaN"));
    assert!(page.contains("Queues that bind"));
    compare(shop.path(), "--out drawn --uncertainty 3");
    let page = fs::read_to_string(shop.path().join("drawn").join(PAGE)).unwrap();
    assert!(page.contains("3 draws of"));
    assert!(page.contains("uncertainty.csv"));
    assert!(!page.contains("--uncertainty 100"));
}

/// Protects: where nothing differs, and where one replicate gives no interval, the page says so
/// instead of drawing what is not there.
#[test]
fn a_policy_without_effect_and_a_single_replicate_have_pages() {
    let shop = workshop();
    fs::write(
        shop.path().join("nothing.toml"),
        "extends = \"baseline.toml\"\n",
    )
    .unwrap();
    let one = SMALL.replace("--replicates 2", "--replicates 1");
    done(
        shop.path(),
        &format!("compare baseline nothing.toml {SMALL} --out same"),
    );
    done(
        shop.path(),
        &format!("compare baseline greeted.toml {one} --out one"),
    );
    let page = |folder: &str| fs::read_to_string(shop.path().join(folder).join(PAGE)).unwrap();
    assert!(page("same").contains("no clear effect on any of the outcomes"));
    assert!(page("one").contains("one replicate: not known"));
    for folder in ["same", "one"] {
        let page = page(folder);
        assert!(!page.contains("NaN") && !page.contains("inf "), "{folder}");
    }
}

/// Protects: results of another estate stand beside these when they are named.
#[test]
fn another_estate_stands_beside() {
    let shop = workshop();
    compare(shop.path(), "--out slack");
    compare(shop.path(), "--out full --set prison.places.male=60000");
    done(shop.path(), "report slack --beside full");
    let page = fs::read_to_string(shop.path().join("slack").join(PAGE)).unwrap();
    assert!(page.contains("prison.places.male=60000"));
    assert!(page.contains("The same policies there"));
}

/// Protects: one command runs the policies on all three estates, each in a folder of its own under a
/// name that says which; the page has them side by side, and the terminal says where an answer turns.
#[test]
fn three_estates_are_one_command() {
    let shop = workshop();
    compare(shop.path(), "--out three --estates");
    let of = |name: &str| fs::read_to_string(shop.path().join(name)).unwrap();
    let page = of(&format!("three/{PAGE}"));
    for shown in [
        "On the full estate",
        "On the slack estate",
        "Nowhere: no headline",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    for (folder, baseline) in [
        ("three", ",baseline,"),
        ("three-full", ",baseline+estates/full,"),
        ("three-slack", ",baseline+estates/slack,"),
    ] {
        let table = of(&format!("{folder}/comparison.csv"));
        assert!(
            table.lines().skip(1).all(|row| row.contains(baseline)),
            "{folder}"
        );
    }
    // Every policy of the three folders, a row each; nothing is simulated.
    let page = text(&done(shop.path(), "policies three").stdout);
    assert!(
        page.contains("the estate as fitted, with its interval / full / slack"),
        "{page}"
    );
    let rows: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("| greeted |"))
        .collect();
    assert_eq!(rows.len(), 2, "what it does, and what it rests on: {page}");
    assert!(
        rows[0].matches(" / ").count() >= 12,
        "six outcomes on three estates: {}",
        rows[0]
    );
    assert!(
        rows[1].contains("values: 0 of 1 published; costs: 0 of 2 published"),
        "{}",
        rows[1]
    );
    done(shop.path(), "policies three --markdown page.md");
    assert_eq!(
        fs::read_to_string(shop.path().join("page.md")).unwrap(),
        page
    );
    let again = program(shop.path(), "policies three --markdown page.md");
    assert_eq!(
        again.status.code(),
        Some(2),
        "a page that is there is not written over unasked"
    );
    let none = program(shop.path(), "policies nowhere");
    assert_eq!(none.status.code(), Some(2));
}

/// Protects: what is no result folder is refused with its name and what to do, and nothing is
/// written there.
#[test]
fn what_is_no_result_folder_is_refused() {
    let shop = workshop();
    fs::create_dir(shop.path().join("empty")).unwrap();
    fs::create_dir(shop.path().join("damaged")).unwrap();
    fs::write(
        shop.path().join("damaged/manifest.json"),
        "{\"program\": 1}",
    )
    .unwrap();
    for (folder, said) in [
        ("nowhere", "`nowhere` holds no results"),
        ("empty", "`empty` holds no results"),
        ("damaged", "manifest.json"),
        ("empty --validation nowhere", "`empty` holds no results"),
    ] {
        let output = program(shop.path(), &format!("report {folder}"));
        assert_eq!(output.status.code(), Some(2), "{folder}");
        let stderr = text(&output.stderr);
        assert!(stderr.contains(said) && stderr.contains("help"), "{stderr}");
    }
    assert!(!shop.path().join("empty").join(PAGE).exists());
    compare(shop.path(), "--out r --no-report");
    let output = program(shop.path(), "report r --validation empty");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("validation.csv"));
}

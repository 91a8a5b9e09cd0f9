//! Names that would reach a terminal, a spreadsheet or the file system.

use crate::running::text;
use crate::workshop::{SMALL, Workshop};

/// A title that colours, renames the window, turns the writing and looks like a formula.
const TITLE: &str = "\\u001b[31mRED\\u001b]0;pwn\\u0007\\u202e=cmd|calc";

/// Whether something would be obeyed by a terminal.
fn is_obeyed(said: &str) -> bool {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    said.chars()
        .any(|c| (c.is_control() && c != '\n') || turns(c))
}

/// Protects: a title, the name of an area or of a file is shown, not obeyed, wherever it is said.
#[test]
fn names_are_shown_and_not_obeyed() {
    let shop = Workshop::new();
    let areas = "[areas]\n\"\\u001b[31m\\u202e,\\\"x\\n\" = { population_share = 0.1, \
                 need_share = 0.1, residents = 1000, treatment_staffing = 1, probation_staffing = 1 }\n";
    let policy = format!("title = \"{TITLE}\"\nextends = \"baseline.toml\"\n");
    shop.write(
        "red.toml",
        &format!("{policy}[release]\nmet_at_gate = 0.9\n"),
    );
    shop.write(
        "area.toml",
        &format!("{policy}[policy]\nfrom = \"start\"\n{areas}"),
    );
    shop.write("wrong.toml", &format!("{policy}[\"\\u001b[31m\"]\nx = 1\n"));
    #[cfg(unix)]
    shop.write(
        "e\u{1b}[31m.toml",
        "extends = \"baseline.toml\"\nnonsense = 1\n",
    );
    let mut spoken = vec![
        shop.run("run red.toml --out a --replicates 2"),
        shop.run("compare baseline red.toml --out b --replicates 2"),
        shop.run("compare baseline red.toml --out c --replicates 2 --json"),
        shop.run("trace red.toml --person 3"),
        shop.run("run area.toml --out d --replicates 2"),
        shop.run("trace area.toml --area \u{1b}x"),
        shop.run("run wrong.toml --out e"),
        shop.run("run \u{1b}[31mno-such --out f"),
        shop.run("run baseline --out g --precision \u{1b}[31m=5%"),
        shop.run("run e\u{1b}[31m.toml --out h"),
    ];
    for spec in ["red.toml", "area.toml", "wrong.toml"] {
        for json in [&["--sources"][..], &["--json"]] {
            let mut command = shop.command("");
            spoken.push(command.args(["check", spec]).args(json).output().unwrap());
        }
    }
    for (number, output) in spoken.iter().enumerate() {
        for said in [text(&output.stdout), text(&output.stderr)] {
            assert!(!is_obeyed(&said), "{number}: {said:?}");
        }
    }
    let table = text(&spoken[0].stdout);
    assert!(table.contains("\\u001b[31mRED"), "{table}");
    let json: Result<serde_json::Value, _> = serde_json::from_slice(&spoken[2].stdout);
    assert!(json.is_ok());
}

/// Protects: no cell that a user named is a formula, in any file.
#[test]
fn a_spreadsheet_meets_no_formula() {
    let shop = Workshop::new();
    for stem in ["=1+1", "@SUM(A1)", "+2", "-3"] {
        let name = format!("{stem}.toml");
        let policy = "extends = \"baseline.toml\"\n[release]\nmet_at_gate = 0.9\n";
        std::fs::write(shop.path(&name), policy).unwrap();
        let out = format!("out{}", stem.len());
        let spec = format!("./{name}");
        let done = |words: &[&str]| {
            let mut command = shop.command("");
            command.args(words).args(SMALL);
            let output = command.output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        };
        done(&[
            "compare",
            "baseline",
            &spec,
            "--out",
            &out,
            "--replicates",
            "2",
            "--quiet",
            "--overwrite",
        ]);
        done(&[
            "trace",
            &spec,
            "--person",
            "3",
            "--csv",
            "life.csv",
            "--overwrite",
        ]);
        let mut files = shop.csv_files(&out);
        let life = std::fs::read_to_string(shop.path("life.csv")).unwrap();
        files.insert("life.csv".to_owned(), life);
        let mut defused = 0;
        for (file, content) in files {
            let mut reader = csv::Reader::from_reader(content.as_bytes());
            for row in reader.records() {
                for cell in row.unwrap().iter() {
                    let is_formula = cell.starts_with(['=', '+', '-', '@']);
                    assert!(!is_formula || cell.parse::<f64>().is_ok(), "{file}: {cell}");
                    defused += usize::from(cell == format!("'{stem}"));
                }
            }
        }
        assert!(defused > 100, "{stem}: {defused}");
    }
}

/// Protects: a name that no folder could have is found out before anything is simulated; one that
/// is merely long works.
#[test]
fn names_too_long_are_refused_before_the_run() {
    let shop = Workshop::new();
    let policy = "extends = \"baseline.toml\"\n[release]\nmet_at_gate = 0.9\n";
    let long = "x".repeat(240);
    shop.write(&format!("{long}.toml"), policy);
    let output = shop.run(&format!("run {long}.toml --replicates 1"));
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("240 characters") && said.contains("`name`"),
        "{said}"
    );
    let names: Vec<String> = (0..11)
        .map(|n| format!("a-policy-of-a-long-name-{n}.toml"))
        .collect();
    for name in &names {
        shop.write(name, policy);
    }
    let output = shop.run(&format!(
        "compare baseline {} --replicates 1",
        names.join("+")
    ));
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("bundle = ["), "{said}");
    assert!(!shop.path("results").exists());
    let list: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let bundle = format!("name = \"eleven\"\nbundle = [{}]\n", list.join(", "));
    shop.write("eleven.toml", &bundle);
    shop.done("compare baseline eleven.toml --replicates 1 --quiet --out eleven");
    let fits = "y".repeat(190);
    shop.write(&format!("{fits}.toml"), policy);
    shop.done(&format!("run {fits}.toml --replicates 1 --quiet"));
    assert!(shop.path(&format!("results/{fits}/summary.csv")).exists());
}

//! The pages that `throughcare policies` writes: one of all policies, and one of each with its chart.

use std::fs;
use std::path::{Path, PathBuf};

use crate::running::text;
use crate::workshop::Workshop;

/// A policy with texts that must stay texts, and a range of its own.
const POLICY: &str = "extends = \"baseline.toml\"\ntitle = \"Everybody <met> | *greeted*\"\n\
    description = \"At the [gate](nowhere.md) & beyond.\"\n\
    [release]\nmet_at_gate = { value = 0.9, low = 0.7, high = 0.95, source = \"REL-007\", note = \"A | bar.\" }\n\
    [programme.greeting]\nset_up = 1000000\n";
const PAGES: &str = "policies three --markdown docs/list.md --pages docs/pages";

/// A folder with a finished comparison on three estates of a policy of our own and one of the program.
fn compared() -> Workshop {
    let shop = Workshop::new();
    shop.write("greeted.toml", POLICY);
    fs::create_dir(shop.path("docs")).unwrap();
    shop.done(
        "compare baseline greeted.toml more-drrs --replicates 2 --quiet --no-report --estates --out three",
    );
    shop
}

fn read(shop: &Workshop, name: &str) -> String {
    fs::read_to_string(shop.path(name)).unwrap()
}

fn pages(shop: &Workshop, words: &str) -> (Option<i32>, String) {
    let mut command = shop.command("");
    let output = command.args(words.split_whitespace()).output().unwrap();
    (output.status.code(), text(&output.stderr))
}

/// Protects: a page of a policy has its question, file, command, outcomes with a chart and what it leans on; texts
/// of a file become no markup; the list leads to the page and back; and nothing is written over that this
/// command did not write, nor a result.
#[test]
fn every_policy_has_a_page_of_its_own() {
    let shop = compared();
    let (code, said) = pages(&shop, PAGES);
    assert_eq!((code, said.trim()), (Some(0), "pages: 2"));
    let list = read(&shop, "docs/list.md");
    assert!(list.contains("| [greeted](pages/greeted.md) | "), "{list}");

    let page = read(&shop, "docs/pages/greeted.md");
    let parts = [
        "# Everybody &lt;met&gt; \\| \\*greeted\\*\n",
        "[policies](../list.md)",
        "## The question\n\nAt the \\[gate\\](nowhere.md) &amp; beyond.",
        "## The file\n\nA scenario file of yours changes 2 values",
        "| `release.met_at_gate` | 5% | 90% | from 2027-04-01 | 70% to 95% | REL-007. A \\| bar. |",
        "- **REL-007** ",
        "## The command\n\n```sh\nthroughcare compare baseline greeted.toml --replicates 2 --estates",
        "## What comes out\n",
        "| Outcome | Baseline | As fitted | Full | Slack |",
        "| Receptions a year | ",
        "## What it leans on\n\n- **Strength of evidence.** values: 1 of 1 published (REL-007); costs: 0 of 1",
        "## Where it does little or harm, and why\n",
        "## What is left out\n",
    ];
    let at = parts.map(|part| page.find(part).unwrap_or_else(|| panic!("{part}: {page}")));
    assert!(at.is_sorted(), "{at:?}");
    assert!(!page.contains("<met>") && !page.contains("NaN") && !page.contains("inf"));
    // No chart of what it is about: the list of levers does not have it.
    let picture = read(&shop, "docs/pages/greeted.svg");
    assert_eq!(picture.matches("aria-labelledby").count(), 1);
    assert!(page.contains("(greeted.svg)"));

    let known = read(&shop, "docs/pages/more-drrs.md");
    for part in [
        "`scenarios/more-drrs.toml` changes ",
        "- **It rests on** the present share, COM-001",
        "| DRR starts, ",
        "- **Intensive Supervision Courts**: ",
        "No treatment capacity is added",
        "![What more-drrs does to each outcome",
    ] {
        assert!(known.contains(part), "{part}: {known}");
    }

    refuses_what_is_not_its_own(&shop);
}

fn refuses_what_is_not_its_own(shop: &Workshop) {
    let before = read(shop, "docs/pages/more-drrs.md");
    let (code, said) = pages(shop, PAGES);
    assert_eq!(code, Some(2), "{said}");
    assert_eq!(pages(shop, &format!("{PAGES} --overwrite")).0, Some(0));
    assert_eq!(read(shop, "docs/pages/more-drrs.md"), before);

    shop.write("docs/pages/greeted.svg", "<svg>mine</svg>");
    shop.write("docs/list.md", "old");
    let (code, said) = pages(shop, &format!("{PAGES} --overwrite"));
    assert_eq!(code, Some(2));
    assert!(said.contains("was not written by this command"), "{said}");
    assert_eq!(read(shop, "docs/pages/greeted.svg"), "<svg>mine</svg>");
    assert_eq!(read(shop, "docs/list.md"), "old", "nothing is written then");

    let table = read(shop, "three-full/comparison.csv");
    for (words, said) in [
        (
            "--markdown three-full/comparison.csv --overwrite",
            "which is read",
        ),
        ("--markdown new.md --pages three-slack", "result folder"),
        ("--markdown x/more-drrs.md --pages x", "two pages"),
        ("--pages x", "--markdown"),
    ] {
        let (code, errors) = pages(shop, &format!("policies three {words}"));
        assert_eq!(code, Some(2), "{words}: {errors}");
        assert!(errors.contains(said), "{words}: {errors}");
    }
    assert_eq!(read(shop, "three-full/comparison.csv"), table);
    assert!(!shop.path("new.md").exists() && !shop.path("x").exists());
}

/// The line of a page that says when and of which results it was made.
fn made(path: &Path) -> String {
    let page = fs::read_to_string(path).unwrap();
    let line = page.lines().find(|line| line.contains("Made on "));
    let line = line.unwrap_or_else(|| panic!("{}", path.display()));
    line.split_inclusive("`. ").next().unwrap().to_owned()
}

/// Protects: the pages of the documentation are of one run, the one whose command the list names; each policy
/// of it has one, and no other is left over.
#[test]
fn the_pages_of_the_documentation_are_of_one_run() {
    let list = Path::new("docs/policies.md");
    let text = fs::read_to_string(list).unwrap();
    let command = text
        .lines()
        .find(|line| line.starts_with("throughcare compare baseline "));
    let command = command.unwrap().split(" --").next().unwrap();
    let named: Vec<&str> = command.split(' ').skip(3).collect();
    assert!(named.len() > 20, "{named:?}");
    let mut expected: Vec<PathBuf> = Vec::new();
    for name in named {
        let page = Path::new("docs/policies").join(format!("{name}.md"));
        assert_eq!(made(&page), made(list), "{name}");
        let written = fs::read_to_string(&page).unwrap();
        for link in [
            format!("(../../scenarios/{name}.toml)"),
            format!("({name}.svg)"),
            format!("throughcare compare baseline {name} --estates"),
        ] {
            assert!(written.contains(&link), "{name}: {link}");
        }
        assert!(written.len() < 100_000, "{name}");
        let picture = page.with_extension("svg");
        assert!(fs::metadata(&picture).unwrap().len() < 60_000, "{name}");
        assert!(text.contains(&format!("[{name}](policies/{name}.md)")));
        expected.extend([page, picture]);
    }
    let there = fs::read_dir("docs/policies").unwrap();
    let mut there: Vec<PathBuf> = there.map(|entry| entry.unwrap().path()).collect();
    there.sort();
    expected.sort();
    assert_eq!(there, expected);
}

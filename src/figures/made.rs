//! Part 9: how it was made.

use serde_json::Value;

use super::changes::quantity;
use super::content::{Block, Entry, Part, Table, Words};
use super::dossier::Dossier;

pub(super) fn part(dossier: &Dossier) -> Part {
    let facts = &dossier.facts;
    let row = |label: &str, text: String| vec![Entry::Text(label.to_owned()), Entry::Text(text)];
    let setting = |key: &str| {
        let told = facts.baseline().and_then(|b| b.parameter(key));
        let value = told.and_then(|t| t.get("value"));
        let kind = told.and_then(|t| t.get("kind")).and_then(Value::as_str);
        quantity(value, kind.unwrap_or_default(), "")
    };
    let scenarios = facts.scenarios.iter().map(|told| {
        let words = [told.name.clone(), told.title.clone(), told.hash.clone()];
        words.map(Entry::Text).to_vec()
    });
    let files = facts.files.iter().map(|(name, file)| {
        let words = [name.clone(), file.sha256.clone()];
        words.map(Entry::Text).to_vec()
    });
    let mut run = vec![
        row("Command", facts.command_line()),
        row("Program", format!("{} {}", facts.program, facts.version)),
        row("Seed", facts.seed.to_string()),
        row("Replicates", facts.replicates.to_string()),
        row("Policies act from", setting("settings.policy_from")),
        row("Followed for", setting("settings.horizon")),
        row("Warm-up", setting("settings.warm_up")),
        row(
            "Simulated people for a real one",
            setting("settings.population_scale"),
        ),
    ];
    if let Some(drawn) = &facts.uncertainty {
        run.push(row(
            "Parameters drawn",
            format!(
                "{} draws of {} parameters, {} replicates of each",
                drawn.draws, drawn.parameters, drawn.replicates_of_each
            ),
        ));
    }
    let table = |caption: &str, head: &[&str], rows| Table {
        caption: caption.to_owned(),
        head: head.iter().map(|h| (*h).to_owned()).collect(),
        rows,
    };
    Part {
        id: "made",
        title: "How it was made",
        blocks: vec![
            Block::Table(table("This run", &["What", "Value"], run)),
            Block::Say(Words::of(
                "The same command with the same version gives the same numbers to the last digit, \
                 on any number of threads.",
            )),
            Block::Table(table(
                "Scenarios",
                &[
                    "Name",
                    "Title",
                    "Hash of everything that can change a result",
                ],
                scenarios.collect(),
            )),
            Block::Fold(table("Files", &["File", "SHA-256"], files.collect())),
            Block::Fold(stress_des()),
        ],
    }
}

/// Where each section of the checklist is answered.
fn stress_des() -> Table {
    let rows = [
        (
            "1 Objectives",
            "README; docs/stress-des.md, section 1; the first part of this report",
        ),
        ("2 Logic", "docs/model.md; docs/stress-des.md, section 2"),
        (
            "3 Data",
            "evidence/evidence.csv; docs/assumptions.md; “What it rests on” above",
        ),
        (
            "4 Experimentation",
            "“This run” above; paired replicates under common random numbers; docs/stress-des.md, section 4",
        ),
        (
            "5 Implementation",
            "The program and version above; docs/architecture.md; docs/stress-des.md, section 5",
        ),
        (
            "6 Code access",
            "The repository, MIT or Apache-2.0; CITATION.cff",
        ),
    ];
    Table {
        caption: "STRESS-DES: where each item of the checklist is answered".to_owned(),
        head: ["Section", "Where"].map(str::to_owned).to_vec(),
        rows: rows
            .map(|(a, b)| vec![Entry::Text(a.to_owned()), Entry::Text(b.to_owned())])
            .to_vec(),
    }
}

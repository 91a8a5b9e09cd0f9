//! Part 8: what the answer rests on.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::background::Background;
use super::changes::{Change, changes};
use super::content::{Block, Entry, Part, Shown, Table, Words};
use super::dossier::Dossier;
use super::facts::Told;
use super::number::Style;

pub(super) fn part(dossier: &Dossier, background: &Background) -> Part {
    let mut blocks = Vec::new();
    for (n, policy) in dossier.facts.policies().iter().enumerate() {
        let all = changes(&dossier.facts, n);
        blocks.push(Block::Table(changed(policy, &all)));
        let sections = sections(&all);
        blocks.push(Block::Say(grades(dossier, background, policy, &sections)));
        blocks.extend(evidence(dossier, background, policy, &sections));
    }
    blocks.push(Block::Heading("How the baseline holds up".to_owned()));
    blocks.extend(validation(dossier, background));
    blocks.push(Block::Heading("What the model leaves out".to_owned()));
    blocks.push(Block::List(background.limits.clone()));
    Part {
        id: "basis",
        title: "What it rests on",
        blocks,
    }
}

/// What a policy changes, with range and source.
fn changed(policy: &Told, all: &[Change]) -> Table {
    let entry = |text: &str| match text {
        "" => Entry::None,
        text => Entry::Text(text.to_owned()),
    };
    let rows = all.iter().map(|c| {
        vec![
            Entry::Text(c.path.clone()),
            entry(&c.before),
            entry(&c.after),
            entry(&c.when),
            entry(&c.range),
            entry(&c.source),
            entry(&c.note),
        ]
    });
    Table {
        caption: format!("What {} changes", policy.name),
        head: [
            "Parameter",
            "Before",
            "After",
            "When",
            "Range",
            "Source",
            "Note",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.collect(),
    }
}

/// The sections of a scenario that a policy touches: `orders.drr` of `orders.drr.assessed`.
fn sections(all: &[Change]) -> BTreeSet<String> {
    // A row of a dated table is of the section that has the table.
    let section = |path: &str| {
        let path = path.split('[').next().unwrap_or(path);
        path.rsplit_once('.').map(|(section, _)| section.to_owned())
    };
    all.iter()
        .filter(|c| !c.path.starts_with("programme"))
        .filter_map(|c| section(&c.path))
        .collect()
}

/// Every parameter below a value: its path and its entry.
fn parameters<'a>(at: &'a Value, path: &str, all: &mut Vec<(String, &'a Value)>) {
    if at.get("kind").is_some() {
        all.push((path.to_owned(), at));
        return;
    }
    for (key, value) in at.as_object().into_iter().flatten() {
        let path = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        parameters(value, &path, all);
    }
}

/// The parameters of the baseline in these sections, each with its source.
fn sources<'a>(dossier: &'a Dossier, sections: &BTreeSet<String>) -> Vec<(String, &'a str)> {
    let Some(told) = dossier.facts.baseline() else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for section in sections {
        if let Some(value) = told.parameter(section) {
            parameters(value, section, &mut all);
        }
    }
    all.into_iter()
        .map(|(path, entry)| {
            (
                path,
                entry.get("source").and_then(Value::as_str).unwrap_or(""),
            )
        })
        .collect()
}

/// How many of the parameters around what a policy touches are evidence, and of which grade.
fn grades(
    dossier: &Dossier,
    background: &Background,
    policy: &Told,
    sections: &BTreeSet<String>,
) -> Words {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let sources = sources(dossier, sections);
    for (_, source) in &sources {
        let grade = match background.evidence.get(*source) {
            Some(row) => format!("published, confidence {}", row.confidence),
            None if source.is_empty() => "without a source".to_owned(),
            None => (*source).to_owned(),
        };
        *counts.entry(grade).or_default() += 1;
    }
    let told: Vec<String> = counts
        .iter()
        .map(|(grade, count)| format!("{count} {grade}"))
        .collect();
    let named: Vec<&str> = sections.iter().map(String::as_str).collect();
    Words::of(format!(
        "Of the {} parameters in the sections that ",
        sources.len()
    ))
    .strong(policy.name.clone())
    .text(" touches (")
    .code(named.join(", "))
    .text(format!("): {}.", told.join("; ")))
}

/// The rows of evidence behind them.
fn evidence(
    dossier: &Dossier,
    background: &Background,
    policy: &Told,
    sections: &BTreeSet<String>,
) -> Option<Block> {
    let rows: Vec<Vec<Entry>> = sources(dossier, sections)
        .into_iter()
        .filter_map(|(path, source)| {
            let row = background.evidence.get(source)?;
            let words = [
                path,
                source.to_owned(),
                row.quantity.clone(),
                row.value.clone(),
                row.of.clone(),
                row.source.clone(),
                row.confidence.clone(),
            ];
            Some(words.map(Entry::Text).to_vec())
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    Some(Block::Fold(Table {
        caption: format!("Published figures behind what {} touches", policy.name),
        head: [
            "Parameter",
            "Row",
            "Figure",
            "Value",
            "Of",
            "Source",
            "Confidence",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    }))
}

/// The baseline against published figures: of this run where it was validated, of the built-in
/// baseline otherwise.
fn validation(dossier: &Dossier, background: &Background) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !background.validated.is_empty() {
        let told = background
            .validated
            .iter()
            .map(|[class, counts]| format!("{class} {counts}"));
        blocks.push(Block::Say(Words::of(format!(
            "The built-in baseline was held against published figures on {}: {}. Held-out \
             figures are those that it was not fitted to, and say more; undecided are those where luck \
             decides on which side of an end of the band they are.",
            background.validated_on,
            told.collect::<Vec<_>>().join("; ")
        ))));
    }
    if dossier.validation.is_empty() {
        let name = dossier
            .facts
            .baseline()
            .map_or("baseline", |b| b.name.as_str());
        blocks.push(Block::Absent {
            what: "The baseline of this run was not itself held against published figures. Do so, \
                   then make this report again with --validation and that folder."
                .to_owned(),
            command: format!("throughcare validate {name} --out results/validation"),
        });
        return blocks;
    }
    let rows = dossier.validation.iter().map(|held| {
        let style = Style::new("", held.published, f64::NAN);
        let origin = |column| super::content::Origin {
            file: "validation.csv",
            key: vec![held.target.clone()],
            column,
            times: 1.0,
        };
        vec![
            Entry::Text(format!(
                "{}, {}, {}",
                dossier.facts.title(&held.metric),
                held.stratum,
                held.period
            )),
            Entry::Number(Shown::plain(held.published, style, origin("published"))),
            Entry::Number(Shown::plain(held.simulated, style, origin("simulated"))),
            Entry::Text(held.verdict.clone()),
            Entry::Text(held.used_for.clone()),
        ]
    });
    blocks.push(Block::Fold(Table {
        caption: "This baseline against published figures".to_owned(),
        head: ["Figure", "Published", "Simulated", "Verdict", "Use"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    }));
    blocks
}

//! Who passes where: people who move between states, under the baseline and each policy.

use super::chart::{Figure, Flows, Picture};
use super::content::{Block, Entry, Origin, Shown, Table, Words};
use super::dossier::{ALL, Dossier};
use super::facts::{sentence, words};
use super::number::Style;

/// Flows below this share of the largest are not drawn.
const SLIGHT: f64 = 0.01;
/// How many flows are listed.
const FLOWS: usize = 25;

/// The baseline, what policies change in it, and each policy.
pub(super) fn blocks(dossier: &Dossier) -> Vec<Block> {
    let mut blocks = vec![Block::Heading("Who passes where".to_owned())];
    for (n, told) in dossier.facts.scenarios.iter().enumerate() {
        blocks.extend(flows(dossier, n, &told.name));
        if n == 0 && !dossier.facts.policies().is_empty() {
            blocks.push(Block::Fold(changed_flows(dossier)));
        }
    }
    blocks
}

/// A state's name for people.
fn state(name: &str) -> String {
    match name {
        "outside" => "Outside the model".to_owned(),
        "liberty" => "At liberty".to_owned(),
        "scheme" => "Diversion scheme".to_owned(),
        "bail" => "Case pending".to_owned(),
        "order" => "Court order".to_owned(),
        "licence" => "On licence".to_owned(),
        "post_sentence" => "Post-sentence".to_owned(),
        "at_large" => "Unlawfully at large".to_owned(),
        "remand" => "Remand".to_owned(),
        "cells" => "Police cells".to_owned(),
        "prison" => "Prison".to_owned(),
        "recalled" => "Recalled to prison".to_owned(),
        "dead" => "Died".to_owned(),
        other => words(other),
    }
}

/// The Sankey diagram of one scenario.
fn flows(dossier: &Dossier, n: usize, scenario: &str) -> Option<Block> {
    let mut of: Vec<_> = dossier
        .flows
        .iter()
        .filter(|f| f.scenario == scenario && f.from != "outside" && f.to != "outside")
        .collect();
    let largest = of.iter().fold(0.0, |size: f64, f| size.max(f.mean));
    of.retain(|f| f.mean >= SLIGHT * largest && f.mean > 0.0);
    if of.is_empty() {
        return None;
    }
    let links = of.iter().map(|f| (state(&f.from), state(&f.to), f.mean));
    let rows = of.iter().map(|f| {
        vec![
            Entry::Text(state(&f.from)),
            Entry::Text(state(&f.to)),
            Entry::Number(flow(scenario, &f.from, &f.to, f.mean)),
        ]
    });
    let into = |to: &[&str]| -> f64 {
        let entering = dossier.flows.iter().filter(|f| f.scenario == scenario);
        entering
            .filter(|f| to.contains(&f.to.as_str()) && !to.contains(&f.from.as_str()))
            .map(|f| f.mean)
            .sum()
    };
    let custody = into(&["remand", "cells", "prison", "recalled"]);
    let subtitle = format!("People who pass from one state to another a year, {scenario}");
    Some(Block::Figure(Box::new(Figure {
        id: format!("flows-{n}"),
        title: format!(
            "{}: people pass into custody {} times a year",
            sentence(scenario),
            Style::new("", custody, custody / 100.0).show(custody)
        ),
        description: format!(
            "Sankey diagram of {scenario}: states that are left on the left, states that are \
             entered on the right, as wide as there are people. The table below it has every number."
        ),
        key: Vec::new(),
        picture: Picture::Flows(Flows {
            links: links.collect(),
        }),
        note: Some(Words::of(
            "Left: the state that is left. Right: the state that is entered. Flows below one in a \
             hundred of the widest, and those out of the model and into it, are not drawn.",
        )),
        table: Table {
            caption: subtitle.clone(),
            head: ["From", "To", "People a year"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
        },
        subtitle,
    })))
}

fn flow(scenario: &str, from: &str, to: &str, mean: f64) -> Shown {
    let origin = Origin {
        file: "flows.csv",
        key: [scenario, from, to, ALL].map(str::to_owned).to_vec(),
        column: "mean",
        times: 1.0,
    };
    Shown::plain(mean, Style::whole(), origin)
}

/// The flows that change most.
fn changed_flows(dossier: &Dossier) -> Table {
    let policies = dossier.facts.policies();
    let baseline = dossier.facts.baseline().map_or("", |b| b.name.as_str());
    let mean = |scenario: &str, from: &str, to: &str| {
        let mut all = dossier.flows.iter();
        all.find(|f| f.scenario == scenario && f.from == from && f.to == to)
            .map_or(0.0, |f| f.mean)
    };
    let mut all: Vec<(f64, &str, &str)> = dossier
        .flows
        .iter()
        .filter(|f| f.scenario == baseline)
        .map(|f| {
            let change = policies
                .iter()
                .map(|p| (mean(&p.name, &f.from, &f.to) - f.mean).abs());
            (change.fold(0.0, f64::max), f.from.as_str(), f.to.as_str())
        })
        .collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.truncate(FLOWS);
    let rows = all.iter().map(|(_, from, to)| {
        let names = std::iter::once(baseline).chain(policies.iter().map(|p| p.name.as_str()));
        let cells = names.map(|name| Entry::Number(flow(name, from, to, mean(name, from, to))));
        let what = format!("{} to {}", state(from), state(to).to_lowercase());
        std::iter::once(Entry::Text(what)).chain(cells).collect()
    });
    Table {
        caption: "The flows that change most, people a year".to_owned(),
        head: ["Flow", baseline]
            .map(str::to_owned)
            .into_iter()
            .chain(policies.iter().map(|p| p.name.clone()))
            .collect(),
        rows: rows.collect(),
    }
}

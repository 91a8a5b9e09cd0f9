//! Part 5: full or slack.

use super::content::{At, Block, Entry, Part, Shown, Table, Words};
use super::dossier::{ALL, Dossier};
use super::facts::sentence;
use super::number::Style;
use super::outcomes::{OUTCOMES, interval, whole};

/// The same policies on a full and on a slack estate.
pub(super) fn part(dossier: &Dossier) -> Part {
    let mut blocks = Vec::new();
    blocks.extend(how_full(dossier));
    match &dossier.other {
        Some(other) => blocks.push(Block::Table(beside(dossier, other))),
        None => blocks.push(Block::Absent {
            what: "On an estate that is kept full a policy can change its size and even its sign, \
                   because a place that is freed is taken at once. The same policies were not run \
                   on another estate. Run them with fewer places into a folder of its own, then \
                   make this report again with --beside and that folder."
                .to_owned(),
            command: dossier.facts.command_with(
                &[],
                "--set prison.places.male=76000 --out results/full-estate",
            ),
        }),
    }
    Part {
        id: "estate",
        title: "Full or slack",
        blocks,
    }
}

/// How full the estate of these results is.
fn how_full(dossier: &Dossier) -> Option<Block> {
    let name = dossier.facts.baseline()?.name.as_str();
    let shown = |metric: &'static str, unit: &str| {
        let level = dossier.level(name, metric, [ALL, ALL])?;
        let at = At {
            scenario: name,
            metric,
            stratum: ALL,
            period: ALL,
        };
        let style = Style::new(unit, level.mean, (level.high - level.low) / 2.0);
        Some(Shown::plain(
            level.mean,
            style,
            at.origin("summary.csv", "mean", 1.0),
        ))
    };
    let words = Words::of("In the baseline of these results the estate is ")
        .number(shown("occupancy", "%")?)
        .text(" full on average ")
        .text(dossier.window())
        .text(", and over capacity on ")
        .number(shown("days_estate_full", "")?)
        .text(" days a year.");
    Some(Block::Say(words))
}

/// The outcomes here and there.
fn beside(dossier: &Dossier, other: &Dossier) -> Table {
    let mut rows = Vec::new();
    for policy in dossier.facts.policies() {
        for outcome in OUTCOMES {
            let here = whole(dossier, &policy.name, outcome.metric);
            let there = whole(other, &policy.name, outcome.metric);
            let (Some((here, at)), Some((there, _))) = (here, there) else {
                continue;
            };
            let mut elsewhere = interval(&there, "", at, -1.0);
            if let Entry::Interval(all) = &mut elsewhere {
                all.iter_mut().for_each(|shown| shown.from = None);
            }
            rows.push(vec![
                Entry::Text(policy.name.clone()),
                Entry::Text(format!("{}, {}", sentence(outcome.noun), outcome.unit)),
                interval(&here, "", at, -1.0),
                elsewhere,
            ]);
        }
    }
    Table {
        caption: format!("The same policies there: {}", other.facts.command_line()),
        head: ["Policy", "Outcome", "Here", "There"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    }
}

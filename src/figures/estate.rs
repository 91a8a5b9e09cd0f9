//! Part 5: full or slack.

use super::content::{At, Block, Entry, Part, Shown, Table, Words};
use super::dossier::{ALL, Compared, Dossier};
use super::facts::{Measured, sentence};
use super::number::Style;
use super::outcomes::{OUTCOMES, interval, style_of, whole};

/// What stands between the name of a scenario and that of its estate.
const ON: &str = "+estates/";

/// The same policies on a full and on a slack estate.
pub(super) fn part(dossier: &Dossier) -> Part {
    let mut blocks = Vec::new();
    blocks.extend(how_full(dossier));
    if dossier.others.is_empty() {
        blocks.push(Block::Absent {
            what: "On an estate that is kept full a policy can change its size and even its sign, \
                   because a place that is freed is taken at once. The same policies were not run \
                   on another estate."
                .to_owned(),
            command: dossier.facts.command_with(&[], "--estates"),
        });
    } else {
        blocks.push(Block::Table(beside(dossier)));
        blocks.push(Block::Say(Words::of(
            "Where two estates tell an answer from zero on opposite sides:",
        )));
        blocks.push(Block::List(turns(dossier)));
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

/// What an estate is called: by the scenario that the names of `compare --estates` end in.
fn called(dossier: &Dossier) -> &str {
    let name = dossier.facts.baseline().map_or("", |told| &*told.name);
    match name.rsplit_once(ON) {
        Some((_, "full")) => "on the full estate",
        Some((_, "slack")) => "on the slack estate",
        Some((_, other)) => other,
        None => "there",
    }
}

/// The same in a word, for a table of estates: `full`.
pub(super) fn short_name(dossier: &Dossier) -> &str {
    let name = dossier.facts.baseline().map_or("", |told| &*told.name);
    name.rsplit_once(ON).map_or(name, |(_, estate)| estate)
}

/// The name of a policy on another estate.
pub(super) fn there<'a>(other: &'a Dossier, policy: &'a str) -> &'a str {
    let of_estate = |name: &str| {
        name.strip_prefix(policy)
            .is_some_and(|rest| rest.starts_with(ON))
    };
    let found = other
        .facts
        .policies()
        .iter()
        .find(|told| of_estate(&told.name));
    found.map_or(policy, |told| &told.name)
}

/// The outcomes here and there.
fn beside(dossier: &Dossier) -> Table {
    let mut rows = Vec::new();
    for policy in dossier.facts.policies() {
        for outcome in OUTCOMES {
            let Some((here, at)) = whole(dossier, &policy.name, outcome.metric) else {
                continue;
            };
            let elsewhere = dossier.others.iter().map(|other| {
                let found = whole(other, there(other, &policy.name), outcome.metric);
                let mut entry = found.map_or(Entry::None, |(c, at)| interval(&c, "", at, -1.0));
                if let Entry::Interval(all) = &mut entry {
                    // They are in no file of this folder.
                    all.iter_mut().for_each(|shown| shown.from = None);
                }
                entry
            });
            let mut row = vec![
                Entry::Text(policy.name.clone()),
                Entry::Text(format!("{}, {}", sentence(outcome.noun), outcome.unit)),
                interval(&here, "", at, -1.0),
            ];
            row.extend(elsewhere);
            rows.push(row);
        }
    }
    let mut head = ["Policy", "Outcome", "Here"].map(str::to_owned).to_vec();
    head.extend(dossier.others.iter().map(|other| sentence(called(other))));
    let mut commands: Vec<String> = dossier
        .others
        .iter()
        .map(|other| other.facts.command_line())
        .collect();
    commands.dedup();
    Table {
        caption: format!("The same policies there: {}", commands.join("; ")),
        head,
        rows,
    }
}

/// The headline metrics whose difference two estates tell from zero on opposite sides, a line each with
/// every estate's interval; one line where there is none.
pub fn turns(dossier: &Dossier) -> Vec<Words> {
    let told = |metric: &&Measured| metric.headline;
    let mut lines = Vec::new();
    for policy in dossier.facts.policies() {
        for metric in dossier.facts.metrics.iter().filter(told) {
            let here = whole(dossier, &policy.name, &metric.name).map(|found| ("as here", found.0));
            let others = dossier.others.iter().filter_map(|other| {
                let found = whole(other, there(other, &policy.name), &metric.name)?;
                Some((called(other), found.0))
            });
            let all: Vec<(&str, Compared)> = here.into_iter().chain(others).collect();
            let is_told = |up: bool| {
                let mut clear = all.iter().filter(|(_, c)| c.is_clear());
                clear.any(|(_, c)| (c.difference > 0.0) == up)
            };
            if !(is_told(true) && is_told(false)) {
                continue;
            }
            let of = |(place, c): &(&str, Compared)| {
                let style = style_of(&metric.unit, c).of_difference();
                let [by, low, high] = [c.difference, c.low, c.high].map(|n| style.signed(n));
                format!("{place} {by} ({low} to {high})")
            };
            let each: Vec<String> = all.iter().map(of).collect();
            let title = dossier.facts.title(&metric.name);
            lines.push(Words::of(format!(
                "{}, {title}: {}",
                policy.name,
                each.join("; ")
            )));
        }
    }
    if lines.is_empty() {
        lines.push(Words::of(
            "Nowhere: no headline metric is told from zero on two estates with opposite signs.",
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::Facts;
    use super::super::sample::change;
    use super::*;

    /// Results in which a policy, as it is called there, changes one metric.
    fn results(ending: &str, ends: [f64; 2]) -> Dossier {
        let scenario = |name: &str| serde_json::json!({"name": format!("{name}{ending}"), "title": name, "hash": "", "resolved": {}});
        let metric = serde_json::json!({"name": "recalls", "unit": "recalls per year", "headline": true,
            "definition": ""});
        let manifest = serde_json::json!({
            "program": "throughcare", "version": "1", "seed": 1, "replicates": 10,
            "command": [], "complete": true, "data_dictionary": [metric],
            "scenarios": [scenario("baseline"), scenario("ours")]});
        let mut dossier = Dossier::new(Facts::read(manifest).unwrap());
        let name = format!("ours{ending}");
        let middle = (ends[0] + ends[1]) / 2.0;
        change(&mut dossier, [&name, "recalls", "all"], middle, ends);
        dossier
    }

    fn told(full: [f64; 2]) -> String {
        let mut here = results("", [5.0, 15.0]);
        here.others = vec![results("+estates/full", full)];
        turns(&here).iter().map(Words::plain).collect()
    }

    /// Protects: an answer turns where two estates tell it from zero on opposite sides, and only there.
    #[test]
    fn an_answer_turns_where_intervals_lie_on_both_sides_of_zero() {
        let turned = told([-15.0, -5.0]);
        for part in ["ours, ", "as here +10", "on the full estate \u{2212}10"] {
            assert!(turned.contains(part), "{turned}");
        }
        for same in [[-25.0, 5.0], [10.0, 30.0]] {
            assert!(told(same).starts_with("Nowhere"), "{same:?}");
        }
    }
}

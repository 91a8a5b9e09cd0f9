//! What experiments on the same policies say: which parameter a difference leans on, and how it
//! moves where one or two values were varied.

use super::chart::{
    Figure, Intervals, KeyEntry, Lines, Mark, Picture, Series, Spread, Tile, Tiles, Tone,
};
use super::content::{Block, Entry, Shown, Table, Words};
use super::dossier::Dossier;
use super::experiments::{Experiments, Swept, Swung};
use super::facts::words;
use super::number::Style;
use super::outcomes::OUTCOMES;

/// Parameters in one chart.
const LARGEST: usize = 10;
/// The outcome that is no count of people or events.
const MONEY: &str = "net_benefit";

/// The outcomes that experiments are shown for, with what they are called.
fn outcomes() -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = OUTCOMES.into_iter().map(|o| (o.metric, o.thing));
    all.chain([(MONEY, "net benefit, £")])
}

/// What experiments say, or the commands that would make them.
pub(super) fn blocks(dossier: &Dossier) -> Vec<Block> {
    let found = &dossier.experiments;
    if dossier.facts.policies().is_empty() {
        return Vec::new();
    }
    if found.is_empty() {
        return vec![Block::Absent {
            what: "Which assumptions a difference leans on was not looked into. A sensitivity analysis \
                   names them, a sweep shows how the difference moves with one value, and a report made \
                   with --experiment has both here."
                .to_owned(),
            command: format!("throughcare sensitivity {}", named(dossier)),
        }];
    }
    let mut blocks = Vec::new();
    for (metric, thing) in outcomes() {
        let policies = dossier.facts.policies().iter().enumerate();
        for (n, policy) in policies {
            blocks.extend(tornado(found, (n, &policy.name), (metric, thing)));
            blocks.extend(line(found, (n, &policy.name), (metric, thing)));
            blocks.extend(grid(found, (n, &policy.name), (metric, thing)));
        }
    }
    blocks.extend(turns(found));
    blocks
}

/// The baseline and the policies, as a command names them.
fn named(dossier: &Dossier) -> String {
    let names = dossier.facts.scenarios.iter().map(|told| &*told.name);
    names.collect::<Vec<_>>().join(" ")
}

fn largest(all: impl Iterator<Item = f64>) -> f64 {
    all.filter(|v| v.is_finite())
        .fold(0.0, |size: f64, v| size.max(v.abs()))
}

/// A number of another folder: there is no cell of this one behind it.
fn shown(value: f64, style: Style) -> Entry {
    Entry::Number(Shown {
        value,
        text: style.signed(value),
        from: None,
    })
}

/// A value of a parameter, with the digits that it was written with.
fn value(value: f64) -> String {
    match value.is_finite() {
        true => format!("{}", (value * 1e6).round() / 1e6),
        false => "–".to_owned(),
    }
}

/// Which parameters one difference leans on.
fn tornado(
    found: &Experiments,
    (n, policy): (usize, &str),
    (metric, thing): (&str, &str),
) -> Option<Block> {
    let own = found.swings.iter();
    let own = own.filter(|one| one.policy == policy && one.metric == metric);
    let own: Vec<&Swung> = own.take(LARGEST).collect();
    let first = own.first()?;
    let size = largest(own.iter().flat_map(|one| one.differences));
    let style = Style::new(&first.unit, size, size / 50.0).of_difference();
    let turns = |one: &Swung| one.differences[0].signum() != one.differences[2].signum();
    let rows = own.iter().map(|one| {
        let [low, best, high] = one.differences;
        Spread {
            name: one.parameter.clone(),
            at: [best, low.min(high), low.max(high)],
            tone: if turns(one) { Tone::Bad } else { Tone::Open },
        }
    });
    let table = own.iter().map(|one| {
        let [low, best, high] = one.values.map(value);
        vec![
            Entry::Text(one.parameter.clone()),
            Entry::Text(format!("{best} ({low} to {high})")),
            shown(one.differences[0], style),
            shown(one.differences[2], style),
            Entry::Text(value(one.switching)),
        ]
    });
    let caption =
        format!("{policy}: {thing}, each parameter moved alone from its low to its high end");
    Some(Block::Figure(Box::new(Figure {
        id: format!("tornado-{metric}-{n}"),
        title: format!(
            "The effect of {policy} on {thing} leans most on {}",
            first.parameter
        ),
        subtitle: format!(
            "{} less the baseline's, {}",
            words(metric),
            unit(&first.unit)
        ),
        description: format!(
            "For each parameter the difference at its best estimate, and how far it moves. {caption}."
        ),
        key: [
            (Tone::Open, "the sign stays"),
            (Tone::Bad, "the sign turns within the range"),
        ]
        .map(|(tone, meaning)| KeyEntry {
            mark: Mark::Point(tone),
            meaning: meaning.to_owned(),
        })
        .to_vec(),
        picture: Picture::Intervals(Intervals {
            unit: unit(&first.unit),
            style,
            rows: rows.collect(),
        }),
        note: Some(Words::of(
            "The point is the difference with every parameter at its best estimate; the line is no \
             interval, but how far this parameter moves it.",
        )),
        table: Table {
            caption,
            head: [
                "Parameter",
                "Value (range)",
                "Difference at the low end",
                "at the high end",
                "Turns at",
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: table.collect(),
        },
    })))
}

/// A unit as people say it.
fn unit(unit: &str) -> String {
    unit.replace(" per year", " a year").replace("pounds", "£")
}

/// The points of a policy and a metric where so many values were varied.
fn points<'a>(
    found: &'a Experiments,
    policy: &'a str,
    metric: &'a str,
    axes: usize,
) -> Vec<&'a Swept> {
    let own = found.points.iter();
    own.filter(|one| (&*one.policy, &*one.metric) == (policy, metric))
        .filter(|one| one.values.len() == axes)
        .collect()
}

/// How a difference moves with one value.
fn line(
    found: &Experiments,
    (n, policy): (usize, &str),
    (metric, thing): (&str, &str),
) -> Option<Block> {
    let own = points(found, policy, metric, 1);
    let first = own.first()?;
    let axis = &first.values[0].0;
    let size = largest(own.iter().flat_map(|one| one.at));
    let style = Style::new(&first.unit, size, size / 50.0).of_difference();
    let ticks: Vec<String> = own.iter().map(|one| value(one.values[0].1)).collect();
    let rows = own.iter().zip(&ticks).map(|(one, tick)| {
        let [middle, low, high] = one.at.map(|at| shown(at, style));
        vec![Entry::Text(tick.clone()), middle, low, high]
    });
    let subtitle = format!(
        "{} less the baseline's under {policy}, {}, by {axis}, with 95% intervals",
        words(metric),
        unit(&first.unit)
    );
    Some(Block::Figure(Box::new(Figure {
        id: format!("sweep-{metric}-{n}"),
        title: format!("How the effect of {policy} on {thing} moves with {axis}"),
        description: format!("Line chart with its band. {subtitle}."),
        key: vec![KeyEntry {
            mark: Mark::Band,
            meaning: "95% interval".to_owned(),
        }],
        picture: Picture::Lines(Lines {
            ticks: ticks.clone(),
            unit: unit(&first.unit),
            style,
            series: vec![Series {
                name: policy.to_owned(),
                look: 0,
                points: own.iter().map(|one| one.at).collect(),
            }],
            ramp: None,
        }),
        note: None,
        table: Table {
            caption: subtitle.clone(),
            head: [axis.as_str(), "Difference", "Low", "High"]
                .map(str::to_owned)
                .to_vec(),
            rows: rows.collect(),
        },
        subtitle,
    })))
}

/// How a difference moves with two values: a heat map.
fn grid(
    found: &Experiments,
    (n, policy): (usize, &str),
    (metric, thing): (&str, &str),
) -> Option<Block> {
    let own = points(found, policy, metric, 2);
    let first = own.first()?;
    let (across, down) = (&first.values[1].0, &first.values[0].0);
    let places = |axis: usize| {
        let mut all: Vec<f64> = own.iter().map(|one| one.values[axis].1).collect();
        all.sort_by(f64::total_cmp);
        all.dedup();
        all
    };
    let (rows, columns) = (places(0), places(1));
    let size = largest(own.iter().map(|one| one.at[0]));
    let style = Style::new(&first.unit, size, size / 20.0).of_difference();
    // Less of every outcome is better; of money more is.
    let good = if metric == MONEY { 1.0 } else { -1.0 };
    let tiles = own.iter().filter_map(|one| {
        let at = |all: &[f64], axis: usize| all.iter().position(|v| *v == one.values[axis].1);
        Some(Tile {
            column: at(&columns, 1)?,
            row: at(&rows, 0)?,
            name: String::new(),
            text: style.signed(one.at[0]),
            shade: (good * 3.0 * one.at[0] / size.max(f64::MIN_POSITIVE)).round() as i8,
        })
    });
    let table = own.iter().map(|one| {
        let [middle, low, high] = one.at.map(|at| shown(at, style));
        let [a, b] = [0, 1].map(|axis| Entry::Text(value(one.values[axis].1)));
        vec![a, b, middle, low, high]
    });
    let subtitle = format!(
        "{} less the baseline's under {policy}, {}; down {down}, across {across}",
        words(metric),
        unit(&first.unit)
    );
    Some(Block::Figure(Box::new(Figure {
        id: format!("grid-{metric}-{n}"),
        title: format!("How the effect of {policy} on {thing} moves with two values"),
        description: format!("Tiles in rows and columns with a number each. {subtitle}."),
        key: [(3, "better"), (0, "no difference"), (-3, "worse")]
            .map(|(shade, meaning)| KeyEntry {
                mark: Mark::Tile(shade),
                meaning: meaning.to_owned(),
            })
            .to_vec(),
        picture: Picture::Tiles(Tiles {
            columns: columns.iter().copied().map(value).collect(),
            rows: rows.iter().copied().map(value).collect(),
            width: 92.0,
            tiles: tiles.collect(),
        }),
        note: None,
        table: Table {
            caption: subtitle.clone(),
            head: [down.as_str(), across.as_str(), "Difference", "Low", "High"]
                .map(str::to_owned)
                .to_vec(),
            rows: table.collect(),
        },
        subtitle,
    })))
}

/// Where differences turn.
fn turns(found: &Experiments) -> Option<Block> {
    let rows = found.turns.iter().map(|turn| {
        let [at, low, high] = turn.at.map(value);
        let [lowest, highest] = turn.range.map(value);
        let said = match turn.at[0].is_finite() {
            true => format!("{at} ({low} to {high})"),
            false => "nowhere, or more than once".to_owned(),
        };
        let cells = [
            turn.policy.clone(),
            words(&turn.metric),
            turn.parameter.clone(),
            format!("{lowest} to {highest}"),
            said,
        ];
        cells.map(Entry::Text).to_vec()
    });
    let rows: Vec<Vec<Entry>> = rows.collect();
    (!rows.is_empty()).then(|| {
        Block::Fold(Table {
            caption: "Values at which a difference turns, of what was varied".to_owned(),
            head: ["Policy", "Metric", "Varied", "From and to", "Turns at"]
                .map(str::to_owned)
                .to_vec(),
            rows,
        })
    })
}

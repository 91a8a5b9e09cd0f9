//! Part 7: the queues that bind, when, and for how long people wait; and who passes where (`flows`).

use super::chart::{Figure, KeyEntry, Mark, Picture, Tile, Tiles};
use super::content::{At, Block, Entry, Part, Shown, Table, Words};
use super::dossier::{ALL, Dossier, Level};
use super::flows;
use super::number::Style;
use super::outcomes::{interval, style_of_level, whole};

/// A queue: its name, what shows that it binds, and whom it serves.
struct Queue {
    name: &'static str,
    /// People who wait or are turned away, or days over capacity.
    sign: &'static str,
    /// What the sign is counted in.
    unit: &'static str,
    /// What a hundredth of is enough to bind; nothing where one is enough.
    served: Option<&'static str>,
}

const QUEUES: [Queue; 9] = [
    Queue {
        name: "Prison places",
        sign: "days_estate_full",
        unit: "days a year over capacity",
        served: None,
    },
    Queue {
        name: "Assessors at court",
        sign: "assessments_missed",
        unit: "assessments a year not made in time",
        served: Some("drr_starts"),
    },
    Queue {
        name: "Treatment requirements",
        sign: "requirements_waiting",
        unit: "people waiting",
        served: Some("order_population"),
    },
    Queue {
        name: "Diversion schemes",
        sign: "diversion_full",
        unit: "offers a year not made for want of a place",
        served: Some("diversion_offered"),
    },
    Queue {
        name: "Prison drug treatment",
        sign: "prison_treatment_waiting",
        unit: "people waiting",
        served: Some("prison_treatment_population"),
    },
    Queue {
        name: "Substance-free wings",
        sign: "isfl_waiting",
        unit: "people waiting",
        served: Some("isfl_population"),
    },
    Queue {
        name: "RECONNECT",
        sign: "reconnect_turned_away",
        unit: "people a year turned away",
        served: Some("reconnect_starts"),
    },
    Queue {
        name: "Local schemes at the gate",
        sign: "local_scheme_turned_away",
        unit: "people a year turned away",
        served: Some("local_scheme_starts"),
    },
    Queue {
        name: "Community treatment",
        sign: "community_treatment_waiting",
        unit: "people waiting",
        served: Some("community_treatment_population"),
    },
];

/// Waits: how long, and for how many too long.
const WAITS: [&str; 11] = [
    "treatment_wait",
    "treatment_wait_median",
    "treatment_wait_p90",
    "treatment_wait_over_21_days",
    "treatment_waits_given_up",
    "prison_treatment_started_21_days",
    "days_waiting_for_hearing",
    "days_waiting_for_hearing_bail",
    "days_waiting_for_hearing_custody",
    "median_days_magistrates",
    "median_days_crown",
];

pub(super) fn part(dossier: &Dossier) -> Part {
    let mut blocks = vec![Block::Heading("Queues that bind, and when".to_owned())];
    blocks.extend(when(dossier));
    if !dossier.facts.policies().is_empty() {
        blocks.push(Block::Table(pressure(dossier)));
    }
    blocks.push(Block::Heading("How long people wait".to_owned()));
    blocks.push(Block::Table(waits(dossier)));
    blocks.extend(flows::blocks(dossier));
    Part {
        id: "flows",
        title: "Flows and queues",
        blocks,
    }
}

/// The level of a metric in one year of the baseline.
fn in_baseline(dossier: &Dossier, metric: &str, period: &str) -> Option<Level> {
    let name = &dossier.facts.baseline()?.name;
    dossier.level(name, metric, [ALL, period])
}

/// Whether a queue binds in a period of the baseline.
fn binds(dossier: &Dossier, queue: &Queue, period: &str) -> Option<bool> {
    let sign = in_baseline(dossier, queue.sign, period)?.mean;
    if !sign.is_finite() {
        return None;
    }
    Some(match queue.served {
        None => sign >= 1.0,
        Some(served) => sign * 100.0 >= in_baseline(dossier, served, period)?.mean && sign > 0.0,
    })
}

/// Queues by year, with the sign of each in the baseline.
fn when(dossier: &Dossier) -> Option<Block> {
    let years = dossier.years();
    let name = dossier.facts.baseline()?.name.as_str();
    let queues: Vec<&Queue> = QUEUES
        .iter()
        .filter(|q| years.iter().all(|y| binds(dossier, q, y).is_some()))
        .collect();
    let mut tiles = Vec::new();
    let mut rows = Vec::new();
    let mut always = Vec::new();
    let mut sometimes = Vec::new();
    for (row, queue) in queues.iter().enumerate() {
        let mut cells = vec![Entry::Text(format!("{}, {}", queue.name, queue.unit))];
        let mut bound = Vec::new();
        for (column, year) in years.iter().enumerate() {
            let level = in_baseline(dossier, queue.sign, year)?;
            let at = At {
                scenario: name,
                metric: queue.sign,
                stratum: ALL,
                period: year,
            };
            let is_bound = binds(dossier, queue, year)?;
            let style = match level.mean {
                small if small < 10.0 => Style::new("", small, small.max(1.0)),
                _ => Style::whole(),
            };
            let shown = Shown::plain(level.mean, style, at.origin("summary.csv", "mean", 1.0));
            tiles.push(Tile {
                column,
                row,
                name: String::new(),
                text: shown.text.clone(),
                shade: if is_bound { -2 } else { 0 },
            });
            if is_bound {
                bound.push(*year);
            }
            cells.push(Entry::Number(shown));
        }
        match bound.len() {
            0 => {}
            n if n == years.len() => always.push(queue.name.to_lowercase()),
            _ => sometimes.push(format!(
                "{} ({})",
                queue.name.to_lowercase(),
                bound.join(", ")
            )),
        }
        rows.push(cells);
    }
    let title = match (always.is_empty(), sometimes.is_empty()) {
        (true, true) => "No queue binds in the baseline".to_owned(),
        (false, true) => format!("Queues that bind every year: {}", always.join(", ")),
        (true, false) => format!("Queues that bind in some years: {}", sometimes.join(", ")),
        (false, false) => format!(
            "Binding every year: {}; in some years: {}",
            always.join(", "),
            sometimes.join(", ")
        ),
    };
    let width = (500.0 / years.len().max(1) as f64 - 4.0).min(80.0);
    Some(Block::Figure(Box::new(Figure {
        id: "queues".to_owned(),
        title: title.replace("reconnect", "RECONNECT"),
        subtitle: format!(
            "Each queue of {name} by year: who waits or is turned away, in the unit \
            that the table gives"
        ),
        description: "A tile for each queue and year, with the number of those who wait or are \
            turned away. The table below it has every number with its unit."
            .to_owned(),
        key: [(-2, "binds"), (0, "does not bind")]
            .map(|(shade, meaning)| KeyEntry {
                mark: Mark::Tile(shade),
                meaning: meaning.to_owned(),
            })
            .to_vec(),
        picture: Picture::Tiles(Tiles {
            columns: years.iter().map(|y| (*y).to_owned()).collect(),
            rows: queues.iter().map(|q| q.name.to_owned()).collect(),
            width,
            tiles,
        }),
        note: Some(Words::of(
            "A queue binds in a year when those who wait or are turned away come to at least one \
             in a hundred of those it serves; prison places bind when the estate is over capacity \
             on at least one day.",
        )),
        table: Table {
            caption: format!("Queues of {name} by year"),
            head: std::iter::once("Queue".to_owned())
                .chain(years.iter().map(|y| (*y).to_owned()))
                .collect(),
            rows,
        },
    })))
}

/// What policies do to the queues.
fn pressure(dossier: &Dossier) -> Table {
    let labelled: Vec<(String, &str)> = QUEUES
        .iter()
        .map(|q| (format!("{}, {}", q.name, q.unit), q.sign))
        .collect();
    against(dossier, "What policies do to the queues", &labelled)
}

/// How long people wait under the baseline and each policy.
fn waits(dossier: &Dossier) -> Table {
    let labelled: Vec<(String, &str)> = WAITS
        .iter()
        .filter_map(|metric| {
            let m = dossier.facts.metric(metric)?;
            Some((super::headline::with_unit(&m.title(), &m.unit), *metric))
        })
        .collect();
    against(dossier, "Waits", &labelled)
}

/// The baseline and the difference of each policy, of what has a value.
fn against(dossier: &Dossier, caption: &str, metrics: &[(String, &str)]) -> Table {
    let policies = dossier.facts.policies();
    let baseline = dossier.facts.baseline().map_or("", |b| b.name.as_str());
    let rows = metrics.iter().filter_map(|(label, metric)| {
        let level = in_baseline(dossier, metric, ALL).filter(|l| l.mean.is_finite())?;
        let unit = dossier.facts.metric(metric).map_or("", |m| m.unit.as_str());
        let at = At {
            scenario: baseline,
            metric,
            stratum: ALL,
            period: ALL,
        };
        let first = policies.first();
        let against = first.and_then(|p| dossier.compared(&p.name, metric, [ALL, ALL]));
        let style = match against {
            Some(c) => style_of_level(unit, &c),
            None => Style::new(unit, level.mean, (level.high - level.low) / 2.0),
        };
        let origin = at.origin("summary.csv", "mean", 1.0);
        let mut row = vec![
            Entry::Text(label.clone()),
            Entry::Number(Shown::plain(level.mean, style, origin)),
        ];
        for policy in policies {
            let (c, at) = whole(dossier, &policy.name, metric)?;
            row.push(interval(&c, unit, at, 1.0));
        }
        Some(row)
    });
    Table {
        caption: caption.to_owned(),
        head: ["", "Baseline"]
            .map(str::to_owned)
            .into_iter()
            .chain(
                policies
                    .iter()
                    .map(|p| format!("{}: difference (95%)", p.name)),
            )
            .collect(),
        rows: rows.collect(),
    }
}

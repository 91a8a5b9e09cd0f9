//! Part 6: where and for whom: areas, sex, substance, and the gaps between areas.

use super::chart::{Figure, KeyEntry, Mark, Picture, Tile, Tiles};
use super::content::{At, Block, Entry, Part, Shown, Table};
use super::dossier::{ALL, Compared, Dossier};
use super::facts::{Told, sentence};
use super::gaps;
use super::headline::stratum_words;
use super::map;
use super::number::{Style, per_cent};
use super::outcomes::{OUTCOMES, Outcome, interval};

/// Outcomes that are shown as maps.
const MAPPED: [&str; 2] = ["receptions", "deaths"];
pub(super) fn part(dossier: &Dossier) -> Part {
    let policies = dossier.facts.policies();
    let mut blocks = Vec::new();
    if policies.is_empty() {
        blocks.push(Block::Absent {
            what: "Where and for whom is told of policies.".to_owned(),
            command: "throughcare compare baseline more-drrs".to_owned(),
        });
    }
    for (n, policy) in policies.iter().enumerate() {
        for outcome in OUTCOMES.into_iter().filter(|o| MAPPED.contains(&o.id)) {
            blocks.extend(map_of(dossier, n, policy, outcome));
        }
    }
    for policy in policies {
        let people = Block::Table(for_whom(dossier, policy));
        blocks.push(people);
    }
    let gaps = policies.iter();
    let gaps: Vec<Table> = gaps.filter_map(|p| gaps::table(dossier, &p.name)).collect();
    if !gaps.is_empty() {
        blocks.push(Block::Heading("Gaps between areas".to_owned()));
        blocks.extend(gaps.into_iter().map(Block::Table));
    }
    Part {
        id: "whom",
        title: "Where and for whom",
        blocks,
    }
}

fn at<'a>(policy: &'a str, metric: &'a str, stratum: &'a str) -> At<'a> {
    At {
        scenario: policy,
        metric,
        stratum,
        period: ALL,
    }
}

/// Areas as tiles: the change of one outcome in each.
fn map_of(dossier: &Dossier, n: usize, policy: &Told, outcome: Outcome) -> Option<Block> {
    let name = policy.name.as_str();
    let areas = dossier.strata_of("area");
    if areas.len() < 2 {
        return None;
    }
    let found: Vec<(&str, &str, Compared)> = areas
        .iter()
        .filter_map(|(stratum, area)| {
            let c = dossier.compared(name, outcome.metric, [stratum, ALL])?;
            Some((*stratum, *area, c))
        })
        .collect();
    let places = map::places(&found.iter().map(|(_, area, _)| *area).collect::<Vec<_>>());
    let largest = found
        .iter()
        .filter(|(_, _, c)| c.is_clear())
        .fold(0.0, |size: f64, (_, _, c)| size.max(c.relative.abs()));
    let tiles = found
        .iter()
        .zip(&places)
        .map(|((stratum, area, c), place)| Tile {
            column: place[0],
            row: place[1],
            name: map::short(area, &stratum_words(dossier, stratum), found.len()),
            text: per_cent(c.relative),
            shade: shade(c, largest),
        });
    let rows = found.iter().map(|(stratum, _, c)| {
        let place = at(name, outcome.metric, stratum);
        let relative = place.origin("comparison.csv", "relative_change", 1.0);
        let baseline = place.origin("comparison.csv", "baseline_mean", 1.0);
        let level = Style::new("", c.baseline, c.half_width());
        vec![
            Entry::Text(stratum_words(dossier, stratum)),
            Entry::Number(Shown::plain(c.baseline, level, baseline)),
            interval(c, "", place, 1.0),
            Entry::Number(Shown::share(c.relative, relative)),
        ]
    });
    let clear = || found.iter().filter(|(_, _, c)| c.is_clear());
    let best = clear().min_by(|a, b| a.2.relative.total_cmp(&b.2.relative));
    let what = dossier.facts.title(outcome.metric);
    let title = match best.filter(|(_, _, c)| c.difference < 0.0) {
        Some((stratum, _, c)) => format!(
            "{name}: {} clearly fall in {} of {} areas, most in {} ({})",
            outcome.thing,
            clear().filter(|(_, _, c)| c.difference < 0.0).count(),
            found.len(),
            stratum_words(dossier, stratum),
            per_cent(c.relative)
        ),
        None => format!(
            "{name}: no area's fall in {} is told from zero",
            what.to_lowercase()
        ),
    };
    let columns = places.iter().map(|p| p[0] + 1).max().unwrap_or(1);
    let subtitle = format!("{what} under {name}, change on the baseline by area");
    Some(Block::Figure(Box::new(Figure {
        id: format!("map-{}-{n}", outcome.id),
        title,
        description: format!(
            "A tile for each area, placed roughly as on a map, with the change of {} in per cent. \
             The table below it has every number.",
            what.to_lowercase()
        ),
        key: [(2, "better"), (0, "not clear of zero"), (-2, "worse")]
            .map(|(shade, meaning)| KeyEntry {
                mark: Mark::Tile(shade),
                meaning: meaning.to_owned(),
            })
            .to_vec(),
        picture: Picture::Tiles(Tiles {
            columns: Vec::new(),
            rows: Vec::new(),
            width: (720.0 / columns as f64 - 4.0).min(116.0),
            tiles: tiles.collect(),
        }),
        note: None,
        table: Table {
            caption: subtitle.clone(),
            head: ["Area", "Baseline", "Difference (95% interval)", "Change"]
                .map(str::to_owned)
                .to_vec(),
            rows: rows.collect(),
        },
        subtitle,
    })))
}

/// Darker for more; none where zero is within the interval.
fn shade(c: &Compared, largest: f64) -> i8 {
    if !c.is_clear() {
        return 0;
    }
    let step = (3.0 * c.relative.abs() / largest).ceil().clamp(1.0, 3.0) as i8;
    if c.difference < 0.0 { step } else { -step }
}

/// The outcomes by sex and substance.
fn for_whom(dossier: &Dossier, policy: &Told) -> Table {
    let name = policy.name.as_str();
    let mut rows = Vec::new();
    let dimensions = [("sex", "Sex"), ("substance", "Substance")];
    for (dimension, label) in dimensions {
        for (stratum, _) in dossier.strata_of(dimension) {
            let cells: Vec<Entry> = OUTCOMES
                .iter()
                .map(|outcome| {
                    let found = dossier.compared(name, outcome.metric, [stratum, ALL]);
                    found.map_or(Entry::None, |c| {
                        interval(&c, "", at(name, outcome.metric, stratum), -1.0)
                    })
                })
                .collect();
            if cells.iter().all(|cell| *cell == Entry::None) {
                continue;
            }
            let who = format!(
                "{label}: {}",
                stratum_words(dossier, stratum).to_lowercase()
            );
            rows.push(std::iter::once(Entry::Text(who)).chain(cells).collect());
        }
    }
    Table {
        caption: format!("{name}: for whom, a year (95% interval)"),
        head: std::iter::once("Who".to_owned())
            .chain(OUTCOMES.iter().map(|o| sentence(o.noun)))
            .collect(),
        rows,
    }
}

/// The table of all outcomes and policies by area, for a spreadsheet.
pub(super) fn by_area(dossier: &Dossier) -> Table {
    let mut rows = Vec::new();
    for policy in dossier.facts.policies() {
        for (stratum, _) in dossier.strata_of("area") {
            for outcome in OUTCOMES {
                let found = dossier.compared(&policy.name, outcome.metric, [stratum, ALL]);
                let Some(c) = found else { continue };
                let place = at(&policy.name, outcome.metric, stratum);
                let style = super::outcomes::style_of("", &c);
                let shown = |value: f64, column| {
                    let origin = place.origin("comparison.csv", column, -1.0);
                    Entry::Number(Shown::signed(value, style, origin))
                };
                rows.push(vec![
                    Entry::Text(policy.name.clone()),
                    Entry::Text(stratum_words(dossier, stratum)),
                    Entry::Text(sentence(outcome.noun)),
                    Entry::Text(outcome.unit.to_owned()),
                    shown(c.difference, "difference"),
                    shown(c.high, "ci_high"),
                    shown(c.low, "ci_low"),
                ]);
            }
        }
    }
    Table {
        caption: "What policies avert, by area".to_owned(),
        head: [
            "Policy", "Area", "Outcome", "Unit", "Estimate", "Low", "High",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    }
}

//! Part 2: what policies avert, year by year, with bands; and of a scenario by itself, its levels.

use super::changes::ramp;
use super::chart::{Figure, KeyEntry, Lines, Mark, Picture, Series};
use super::content::{At, Block, Entry, Part, Shown, Table, Words};
use super::dossier::{ALL, Dossier};
use super::draw::LOOKS;
use super::number::Style;
use super::outcomes::{OUTCOMES, Outcome, interval, style_of};

pub(super) fn part(dossier: &Dossier) -> Part {
    let mut blocks = Vec::new();
    for outcome in OUTCOMES {
        match dossier.facts.policies().is_empty() {
            true => blocks.extend(levels(dossier, outcome)),
            false => blocks.extend(averted(dossier, outcome)),
        }
    }
    Part {
        id: "years",
        title: "Year by year",
        blocks,
    }
}

/// What a number of policies avert: a chart for as many as it can tell apart.
fn averted(dossier: &Dossier, outcome: Outcome) -> Vec<Block> {
    let years = dossier.years();
    let policies = dossier.facts.policies();
    let charts = policies.chunks(LOOKS).enumerate();
    charts
        .filter_map(|(n, policies)| {
            let names: Vec<&str> = policies.iter().map(|p| p.name.as_str()).collect();
            let at = |policy, year| At {
                scenario: policy,
                metric: outcome.metric,
                stratum: ALL,
                period: year,
            };
            let of =
                |policy: &str, year: &str| dossier.compared(policy, outcome.metric, [ALL, year]);
            let mut widest = Style::whole();
            let mut largest = 0.0;
            let mut series = Vec::new();
            for (look, policy) in names.iter().enumerate() {
                let points: Option<Vec<[f64; 3]>> = years
                    .iter()
                    .map(|year| {
                        let c = of(policy, year)?;
                        if c.high.abs().max(c.low.abs()) > largest {
                            largest = c.high.abs().max(c.low.abs());
                            widest = Style::new("", largest, f64::NAN);
                        }
                        Some([-c.difference, -c.high, -c.low].map(|v| v + 0.0))
                    })
                    .collect();
                series.push(Series {
                    name: (*policy).to_owned(),
                    look,
                    points: points?,
                });
            }
            let rows = years.iter().map(|year| {
                let cells = names.iter().map(|policy| {
                    of(policy, year)
                        .map_or(Entry::None, |c| interval(&c, "", at(policy, year), -1.0))
                });
                std::iter::once(Entry::Text((*year).to_owned()))
                    .chain(cells)
                    .collect()
            });
            let title = title(dossier, outcome, &names);
            let noun = super::facts::sentence(outcome.noun);
            let subtitle = format!("{noun}, {}, by year, with 95% intervals", outcome.unit);
            let mut key: Vec<KeyEntry> = policies
                .iter()
                .enumerate()
                .map(|(look, policy)| KeyEntry {
                    mark: Mark::Line(look),
                    meaning: policy.name.clone(),
                })
                .collect();
            key.push(KeyEntry {
                mark: Mark::Band,
                meaning: "95% interval around each line".to_owned(),
            });
            let ramp = ramp(&dossier.facts, &years);
            if ramp.is_some() {
                key.push(KeyEntry {
                    mark: Mark::Ramp,
                    meaning: "policies are coming in".to_owned(),
                });
            }
            let last = years.last().copied().unwrap_or_default();
            Some(Block::Figure(Box::new(Figure {
                id: format!("years-{}-{n}", outcome.id),
                description: format!(
                    "Line chart of {} in each year to {last}, a line with its band for each of {}. \
                     Above zero is better than the baseline. The table below it has every number.",
                    outcome.noun,
                    names.join(", ")
                ),
                title,
                key,
                picture: Picture::Lines(Lines {
                    ticks: years.iter().map(|y| (*y).to_owned()).collect(),
                    unit: outcome.unit.to_owned(),
                    style: axis_style(largest, widest),
                    series,
                    ramp,
                }),
                note: None,
                table: Table {
                    caption: subtitle.clone(),
                    head: std::iter::once("Year".to_owned())
                        .chain(names.iter().map(|n| (*n).to_owned()))
                        .collect(),
                    rows: rows.collect(),
                },
                subtitle,
            })))
        })
        .collect()
}

/// Axis numbers are round: two digits are enough.
fn axis_style(largest: f64, widest: Style) -> Style {
    match largest {
        size if size >= 1e6 => widest,
        size if size >= 10.0 => Style::whole(),
        size => Style::new("", size, size / 10.0),
    }
}

/// What each policy does over the window, as a title.
fn title(dossier: &Dossier, outcome: Outcome, names: &[&str]) -> String {
    let found = names
        .iter()
        .map(|policy| (policy, outcome.finding(dossier, policy)));
    let (clear, open): (Vec<_>, Vec<_>) = found.partition(|(_, found)| found.is_some());
    let mut told: Vec<String> = clear
        .into_iter()
        .filter_map(|(policy, found)| Some(format!("{policy} {}", found?.plain())))
        .collect();
    let open: Vec<&str> = open.into_iter().map(|(policy, _)| *policy).collect();
    match (open.as_slice(), told.is_empty()) {
        ([], _) => {}
        (_, true) => told.push(format!("No clear effect on {}", outcome.thing)),
        (open, false) => told.push(format!("no clear effect of {}", open.join(" and "))),
    }
    told.join("; ")
}

/// The levels of a scenario by itself.
fn levels(dossier: &Dossier, outcome: Outcome) -> Vec<Block> {
    let years = dossier.years();
    let Some(told) = dossier.facts.baseline() else {
        return Vec::new();
    };
    let Some(metric) = dossier.facts.metric(outcome.metric) else {
        return Vec::new();
    };
    let name = told.name.as_str();
    let levels: Option<Vec<_>> = years
        .iter()
        .map(|year| dossier.level(name, outcome.metric, [ALL, year]))
        .collect();
    let Some(levels) = levels.filter(|l| !l.is_empty()) else {
        return Vec::new();
    };
    let largest = levels
        .iter()
        .fold(0.0, |size: f64, l| size.max(l.mean.abs()));
    let shown = |at: At<'_>, value: f64, half: f64, column| {
        let style = Style::new(&metric.unit, largest, half);
        Shown::plain(value, style, at.origin("summary.csv", column, 1.0))
    };
    let rows = years.iter().zip(&levels).map(|(year, level)| {
        let at = At {
            scenario: name,
            metric: outcome.metric,
            stratum: ALL,
            period: year,
        };
        let half = (level.high - level.low) / 2.0;
        vec![
            Entry::Text((*year).to_owned()),
            Entry::Interval([
                shown(at, level.mean, half, "mean"),
                shown(at, level.low, half, "ci_low"),
                shown(at, level.high, half, "ci_high"),
            ]),
        ]
    });
    let title = super::headline::with_unit(&metric.title(), &metric.unit);
    let subtitle = format!("{title}, by year, with 95% intervals");
    let first = levels.first().map_or(f64::NAN, |l| l.mean);
    let last = levels.last().map_or(f64::NAN, |l| l.mean);
    let style = Style::new(&metric.unit, largest, f64::NAN);
    vec![Block::Figure(Box::new(Figure {
        id: format!("years-{}", outcome.id),
        title: format!(
            "{}: {} in {}, {} in {}",
            metric.title(),
            style.show(first),
            years.first().copied().unwrap_or_default(),
            style.show(last),
            years.last().copied().unwrap_or_default(),
        ),
        description: format!("Line chart of {title} in each year, with its band."),
        key: Vec::new(),
        picture: Picture::Lines(Lines {
            ticks: years.iter().map(|y| (*y).to_owned()).collect(),
            unit: metric.unit.clone(),
            style,
            series: vec![Series {
                name: name.to_owned(),
                look: 0,
                points: levels.iter().map(|l| [l.mean, l.low, l.high]).collect(),
            }],
            ramp: None,
        }),
        note: Some(Words::of("The axis starts at zero.")),
        table: Table {
            caption: subtitle.clone(),
            head: vec!["Year".to_owned(), name.to_owned()],
            rows: rows.collect(),
        },
        subtitle,
    }))]
}

/// The table of all outcomes and policies by year, for a spreadsheet.
pub(super) fn by_year(dossier: &Dossier) -> Table {
    let mut rows = Vec::new();
    for policy in dossier.facts.policies() {
        for outcome in OUTCOMES {
            for year in dossier.years() {
                let at = At {
                    scenario: &policy.name,
                    metric: outcome.metric,
                    stratum: ALL,
                    period: year,
                };
                let Some(c) = dossier.compared(&policy.name, outcome.metric, [ALL, year]) else {
                    continue;
                };
                let style = style_of("", &c);
                let shown = |value: f64, column| {
                    let origin = at.origin("comparison.csv", column, -1.0);
                    Entry::Number(Shown::signed(value, style, origin))
                };
                rows.push(vec![
                    Entry::Text(policy.name.clone()),
                    Entry::Text(super::facts::sentence(outcome.noun)),
                    Entry::Text(outcome.unit.to_owned()),
                    Entry::Text(year.to_owned()),
                    shown(c.difference, "difference"),
                    shown(c.high, "ci_high"),
                    shown(c.low, "ci_low"),
                ]);
            }
        }
    }
    Table {
        caption: "What policies avert, by year".to_owned(),
        head: [
            "Policy", "Outcome", "Unit", "Year", "Estimate", "Low", "High",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    }
}

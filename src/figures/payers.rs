//! Part 3: who pays and who saves, by payer and year, and the ledgers apart.

use super::chart::{Figure, Intervals, KeyEntry, Lines, Mark, Picture, Series, Spread, Tone};
use super::content::{At, Block, Entry, Part, Shown, Table, Words};
use super::dossier::{ALL, Compared, Dossier};
use super::draw::LOOKS;
use super::facts::Told;
use super::number::Style;
use super::outcomes::{interval, style_of, whole};

/// The payers of the public purse, with their names for people.
const PAYERS: [(&str, &str); 8] = [
    ("cost_police", "Police"),
    ("cost_courts", "Courts and legal aid"),
    ("cost_prison", "Prison service"),
    ("cost_probation", "Probation service"),
    ("cost_treatment", "Drug and alcohol treatment"),
    ("cost_health", "Other health care"),
    ("cost_housing", "Housing and councils"),
    ("cost_programme", "The policy's own programme"),
];
/// What they add up to, whichever ledger is in force.
const TOTAL: &str = "cost_budget";
const MONEY: &str = "pounds per year";

pub(super) fn part(dossier: &Dossier) -> Part {
    let policies = dossier.facts.policies();
    let mut blocks = Vec::new();
    if policies.is_empty() {
        blocks.push(Block::Table(spending(dossier)));
    } else {
        blocks.push(Block::Say(Words::of(
            "Who pays more stands to the right of zero, who pays less to the left. The payers add \
             up to the total. The policy's own programme is money that the policy states: what it \
             needs beyond the staff and places that are simulated.",
        )));
    }
    for (n, policy) in policies.iter().enumerate() {
        blocks.extend(by_payer(dossier, n, policy));
        blocks.push(Block::Fold(by_payer_and_year(dossier, policy)));
    }
    blocks.extend(by_year(dossier));
    if !policies.is_empty() {
        blocks.extend(super::ledgers::blocks(dossier));
    }
    Part {
        id: "payers",
        title: "Who pays and who saves",
        blocks,
    }
}

fn at<'a>(policy: &'a str, metric: &'a str, period: &'a str) -> At<'a> {
    At {
        scenario: policy,
        metric,
        stratum: ALL,
        period,
    }
}

/// What each payer spends more or less under a policy.
fn by_payer(dossier: &Dossier, n: usize, policy: &Told) -> Option<Block> {
    let name = policy.name.as_str();
    let mut all: Vec<(&str, &str, Compared)> = Vec::new();
    for (metric, payer) in PAYERS {
        if let Some((compared, _)) = whole(dossier, name, metric) {
            all.push((metric, payer, compared));
        }
    }
    let (total, _) = whole(dossier, name, TOTAL)?;
    all.push((TOTAL, "All payers", total));
    let largest = all
        .iter()
        .flat_map(|(_, _, c)| [c.difference, c.low, c.high])
        .filter(|v| v.is_finite())
        .fold(0.0, |size: f64, v| size.max(v.abs()));
    let rows = all.iter().map(|(_, payer, c)| Spread {
        name: (*payer).to_owned(),
        at: [c.difference, c.low, c.high],
        tone: tone(c),
    });
    let table = Table {
        caption: format!("{name}: public spending less the baseline's, £ a year"),
        head: ["Payer", "Difference (95% interval)", "Change"]
            .map(str::to_owned)
            .to_vec(),
        rows: all
            .iter()
            .map(|(metric, payer, c)| {
                let place = at(name, metric, ALL);
                let origin = place.origin("comparison.csv", "relative_change", 1.0);
                vec![
                    Entry::Text((*payer).to_owned()),
                    interval(c, MONEY, place, 1.0),
                    Entry::Number(Shown::share(c.relative, origin)),
                ]
            })
            .collect(),
    };
    Some(Block::Figure(Box::new(Figure {
        id: format!("payers-{n}"),
        title: finding(name, &all),
        subtitle: format!(
            "Spending under {name} less the baseline's, £ a year, mean {}, with 95% intervals",
            dossier.window()
        ),
        description: format!(
            "A point with its interval for each payer under {name}; left of zero is a saving. The \
             table below it has every number."
        ),
        key: [
            (Tone::Good, "saves"),
            (Tone::Bad, "pays more"),
            (Tone::Open, "not clear of zero"),
        ]
        .map(|(tone, meaning)| KeyEntry {
            mark: Mark::Point(tone),
            meaning: meaning.to_owned(),
        })
        .to_vec(),
        picture: Picture::Intervals(Intervals {
            unit: "£ a year: saves left of zero, pays more right of it".to_owned(),
            style: Style::new(MONEY, largest, largest / 50.0),
            rows: rows.collect(),
        }),
        note: None,
        table,
    })))
}

fn tone(compared: &Compared) -> Tone {
    match compared {
        c if !c.is_clear() => Tone::Open,
        c if c.difference < 0.0 => Tone::Good,
        _ => Tone::Bad,
    }
}

/// Who saves and who pays most, as a title.
fn finding(policy: &str, all: &[(&str, &str, Compared)]) -> String {
    let payers = || {
        let payers = all.iter().filter(|(metric, _, _)| *metric != TOTAL);
        payers.filter(|(_, _, c)| c.is_clear())
    };
    let money = |c: &Compared| style_of(MONEY, c).show(c.difference.abs());
    let least = payers().min_by(|a, b| a.2.difference.total_cmp(&b.2.difference));
    let most = payers().max_by(|a, b| a.2.difference.total_cmp(&b.2.difference));
    let saves = least
        .filter(|(_, _, c)| c.difference < 0.0)
        .map(|(_, payer, c)| format!("{} saves {} a year", lower(payer), money(c)));
    let pays =
        most.filter(|(_, _, c)| c.difference > 0.0)
            .map(|(metric, payer, c)| match *metric {
                "cost_programme" => format!("its own programme costs {} a year", money(c)),
                _ => format!("{} pays {} a year more", lower(payer), money(c)),
            });
    let told: Vec<String> = saves.into_iter().chain(pays).collect();
    match told.is_empty() {
        true => format!("{policy}: no payer's spending changes clearly"),
        false => format!("{policy}: {}", told.join(", ")),
    }
}

fn lower(payer: &str) -> String {
    let mut letters = payer.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().collect::<String>() + letters.as_str()
    })
}

/// Payers by year.
fn by_payer_and_year(dossier: &Dossier, policy: &Told) -> Table {
    let years = dossier.years();
    let name = policy.name.as_str();
    let payers = PAYERS.iter().copied().chain([(TOTAL, "Total")]);
    let rows = payers.map(|(metric, payer)| {
        let cells = years.iter().map(|year| {
            let found = dossier.compared(name, metric, [ALL, year]);
            found.map_or(Entry::None, |c| {
                let style = style_of(MONEY, &c);
                let origin = at(name, metric, year).origin("comparison.csv", "difference", 1.0);
                Entry::Number(Shown::signed(c.difference, style, origin))
            })
        });
        std::iter::once(Entry::Text(payer.to_owned()))
            .chain(cells)
            .collect()
    });
    Table {
        caption: format!("{name}: spending less the baseline's by payer and year, £ a year"),
        head: std::iter::once("Payer".to_owned())
            .chain(years.iter().map(|y| (*y).to_owned()))
            .collect(),
        rows: rows.collect(),
    }
}

/// Total spending year by year, all policies.
fn by_year(dossier: &Dossier) -> Vec<Block> {
    let years = dossier.years();
    let charts = dossier.facts.policies().chunks(LOOKS).enumerate();
    charts
        .filter_map(|(n, policies)| {
            let mut series = Vec::new();
            let mut largest = 0.0f64;
            for (look, policy) in policies.iter().enumerate() {
                let points: Option<Vec<[f64; 3]>> = years
                    .iter()
                    .map(|year| {
                        let c = dossier.compared(&policy.name, TOTAL, [ALL, year])?;
                        largest = largest.max(c.low.abs()).max(c.high.abs());
                        Some([c.difference, c.low, c.high])
                    })
                    .collect();
                series.push(Series {
                    name: policy.name.clone(),
                    look,
                    points: points?,
                });
            }
            let rows = years.iter().map(|year| {
                let cells = policies.iter().map(|policy| {
                    let found = dossier.compared(&policy.name, TOTAL, [ALL, year]);
                    found.map_or(Entry::None, |c| {
                        interval(&c, MONEY, at(&policy.name, TOTAL, year), 1.0)
                    })
                });
                std::iter::once(Entry::Text((*year).to_owned()))
                    .chain(cells)
                    .collect()
            });
            let told: Vec<String> = policies
                .iter()
                .filter_map(|policy| {
                    let last = years.last()?;
                    let c = dossier.compared(&policy.name, TOTAL, [ALL, last])?;
                    let verb = if c.difference > 0.0 { "costs" } else { "saves" };
                    let size = style_of(MONEY, &c).show(c.difference.abs());
                    Some(match c.is_clear() {
                        true => format!("{} {verb} {size} in {last}", policy.name),
                        false => format!("{}: no clear difference in {last} alone", policy.name),
                    })
                })
                .collect();
            let subtitle =
                "Total spending less the baseline's, £ a year, by year, with 95% intervals";
            Some(Block::Figure(Box::new(Figure {
                id: format!("spending-{n}"),
                title: told.join("; "),
                subtitle: subtitle.to_owned(),
                description: "Line chart of total spending less the baseline's in each year, a \
                    line with its band for each policy; below zero is a saving."
                    .to_owned(),
                key: policies
                    .iter()
                    .enumerate()
                    .map(|(look, policy)| KeyEntry {
                        mark: Mark::Line(look),
                        meaning: policy.name.clone(),
                    })
                    .collect(),
                picture: Picture::Lines(Lines {
                    ticks: years.iter().map(|y| (*y).to_owned()).collect(),
                    unit: "£ a year".to_owned(),
                    style: Style::new(MONEY, largest, largest / 20.0),
                    series,
                    ramp: super::changes::ramp(&dossier.facts, &years),
                }),
                note: None,
                table: Table {
                    caption: subtitle.to_owned(),
                    head: std::iter::once("Year".to_owned())
                        .chain(policies.iter().map(|p| p.name.clone()))
                        .collect(),
                    rows: rows.collect(),
                },
            })))
        })
        .collect()
}

/// What payers spend in a scenario by itself.
fn spending(dossier: &Dossier) -> Table {
    let name = dossier
        .facts
        .baseline()
        .map_or("", |told| told.name.as_str());
    let payers = PAYERS.iter().copied().chain([(TOTAL, "Total")]);
    let rows = payers.filter_map(|(metric, payer)| {
        let level = dossier.level(name, metric, [ALL, ALL])?;
        let style = Style::new(MONEY, level.mean, (level.high - level.low) / 2.0);
        let shown = |value, column| {
            let origin = at(name, metric, ALL).origin("summary.csv", column, 1.0);
            Shown::plain(value, style, origin)
        };
        let all = [
            shown(level.mean, "mean"),
            shown(level.low, "ci_low"),
            shown(level.high, "ci_high"),
        ];
        Some(vec![Entry::Text(payer.to_owned()), Entry::Interval(all)])
    });
    Table {
        caption: format!("{name}: spending by payer, £ a year (95% interval)"),
        head: vec!["Payer".to_owned(), name.to_owned()],
        rows: rows.collect(),
    }
}

/// The table of all payers, policies and years, for a spreadsheet.
pub(super) fn who_pays(dossier: &Dossier) -> Table {
    let mut rows = Vec::new();
    for policy in dossier.facts.policies() {
        let payers = PAYERS.iter().copied().chain([(TOTAL, "Total")]);
        for (metric, payer) in payers {
            for period in std::iter::once(ALL).chain(dossier.years()) {
                let Some(c) = dossier.compared(&policy.name, metric, [ALL, period]) else {
                    continue;
                };
                let style = style_of(MONEY, &c);
                let place = at(&policy.name, metric, period);
                let shown = |value: f64, column| {
                    let origin = place.origin("comparison.csv", column, 1.0);
                    Entry::Number(Shown::signed(value, style, origin))
                };
                let period = if period == ALL {
                    "whole period"
                } else {
                    period
                };
                rows.push(vec![
                    Entry::Text(policy.name.clone()),
                    Entry::Text(payer.to_owned()),
                    Entry::Text(period.to_owned()),
                    shown(c.difference, "difference"),
                    shown(c.low, "ci_low"),
                    shown(c.high, "ci_high"),
                ]);
            }
        }
    }
    Table {
        caption: "Who pays and who saves: spending less the baseline's, £ a year".to_owned(),
        head: ["Policy", "Payer", "Period", "Difference", "Low", "High"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    }
}

//! Part 4: how sure, what the answer leans on and where it turns.

use super::changes::quantity;
use super::content::{At, Block, Entry, Origin, Part, Shown, Table, Words};
use super::dossier::{ALL, Dossier, Priced};
use super::facts::{Told, sentence};
use super::leans;
use super::number::{Style, per_cent};
use super::outcomes::{OUTCOMES, enumerated, whole};

/// How many parameters are named that a difference leans on.
const LEANINGS: usize = 8;
/// Options that mean something else, or nothing, once parameters are drawn.
const OF_DRAWS: [&str; 5] = [
    "--replicates",
    "--precision",
    "--max-replicates",
    "--uncertainty",
    "--posterior",
];
/// How many prices of each ledger are listed.
const PRICES: usize = 12;
/// The ledgers, as `prices.csv` names them.
const LEDGERS: [&str; 3] = ["budget", "society", "social"];

pub(super) fn part(dossier: &Dossier) -> Part {
    let facts = &dossier.facts;
    let mut blocks = vec![Block::Table(agreement(dossier))];
    if facts.policies().is_empty() {
        blocks.clear();
    }
    match facts.uncertainty {
        Some(_) => {
            blocks.push(Block::Table(apart(dossier)));
            blocks.extend(leanings(dossier));
        }
        None => blocks.push(Block::Absent {
            what: "The intervals of this report are those of simulation alone: they do not say how far \
                   the assumptions may be off. With parameters drawn from their ranges, this part tells \
                   the two apart, gives the chance that a policy is better, and names the parameters that \
                   each difference leans on."
                .to_owned(),
            command: facts.command_with(&OF_DRAWS, "--uncertainty 100"),
        }),
    }
    blocks.extend(leans::blocks(dossier));
    if !facts.policies().is_empty() {
        blocks.push(Block::Heading(
            "At which price or value the answer turns".to_owned(),
        ));
        match dossier.prices.is_empty() {
            true => blocks.push(Block::Absent {
                what: "Prices that were drawn have no single value from which to turn. Without \
                       draws, this part gives for each price the value at which the net benefit \
                       would be nought."
                    .to_owned(),
                command: facts.command_with(&OF_DRAWS, ""),
            }),
            false => blocks.extend(turning(dossier)),
        }
    }
    Part {
        id: "sure",
        title: "How sure",
        blocks,
    }
}

/// In how many replicates each policy is better, or how likely where parameters were drawn.
fn agreement(dossier: &Dossier) -> Table {
    let policies = dossier.facts.policies();
    let drawn = dossier.facts.uncertainty.is_some();
    let metrics = OUTCOMES
        .iter()
        .map(|o| (o.metric, sentence(o.noun)))
        .chain([
            ("cost_budget", "Less public spending".to_owned()),
            ("net_benefit_budget", "Net benefit, budget".to_owned()),
            ("net_benefit_society", "Net benefit, society".to_owned()),
            ("net_benefit_social", "Net benefit, social".to_owned()),
        ]);
    let rows = metrics.map(|(metric, label)| {
        let cells = policies.iter().flat_map(|policy| {
            let Some((c, at)) = whole(dossier, &policy.name, metric) else {
                return [Entry::None, Entry::None];
            };
            let parts = dossier.parts(&policy.name, metric).filter(|_| drawn);
            let lost = parts.is_some_and(|parts| parts.is_lost);
            let (value, file, column) = match parts {
                Some(parts) => (parts.better, "uncertainty.csv", "probability_better"),
                None => (c.better, "comparison.csv", "share_of_replicates_better"),
            };
            let mut share = Shown::share(value, at.origin(file, column, 1.0));
            let bound = match (lost, value >= 0.5) {
                (true, true) => "≥ ",
                (true, false) => "≤ ",
                (false, _) => "",
            };
            share.text = bound.to_owned() + per_cent(value).trim_start_matches('+');
            let said = match (c.is_clear(), c.half_width().is_nan()) {
                (_, true) => "one replicate: not known",
                (true, _) => "yes",
                (false, _) => "no",
            };
            [Entry::Number(share), Entry::Text(said.to_owned())]
        });
        std::iter::once(Entry::Text(label)).chain(cells).collect()
    });
    let mut head = vec!["Outcome".to_owned()];
    for policy in policies {
        head.push(match drawn {
            true => format!("{}: chance of being better", policy.name),
            false => format!("{}: better in", policy.name),
        });
        head.push("clear of zero".to_owned());
    }
    Table {
        caption: match drawn {
            true => "How likely each policy is better than the baseline, luck taken out; at least (≥) or at \
                     most (≤) so much where luck hides what parameters do"
                .to_owned(),
            false => {
                "In which share of the replicates each policy is better than the baseline".to_owned()
            }
        },
        head,
        rows: rows.collect(),
    }
}

/// Simulation and parameters apart.
fn apart(dossier: &Dossier) -> Table {
    let policies = dossier.facts.policies();
    let mut rows = Vec::new();
    for policy in policies {
        for metric in dossier.facts.metrics.iter().filter(|m| m.headline) {
            let Some(parts) = dossier.parts(&policy.name, &metric.name) else {
                continue;
            };
            let at = At {
                scenario: &policy.name,
                metric: &metric.name,
                stratum: ALL,
                period: ALL,
            };
            let half = (parts.simulation[1] - parts.simulation[0]) / 2.0;
            let reach = parts.difference.abs() + if half.is_finite() { half } else { 0.0 };
            let style = Style::new(&metric.unit, reach, half).of_difference();
            let shown = |value: f64, column| {
                let origin = at.origin("uncertainty.csv", column, 1.0);
                Shown::signed(value, style.of_end(), origin)
            };
            let middle = || {
                let origin = at.origin("uncertainty.csv", "difference", 1.0);
                Shown::signed(parts.difference, style, origin)
            };
            rows.push(vec![
                Entry::Text(policy.name.clone()),
                Entry::Text(super::headline::with_unit(&metric.title(), &metric.unit)),
                Entry::Interval([
                    middle(),
                    shown(parts.simulation[0], "mc_ci_low"),
                    shown(parts.simulation[1], "mc_ci_high"),
                ]),
                match parts.is_lost {
                    true => Entry::Text("lost in luck: more replicates would find it".to_owned()),
                    false => Entry::Interval([
                        middle(),
                        shown(parts.parameters[0], "parameter_low"),
                        shown(parts.parameters[1], "parameter_high"),
                    ]),
                },
            ]);
        }
    }
    Table {
        caption: "Error of simulation and uncertainty of parameters, each by itself".to_owned(),
        head: ["Policy", "Metric", "Simulation (95%)", "Parameters (95%)"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    }
}

/// What differences lean on.
fn leanings(dossier: &Dossier) -> Option<Block> {
    let beyond = dossier.leanings.iter().filter(|l| l.is_beyond_noise);
    let mut rows: Vec<Vec<Entry>> = Vec::new();
    for policy in dossier.facts.policies() {
        for outcome in OUTCOMES {
            let of = beyond
                .clone()
                .filter(|l| l.policy == policy.name && l.metric == outcome.metric);
            for leaning in of.take(LEANINGS) {
                let from = Origin {
                    file: "parameters.csv",
                    key: vec![
                        leaning.policy.clone(),
                        leaning.metric.clone(),
                        leaning.parameter.clone(),
                    ],
                    column: "rank_correlation",
                    times: 1.0,
                };
                let style = Style::new("", 1.0, 0.05);
                rows.push(vec![
                    Entry::Text(policy.name.clone()),
                    Entry::Text(sentence(outcome.noun)),
                    Entry::Text(leaning.parameter.clone()),
                    Entry::Number(Shown::signed(leaning.correlation, style, from)),
                ]);
            }
        }
    }
    if rows.is_empty() {
        return Some(Block::Say(Words::of(
            "No parameter stands out beyond what chance makes of so few draws.",
        )));
    }
    Some(Block::Table(Table {
        caption: "What the differences lean on: rank correlation over the draws".to_owned(),
        head: ["Policy", "Outcome", "Parameter", "Correlation"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    }))
}

/// Prices, by what they contribute, with the value at which the net benefit is nought.
fn turning(dossier: &Dossier) -> Vec<Block> {
    let mut blocks = vec![Block::Say(Words::of(
        "The net benefit of each ledger is linear in every price, so the price at which it would be \
         nought follows from the results, everything else left as it is. A price that turns the answer within \
         its own range is one to settle before the figure is used.",
    ))];
    for policy in dossier.facts.policies() {
        let mut inside: Vec<Words> = Vec::new();
        let mut rows = Vec::new();
        for ledger in LEDGERS {
            let mut prices: Vec<&Priced> = dossier
                .prices
                .iter()
                .filter(|p| p.policy == policy.name && p.ledger == ledger)
                .filter(|p| p.contribution != 0.0)
                .collect();
            prices.sort_by(|a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
            let turning: Vec<&str> = prices
                .iter()
                .filter(|p| verdict(dossier, policy, p).0)
                .map(|p| p.price.as_str())
                .collect();
            if !turning.is_empty() {
                let words = Words::of(format!("in the ledger {ledger} of "));
                inside.push(words.code(turning.join(", ")));
            }
            prices.truncate(PRICES);
            let told = |p: &&Priced| price_row(dossier, policy, p, verdict(dossier, policy, p).1);
            rows.extend(prices.iter().map(told));
        }
        let words = Words::default().strong(policy.name.clone());
        blocks.push(Block::Say(match inside.is_empty() {
            true => words
                .text(": no single price within its stated range turns the sign of a net benefit."),
            false => words
                .text(": the sign of the net benefit turns within the stated range, ")
                .and(enumerated(inside))
                .text("."),
        }));
        blocks.push(Block::Fold(Table {
            caption: format!("{}: prices that carry the net benefit", policy.name),
            head: [
                "Ledger",
                "Price",
                "Value now",
                "Range",
                "Contributes",
                "Turns at",
                "Within its range",
            ]
            .map(str::to_owned)
            .to_vec(),
            rows,
        }));
    }
    blocks
}

/// The entry of a price in the scenario that states it.
fn stated<'a>(
    dossier: &'a Dossier,
    policy: &'a Told,
    price: &str,
) -> Option<&'a serde_json::Value> {
    let of = |told: &'a Told| told.parameter(price);
    of(policy).or_else(|| dossier.facts.baseline().and_then(of))
}

/// Whether a price turns the answer within its range, and the same in words.
fn verdict(dossier: &Dossier, policy: &Told, price: &Priced) -> (bool, &'static str) {
    if !price.switching.is_finite() || price.switching < 0.0 {
        return (false, "no: only a price below zero would");
    }
    let entry = stated(dossier, policy, &price.price);
    let kind = entry.and_then(|e| e.get("kind")).and_then(|k| k.as_str());
    if kind == Some("probability") && price.switching > 1.0 {
        return (false, "no: no possible value would");
    }
    let number = |key: &str| in_entry(entry, key).and_then(serde_json::Value::as_f64);
    match (number("low"), number("high")) {
        (Some(low), Some(high)) if low <= price.switching && price.switching <= high => {
            (true, "yes")
        }
        (Some(_), Some(_)) => (false, "no"),
        _ => (false, "no range is stated"),
    }
}

/// A key of an entry, or of its last phase where a policy states it from a date.
fn in_entry<'a>(entry: Option<&'a serde_json::Value>, key: &str) -> Option<&'a serde_json::Value> {
    let entry = entry?;
    entry
        .get(key)
        .or_else(|| entry.get("phases")?.as_array()?.last()?.get(key))
}

/// The range that is stated for a parameter, in words; none where there is none.
pub(super) fn stated_range(dossier: &Dossier, policy: &Told, path: &str) -> Option<String> {
    let entry = stated(dossier, policy, path)?;
    let said = |key: &str| {
        let text = |of: &str| entry.get(of).and_then(serde_json::Value::as_str);
        let (kind, unit) = (text("kind"), text("unit"));
        quantity(
            in_entry(Some(entry), key),
            kind.unwrap_or(""),
            unit.unwrap_or(""),
        )
    };
    let (low, high) = (said("low"), said("high"));
    (!low.is_empty() && !high.is_empty()).then(|| format!("{low} to {high}"))
}

fn price_row(dossier: &Dossier, policy: &Told, price: &Priced, within: &str) -> Vec<Entry> {
    let entry = stated(dossier, policy, &price.price);
    let kind = entry.and_then(|e| e.get("kind")).and_then(|k| k.as_str());
    // What a policy states as its own programme stands together, as a multiple of itself.
    let kind = kind.unwrap_or("multiplier");
    let said = |key: &str| quantity(in_entry(entry, key), kind, "");
    let range = match (said("low"), said("high")) {
        (low, high) if low.is_empty() || high.is_empty() => "none stated".to_owned(),
        (low, high) => format!("{low} to {high}"),
    };
    let origin = |column| Origin {
        file: "prices.csv",
        key: [&price.policy, &price.ledger, &price.price]
            .map(Clone::clone)
            .to_vec(),
        column,
        times: 1.0,
    };
    let money = Style::new(
        "pounds",
        price.contribution,
        price.contribution.abs() / 20.0,
    );
    let turns = match price.switching.is_finite() && price.switching >= 0.0 {
        false => Entry::Text("–".to_owned()),
        true => Entry::Number(Shown {
            value: price.switching,
            text: quantity(Some(&price.switching.into()), kind, ""),
            from: Some(origin("switching_value")),
        }),
    };
    vec![
        Entry::Text(price.ledger.clone()),
        Entry::Text(price.price.trim_start_matches("costs.").to_owned()),
        Entry::Text(match said("value") {
            value if value.is_empty() => "as stated".to_owned(),
            value => value,
        }),
        Entry::Text(range),
        Entry::Number(Shown::signed(
            price.contribution,
            money,
            origin("contribution"),
        )),
        turns,
        Entry::Text(within.to_owned()),
    ]
}

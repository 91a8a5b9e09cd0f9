//! Part 1: one sentence a policy, and the headline metrics of all of them side by side.

use super::content::{At, Block, Entry, Part, Shown, Table, Words};
use super::dossier::{ALL, Dossier};
use super::facts::{Told, words};
use super::number::{Style, rest_of};
use super::outcomes::{
    OUTCOMES, effects, enumerated, in_brackets, interval, style_of, style_of_level, whole,
};
use super::terms::terms;

pub(super) fn part(dossier: &Dossier) -> Part {
    let policies = dossier.facts.policies();
    let mut blocks = Vec::new();
    if policies.is_empty() {
        blocks.extend(dossier.facts.baseline().map(|told| alone(dossier, told)));
    }
    blocks.extend(policies.iter().map(|policy| lead(dossier, policy)));
    let care = |warning: &String| {
        let words = Words::default().strong("Read with care: ");
        Block::Say(words.text(format!("{warning}.")))
    };
    let warnings = &dossier.facts.warnings;
    blocks.extend(warnings.iter().map(care));
    if warnings
        .iter()
        .any(|warning| warning.contains("this scale"))
    {
        blocks.push(Block::Say(Words::of(
            "Places at a scale: one simulated person stands for several real ones, and a service with fewer \
             places than that in an area is rounded to few or none. That is a matter of the simulation and \
             says nothing about the service; a run with a larger --population-scale has them.",
        )));
    }
    blocks.push(Block::Say(how_surely(dossier)));
    blocks.push(Block::Table(headline(dossier)));
    blocks.push(super::meanings::block());
    Part {
        id: "answer",
        title: "What it does, and what it costs",
        blocks,
    }
}

/// Net benefits, and what is counted as money in each.
const NET_BENEFITS: [(&str, &str); 3] = [
    (
        "net_benefit_social",
        "in social cost-benefit, which counts public spending and what crime costs victims",
    ),
    (
        "net_benefit_budget",
        "where public spending alone counts as money",
    ),
    (
        "net_benefit_society",
        "where the cost of crime stands for police, courts, prison and probation",
    ),
];

/// One policy in a sentence or three.
fn lead(dossier: &Dossier, policy: &Told) -> Block {
    let name = policy.name.as_str();
    let open: Vec<Words> = OUTCOMES
        .iter()
        .filter(|outcome| whole(dossier, name, outcome.metric).is_some())
        .filter(|outcome| outcome.finding(dossier, name).is_none())
        .map(|outcome| Words::of(outcome.thing))
        .collect();
    let mut out = Words::default().strong(policy.title.clone());
    out = match effects(dossier, name) {
        None => out.text(" has no clear effect on any of the outcomes below. "),
        Some(effects) => out
            .text(" ")
            .and(effects)
            .text(format!(", on average {}. ", dossier.window())),
    };
    if !open.is_empty() && open.len() < OUTCOMES.len() {
        let open = enumerated(open);
        out = out.text("No clear effect on ").and(open).text(". ");
    }
    Block::Lead(out.and(money(dossier, name)))
}

/// What it costs, and what it is worth.
fn money(dossier: &Dossier, policy: &str) -> Words {
    let mut out = Words::default();
    if let Some((compared, at)) = whole(dossier, policy, "cost_total") {
        let style = style_of("pounds", &compared);
        let origin = at.origin("comparison.csv", "difference", 1.0);
        let size = Shown::size(compared.difference, style, origin);
        let verb = match compared.difference > 0.0 {
            true => " costs ",
            false => " saves ",
        };
        out = out
            .text(ledger_words(dossier))
            .text(verb)
            .number(size)
            .text(" a year")
            .and(in_brackets(&compared, "pounds", at));
        if !compared.is_clear() {
            out = out.text(": too uncertain to say which way");
        }
        out = out.text(". ");
    }
    let worth: Vec<Words> = NET_BENEFITS
        .iter()
        .filter_map(|(metric, what)| {
            let (compared, at) = whole(dossier, policy, metric)?;
            let style = style_of("pounds", &compared);
            let origin = |column| at.origin("comparison.csv", column, 1.0);
            let shown = |value, column| Shown::plain(value, style, origin(column));
            let words = Words::default()
                .number(shown(compared.difference, "difference"))
                .text(" (")
                .number(shown(compared.low, "ci_low"))
                .text(" to ")
                .number(shown(compared.high, "ci_high"));
            Some(words.text(format!(") {what}")))
        })
        .collect();
    if worth.is_empty() {
        return out;
    }
    out = out
        .text("Over the whole period, discounted, money and health together are worth ")
        .and(enumerated(worth))
        .text(".");
    match terms(&dossier.facts) {
        Some(terms) => out.text(format!(" {}", terms.sentence())),
        None => out,
    }
}

/// Whose money the total is.
fn ledger_words(dossier: &Dossier) -> &'static str {
    let ledger = dossier
        .facts
        .baseline()
        .and_then(|told| told.parameter("costs.ledger"));
    match ledger.and_then(|value| value.as_str()) {
        Some("society") => "To society it",
        Some("social") => "To the public purse and victims of crime it",
        _ => "To the public purse it",
    }
}

/// A scenario by itself.
fn alone(dossier: &Dossier, told: &Told) -> Block {
    let mut out = Words::default().strong(told.title.clone()).text(": ");
    let mut all = Vec::new();
    for outcome in OUTCOMES {
        let at = At {
            scenario: &told.name,
            metric: outcome.metric,
            stratum: ALL,
            period: ALL,
        };
        let Some(level) = dossier.level(&told.name, outcome.metric, [ALL, ALL]) else {
            continue;
        };
        let half = (level.high - level.low) / 2.0;
        let style = Style::new("", level.mean, half);
        let number = Shown::plain(level.mean, style, at.origin("summary.csv", "mean", 1.0));
        let what = dossier.facts.title(outcome.metric).to_lowercase();
        all.push(Words::default().number(number).text(format!(" ({what})")));
    }
    out = out.and(enumerated(all));
    Block::Lead(out.text(format!(", on average {}.", dossier.window())))
}

/// What the intervals are, and what they are not.
fn how_surely(dossier: &Dossier) -> Words {
    let facts = &dossier.facts;
    let out = match &facts.uncertainty {
        Some(drawn) => Words::of(format!(
            "The figures in brackets are 95% intervals over {} draws of {} parameters: they hold \
             both what is not known of the parameters and luck. ",
            drawn.draws, drawn.parameters
        )),
        None => Words::of(format!(
            "The figures in brackets are 95% intervals over {} replicates. They say how far luck \
             could move the answer, not how far the assumptions could: ",
            facts.replicates
        ))
        .text("see “How sure”. "),
    };
    match facts.complete {
        true => out,
        false => {
            out.strong("The run was interrupted: these are the replicates that were finished.")
        }
    }
}

/// Headline metrics: the baseline, and each policy's difference and relative change.
fn headline(dossier: &Dossier) -> Table {
    let policies = dossier.facts.policies();
    let mut head = vec!["Metric".to_owned(), "Baseline".to_owned()];
    if policies.is_empty() {
        head.push("95% interval".to_owned());
    }
    for policy in policies {
        head.push(format!("{}: difference (95% interval)", policy.name));
        head.push("change".to_owned());
    }
    let metrics = dossier.facts.metrics.iter().filter(|m| m.headline);
    let rows = metrics.filter_map(|metric| {
        let name = metric.name.as_str();
        let label = with_unit(&metric.title(), &metric.unit);
        let mut row = vec![Entry::Text(label)];
        if policies.is_empty() {
            row.extend(level(dossier, name, &metric.unit)?);
        }
        for (n, policy) in policies.iter().enumerate() {
            let (compared, at) = whole(dossier, &policy.name, name)?;
            if n == 0 {
                let style = style_of_level(&metric.unit, &compared);
                let origin = at.origin("comparison.csv", "baseline_mean", 1.0);
                // A level of net benefit means nothing.
                row.push(match metric.differences_only {
                    true => Entry::None,
                    false => Entry::Number(Shown::plain(compared.baseline, style, origin)),
                });
            }
            row.push(interval(&compared, &metric.unit, at, 1.0));
            let origin = at.origin("comparison.csv", "relative_change", 1.0);
            row.push(match metric.differences_only {
                true => Entry::None,
                false => Entry::Number(Shown::share(compared.relative, origin)),
            });
        }
        Some(row)
    });
    Table {
        caption: format!("Headline metrics, means {}", dossier.window()),
        head,
        rows: rows.collect(),
    }
}

/// The level of the only scenario, with its interval.
fn level(dossier: &Dossier, metric: &str, unit: &str) -> Option<Vec<Entry>> {
    let scenario = &dossier.facts.baseline()?.name;
    let level = dossier.level(scenario, metric, [ALL, ALL])?;
    let at = At {
        scenario,
        metric,
        stratum: ALL,
        period: ALL,
    };
    let style = Style::new(unit, level.mean, (level.high - level.low) / 2.0);
    let shown = |value, column| Shown::plain(value, style, at.origin("summary.csv", column, 1.0));
    let mean = shown(level.mean, "mean");
    let ends = [shown(level.low, "ci_low"), shown(level.high, "ci_high")];
    let [low, high] = ends;
    Some(vec![
        Entry::Number(mean.clone()),
        Entry::Interval([mean, low, high]),
    ])
}

/// A title with its unit, unless the title says it.
pub(super) fn with_unit(title: &str, unit: &str) -> String {
    let rest = rest_of(unit);
    let says = rest.split(' ').next().unwrap_or_default();
    match rest.as_str() {
        "" => title.to_owned(),
        _ if title.to_lowercase().contains(says) && rest.ends_with(" a year") => {
            format!("{title}, a year")
        }
        _ if title.to_lowercase() == rest => title.to_owned(),
        rest => format!("{title}, {rest}"),
    }
}

/// The name of a stratum for people.
pub(super) fn stratum_words(dossier: &Dossier, stratum: &str) -> String {
    let (dimension, name) = stratum.split_once('=').unwrap_or(("", stratum));
    let told = dossier.facts.baseline();
    let title = told.and_then(|t| t.parameter(&format!("areas.{name}.title")));
    match (dimension, title.and_then(|t| t.as_str())) {
        ("area", Some(title)) => title.to_owned(),
        _ => words(name),
    }
}

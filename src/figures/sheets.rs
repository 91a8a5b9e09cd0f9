//! The sheets of a workbook that are no table of the page: one row a number, with its words.

use super::changes::changes;
use super::content::{At, Entry, Shown, Table};
use super::dossier::{ALL, Dossier};
use super::facts::sentence;
use super::number::Style;
use super::outcomes::whole;
use super::{ledgers, payers, whom, years};

/// The sheets of a workbook: a name and a table each, in their order; those without a row are
/// left out.
pub fn sheets(dossier: &Dossier) -> Vec<(&'static str, Table)> {
    let all = [
        ("Headline", headline(dossier)),
        ("By year", years::by_year(dossier)),
        ("Who pays", payers::who_pays(dossier)),
        ("Ledgers", ledgers::table(dossier)),
        ("By area", whom::by_area(dossier)),
        ("Assumptions", assumptions(dossier)),
    ];
    let filled = all.into_iter().filter(|(_, table)| !table.rows.is_empty());
    filled.collect()
}

/// The table of everything that policies change, for a spreadsheet.
fn assumptions(dossier: &Dossier) -> Table {
    let mut rows = Vec::new();
    for (n, policy) in dossier.facts.policies().iter().enumerate() {
        for c in changes(&dossier.facts, n) {
            let words = [
                policy.name.clone(),
                c.path,
                c.before,
                c.after,
                c.when,
                c.range,
                c.source,
                c.note,
            ];
            rows.push(words.map(Entry::Text).to_vec());
        }
    }
    Table {
        caption: "What policies change, with range and source".to_owned(),
        head: [
            "Policy",
            "Parameter",
            "Before",
            "After",
            "When",
            "Range",
            "Source",
            "Note",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
    }
}

/// All headline metrics of all policies, for a spreadsheet.
fn headline(dossier: &Dossier) -> Table {
    let mut rows = Vec::new();
    let metrics = || dossier.facts.metrics.iter().filter(|m| m.headline);
    for policy in dossier.facts.policies() {
        for metric in metrics() {
            let found = whole(dossier, &policy.name, &metric.name);
            let Some((c, at)) = found else { continue };
            let shown = |value: f64, column| {
                let style = Style::new(&metric.unit, value, f64::NAN);
                let origin = at.origin("comparison.csv", column, 1.0);
                Entry::Number(Shown::plain(value, style, origin))
            };
            rows.push(vec![
                Entry::Text(policy.name.clone()),
                Entry::Text(metric.title()),
                Entry::Text(metric.unit.clone()),
                shown(c.baseline, "baseline_mean"),
                shown(c.policy, "policy_mean"),
                shown(c.difference, "difference"),
                shown(c.low, "ci_low"),
                shown(c.high, "ci_high"),
                shown(c.relative, "relative_change"),
            ]);
        }
    }
    let mut head = [
        "Policy",
        "Metric",
        "Unit",
        "Baseline",
        "Under policy",
        "Difference",
        "Low",
        "High",
        "Relative change",
    ];
    if dossier.facts.policies().is_empty() {
        head = [
            "Scenario", "Metric", "Unit", "Mean", "Low", "High", "", "", "",
        ];
        rows = levels(dossier);
    }
    Table {
        caption: format!("Headline metrics, means {}", dossier.window()),
        head: head
            .iter()
            .filter(|h| !h.is_empty())
            .map(|h| (*h).to_owned())
            .collect(),
        rows,
    }
}

fn levels(dossier: &Dossier) -> Vec<Vec<Entry>> {
    let Some(told) = dossier.facts.baseline() else {
        return Vec::new();
    };
    let metrics = dossier.facts.metrics.iter().filter(|m| m.headline);
    metrics
        .filter_map(|metric| {
            let level = dossier.level(&told.name, &metric.name, [ALL, ALL])?;
            let at = At {
                scenario: &told.name,
                metric: &metric.name,
                stratum: ALL,
                period: ALL,
            };
            let shown = |value: f64, column| {
                let style = Style::new(&metric.unit, value, f64::NAN);
                Entry::Number(Shown::plain(
                    value,
                    style,
                    at.origin("summary.csv", column, 1.0),
                ))
            };
            Some(vec![
                Entry::Text(sentence(&told.name)),
                Entry::Text(metric.title()),
                Entry::Text(metric.unit.clone()),
                shown(level.mean, "mean"),
                shown(level.low, "ci_low"),
                shown(level.high, "ci_high"),
            ])
        })
        .collect()
}

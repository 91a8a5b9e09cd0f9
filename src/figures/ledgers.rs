//! The ledgers, each by itself, and what is in none of them.

use super::content::{Block, Entry, Table, Words};
use super::dossier::Dossier;
use super::outcomes::{interval, whole};
use super::terms::terms;

/// What each ledger says, in the order of the table.
const LINES: [(&str, &str); 13] = [
    ("cost_budget", "Budget: what payers spend, £ a year"),
    ("cost_of_crime", "Cost of crime to society, £ a year"),
    (
        "cost_society",
        "Society: the cost of crime and of services, £ a year",
    ),
    (
        "cost_to_victims",
        "Cost of crime to victims, without the response, £ a year",
    ),
    (
        "cost_social",
        "Social: what payers spend and the cost to victims, £ a year",
    ),
    (
        "qalys_lost",
        "Years of life in full health lost, QALYs a year",
    ),
    (
        "net_benefit_budget",
        "Net benefit, budget and health, over the period, £",
    ),
    (
        "net_benefit_society",
        "Net benefit, society and health, over the period, £",
    ),
    (
        "net_benefit_social",
        "Net benefit, social cost-benefit, over the period, £",
    ),
    (
        "qalys_after_deaths",
        "After the period, within QALYs lost: years that deaths take, QALYs",
    ),
    (
        "qalys_after_recovery",
        "After the period, in no total: years that recovery gives, QALYs",
    ),
    (
        "worth_after_recovery",
        "The same in pounds, in no net benefit, £",
    ),
    (
        "prison_building",
        "Capital of the prison places in use, once, in no ledger, £",
    ),
];

/// What is said of the ledgers below the payers.
pub(super) fn blocks(dossier: &Dossier) -> Vec<Block> {
    let mut words = Words::of(
        "The budget is what payers spend. Society is the cost of crime, which already holds what police, \
         courts, prison and probation spend in response, with treatment, health care, housing and the \
         programme. Social cost-benefit is the budget with what crime costs its victims: the response is left \
         out of that, since payers have it as it is simulated. They overlap and are never added. ",
    );
    if let Some(terms) = terms(&dossier.facts) {
        words = words.text(terms.sentence());
    }
    vec![
        Block::Heading("Three ledgers, never added up".to_owned()),
        Block::Say(words),
        Block::Table(table(dossier)),
        Block::Say(Words::of(
            "After the period: a death takes years that would have been lived later, and these are counted in \
             full. What people who are abstinent or recovered at its end have before them is not: it stands on a \
             line of its own and fades each year by the share that relapses. Capital of prison places is saved \
             only where building is put off (costs.prison.deferred), and running costs beyond the marginal \
             ones only where places close (costs.prison.cashable).",
        )),
    ]
}

/// The ledgers, each by itself.
pub(super) fn table(dossier: &Dossier) -> Table {
    let policies = dossier.facts.policies();
    let rows = LINES.iter().filter_map(|(metric, label)| {
        let unit = &dossier.facts.metric(metric)?.unit;
        let cells = policies.iter().map(|policy| {
            let found = whole(dossier, &policy.name, metric);
            found.map_or(Entry::None, |(c, at)| interval(&c, unit, at, 1.0))
        });
        let label = std::iter::once(Entry::Text((*label).to_owned()));
        Some(label.chain(cells).collect())
    });
    Table {
        caption: "Each ledger by itself: policy less baseline (95% interval)".to_owned(),
        head: std::iter::once("Ledger".to_owned())
            .chain(policies.iter().map(|p| p.name.clone()))
            .collect(),
        rows: rows.collect(),
    }
}

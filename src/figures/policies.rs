//! Every policy on every estate, a row each: what it moves and costs, what it rests on, and where it does
//! little or harm.

use super::background::Background;
use super::certainty::stated_range;
use super::changes::{Change, changes};
use super::content::{Entry, Table};
use super::dossier::{ALL, Compared, Dossier};
use super::estate::{short_name, there};
use super::facts::Told;
use super::outcomes::style_of;

/// How a remark begins on outcomes that are not told from zero on any estate.
pub const OPEN: &str = "not told from zero";

/// The metric that a policy is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lever {
    /// Name of the policy.
    pub policy: String,
    /// The metric that it moves first.
    pub metric: String,
    /// Of whom: `all` or a stratum.
    pub stratum: String,
    /// Whether it rises.
    pub rises: bool,
    /// What the model lacks that bears on it, as the page of limits calls it.
    pub limits: Vec<String>,
}

/// An outcome that every policy is held against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outcome<'a> {
    pub(super) metric: &'a str,
    pub(super) head: &'static str,
    /// In a sentence.
    pub(super) noun: &'static str,
    pub(super) lower_is_better: bool,
}

const fn less(metric: &'static str, head: &'static str, noun: &'static str) -> Outcome<'static> {
    Outcome {
        metric,
        head,
        noun,
        lower_is_better: true,
    }
}

/// The outcomes of the page, without the last, which is that of the ledger that is there.
pub(super) const OUTCOMES: [Outcome<'static>; 5] = [
    less("custodial_receptions", "Receptions a year", "receptions"),
    less("recalls", "Recalls a year", "recalls"),
    less(
        "reoffending_12_months",
        "Reoffending in 12 months",
        "reoffending",
    ),
    less(
        "expected_overdose_deaths",
        "Overdose deaths a year",
        "overdose deaths",
    ),
    less(
        "cost_total",
        "Cost a year, all payers of the ledger",
        "cost",
    ),
];

/// The two tables of the page: what each policy of `dossier` does there and on the other estates of it, and
/// what that rests on. `levers` says what each is about.
pub fn policies(dossier: &Dossier, background: &Background, levers: &[Lever]) -> [Table; 2] {
    let worth = worth(dossier);
    let (mut does, mut rests) = (Vec::new(), Vec::new());
    for (n, policy) in dossier.facts.policies().iter().enumerate() {
        let lever = levers.iter().find(|lever| lever.policy == policy.name);
        let one = One::of(dossier, policy, lever, worth);
        let all = changes(&dossier.facts, n);
        does.push(one.does());
        rests.push(one.rests(&all, background));
    }
    let mut head = vec!["Policy".to_owned(), "What it is about".to_owned()];
    head.extend(OUTCOMES.iter().map(|outcome| outcome.head.to_owned()));
    head.push(worth.head.to_owned());
    [
        Table {
            caption: "What each policy does".to_owned(),
            head,
            rows: does,
        },
        Table {
            caption: "What it rests on, and where it does little or harm".to_owned(),
            head: [
                "Policy",
                "What must be true",
                "Strength of evidence",
                "Little or harm",
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: rests,
        },
    ]
}

/// What money and health together are worth: to society where that ledger is kept, and otherwise in the
/// ledger that is in force.
pub(super) fn worth(dossier: &Dossier) -> Outcome<'_> {
    let social = |name: &str| name.contains("net_benefit") && name.contains("social");
    let found = dossier.facts.metrics.iter().find(|m| social(&m.name));
    let (metric, head) = match found {
        Some(metric) => (metric.name.as_str(), "Net benefit to society"),
        None => ("net_benefit", "Net benefit"),
    };
    Outcome {
        metric,
        head,
        noun: "net benefit",
        lower_is_better: false,
    }
}

/// What the estates are called, in the order of the cells.
pub fn estates(dossier: &Dossier) -> Vec<&str> {
    let others = dossier.others.iter().map(short_name);
    std::iter::once("as fitted").chain(others).collect()
}

/// One policy on all estates.
pub(super) struct One<'a> {
    dossier: &'a Dossier,
    policy: &'a Told,
    lever: Option<&'a Lever>,
    worth: Outcome<'a>,
}

impl<'a> One<'a> {
    pub(super) fn of(
        dossier: &'a Dossier,
        policy: &'a Told,
        lever: Option<&'a Lever>,
        worth: Outcome<'a>,
    ) -> Self {
        Self {
            dossier,
            policy,
            lever,
            worth,
        }
    }

    fn does(&self) -> Vec<Entry> {
        let mut row = vec![
            Entry::Text(self.policy.name.clone()),
            Entry::Text(self.own()),
        ];
        let outcomes = OUTCOMES.into_iter().chain([self.worth]);
        row.extend(outcomes.map(|outcome| Entry::Text(self.cell(outcome.metric, ALL))));
        row
    }

    fn rests(&self, all: &[Change], background: &Background) -> Vec<Entry> {
        [
            self.policy.name.clone(),
            self.must_be_true(all),
            strength(all, background),
            match self.remarks().join("; ") {
                none if none.is_empty() => "–".to_owned(),
                said => said,
            },
        ]
        .map(Entry::Text)
        .to_vec()
    }

    /// The policy in a metric, on each estate.
    pub(super) fn on_estates(&self, metric: &str, stratum: &str) -> Vec<Option<Compared>> {
        let name = self.policy.name.as_str();
        let here = self.dossier.compared(name, metric, [stratum, ALL]);
        let others = self.dossier.others.iter();
        let others = others.map(|other| other.compared(there(other, name), metric, [stratum, ALL]));
        std::iter::once(here).chain(others).collect()
    }

    /// `-512 [-620 to -404] / (-80) / -310`: as fitted with its interval, then the other estates; in
    /// round brackets what is not told from zero.
    fn cell(&self, metric: &str, stratum: &str) -> String {
        let unit = self.dossier.facts.metric(metric).map_or("", |m| &*m.unit);
        let each = self.on_estates(metric, stratum).into_iter().enumerate();
        let each = each.map(|(n, compared)| {
            let Some(c) = compared else {
                return "–".to_owned();
            };
            told(unit, &c, n == 0)
        });
        each.collect::<Vec<_>>().join(" / ")
    }

    fn own(&self) -> String {
        let Some(lever) = self.lever else {
            return "not listed".to_owned();
        };
        let title = own_title(self.dossier, lever);
        format!("{title}: {}", self.cell(&lever.metric, &lever.stratum))
    }

    /// The assumption that the answer leans on most: of what was drawn, the parameter whose value goes most
    /// with the net benefit; where nothing was drawn, its own costs left out, the policy's own assumption with the widest range.
    pub(super) fn must_be_true(&self, all: &[Change]) -> String {
        let name = self.policy.name.as_str();
        let leaning = |metric: &str| {
            let of = self.dossier.leanings.iter();
            of.filter(|l| l.policy == name && l.metric == metric && l.is_beyond_noise)
                .max_by(|a, b| a.correlation.abs().total_cmp(&b.correlation.abs()))
        };
        if let Some(leaning) = leaning(self.worth.metric) {
            let key = leaning.parameter.rsplit(':').next().unwrap_or_default();
            let range = stated_range(self.dossier, self.policy, key);
            let range = range.map_or(String::new(), |range| format!(", {range}"));
            let sign = if leaning.correlation < 0.0 {
                "less"
            } else {
                "more"
            };
            return format!("`{key}`{range}: the more, the {sign} it is worth");
        }
        let assumed = all
            .iter()
            .filter(|change| change.source == "assumption" && change.width.is_finite())
            .filter(|change| !change.is_cost());
        let widest = assumed.max_by(|a, b| a.width.total_cmp(&b.width));
        widest.map_or("no assumption with a range".to_owned(), |change| {
            format!("`{}` is {} ({})", change.path, change.after, change.range)
        })
    }

    /// Outcomes that are worse, that turn, or that are not told from zero anywhere.
    pub(super) fn remarks(&self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(lever) = self.lever {
            let each = self.on_estates(&lever.metric, &lever.stratum);
            let moves = |c: &Compared| c.is_clear() && (c.difference > 0.0) == lever.rises;
            if !each.iter().flatten().any(moves) {
                said.push("what it is about is not seen to move".to_owned());
            }
        }
        let mut nothing = Vec::new();
        for outcome in OUTCOMES.into_iter().chain([self.worth]) {
            let each = self.on_estates(outcome.metric, ALL);
            let clear = |better: bool| -> Vec<&str> {
                let is = |c: &Compared| {
                    c.is_clear() && ((c.difference < 0.0) == outcome.lower_is_better) == better
                };
                let named = each.iter().zip(estates(self.dossier));
                let named = named.filter(|(c, _)| c.as_ref().is_some_and(is));
                named.map(|(_, estate)| estate).collect()
            };
            let (better, worse) = (clear(true), clear(false));
            match (better.is_empty(), worse.is_empty()) {
                (true, true) if each.iter().any(Option::is_some) => nothing.push(outcome.noun),
                (_, true) => {}
                (true, false) => {
                    said.push(format!("{} worse ({})", outcome.noun, worse.join(", ")))
                }
                (false, false) => said.push(format!(
                    "{} turns: better {}, worse {}",
                    outcome.noun,
                    better.join(", "),
                    worse.join(", ")
                )),
            }
        }
        if !nothing.is_empty() {
            said.push(format!("{OPEN}: {}", nothing.join(", ")));
        }
        said
    }
}

/// What a policy is about, in words.
pub(super) fn own_title(dossier: &Dossier, lever: &Lever) -> String {
    let title = dossier.facts.title(&lever.metric);
    match lever.stratum.split_once('=') {
        Some((_, name)) => format!("{title}, {}", name.replace('_', " ")),
        None => title,
    }
}

/// A difference as it is written in a cell, in round brackets where it is not told from zero; with its
/// interval where that is asked for and there is one.
pub(super) fn told(unit: &str, compared: &Compared, with_interval: bool) -> String {
    let style = style_of(unit, compared).of_difference();
    let is_known = !compared.half_width().is_nan();
    let size = match compared.is_clear() || !is_known {
        true => style.signed(compared.difference),
        false => format!("({})", style.signed(compared.difference)),
    };
    let [low, high] = [compared.low, compared.high].map(|end| style.of_end().signed(end));
    match with_interval && is_known {
        true => format!("{size} [{low} to {high}]"),
        false => size,
    }
}

/// How many of the values that a policy changes have a row of the evidence table, and which; its own costs,
/// which act on nothing, apart.
pub(super) fn strength(all: &[Change], background: &Background) -> String {
    let values = all.iter().filter(|change| !change.is_scope());
    let (costs, acts): (Vec<&Change>, Vec<&Change>) = values.partition(|change| change.is_cost());
    let part = |what: &str, of: &[&Change]| {
        let is_row = |change: &&&Change| background.evidence.contains_key(&change.source);
        let mut rows: Vec<&str> = of
            .iter()
            .filter(is_row)
            .map(|change| &*change.source)
            .collect();
        let count = rows.len();
        rows.sort_unstable();
        rows.dedup();
        let law = of.iter().filter(|change| change.source == "law").count();
        let mut said = format!("{what}: {count} of {} published", of.len());
        if law > 0 {
            said += &format!(", {law} law");
        }
        match rows.is_empty() {
            true => said,
            false => format!("{said} ({})", rows.join(", ")),
        }
    };
    let mut said = vec![part("values", &acts)];
    if !costs.is_empty() {
        said.push(part("costs", &costs));
    }
    said.join("; ")
}

#[cfg(test)]
mod tests {
    use super::super::Facts;
    use super::super::sample::change;
    use super::*;
    use serde_json::json;

    /// Results in which a policy, as it is called there, changes metrics by what lies between two ends.
    fn results(ending: &str, changed: &[(&str, [f64; 2])]) -> Dossier {
        let scenario = |name: &str, resolved: serde_json::Value| json!({"name": format!("{name}{ending}"), "title": name, "hash": "", "resolved": {"parameters": resolved}});
        let value = |value: f64, source: &str| json!({"kind": "probability", "value": value, "low": value / 2.0, "high": value * 1.5, "source": source});
        let metrics = OUTCOMES
            .map(|outcome| outcome.metric)
            .into_iter()
            .chain(["net_benefit", "drr_starts"]);
        let metrics: Vec<_> = metrics
            .map(|name| json!({"name": name, "unit": "", "headline": true, "definition": ""}))
            .collect();
        let manifest = json!({
        "program": "throughcare", "version": "1", "seed": 1, "replicates": 10,
        "command": [], "complete": true, "data_dictionary": metrics,
        "scenarios": [
            scenario("baseline", json!({"a": {"x": value(0.2, "A-1"), "y": value(0.2, "A-1")}})),
            scenario("ours", json!({"a": {"x": value(0.4, "A-1"), "y": value(0.6, "assumption")},
                "programme": {"ours": {"set_up": value(0.5, "assumption")}}})),
        ]});
        let mut dossier = Dossier::new(Facts::read(manifest).expect("a good manifest"));
        let name = format!("ours{ending}");
        for &(metric, ends) in changed {
            let middle = (ends[0] + ends[1]) / 2.0;
            change(&mut dossier, [&name, metric, ALL], middle, ends);
        }
        dossier
    }

    fn texts(table: &Table) -> Vec<String> {
        let text = |entry: &Entry| match entry {
            Entry::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        table.rows[0].iter().map(text).collect()
    }

    /// Protects: the page says of every estate what is told from zero and what is not, calls harm harm, and
    /// counts an assumption as one.
    #[test]
    fn a_policy_is_told_on_every_estate_with_its_harm_and_its_evidence() {
        let mut here = results(
            "",
            &[
                ("drr_starts", [900.0, 1100.0]),
                ("recalls", [-60.0, -40.0]),
                ("custodial_receptions", [-5.0, 15.0]),
                ("cost_total", [1.0, 3.0]),
            ],
        );
        here.others = vec![
            results(
                "+estates/full",
                &[
                    ("recalls", [40.0, 60.0]),
                    ("custodial_receptions", [-15.0, 5.0]),
                ],
            ),
            results("+estates/slack", &[("recalls", [-10.0, 30.0])]),
        ];
        let evidence = "id,quantity,value,unit,population,period,source_title,source_publisher,source_year,confidence\n\
            A-1,share,5,%,all,2024,Title,ONS,2025,high\n";
        let background = Background::of(evidence, "", "");
        let lever = Lever {
            policy: "ours".to_owned(),
            metric: "drr_starts".to_owned(),
            stratum: ALL.to_owned(),
            rises: true,
            limits: Vec::new(),
        };
        let [does, rests] = policies(&here, &background, std::slice::from_ref(&lever));
        let row = texts(&does);
        assert_eq!(row[1], "DRR starts: +1,000 [+900 to +1,100] / – / –");
        assert_eq!(
            row[3],
            "\u{2212}50 [\u{2212}60 to \u{2212}40] / +50 / (+10)"
        );
        assert_eq!(row[4], "– / – / –");
        let row = texts(&rests);
        assert_eq!(row[1], "`a.y` is 60% (30% to 90%)");
        assert_eq!(
            row[2],
            "values: 1 of 2 published (A-1); costs: 0 of 1 published"
        );
        assert_eq!(
            row[3],
            "recalls turns: better as fitted, worse full; cost worse (as fitted); not told from zero: receptions"
        );

        let falls = Lever {
            rises: false,
            ..lever
        };
        let [_, rests] = policies(&here, &background, &[falls]);
        assert!(texts(&rests)[3].starts_with("what it is about is not seen to move; "));
        let [does, _] = policies(&here, &background, &[]);
        assert_eq!(texts(&does)[1], "not listed");
    }
}

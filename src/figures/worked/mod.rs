//! One policy by itself: what it changes, what comes of it on every estate, and what that leans on.

mod charts;
mod moved;

use std::collections::BTreeMap;

use super::background::{Background, Row};
use super::changes::{Change, changes};
use super::chart::Figure;
use super::content::{Entry, Table};
use super::dossier::{ALL, Compared, Dossier};
use super::facts::sentence;
use super::headline::with_unit;
use super::outcomes::style_of_level;
use super::policies::{Lever, OUTCOMES, One, Outcome, estates, own_title, strength, told, worth};
use charts::{relative, years};
use moved::{is_other, is_queue, moved, recounted};

/// How many of a policy's values with the widest ranges are told.
const WIDEST: usize = 6;

/// What there is to say of one policy.
#[derive(Clone, Debug)]
pub struct Worked {
    /// Every value that it changes.
    pub changes: Vec<Change>,
    /// What comes of it, an outcome a row: the baseline's level, and the difference on each estate.
    pub outcomes: Table,
    /// Charts, from the top.
    pub figures: Vec<Figure>,
    /// Headline metrics that get better, each with its difference; the surest first.
    pub better: Vec<String>,
    /// Those that get worse.
    pub worse: Vec<String>,
    /// Queues and caseloads that move, likewise: where an effect is held up, or goes on to.
    pub queues: Vec<String>,
    /// How many of its values are published.
    pub strength: String,
    /// The assumption that the answer leans on most.
    pub must_be_true: String,
    /// Its assumptions with the widest ranges for their size, costs left out.
    pub widest: Vec<Change>,
    /// Where it does little or harm.
    pub remarks: Vec<String>,
    /// The rows of the evidence table that its values name.
    pub rows: BTreeMap<String, Row>,
}

/// What stands before the outcomes that every policy is held against.
const PRISON: Outcome<'static> = Outcome {
    metric: "prison_population",
    head: "People in prison",
    noun: "people in prison",
    lower_is_better: true,
};

/// An outcome of a policy on every estate.
struct Line<'a> {
    /// With its unit, for a table.
    head: String,
    /// For a chart.
    noun: String,
    unit: &'a str,
    lower_is_better: bool,
    /// Whether its level says something, and so what part of it a difference is.
    has_level: bool,
    /// Whether every policy is held against it.
    is_common: bool,
    each: Vec<Option<Compared>>,
}

/// Policy `index` (from nought) of `dossier`, there and on the other estates of it.
pub fn worked(
    dossier: &Dossier,
    background: &Background,
    lever: Option<&Lever>,
    index: usize,
) -> Option<Worked> {
    let policy = dossier.facts.policies().get(index)?;
    let one = One::of(dossier, policy, lever, worth(dossier));
    let all = changes(&dossier.facts, index);
    let rows = all.iter().filter_map(|change| {
        let row = background.evidence.get(&change.source)?;
        Some((change.source.clone(), row.clone()))
    });
    let rows = rows.collect();
    let [better, worse] = [true, false].map(|is_better| {
        let is_side = |c: &Compared| {
            if is_better {
                c.better > 0.5
            } else {
                c.better < 0.5
            }
        };
        moved(dossier, policy, |metric, c| {
            is_other(metric, lever) && is_side(c)
        })
    });
    let queues = moved(dossier, policy, |metric, _| {
        is_queue(&metric.name) && lever.is_none_or(|lever| lever.metric != metric.name)
    });
    let lines = lines(dossier, &one, lever);
    let figures = [
        lever.and_then(|lever| years(dossier, policy, lever, &all)),
        relative(dossier, policy, &lines),
    ];
    Some(Worked {
        outcomes: outcomes(dossier, &lines),
        figures: figures.into_iter().flatten().collect(),
        better,
        worse,
        queues,
        strength: strength(&all, background),
        must_be_true: one.must_be_true(&all),
        widest: widest(&all),
        remarks: one
            .remarks()
            .into_iter()
            .chain(recounted(dossier, policy))
            .collect(),
        rows,
        changes: all,
    })
}

/// The assumptions of a policy with the widest ranges, each value once.
fn widest(all: &[Change]) -> Vec<Change> {
    let assumed = all
        .iter()
        .filter(|change| change.source == "assumption" && change.width.is_finite())
        .filter(|change| !change.is_cost());
    let mut found: Vec<Change> = Vec::new();
    for change in assumed {
        match found.iter_mut().find(|other| other.path == change.path) {
            Some(other) if other.width < change.width => *other = change.clone(),
            Some(_) => {}
            None => found.push(change.clone()),
        }
    }
    found.sort_by(|a, b| b.width.total_cmp(&a.width));
    found.truncate(WIDEST);
    found
}

/// What a policy is about first, then the people in prison, then what every policy is held against.
fn lines<'a>(dossier: &'a Dossier, one: &One<'_>, lever: Option<&Lever>) -> Vec<Line<'a>> {
    let unit = |metric: &str| dossier.facts.metric(metric).map_or("", |m| &*m.unit);
    let own = lever.map(|lever| {
        let (title, unit) = (own_title(dossier, lever), unit(&lever.metric));
        Line {
            head: with_unit(&title, unit),
            noun: title,
            unit,
            lower_is_better: !lever.rises,
            has_level: true,
            is_common: false,
            each: one.on_estates(&lever.metric, &lever.stratum),
        }
    });
    let held = std::iter::once(PRISON).chain(OUTCOMES);
    let held = held.chain([worth(dossier)]).map(|outcome| {
        let metric = dossier.facts.metric(outcome.metric);
        Line {
            head: outcome.head.to_owned(),
            noun: sentence(outcome.noun),
            unit: unit(outcome.metric),
            lower_is_better: outcome.lower_is_better,
            has_level: metric.is_none_or(|metric| !metric.differences_only),
            is_common: true,
            each: one.on_estates(outcome.metric, ALL),
        }
    });
    let lines = own.into_iter().chain(held);
    lines
        .filter(|line| line.each.iter().any(Option::is_some))
        .collect()
}

fn outcomes(dossier: &Dossier, lines: &[Line<'_>]) -> Table {
    let mut head = vec!["Outcome".to_owned(), "Baseline".to_owned()];
    head.extend(estates(dossier).into_iter().map(sentence));
    let dash = || "–".to_owned();
    let rows = lines.iter().map(|line| {
        let level = line.each.first().copied().flatten();
        let level = level.filter(|c| line.has_level && c.baseline.is_finite());
        let level = level.map(|c| style_of_level(line.unit, &c).show(c.baseline));
        let mut row = vec![line.head.clone(), level.unwrap_or_else(dash)];
        let each = line.each.iter();
        row.extend(each.map(|c| c.map_or_else(dash, |c| told(line.unit, &c, true))));
        row.into_iter().map(Entry::Text).collect()
    });
    Table {
        caption: "What comes out".to_owned(),
        rows: rows.collect(),
        head,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Facts;
    use super::super::chart::Picture;
    use super::super::sample::change;
    use super::*;
    use serde_json::json;

    /// Results of two years in which a policy changes metrics by what lies between two ends.
    fn results(ending: &str, changed: &[(&str, [f64; 2])]) -> Dossier {
        let value = |value: f64, width: f64| {
            json!({"kind": "probability", "value": value, "low": value - width, "high": value + width,
                "source": "assumption"})
        };
        let scenario = |name: &str, a: serde_json::Value, b: serde_json::Value| {
            json!({"name": format!("{name}{ending}"), "title": name, "hash": "",
                "resolved": {"parameters": {"x": {"narrow": a, "wide": b}}}})
        };
        let metrics = [
            ("drr_starts", "requirements per year"),
            ("recalls", "recalls per year"),
            ("reoffending_12_months", "%"),
            ("reoffending_same_people", "%"),
            ("community_treatment_waiting", "people"),
        ];
        let metrics = metrics.map(
            |(name, unit)| json!({"name": name, "unit": unit, "headline": true, "definition": ""}),
        );
        let scenarios = [
            scenario("baseline", value(0.2, 0.0), value(0.2, 0.0)),
            scenario("ours", value(0.4, 0.1), value(0.5, 0.4)),
        ];
        let manifest = json!({
            "program": "throughcare", "version": "1", "seed": 1, "replicates": 10,
            "command": [], "complete": true, "data_dictionary": metrics, "scenarios": scenarios});
        let mut dossier = Dossier::new(Facts::read(manifest).expect("a good manifest"));
        let name = format!("ours{ending}");
        for &(metric, ends) in changed {
            let middle = (ends[0] + ends[1]) / 2.0;
            for period in [ALL, "2027-28", "2028-29"] {
                change(&mut dossier, [&name, metric, period], middle, ends);
            }
        }
        dossier
    }

    /// Protects: a page has the policy's own metric first, year by year on each estate; says which queues move, names
    /// its widest range first, and tells a share that rises because it is of other people from one that rises.
    #[test]
    fn one_policy_is_told_by_itself() {
        let changed = [
            ("drr_starts", [900.0, 1100.0]),
            ("recalls", [-60.0, -40.0]),
            ("reoffending_12_months", [0.2, 0.4]),
            ("reoffending_same_people", [-0.3, -0.1]),
            ("community_treatment_waiting", [30.0, 50.0]),
        ];
        let mut here = results("", &changed);
        here.others = vec![results("+estates/full", &changed[..1])];
        let lever = Lever {
            policy: "ours".to_owned(),
            metric: "drr_starts".to_owned(),
            stratum: ALL.to_owned(),
            rises: true,
            limits: Vec::new(),
        };
        let of = worked(&here, &Background::default(), Some(&lever), 0).expect("a policy");
        let text = |entry: &Entry| match entry {
            Entry::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        let first: Vec<String> = of.outcomes.rows[0].iter().map(text).collect();
        assert_eq!(
            first,
            [
                "DRR starts, requirements a year",
                "–",
                "+1,000 [+900 to +1,100]",
                "+1,000 [+900 to +1,100]"
            ]
        );
        let Picture::Lines(lines) = &of.figures[0].picture else {
            panic!("{:?}", of.figures[0])
        };
        let names: Vec<&str> = lines.series.iter().map(|one| &*one.name).collect();
        assert_eq!(names, ["as fitted", "full"]);
        assert_eq!(lines.ticks, ["2027-28", "2028-29"]);
        assert_eq!(of.queues, ["Community treatment waiting, people +40"]);
        assert_eq!(of.widest[0].path, "x.wide");
        let remark = "reoffending is of other people than before: of those whom the baseline follows it falls by 0.200 points";
        assert!(
            of.remarks.iter().any(|said| said == remark),
            "{:?}",
            of.remarks
        );

        let kept = results("", &changed[..3]);
        let of = worked(&kept, &Background::default(), None, 0).expect("a policy");
        assert!(of.figures.is_empty(), "no level, so no part of one");
        assert!(!of.remarks.iter().any(|said| said == remark));
        assert!(worked(&kept, &Background::default(), None, 1).is_none());
    }
}

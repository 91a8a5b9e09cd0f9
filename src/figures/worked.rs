//! One policy by itself: what it changes, what comes of it on every estate, and what that leans on.

use std::collections::BTreeMap;

use super::background::{Background, Row};
use super::changes::{Change, changes, ramp_of};
use super::chart::{Figure, Intervals, Lines, Picture, Series, Spread, Tone};
use super::content::{Entry, Table};
use super::dossier::{ALL, Compared, Dossier};
use super::estate::there;
use super::facts::{Measured, Told, sentence};
use super::headline::with_unit;
use super::number::{Style, rest_of};
use super::outcomes::style_of_level;
use super::policies::{Lever, OUTCOMES, One, Outcome, estates, own_title, strength, told, worth};

/// How many of a policy's values with the widest ranges are told.
const WIDEST: usize = 6;
/// How many of the other metrics that move are told on each side.
const MOVED: usize = 6;

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

/// Whether a metric is shown of every run, and is neither what a policy is about nor what every policy is
/// held against.
fn is_other(metric: &Measured, lever: Option<&Lever>) -> bool {
    let name = &*metric.name;
    let is_told = name == PRISON.metric
        || name.starts_with("net_benefit")
        || name.starts_with("cost_")
        || OUTCOMES.iter().any(|outcome| outcome.metric == name)
        || lever.is_some_and(|lever| lever.metric == name);
    metric.headline && !is_told
}

/// Whether a metric is a queue or a caseload. Of the wait for treatment, which is given in many ways, one is enough.
fn is_queue(name: &str) -> bool {
    let is_named = ["treatment_wait_all", "unmet_places", "place_wait"].contains(&name);
    is_named || name.contains("waiting") || name.starts_with("caseload_per_worker")
}

/// The metrics of a kind that a policy moves beyond luck, each with its difference; the surest first.
fn moved(
    dossier: &Dossier,
    policy: &Told,
    is_kind: impl Fn(&Measured, &Compared) -> bool,
) -> Vec<String> {
    let mut found: Vec<(f64, String)> = Vec::new();
    for metric in &dossier.facts.metrics {
        let Some(c) = dossier.compared(&policy.name, &metric.name, [ALL, ALL]) else {
            continue;
        };
        if c.is_clear() && is_kind(metric, &c) {
            let said = format!("{} {}", titled(metric), told(&metric.unit, &c, false));
            found.push((c.difference.abs() / c.half_width(), said));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.truncate(MOVED);
    found.into_iter().map(|(_, said)| said).collect()
}

/// What a metric is called in a list of its own, where no theme stands above it.
fn titled(metric: &Measured) -> String {
    let is_ratio = metric.unit.contains(" per ") && !metric.unit.ends_with(" per year");
    match &*metric.name {
        "treatment_wait_all" => "Wait for community treatment, days".to_owned(),
        _ if is_ratio => metric.title(),
        _ => with_unit(&metric.title(), &metric.unit),
    }
}

/// Where reoffending rises although the people whom the baseline follows reoffend less: a policy that keeps
/// people from being counted changes of whom the share is.
fn recounted(dossier: &Dossier, policy: &Told) -> Option<String> {
    let of = |metric: &str| {
        let compared = dossier.compared(&policy.name, metric, [ALL, ALL])?;
        compared.is_clear().then_some(compared)
    };
    let (all, same) = (of("reoffending_12_months")?, of("reoffending_same_people")?);
    (all.difference > 0.0 && same.difference < 0.0).then(|| {
        format!(
            "reoffending is of other people than before: of those whom the baseline follows it falls by {}",
            told("%", &same, false).trim_start_matches(['+', '\u{2212}'])
        )
    })
}

/// What a policy is about, by year, a line an estate.
fn years(dossier: &Dossier, policy: &Told, lever: &Lever, all: &[Change]) -> Option<Figure> {
    let years = dossier.years();
    if years.len() < 2 || lever.stratum != ALL {
        return None;
    }
    let here = std::iter::once((dossier, &*policy.name));
    let others = dossier.others.iter();
    let others = others.map(|other| (other, there(other, &policy.name)));
    let mut largest: f64 = 0.0;
    let mut series = Vec::new();
    for (look, ((on, name), estate)) in here.chain(others).zip(estates(dossier)).enumerate() {
        let point = |year: &&str| {
            let c = on.compared(name, &lever.metric, [ALL, year])?;
            let size = c.low.abs().max(c.high.abs()).max(c.difference.abs());
            if size.is_finite() {
                largest = largest.max(size);
            }
            Some([c.difference, c.low, c.high])
        };
        series.push(Series {
            name: estate.to_owned(),
            look,
            points: years.iter().map(point).collect::<Option<_>>()?,
        });
    }
    let unit = dossier.facts.metric(&lever.metric).map_or("", |m| &*m.unit);
    let title = own_title(dossier, lever);
    let [first, last] = [0, years.len() - 1].map(|at| series[0].points[at][0]);
    let style = Style::new(unit, largest, f64::NAN).of_difference();
    let points = if unit == "%" {
        ", percentage points"
    } else {
        ""
    };
    Some(Figure {
        id: format!("years-{}", lever.metric),
        title: format!(
            "{title}: {} in {}, {} in {} (as fitted)",
            style.signed(first),
            years[0],
            style.signed(last),
            years[years.len() - 1],
        ),
        subtitle: format!(
            "{}{points}, {} less the baseline, by year, with 95% intervals; grey: coming in",
            with_unit(&title, unit),
            policy.name,
        ),
        description: format!(
            "Line chart of the difference that {} makes to {title} in each year, a line with its band for each \
             estate: {}.",
            policy.name,
            estates(dossier).join(", "),
        ),
        key: Vec::new(),
        picture: Picture::Lines(Lines {
            ticks: years.iter().map(|year| (*year).to_owned()).collect(),
            unit: rest_of(unit),
            style: style.of_end(),
            series,
            ramp: ramp_of(all.iter().cloned(), &years),
        }),
        note: None,
        table: empty(),
    })
}

/// The outcomes over the whole window, each over the size of the baseline, a row an estate.
fn relative(dossier: &Dossier, policy: &Told, lines: &[Line<'_>]) -> Option<Figure> {
    let mut rows = Vec::new();
    let mut largest: f64 = 0.0;
    // What a policy is about may grow many times over, and would leave no room for the rest.
    let lines = lines.iter().filter(|line| line.is_common && line.has_level);
    for line in lines {
        for (compared, estate) in line.each.iter().zip(estates(dossier)) {
            let Some(c) = compared.filter(|c| c.baseline != 0.0) else {
                continue;
            };
            let at = [c.difference, c.low, c.high].map(|v| 100.0 * v / c.baseline.abs());
            if !at[0].is_finite() {
                continue;
            }
            largest = at.iter().fold(largest, |most, v| match v.is_finite() {
                true => most.max(v.abs()),
                false => most,
            });
            let tone = match c.is_clear() {
                false => Tone::Open,
                true if (c.difference < 0.0) == line.lower_is_better => Tone::Good,
                true => Tone::Bad,
            };
            let name = format!("{}, {estate}", line.noun);
            rows.push(Spread { name, at, tone });
        }
    }
    if rows.is_empty() {
        return None;
    }
    Some(Figure {
        id: "relative".to_owned(),
        title: format!(
            "What {} does to each outcome, in per cent of the baseline",
            policy.name
        ),
        subtitle: format!(
            "Mean {}, 95% intervals. Blue: better; orange: worse; grey: not told from zero",
            dossier.window()
        ),
        description: format!(
            "For each outcome and estate the difference that {} makes, over the size of the baseline, with its \
             interval. The table of the page has the numbers.",
            policy.name
        ),
        key: Vec::new(),
        picture: Picture::Intervals(Intervals {
            unit: "per cent of the baseline".to_owned(),
            style: Style::new("", largest, f64::NAN),
            rows,
        }),
        note: None,
        table: empty(),
    })
}

/// The numbers of these charts stand in the table of the page.
fn empty() -> Table {
    Table {
        caption: String::new(),
        head: Vec::new(),
        rows: Vec::new(),
    }
}

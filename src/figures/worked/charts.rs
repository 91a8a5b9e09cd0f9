//! The charts of one policy: what it is about by year, and every outcome as a part of the baseline.

use super::super::changes::{Change, ramp_of};
use super::super::chart::{Figure, Intervals, Lines, Picture, Series, Spread, Tone};
use super::super::content::Table;
use super::super::dossier::{ALL, Dossier};
use super::super::estate::there;
use super::super::facts::{Told, sentence};
use super::super::number::{Style, rest_of};
use super::super::policies::{Lever, estates, own_title};
use super::Line;

/// What a policy is about, by year, a line an estate.
pub(super) fn years(
    dossier: &Dossier,
    policy: &Told,
    lever: &Lever,
    all: &[Change],
) -> Option<Figure> {
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
    let measure = match unit {
        "%" => "Percentage points".to_owned(),
        unit => sentence(&rest_of(unit)),
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
            "{measure}, {} less the baseline, by year, with 95% intervals; grey: coming in",
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
pub(super) fn relative(dossier: &Dossier, policy: &Told, lines: &[Line<'_>]) -> Option<Figure> {
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

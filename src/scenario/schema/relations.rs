//! What the values of a scenario must be together: the one list of it.

use super::Model;
use super::moved::MOVED;
use super::settings::end;
use super::words::WORDS;
use crate::engine::Date;
use crate::scenario::edition::Moved;
use crate::scenario::relations::{Fault, Related, Relation, Rule, View};
use crate::scenario::words::Word;
use crate::strata::Staff;

/// Weights among which people, offences or places are divided.
const WEIGHTS: [&str; 10] = [
    "offending.mix_opiate.*",
    "offending.mix_other_need.*",
    "offending.mix_none.*",
    "offending.mix_female.*",
    "use.onset_mix.*",
    "housing.initial_need.*",
    "housing.initial_none.*",
    "estate.share.male.*",
    "estate.share.female.*",
    "estate.long_term.*",
];
/// What a caseload of probation is counted in.
const POINTS: &str = "caseloads of probation are in workload points a week, and no case asks for more \
                      than an officer has";
/// Longest span that the clocks of the engine hold with room to spare, years.
const LONGEST_YEARS: f64 = 80.0;
/// Fewest days of policy window: one month, the shortest series.
const SHORTEST_DAYS: f64 = 28.0;
/// Last year that may be simulated.
const LAST_YEAR: i32 = 2100;
/// Most people at a time that a world can number with room to spare.
const MOST_PEOPLE: f64 = 5e8;
/// Most prisons of the estate.
const MOST_SITES: usize = 250;
/// Most areas.
const MOST_AREAS: usize = 100;
/// Most departures of one worker in a year at full load.
const MOST_DEPARTURES: f64 = 366.0;

impl Related for Model {
    fn relations() -> Vec<Relation> {
        let mut all = vec![
            of(&["areas.*.population_share"], Rule::AddUpTo(1.0), SHARES),
            of(&["areas.*.need_share"], Rule::AddUpTo(1.0), SHARES),
            of(
                &["population.high_risk", "population.medium_risk"],
                Rule::AddUpTo(1.0),
                "the low tier is what is left of 1",
            ),
            of(
                &["housing.loss_to_family", "housing.loss_to_temporary"],
                Rule::AddUpTo(1.0),
                "the street is what is left of 1",
            ),
            of(
                &["population.entry_age.*", "population.oldest"],
                Rule::BelowLast,
                "people would have aged out before they enter",
            ),
            of(
                &["population.entry_age.*", "population.entry_age_oldest"],
                Rule::BelowLast,
                "half of all new people would be as old as any may be",
            ),
            of(
                &["population.entry_age_oldest", "population.oldest_at_start"],
                Rule::AtMostLast,
                "new people are among those of the start",
            ),
            of(
                &["courts.shortest", "courts.longest"],
                Rule::AtMostLast,
                "no sentence could be passed",
            ),
            of(
                &["courts.spike_from", "courts.spike_until"],
                Rule::AtMostLast,
                "sentences between them may be 12 months exactly",
            ),
            of(
                &[
                    "custody_treatment.programme_least",
                    "custody_treatment.programme_most",
                ],
                Rule::AtMostLast,
                "no programme could have a length",
            ),
            of(
                &[
                    "diversion.form.deferred",
                    "diversion.form.caution",
                    "diversion.form.resolution",
                ],
                Rule::NotAllNil,
                "a diversion after arrest has one of these forms",
            ),
            of(
                &["mortality.naloxone_witness", "mortality.witnessed"],
                Rule::AtMostLast,
                "who carries naloxone and sees an overdose is a witness",
            ),
            of(
                &["probation.points.*.*", "probation.workers.recommended"],
                Rule::AtMostLast,
                POINTS,
            ),
            of(
                &[
                    "probation.points.*.*",
                    "probation.service_officers.recommended",
                ],
                Rule::AtMostLast,
                POINTS,
            ),
            of(
                &CALENDAR,
                Rule::Of(|view| fault_with(CALENDAR.map(str::to_owned).to_vec(), calendar(view))),
                "",
            ),
            of(&["settings.law"], Rule::Of(law), ""),
            of(&["costs.price_year"], Rule::Of(price_year), ""),
            of(
                &PEOPLE,
                Rule::Of(|view| {
                    fault_with(
                        PEOPLE.iter().flat_map(|path| view.expand(path)).collect(),
                        people(view),
                    )
                }),
                "",
            ),
            of(
                &["areas.*.population_share", "areas.*.need_share"],
                Rule::Of(areas),
                "",
            ),
            of(
                &["programme.*.unit", "programme.*.units"],
                Rule::Of(programmes),
                "",
            ),
        ];
        all.extend(WEIGHTS.map(|path| {
            of(
                &[path],
                Rule::NotAllNil,
                "only their ratios count, and there must be one above 0",
            )
        }));
        let of_turnover = |of: Staff| TURNOVER.map(|key| format!("{}.{key}", of.key()));
        all.push(Relation {
            over: Staff::ALL.into_iter().flat_map(of_turnover).collect(),
            rule: Rule::Of(departures),
            why: "leaving grows with the caseload over the recommended one, to the power of \
                  leaving_exponent",
        });
        all
    }

    fn words() -> &'static [Word] {
        WORDS
    }

    fn moved() -> &'static [Moved] {
        MOVED
    }
}

/// What says how many people there are.
const PEOPLE: [&str; 4] = [
    "settings.population_scale",
    "population.stock.*",
    "population.entrants.*",
    "population.prisoners_at_start.*",
];
/// What says how often workers leave.
const TURNOVER: [&str; 4] = ["leaving", "leaving_exponent", "recommended", "limit"];
/// When what is simulated begins and ends.
const CALENDAR: [&str; 4] = [
    "settings.observe_from",
    "settings.policy_from",
    "settings.warm_up",
    "settings.horizon",
];
const SHARES: &str = "they are shares of England and Wales; what is left out is not simulated";

fn of(over: &[&str], rule: Rule, why: &'static str) -> Relation {
    Relation {
        over: over.iter().map(|path| (*path).to_owned()).collect(),
        rule,
        why,
    }
}

fn fault(path: &str, title: impl Into<String>, label: impl Into<String>) -> Vec<Fault> {
    vec![Fault {
        title: title.into(),
        path: path.to_owned(),
        label: label.into(),
        with: Vec::new(),
    }]
}

/// The same with the values that are wrong together.
fn fault_with(with: Vec<String>, mut faults: Vec<Fault>) -> Vec<Fault> {
    faults
        .iter_mut()
        .for_each(|fault| fault.with.clone_from(&with));
    faults
}

/// The dates follow each other, and lie within what clocks and calendar hold.
fn calendar(view: &View<'_>) -> Vec<Fault> {
    let (observed, policy) = ("settings.observe_from", "settings.policy_from");
    let (warm_up, horizon) = ("settings.warm_up", "settings.horizon");
    let dates = (view.day(observed), view.day(policy));
    let (Some(first), Some(second)) = dates else {
        return Vec::new();
    };
    if second < first {
        let title = format!("`{policy}` is before `{observed}`; move one of them");
        return fault(policy, title, format!("{second} is before {first}"));
    }
    if second.day() != 1 {
        let title = format!(
            "`{policy}` is not the first day of a month, and results are counted by whole months; a \
             policy may begin on any day of it with `from` under `[policy]`"
        );
        return fault(policy, title, format!("{second} lies within a month"));
    }
    let (Some(before), Some(length)) = (view.number(warm_up), view.number(horizon)) else {
        return Vec::new();
    };
    if length < SHORTEST_DAYS {
        let title = format!("`{horizon}` is shorter than a month");
        return fault(horizon, title, "the shortest policy window is 28d");
    }
    let years = (before + second.days_since(first) as f64 + length) / 365.25;
    if years > LONGEST_YEARS {
        let longest = if before > length { warm_up } else { horizon };
        let longest = match second.days_since(first) as f64 > before.max(length) {
            true => policy,
            false => longest,
        };
        let title = format!(
            "warm-up, observation and policy window together are longer than {LONGEST_YEARS} years"
        );
        return fault(longest, title, format!("makes it {years:.0} years"));
    }
    let end = end(second, length);
    if end.year() > LAST_YEAR {
        let title = format!("the simulated time ends after {LAST_YEAR}");
        let path = if second.year() > LAST_YEAR {
            policy
        } else {
            horizon
        };
        return fault(path, title, format!("it would end on {end}"));
    }
    let law = view.first_row("prison.release_point");
    match law {
        Some(law) if first <= law => {
            let title = "there is no law of release for what is simulated";
            let label = format!("the first row of `prison.release_point` is of {law}");
            fault(observed, title, label)
        }
        _ => Vec::new(),
    }
}

/// Prices are of a financial year, which every table of money names.
fn price_year(view: &View<'_>) -> Vec<Fault> {
    let path = "costs.price_year";
    let Some(text) = view.text(path) else {
        return Vec::new();
    };
    let is_year = text.split_once('-').is_some_and(|(year, next)| {
        let number = |of: &str, digits: usize| -> Option<u32> {
            (of.len() == digits).then(|| of.parse().ok()).flatten()
        };
        let both = (number(year, 4), number(next, 2));
        matches!(both, (Some(year), Some(next)) if (year + 1) % 100 == next)
    });
    match is_year {
        true => Vec::new(),
        false => fault(
            path,
            format!("`{path}` must be a financial year, such as \"2023-24\""),
            format!("found {text:?}"),
        ),
    }
}

/// The law is that of the day, or of one day.
fn law(view: &View<'_>) -> Vec<Fault> {
    let path = "settings.law";
    let Some(text) = view.text(path) else {
        return Vec::new();
    };
    let frozen = text.strip_prefix("frozen:").map(str::parse::<Date>);
    match (text, frozen) {
        ("as-enacted", _) => Vec::new(),
        (_, Some(Ok(date))) => match view.first_row("prison.release_point") {
            Some(law) if date < law => {
                let title = format!("there is no law of {date}");
                let label = format!("the first row of `prison.release_point` is of {law}");
                fault(path, title, label)
            }
            _ => Vec::new(),
        },
        _ => fault(
            path,
            "`settings.law` must be \"as-enacted\", or \"frozen:2023-03-31\" for the law of a day",
            format!("found {text:?}"),
        ),
    }
}

/// Somebody is there and is left at the scale, and not more people than can be numbered. A world
/// with nobody may still be one of programmes that are paid for.
fn people(view: &View<'_>) -> Vec<Fault> {
    let path = "settings.population_scale";
    let sum = |patterns: &[&str]| -> f64 {
        let paths = patterns.iter().flat_map(|pattern| view.expand(pattern));
        paths.filter_map(|path| view.number(&path)).sum()
    };
    let at_first = sum(&["population.stock.*", "population.prisoners_at_start.*"]);
    let ever = at_first + sum(&["population.entrants.*"]) * LONGEST_YEARS;
    let Some(scale) = view.number(path) else {
        return Vec::new();
    };
    if ever <= 0.0 && view.names("programme").is_empty() {
        let title = "there is nobody in the population";
        return fault(
            "population.stock",
            title,
            "give one group a stock or entrants",
        );
    }
    if ever > 0.0 && ever * scale < 1.0 {
        let title = "nobody is left at this scale";
        return fault(
            path,
            title,
            format!("{at_first} people become {}", at_first * scale),
        );
    }
    if at_first * scale > MOST_PEOPLE {
        let title = format!("more than {MOST_PEOPLE} people cannot be simulated at a time");
        return fault(
            path,
            title,
            format!("{at_first} people become {}", at_first * scale),
        );
    }
    Vec::new()
}

/// Some area is simulated, and no more areas and prisons than can be told apart.
fn areas(view: &View<'_>) -> Vec<Fault> {
    let names = view.names("areas");
    let share = |name: &&str| {
        let share = |key: &str| view.number(&format!("areas.{name}.{key}")).unwrap_or(0.0);
        share("population_share") > 0.0 || share("need_share") > 0.0
    };
    let simulated = names.iter().filter(|name| share(name)).count();
    if simulated == 0 {
        return fault(
            "areas",
            "every area has a share of nil",
            "give one area a share",
        );
    }
    if simulated > MOST_AREAS {
        let title = format!("more than {MOST_AREAS} areas have a share");
        return fault("areas", title, "leave some out");
    }
    if view.names("estate.sites").len() >= MOST_SITES {
        let title = format!("`estate.sites` has more than {MOST_SITES} prisons");
        return fault("estate.sites", title, "put some together");
    }
    Vec::new()
}

/// A programme that is paid by the unit has both the price of one and their number.
fn programmes(view: &View<'_>) -> Vec<Fault> {
    let both = [("unit", "units"), ("units", "unit")];
    let names = view.names("programme");
    let pairs = names.iter().flat_map(|name| both.map(|pair| (name, pair)));
    let of = |(name, (stated, lacking)): (&&str, (&str, &str))| {
        let path = |key: &str| format!("programme.{name}.{key}");
        let is_alone =
            view.number(&path(stated)).is_some() && view.number(&path(lacking)).is_none();
        is_alone.then(|| {
            let title = format!(
                "`{}` comes to no pounds without `{}`",
                path(stated),
                path(lacking)
            );
            fault(
                &path(stated),
                title,
                "`unit` is the price of one a year, `units` is how many",
            )
        })
    };
    pairs.filter_map(of).flatten().collect()
}

/// Workers of a full service do not leave faster than they can be counted.
fn departures(view: &View<'_>) -> Vec<Fault> {
    let value = |service: &str, key: &str| view.number(&format!("{service}.{key}"));
    let mut found = Vec::new();
    for service in Staff::ALL.map(Staff::key) {
        let values = TURNOVER.map(|key| value(service, key));
        let [
            Some(leaving),
            Some(exponent),
            Some(recommended),
            Some(limit),
        ] = values
        else {
            continue;
        };
        let times = libm::pow(limit / recommended, exponent);
        let years = leaving * 365.25 * times.max(1.0);
        if years > MOST_DEPARTURES {
            let title = format!("a worker of `{service}` would leave more than once a day");
            let path = format!("{service}.leaving_exponent");
            found.extend(fault(
                &path,
                title,
                format!("{years:.0} times a year at full load"),
            ));
        }
    }
    found
}

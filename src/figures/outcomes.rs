//! The few outcomes that a report speaks of in sentences, and the words for them.

use super::content::{At, Entry, Inline, Shown, Words};
use super::dossier::{ALL, Compared, Dossier};
use super::number::Style;

/// An outcome of which less is better, told as what is averted.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// Name within the page.
    pub id: &'static str,
    /// The metric.
    pub metric: &'static str,
    /// What is shown, for axes and captions.
    pub noun: &'static str,
    /// The same without the effect.
    pub thing: &'static str,
    /// The unit of what is shown.
    pub unit: &'static str,
    /// Whether it is so many a year.
    pub is_rate: bool,
    /// What a policy does that lowers it, and that raises it.
    verbs: [&'static str; 2],
}

/// The outcomes of a report, in their order.
pub const OUTCOMES: [Outcome; 5] = [
    Outcome {
        id: "places",
        metric: "prison_population",
        noun: "prison places freed",
        thing: "prison places",
        unit: "places",
        is_rate: false,
        verbs: ["frees", "fills"],
    },
    Outcome {
        id: "receptions",
        metric: "custodial_receptions",
        noun: "receptions into prison averted",
        thing: "receptions into prison",
        unit: "receptions a year",
        is_rate: true,
        verbs: ["averts", "adds"],
    },
    Outcome {
        id: "recalls",
        metric: "recalls",
        noun: "recalls averted",
        thing: "recalls",
        unit: "recalls a year",
        is_rate: true,
        verbs: ["averts", "adds"],
    },
    Outcome {
        id: "deaths",
        metric: "expected_overdose_deaths",
        noun: "overdose deaths averted",
        thing: "overdose deaths",
        unit: "deaths a year",
        is_rate: true,
        verbs: ["averts", "adds"],
    },
    Outcome {
        id: "offences",
        metric: "expected_offences",
        noun: "offences averted",
        thing: "offences",
        unit: "offences a year",
        is_rate: true,
        verbs: ["averts", "adds"],
    },
];

impl Outcome {
    /// The same in the words that are true of a policy here: where more people are left without a place,
    /// fewer people in prison are no places freed.
    fn told_of(self, dossier: &Dossier, policy: &str) -> Outcome {
        let unmet = whole(dossier, policy, "unmet_places");
        let is_short = unmet.is_some_and(|(unmet, _)| unmet.is_clear() && unmet.difference > 0.0);
        if self.metric != "prison_population" || !is_short {
            return self;
        }
        Outcome {
            thing: "fewer people in prison, for want of places",
            verbs: ["holds", "fills"],
            ..self
        }
    }

    /// What a policy does to it over the whole window: `frees 149 prison places`; nothing where
    /// zero is within the interval.
    pub fn finding(&self, dossier: &Dossier, policy: &str) -> Option<Words> {
        let (compared, at) = whole(dossier, policy, self.metric)?;
        let known = compared.is_clear() || compared.half_width().is_nan();
        if !known || compared.difference == 0.0 {
            return None;
        }
        let told = self.told_of(dossier, policy);
        let verb = told.verbs[usize::from(compared.difference > 0.0)];
        let size = size(&compared, at);
        let a_year = if self.is_rate { " a year" } else { "" };
        let thing = told.thing;
        Some(
            Words::of(format!("{verb} "))
                .number(size)
                .text(format!(" {thing}{a_year}")),
        )
    }
}

/// Everything that a policy clearly does over the whole window, in one clause; nothing where it
/// does nothing clearly.
pub fn effects(dossier: &Dossier, policy: &str) -> Option<Words> {
    let clear = |outcome: &Outcome| outcome.finding(dossier, policy).is_some();
    let found: Vec<(Outcome, Compared, At<'_>)> = OUTCOMES
        .into_iter()
        .filter(clear)
        .filter_map(|outcome| {
            let (compared, at) = whole(dossier, policy, outcome.metric)?;
            Some((outcome.told_of(dossier, policy), compared, at))
        })
        .collect();
    let mut clauses = Vec::new();
    for (is_rate, raises) in [(false, false), (false, true), (true, false), (true, true)] {
        let of = found
            .iter()
            .filter(|(o, c, _)| o.is_rate == is_rate && (c.difference > 0.0) == raises);
        let sizes: Vec<Words> = of
            .clone()
            .map(|(outcome, compared, at)| {
                let size = Words::default().number(size(compared, *at));
                let words = size.text(format!(" {}", outcome.thing));
                words.and(in_brackets(compared, "", *at))
            })
            .collect();
        if let Some((outcome, _, _)) = of.clone().next() {
            let verb = outcome.verbs[usize::from(raises)];
            let when = if is_rate { " a year" } else { "" };
            let clause = Words::of(format!("{verb} ")).and(enumerated(sizes));
            clauses.push(clause.text(when));
        }
    }
    (!clauses.is_empty()).then(|| enumerated(clauses))
}

/// The size of a difference, for a sentence that says its direction.
fn size(compared: &Compared, at: At<'_>) -> Shown {
    let origin = at.origin("comparison.csv", "difference", 1.0);
    Shown::size(compared.difference, style_of("", compared), origin)
}

/// A policy in one metric over the whole window, for everybody.
pub fn whole<'a>(
    dossier: &Dossier,
    policy: &'a str,
    metric: &'a str,
) -> Option<(Compared, At<'a>)> {
    let at = At {
        scenario: policy,
        metric,
        stratum: ALL,
        period: ALL,
    };
    let compared = dossier.compared(policy, metric, [ALL, ALL])?;
    Some((compared, at))
}

/// How the difference of a comparison is written.
pub fn style_of(unit: &str, compared: &Compared) -> Style {
    let half = compared.half_width();
    let reach = compared.difference.abs() + if half.is_nan() { 0.0 } else { half };
    Style::new(unit, reach, half)
}

/// How the level of a comparison is written.
pub fn style_of_level(unit: &str, compared: &Compared) -> Style {
    let level = compared.baseline.abs().max(compared.policy.abs());
    Style::new(unit, level, compared.half_width())
}

/// A difference with its interval, times `times`, as an entry of a table.
pub fn interval(compared: &Compared, unit: &str, at: At<'_>, times: f64) -> Entry {
    let style = style_of(unit, compared).of_difference();
    let shown = |value: f64, style, column| {
        Shown::signed(value, style, at.origin("comparison.csv", column, times))
    };
    let ends = style.of_end();
    let (low, high) = match times < 0.0 {
        true => ((compared.high, "ci_high"), (compared.low, "ci_low")),
        false => ((compared.low, "ci_low"), (compared.high, "ci_high")),
    };
    Entry::Interval([
        shown(compared.difference, style, "difference"),
        shown(low.0, ends, low.1),
        shown(high.0, ends, high.1),
    ])
}

/// `(109 to 189)`, of sizes where a sentence has said the direction.
pub fn in_brackets(compared: &Compared, unit: &str, at: At<'_>) -> Words {
    if compared.half_width().is_nan() {
        return Words::default();
    }
    let style = style_of(unit, compared);
    let times = if compared.difference < 0.0 { -1.0 } else { 1.0 };
    let [low, high] = match times < 0.0 {
        true => [(compared.high, "ci_high"), (compared.low, "ci_low")],
        false => [(compared.low, "ci_low"), (compared.high, "ci_high")],
    };
    let shown = |end: (f64, &'static str)| {
        Shown::plain(end.0, style, at.origin("comparison.csv", end.1, times))
    };
    Words::of(" (")
        .number(shown(low))
        .text(" to ")
        .number(shown(high))
        .text(")")
}

/// Words one behind the other: `a, b and c`.
pub fn enumerated(all: Vec<Words>) -> Words {
    let count = all.len();
    let mut out = Words::default();
    for (n, words) in all.into_iter().enumerate() {
        if n > 0 {
            let between = if n + 1 == count { " and " } else { ", " };
            out.0.push(Inline::Text(between.to_owned()));
        }
        out = out.and(words);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::Facts;
    use super::super::sample::change;
    use super::*;

    /// Protects: people who are out of prison because there is no place for them are no places freed.
    #[test]
    fn a_want_of_places_frees_none() {
        let said = |unmet: [f64; 2]| {
            let scenario = |name: &str| serde_json::json!({"name": name, "title": name, "hash": "", "resolved": {}});
            let manifest = serde_json::json!({
                "program": "throughcare", "version": "1", "seed": 1, "replicates": 20,
                "command": [], "complete": true, "data_dictionary": [],
                "scenarios": [scenario("base"), scenario("ours")]});
            let mut dossier = Dossier::new(Facts::read(manifest).unwrap());
            let fewer = [-120.0, -80.0];
            change(
                &mut dossier,
                ["ours", "prison_population", ALL],
                -100.0,
                fewer,
            );
            let middle = (unmet[0] + unmet[1]) / 2.0;
            change(&mut dossier, ["ours", "unmet_places", ALL], middle, unmet);
            let one = OUTCOMES[0].finding(&dossier, "ours").unwrap().plain();
            (one, effects(&dossier, "ours").unwrap().plain())
        };
        let (one, all) = said([-5.0, 5.0]);
        assert_eq!(one, "frees 100 prison places");
        assert_eq!(all, "frees 100 prison places (80 to 120)");
        let (one, all) = said([60.0, 100.0]);
        assert_eq!(one, "holds 100 fewer people in prison, for want of places");
        assert!(all.starts_with(&one), "{all}");
    }
}

//! Typed numbers that can hardly be meant: a nought too many, another unit, another year. They are
//! no clash, and are asked about.

use std::collections::BTreeMap;

use super::questions::{Answers, RESIDENTS};
use super::{AREAS, Area};
use crate::scenario::typed;

/// By how many times a number may be more, or less, than an area of its size has.
const FEW_TIMES: f64 = 4.0;
/// The same of what depends on whether there is a scheme, of which there may well be none.
const MANY_TIMES: f64 = 10.0;
/// The same of workers of a scheme, of which the country has few.
const WORKERS_TIMES: f64 = 20.0;
/// What of the numbers is compared with what an area of that size has, by how many times it may be
/// more, and whether it may be much less.
const COMPARED: [(&str, f64, bool); 9] = [
    ("charges", FEW_TIMES, false),
    ("offers", MANY_TIMES, true),
    ("diversions", MANY_TIMES, true),
    ("completions", MANY_TIMES, true),
    ("navigators", WORKERS_TIMES, true),
    ("custody_workers", WORKERS_TIMES, true),
    ("treatment_people", FEW_TIMES, false),
    ("treatment_posts", FEW_TIMES, false),
    ("releases", FEW_TIMES, false),
];

/// Something that was typed and can hardly be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// The question that is asked about.
    pub key: &'static str,
    /// Why, with the numbers that it was held against.
    pub words: String,
}

/// Everything that can hardly be meant. `usual` is what an area of that size has, as far as it is
/// known; `navigator` is what one costs a year.
pub fn doubts(
    answers: &Answers,
    usual: &BTreeMap<&'static str, f64>,
    navigator: f64,
) -> Vec<Doubt> {
    let mut found: Vec<Doubt> = arrests(answers).into_iter().collect();
    for (key, times, may_be_few) in COMPARED {
        let (Some(typed), Some(usual)) = (answers.get(key), usual.get(key)) else {
            continue;
        };
        let usual = usual.max(1.0);
        let how = if typed > times * usual {
            format!("{} times as many", short(typed / usual))
        } else if typed * times < usual && !may_be_few {
            match typed > 0.0 {
                true => format!("one in {} of that", short(usual / typed)),
                false => "none of that".to_owned(),
            }
        } else {
            continue;
        };
        let words = format!(
            "{key} {}: an area of this size there has about {}, and this is {how}",
            apart(typed),
            apart(usual)
        );
        found.push(Doubt { key, words });
    }
    found.extend(cost(answers, navigator));
    found
}

/// Arrests for each resident, against the 43 forces.
fn arrests(answers: &Answers) -> Option<Doubt> {
    let (arrests, residents) = (answers.get("arrests")?, answers.get(RESIDENTS)?);
    let forces = || AREAS.iter().filter(|area| area.is_force());
    let by = |a: &&Area, b: &&Area| {
        a.arrests_per_thousand()
            .total_cmp(&b.arrests_per_thousand())
    };
    let (fewest, most) = (forces().min_by(by)?, forces().max_by(by)?);
    let here = arrests / residents * 1e3;
    let range = fewest.arrests_per_thousand()..=most.arrests_per_thousand();
    (!range.contains(&here)).then(|| Doubt {
        key: "arrests",
        words: format!(
            "{} arrests a year are {here:.1} for 1,000 residents; the 43 forces have {:.1} ({}) to {:.1} ({})",
            apart(arrests),
            range.start(),
            fewest.title,
            range.end(),
            most.title
        ),
    })
}

/// What the scheme costs, against what its workers alone do.
fn cost(answers: &Answers, navigator: f64) -> Option<Doubt> {
    let (cost, workers) = (answers.get("scheme_cost")?, answers.get("navigators")?);
    let staff = workers * navigator;
    let against = format!(
        "its workers alone (navigators {}) come to {} pounds a year in the model",
        apart(workers),
        apart(staff)
    );
    let what = if cost < 0.9 * staff {
        "the scheme is costed at what they come to"
    } else if cost > MANY_TIMES * staff && workers > 0.0 {
        "everything else is costed on top of them"
    } else {
        return None;
    };
    Some(Doubt {
        key: "scheme_cost",
        words: format!("scheme_cost {}: {against}; {what}", apart(cost)),
    })
}

/// How many times, without more digits than mean something.
fn short(times: f64) -> String {
    match times < 10.0 {
        true => format!("{times:.1}"),
        false => apart(libm::round(times)),
    }
}

/// A number with its thousands set apart.
pub(super) fn apart(value: f64) -> String {
    let rounded = libm::round(value * 10.0) / 10.0;
    if value < 10.0 {
        return rounded.to_string();
    }
    typed::apart(&format!("{value:.0}"), ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(numbers: &[(&'static str, f64)]) -> Answers {
        Answers {
            numbers: numbers.iter().copied().collect(),
            ..Answers::default()
        }
    }

    fn usual() -> BTreeMap<&'static str, f64> {
        let all = COMPARED.iter().map(|(key, _, _)| (*key, 1_000.0));
        all.collect()
    }

    /// Protects: a nought too many is seen in every number, and a nought too few in those that every
    /// area has; a number of the usual size raises no doubt.
    #[test]
    fn a_nought_too_many_is_seen() {
        for (key, times, may_be_few) in COMPARED {
            let keys = |value: f64| {
                let found = doubts(&answers(&[(key, value)]), &usual(), 50_000.0);
                found.into_iter().map(|one| one.key).collect::<Vec<_>>()
            };
            assert_eq!(keys(1_200.0 * times), [key]);
            assert_eq!(keys(1_500.0), [""; 0]);
            assert_eq!(keys(100.0).is_empty(), may_be_few, "{key}");
            assert_eq!(keys(0.0).is_empty(), may_be_few, "{key}");
        }
    }

    /// Protects: arrests are held against the 43 forces, whose ends are named.
    #[test]
    fn arrests_are_held_against_the_forces() {
        let said = |arrests: f64| {
            let typed = answers(&[("arrests", arrests), (RESIDENTS, 500_000.0)]);
            doubts(&typed, &BTreeMap::new(), 50_000.0)
        };
        assert_eq!(said(7_200.0), []);
        let many = &said(31_000.0)[0].words;
        assert!(
            many.starts_with("31,000 arrests a year are 62.0 for 1,000 residents"),
            "{many}"
        );
        assert!(many.contains("6.7 (Dorset) to 19.8 (Cleveland)"), "{many}");
        assert_eq!(said(720.0).len(), 1);
        // All 43 have what they have.
        for area in AREAS.iter().filter(|area| area.is_force()) {
            let typed = answers(&[("arrests", area.arrests), (RESIDENTS, area.residents)]);
            assert_eq!(doubts(&typed, &BTreeMap::new(), 0.0), [], "{}", area.key);
        }
    }

    /// Protects: a scheme that costs less than its workers, or many times as much, is asked about.
    #[test]
    fn a_cost_is_held_against_its_workers() {
        let said = |cost: f64| {
            let typed = answers(&[("scheme_cost", cost), ("navigators", 6.0)]);
            doubts(&typed, &BTreeMap::new(), 49_000.0).len()
        };
        assert_eq!([40_000.0, 400_000.0, 4_000_000.0].map(said), [1, 0, 1]);
    }
}

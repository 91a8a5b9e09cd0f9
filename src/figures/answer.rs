//! One sentence on one outcome: what whoever asked wants to know first.
//!
//! The outcome is named before the answer is there, and the sentence concludes nothing from a
//! handful of replicates: whoever looks at five outcomes after each of three replicates is sure to
//! find something.

use super::content::{Shown, Words};
use super::dossier::Dossier;
use super::outcomes::{OUTCOMES, Outcome, style_of, whole};

/// Replicates (draws, where parameters are drawn) from which on something is concluded.
pub const FEWEST: usize = 10;

/// The outcomes that can be asked for, with the words for each.
pub fn asked() -> impl Iterator<Item = (&'static str, &'static str)> {
    OUTCOMES.iter().map(|outcome| (outcome.id, outcome.thing))
}

/// Independent histories that the results rest on: replicates, or draws where parameters are drawn.
fn histories(dossier: &Dossier) -> (usize, &'static str) {
    let facts = &dossier.facts;
    match &facts.uncertainty {
        None => (facts.replicates, "replicates"),
        Some(drawn) => {
            let of_each = drawn.replicates_of_each.max(1) as usize;
            (facts.replicates / of_each, "draws")
        }
    }
}

/// Whether there are enough replicates to conclude anything.
pub fn enough(dossier: &Dossier) -> bool {
    histories(dossier).0 >= FEWEST
}

/// What the first policy does to the outcome of that name; nothing where there is no such outcome, or
/// no policy.
pub fn answer(dossier: &Dossier, outcome: &str) -> Option<Words> {
    let outcome = OUTCOMES.iter().find(|one| one.id == outcome)?;
    let policy = dossier.facts.policies().first()?;
    let (count, what) = histories(dossier);
    if count < FEWEST {
        let done = match count {
            1 => format!("1 {} is done", what.trim_end_matches('s')),
            count => format!("{count} {what} are done"),
        };
        let words = format!("{done}; with {FEWEST} there is a first answer.");
        return Some(Words::default().strong("Too few to tell. ").text(words));
    }
    let told = told(dossier, &policy.name, outcome)?;
    // A bundle has the titles of its parts, of which the area's is said already.
    let area = dossier
        .facts
        .baseline()
        .map(|told| format!("{}; ", told.title));
    let title = area.and_then(|area| policy.title.strip_prefix(&area));
    let title = title.unwrap_or(&policy.title);
    let out = Words::default().strong(title).text(" ");
    let when = dossier.window();
    Some(
        out.and(told)
            .text(format!(", on average {when}; {count} {what}.")),
    )
}

/// What a policy does to an outcome, with the interval; what is averted is a difference below zero.
fn told(dossier: &Dossier, policy: &str, outcome: &Outcome) -> Option<Words> {
    let (compared, at) = whole(dossier, policy, outcome.metric)?;
    if compared.low == 0.0 && compared.high == 0.0 {
        return Some(Words::of(format!("changes nothing in {}", outcome.thing)));
    }
    let finding = outcome.finding(dossier, policy);
    let is_raised = finding.is_some() && compared.difference > 0.0;
    let times = if is_raised { 1.0 } else { -1.0 };
    let style = style_of("", &compared);
    let shown =
        |(value, column)| Shown::plain(value, style, at.origin("comparison.csv", column, times));
    let (low, high) = ((compared.low, "ci_low"), (compared.high, "ci_high"));
    let [from, to] = if is_raised { [low, high] } else { [high, low] };
    let ends = |words: Words| words.number(shown(from)).text(" to ").number(shown(to));
    Some(match finding {
        Some(finding) => ends(finding.text(" (95% interval ")).text(")"),
        None => {
            let words = Words::of(format!("has no clear effect on {}: ", outcome.thing));
            let a_year = if outcome.is_rate { " a year" } else { "" };
            ends(words).text(format!(" {}{a_year} (95% interval)", outcome.noun))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::Facts;
    use super::super::sample::change;
    use super::*;

    fn dossier(replicates: usize, difference: f64, ends: [f64; 2]) -> Dossier {
        let scenario = |name: &str| serde_json::json!({"name": name, "title": name, "hash": "", "resolved": {}});
        let manifest = serde_json::json!({
            "program": "throughcare", "version": "1", "seed": 1, "replicates": replicates,
            "command": [], "complete": true, "data_dictionary": [],
            "scenarios": [scenario("base"), scenario("Ours")]});
        let mut dossier = Dossier::new(Facts::read(manifest).unwrap());
        for period in ["all", "2027-28", "2028-29"] {
            change(&mut dossier, ["Ours", "recalls", period], difference, ends);
        }
        dossier
    }

    fn said(replicates: usize, difference: f64, ends: [f64; 2]) -> String {
        let dossier = dossier(replicates, difference, ends);
        answer(&dossier, "recalls").unwrap().plain()
    }

    /// Protects: an interval that happens to be narrow after three replicates is no finding.
    #[test]
    fn nothing_is_concluded_from_a_handful() {
        assert_eq!(
            said(9, -50.0, [-60.0, -40.0]),
            "Too few to tell. 9 replicates are done; with 10 there is a first answer."
        );
        assert!(said(10, -50.0, [-60.0, -40.0]).starts_with("Ours averts 50 recalls a year"));
    }

    /// Protects: the sentence is about the policy, not about the area that a bundle names first.
    #[test]
    fn a_bundle_is_called_by_its_policy() {
        let mut dossier = dossier(10, -50.0, [-60.0, -40.0]);
        dossier.facts.scenarios[1].title = "base; More of it".to_owned();
        let said = answer(&dossier, "recalls").unwrap().plain();
        assert!(said.starts_with("More of it averts 50 recalls"), "{said}");
    }

    /// Protects: the direction is in the words, and the interval has the direction of the words.
    #[test]
    fn the_interval_runs_the_way_of_the_sentence() {
        let when = ", on average from 2027-28 to 2028-29; 20 replicates.";
        assert_eq!(
            said(20, -50.0, [-60.0, -40.0]),
            format!("Ours averts 50 recalls a year (95% interval 40 to 60){when}")
        );
        assert_eq!(
            said(20, 50.0, [40.0, 60.0]),
            format!("Ours adds 50 recalls a year (95% interval 40 to 60){when}")
        );
        assert_eq!(
            said(20, -50.0, [-110.0, 10.0]),
            format!(
                "Ours has no clear effect on recalls: \u{2212}10 to 110 recalls averted a year (95% interval){when}"
            )
        );
        assert_eq!(
            said(20, 0.0, [0.0, 0.0]),
            format!("Ours changes nothing in recalls{when}")
        );
    }
}

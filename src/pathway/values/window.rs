//! Whether what a policy says falls in the time that is simulated, and what an analyst should hear
//! of what does so in part.

use super::compile::PlanError;
use crate::engine::Date;
use crate::scenario::Act;
use crate::scenario::schema::Settings;

/// Share of the policy window beyond which a change that is still coming is told.
const MOST_RAMP: f64 = 0.5;
/// Most changes that are named in one sentence.
const NAMED: usize = 5;

/// The time that is simulated.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    /// The first day.
    pub start: Date,
    /// The first day after the warm-up.
    pub observe_from: Date,
    /// The first day of the policy window.
    pub policy_from: Date,
    /// The first day after it.
    pub end: Date,
}

impl Window {
    /// Holds the changes of a policy against the time.
    ///
    /// # Errors
    /// When one is before all time, is a rule within the warm-up or under a law that is frozen, or
    /// when none of them falls in the time.
    pub fn check(self, acts: &[Act], settings: &Settings) -> Result<Vec<String>, PlanError> {
        for act in acts {
            self.refuse(act, settings)?;
        }
        let mut notes = Vec::new();
        if acts.is_empty() {
            return Ok(notes);
        }
        let beyond: Vec<&Act> = acts.iter().filter(|act| act.from >= self.end).collect();
        if beyond.len() == acts.len() {
            let first = acts.iter().min_by_key(|act| act.from).unwrap_or(beyond[0]);
            return Err(PlanError::Setting(format!(
                "{}: nothing of the policy falls in the time that is simulated: it begins on {}, \
                 and the results end on {}; lengthen settings.horizon, or move policy.from",
                first.said, first.from, self.end
            )));
        }
        if !beyond.is_empty() {
            notes.push(format!(
                "after the end on {} and without effect: {}",
                self.end,
                named(&beyond, |act| act.from)
            ));
        }
        let over: Vec<&Act> = acts
            .iter()
            .filter(|act| act.until.is_some_and(|until| until <= self.policy_from))
            .collect();
        if !over.is_empty() {
            notes.push(format!(
                "over before the policy window begins on {}: {}",
                self.policy_from,
                named(&over, |act| act.until.unwrap_or(act.from))
            ));
        }
        let days = self.end.days_since(self.policy_from).max(1) as f64;
        let coming = |act: &Act| {
            let (from, to) = (act.from.max(self.policy_from), act.full.min(self.end));
            to.days_since(from).max(0) as f64 / days
        };
        let ramps = acts.iter().filter(|act| act.from < self.end);
        let ramps: Vec<&Act> = ramps.filter(|act| coming(act) > MOST_RAMP).collect();
        if !ramps.is_empty() {
            notes.push(format!(
                "still coming for most of the policy window, so that its means are not those of the \
                 change in full: {}",
                named(&ramps, |act| act.full)
            ));
        }
        Ok(notes)
    }

    fn refuse(self, act: &Act, settings: &Settings) -> Result<(), PlanError> {
        let (path, from) = (&act.path, act.from);
        let fault = if from < self.start {
            format!(
                "`{path}` changes on {from}, before the first day that is simulated, {}; write \
                 policy.from = \"start\" for a change of the whole time, or lengthen settings.warm_up",
                self.start
            )
        } else if act.is_rule && from < self.observe_from {
            format!(
                "the rule in `{path}` from {from} falls in the warm-up, which is lived under the law \
                 of its last day; date it {} or later, write policy.from = \"start\", or move \
                 settings.observe_from",
                self.observe_from
            )
        } else if act.is_rule && settings.law.starts_with("frozen:") {
            format!(
                "the rule in `{path}` from {from} never holds, since settings.law is \"{}\"; write \
                 settings.law = \"as-enacted\"",
                settings.law
            )
        } else {
            return Ok(());
        };
        Err(PlanError::Setting(format!("{}: {fault}", act.said)))
    }
}

/// The first few of some changes, with a date.
fn named(acts: &[&Act], date: impl Fn(&Act) -> Date) -> String {
    let shown = acts.iter().take(NAMED);
    let mut words: Vec<String> = shown
        .map(|act| format!("{} ({})", act.path, date(act)))
        .collect();
    if acts.len() > NAMED {
        words.push(format!("and {} more", acts.len() - NAMED));
    }
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::schema::Model;

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn settings(law: &str) -> Settings {
        let set = [("settings.law".to_owned(), law.to_owned())];
        let scenario = Scenario::<Model>::load("baseline", &set).expect("it is good");
        scenario.at_start().expect("it is complete").settings
    }

    fn said(acts: &[(&str, &str, bool)], law: &str) -> Result<Vec<String>, String> {
        let window = Window {
            start: day("2020-04-01"),
            observe_from: day("2023-04-01"),
            policy_from: day("2027-04-01"),
            end: day("2029-04-01"),
        };
        let act = |&(from, full, is_rule): &(&str, &str, bool)| Act {
            path: "a.b".to_owned(),
            from: day(from),
            full: day(full),
            until: None,
            is_rule,
            said: "a.toml, line 1".to_owned(),
        };
        let acts: Vec<Act> = acts.iter().map(act).collect();
        let said = window.check(&acts, &settings(law));
        said.map_err(|error| error.to_string())
    }

    /// Protects: a policy that can change nothing is refused, and one that acts in part is told.
    #[test]
    fn what_never_acts_is_refused_or_told() {
        let enacted = "as-enacted";
        let inside = ("2027-04-01", "2027-04-01", false);
        assert_eq!(said(&[inside], enacted), Ok(Vec::new()));
        assert_eq!(said(&[], enacted), Ok(Vec::new()));
        let beyond = ("2029-04-01", "2029-04-01", false);
        let error = said(&[beyond], enacted).expect_err("nothing acts");
        assert!(error.contains("begins on 2029-04-01"), "{error}");
        let notes = said(&[inside, beyond], enacted).expect("a part acts");
        assert!(
            notes[0].contains("without effect: a.b (2029-04-01)"),
            "{notes:?}"
        );
        let notes = said(&[("2027-04-01", "2028-05-01", false)], enacted).expect("it acts");
        assert!(notes[0].starts_with("still coming"), "{notes:?}");
        let error = said(&[("1900-01-01", "1900-01-01", false)], enacted).expect_err("too early");
        assert!(
            error.contains("2020-04-01") && error.contains("\"start\""),
            "{error}"
        );
        assert!(said(&[("2020-04-01", "2020-04-01", false)], enacted).is_ok());
    }

    /// Protects: a rule that the law of the day never reaches is refused.
    #[test]
    fn a_rule_that_is_never_law_is_refused() {
        let early = ("2022-01-01", "2022-01-01", true);
        let error = said(&[early], "as-enacted").expect_err("in the warm-up");
        assert!(error.contains("falls in the warm-up"), "{error}");
        let rule = ("2027-04-01", "2027-04-01", true);
        assert_eq!(said(&[rule], "as-enacted"), Ok(Vec::new()));
        let error = said(&[rule], "frozen:2023-03-31").expect_err("never law");
        assert!(error.contains("frozen:2023-03-31"), "{error}");
    }
}

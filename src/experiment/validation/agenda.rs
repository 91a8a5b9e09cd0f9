//! Which targets a scenario can answer, and what must be tabulated for them.

use super::period::Months;
use super::targets::{Question, Target};
use super::verdict::Finding;
use crate::engine::Date;
use crate::observe::{Extra, Group, Span};

/// Months after its own in which a value may still change: a reoffence counts when it is within
/// twelve months, or nine years, and proven within six more; housing is asked after three;
/// everything else within one. The first that a name begins with is taken.
const FOLLOW_UP: [(&str, i32); 5] = [
    ("reoffending_9_years", 115),
    ("reoffending", 19),
    ("reoffences", 19),
    ("settled_3_months", 4),
    ("", 1),
];

/// Targets to be put to one scenario.
#[derive(Clone, Debug)]
pub struct Agenda {
    /// What has to be tabulated.
    pub extra: Extra,
    /// The day on which the last target is answered.
    pub end: Date,
    /// Targets that this scenario cannot answer.
    pub silent: Vec<Silence>,
}

/// A target that a scenario cannot answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// The target.
    pub id: String,
    /// Why not.
    pub reason: String,
}

impl Agenda {
    /// Puts `targets` to a scenario that is observed from `observed_from`, ends on `end`
    /// and has these `strata`.
    pub fn new(targets: &[Target], observed_from: Date, end: Date, strata: &[String]) -> Self {
        let mut agenda = Self {
            extra: Extra::default(),
            end: observed_from.first_of_month().plus_months(1).min(end),
            silent: Vec::new(),
        };
        for target in targets {
            let Some(question) = &target.question else {
                continue;
            };
            let obstacle =
                stratum_missing(question, strata).or_else(|| outside(question, observed_from, end));
            match obstacle {
                None => agenda.add(question),
                Some(reason) => agenda.silent.push(Silence {
                    id: target.id.clone(),
                    reason,
                }),
            }
        }
        agenda.end = agenda.end.min(end);
        agenda
    }

    /// The targets with a question that none of `findings` answers, and why.
    pub fn unanswered(&self, targets: &[Target], findings: &[Finding<'_>]) -> Vec<Silence> {
        let answered = |target: &Target| findings.iter().any(|f| f.target.id == target.id);
        let asked = targets.iter().filter(|target| target.question.is_some());
        asked
            .filter(|target| !answered(target))
            .map(|target| {
                let known = self.silent.iter().find(|silence| silence.id == target.id);
                known.cloned().unwrap_or_else(|| Silence {
                    id: target.id.clone(),
                    reason: "its metric is not given for its stratum".to_owned(),
                })
            })
            .collect()
    }

    fn add(&mut self, question: &Question) {
        for (months, _) in question.period.terms() {
            let span = span(months);
            self.end = self.end.max(answered(question, months));
            if !self.extra.spans.contains(&span) {
                self.extra.spans.push(span);
            }
        }
        let members = question.strata();
        let group = Group {
            name: question.stratum.clone(),
            members,
        };
        if group.members.len() > 1 && !self.extra.groups.contains(&group) {
            self.extra.groups.push(group);
        }
    }
}

/// The day on which the value over `months` is final.
fn answered(question: &Question, months: Months) -> Date {
    let longer = FOLLOW_UP
        .iter()
        .find(|(start, _)| question.metric.starts_with(start));
    months
        .to
        .plus_months(longer.map_or(0, |(_, months)| *months))
}

fn span(months: Months) -> Span {
    Span {
        name: months.name(),
        from: months.from,
        to: months.to,
    }
}

fn stratum_missing(question: &Question, strata: &[String]) -> Option<String> {
    let missing = question
        .strata()
        .into_iter()
        .find(|s| !strata.contains(s))?;
    Some(format!("the scenario has no `{missing}`"))
}

fn outside(question: &Question, observed_from: Date, end: Date) -> Option<String> {
    let outside =
        |months: &&Months| months.from < observed_from || answered(question, **months) > end;
    let terms = question.period.terms();
    let months = terms.iter().map(|(months, _)| months).find(outside)?;
    Some(format!(
        "{} with its follow-up is not within {observed_from} to {end}, which the scenario observes",
        months.name()
    ))
}

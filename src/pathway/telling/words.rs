//! A change of a person in plain words: from what was counted about it, and from the state
//! before and after.

use crate::engine::{Calendar, Tick};
use crate::observe::Count;
use crate::pathway::person::flag::Flags;
use crate::pathway::person::{
    Custody, Order, Person, Place, Requirement, Supervision, Treatment, flag, slot,
};
use crate::pathway::telling::phrases::{FACTS, Said, fixed, home, length, referred, say};
use crate::strata::{Housing, Offence, Use};

/// One change of one person.
pub(in crate::pathway::telling) struct Change<'a> {
    /// The person before.
    pub before: &'a Person,
    /// The person after.
    pub after: &'a Person,
    /// What was counted about it, in order.
    pub marks: &'a [Count],
    /// Type of the offence last detected.
    pub offence: Offence,
    /// When.
    pub now: Tick,
    /// Dates.
    pub calendar: &'a Calendar,
}

/// Marks that say how a person came into custody.
const RECEIVED: &[Count] = &[
    Count::RemandReceptions,
    Count::Custodial,
    Count::Returns,
    Count::Revoked,
    Count::PssCommittals,
];

impl Change<'_> {
    /// Everything there is to say.
    pub fn said(&self) -> Vec<Said> {
        let mut said = self.marked();
        let moved = self.before.in_custody() != self.after.in_custody();
        said.extend(self.custody());
        said.extend(self.case());
        if !moved || self.after.in_custody() {
            said.extend(self.supervision());
            said.extend(self.treatment());
            said.extend(self.housing());
        }
        said.extend(self.order());
        said.extend(self.diversion());
        said.extend(self.use_());
        said.extend(self.facts());
        said
    }

    /// What was counted, where that says more than the state does.
    pub fn marked(&self) -> Vec<Said> {
        self.marks.iter().filter_map(|&m| self.mark(m)).collect()
    }

    fn has(&self, mark: Count) -> bool {
        self.marks.contains(&mark)
    }

    fn mark(&self, mark: Count) -> Option<Said> {
        let p = self.after;
        Some(match mark {
            Count::Arrests => say(
                "arrested",
                format!("arrested for {}", self.offence.phrase()),
            ),
            // Those committed for sentence were convicted before.
            Count::Sentences if self.before.is(flag::FOR_SENTENCE) => return None,
            Count::Sentences => say("convicted", "convicted"),
            // The move says where to.
            Count::Transfers if self.has(Count::MovesToOpen) || self.has(Count::MovesToTrainer) => {
                return None;
            }
            // The longer of two sentences is the one that is kept.
            Count::Custodial if p.sentence == self.before.sentence => say(
                "sentenced",
                "sentenced to a term within the sentence that runs",
            ),
            Count::Custodial => say(
                "sentenced",
                format!("sentenced to {}", length(f64::from(p.sentence))),
            ),
            Count::CommunityOrders => self.order_made("community order"),
            Count::SuspendedOrders => self.order_made("suspended sentence order"),
            Count::Revoked => {
                let term = length(f64::from(p.sentence));
                say(
                    "revoked",
                    format!("the order is revoked, {term} in custody"),
                )
            }
            _ => fixed(mark)?,
        })
    }

    fn order_made(&self, kind: &str) -> Said {
        let p = self.after;
        let requirements = [
            (flag::DRR, "a drug rehabilitation requirement"),
            (flag::ATR, "an alcohol treatment requirement"),
            (flag::MHTR, "a mental health treatment requirement"),
        ];
        let set: Vec<&str> = requirements
            .into_iter()
            .filter_map(|(flag, name)| p.is(flag).then_some(name))
            .collect();
        let with = if set.is_empty() { "" } else { ", with " };
        let until = self.date(p.order_end);
        say(
            "order",
            format!("{kind} until {until}{with}{}", set.join(" and ")),
        )
    }

    fn custody(&self) -> Vec<Said> {
        let (before, after) = (self.before, self.after);
        let mut said = Vec::new();
        if before.in_custody() && !after.in_custody() {
            said.push(self.release());
        }
        if !before.in_custody() && after.in_custody() {
            if !self.marks.iter().any(|m| RECEIVED.contains(m)) {
                let words = match after.custody {
                    Custody::Recalled => "returned to prison on recall",
                    _ => "taken into custody",
                };
                said.push(say("received", words));
            }
            if after.place == Place::Cells {
                said.push(say("cells", "waits in police cells for a prison place"));
            }
        }
        if before.place == Place::Cells && after.place == Place::Prison {
            said.push(say("place", "moved from police cells to prison"));
        }
        let recall_over = before.is(flag::AT_LARGE) && !after.is(flag::AT_LARGE);
        if recall_over && !after.in_custody() {
            said.push(say("recall", "recall lapses at the end of the sentence"));
        }
        said
    }

    /// How a person leaves custody, and with what.
    fn release(&self) -> Said {
        let p = self.after;
        let kinds = [
            (Count::CourtReleases, "released from court"),
            (
                Count::EarlyReleases,
                "released early under pressure of places",
            ),
            (Count::HdcReleases, "released on home detention curfew"),
            (Count::RecallReleases, "released after recall"),
        ];
        let kind = kinds.into_iter().find(|&(mark, _)| self.has(mark));
        let mut parts = vec![kind.map_or("released", |(_, words)| words).to_owned()];
        match p.supervision {
            Supervision::None => {}
            Supervision::Licence => {
                parts.push(format!("on licence until {}", self.date(p.sentence_end)));
            }
            Supervision::PostSentence => parts.push("on post-sentence supervision".to_owned()),
        }
        parts.push(home(p).to_owned());
        match p.treatment {
            Treatment::Booked => parts.push(format!(
                "with an appointment on {}",
                self.due(slot::APPOINTMENT)
            )),
            Treatment::Referred => parts.push("referred to treatment".to_owned()),
            Treatment::Waiting => parts.push("waiting for treatment".to_owned()),
            Treatment::Treated => parts.push("in treatment".to_owned()),
            Treatment::None if p.has_need() => parts.push("without an appointment".to_owned()),
            Treatment::None => {}
        }
        if p.is(flag::MET) && p.has_need() {
            parts.push("met at the gate".to_owned());
        }
        say("released", parts.join(", "))
    }

    fn case(&self) -> Option<Said> {
        let (before, after) = (self.before, self.after);
        if before.has_case() || !after.has_case() {
            return None;
        }
        let court = after.court.phrase();
        let how = if after.in_custody() {
            "case goes to"
        } else {
            "bailed to"
        };
        Some(say(
            "case",
            format!("{how} the {court}, hearing on {}", self.due(slot::COURT)),
        ))
    }

    fn supervision(&self) -> Option<Said> {
        if self.before.supervision == self.after.supervision {
            return None;
        }
        Some(say(
            "supervision",
            match (self.before.supervision, self.after.supervision) {
                (_, Supervision::Licence) => "licence begins",
                (Supervision::Licence, Supervision::PostSentence) => {
                    "licence ends, post-sentence supervision begins"
                }
                (_, Supervision::PostSentence) => "post-sentence supervision begins",
                (Supervision::Licence, _) => "licence ends",
                _ => "post-sentence supervision ends",
            },
        ))
    }

    fn order(&self) -> Vec<Said> {
        let (before, after) = (self.before, self.after);
        let mut said = Vec::new();
        if before.order != Order::None && after.order == Order::None {
            said.push(say("order", "the order ends"));
        }
        if before.requirement != after.requirement && after.requirement == Requirement::Started {
            said.push(say("requirement", "treatment under the requirement begins"));
        }
        if !before.waits_for_requirement() && after.waits_for_requirement() {
            said.push(say("waits", "waits for a place of the requirement"));
        }
        said
    }

    fn treatment(&self) -> Option<Said> {
        let (before, after) = (self.before, self.after);
        if before.in_custody() != after.in_custody() {
            let cut =
                before.treatment == Treatment::Treated && after.treatment != Treatment::Treated;
            return cut.then(|| say("treatment", "custody cuts community treatment short"));
        }
        if before.treatment == after.treatment {
            return None;
        }
        Some(say(
            "treatment",
            if after.in_custody() {
                self.treatment_inside().to_owned()
            } else {
                self.treatment_outside()
            },
        ))
    }

    fn treatment_inside(&self) -> &'static str {
        match (self.before.treatment, self.after.treatment) {
            (_, Treatment::Booked | Treatment::Referred) => "referred to drug workers in prison",
            (_, Treatment::Waiting) => "waits for psychosocial treatment in prison",
            (_, Treatment::Treated) => "starts psychosocial treatment in prison",
            (Treatment::Treated, _) if self.has(Count::PrisonDropped) => {
                "drops out of treatment in prison"
            }
            (Treatment::Treated, _) if self.has(Count::PrisonCompleted) => {
                "completes treatment in prison"
            }
            (Treatment::Treated, _) => "psychosocial treatment in prison ends",
            _ => "is not treated in prison",
        }
    }

    fn treatment_outside(&self) -> String {
        let (before, after) = (self.before, self.after);
        match (before.treatment, after.treatment) {
            (_, Treatment::Booked) => {
                format!(
                    "{}, appointment on {}",
                    referred(after),
                    self.due(slot::APPOINTMENT)
                )
            }
            (_, Treatment::Referred) => {
                format!(
                    "{}, assessment on {}",
                    referred(after),
                    self.due(slot::APPOINTMENT)
                )
            }
            (_, Treatment::Waiting) => {
                "assessed, waits for a place in community treatment".to_owned()
            }
            (_, Treatment::Treated) => {
                let since = if before.treatment == Treatment::None {
                    self.now
                } else {
                    before.treatment_since
                };
                let days = libm::round(self.now.days_since(since));
                let wait = match days {
                    d if d < 1.0 => "at once".to_owned(),
                    1.0 => "after 1 day's wait".to_owned(),
                    d => format!("after {d} days' wait"),
                };
                format!("started community treatment {wait}")
            }
            (Treatment::Treated, _) if self.has(Count::TreatmentCompleted) => {
                "completed treatment".to_owned()
            }
            (Treatment::Treated, _) if self.has(Count::TreatmentDropped) => {
                "dropped out of treatment".to_owned()
            }
            (Treatment::Treated, _) => "left treatment".to_owned(),
            (Treatment::Booked, _) => "missed the appointment for treatment".to_owned(),
            _ if self.has(Count::GaveUp) => "gave up waiting for treatment".to_owned(),
            _ => "the referral to treatment comes to nothing".to_owned(),
        }
    }

    fn housing(&self) -> Option<Said> {
        const PLACES: Flags = flag::SUPPORTED | flag::CAS3 | flag::STARTING_POINT;
        let (before, after) = (self.before, self.after);
        if before.housing == after.housing && before.flags & PLACES == after.flags & PLACES {
            return None;
        }
        Some(say(
            "housing",
            match after.housing {
                Housing::Homeless if after.in_custody() => {
                    "lost the home while in custody".to_owned()
                }
                Housing::Homeless => "became homeless".to_owned(),
                Housing::Settled => "found a settled home".to_owned(),
                _ => format!("moved {}", home(after)),
            },
        ))
    }

    fn diversion(&self) -> Option<Said> {
        let (before, after) = (self.before.diverted, self.after.diverted);
        if before == after {
            return None;
        }
        Some(say(
            "diversion",
            match after {
                Some(form) => form.phrase(),
                None if self.has(Count::DiversionCompleted) => "completed the diversion",
                None => "the diversion is over",
            },
        ))
    }

    fn use_(&self) -> Vec<Said> {
        let (before, after) = (self.before, self.after);
        let mut said = Vec::new();
        if before.substance != after.substance {
            said.push(say(
                "need",
                format!("a need develops: {}", after.substance.phrase()),
            ));
        }
        if before.use_ != after.use_ && after.has_need() {
            let (event, words) = match after.use_ {
                Use::Dependent if self.has(Count::Relapses) => return said,
                Use::Dependent => ("use", "uses dependently again"),
                Use::Reduced => ("use", "uses less"),
                Use::Abstinent | Use::Recovered => ("use", after.use_.phrase()),
            };
            said.push(say(event, words));
        }
        said
    }

    fn facts(&self) -> impl Iterator<Item = Said> {
        FACTS.iter().filter_map(|&(flag, event, on, off)| {
            let words = match (self.before.is(flag), self.after.is(flag)) {
                (false, true) => on,
                (true, false) => off,
                _ => "",
            };
            (!words.is_empty()).then(|| say(event, words))
        })
    }

    fn due(&self, timer: usize) -> String {
        self.date(self.after.clocks.due(timer))
    }

    fn date(&self, at: Tick) -> String {
        if at.is_never() {
            "a day not set".to_owned()
        } else {
            self.calendar.date_of(at).to_string()
        }
    }
}

//! Post-sentence supervision: its breach goes to the magistrates' court and may end in a
//! short committal or a fine, never in recall.

use crate::engine::Date;
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Supervision, flag, slot};
use crate::pathway::values::plan::in_force;
use crate::pathway::world::World;

/// Least time to a hearing, and least committal, days: two dates of a person are never one.
const LEAST_DAYS: f64 = 0.5;

impl World<'_> {
    /// Whether the law of a date has post-sentence supervision.
    pub(in crate::pathway::supervision) fn has_post_sentence(&self, date: Date) -> bool {
        in_force(&self.national().post_sentence.rule, date).is_some_and(|rule| *rule.applies)
    }

    /// Sentences shorter than this, released on a date, carry post-sentence supervision where the
    /// law has it: see [`World::has_post_sentence`].
    pub(in crate::pathway::supervision) fn supervised_below(&self, date: Date) -> f64 {
        in_force(&self.national().post_sentence.rule, date).map_or(0.0, |rule| *rule.under)
    }

    /// New law of supervision is applied on its first day.
    pub(in crate::pathway) fn adopt_supervision_law(&mut self, today: Date, yesterday: Date) {
        if self.has_post_sentence(yesterday) && !self.has_post_sentence(today) {
            self.end_post_sentence_supervision();
        }
    }

    /// The law ends it: running supervision ends that day. A breach that is before the court is
    /// heard (Sentencing Act 2026, section 34(5)).
    fn end_post_sentence_supervision(&mut self) {
        for id in 0..self.people.len() as Id {
            if self.is_present(id) && self.people[id].supervision == Supervision::PostSentence {
                let p = self.person(id);
                p.supervision = Supervision::None;
                p.clocks.clear_timer(slot::SUPERVISION);
                self.touch(id);
            }
        }
    }

    /// Post-sentence supervision is over.
    pub(in crate::pathway) fn post_sentence_over(&mut self, id: Id) {
        let p = self.person(id);
        p.supervision = Supervision::None;
        p.clocks.clear_timer(slot::SUPERVISION);
        if p.is(flag::PSS_BREACH) {
            p.set(flag::PSS_BREACH, false);
            p.clocks.clear_timer(slot::CUSTODY);
        }
    }

    /// Contact is lost on post-sentence supervision: enforced at court, or let pass.
    pub(in crate::pathway::supervision) fn post_sentence_contact_lost(
        &mut self,
        id: Id,
        episode: u16,
    ) {
        let rules = &self.national().post_sentence;
        let breach = self.draw(id, Purpose::PssBreach, episode);
        if self.people[id].is(flag::PSS_BREACH) || !breach.chance(*rules.enforced) {
            return;
        }
        self.count(Count::PssBreaches, id);
        let days = breach
            .split(1)
            .lognormal(*rules.to_court, *rules.to_court_spread);
        let at = self.now.plus_days(days.max(LEAST_DAYS));
        let p = self.person(id);
        p.set(flag::PSS_BREACH, true);
        p.clocks.set_timer(slot::CUSTODY, at);
    }

    /// The hearing of a breach: a short committal of this number of days, a fine, or nothing.
    pub(in crate::pathway) fn hear_post_sentence_breach(&mut self, id: Id) -> Option<f64> {
        let rules = &self.national().post_sentence;
        let p = self.person(id);
        p.set(flag::PSS_BREACH, false);
        let episode = p.contacts;
        let outcome = self.draw(id, Purpose::PssOutcome, episode);
        if outcome.chance(*rules.committed) {
            let days = outcome.split(1).unit() * *rules.longest_committal;
            self.count(Count::PssCommittals, id);
            return Some(days.max(LEAST_DAYS));
        }
        if outcome.split(2).chance(*rules.fined) {
            self.count(Count::PssFines, id);
        }
        None
    }
}

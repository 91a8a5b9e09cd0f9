//! The law of fixed-term recall: whom it reaches at the decision, at the return, and inside.

use crate::engine::{Date, Tick};
use crate::pathway::court::cases::SHORT;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, flag, slot};
use crate::pathway::values::plan::in_force;
use crate::pathway::world::World;
use crate::scenario::schema::FixedTermRecall;

impl FixedTermRecall {
    /// The share of recalls on a sentence of this length that are fixed-term.
    fn share(&self, days: f64) -> f64 {
        if days < SHORT {
            *self.share_short
        } else if days <= *self.longest_sentence {
            *self.share_long
        } else {
            0.0
        }
    }

    /// The days inside on a fixed-term recall on a sentence of this length.
    fn term(&self, days: f64) -> f64 {
        if days < SHORT {
            *self.short
        } else {
            *self.long
        }
    }
}

impl World<'_> {
    fn recall_law(&self) -> Option<&FixedTermRecall> {
        in_force(
            &self.national().licence.fixed_term,
            self.plan.law_date(self.now),
        )
    }

    /// Whether the recall of a person is fixed-term by the law of the day. One draw decides for all
    /// days, so that wider law adds people and takes none away.
    pub(in crate::pathway::supervision) fn is_fixed_term(&self, id: Id) -> bool {
        let p = &self.people[id];
        let draw = self.draw(id, Purpose::RecallKind, p.contacts);
        self.recall_law()
            .is_some_and(|rule| draw.chance(rule.share(f64::from(p.sentence))))
    }

    /// Who comes back is under the law of that day, where it says so, whatever was decided.
    pub(in crate::pathway::supervision) fn adopt_law_of_return(&mut self, id: Id) {
        let date = self.plan.law_date(self.now);
        let by_return = in_force(&self.national().licence.recall_tranche, date).is_some();
        if by_return && self.is_fixed_term(id) {
            self.person(id).set(flag::FIXED_TERM, true);
        }
    }

    /// The stay on a recall from licence, days: the fixed term, or a long tail.
    pub(in crate::pathway::supervision) fn recall_days(&self, id: Id) -> f64 {
        let l = &self.national().licence;
        let p = &self.people[id];
        match self.recall_law() {
            Some(rule) if p.is(flag::FIXED_TERM) => rule.term(f64::from(p.sentence)),
            _ => self
                .draw(id, Purpose::RecallStay, p.contacts)
                .lognormal(*l.standard, *l.standard_spread),
        }
    }

    /// A tranche of those inside on a standard recall begins: they leave when the fixed term is
    /// over, counted from their return, and at once if it is.
    pub(in crate::pathway) fn adopt_recall_law(&mut self, today: Date, yesterday: Date) {
        let tranches = &self.national().licence.recall_tranche;
        let Some(tranche) = in_force(tranches, today) else {
            return;
        };
        if in_force(tranches, yesterday).is_some_and(|before| *before.from == *tranche.from) {
            return;
        }
        let up_to = *tranche.up_to;
        for id in 0..self.people.len() as Id {
            let p = &self.people[id];
            let waits = self.is_present(id)
                && p.custody == Custody::Recalled
                && !p.is(flag::FIXED_TERM | flag::CURFEW)
                && f64::from(p.sentence) <= up_to;
            if waits && self.is_fixed_term(id) {
                self.shorten_recall(id);
            }
        }
    }

    fn shorten_recall(&mut self, id: Id) {
        let p = &self.people[id];
        let days = f64::from(p.sentence);
        let Some(rule) = self.recall_law() else {
            return;
        };
        let least = Tick(self.now.0 + 1);
        let served = p.received.plus_days(rule.term(days)).max(least);
        let at = self.working_day(served).max(least);
        let p = self.person(id);
        p.set(flag::FIXED_TERM, true);
        if at < p.clocks.due(slot::CUSTODY) {
            p.clocks.set_timer(slot::CUSTODY, at);
        }
        self.touch(id);
    }
}

//! Recall: what may lead to it, the decision, the time unlawfully at large, and the stay of who is back.

use crate::engine::Tick;
use crate::observe::{Count, Elapsed};
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, Supervision, flag, slot};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;

impl Person {
    /// On licence, at liberty, and not recalled already.
    #[inline]
    fn can_be_recalled(&self, m: &Local, now: Tick) -> bool {
        self.supervision == Supervision::Licence
            && !self.in_custody()
            && !self.is(flag::AT_LARGE)
            && self.sentence_end.days_since(now) > *m.licence.least_left
    }
}

impl World<'_> {
    /// Contact is lost on licence: recall, or a warning.
    pub(in crate::pathway::supervision) fn licence_contact_lost(&mut self, id: Id, episode: u16) {
        let m = self.model(id);
        let tier = self.people[id].tier;
        let enforced = *m.probation.enforcement[tier];
        let chance = (*self.national().licence.recall_lost_contact * enforced).min(1.0);
        if self
            .draw(id, Purpose::RecallContact, episode)
            .chance(chance)
        {
            self.recall(id, Count::RecallsContact);
        }
    }

    /// A residence is lost: no fixed residence may mean recall.
    pub(in crate::pathway) fn residence_lost(&mut self, id: Id, episode: u16) {
        if self.people[id].on_curfew() {
            self.curfew_address_lost(id, episode);
            return;
        }
        let chance = *self.national().licence.recall_no_residence;
        if *self.national().loops.wait_to_recall
            && self
                .draw(id, Purpose::RecallResidence, episode)
                .chance(chance)
        {
            self.recall(id, Count::RecallsResidence);
        }
    }

    /// A lapse by itself seldom means recall.
    pub(in crate::pathway) fn lapsed(&mut self, id: Id) {
        let chance = *self.national().licence.recall_lapse;
        let episode = self.people[id].armed[slot::USE];
        if *self.national().loops.wait_to_recall
            && self.draw(id, Purpose::RecallLapse, episode).chance(chance)
        {
            self.recall(id, Count::RecallsLapse);
        }
    }

    /// A new charge on licence.
    pub(in crate::pathway) fn charged_on_licence(&mut self, id: Id) {
        let chance = *self.national().licence.recall_charge;
        let episode = self.people[id].arrests;
        if self.draw(id, Purpose::RecallCharge, episode).chance(chance) {
            self.recall(id, Count::RecallsCharge);
        }
    }

    /// The decision to recall; the return comes later.
    fn recall(&mut self, id: Id, reason: Count) {
        let now = self.now;
        if !self.people[id].can_be_recalled(self.model(id), now) {
            return;
        }
        if self.people[id].on_curfew() {
            self.recall_from_curfew(id);
            return;
        }
        self.count_leaver(Count::Recalls, id);
        self.count_leaver(reason, id);
        self.note_mark(reason, id);
        self.sought(id);
        let fixed = self.is_fixed_term(id);
        self.person(id).set(flag::FIXED_TERM, fixed);
        if fixed {
            self.count_leaver(Count::RecallsFixed, id);
        }
    }

    /// Recalled, and at large until arrest or surrender.
    pub(in crate::pathway::supervision) fn sought(&mut self, id: Id) {
        let now = self.now;
        let l = &self.national().licence;
        let p = self.person(id);
        p.contacts = p.contacts.wrapping_add(1);
        p.recalled_at = now;
        p.set(flag::AT_LARGE, true);
        let episode = p.contacts;
        let days = self
            .draw(id, Purpose::ReturnTime, episode)
            .lognormal(*l.return_time, *l.return_spread);
        let p = self.person(id);
        p.clocks
            .set_timer(slot::CUSTODY, now.plus_days(days.max(0.1)));
        p.clocks.clear_timer(slot::SCHEDULED_CONTACT);
    }

    /// The days inside of somebody who is back, by arrest or surrender: for a fixed term, or a
    /// standard recall with its long tail, never beyond the end of the sentence. None if that
    /// is over.
    pub(in crate::pathway) fn days_of_return(&mut self, id: Id) -> Option<f64> {
        let now = self.now;
        let p = &self.people[id];
        let left = p.sentence_end.days_since(now);
        if left <= 0.0 {
            self.person(id).set(flag::AT_LARGE | flag::CURFEW, false);
            return None;
        }
        let since = p.recalled_at;
        let days = if p.is(flag::CURFEW) {
            self.ordinary_date(id).days_since(now)
        } else {
            self.count(Count::Returns, id);
            self.add_days(Elapsed::Return, id, now.days_since(since));
            self.adopt_law_of_return(id);
            self.recall_days(id)
        };
        Some(days.min(left).max(0.5))
    }
}

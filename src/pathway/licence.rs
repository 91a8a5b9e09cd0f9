//! Licence, post-sentence supervision, lost contact, and recall: the decision, the return,
//! and the stay.

use super::person::{Custody, Housing, Id, Order, Person, Requirement, Supervision, Treatment, Use, flag, slot};
use super::plan::{Local, in_force};
use super::purpose::Purpose;
use super::world::World;
use crate::engine::Tick;
use crate::observe::Count;

/// Nobody is sent back for less than this many days of sentence.
const LEAST_LEFT: f64 = 2.0;

/// Loss of contact with supervision, per day: licence and post-sentence supervision, or an order.
pub(super) fn contact_rate(p: &Person, m: &Local, now: Tick) -> f64 {
    let on_order = p.order != Order::None;
    let supervised = p.supervision != Supervision::None;
    if p.in_custody() || p.is(flag::AT_LARGE) || !(supervised || on_order) {
        return 0.0;
    }
    let l = &m.licence;
    let mut rate = if supervised {
        *l.lost_contact * **l.tier.get(p.tier as usize)
    } else {
        *m.orders.breach.failures
    };
    let treated = p.in_community_treatment();
    if *m.loops.wait_to_recall {
        if treated {
            rate *= *l.treated;
        } else if p.has_need() {
            rate *= **l.use_factor.get(p.use_ as usize);
        }
        if p.housing == Housing::Homeless {
            rate *= *l.homeless;
        }
    }
    if p.requirement == Requirement::Started && treated {
        rate *= *m.orders.drr.missed_in_treatment;
    }
    if p.is(flag::MHTR_BEGUN) {
        rate *= *m.orders.mhtr.failures;
    }
    if p.is_contacted(m, now) {
        rate *= *l.contacted;
    }
    rate / p.motivation_factor()
}

impl Person {
    /// Whether a kept contact still protects.
    #[inline]
    pub fn is_contacted(&self, m: &Local, now: Tick) -> bool {
        !self.contacted.is_never() && now < self.contacted.plus_days(*m.use_.contact_protects)
    }

    /// On licence, at liberty, and not recalled already.
    #[inline]
    fn can_be_recalled(&self, now: Tick) -> bool {
        self.supervision == Supervision::Licence
            && !self.in_custody()
            && !self.is(flag::AT_LARGE)
            && self.sentence_end.days_since(now) > LEAST_LEFT
    }
}

impl World<'_> {
    /// Contact is lost: recall or a warning on licence, a failure to comply on an order.
    pub(super) fn contact_lost(&mut self, id: Id) -> bool {
        let p = self.person(id);
        p.contacts = p.contacts.wrapping_add(1);
        let (episode, supervised) = (p.contacts, p.supervision != Supervision::None);
        if !supervised {
            self.failed_to_comply(id);
            return true;
        }
        let chance = *self.national().licence.recall_lost_contact;
        if self.draw(id, Purpose::RecallContact, episode).chance(chance) {
            self.recall(id, Count::RecallsContact);
        }
        true
    }

    /// A residence is lost: no fixed residence may mean recall.
    pub(super) fn residence_lost(&mut self, id: Id) {
        let chance = *self.national().licence.recall_no_residence;
        let episode = self.people[id as usize].armed[slot::HOUSING];
        if *self.national().loops.wait_to_recall
            && self.draw(id, Purpose::RecallResidence, episode).chance(chance)
        {
            self.recall(id, Count::RecallsResidence);
        }
    }

    /// A lapse by itself seldom means recall.
    pub(super) fn lapsed(&mut self, id: Id) {
        let chance = *self.national().licence.recall_lapse;
        let episode = self.people[id as usize].armed[slot::USE];
        if *self.national().loops.wait_to_recall
            && self.draw(id, Purpose::RecallLapse, episode).chance(chance)
        {
            self.recall(id, Count::RecallsLapse);
        }
    }

    /// A new charge on licence.
    pub(super) fn charged_on_licence(&mut self, id: Id) {
        let chance = *self.national().licence.recall_charge;
        let episode = self.people[id as usize].arrests;
        if self.draw(id, Purpose::RecallCharge, episode).chance(chance) {
            self.recall(id, Count::RecallsCharge);
        }
    }

    /// The decision to recall; the return comes later.
    fn recall(&mut self, id: Id, reason: Count) {
        let now = self.now;
        if !self.people[id as usize].can_be_recalled(now) {
            return;
        }
        self.count_leaver(Count::Recalls, id);
        self.count(reason, id);
        let l = &self.national().licence;
        let p = self.person(id);
        p.contacts = p.contacts.wrapping_add(1);
        let episode = p.contacts;
        p.recalled_at = now;
        p.set(flag::AT_LARGE, true);
        let fixed = self.is_fixed_term(id, episode);
        let days = self.draw(id, Purpose::ReturnTime, episode).lognormal(*l.return_time, *l.return_spread);
        let p = self.person(id);
        p.set(flag::FIXED_TERM, fixed);
        p.clocks.set_timer(slot::CUSTODY, now.plus_days(days.max(0.1)));
        p.clocks.clear_timer(slot::SCHEDULED_CONTACT);
        if fixed {
            self.count(Count::RecallsFixed, id);
        }
    }

    fn is_fixed_term(&self, id: Id, episode: u16) -> bool {
        let date = self.plan.law_date(self.now);
        let Some(rule) = in_force(&self.national().licence.fixed_term, date) else {
            return false;
        };
        let days = f64::from(self.people[id as usize].sentence);
        let share = if days < super::court::SHORT {
            *rule.share_short
        } else if days <= *rule.longest_sentence {
            *rule.share_long
        } else {
            0.0
        };
        self.draw(id, Purpose::RecallKind, episode).chance(share)
    }

    /// Back in custody, by arrest or surrender: for a fixed term, or a standard recall with
    /// its long tail, never beyond the end of the sentence.
    pub(super) fn return_to_custody(&mut self, id: Id) {
        let now = self.now;
        let p = &self.people[id as usize];
        let left = p.sentence_end.days_since(now);
        if left <= 0.0 {
            self.person(id).set(flag::AT_LARGE, false);
            return;
        }
        let (episode, fixed, since) = (p.contacts, p.is(flag::FIXED_TERM), p.recalled_at);
        self.count(Count::Returns, id);
        self.add_days(Count::ReturnDays, id, now.days_since(since));
        self.receive(id, Custody::Recalled);
        let date = self.plan.law_date(now);
        let l = &self.national().licence;
        let short = f64::from(self.people[id as usize].sentence) < super::court::SHORT;
        let days = match in_force(&l.fixed_term, date) {
            Some(rule) if fixed => {
                if short { *rule.short } else { *rule.long }
            }
            _ => self.draw(id, Purpose::RecallStay, episode).lognormal(*l.standard, *l.standard_spread),
        };
        let at = now.plus_days(days.min(left).max(0.5));
        self.person(id).clocks.set_timer(slot::CUSTODY, at);
    }

    /// The end of licence or of post-sentence supervision.
    pub(super) fn supervision_ends(&mut self, id: Id) -> bool {
        let p = &self.people[id as usize];
        match (p.supervision, p.custody) {
            (Supervision::Licence, Custody::Recalled) => {
                // The sentence is over: nobody is held beyond it.
                self.release(id, super::release::Exit::Recall);
            }
            (Supervision::Licence, _) => self.licence_ends(id),
            _ => self.person(id).supervision = Supervision::None,
        }
        true
    }

    /// Licence ends with the sentence; post-sentence supervision follows where it is due.
    pub(super) fn licence_ends(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        if p.is(flag::AT_LARGE) {
            p.set(flag::AT_LARGE, false);
            p.clocks.clear_timer(slot::CUSTODY);
        }
        p.clocks.clear_timer(slot::SUPERVISION);
        if p.supervised_until > now {
            p.supervision = Supervision::PostSentence;
            let end = p.supervised_until;
            p.clocks.set_timer(slot::SUPERVISION, end);
        } else {
            p.supervision = Supervision::None;
        }
    }
}

impl Person {
    /// Whether a wait for treatment weighs on use.
    #[inline]
    pub fn is_waiting(&self) -> bool {
        matches!(self.treatment, Treatment::Waiting | Treatment::Referred | Treatment::Booked)
            && self.use_ != Use::Dependent
    }
}

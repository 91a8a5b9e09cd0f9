//! Licence, post-sentence supervision, lost contact, and recall: the decision, the return,
//! and the stay.

use crate::engine::Tick;
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::state::{Field, Reads};
use crate::pathway::person::{
    Exit, Id, Order, Person, Requirement, Supervision, Treatment, flag, slot,
};
use crate::pathway::prison::contact;
use crate::pathway::release::afterwards;
use crate::pathway::release::through_the_gate::Scheme;
use crate::pathway::supervision::curfew;
use crate::pathway::values::plan::{Local, causal};
use crate::pathway::world::World;
use crate::pathway::world::moves::Move;
use crate::scenario::schema::{Licence, Model};
use crate::strata::{Housing, Use};

/// What the contact channel reads of a person, inside and outside.
pub(in crate::pathway) const READS: Reads = Reads::of(&[
    Field::Custody,
    Field::Place,
    Field::Supervision,
    Field::Order,
    Field::Use,
    Field::Treatment,
    Field::Housing,
    Field::Substance,
    Field::Tier,
    Field::Requirement,
    Field::Site,
])
.and(
    flag::AT_LARGE
        | flag::CURFEW
        | flag::ISFL
        | flag::ISFL_WAITING
        | flag::CLINICAL
        | flag::CLINICAL_WAITING
        | flag::MHTR_BEGUN
        | flag::LOCAL_SCHEME
        | flag::RECONNECT
        | flag::SUPPORTED
        | flag::IN_TOUCH
        | flag::ORDER_DONE
        | flag::DESISTED
        | flag::DELIVERED
        | flag::COMPLETED
        | flag::MAINTAINED
        | flag::VETTING
        | flag::MENTOR,
);

/// The values that the contact channel reads, inside and outside.
pub(in crate::pathway) fn values_read(m: &Model) -> impl PartialEq + '_ {
    let (l, mental) = (&m.licence, &m.orders.mhtr);
    (
        (&l.lost_contact, &l.tier, &l.treated, &l.use_factor),
        (&l.homeless, &l.contacted, &l.causal_share, &l.at_release),
        (&l.by_propensity, &l.least_propensity),
        Scheme::ALL.map(|scheme| *scheme.values(m).lost_contact),
        (&m.probation.lost_contact_cap, &m.curfew.violations),
        (&m.orders.breach, &m.orders.drr.missed_in_treatment),
        mental.effect(*mental.failures),
    )
}

/// Rate of the contact channel. At liberty: loss of contact with supervision (licence,
/// post-sentence supervision or an order), at the most that thin attention and the days
/// since release can make it and thinned by those of the day, and breach of a curfew; in prison: see `prison::contact`.
pub(in crate::pathway) fn contact_rate(p: &Person, m: &Local, now: Tick) -> f64 {
    if p.in_custody() {
        return contact::rate(p, m);
    }
    let on_order = p.is_supervised_on_order();
    let supervised = p.supervision != Supervision::None;
    if p.is(flag::AT_LARGE) || !(supervised || on_order) {
        return 0.0;
    }
    let l = &m.licence;
    let mut rate = if supervised {
        *l.lost_contact * *l.tier[p.tier] * l.at_release.max(1.0) * own_share(p, l)
    } else {
        *m.orders.breach.failures
    };
    let treated = p.in_community_treatment();
    let effect = |association: f64| causal(association, *l.causal_share);
    if *m.loops.wait_to_recall {
        if treated {
            rate *= effect(*l.treated);
        } else if p.has_need() {
            rate *= effect(*l.use_factor[p.use_]);
        }
        if p.housing == Housing::Homeless {
            rate *= effect(*l.homeless);
        }
    }
    if p.requirement == Requirement::Started && treated {
        rate *= *m.orders.drr.missed_in_treatment;
    }
    if p.is(flag::MHTR_BEGUN) {
        rate *= m.orders.mhtr.effect(*m.orders.mhtr.failures);
    }
    if p.is_contacted(m, now) {
        rate *= effect(*l.contacted);
    }
    rate * afterwards::lost_contact(p, m, now)
        * held(p, m, treated)
        * crate::pathway::supervision::probation::cap(m)
        / p.engagement(m)
        + curfew::violation_rate(p, m)
}

/// What a person's own propensity to offend makes of lost contact: who offends more is recalled more.
fn own_share(p: &Person, l: &Licence) -> f64 {
    if *l.by_propensity == 0.0 {
        return 1.0;
    }
    libm::pow(
        f64::from(p.propensity).max(*l.least_propensity),
        *l.by_propensity,
    )
}

/// What holds a person in contact apart from treatment.
fn held(p: &Person, m: &Local, treated: bool) -> f64 {
    let mut factor = p.gate_factor(m, |scheme| *scheme.lost_contact);
    if p.is(flag::SUPPORTED) {
        factor *= causal(*m.housing.supported.lost_contact, *m.housing.causal_share);
    } else if p.housing == Housing::Family {
        factor *= causal(*m.housing.family.lost_contact, *m.housing.causal_share);
    }
    if p.is(flag::IN_TOUCH) && !treated {
        factor *= *m.harm_reduction.lost_contact;
    }
    factor
}

impl Person {
    /// On an order, and supervised: not when all that it asked is done and a suspended term hangs on.
    #[inline]
    pub fn is_supervised_on_order(&self) -> bool {
        self.order != Order::None && !self.is(flag::ORDER_DONE)
    }

    /// Whether a kept contact still protects.
    #[inline]
    pub fn is_contacted(&self, m: &Local, now: Tick) -> bool {
        !self.contacted.is_never() && now < self.contacted.plus_days(*m.use_.contact_protects)
    }

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
    /// Contact is lost: recall or a warning on licence, a failure to comply on an order.
    pub(in crate::pathway) fn contact_lost(&mut self, id: Id) -> bool {
        let all = contact_rate(&self.people[id], self.model(id), self.now);
        let thinned = self.thinned_contact(id) * self.settled(id);
        let accepted = self.accepts(id, slot::CONTACT, thinned);
        let p = self.person(id);
        p.contacts = p.contacts.wrapping_add(1);
        let (episode, supervision, tier) = (p.contacts, p.supervision, p.tier);
        if supervision == Supervision::Licence && self.recall_for_violation(id, all) {
            return true;
        }
        if !accepted {
            return false;
        }
        let enforced = (*self.model(id).probation.enforcement[tier]).min(1.0);
        let followed_up = self.draw(id, Purpose::Enforced, episode).chance(enforced);
        match supervision {
            Supervision::None if followed_up => self.send(id, Move::FailedToComply),
            Supervision::None => {}
            Supervision::PostSentence => self.post_sentence_contact_lost(id, episode),
            Supervision::Licence => self.licence_contact_lost(id, episode),
        }
        true
    }

    /// What time since release leaves of lost contact, over what it is on the day of release; orders
    /// begin without one.
    fn settled(&self, id: Id) -> f64 {
        let p = &self.people[id];
        if p.supervision == Supervision::None {
            return 1.0;
        }
        let l = &self.model(id).licence;
        let most = l.at_release.max(1.0);
        let halves = self.now.days_since(p.released).max(0.0) / l.settles_in.max(1.0);
        (1.0 + (most - 1.0) * libm::exp2(-halves)) / most
    }

    /// Contact is lost on licence: recall, or a warning.
    fn licence_contact_lost(&mut self, id: Id, episode: u16) {
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
            self.add_days(Count::ReturnDays, id, now.days_since(since));
            self.adopt_law_of_return(id);
            self.recall_days(id)
        };
        Some(days.min(left).max(0.5))
    }

    /// Licence until the end of the sentence, then post-sentence supervision if it is due.
    pub(in crate::pathway) fn begin_supervision(&mut self, id: Id, exit: Exit) {
        if matches!(exit, Exit::Court | Exit::Committal) {
            return;
        }
        let now = self.now;
        let length = *self.national().licence.post_sentence_supervision;
        let below = self.supervised_below(self.plan.law_date(now));
        let p = self.person(id);
        if exit != Exit::Recall {
            let short = f64::from(p.sentence) < below;
            p.supervised_until = if short {
                now.plus_days(length)
            } else {
                Tick::START
            };
        }
        if p.sentence_end > now {
            p.supervision = Supervision::Licence;
            let end = p.sentence_end;
            p.clocks.set_timer(slot::SUPERVISION, end);
        } else {
            self.licence_ends(id);
        }
    }

    /// Licence ends with the sentence; post-sentence supervision follows where it is due.
    pub(in crate::pathway) fn licence_ends(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        if p.is(flag::AT_LARGE) || p.on_curfew() {
            p.set(flag::AT_LARGE | flag::CURFEW, false);
            p.clocks.clear_timer(slot::CUSTODY);
        }
        p.clocks.clear_timer(slot::SUPERVISION);
        let end = p.supervised_until;
        if end > now && self.has_post_sentence(self.plan.law_date(now)) {
            let p = self.person(id);
            p.supervision = Supervision::PostSentence;
            p.clocks.set_timer(slot::SUPERVISION, end);
        } else {
            self.person(id).supervision = Supervision::None;
        }
    }
}

impl Person {
    /// Whether a wait for treatment weighs on use.
    #[inline]
    pub fn is_waiting(&self) -> bool {
        matches!(
            self.treatment,
            Treatment::Waiting | Treatment::Referred | Treatment::Booked
        ) && self.use_ != Use::Dependent
    }
}

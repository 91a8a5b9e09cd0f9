//! Licence and post-sentence supervision: contact, its loss, and how long they last. Recall is in `recall`.

use crate::engine::Tick;
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
        | flag::MENTOR
        | flag::LOCKED_UP,
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
        (mental.effect(*mental.failures), &m.violence),
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

//! Custody: reception, the sentence, and the ways out.

use crate::observe::Count;
use crate::pathway::court::cases::crown_share;
use crate::pathway::measure::headcount::mark;
use crate::pathway::person::flag::Flags;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, Place, flag, slot};
use crate::pathway::world::World;
use crate::strata::{Band, Court, Offence};

/// What belongs to one stay in custody or to the time before it, and ends at reception.
const ENDS_AT_RECEPTION: Flags = flag::AT_LARGE
    | flag::INTERRUPTED
    | flag::ISFL_REMOVED
    | flag::LOCKED_UP
    | flag::CURFEW
    | flag::PSS_BREACH
    | flag::OPEN_SUITED
    | flag::DELIVERED
    | flag::COMPLETED;

/// From where a sentence is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pathway) enum Serves {
    /// Reception follows.
    FromLiberty,
    /// In custody already.
    Inside,
    /// On a recall that holds the person longer.
    BesideRecall,
}

/// A sentence of the stock of the first day, in days.
#[derive(Clone, Copy, Debug)]
pub(in crate::pathway) struct Stay {
    /// Its length.
    days: f64,
    /// What is served of it.
    served: f64,
}

impl World<'_> {
    /// Admission to custody: a prison place, or police cells until there is one.
    pub(in crate::pathway) fn admit(&mut self, id: Id, custody: Custody) {
        let now = self.now;
        let p = self.person(id);
        p.custody = custody;
        p.received = now;
        p.receptions = p.receptions.wrapping_add(1);
        p.set(ENDS_AT_RECEPTION, false);
        p.marks &= !mark::OF_STAY;
        if p.is_new_reception() {
            if custody == Custody::Remand {
                p.band = Band::Remand;
            }
            self.count(Count::Receptions, id);
            if self.people[id].has_need() {
                self.count(Count::ReceptionsNeed, id);
            }
        }
        self.seek_place(id);
        for channel in [slot::MOVE, slot::HOUSING, slot::CONTACT] {
            self.rearm(id, channel);
        }
    }

    /// Leaves prison or cells; the place goes at once to the next in the queue.
    pub(in crate::pathway) fn leave_prison(&mut self, id: Id) {
        self.unindex(id);
        self.forget_early_release(id);
        self.leave_wing(id);
        self.stop_mentoring(id);
        self.give_up_place(id);
        let p = self.person(id);
        p.custody = Custody::None;
        p.set(flag::LOCKED_UP, false);
        p.clocks.clear_timer(slot::CUSTODY);
    }

    /// Takes note of a custodial sentence of `days`, time on remand counted, and says from where
    /// it is served.
    pub(in crate::pathway) fn take_sentence(&mut self, id: Id, days: f64) -> Serves {
        let now = self.now;
        let p = self.person(id);
        let credit = if p.custody == Custody::Remand {
            now.days_since(p.received)
        } else {
            0.0
        };
        let end = now.plus_days((days - credit).max(0.5));
        let held_longer = p.in_custody() && p.custody != Custody::Remand && p.sentence_end > end;
        if !held_longer {
            p.sentence = days as f32;
            p.sentence_end = end;
        }
        p.set(flag::AT_LARGE, false);
        match p.custody {
            Custody::None => Serves::FromLiberty,
            Custody::Recalled if held_longer => Serves::BesideRecall,
            _ => {
                self.unindex(id);
                self.forget_early_release(id);
                self.person(id).custody = Custody::Sentenced;
                Serves::Inside
            }
        }
    }

    /// A sentence begins to be served: where, and until when.
    pub(in crate::pathway) fn begin_sentence(&mut self, id: Id) {
        self.person(id).set(flag::FIXED_TERM, false);
        self.judge_suitability(id);
        self.set_release_date(id);
        self.count_curfew_refused(id);
    }

    /// A shorter sentence during a recall: it can keep a person longer, never set them free.
    pub(in crate::pathway) fn serve_beside_recall(&mut self, id: Id, days: f64) {
        let served = self.now.plus_days(self.share_of(id, days) * days);
        let p = self.person(id);
        let at = p.clocks.due(slot::CUSTODY).max(served).min(p.sentence_end);
        p.clocks.set_timer(slot::CUSTODY, at);
    }

    /// Holds a person inside for this number of days.
    pub(in crate::pathway) fn hold_for(&mut self, id: Id, days: f64) {
        let at = self.now.plus_days(days);
        self.person(id).clocks.set_timer(slot::CUSTODY, at);
    }

    /// Whether a release comes too soon after sentence or reception to be planned.
    pub(in crate::pathway) fn at_short_notice(&self, id: Id) -> bool {
        self.now.days_since(self.people[id].received) < *self.model(id).release.notice
    }

    /// The sentence of a prisoner of the first day, longer than those passed on it.
    pub(in crate::pathway) fn sentence_of_the_stock(&mut self, id: Id) -> Stay {
        let m = self.model(id);
        let p = &self.people[id];
        let weights = crate::pathway::police::offending::offence_weights(p, m);
        let c = &m.courts;
        let median = |kind: Offence| {
            let crown = crown_share(p, m, kind);
            crown * *c.sentence_crown[kind] + (1.0 - crown) * *c.sentence_magistrates[kind]
        };
        let stock = Offence::ALL.map(|kind| weights[kind] * *c.custody[kind] * median(kind));
        let kind = self.draw(id, Purpose::InitialOffence, 0).index(&stock);
        let kind = Offence::ALL[kind];
        let crown = crown_share(p, m, kind) * *c.sentence_crown[kind] / median(kind).max(1e-9);
        let draw = self.draw(id, Purpose::InitialSentence, 0);
        let (court, medians) = if draw.split(1).chance(crown) {
            (Court::Crown, &c.sentence_crown)
        } else {
            (Court::Magistrates, &c.sentence_magistrates)
        };
        let sigma = *c.sentence_spread[court];
        // A lognormal seen in proportion to its length is a lognormal with a larger median.
        let biased = *medians[kind] * libm::exp(sigma * sigma);
        let days = draw
            .lognormal(biased, sigma)
            .clamp(*c.shortest, c.longest.max(*c.shortest));
        let served =
            self.draw(id, Purpose::InitialServed, 0).unit() * *m.population.served_at_start * days;
        let p = self.person(id);
        p.offence = kind;
        p.band = crate::pathway::court::cases::band(days);
        Stay { days, served }
    }

    /// A prisoner of the first day is somewhere within the sentence, and where it has brought
    /// them by then.
    pub(in crate::pathway) fn be_within_sentence(&mut self, id: Id, stay: Stay) {
        let end = self.now.plus_days((stay.days - stay.served).max(1.0));
        let p = self.person(id);
        p.sentence = stay.days as f32;
        p.sentence_end = end;
        self.judge_suitability(id);
        self.set_release_date(id);
        if self.people[id].place == Place::Prison {
            self.place_initially(id);
        }
    }
}

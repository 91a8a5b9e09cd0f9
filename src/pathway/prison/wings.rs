//! Incentivised substance-free living (ISFL) wings: referral, compact, waiting list, random
//! tests, and removal. The effects of living there act where use and treatment are decided.

use crate::engine::{Request, Ticket};
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, Person, Place, flag, slot};
use crate::pathway::values::plan::Local;
use crate::pathway::values::plan::with_odds;
use crate::pathway::world::World;
use crate::strata::{Sex, Use};

/// Rate of referral to a wing, and on it of random tests.
pub(in crate::pathway::prison) fn rate(p: &Person, m: &Local) -> f64 {
    if p.is(flag::ISFL) {
        return *m.isfl.tests;
    }
    if !may_be_referred(p) {
        return 0.0;
    }
    let treated = if p.in_prison_treatment() {
        1.0
    } else {
        *m.isfl.untreated
    };
    *m.isfl.referral * m.site(p).referral * treated
}

/// Sentenced, free of use, and not on a waiting list that the one ticket stands for.
fn may_be_referred(p: &Person) -> bool {
    p.place == Place::Prison
        && p.custody == Custody::Sentenced
        && p.use_ != Use::Dependent
        && !p.is(flag::ISFL_WAITING)
        && !p.is(flag::CLINICAL_WAITING)
}

impl World<'_> {
    /// Sets the beds of the day.
    pub(in crate::pathway) fn resize_wings(&mut self) {
        let share =
            crate::pathway::prison::estate::estate_share(self.epoch, self.plan) * self.plan.scale;
        for sex in Sex::ALL {
            let beds = libm::round(*self.national().isfl.beds[sex] * share);
            self.prison.wings[sex].set_capacity(beds as u32, self.now);
            self.serve_wing(sex);
        }
    }

    /// A referral, or on a wing a random test.
    pub(in crate::pathway::prison) fn wing_event(&mut self, id: Id) -> bool {
        if self.people[id].is(flag::ISFL) {
            self.random_test(id)
        } else {
            self.refer_to_wing(id)
        }
    }

    /// A referral: who signs the compact gets a bed or waits for one.
    fn refer_to_wing(&mut self, id: Id) -> bool {
        let rules = &self.national().isfl;
        let p = &self.people[id];
        if !may_be_referred(p) {
            return false;
        }
        self.count(Count::IsflReferrals, id);
        let p = &self.people[id];
        let engagement = p.motivation_factor() * self.model(id).site(p).engagement_of(p);
        let signs = with_odds(*rules.signs, *rules.incentive * engagement);
        if !self
            .draw(id, Purpose::IsflSigns, p.armed[slot::CONTACT])
            .chance(signs)
        {
            return true;
        }
        let sex = p.sex();
        match self.prison.wings[sex].request(id, 0, self.now) {
            Request::Granted => self.enter_wing(id),
            Request::Queued(ticket) => {
                let p = self.person(id);
                p.line = ticket;
                p.set(flag::ISFL_WAITING, true);
            }
        }
        true
    }

    fn enter_wing(&mut self, id: Id) {
        self.count(Count::IsflEntries, id);
        let p = self.person(id);
        p.line = Ticket::NONE;
        p.set(flag::ISFL_WAITING, false);
        p.set(flag::ISFL, true);
        self.rearm(id, slot::CONTACT);
    }

    /// A random test finds use or not; a positive one may end the stay.
    fn random_test(&mut self, id: Id) -> bool {
        let rules = &self.national().isfl;
        self.count(Count::IsflTests, id);
        let p = &self.people[id];
        let draw = self.draw(id, Purpose::IsflTest, p.armed[slot::CONTACT]);
        if p.use_ != Use::Dependent || !draw.chance(*rules.sensitivity) {
            return true;
        }
        self.count(Count::IsflPositives, id);
        if draw.split(1).chance(*rules.removal) {
            self.count(Count::IsflRemoved, id);
            self.leave_wing(id);
            // With the bed go visits, work and time unlocked.
            self.person(id).set(flag::ISFL_REMOVED, true);
            self.rearm(id, slot::TREATMENT);
        }
        true
    }

    /// Leaves the wing or its waiting list: removal, transfer, release or death.
    pub(in crate::pathway::prison) fn leave_wing(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        let (sex, ticket) = (p.sex(), p.line);
        if p.is(flag::ISFL) {
            p.set(flag::ISFL, false);
            self.prison.wings[sex].give_back(now);
            self.rearm(id, slot::CONTACT);
            self.serve_wing(sex);
        } else if p.is(flag::ISFL_WAITING) {
            p.set(flag::ISFL_WAITING, false);
            p.line = Ticket::NONE;
            self.prison.wings[sex].withdraw(ticket, now);
        }
    }

    fn serve_wing(&mut self, sex: Sex) {
        while let Some(served) = self.prison.wings[sex].serve_next(self.now) {
            self.enter_wing(served.row);
            self.touch(served.row);
        }
    }
}

//! Incentivised substance-free living (ISFL) wings: referral, compact, waiting list, random
//! tests, removal, and what residents who use let in for the others. The effects of living there
//! act where use, treatment and violence are decided.

use crate::engine::{Request, Ticket};
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, Person, Place, flag, slot};
use crate::pathway::values::plan::Local;
use crate::pathway::values::plan::with_odds;
use crate::pathway::world::World;
use crate::scenario::schema::Isfl;
use crate::strata::{Sex, Use};

/// Rate of referral to a wing, and on it of random tests.
pub(in crate::pathway::prison) fn rate(p: &Person, m: &Local) -> f64 {
    if p.is(flag::ISFL) {
        return *m.isfl.tests;
    }
    if !may_be_referred(p) {
        return 0.0;
    }
    let using = if p.use_ == Use::Dependent {
        *m.isfl.using
    } else {
        1.0
    };
    let treated = if p.in_prison_treatment() {
        1.0
    } else {
        *m.isfl.untreated
    };
    *m.isfl.referral * m.site(p).referral * treated * using
}

/// Sentenced, and not on a waiting list that the one ticket stands for.
fn may_be_referred(p: &Person) -> bool {
    p.place == Place::Prison
        && p.custody == Custody::Sentenced
        && !p.is(flag::LOCKED_UP)
        && !p.is(flag::ISFL_WAITING)
        && !p.is(flag::CLINICAL_WAITING)
}

/// Supply on a wing of which a share of the residents use, against the most that can reach it.
fn let_through(rules: &Isfl, using: f64) -> f64 {
    let most = rules.leakage.max(1.0);
    let raised = 1.0 + *rules.mixing * (using - *rules.mixing_reference);
    (*rules.leakage * raised).clamp(0.0, most) / most
}

impl World<'_> {
    /// Sets the beds of the day.
    pub(in crate::pathway) fn resize_wings(&mut self) {
        let share = self.epoch.estate_share * self.plan.scale;
        for sex in Sex::ALL {
            let beds = libm::round(*self.national().isfl.beds[sex] * share);
            self.prison.wings[sex].set_capacity(beds as u32, self.now);
            self.serve_wing(sex);
        }
        self.settle_leakage();
    }

    /// Once a month: what is let through to the wing of each site follows from how many of its
    /// residents use. Where nobody lives, it is that of the reference year.
    pub(in crate::pathway) fn settle_leakage(&mut self) {
        let mut residents = vec![[0_u32; 2]; self.prison.wing_leakage.len()];
        for id in 0..self.people.len() as Id {
            let p = &self.people[id];
            if p.is(flag::ISFL) {
                let [all, using] = &mut residents[self.model(id).site_number(p)];
                *all += 1;
                *using += u32::from(p.use_ == Use::Dependent);
            }
        }
        let rules = &self.epoch.national.isfl;
        for (leakage, [all, using]) in self.prison.wing_leakage.iter_mut().zip(residents) {
            let share = match all {
                0 => *rules.mixing_reference,
                _ => f64::from(using) / f64::from(all),
            };
            *leakage = let_through(rules, share);
        }
    }

    /// The share of candidates for a beginning of use on a wing that its supply lets happen: the
    /// channel runs at the most that can reach it.
    pub(in crate::pathway) fn let_onto_wing(&self, id: Id) -> f64 {
        self.prison.wing_leakage[self.model(id).site_number(&self.people[id])]
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
            self.remove_from_wing(id);
        }
        true
    }

    /// Removed for use or violence: with the bed go visits, work and time unlocked.
    pub(in crate::pathway::prison) fn remove_from_wing(&mut self, id: Id) {
        self.leave_wing(id);
        self.person(id).set(flag::ISFL_REMOVED, true);
        self.rearm(id, slot::TREATMENT);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::schema::Model;

    /// Protects: at the reference leakage is what it is said to be; residents who use raise it, and
    /// never above the supply around the wing.
    #[test]
    fn leakage_follows_who_lives_there() {
        let set = |leakage: &str| {
            let values = [
                ("isfl.leakage", leakage),
                ("isfl.mixing", "2"),
                ("isfl.mixing_reference", "0.1"),
            ];
            let values = values.map(|(key, value)| (key.to_owned(), value.to_owned()));
            let model: Model = Scenario::load("baseline", &values)
                .unwrap()
                .at_start()
                .unwrap();
            model.isfl
        };
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found}");
        let tight = set("0.5");
        near(let_through(&tight, 0.1), 0.5);
        near(let_through(&tight, 0.3), 0.7);
        near(let_through(&tight, 0.0), 0.4);
        near(let_through(&tight, 0.9), 1.0);
        let open = set("2");
        near(let_through(&open, 0.1), 1.0);
        near(let_through(&open, 0.0), 0.8);
    }
}

//! Early release under pressure of places: those nearest their date leave first, by the
//! scheme in force, with its exclusions.

use crate::pathway::person::{Custody, Id, flag, slot};
use crate::pathway::values::plan::in_force;
use crate::pathway::world::World;
use crate::scenario::schema::EarlyRelease;
use crate::strata::{Offence, Sex};

impl World<'_> {
    /// Once a day: an estate that is too full releases early, where a scheme is in force.
    pub(in crate::pathway) fn early_release_day(&mut self) {
        let date = self.plan.law_date(self.now);
        if let Some(scheme) = in_force(&self.national().prison.early_release, date)
            && *scheme.up_to > 0.0
            && *self.national().loops.full_estate
        {
            for sex in Sex::ALL {
                self.release_early(sex, scheme);
            }
        }
    }

    /// Releases those nearest their date until occupancy is back at what the scheme allows.
    fn release_early(&mut self, sex: Sex, scheme: &EarlyRelease) {
        let now = self.now;
        let (inside, places) = self.occupancy(sex);
        let aim = libm::floor(places as f64 * *scheme.above) as i64;
        let excess = inside - aim - self.prison.early_pending[sex];
        if excess <= 0 {
            return;
        }
        let (from, to) = (now.plus_days(*scheme.notice), now.plus_days(*scheme.up_to));
        let chosen: Vec<Id> = self.prison.release_dates[sex]
            .iter()
            .skip_while(|&(at, _)| at <= from)
            .take_while(|&(at, _)| at <= to)
            .map(|(_, id)| id)
            .filter(|&id| self.may_leave_early(id, scheme))
            .take(excess as usize)
            .collect();
        for id in chosen {
            self.unindex(id);
            let at = self.working_day(from);
            let p = self.person(id);
            p.set(flag::EARLY, true);
            p.clocks.set_timer(slot::CUSTODY, at);
            self.prison.early_pending[sex] += 1;
            self.touch(id);
        }
    }

    fn may_leave_early(&self, id: Id, scheme: &EarlyRelease) -> bool {
        let p = &self.people[id];
        let days = f64::from(p.sentence);
        let excluded = days >= *scheme.excluded_from
            || (p.offence == Offence::Violence && days >= *scheme.excluded_violence_from);
        p.custody == Custody::Sentenced
            && !excluded
            && self.now.days_since(p.received) >= *scheme.least_served
    }

    /// An early release is made, or will not be: it no longer counts as pending.
    pub(in crate::pathway::prison) fn forget_early_release(&mut self, id: Id) {
        let p = self.person(id);
        if p.is(flag::EARLY) {
            p.set(flag::EARLY, false);
            let sex = p.sex();
            self.prison.early_pending[sex] -= 1;
        }
    }

    /// People in prison or waiting for it, and useable places, of a sex.
    fn occupancy(&self, sex: Sex) -> (i64, i64) {
        let long_term = self.prison.estate_constants[sex][1];
        let pools = &self.prison.estate[sex];
        let inside: i64 = pools
            .values()
            .map(|p| i64::from(p.held()) + i64::from(p.waiting()))
            .sum();
        let places: i64 = pools.values().map(|p| i64::from(p.capacity())).sum();
        (inside + long_term, places + long_term)
    }

    /// Whether the estate is so full that releases are made at short notice.
    pub(in crate::pathway) fn is_pressed(&self, sex: Sex) -> bool {
        let m = self.national();
        let (inside, places) = self.occupancy(sex);
        *m.loops.full_estate && inside as f64 > places as f64 * *m.prison.pressed_above
    }
}

//! Early release under pressure of places: those nearest their date leave first, by the
//! scheme in force, with its exclusions.

use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Custody, Id, flag, slot};
use crate::pathway::values::plan::in_force;
use crate::pathway::world::World;
use crate::scenario::schema::EarlyRelease;
use crate::strata::{Offence, Sex};

impl<'p> World<'p> {
    /// Once a day: an estate that is too full releases early, where a scheme is in force.
    pub(in crate::pathway) fn early_release_day(&mut self) {
        if let Some(scheme) = self.scheme_of_the_day()
            && *self.national().loops.full_estate
        {
            for sex in Sex::ALL {
                self.release_early(sex, scheme);
            }
        }
    }

    /// The scheme in force; where there is none, the standing power, if it is switched on.
    fn scheme_of_the_day(&self) -> Option<&'p EarlyRelease> {
        let date = self.plan.law_date(self.now);
        let prison = &self.national().prison;
        let standing = &prison.standing_release;
        let scheme = in_force(&prison.early_release, date).filter(|scheme| *scheme.up_to > 0.0);
        scheme.or_else(|| {
            let begun = *standing.active && *standing.scheme.from <= date;
            begun.then_some(&standing.scheme)
        })
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
            && self
                .draw(id, Purpose::EarlyReach, p.receptions)
                .chance(*scheme.reach)
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
        let [in_prison, waiting, places] = self.prison.people_and_places(sex);
        (in_prison + waiting, places)
    }

    /// Whether the estate is so full that releases are made at short notice.
    pub(in crate::pathway) fn is_pressed(&self, sex: Sex) -> bool {
        let m = self.national();
        let (inside, places) = self.occupancy(sex);
        *m.loops.full_estate && inside as f64 > places as f64 * *m.prison.pressed_above
    }
}

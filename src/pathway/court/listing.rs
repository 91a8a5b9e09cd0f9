//! When a case is heard. Where sittings are limited, a case that is ready is given the first
//! free hearing: the lists fill up, and the wait for a hearing is the backlog. Some hearings
//! are kept for people in custody.

use crate::engine::{Tick, tie};
use crate::observe::{Count, Elapsed};
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, flag, slot};
use crate::pathway::values::days::Days;
use crate::pathway::world::World;
use crate::strata::Court;

/// Classes of cases: on bail, and in custody.
const BAIL: usize = 0;
const CUSTODY: usize = 1;

/// The lists of one court: hearings given out, by day and class.
#[derive(Clone, Debug, Default)]
pub(in crate::pathway) struct Lists {
    /// What a day has on average: hearings in all, and those open to cases on bail.
    daily: [f64; 2],
    /// The same of each day up to the end.
    hearings: Vec<[u32; 2]>,
    booked: Vec<[u32; 2]>,
    /// For each class, days before this one have nothing free.
    full_before: [u32; 2],
}

impl Lists {
    /// Sets what a day has on average. What closed days do not use is heard on the next working day.
    fn set_daily(&mut self, daily: [f64; 2], days: &Days) {
        if self.daily == daily && !self.hearings.is_empty() {
            return;
        }
        let on = |day: u32| {
            let Some(before) = days.working_before(day) else {
                return [0; 2];
            };
            daily.map(|daily| {
                let upto = |day: u32| libm::floor(daily * f64::from(day + 1));
                (upto(day) - upto(before)) as u32
            })
        };
        self.daily = daily;
        self.hearings = (0..days.count()).map(on).collect();
    }

    fn on(&self, day: u32) -> [u32; 2] {
        self.booked.get(day as usize).copied().unwrap_or_default()
    }

    fn book(&mut self, day: u32, class: usize) {
        let days = self.booked.len().max(day as usize + 1);
        self.booked.resize(days, [0; 2]);
        self.booked[day as usize][class] += 1;
    }

    fn free(&mut self, day: u32, class: usize) {
        if let Some(booked) = self.booked.get_mut(day as usize) {
            booked[class] = booked[class].saturating_sub(1);
        }
        self.full_before = self.full_before.map(|full| full.min(day));
    }

    /// The first day from `ready` on with a free hearing for `class`; the day after the end if there
    /// is none.
    fn first_free(&mut self, ready: u32, class: usize) -> u32 {
        let from = ready.max(self.full_before[class]);
        let end = self.hearings.len() as u32;
        let is_free = |day: u32| {
            let ([all, bail], booked) = (self.hearings[day as usize], self.on(day));
            booked[BAIL] + booked[CUSTODY] < all && (class == CUSTODY || booked[BAIL] < bail)
        };
        let day = (from..end).find(|&day| is_free(day)).unwrap_or(end);
        if from == self.full_before[class] {
            self.full_before[class] = day;
        }
        day
    }
}

impl World<'_> {
    /// Whether hearings of a court are limited.
    fn is_limited(&self, court: Court) -> bool {
        *self.national().listing.cases_per_week[court] > 0.0
    }

    /// Hearings of a day on average: all, and those open to cases on bail.
    fn hearings_a_day(&self, court: Court) -> [f64; 2] {
        let listing = &self.national().listing;
        let share = self.epoch.estate_share * self.plan.scale;
        let daily = *listing.cases_per_week[court] * share / 7.0;
        [daily, daily * (1.0 - *listing.custody_reserve)]
    }

    /// Sets the hearing of a case that opens today.
    pub(in crate::pathway) fn set_hearing(&mut self, id: Id, remanded: bool) {
        let inside = remanded || self.people[id].in_custody();
        let ready = self.now.plus_days(self.days_to_hearing(id, inside));
        self.person(id).ready_at = ready;
        self.list_case(id, ready);
    }

    /// Days after charge on which a case is ready to be heard, or is heard without a limit.
    fn days_to_hearing(&self, id: Id, inside: bool) -> f64 {
        let m = self.model(id);
        let Person { court, arrests, .. } = self.people[id];
        let time = if inside {
            &m.courts.time_on_remand
        } else {
            &m.courts.time
        };
        let days = self
            .draw(id, Purpose::CourtTime, arrests)
            .lognormal(*time[court], *m.courts.time_spread);
        let prepared = if self.is_limited(court) {
            *self.national().listing.preparation[court]
        } else {
            1.0
        };
        (days * prepared).max(0.5)
    }

    /// Sets the date of the hearing of a case that is ready at `ready`.
    fn list_case(&mut self, id: Id, ready: Tick) {
        let p = &self.people[id];
        let (court, class) = (p.court, usize::from(p.in_custody()));
        let mut at = ready;
        let limited = self.is_limited(court);
        if limited {
            let sits_at = *self.national().listing.sits_at;
            let daily = self.hearings_a_day(court);
            let lists = &mut self.lists[court];
            lists.set_daily(daily, &self.plan.days);
            let day = lists.first_free(ready.day(), class);
            lists.book(day, class);
            if day > ready.day() {
                at = Tick::from_days(day).plus_days(sits_at);
            }
        }
        let p = self.person(id);
        p.set(flag::LISTED, limited);
        p.set(flag::LISTED_INSIDE, class == CUSTODY);
        p.clocks.set_timer(slot::COURT, at);
    }

    /// A case is heard: the wait since it was ready counts once, however often it was listed.
    pub(in crate::pathway::court) fn heard(&mut self, id: Id) {
        let p = self.person(id);
        if p.is(flag::LISTED) {
            p.set(flag::LISTED, false);
            let (ready, inside) = (p.ready_at, p.is(flag::LISTED_INSIDE));
            let waited = self.now.days_since(ready).max(0.0);
            self.count(Count::Listed, id);
            self.add_days(Elapsed::Listing, id, waited);
            let (cases, days) = match inside {
                false => (Count::ListedBail, Elapsed::ListingBail),
                true => (Count::ListedCustody, Elapsed::ListingCustody),
            };
            self.count(cases, id);
            self.add_days(days, id, waited);
        }
    }

    /// Gives back the hearing of somebody who will not need it.
    pub(in crate::pathway) fn unlist(&mut self, id: Id) {
        let p = self.person(id);
        if p.is(flag::LISTED) {
            p.set(flag::LISTED, false);
            let (court, day) = (p.court, p.clocks.due(slot::COURT).day());
            let class = usize::from(p.is(flag::LISTED_INSIDE));
            self.lists[court].free(day, class);
        }
    }

    /// A new number of sittings: everybody who waits is given a new date, in the order of the
    /// dates they had, and nobody before their case is ready.
    pub(in crate::pathway) fn list_anew(&mut self) {
        let now = self.now;
        self.lists = Default::default();
        let mut cases: Vec<(Tick, u32, Id)> = (0..self.people.len() as Id)
            .filter(|&id| self.is_present(id) && self.people[id].awaits_listing())
            .map(|id| {
                let p = &self.people[id];
                let due = p.clocks.due(slot::COURT);
                (due, tie(p.key.0, due), id)
            })
            .collect();
        cases.sort_unstable();
        for (due, _, id) in cases {
            let ready = self.people[id].ready_at.min(due);
            self.list_case(id, ready.max(Tick(now.0 + 1)));
            self.touch(id);
        }
    }
}

impl Person {
    /// Whether a case is pending that takes one of the hearings that may be limited.
    fn awaits_listing(&self) -> bool {
        self.has_case() && !self.is(flag::FOR_SENTENCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_fill_and_some_hearings_are_kept_for_custody() {
        let on = |day: u32| {
            if day.is_multiple_of(2) {
                [2, 1]
            } else {
                [0, 0]
            }
        };
        let mut lists = Lists {
            hearings: (0..100).map(on).collect(),
            ..Lists::default()
        };
        let mut take = |class| {
            let day = lists.first_free(3, class);
            lists.book(day, class);
            day
        };
        assert_eq!([take(0), take(0), take(0)], [4, 6, 8]);
        assert_eq!([take(1), take(1), take(1), take(1)], [4, 6, 8, 10]);
        assert_eq!(take(0), 10);
        assert_eq!(take(1), 12);
        lists.free(6, 0);
        assert_eq!(lists.first_free(3, 0), 6, "a hearing given back is used");
        assert_eq!(lists.first_free(99, 0), 100, "never beyond the end");
    }
}

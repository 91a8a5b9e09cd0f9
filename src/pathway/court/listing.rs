//! When a case is heard. Where sittings are limited, a case that is ready is given the first
//! free hearing: the lists fill up, and the wait for a hearing is the backlog. Some hearings
//! are kept for people in custody.

use crate::engine::{Tick, tie};
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, flag, slot};
use crate::pathway::world::World;
use crate::strata::Court;

/// Classes of cases: on bail, and in custody.
const BAIL: usize = 0;
const CUSTODY: usize = 1;

/// The lists of one court: hearings given out, by day and class.
#[derive(Clone, Debug, Default)]
pub(in crate::pathway) struct Lists {
    booked: Vec<[u32; 2]>,
    /// For each class, days before this one have nothing free.
    full_before: [u32; 2],
}

impl Lists {
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

    /// The first day from `ready` on with a free hearing for `class`; `room` tells how many
    /// hearings a day has in all, and how many of them are open to cases on bail.
    fn first_free(
        &mut self,
        ready: u32,
        class: usize,
        end: u32,
        room: impl Fn(u32) -> [u32; 2],
    ) -> u32 {
        let from = ready.max(self.full_before[class]);
        let is_free = |day: u32| {
            let ([all, bail], booked) = (room(day), self.on(day));
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

    /// Hearings of a day: all, and those open to cases on bail. What closed days do not use
    /// is heard on the next working day.
    fn hearings(&self, court: Court) -> impl Fn(u32) -> [u32; 2] {
        let court_days = &self.plan.court_days;
        let listing = &self.national().listing;
        let share = self.epoch.estate_share * self.plan.scale;
        let daily = *listing.cases_per_week[court] * share / 7.0;
        let to_bail = daily * (1.0 - *listing.custody_reserve);
        move |day| {
            let Some(before) = court_days.last_before(day) else {
                return [0; 2];
            };
            [daily, to_bail].map(|daily| {
                let upto = |day: u32| libm::floor(daily * f64::from(day + 1));
                (upto(day) - upto(before)) as u32
            })
        }
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
            let mut lists = std::mem::take(&mut self.lists[court]);
            let end = self.plan.end.day() + 1;
            let sits_at = *self.national().listing.sits_at;
            let day = lists.first_free(ready.day(), class, end, self.hearings(court));
            lists.book(day, class);
            self.lists[court] = lists;
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
            self.add_days(Count::ListingDays, id, waited);
            let (cases, days) = match inside {
                false => (Count::ListedBail, Count::ListingDaysBail),
                true => (Count::ListedCustody, Count::ListingDaysCustody),
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
            .filter(|&id| self.is_present(id) && self.people[id].has_case())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_fill_and_some_hearings_are_kept_for_custody() {
        let mut lists = Lists::default();
        let room = |day: u32| {
            if day.is_multiple_of(2) {
                [2, 1]
            } else {
                [0, 0]
            }
        };
        let mut take = |class| {
            let day = lists.first_free(3, class, 100, room);
            lists.book(day, class);
            day
        };
        assert_eq!([take(0), take(0), take(0)], [4, 6, 8]);
        assert_eq!([take(1), take(1), take(1), take(1)], [4, 6, 8, 10]);
        assert_eq!(take(0), 10);
        assert_eq!(take(1), 12);
        lists.free(6, 0);
        assert_eq!(
            lists.first_free(3, 0, 100, room),
            6,
            "a hearing given back is used"
        );
        assert_eq!(
            lists.first_free(99, 0, 100, |_| [0, 0]),
            100,
            "never beyond the end"
        );
    }
}

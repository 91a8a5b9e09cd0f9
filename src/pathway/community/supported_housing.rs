//! Places that are finite: approved premises, supported housing with its waiting list, stay cap,
//! exclusion and move-on, and the two-week package for leavers without a home.
//!
//! Supported housing and the package are temporary accommodation with a flag of their own.
//! Whoever holds a place or waits for one is at liberty.

use crate::engine::{Pool, Request, Tick, Ticket};
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, Supervision, Treatment, flag, slot};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::pathway::world::moves::Move;
use crate::scenario::schema;
use crate::strata::{Housing, Use};

/// Class of leavers on the waiting list for places that are open to everybody, and of the others.
const LEAVER: u8 = 0;
const OTHER: u8 = 1;

/// The places of one area.
#[derive(Clone)]
pub(in crate::pathway) struct Homes {
    /// Approved premises.
    pub approved: Pool,
    /// Supported places for leavers alone.
    pub leavers: Pool,
    /// Supported places for everybody.
    pub open: Pool,
    /// The two-week package.
    pub starting_point: Pool,
}

impl Homes {
    /// No places yet.
    pub fn new() -> Homes {
        let none = || Pool::new(0);
        Homes {
            approved: none(),
            leavers: none(),
            open: none(),
            starting_point: none(),
        }
    }

    /// The pool of supported places, for leavers or for everybody.
    pub fn supported(&mut self, for_leavers: bool) -> &mut Pool {
        if for_leavers {
            &mut self.leavers
        } else {
            &mut self.open
        }
    }

    /// Every pool with what it is called.
    pub fn pools(&self) -> [(&'static str, &Pool); 4] {
        [
            ("approved premises", &self.approved),
            ("supported housing for leavers", &self.leavers),
            ("supported housing", &self.open),
            ("two-week places", &self.starting_point),
        ]
    }
}

impl Person {
    /// On the waiting list for supported housing.
    #[inline]
    pub fn awaits_housing(&self) -> bool {
        !self.in_custody() && self.housing_ticket != Ticket::NONE
    }

    /// How long the present place can be held at most, for places that end.
    fn longest_stay(&self, h: &schema::Housing) -> Option<f64> {
        if self.is(flag::SUPPORTED) {
            Some(*h.supported.longest_stay)
        } else if self.is(flag::STARTING_POINT) {
            Some(*h.starting_point.stay)
        } else {
            (self.housing == Housing::Approved).then_some(*h.approved_stay)
        }
    }
}

/// When the stay in a place ends.
pub(in crate::pathway) fn stay_ends(p: &Person, m: &Local) -> Tick {
    p.longest_stay(&m.housing).map_or(Tick::NEVER, |days| {
        Tick::from_days(p.housed.into()).plus_days(days)
    })
}

/// Rate of failing the condition of the two-week package.
pub(in crate::pathway) fn failing(p: &Person, m: &Local) -> f64 {
    let s = &m.housing.starting_point;
    let dependent = p.use_ == Use::Dependent && p.treatment != Treatment::Treated;
    *s.fails * if dependent { *s.fails_dependent } else { 1.0 } / p.engagement(m)
}

impl World<'_> {
    /// Takes a place for a leaver if one is free. For people released in bulk while that loop
    /// is off the place is as free as for others, but theirs is none of the pool's own.
    fn take_place(&mut self, id: Id, pick: impl Fn(&mut Homes) -> &mut Pool) -> bool {
        let now = self.now;
        let p = &self.people[id];
        let (area, beside) = (p.home(), p.is(flag::WEIGHTLESS));
        let pool = pick(&mut self.areas[area].homes);
        let taken = if beside {
            pool.free() > 0 && pool.waiting() == 0
        } else {
            pool.try_take(now)
        };
        if taken {
            let p = self.person(id);
            p.housed = now.day() as u16;
            p.set(flag::HOUSED_BESIDE, beside);
        }
        taken
    }

    /// Approved premises on the day of release.
    pub(in crate::pathway::community) fn enter_approved(&mut self, id: Id) -> bool {
        let taken = self.take_place(id, |homes| &mut homes.approved);
        if taken {
            self.person(id).housing = Housing::Approved;
        }
        taken
    }

    /// The two-week package on the day of release.
    pub(in crate::pathway::community) fn enter_starting_point(&mut self, id: Id) -> bool {
        let taken = self.take_place(id, |homes| &mut homes.starting_point);
        if taken {
            let p = self.person(id);
            p.housing = Housing::Temporary;
            p.set(flag::STARTING_POINT, true);
            self.count(Count::StartingPointStarts, id);
        }
        taken
    }

    /// Supported housing for a leaver: a place kept for leavers, or an open one.
    fn enter_supported(&mut self, id: Id) -> bool {
        for for_leavers in [true, false] {
            if self.take_place(id, |homes| homes.supported(for_leavers)) {
                self.supported_begins(id, for_leavers);
                return true;
            }
        }
        false
    }

    fn supported_begins(&mut self, id: Id, for_leavers: bool) {
        let now = self.now;
        let p = self.person(id);
        p.housing = Housing::Temporary;
        p.housed = now.day() as u16;
        p.housing_ticket = Ticket::NONE;
        p.set(flag::SUPPORTED, true);
        p.set(flag::FOR_LEAVERS, for_leavers);
        self.count(Count::SupportedStarts, id);
        self.rearm(id, slot::HOUSING);
    }

    /// A leaver without a home gets a supported place, or joins the waiting list for one.
    pub(in crate::pathway::community) fn seek_supported(&mut self, id: Id) {
        if !self.enter_supported(id) && !self.people[id].is(flag::WEIGHTLESS) {
            self.join_housing_line(id, true);
        }
    }

    /// A homeless person in the community applies for a supported place.
    pub(in crate::pathway::community) fn apply_for_housing(&mut self, id: Id) {
        let open = self.take_place(id, |homes| &mut homes.open);
        if open {
            self.supported_begins(id, false);
        } else if !self.people[id].is(flag::WEIGHTLESS) {
            self.join_housing_line(id, false);
        }
    }

    /// Joins the waiting list for the places one may have, if there are any.
    fn join_housing_line(&mut self, id: Id, leaver: bool) {
        let now = self.now;
        let homes = &mut self.areas[self.people[id].home()].homes;
        let for_leavers = leaver && homes.leavers.capacity() > 0;
        let pool = homes.supported(for_leavers);
        if pool.capacity() == 0 {
            return;
        }
        match pool.request(id, if leaver { LEAVER } else { OTHER }, now) {
            Request::Granted => self.supported_begins(id, for_leavers),
            Request::Queued(ticket) => {
                let p = self.person(id);
                p.housing_ticket = ticket;
                p.set(flag::FOR_LEAVERS, for_leavers);
            }
        }
    }

    /// Gives free supported places of an area to those who wait.
    pub(in crate::pathway) fn serve_housing(&mut self, area: usize) {
        for for_leavers in [true, false] {
            while let Some(served) = self.areas[area]
                .homes
                .supported(for_leavers)
                .serve_next(self.now)
            {
                self.supported_begins(served.row, for_leavers);
                self.touch(served.row);
            }
        }
    }

    /// Off the waiting list for supported housing.
    pub(in crate::pathway::community) fn leave_housing_line(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        if p.awaits_housing() {
            let (ticket, for_leavers, area) = (p.housing_ticket, p.is(flag::FOR_LEAVERS), p.home());
            p.housing_ticket = Ticket::NONE;
            p.set(flag::FOR_LEAVERS, false);
            self.areas[area]
                .homes
                .supported(for_leavers)
                .withdraw(ticket, now);
        }
    }

    /// Gives up a place that is finite, if one is held; true if so.
    fn give_up_home(&mut self, id: Id) -> bool {
        let now = self.now;
        let p = self.person(id);
        let (area, for_leavers, beside) =
            (p.home(), p.is(flag::FOR_LEAVERS), p.is(flag::HOUSED_BESIDE));
        let (supported, package) = (p.is(flag::SUPPORTED), p.is(flag::STARTING_POINT));
        let approved = p.housing == Housing::Approved;
        if !(supported || package || approved) {
            return false;
        }
        p.set(
            flag::SUPPORTED | flag::STARTING_POINT | flag::FOR_LEAVERS | flag::HOUSED_BESIDE,
            false,
        );
        if beside {
            return true;
        }
        let homes = &mut self.areas[area].homes;
        if supported {
            homes.supported(for_leavers).give_back(now);
            self.serve_housing(area);
        } else if package {
            homes.starting_point.give_back(now);
        } else {
            homes.approved.give_back(now);
        }
        true
    }

    /// Moves to another kind of housing, off any waiting list and out of any place that is finite.
    pub(in crate::pathway::community) fn move_to(&mut self, id: Id, housing: Housing) {
        self.leave_housing_line(id);
        self.give_up_home(id);
        self.person(id).housing = housing;
    }

    /// Custody or death: the waiting list is left, and a place that is finite is lost with the home.
    pub(in crate::pathway) fn leave_home(&mut self, id: Id) {
        self.leave_housing_line(id);
        if self.give_up_home(id) {
            self.person(id).housing = Housing::Homeless;
        }
    }

    /// The stay in a place is over, if it is: on to another place, a home, or the street.
    pub(in crate::pathway) fn end_stay(&mut self, id: Id) {
        let m = self.model(id);
        let h = &m.housing;
        let p = &self.people[id];
        if p.in_custody() || stay_ends(p, m) > self.now {
            return;
        }
        let episode = p.armed[slot::HOUSING];
        let (supported, package) = (p.is(flag::SUPPORTED), p.is(flag::STARTING_POINT));
        self.move_to(id, Housing::Homeless);
        let home = if supported {
            self.draw(id, Purpose::SupportedEnd, episode)
                .chance(*h.supported.move_on)
                .then_some(Housing::Settled)
        } else if package {
            self.count(Count::StartingPointDone, id);
            if self.enter_supported(id) {
                return;
            }
            self.draw(id, Purpose::StartingPointEnd, episode)
                .chance(*h.starting_point.move_on)
                .then_some(Housing::Temporary)
        } else {
            Some(Housing::Temporary)
        };
        match home {
            Some(home) => self.person(id).housing = home,
            None => self.became_homeless(id),
        }
        self.rearm(id, slot::HOUSING);
    }

    /// A relapse may cost a supported place.
    pub(in crate::pathway) fn may_be_excluded(&mut self, id: Id) {
        let p = &self.people[id];
        let chance = *self.model(id).housing.supported.excluded_on_relapse;
        if p.is(flag::SUPPORTED)
            && self
                .draw(id, Purpose::SupportedLost, p.armed[slot::USE])
                .chance(chance)
        {
            self.count(Count::SupportedExcluded, id);
            self.move_to(id, Housing::Homeless);
            self.rearm(id, slot::HOUSING);
            self.became_homeless(id);
        }
    }

    /// Without a home at liberty: on licence that may mean recall.
    pub(in crate::pathway::community) fn became_homeless(&mut self, id: Id) {
        let p = &self.people[id];
        if p.supervision == Supervision::Licence {
            let change = p.armed[slot::HOUSING];
            self.send(id, Move::HomeLost(change));
        }
    }
}

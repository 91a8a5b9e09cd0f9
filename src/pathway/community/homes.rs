//! Places to live that are finite: who holds one, who waits for one, and what there is to let.
//!
//! Nobody is given a home that is not there. A place in approved premises, in the basic
//! accommodation offer (CAS3), in supported housing, in a hostel or of the two-week package belongs
//! to a pool of the area; a settled home is a letting from the area's supply. One ticket says for
//! what a person waits: somebody homeless for a place in a hostel or in supported housing, everybody
//! else for a letting. What a stay is, and how it ends, is in `supported_housing`.

use crate::engine::{Pool, Request, Served, Tick, Ticket};
use crate::observe::{Count, Elapsed};
use crate::pathway::person::flag::Flags;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, flag, slot};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::scenario::units::DAYS_PER_YEAR;
use crate::strata::{Housing, indexed, levels};

/// Class on the waiting list for a place of everybody who has not just left custody.
const OTHER: u8 = 1;

levels!(
    /// Kinds of places to live that are finite.
    Home {
        /// Approved premises.
        Approved ("approved") "approved premises",
        /// The basic accommodation offer.
        Cas3 ("cas3") "CAS3 places",
        /// Supported housing.
        Supported ("supported") "supported housing",
        /// Hostels and other temporary accommodation.
        Hostel ("hostel") "places in hostels",
        /// The two-week package.
        StartingPoint ("starting_point") "two-week places",
    }
);

indexed!(
    /// A value for each kind of places.
    pub(in crate::pathway) ByHome by Home
);

impl Home {
    /// The flag of those in temporary accommodation of a kind of its own.
    const fn flag(self) -> Flags {
        match self {
            Home::Approved | Home::Hostel => 0,
            Home::Cas3 => flag::CAS3,
            Home::Supported => flag::SUPPORTED,
            Home::StartingPoint => flag::STARTING_POINT,
        }
    }
}

/// The places of one area, and its homes to let.
#[derive(Clone)]
pub(in crate::pathway) struct Homes {
    places: ByHome<Pool>,
    /// Homes to let.
    pub lettings: Lettings,
}

impl Homes {
    /// No places yet.
    pub fn new() -> Homes {
        Homes {
            places: ByHome::from_fn(|_| Pool::new(0)),
            lettings: Lettings::new(),
        }
    }

    /// The pool of a kind of places.
    pub fn of(&self, place: Home) -> &Pool {
        &self.places[place]
    }

    /// The pool of a kind of places, to be changed.
    pub fn of_mut(&mut self, place: Home) -> &mut Pool {
        &mut self.places[place]
    }

    /// Every pool of places with what it is called.
    pub fn pools(&self) -> impl Iterator<Item = (&'static str, &Pool)> {
        self.places
            .iter()
            .map(|(place, pool)| (place.phrase(), pool))
    }
}

/// Homes to let in one area: they come up evenly over the year, and go to those who wait.
#[derive(Clone)]
pub(in crate::pathway) struct Lettings {
    line: Pool,
    /// Lettings there are that nobody has taken, with what the next one lacks.
    open: f64,
    a_day: f64,
    /// Days for which one stands empty at most.
    empty_for: f64,
}

impl Lettings {
    fn new() -> Lettings {
        Lettings {
            line: Pool::new(0),
            open: 0.0,
            a_day: 0.0,
            empty_for: 0.0,
        }
    }

    /// How many come up in a year from now on, and for how many days one stands empty at most.
    pub fn set_supply(&mut self, a_year: f64, empty_for: f64) {
        self.a_day = a_year.max(0.0) / DAYS_PER_YEAR;
        self.empty_for = empty_for;
    }

    /// How many wait.
    pub fn waiting(&self) -> u32 {
        self.line.waiting()
    }

    /// A day's supply comes up. What nobody takes goes to others in the end.
    pub fn new_day(&mut self) {
        let most = (self.a_day * self.empty_for).max(1.0);
        self.open = (self.open + self.a_day).min(most);
    }

    /// The first of those who wait, if there is a home for them.
    fn next(&mut self, now: Tick) -> Option<Served> {
        if self.open < 1.0 || self.line.waiting() == 0 {
            return None;
        }
        let class = (0..=Pool::LAST_CLASS).find(|&class| self.line.waiting_in(class) > 0)?;
        let served = self.line.divert(class, now)?;
        self.open -= 1.0;
        Some(served)
    }
}

impl Person {
    /// The place held, if the person lives in one that is finite.
    #[inline]
    pub(in crate::pathway) fn place_held(&self) -> Option<Home> {
        match self.housing {
            _ if self.in_custody() => None,
            Housing::Approved => Some(Home::Approved),
            Housing::Temporary if self.is(flag::SUPPORTED) => Some(Home::Supported),
            Housing::Temporary if self.is(flag::CAS3) => Some(Home::Cas3),
            Housing::Temporary if self.is(flag::STARTING_POINT) => Some(Home::StartingPoint),
            Housing::Temporary => Some(Home::Hostel),
            Housing::Settled | Housing::Homeless | Housing::Family => None,
        }
    }

    /// On a waiting list for somewhere to live.
    #[inline]
    pub fn awaits_housing(&self) -> bool {
        !self.in_custody() && self.housing_ticket != Ticket::NONE
    }

    /// The place waited for; none if it is a letting, or nothing is waited for.
    #[inline]
    pub(in crate::pathway) fn place_awaited(&self) -> Option<Home> {
        let homeless = self.awaits_housing() && self.housing == Housing::Homeless;
        homeless.then_some(if self.is(flag::FOR_SUPPORTED) {
            Home::Supported
        } else {
            Home::Hostel
        })
    }

    /// Waits for a home to let.
    #[inline]
    pub fn awaits_letting(&self) -> bool {
        self.awaits_housing() && self.housing != Housing::Homeless
    }
}

/// For which places a homeless person asks, with the rates a day: for those of which there are any.
pub(in crate::pathway::community) fn asks(m: &Local) -> [(Home, f64); 2] {
    let (hostels, supported) = (&m.housing.hostels, &m.housing.supported);
    let open = |places: f64, rate: f64| if places > 0.0 { rate } else { 0.0 };
    [
        (Home::Hostel, open(*hostels.places, *hostels.applies)),
        (Home::Supported, open(*supported.places, *supported.applies)),
    ]
}

/// The class in which a person waits for a home to let.
fn class_of_letting(p: &Person, m: &Local) -> u8 {
    let l = &m.housing.lettings;
    let priority = match p.place_held() {
        Some(Home::Approved | Home::Cas3) => *l.priority_leavers,
        Some(Home::Supported) => *l.priority_supported,
        Some(Home::Hostel | Home::StartingPoint) => *l.priority_hostels,
        None => *l.priority_family,
    };
    class(priority)
}

/// The class of a pool that a priority stands for.
fn class(priority: f64) -> u8 {
    (priority as u8).min(Pool::LAST_CLASS)
}

impl World<'_> {
    /// Takes a place for a person if one is free. For people released in bulk while that loop
    /// is off the place is as free as for others, but theirs is none of the pool's own.
    pub(in crate::pathway::community) fn take_place(&mut self, id: Id, place: Home) -> bool {
        let now = self.now;
        let p = &self.people[id];
        let (area, beside) = (p.home(), p.is(flag::WEIGHTLESS));
        let pool = self.areas[area].homes.of_mut(place);
        let taken = if beside {
            pool.free() > 0 && pool.waiting() == 0
        } else {
            pool.try_take(now)
        };
        if taken {
            self.begin_stay(id, place);
            self.person(id).set(flag::HOUSED_BESIDE, beside);
        }
        taken
    }

    /// A stay in a place begins, for somebody who held none.
    fn begin_stay(&mut self, id: Id, place: Home) {
        let now = self.now;
        let p = self.person(id);
        debug_assert!(p.place_held().is_none(), "one place at a time");
        p.housing = match place {
            Home::Approved => Housing::Approved,
            _ => Housing::Temporary,
        };
        p.housed = now.day() as u16;
        p.housing_ticket = Ticket::NONE;
        p.set(flag::FOR_SUPPORTED, false);
        p.set(place.flag(), true);
        match place {
            Home::Cas3 => self.count(Count::Cas3Starts, id),
            Home::Supported => self.count(Count::SupportedStarts, id),
            Home::StartingPoint => self.count(Count::StartingPointStarts, id),
            Home::Approved | Home::Hostel => {}
        }
        self.rearm(id, slot::HOUSING);
    }

    /// Asks for a place in a hostel or in supported housing for somebody without a home, who gets
    /// it or waits; true if they have it.
    pub(in crate::pathway::community) fn ask_for_place(&mut self, id: Id, leaver: bool) -> bool {
        let asks = asks(self.model(id));
        let episode = self.people[id].armed[slot::HOUSING];
        let which = self
            .draw(id, Purpose::HousingPlace, episode)
            .index(&asks.map(|kind| kind.1));
        let place = asks[which].0;
        if self.people[id].is(flag::WEIGHTLESS) {
            return self.take_place(id, place);
        }
        let now = self.now;
        let class = if leaver {
            class(*self.model(id).housing.priority_leavers)
        } else {
            OTHER
        };
        let pool = self.areas[self.people[id].home()].homes.of_mut(place);
        if pool.capacity() == 0 {
            return false;
        }
        match pool.request(id, class, now) {
            Request::Granted => {
                self.count(Count::PlacesFound, id);
                self.begin_stay(id, place);
                true
            }
            Request::Queued(ticket) => {
                let p = self.person(id);
                p.housing_ticket = ticket;
                p.set(flag::FOR_SUPPORTED, place == Home::Supported);
                false
            }
        }
    }

    /// Begins to look for a home to let: it is found at once, or waited for.
    pub(in crate::pathway::community) fn look_for_letting(&mut self, id: Id) {
        let now = self.now;
        let p = &self.people[id];
        debug_assert!(!p.awaits_housing() && p.housing != Housing::Settled);
        let (area, class) = (p.home(), class_of_letting(p, self.model(id)));
        let line = &mut self.areas[area].homes.lettings.line;
        // The line has no places of its own, so that whoever asks joins it.
        if let Request::Queued(ticket) = line.request(id, class, now) {
            self.person(id).housing_ticket = ticket;
        }
        self.serve_lettings(area);
    }

    /// Homes to let in an area go to those who wait for one.
    pub(in crate::pathway) fn serve_lettings(&mut self, area: usize) {
        while let Some(served) = self.areas[area].homes.lettings.next(self.now) {
            let id = served.row;
            self.person(id).housing_ticket = Ticket::NONE;
            self.count(Count::LettingsMade, id);
            self.add_days(Elapsed::Letting, id, self.now.days_since(served.since));
            self.move_to(id, Housing::Settled);
            self.rearm(id, slot::HOUSING);
            self.touch(id);
        }
    }

    /// Gives free places of an area to those who wait.
    pub(in crate::pathway) fn serve_housing(&mut self, area: usize) {
        for place in [Home::Supported, Home::Hostel] {
            self.serve_places(area, place);
        }
        self.serve_lettings(area);
    }

    fn serve_places(&mut self, area: usize, place: Home) {
        while let Some(served) = self.areas[area].homes.of_mut(place).serve_next(self.now) {
            let id = served.row;
            self.count(Count::PlacesFound, id);
            self.add_days(Elapsed::Place, id, self.now.days_since(served.since));
            self.begin_stay(id, place);
            self.touch(id);
        }
    }

    /// Off the waiting list for somewhere to live.
    pub(in crate::pathway::community) fn leave_housing_line(&mut self, id: Id) {
        let now = self.now;
        let p = self.person(id);
        if !p.awaits_housing() {
            return;
        }
        let (ticket, awaited, area) = (p.housing_ticket, p.place_awaited(), p.home());
        p.housing_ticket = Ticket::NONE;
        p.set(flag::FOR_SUPPORTED, false);
        let homes = &mut self.areas[area].homes;
        match awaited {
            Some(place) => homes.of_mut(place).withdraw(ticket, now),
            None => homes.lettings.line.withdraw(ticket, now),
        };
    }

    /// Gives up a place that is finite, if one is held; true if so.
    pub(in crate::pathway::community) fn give_up_home(&mut self, id: Id) -> bool {
        let now = self.now;
        let p = self.person(id);
        let Some(place) = p.place_held() else {
            return false;
        };
        let (area, beside) = (p.home(), p.is(flag::HOUSED_BESIDE));
        p.set(place.flag() | flag::HOUSED_BESIDE, false);
        p.housing = Housing::Homeless;
        if !beside {
            self.areas[area].homes.of_mut(place).give_back(now);
            if matches!(place, Home::Supported | Home::Hostel) {
                self.serve_places(area, place);
            }
        }
        true
    }

    /// Moves to a home that is no place of a pool, off any waiting list and out of any place.
    pub(in crate::pathway::community) fn move_to(&mut self, id: Id, housing: Housing) {
        debug_assert!(matches!(
            housing,
            Housing::Settled | Housing::Homeless | Housing::Family
        ));
        self.leave_housing_line(id);
        self.give_up_home(id);
        self.person(id).housing = housing;
    }

    /// Custody or death: the waiting list is left, and a place that is finite is lost with the home.
    pub(in crate::pathway) fn leave_home(&mut self, id: Id) {
        self.leave_housing_line(id);
        self.give_up_home(id);
    }

    /// Somebody new takes up where they live: there is a place for them, or they wait for one.
    pub(in crate::pathway) fn take_up_home(&mut self, id: Id) {
        let p = self.person(id);
        if p.housing == Housing::Temporary {
            p.housing = Housing::Homeless;
            self.ask_for_place(id, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: homes that nobody takes go to others in the end, and do not pile up for whoever asks late.
    #[test]
    fn homes_that_nobody_takes_do_not_pile_up() {
        let mut lettings = Lettings::new();
        lettings.set_supply(DAYS_PER_YEAR, 30.0);
        (0..100).for_each(|_| lettings.new_day());
        let now = Tick::from_days(100);
        for row in 0..50 {
            lettings.line.request(row, 0, now);
        }
        let let_ = std::iter::from_fn(|| lettings.next(now)).count();
        assert_eq!(let_, 30);
        assert_eq!(lettings.waiting(), 20);
    }
}

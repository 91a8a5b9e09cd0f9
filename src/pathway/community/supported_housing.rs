//! Stays in places that are finite: how long they last, what ends them before, and where they lead.
//! The basic accommodation offer and the two-week package end on their day; whoever is in supported
//! housing or approved premises stays until there is a home to go to, so that these fill up where
//! homes are scarce.

use crate::engine::Tick;
use crate::observe::Count;
use crate::pathway::community::homes::Home;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, Supervision, Treatment, flag, slot};
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::pathway::world::moves::Move;
use crate::strata::{Housing, Use};

/// When the stay in a place ends, or the search for a home begins that it ends with.
pub(in crate::pathway) fn stay_ends(p: &Person, m: &Local) -> Tick {
    let h = &m.housing;
    let days = match p.place_held() {
        Some(Home::Cas3) => *h.cas3.longest_stay,
        Some(Home::StartingPoint) => *h.starting_point.stay,
        Some(Home::Supported) if !p.awaits_housing() => *h.supported.longest_stay,
        Some(Home::Approved) if !p.awaits_housing() => *h.approved_stay,
        _ => return Tick::NEVER,
    };
    Tick::from_days(p.housed.into()).plus_days(days)
}

/// Rate of failing the condition of the two-week package.
pub(in crate::pathway) fn failing(p: &Person, m: &Local) -> f64 {
    let s = &m.housing.starting_point;
    let dependent = p.use_ == Use::Dependent && p.treatment != Treatment::Treated;
    *s.fails * if dependent { *s.fails_dependent } else { 1.0 } / p.engagement(m)
}

impl World<'_> {
    /// The stay in a place is over, if it is: on to another place, to look for a home, or the street.
    pub(in crate::pathway) fn end_stay(&mut self, id: Id) {
        let p = &self.people[id];
        if p.in_custody() || stay_ends(p, self.model(id)) > self.now {
            return;
        }
        match p.place_held() {
            Some(Home::Supported) => self.look_for_letting(id),
            Some(Home::Approved) => self.leave_approved(id),
            Some(Home::StartingPoint) => self.complete_starting_point(id),
            Some(Home::Cas3) => {
                self.move_to(id, Housing::Homeless);
                self.lose_place(id, true);
            }
            _ => return,
        }
        self.rearm(id, slot::HOUSING);
    }

    /// From approved premises to the basic offer, or to a home as soon as there is one.
    fn leave_approved(&mut self, id: Id) {
        let area = self.people[id].home();
        if self.areas[area].homes.of(Home::Cas3).free() > 0 {
            self.move_to(id, Housing::Homeless);
            self.take_place(id, Home::Cas3);
        } else {
            self.look_for_letting(id);
        }
    }

    /// The two weeks are over: on to another place, to family or friends, or the street.
    fn complete_starting_point(&mut self, id: Id) {
        let episode = self.people[id].armed[slot::HOUSING];
        let taken_in = self
            .draw(id, Purpose::StartingPointEnd, episode)
            .chance(*self.model(id).housing.starting_point.move_on);
        self.count(Count::StartingPointDone, id);
        self.move_to(id, Housing::Homeless);
        if self.take_place(id, Home::Cas3) || self.take_place(id, Home::Supported) {
            return;
        }
        if taken_in {
            self.person(id).housing = Housing::Family;
        } else {
            self.lose_place(id, true);
        }
    }

    /// Without a home at liberty, and asking for a place as somebody who left custody or not.
    pub(in crate::pathway::community) fn lose_place(&mut self, id: Id, leaver: bool) {
        if !self.ask_for_place(id, leaver) {
            self.became_homeless(id);
        }
    }

    /// A relapse may cost a supported place.
    pub(in crate::pathway) fn exclude_for_relapse(&mut self, id: Id) {
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

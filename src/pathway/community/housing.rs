//! Where people live: homes lost, at liberty and in custody, family and friends, the search for
//! another home, and the day of release. Places and homes to let are in `homes`.

use crate::engine::Tick;
use crate::observe::Count;
use crate::pathway::community::homes::{Home, asks};
use crate::pathway::community::supported_housing::failing;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::state::{Field, Reads};
use crate::pathway::person::{Id, Person, Supervision, flag, slot};
use crate::pathway::release::through_the_gate::supported_chance;
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::scenario::schema::Model;
use crate::strata::{Housing, Tier, Use};

/// What the housing channel may bring at liberty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// The home or the place is lost.
    Lost,
    /// The condition of the two-week package is not met.
    Failed,
    /// Family or friends take the person in.
    TakenIn,
    /// A stay with family or friends becomes a settled home.
    Settles,
    /// A home to let is looked for.
    Looks,
    /// A place is asked for.
    Asks,
    /// The waiting list for a place is given up.
    GivesUp,
}

/// The factor of a person on losing a home is kept in thousandths.
const WHOLE: f64 = 1000.0;

/// A factor on losing a home, as it is kept.
pub(in crate::pathway) fn unsettled(factor: f64) -> u16 {
    libm::round(factor * WHOLE).min(f64::from(u16::MAX)) as u16
}

/// What may happen to a person's home at liberty, with its rates a day.
fn changes(p: &Person, m: &Local) -> [(Change, f64); 3] {
    let h = &m.housing;
    let nothing = (Change::Lost, 0.0);
    let looks = |rate: f64| {
        let rate = if p.awaits_housing() { 0.0 } else { rate };
        (Change::Looks, rate)
    };
    match (p.housing, p.place_held()) {
        (Housing::Settled, _) => {
            let dependent = p.has_need() && p.use_ == Use::Dependent;
            let use_ = if dependent {
                1.0
            } else {
                *h.loss_not_dependent
            };
            [
                (Change::Lost, *h.loss * use_ * p.unsettled()),
                nothing,
                nothing,
            ]
        }
        (Housing::Family, _) => [
            (Change::Lost, *h.family.ends),
            (Change::Settles, *h.family.settles),
            looks(*h.family.ready),
        ],
        (_, Some(Home::Hostel)) => [
            (Change::Lost, *h.hostels.lost),
            looks(*h.hostels.ready),
            nothing,
        ],
        (_, Some(Home::Supported)) => [looks(*h.supported.moves_on), nothing, nothing],
        (_, Some(Home::Cas3)) => [looks(*h.cas3.ready), nothing, nothing],
        (_, Some(Home::StartingPoint)) => [(Change::Failed, failing(p, m)), nothing, nothing],
        (Housing::Homeless, _) => [(Change::TakenIn, *h.family.takes_in), list(p, m), nothing],
        _ => [nothing; 3],
    }
}

/// A homeless person asks for a place, or gives up waiting for it.
fn list(p: &Person, m: &Local) -> (Change, f64) {
    let (hostels, supported) = (&m.housing.hostels, &m.housing.supported);
    match p.place_awaited() {
        Some(Home::Supported) => (Change::GivesUp, *supported.gives_up),
        Some(_) => (Change::GivesUp, *hostels.gives_up),
        None => (Change::Asks, asks(m).iter().map(|kind| kind.1).sum()),
    }
}

/// What the housing channel reads of a person.
pub(in crate::pathway) const READS: Reads = Reads::of(&[
    Field::Custody,
    Field::Use,
    Field::Treatment,
    Field::Housing,
    Field::Substance,
    Field::Line,
])
.and(flag::SUPPORTED | flag::CAS3 | flag::STARTING_POINT | flag::FOR_SUPPORTED);

/// The values that the housing channel reads.
pub(in crate::pathway) fn values_read(m: &Model) -> impl PartialEq + '_ {
    &m.housing
}

/// Rate of the housing channel: moves outside, the loss of a home inside.
pub(in crate::pathway) fn rate(p: &Person, m: &Local, _now: Tick) -> f64 {
    if p.in_custody() {
        let safe = p.housing == Housing::Homeless || !*m.loops.tenancy_and_place;
        return if safe {
            0.0
        } else {
            *m.housing.lost_in_custody * p.unsettled()
        };
    }
    changes(p, m).iter().map(|change| change.1).sum()
}

impl World<'_> {
    /// The housing channel fires.
    pub(in crate::pathway) fn housing_changes(&mut self, id: Id) -> bool {
        let m = self.model(id);
        let p = &self.people[id];
        if p.in_custody() {
            self.person(id).housing = Housing::Homeless;
            return true;
        }
        let changes = changes(p, m);
        let draw = self.draw(id, Purpose::HousingMove, p.armed[slot::HOUSING]);
        let which = draw.index(&changes.map(|change| change.1));
        match changes[which].0 {
            Change::Lost => self.home_lost(id),
            Change::Failed => {
                self.count(Count::StartingPointFailed, id);
                self.move_to(id, Housing::Homeless);
                self.became_homeless(id);
            }
            Change::TakenIn => self.move_to(id, Housing::Family),
            Change::Settles => self.move_to(id, Housing::Settled),
            Change::Looks => self.look_for_letting(id),
            Change::Asks => {
                self.ask_for_place(id, false);
            }
            Change::GivesUp => self.leave_housing_line(id),
        }
        true
    }

    /// A home or a place is lost at liberty. From a home of one's own the way may lead to family or
    /// friends, or to a place that is asked for at once.
    fn home_lost(&mut self, id: Id) {
        let h = &self.model(id).housing;
        let p = &self.people[id];
        let own = p.housing == Housing::Settled;
        let lot = self
            .draw(id, Purpose::TakenIn, p.armed[slot::HOUSING])
            .split(1)
            .unit();
        let (family, asks) = (*h.loss_to_family, *h.loss_to_temporary);
        self.move_to(id, Housing::Homeless);
        if own && lot < family {
            self.person(id).housing = Housing::Family;
        } else if own && lot < family + asks {
            self.lose_place(id, false);
        } else {
            self.became_homeless(id);
        }
    }

    /// Whoever leaves on curfew has an address: their own, or one with family or friends.
    pub(in crate::pathway) fn go_to_curfew_address(&mut self, id: Id) {
        let p = self.person(id);
        if p.housing == Housing::Homeless {
            p.housing = Housing::Family;
        }
    }

    /// Leavers without a home: approved premises, the two-week package, family or friends, a place
    /// of the basic offer if one was asked for and is free, a waiting list, or the street.
    pub(in crate::pathway) fn find_housing(&mut self, id: Id, planned: bool, with_plan: bool) {
        let m = self.model(id);
        let h = &m.housing;
        let p = &self.people[id];
        // The place held before custody was given up then.
        if p.housing != Housing::Homeless {
            return;
        }
        let episode = p.releases;
        let has = |purpose, chance: f64| self.draw(id, purpose, episode).chance(chance);
        let approved = p.supervision == Supervision::Licence
            && p.tier == Tier::High
            && has(Purpose::ApprovedPremises, *h.approved_premises);
        let accepts = p.has_need() && has(Purpose::StartingPoint, *h.starting_point.accepts);
        let taken_in = has(Purpose::TakenIn, *h.family.at_release);
        if (approved && self.take_place(id, Home::Approved))
            || (accepts && self.take_place(id, Home::StartingPoint))
        {
            return;
        }
        if taken_in {
            self.person(id).housing = Housing::Family;
            return;
        }
        if self.place_was_asked_for(id, planned, with_plan) {
            self.seek_on_release(id);
        }
    }

    /// Whether somebody asked for a place before the day of release.
    fn place_was_asked_for(&self, id: Id, planned: bool, with_plan: bool) -> bool {
        let m = self.model(id);
        let offer = if planned {
            *m.housing.offer_at_release
        } else {
            *m.housing.offer_unplanned
        };
        let open = if self.closed_tomorrow(self.now) {
            *m.release.friday_access
        } else {
            1.0
        };
        let p = &self.people[id];
        let offer = supported_chance(p, m, (offer * open).min(1.0), |scheme| *scheme.housing);
        self.plan_succeeds(id, Purpose::HousingOffer, with_plan, offer)
    }

    /// A place of the basic offer, which is for people under supervision; where there is none,
    /// leavers are on the list for another.
    fn seek_on_release(&mut self, id: Id) {
        if self.people[id].supervision != Supervision::None {
            if self.take_place(id, Home::Cas3) {
                return;
            }
            self.count(Count::Cas3TurnedAway, id);
        }
        self.ask_for_place(id, true);
    }
}

impl Person {
    /// Factor on losing a home; its mean is one.
    #[inline]
    fn unsettled(&self) -> f64 {
        f64::from(self.unsettled) / WHOLE
    }

    /// Odds of keeping an appointment by where the person lives, with those of the homeless.
    #[inline]
    pub fn odds_of_home(&self, m: &Local, homeless: f64) -> f64 {
        match self.housing {
            Housing::Homeless => homeless,
            Housing::Family => *m.housing.family.attended,
            _ => 1.0,
        }
    }
}

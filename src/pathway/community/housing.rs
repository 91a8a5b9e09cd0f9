//! Where people live: loss, temporary places, homelessness, tenancies broken by custody, and
//! what is found on the day of release. Places that are finite are in `supported_housing`.

use crate::engine::Tick;
use crate::observe::Count;
use crate::pathway::community::supported_housing::failing;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, flag, slot};
use crate::pathway::release::through_the_gate::supported_chance;
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::strata::{Housing, Tier, Use};

/// Rate of the housing channel: moves outside, the loss of a home inside.
pub(in crate::pathway) fn rate(p: &Person, m: &Local, _now: Tick) -> f64 {
    let h = &m.housing;
    if p.in_custody() {
        let safe = p.housing == Housing::Homeless || !*m.loops.tenancy_and_place;
        return if safe { 0.0 } else { *h.lost_in_custody };
    }
    match p.housing {
        Housing::Settled => {
            let dependent = p.has_need() && p.use_ == Use::Dependent;
            *h.loss
                * if dependent {
                    1.0
                } else {
                    *h.loss_not_dependent
                }
        }
        Housing::Temporary if p.is(flag::SUPPORTED) => *h.supported.moves_on,
        Housing::Temporary if p.is(flag::STARTING_POINT) => failing(p, m),
        Housing::Temporary => *h.move_on + *h.temporary_lost,
        Housing::Approved => 0.0,
        Housing::Homeless => *h.rehoused + line_rate(p, m),
    }
}

/// Rate at which a homeless person joins the waiting list for supported housing, or gives it up.
fn line_rate(p: &Person, m: &Local) -> f64 {
    let s = &m.housing.supported;
    if p.awaits_housing() {
        *s.gives_up
    } else if *s.places > 0.0 {
        *s.applies
    } else {
        0.0
    }
}

impl World<'_> {
    /// The housing channel fires.
    pub(in crate::pathway) fn housing_changes(&mut self, id: Id) -> bool {
        let m = self.model(id);
        let h = &m.housing;
        let p = &self.people[id];
        let draw = self.draw(id, Purpose::HousingMove, p.armed[slot::HOUSING]);
        let inside = p.in_custody();
        let next = match p.housing {
            _ if inside => Housing::Homeless,
            Housing::Settled if draw.chance(*h.loss_to_temporary) => Housing::Temporary,
            Housing::Settled => Housing::Homeless,
            Housing::Temporary if p.is(flag::SUPPORTED) => Housing::Settled,
            Housing::Temporary if p.is(flag::STARTING_POINT) => {
                self.count(Count::StartingPointFailed, id);
                Housing::Homeless
            }
            Housing::Temporary => {
                let lost = *h.temporary_lost / (*h.temporary_lost + *h.move_on);
                if draw.chance(lost) {
                    Housing::Homeless
                } else {
                    Housing::Settled
                }
            }
            Housing::Approved => Housing::Temporary,
            Housing::Homeless => {
                let line = line_rate(p, m);
                if draw.chance(line / (line + *h.rehoused)) {
                    if p.awaits_housing() {
                        self.leave_housing_line(id);
                    } else {
                        self.apply_for_housing(id);
                    }
                    return true;
                }
                Housing::Temporary
            }
        };
        self.move_to(id, next);
        if next == Housing::Homeless && !inside {
            self.became_homeless(id);
        }
        true
    }

    /// Whoever leaves on curfew has an address: their own, or one that was found for it.
    pub(in crate::pathway) fn go_to_curfew_address(&mut self, id: Id) {
        let p = self.person(id);
        if p.housing == Housing::Homeless {
            p.housing = Housing::Temporary;
        }
    }

    /// Leavers without a home: approved premises, the two-week package, a place on the day,
    /// supported housing, or the street.
    pub(in crate::pathway) fn find_housing(&mut self, id: Id, planned: bool, with_plan: bool) {
        let m = self.model(id);
        let h = &m.housing;
        let p = &self.people[id];
        if p.housing != Housing::Homeless {
            return;
        }
        let episode = p.releases;
        let approved = p.supervision == crate::pathway::person::Supervision::Licence
            && p.tier == Tier::High
            && self
                .draw(id, Purpose::ApprovedPremises, episode)
                .chance(*h.approved_premises);
        if approved && self.enter_approved(id) {
            return;
        }
        let accepts = self.people[id].has_need()
            && self
                .draw(id, Purpose::StartingPoint, episode)
                .chance(*h.starting_point.accepts);
        if accepts && self.enter_starting_point(id) {
            return;
        }
        let p = &self.people[id];
        let offer = if planned {
            *h.offer_at_release
        } else {
            *h.offer_unplanned
        };
        let open = if self.closed_tomorrow(self.now) {
            *m.release.friday_access
        } else {
            1.0
        };
        let offer = supported_chance(p, m, (offer * open).min(1.0), |scheme| *scheme.housing);
        if self.plan_succeeds(id, Purpose::HousingOffer, with_plan, offer) {
            self.person(id).housing = Housing::Temporary;
        } else {
            self.seek_supported(id);
        }
    }
}

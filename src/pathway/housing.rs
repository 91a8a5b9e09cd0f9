//! Where people live: loss, temporary places, homelessness, tenancies broken by custody, and
//! what is found on the day of release.

use super::person::{Housing, Id, Person, Supervision, Use};
use super::plan::Local;
use super::purpose::Purpose;
use super::world::World;

/// Rate of the housing channel: moves outside, the loss of a home inside.
pub(super) fn rate(p: &Person, m: &Local) -> f64 {
    let h = &m.housing;
    if p.in_custody() {
        return if p.housing == Housing::Homeless {
            0.0
        } else {
            *h.lost_in_custody
        };
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
        Housing::Temporary => *h.move_on + *h.temporary_lost,
        Housing::Approved => 0.0,
        Housing::Homeless => *h.rehoused,
    }
}

impl World<'_> {
    /// The housing channel fires.
    pub(super) fn housing_changes(&mut self, id: Id) -> bool {
        let h = &self.model(id).housing;
        let p = &self.people[id as usize];
        let draw = self.draw(
            id,
            Purpose::HousingMove,
            p.armed[super::person::slot::HOUSING],
        );
        let next = if p.in_custody() {
            Housing::Homeless
        } else {
            match p.housing {
                Housing::Settled if draw.chance(*h.loss_to_temporary) => Housing::Temporary,
                Housing::Settled => Housing::Homeless,
                Housing::Temporary => {
                    let lost = *h.temporary_lost / (*h.temporary_lost + *h.move_on);
                    if draw.chance(lost) {
                        Housing::Homeless
                    } else {
                        Housing::Settled
                    }
                }
                Housing::Approved | Housing::Homeless => Housing::Temporary,
            }
        };
        let on_licence = !p.in_custody() && p.supervision == Supervision::Licence;
        self.person(id).housing = next;
        if next == Housing::Homeless && on_licence {
            self.residence_lost(id);
        }
        true
    }

    /// Leavers without a home: approved premises, a place on the day, or the street.
    pub(super) fn find_housing(&mut self, id: Id, planned: bool) {
        let h = &self.model(id).housing;
        let p = &self.people[id as usize];
        if p.housing != Housing::Homeless {
            return;
        }
        let episode = p.releases;
        let on_licence = p.supervision == Supervision::Licence;
        let offer = if planned {
            *h.offer_at_release
        } else {
            *h.offer_unplanned
        };
        let next = if on_licence
            && p.tier == 2
            && self
                .draw(id, Purpose::ApprovedPremises, episode)
                .chance(*h.approved_premises)
        {
            Housing::Approved
        } else if self.draw(id, Purpose::HousingOffer, episode).chance(offer) {
            Housing::Temporary
        } else {
            Housing::Homeless
        };
        self.person(id).housing = next;
    }
}

//! The ends of holdings: on the way in, through the gate, or out of the population people give back
//! what they hold of services, and who waits for it is served.

use crate::pathway::person::Id;
use crate::pathway::person::flag::{HOLDINGS, Until};
use crate::pathway::world::World;
use crate::strata::Staff;

impl World<'_> {
    /// A person gives back every place of a service that a crossing ends.
    pub(in crate::pathway::passages) fn end_holdings(&mut self, id: Id, at: Until) {
        for held in HOLDINGS.iter().filter(|held| held.until == at) {
            let p = &self.people[id];
            if p.is(held.flag) {
                let area = p.home();
                self.give_back_service(id, held.flag);
                self.serve_those_who_wait(held.of, area);
            }
        }
    }

    /// Free places of a service are given to those who wait; nobody waits for most services:
    /// whoever finds them full goes without.
    pub(in crate::pathway) fn serve_those_who_wait(&mut self, of: Staff, area: usize) {
        match of {
            Staff::Opiate | Staff::OtherCommunity => self.serve_community(area, of),
            Staff::Psychosocial => self.serve_prison_treatment(),
            Staff::Clinical => self.serve_clinical(),
            Staff::Planners => self.serve_planners(),
            _ => {}
        }
    }
}

//! Out of the population: by death, or by leaving it. Every place is given up, every queue left.

use crate::observe::Count;
use crate::pathway::measure::census::stage;
use crate::pathway::person::flag::Until;
use crate::pathway::person::{Cause, Id};
use crate::pathway::population::turnover::Moving;
use crate::pathway::world::World;

impl World<'_> {
    /// The death channel.
    pub(in crate::pathway) fn death_due(&mut self, id: Id) -> bool {
        self.die(id, Cause::Other)
    }

    /// Death.
    pub(in crate::pathway) fn die(&mut self, id: Id, cause: Cause) -> bool {
        self.count_death(id, cause);
        if self.people[id].in_custody() {
            self.count(Count::CustodyDeaths, id);
            self.end_prison_treatment(id);
            self.end_holdings(id, Until::Release);
            self.leave_planner_line(id);
            self.leave_prison(id);
        } else {
            self.community_treatment_cut(id);
        }
        self.leave_diversion(id);
        self.unlist(id);
        self.end_order(id);
        self.depart(id, stage::DEAD);
        true
    }

    /// The move channel: a transfer in prison, desistance, or leaving the population.
    pub(in crate::pathway) fn move_due(&mut self, id: Id) -> bool {
        match self.moving(id) {
            Moving::Transfer => return self.transfer(id),
            Moving::Desists => {}
            Moving::Leaves => self.depart(id, stage::OUTSIDE),
        }
        true
    }

    /// Takes a person out of the world, who holds no place of prison, court or treatment.
    fn depart(&mut self, id: Id, to: u8) {
        self.note_departure(id, to);
        self.end_holdings(id, Until::Reception);
        self.leave_home(id);
        self.close_case(id);
        self.leave_levels(id);
        self.vacate(id, to);
    }
}

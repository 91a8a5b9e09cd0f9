//! Police custody: the disposal of an arrest.

use crate::observe::Count;
use crate::pathway::person::Id;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::police::diversion::Detected;
use crate::pathway::world::World;

impl World<'_> {
    /// Whether an arrest ends in a charge, rather than in no further action, diversion, or a
    /// disposal out of court.
    pub(in crate::pathway) fn is_to_be_charged(&mut self, id: Id, offence: Detected) -> bool {
        let m = self.model(id);
        let episode = self.people[id].arrests;
        let kind = offence.kind;
        if self
            .draw(id, Purpose::Disposal, episode)
            .chance(*m.police.no_further_action[kind])
            && !self.drifts_to_charge(id, episode)
        {
            if !self.diverted_for_nothing(id, offence) {
                self.count_offence(Count::NoFurtherAction, id, offence.kind);
            }
            return false;
        }
        if self.diverted_after_arrest(id, offence) {
            return false;
        }
        let out_of_court = self
            .draw(id, Purpose::OutOfCourt, episode)
            .chance(*m.police.out_of_court[kind]);
        if out_of_court {
            self.count_offence(Count::OutOfCourt, id, offence.kind);
        }
        !out_of_court
    }

    /// Whether treatment that a court can order brings a charge where there would be none.
    fn drifts_to_charge(&self, id: Id, episode: u16) -> bool {
        let drift = *self.model(id).police.charge_drift;
        self.people[id].has_need() && self.draw(id, Purpose::ChargeDrift, episode).chance(drift)
    }
}

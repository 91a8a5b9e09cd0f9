//! Police custody: the disposal of an arrest.

use crate::engine::Tick;
use crate::observe::Count;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Supervision};
use crate::pathway::police::diversion::Offence;
use crate::pathway::world::World;

impl World<'_> {
    /// From arrest to no further action, diversion, a disposal out of court, or a charge.
    pub(in crate::pathway) fn in_police_custody(&mut self, id: Id, offence: Offence) {
        self.refer_from_police(id, offence.kind);
        let m = self.model(id);
        let episode = self.people[id as usize].arrests;
        let kind = offence.kind as usize;
        if self
            .draw(id, Purpose::Disposal, episode)
            .chance(**m.police.no_further_action.get(kind))
            && !self.drifts_to_charge(id, episode)
        {
            if !self.diverted_for_nothing(id, offence) {
                self.count_offence(Count::NoFurtherAction, id, offence.kind);
            }
            return;
        }
        if self.diverted_after_arrest(id, offence) {
            return;
        }
        if self
            .draw(id, Purpose::OutOfCourt, episode)
            .chance(**m.police.out_of_court.get(kind))
        {
            self.count_offence(Count::OutOfCourt, id, offence.kind);
            return;
        }
        self.bring_charge(id, offence, self.now);
    }

    /// Whether treatment that a court can order brings a charge where there would be none.
    fn drifts_to_charge(&self, id: Id, episode: u16) -> bool {
        let drift = *self.model(id).police.charge_drift;
        self.people[id as usize].has_need()
            && self.draw(id, Purpose::ChargeDrift, episode).chance(drift)
    }

    /// A charge for an offence of `committed`; what was diverted before is dealt with in the
    /// same case.
    pub(in crate::pathway) fn bring_charge(&mut self, id: Id, offence: Offence, committed: Tick) {
        self.break_diversion(id);
        self.count_offence(Count::Charges, id, offence.kind);
        if self.people[id as usize].supervision == Supervision::Licence {
            self.charged_on_licence(id);
        }
        self.charge(id, offence, committed);
    }
}

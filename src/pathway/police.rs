//! Police custody: need found and referred, and the disposal of an arrest.

use super::person::{Id, Source, Supervision, Treatment};
use super::purpose::Purpose;
use super::world::World;
use crate::observe::Count;

impl World<'_> {
    /// From arrest to no further action, a disposal out of court, or a charge.
    pub(super) fn in_police_custody(&mut self, id: Id, offence: u8) {
        self.refer_from_police(id);
        let m = self.model(id);
        let episode = self.people[id as usize].arrests;
        if self
            .draw(id, Purpose::Disposal, episode)
            .chance(**m.police.no_further_action.get(offence as usize))
        {
            self.count(Count::NoFurtherAction, id);
            return;
        }
        if self
            .draw(id, Purpose::OutOfCourt, episode)
            .chance(**m.police.out_of_court.get(offence as usize))
        {
            self.count(Count::OutOfCourt, id);
            return;
        }
        self.count(Count::Charges, id);
        if self.people[id as usize].supervision == Supervision::Licence {
            self.charged_on_licence(id);
        }
        self.charge(id, offence);
    }

    /// A need found in police custody leads to a referral with a head start.
    fn refer_from_police(&mut self, id: Id) {
        let p = &self.people[id as usize];
        if !p.has_need() || p.in_custody() || p.treatment != Treatment::None {
            return;
        }
        let m = self.model(id);
        let draw = self.draw(id, Purpose::PoliceReferral, p.arrests);
        let attends = *m.police.referral_attended * p.motivation_factor();
        if draw.chance(*m.police.referred) {
            self.count(Count::PoliceReferrals, id);
            if draw.split(1).chance(attends.min(1.0)) {
                self.refer(id, Source::Police);
            }
        }
    }
}

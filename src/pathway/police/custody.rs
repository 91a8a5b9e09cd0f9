//! Police custody: the disposal of an arrest.

use crate::engine::Date;
use crate::observe::Count;
use crate::pathway::person::Id;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::police::diversion::Detected;
use crate::pathway::world::World;
use crate::scenario::schema::Police;
use crate::strata::Offence;

/// The fortnight in which few are charged and courts hardly sit: 20 December to 3 January.
fn is_christmas(date: Date) -> bool {
    matches!((date.month(), date.day()), (12, 20..) | (1, ..=3))
}

impl World<'_> {
    /// What an arrest ends in is decided: true for a charge, rather than no further action, diversion,
    /// or a disposal out of court.
    pub(in crate::pathway) fn decide_on_charge(&mut self, id: Id, offence: Detected) -> bool {
        let m = self.model(id);
        let episode = self.people[id].arrests;
        let kind = offence.kind;
        let dropped = 1.0 - self.proceeded_with(&m.police, kind);
        if self.draw(id, Purpose::Disposal, episode).chance(dropped)
            && !self.drifts_to_charge(id, episode)
        {
            if !self.divert_for_nothing(id, offence) {
                self.count_offence(Count::NoFurtherAction, id, offence.kind);
            }
            return false;
        }
        if self.divert_after_arrest(id, offence) {
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

    /// The share of arrests of a type that something follows from: it rises and falls with the demand
    /// of the day.
    fn proceeded_with(&self, police: &Police, kind: Offence) -> f64 {
        let season = if is_christmas(self.plan.calendar.date_of(self.now)) {
            *police.demand_at_christmas
        } else {
            1.0
        };
        let demand = *police.demand * *police.demand_of[kind] * season;
        ((1.0 - *police.no_further_action[kind]) * demand).min(1.0)
    }

    /// Whether treatment that a court can order brings a charge where there would be none.
    fn drifts_to_charge(&self, id: Id, episode: u16) -> bool {
        let drift = *self.model(id).police.charge_drift;
        self.people[id].has_need() && self.draw(id, Purpose::ChargeDrift, episode).chance(drift)
    }
}

//! What a full estate does to life inside: cells for one are shared by two until every place is
//! taken, workers reach fewer people, and people are moved to make room without a vacancy. Those
//! for whom there is no place wait in the police cells that are agreed, and beyond them.

use crate::observe::{Cells, Level};
use crate::pathway::person::Id;
use crate::pathway::world::World;
use crate::strata::Sex;

/// A crowded cell for one holds two.
const TO_A_CELL: f64 = 2.0;

/// How full the estate of one sex is on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::pathway) struct Pressure {
    /// People in crowded cells, as a share of the people in prison.
    crowded: f64,
    /// From 0 where the estate is not pressed to 1 where every place is taken.
    pressed: f64,
}

impl Pressure {
    /// People in crowded cells, as a share of the people in prison.
    pub(in crate::pathway::prison) fn crowded(self) -> f64 {
        self.crowded
    }
}

impl World<'_> {
    /// Once a day: how full the estate is, and who is in crowded cells or has no place.
    pub(in crate::pathway) fn feel_pressure(&mut self) {
        let m = self.national();
        let cells =
            libm::round(*m.estate.police_cells * self.epoch.estate_share * self.plan.scale) as i64;
        let mut left = cells;
        let mut all = [0; LEVELS.len()];
        for sex in Sex::ALL {
            let [in_prison, waiting, places] = self.prison.people_and_places(sex);
            let shared = TO_A_CELL * (in_prison as f64 - *m.estate.uncrowded * places as f64);
            let crowded = shared.clamp(0.0, in_prison as f64);
            let above = *m.prison.pressed_above;
            let pressed = ((in_prison + waiting) as f64 / places.max(1) as f64 - above)
                / (1.0 - above).max(1e-6);
            self.prison.pressure[sex] = Pressure {
                crowded: crowded / in_prison.max(1) as f64,
                pressed: pressed.clamp(0.0, 1.0),
            };
            let used = waiting.min(left);
            left -= used;
            let figures = [crowded as i64, in_prison, used, waiting - used];
            let cell = self.seen.cells().of_sex(sex);
            for (i, (level, height)) in LEVELS.into_iter().zip(figures).enumerate() {
                self.seen.set(level, cell, height, self.now);
                all[i] += height;
            }
        }
        for (level, height) in LEVELS.into_iter().zip(all) {
            self.seen.set(level, Cells::ALL, height, self.now);
        }
    }

    /// What pressure, and being locked up after an assault, leave of the contact that time unlocked
    /// and workers allow, against the reference year: more where cells are less crowded than then.
    pub(in crate::pathway::prison) fn contact_under_pressure(&self, id: Id) -> f64 {
        let m = self.national();
        let own = self.contact_locked_up(id);
        if !*m.loops.full_estate {
            return own.max(m.regime.least_contact.min(1.0));
        }
        let is = self.prison.pressure[self.people[id].sex()];
        let r = &m.regime;
        let unlocked = 1.0 - *r.crowded_loss * (is.crowded - *r.crowded_reference);
        let access = 1.0 - is.pressed * (1.0 - *r.access_when_full);
        (unlocked.max(0.0) * access * own).max(*r.least_contact)
    }

    /// The share of candidates for a move between prisons of a function that are moved on the day:
    /// the channel runs at the rate of a full estate.
    pub(in crate::pathway::prison) fn moves_accepted(&self, id: Id) -> f64 {
        let m = self.national();
        let most = m.estate.forced_moves.max(1.0);
        let pressed = if *m.loops.full_estate {
            self.prison.pressure[self.people[id].sex()].pressed
        } else {
            0.0
        };
        (1.0 + pressed * (most - 1.0)) / most
    }
}

/// What is read off: people in crowded cells and in prison, agreed police cells in use, people with
/// neither.
const LEVELS: [Level; 4] = [
    Level::Crowded,
    Level::InPrisonOnTheDay,
    Level::CellsUsed,
    Level::Unmet,
];

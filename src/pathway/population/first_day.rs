//! The people who live in a world on its first day.

use crate::engine::Tick;
use crate::pathway::population::newcomer;
use crate::pathway::population::turnover::{Arrivals, enter, share};
use crate::pathway::world::World;
use crate::strata::Substance;

impl World<'_> {
    /// The stock of each area and substance group, all at liberty, and the streams of newcomers.
    pub(in crate::pathway) fn settle_in(&mut self) {
        for area in 0..self.plan.areas.len() {
            let mut number = 0_u64;
            for group in Substance::ALL {
                let m = &self.epoch.areas[area];
                let a = &m.areas[&self.plan.areas[area]];
                let stock = *m.population.stock[group] * share(a, group) * self.plan.scale;
                for _ in 0..libm::round(stock) as u64 {
                    let person = newcomer::person(self, area, number, group, true);
                    enter(self, person);
                    number += 1;
                }
            }
            self.areas[area].arrivals = Arrivals {
                next: Tick::START,
                number,
                rate: 0.0,
            };
            self.schedule_arrival(area);
        }
    }
}

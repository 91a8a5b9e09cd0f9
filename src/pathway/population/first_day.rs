//! The people who live in a world on its first day.

use crate::engine::Tick;
use crate::pathway::population::newcomer;
use crate::pathway::population::turnover::{Arrivals, enter, share};
use crate::pathway::world::World;
use crate::strata::Substance;

/// Room is kept for this part of the first people more: newcomers take the rows of those who left.
const ROOM: usize = 16;

impl World<'_> {
    /// The stock of each area and substance group, all at liberty, and the streams of newcomers.
    pub(in crate::pathway) fn settle_in(&mut self) {
        let areas = 0..self.plan.areas.len();
        let stock = |area| {
            Substance::ALL
                .map(|group| self.stock(area, group))
                .iter()
                .sum::<u64>()
        };
        let all = areas.clone().map(stock).sum::<u64>() as usize;
        self.people.reserve(all + all / ROOM);
        for area in areas {
            let mut number = 0_u64;
            for group in Substance::ALL {
                for _ in 0..self.stock(area, group) {
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

    /// People of a substance group who live in an area on the first day.
    fn stock(&self, area: usize, group: Substance) -> u64 {
        let m = &self.epoch.areas[area];
        let a = &m.areas[&self.plan.areas[area]];
        let stock = *m.population.stock[group] * share(a, group) * self.plan.scale;
        libm::round(stock) as u64
    }
}

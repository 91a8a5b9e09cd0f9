//! How large a world is and how fast it goes, from a small one of the same scenario.

use crate::engine::Tick;
use crate::pathway::person::Id;
use crate::pathway::run::study::Study;
use crate::pathway::values::plan::Plan;
use crate::pathway::world::World;

/// What a small world showed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Probed {
    /// People in it on the first day.
    pub first: f64,
    /// People in it at the end, or where it was stopped.
    pub last: f64,
    /// Rows of people it came to hold, which are used again.
    pub rows: f64,
    /// Events up to there.
    pub events: f64,
    /// Share of the time that it got through.
    pub done: f64,
    /// Whether it has so many events that its days do not end.
    pub stalls: bool,
}

impl Study {
    /// Runs scenario `i` from its first day to its end with `factor` times as many people, for as
    /// long as `go_on`, which is asked daily, is true.
    pub fn probe(&self, i: usize, factor: f64, go_on: &mut dyn FnMut() -> bool) -> Probed {
        let plan = self.shrunk(i, factor);
        let mut world = World::new(&plan, self.seed(), 0, self.months().to_vec());
        let first = world.headcount();
        world.run_until(plan.end, &mut |_| go_on());
        Probed {
            first,
            last: world.headcount(),
            rows: world.people.len() as f64,
            events: world.seen().events as f64,
            done: f64::from(world.now.0) / f64::from(plan.end.0).max(1.0),
            stalls: world.stalled().is_some(),
        }
    }

    /// People of scenario `i` on its first day, with `factor` times as many.
    pub fn first_people(&self, i: usize, factor: f64) -> f64 {
        let plan = self.shrunk(i, factor);
        World::new(&plan, self.seed(), 0, self.months().to_vec()).headcount()
    }

    /// Share of the time of scenario `i` that is lived in the history of the baseline.
    pub fn shared_with_baseline(&self, i: usize) -> f64 {
        let end: Tick = self.plans()[i].end;
        match i {
            0 => 0.0,
            _ => f64::from(self.branch_of(i).0.min(end.0)) / f64::from(end.0).max(1.0),
        }
    }

    fn shrunk(&self, i: usize, factor: f64) -> Plan {
        let plan = &self.plans()[i];
        Plan {
            scale: plan.scale * factor,
            ..plan.clone()
        }
    }
}

impl World<'_> {
    /// People who are in the world now.
    fn headcount(&self) -> f64 {
        let present = |&id: &Id| self.is_present(id);
        (0..self.people.len() as Id).filter(present).count() as f64
    }
}

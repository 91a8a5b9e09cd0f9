//! The life of one person under every scenario of a study.

use std::collections::BTreeMap;

use crate::engine::Tick;
use crate::observe::Life;
use crate::pathway::person::Id;
use crate::pathway::run::study::Study;
use crate::pathway::world::World;
use crate::strata::Substance;

/// Receptions into custody that make a life worth telling.
pub const TELLING_RECEPTIONS: u16 = 3;
/// How often people are looked at in search of such a life, days.
const LOOKS_EVERY: f64 = 7.0;

/// Somebody who may be chosen.
struct Candidate {
    number: u64,
    id: Id,
    receptions: u16,
}

impl Study {
    /// The first person of an area, by number, with [`TELLING_RECEPTIONS`] receptions into
    /// custody under the baseline between `from` and the end, among those of a substance group
    /// who are there at `from`. None if nobody has that many.
    pub fn telling_person(
        &self,
        replicate: u32,
        area: usize,
        substance: Substance,
        from: Tick,
    ) -> Option<u64> {
        let end = self.plans()[0].end;
        let mut world = self.world(replicate);
        world.run_until(from, &mut |_| true);
        let mut candidates = candidates(&world, area, substance);
        let mut found = None;
        while world.now < end && !candidates.is_empty() {
            let next = world.now.plus_days(LOOKS_EVERY).min(end);
            world.run_until(next, &mut |_| true);
            if let Some(at) = candidates.iter().position(|c| tells(&world, area, c)) {
                found = Some(candidates[at].number);
                candidates.truncate(at);
            }
        }
        found
    }

    /// The life of person `number` of an area from `from` on, under each scenario; none where
    /// they do not live then or later.
    pub fn lives(&self, replicate: u32, area: usize, number: u64, from: Tick) -> Vec<Option<Life>> {
        let mut lives = vec![None; self.plans().len()];
        let mut trunk = self.world(replicate);
        trunk.track(area, number, from);
        for i in self.in_order_of_branching() {
            let plan = &self.plans()[i];
            let branch = self.branch_of(i);
            let mut world = if branch == Tick::START {
                let mut world = self.world_of(i, replicate);
                world.track(area, number, from);
                world
            } else {
                trunk.run_until(branch, &mut |_| true);
                trunk.branch(plan)
            };
            world.run_until(plan.end, &mut |_| true);
            lives[i] = world.life();
        }
        trunk.run_until(self.plans()[0].end, &mut |_| true);
        lives[0] = trunk.life();
        lives
    }
}

/// Everybody of an area and a substance group, by number.
fn candidates(world: &World<'_>, area: usize, substance: Substance) -> Vec<Candidate> {
    let ids: BTreeMap<u64, Id> = (0..world.people.len() as Id)
        .map(|id| (world.people[id].key.0, id))
        .collect();
    (0..world.areas[area].arrivals.number)
        .filter_map(|number| {
            let id = *ids.get(&world.key_of(area, number).0)?;
            let p = &world.people[id];
            (world.is_present(id) && p.substance == substance).then_some(Candidate {
                number,
                id,
                receptions: p.receptions,
            })
        })
        .collect()
}

/// Whether a candidate has been received often enough. The row of somebody who has gone stands
/// until it is used again.
fn tells(world: &World<'_>, area: usize, candidate: &Candidate) -> bool {
    let p = &world.people[candidate.id];
    p.key == world.key_of(area, candidate.number)
        && p.receptions.wrapping_sub(candidate.receptions) >= TELLING_RECEPTIONS
}

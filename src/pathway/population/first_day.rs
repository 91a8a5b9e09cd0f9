//! The people of the first day: free, in prison, in treatment.
//!
//! The stock of the first day is length-biased, as any stock is: prisoners of that day serve
//! longer sentences than people sentenced that day, and are somewhere within them.

use crate::engine::Tick;
use crate::pathway::person::purpose::Purpose;
use crate::pathway::person::{Id, Person, substance};
use crate::pathway::police::offending;
use crate::pathway::population::newcomer;
use crate::pathway::population::turnover::{Arrivals, enter, share};
use crate::pathway::prison::estate;
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;

/// Fills a new world with the people of the first day.
pub(in crate::pathway) fn populate(world: &mut World<'_>) {
    for area in 0..world.plan.areas.len() {
        let mut number = 0_u64;
        for group in 0..substance::COUNT {
            let m = &world.epoch.areas[area];
            let a = &m.areas[&world.plan.areas[area]];
            let stock = **m.population.stock.get(group) * share(a, group) * world.plan.scale;
            for _ in 0..libm::round(stock) as u64 {
                let person = newcomer::person(world, area, number, group, true);
                enter(world, person);
                number += 1;
            }
        }
        world.arrivals.push(Arrivals {
            next: Tick::START,
            number,
            rate: 0.0,
        });
        world.schedule_arrival(area);
    }
    imprison(world);
    treat(world);
    for id in 0..world.people.len() as Id {
        world.refresh(id);
    }
}
/// Fills the prisons of the first day.
fn imprison(world: &mut World<'_>) {
    let target = &world.national().population.prisoners_at_start;
    let wanted = [*target.male, *target.female]
        .map(|n| n * world.plan.scale * estate::estate_share(world.epoch, world.plan));
    let propensity = |p: &Person, m: &Local| offending::rate(p, m, Tick::START).min(0.1);
    let mut total = [0.0; 2];
    for id in 0..world.people.len() as Id {
        total[world.people[id as usize].sex()] +=
            propensity(&world.people[id as usize], world.model(id));
    }
    for id in 0..world.people.len() as Id {
        let p = &world.people[id as usize];
        let chance = wanted[p.sex()] * propensity(p, world.model(id)) / total[p.sex()].max(1e-12);
        if world
            .draw(id, Purpose::InitialPrison, 0)
            .chance(chance.min(0.9))
        {
            world.start_in_prison(id);
        }
    }
}

/// Fills community treatment of the first day.
fn treat(world: &mut World<'_>) {
    for id in 0..world.people.len() as Id {
        let p = &world.people[id as usize];
        let share = **world
            .model(id)
            .population
            .treated_at_start
            .get(p.substance as usize);
        if !p.in_custody() && world.draw(id, Purpose::InitialTreatment, 0).chance(share) {
            world.start_in_treatment(id);
        }
    }
}

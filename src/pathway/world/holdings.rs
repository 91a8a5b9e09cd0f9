//! Places of services that people hold, by the flags that stand for them.

use crate::pathway::person::Id;
use crate::pathway::person::flag::{Flags, HOLDINGS, Holding};
use crate::pathway::world::World;

impl World<'_> {
    /// Takes the place of a service that a flag stands for, if one is free; true if so.
    pub(in crate::pathway) fn hold_service(&mut self, id: Id, flag: Flags) -> bool {
        let (now, area) = (self.now, self.people[id].home());
        let taken = held_by(flag).any(|held| self.service_mut(held.of, area).pool.try_take(now));
        if taken {
            self.person(id).set(flag, true);
        }
        taken
    }

    /// Gives back the place of a service that a flag stands for, if the person has it.
    pub(in crate::pathway) fn give_back_service(&mut self, id: Id, flag: Flags) {
        let now = self.now;
        for held in held_by(flag) {
            let p = self.person(id);
            if p.is(held.flag) {
                p.set(held.flag | held.with, false);
                let area = p.home();
                self.service_mut(held.of, area).pool.give_back(now);
            }
        }
    }
}

/// The places that some flags stand for.
fn held_by(flags: Flags) -> impl Iterator<Item = &'static Holding> {
    HOLDINGS.iter().filter(move |held| held.flag & flags != 0)
}

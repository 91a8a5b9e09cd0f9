//! Finds a world that no longer gets on: whose people have so many events that its days would
//! not end.
//!
//! Values within their limits can still make a loop together: a time of nothing between two events
//! that lead to each other, a factor upon a factor. The guard counts the events between two steps
//! of the system, at the price of one subtraction each; where they are far beyond anything that
//! could be meant, it looks at the next few thousand and says which clock it is.

use crate::engine::{Agenda, Tick};
use crate::pathway::person::Id;
use crate::pathway::slots::slot;
use crate::pathway::world::World;

/// Events of one person between two steps of the system, at most a day apart, on average over
/// everybody, at which a world spins.
const A_PERSON: u64 = 8;
/// Events between two steps that no world is too small for.
const ALWAYS: u64 = 200_000;
/// Events that are looked at to find out which clock it is.
const LOOKED_AT: u32 = 20_000;

/// Counts events down until the next step of the system.
pub(in crate::pathway::run) struct Guard {
    left: u64,
}

impl Guard {
    /// A guard over a day of so many people.
    pub fn over(people: usize) -> Guard {
        Guard {
            left: ALWAYS + A_PERSON * people as u64,
        }
    }

    /// One more event; true if it was one too many.
    #[inline]
    pub fn spend(&mut self) -> bool {
        self.left -= 1;
        self.left == 0
    }
}

impl World<'_> {
    /// Says which clock spins, from the next events.
    pub(in crate::pathway::run) fn what_spins(&mut self, until: Tick) -> String {
        let begun = self.now;
        let mut slots = [0u32; slot::COUNT];
        let mut people: Vec<Id> = Vec::new();
        let mut seen = 0;
        while seen < LOOKED_AT
            && let Some((now, id)) = self.agenda.pop_before(until)
        {
            let p = &self.people[id];
            if p.scheduled == now {
                slots[p.clocks.slot_at(now)] += 1;
                people.push(id);
                seen += 1;
                self.now = now;
                self.fire(id);
            }
        }
        people.sort_unstable();
        people.dedup();
        let (most, times) = (0..slot::COUNT)
            .map(|s| (s, slots[s]))
            .fold(
                (0, 0),
                |best, next| if next.1 > best.1 { next } else { best },
            );
        format!(
            "the simulation does not get on: on {} the clock `{}` ({}) is behind {times} of {seen} \
             events of {} people within {:.3} days; a rate, a factor or a length of time there is \
             beyond what can be simulated",
            self.plan.calendar.date_of(begun),
            slot::NAMES[most],
            slot::ABOUT[most],
            people.len(),
            self.now.days_since(begun),
        )
    }
}

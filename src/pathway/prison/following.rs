//! Places that follow people, where the scenario has it so: what is built, closed and put back into use
//! has gone after the population with a lag, beside any plan.

use crate::engine::Tick;
use crate::pathway::world::World;
use crate::strata::Sex;

/// How far places have followed the people of a sex.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::pathway) struct Following {
    /// When people were counted last, and how many there were.
    counted: Option<(Tick, i64)>,
    /// Places there beyond the plan; below zero, places taken away.
    pub places: f64,
}

impl World<'_> {
    /// Counts the people of each sex when a period is over, and lets places follow what has changed since
    /// the last count. Who has no place is one of them.
    pub(in crate::pathway) fn follow_people(&mut self) {
        let rule = &self.national().estate.following;
        let mut moved = false;
        for sex in Sex::ALL {
            let was = self.prison.following[sex];
            let mut is = Following::default();
            if *rule.active {
                let [held, waiting, _] = self.prison.people_and_places(sex);
                let people = held + waiting;
                is = match was.counted {
                    Some((at, then)) if self.now >= at.plus_days(*rule.every) => Following {
                        counted: Some((self.now, people)),
                        places: was.places + *rule.per_person * (people - then) as f64,
                    },
                    Some(_) => was,
                    None => Following {
                        counted: Some((self.now, people)),
                        places: 0.0,
                    },
                };
            }
            moved |= is.places != was.places;
            self.prison.following[sex] = is;
        }
        if moved {
            self.resize_estate();
        }
    }
}

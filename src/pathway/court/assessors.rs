//! Assessment for treatment requirements at court: workers who take the cases in the order in
//! which they come. A case that they cannot reach before its hearing goes without.

use crate::engine::{Key, Tick};
use crate::observe::Count;
use crate::pathway::person::Id;
use crate::pathway::values::plan::Local;
use crate::pathway::world::World;
use crate::pathway::world::services::{Pace, Team};
use crate::scenario::schema::Orders;

/// Working days of a week.
const WORKING_DAYS: f64 = 5.0;

/// The assessors of one area.
#[derive(Clone)]
pub(in crate::pathway) struct Assessors {
    /// Workers, vacancies and recruits.
    pub team: Team,
    /// Assessments that are asked for and not yet made.
    waiting: f64,
    pace: Pace,
}

impl Assessors {
    /// The assessors of an area that has so many `posts`.
    pub fn new(m: &Local, posts: f64, scale: f64, key: Key) -> Assessors {
        Assessors {
            team: Team::new(&m.orders.assessors, posts, scale, key),
            waiting: 0.0,
            pace: Pace::default(),
        }
    }

    /// Assessments that are asked for and not yet made.
    pub fn waiting(&self) -> u32 {
        libm::round(self.waiting) as u32
    }

    /// A worker leaves or starts, if that is what happens at `now`.
    pub fn step(&mut self, o: &Orders, now: Tick) -> bool {
        self.team.step(self.load(o, now), now)
    }

    /// Assessments over those that the workers in post should make.
    pub fn load(&self, o: &Orders, now: Tick) -> f64 {
        let a_day = *o.assessors.recommended / 7.0;
        self.team
            .load(self.pace.a_day(*o.assessed_averaged_over, now), a_day)
    }

    /// A new day: on a working day the workers make what they can of what is asked for.
    pub fn new_day(&mut self, o: &Orders, works: bool) {
        if works {
            let made = self.team.can_do(*o.assessors.limit / WORKING_DAYS);
            self.waiting = (self.waiting - made).max(0.0);
        }
    }

    /// One more is asked for: made if it is reached before the hearing. What is begun in time is
    /// made, however few the workers of a small area can make in that time.
    fn takes(&mut self, o: &Orders, now: Tick) -> bool {
        let in_time = self.team.can_do(*o.assessors.limit / 7.0) * *o.assessed_within;
        let takes = self.waiting < in_time;
        if takes {
            self.waiting += 1.0;
            self.pace.add(*o.assessed_averaged_over, now);
        }
        takes
    }
}

impl World<'_> {
    /// Whether a worker has time to assess a person who is asked for.
    pub(in crate::pathway::court) fn is_assessed(&mut self, id: Id) -> bool {
        let now = self.now;
        let o = &self.model(id).orders;
        let area = self.people[id].home();
        let takes = self.areas[area].assessors.takes(o, now);
        if !takes {
            self.count(Count::AssessmentsMissed, id);
        }
        takes
    }
}

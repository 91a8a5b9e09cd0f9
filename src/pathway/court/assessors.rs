//! Assessment for treatment requirements at court: workers who take the cases in the order in
//! which they come. A case that they cannot reach before its hearing goes without.

use crate::engine::Tick;
use crate::observe::Count;
use crate::pathway::person::Id;
use crate::pathway::world::World;
use crate::pathway::world::services::{Pace, Team};
use crate::scenario::schema::Orders;
use crate::strata::Staff;

/// Working days of a week.
const WORKING_DAYS: f64 = 5.0;

/// What the assessors of one area have to do, and have done lately.
#[derive(Clone, Default)]
pub(in crate::pathway) struct Assessors {
    /// Assessments that are asked for and not yet made.
    waiting: f64,
    pace: Pace,
}

impl Assessors {
    /// Assessments that are asked for and not yet made.
    pub fn waiting(&self) -> u32 {
        libm::round(self.waiting) as u32
    }

    /// Assessments over those that the workers in post should make.
    pub fn load(&self, team: &Team, o: &Orders, now: Tick) -> f64 {
        let a_day = *o.assessors.recommended / 7.0;
        team.load(self.pace.a_day(*o.assessed_averaged_over, now), a_day)
    }

    /// A new day: on a working day the workers make what they can of what is asked for.
    pub fn new_day(&mut self, team: &Team, o: &Orders, works: bool) {
        if works {
            let made = team.can_do(*o.assessors.limit / WORKING_DAYS);
            self.waiting = (self.waiting - made).max(0.0);
        }
    }

    /// One more is asked for: made if it is reached before the hearing. What is begun in time is
    /// made, however few the workers of a small area can make in that time.
    fn take_on(&mut self, team: &Team, o: &Orders, now: Tick) -> bool {
        let in_time = team.can_do(*o.assessors.limit / 7.0) * *o.assessed_within;
        let takes = self.waiting < in_time;
        if takes {
            self.waiting += 1.0;
            self.pace.add(*o.assessed_averaged_over, now);
        }
        takes
    }
}

impl World<'_> {
    /// An assessment is asked for; true if a worker has time to make it.
    pub(in crate::pathway::court) fn ask_assessor(&mut self, id: Id) -> bool {
        let now = self.now;
        let o = &self.model(id).orders;
        let area = &mut self.areas[self.people[id].home()];
        let team = area.services[Staff::Assessors].team();
        let takes = area.assessors.take_on(team, o, now);
        if !takes {
            self.count(Count::AssessmentsMissed, id);
        }
        takes
    }
}

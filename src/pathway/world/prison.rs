//! What the prisons have: places, release dates, and those who treat, prepare and mentor.

use crate::engine::{DateIndex, Key, Pool};
use crate::pathway::person::function;
use crate::pathway::prison::estate;
use crate::pathway::values::plan::{Epoch, Plan};
use crate::pathway::world::services::Service;
use crate::scenario::schema::Workers;

/// The prisons of the country, for the people who are simulated.
#[derive(Clone)]
pub(in crate::pathway) struct Prison {
    /// Places by sex and function. Those in police cells wait for local places.
    pub estate: [[Pool; function::COUNT]; 2],
    /// Useable places, and those filled by long sentences, by sex.
    pub estate_constants: [[i64; 2]; 2],
    /// Early releases that are set and not yet made, by sex.
    pub early_pending: [i64; 2],
    /// Sentenced prisoners by ordinary release date, by sex.
    pub release_dates: [DateIndex; 2],
    /// Clinical treatment.
    pub clinical: Service,
    /// Psychosocial treatment.
    pub psychosocial: Service,
    /// Planners of releases.
    pub planners: Service,
    /// Beds on substance-free wings by sex.
    pub wings: [Pool; 2],
    /// Posts of peer mentors.
    pub mentors: Pool,
}

impl Prison {
    /// Prisons without places yet; `staff` is the key of all workers.
    pub fn new(epoch: &Epoch, plan: &Plan, staff: Key) -> Prison {
        let m = &epoch.national;
        let share = estate::estate_share(epoch, plan);
        let service = |workers: &Workers, which: u64| {
            Service::new(workers, share, plan.scale, false, staff.child(which))
        };
        Prison {
            estate: std::array::from_fn(|_| std::array::from_fn(|_| Pool::new(0))),
            estate_constants: [[0; 2]; 2],
            early_pending: [0; 2],
            release_dates: [DateIndex::new(), DateIndex::new()],
            clinical: service(&m.custody_treatment.clinical, u64::MAX - 1),
            psychosocial: service(&m.custody_treatment.workers, u64::MAX),
            planners: service(&m.prison.planners, u64::MAX - 2),
            wings: [Pool::new(0), Pool::new(0)],
            mentors: Pool::new(0),
        }
    }
}

//! What the prisons have: places, release dates, and those who treat, prepare and mentor.

use crate::engine::{DateIndex, Key, Pool};
use crate::pathway::prison::following::Following;
use crate::pathway::prison::pressure::Pressure;
use crate::pathway::values::plan::{Epoch, Plan};
use crate::pathway::world::services::Service;
use crate::scenario::schema::Workers;
use crate::strata::{ByFunction, BySex, Sex};

/// The prisons of the country, for the people who are simulated.
#[derive(Clone)]
pub(in crate::pathway) struct Prison {
    /// Places by sex and function. Those in police cells wait for local places.
    pub estate: BySex<ByFunction<Pool>>,
    /// Useable places, and those filled by long sentences, by sex.
    pub estate_constants: BySex<[i64; 2]>,
    /// How far places have followed people, by sex.
    pub following: BySex<Following>,
    /// How full the estate is on the day, by sex.
    pub pressure: BySex<Pressure>,
    /// Early releases that are set and not yet made, by sex.
    pub early_pending: BySex<i64>,
    /// Sentenced prisoners by ordinary release date, by sex.
    pub release_dates: BySex<DateIndex>,
    /// Clinical treatment.
    pub clinical: Service,
    /// Psychosocial treatment.
    pub psychosocial: Service,
    /// Planners of releases.
    pub planners: Service,
    /// Beds on substance-free wings by sex.
    pub wings: BySex<Pool>,
    /// What reaches the wing of each site of the supply that can, in the order of sites.
    pub wing_leakage: Vec<f64>,
    /// Posts of peer mentors.
    pub mentors: Pool,
}

impl Prison {
    /// Prisons without places yet; `staff` is the key of all workers.
    pub fn new(epoch: &Epoch, plan: &Plan, staff: Key) -> Prison {
        let m = &epoch.national;
        let share = epoch.estate_share;
        let service = |workers: &Workers, which: u64| {
            let posts = *workers.posts * share;
            Service::new(workers, posts, plan.scale, false, staff.child(which))
        };
        Prison {
            estate: BySex::from_fn(|_| ByFunction::from_fn(|_| Pool::new(0))),
            estate_constants: BySex::default(),
            following: BySex::default(),
            pressure: BySex::default(),
            early_pending: BySex::default(),
            release_dates: BySex::from_fn(|_| DateIndex::new()),
            clinical: service(&m.custody_treatment.clinical, u64::MAX - 1),
            psychosocial: service(&m.custody_treatment.workers, u64::MAX),
            planners: service(&m.prison.planners, u64::MAX - 2),
            wings: BySex::from_fn(|_| Pool::new(0)),
            wing_leakage: vec![1.0; epoch.areas[0].site_count()],
            mentors: Pool::new(0),
        }
    }

    /// People in prison, people who wait for a place in it, and useable places, of a sex; long
    /// sentences included.
    pub fn people_and_places(&self, sex: Sex) -> [i64; 3] {
        let long_term = self.estate_constants[sex][1];
        let pools = || self.estate[sex].values();
        let held: i64 = pools().map(|pool| i64::from(pool.held())).sum();
        let waiting: i64 = pools().map(|pool| i64::from(pool.waiting())).sum();
        let places: i64 = pools().map(|pool| i64::from(pool.capacity())).sum();
        [held + long_term, waiting, places + long_term]
    }
}

//! A service with workers: places are workers in post times the caseload limit, and its load
//! is the caseload over the recommended one.

use crate::engine::{Key, Pool, Tick, Workforce, WorkforceSpec};
use crate::scenario::schema::Workers;

/// How unevenly long recruitment takes.
const RECRUITMENT_SPREAD: f64 = 0.5;

/// Workers, the places they make, and who waits for one.
#[derive(Clone)]
pub struct Service {
    /// Places and the waiting line.
    pub pool: Pool,
    staff: Workforce,
    scale: f64,
    boundless: bool,
    ceiling: f64,
}

/// What drives the staff of `workers` where `share` of their posts is.
pub(super) fn spec(workers: &Workers, share: f64) -> WorkforceSpec {
    WorkforceSpec {
        posts: libm::round(*workers.posts * share) as u32,
        vacancy_share_at_start: *workers.vacant,
        leaving_per_year: *workers.leaving * 365.25,
        load_exponent: *workers.leaving_exponent,
        load_max: *workers.limit / workers.recommended.max(1e-9),
        recruit_days_median: *workers.recruitment,
        recruit_sigma: RECRUITMENT_SPREAD,
    }
}

impl Service {
    /// A service with `share` of the posts of `workers`, for a population at `scale`.
    pub fn new(workers: &Workers, share: f64, scale: f64, boundless: bool, key: Key) -> Service {
        let staff = Workforce::new(spec(workers, share), key, Tick::START);
        let mut service = Service {
            pool: Pool::new(0),
            staff,
            scale,
            boundless,
            ceiling: f64::INFINITY,
        };
        service.resize(workers, Tick::START);
        service
    }

    /// Takes new posts and terms of work, from `now`.
    pub fn set_workers(&mut self, workers: &Workers, share: f64, now: Tick) {
        self.staff.set_spec(spec(workers, share), now);
        self.resize(workers, now);
    }

    /// Sets the most places there are room for, however many workers.
    pub fn set_ceiling(&mut self, ceiling: f64, workers: &Workers, now: Tick) {
        self.ceiling = ceiling;
        self.resize(workers, now);
    }

    /// The workers.
    pub fn staff(&self) -> &Workforce {
        &self.staff
    }

    /// Workers in post.
    pub fn in_post(&self) -> u32 {
        self.staff.in_post()
    }

    /// Whether there is always a place; from the next time that workers are set.
    pub fn set_boundless(&mut self, boundless: bool) {
        self.boundless = boundless;
    }

    /// A worker leaves or starts, if that is what happens at `now`; true if places changed.
    pub fn step(&mut self, workers: &Workers, now: Tick) -> bool {
        let load = self.load(workers);
        let changed = self.staff.step(now, load);
        if changed {
            self.resize(workers, now);
        }
        changed
    }

    fn resize(&mut self, workers: &Workers, now: Tick) {
        let places = if self.boundless {
            f64::from(u32::MAX)
        } else {
            libm::round(f64::from(self.staff.in_post()) * *workers.limit * self.scale)
        };
        self.pool.set_capacity(places.min(self.ceiling) as u32, now);
    }

    /// Caseload per worker over the recommended caseload.
    #[inline]
    pub fn load(&self, workers: &Workers) -> f64 {
        let recommended = f64::from(self.staff.in_post()) * *workers.recommended * self.scale;
        if recommended > 0.0 {
            f64::from(self.pool.held()) / recommended
        } else {
            1.0
        }
    }
}

//! Teams of workers, and services with places: places are workers in post times the caseload limit, and
//! the load of a service is its caseload over the recommended one.

use crate::engine::{Key, Pool, Tick, Workforce, WorkforceSpec};
use crate::scenario::schema::Workers;

/// Workers of one service, for a population at a scale. Posts are filled and left one by one
/// whatever the scale is; what a worker can do shrinks with the population.
#[derive(Clone)]
pub struct Team {
    workforce: Workforce,
    scale: f64,
}

impl Team {
    /// The team of a service with so many `posts`.
    pub fn new(workers: &Workers, posts: f64, scale: f64, key: Key) -> Team {
        Team {
            workforce: Workforce::new(spec(workers, posts), key, Tick::START),
            scale,
        }
    }

    /// Takes new posts and terms of work, from `now`.
    pub fn set_workers(&mut self, workers: &Workers, posts: f64, now: Tick) {
        self.workforce.set_spec(spec(workers, posts), now);
    }

    /// Workers in post.
    #[inline]
    pub fn in_post(&self) -> u32 {
        self.workforce.in_post()
    }

    /// Posts, vacancies and recruits.
    pub fn workforce(&self) -> &Workforce {
        &self.workforce
    }

    /// A worker leaves or starts under this load, if that is what happens at `now`; true if so.
    pub fn step(&mut self, load: f64, now: Tick) -> bool {
        self.workforce.step(now, load)
    }

    /// What all workers in post can do if each can do so much, for the population at its scale.
    #[inline]
    pub fn can_do(&self, each: f64) -> f64 {
        f64::from(self.workforce.in_post()) * each * self.scale
    }

    /// What is done over what is recommended; nothing done by nobody is a load of one.
    #[inline]
    pub fn load(&self, done: f64, recommended: f64) -> f64 {
        let right = self.can_do(recommended);
        if right > 0.0 { done / right } else { 1.0 }
    }
}

/// Workers, the places they make, and who waits for one.
#[derive(Clone)]
pub struct Service {
    /// Places and the waiting list.
    pub pool: Pool,
    team: Team,
    boundless: bool,
    ceiling: f64,
}

/// What drives the staff of `workers` who have so many `posts`.
fn spec(workers: &Workers, posts: f64) -> WorkforceSpec {
    WorkforceSpec {
        posts: libm::round(posts) as u32,
        vacancy_share_at_start: *workers.vacant,
        leaving_per_year: *workers.leaving * 365.25,
        load_exponent: *workers.leaving_exponent,
        load_max: *workers.limit / workers.recommended.max(1e-9),
        recruit_days_median: *workers.recruitment,
        recruit_sigma: *workers.recruitment_spread,
    }
}

impl Service {
    /// A service with so many `posts` at 1:1, for a population at `scale`.
    pub fn new(workers: &Workers, posts: f64, scale: f64, boundless: bool, key: Key) -> Service {
        let mut service = Service {
            pool: Pool::new(0),
            team: Team::new(workers, posts, scale, key),
            boundless,
            ceiling: f64::INFINITY,
        };
        service.resize(workers, Tick::START);
        service
    }

    /// Takes new posts and terms of work, from `now`.
    pub fn set_workers(&mut self, workers: &Workers, posts: f64, now: Tick) {
        self.team.set_workers(workers, posts, now);
        self.resize(workers, now);
    }

    /// Sets the most places there are room for, however many workers.
    pub fn set_ceiling(&mut self, ceiling: f64, workers: &Workers, now: Tick) {
        self.ceiling = ceiling;
        self.resize(workers, now);
    }

    /// The workers.
    pub fn team(&self) -> &Team {
        &self.team
    }

    /// Whether there is always a place; from the next time that workers are set.
    pub fn set_boundless(&mut self, boundless: bool) {
        self.boundless = boundless;
    }

    /// A worker leaves or starts under this load, if that is what happens at `now`; true if places
    /// changed.
    pub fn step(&mut self, load: f64, workers: &Workers, now: Tick) -> bool {
        let changed = self.team.step(load, now);
        if changed {
            self.resize(workers, now);
        }
        changed
    }

    fn resize(&mut self, workers: &Workers, now: Tick) {
        let places = if self.boundless {
            f64::from(u32::MAX)
        } else {
            libm::round(self.team.can_do(*workers.limit))
        };
        self.pool.set_capacity(places.min(self.ceiling) as u32, now);
    }

    /// Caseload per worker over the recommended caseload.
    #[inline]
    pub fn load(&self, workers: &Workers) -> f64 {
        let held = f64::from(self.pool.held());
        self.team.load(held, *workers.recommended)
    }
}

/// How much is done a day, averaged over a time of so many days: what was done before counts less than a third.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    a_day: f64,
    at: Tick,
}

impl Pace {
    /// Once more.
    pub fn add(&mut self, over: f64, now: Tick) {
        self.a_day = self.a_day(over, now) + 1.0 / over.max(1.0);
        self.at = now;
    }

    /// How often a day.
    pub fn a_day(&self, over: f64, now: Tick) -> f64 {
        self.a_day * libm::exp(-now.days_since(self.at) / over.max(1.0))
    }
}

/// What load above the recommended one leaves of odds: nothing is lost at or below it.
#[inline]
pub(in crate::pathway) fn under_load(load: f64, exponent: f64) -> f64 {
    libm::pow(load.max(1.0), -exponent)
}
